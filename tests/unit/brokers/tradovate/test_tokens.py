"""One token for everything: fetched once, renewed in time, never fought for."""

import asyncio
import json
from collections import deque
from dataclasses import replace
from typing import Any

import httpx
import pytest

from traderterminal.brokers.plugin import Kept
from traderterminal.brokers.tradovate.tokens import (
    LOCKED_S,
    MARGIN_S,
    RENEW_BEFORE_S,
    YOUNG_S,
    Login,
    LoginRefused,
    LoginUnanswered,
    TokenGone,
    Tokens,
    device_of,
)
from traderterminal.brokers.transport.http import Http
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.kit.clock import NANOSECONDS, VirtualClock, iso

LOGIN = Login("trader", "password-of-the-test", "app", "1.0", "8", "secret-of-the-test")
LIFE_S = 80 * 60


class Server:
    """Answers logins and renewals as it is told, and remembers them."""

    def __init__(self) -> None:
        self.clock = VirtualClock(1_704_196_800 * NANOSECONDS)
        self.answers: deque[httpx.Response | Exception] = deque()
        self.requests: list[httpx.Request] = []
        self.kept = ""
        self.tokens = self.another_run()
        self._number = 0

    def another_run(self, login: Login = LOGIN, where: str = "demo") -> Tokens:
        """Return the tokens of a program that finds what an earlier one has kept."""
        http = Http("http://venue", httpx.MockTransport(self._answer), self.clock)
        kept = Kept(lambda: self.kept, lambda text: setattr(self, "kept", text))
        return Tokens(http, login, self.clock, where, kept)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        await asyncio.sleep(0)  # noqa: TID251 - lets others ask meanwhile
        answer = self.answers.popleft() if self.answers else self.granted()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def granted(self, life_s: float = LIFE_S, **changes: Any) -> httpx.Response:
        self._number += 1
        ends_ns = self.clock.now_ns() + int(life_s * NANOSECONDS)
        body = {
            "accessToken": f"token-{self._number}",
            "mdAccessToken": f"market-{self._number}",
            "expirationTime": iso(ends_ns),
            "userId": 7,
            "userStatus": "Active",
        }
        return httpx.Response(200, json=body | changes)

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.requests]

    def pass_time(self, seconds: float) -> None:
        self.clock.advance_to(self.clock.now_ns() + int(seconds * NANOSECONDS))


async def test_a_login_says_who_and_on_which_device() -> None:
    server = Server()
    token = await server.tokens.valid()
    assert (token.text, token.market, token.user_id) == ("token-1", "market-1", 7)
    assert server.bodies() == [
        {
            "name": "trader",
            "password": "password-of-the-test",
            "appId": "app",
            "appVersion": "1.0",
            "deviceId": device_of("trader"),
            "cid": 8,
            "sec": "secret-of-the-test",
        }
    ]


def test_the_device_never_changes_and_may_be_given() -> None:
    assert device_of("trader") == device_of("trader") != device_of("another")
    given = Login("trader", "p", "app", "1.0", "text", "s", "my-device").body()
    assert (given["deviceId"], given["cid"]) == ("my-device", "text")


async def test_whoever_asks_meanwhile_gets_the_same_token() -> None:
    server = Server()
    found = await asyncio.gather(*(server.tokens.valid() for _ in range(10)))
    assert len({token.text for token in found}) == len(server.requests) == 1


async def test_a_token_is_used_until_shortly_before_its_end() -> None:
    server = Server()
    first = await server.tokens.valid()
    server.pass_time(LIFE_S - MARGIN_S - 1)
    assert await server.tokens.valid() is first
    server.pass_time(1)
    assert server.tokens.usable is None
    assert (await server.tokens.valid()).text == "token-2"


@pytest.mark.parametrize(
    ("life_s", "early_s"), [(LIFE_S, RENEW_BEFORE_S), (600.0, 300.0)], ids=["long", "short"]
)
async def test_a_token_knows_when_to_be_renewed(life_s: float, early_s: float) -> None:
    server = Server()
    server.answers.append(server.granted(life_s))
    token = await server.tokens.valid()
    assert token.expires_ns - token.renew_ns == int(early_s * NANOSECONDS)


