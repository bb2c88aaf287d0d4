"""A histogram of how long something took, on a scale that doubles from column to column."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.latencies import EDGES_MS, Histogram

GAP_PX: Final = 2
#: Every so many columns the scale is named.
NAMED: Final = 3


class HistogramView(QWidget):
    """Draws a `Histogram`: title, percentiles, columns and their scale."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Histogram | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_histogram(self, histogram: Histogram) -> None:
        """Show how long it took."""
        if histogram != self._shown:
            self._shown = histogram
            self.setToolTip(histogram.means)
            self.setAccessibleName(histogram.title)
            self.setAccessibleDescription(f"{histogram.means}. {self._words(histogram)[0]}")
            self.update()

    def _words(self, histogram: Histogram) -> list[str]:
        """Say the percentiles and how many there are, in ever fewer words."""
        if not histogram.total:
            return [translate("Window", "Nothing measured yet")]
        p50, p95, p99 = (
            f"{name} {_milliseconds(value)}"
            for name, value in (
                ("p50", histogram.p50),
                ("p95", histogram.p95),
                ("p99", histogram.p99),
            )
        )
        count = translate("Window", "of {total:,}").format(total=histogram.total)
        said = ((p50, p95, p99, count), (p50, p95, p99), (p50, p99), (p99,))
        return ["  ".join(words) for words in said]

    def _fitting(self, histogram: Histogram) -> str:
        metrics, said = self._theme.metrics("caption"), self._words(histogram)
        fitting = (words for words in said if metrics.horizontalAdvance(words) <= self.width())
        return next(fitting, said[-1])

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(20), self._theme.em(12))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.em(12), self._theme.em(7))

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._shown
        if shown is None:
            return
        theme, painter = self._theme, QPainter(self)
        em, width = theme.em, float(self.width())
        line = em(1.5)
        self._write(painter, QRectF(0, 0, width, line), shown.title, "strong", "t1")
        token = "t2" if shown.total else "t3"
        self._write(painter, QRectF(0, line, width, line), self._fitting(shown), "caption", token)
        top, bottom = 2 * line + em(0.5), self.height() - line
        pitch = width / len(shown.counts)
        most = max(*shown.counts, 1)
        for number, count in enumerate(shown.counts):
            column = QRectF(number * pitch, bottom, pitch - GAP_PX, 0)
            painter.fillRect(column.adjusted(0, -1, 0, 0), theme.color("line2"))
            if count:
                high = max(2.0, (bottom - top) * count / most)
                painter.fillRect(column.adjusted(0, -high, 0, 0), theme.color("t2"))
        step = NAMED if NAMED * pitch > em(5) else 2 * NAMED
        for number in range(step - 1, len(EDGES_MS), step):
            place = QRectF((number + 1) * pitch - em(3), bottom, em(6), line)
            words = _milliseconds(EDGES_MS[number])
            self._write(painter, place, words, "caption", "t3", Qt.AlignmentFlag.AlignHCenter)
        painter.end()

    def _write(
        self,
        painter: QPainter,
        place: QRectF,
        words: str,
        role: str,
        token: str,
        way: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(self._theme.font(role))
        painter.setPen(self._theme.color(token))
        painter.drawText(place, way | Qt.AlignmentFlag.AlignVCenter, words)


def _milliseconds(value: float | None) -> str:
    if value is None:
        return formats.NOTHING
    if value < 10:
        return f"{value:.1f} ms"
    return f"{value:.0f} ms" if value < 1000 else f"{value / 1000:.1f} s"
