"""Requests by either way, read alike: what is proven, what is waited out, what is shared."""

import asyncio
import json
from collections import deque
from typing import Any

import httpx
import pytest

from tests.support.venue import elapse
from traderterminal.brokers.tradovate.calls import MOST_PENALTY_S, Calls, Shared, TooLate
from traderterminal.brokers.tradovate.tokens import Login, Tokens
from traderterminal.brokers.transport.http import Http
from traderterminal.brokers.transport.rate_limit import Priority
from traderterminal.domain.errors import (
    BrokerUnavailable,
    NotSent,
    OrderRefused,
    OutcomeUnknown,
)
from traderterminal.kit.clock import NANOSECONDS, VirtualClock, iso
from traderterminal.kit.tasks import TaskScope


def ok(data: Any) -> httpx.Response:
    return httpx.Response(200, json=data)


def penalty(seconds: float, *, captcha: bool = False) -> httpx.Response:
    return ok({"p-ticket": "ticket", "p-time": seconds, "p-captcha": captcha})


class Scene:
    """Calls to a server whose answers are given."""

    def __init__(self) -> None:
        self.clock = VirtualClock(1_704_196_800 * NANOSECONDS)
        self.answers: deque[httpx.Response | Exception] = deque()
        self.requests: list[httpx.Request] = []
        self.unauthorized = 0
        self.http = Http("http://venue", httpx.MockTransport(self._answer), self.clock)
        login = Login("trader", "p", "app", "1.0", "8", "s")
        self.tokens = Tokens(self.http, login, self.clock)
        self.calls = Calls(self.http, self.tokens, self.clock, self._note)

    def _note(self) -> None:
        self.unauthorized += 1

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/auth"):
            ends = iso(self.clock.now_ns() + 3600 * NANOSECONDS)
            return ok({"accessToken": "t", "userId": 7, "expirationTime": ends})
        self.requests.append(request)
        answer = self.answers.popleft()
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def logged_in(self, *answers: httpx.Response | Exception) -> "Scene":
        await self.tokens.valid()
        self.answers.extend(answers)
        return self

    async def order(self) -> int:
        return await self.calls.order(
            "order/placeorder", {"orderQty": 1}, priority=Priority.ORDER, id_field="orderId"
        )

    async def patiently(self, work: Any) -> list[Any]:
        """Run something for two minutes; return what came of it."""
        found: list[Any] = []

        async def run() -> None:
            try:
                found.append(await work)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
                found.append(error)

        tasks = TaskScope(on_error=lambda name, error: found.append(error))
        tasks.spawn(run(), name="run")
        await elapse(self.clock, 120)
        await tasks.aclose()
        return found

    @property
    def bodies(self) -> list[Any]:
        return [json.loads(request.content) for request in self.requests]


async def test_nothing_leaves_without_a_login() -> None:
    scene = Scene()
    with pytest.raises(NotSent):
        await scene.order()
    with pytest.raises(BrokerUnavailable):
        await scene.calls.ask("account/list")
    assert scene.requests == []


async def test_an_order_goes_by_http_while_there_is_no_stream() -> None:
    scene = await Scene().logged_in(ok({"orderId": 71}))
    assert await scene.order() == 71
    (request,) = scene.requests
    assert (request.method, request.url.path) == ("POST", "/order/placeorder")
    assert request.headers["Authorization"] == "Bearer t"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (ok({"failureReason": "InvalidPrice"}), OrderRefused),
        (ok({"failureReason": "TooLate"}), TooLate),
        (ok({"failureReason": "RiskCheckTimeout"}), OutcomeUnknown),
        (ok({"failureReason": "SomethingNew"}), OutcomeUnknown),
        (ok({}), OutcomeUnknown),
        (httpx.Response(200, text="<html>"), OutcomeUnknown),
        (httpx.Response(404), OrderRefused),
        (httpx.Response(503, text="<html>"), OutcomeUnknown),
        (httpx.Response(429), OutcomeUnknown),
        (penalty(5), OrderRefused),
        (httpx.ConnectError("refused"), NotSent),
        (httpx.ReadError("reset"), OutcomeUnknown),
    ],
)
async def test_an_order_is_sent_once_and_refused_on_proof_alone(
    answer: httpx.Response | Exception, error: type[Exception]
) -> None:
    scene = await Scene().logged_in(answer)
    with pytest.raises(error) as raised:
        await scene.order()
    assert raised.type is error
    assert len(scene.requests) == 1


