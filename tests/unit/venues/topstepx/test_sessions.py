"""Logins of the TopstepX venue."""

import base64

import pytest

from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.venues.orders import VenueUser
from traderterminal.venues.topstepx.sessions import LIFE_S, LoginRefused, Sessions
from traderterminal.venues.traffic import read_json

USER = VenueUser(7, "trader", "key-of-the-test")


def sessions(clock: VirtualClock | None = None) -> Sessions:
    return Sessions({USER.name: USER}, clock or VirtualClock())


def test_a_token_has_three_parts_and_says_when_it_expires() -> None:
    token = sessions(VirtualClock(5 * NANOSECONDS)).log_in("trader", "key-of-the-test")
    head, claims, signature = token.split(".")
    read = [read_json(base64.urlsafe_b64decode(part + "==")) for part in (head, claims)]
    assert read[0]["typ"] == "JWT"
    assert read[1]["exp"] == 5 + LIFE_S
    assert signature


def test_no_two_tokens_are_the_same() -> None:
    made = sessions()
    assert len({made.log_in("trader", "key-of-the-test") for _ in range(5)}) == 5


@pytest.mark.parametrize(("name", "secret", "code"), [("nobody", "x", 1), ("trader", "wrong", 3)])
def test_who_is_not_known_is_refused_with_a_number(name: str, secret: str, code: int) -> None:
    with pytest.raises(LoginRefused) as refused:
        sessions().log_in(name, secret)
    assert refused.value.code == code


def test_a_token_lives_for_a_day() -> None:
    clock = VirtualClock()
    made = sessions(clock)
    token = made.log_in("trader", "key-of-the-test")
    clock.advance_to(LIFE_S * NANOSECONDS - 1)
    assert made.user(token) is USER
    clock.advance_to(LIFE_S * NANOSECONDS)
    assert made.user(token) is None
    with pytest.raises(LoginRefused) as refused:
        made.validate(token)
    assert refused.value.code == 3


def test_sessions_end_one_by_one_or_all() -> None:
    made = sessions()
    first, second, third = (made.log_in("trader", "key-of-the-test") for _ in range(3))
    made.end(first)
    assert [made.user(token) for token in (first, second)] == [None, USER]
    replaced = made.validate(second)
    assert [made.user(token) for token in (second, replaced)] == [None, USER]
    made.end_all()
    assert made.user(third) is None
    made.reset()
    assert made.user(third) is None
