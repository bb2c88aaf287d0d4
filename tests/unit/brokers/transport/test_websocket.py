"""Messages in and out over any stream, and one truth on why a connection is over."""

import asyncio
from collections.abc import Callable

import pytest
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import State
from websockets.server import ServerProtocol

from tests.support.venue import elapse, turns
from traderterminal.brokers.transport.websocket import (
    OPEN_S,
    HandshakeRefused,
    SocketClosed,
    WebSocket,
    open_websocket,
)
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope

URL = "wss://venue/hubs/user?access_token=secret"


class Peer:
    """A server on the other end of a stream, which is this very object for the client."""

    def __init__(self, status: int = 101) -> None:
        self.protocol = ServerProtocol()
        self.received = list[str]()
        self.status = status
        self.request: Request | None = None
        self.closed = False
        self.broken = False
        self._incoming: asyncio.Queue[bytes] = asyncio.Queue()

    async def receive(self) -> bytes:
        data = await self._incoming.get()
        if self.broken:
            raise OSError("reset")
        return data

    async def send(self, data: bytes) -> None:
        if self.broken:
            raise OSError("reset")
        self.protocol.receive_data(data)
        for event in self.protocol.events_received():
            if isinstance(event, Request):
                self.request = event
                accepted = self.status == 101
                self.protocol.send_response(
                    self.protocol.accept(event)
                    if accepted
                    else self.protocol.reject(self.status, "no")
                )
            elif isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                self.received.append(bytes(event.data).decode())
        self.flush()

    async def aclose(self) -> None:
        self.closed = True

    def flush(self) -> None:
        for data in self.protocol.data_to_send():
            self._incoming.put_nowait(data)

    def tell(self, *texts: str) -> None:
        """Send messages that arrive together."""
        for text in texts:
            self.protocol.send_text(text.encode())
        self._incoming.put_nowait(b"".join(self.protocol.data_to_send()))

    def raw(self, data: bytes) -> None:
        self._incoming.put_nowait(data)

    def close(self, code: int, reason: str = "") -> None:
        self.protocol.send_close(code, reason)
        self.flush()

    async def open(self, clock: VirtualClock | None = None, max_message: int = 2**20) -> WebSocket:
        async def open_stream(url: str) -> Peer:
            assert url == URL
            return self

        return await open_websocket(
            URL, open_stream, clock or VirtualClock(), max_message=max_message
        )


async def test_messages_go_both_ways_and_those_of_one_burst_come_together() -> None:
    peer = Peer()
    socket = await peer.open()
    assert peer.request is not None
    assert peer.request.path == "/hubs/user?access_token=secret"
    await socket.send("hello")
    assert peer.received == ["hello"]
    peer.tell("one", "two")
    peer.tell("three")
    assert list(await socket.receive()) == ["one", "two"]
    assert list(await socket.receive()) == ["three"]
    await socket.aclose()
    assert peer.closed
    assert peer.protocol.close_rcvd is not None
    assert peer.protocol.close_rcvd.code == 1000


async def test_a_message_may_come_in_pieces_of_frames_and_of_bytes() -> None:
    peer = Peer()
    socket = await peer.open()
    peer.protocol.send_text(b"one ", fin=False)
    peer.protocol.send_continuation(b"whole", fin=True)
    peer.protocol.send_binary(b"\x00\x01")
    for byte in b"".join(peer.protocol.data_to_send()):
        peer.raw(bytes([byte]))
    assert list(await socket.receive()) == ["one whole"]
    assert list(await socket.receive()) == [b"\x00\x01"]
    await socket.aclose()


async def test_a_ping_is_answered_by_the_pump() -> None:
    peer = Peer()
    socket = await peer.open()
    pongs = list[bytes]()
    take: Callable[[Frame], None] = peer.protocol.recv_frame

    def note(frame: Frame) -> None:
        pongs.extend([bytes(frame.data)] if frame.opcode is Opcode.PONG else [])
        take(frame)

    peer.protocol.recv_frame = note  # type: ignore[method-assign]  # the server's ear
    peer.protocol.send_ping(b"there?")
    peer.tell("news")
    await socket.receive()
    assert pongs == [b"there?"]
    await socket.aclose()


