"""Tokens and tickets."""

import pytest

from traderterminal.gateway.tokens import (
    MOST_TICKETS,
    TICKET_SECONDS,
    Access,
    Tickets,
    Token,
    bearer,
)
from traderterminal.kit.clock import NANOSECONDS, VirtualClock


@pytest.mark.parametrize("given", [b"", b"secre", b"secret ", b"Secret", "ключ".encode(), b"\xff"])
def test_a_token_matches_itself_alone(given: bytes) -> None:
    token = Token("secret")
    assert token.matches(b"secret")
    assert not token.matches(given)


def test_a_token_beyond_ascii_is_compared_as_any_other() -> None:
    assert Token("ключ").matches("ключ".encode())


@pytest.mark.parametrize(
    ("value", "token"),
    [(b"Bearer abc", b"abc"), (b"bearer  abc ", b"abc"), (b"Basic abc", b""), (b"Bearer", b"")],
)
def test_the_bearer_is_read_from_its_header(value: bytes, token: bytes) -> None:
    assert bearer([(b"accept", b"*/*"), (b"authorization", value)]) == token
    assert bearer([(b"accept", b"*/*")]) == b""


def test_a_ticket_opens_once_what_it_was_issued_for() -> None:
    tickets = Tickets(VirtualClock())
    ticket = tickets.issue(Access.MARKET)
    assert tickets.redeem(ticket) is Access.MARKET
    assert tickets.redeem(ticket) is None
    assert tickets.redeem("") is None


def test_a_ticket_is_good_for_half_a_minute() -> None:
    clock = VirtualClock()
    tickets = Tickets(clock)
    in_time, too_late = tickets.issue(Access.ALL), tickets.issue(Access.ALL)
    clock.advance_to(TICKET_SECONDS * NANOSECONDS)
    assert tickets.redeem(in_time) is Access.ALL
    clock.advance_to(TICKET_SECONDS * NANOSECONDS + 1)
    assert tickets.redeem(too_late) is None


def test_tickets_that_nobody_uses_do_not_pile_up() -> None:
    tickets = Tickets(VirtualClock())
    issued = [tickets.issue(Access.ALL) for _ in range(MOST_TICKETS + 1)]
    assert tickets.redeem(issued[0]) is None
    assert tickets.redeem(issued[1]) is Access.ALL
