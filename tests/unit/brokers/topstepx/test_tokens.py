"""One login for all who need it, renewed in time, and given up when it is wanted no more."""

import asyncio

import httpx
import pytest

from tests.support.topstepx import Gateway, jwt, refused, taken
from tests.support.venue import elapse, turns
from traderterminal.brokers.topstepx.settings import CALLS
from traderterminal.brokers.topstepx.tokens import LoginRefused, Tokens, bearer
from traderterminal.brokers.transport.http import Http, unavailable
from traderterminal.brokers.transport.rate_limit import RateLimit
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.kit.tasks import TaskScope

LOGIN, VALIDATE = "/api/Auth/loginKey", "/api/Auth/validate"
HOUR = 3600.0


class Desk:
    """Tokens before a server."""

    def __init__(self, gateway: Gateway | None = None) -> None:
        self.gateway = gateway or Gateway()
        self.clock = VirtualClock(10**18)
        self.welcomed = list[str]()
        self.refusals = list[str]()
        self.fails: Exception | None = None
        self.is_taken_over = False
        self.tokens = Tokens(
            Http("https://api.test", httpx.MockTransport(self.gateway.serve), self.clock),
            RateLimit(CALLS, self.clock),
            self.clock,
            credentials=lambda: ("trader", "0123456789abcdef"),
            welcome=self._welcome,
            ended=self._ended,
            refused=self.refusals.append,
        )

    def _ended(self) -> None:
        if self.is_taken_over:
            raise unavailable("taken over")

    async def _welcome(self, token: str) -> None:
        self.welcomed.append(token)
        if self.fails is not None:
            raise self.fails

    def logins(self) -> int:
        return len(self.gateway.bodies(LOGIN))


async def test_a_login_is_made_once_for_all_who_ask_at_once() -> None:
    desk = Desk()
    held = await asyncio.gather(*(desk.tokens.current() for _ in range(5)))
    assert held == ["first"] * 5
    assert desk.gateway.bodies(LOGIN) == [{"userName": "trader", "apiKey": "0123456789abcdef"}]
    assert desk.welcomed == ["first"]
    assert await desk.tokens.available() == "first"
    assert bearer("first") == {"Authorization": "Bearer first"}


async def test_a_token_that_is_refused_is_renewed_once_for_all_who_find_out() -> None:
    desk = Desk()
    await desk.tokens.current()
    held = await asyncio.gather(*(desk.tokens.renew("first") for _ in range(5)))
    assert held == ["second"] * 5
    assert len(desk.gateway.bodies(VALIDATE)) == 1
    assert await desk.tokens.renew("first") == "second"  # who finds out late
    assert len(desk.gateway.bodies(VALIDATE)) == 1
    assert desk.welcomed == ["first"]  # a renewal is no new login


@pytest.mark.parametrize(
    "answer", [refused(1), refused(2), refused(3), httpx.Response(401), taken()]
)
async def test_a_session_that_is_no_more_is_begun_anew(answer: object) -> None:
    desk = Desk(Gateway({VALIDATE: answer}))  # type: ignore[dict-item]  # one kind of answer each
    await desk.tokens.current()
    desk.gateway.answers[LOGIN] = taken(token="third")
    desk.tokens.doubt()
    assert await desk.tokens.current() == "third"
    assert desk.welcomed == ["first", "third"]


async def test_a_login_that_was_taken_over_is_not_made_again_at_once() -> None:
    desk = Desk(Gateway({VALIDATE: refused(2)}))
    await desk.tokens.current()
    desk.is_taken_over = True
    with pytest.raises(BrokerUnavailable, match="taken over"):
        await desk.tokens.renew("first")
    assert (desk.tokens.held, desk.logins()) == ("", 1)


async def test_nothing_is_given_up_while_nobody_can_say() -> None:
    desk = Desk(Gateway({VALIDATE: httpx.Response(503)}))
    await desk.tokens.current()
    desk.tokens.doubt()
    with pytest.raises(BrokerUnavailable):
        await desk.tokens.current()
    assert desk.tokens.held == "first"
    assert desk.logins() == 1


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, 6, 7, 9, 10])
async def test_credentials_that_are_refused_are_told_in_the_brokers_words(code: int) -> None:
    desk = Desk(Gateway({LOGIN: refused(code, "no subscription")}))
    with pytest.raises(LoginRefused, match="no subscription"):
        await desk.tokens.current()
    assert desk.refusals == ["no subscription"]


