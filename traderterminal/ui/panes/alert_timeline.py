"""How far an alert came, drawn as stages on a line."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from traderterminal.domain.signals import Stage
from traderterminal.kit.language import mark, translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.alerts import Step
from traderterminal.ui.widgets.icon_sign import draw_icon

_STAGES: Final = {
    Stage.RECEIVED: mark("Alerts", "Received"),
    Stage.AUTHENTICATED: mark("Alerts", "Authenticated"),
    Stage.STORED: mark("Alerts", "Stored"),
    Stage.PARSED: mark("Alerts", "Parsed"),
    Stage.ROUTED: mark("Alerts", "Routed"),
    Stage.WAITING: mark("Alerts", "Waiting"),
    Stage.GATED: mark("Alerts", "Gated"),
    Stage.SUBMITTED: mark("Alerts", "Submitted"),
    Stage.ACKNOWLEDGED: mark("Alerts", "Acknowledged"),
    Stage.FILLED: mark("Alerts", "Filled"),
}


class Timeline(QWidget):
    """Nine stages as dots on a line, with the time since receipt; upright where it is narrow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._steps: Sequence[Step] = ()
        self._end = (("", ""), "t3")
        self.setMinimumWidth(theme.em(16))
        self._fit()

    def show_steps(self, shown: Sequence[Step], sign: tuple[str, str], token: str) -> None:
        """Show the stages; sign and colour mark the one at which it ended."""
        self._steps, self._end = shown, (sign, token)
        words = [f"{_name(step)} {_after(step)}" for step in shown]
        self.setAccessibleName(translate("Alerts", "Timeline: ") + ", ".join(words))
        self._fit()
        self.update()

    @property
    def is_upright(self) -> bool:
        """Say whether the words of all stages do not fit beside each other."""
        widest = max((self._width_of(step) for step in self._steps), default=0.0)
        return self.width() < len(self._steps) * (widest + self._theme.em(0.7))

    def _width_of(self, step: Step) -> float:
        strong, plain = self._theme.metrics("caption_strong"), self._theme.metrics("caption")
        return max(strong.horizontalAdvance(_name(step)), plain.horizontalAdvance(_after(step)))

    def _fit(self) -> None:
        upright = self._theme.em(1.83) * len(self._steps)
        height = upright if self.is_upright else self._theme.em(4.4)
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(40), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        draw = self._draw_upright if self.is_upright else self._draw_across
        dots = [draw(painter, number, step) for number, step in enumerate(self._steps)]
        for step, before, dot in zip(self._steps[1:], dots, dots[1:], strict=False):
            self._connect(painter, before, dot, step)
        for step, dot in zip(self._steps, dots, strict=True):
            self._dot(painter, step, dot)
        painter.end()

    def _draw_across(self, painter: QPainter, number: int, step: Step) -> QPointF:
        """Write a stage below its place on the line; return the place."""
        theme, width = self._theme, self.width() / len(self._steps)
        dot = QPointF((number + 0.5) * width, theme.em(1.0))
        box = QRectF(dot.x() - width / 2, dot.y() + theme.em(1.0), width, theme.em(1.2))
        middle = Qt.AlignmentFlag.AlignCenter
        self._write(painter, step, box, box.translated(0, theme.em(1.2)), (middle, middle))
        return dot

    def _draw_upright(self, painter: QPainter, number: int, step: Step) -> QPointF:
        """Write a stage beside its place on the line; return the place."""
        theme, row = self._theme, self._theme.em(1.83)
        dot = QPointF(theme.em(1.0), (number + 0.5) * row)
        box = QRectF(theme.em(2.4), number * row, self.width() - theme.em(3.0), row)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._write(painter, step, box, box, (left, right))
        return dot

    def _write(
        self,
        painter: QPainter,
        step: Step,
        stage: QRectF,
        time: QRectF,
        sides: tuple[Qt.AlignmentFlag, Qt.AlignmentFlag],
    ) -> None:
        theme, reached = self._theme, step.after_ms is not None
        painter.setFont(theme.font("caption_strong"))
        token = self._end[1] if step.ended else "t1" if reached else "t3"
        painter.setPen(theme.color(token))
        painter.drawText(stage, sides[0], _name(step))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("t2" if reached else "t3"))
        painter.drawText(time, sides[1], _after(step))

    def _connect(self, painter: QPainter, before: QPointF, dot: QPointF, step: Step) -> None:
        reached = step.after_ms is not None
        dashes = () if reached else (3.0, 3.0)
        painter.setPen(self._theme.pen("t3" if reached else "line3", dashes=dashes))
        painter.drawLine(before, dot)

    def _dot(self, painter: QPainter, step: Step, at: QPointF) -> None:
        theme, reached = self._theme, step.after_ms is not None
        (sign, icon), token = self._end
        radius = theme.em(0.75 if step.ended else 0.4)
        # Hides the line where a hollow dot stands on it.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bg1"))
        painter.drawEllipse(at, radius + 2, radius + 2)
        if step.ended:
            painter.setBrush(theme.color(token))
            painter.drawEllipse(at, radius, radius)
            inside = radius - 2
            box = QRectF(at.x() - inside, at.y() - inside, 2 * inside, 2 * inside)
            draw_icon(painter, theme, icon, "bg1", box, sign)
            return
        painter.setPen(theme.pen("t2" if reached else "line3", width=1.5))
        painter.setBrush(theme.color("t2" if reached else "bg1"))
        painter.drawEllipse(at, radius, radius)


def _name(step: Step) -> str:
    return translate("Alerts", _STAGES[step.stage])


def _after(step: Step) -> str:
    if step.after_ms is None:
        return translate("Alerts", "not reached")
    sign = "+" if step.after_ms else ""
    return f"{sign}{step.after_ms:,.1f}{' ms' if step.ended else ''}"
