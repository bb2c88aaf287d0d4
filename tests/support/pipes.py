"""A pair of byte streams in memory: what one end sends the other receives, in the same loop."""

import asyncio
from collections import deque


class PipeEnd:
    """One end. After the other one was closed it receives no bytes; after an abort it breaks."""

    def __init__(self) -> None:
        self.other: PipeEnd = self
        self.sent_bytes = 0
        self._arrived: deque[bytes] = deque()
        self._wake = asyncio.Event()
        self._over = False  # nothing more will arrive
        self._broken = False
        self._closed = False

    async def receive(self) -> bytes:
        while not self._arrived:
            if self._broken:
                raise ConnectionResetError("the other end broke the connection")
            if self._over or self._closed:
                return b""
            self._wake.clear()
            await self._wake.wait()
        return self._arrived.popleft()

    async def send(self, data: bytes) -> None:
        if self._broken or self._closed or self.other._closed:
            raise BrokenPipeError("the connection is over")
        self.sent_bytes += len(data)
        if data:
            self.other._arrived.append(data)
            self.other._wake.set()

    async def aclose(self) -> None:
        if not self._closed:
            self._closed = True
            self.other._over = True
            self.other._wake.set()
            self._wake.set()

    def abort(self) -> None:
        """Break the connection: what has not been received is lost."""
        self._closed = True
        self.other._broken = True
        self.other._arrived.clear()
        self.other._wake.set()
        self._wake.set()


def pipe() -> tuple[PipeEnd, PipeEnd]:
    """Return the two ends of a new connection."""
    one, other = PipeEnd(), PipeEnd()
    one.other, other.other = other, one
    return one, other
