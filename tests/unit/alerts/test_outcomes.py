"""What accounts say, and what it adds up to."""

from decimal import Decimal

import pytest

from tests.support.builders import fill, order
from traderterminal.alerts.outcomes import Outcome, conclude, of_order, refused
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    Denied,
    Expired,
    Filled,
    OrderEvent,
    Refused,
    Sending,
)
from traderterminal.domain.signals import AlertStatus as S

REASON = Message("canceled_by_trader")


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ((Denied(Message("halted")),), S.REJECTED),
        ((Denied(Message("already_flat")),), S.NO_ACTION),
        ((Denied(Message("already_there")),), S.NO_ACTION),
        ((Sending(), Refused(Message("refused_by_broker"))), S.REJECTED),
        ((Sending(), Accepted(), Canceled(REASON)), S.FAILED),
        ((Sending(), Accepted(), Expired(Message("day_ended"))), S.FAILED),
        ((Sending(), Accepted(), Filled(fill()), Canceled(REASON)), S.PARTLY_EXECUTED),
        ((Sending(), Accepted(), Filled(fill(quantity="2"))), S.EXECUTED),
    ],
)
def test_the_end_of_an_order_is_the_outcome(events: tuple[OrderEvent, ...], status: S) -> None:
    assert of_order(order(*events, quantity=2)).status is status


@pytest.mark.parametrize(
    "events", [(Denied(Message("not_reversed")),), (Sending(), Refused(Message("refused")))]
)
def test_a_reversal_whose_second_half_came_to_nothing_is_a_part(
    events: tuple[OrderEvent, ...],
) -> None:
    assert of_order(order(*events, parent_id="TT0001")).status is S.PARTLY_EXECUTED


def test_what_was_traded_is_said_in_words() -> None:
    found = of_order(order(Sending(), Filled(fill(price="4808.50"))))
    assert str(found.said) == "Bought 1 ESH2024 at 4808.50."


def test_an_order_that_did_only_the_way_out_is_a_part() -> None:
    late = Message("too_late")
    found = of_order(order(Sending(), Filled(fill())), held_back=late)
    assert (found.status, found.said, found.remark) == (S.PARTLY_EXECUTED, late, late)


def test_a_refusal_that_only_says_done_is_no_refusal() -> None:
    assert refused(Message("nothing_to_cancel")).status is S.NO_ACTION
    assert refused(Message("halted")).status is S.REJECTED


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([], S.NO_ACTION),
        ([S.NO_ACTION], S.NO_ACTION),
        ([S.EXECUTED], S.EXECUTED),
        ([S.EXECUTED, S.NO_ACTION], S.EXECUTED),
        ([S.REJECTED, S.NO_ACTION], S.REJECTED),
        ([S.EXECUTED, S.REJECTED], S.PARTLY_EXECUTED),
        ([S.PARTLY_EXECUTED], S.PARTLY_EXECUTED),
        ([S.PARTLY_EXECUTED, S.FAILED], S.PARTLY_EXECUTED),
        ([S.REJECTED, S.FAILED], S.FAILED),
    ],
)
def test_outcomes_add_up(statuses: list[S], status: S) -> None:
    said = [Outcome(each, str(each), Message(each.value)) for each in statuses]
    assert conclude(said)[0] is status


def test_the_reason_is_that_of_the_account_which_did_not_trade() -> None:
    traded = Outcome(S.EXECUTED, "a", Message("bought"))
    halted = Outcome(S.REJECTED, "b", Message("halted"))
    assert conclude([traded, halted])[1] == Message("halted")
    assert conclude([traded])[1] is None


def test_a_late_exit_is_marked_although_it_traded() -> None:
    late = Message("late_exit", {"measured": "90"})
    assert conclude([Outcome(S.EXECUTED, "a", Message("sold"), late)]) == (S.EXECUTED, late)


def test_a_quantity_is_written_plainly() -> None:
    found = of_order(
        order(Sending(), Filled(fill(quantity="100", price="1E+2")), quantity=Decimal(100))  # type: ignore[arg-type] # builders take any number
    )
    assert str(found.said) == "Bought 100 ESH2024 at 100."


@pytest.mark.parametrize(
    ("prices", "words"),
    [
        (("6850.00",), "Bought 1 ESH2024 at 6850.00."),
        (("6850.25", "6850.50"), "Bought 2 ESH2024 at 6850.375."),
        (("100", "100", "101"), "Bought 3 ESH2024 at 100.333333."),
    ],
)
def test_what_was_traded_keeps_the_decimals_of_its_prices(
    prices: tuple[str, ...], words: str
) -> None:
    fills = [Filled(fill(f"f{n}", quantity="1", price=p)) for n, p in enumerate(prices)]
    filled = order(Sending(), Accepted(), *fills, quantity=len(prices))
    assert str(of_order(filled).said) == words
