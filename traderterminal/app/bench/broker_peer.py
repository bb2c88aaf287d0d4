"""A server that answers as a broker does and does nothing for it, in a process of its own.

Its sockets send what was made beforehand, as fast as it is read: a bench measures who reads.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from typing import Any, Final, Protocol

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from traderterminal.kit.tasks import TaskScope

#: How often an order is told of, in seconds.
EVERY_S: Final = 0.01


class Talk(Protocol):
    """What is said on one socket of a broker."""

    @property
    def hello(self) -> Iterable[str]:
        """What is said before anything was heard."""
        ...

    def replies(self, text: str) -> Iterator[str]:
        """Answer what a client says."""
        ...

    @property
    def is_begun(self) -> bool:
        """Whether the client has asked for all that it follows."""
        ...


class Dialect(Protocol):
    """How a broker talks. `answer` is the JSON to a request by its path and query."""

    def answer(self, path: str) -> Any: ...
    def talk(self, path: str) -> Talk: ...
    def quote(self, number: int) -> str:
        """A message of a quote that differs from the one before."""
        ...

    def order(self, told_us: int) -> str:
        """News of an order whose size is the moment at which it is told, in microseconds."""
        ...

    def is_market(self, path: str) -> bool:
        """Say whether a socket is that of quotes."""
        ...


def serve(make: Callable[[], Dialect], pipe: Connection, quotes: int) -> None:
    """Tell the port, then serve until the process is ended: so many quotes a connection."""
    asyncio.run(_Server(make(), quotes).run(pipe))


class _Server:
    def __init__(self, dialect: Dialect, quotes: int) -> None:
        self._dialect = dialect
        self._quotes = quotes
        self._tasks = TaskScope(on_error=_ignore)

    async def run(self, pipe: Connection) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                if b"upgrade: websocket" in head.lower():
                    await self._socket(head, path, reader, writer)
                    return
                await self._answer(head, path, reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client has left
        finally:
            writer.close()

    async def _answer(
        self, head: bytes, path: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        lines = head.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
        await reader.readexactly(int(headers.get("content-length", 0)))
        body = json.dumps(self._dialect.answer(path))
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        await writer.drain()

    async def _socket(
        self, head: bytes, path: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Greet and answer; once all was asked for, send what was made."""
        protocol, talk, is_sending = ServerProtocol(), self._dialect.talk(path), False
        protocol.receive_data(head)
        while not writer.is_closing():
            for event in protocol.events_received():
                if isinstance(event, Request):
                    protocol.send_response(protocol.accept(event))
                    for text in talk.hello:
                        protocol.send_text(text.encode())
                elif isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                    for text in talk.replies(bytes(event.data).decode()):
                        protocol.send_text(text.encode())
            writer.write(b"".join(protocol.data_to_send()))
            await writer.drain()
            if talk.is_begun and not is_sending:
                is_sending = True
                send = self._flood if self._dialect.is_market(path) else self._tell_orders
                self._tasks.spawn(send(protocol, writer), name="what was made")
            received = await reader.read(65_536)
            if not received:
                return
            protocol.receive_data(received)

    async def _flood(self, protocol: ServerProtocol, writer: asyncio.StreamWriter) -> None:
        for number in range(self._quotes):
            protocol.send_text(self._dialect.quote(number).encode())
        writer.write(b"".join(protocol.data_to_send()))
        await writer.drain()

    async def _tell_orders(self, protocol: ServerProtocol, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        while not writer.is_closing():
            protocol.send_text(self._dialect.order(int(loop.time() * 1e6)).encode())
            writer.write(b"".join(protocol.data_to_send()))
            await writer.drain()
            await asyncio.sleep(EVERY_S)  # noqa: TID251 - the bench runs in real time


def _ignore(name: str, error: Exception) -> None:
    """A client that has left ends what was being sent to it."""