async def test_a_token_that_is_not_taken_is_noted_and_the_order_not_repeated() -> None:
    scene = await Scene().logged_in(httpx.Response(401, text="Access is denied"))
    with pytest.raises(OrderRefused, match="Access is denied"):
        await scene.order()
    assert (scene.unauthorized, len(scene.requests)) == (1, 1)


async def test_another_command_on_its_order_only_delays_a_cancel() -> None:
    pending = {"failureReason": "AnotherCommandPending"}
    scene = await Scene().logged_in(ok(pending), ok(pending))
    with pytest.raises(OutcomeUnknown):
        await scene.calls.cancel("order/cancelorder", {"orderId": 7})
    with pytest.raises(OrderRefused):
        await scene.order()


async def test_a_cancel_waits_a_penalty_out_and_goes_again_with_its_ticket() -> None:
    scene = await Scene().logged_in(penalty(15), ok({"commandId": 5}))
    assert await scene.patiently(scene.calls.cancel("order/cancelorder", {"orderId": 7})) == [5]
    assert scene.bodies == [{"orderId": 7}, {"orderId": 7, "p-ticket": "ticket"}]


async def test_a_question_waits_a_penalty_out_once() -> None:
    scene = await Scene().logged_in(penalty(15), ok([1]), penalty(15), penalty(30))
    assert await scene.patiently(scene.calls.ask("order/list")) == [[1]]
    (failed,) = await scene.patiently(scene.calls.ask("order/list"))
    assert isinstance(failed, BrokerUnavailable)
    assert len(scene.requests) == 4


@pytest.mark.parametrize("answer", [penalty(5, captcha=True), penalty(MOST_PENALTY_S + 1)])
async def test_a_penalty_that_is_too_much_is_not_waited_out(answer: httpx.Response) -> None:
    scene = await Scene().logged_in(answer, answer)
    with pytest.raises(BrokerUnavailable):
        await scene.calls.ask("order/list")
    with pytest.raises(OrderRefused):
        await scene.calls.cancel("order/cancelorder", {"orderId": 7})
    assert len(scene.requests) == 2


@pytest.mark.parametrize(
    "answer",
    [httpx.Response(500), ok({"errorText": "no"}), httpx.Response(200, text="<html>"), ok({})],
)
async def test_a_list_that_is_none_is_no_answer(answer: httpx.Response) -> None:
    scene = await Scene().logged_in(answer)
    with pytest.raises(BrokerUnavailable):
        await scene.calls.listed("order/list")


async def test_what_there_is_not_is_none() -> None:
    scene = await Scene().logged_in(httpx.Response(404))
    assert await scene.calls.ask("contract/find", "name=NOPE") is None
    assert str(scene.requests[0].url) == "http://venue/contract/find?name=NOPE"


async def test_who_asks_together_shares_one_list_and_who_asks_later_the_next() -> None:
    scene = await Scene().logged_in(ok([1]), ok([2]))
    shared = Shared(scene.calls)
    first = asyncio.gather(shared.listed("order/list"), shared.listed("order/list"))
    while not scene.requests:  # noqa: ASYNC110 - the first list is on its way from here on
        await asyncio.sleep(0)  # noqa: TID251 - not a wait but a turn for the others
    later = asyncio.gather(shared.listed("order/list"), shared.listed("order/list"))
    assert [*await first, *await later] == [[1], [1], [2], [2]]
    assert len(scene.requests) == 2


async def test_whoever_shares_a_list_learns_that_it_failed() -> None:
    scene = await Scene().logged_in(httpx.Response(500))
    shared = Shared(scene.calls)
    both = await asyncio.gather(
        shared.listed("order/list"), shared.listed("order/list"), return_exceptions=True
    )
    assert [type(each) for each in both] == [BrokerUnavailable, BrokerUnavailable]


async def test_whoever_shares_a_list_does_not_wait_for_who_gave_it_up() -> None:
    scene = await Scene().logged_in(ok([2]))
    shared = Shared(scene.calls)
    loop = asyncio.get_running_loop()
    first, second = (loop.create_task(shared.listed("order/list")) for _ in range(2))
    await asyncio.sleep(0)  # noqa: TID251 - not a wait but a turn for the others
    first.cancel()
    both = await asyncio.gather(first, second, return_exceptions=True)
    assert [type(each) for each in both] == [asyncio.CancelledError, BrokerUnavailable]
    assert await shared.listed("order/list") == [2]
