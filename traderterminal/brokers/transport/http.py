"""One HTTP client for all brokers: one attempt a call, a deadline over all of it, and the truth on
what is known when it fails.

No byte left, a reply came, or nobody knows: an order that may have left is never sent again. That
bytes leave is told by the transport's trace (`connect_tcp`, `start_tls`, `send_request_headers` of
httpcore); one that tells nothing is taken to have sent.
"""

import socket
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx

from traderterminal.brokers.transport.breaker import Breaker
from traderterminal.brokers.transport.exact_json import UnreadableJson, read_json, write_json
from traderterminal.brokers.transport.rate_limit import NoTurn, Priority, RateLimit
from traderterminal.domain.errors import BrokerUnavailable, NotSent, OutcomeUnknown
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, Clock, to_ns, within
from traderterminal.kit.frozen import frozen

#: What a call may take from its first byte out to its last byte in, in seconds.
DEADLINE_S: Final = 10.0
#: Which part of that connecting may take: httpcore closes what its own timeout ends, and forgets to
#: close what is cancelled in the middle of a TLS handshake.
CONNECT_PART: Final = 0.9
#: How long a broker is left alone that says 429 and not for how long, and the longest that is
#: believed, in seconds.
REST_S: Final = 1.0
MOST_REST_S: Final = 3600.0
#: The most that is read of a reply, in bytes: twenty thousand bars are two million.
MAX_REPLY: Final = 16 * 2**20
TOO_MANY: Final = 429
_SERVER_ERROR: Final = 500
#: Waits for these while a broker fails; the way out and the questions that tell of it do not.
_HELD_BACK: Final = frozenset({Priority.ORDER, Priority.DATA})


