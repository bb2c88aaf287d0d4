"""Bars by the moments at which drawings are tied to them, beyond the last one too."""

from collections.abc import Callable
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen

#: An anchor further from the last bar than this lies as far: no chart is so long.
FURTHEST: Final = 10_000_000


def _not_known(count: int) -> npt.NDArray[np.int64]:
    return np.empty(0, np.int64)


@frozen
class BarTimes:
    """The starts of bars, rising, at least one; `step_ns` is how far apart they are to go on.

    `coming` returns when the next so many bars begin after the last one, as far as that is known:
    beyond, bars are reckoned to follow each other without a pause. `key` tells where a moment
    stands among the starts, which are not moments where bars are trade dates.
    """

    starts: npt.NDArray[np.int64]
    step_ns: int
    key: Callable[[int], int] = int
    coming: Callable[[int], npt.NDArray[np.int64]] = _not_known

    @classmethod
    def of(
        cls,
        starts: npt.NDArray[np.int64],
        seconds: int | None,
        key: Callable[[int], int] = int,
        coming: Callable[[int], npt.NDArray[np.int64]] = _not_known,
    ) -> Self:
        """Return the times of bars that last so many seconds; None for bars of any length."""
        if seconds is not None:
            return cls(starts, seconds * NANOSECONDS, key, coming)
        spans = max(1, starts.size - 1)
        return cls(starts, max(1, (int(starts[-1]) - int(starts[0])) // spans), key, coming)

    def knows(self, at_ns: int) -> bool:
        """Say whether a moment lies in the bars or after them; before them nobody knows where."""
        return self.key(at_ns) >= int(self.starts[0])

    def index(self, at_ns: int) -> int:
        """Return the number of the bar that a moment lies in; 0 is the first bar."""
        at_ns, last = self.key(at_ns), int(self.starts[-1])
        if at_ns >= last:
            return self.starts.size - 1 + self._bars_after(last, at_ns)
        if at_ns >= int(self.starts[0]):
            return int(np.searchsorted(self.starts, at_ns, side="right")) - 1
        return max((at_ns - int(self.starts[0])) // self.step_ns, -FURTHEST)

    def start(self, index: int) -> int:
        """Return when the bar of a number begins."""
        last = self.starts.size - 1
        if index > last:
            known = self.coming(index - last)
            start = int(known[-1]) if known.size else int(self.starts[last])
            return start + (index - last - known.size) * self.step_ns
        if index < 0:
            return int(self.starts[0]) + index * self.step_ns
        return int(self.starts[index])

    def _bars_after(self, last: int, at_ns: int) -> int:
        most = min((at_ns - last) // self.step_ns, FURTHEST)
        if not most:
            return 0
        known = self.coming(most)
        if not known.size or at_ns < known[-1]:
            return int(np.searchsorted(known, at_ns, side="right")) if known.size else most
        return min(known.size + (at_ns - int(known[-1])) // self.step_ns, FURTHEST)
