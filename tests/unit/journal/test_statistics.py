"""Figures of closed trades, days and curves; what is undefined is said to be so."""

from decimal import Decimal
from typing import Any

import pytest

from traderterminal.journal.statistics import (
    INFINITY,
    DailyStatistics,
    daily_statistics,
    max_drawdown,
    trade_statistics,
    win_rate_interval,
)

D = Decimal


def net(*values: str | int) -> list[Decimal]:
    return [D(value) for value in values]


def statistics(*values: str | int) -> Any:
    return trade_statistics(net(*values))


def test_a_mixed_list_of_trades() -> None:
    found = statistics(100, -50, 0, 300, -150, -10)
    assert (found.n, found.wins, found.losses, found.breakeven) == (6, 2, 3, 1)
    assert found.win_rate_decided == D("0.4")
    assert found.win_rate_all == D(2) / 6
    assert (found.gross_profit, found.gross_loss, found.net) == (400, 210, 190)
    assert found.profit_factor == D(400) / 210
    assert found.expectancy == D(190) / 6
    assert (found.avg_win, found.avg_loss) == (200, 70)
    assert found.payoff == D(200) / 70
    assert (found.largest_win, found.largest_loss) == (300, -150)
    assert found.max_dd_closed == 160


def test_nothing_traded_is_undefined_and_not_zero() -> None:
    found = statistics()
    assert found.n == 0
    assert found.win_rate_decided is found.win_rate_all is found.profit_factor is None
    assert found.expectancy is found.avg_win is found.avg_loss is found.payoff is None
    assert found.largest_win is found.largest_loss is None
    assert (found.net, found.max_dd_closed, found.max_win_streak) == (0, 0, 0)


@pytest.mark.parametrize(
    ("values", "factor"), [((5,), INFINITY), ((0,), None), ((-5,), 0), ((5, -5), 1)]
)
def test_the_profit_factor_at_its_edges(values: tuple[int, ...], factor: Decimal | None) -> None:
    assert trade_statistics(net(*values)).profit_factor == factor


def test_only_breakeven_trades_have_no_win_rate_among_the_decided() -> None:
    found = trade_statistics(net(0, 0))
    assert found.win_rate_decided is None
    assert found.win_rate_all == 0
    assert found.expectancy == 0


@pytest.mark.parametrize(
    ("values", "wins", "losses"),
    [
        ((1, 1, -1, 1), 2, 1),
        ((1, 0, 1, -1, 0, -1, -1), 2, 3),  # a break-even neither extends nor breaks a run
        ((-1, 1, -1, 1), 1, 1),
        ((0, 0), 0, 0),
    ],
)
def test_runs_of_wins_and_losses(values: tuple[int, ...], wins: int, losses: int) -> None:
    found = trade_statistics(net(*values))
    assert (found.max_win_streak, found.max_loss_streak) == (wins, losses)


@pytest.mark.parametrize(
    ("curve", "deepest"),
    [((), 0), ((5,), 0), ((1, 2, 3), 0), ((3, 2, 1), 2), ((0, 10, 4, 12, 3), 9), ((-5, -9, -1), 4)],
)
def test_the_deepest_fall_from_a_peak(curve: tuple[int, ...], deepest: int) -> None:
    assert max_drawdown(net(*curve)) == deepest


def test_a_first_loss_is_a_fall_from_the_start() -> None:
    assert trade_statistics(net(-100, 40)).max_dd_closed == 100


def test_daily_ratios_are_annualised() -> None:
    found = daily_statistics(net(100, -50, 0, 150), periods=4)
    assert found.mean == 50
    assert found.stdev_sample is not None
    assert found.stdev_sample**2 == pytest.approx(D(25000) / 3)
    assert found.sharpe_ann == 50 / found.stdev_sample * 2
    assert found.downside_dev == 25  # √(50² / 4), over all days
    assert found.sortino_ann == 4
    assert found.max_dd_daily == 50


def test_a_target_moves_the_downside_and_the_excess() -> None:
    found = daily_statistics(net(10, 30), periods=1, target=D(20))
    assert found.downside_dev == D(50).sqrt()
    assert found.sortino_ann == 0


@pytest.mark.parametrize(
    ("daily", "expected"),
    [
        ((), DailyStatistics(None, None, None, None, None, D(0))),
        ((7,), DailyStatistics(D(7), None, None, D(0), None, D(0))),
        ((7, 7), DailyStatistics(D(7), D(0), None, D(0), None, D(0))),  # no spread, no ratio
    ],
)
def test_what_a_few_days_cannot_say_is_undefined(
    daily: tuple[int, ...], expected: DailyStatistics
) -> None:
    assert daily_statistics(net(*daily)) == expected


def test_the_interval_of_a_win_rate() -> None:
    # E. B. Wilson's score interval, checked against published tables of the method
    assert win_rate_interval(5, 10) == pytest.approx((0.2366, 0.7634), abs=5e-5)
    assert win_rate_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


@pytest.mark.parametrize("decided", [1, 3, 1000])
def test_the_interval_stays_between_never_and_always(decided: int) -> None:
    nothing, everything = win_rate_interval(0, decided), win_rate_interval(decided, decided)
    assert nothing is not None
    assert everything is not None
    assert nothing[0] == pytest.approx(0)
    assert 0 <= nothing[0] < nothing[1] < 1
    assert 0 < everything[0] < everything[1] <= 1
    assert everything[1] == pytest.approx(1)


def test_no_decided_trade_has_no_interval() -> None:
    assert win_rate_interval(0, 0) is None
