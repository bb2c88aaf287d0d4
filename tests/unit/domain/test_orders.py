"""Every cell of the order table, and what fills do to an order."""

from decimal import Decimal
from typing import Final, get_args

import pytest

from tests.support.builders import fill, order
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    CLOSED,
    LIVE,
    Accepted,
    Canceled,
    CancelRefused,
    CancelRequested,
    Denied,
    Expired,
    FillChanged,
    Filled,
    IllegalTransition,
    Order,
    OrderEvent,
    OrderStatus,
    OutcomeLost,
    ProvenAbsent,
    Refused,
    Replaced,
    ReplaceRefused,
    ReplaceRequested,
    Sending,
    Triggered,
    is_legal,
)

S = OrderStatus
WHY: Final = Message("proven_absent", {"where": "test"})
EVENTS: Final[dict[str, OrderEvent]] = {
    "denied": Denied(WHY),
    "sending": Sending(),
    "accepted": Accepted(),
    "triggered": Triggered(),
    "refused": Refused(WHY),
    "lost": OutcomeLost(),
    "absent": ProvenAbsent(WHY),
    "cancel?": CancelRequested(),
    "cancel no": CancelRefused(),
    "canceled": Canceled(WHY),
    "expired": Expired(WHY),
    "replace?": ReplaceRequested(),
    "replace no": ReplaceRefused(),
    "replaced": Replaced(Decimal(1), None, None),
}
#: How each state is reached, and where each event leads from it; what is not here is illegal.
TABLE: Final[dict[OrderStatus, tuple[tuple[str, ...], dict[str, OrderStatus]]]] = {
    S.INTENT: (
        (),
        {
            "denied": S.DENIED,
            "sending": S.SENDING,
            "canceled": S.CANCELED,
            "absent": S.REJECTED,
        },
    ),
    S.SENDING: (
        ("sending",),
        {
            "triggered": S.ACCEPTED,
            "accepted": S.ACCEPTED,
            "refused": S.REJECTED,
            "lost": S.UNKNOWN,
            "absent": S.REJECTED,
            "cancel?": S.PENDING_CANCEL,
            "canceled": S.CANCELED,
            "expired": S.EXPIRED,
        },
    ),
    S.UNKNOWN: (
        ("sending", "lost"),
        {
            "triggered": S.ACCEPTED,
            "accepted": S.ACCEPTED,
            "refused": S.REJECTED,
            "lost": S.UNKNOWN,
            "absent": S.REJECTED,
            "cancel?": S.PENDING_CANCEL,
            "canceled": S.CANCELED,
            "expired": S.EXPIRED,
        },
    ),
    S.ACCEPTED: (
        ("sending", "accepted"),
        {
            "triggered": S.ACCEPTED,
            "accepted": S.ACCEPTED,
            "refused": S.REJECTED,
            "lost": S.ACCEPTED,
            "cancel?": S.PENDING_CANCEL,
            "cancel no": S.ACCEPTED,
            "canceled": S.CANCELED,
            "expired": S.EXPIRED,
            "replace?": S.PENDING_REPLACE,
            "replace no": S.ACCEPTED,
            "replaced": S.ACCEPTED,
        },
    ),
    S.PENDING_CANCEL: (
        ("sending", "accepted", "cancel?"),
        {
            "triggered": S.PENDING_CANCEL,
            "accepted": S.PENDING_CANCEL,
            "refused": S.REJECTED,
            "lost": S.PENDING_CANCEL,
            "absent": S.REJECTED,
            "cancel?": S.PENDING_CANCEL,
            "cancel no": S.ACCEPTED,
            "canceled": S.CANCELED,
            "expired": S.EXPIRED,
            "replace no": S.PENDING_CANCEL,
            "replaced": S.PENDING_CANCEL,
        },
    ),
    S.PENDING_REPLACE: (
        ("sending", "accepted", "replace?"),
        {
            "triggered": S.PENDING_REPLACE,
            "accepted": S.PENDING_REPLACE,
            "refused": S.REJECTED,
            "lost": S.PENDING_REPLACE,
            "cancel?": S.PENDING_CANCEL,
            "canceled": S.CANCELED,
            "expired": S.EXPIRED,
            "replace no": S.ACCEPTED,
            "replaced": S.ACCEPTED,
        },
    ),
    S.FILLED: (
        ("sending", "fill"),
        {
            "accepted": S.FILLED,
            "triggered": S.FILLED,
            "lost": S.FILLED,
            "cancel?": S.FILLED,
            "cancel no": S.FILLED,
            "replace no": S.FILLED,
        },
    ),
    S.CANCELED: (
        ("sending", "canceled"),
        {
            "triggered": S.CANCELED,
            "accepted": S.CANCELED,
            "canceled": S.CANCELED,
            "lost": S.CANCELED,
            "cancel?": S.CANCELED,
            "cancel no": S.CANCELED,
            "replace no": S.CANCELED,
        },
    ),
    S.EXPIRED: (
        ("sending", "expired"),
        {
            "triggered": S.EXPIRED,
            "accepted": S.EXPIRED,
            "expired": S.EXPIRED,
            "lost": S.EXPIRED,
            "cancel?": S.EXPIRED,
            "cancel no": S.EXPIRED,
            "replace no": S.EXPIRED,
        },
    ),
    S.REJECTED: (
        ("sending", "refused"),
        {"refused": S.REJECTED, "lost": S.REJECTED, "cancel no": S.REJECTED},
    ),
    S.DENIED: (("denied",), {}),
}


