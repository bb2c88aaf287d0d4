"""Lines to a practice venue that break where a test wants: at any byte, or for a while."""

from tests.support.pipes import PipeEnd
from tests.support.wire import Wire
from traderterminal.kit.clock import NANOSECONDS, Clock


class _FragileStream:
    """The client's end of a line; it breaks once `lines` have carried their last byte."""

    def __init__(self, end: PipeEnd, lines: "FragileLines") -> None:
        self._end = end
        self._lines = lines

    async def receive(self) -> bytes:
        return self._carried(await self._end.receive())

    async def send(self, data: bytes) -> None:
        await self._end.send(self._carried(data))

    async def aclose(self) -> None:
        await self._end.aclose()

    def _carried(self, data: bytes) -> bytes:
        left = self._lines.left
        if left is None:
            return data
        self._lines.left = left - len(data)
        if left > len(data):
            return data
        self._lines.cut()
        raise ConnectionResetError("cut")


class FragileLines:
    """All lines of a wire. `cuts` is how often they were cut."""

    def __init__(self, wire: Wire, clock: Clock) -> None:
        self.left: int | None = None  # bytes until the next cut
        self.cuts = 0
        self._wire = wire
        self._clock = clock
        self._refused_until_ns = 0
        self._open = wire.open_stream
        wire.open_stream = self.open_stream  # type: ignore[assignment,method-assign] # it stands in

    async def open_stream(self, url: str) -> _FragileStream:
        return _FragileStream(await self._open(url), self)

    def cut_after(self, size: int) -> None:
        """Let all lines break once so many more bytes have passed in either direction."""
        self.left = size

    def hold(self) -> None:
        """Let the lines hold."""
        self.left = None

    def cut(self) -> None:
        """Break every line."""
        self.left = None
        self.cuts += 1
        self._wire.drop()

    def refuse(self, seconds: float) -> None:
        """Break every line and let nobody through for so long."""
        self.cut()
        self._refused_until_ns = self._clock.now_ns() + int(seconds * NANOSECONDS)
        self._wire.refuse(seconds)

    @property
    def refused_s(self) -> float:
        """How long nobody gets through yet."""
        return max(0, self._refused_until_ns - self._clock.now_ns()) / NANOSECONDS
