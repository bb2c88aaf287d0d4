"""A websocket server on the other end of a stream of bytes, in the test's hands."""

import asyncio
from collections.abc import Callable

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from traderterminal.brokers.transport.websocket import WebSocket, open_websocket
from traderterminal.kit.clock import VirtualClock

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
        self.is_deaf = False  # takes everything and does nothing
        self._incoming: asyncio.Queue[bytes] = asyncio.Queue()

    async def receive(self) -> bytes:
        data = await self._incoming.get()
        if self.broken:
            raise OSError("reset")
        return data

    async def send(self, data: bytes) -> None:
        if self.broken:
            raise OSError("reset")
        if self.is_deaf:
            return
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

    async def open(
        self,
        clock: VirtualClock | None = None,
        max_message: int = 2**20,
        heard: Callable[[], None] = lambda: None,
    ) -> WebSocket:
        async def open_stream(url: str) -> Peer:
            assert url == URL
            return self

        return await open_websocket(
            URL, open_stream, clock or VirtualClock(), max_message=max_message, heard=heard
        )
