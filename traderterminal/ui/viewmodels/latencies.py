"""How long things took: from a click to its order, an alert to its fill, a tick to the screen."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable
from typing import Final

from traderterminal.desk.desk import Departure, Desk
from traderterminal.domain.signals import AlertRecord, Stage
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers

#: Upper ends of the columns of a histogram, milliseconds; beyond the last one is one more.
EDGES_MS: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0)
#: So many of the latest are kept.
KEPT: Final = 2_000
NS_PER_MS: Final = 1e6


@frozen
class Histogram:
    """How many took how long, by the columns of `EDGES_MS`; percentiles are milliseconds, None
    without any."""

    title: str
    means: str
    counts: tuple[int, ...]
    p50: float | None
    p95: float | None
    p99: float | None

    @property
    def total(self) -> int:
        return sum(self.counts)


class _Samples:
    def __init__(self, title: str, means: str) -> None:
        self._title = title
        self._means = means
        self._latest: deque[float] = deque(maxlen=KEPT)

    def add(self, took_ns: int) -> None:
        self._latest.append(took_ns / NS_PER_MS)

    def histogram(self) -> Histogram:
        ordered = sorted(self._latest)
        counts = [0] * (len(EDGES_MS) + 1)
        for one in ordered:
            counts[bisect_left(EDGES_MS, one)] += 1
        p50, p95, p99 = (_percentile(ordered, share) for share in (0.5, 0.95, 0.99))
        title, means = (translate("Diagnostics", words) for words in (self._title, self._means))
        return Histogram(title, means, tuple(counts), p50, p95, p99)


def _percentile(ordered: list[float], share: float) -> float | None:
    """The smallest that so many are not above (nearest rank)."""
    if not ordered:
        return None
    rank = -(-len(ordered) * round(share * 100) // 100)
    return ordered[max(0, rank - 1)]


class LatenciesViewModel:
    """Keeps the latest of each kind.

    `alerts` tells of alerts at each of their stages. `listen` calls with every tick of a symbol
    until what it returns is called.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        alerts: Observers[AlertRecord],
        listen: Callable[[str, Callable[[object], None]], Callable[[], None]],
        monotonic_ns: Callable[[], int],
    ) -> None:
        self._listen = listen
        self._monotonic_ns = monotonic_ns
        self._sent = _Samples(
            mark("Diagnostics", "Click → sent"),
            mark(
                "Diagnostics",
                "From the order being asked for, by a click or the API, to its being"
                " handed to the broker: rules and ledger included",
            ),
        )
        self._filled = _Samples(
            mark("Diagnostics", "Alert → filled"),
            mark("Diagnostics", "From an alert's arrival to the fill of what it asked for"),
        )
        self._painted = _Samples(
            mark("Diagnostics", "Tick → paint"),
            mark(
                "Diagnostics",
                "From a tick of the active chart's symbol to the picture that shows it",
            ),
        )
        self._counted: dict[str, None] = {}
        self._symbol = ""
        self._stop_ticks: Callable[[], None] = lambda: None
        self._ticked_ns = 0
        self._stop = (desk.departed.connect(self._hear_departure), alerts.connect(self._hear_alert))

    def close(self) -> None:
        """Stop listening."""
        self._stop_ticks()
        for stop in self._stop:
            stop()

    def follow(self, symbol: str) -> None:
        """Time the ticks of a symbol from now on."""
        if symbol != self._symbol:
            self._stop_ticks()
            self._symbol, self._ticked_ns = symbol, 0
            self._stop_ticks = self._listen(symbol, self._hear_tick)

    def painted(self) -> None:
        """The window has been painted: the first tick since the last time is on the screen."""
        if self._ticked_ns:
            self._painted.add(self._monotonic_ns() - self._ticked_ns)
            self._ticked_ns = 0

    def histograms(self) -> list[Histogram]:
        """Return what was measured so far."""
        return [one.histogram() for one in (self._sent, self._filled, self._painted)]

    def _hear_tick(self, _: object) -> None:
        if not self._ticked_ns:
            self._ticked_ns = self._monotonic_ns()

    def _hear_departure(self, departure: Departure) -> None:
        self._sent.add(departure.took_ns)

    def _hear_alert(self, record: AlertRecord) -> None:
        """An alert that has traded is told of again at each later fill; one that waited for a
        person tells nothing of the program."""
        stages = dict(record.timeline)
        if Stage.FILLED not in stages or Stage.WAITING in stages:
            return
        if record.alert_id not in self._counted:
            self._counted[record.alert_id] = None
            self._filled.add(stages[Stage.FILLED] - stages[Stage.RECEIVED])
            if len(self._counted) > KEPT:
                del self._counted[next(iter(self._counted))]
