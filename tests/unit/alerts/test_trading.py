"""What alerts trade: on which accounts, in which order, and what comes too late."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.alerts import BUY, CLOSE, HOST_NS, SELL, InboxDesk, seconds_ago, turns, wishes
from traderterminal.alerts.inbox import Proof
from traderterminal.alerts.routing import StrategyRule
from traderterminal.desk.groups import Member, Substitute
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderType, Refused, Sending
from traderterminal.domain.signals import AlertRecord, AlertStatus, Stage
from traderterminal.kit.clock import NANOSECONDS

ALL_STAGES = [stage for stage in Stage if stage is not Stage.WAITING]


@pytest.fixture
def desk() -> InboxDesk:
    return InboxDesk()


async def test_an_order_is_followed_from_receipt_to_fill(desk: InboxDesk) -> None:
    heard: list[AlertRecord] = []
    desk.inbox.changed.connect(heard.append)
    record = await desk.ended({**BUY, "strategy": "orb", "comment": "break"})
    assert wishes(desk) == [("paper", "delta", "buy", 2)]
    assert record.status is AlertStatus.EXECUTED
    assert record.reason is None
    assert record.symbol == "ESH2024"
    assert record.order_ids == ("TT0001",)
    assert [*map(str, record.accounts["paper"])] == ["Bought 2 ESH2024 at 4808.50."]
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


async def test_an_entry_waits_for_the_first_quote_and_what_came_later_for_the_entry(
    desk: InboxDesk,
) -> None:
    quoted = desk.unquoted["ESH2024"] = asyncio.Event()
    await desk.post(BUY)
    await desk.post(CLOSE)
    assert wishes(desk) == []
    quoted.set()
    await turns()
    assert [intent for _, intent, _, _ in wishes(desk)] == ["delta", "close"]


async def test_nothing_waits_for_a_quote_where_an_exit_might_wait_behind_it(
    desk: InboxDesk,
) -> None:
    desk.trader.hold("ESM2024", 2)
    desk.unquoted["ESH2024"] = asyncio.Event()
    await desk.post(BUY)
    assert wishes(desk) == [("paper", "delta", "buy", 2)]


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
    assert [*map(str, record.accounts["paper"])] == ["2 orders cancelled."]
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


async def test_a_reversal_that_gave_way_once_it_had_closed_is_a_part(desk: InboxDesk) -> None:
    desk.trader.hold("ESH2024", 2)
    place = desk.trader.place

    async def closes(wish: OrderWish) -> Order:
        return await place(replace(wish, intent="close"))

    desk.trader.place = closes  # type: ignore[method-assign] # as where another exit came between
    record = await desk.ended({**CLOSE, "action": "reverse"})
    assert record.status is AlertStatus.PARTLY_EXECUTED
    assert record.reason == Message("not_reversed", variant="gave_way")


async def test_a_list_is_one_alert_whose_exits_go_first(desk: InboxDesk) -> None:
    desk.trader.hold("AAPL", 10)
    desk.trader.hold("ESH2024", -1)
    message = [dict(BUY), {"symbol": "AAPL", "action": "close"}, dict(CLOSE)]
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
