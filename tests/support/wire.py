"""The wire between an adapter and a practice venue in one process, on one loop and any clock.

Requests are handed over as they are; sockets run over pipes in memory, with the venue's own server
at the far end.
"""

import httpx

from tests.support.pipes import PipeEnd, pipe
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.tasks import TaskScope
from traderterminal.venues.traffic import Dropped, Request
from traderterminal.venues.venue import Venue


class Wire:
    """Leads to `venue`. It is one of the venue's doors, so that F1 and F2 strike here."""

    def __init__(self, venue: Venue, host: Clock, tasks: TaskScope) -> None:
        self._venue = venue
        self._host = host
        self._tasks = tasks
        self._refused_until_ns = 0
        self._stalled_until_ns = 0
        self.pipes: list[PipeEnd] = []  # the client's ends, oldest first
        venue.control.deeds.doors.append(self)

    def http(self) -> httpx.AsyncBaseTransport:
        """Return the transport of one HTTP client."""
        return WireTransport(self)

    async def open_stream(self, url: str) -> PipeEnd:
        """Open the connection below a socket; raises OSError while connections are refused."""
        await self.connect()
        ours, theirs = pipe()
        self.pipes.append(ours)
        self._tasks.spawn(self._venue.server.serve(theirs), name="a client")
        return ours

    def drop(self) -> None:
        """Break every connection that is open: the network is gone for a moment."""
        for end in self.pipes:
            end.abort()
            end.other.abort()
        self.pipes.clear()

    def refuse(self, seconds: float) -> None:
        """Let nobody connect for so long."""
        self._refused_until_ns = self._host.monotonic_ns() + int(seconds * NANOSECONDS)

    def stall(self, seconds: float) -> None:
        """Let nobody get through connecting for so long."""
        self._stalled_until_ns = self._host.monotonic_ns() + int(seconds * NANOSECONDS)

    async def connect(self) -> None:
        """Pass the door; raises ConnectionRefusedError."""
        stalled_ns = self._stalled_until_ns - self._host.monotonic_ns()
        if stalled_ns > 0:
            await self._host.sleep(stalled_ns / NANOSECONDS)
            raise ConnectionAbortedError("the handshake came to nothing")
        if self._host.monotonic_ns() < self._refused_until_ns:
            raise ConnectionRefusedError("nobody listens")

    async def hand_over(self, request: Request) -> httpx.Response:
        """Let the venue answer; raises Dropped."""
        answer = await self._venue.front.answer(request)
        headers = {"content-type": answer.content_type, **answer.headers}
        return httpx.Response(answer.status, headers=headers, content=answer.body)


class WireTransport(httpx.AsyncBaseTransport):
    """Hands requests to the venue; what it drops ends as it would on a network."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        try:
            await self._wire.connect()
        except OSError as error:
            raise httpx.ConnectError(str(error), request=request) from error
        handed = Request(
            method=request.method,
            path=request.url.path,
            query=dict(request.url.params),
            headers={name.lower(): value for name, value in request.headers.items()},
            body=body,
        )
        try:
            return await self._wire.hand_over(handed)
        except Dropped as dropped:
            words = "the connection was reset" if dropped.reset else "it ended without an answer"
            kind = httpx.ReadError if dropped.reset else httpx.RemoteProtocolError
            raise kind(words, request=request) from dropped
