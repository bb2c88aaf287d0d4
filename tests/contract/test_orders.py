"""The contract of a broker: taking, filling, cancelling and changing orders."""

from decimal import Decimal

import pytest

from tests.support.contract import ACCOUNT, SYMBOL, Bench, remote
from tests.support.figures import Cases
from tests.support.news_faults import AcknowledgementLast, Held, repeated
from tests.support.paper_desk import wish
from tests.support.scale import scaled
from traderterminal.desk.ports import OrderWish, Terms
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.orders import (
    CancelRefused,
    Order,
    OrderStatus,
    OrderType,
    TimeInForce,
)

D = Decimal
S = OrderStatus
T = OrderType


def limit(side: str, price: str, quantity: int = 1, **changes: object) -> OrderWish:
    return wish(side, quantity, order_type=T.LIMIT, limit_price=D(price), **changes)


def resting(side: str = "buy", quantity: int = 1, **changes: object) -> OrderWish:
    """A limit order far from the market."""
    return limit(side, "4790.00" if side == "buy" else "4810.00", quantity, **changes)


def reason(order: Order) -> str:
    return order.reason.code if order.reason else ""


# Who it is and what it says.


async def test_it_takes_market_orders_and_says_what_else(bench: Bench) -> None:
    capabilities = bench.broker.capabilities
    assert T.MARKET in capabilities.order_types
    assert TimeInForce.DAY in capabilities.times_in_force
    assert capabilities.visible_after_s >= 0


async def test_its_news_goes_to_who_listens(bench: Bench) -> None:
    await bench.desk.place(wish())
    assert bench.said
    assert {news.account for news in bench.said} == {ACCOUNT}


async def test_it_names_our_order_in_its_first_news_of_it(bench: Bench) -> None:
    order = await bench.desk.place(resting())
    assert getattr(bench.said[0], "order_id", "") == order.order_id


#: A trailing stop that a broker lacks is a stop that the desk moves.
SENT_AS_THEY_ARE = [each for each in OrderType if each is not OrderType.TRAILING_STOP]


@pytest.mark.parametrize("order_type", SENT_AS_THEY_ARE)
async def test_what_it_does_not_take_is_refused_before_it_is_sent(
    bench: Bench, order_type: OrderType
) -> None:
    trigger = D("4790") if order_type is OrderType.MARKET_IF_TOUCHED else D("4810")
    order = await bench.desk.place(
        wish(order_type=order_type, limit_price=D("4790"), stop_price=trigger)
    )
    if order_type in bench.broker.capabilities.order_types:
        assert order.status in (S.ACCEPTED, S.FILLED)
    else:
        assert (order.status, reason(order)) == (S.DENIED, "unsupported")
        assert bench.said == []


# Order types.


@pytest.mark.parametrize(("side", "price"), [("buy", "4800.25"), ("sell", "4800.00")])
async def test_a_market_order_trades_at_the_touch(bench: Bench, side: str, price: str) -> None:
    order = await bench.desk.place(wish(side, 2))
    assert (order.status, order.average_price) == (S.FILLED, D(price))


@pytest.mark.parametrize("side", ["buy", "sell"])
async def test_a_limit_order_rests_until_the_market_comes(bench: Bench, side: str) -> None:
    order = await bench.desk.place(resting(side))
    assert order.status is S.ACCEPTED
    if side == "buy":
        await bench.market("4789.75", "4790.00")
    else:
        await bench.market("4810.00", "4810.25")
    assert bench.order(order.order_id).average_price == order.limit_price


@pytest.mark.parametrize(("side", "price"), [("buy", "4801.00"), ("sell", "4799.00")])
async def test_a_limit_order_through_the_market_trades_at_once_and_no_worse(
    bench: Bench, side: str, price: str
) -> None:
    order = await bench.desk.place(limit(side, price))
    assert order.status is S.FILLED
    assert order.average_price == (D("4800.25") if side == "buy" else D("4800.00"))


@pytest.mark.parametrize(
    ("side", "stop", "market"),
    [("buy", "4805.00", ("4805.00", "4805.25")), ("sell", "4795.00", ("4794.75", "4795.00"))],
)
async def test_a_stop_order_waits_for_its_price(
    bench: Bench, side: str, stop: str, market: tuple[str, str]
) -> None:
    order = await bench.desk.place(wish(side, 1, order_type=T.STOP, stop_price=D(stop)))
    assert order.status is S.ACCEPTED
    assert bench.held() == 0
    await bench.market(*market)
    assert bench.order(order.order_id).status is S.FILLED


