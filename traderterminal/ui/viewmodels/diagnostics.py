"""Diagnostics: how the program and its connections do, what is missing here, and the log."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from traderterminal.desk.desk import Change, Desk, FillBooked, OrderChanged
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels.connections import ConnectionsViewModel, StreamRow
from traderterminal.ui.viewmodels.latencies import Histogram, LatenciesViewModel
from traderterminal.ui.viewmodels.log_lines import LogLinesViewModel

#: How often everything is looked at, host time.
LOOK_S: Final = 1.0
#: The loop's lateness is the worst of so many looks.
LOOKS_KEPT: Final = 60


@frozen
class Fact:
    """Something that is known: what it is, how it is, and in which colour that is said.

    Of what is missing here `glyph` is a sign, and `value` says what that means.
    """

    name: str
    value: str
    token: str = "t1"
    glyph: str = ""


class DiagnosticsViewModel:
    """What the pane shows, looked at once a second, and with it what else has to be.

    `facts` returns what is known of the service, given when an order was last heard of (host time,
    None for not yet) and how late the loop was at worst in the last minute, seconds; `lacks` what
    is missing on this machine. `looks` are called with each look, also while nothing is drawn,
    `opened` when the pane is seen for the first time.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        facts: Callable[[int | None, float], Sequence[Fact]],
        lacks: Callable[[], Sequence[Fact]],
        connections: ConnectionsViewModel,
        latencies: LatenciesViewModel,
        log: LogLinesViewModel,
        looks: Sequence[Callable[[], None]],
        opened: Callable[[], object],
        host: Clock,
    ) -> None:
        self._facts = facts
        self._lacks = lacks
        self._connections = connections
        self._latencies = latencies
        self._looks = looks
        self._opened: Callable[[], object] | None = opened
        self._host = host
        self._order_ns: int | None = None
        self._late_s: deque[float] = deque([0.0], maxlen=LOOKS_KEPT)
        self._shown_ns = -NANOSECONDS
        self.log = log
        self.changed: Observers[None] = Observers()
        self._stop = desk.changed.connect(self._hear)

    def close(self) -> None:
        """Stop listening."""
        self._stop()

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            for look in (self._connections.look, *self._looks):
                look()
            began_ns = self._host.monotonic_ns()
            await self._host.sleep(LOOK_S)
            took_s = (self._host.monotonic_ns() - began_ns) / NANOSECONDS
            self._late_s.append(max(0.0, took_s - LOOK_S))

    def flush(self) -> None:
        """Let what is shown be renewed once a second."""
        if self._opened is not None:
            opened, self._opened = self._opened, None
            opened()
        now = self._host.monotonic_ns()
        if now - self._shown_ns >= LOOK_S * NANOSECONDS:
            self._shown_ns = now
            self.changed.emit(None)

    @property
    def facts(self) -> list[Fact]:
        """What is known, and below that what is missing."""
        return [*self._facts(self._order_ns, max(self._late_s)), *self._lacks()]

    @property
    def streams(self) -> list[StreamRow]:
        return self._connections.rows()

    @property
    def histograms(self) -> list[Histogram]:
        return self._latencies.histograms()

    def _hear(self, change: Change) -> None:
        if isinstance(change, OrderChanged | FillBooked):
            self._order_ns = self._host.now_ns()
