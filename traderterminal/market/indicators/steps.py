"""What indicators are built of: small memories that are fed a value a bar.

A step keeps what it remembers of the *closed* bars. Called with a number, it answers for the bar
that the number stands for and changes nothing for good, so that a live bar can be asked about at
every tick; `commit` then closes that bar. Called with a column, it closes all bars of it and
answers for each, to the last bit as it would have one by one. Columns may come in pieces.

A bar without a value (NaN) has no result; averages without an end pass it over and go on.
"""

import math
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from traderterminal.market.indicators.arithmetic import NAN, Floats, V

Rows: TypeAlias = npt.NDArray[np.int64]

#: An exponential average sums up no more values than this before it moves on, and no more than it
#: takes for powers to grow by fifty digits: sums of them stay far from overflow.
_STRETCH: Final = 512
_LARGE: Final = 50.0
#: What rounding in such sums comes to, as a share of a value.
_ROUNDING: Final = 1e-13

#: What a `Recursion` remembers; never changed in place.
State = tuple[float, ...]


class Step(ABC):
    """One memory."""

    @abstractmethod
    def commit(self) -> None:
        """Close the bar that was asked about last."""


class Before(Step):
    """The value of `bars` bars ago."""

    def __init__(self, bars: int = 1) -> None:
        self._values = deque([NAN] * bars, bars)
        self._value = NAN

    def __call__(self, value: V) -> V:
        if isinstance(value, float):
            self._value = value
            return self._values[0]
        line = np.concatenate((self._values, value))
        self._values.extend(value.tolist())
        return line[: len(value)]

    def commit(self) -> None:
        self._values.append(self._value)


class Number(Step):
    """Which bar it is, counted from 0."""

    def __init__(self) -> None:
        self._seen = 0.0

    def __call__(self, value: V) -> V:
        if isinstance(value, float):
            return self._seen
        numbers = np.arange(self._seen, self._seen + len(value))
        self._seen += len(value)
        return numbers

    def commit(self) -> None:
        self._seen += 1.0


class Total(Step):
    """The sum of all values since the first."""

    def __init__(self) -> None:
        self._total = 0.0
        self._next = 0.0

    def __call__(self, value: V) -> V:
        if isinstance(value, float):
            total = self._total + value
            self._next = total if total == total else self._total
            return total
        line = np.concatenate(([self._total], np.where(np.isnan(value), 0.0, value)))
        totals = np.cumsum(line)
        self._total = float(totals[-1])
        return np.where(np.isnan(value), NAN, totals[1:])

    def commit(self) -> None:
        self._total = self._next


class FirstOf(Step):
    """The first value of each period; a period is as long as its key stays the same.

    A bar without a value or a key is passed over.
    """

    def __init__(self) -> None:
        self._first = self._key = NAN
        self._next = (NAN, NAN)

    def __call__(self, value: V, key: V) -> V:
        if not isinstance(value, float):
            return self._many(value, key)
        if value != value or key != key:
            self._next = (self._first, self._key)
            return NAN
        self._next = (self._first, key) if key == self._key else (value, key)
        return self._next[0]

    def _many(self, column: Floats, keys: Floats) -> Floats:
        line = np.full(len(column), NAN)
        known, starts = _periods(column, keys)
        if len(known):
            firsts = column[known][starts[:-1]]
            if keys[known[0]] == self._key:
                firsts[0] = self._first
            line[known] = np.repeat(firsts, np.diff(starts))
            self._next = (float(firsts[-1]), float(keys[known[-1]]))
            self.commit()
        return line

    def commit(self) -> None:
        self._first, self._key = self._next


class SumOf(Step):
    """The sum of the values of each period so far; a period is as long as its key stays the same.

    A bar without a value or a key is passed over.
    """

    def __init__(self) -> None:
        self._total = 0.0
        self._key = NAN
        self._next = (0.0, NAN)

    def __call__(self, value: V, key: V) -> V:
        if not isinstance(value, float):
            return self._many(value, key)
        if value != value or key != key:
            self._next = (self._total, self._key)
            return NAN
        total = self._total + value if key == self._key else value
        self._next = (total, key)
        return total

    def _many(self, column: Floats, keys: Floats) -> Floats:
        line = np.full(len(column), NAN)
        known, starts = _periods(column, keys)
        if len(known):
            totals = column[known]
            if keys[known[0]] == self._key:
                totals[0] += self._total
            for first, end in pairwise(starts.tolist()):
                np.cumsum(totals[first:end], out=totals[first:end])
            line[known] = totals
            self._next = (float(totals[-1]), float(keys[known[-1]]))
            self.commit()
        return line

    def commit(self) -> None:
        self._total, self._key = self._next


def _periods(column: Floats, keys: Floats) -> tuple[Rows, Rows]:
    """Return the rows that have a value and a key, and where among them periods begin and end."""
    known = np.flatnonzero(~np.isnan(column + keys))
    changes = np.flatnonzero(np.diff(keys[known])) + 1
    return known, np.concatenate(([0], changes, [len(known)]))