def reached(status: OrderStatus) -> Order:
    made = order(quantity=2)
    for step in TABLE[status][0]:
        made = made.apply(Filled(fill(quantity="2")) if step == "fill" else EVENTS[step])
    assert made.status is status
    return made


def test_the_table_knows_every_state_and_event() -> None:
    assert set(TABLE) == set(S) - {S.PARTIALLY_FILLED}
    assert {type(event) for event in EVENTS.values()} | {Filled, FillChanged} == set(
        get_args(OrderEvent)
    )
    assert frozenset(S) == CLOSED | LIVE


@pytest.mark.counted("state × event cells")
@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("status", TABLE)
def test_each_cell_is_a_declared_move_or_illegal(status: OrderStatus, event: str) -> None:
    before, moves = reached(status), TABLE[status][1]
    assert is_legal(status, type(EVENTS[event])) is (event in moves)
    if event in moves:
        assert before.apply(EVENTS[event]).status is moves[event]
    else:
        with pytest.raises(IllegalTransition, match=type(EVENTS[event]).__name__):
            before.apply(EVENTS[event])


@pytest.mark.counted("state × event cells")
@pytest.mark.parametrize("status", TABLE)
def test_a_fill_counts_in_every_state(status: OrderStatus) -> None:
    before = reached(status)
    after = before.apply(Filled(fill("another", quantity="1", price="4801")))
    assert after.filled_quantity == before.filled_quantity + 1
    assert is_legal(status, Filled)
    assert is_legal(status, FillChanged)


@pytest.mark.parametrize("status", TABLE)
def test_a_resent_fill_changes_nothing(status: OrderStatus) -> None:
    once = reached(status).apply(Filled(fill("again")))
    assert once.apply(Filled(fill("again"))) is once


def test_a_partial_fill_after_a_cancel_keeps_the_order_canceled() -> None:
    after = reached(S.CANCELED).apply(Filled(fill()))
    assert after.status is S.CANCELED
    assert after.filled_quantity == 1


def test_a_full_fill_after_a_cancel_makes_it_filled() -> None:
    assert reached(S.CANCELED).apply(Filled(fill(quantity="2"))).status is S.FILLED