@pytest.mark.parametrize(
    ("side", "stop", "price", "market"),
    [
        ("buy", "4805.00", "4805.00", ("4805.00", "4805.25")),
        ("sell", "4795.00", "4795.00", ("4794.75", "4795.00")),
    ],
)
async def test_a_stop_limit_order_rests_at_its_limit_once_triggered(
    bench: Bench, side: str, stop: str, price: str, market: tuple[str, str]
) -> None:
    bench.needs_orders(T.STOP_LIMIT)
    order = await bench.desk.place(
        wish(side, 1, order_type=T.STOP_LIMIT, stop_price=D(stop), limit_price=D(price))
    )
    await bench.market(*market)
    assert bench.order(order.order_id).status is S.ACCEPTED
    await bench.market("4800.00", "4800.25")
    assert bench.order(order.order_id).status is S.FILLED


# Times in force.


@pytest.mark.parametrize("time_in_force", [TimeInForce.DAY, TimeInForce.GTC])
async def test_a_patient_order_rests(bench: Bench, time_in_force: TimeInForce) -> None:
    bench.needs_orders(time_in_force)
    order = await bench.desk.place(resting(time_in_force=time_in_force))
    assert order.status is S.ACCEPTED


async def test_an_order_of_the_day_ends_with_it_and_another_does_not(bench: Bench) -> None:
    bench.needs_orders(TimeInForce.GTC)
    of_the_day = await bench.desk.place(resting())
    patient = await bench.desk.place(resting("sell", time_in_force=TimeInForce.GTC))
    await bench.end_day()
    ended = bench.order(of_the_day.order_id)
    assert (ended.status, reason(ended)) == (S.EXPIRED, "day_ended")
    assert bench.order(patient.order_id).status is S.ACCEPTED


async def test_an_order_that_may_not_wait_takes_what_is_there(bench: Bench) -> None:
    bench.needs_orders(TimeInForce.IOC)
    await bench.market("4800.00", "4800.25", 2)
    order = await bench.desk.place(limit("buy", "4800.25", 5, time_in_force=TimeInForce.IOC))
    assert (order.status, order.filled_quantity) == (S.CANCELED, D(2))


async def test_an_order_that_may_not_wait_and_finds_nothing_is_gone(bench: Bench) -> None:
    bench.needs_orders(TimeInForce.IOC)
    order = await bench.desk.place(resting(time_in_force=TimeInForce.IOC))
    assert (order.status, order.filled_quantity) == (S.CANCELED, D(0))


@pytest.mark.parametrize(("quantity", "status"), [(2, S.FILLED), (3, S.CANCELED)])
async def test_all_or_nothing_is_just_that(
    bench: Bench, quantity: int, status: OrderStatus
) -> None:
    bench.needs_orders(TimeInForce.FOK)
    await bench.market("4800.00", "4800.25", 2)
    order = await bench.desk.place(limit("buy", "4800.25", quantity, time_in_force=TimeInForce.FOK))
    assert order.status is status
    assert order.filled_quantity == (2 if status is S.FILLED else 0)


# Partial fills.


async def partly_filled(bench: Bench) -> Order:
    """Return a buy of five of which two have traded."""
    await bench.market("4800.00", "4800.25", 2)
    order = await bench.desk.place(limit("buy", "4800.25", 5))
    assert (order.shown_status, order.filled_quantity) == (S.PARTIALLY_FILLED, D(2))
    return order


async def test_the_rest_of_a_partial_fill_stays_and_trades_later(bench: Bench) -> None:
    order = await partly_filled(bench)
    assert order.leaves_quantity == 3
    await bench.market("4799.75", "4800.00", 10)
    assert bench.order(order.order_id).status is S.FILLED
    assert bench.held() == await bench.truth() == 5


async def test_partial_fills_average_exactly(bench: Bench) -> None:
    await bench.market("4800.00", "4800.25", 2)
    order = await bench.desk.place(wish("buy", 5))
    await bench.market("4800.25", "4800.50", 1)
    await bench.market("4801.00", "4801.25", 10)
    whole = 2 * D("4800.25") + 1 * D("4800.50") + 2 * D("4801.25")
    assert bench.order(order.order_id).average_price == whole / 5


async def test_a_cancel_after_a_partial_fill_keeps_what_traded(bench: Bench) -> None:
    order = await partly_filled(bench)
    after = await bench.desk.cancel(order.order_id)
    assert (after.status, after.filled_quantity, bench.held()) == (S.CANCELED, D(2), D(2))


# Cancels.