@pytest.mark.parametrize(
    "answer",
    [
        refused(8),
        refused(99),
        taken(),
        taken(token=""),
        httpx.Response(503),
        httpx.Response(200, text="<html>"),
    ],
)
async def test_a_login_of_which_nobody_can_say_anything_is_tried_again(answer: object) -> None:
    desk = Desk(Gateway({LOGIN: answer}))  # type: ignore[dict-item]  # one kind of answer each
    with pytest.raises(BrokerUnavailable):
        await desk.tokens.current()
    assert desk.refusals == []
    desk.gateway.answers[LOGIN] = taken(token="later")
    assert await desk.tokens.current() == "later"


async def test_a_login_whose_accounts_are_not_known_is_none() -> None:
    desk = Desk()
    desk.fails = unavailable("503")
    with pytest.raises(BrokerUnavailable):
        await desk.tokens.current()
    assert desk.tokens.held == ""


@pytest.mark.parametrize(
    ("token", "life_h"),
    [
        (jwt(iat=1_000, exp=1_000 + 24 * 3600), 24.0),
        (jwt(nbf=1_000, exp=1_000 + 12 * 3600), 12.0),
        (jwt(exp=1_000), 24.0),
        ("opaque", 24.0),
        ("a.%%%.c", 24.0),
        (jwt(iat=5_000, exp=1_000), 1 / 60),  # nonsense lasts for a minute
    ],
)
async def test_a_token_lasts_for_as_long_as_it_says(token: str, life_h: float) -> None:
    desk = Desk(Gateway({LOGIN: taken(token=token)}))
    await desk.tokens.current()
    assert desk.tokens.expires_ns == desk.clock.now_ns() + int(life_h * HOUR * NANOSECONDS)


async def test_a_token_is_renewed_after_twenty_hours() -> None:
    desk = Desk()
    tasks = TaskScope(on_error=lambda _, error: pytest.fail(str(error)))
    tasks.spawn(desk.tokens.keep(), name="keep")
    await desk.tokens.current()
    await elapse(desk.clock, 19.9 * HOUR)
    assert desk.gateway.bodies(VALIDATE) == []
    await elapse(desk.clock, 0.2 * HOUR)
    assert len(desk.gateway.bodies(VALIDATE)) == 1
    assert desk.tokens.held == "second"
    await tasks.aclose()


async def test_a_renewal_that_fails_is_tried_again_while_the_token_holds() -> None:
    desk = Desk(Gateway({VALIDATE: httpx.Response(503)}))
    tasks = TaskScope(on_error=lambda _, error: pytest.fail(str(error)))
    tasks.spawn(desk.tokens.keep(), name="keep")
    await desk.tokens.current()
    await elapse(desk.clock, 20 * HOUR + 150)
    assert len(desk.gateway.bodies(VALIDATE)) == 3
    assert desk.tokens.held == "first"
    desk.gateway.answers[VALIDATE] = taken(newToken="second")
    await elapse(desk.clock, 60)
    assert desk.tokens.held == "second"
    await tasks.aclose()


async def test_a_renewal_that_is_refused_for_good_ends_it() -> None:
    desk = Desk(Gateway({VALIDATE: refused(3), LOGIN: taken(token="first")}))
    tasks = TaskScope(on_error=lambda _, error: pytest.fail(str(error)))
    tasks.spawn(desk.tokens.keep(), name="keep")
    await desk.tokens.current()
    desk.gateway.answers[LOGIN] = refused(9)
    await elapse(desk.clock, 21 * HOUR)
    assert desk.refusals == ["API subscription not found"]
    assert desk.tokens.held == ""
    assert desk.logins() == 2
    await tasks.aclose()


async def test_who_waits_for_a_login_hears_of_it() -> None:
    desk, heard = Desk(), list[str]()
    tasks = TaskScope(on_error=lambda _, error: pytest.fail(str(error)))

    async def wait() -> None:
        heard.append(await desk.tokens.available())

    tasks.spawn(wait(), name="wait")
    await turns(10)
    assert heard == []
    await desk.tokens.current()
    await turns(10)
    assert heard == ["first"]
    desk.tokens.forget()
    assert (desk.tokens.held, desk.tokens.expires_ns) == ("", None)
