"""The inbox: proof, storing once, trading once, one final status."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.alerts import (
    BUY,
    CLOSE,
    HOST_NS,
    SECRET,
    SELL,
    InboxDesk,
    seconds_ago,
    turns,
    wishes,
)
from tests.support.tradingview import deliver
from traderterminal.alerts import inbox as inbox_module
from traderterminal.alerts.inbox import KEPT, Proof, Receipt
from traderterminal.alerts.redaction import MASK
from traderterminal.alerts.routing import StrategyRule
from traderterminal.desk.groups import Member, Substitute
from traderterminal.desk.ports import OrderWish
from traderterminal.desk.variants import Variant
from traderterminal.domain.errors import LedgerDown, UnknownSymbol
from traderterminal.domain.exits import ExitLevel, Exits
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    Expired,
    Order,
    OrderEvent,
    ProvenAbsent,
    Refused,
    Sending,
)
from traderterminal.domain.signals import AlertStatus, Stage
from traderterminal.kit.clock import NANOSECONDS


@pytest.fixture
def desk() -> InboxDesk:
    return InboxDesk()


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
    (refused,) = record.accounts["paper"]
    assert "XESH2024" in str(refused)
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


# Accounts that take alerts later.

LATER = {"delayed": [Member("paper"), Member("paper_two", variant=Variant(delay_s=Decimal(60)))]}
DELAYED = {"symbol": "ES1!", "account_group": "delayed"}


@pytest.fixture
def later() -> InboxDesk:
    return InboxDesk(groups=dict(LATER))


async def minute(later: InboxDesk, seconds: int = 60) -> None:
    later.market.advance_to(later.market.now_ns() + seconds * NANOSECONDS)
    later.host.advance_to(later.host.now_ns() + seconds * NANOSECONDS)
    await turns()


def held_by(later: InboxDesk) -> dict[str, int]:
    positions = later.trader.positions
    return {account: int(found.quantity) for (account, _), found in positions.items()}


async def test_an_account_takes_an_alert_later_and_is_not_late_for_it(later: InboxDesk) -> None:
    receipt = await later.post({**DELAYED, "action": "buy", "time": seconds_ago(10)})
    assert held_by(later) == {"paper": 1}
    assert later.alert(receipt.alert_id).status is AlertStatus.ACCEPTED
    await minute(later, 59)
    assert held_by(later) == {"paper": 1}
    await minute(later, 1)
    assert held_by(later) == {"paper": 1, "paper_two": 1}
    assert later.alert(receipt.alert_id).status is AlertStatus.EXECUTED
    assert later.failures == []


async def test_a_late_alert_is_as_late_where_it_is_taken_later(later: InboxDesk) -> None:
    receipt = await later.post({**DELAYED, "action": "buy", "time": seconds_ago(40)})
    await minute(later)
    assert held_by(later) == {}
    assert later.alert(receipt.alert_id).status is AlertStatus.REJECTED


@pytest.mark.parametrize("action", ["sell", "close"])
async def test_an_exit_that_comes_before_the_later_entry_follows_it(
    later: InboxDesk, action: str
) -> None:
    await later.post({**DELAYED, "action": "buy", "id": "1"})
    await minute(later, 30)
    await later.post({**DELAYED, "action": action, "id": "2"})
    assert held_by(later) == {"paper": 0}
    await minute(later, 30)
    assert held_by(later) == {"paper": 0, "paper_two": 1}
    await minute(later, 30)
    assert held_by(later) == {"paper": 0, "paper_two": 0}


async def test_an_exit_turns_no_account_that_did_not_enter(later: InboxDesk) -> None:
    later.trader.hold("ESH2024", 1)
    await later.post({**DELAYED, "action": "sell"})
    await minute(later)
    assert held_by(later) == {"paper": 0}


async def test_after_a_restart_an_order_that_was_placed_does_not_wait_again(
    later: InboxDesk,
) -> None:
    receipt = await later.post({**DELAYED, "action": "buy"})
    await minute(later)
    for order in later.trader.orders.values():
        later.book(order)
    record = replace(later.alert(receipt.alert_id), status=AlertStatus.ACCEPTED)
    before = len(later.trader.wishes)
    again = later.new_inbox()
    await again.start([record])
    await turns()
    assert len(later.trader.wishes) == before
    (found,) = [one for one in again.records if one.alert_id == receipt.alert_id]
    assert found.status is AlertStatus.EXECUTED
    assert later.failures == []


async def test_what_several_orders_of_one_account_came_to_is_told_of_each(desk: InboxDesk) -> None:
    other = {**BUY, "symbol": "MES", "id": "Short", "action": "sell"}
    record = await desk.ended(json.dumps([BUY, other]))
    assert [*map(str, record.accounts["paper"])] == [
        "Bought 2 ESH2024 at 4808.50.",
        "Sold 2 MESH2024 at 4808.50.",
    ]