async def test_a_cancel_takes_the_order_out(bench: Bench) -> None:
    order = await bench.desk.place(resting())
    assert (await bench.desk.cancel(order.order_id)).status is S.CANCELED
    await bench.market("4780.00", "4780.25")
    assert bench.held() == await bench.truth() == 0


async def ended(bench: Bench, how: str) -> Order:
    if how == "filled":
        return await bench.desk.place(wish())
    if how == "denied":
        return await bench.desk.place(wish(quantity=Decimal("0.5")))
    order = await bench.desk.place(resting())
    if how == "canceled":
        return await bench.desk.cancel(order.order_id)
    if how == "expired":
        await bench.end_day()
    else:
        await remote(bench, "a refusal of its own").end(order, S.REJECTED)
    return bench.order(order.order_id)


@pytest.mark.counted("cancels of closed orders, repeated")
@pytest.mark.parametrize("how", ["filled", "denied", "canceled", "expired", "rejected"])
async def test_the_cancel_of_a_closed_order_is_harmless(
    bench: Bench, how: str, cases: Cases
) -> None:
    order = await ended(bench, how)
    assert order.status == how
    before, said = bench.facts, len(bench.said)
    for _ in cases.over(range(scaled(200))):
        assert await bench.desk.cancel(order.order_id) == order
        await bench.pass_time(10)
    assert (bench.facts, len(bench.said)) == (before, said)


async def test_a_cancel_that_reaches_the_broker_too_late_changes_nothing(bench: Bench) -> None:
    order = await bench.desk.place(wish())
    before = bench.facts
    for _ in range(10):
        await bench.broker.cancel(order)
        await bench.pass_time(10)
    assert bench.facts == before
    assert bench.order(order.order_id) == order


async def test_a_fill_that_crosses_a_cancel_wins(bench: Bench) -> None:
    order = await bench.desk.place(resting())
    held = Held()
    bench.arrange = held
    await bench.market("4789.75", "4790.00")
    waiting = await bench.desk.cancel(order.order_id)
    assert waiting.status is S.PENDING_CANCEL
    bench.deliver(*held.kept)
    await bench.pass_time(0)
    assert bench.order(order.order_id).status is S.FILLED
    assert bench.held() == await bench.truth() == 1


async def test_a_fill_after_the_cancel_was_confirmed_counts(bench: Bench) -> None:
    there = remote(bench, "late executions")
    order = await bench.desk.place(resting())
    await bench.desk.cancel(order.order_id)
    await there.execute(order, 1, D("4790.00"))
    assert bench.held() == await bench.truth() == 1
    assert bench.alarms == ["late_fill"]
    bench.deliver(*(await bench.broker.fills(ACCOUNT, 0)).items)
    assert bench.alarms == ["late_fill"]  # an echo is no news


async def test_an_order_that_the_broker_ends_itself_is_ended_with_the_reason(bench: Bench) -> None:
    there = remote(bench, "a refusal of its own")
    order = await bench.desk.place(resting())
    await there.end(order, S.CANCELED)
    after = bench.order(order.order_id)
    assert (after.status, reason(after)) == (S.CANCELED, "canceled_elsewhere")


# Changes.


@pytest.mark.parametrize("quantity", [1, 2, 4, 7])
async def test_a_change_of_quantity_is_what_trades(bench: Bench, quantity: int) -> None:
    order = await bench.desk.place(resting("buy", 3))
    changed = await bench.desk.replace(order.order_id, Terms(D(quantity), D("4790.00")))
    assert (changed.status, changed.quantity) == (S.ACCEPTED, D(quantity))
    await bench.market("4789.75", "4790.00")
    assert bench.held() == await bench.truth() == quantity


async def test_a_change_of_price_moves_the_order(bench: Bench) -> None:
    order = await bench.desk.place(resting())
    changed = await bench.desk.replace(order.order_id, Terms(D(1), D("4795.00")))
    assert (changed.status, changed.limit_price) == (S.ACCEPTED, D("4795.00"))
    await bench.market("4794.75", "4795.00")
    assert bench.order(order.order_id).average_price == D("4795.00")


async def test_a_change_into_the_market_trades(bench: Bench) -> None:
    order = await bench.desk.place(resting())
    await bench.desk.replace(order.order_id, Terms(D(1), D("4800.25")))
    assert bench.order(order.order_id).status is S.FILLED


async def test_a_change_of_a_stop_price_moves_the_trigger(bench: Bench) -> None:
    order = await bench.desk.place(wish("sell", 1, order_type=T.STOP, stop_price=D("4795.00")))
    await bench.desk.replace(order.order_id, Terms(D(1), None, D("4790.00")))
    await bench.market("4794.75", "4795.00")
    assert bench.order(order.order_id).status is S.ACCEPTED
    await bench.market("4789.75", "4790.00")
    assert bench.order(order.order_id).status is S.FILLED


