"""The price at which the loss of the day would be at its limit."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import ES, quote
from tests.support.paper_desk import wish
from tests.support.ticket_bench import Bench
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.positions import Position
from traderterminal.risk.limits import PAPER
from traderterminal.ui.viewmodels.breach import Breach, _breach_ticks

D = Decimal


class Limited(Bench):
    """A desk whose day may lose 1,000, on which `banked` has been made apart from what is open."""

    def __init__(self) -> None:
        super().__init__(limits=replace(PAPER, max_daily_loss=D(1000)))
        self.banked: Decimal | None = D(0)
        self.breach = Breach(self.chart, self.paper.desk, self.day_net)

    def day_net(self, account: str) -> Decimal | None:
        held = [
            self.paper.desk.unrealized(account, symbol) for _, symbol in self.paper.desk.positions
        ]
        if self.banked is None or None in held:
            return None
        return self.banked + sum((one for one in held if one is not None), D(0))

    def stands_at(self, price: Decimal) -> None:
        """Let the desk value positions at a price."""
        at = str(price)
        self.paper.market.quotes["ESH2024"] = quote(at, at, at)


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Limited]:
    made = Limited()
    await made.open()
    made.chart.show(ES)
    made.trade("4800.00")
    yield made
    await made.close()


async def test_the_line_is_where_what_is_left_of_the_day_is_lost(bench: Limited) -> None:
    await bench.buys(2)  # at 4,800.25, where the last trade was
    bench.banked = D(-400)
    line = bench.breach.line
    assert line is not None
    # 600 left, 100 a point: six points below what was paid.
    assert line.ticks == ES.to_ticks(D("4794.25"))
    assert line.words == ("Daily-loss breach 4,794.25", "23 t below", "−$600.00")


async def test_a_short_position_breaks_it_above(bench: Limited) -> None:
    await bench.paper.desk.place(wish("sell", 1))
    await bench.paper.drained()
    line = bench.breach.line
    assert line is not None
    assert line.ticks == ES.to_ticks(D("4820.00"))
    assert line.words[1] == "80 t above"


@pytest.mark.parametrize("quantity", [3, -3])
@pytest.mark.parametrize("banked", ["-999.99", "-137.31", "0.01", "512.34"])
async def test_it_is_the_first_tick_at_which_the_rule_is_broken(
    bench: Limited, quantity: int, banked: str
) -> None:
    await bench.paper.desk.place(wish("buy" if quantity > 0 else "sell", abs(quantity)))
    await bench.paper.drained()
    # What the position has lost by now belongs to what is banked.
    bench.banked = D(banked) - (bench.paper.desk.unrealized("paper", "ESH2024") or 0)
    line = bench.breach.line
    assert line is not None
    sign = 1 if quantity > 0 else -1
    nets = []
    for ticks in (line.ticks, line.ticks + sign):
        bench.stands_at(ES.from_ticks(ticks))
        nets.append(bench.day_net("paper"))
    assert nets[0] is not None
    assert nets[1] is not None
    assert nets[0] <= -1000 < nets[1]


async def test_the_line_stays_where_it_is_while_its_own_market_moves(bench: Limited) -> None:
    await bench.buys(2)
    first = bench.breach.line
    assert first is not None
    bench.stands_at(D("4796.125"))
    bench.trade("4796.00")
    moved = bench.breach.line
    assert moved is not None
    assert moved.ticks == first.ticks
    assert moved.words[1:] != first.words[1:]


async def test_nothing_is_drawn_that_is_not_known(bench: Limited) -> None:
    assert bench.breach.line is None  # nothing is held
    await bench.buys(2)
    assert bench.breach.line is not None
    with without(bench):
        assert bench.breach.line is None  # what the day made is not known
    bench.paper.market.quotes["ESH2024"] = quote(None, None, None)
    assert bench.breach.line is None


async def test_a_rule_that_is_broken_already_has_no_line(bench: Limited) -> None:
    await bench.buys(2)
    bench.banked = D(-1000)
    assert bench.breach.line is None


async def test_without_a_limit_there_is_no_line() -> None:
    bench = Bench()
    await bench.open()
    bench.chart.show(ES)
    await bench.buys(2)
    assert Breach(bench.chart, bench.paper.desk, lambda _: D(0)).line is None
    await bench.close()


@contextmanager
def without(bench: Limited) -> Iterator[None]:
    """As long as a price is missing."""
    bench.banked, banked = None, bench.banked
    yield
    bench.banked = banked


def held(instrument: Instrument, quantity: int) -> Position:
    return Position("paper", instrument.symbol, instrument.point_value, D(quantity))


@given(
    quantity=st.integers(-50, 50).filter(bool),
    room=st.decimals("0.01", "100000", places=2),
    mark=st.integers(-400, 40_000),
)
def test_the_room_is_gone_at_the_tick_and_not_one_before(
    quantity: int, room: Decimal, mark: int
) -> None:
    at, sign = D(mark) / 8, 1 if quantity > 0 else -1
    ticks = _breach_ticks(held(ES, quantity), room, at, ES.tick_size)

    def lost(ticks: int) -> Decimal:
        return (at - ES.from_ticks(ticks)) * quantity * ES.point_value

    assert lost(ticks) >= room > lost(ticks + sign)