@pytest.mark.parametrize("status", [S.SENDING, S.UNKNOWN])
def test_a_fill_proves_that_the_order_is_there(status: OrderStatus) -> None:
    assert reached(status).apply(Filled(fill())).status is S.ACCEPTED


def test_an_accepted_order_with_fills_is_shown_as_partially_filled() -> None:
    after = reached(S.ACCEPTED).apply(Filled(fill()))
    assert after.status is S.ACCEPTED
    assert after.shown_status is S.PARTIALLY_FILLED
    assert after.leaves_quantity == 1


def test_a_refused_cancel_of_an_unknown_order_leaves_it_unknown() -> None:
    made = reached(S.UNKNOWN).apply(CancelRequested()).apply(CancelRefused())
    assert made.status is S.UNKNOWN


def test_an_order_accepted_under_a_pending_cancel_falls_back_to_accepted() -> None:
    made = reached(S.SENDING).apply(CancelRequested()).apply(Accepted()).apply(CancelRefused())
    assert made.status is S.ACCEPTED


def test_a_fill_under_a_pending_cancel_proves_the_order_below() -> None:
    made = reached(S.UNKNOWN).apply(CancelRequested()).apply(Filled(fill()))
    assert made.status is S.PENDING_CANCEL
    assert made.apply(CancelRefused()).status is S.ACCEPTED


def test_an_answer_lost_under_a_pending_cancel_leaves_an_unknown_order_below() -> None:
    made = reached(S.SENDING).apply(CancelRequested()).apply(OutcomeLost()).apply(CancelRefused())
    assert made.status is S.UNKNOWN


def test_a_replacement_carries_its_new_terms() -> None:
    made = reached(S.PENDING_REPLACE).apply(Replaced(Decimal(3), Decimal("4799.5"), None))
    assert (made.quantity, made.limit_price) == (Decimal(3), Decimal("4799.5"))


def test_a_trigger_is_remembered_and_proves_that_the_order_is_there() -> None:
    made = reached(S.UNKNOWN).apply(CancelRequested()).apply(Triggered())
    assert made.triggered
    assert made.apply(CancelRefused()).status is S.ACCEPTED


def test_the_brokers_own_id_is_kept_when_a_later_answer_lacks_it() -> None:
    made = order(Sending(), Accepted("b-7"), Accepted())
    assert made.broker_order_id == "b-7"


@pytest.mark.parametrize("bust_first", [False, True])
def test_what_was_taken_back_is_not_for_trade_again(bust_first: bool) -> None:
    one, two = fill("a"), fill("b")
    bust = FillChanged(one, None)
    steps: list[OrderEvent] = [Filled(one), Filled(two)]
    steps.insert(1 if bust_first else 2, bust)
    made = reached(S.ACCEPTED)
    for step in steps:
        made = made.apply(step)
    assert (made.status, made.filled_quantity, made.taken_back) == (
        S.FILLED,
        Decimal(1),
        Decimal(1),
    )


def test_an_order_of_which_a_part_was_taken_back_has_only_the_rest_left() -> None:
    made = reached(S.ACCEPTED).apply(Filled(fill("a"))).apply(FillChanged(fill("a"), None))
    assert (made.status, made.leaves_quantity) == (S.ACCEPTED, Decimal(1))


def test_a_closed_order_still_learns_the_brokers_id_and_keeps_it() -> None:
    made = order(Sending(), Canceled(WHY), Accepted("b-7"), Accepted("b-8"))
    assert (made.status, made.broker_order_id) == (S.CANCELED, "b-7")


def test_the_average_price_weighs_every_fill() -> None:
    made = reached(S.ACCEPTED).apply(Filled(fill("a", price="4800")))
    made = made.apply(Filled(fill("b", price="4801", side=Side.BUY)))
    assert made.average_price == Decimal("4800.5")
    assert made.leaves_quantity == 0


def test_a_closed_order_has_nothing_left_to_trade() -> None:
    assert reached(S.CANCELED).leaves_quantity == 0
    assert order().average_price is None