class Exponential(Step):
    """An average in which each value weighs `weight` and all before it the rest.

    It begins with the plain average of the first `length` values, as MetaStock's and TA-Lib's do;
    before there is none. One that differs from the value by rounding alone is the value: a price
    that stands still has no distance from its average.

    Going on from value to value would take columns as long as numbers one by one. But an average e
    that values x from 0 to n have moved is rest^(n+1) × e + weight × rest^n × Σ x_i × rest^−i,
    where rest is 1 − weight. So a stretch of values is a running sum; where a stretch ends, e moves
    on, before powers grow too large.
    """

    def __init__(self, length: int, weight: float) -> None:
        rest = 1.0 - weight
        stretch = 1 if rest <= 0.0 else min(_STRETCH, 1 + int(-_LARGE / math.log10(rest)))
        powers = np.arange(stretch)
        self._growth = np.ones(1) if rest <= 0.0 else rest**-powers
        self._share = weight * rest**powers
        self._fade = rest ** (powers + 1)
        self._factors: list[tuple[float, float, float]] = list(
            zip(self._growth.tolist(), self._share.tolist(), self._fade.tolist(), strict=True)
        )
        self._last = len(self._factors) - 1
        self._length = length
        self._missing = length
        self._start = 0.0  # the average where the stretch began; at first, the first value
        self._sum = 0.0  # of what came since; at first, of distances from the first value
        self._place = 0
        self._next = (length, 0.0, 0.0, 0)

    def __call__(self, value: V) -> V:
        if not isinstance(value, float):
            return self._column(value)
        if value != value:
            self._next = (self._missing, self._start, self._sum, self._place)
            return value
        if self._missing:
            return self._begin(value)
        growth, share, fade = self._factors[self._place]
        total = self._sum + value * growth
        average = fade * self._start + share * total
        if self._place < self._last:
            self._next = (0, self._start, total, self._place + 1)
        else:
            self._next = (0, average, 0.0, 0)
        return value if abs(average - value) <= _ROUNDING * abs(value) else average

    def _begin(self, value: float) -> float:
        first = value if self._missing == self._length else self._start
        total = self._sum + (value - first)
        if self._missing > 1:
            self._next = (self._missing - 1, first, total, 0)
            return NAN
        average = first + total / self._length
        self._next = (0, average, 0.0, 0)
        return average

    def _column(self, column: Floats) -> Floats:
        line = np.full(len(column), NAN)
        known = np.flatnonzero(~np.isnan(column))
        first = known[: self._missing]
        for index, number in zip(first.tolist(), column[first].tolist(), strict=True):
            line[index] = self(number)
            self.commit()
        rest = known[len(first) :]
        values = column[rest]
        averages = self._many(values)
        same = np.abs(averages - values) <= _ROUNDING * np.abs(values)
        line[rest] = np.where(same, values, averages)
        return line

    def _many(self, values: Floats) -> Floats:
        """Finish the stretch that is begun, go through whole ones, begin the last."""
        size = len(self._factors)
        head = min(len(values), (size - self._place) % size)
        rows = (len(values) - head) // size
        tail = head + rows * size
        begun = self._within(values[:head])
        sums = np.cumsum(values[head:tail].reshape(rows, size) * self._growth, axis=1)
        start, starts, fade = self._start, np.empty((rows, 1)), self._factors[-1][2]
        for row, moved in enumerate((self._share[-1] * sums[:, -1]).tolist()):
            starts[row] = start
            start = fade * start + moved
        self._start = start
        whole = self._fade * starts + self._share * sums
        return np.concatenate((begun, whole.reshape(-1), self._within(values[tail:])))

    def _within(self, values: Floats) -> Floats:
        """Go on within a stretch, at most to its end."""
        if not len(values):
            return values
        reach = slice(self._place, self._place + len(values))
        terms = np.concatenate(([self._sum], values * self._growth[reach]))
        totals = np.cumsum(terms)[1:]
        line: Floats = self._fade[reach] * self._start + self._share[reach] * totals
        if reach.stop == len(self._factors):
            self._next = (0, float(line[-1]), 0.0, 0)
        else:
            self._next = (0, self._start, float(totals[-1]), reach.stop)
        self.commit()
        return line

    def commit(self) -> None:
        self._missing, self._start, self._sum, self._place = self._next


def exponential(length: int) -> Exponential:
    """The usual exponential average: a value weighs 2 ÷ (length + 1)."""
    return Exponential(length, 2.0 / (length + 1))


def wilder(length: int) -> Exponential:
    """Wilder's smoothing: a value weighs 1 ÷ length."""
    return Exponential(length, 1.0 / length)


class Recursion(Step):
    """A formula that goes from bar to bar: `follow(state, *values)` is the next state.

    The result is the first `results` numbers of the new state. A bar of which a value is missing is
    passed over.
    """

    def __init__(
        self,
        follow: Callable[..., State],
        start: State,
        results: int,
    ) -> None:
        self._follow = follow
        self._state = self._next = start
        self._results = results
        self._nothing: Final = (NAN,) * results

    def __call__(self, *values: V) -> tuple[V, ...]:
        if not isinstance(values[0], float):
            return self._many(values)
        for value in values:
            if value != value:
                self._next = self._state
                return self._nothing
        self._next = state = self._follow(self._state, *values)
        return state[: self._results]

    def _many(self, columns: Sequence[Floats]) -> tuple[Floats, ...]:
        known = ~np.isnan(np.sum(columns, axis=0))
        state, follow, count = self._state, self._follow, self._results
        rows = [
            (state := follow(state, *values))[:count]
            for values in zip(*(column[known].tolist() for column in columns), strict=True)
        ]
        self._state = self._next = state
        lines = np.full((count, len(known)), NAN)
        lines[:, known] = np.array(rows, np.float64).reshape(-1, count).T
        return tuple(lines)

    def commit(self) -> None:
        self._state = self._next
