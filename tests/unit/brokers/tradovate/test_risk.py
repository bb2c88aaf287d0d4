"""The broker's own limits in figures: what is set, what it is compared with, what is broken."""

from decimal import Decimal
from typing import Any

import pytest

from traderterminal.brokers.plugin import RiskFigure
from traderterminal.brokers.tradovate.risk import LOCKING, figures, is_locked
from traderterminal.brokers.tradovate.wire import AccountRiskStatus, AutoLiquidation

D = Decimal


def status(**told: Any) -> AccountRiskStatus:
    return AccountRiskStatus.model_validate({"id": 1, **told})


def limits(**told: Any) -> AutoLiquidation:
    return AutoLiquidation.model_validate({"id": 1, **told})


def test_what_is_not_set_is_no_figure() -> None:
    assert figures(None, None, None, None) == []
    assert figures(status(), limits(dailyLossAutoLiq=0), D(1), D(1)) == []


@pytest.mark.parametrize(("day", "broken"), [(-499, False), (-500, True), (200, False)])
def test_a_loss_of_the_day_is_compared_with_its_limit(day: int, broken: bool) -> None:
    (figure,) = figures(None, limits(dailyLossAutoLiq=500), None, D(day))
    assert figure == RiskFigure("dailyLossAutoLiq", D(-day), D(500), broken)


def test_a_loss_that_is_not_known_breaks_nothing() -> None:
    assert figures(None, limits(dailyLossAlert=5, weeklyLossAutoLiq=9), None, None) == [
        RiskFigure("dailyLossAlert", None, D(5)),
        RiskFigure("weeklyLossAutoLiq", None, D(9)),
    ]


def test_a_profit_that_ends_the_day_is_told() -> None:
    told = limits(dailyProfitAutoLiq=300, weeklyProfitAutoLiq=900)
    assert figures(None, told, None, D(300)) == [
        RiskFigure("dailyProfitAutoLiq", D(300), D(300), broken=True),
        RiskFigure("weeklyProfitAutoLiq", None, D(900)),
    ]


@pytest.mark.parametrize(
    ("peak", "stops_at", "floor"), [(52_000, None, 50_000), (53_000, 50_100, 50_100)]
)
def test_a_trailing_drawdown_has_its_floor_below_the_peak(
    peak: int, stops_at: int | None, floor: int
) -> None:
    told = limits(trailingMaxDrawdown=2_000, trailingMaxDrawdownLimit=stops_at)
    above, below = D(floor) + 1, D(floor)
    for equity, broken in ((above, False), (below, True)):
        (figure,) = figures(status(maxNetLiq=peak), told, equity, None)
        assert figure == RiskFigure("trailingMaxDrawdown", equity, D(floor), broken)


def test_a_drawdown_without_a_peak_has_no_floor() -> None:
    (figure,) = figures(None, limits(trailingMaxDrawdown=2_000), D(50_000), None)
    assert figure == RiskFigure("trailingMaxDrawdown", None, D(2_000))


def test_the_least_equity_is_told() -> None:
    (figure,) = figures(status(minNetLiq=48_000), None, D(48_000), None)
    assert figure == RiskFigure("minNetLiq", D(48_000), D(48_000), broken=True)


@pytest.mark.parametrize(
    "told",
    [
        {"liquidateOnly": True},
        {"userTriggeredLiqOnly": True},
        *({"adminAction": word} for word in sorted(LOCKING)),
    ],
)
def test_an_account_that_may_only_close_is_locked(told: dict[str, Any]) -> None:
    assert is_locked(status(**told))
    assert figures(status(**told), None, None, None)[-1].broken


@pytest.mark.parametrize("word", ["Normal", "DisableAutoLiq", "NeverHeardOf", None])
def test_any_other_word_locks_nothing(word: str | None) -> None:
    assert not is_locked(status(adminAction=word))
    assert not is_locked(None)
