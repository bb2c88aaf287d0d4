"""Flatten takes orders out, closes, and looks again; it counts what it saw."""

from decimal import Decimal

from tests.support.paper_desk import wish
from tests.support.venue import venue_desk
from traderterminal.desk.flatten import FlattenResult
from traderterminal.domain.orders import OrderType


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
