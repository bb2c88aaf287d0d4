"""Round trips and positions against an independent reckoning, over random fills."""

import random
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.journal_reference import INFINITE, Account, Execution, Figure, figures, reckon
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.positions import Position
from traderterminal.journal.book import Journal
from traderterminal.journal.days import DayResults
from traderterminal.journal.round_trips import build, net_results
from traderterminal.journal.statistics import (
    INFINITY,
    TradeStatistics,
    max_drawdown,
    trade_statistics,
)

SEQUENCES = 5_000
#: Averages need not end; everything agrees far beyond a millionth of a cent.
CLOSE = Fraction(1, 10**15)


def random_fills(seed: int) -> list[Fill]:
    """Return a trading day of one account in one instrument, reversals and scale-ins included."""
    draw = random.Random(seed)
    point_value = Decimal(draw.choice(["1", "5", "50", "100", "0.1"]))
    fills = []
    for n in range(draw.randint(1, 30)):
        fills.append(
            Fill(
                fill_id=f"{n:03d}",
                order_id=f"o{n}",
                account="A",
                symbol="X",
                side=draw.choice([Side.BUY, Side.SELL]),
                quantity=Decimal(draw.randint(1, 9)),
                price=Decimal(draw.randint(-50, 20_000)) / 4,
                fee=Decimal(draw.randint(-10, 500)) / 100,
                point_value=point_value,
                at_ns=draw.randint(0, 20),
            )
        )
    return fills


def executions(fills: list[Fill]) -> list[Execution]:
    ordered = sorted(fills, key=lambda f: (f.at_ns, f.fill_id))
    return [
        Execution(
            f.at_ns,
            f.fill_id,
            f.side.sign,
            int(f.quantity),
            Fraction(f.price),
            Fraction(f.fee),
            Fraction(f.point_value),
        )
        for f in ordered
    ]


def near(ours: Decimal, theirs: Fraction) -> bool:
    return abs(Fraction(ours) - theirs) <= CLOSE * max(Fraction(1), abs(theirs))


def assert_agree(fills: list[Fill], expected: Account, seed: int) -> None:
    trips, histories = build(fills)
    (history,) = histories.values()
    assert len(trips) == len(expected.trades), seed
    for trip, trade in zip(trips, expected.trades, strict=True):
        assert trip.direction == ("long" if trade.sign > 0 else "short"), seed
        assert (int(trip.quantity), int(trip.max_position)) == (trade.opened, trade.peak), seed
        assert near(trip.average_entry, trade.entry_sum / trade.opened), seed
        assert near(trip.average_exit, trade.exit_sum / trade.opened), seed
        assert near(trip.gross_pnl, trade.gross), seed
        assert near(trip.fees, trade.fees), seed
        assert (trip.entry_ns, trip.exit_ns) == (trade.first, trade.last), seed
        assert list(trip.fill_ids) == trade.names, seed
    assert history.position == expected.position, seed
    assert near(history.realized_fifo, expected.realized_fifo), seed
    assert near(history.realized_average, expected.realized_average), seed
    assert_same_figures(
        trade_statistics(net_results(trips)),
        figures([trade.gross - trade.fees for trade in expected.trades]),
        seed,
    )


def assert_same_figures(
    found: TradeStatistics, expected: Mapping[str, Figure], seed: object
) -> None:
    ours = asdict(found)
    assert ours.keys() == expected.keys()
    for name, value in expected.items():
        if value is None or isinstance(value, int):
            assert ours[name] == value, (seed, name)
        elif value == INFINITE:
            assert ours[name] == INFINITY, (seed, name)
        else:
            assert near(ours[name], value), (seed, name)


def test_five_thousand_random_days_agree_with_an_independent_reckoning() -> None:
    for seed in range(SEQUENCES):
        fills = random_fills(seed)
        assert_agree(fills, reckon(executions(fills)), seed)


def test_the_order_of_arrival_and_repeats_change_nothing() -> None:
    for seed in range(500):
        fills = random_fills(seed)
        shuffled = fills * 2
        random.Random(seed).shuffle(shuffled)
        assert build(shuffled)[0] == build(fills)[0], seed


@pytest.mark.parametrize("mark", ["0", "17.25", "-3"])
def test_realised_open_and_cash_always_agree(mark: str) -> None:
    for seed in range(500):
        fills = random_fills(seed)
        expected = reckon(executions(fills))
        position = Position("A", "X", fills[0].point_value)
        for fill in sorted(fills, key=lambda f: (f.at_ns, f.fill_id)):
            position = position.apply(fill)
        worth = Fraction(position.quantity * Decimal(mark) * position.point_value)
        total = position.realized_pnl + position.unrealized_pnl(Decimal(mark)) - position.fees
        assert near(total, expected.cash + worth), seed
        assert position.quantity == expected.position, seed
        assert near(position.realized_pnl, expected.realized_average), seed


def result_of_a_day(
    fills: list[Fill], began: int, evening: int, marks: dict[int, Decimal]
) -> tuple[Decimal, bool]:
    """Return what a day made, asked as it ends, and whether something was held as it began."""
    journal = Journal(lambda symbol, at_ns: date(2024, 1, 1))
    journal.load(fill for fill in fills if fill.at_ns < evening)
    days = DayResults(
        journal,
        began_ns=lambda at_ns: began,
        mark=lambda symbol: marks[evening],
        close_before=lambda symbol, at_ns: marks[at_ns],
    )
    made = days.net("A", evening - 1)
    assert made is not None
    return made, any(journal.since("A", s, began).held_before for s in journal.symbols("A"))


@pytest.mark.parametrize("length", [1, 3, 7])
def test_the_results_of_all_days_add_up_to_the_change_of_the_account(length: int) -> None:
    held_overnight = 0
    for seed in range(300):
        fills, draw = random_fills(seed), random.Random(seed)
        marks = {at: Decimal(draw.randint(-50, 20_000)) / 4 for at in range(0, 42, length)}
        evening, total = 0, Fraction(0)
        for began in range(0, 21, length):
            evening = began + length
            made, held = result_of_a_day(fills, began, evening, marks)
            held_overnight += held
            total += Fraction(made)
        expected = reckon(executions(fills))
        worth = Fraction(expected.position * marks[evening] * fills[0].point_value)
        assert abs(total - expected.cash - worth) < CLOSE, seed
    assert held_overnight > 100


@given(st.lists(st.integers(-3, 3) | st.integers(-500, 500), max_size=25))
def test_statistics_agree_with_an_independent_reckoning(results: list[int]) -> None:
    net = [Decimal(x) / 4 for x in results]
    assert_same_figures(trade_statistics(net), figures([Fraction(x) for x in net]), results)


@given(st.lists(st.integers(-100, 100), max_size=30))
def test_a_drawdown_is_the_deepest_of_all_falls(curve: list[int]) -> None:
    falls = [a - b for i, a in enumerate(curve) for b in curve[i:]]
    assert max_drawdown([Decimal(x) for x in curve]) == max([0, *falls])
