"""How streams stood over the day: a bar for each, in which shape tells as much as colour."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.language import translate, within
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.connections import STATE_WORDS, Span, StreamRow, StreamState

#: State → token, and how high its bar is as a share of the row: what is wrong stands out.
_DRAWN: Final = {
    StreamState.UP: ("ok", 0.25),
    StreamState.LATE: ("warn", 0.5),
    StreamState.DOWN: ("error", 0.75),
    StreamState.RESTS: ("line3", 0.08),
}
#: The shortest time that is drawn, seconds: at the start there is no past yet.
SHORTEST_S: Final = 600
ROW_EM: Final = 1.83
NAME_EM: Final = 11.0
#: What is shorter on the screen is drawn this wide all the same: a loss must not vanish.
LEAST_PX: Final = 2.0
MARKS: Final = 4


class Timeline(QWidget):
    """Draws rows of streams; `local` gives a moment of host time on the wall clock shown."""

    def __init__(self, theme: Theme, local: Callable[[int], datetime]) -> None:
        super().__init__()
        self._theme = theme
        self._local = local
        self._rows: Sequence[StreamRow] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Window", "Streams over the day"))

    def show_rows(self, rows: Sequence[StreamRow]) -> None:
        """Show streams with their past."""
        if len(rows) != len(self._rows):
            self.updateGeometry()
        self._rows = rows
        self.setAccessibleDescription(". ".join(map(self._sentence, rows)))
        self.update()

    def _sentence(self, row: StreamRow) -> str:
        since = f"{self._local(row.since_ns):%H:%M:%S}"
        state = within(translate("Diagnostics", STATE_WORDS[row.stream.state]))
        return translate("Window", "{title}: {state} since {since}, lost {losses} times").format(
            title=row.stream.title, state=state, since=since, losses=row.losses
        )

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(40), self._theme.em((len(self._rows) + 1) * ROW_EM))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.em(18), self.sizeHint().height())

    def _range(self) -> tuple[int, int]:
        spans = [span for row in self._rows for span in row.spans]
        end = max((span.end_ns for span in spans), default=0)
        start = min((span.start_ns for span in spans), default=end)
        return min(start, end - SHORTEST_S * NANOSECONDS), end

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, (start, end) = self._theme, QPainter(self), self._range()
        height, left = theme.em(ROW_EM), theme.em(NAME_EM)
        room = self.width() - left - theme.em(0.67)
        painter.fillRect(event.rect(), theme.color("bg1"))
        painter.setPen(Qt.PenStyle.NoPen)
        for number, row in enumerate(self._rows):
            top = number * height
            for span in row.spans:
                x, width = self._place(span, start, end, room)
                token, share = _DRAWN[span.state]
                bar = QRectF(left + x, top + height * (1 - share) / 2, width, height * share)
                painter.fillRect(bar, theme.color(token))
            painter.setFont(theme.font("body"))
            painter.setPen(theme.color("t1"))
            name = QRectF(theme.em(0.67), top, left - theme.em(1), height)
            words = theme.metrics("body").elidedText(
                row.stream.title, Qt.TextElideMode.ElideMiddle, name.width()
            )
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, words)
            painter.setPen(Qt.PenStyle.NoPen)
        self._draw_times(painter, left, room, start, end)
        painter.end()

    def _place(self, span: Span, start: int, end: int, room: float) -> tuple[float, float]:
        scale = room / max(1, end - start)
        x, width = (span.start_ns - start) * scale, (span.end_ns - span.start_ns) * scale
        wider = max(LEAST_PX, width)
        return min(x, room - wider), wider

    def _draw_times(
        self, painter: QPainter, left: float, room: float, start: int, end: int
    ) -> None:
        theme = self._theme
        if end == 0:
            return
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("t3"))
        top, width = len(self._rows) * theme.em(ROW_EM), theme.em(5)
        for mark in range(MARKS + 1):
            at = self._local(end) - timedelta(
                microseconds=(end - start) / 1000 * (MARKS - mark) / MARKS
            )
            x = min(max(left + room * mark / MARKS - width / 2, left), left + room - width)
            place = QRectF(x, top, width, theme.em(ROW_EM))
            way = Qt.AlignmentFlag.AlignHCenter
            if mark in (0, MARKS):
                way = Qt.AlignmentFlag.AlignRight if mark else Qt.AlignmentFlag.AlignLeft
            painter.drawText(place, way | Qt.AlignmentFlag.AlignVCenter, f"{at:%H:%M}")
