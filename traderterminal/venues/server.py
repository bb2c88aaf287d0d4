"""The server of a practice venue: HTTP/1.1 and WebSockets on any stream of bytes.

h11 and the core of websockets read and write the bytes, so that the same code serves connections of
the loopback interface and pipes in memory, and a fault can end either at any point.
"""

import asyncio
import contextlib
import socket as sockets
from collections.abc import Mapping
from typing import Final, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

import h11
from websockets.http11 import Request as Upgrade
from websockets.server import ServerProtocol

from traderterminal.kit.clock import NANOSECONDS, Clock, within
from traderterminal.kit.tasks import TaskScope
from traderterminal.venues.lines import Lines
from traderterminal.venues.sockets import MAX_MESSAGE, Socket
from traderterminal.venues.traffic import Answer, Dropped, Request, Stream

MAX_BODY: Final = 4 << 20
#: How long a client may take to answer a goodbye, host time.
GOODBYE_S: Final = 2.0
RECEIVE_BYTES: Final = 1 << 16


class Face(Protocol):
    """Who answers what arrives."""

    async def answer(self, request: Request) -> Answer:
        """Answer a request; raises Dropped."""
        ...

    def socket_name(self, request: Request) -> str: ...
    def welcome(self, request: Request) -> int:
        """Return 101 where a socket may be opened, else the status that refuses it."""
        ...

    async def talk(self, socket: Socket) -> None: ...


class Server:
    """Serves one face to every connection it is given."""

    def __init__(self, face: Face, lines: Lines, tasks: TaskScope) -> None:
        self._face = face
        self._lines = lines
        self._tasks = tasks

    async def serve(self, stream: Stream) -> None:
        """Serve one connection until it ends."""
        try:
            upgrade = await self._serve_requests(stream)
            if upgrade is not None:
                await self._serve_socket(stream, *upgrade)
        except Dropped as dropped:
            if dropped.reset:
                stream.abort()
        except (OSError, h11.ProtocolError):
            stream.abort()
        finally:
            with contextlib.suppress(OSError):
                await stream.aclose()

    async def _serve_requests(self, stream: Stream) -> tuple[Request, bytes] | None:
        """Answer requests until the connection ends, or asks to become a socket."""
        arrivals = _Arrivals(stream)
        while (request := await arrivals.next()) is not None:
            if arrivals.wants_socket:
                return request, arrivals.raw
            answer = await self._face.answer(request)
            if not await arrivals.answer(answer):
                break
        return None

    async def _serve_socket(self, stream: Stream, request: Request, raw: bytes) -> None:
        protocol = ServerProtocol(max_size=MAX_MESSAGE)
        head, end, behind = raw.partition(b"\r\n\r\n")
        protocol.receive_data(head + end)
        upgrade = next((e for e in protocol.events_received() if isinstance(e, Upgrade)), None)
        if upgrade is None:
            return
        status = self._face.welcome(request)
        response = protocol.accept(upgrade) if status == 101 else protocol.reject(status, "")
        protocol.send_response(response)
        await stream.send(b"".join(protocol.data_to_send()))
        if response.status_code == 101:
            protocol.receive_data(behind)  # what came in one piece with the handshake
            socket = Socket(self._face.socket_name(request), request, protocol, stream, self._lines)
            await self._converse(socket)

    async def _converse(self, socket: Socket) -> None:
        writer = self._tasks.spawn(socket.write(), name=f"to a client of {socket.name}")
        self._lines.sockets[socket] = None
        try:
            socket.take_frames()
            await self._face.talk(socket)
            socket.close()
            await asyncio.gather(writer, return_exceptions=True)
            if socket.awaits_goodbye:
                await within(self._lines.host, GOODBYE_S, socket.hear_out())
        finally:
            self._lines.sockets.pop(socket, None)
            writer.cancel()


