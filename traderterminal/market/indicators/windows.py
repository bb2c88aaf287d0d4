"""Steps that look back over the last bars: sums, averages, extremes, spreads."""

from collections import deque
from collections.abc import Callable
from operator import add
from typing import Any, Final

import numpy as np

from traderterminal.market.indicators.arithmetic import NAN, Floats, V, larger, smaller
from traderterminal.market.indicators.steps import Step

#: With fewer blocks than this it is quicker to go through a column value by value.
_BLOCKS: Final = 8

Stretch = Any  # what a stretch of values comes to: a number, an array, or a tuple of them


class Window(Step):
    """What the last `length` values come to, joined from two stretches.

    Values are kept in blocks of `length`. A window covers the end of one block and the beginning of
    the next, and what both come to is known already: `join(older, newer)` puts them together. So
    nothing is ever subtracted: rounding does not add up however long it runs, a value that is
    missing is missed no longer than it stays in the window, and extremes need no search. (Van Herk
    and Gil and Werman described this in 1992 and 1993 for extremes.)

    `alone` is what one value comes to, `result` what is told of a stretch.
    """

    def __init__(
        self,
        length: int,
        join: Callable[[Stretch, Stretch], Stretch],
        alone: Callable[[Any], Stretch] | None = None,
        result: Callable[[Stretch], Any] | None = None,
    ) -> None:
        self._length = length
        self._join = join
        self._alone = alone
        self._result = result
        self._block: list[float] = []
        self._ends: list[Stretch] = [self._of(NAN)] * length  # from each place of the block before
        self._before: Stretch = None  # what the block before adds to a window that ends here
        self._front: Stretch = None  # what the block so far comes to
        self._next: tuple[float, Stretch] = (NAN, None)
        self._find_place()

    def __call__(self, value: V) -> V:
        if not isinstance(value, float):
            few = len(value) < _BLOCKS * self._length
            return self._each(value) if few else self._many(value)
        front = value if self._alone is None else self._alone(value)
        if self._front is not None:
            front = self._join(self._front, front)
        self._next = (value, front)
        whole = front if self._before is None else self._join(self._before, front)
        found: float = whole if self._result is None else self._result(whole)
        return found

    def commit(self) -> None:
        value, self._front = self._next
        self._block.append(value)
        if len(self._block) == self._length:
            self._ends = self._ends_of([self._of(value) for value in self._block])
            self._block, self._front = [], None
        self._find_place()

    def _find_place(self) -> None:
        after = len(self._block) + 1
        self._before = None if after == self._length else self._ends[after]

    def _of(self, value: Any) -> Stretch:
        return value if self._alone is None else self._alone(value)

    def _ends_of(self, places: list[Stretch]) -> list[Stretch]:
        ends = [places[-1]]
        for place in reversed(places[:-1]):
            ends.append(self._join(place, ends[-1]))
        return ends[::-1]

    def _each(self, column: Floats) -> Floats:
        line = np.empty(len(column))
        for index, value in enumerate(column.tolist()):
            line[index] = self(value)
            self.commit()
        return line

    def _many(self, column: Floats) -> Floats:
        """Go through all blocks of the column at once, place by place."""
        length, begun = self._length, len(self._block)
        line = np.concatenate((self._block, column))
        padded = np.full(-(-len(line) // length) * length, NAN)
        padded[: len(line)] = line
        places = [self._of(place) for place in padded.reshape(-1, length).T.copy()]
        ends = self._ends_of(places)
        found = np.empty((length, len(padded) // length))
        front: Stretch = None
        for index, place in enumerate(places):
            front = place if front is None else self._join(front, place)
            if index + 1 < length:
                before = _behind(self._ends[index + 1], ends[index + 1])
                whole = self._join(before, front)
            else:
                whole = front
            found[index] = whole if self._result is None else self._result(whole)
        self._take_over(line, ends)
        return found.T.reshape(-1)[begun : len(line)]

    def _take_over(self, line: Floats, ends: list[Stretch]) -> None:
        """Remember the last full block and what is begun of the next."""
        blocks = len(line) // self._length
        if blocks:
            self._ends = [_at(end, blocks - 1) for end in ends]
        self._block, self._front = [], None
        self._find_place()
        for value in line[blocks * self._length :].tolist():
            self(value)
            self.commit()


def _behind(first: Stretch, stretches: Stretch) -> Stretch:
    """Shift what each block came to by one block: `first` comes in front, the last falls off."""
    if isinstance(stretches, tuple):
        return tuple(_behind(a, b) for a, b in zip(first, stretches, strict=True))
    if isinstance(stretches, float):  # the same for every block, such as a length
        return stretches
    return np.concatenate(([first], stretches[:-1]))


def _at(stretches: Stretch, block: int) -> Stretch:
    if isinstance(stretches, tuple):
        return tuple(_at(part, block) for part in stretches)
    return stretches if isinstance(stretches, float) else float(stretches[block])


def rolling_sum(length: int) -> Window:
    """The sum of the last values."""
    return Window(length, add)


def average(length: int) -> Window:
    """The plain average of the last values; of equal values it is exactly these."""
    return Window(length, _join_means, _alone_mean, lambda whole: whole[1])


def highest(length: int) -> Window:
    """The largest of the last values."""
    return Window(length, larger)


def lowest(length: int) -> Window:
    """The smallest of the last values."""
    return Window(length, smaller)


def weighted(length: int) -> Window:
    """The average of the last values, the newest weighing `length`, the oldest 1."""
    weights = length * (length + 1) / 2
    return Window(length, _join_weighted, _alone_weighted, lambda whole: whole[2] / weights)


def variance(length: int) -> Window:
    """The mean square distance of the last values from their average (of a population)."""
    return Window(length, _join_moments, _alone_moments, lambda whole: whole[2] / length)


def bars_since_highest(length: int) -> Window:
    """How many bars ago the largest of the last values was, the latest of equal ones: 0 is now."""
    return Window(length, _join_latest, _alone_latest, _age)


def bars_since_lowest(length: int) -> Window:
    """How many bars ago the smallest of the last values was, the latest of equal ones."""
    return Window(length, _join_latest, lambda value: _alone_latest(-value), _age)


def _alone_weighted(value: Stretch) -> Stretch:
    return 1.0, value, value


def _join_weighted(older: Stretch, newer: Stretch) -> Stretch:
    """Join (count, sum, sum weighted from 1 on): what is newer weighs more by the older's count."""
    count, total, heavy = older
    more, other, weighing = newer
    return count + more, total + other, heavy + weighing + count * other


def _alone_mean(value: Stretch) -> Stretch:
    return 1.0, value


def _join_means(older: Stretch, newer: Stretch) -> Stretch:
    """Join (count, mean)."""
    count, mean = older
    more, other = newer
    both = count + more
    return both, mean + (other - mean) * (more / both)


def _alone_moments(value: Stretch) -> Stretch:
    return 1.0, value, value * 0.0


def _join_moments(older: Stretch, newer: Stretch) -> Stretch:
    """Join (count, mean, squares about it). Chan, Golub and LeVeque (1979): exact where flat."""
    count, mean, squares = older
    more, other, others = newer
    both = count + more
    apart = other - mean
    share = more / both
    return both, mean + apart * share, squares + others + apart * apart * (count * share)


def _alone_latest(value: Stretch) -> Stretch:
    return 1.0, value, value * 0.0


def _join_latest(older: Stretch, newer: Stretch) -> Stretch:
    """Join (count, largest, how long before the stretch's end); NaN is larger than all."""
    count, most, age = older
    more, other, younger = newer
    if isinstance(most, float):
        if other >= most or other != other:
            return count + more, other, younger
        return count + more, most, age + more
    newest = (other >= most) | np.isnan(other)
    return count + more, np.where(newest, other, most), np.where(newest, younger, age + more)


def _age(whole: Stretch) -> Any:
    _, most, age = whole
    return age + most * 0.0


class MeanDeviation(Step):
    """The average distance of the last values from a mean that is told.

    Each answer takes `length` additions: unlike a square, a distance cannot be joined from parts.
    """

    def __init__(self, length: int) -> None:
        self._length: Final = length
        self._values = deque([NAN] * (length - 1), length - 1)
        self._value = NAN

    def __call__(self, value: V, mean: V) -> V:
        if isinstance(value, float):
            self._value = value
            total = 0.0
            for earlier in self._values:
                total += abs(earlier - mean)
            return (total + abs(value - mean)) / self._length
        line = np.concatenate((self._values, value))
        count = len(value)
        distance = np.zeros(count)
        for first in range(self._length):
            distance += np.abs(line[first : first + count] - mean)
        self._values.extend(value.tolist())
        return distance / self._length

    def commit(self) -> None:
        self._values.append(self._value)