async def test_a_token_without_one_for_market_data_serves_for_both() -> None:
    server = Server()
    server.answers.append(server.granted(mdAccessToken=None))
    token = await server.tokens.valid()
    assert token.market == token.text


async def test_a_renewal_goes_by_the_token_itself_and_happens_once() -> None:
    server = Server()
    first = await server.tokens.valid()
    found = await asyncio.gather(*(server.tokens.renewed(first) for _ in range(5)))
    assert {token.text for token in found} == {"token-2"}
    renewal = server.requests[1]
    assert (renewal.method, renewal.url.path) == ("GET", "/auth/renewaccesstoken")
    assert renewal.headers["Authorization"] == "Bearer token-1"
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "age_s", "by_rival"),
    [
        (408, 600, True),
        (429, 600, True),
        (400, 600, False),
        (401, 600, False),
        (403, 600, False),
        (404, 600, False),
        (401, YOUNG_S - 1, False),
    ],
)
async def test_a_token_that_was_ended_before_its_time_is_gone(
    status: int, age_s: float, by_rival: bool
) -> None:
    server = Server()
    token = await server.tokens.valid()
    server.pass_time(age_s)
    server.answers.append(httpx.Response(status))
    with pytest.raises(TokenGone) as gone:
        await server.tokens.renewed(token)
    assert gone.value.by_rival is by_rival
    assert server.tokens.current is None


@pytest.mark.parametrize(("age_s", "by_rival"), [(YOUNG_S - 1, True), (YOUNG_S, False)])
async def test_two_tokens_that_are_ended_soon_after_their_login_were_ended_by_a_rival(
    age_s: float, by_rival: bool
) -> None:
    server = Server()
    for expected in (False, by_rival):
        token = await server.tokens.valid()
        server.pass_time(age_s)
        server.answers.append(httpx.Response(401))
        with pytest.raises(TokenGone) as gone:
            await server.tokens.renewed(token)
        assert gone.value.by_rival is expected


async def test_a_token_that_ran_out_was_taken_by_nobody() -> None:
    server = Server()
    token = await server.tokens.valid()
    server.pass_time(LIFE_S)
    with pytest.raises(BrokerUnavailable, match="run out"):
        await server.tokens.renewed(token)
    assert len(server.requests) == 1
    assert (await server.tokens.valid()).text == "token-2"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(503),
        httpx.Response(200, text="<html>Maintenance</html>"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"accessToken": 5}),
        httpx.Response(200, json={}),
    ],
)
async def test_a_renewal_that_is_not_answered_leaves_the_token(answer: httpx.Response) -> None:
    server = Server()
    token = await server.tokens.valid()
    server.answers.append(answer)
    with pytest.raises(BrokerUnavailable):
        await server.tokens.renewed(token)
    assert server.tokens.usable is token


@pytest.mark.parametrize(
    ("answer", "words", "retry_s"),
    [
        (httpx.Response(200, json={"errorText": "Incorrect password"}), "Incorrect", None),
        (httpx.Response(401, text="no"), "HTTP 401", None),
        (httpx.Response(400, json={"errorText": "bad"}), "bad", None),
        (httpx.Response(423), "HTTP 423", LOCKED_S),
        (httpx.Response(429), "HTTP 429", LOCKED_S),
        (httpx.Response(200, json={"p-ticket": "t", "p-captcha": True}), "captcha", LOCKED_S),
        (httpx.Response(200, json={"p-ticket": "t", "p-time": 15}), "wait", 15.0),
    ],
)
async def test_a_login_that_is_refused_says_why_and_when_again(
    answer: httpx.Response, words: str, retry_s: float | None
) -> None:
    server = Server()
    server.answers.append(answer)
    with pytest.raises(LoginRefused, match=words) as refused:
        await server.tokens.valid()
    assert refused.value.retry_s == retry_s
    assert len(server.requests) == 1


