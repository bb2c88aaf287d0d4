"""What stands beside the sentence of an order that is asked for once more."""

from decimal import Decimal

from tests.support.builders import ES
from traderterminal.domain.messages import Message
from traderterminal.ui.viewmodels.order_preview import (
    Fact,
    held_words,
    level_fact,
    refusal_fact,
    room_fact,
)
from traderterminal.ui.viewmodels.ticket_exits import Planned
from traderterminal.ui.viewmodels.what_if import Room

D = Decimal


def test_a_position_is_said_in_words() -> None:
    assert [held_words(D(n)) for n in (2, -1, 0)] == ["Long 2", "Short 1", "Flat"]


def test_an_exit_says_where_it_rests_and_what_it_would_make() -> None:
    stop = level_fact("Stop", Planned(D("4796.00"), D(-200)), ES)
    target = level_fact("Target", Planned(D("4804.00"), D(200)), ES)
    assert stop == Fact("Stop 4,796.00", "−$200.00", "down")
    assert target == Fact("Target 4,804.00", "+$200.00", "up")


def test_the_nearest_limit_is_coloured_by_how_much_of_it_is_left() -> None:
    def token(used: float, order: float, *, breaks: bool) -> str:
        room = Room("Position, ESH2024", "1 left", "5", used, order, breaks)
        (fact,) = room_fact([room])
        assert fact.caption == "Position, ESH2024, after"
        assert fact.value == "1 left of 5"
        return fact.token

    assert token(0.2, 0.2, breaks=False) == "t1"
    assert token(0.5, 0.25, breaks=False) == "warn"
    assert token(0.9, 0.4, breaks=True) == "error"
    assert room_fact([]) == []


def test_why_it_would_be_refused_is_said_in_full() -> None:
    (fact,) = refusal_fact(Message("observing", {"account": "paper"}))
    assert fact.token == "error"
    assert "paper is set to Observe" in fact.value
    assert refusal_fact(None) == []