@frozen
class Reply:
    """What a server answered, whatever it was. `sent_ns` is its `Date`, None without a good one."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    sent_ns: int | None = None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """Return the body as JSON with exact numbers; raises UnreadableJson."""
        return read_json(self.body)

    @property
    def object(self) -> dict[str, Any]:
        """The body as a JSON object; raises UnreadableJson for anything else."""
        value = self.json()
        if not isinstance(value, dict):
            raise UnreadableJson("the body is not an object")
        return value


#: The server's clock tells the second that has begun: on average it is half over.
HALF_SECOND: Final = 0.5


class Http:
    """Calls to one server. `transport` carries them; it is closed with the client.

    `round_trip_s` is how long the last one that was answered took, `clock_offset_s` by how much our
    clock was ahead of the server's, which tells whole seconds; both are None before the first.
    """

    def __init__(self, base_url: str, transport: httpx.AsyncBaseTransport, clock: Clock) -> None:
        self._base_url = base_url.rstrip("/")
        self._client = httpx.AsyncClient(
            transport=transport,
            timeout=None,  # noqa: S113 - its timeouts are per read; ours is over the whole call
            follow_redirects=False,
            trust_env=False,
        )
        self._clock = clock
        self._breaker = Breaker(clock)
        self.round_trip_s: float | None = None
        self.clock_offset_s: float | None = None

    async def aclose(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def call(
        self,
        method: str,
        path: str,
        *,
        priority: Priority,
        limit: RateLimit,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        deadline_s: float = DEADLINE_S,
    ) -> Reply:
        """Make one call and return the reply, of any status.

        `body` is written as JSON. Raises NotSent when no byte of the request left, OutcomeUnknown
        when some may have and no whole reply came.
        """
        if priority in _HELD_BACK and self._breaker.is_open:
            raise _not_sent("the broker has failed again and again")
        timeout = httpx.Timeout(None, connect=deadline_s * CONNECT_PART)
        request = self._request(method, path, body, headers or {}, timeout)
        try:
            async with limit.turn(priority):
                reply = await self._exchange(request, deadline_s)
        except NoTurn as full:
            raise _not_sent(f"the broker allows {full}") from full
        if reply.status == TOO_MANY:
            limit.rest(_retry_after_s(reply))
        return reply

    async def ask(
        self,
        method: str,
        path: str,
        *,
        priority: Priority,
        limit: RateLimit,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Ask a question, from which nothing follows if it fails; raises BrokerUnavailable."""
        try:
            return await self.call(
                method, path, priority=priority, limit=limit, body=body, headers=headers
            )
        except (NotSent, OutcomeUnknown) as failed:
            raise unanswered(failed) from failed

    def _request(
        self,
        method: str,
        path: str,
        body: object,
        headers: Mapping[str, str],
        timeout: httpx.Timeout,
    ) -> httpx.Request:
        content = None if body is None else write_json(body).encode()
        named = {"Accept": "application/json", **headers}
        if content is not None:
            named["Content-Type"] = "application/json"
        return self._client.build_request(
            method,
            f"{self._base_url}{path}",
            content=content,
            headers=named,
            timeout=timeout,
        )

    async def _exchange(self, request: httpx.Request, deadline_s: float) -> Reply:
        wire, began_ns = _Wire(), self._clock.monotonic_ns()
        request.extensions["trace"] = wire.see
        replies: list[Reply] = []

        async def exchange() -> None:
            replies.append(await self._read(request))

        try:
            if not await within(self._clock, deadline_s, exchange()):
                raise wire.error("no answer in time")
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            self._breaker.failed()
            raise _not_sent(_words(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            self._breaker.failed()
            raise wire.error(_words(error)) from error
        except (NotSent, OutcomeUnknown):
            self._breaker.failed()
            raise
        reply = replies[0]
        took_ns = self._clock.monotonic_ns() - began_ns
        self.round_trip_s = took_ns / NANOSECONDS
        if reply.sent_ns is not None:
            middle_ns = self._clock.now_ns() - took_ns // 2
            self.clock_offset_s = (middle_ns - reply.sent_ns) / NANOSECONDS - HALF_SECOND
        if reply.status >= _SERVER_ERROR:
            self._breaker.failed()
        else:
            self._breaker.answered()
        return reply

    async def _read(self, request: httpx.Request) -> Reply:
        response = await self._client.send(request, stream=True)
        try:
            body = bytearray()
            async for part in response.aiter_bytes():
                body += part
                if len(body) > MAX_REPLY:
                    raise OSError(f"the reply is longer than {MAX_REPLY} bytes")
        finally:
            await response.aclose()
        sent_ns = _date_ns(response.headers.get("Date", ""))
        return Reply(response.status_code, bytes(body), response.headers, sent_ns)


class _Wire:
    """Sees how far a request gets."""

    def __init__(self) -> None:
        self._may_have_left = True

    async def see(self, event: str, _: Mapping[str, Any]) -> None:
        match event.partition(".")[2]:
            case "connect_tcp.started" | "connect_unix_socket.started" | "start_tls.started":
                self._may_have_left = False
            case "send_request_headers.started":
                self._may_have_left = True

    def error(self, cause: str) -> NotSent | OutcomeUnknown:
        return _lost(cause) if self._may_have_left else _not_sent(cause)


def unavailable(cause: str) -> BrokerUnavailable:
    """Say that a question was not answered, and why, in the words of who failed."""
    return BrokerUnavailable(Message("broker_unavailable", {"cause": cause}))


def unanswered(failed: NotSent | OutcomeUnknown) -> BrokerUnavailable:
    """Say of a question that failed why, and apart if no address was found to send it to."""
    cause = str(failed.message.parameters.get("cause", ""))
    host = _without_address(failed)
    if host is None:
        return unavailable(cause)
    parameters = {"cause": cause, "host": host}
    return BrokerUnavailable(Message("broker_unavailable", parameters, "no_address"))


def _without_address(failed: BaseException) -> str | None:
    """Return the host whose name could not be resolved; None if something else went wrong."""
    host, error = "", failed.__cause__
    while error is not None and not isinstance(error, socket.gaierror):
        if isinstance(error, httpx.RequestError):
            host = error.request.url.host
        error = error.__cause__ or error.__context__
    return None if error is None else host


def _retry_after_s(reply: Reply) -> float:
    """How long a broker wants to be left alone (RFC 9110 10.2.3, whole seconds or a date)."""
    text = reply.headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return min(float(text[:6]), MOST_REST_S)
    until_ns = _date_ns(text)
    if until_ns is None or reply.sent_ns is None:
        return REST_S
    return min(max((until_ns - reply.sent_ns) / 1e9, 0.0), MOST_REST_S)


def _date_ns(text: str) -> int | None:
    try:
        return to_ns(parsedate_to_datetime(text))
    except (ValueError, TypeError):
        return None


def _words(error: Exception) -> str:
    return str(error)[:200] or type(error).__name__


def _not_sent(cause: str) -> NotSent:
    return NotSent(Message("not_sent", {"cause": cause}))


def _lost(cause: str) -> OutcomeUnknown:
    return OutcomeUnknown(Message("outcome_unknown", {"cause": cause}))
