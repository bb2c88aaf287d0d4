"""The inbox: proof, storing once, trading once, one final status."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.alerts import (
    HOST_NS,
    SECRET,
    InboxDesk,
    seconds_ago,
    turns,
)
from tests.support.tradingview import deliver
from traderterminal.alerts import inbox as inbox_module
from traderterminal.alerts.inbox import KEPT, Proof, Receipt
from traderterminal.alerts.redaction import MASK
from traderterminal.alerts.routing import StrategyRule
from traderterminal.desk.groups import Member, Substitute
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.errors import LedgerDown, UnknownSymbol
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    Expired,
    Order,
    OrderEvent,
    OrderType,
    ProvenAbsent,
    Refused,
    Sending,
)
from traderterminal.domain.signals import AlertRecord, AlertStatus, Stage
from traderterminal.kit.clock import NANOSECONDS

BUY = {"symbol": "ES1!", "action": "buy", "quantity": "2", "id": "Long", "time": seconds_ago(1)}
SELL = {**BUY, "action": "sell", "id": "Short"}
CLOSE = {"symbol": "ES1!", "action": "close", "id": "Exit", "time": seconds_ago(1)}
ALL_STAGES = [stage for stage in Stage if stage is not Stage.WAITING]


@pytest.fixture
def desk() -> InboxDesk:
    return InboxDesk()


def wishes(desk: InboxDesk) -> list[tuple[object, ...]]:
    return [(w.account, w.intent, w.side, w.quantity) for w in desk.trader.wishes]


# Proof.


async def test_an_alert_on_the_secret_path_is_accepted(desk: InboxDesk) -> None:
    receipt = await desk.post(BUY)
    assert receipt == Receipt(202, "accepted", "A001")


@pytest.mark.parametrize("name", ["secret", "passphrase", "key", "token", "code", "pointer"])
async def test_a_secret_in_the_body_proves_it(desk: InboxDesk, name: str) -> None:
    receipt = await desk.post({**BUY, name: SECRET}, Proof.NONE)
    assert receipt.status == 202
    assert SECRET not in repr(desk.ledger.facts)
    assert MASK in desk.alert("A001").body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b'{"symbol":"ES1!","action":"buy"}',
        b'{"symbol":"ES1!","action":"buy","secret":"wrong"}',
        '{"symbol":"ES1!","action":"buy","secret":"wröng ключ"}'.encode(),
        b'{"symbol":"ES1!","action":"buy","secret":""}',
        b'{"symbol":"ES1!","action":"buy","secret":null}',
        f'{{"symbol":"ES1!","action":"buy","note":"{SECRET}"}}'.encode(),
    ],
)
async def test_what_nothing_proves_is_not_stored(desk: InboxDesk, body: bytes) -> None:
    receipt = await desk.post(body, Proof.NONE)
    assert (receipt.status, receipt.code) == (401, "unauthenticated")
    assert not desk.stored
    assert not desk.trader.wishes


async def test_a_signature_over_the_body_alone_needs_a_recent_time(desk: InboxDesk) -> None:
    needs_time = Proof.BODY_HMAC_NEEDS_TIME
    assert (await desk.post({**BUY, "time": seconds_ago(61)}, needs_time)).code == "stale_signature"
    assert (await desk.post({**BUY, "time": seconds_ago(-6)}, needs_time)).status == 403
    untimed = {k: v for k, v in BUY.items() if k != "time"}
    assert (await desk.post(untimed, needs_time)).status == 401
    assert (await desk.post(b"broken", needs_time)).status == 401
    assert not desk.stored
    assert (await desk.post({**BUY, "time": seconds_ago(29)}, needs_time)).status == 202
    assert (await desk.post({**untimed, "key": SECRET}, needs_time)).status == 202


# What the text alone shows.


@pytest.mark.parametrize(
    ("body", "status", "code", "reason"),
    [
        ("{", 400, "unparseable", "unparseable"),
        ("", 400, "unparseable", "unparseable"),
        ('{"symbol":"ES1!"}', 422, "not_tradeable", "no_side"),
        ('{"symbol":"ES1!","action":"buy","side":"sell"}', 422, "not_tradeable", None),
        ('{"symbol":"{{ticker}}","action":"buy"}', 422, "not_tradeable", None),
        ('{"symbol":"EURUSD","action":"buy"}', 422, "not_tradeable", "unresolvable_symbol"),
        ('{"symbol":"ES1!","action":"buy","qty":NaN}', 422, "not_tradeable", "bad_quantity"),
        ('{"symbol":"ES1!","action":"buy","sl":20}', 422, "not_tradeable", "unit_unset"),
        (
            '{"symbol":"ES1!","action":"buy","apiKey":"a","secret":"b"}',
            422,
            "not_tradeable",
            "broker_credentials",
        ),
    ],
)
async def test_what_cannot_be_traded_is_stored_as_rejected(
    desk: InboxDesk, body: str, status: int, code: str, reason: str | None
) -> None:
    receipt = await desk.post(body)
    assert (receipt.status, receipt.code) == (status, code)
    (record,) = desk.stored
    assert record.alert_id == receipt.alert_id
    assert record.status is AlertStatus.REJECTED
    assert record.reason == receipt.reason
    assert reason is None or (receipt.reason is not None and receipt.reason.code == reason)
    assert not desk.trader.wishes


async def test_the_same_fault_again_is_the_same_answer_under_the_same_id(desk: InboxDesk) -> None:
    first = await desk.post('{"symbol":"ES1!"}')
    assert await desk.post('{"symbol":"ES1!"}') == first
    assert len(desk.stored) == 1
    assert desk.alert(first.alert_id).duplicates == 1


async def test_a_strategys_unit_makes_a_bare_stop_readable(desk: InboxDesk) -> None:
    desk.strategies["orb"] = StrategyRule(sl_tp_unit="ticks")
    record = await desk.ended({**BUY, "sl": 20, "strategy": "orb"})
    assert record.status is AlertStatus.EXECUTED
    (wished,) = desk.trader.wishes
    assert wished.exits == Exits(ExitLevel(Decimal(20), "ticks"))


# Storing once.


async def test_an_alert_delivered_again_is_a_duplicate_and_trades_once(desk: InboxDesk) -> None:
    first = await desk.post(BUY)
    desk.host.advance_to(HOST_NS + 3_600 * NANOSECONDS)
    again = await desk.post({**BUY, "price": "4808.75"})
    assert again == Receipt(200, "duplicate", first.alert_id)
    assert len(desk.trader.wishes) == 1
    assert desk.alert(first.alert_id).duplicates == 1


async def test_without_id_and_time_the_same_body_counts_again_after_a_while(
    desk: InboxDesk,
) -> None:
    plain = {"symbol": "ES1!", "action": "buy"}
    assert (await desk.post(plain)).status == 202
    assert (await desk.post(plain)).status == 200


async def test_a_nonce_lets_one_body_through(desk: InboxDesk) -> None:
    assert (await desk.post(BUY, Proof.HMAC, "n-1")).status == 202
    assert (await desk.post(BUY, Proof.HMAC, "n-1")).code == "duplicate"
    other = await desk.post(SELL, Proof.HMAC, "n-1")
    assert (other.status, other.code) == (403, "replayed")


async def test_without_a_ledger_nothing_is_accepted_and_a_later_delivery_is(
    desk: InboxDesk,
) -> None:
    desk.ledger.broken = "the disk is full"
    receipts: list[Receipt] = []

    async def post() -> int:
        receipts.append(await desk.post(BUY))
        return receipts[-1].status

    def between() -> None:
        if len(receipts) == 2:
            desk.ledger.broken = ""

    assert await deliver(post, between) == [503, 503, 202]
    assert receipts[0].code == "not_stored"
    assert "the disk is full" in str(receipts[0].reason)
    assert len(desk.trader.wishes) == 1


# Trading.


async def test_an_order_is_followed_from_receipt_to_fill(desk: InboxDesk) -> None:
    heard: list[AlertRecord] = []
    desk.inbox.changed.connect(heard.append)
    record = await desk.ended({**BUY, "strategy": "orb", "comment": "break"})
    assert wishes(desk) == [("paper", "delta", "buy", 2)]
    assert record.status is AlertStatus.EXECUTED
    assert record.reason is None
    assert record.symbol == "ESH2024"
    assert record.order_ids == ("TT0001",)
    assert record.accounts == {"paper": "Bought 2 ESH2024 at 4808.50."}
    assert [stage for stage, _ in record.timeline] == ALL_STAGES
    assert all(at_ns == HOST_NS for _, at_ns in record.timeline)
    assert desk.stored == [record]
    assert heard[-1] == record


async def test_a_refusal_of_the_gate_ends_the_alert_with_its_reason(desk: InboxDesk) -> None:
    halted = Message("halted", {"account": "paper"})
    desk.trader.events = lambda order: (Sending(), Refused(halted))
    record = await desk.ended(BUY)
    assert (record.status, record.reason) == (AlertStatus.REJECTED, halted)
    assert record.timeline[-1][0] is Stage.SUBMITTED


async def test_a_close_while_flat_is_no_action(desk: InboxDesk) -> None:
    record = await desk.ended(CLOSE)
    assert record.status is AlertStatus.NO_ACTION
    assert record.reason == Message("already_flat")
    assert record.timeline[-1][0] is Stage.GATED


async def test_a_close_finds_the_month_that_is_held(desk: InboxDesk) -> None:
    desk.trader.hold("ESM2024", -2)
    record = await desk.ended({**CLOSE, "action": "closelong"})
    assert record.reason is not None
    assert record.reason.code == "nothing_to_close"
    await desk.post({**CLOSE, "action": "closeshort"})
    assert wishes(desk)[-1] == ("paper", "close", None, None)


async def test_a_heartbeat_is_heard_and_trades_nothing(desk: InboxDesk) -> None:
    receipt = await desk.post({"action": "heartbeat", "strategy": "orb"})
    assert receipt.status == 202
    record = desk.alert(receipt.alert_id)
    assert (record.status, record.reason) == (AlertStatus.NO_ACTION, Message("heartbeat"))
    assert desk.stored == [record]


async def test_a_cancel_takes_out_the_symbols_orders(desk: InboxDesk) -> None:
    desk.trader.working = 2
    record = await desk.ended({"symbol": "ES1!", "action": "cancel"})
    assert desk.trader.cancelled == [("paper", "ESH2024")]
    assert record.status is AlertStatus.EXECUTED
    assert record.accounts == {"paper": "2 orders cancelled."}
    desk.trader.working = 0
    assert (await desk.ended({"symbol": "ES1!", "action": "cancelall"})).status is (
        AlertStatus.NO_ACTION
    )


async def test_a_late_cancel_touches_nothing(desk: InboxDesk) -> None:
    record = await desk.ended({"symbol": "ES1!", "action": "cancel", "time": seconds_ago(90)})
    assert record.status is AlertStatus.REJECTED
    assert not desk.trader.cancelled


async def test_every_account_of_a_group_trades_its_share(desk: InboxDesk) -> None:
    desk.groups["both"] = [
        Member("paper"),
        Member("paper_two", Decimal(2), {"ES": Substitute("MES")}),
    ]
    record = await desk.ended({**BUY, "account_group": "both"})
    assert [(w.account, w.symbol, w.quantity) for w in desk.trader.wishes] == [
        ("paper", "ESH2024", Decimal(2)),
        ("paper_two", "MESH2024", Decimal(4)),
    ]
    assert record.status is AlertStatus.EXECUTED
    assert set(record.accounts) == {"paper", "paper_two"}


async def test_an_account_that_may_not_trade_leaves_the_others_alone(desk: InboxDesk) -> None:
    desk.groups["both"] = [Member("broker"), Member("paper")]
    record = await desk.ended({**BUY, "account_group": "both", "strategy": "unheard"})
    assert [w.account for w in desk.trader.wishes] == ["paper"]
    assert record.status is AlertStatus.PARTLY_EXECUTED
    assert record.reason is not None
    assert record.reason.code == "live_needs_strategy"


@pytest.mark.parametrize("message", [BUY, CLOSE])
async def test_an_unknown_strategy_never_trades_on_a_real_account(
    desk: InboxDesk, message: Mapping[str, object]
) -> None:
    record = await desk.ended({**message, "account": "broker"})
    assert record.status is AlertStatus.REJECTED
    assert not desk.trader.wishes


async def test_a_strategy_that_is_set_up_trades_on_a_real_account(desk: InboxDesk) -> None:
    desk.strategies["proven"] = StrategyRule(group="broker")
    record = await desk.ended({**BUY, "strategy": "proven"})
    assert record.status is AlertStatus.EXECUTED
    assert [w.account for w in desk.trader.wishes] == ["broker"]


async def test_an_unknown_account_is_never_the_default_one(desk: InboxDesk) -> None:
    record = await desk.ended({**BUY, "account": "somebody"})
    assert record.status is AlertStatus.REJECTED
    assert record.reason == Message("account_unknown", {"account": "somebody"})
    assert Stage.ROUTED not in dict(record.timeline)


async def test_a_list_is_one_alert_whose_exits_go_first(desk: InboxDesk) -> None:
    desk.trader.hold("AAPL", 10)
    desk.trader.hold("ESH2024", -1)
    message = [BUY | {"quantity": "2"}, {"symbol": "AAPL", "action": "close"}, CLOSE]
    record = await desk.ended(json.dumps(message))
    assert [(w.symbol, w.intent) for w in desk.trader.wishes] == [
        ("AAPL", "close"),
        ("ESH2024", "close"),
        ("ESH2024", "delta"),
    ]
    assert record.symbol == "ESH2024, AAPL"
    assert len(record.order_ids) == 3


async def test_an_exit_that_waits_goes_before_an_entry_that_waits(desk: InboxDesk) -> None:
    desk.trader.hold("ESH2024", 5)
    posted: list[object] = []

    def others_arrive(wish: OrderWish) -> None:
        if not posted:
            for message in ({**BUY, "id": "Second"}, CLOSE):
                body = json.dumps(message).encode()
                posted.append(body)
                receive = desk.inbox.receive(body, Proof.PATH, HOST_NS)
                desk.tasks.spawn(_drop(receive), name="deliver")

    async def slowly(wish: OrderWish) -> Order:
        others_arrive(wish)
        await turns(20)
        return await place(wish)

    place = desk.trader.place
    desk.trader.place = slowly  # type: ignore[method-assign] # a desk that takes its time
    await desk.post({**BUY, "id": "First"})
    await turns(200)
    assert [w.intent for w in desk.trader.wishes] == ["delta", "close", "delta"]


async def _drop(receive: object) -> None:
    await receive  # type: ignore[misc] # any awaitable


# Age.


async def test_a_late_entry_is_rejected_with_both_numbers(desk: InboxDesk) -> None:
    record = await desk.ended({**BUY, "time": seconds_ago(96)})
    assert record.status is AlertStatus.REJECTED
    assert record.reason == Message("too_late", {"measured": "96", "limit": "30"})
    assert not desk.trader.wishes


async def test_an_entry_from_the_future_is_rejected(desk: InboxDesk) -> None:
    record = await desk.ended({**BUY, "time": seconds_ago(-30)})
    assert record.reason is not None
    assert record.reason.code == "too_early"


async def test_a_late_exit_trades_and_is_marked(desk: InboxDesk) -> None:
    desk.trader.hold("ESH2024", 2)
    record = await desk.ended({**CLOSE, "time": seconds_ago(7_200)})
    assert record.status is AlertStatus.EXECUTED
    assert record.reason == Message("late_exit", {"measured": "7200"})


async def test_of_a_late_reversal_only_the_exit_is_done(desk: InboxDesk) -> None:
    desk.trader.hold("ESH2024", 2)
    late = {**SELL, "position_size": "-2", "prev_market_position": "long"}
    record = await desk.ended({**late, "time": seconds_ago(120)})
    assert wishes(desk) == [("paper", "close", None, None)]
    assert record.status is AlertStatus.PARTLY_EXECUTED
    assert record.reason is not None
    assert record.reason.code == "too_late"


async def test_an_alert_without_a_time_is_as_old_as_its_delivery(desk: InboxDesk) -> None:
    body = b'{"symbol":"ES1!","action":"buy"}'
    receipt = await desk.inbox.receive(body, Proof.PATH, HOST_NS - 31 * NANOSECONDS)
    await turns()
    assert desk.alert(receipt.alert_id).status is AlertStatus.REJECTED


async def test_an_entry_whose_protection_cannot_be_placed_is_not_made(desk: InboxDesk) -> None:
    record = await desk.ended({**BUY, "trailAmount": 5, "trail_freq": 2})
    assert record.status is AlertStatus.REJECTED
    assert str(record.reason) == "Refused: a trailing stop with trail_freq is not available yet."
    assert not desk.trader.wishes


async def test_stop_loss_and_take_profit_go_with_the_entry(desk: InboxDesk) -> None:
    await desk.ended({**BUY, "stopLoss": {"percent": 5}, "tp_ticks": 20})
    (wished,) = desk.trader.wishes
    stop, target = ExitLevel(Decimal(5), "percent"), ExitLevel(Decimal(20), "ticks")
    assert wished.exits == Exits(stop, (Target(target),))


async def test_what_follows_goes_with_the_entry_and_a_bad_distance_is_answered_at_once(
    desk: InboxDesk,
) -> None:
    await desk.ended({**BUY, "stopLoss": {"trailPercent": 5}, "break_even_ticks": 8})
    (wished,) = desk.trader.wishes
    assert wished.exits == Exits(trail=Trail(percent=Decimal(5)), break_even=BreakEven(8))
    receipt = await desk.post({**BUY, "trailAmount": "-5"})
    assert (receipt.status, receipt.code) == (422, "not_tradeable")
    assert receipt.reason is not None
    assert receipt.reason.code == "bad_distance"
    assert len(desk.trader.wishes) == 1


async def test_an_order_that_trails_is_wished_for_with_its_distance(desk: InboxDesk) -> None:
    await desk.ended({**BUY, "orderType": "trailing_stop", "trail_ticks": 8})
    (wished,) = desk.trader.wishes
    assert (wished.order_type, wished.trail) == (OrderType.TRAILING_STOP, Trail(ticks=8))


async def test_an_exit_is_made_whatever_else_it_asks_for(desk: InboxDesk) -> None:
    desk.trader.hold("ESH2024", 2)
    record = await desk.ended({**SELL, "stopLoss": {"percent": 5}, "reduceOnly": True})
    assert record.status is AlertStatus.EXECUTED


# The end of it.


async def test_a_resting_order_keeps_the_alert_open_until_it_ends(desk: InboxDesk) -> None:
    desk.trader.events = lambda order: (Sending(), Accepted())
    limit = {**BUY, "orderType": "limit", "limitPrice": "4800"}
    alert_id = (await desk.post(limit)).alert_id
    record = desk.alert(alert_id)
    assert record.status is AlertStatus.ACCEPTED
    assert record.timeline[-1][0] is Stage.ACKNOWLEDGED
    order = desk.trader.orders["TT0001"]
    part = desk.trader.hear(order, desk.trader.fill(order, Decimal(1)))
    await turns()
    assert desk.alert(alert_id).timeline[-1][0] is Stage.FILLED
    assert desk.alert(alert_id).status is AlertStatus.ACCEPTED
    desk.trader.hear(part, Expired(Message("day_ended")))
    await turns()
    assert desk.alert(alert_id).status is AlertStatus.PARTLY_EXECUTED
    assert desk.alert(alert_id).reason == Message("day_ended")


async def test_an_order_cancelled_by_hand_fails_the_alert(desk: InboxDesk) -> None:
    by_hand = Message("canceled_by_trader")
    desk.trader.events = lambda order: (Sending(), Accepted(), Canceled(by_hand))
    record = await desk.ended(BUY)
    assert (record.status, record.reason) == (AlertStatus.FAILED, by_hand)


@pytest.mark.parametrize("error", [LedgerDown("the disk is full"), UnknownSymbol("ES1!")])
async def test_an_order_that_cannot_be_placed_fails_the_alert(
    desk: InboxDesk, error: LedgerDown | UnknownSymbol
) -> None:
    desk.trader.error = error
    record = await desk.ended(BUY)
    assert (record.status, record.reason) == (AlertStatus.FAILED, error.message)


async def test_the_end_waits_for_the_ledger(desk: InboxDesk) -> None:
    def breaks(wish: OrderWish) -> None:
        desk.ledger.broken = "the disk is full"

    desk.trader.before_placing = breaks
    alert_id = (await desk.post(BUY)).alert_id
    assert desk.alert(alert_id).status is AlertStatus.ACCEPTED
    desk.ledger.broken = ""
    desk.host.advance_to(HOST_NS + 2 * NANOSECONDS)
    await turns()
    assert desk.alert(alert_id).status is AlertStatus.EXECUTED
    assert desk.stored == [desk.alert(alert_id)]


async def test_a_fault_of_the_program_ends_the_alert_and_is_reported(desk: InboxDesk) -> None:
    def breaks(wish: OrderWish) -> None:
        raise ZeroDivisionError

    desk.trader.before_placing = breaks
    record = await desk.ended(BUY)
    assert record.status is AlertStatus.FAILED
    assert record.reason == Message("failed_unexpectedly")
    assert [type(error) for error in desk.failures] == [ZeroDivisionError]


# Starting again.


async def test_a_fresh_alert_that_was_only_stored_is_worked_at_the_next_start(
    desk: InboxDesk,
) -> None:
    await stop_after_storing(desk, BUY)
    await restart(desk)
    (record,) = desk.inbox.records
    assert record.status is AlertStatus.EXECUTED
    assert len(desk.trader.wishes) == 1


async def test_an_entry_whose_time_is_over_ends_as_stopped_midway(desk: InboxDesk) -> None:
    await stop_after_storing(desk, BUY)
    desk.market.advance_to(desk.market.now_ns() + 60 * NANOSECONDS)
    await restart(desk)
    (record,) = desk.inbox.records
    assert record.status is AlertStatus.FAILED
    assert record.reason is not None
    assert record.reason.code == "stopped_midway"
    assert not desk.trader.wishes


async def test_an_exit_is_worked_however_long_the_program_was_down(desk: InboxDesk) -> None:
    desk.trader.hold("ESH2024", 2)
    await stop_after_storing(desk, CLOSE)
    desk.market.advance_to(desk.market.now_ns() + 600 * NANOSECONDS)
    await restart(desk)
    (record,) = desk.inbox.records
    assert record.status is AlertStatus.EXECUTED
    assert wishes(desk) == [("paper", "close", None, None)]


async def test_an_alert_that_had_its_order_is_concluded_from_it(desk: InboxDesk) -> None:
    await stop_after_storing(desk, BUY)
    order = await desk.trader.place(
        OrderWish(
            "paper",
            "ESH2024",
            "delta",
            "buy",
            Decimal(2),
            client_order_id="A001-0-paper",
            alert_id="A001",
        )
    )
    desk.book(order)
    await restart(desk)
    (record,) = desk.inbox.records
    assert record.status is AlertStatus.EXECUTED
    assert record.order_ids == (order.order_id,)
    assert len(desk.trader.wishes) == 1


ABSENT = ProvenAbsent(Message("proven_absent", {"where": "the paper market"}))


async def order_of_the_stopped(desk: InboxDesk, client_order_id: str, *events: OrderEvent) -> Order:
    """Book the order that an alert had led to before the program died."""
    desk.trader.events = lambda order: (Sending(), *events)
    wish = OrderWish(
        *("paper", "ESH2024", "delta", "buy", Decimal(2)),
        client_order_id=client_order_id,
        alert_id="A001",
    )
    order = await desk.trader.place(wish)
    desk.book(order)
    desk.trader.events = desk.trader.fills
    return order


async def test_an_order_that_the_stop_kept_from_arriving_is_made_again_once(
    desk: InboxDesk,
) -> None:
    await stop_after_storing(desk, BUY)
    lost = await order_of_the_stopped(desk, "A001-0-paper", ABSENT)
    await restart(desk)
    (record,) = desk.inbox.records
    assert record.status is AlertStatus.EXECUTED
    assert [wish.client_order_id for wish in desk.trader.wishes[1:]] == ["A001-0-paper-again"]
    assert record.order_ids == (lost.order_id, desk.trader.orders.popitem()[0])


@pytest.mark.parametrize("opened", [True, False])
async def test_a_reversal_that_was_stopped_between_its_halves_says_so(
    desk: InboxDesk, opened: bool
) -> None:
    desk.trader.hold("ESH2024", 2)
    await stop_after_storing(desk, {**CLOSE, "action": "reverse"})
    wish = OrderWish("paper", "ESH2024", "close", client_order_id="A001-0-paper", alert_id="A001")
    closing = await desk.trader.place(wish)
    desk.book(closing)
    if opened:
        other_side = OrderWish("paper", "ESH2024", "delta", "sell", Decimal(2), alert_id="A001")
        opening = await desk.trader.place(other_side)
        desk.book(replace(opening, parent_id=closing.order_id, client_order_id=opening.order_id))
    await restart(desk)
    (record,) = desk.inbox.records
    assert len(desk.trader.wishes) == 1 + opened
    if opened:
        assert record.status is AlertStatus.EXECUTED
    else:
        assert record.status is AlertStatus.PARTLY_EXECUTED
        assert record.reason == Message("stopped_midway", variant="reversal")


async def test_what_was_made_again_is_followed_after_another_stop(desk: InboxDesk) -> None:
    await stop_after_storing(desk, BUY)
    await order_of_the_stopped(desk, "A001-0-paper", ABSENT)
    second = await order_of_the_stopped(desk, "A001-0-paper-again", Accepted())
    await restart(desk)
    desk.trader.hear(second, desk.trader.fill(second, second.quantity))
    await turns()
    (record,) = desk.inbox.records
    assert record.status is AlertStatus.EXECUTED
    assert len(desk.trader.wishes) == 2


async def test_an_entry_that_never_arrived_is_not_made_again_when_late(desk: InboxDesk) -> None:
    await stop_after_storing(desk, BUY)
    await order_of_the_stopped(desk, "A001-0-paper", ABSENT)
    desk.market.advance_to(desk.market.now_ns() + 60 * NANOSECONDS)
    await restart(desk)
    (record,) = desk.inbox.records
    assert record.status is AlertStatus.FAILED
    assert record.reason is not None
    assert record.reason.code == "stopped_midway"
    assert len(desk.trader.wishes) == 1


async def test_an_order_that_was_refused_is_not_made_again(desk: InboxDesk) -> None:
    await stop_after_storing(desk, BUY)
    reason = Message("refused_by_broker", {"text": "not enough margin"})
    await order_of_the_stopped(desk, "A001-0-paper", Refused(reason))
    await restart(desk)
    (record,) = desk.inbox.records
    assert record.status is AlertStatus.REJECTED
    assert record.reason == reason
    assert len(desk.trader.wishes) == 1


async def test_of_a_group_only_the_accounts_without_an_order_are_worked(desk: InboxDesk) -> None:
    desk.groups["both"] = [Member("paper"), Member("paper_two")]
    await stop_after_storing(desk, {**BUY, "account_group": "both"})
    wish = OrderWish(
        "paper",
        "ESH2024",
        "delta",
        "buy",
        Decimal(2),
        client_order_id="A001-0-paper",
        alert_id="A001",
    )
    desk.book(await desk.trader.place(wish))
    await restart(desk)
    assert [w.account for w in desk.trader.wishes] == ["paper", "paper_two"]
    assert desk.inbox.records[0].status is AlertStatus.EXECUTED


async def test_the_latest_alerts_are_there_after_a_restart(desk: InboxDesk) -> None:
    for number in range(3):
        await desk.post({**BUY, "id": f"n{number}"})
    before = desk.inbox.records
    await restart(desk)
    assert desk.inbox.records == before
    assert [r.alert_id for r in before] == ["A003", "A002", "A001"]


async def test_old_alerts_are_read_from_the_ledger(desk: InboxDesk) -> None:
    for number in range(KEPT + 1):
        body = f'{{"action":"heartbeat","id":"{number}"}}'.encode()
        await desk.inbox.receive(body, Proof.PATH, HOST_NS)
    assert len(desk.inbox.records) == KEPT
    oldest = await desk.inbox.record("A001")
    assert oldest is not None
    assert oldest.alert_id == "A001"
    assert await desk.inbox.record("nothing") is None


async def stop_after_storing(desk: InboxDesk, message: Mapping[str, object]) -> None:
    """Deliver an alert to a program that dies before it could work on it."""
    await desk.inbox.receive(json.dumps(message).encode(), Proof.PATH, HOST_NS)
    await desk.tasks.aclose()


async def restart(desk: InboxDesk) -> None:
    desk.inbox.close()
    desk.inbox = desk.new_inbox()
    await desk.inbox.start(desk.ledger.state().open_alerts)
    await turns()


async def test_what_cannot_be_read_is_not_lost_while_the_ledger_is_down(desk: InboxDesk) -> None:
    desk.ledger.broken = "the disk is full"
    receipt = await desk.post("nonsense")
    assert (receipt.status, receipt.code) == (503, "not_stored")
    desk.ledger.broken = ""
    assert (await desk.post("nonsense")).status == 400


async def test_a_contract_that_one_account_does_not_know_leaves_the_others_alone(
    desk: InboxDesk,
) -> None:
    desk.groups["everyday"] = [Member("paper", map={"ES": Substitute("XES")}), Member("paper_two")]
    record = await desk.ended(BUY)
    assert record.status is AlertStatus.PARTLY_EXECUTED
    assert "XESH2024" in record.accounts["paper"]
    assert [wish.account for wish in desk.trader.wishes] == ["paper_two"]


async def test_a_position_in_something_unknown_here_is_not_the_one_to_close(
    desk: InboxDesk,
) -> None:
    desk.trader.hold("OLD2001", 3)
    record = await desk.ended(CLOSE)
    assert record.status is AlertStatus.NO_ACTION
    assert [wish.symbol for wish in desk.trader.wishes] == ["ESH2024"]


async def test_news_of_orders_that_no_alert_made_changes_no_alert(desk: InboxDesk) -> None:
    ended = await desk.ended(BUY)
    by_hand = OrderWish("paper", "ESH2024", "delta", "buy", Decimal(1))
    stranger = desk.trader._order(by_hand, Decimal(0))
    desk.trader.hear(stranger, Sending())
    assert desk.alert(ended.alert_id) == ended
    assert len(desk.inbox.records) == 1


async def test_the_oldest_ended_alerts_leave_and_open_ones_stay(
    desk: InboxDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "KEPT", 3)
    desk.trader.events = lambda order: (Sending(), Accepted())
    waiting = await desk.post({**BUY, "id": "waits"})
    for number in range(5):
        await desk.post({"symbol": "ES1!", "action": "heartbeat", "id": str(number)})
    kept = [record.alert_id for record in desk.inbox.records]
    assert len(kept) == 3
    assert waiting.alert_id in kept
    await desk.tasks.aclose()