class _Arrivals:
    """The requests of one connection, one after the other.

    Where one `wants_socket`, `raw` are the bytes of it and of what came behind.
    """

    def __init__(self, stream: Stream) -> None:
        self.wants_socket = False
        self.raw = b""
        self._stream = stream
        self._connection = h11.Connection(h11.SERVER)

    async def next(self) -> Request | None:
        """Return the next request; None once the connection is over. Raises Dropped for one that
        is too large."""
        head: h11.Request | None = None
        body = b""
        while True:
            match await self._event():
                case h11.Request() as head:
                    self.wants_socket = _asks_for_socket(head)
                    if self.wants_socket:
                        return _request(head, b"")
                case h11.Data(data=data):
                    body += data
                    if len(body) > MAX_BODY:
                        raise Dropped(reset=True)
                case h11.EndOfMessage() if head is not None:
                    self.raw = bytes(self._connection.trailing_data[0])
                    return _request(head, body)
                case _:
                    return None

    async def answer(self, answer: Answer) -> bool:
        """Send an answer; False where no other request can follow."""
        await self._stream.send(_written(self._connection, answer))
        if self._connection.our_state is not h11.DONE:
            return False
        self._connection.start_next_cycle()
        return True

    async def _event(self) -> object:
        while (event := self._connection.next_event()) is h11.NEED_DATA:
            data = await self._stream.receive()
            self.raw += data
            self._connection.receive_data(data)
        return event


class TcpStream:
    """A connection of the loopback interface."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def receive(self) -> bytes:
        return await self._reader.read(RECEIVE_BYTES)

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def aclose(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    def abort(self) -> None:
        self._writer.transport.abort()


class Loopback:
    """Listens on a bound socket and hands its connections to a server."""

    def __init__(
        self, server: Server, bound: sockets.socket, host: Clock, tasks: TaskScope
    ) -> None:
        self.address, self.port = bound.getsockname()[:2]
        self._server = server
        self._bound = bound
        self._host = host
        self._tasks = tasks
        self._listening: asyncio.Server | None = None
        self._stalled_until_ns = 0

    async def listen(self) -> None:
        """Take connections from here on."""
        self._listening = await asyncio.start_server(self._connected, sock=self._bound)

    def close(self) -> None:
        """Take no more connections."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None

    def refuse(self, seconds: float) -> None:
        """Let nobody connect for so long (F1)."""
        if self._listening is not None:
            self.close()
            self._tasks.spawn(self._listen_again(seconds), name="listen again")

    def stall(self, seconds: float) -> None:
        """Take connections and never read from them, for so long (F2)."""
        self._stalled_until_ns = self._host.monotonic_ns() + int(seconds * NANOSECONDS)

    async def _listen_again(self, seconds: float) -> None:
        await self._host.sleep(seconds)
        self._listening = await asyncio.start_server(self._connected, self.address, self.port)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        stream = TcpStream(reader, writer)
        left_ns = self._stalled_until_ns - self._host.monotonic_ns()
        serving = self._server.serve(stream) if left_ns <= 0 else self._hold(stream, left_ns)
        self._tasks.spawn(serving, name="a client")

    async def _hold(self, stream: TcpStream, left_ns: int) -> None:
        await self._host.sleep(left_ns / NANOSECONDS)
        stream.abort()


def _asks_for_socket(head: h11.Request) -> bool:
    return any(name == b"upgrade" and value.lower() == b"websocket" for name, value in head.headers)


def _request(head: h11.Request, body: bytes) -> Request:
    try:
        url = urlsplit(head.target.decode("ascii", "replace"))
    except ValueError as error:
        raise Dropped(reset=True) from error
    return Request(
        method=head.method.decode(),
        path=unquote(url.path),
        query=dict(parse_qsl(url.query, keep_blank_values=True)),
        headers={name.decode(): value.decode("latin-1") for name, value in head.headers},
        body=body,
    )


def _written(connection: h11.Connection, answer: Answer) -> bytes:
    headers: Mapping[str, str] = {
        "content-type": answer.content_type,
        "content-length": str(len(answer.body)),
        **answer.headers,
    }
    parts = (
        h11.Response(status_code=answer.status, headers=list(headers.items())),
        h11.Data(data=answer.body),
        h11.EndOfMessage(),
    )
    return b"".join(connection.send(part) or b"" for part in parts)