async def test_a_change_after_a_partial_fill_concerns_the_rest(bench: Bench) -> None:
    order = await partly_filled(bench)
    changed = await bench.desk.replace(order.order_id, Terms(D(4), D("4800.25")))
    assert (changed.quantity, changed.leaves_quantity) == (D(4), D(2))
    await bench.market("4799.75", "4800.00", 10)
    assert bench.held() == await bench.truth() == 4


@pytest.mark.parametrize("how", ["filled", "canceled", "denied", "expired"])
async def test_a_closed_order_cannot_be_changed(bench: Bench, how: str) -> None:
    order = await ended(bench, how)
    before = bench.facts
    with pytest.raises(OrderRefused):
        await bench.desk.replace(order.order_id, Terms(D(2), D("4791.00")))
    await bench.pass_time(5)
    assert (bench.facts, bench.order(order.order_id)) == (before, order)


async def test_a_change_that_comes_too_late_leaves_what_traded(bench: Bench) -> None:
    order = await bench.desk.place(resting("buy", 3))
    held = Held()
    bench.arrange = held
    await bench.market("4789.75", "4790.00")
    await bench.desk.replace(order.order_id, Terms(D(2), D("4790.00")))
    bench.deliver(*held.kept)
    await bench.pass_time(0)
    assert bench.order(order.order_id).status is S.FILLED
    assert bench.held() == await bench.truth() == 3


# News that is repeated, or comes in another order.


async def trade(bench: Bench) -> None:
    await bench.desk.place(wish("buy", 3))
    await bench.desk.place(wish("sell", 1))
    order = await bench.desk.place(resting())
    await bench.desk.cancel(order.order_id)
    await bench.pass_time(1)


@pytest.mark.parametrize("times", [2, 5])
async def test_news_that_comes_several_times_counts_once(bench: Bench, times: int) -> None:
    bench.arrange = repeated(times)
    await trade(bench)
    assert bench.held() == await bench.truth() == 2
    assert [o.status for o in bench.desk.orders.values()] == [S.FILLED, S.FILLED, S.CANCELED]
    assert bench.alarms == []


async def test_all_news_told_again_books_nothing(bench: Bench) -> None:
    await trade(bench)
    before = bench.facts
    bench.deliver(*list(bench.said))
    await bench.pass_time(1)
    assert bench.facts == before


async def test_a_fill_before_its_acknowledgement_counts_once(bench: Bench) -> None:
    bench.arrange = AcknowledgementLast() if bench.broker.capabilities.keeps_orders else Held()
    placed = await bench.desk.place(wish("buy", 2))
    if isinstance(bench.arrange, Held):
        bench.deliver(*reversed(bench.arrange.kept))
    await bench.pass_time(0)
    assert bench.order(placed.order_id).status is S.FILLED
    assert bench.held() == await bench.truth() == 2


@pytest.mark.parametrize("seed", range(5))
async def test_fills_out_of_sequence_come_to_the_same(bench: Bench, seed: int) -> None:
    await bench.market("4800.00", "4800.25", 1)
    order = await bench.desk.place(wish("buy", 6))
    held = Held()
    bench.arrange = held
    for step in range(1, 6):
        price = D("4800.25") + step
        await bench.market(str(price - D("0.25")), str(price), 1)
    bench.deliver(*held.shuffled(seed))
    await bench.pass_time(0)
    after = bench.order(order.order_id)
    assert (after.status, after.average_price) == (S.FILLED, D("4802.75"))
    position = bench.desk.positions[(ACCOUNT, SYMBOL)]
    assert (position.quantity, position.average_price) == (D(6), D("4802.75"))


async def test_a_refusal_of_a_cancel_that_was_never_sent_is_no_news(bench: Bench) -> None:
    order = await bench.desk.place(resting())
    before = bench.facts
    await bench.broker.cancel(order)
    bench.said.clear()
    await bench.broker.cancel(order)
    assert all(isinstance(getattr(news, "event", None), CancelRefused) for news in bench.said)
    await bench.pass_time(0)
    assert bench.order(order.order_id).status is S.CANCELED
    assert bench.facts == before + 1


async def test_faults_are_used_up_in_order(bench: Bench) -> None:
    remote(bench, "lost requests").strike("submit", "F1", "")
    first = await bench.patiently(bench.desk.place(resting()))
    await bench.pass_time(2)
    second = await bench.desk.place(resting())
    assert (first.status, second.status) == (S.REJECTED, S.ACCEPTED)
