"""Every cell of the order table, and what fills do to an order."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, get_args

import pytest

from tests.support.builders import fill, order
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    CLOSED,
    LIVE,
    Accepted,
    Canceled,
    CancelFor,
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
    Where,
    is_legal,
)
from traderterminal.domain.packages import PackagePart

S = OrderStatus
WHY: Final = Message("proven_absent", {"where": "test"})
EVENTS: Final[dict[str, OrderEvent]] = {
    "denied": Denied(WHY),
    "sending": Sending(),
    "accepted": Accepted(),
    "triggered": Triggered(),
    "refused": Refused(Message("refused_by_broker", {"text": "test"})),
    "lost": OutcomeLost(),
    "absent": ProvenAbsent(WHY),
    "cancel?": CancelRequested(),
    "cancel no": CancelRefused(),
    "canceled": Canceled(WHY),
    "expired": Expired(WHY),
    "replace?": ReplaceRequested(Decimal(1)),
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


@pytest.mark.parametrize(
    ("steps", "status", "below"),
    [
        (("sending", "lost", "absent"), S.ACCEPTED, None),
        (("sending", "lost", "cancel?", "absent"), S.PENDING_CANCEL, S.ACCEPTED),
        (("sending", "cancel?", "cancel no", "lost", "absent"), S.ACCEPTED, None),
    ],
)
def test_what_was_taken_for_absent_works_once_the_broker_shows_it(
    steps: Sequence[str], status: OrderStatus, below: OrderStatus | None
) -> None:
    absent = order()
    for step in steps:
        absent = absent.apply(EVENTS[step])
    assert absent.is_taken_for_absent
    found = absent.apply(Accepted("B1"))
    assert (found.status, found.below, found.broker_order_id) == (status, below, "B1")
    assert (found.reason, found.is_taken_for_absent) == (None, False)


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


@pytest.mark.parametrize(
    ("status", "on_its_way", "unknown"),
    [(S.SENDING, True, False), (S.UNKNOWN, False, True), (S.ACCEPTED, False, False)],
)
def test_what_is_known_of_an_order_outlasts_the_wish_to_cancel_it(
    status: OrderStatus, on_its_way: bool, unknown: bool
) -> None:
    for made in (reached(status), reached(status).apply(CancelRequested())):
        assert (made.is_on_its_way, made.is_unknown) == (on_its_way, unknown)
        assert made.is_unproven is (on_its_way or unknown)


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


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        (CancelFor.TRADER, "Cancelled on request."),
        (CancelFor.CLOSE, "Cancelled to close the position."),
        (CancelFor.BRACKET, "Cancelled to keep the exits in step with the position."),
    ],
)
def test_a_cancelled_order_tells_what_its_cancel_was_asked_for(
    purpose: CancelFor, words: str
) -> None:
    asked = reached(S.ACCEPTED).apply(CancelRequested(purpose))
    reason = asked.apply(Canceled(Message("canceled_by_trader"))).reason
    assert reason is not None
    assert (reason.code, str(reason)) == ("canceled_by_trader", words)
    elsewhere = Message("canceled_elsewhere")
    assert asked.apply(Canceled(elsewhere)).reason == elsewhere


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


def test_an_answer_lost_under_a_pending_cancel_makes_no_accepted_order_unknown() -> None:
    made = reached(S.PENDING_CANCEL).apply(OutcomeLost())
    assert made.below is S.ACCEPTED
    assert made.apply(CancelRefused()).status is S.ACCEPTED


@pytest.mark.parametrize("status", [S.SENDING, S.UNKNOWN, S.ACCEPTED])
def test_a_pending_cancel_remembers_the_state_below_until_it_is_answered(
    status: OrderStatus,
) -> None:
    asked = reached(status).apply(CancelRequested())
    assert asked.below is status
    refused = asked.apply(CancelRefused())
    assert (refused.status, refused.below) == (status, None)
    ended = asked.apply(Canceled(WHY))
    assert (ended.status, ended.below) == (S.CANCELED, None)


@pytest.mark.parametrize("proof", [Accepted(), Triggered(), Filled(fill())], ids=str)
def test_what_proves_an_order_under_a_pending_cancel_moves_the_state_below(
    proof: OrderEvent,
) -> None:
    made = reached(S.UNKNOWN).apply(CancelRequested()).apply(proof)
    assert (made.status, made.below) == (S.PENDING_CANCEL, S.ACCEPTED)
    replaced = made.apply(Replaced(Decimal(2), None, None))
    assert (replaced.status, replaced.below) == (S.PENDING_CANCEL, S.ACCEPTED)
    assert made.apply(Filled(fill("rest", quantity="2"))).below is None


def test_a_replacement_carries_its_new_terms_and_keeps_the_brokers_id_unless_told_another() -> None:
    made = order(Sending(), Accepted("b-7"), ReplaceRequested(Decimal(1)), quantity=2)
    again = made.apply(Replaced(Decimal(3), Decimal("4799.5"), Decimal("4798.5")))
    assert (again.quantity, again.limit_price, again.stop_price, again.broker_order_id) == (
        Decimal(3),
        Decimal("4799.5"),
        Decimal("4798.5"),
        "b-7",
    )
    assert made.apply(Replaced(Decimal(3), None, None, "b-8")).broker_order_id == "b-8"


@pytest.mark.parametrize(("quantity", "status"), [(3, S.ACCEPTED), (2, S.FILLED), (1, S.FILLED)])
def test_a_replacement_down_to_what_has_traded_fills_the_order(
    quantity: int, status: OrderStatus
) -> None:
    made = order(Sending(), Accepted(), Filled(fill(quantity="2")), quantity=5)
    assert made.apply(Replaced(Decimal(quantity), None, None)).status is status


@pytest.mark.parametrize(
    "end",
    [Denied(WHY), Refused(WHY), ProvenAbsent(WHY), Canceled(WHY), Expired(WHY)],
    ids=lambda event: type(event).__name__,
)
def test_an_order_that_ends_says_why(end: OrderEvent) -> None:
    before = order() if isinstance(end, Denied) else order(Sending(), OutcomeLost())
    assert before.apply(end).reason == WHY


def test_the_purpose_of_a_cancel_is_kept_until_it_is_refused() -> None:
    asked = reached(S.ACCEPTED).apply(CancelRequested(CancelFor.BRACKET))
    assert asked.canceled_for is CancelFor.BRACKET
    assert asked.apply(Canceled(WHY)).canceled_for is CancelFor.BRACKET
    assert asked.apply(CancelRefused()).canceled_for is None


def test_an_acknowledgement_says_where_the_order_rests() -> None:
    held = order(Sending(), Accepted(where=Where.BROKER))
    assert held.where is held.rests_at is Where.BROKER


def test_what_has_left_rests_nowhere_that_is_known_until_its_broker_has_told() -> None:
    sent = order(Sending())
    lost = sent.apply(OutcomeLost())
    assert order().rests_at is Where.LOCAL
    assert {sent.rests_at, lost.rests_at, lost.apply(CancelRequested()).rests_at} == {Where.UNKNOWN}
    assert lost.apply(Accepted("B1")).rests_at is Where.EXCHANGE


@pytest.mark.parametrize(
    ("now", "filled", "value", "taken_back"),
    [
        (fill("a", quantity="1", price="4790"), 3, 2 * 4810 + 4790, 1),
        (fill("a", quantity="2", price="4790"), 4, 2 * 4810 + 2 * 4790, 0),
        (None, 2, 2 * 4810, 2),
    ],
    ids=["smaller", "cheaper", "busted"],
)
def test_a_changed_execution_counts_as_it_stands_now(
    now: Fill | None, filled: int, value: int, taken_back: int
) -> None:
    was = fill("a", quantity="2", price="4800")
    made = order(
        Sending(),
        Accepted(),
        Filled(was),
        Filled(fill("b", quantity="2", price="4810")),
        quantity=9,
    )
    after = made.apply(FillChanged(was, now))
    assert (after.filled_quantity, after.filled_value, after.taken_back) == (
        Decimal(filled),
        Decimal(value),
        Decimal(taken_back),
    )


def test_a_change_of_an_execution_of_another_order_is_none_of_it() -> None:
    with pytest.raises(IllegalTransition, match="TT1: stranger is no fill of it"):
        reached(S.ACCEPTED).apply(FillChanged(fill("stranger"), None))


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


@pytest.mark.parametrize(("asked", "exposed"), [(5, 4), (1, 1)])
def test_while_a_change_is_under_way_the_larger_of_both_quantities_may_trade(
    asked: int, exposed: int
) -> None:
    made = order(Sending(), Accepted(), Filled(fill()), quantity=2)
    assert made.exposed_quantity == 1
    changing = made.apply(ReplaceRequested(Decimal(asked)))
    assert changing.exposed_quantity == exposed
    assert changing.leaves_quantity == 1
    canceling = changing.apply(CancelRequested())
    assert canceling.exposed_quantity == exposed  # the change may have been there first
    assert canceling.apply(Canceled(WHY)).exposed_quantity == 0
    assert changing.apply(ReplaceRefused()).exposed_quantity == 1
    assert changing.apply(Replaced(Decimal(3), None, None)).exposed_quantity == 2


def test_an_order_is_not_done_with_its_old_quantity_while_a_change_asks_for_more() -> None:
    changing = order(Sending(), Accepted(), ReplaceRequested(Decimal(5)), quantity=2)
    traded = changing.apply(Filled(fill(quantity="2")))
    assert (traded.status, traded.exposed_quantity) == (S.PENDING_REPLACE, Decimal(3))
    assert traded.apply(Replaced(Decimal(5), None, None)).status is S.ACCEPTED
    refused = traded.apply(ReplaceRefused())
    assert (refused.status, refused.below) == (S.FILLED, None)
    canceling = traded.apply(CancelRequested()).apply(ReplaceRefused())
    assert (canceling.status, canceling.below) == (S.FILLED, None)


def test_the_average_price_weighs_every_fill() -> None:
    made = reached(S.ACCEPTED).apply(Filled(fill("a", price="4800")))
    made = made.apply(Filled(fill("b", price="4801", side=Side.BUY)))
    assert made.average_price == Decimal("4800.5")
    assert made.leaves_quantity == 0


def test_a_closed_order_has_nothing_left_to_trade() -> None:
    assert reached(S.CANCELED).leaves_quantity == 0
    assert order().average_price is None


def test_a_package_goes_by_its_first_leg() -> None:
    part = PackagePart(2, 1, None)
    assert order(order_id="TT1", package=part).package_id == "TT1"
    assert order(order_id="TT2", parent_id="TT1", package=part).package_id == "TT1"
    assert order(order_id="TT3", parent_id="TT1").package_id == ""


def test_a_leg_keeps_to_the_net_price_of_its_package() -> None:
    limited, free = PackagePart(2, 1, Decimal("1.50")), PackagePart(2, 1, None)
    assert order(package=limited).kept_price == Decimal("1.50")
    assert order(package=free, limit_price=Decimal(4800)).kept_price is None
    assert order(limit_price=Decimal(4800)).kept_price == 4800
    assert order().kept_price is None


def test_an_exit_that_left_with_its_entry_waits_until_it_is_seen_to_work_or_to_trade() -> None:
    made = order(Sending(), attached=True, quantity=2)
    assert made.waits_for_entry
    held = made.apply(Accepted("b-7", Where.BROKER))
    assert (held.waits_for_entry, held.exposed_quantity, held.leaves_quantity) == (
        True,
        Decimal(0),
        Decimal(2),
    )
    at_work = held.apply(Accepted("b-7", Where.EXCHANGE))
    assert (at_work.waits_for_entry, at_work.exposed_quantity) == (False, Decimal(2))
    assert not held.apply(Filled(fill())).waits_for_entry
    assert not order(Sending(), Accepted("b-7", Where.BROKER)).waits_for_entry


def test_a_change_to_where_an_order_trades_is_remembered_until_it_is_refused_or_another() -> None:
    there, away = ReplaceRequested(Decimal(2), at_once=True), ReplaceRequested(Decimal(2))
    asked = reached(S.ACCEPTED).apply(there)
    assert asked.at_once
    assert not asked.apply(ReplaceRefused()).at_once
    stands = asked.apply(Replaced(Decimal(2), Decimal(90), None))
    assert stands.at_once
    assert not stands.apply(away).at_once
