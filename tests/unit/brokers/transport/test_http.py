"""One attempt a call, a deadline over all of it, and the truth on what is known when it fails."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import Decimal

import httpx
import pytest

from tests.support.venue import elapse, turns
from traderterminal.brokers.transport import http as module
from traderterminal.brokers.transport.exact_json import UnreadableJson
from traderterminal.brokers.transport.http import DEADLINE_S, Http, Reply
from traderterminal.brokers.transport.rate_limit import Budget, Priority, RateLimit
from traderterminal.domain.errors import BrokerUnavailable, NotSent, OutcomeUnknown
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope

#: Noon of a day.
NOON_NS = 1_795_694_400_000_000_000

Handler = Callable[[httpx.Request], Awaitable[httpx.Response]]


class Scene:
    """A client whose server is a function."""

    def __init__(self, handle: Handler) -> None:
        self.clock = VirtualClock()
        self.limit = RateLimit(Budget(100, 60.0), self.clock)
        self.requests = list[httpx.Request]()
        self._handle = handle
        transport = httpx.MockTransport(self._serve)
        self.http = Http("http://venue/api/", transport, self.clock)

    async def _serve(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return await self._handle(request)

    async def post(self, priority: Priority = Priority.ORDER) -> Reply:
        body = {"price": Decimal("4800.25")}
        return await self.http.call(
            "POST", "/Order/place", priority=priority, limit=self.limit, body=body
        )


async def trace(request: httpx.Request, *events: str) -> None:
    for event in events:
        await request.extensions["trace"](event, {})


def answers(status: int = 200, **how: object) -> Handler:
    async def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, **how)  # type: ignore[arg-type]  # of any kind

    return answer


def fails(error: Exception, *events: str) -> Handler:
    async def fail(request: httpx.Request) -> httpx.Response:
        await trace(request, *events)
        raise error

    return fail


async def test_a_reply_comes_back_whatever_its_status() -> None:
    headers = {"Date": "Thu, 26 Nov 2026 08:00:00 GMT"}
    scene = Scene(answers(404, json={"price": 4800.25}, headers=headers))
    reply = await scene.post()
    assert (reply.status, reply.is_success) == (404, False)
    assert reply.object == {"price": Decimal("4800.25")}
    assert reply.sent_ns == 1_795_680_000_000_000_000
    (request,) = scene.requests
    assert str(request.url) == "http://venue/api/Order/place"
    assert request.content == b'{"price":4800.25}'
    assert request.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "handle",
    [
        fails(httpx.ConnectError("refused")),
        fails(httpx.ConnectTimeout("")),
        fails(httpx.ReadError("tls"), "connection.connect_tcp.started"),
        fails(OSError("no route"), "connection.start_tls.started"),
    ],
)
async def test_what_fails_before_a_byte_is_written_was_not_sent(handle: Handler) -> None:
    with pytest.raises(NotSent):
        await Scene(handle).post()


@pytest.mark.parametrize(
    "handle",
    [
        fails(httpx.ReadError("reset")),
        fails(httpx.RemoteProtocolError("no response")),
        fails(
            httpx.WriteError("reset"),
            "connection.connect_tcp.started",
            "connection.connect_tcp.complete",
            "http11.send_request_headers.started",
        ),
        fails(OSError("broken")),
    ],
)
async def test_what_fails_later_may_have_been_booked(handle: Handler) -> None:
    scene = Scene(handle)
    with pytest.raises(OutcomeUnknown):
        await scene.post()
    assert len(scene.requests) == 1  # and is not sent again


@pytest.mark.parametrize(
    ("events", "known"),
    [
        (("connection.connect_tcp.started", "connection.start_tls.started"), NotSent),
        (("connection.connect_tcp.started", "http11.send_request_headers.started"), OutcomeUnknown),
        ((), OutcomeUnknown),
    ],
)
async def test_the_deadline_is_over_the_whole_call(
    events: tuple[str, ...], known: type[Exception]
) -> None:
    async def hang(request: httpx.Request) -> httpx.Response:
        await trace(request, *events)
        await asyncio.get_running_loop().create_future()
        raise AssertionError("it hangs")

    await expect_at_deadline(Scene(hang), known)


async def test_a_reply_that_trickles_in_is_given_up_at_the_deadline() -> None:
    async def trickle() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await scene.clock.sleep(1.0)

    async def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=trickle())

    scene = Scene(answer)
    await expect_at_deadline(scene, OutcomeUnknown)


async def expect_at_deadline(scene: Scene, known: type[Exception]) -> None:
    raised = list[Exception]()
    tasks = TaskScope(on_error=lambda _, error: raised.append(error))

    async def post() -> None:
        await scene.post()

    tasks.spawn(post(), name="post")
    await elapse(scene.clock, DEADLINE_S - 0.5)
    assert raised == []
    await elapse(scene.clock, 1.0)
    assert [type(error) for error in raised] == [known]
    await tasks.aclose()


async def test_a_reply_without_end_is_not_read_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_REPLY", 1_000)
    with pytest.raises(OutcomeUnknown, match="longer than"):
        await Scene(answers(content=b" " * 1_001)).post()


async def test_an_answer_that_is_no_object_is_unreadable() -> None:
    for body in (b"<html>", b"[]", b"", b'{"a": NaN}'):
        reply = await Scene(answers(content=body)).post()
        with pytest.raises(UnreadableJson):
            _ = reply.object


@pytest.mark.parametrize(
    ("headers", "rest_s"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({}, module.REST_S),
        ({"Retry-After": "soon"}, module.REST_S),
        ({"Retry-After": "999999999"}, module.MOST_REST_S),
        (
            {
                "Date": "Thu, 26 Nov 2026 08:00:00 GMT",
                "Retry-After": "Thu, 26 Nov 2026 08:00:09 GMT",
            },
            9.0,
        ),
    ],
)
async def test_nothing_leaves_before_the_broker_wants_it(
    headers: dict[str, str], rest_s: float
) -> None:
    scene = Scene(answers(429, headers=headers))
    await scene.post()
    if rest_s > 10.0:
        with pytest.raises(NotSent):
            await scene.post(Priority.CANCEL)
        return
    tasks = TaskScope(on_error=lambda _, error: pytest.fail(str(error)))

    async def post() -> None:
        await scene.post(Priority.CANCEL)

    tasks.spawn(post(), name="post")
    await elapse(scene.clock, rest_s - 0.1)
    assert len(scene.requests) == 1
    await elapse(scene.clock, 0.2)
    assert len(scene.requests) == 2
    await tasks.aclose()


async def test_new_orders_stay_at_home_while_the_broker_fails_and_cancels_do_not() -> None:
    scene = Scene(answers(503))
    for _ in range(5):
        assert (await scene.post()).status == 503
    with pytest.raises(NotSent, match="again and again"):
        await scene.post()
    assert (await scene.post(Priority.CANCEL)).status == 503
    assert (await scene.post(Priority.QUERY)).status == 503
    scene._handle = answers(200)
    await scene.post(Priority.QUERY)
    assert (await scene.post()).status == 200


async def test_a_question_that_fails_says_nothing_but_that() -> None:
    for error in (httpx.ConnectError("refused"), httpx.ReadError("reset")):
        scene = Scene(fails(error))
        with pytest.raises(BrokerUnavailable, match="did not answer"):
            await scene.http.ask("POST", "/x", priority=Priority.QUERY, limit=scene.limit)


async def test_without_a_network_it_says_which_address_was_not_found() -> None:
    async def has_no_network(request: httpx.Request) -> httpx.Response:
        try:
            raise socket.gaierror(-2, "Name or service not known")
        except socket.gaierror as error:
            raise httpx.ConnectError(str(error), request=request) from error

    scene = Scene(has_no_network)
    with pytest.raises(BrokerUnavailable) as failed:
        await scene.http.ask("POST", "/x", priority=Priority.QUERY, limit=scene.limit)
    assert str(failed.value.message) == (
        "The broker did not answer: there is no address of venue. This computer may not be"
        " connected to the internet."
    )


async def test_who_goes_away_takes_his_call_with_him() -> None:
    async def hang(request: httpx.Request) -> httpx.Response:
        await asyncio.get_running_loop().create_future()
        raise AssertionError("it hangs")

    scene = Scene(hang)
    tasks = TaskScope(on_error=lambda _, error: pytest.fail(str(error)))

    async def post() -> None:
        await scene.post()

    tasks.spawn(post(), name="post")
    await turns(20)
    await tasks.aclose()
    assert scene.limit.used == 1
    await scene.http.aclose()


async def test_it_is_known_how_long_an_answer_took_and_how_wrong_our_clock_is() -> None:
    async def answer(request: httpx.Request) -> httpx.Response:
        scene.clock.advance_to(NOON_NS + 400_000_000)
        return httpx.Response(200, json={}, headers={"Date": "Thu, 26 Nov 2026 11:59:55 GMT"})

    scene = Scene(answer)
    assert (scene.http.round_trip_s, scene.http.clock_offset_s) == (None, None)
    scene.clock.advance_to(NOON_NS)
    await scene.post()
    assert scene.http.round_trip_s == pytest.approx(0.4)
    assert scene.http.clock_offset_s == pytest.approx(5 + 0.2 - 0.5)


async def test_a_call_that_was_not_answered_tells_nothing_of_either() -> None:
    scene = Scene(fails(httpx.ConnectError("no route")))
    with pytest.raises(NotSent):
        await scene.post()
    assert (scene.http.round_trip_s, scene.http.clock_offset_s) == (None, None)
