"""What every contestant of the chart bench has to show, and how long it takes it.

It is imported by other people's environments too, so it needs nothing but numpy and, once it
measures, the Qt that the contestant runs on.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from traderterminal.kit.frozen import frozen

WIDTH: Final = 1280
HEIGHT: Final = 720
TICK: Final = 0.25
MINUTE_S: Final = 60.0
#: Of each of the three ways to move about.
VIEWS_A_PHASE: Final = 100
TICKS: Final = 200
NEAR_BARS: Final = 250
CLOSEST_BARS: Final = 60
WIDE_SHARE: Final = 0.6
SEED: Final = 7

Floats = npt.NDArray[np.float64]
#: What was measured, by name.
Found = dict[str, list[float]]


@frozen
class Walk:
    """Minutes of a price that wanders on a grid of ticks: seconds, prices, lots, all float64."""

    time: Floats
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats

    @classmethod
    def of(cls, count: int, until_s: float = 1_600_000_000.0, last: float = 6_850.0) -> "Walk":
        """Return `count` bars of which the last one starts a minute before `until_s`."""
        draw = np.random.default_rng(SEED)
        close = np.cumsum(draw.normal(0.0, 1.2, count))
        close += last - close[-1]
        open_ = np.concatenate(([close[0]], close[:-1])) + draw.normal(0, 0.15, count)
        high = np.maximum(open_, close) + draw.exponential(0.7, count)
        low = np.minimum(open_, close) - draw.exponential(0.7, count)
        volume = draw.integers(50, 4_000, count).astype(np.float64)
        start = until_s - MINUTE_S * np.arange(count, 0, -1).astype(np.float64)
        return cls(start, _snapped(open_), _snapped(high), _snapped(low), _snapped(close), volume)


def _snapped(prices: Floats) -> Floats:
    return (np.round(prices / TICK) * TICK).astype(np.float64)


class Contestant(Protocol):
    """A chart: built from a walk, then shown views of it and the ticks of its last bar.

    What it has to import it has imported before it is built.
    `build` returns the widget to resize and show, `canvas` the one that Qt paints. `trade` changes
    the last bar, which closes at `last`, as a trade at a price does.
    """

    @property
    def last(self) -> float: ...
    def build(self, walk: Walk) -> Any: ...
    def canvas(self) -> Any: ...
    def show_bars(self, first: float, end: float) -> None: ...
    def trade(self, price: float) -> None: ...


def views(count: int) -> Iterator[tuple[float, float]]:
    """Yield the bars to show: a pan close up, a zoom out to all and in again, a pan far out."""
    near = min(NEAR_BARS, count)
    for step in range(VIEWS_A_PHASE):
        first = (count - near) / 2 + 3.0 * (step - VIEWS_A_PHASE / 2)
        first = min(max(0.0, first), count - near)
        yield first, first + near
    for step in range(VIEWS_A_PHASE):
        share = 1 - abs(2 * step / VIEWS_A_PHASE - 1)
        shown = min(count, CLOSEST_BARS * (count / CLOSEST_BARS) ** share)
        yield (count - shown) / 2, (count + shown) / 2
    for step in range(VIEWS_A_PHASE):
        first = count * (1 - WIDE_SHARE) * step / VIEWS_A_PHASE
        yield first, first + count * WIDE_SHARE


def prices(last: float) -> Iterator[float]:
    """Yield the prices of trades about the last one, none the same as the one before."""
    draw = np.random.default_rng(SEED)
    steps = 0
    for step in draw.choice((-1, 1), TICKS):
        steps = steps + int(step) if abs(steps + int(step)) <= 2 else steps - int(step)
        yield last + steps * TICK


class Stage:
    """A contestant on the screen, asked for one thing after another; each has to be painted.

    `count` is how many bars there are with those of the walk, `core` and `app` are Qt's.
    """

    def __init__(self, contestant: Contestant, walk: Walk, count: int, core: Any, app: Any) -> None:
        self._contestant = contestant
        self._count = count
        self._app = app
        began = time.perf_counter()
        widget = contestant.build(walk)
        widget.resize(WIDTH, HEIGHT)
        widget.show()
        canvas = contestant.canvas()
        canvas.repaint()
        self._finish()
        self.first_paint = _ms_since(began)
        # Where a pointer happens to be is nobody's doing: all of them are shown without one.
        core.QCoreApplication.sendEvent(canvas, core.QEvent(core.QEvent.Type.Leave))
        self._paints = 0
        self._filter = _count_paints(core, self._note_paint)
        canvas.installEventFilter(self._filter)

    def _note_paint(self) -> None:
        self._paints += 1

    def _finish(self) -> None:
        self._app.processEvents()
        self._app.sync()

    def _timed(self, change: Callable[[], None]) -> float:
        painted = self._paints
        began = time.perf_counter()
        change()
        self._finish()
        took = _ms_since(began)
        if self._paints == painted:
            raise RuntimeError("a change of the bench was not painted")
        return took

    def take_views(self) -> list[float]:
        """Show all views."""
        show = self._contestant.show_bars
        return [
            self._timed(lambda first=first, end=end: show(first, end))  # type: ignore[misc]  # bound now
            for first, end in views(self._count)
        ]

    def take_trades(self) -> list[float]:
        """Trade back to back, with the last bars in view."""
        self._contestant.show_bars(self._count - min(NEAR_BARS, self._count), self._count)
        self._finish()
        trade = self._contestant.trade
        return [
            self._timed(lambda price=price: trade(price))  # type: ignore[misc]  # bound now
            for price in prices(self._contestant.last)
        ]


def _count_paints(core: Any, note: Callable[[], None]) -> Any:
    class Filter(core.QObject):  # type: ignore[misc]  # of whichever Qt the contestant has
        def eventFilter(self, watched: Any, event: Any) -> bool:
            if event.type() == core.QEvent.Type.Paint:
                note()
            return False

    return Filter()


def _ms_since(began: float) -> float:
    return (time.perf_counter() - began) * 1e3


def take(stage: Stage, *, with_views: bool) -> Found:
    """Return milliseconds: of the first paint, of each view, unless trades alone are asked for, and
    of each trade."""
    views_ms = stage.take_views() if with_views else []
    return {
        "first_paint": [stage.first_paint],
        "views": views_ms,
        "trades": stage.take_trades(),
    }


def tell(found: Found) -> None:
    """Write what was found for the process that asked, as the last line."""
    sys.stdout.write(f"{json.dumps(found)}\n")
    sys.stdout.flush()


def percentile(values: Sequence[float], percent: float) -> float:
    """Return a percentile of what was taken."""
    return float(np.percentile(values, percent))
