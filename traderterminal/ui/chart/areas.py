"""How a chart is divided: the plot, an axis at either side of it, the time below."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from PySide6.QtCore import QRectF, QSize


@dataclass(frozen=True)
class Areas:
    """The plot with the panes, an axis at either side, and the time axis below."""

    plot: QRectF
    left: QRectF
    right: QRectF
    times: QRectF

    @cached_property
    def whole(self) -> QRectF:
        return QRectF(0, 0, self.right.right(), self.times.bottom())

    @cached_property
    def size(self) -> QSize:
        return self.whole.size().toSize()

    @property
    def corner(self) -> QRectF:
        """Beside the time, below the values."""
        beside = self.right if self.right.width() else self.left
        return QRectF(beside.left(), beside.bottom(), beside.width(), self.times.height())


@lru_cache(maxsize=16)  # asked several times a frame, and the same from frame to frame
def divided(width: int, height: int, begin: int, end: int, times: int) -> Areas:
    """Divide a widget; the plot is from `begin` to before `end`, the time axis `times` high."""
    bottom = max(1, height - times)
    plot = QRectF(begin, 0, max(1, end - begin), bottom)
    return Areas(
        plot=plot,
        left=QRectF(0, 0, begin, bottom),
        right=QRectF(plot.right(), 0, width - plot.right(), bottom),
        times=QRectF(begin, bottom, plot.width(), height - bottom),
    )
