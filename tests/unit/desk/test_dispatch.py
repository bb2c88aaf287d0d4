"""What leaves, leaves once; what becomes of it is known or looked up."""

import asyncio
from decimal import Decimal

import pytest

from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import PaperDesk, held, paper_desk, wish
from tests.support.silent_broker import SilentBroker
from traderterminal.desk.ports import OrderFact
from traderterminal.domain.errors import LedgerDown, OrderRefused, OutcomeUnknown
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, OrderType

D = Decimal


async def _place(paper: PaperDesk) -> None:
    await paper.desk.place(wish())


async def test_the_intent_is_in_the_ledger_before_the_broker_hears_of_it(paper: PaperDesk) -> None:
    seen: list[int] = []
    ledger = paper.ledger
    assert isinstance(ledger, MemoryLedger)
    submit = paper.broker.submit

    async def watching(order: Order) -> None:
        facts = [f for f in ledger.facts if isinstance(f, OrderFact)]
        seen.append(sum(f.order.order_id == order.order_id for f in facts))
        await submit(order)

    paper.broker.submit = watching  # type: ignore[method-assign] # the test listens in
    await paper.desk.place(wish())
    assert seen == [1]


async def test_nothing_is_sent_while_the_ledger_is_down(paper: PaperDesk) -> None:
    ledger = paper.ledger
    assert isinstance(ledger, MemoryLedger)
    ledger.broken = "the disk is full"
    with pytest.raises(LedgerDown, match="the disk is full"):
        await paper.desk.place(wish())
    assert paper.tracker.live_orders() == ()
    ledger.broken = ""
    assert (await paper.desk.place(wish())).status is OrderStatus.FILLED
    assert held(paper) == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OutcomeUnknown(Message("refused_by_broker")), OrderStatus.UNKNOWN),
        (OrderRefused(Message("refused_by_broker", {"text": "no"})), OrderStatus.REJECTED),
        (None, OrderStatus.SENDING),
    ],
)
async def test_silence_is_unknown_and_only_a_refusal_is_a_refusal(
    error: Exception | None, status: OrderStatus
) -> None:
    broker = SilentBroker(error)
    made = paper_desk(broker=broker)
    await made.open()
    order = await made.desk.place(wish())
    assert order.status is status
    assert len(broker.submitted) == 1
    await made.tasks.aclose()


async def test_a_caller_that_goes_away_does_not_take_the_order_back(paper: PaperDesk) -> None:
    caller = asyncio.get_running_loop().create_task(_place(paper))
    await asyncio.sleep(0)  # noqa: TID251 - the intent is on its way to the ledger
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await paper.drained()
    assert held(paper) == 1


async def test_cancel_takes_a_resting_order_out(paper: PaperDesk) -> None:
    resting = await paper.desk.place(
        wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4790"))
    )
    assert (await paper.desk.cancel(resting.order_id)).status is OrderStatus.CANCELED
    assert (await paper.desk.cancel(resting.order_id)).status is OrderStatus.CANCELED
    with pytest.raises(KeyError):
        await paper.desk.cancel("TTnone")


async def test_an_order_cancelled_on_its_way_never_arrives() -> None:
    made = paper_desk(latency_ms=250)
    await made.open()
    order = await made.desk.place(wish())
    assert (await made.desk.cancel(order.order_id)).status is OrderStatus.CANCELED
    made.market.clock.advance_to(made.market.clock.now_ns() + 1_000_000_000)
    await made.drained()
    assert made.desk.orders[order.order_id].filled_quantity == 0


async def test_a_broker_that_fails_unexpectedly_leaves_the_outcome_unknown() -> None:
    made = paper_desk(broker=SilentBroker(RuntimeError("a fault of the adapter")))
    await made.open()
    order = await made.desk.place(wish())
    assert order.status is OrderStatus.UNKNOWN
    assert made.tracker.live_orders("paper") == (order,)  # it may trade, so it counts
    assert [str(failure) for failure in made.failures] == ["a fault of the adapter"]
    await made.tasks.aclose()
