"""The listener: one loopback socket, served by uvicorn behind the guard."""

import asyncio
import errno
import socket
from typing import TYPE_CHECKING, Final

from traderterminal.gateway.answers import App
from traderterminal.gateway.guard import Admission, Guard

if TYPE_CHECKING:
    from traderterminal.gateway.server import Server

HOST: Final = "127.0.0.1"
BACKLOG: Final = 128


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


class Listener:
    """Serves `app` on a bound socket until it is stopped.

    Who connects before `run` waits in the socket's queue.
    """

    def __init__(
        self,
        app: App,
        bound: socket.socket,
        webhook_hosts: frozenset[str] = frozenset(),
        origins: frozenset[str] = frozenset(),
    ) -> None:
        self.port: int = bound.getsockname()[1]
        self._socket = bound
        self._guarded = Guard(app, Admission(self.port, webhook_hosts, origins))
        self._server: Server | None = None
        self._ending = False
        self._served = asyncio.Event()
        self._served.set()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def run(self) -> None:
        """Serve until `stop`."""
        self._served.clear()
        try:
            # Loaded beside the loop: it takes longer than a frame may.
            loop = asyncio.get_running_loop()
            self._server = await loop.run_in_executor(None, _load, self._guarded)
            if not self._ending:
                await self._server.serve(sockets=[self._socket])
        finally:
            self._socket.close()
            self._served.set()

    async def stop(self) -> None:
        """Take no more requests, finish those under way, and close."""
        self._ending = True
        if self._server is not None:
            self._server.should_exit = True
        await self._served.wait()
        self._socket.close()


def _load(app: App) -> "Server":
    from traderterminal.gateway.server import Server

    return Server(app)
