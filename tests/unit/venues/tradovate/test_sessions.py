"""Tokens and sessions of the practice Tradovate, in host time."""

import pytest

from tests.support.tradovate_scene import numbered_tokens
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.venues.orders import VenueUser
from traderterminal.venues.tradovate.sessions import LIFETIME_S, Login, Sessions
from traderterminal.venues.tradovate.wire import Failure, Fields

USER = VenueUser(1, "trader", "secret")
RIGHT = Fields({"name": "trader", "password": "secret", "cid": 8, "sec": "any"})


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(0)


@pytest.fixture
def sessions(clock: VirtualClock) -> Sessions:
    return Sessions(clock, [USER], numbered_tokens())


def begin(sessions: Sessions) -> Login:
    login = sessions.log_in(RIGHT)
    assert login is not None
    return login


def wait(clock: VirtualClock, seconds: float) -> None:
    clock.advance_to(clock.now_ns() + round(seconds * NANOSECONDS))


def status(sessions: Sessions, token: str) -> int:
    with pytest.raises(Failure) as refused:
        sessions.login_of(token)
    return refused.value.status


@pytest.mark.parametrize(
    "fields", [{}, {"name": "trader"}, {"name": "other", "password": "secret"}]
)
def test_who_does_not_know_the_password_gets_no_session(
    sessions: Sessions, fields: dict[str, str]
) -> None:
    assert sessions.log_in(Fields(fields)) is None


def test_a_token_lives_until_its_time_has_come(sessions: Sessions, clock: VirtualClock) -> None:
    token = begin(sessions).token
    wait(clock, LIFETIME_S - 1)
    assert sessions.login_of(token).user == USER
    wait(clock, 1)
    assert status(sessions, token) == 401


def test_a_renewal_goes_on_with_the_same_session(sessions: Sessions, clock: VirtualClock) -> None:
    login = begin(sessions)
    first = login.token
    wait(clock, LIFETIME_S - 60)
    sessions.renew(login)
    assert sessions.login_of(first) is sessions.login_of(login.token) is login
    wait(clock, 60)
    assert status(sessions, first) == 401
    assert sessions.login_of(login.token) is login
    assert sessions.open(USER) == [login]


def test_a_third_login_closes_the_oldest_whose_token_looks_like_trouble(
    sessions: Sessions,
) -> None:
    ended: list[Login] = []
    sessions.ended.connect(ended.append)
    first, second, third = (begin(sessions) for _ in range(3))
    assert ended == [first]
    assert sessions.open(USER) == [second, third]
    assert [status(sessions, first.token) for _ in range(4)] == [408, 429, 500, 408]


def test_a_revoked_session_is_unknown_under_all_its_tokens(sessions: Sessions) -> None:
    login = begin(sessions)
    first = login.token
    sessions.renew(login)
    sessions.revoke(first)
    sessions.revoke("none of ours")
    assert status(sessions, first) == status(sessions, login.token) == 401


def test_the_answer_says_whose_token_it_is_and_until_when(sessions: Sessions) -> None:
    answer = sessions.answer(begin(sessions))
    assert answer["accessToken"] == answer["mdAccessToken"] == "token-1"
    assert answer["expirationTime"] == "1970-01-01T01:30:00.000Z"
    assert (answer["userId"], answer["name"], answer["userStatus"]) == (1, "trader", "Active")
