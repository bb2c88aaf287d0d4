"""One open WebSocket of a practice venue, over any stream of bytes (RFC 6455 by websockets' core).

What a dialect sends passes the fault script on its way (`lines`).
"""

import asyncio
from collections import deque
from typing import Final

from websockets.frames import Frame, Opcode
from websockets.server import ServerProtocol

from traderterminal.venues.lines import Lines
from traderterminal.venues.traffic import Request, Stream

MAX_MESSAGE: Final = 1 << 20
#: The bit of a frame that says so (RFC 7692).
_COMPRESSED: Final = 0x40
#: What may wait for a client that does not read before its connection is given up, in bytes.
MAX_WAITING: Final = 64 << 20


class Socket:
    """A conversation with one client: texts in, texts out.

    `name` is the dialect's name of the socket, `request` what opened it.
    """

    def __init__(
        self, name: str, request: Request, protocol: ServerProtocol, stream: Stream, lines: Lines
    ) -> None:
        self.name = name
        self.request = request
        self.heard_ns = lines.host.monotonic_ns()  # when the client last sent anything, host time
        self._protocol = protocol
        self._stream = stream
        self._lines = lines
        self._texts: deque[str] = deque()
        self._parts: list[bytes] = []
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._wake = asyncio.Event()
        self._ended = False

    @property
    def ended(self) -> bool:
        return self._ended

    async def receive(self) -> str | None:
        """Return the next text; None once the conversation is over."""
        while not self._texts:
            if self._ended:
                return None
            data = await self._stream.receive()
            self.heard_ns = self._lines.host.monotonic_ns()
            if data:
                self._protocol.receive_data(data)
            else:
                self._protocol.receive_eof()
                self._ended = True
            self.take_frames()
        return self._texts.popleft()

    def send(self, text: str, topic: str = "") -> None:
        """Send a text; one without a `topic` is no news but keeps the connection alive."""
        for each in self._lines.outbound(self, text, topic):
            self.put(each)

    def put(self, text: str) -> None:
        """Send a text past the fault script."""
        if not self._ended:
            self._protocol.send_text(text.encode())
            self._flush()

    def put_frame(self, how: str, size: int) -> None:
        """Send a frame of `size` bytes that no client expects: oversized, binary or compressed."""
        if self._ended:
            return
        frame = Frame(Opcode.BINARY if how == "binary" else Opcode.TEXT, b"x" * size)
        data = bytearray(frame.serialize(mask=False))
        if how == "compressed":
            data[0] |= _COMPRESSED  # which was not agreed on
        self._protocol.writes.append(bytes(data))
        self._flush()

    def close(self, code: int = 1000, reason: str = "") -> None:
        """End the conversation; with 1006 the connection ends without a word."""
        if self._ended:
            return
        if code == 1006:
            self.cut()
            return
        self._protocol.send_close(code, reason)
        self._flush()
        self._ended = True
        self._wake.set()

    async def hear_out(self) -> None:
        """Read on until the client has said goodbye as well: what it still sends is lost."""
        while self.awaits_goodbye and (data := await self._stream.receive()):
            self._protocol.receive_data(data)

    def cut(self) -> None:
        """Break the connection."""
        self._ended = True
        self._waiting.clear()
        self._stream.abort()
        self._wake.set()

    @property
    def awaits_goodbye(self) -> bool:
        """Say whether we have said goodbye and the client has not."""
        return self._protocol.close_sent is not None and self._protocol.close_rcvd is None

    def take_frames(self) -> None:
        """Take in what the client has sent, and answer its pings and its goodbye."""
        for event in self._protocol.events_received():
            if isinstance(event, Frame):
                self._take(event)
        self._flush()
        if self._protocol.close_expected():
            self._ended = True
            self._wake.set()

    async def write(self) -> None:
        """Carry to the client what is to be sent, until the conversation is over."""
        try:
            while True:
                while self._waiting:
                    data, self._waiting_bytes = b"".join(self._waiting), 0
                    self._waiting.clear()
                    if not self._lines.is_silent(self.name):
                        await self._stream.send(data)
                if self._ended:
                    return
                self._wake.clear()
                await self._wake.wait()
        except OSError:  # the client is gone
            self.cut()

    def _take(self, frame: Frame) -> None:
        if frame.opcode is Opcode.CLOSE:
            self._ended = True
        elif frame.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            self._parts.append(bytes(frame.data))
            if frame.fin:
                self._texts.append(b"".join(self._parts).decode("utf-8", "replace"))
                self._parts.clear()

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            if data:  # an empty one asks for the end of the connection, which the server sees to
                self._waiting.append(data)
                self._waiting_bytes += len(data)
        if self._waiting_bytes > MAX_WAITING:
            self.cut()
        self._wake.set()
