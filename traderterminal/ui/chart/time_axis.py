"""The times of a chart: round ones below its bars and right of them, and the one pointed at."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import numpy as np
import numpy.typing as npt

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.ui.chart.axes import TimeMark, round_times
from traderterminal.ui.chart.panes import Frame
from traderterminal.ui.chart.timescale import TimeScale
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.chart import ChartViewModel

#: Between two labels, at least.
APART_EM: Final = 6
#: More candidates than pixels tell nothing about round times.
MOST_TIMES: Final = 1500

Starts = npt.NDArray[np.int64]


class TimeAxis:
    """The times of one frame; bars that come begin right of the last one, up to the pixel `end`."""

    def __init__(self, vm: ChartViewModel, times: TimeScale, count: int, end: float) -> None:
        self._vm = vm
        self._times = times
        self._count = count
        #: When the bars begin that have room right of the last one; none while that is not in view.
        self.coming: Starts = np.empty(0, np.int64)
        if times.right >= count:
            self.coming = vm.coming_starts(math.ceil((end - times.end) / times.pitch))

    def marks(self, frame: Frame) -> Sequence[tuple[float, TimeMark]]:
        """Return the round times and their pixels."""
        times, series = self._times, self._vm.series
        first, last = frame.first, frame.last
        if series is None or last - first + self.coming.size < 2 or first == last:
            return []
        stride = max(1, (last - first) // MOST_TIMES)
        since = max(0, first - 1)  # what was before tells whether the first one begins anything
        shown = series.start_ns[first:last:stride]
        ahead = self.coming[(first - last) % stride :: stride]
        local = self._vm.local_ns(np.concatenate((series.start_ns[since:first], shown, ahead)))
        before_ns = int(local[0]) if since < first else None
        found = round_times(
            local[first - since :], 0, times.pitch * stride, frame.theme.em(APART_EM), before_ns
        )
        return [(times.middle(first + mark.index * stride), mark) for mark in found]

    def words(self, index: int) -> str:
        """Write when a bar began or will begin; "" of one of which that is not known."""
        series, ahead = self._vm.series, index - self._count
        if series is None or index < 0 or ahead >= self.coming.size:
            return ""
        start = series.start_ns[index : index + 1] if ahead < 0 else self.coming[ahead : ahead + 1]
        local = self._vm.local_ns(start)
        moment = datetime.fromtimestamp(int(local[0]) // NANOSECONDS, UTC)
        return formats.dated(moment, "%a %e %b %Y" if self._vm.has_days else "%a %e %b  %H:%M")
