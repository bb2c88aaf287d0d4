"""The listener and its connections: deadlines, room for the quick, and what is left unread."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio

from traderterminal.gateway import server as protocol
from traderterminal.gateway.answers import Receive, Scope, Send, send_json
from traderterminal.gateway.listener import Listener, PortTaken, bind
from traderterminal.kit.clock import NANOSECONDS, HostClock
from traderterminal.kit.tasks import TaskScope

DEADLINE = 0.4
LATEST = 3.0  # a busy machine is not a failure, and the deadline proper is five seconds
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]

host = HostClock()


@pytest.fixture(autouse=True)
def short_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "RECEIVE_SECONDS", DEADLINE)


class Answering:
    """Answers at once, after the body, or when told to, by the address it is called at."""

    def __init__(self) -> None:
        self.may_answer = asyncio.Event()
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/held":
            self.waiting += 1
            await self.may_answer.wait()
        elif scope["path"] != "/at-once":
            while (await receive()).get("more_body", False):
                pass
        await send_json(send, 200, {"path": scope["path"]})


class Server:
    """The listener with an application of ours, and the connections to it."""

    def __init__(self, port: int, application: Answering) -> None:
        self.port = port
        self.application = application
        self.opened: list[asyncio.StreamWriter] = []

    async def open(self, text: bytes = b"") -> Connection:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.opened.append(writer)
        writer.write(text)
        return reader, writer

    def request(self, path: str = "/", length: int | None = None) -> bytes:
        lines = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        if length is not None:
            lines.append(f"Content-Length: {length}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def is_served(self) -> bool:
        reader, _ = await self.open(self.request())
        return (await answer(reader)).startswith(b"HTTP/1.1 200")


async def answer(reader: asyncio.StreamReader) -> bytes:
    """Read one whole answer; nothing of one that does not come."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(v for k, v in fields(head) if k == b"content-length")
        return head + await reader.readexactly(int(length))
    except (asyncio.IncompleteReadError, ConnectionResetError):
        return b""


def fields(head: bytes) -> Sequence[tuple[bytes, bytes]]:
    lines = head.split(b"\r\n")[1:-2]
    return [(k.lower(), v.strip()) for k, _, v in (line.partition(b":") for line in lines)]


async def seconds_until_closed(reader: asyncio.StreamReader) -> float:
    start = host.monotonic_ns()
    with contextlib.suppress(ConnectionResetError):  # closed without a word
        while await reader.read(4096):
            pass
    return (host.monotonic_ns() - start) / NANOSECONDS


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    failures: list[Exception] = []
    application, tasks = Answering(), TaskScope(lambda name, error: failures.append(error))
    listener = Listener(application, bind(0))
    tasks.spawn(listener.run(), name="listener")
    server = Server(listener.port, application)
    try:
        yield server
    finally:
        application.may_answer.set()
        for writer in server.opened:
            writer.close()
        await listener.stop()
        await tasks.aclose()
    assert failures == []


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as made:
        yield made


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"POST /",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET / HT",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{",
        b"POST /at-once HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{",
    ],
)
async def test_a_request_that_does_not_arrive_whole_ends_its_connection(
    server: Server, sent: bytes
) -> None:
    reader, _ = await server.open(sent)
    assert DEADLINE * 0.8 < await seconds_until_closed(reader) < LATEST


async def test_a_trickle_does_not_move_the_deadline(server: Server) -> None:
    reader, writer = await server.open(server.request(length=1000))
    closed = asyncio.get_running_loop().create_task(seconds_until_closed(reader))
    while not closed.done():
        writer.write(b"x")
        await host.sleep(DEADLINE / 8)
    assert closed.result() < LATEST


@pytest.mark.parametrize("path", ["/", "/at-once"])
async def test_a_quick_connection_outlives_the_deadline(server: Server, path: str) -> None:
    reader, writer = await server.open(server.request(path, length=3))
    await host.sleep(0.05)
    writer.write(b"abc")  # for /at-once it comes after the answer
    assert path.encode() in await answer(reader)
    await host.sleep(DEADLINE * 2)
    writer.write(server.request())
    assert (await answer(reader)).startswith(b"HTTP/1.1 200")


async def test_a_request_that_is_answered_slowly_is_not_one_received_slowly(
    server: Server,
) -> None:
    reader, _ = await server.open(server.request("/held", length=0))
    await host.sleep(DEADLINE * 2)
    server.application.may_answer.set()
    assert b"/held" in await answer(reader)


@pytest.mark.parametrize("finished", [False, True], ids=["receiving", "idle"])
async def test_others_are_served_however_many_connections_are_held(
    monkeypatch: pytest.MonkeyPatch, finished: bool
) -> None:
    monkeypatch.setattr(protocol, "RECEIVE_SECONDS", 30.0)  # only the number counts here
    async with serving() as server:
        for _ in range(protocol.MAX_CONNECTIONS * 3):
            reader, _ = await server.open(server.request() if finished else b"POST /")
            if finished:
                await answer(reader)
        assert await server.is_served()
        assert len([w for w in server.opened if not w.is_closing()]) == len(server.opened)


async def test_no_more_connections_stay_open_than_there_is_room_for(server: Server) -> None:
    readers = [(await server.open())[0] for _ in range(protocol.MAX_CONNECTIONS * 3)]
    await host.sleep(DEADLINE / 4)
    still_open = [reader for reader in readers if not reader.at_eof() and not reader.exception()]
    assert len(still_open) <= protocol.MAX_CONNECTIONS


async def test_a_request_under_way_is_not_given_up_for_a_new_connection(server: Server) -> None:
    reader, _ = await server.open(server.request("/held", length=0))
    while not server.application.waiting:
        await host.sleep(0.01)
    for _ in range(protocol.MAX_CONNECTIONS * 2):
        await server.open()
    await host.sleep(0.05)
    server.application.may_answer.set()
    assert b"/held" in await answer(reader)


@pytest.mark.parametrize("size", [65_537, 1 << 20])
@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_too_large_is_answered_while_it_is_still_sent(
    server: Server, size: int, chunked: bool
) -> None:
    head = server.request(length=None if chunked else size)
    if chunked:
        head = head[:-2] + b"Transfer-Encoding: chunked\r\n\r\n" + f"{size:x}\r\n".encode()
    reader, _ = await server.open(head + b"x" * size)
    assert (await answer(reader)).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "sent",
    [
        b"NONSENSE\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
)
async def test_what_is_no_http_is_turned_away_and_harms_nobody(server: Server, sent: bytes) -> None:
    reader, _ = await server.open(sent)
    with contextlib.suppress(ConnectionResetError):  # turned away without a word
        assert await reader.read(12) in (b"HTTP/1.1 400", b"HTTP/1.1 413", b"")
    assert await server.is_served()


async def test_a_port_that_is_taken_is_named() -> None:
    async with serving() as server:
        with pytest.raises(PortTaken, match=str(server.port)):
            bind(server.port)
