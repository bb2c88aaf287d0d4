"""What indicators are built of: small memories that are fed a value a bar.

A step keeps what it remembers of the *closed* bars. Called with a number, it answers for the bar
that the number stands for and changes nothing for good, so that a live bar can be asked about at
every tick; `commit` then closes that bar. Called with a column, it closes all bars of it and
answers for each, to the last bit as it would have one by one. Columns may come in pieces.

A bar without a value (NaN) has no result; averages without an end pass it over and go on.
"""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from traderterminal.market.indicators.arithmetic import NAN, Floats, V

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


class Exponential(Step):
    """An average in which each value weighs `weight` and all before it the rest.

    It begins with the plain average of the first `length` values, as MetaStock's and TA-Lib's do;
    before there is none.
    """

    def __init__(self, length: int, weight: float) -> None:
        self._length = length
        self._weight = weight
        self._missing = length
        self._value = 0.0  # the sum while values are missing, then the average
        self._next = (self._missing, self._value)

    def __call__(self, value: V) -> V:
        if isinstance(value, float):
            return self._one(value)
        line = np.full(len(value), NAN)
        known = np.flatnonzero(~np.isnan(value))
        first = known[: self._missing]
        for index, number in zip(first.tolist(), value[first].tolist(), strict=True):
            line[index] = self._one(number)
            self.commit()
        rest = known[len(first) :]
        average, weight = self._value, self._weight
        line[rest] = [
            average := average + weight * (number - average) for number in value[rest].tolist()
        ]
        self._value = average
        self._next = (self._missing, average)
        return line

    def _one(self, value: float) -> float:
        missing = self._missing
        if value != value:
            self._next = (missing, self._value)
            return NAN
        if missing:
            total = self._value + value
            missing -= 1
            average = NAN if missing else total / self._length
            self._next = (missing, total if missing else average)
            return average
        average = self._value
        average += self._weight * (value - average)
        self._next = (0, average)
        return average

    def commit(self) -> None:
        self._missing, self._value = self._next


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
        if isinstance(values[0], float):
            return self._one(values)
        return self._many(values)

    def _one(self, values: Sequence[float]) -> State:
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
