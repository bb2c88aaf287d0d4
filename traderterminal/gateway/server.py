"""The server behind the listener: uvicorn, with deadlines and limits of our own.

In a module of its own because uvicorn takes a tenth of a second to load, which the first window
should not wait for.
"""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import Any, Final

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from traderterminal.gateway.answers import App
from traderterminal.gateway.guard import HEADER_LIMIT

RECEIVE_SECONDS: Final = 5.0
MAX_CONNECTIONS: Final = 64
KEEP_ALIVE_SECONDS: Final = 60
GRACE_SECONDS: Final = 2


class Server(uvicorn.Server):
    """uvicorn without its signal handlers: the program ends itself."""

    def __init__(self, app: App) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=GuardedProtocol,
                ws="websockets-sansio",
                loop="none",
                lifespan="off",
                log_config=None,
                log_level="error",  # below it stand lines that any stranger can cause
                access_log=False,
                proxy_headers=False,
                server_header=False,
                date_header=False,
                h11_max_incomplete_event_size=HEADER_LIMIT,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=GRACE_SECONDS,
                ws_max_size=64 * 1024,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class GuardedProtocol(H11Protocol):
    """uvicorn's HTTP protocol with a deadline for receiving, and room kept for who is quick.

    A request that has not arrived whole within five seconds ends its connection. When too many are
    open, the one that has been free longest goes first: a request that is being answered is never
    given up for a new one.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        super().connection_made(transport)
        self._deadline: asyncio.TimerHandle | None = None
        self._free_since: float | None = self.loop.time()  # None while a request is answered
        self._expect()
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self._calm()
        super().connection_lost(exc)

    def handle_events(self) -> None:  # called with every arrival, and again after an answer
        super().handle_events()
        self._reckon()

    def handle_websocket_upgrade(self, event: Any) -> None:
        super().handle_websocket_upgrade(event)
        self._calm()

    def _reckon(self) -> None:
        """Let the deadline run exactly while a part of a request is here and the rest is not."""
        theirs, cycle = self.conn.their_state, self._cycle
        begun = theirs is h11.IDLE and bool(self.conn.trailing_data[0])
        if begun or theirs is h11.SEND_BODY:
            self._expect()
        else:
            self._calm()
            if cycle is not None and not cycle.response_complete:
                self._free_since = None
                return
        if self._free_since is None:
            self._free_since = self.loop.time()

    @property
    def _cycle(self) -> Any:
        return self.cycle  # None before the first request, which uvicorn's types deny

    def _expect(self) -> None:
        if self._deadline is None and not self.transport.is_closing():
            self._deadline = self.loop.call_later(RECEIVE_SECONDS * 0.8, self._wait_once_more)

    def _wait_once_more(self) -> None:
        """Let what has arrived while the loop itself stood still be read before the end.

        Qt and uvloop look at timers before sockets; asyncio's own loops do not.
        """
        self._deadline = self.loop.call_later(RECEIVE_SECONDS * 0.2, self.transport.abort)

    def _calm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _make_room(self) -> None:
        connected = [c for c in self.connections if not c.transport.is_closing()]
        if len(connected) <= MAX_CONNECTIONS:
            return
        free = [
            (each._free_since, each)
            for each in connected
            if isinstance(each, GuardedProtocol) and each._free_since is not None
        ]
        _, longest = min(free, key=lambda pair: pair[0])  # there is one: the new connection
        longest.transport.abort()
