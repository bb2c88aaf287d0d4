"""The day at a glance: its result, its trades, and how they came to that."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.today import TodayViewModel
from traderterminal.ui.widgets.controls import label, paint_label
from traderterminal.ui.widgets.surface import lay_on

LINE_PX: Final = 1.5
FILL: Final = 0.12
#: Above and below the curve, in em.
INSET_EM: Final = 0.5


class TodayPane(QWidget):
    """Draws a `TodayViewModel`."""

    def __init__(self, vm: TodayViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        lay_on(self, theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._caption = label(theme, translate("Today", "Net P&L"), "caption", "t3")
        self._net = label(theme, role="result")
        self._trades = label(theme, role="caption", token="t2")
        self._expectancy = label(theme, role="caption_strong")
        self._course = Course(theme)
        heads = QGridLayout()
        heads.setContentsMargins(theme.em(0.83), theme.em(0.33), theme.em(0.83), 0)
        heads.setVerticalSpacing(0)
        heads.addWidget(self._caption, 0, 0)
        heads.addWidget(self._net, 1, 0)
        right = Qt.AlignmentFlag.AlignRight
        heads.addWidget(self._trades, 0, 1, right)
        heads.addWidget(self._expectancy, 1, 1, right | Qt.AlignmentFlag.AlignTop)
        heads.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(heads)
        layout.addWidget(self._course, 1)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        vm = self._vm
        net, token = vm.net_words
        for made, words in (
            (self._net, net),
            (self._trades, vm.trades_words),
            (self._expectancy, vm.expectancy_words),
        ):
            if made.text() != words:
                made.setText(words)
        paint_label(self._net, self._theme, token)
        self._course.show_course(vm.course)
        said = (self._caption.text(), net, vm.trades_words, vm.expectancy_words)
        self.setAccessibleName(" ".join(filter(None, said)))


class Course(QWidget):
    """A line of results added up, trade by trade, over the line of nothing won or lost."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._course: Sequence[float] = ()

    def show_course(self, course: Sequence[float]) -> None:
        """Draw another course; the first value is where it begins."""
        if course != self._course:
            self._course = course
            self.update()

    def points(self) -> list[QPointF]:
        """Return where each value stands, and below them, last, where nothing is won or lost."""
        low, high = min((0.0, *self._course)), max((0.0, *self._course))
        inset = self._theme.em(INSET_EM)
        box = QRectF(self.rect()).adjusted(0, inset, 0, -inset)
        step = box.width() / max(1, len(self._course) - 1)
        tall = box.height() / (high - low) if high > low else 0.0
        ends = (*self._course, 0.0)
        return [QPointF(n * step, box.bottom() - (v - low) * tall) for n, v in enumerate(ends)]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        *points, zero = self.points()
        painter.setPen(theme.pen("line2"))
        painter.drawLine(
            QPointF(0, round(zero.y()) + 0.5), QPointF(self.width(), round(zero.y()) + 0.5)
        )
        if len(points) > 1:
            token = theme.result_token(self._course[-1])
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            ends = (QPointF(points[-1].x(), zero.y()), QPointF(points[0].x(), zero.y()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(token, FILL))
            painter.drawPolygon(QPolygonF([*points, *ends]))
            painter.setPen(theme.pen(token, width=LINE_PX))
            painter.drawPolyline(points)
        painter.end()
