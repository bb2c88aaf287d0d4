"""The ticket without its widgets."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import ES, INSTRUMENTS
from tests.support.paper_desk import PaperDesk, paper_desk
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderStatus, OrderType
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import QuoteTick
from traderterminal.ui.viewmodels.ticket import TicketViewModel

D = Decimal


class Bench:
    """A ticket on a paper desk, with a hub that says what the desk's market says."""

    def __init__(self) -> None:
        self.paper: PaperDesk = paper_desk()
        self.hub = MarketHub(INSTRUMENTS.__getitem__, VirtualClock(1))
        self.say("4800.00", "4800.25")
        self.ticket = TicketViewModel(
            desk=self.paper.desk, hub=self.hub, tasks=self.paper.tasks, account="paper"
        )

    def say(self, bid: str, ask: str) -> None:
        low, high = ES.to_ticks(D(bid)), ES.to_ticks(D(ask))
        self.hub.publish(QuoteTick("ESH2024", 1, low, 10, high, 10))


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    await made.paper.open()
    made.ticket.show(ES)
    yield made
    made.ticket.close()
    assert made.paper.failures == []
    await made.paper.tasks.aclose()


async def test_the_price_follows_the_bid_until_it_is_touched(bench: Bench) -> None:
    assert bench.ticket.limit_price == D("4800.00")
    bench.say("4801.00", "4801.25")
    bench.ticket.flush()
    assert bench.ticket.limit_price == D("4801.00")
    bench.ticket.step_limit(-2)
    bench.say("4802.00", "4802.25")
    bench.ticket.flush()
    assert bench.ticket.limit_price == D("4800.50")
    bench.ticket.follow()
    assert bench.ticket.limit_price == D("4802.00")


async def test_an_off_tick_price_snaps_and_says_so(bench: Bench) -> None:
    bench.ticket.type_limit("4,799.90")
    assert bench.ticket.limit_price == D("4800.00")
    assert bench.ticket.note == "Snapped to 4800.00"
    bench.ticket.type_limit("abc")
    assert bench.ticket.note == "'abc' is not a price"
    assert bench.ticket.limit_price == D("4800.00")


async def test_a_quantity_is_read_stepped_and_never_below_one(bench: Bench) -> None:
    bench.ticket.type_quantity("5")
    bench.ticket.step_quantity(-9)
    assert bench.ticket.quantity == 1
    bench.ticket.type_quantity("-3")
    assert bench.ticket.note
    assert bench.ticket.quantity == 1


async def test_a_sent_order_is_listed_with_its_state(bench: Bench) -> None:
    bench.ticket.choose_type(OrderType.MARKET)
    bench.ticket.send(Side.BUY)
    await bench.paper.drained()
    (order,) = bench.ticket.latest
    assert order.status is OrderStatus.FILLED
    assert bench.ticket.position == 1
    assert bench.ticket.refusal == ""


async def test_a_refusal_stays_in_words_until_dismissed(bench: Bench) -> None:
    bench.ticket.choose_type(OrderType.MARKET)
    bench.ticket.choose_quantity(500)
    bench.ticket.send(Side.BUY)
    await bench.paper.drained()
    assert bench.ticket.refusal.startswith("Refused. Nothing was sent. 500 ESH2024")
    bench.ticket.dismiss()
    assert bench.ticket.refusal == ""


async def test_before_sending_it_says_what_each_side_would_come_to(bench: Bench) -> None:
    bench.ticket.choose_quantity(2)
    bought = bench.ticket.what_if(Side.BUY)
    assert bought.preview is not None
    assert bought.preview.position_after == 2
    bench.ticket.choose_quantity(500)
    assert bench.ticket.what_if(Side.SELL).refusal is not None


async def test_join_rests_and_lift_trades(bench: Bench) -> None:
    bench.ticket.join(Side.BUY)
    await bench.paper.drained()
    assert [o.limit_price for o in bench.ticket.working] == [D("4800.00")]
    bench.ticket.take(Side.BUY)
    await bench.paper.drained()
    assert bench.ticket.position == 1


async def test_flatten_reverse_and_cancel_by_side(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.choose_type(OrderType.MARKET)
    ticket.send(Side.BUY)
    ticket.join(Side.SELL)
    await bench.paper.drained()
    ticket.cancel_all(Side.BUY)
    await bench.paper.drained()
    assert len(ticket.working) == 1
    ticket.reverse()
    await bench.paper.drained()
    assert ticket.position == -1
    ticket.flatten()
    await bench.paper.drained()
    assert ticket.position == 0
    assert ticket.working == []


async def test_another_symbol_starts_with_prices_of_its_own(bench: Bench) -> None:
    bench.ticket.step_limit(5)
    bench.ticket.show(INSTRUMENTS["ESM2024"])
    assert bench.ticket.limit_price is None
    assert bench.ticket.follows


@pytest.mark.parametrize("side", list(Side))
async def test_a_missing_price_sends_nothing(bench: Bench, side: Side) -> None:
    bench.ticket.show(INSTRUMENTS["ESM2024"])
    bench.ticket.send(side)
    await bench.paper.drained()
    assert bench.ticket.refusal
    assert bench.paper.desk.orders == {}
