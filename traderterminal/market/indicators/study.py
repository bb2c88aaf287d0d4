"""A study: an indicator kept in step with the bars of a chart, and its lines to draw."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from traderterminal.domain.bars import Bar
from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.indicators.columns import Bars, each_bar
from traderterminal.market.indicators.indicator import Indicator
from traderterminal.market.periods import Period
from traderterminal.market.series import Int64s, Series
from traderterminal.market.signed_volume import FindDelta

Line: TypeAlias = npt.NDArray[np.float32]

#: Bars that are closed at one go: some milliseconds of work.
PIECE: Final = 16_384
#: So few bars are closed sooner one by one.
_FEW: Final = 16
#: Lines grow by a fifth, so that at most that is spare, but for some bars to begin with.
_GROWTH: Final = 1.2
_ROOM: Final = 256
_MOST: Final = float(np.finfo(np.float32).max)


class StudyBars:
    """The bars of a series as indicators read them, for all studies of one chart.

    Prices stay in ticks. `days` cuts time into trading days. `sessions` says of instants when the
    regular session that each belongs to began, NaN outside; `delta` finds the signed volume of bars
    by their starts and volumes. None where nothing is known of them.
    """

    def __init__(
        self,
        series: Series,
        days: Period,
        sessions: Callable[[Int64s], Floats] | None = None,
        delta: FindDelta | None = None,
    ) -> None:
        self.series: Final = series
        self._days = days
        self._sessions = sessions
        self._delta = delta
        self._times = (NAN, NAN, NAN)  # start, day and session of the last bar
        self._last: Bars[float] | None = None
        self._version = -1

    def part(self, first: int, end: int) -> Bars[Floats]:
        """Return the bars `first` to before `end`."""
        series, part = self.series, slice(first, end)
        start_ns = series.start_ns[part]
        unknown, volume = np.full(len(start_ns), NAN), series.volume[part].astype(np.float64)
        # Where the last of them ends is known once another bar has begun.
        until_ns = int(series.start_ns[end]) if end < series.count else None
        return Bars(
            series.open[part].astype(np.float64),
            series.high[part].astype(np.float64),
            series.low[part].astype(np.float64),
            series.close[part].astype(np.float64),
            volume,
            unknown if self._delta is None else partial(self._delta, start_ns, until_ns, volume),
            start_ns.astype(np.float64),
            lambda: self._days.keys(start_ns).astype(np.float64),
            unknown if self._sessions is None else partial(self._sessions, start_ns),
        )

    def last(self) -> Bars[float]:
        """Return the bar that still forms; raises IndexError where there is none."""
        series = self.series
        if self._last is None or self._version != series.version:
            bar = series.last
            if self._times[0] != float(bar.start_ns):
                self._times = self._times_of(bar.start_ns)
            self._last = Bars(
                float(bar.open),
                float(bar.high),
                float(bar.low),
                float(bar.close),
                float(bar.volume),
                NAN if self._delta is None else partial(_delta_of, self._delta, bar),
                *self._times,
            )
            self._version = series.version
        return self._last

    def _times_of(self, start_ns: int) -> tuple[float, float, float]:
        alone = np.array([start_ns], np.int64)
        session = NAN if self._sessions is None else float(self._sessions(alone)[0])
        return float(start_ns), float(self._days.keys(alone)[0]), session


class Lines:
    """The values of an indicator's outputs to draw.

    Four bytes for each bar, which is finer than a pixel: of closed bars, and after them of the last
    one while it forms.
    """

    def __init__(self, outputs: int) -> None:
        self.closed = 0
        self._columns: npt.NDArray[np.float32] = np.empty((outputs, _ROOM), np.float32)

    def clear(self) -> None:
        """Forget all bars."""
        self.closed = 0

    def close(self, values: Floats) -> None:
        """Add closed bars: a row of `values` for each output, a column for each bar."""
        end = self.closed + values.shape[1]
        self.make_room(end + 1)
        self._columns[:, self.closed : end] = _drawable(values)
        self.closed = end

    def make_room(self, count: int) -> None:
        """Have a place for so many bars: a history takes no more than it needs."""
        outputs, room = self._columns.shape
        if count > room:
            wanted = max(count + _ROOM, int(room * _GROWTH))
            grown = np.empty((outputs, wanted), np.float32)
            grown[:, : self.closed] = self._columns[:, : self.closed]
            self._columns = grown

    def views(self, forming: Sequence[float] | None) -> tuple[Line, ...]:
        """Return a read-only view for each output, good until the next change."""
        count = self.closed
        if forming is not None:
            for row, value in enumerate(forming):
                self._columns[row, count] = value if abs(value) <= _MOST else NAN
            count += 1
        view = self._columns[:, :count]
        view.flags.writeable = False
        return tuple(view)


class Study:
    """An indicator over the bars of a chart.

    `refresh` brings it up to date. `generation` rises when values of older bars changed, as those
    of the series itself do. `values` are those of the last bar in full.
    """

    def __init__(self, indicator: Indicator, bars: StudyBars) -> None:
        self.generation = 0
        self.count = 0  # of the bars that lines have a value for
        self.values: tuple[float, ...] = (NAN,) * len(indicator.outputs)
        self._indicator = indicator.fresh()
        self._bars = bars
        self._older = -1  # the series' generation and version that were seen last
        self._version = -1
        self.outputs: Final = indicator.outputs  # asked for many times a frame
        self._lines = Lines(len(indicator.outputs))

    @property
    def series_generation(self) -> int:
        """The generation of the series that the values are of; −1 before any."""
        return self._older

    @property
    def indicator(self) -> Indicator:
        return self._indicator

    @property
    def lines(self) -> tuple[Line, ...]:
        """A read-only view for each output, good until the next refresh."""
        return self._lines.views(self.values if self.count > self._lines.closed else None)

    def refresh(self, most: int | None = None) -> bool:
        """Take in what is new and say whether that was all.

        Closes no more than `most` bars, so that a long history can be spread over frames; None
        closes all. A tick on the last bar takes the same short time however many there are.
        """
        series = self._bars.series
        version = series.version
        if version == self._version:
            return True
        if series.generation != self._older:
            self._begin_anew()
        last = series.count - 1
        if self._lines.closed < last:
            self._close_bars(last, most)
            if self._lines.closed < last:
                return False
        if last >= 0:
            self.values = self._indicator.update(self._bars.last())
        self.count = last + 1
        self._version = version
        return True

    def _begin_anew(self) -> None:
        self._indicator = self._indicator.fresh()
        self._lines.clear()
        self.count = 0
        self.values = (NAN,) * len(self.outputs)
        self.generation += 1
        self._older = self._bars.series.generation

    def _close_bars(self, until: int, most: int | None) -> None:
        lines = self._lines
        if most is not None:
            until = min(until, lines.closed + most)
        lines.make_room(until + 1)
        while lines.closed < until:
            bars = self._bars.part(lines.closed, min(until, lines.closed + PIECE))
            lines.close(closed_values(self._indicator, bars))
        self.count = until


def closed_values(indicator: Indicator, bars: Bars[Floats]) -> Floats:
    """Close bars and return the values at each: a row for each output."""
    if len(bars.close) <= _FEW:
        rows = [indicator.append(bar) for bar in each_bar(bars)]
        return np.array(rows, np.float64).reshape(-1, len(indicator.outputs)).T
    return np.array(indicator.history(bars), np.float64)


def _delta_of(find: FindDelta, last: Bar) -> float:
    start, volume = np.array([last.start_ns], np.int64), np.array([last.volume], np.float64)
    return float(find(start, None, volume)[0])


def _drawable(values: Floats) -> npt.NDArray[np.float32]:
    """Return values as they are drawn: what is too large for that has none."""
    return np.where(np.abs(values) <= _MOST, values, NAN).astype(np.float32)
