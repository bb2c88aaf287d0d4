"""What indicators read: one bar, or the columns of many."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final, Generic

import numpy as np
import numpy.typing as npt

from traderterminal.market.indicators.arithmetic import NAN, Floats, V, known, larger, smaller

#: Beyond any price and volume: such a number is damage, and its square would overflow.
LARGEST: Final = 1e15


class Bars(Generic[V]):
    """One bar (`Bars[float]`) or columns of bars, oldest first (`Bars[Floats]`).

    Prices may be in money or in ticks, results are in the same unit; volume is in lots. `delta` is
    what buyers took less what sellers gave, NaN where the feed does not say. `start_ns` is the time
    of the bar's start. `day_ns` names its trading day (00:00 UTC of the trade date). `session_ns`
    is when the regular session that the bar belongs to began, NaN outside of it. Times are floats:
    whole seconds up to the year 2250 are exact. Delta, days and sessions may be given as what finds
    them once they are asked for. Made by `one_bar` and `many_bars`, which let
    nothing through but usable numbers and NaN.
    """

    __slots__ = (
        "_day_ns",
        "_delta",
        "_session_ns",
        "close",
        "high",
        "low",
        "open",
        "start_ns",
        "volume",
    )

    def __init__(
        self,
        open: V,
        high: V,
        low: V,
        close: V,
        volume: V,
        delta: V | Callable[[], V],
        start_ns: V,
        day_ns: V | Callable[[], V],
        session_ns: V | Callable[[], V],
    ) -> None:
        self.open: V = open
        self.high: V = high
        self.low: V = low
        self.close: V = close
        self.volume: V = volume
        self.start_ns: V = start_ns
        self._delta: V | Callable[[], V] = delta
        self._day_ns: V | Callable[[], V] = day_ns
        self._session_ns: V | Callable[[], V] = session_ns

    @property
    def delta(self) -> V:
        if callable(self._delta):  # few ask, and finding out takes a while
            self._delta = self._delta()
        return self._delta

    @property
    def day_ns(self) -> V:
        if callable(self._day_ns):
            self._day_ns = self._day_ns()
        return self._day_ns

    @property
    def session_ns(self) -> V:
        if callable(self._session_ns):
            self._session_ns = self._session_ns()
        return self._session_ns

    @property
    def median(self) -> V:
        return (self.high + self.low) / 2.0

    @property
    def typical(self) -> V:
        return (self.high + self.low + self.close) / 3.0

    @property
    def average(self) -> V:
        return (self.open + self.high + self.low + self.close) / 4.0


def one_bar(
    open: float,
    high: float,
    low: float,
    close: float,
    volume: float = NAN,
    delta: float = NAN,
    start_ns: float = NAN,
    day_ns: float = NAN,
    session_ns: float = NAN,
) -> Bars[float]:
    """Return one bar; what is no usable number becomes NaN, as does a negative volume."""
    if not abs(open) + abs(high) + abs(low) + abs(close) < LARGEST:
        open, high, low, close = map(_usable, (open, high, low, close))
    return Bars(
        float(open),
        float(high),
        float(low),
        float(close),
        float(volume) if 0.0 <= volume < LARGEST else NAN,
        float(_usable(delta)),
        float(start_ns),
        float(day_ns),
        float(session_ns),
    )


def many_bars(
    open: npt.ArrayLike,
    high: npt.ArrayLike,
    low: npt.ArrayLike,
    close: npt.ArrayLike,
    volume: npt.ArrayLike | None = None,
    delta: npt.ArrayLike | None = None,
    start_ns: npt.ArrayLike | None = None,
    day_ns: npt.ArrayLike | None = None,
    session_ns: npt.ArrayLike | None = None,
) -> Bars[Floats]:
    """Return columns of bars, cleaned as one bar is; raises ValueError for unequal lengths."""
    prices = [_usable_column(column) for column in (open, high, low, close)]
    count = len(prices[0])
    lots, taken = (_usable_column(_or_nothing(column, count)) for column in (volume, delta))
    times = [
        np.array(_or_nothing(column, count), np.float64)
        for column in (start_ns, day_ns, session_ns)
    ]
    columns = (*prices, np.where(lots >= 0.0, lots, NAN), taken, *times)
    if any(column.shape != (count,) for column in columns):
        raise ValueError(f"columns of bars differ in length: {[len(c) for c in columns]}")
    return Bars(*columns)


def some_bars(bars: Bars[Floats], rows: npt.NDArray[np.int64] | slice) -> Bars[Floats]:
    """Return the bars of these rows."""
    return Bars(
        bars.open[rows],
        bars.high[rows],
        bars.low[rows],
        bars.close[rows],
        bars.volume[rows],
        bars.delta[rows],
        bars.start_ns[rows],
        bars.day_ns[rows],
        bars.session_ns[rows],
    )


def each_bar(bars: Bars[Floats]) -> Iterator[Bars[float]]:
    """Yield the bars one by one."""
    columns = (
        bars.open,
        bars.high,
        bars.low,
        bars.close,
        bars.volume,
        bars.delta,
        bars.start_ns,
        bars.day_ns,
        bars.session_ns,
    )
    for row in zip(*(column.tolist() for column in columns), strict=True):
        yield Bars(*row)


def _usable(number: float) -> float:
    return number if abs(number) < LARGEST else NAN


def _usable_column(column: npt.ArrayLike) -> Floats:
    values = np.array(column, np.float64)
    values[~(np.abs(values) < LARGEST)] = NAN
    return values


def _or_nothing(column: npt.ArrayLike | None, count: int) -> npt.ArrayLike:
    return np.full(count, NAN) if column is None else column


#: The prices of a bar that an average can be taken of.
SOURCES: Final[Mapping[str, Callable[[Bars[Any]], Any]]] = {
    "close": attrgetter("close"),
    "open": attrgetter("open"),
    "high": attrgetter("high"),
    "low": attrgetter("low"),
    "median": attrgetter("median"),
    "typical": attrgetter("typical"),
    "average": attrgetter("average"),
}


def true_range(bar: Bars[V], previous_close: V) -> V:
    """Return how far the price went since the previous close, gap included.

    Where no previous close is known, the bar's own range. J. Welles Wilder, New Concepts in
    Technical Trading Systems (1978).
    """
    top = larger(bar.high, known(previous_close, bar.high))
    return top - smaller(bar.low, known(previous_close, bar.low))