async def test_the_reason_of_a_close_is_told_to_whoever_waits() -> None:
    peer = Peer()
    socket = await peer.open()
    peer.tell("last words")
    peer.close(1012, "restart")
    assert list(await socket.receive()) == ["last words"]
    with pytest.raises(SocketClosed) as closed:
        await socket.receive()
    assert (closed.value.code, closed.value.reason) == (1012, "restart")
    with pytest.raises(SocketClosed):
        await socket.send("too late")
    await socket.aclose()


async def test_an_end_without_a_word_is_abnormal() -> None:
    peer = Peer()
    socket = await peer.open()
    peer.raw(b"")
    with pytest.raises(SocketClosed) as closed:
        await socket.receive()
    assert closed.value.code == 1006
    await socket.aclose()


async def test_a_connection_that_breaks_is_over() -> None:
    peer = Peer()
    socket = await peer.open()
    peer.broken = True
    with pytest.raises(SocketClosed):
        await socket.send("anything")
    peer.raw(b"x")
    with pytest.raises(SocketClosed):
        await socket.receive()
    await socket.aclose()
    assert peer.closed


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x81\x7e\x04\x01" + b"x" * 1025, 1009),  # longer than may be
        (b"\xc1\x01x", 1002),  # compressed, which was never offered
        (b"\x85\x00", 1002),  # of no kind that there is
        (b"\xff" * 64, 1002),
    ],
)
async def test_a_frame_that_no_server_may_send_ends_the_connection(data: bytes, code: int) -> None:
    peer = Peer()
    socket = await peer.open(max_message=1024)
    peer.raw(data)
    with pytest.raises(SocketClosed) as closed:
        await socket.receive()
    assert closed.value.code == code
    await socket.aclose()


async def test_what_is_no_text_comes_as_bytes() -> None:
    peer = Peer()
    socket = await peer.open()
    peer.raw(b"\x81\x02\xff\xfe")
    assert list(await socket.receive()) == [b"\xff\xfe"]
    await socket.aclose()


@pytest.mark.parametrize("status", [401, 403, 404, 500])
async def test_a_handshake_that_is_refused_says_how(status: int) -> None:
    peer = Peer(status)
    with pytest.raises(HandshakeRefused) as refused:
        await peer.open()
    assert refused.value.status == status
    assert peer.closed
    assert "secret" not in str(refused.value)


async def test_what_speaks_no_http_is_refused_as_well() -> None:
    peer = Peer()
    peer.raw(b"SSH-2.0-OpenSSH\r\n\r\n")
    with pytest.raises(HandshakeRefused) as refused:
        await peer.open()
    assert refused.value.status == 0


async def test_a_server_that_does_not_answer_is_given_up() -> None:
    class Deaf(Peer):
        async def send(self, data: bytes) -> None:
            pass

    clock, peer, raised = VirtualClock(), Deaf(), list[Exception]()
    tasks = TaskScope(on_error=lambda _, error: raised.append(error))

    async def connect() -> None:
        await peer.open(clock)

    tasks.spawn(connect(), name="open")
    await elapse(clock, OPEN_S + 1.0)
    assert [str(error) for error in raised] == ["nothing answered within 10 s"]
    assert peer.closed


async def test_an_address_that_is_none_is_refused() -> None:
    async def never(url: str) -> Peer:
        raise AssertionError(url)

    with pytest.raises(OSError, match="not one of a socket"):
        await open_websocket("https://venue", never, VirtualClock())


async def test_messages_that_arrived_are_handed_over_though_the_answer_to_a_ping_fails() -> None:
    peer = Peer()
    socket = await peer.open()
    peer.protocol.send_ping(b"there?")
    peer.tell("a fill")
    waiting = asyncio.get_running_loop().create_task(socket.receive())
    await turns(1)

    async def broken(data: bytes) -> None:
        raise OSError("reset")

    peer.send = broken  # type: ignore[method-assign]  # the line breaks between the two
    assert list(await waiting) == ["a fill"]
    assert peer.protocol.state is State.OPEN
    await socket.aclose()
