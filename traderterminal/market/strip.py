"""A strip: values at consecutive places, with room at both ends.

Places are whole numbers, negative ones too. What is put in front takes the places before, so that
nobody who knows the place of something has to learn another.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from traderterminal.kit.frozen import frozen

Values = npt.NDArray[Any]

#: The room made at the end that grows, and what is left at the other, as parts of what is held:
#: together they are what may be spare.
AHEAD: Final = 5
BEHIND: Final = 20
LEAST_ROOM: Final = 256


@frozen
class Larger:
    """An array to move to, and the place of its first value."""

    values: Values
    origin: int


class Strip:
    """One value a place, or with `rows` a column of so many; holds `low` to before `high`."""

    __slots__ = ("_origin", "_values", "high", "low")

    def __init__(self, dtype: npt.DTypeLike, rows: int | None = None, place: int = 0) -> None:
        self.low = self.high = place
        self._origin = place  # of the first value in the array
        self._values: Values = np.empty(0 if rows is None else (rows, 0), dtype)

    @property
    def dtype(self) -> np.dtype[Any]:
        return self._values.dtype

    @property
    def nbytes(self) -> int:
        """The memory of what is held; `spare` is that of the room, in bytes too."""
        return self._values[..., : self.high - self.low].nbytes

    @property
    def spare(self) -> int:
        return self._values.nbytes - self.nbytes

    def reach(self, low: int, high: int) -> None:
        """Hold the places `low` to before `high`, at least those held so far.

        New ones hold zeros, or what was there before, until they are written. Takes time for what
        is new alone, but for a move to a larger array now and then.
        """
        if low < self._origin or high > self._origin + self._values.shape[-1]:
            # Bars are carried up one by one, past neighbours that are yet to be written.
            self.move_to(self._larger(low, high, np.zeros))
        self.low, self.high = low, high

    def has_room(self, before: int, after: int) -> bool:
        """Say whether so many more can be held at each end without another array."""
        end = self._origin + self._values.shape[-1]
        return self._origin <= self.low - before and self.high + after <= end

    def larger(self, before: int, after: int) -> "Larger | None":
        """Return an array with room for so many more at each end; None where there is room.

        It takes as long as memory does to be handed out, and may be called from any thread.
        """
        if self.has_room(before, after):
            return None
        # Zeros that are written: of others the memory would come while values are moved there.
        make = partial(np.full, fill_value=0)
        return self._larger(self.low - before, self.high + after, make)

    def move_to(self, larger: "Larger") -> None:
        """Use a larger array from now on, unless it became too small meanwhile."""
        low, high = larger.origin, larger.origin + larger.values.shape[-1]
        if low <= self.low and self.high <= high:
            larger.values[..., self.low - low : self.high - low] = self.between(self.low, self.high)
            self._origin, self._values = larger.origin, larger.values

    def between(self, low: int, high: int) -> Values:
        """Return a view of the places `low` to before `high`, good until the next `reach`."""
        return self._values[..., low - self._origin : high - self._origin]

    def read(self, place: int) -> list[Any]:
        """Return the column at a place as plain numbers."""
        found: list[Any] = self._values[:, place - self._origin].tolist()
        return found

    def item(self, place: int) -> int:
        """Return the value at a place as a plain number."""
        found: int = self._values.item(place - self._origin)
        return found

    def write(self, place: int, value: object) -> None:
        """Set the value, or the column, at a place."""
        self._values[..., place - self._origin] = value

    def write_each(self, place: int, values: Sequence[Any]) -> None:
        """Set the column at a place; quicker than `write` where a column is short."""
        column, held = place - self._origin, self._values
        for row, value in enumerate(values):
            held[row, column] = value

    def insert(self, place: int, value: object) -> None:
        """Put a value at a place; what stood there and after moves one place on."""
        self.reach(self.low, self.high + 1)
        self.between(place + 1, self.high)[...] = self.between(place, self.high - 1)
        self.write(place, value)

    def widen(self, dtype: npt.DTypeLike) -> None:
        """Hold another type of number from now on."""
        with np.errstate(invalid="ignore"):  # what was never written may hold anything
            self._values = self._values.astype(dtype)

    def _larger(self, low: int, high: int, make: Callable[..., Values]) -> "Larger":
        """Have more room at the end that asks for it."""
        count, old = high - low, self._origin
        ahead, behind = max(LEAST_ROOM, count // AHEAD), max(LEAST_ROOM, count // BEHIND)
        before = ahead if low < old else behind
        after = ahead if high > old + self._values.shape[-1] else behind
        shape = (*self._values.shape[:-1], before + count + after)
        return Larger(make(shape, dtype=self._values.dtype), low - before)
