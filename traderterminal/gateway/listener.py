"""The listener: one loopback socket, served by uvicorn behind the guard."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Iterator
from typing import Final

import uvicorn

from traderterminal.gateway.answers import App
from traderterminal.gateway.guard import (
    HEADER_LIMIT,
    RECEIVE_SECONDS,
    Admission,
    Guard,
    GuardedProtocol,
)

HOST: Final = "127.0.0.1"
BACKLOG: Final = 128
GRACE_SECONDS: Final = 2


class PortTaken(Exception):
    """Another program listens on the port."""


def bind(port: int) -> socket.socket:
    """Bind the loopback address; port 0 takes any free one. Raises PortTaken."""
    # Named, because asyncio sends small answers at once only on sockets known to be TCP.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
        bound.listen(BACKLOG)
    except OSError as error:
        bound.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTaken(
                f"the port {port} on {HOST} is taken by another program. End that program, or"
                " choose another port with --port."
            ) from error
        raise
    bound.setblocking(False)
    return bound


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: the program ends itself."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Listener:
    """Serves `app` on a bound socket until it is stopped."""

    def __init__(
        self,
        app: App,
        bound: socket.socket,
        webhook_hosts: frozenset[str] = frozenset(),
        origins: frozenset[str] = frozenset(),
    ) -> None:
        self.port: int = bound.getsockname()[1]
        self._socket = bound
        admission = Admission(self.port, webhook_hosts, origins)
        config = uvicorn.Config(
            Guard(app, admission),
            http=GuardedProtocol,
            ws="websockets-sansio",
            loop="none",
            lifespan="off",
            log_config=None,
            log_level="error",  # below it stand lines that any stranger can cause, and addresses
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            h11_max_incomplete_event_size=HEADER_LIMIT,
            timeout_keep_alive=int(RECEIVE_SECONDS) * 12,
            timeout_graceful_shutdown=GRACE_SECONDS,
            ws_max_size=64 * 1024,
        )
        self._server = _Server(config)
        self._served = asyncio.Event()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def run(self) -> None:
        """Serve until `stop`."""
        try:
            await self._server.serve(sockets=[self._socket])
        finally:
            self._socket.close()
            self._served.set()

    async def stop(self) -> None:
        """Take no more requests, finish those under way, and close."""
        self._server.should_exit = True
        await self._served.wait()
