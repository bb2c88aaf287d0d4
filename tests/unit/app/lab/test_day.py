"""What of a day is done again, and under which names."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.support.builders import order
from traderterminal.app.lab.day import (
    Cancelling,
    Changing,
    Delivery,
    OrderNames,
    Placing,
    Word,
    read_day,
)
from traderterminal.desk.ports import OrderWish, Terms
from traderterminal.domain.exits import Trail
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import CancelFor, Intent, Order, OrderType
from traderterminal.domain.packages import PackagePart
from traderterminal.domain.signals import AlertRecord, AlertStatus, Approval, Decision
from traderterminal.storage.past import AlertEvent, OrderEvent, PastEvent, Reset

D = Decimal
DAY = range(100, 1_001)


def placed(at_ns: int, **changes: Any) -> OrderEvent:
    return OrderEvent(at_ns, "Sending", order(source="ticket", **changes), is_first=True)


def acts_of(*events: PastEvent) -> list[object]:
    return [act for _, act in read_day(events, "ESH2024", DAY).acts]


def wishes(*events: PastEvent) -> list[OrderWish]:
    return [act.wish for act in acts_of(*events) if isinstance(act, Placing)]


def received(at_ns: int, alert_id: str, symbol: str = "ESH2024") -> AlertEvent:
    record = AlertRecord(alert_id, 1, AlertStatus.ACCEPTED, body="{}", symbol=symbol)
    return AlertEvent(at_ns, record, is_first=True)


def decided(at_ns: int, alert_id: str, decision: Decision | None) -> AlertEvent:
    approval = Approval(1, 2, decision)
    record = AlertRecord(alert_id, 1, AlertStatus.ACCEPTED, body="{}", approval=approval)
    return AlertEvent(at_ns, record, is_first=False)


def test_alerts_and_orders_by_hand_come_again_at_their_own_time() -> None:
    day = read_day((received(100, "AL1"), placed(200)), "ESH2024", DAY)
    assert [at_ns for at_ns, _ in day.acts] == [100, 200]
    (delivery, placing) = (act for _, act in day.acts)
    assert delivery == Delivery("alert 1", "{}")
    assert isinstance(placing, Placing)
    assert (placing.name, placing.wish.side, placing.wish.quantity) == ("order 1", "buy", D(1))
    assert day.left_out == 0


def test_what_comes_of_itself_is_not_asked_for_again() -> None:
    own = [
        order(order_id="TT2", source="alert", alert_id="AL1"),
        order(order_id="TT3", source="bracket", parent_id="TT2", link="SL"),
        order(order_id="TT4", source="repair"),
        order(order_id="TT5", source="external"),
    ]
    events = [OrderEvent(200, "Sending", one, is_first=True) for one in own]
    assert acts_of(received(100, "AL1"), *events) == [Delivery("alert 1", "{}")]


def test_what_lies_elsewhere_is_left_out_and_counted() -> None:
    events = (
        received(99, "AL1"),
        received(100, "AL2", symbol="NQH2024"),
        received(100, "AL3", symbol=""),
        placed(1_001),
        received(100, "AL4", symbol="MESH2024"),
        placed(500, symbol="NQH2024"),
        placed(500, package=PackagePart(legs=2, ratio=1, limit=None)),
    )
    day = read_day(events, "ESH2024", DAY)
    assert (day.acts, day.left_out) == ([], 7)


def test_an_alert_of_several_symbols_comes_again_for_each_of_them() -> None:
    assert acts_of(received(100, "AL1", symbol="NQH2024, ESH2024")) == [Delivery("alert 1", "{}")]


def test_an_order_is_wished_for_on_its_own_terms() -> None:
    (limit,) = wishes(
        placed(
            200,
            order_type=OrderType.LIMIT,
            limit_price=D(4800),
            expires_ns=900,
            strategy="orb",
            group="both",
        )
    )
    assert (limit.order_type, limit.limit_price, limit.expires_ns) == (
        OrderType.LIMIT,
        D(4800),
        900,
    )
    assert (limit.strategy, limit.group, limit.account) == ("orb", "both", "paper")


def test_a_close_closes_what_is_held_then() -> None:
    (close,) = wishes(placed(200, intent=Intent.CLOSE, quantity=3))
    assert (close.intent, close.side, close.quantity) == ("close", None, None)


def test_a_trailing_stop_starts_from_where_the_market_is_then() -> None:
    (stop,) = wishes(
        placed(200, order_type=OrderType.STOP, stop_price=D(4790), trail=Trail(ticks=8))
    )
    assert (stop.order_type, stop.stop_price, stop.trail) == ("trailing_stop", None, Trail(ticks=8))


def test_what_was_held_for_a_slip_is_not_confirmed() -> None:
    slip = order(source="ticket", reason=Message("duplicate_order", {}, "confirm"))
    first, second = wishes(placed(200), OrderEvent(201, "Denied", slip, is_first=True))
    assert (first.confirmed, second.confirmed) == (True, False)


def test_cancels_and_changes_by_hand_come_again_and_those_of_the_program_do_not() -> None:
    resting = order(source="ticket", order_type=OrderType.LIMIT, limit_price=D(4700))

    def then(at_ns: int, name: str, **changes: Any) -> OrderEvent:
        return OrderEvent(at_ns, name, replace(resting, **changes), is_first=False)

    events = (
        OrderEvent(200, "Sending", resting, is_first=True),
        then(300, "Replaced", limit_price=D(4705)),
        then(310, "Replaced", limit_price=D(4706), trail=Trail(ticks=4)),
        then(320, "CancelRequested", canceled_for=CancelFor.BRACKET),
        then(400, "CancelRequested", canceled_for=CancelFor.TRADER),
        then(410, "Canceled", canceled_for=CancelFor.TRADER),
    )
    assert acts_of(*events)[1:] == [
        Changing("order 1", Terms(D(1), D(4705))),
        Cancelling("order 1"),
    ]


def test_the_traders_word_on_an_alert_comes_again_once() -> None:
    events = (
        received(100, "AL1"),
        decided(110, "AL1", None),
        decided(120, "AL1", Decision.APPROVED),
        decided(130, "AL1", Decision.APPROVED),
        received(140, "AL2"),
        decided(150, "AL2", Decision.EXPIRED),
    )
    words = [act for act in acts_of(*events) if isinstance(act, Word)]
    assert words == [Word("alert 1", Decision.APPROVED)]


def test_a_reset_begins_another_run() -> None:
    day = read_day((placed(200), placed(99), Reset("paper"), placed(300)), "ESH2024", DAY)
    assert [at_ns for at_ns, _ in day.acts] == [300]
    assert day.left_out == 0


def test_orders_go_by_what_they_come_of() -> None:
    names = OrderNames()
    names.root("AL1", "alert 1")
    names.root("TT5", "order 1")

    def named(**changes: Any) -> str:
        made: Order = order(**changes)
        return names.name(made)

    assert named(order_id="TT1", alert_id="AL1") == "alert 1 paper"
    assert named(order_id="TT2", parent_id="TT1", link="SL") == "alert 1 paper SL"
    assert named(order_id="TT3", parent_id="TT1", link="SL") == "alert 1 paper SL #2"
    assert named(order_id="TT4", alert_id="AL1", account="other") == "alert 1 other"
    assert named(order_id="TT5", parent_id="TT4") == "order 1"
    assert named(order_id="TT3", parent_id="TT1", link="SL") == "alert 1 paper SL #2"
    assert named(order_id="TT9") == ""
    names.root("TT9", "order 2")  # one that was only now placed
    assert named(order_id="TT9") == "order 2"