async def test_a_user_that_is_not_active_is_refused() -> None:
    server = Server()
    server.answers.append(server.granted(userStatus="TemporaryLocked"))
    with pytest.raises(LoginRefused, match="TemporaryLocked"):
        await server.tokens.valid()


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500, text="Internal Server Error, error id: 5"),
        httpx.Response(200, text="<html></html>"),
        httpx.Response(200, json={}),
        httpx.Response(200, json={"accessToken": "t"}),
    ],
)
async def test_a_login_that_is_not_answered_is_no_refusal(answer: httpx.Response) -> None:
    server = Server()
    server.answers.append(answer)
    with pytest.raises(LoginUnanswered):
        await server.tokens.valid()
    assert server.tokens.current is None


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectError("refused"), BrokerUnavailable),
        (httpx.ReadError("reset"), LoginUnanswered),
    ],
)
async def test_a_login_that_did_not_leave_counts_for_nothing(
    error: Exception, kind: type[Exception]
) -> None:
    server = Server()
    server.answers.append(error)
    with pytest.raises(BrokerUnavailable) as failed:
        await server.tokens.valid()
    assert failed.type is kind


async def test_a_penalty_is_waited_out_once_with_its_ticket() -> None:
    server = Server()
    penalty = {"p-ticket": "ticket", "p-time": 15}
    server.answers.append(httpx.Response(200, json=penalty))
    with pytest.raises(LoginRefused):
        await server.tokens.valid()
    server.answers.append(httpx.Response(200, json=penalty))
    with pytest.raises(LoginRefused, match="again") as refused:
        await server.tokens.valid()
    assert refused.value.retry_s == LOCKED_S
    assert [body.get("p-ticket") for body in server.bodies()] == [None, "ticket"]


async def test_a_ticket_opens_the_login_and_is_used_up() -> None:
    server = Server()
    server.answers.append(httpx.Response(200, json={"p-ticket": "ticket", "p-time": 15}))
    with pytest.raises(LoginRefused):
        await server.tokens.valid()
    await server.tokens.valid()
    server.tokens.forget()
    await server.tokens.valid()
    assert [body.get("p-ticket") for body in server.bodies()] == [None, "ticket", None]


async def test_a_token_shows_itself_to_nobody() -> None:
    token = await Server().tokens.valid()
    assert "token-1" not in repr(token)
    assert "password-of-the-test" not in repr(LOGIN)
    assert "secret-of-the-test" not in repr(LOGIN)


async def test_a_token_outlives_the_program_and_spares_a_login() -> None:
    server = Server()
    first = await server.tokens.valid()
    server.tokens.put_away()
    server.pass_time(600)
    again = await server.another_run().valid()
    assert again == first
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("login", "where"),
    [(replace(LOGIN, name="another"), "demo"), (replace(LOGIN, cid="9"), "demo"), (LOGIN, "live")],
)
async def test_it_opens_nothing_for_another_login_or_environment(login: Login, where: str) -> None:
    server = Server()
    await server.tokens.valid()
    assert (await server.another_run(login, where).valid()).text == "token-2"


@pytest.mark.parametrize(
    "kept", ["", "no json", "[]", '{"whose": 1}', '{"whose": "x", "token": 1}']
)
async def test_what_is_no_token_is_none(kept: str) -> None:
    server = Server()
    server.kept = kept
    assert (await server.tokens.valid()).text == "token-1"


async def test_one_that_has_run_out_meanwhile_is_asked_for_anew() -> None:
    server = Server()
    await server.tokens.valid()
    server.pass_time(LIFE_S)
    assert (await server.another_run().valid()).text == "token-2"


async def test_one_that_was_ended_is_not_kept_any_longer() -> None:
    server = Server()
    token = await server.tokens.valid()
    server.answers.append(httpx.Response(401))
    with pytest.raises(TokenGone):
        await server.tokens.renewed(token)
    assert server.kept == ""


async def test_who_took_over_while_nothing_ran_here_is_no_rival() -> None:
    server = Server()
    await server.tokens.valid()
    tokens = server.another_run()
    earlier = await tokens.valid()
    server.answers.append(httpx.Response(408))
    with pytest.raises(TokenGone) as gone:
        await tokens.renewed(earlier)
    assert not gone.value.by_rival
    # and one that this run has got itself, and that is closed then, was taken over
    mine = await tokens.valid()
    server.answers.append(httpx.Response(408))
    with pytest.raises(TokenGone) as taken:
        await tokens.renewed(mine)
    assert taken.value.by_rival
