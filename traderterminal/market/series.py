"""A series: bars in columns with all zooms of them, oldest first; the last one is still forming."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from traderterminal.domain.bars import Bar
from traderterminal.market.bar_checks import believable, count_flaws
from traderterminal.market.columns import BarColumns
from traderterminal.market.pyramid import CLOSE, HIGH, LOW, OPEN, Prices, Pyramid, Slice
from traderterminal.market.strip import Strip

Int64s = npt.NDArray[np.int64]

#: The forming bar as a row: its start, the time of its first and its last trade, and its values.
START_NS, FIRST_NS, LAST_NS, ROW_OPEN, ROW_HIGH, ROW_LOW, ROW_CLOSE, ROW_VOLUME = range(8)


class Series:
    """Bars of one symbol and one kind.

    The columns are read-only views, good until the next change. `version` rises with every change,
    `generation` only when something else than the last bar or a new one changed: history was put
    in front, a late trade fell into an older bar, or all was cleared. Prices are whole ticks in
    int32, those of a derived series parts of ticks in float32, and either float64 once one did not
    fit; `misfits` counts those. `flaws` counts what of the data was not as it ought to be, by the
    names of market.bar_checks, and `late` trades.
    """

    def __init__(self, dtype: npt.DTypeLike = np.int32) -> None:
        self.version = 0
        self.generation = 0
        self.count = 0
        self.flaws: Counter[str] = Counter()
        self._dtype: Final = np.dtype(dtype)
        self._start = Strip(np.int64)
        self._bars = Pyramid(dtype)
        # The forming bar lives here and is written to its place when somebody reads.
        self._row: list[Any] = [0] * 8
        self._written = True

    @property
    def start_ns(self) -> Int64s:
        self._write()
        return _read_only(self._start.between(self._start.low, self._start.high))

    @property
    def open(self) -> Prices:
        return self._prices(OPEN)

    @property
    def high(self) -> Prices:
        return self._prices(HIGH)

    @property
    def low(self) -> Prices:
        return self._prices(LOW)

    @property
    def close(self) -> Prices:
        return self._prices(CLOSE)

    @property
    def volume(self) -> Int64s:
        self._write()
        return _read_only(self._bars.volume(self._bars.low, self._bars.high))

    @property
    def misfits(self) -> int:
        return self._bars.misfits

    @property
    def nbytes(self) -> int:
        """The memory of the bars; `spare` is that of the room for more, in bytes too."""
        return self._start.nbytes + self._bars.nbytes

    @property
    def spare(self) -> int:
        return self._start.spare + self._bars.spare

    @property
    def last(self) -> Bar:
        """The forming bar, without a look at the columns; raises IndexError where there is none."""
        if not self.count:
            raise IndexError("there is no bar yet")
        return Bar(self._row[START_NS], *self._row[ROW_OPEN:])

    def bar(self, index: int) -> Bar:
        """Return one bar, counted from the first; raises IndexError where there is none."""
        if not 0 <= index < self.count:
            raise IndexError(f"there is no bar {index} of {self.count}")
        return self.last if index == self.count - 1 else self.bars(index, index + 1)[0]

    def view(self, first: float, last: float, pixels_per_bar: float) -> Slice:
        """Return what to draw of the bars from index `first` to before `last`."""
        self._write()
        return self._bars.view(first, last, pixels_per_bar)

    def bars(self, first: int = 0, end: int | None = None) -> list[Bar]:
        """Return the bars `first` to before `end` as values, indexed as slices are."""
        rows = (_plain(column[first:end]) for column in self.columns().each())
        return [Bar(*row) for row in zip(*rows, strict=True)]

    def prepend(self, bars: Sequence[Bar] | BarColumns) -> BarColumns:
        """Put older bars in front and return them.

        Bars at or after the first one are left out, and those that cannot be true; `flaws` counts
        them.
        """
        older = self._checked(bars if isinstance(bars, BarColumns) else BarColumns.of(bars))
        if self.count:
            within = older.before(self._start_at(0))
            if len(within) < len(older):
                self.flaws["overlapping"] += len(older) - len(within)
            older = within
        count_flaws("below_one", older.low <= 0, self.flaws)
        if len(older):
            self._put_in_front(older)
            self._changed_before_the_last()
        return older

    def make_room(self, before: int) -> None:
        """Have room for so many bars in front at once."""
        for strip, places in self.strips(before):
            larger = strip.larger(places, 0)
            if larger is not None:
                strip.move_to(larger)

    @property
    def due(self) -> int:
        """How many bars are not drawn at every zoom yet: they are made so once somebody looks."""
        return self._bars.due

    def work_ahead(self, most: int) -> None:
        """Make about `most` of the bars that are due ready for every zoom."""
        self._bars.work_ahead(most)

    def strips(self, before: int) -> Iterator[tuple[Strip, int]]:
        """Go through all columns, with how many places each needs for so many bars in front."""
        yield self._start, before
        yield from self._bars.strips(before)

    def columns(self) -> BarColumns:
        """Return all bars as columns, which are views as good as those of the series."""
        return BarColumns(self.start_ns, self.open, self.high, self.low, self.close, self.volume)

    def clear(self) -> None:
        """Forget all bars."""
        self.count = 0
        self._start, self._bars = Strip(np.int64), Pyramid(self._dtype)
        self.flaws.clear()
        self._written = True
        self._changed_before_the_last()

    def _checked(self, bars: BarColumns) -> BarColumns:
        return believable(bars, self.flaws)

    def _put_in_front(self, older: BarColumns) -> None:
        was_empty = not self.count
        self._reach(len(older), 0)
        low = self._start.low
        self._start.between(low, low + len(older))[...] = older.start_ns
        self._bars.put(low, (older.open, older.high, older.low, older.close), older.volume)
        if was_empty:
            (last,) = self.bars(-1)
            self._row = [last.start_ns, last.start_ns, *astuple(last)]

    def adopt(self, other: Self) -> None:
        """Hold from now on what another series of the same kind held, which ends with that."""
        self.count = other.count
        self._start, self._bars = other._start, other._bars
        self._row, self._written = other._row, other._written
        self.flaws.update(other.flaws)
        self._changed_before_the_last()

    def _begin(self, row: list[Any]) -> None:
        """Begin a bar; the one before it is finished."""
        self._write()
        self._reach(0, 1)
        self._row = row
        self._written = False
        self.version += 1

    def _reach(self, before: int, after: int) -> None:
        low, high = self._start.low - before, self._start.high + after
        self._start.reach(low, high)
        self._bars.reach(low, high)
        self.count = high - low

    def _changed_before_the_last(self) -> None:
        self.version += 1
        self.generation += 1

    def _start_at(self, index: int) -> int:
        self._write()
        return self._start.item(self._start.low + index)

    def _write(self) -> None:
        if not self._written:
            place = self._start.high - 1
            self._start.write(place, self._row[START_NS])
            self._bars.write(place, self._row[ROW_OPEN:ROW_VOLUME], self._row[ROW_VOLUME])
            self._written = True

    def _prices(self, row: int) -> Prices:
        self._write()
        return _read_only(self._bars.prices(self._bars.low, self._bars.high)[row])


def join(row: list[Any], at_ns: int, price: int, size: int) -> None:
    """Add a trade to the bar in `row`."""
    row[ROW_VOLUME] += size
    if price > row[ROW_HIGH]:
        row[ROW_HIGH] = price
    elif price < row[ROW_LOW]:
        row[ROW_LOW] = price
    if at_ns >= row[LAST_NS]:
        row[LAST_NS], row[ROW_CLOSE] = at_ns, price
    elif at_ns < row[FIRST_NS]:
        row[FIRST_NS], row[ROW_OPEN] = at_ns, price


def _read_only(view: npt.NDArray[Any]) -> npt.NDArray[Any]:
    view.flags.writeable = False
    return view


def _plain(column: npt.NDArray[Any]) -> list[Any]:
    """Return plain numbers, which are whole where the values are."""
    found: list[Any] = column.tolist()
    if column.dtype.kind == "f":
        return [int(value) if value.is_integer() else value for value in found]
    return found
