"""Flatten takes orders out, closes, and looks again; it counts what it saw."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import wish
from tests.support.venue import venue_desk
from traderterminal.desk.flatten import FlattenResult
from traderterminal.desk.ports import Fact
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.orders import OrderStatus, OrderType


async def test_orders_go_first_and_the_position_is_seen_to_be_flat() -> None:
    made = await venue_desk()
    await made.desk.place(wish(quantity=2))
    await made.desk.place(wish("sell", 2, order_type=OrderType.STOP, stop_price=Decimal("4790.00")))
    assert await made.desk.flatten("paper") == FlattenResult(1, 1)
    assert made.venue.position("paper") == 0
    assert made.venue.open_orders("paper") == []
    await made.close()


async def test_a_close_that_fills_in_parts_is_waited_for_and_not_sent_again() -> None:
    made = await venue_desk()
    await made.desk.place(wish(quantity=5))
    made.venue.quote("4800.00", "4800.25", size=3)
    tasks = made.paper.tasks
    results: list[FlattenResult] = []

    async def flatten() -> None:
        results.append(await made.desk.flatten_all())

    tasks.spawn(flatten(), name="flatten")
    await made.pass_time(0.1)
    made.venue.quote("4799.75", "4800.00", size=3)
    await made.pass_time(20)
    assert results == [FlattenResult(0, 1)]
    assert len(made.venue.placed) == 2
    assert made.venue.position("paper") == 0
    await made.close()


async def test_a_close_that_finds_nobody_to_trade_with_goes_on_working_and_is_no_other() -> None:
    made = await venue_desk()
    await made.desk.place(wish(quantity=5))
    made.venue.quote("4800.00", "4800.25", size=3)

    async def flatten() -> None:
        await made.desk.flatten_all()

    for _ in range(2):  # and asked for again
        made.paper.tasks.spawn(flatten(), name="flatten")
        await made.pass_time(20)
    assert len(made.venue.placed) == 2
    made.venue.quote("4799.75", "4800.00", size=3)
    await made.pass_time(0)
    assert made.held() == made.venue.position("paper") == 0
    await made.close()


def test_results_of_several_accounts_add_up() -> None:
    assert FlattenResult.total([FlattenResult(1, 2), FlattenResult(3, 0)]) == FlattenResult(4, 2)


async def test_what_was_taken_out_is_booked_and_shown_before_it_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given a disk on which each booking takes its time
    made = await venue_desk()
    book = made.paper.ledger.book

    async def slowly(facts: Sequence[Fact]) -> None:
        for _ in range(20):
            await made.paper.ledger.commit(())
        await book(facts)

    order = await made.desk.place(wish(order_type=OrderType.LIMIT, limit_price=Decimal(4790)))
    monkeypatch.setattr(made.paper.ledger, "book", slowly)
    # when the broker has let the order go
    await made.desk.flatten("paper")
    # then who looks next sees it out
    assert made.desk.orders[order.order_id].status is OrderStatus.CANCELED
    await made.close()


@pytest.mark.logs("bookings wait and nothing but exits is sent: full")
@pytest.mark.parametrize("closes", [False, True])
async def test_where_no_close_can_be_made_durable_what_protects_stays(closes: bool) -> None:
    """The refusal says that nothing was sent, and that what works at the broker stays."""
    made = await venue_desk()
    await made.desk.place(wish(quantity=2))
    stop = await made.desk.place(
        wish("sell", 2, order_type=OrderType.STOP, stop_price=Decimal("4790.00"))
    )
    await made.desk.place(wish("buy", 1, order_type=OrderType.LIMIT, limit_price=Decimal("4780")))
    ledger, refused = made.paper.ledger, list[str]()
    assert isinstance(ledger, MemoryLedger)

    async def get_out() -> None:
        try:
            if closes:
                await made.desk.place(wish(None, None, intent="close"))
            else:
                await made.desk.flatten_all()
        except LedgerDown as down:
            refused.append(down.message.key)

    ledger.broken, ledger.no_file = "full", True
    made.paper.tasks.spawn(get_out(), name="get out")
    await made.pass_time(20)
    assert refused == ["ledger_down.nowhere"]
    assert made.venue.position("paper") == 2
    working = [order.order_id for order in made.venue.open_orders("paper")]
    assert stop.order_id in working
    assert len(working) == (2 if closes else 1)  # a flatten takes out what would add
    ledger.broken, ledger.no_file = "", False
    made.paper.tasks.spawn(get_out(), name="get out")
    await made.pass_time(20)
    assert made.venue.position("paper") == 0
    assert made.venue.open_orders("paper") == []
    await made.close()
