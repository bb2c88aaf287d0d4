"""The status bar: chips that open their pane, and the exchange's time."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QToolTip, QWidget

from traderterminal.ui import icons
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.chips import ChipState
from traderterminal.ui.widgets.controls import label, paint_label

GAP_PX = 5


class Chip(QAbstractButton):
    """Shows a `ChipState`; pressed, it opens its pane or spells itself out."""

    def __init__(self, theme: Theme, open_pane: Callable[[str], None]) -> None:
        super().__init__()
        self._theme = theme
        self._open_pane = open_pane
        self.state = ChipState((), "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: self._press())

    def show_state(self, state: ChipState) -> None:
        """Show another state; the chip grows with it, but never moves the clock."""
        if state == self.state:
            return
        self.state = state
        self.setToolTip(state.tip)
        self.setAccessibleName(" ".join(text for text, _ in state.parts))
        self.setAccessibleDescription(state.tip)
        self.updateGeometry()
        self.update()

    def _press(self) -> None:
        if self.state.pane:
            self._open_pane(self.state.pane)
        else:
            QToolTip.showText(self.mapToGlobal(QPoint(0, -self.height())), self.state.tip, self)

    def sizeHint(self) -> QSize:
        theme = self._theme
        width = float(theme.em(1.0) + (theme.em(1.05) if self.state.token else 0))
        for text, token in self.state.parts:
            width += theme.metrics(_role(token)).horizontalAdvance(text) + theme.em(0.35)
        return QSize(round(width), theme.em(1.67))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, state = self._theme, QPainter(self), self.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.pen(state.outline))
        painter.setBrush(theme.color("bg4" if self.underMouse() else "bg2"))
        painter.drawRoundedRect(box, 2, 2)
        x = float(theme.em(0.5))
        if state.token:
            self._mark(painter, x)
            x += theme.em(1.05)
        for text, token in state.parts:
            role = _role(token)
            painter.setFont(theme.font(role))
            painter.setPen(theme.color(token))
            width = theme.metrics(role).horizontalAdvance(text)
            cell = QRectF(x, 0, width + 2, self.height())
            painter.drawText(cell, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            x += width + theme.em(0.35)
        painter.end()

    def _mark(self, painter: QPainter, x: float) -> None:
        theme, state = self._theme, self.state
        if state.glyph:
            side = float(theme.em(1))
            place = QRectF(x - theme.em(0.15), (self.height() - side) / 2, side, side)
            if icons.draw(painter, state.glyph, state.token, place):
                return
        side = float(theme.em(0.5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(state.token))
        painter.drawEllipse(QRectF(x, (self.height() - side) / 2, side, side))


class StatusBar(QWidget):
    """Chips on the left, time on the right. Where room is short, chips leave in their order."""

    def __init__(self, theme: Theme, open_pane: Callable[[str], None]) -> None:
        super().__init__()
        self._theme = theme
        self._open_pane = open_pane
        self._chips: dict[str, Chip] = {}
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(theme.em(0.33), 0, theme.em(0.67), 0)
        self._line.setSpacing(GAP_PX)
        self._line.addStretch(1)
        self._closes = label(theme, role="caption", token="t3")
        self._closes.setObjectName("closes")
        self._clock = label(theme, role="strong")
        self._clock.setToolTip("Exchange time, with its zone")
        for shown in (self._closes, self._clock):
            shown.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            self._line.addWidget(shown)
            self._line.addSpacing(theme.em(0.33))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.em(2.17))

    def show_state(self, chips: Mapping[str, ChipState], closes: str, clock: str) -> None:
        """Show the chips by name, when the exchange closes (may be empty), and the time."""
        before = self.sizeHint().width()
        for name, state in chips.items():
            if name not in self._chips:
                chip = self._chips[name] = Chip(self._theme, self._open_pane)
                self._line.insertWidget(len(self._chips) - 1, chip)
                chip.show()
            self._chips[name].show_state(state)
        for name in self._chips.keys() - chips.keys():
            self._chips.pop(name).deleteLater()
        _say(self._closes, closes)
        _say(self._clock, clock)
        if self.sizeHint().width() != before:
            self._make_room()

    def first_stop(self) -> QWidget | None:
        """Return the first chip, for the walk through the window by keyboard."""
        return next(iter(self._chips.values()), None)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A label that joins a tool bar loses the colour it had before.
        paint_label(self._closes, self._theme, "t3")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        leaving = sorted(
            (chip for chip in self._chips.values() if chip.state.leaves),
            key=lambda chip: -chip.state.leaves,
        )
        removable: list[QWidget] = [self._closes, *leaving]
        room = self.width() - self._theme.em(3)
        needed = sum(
            shown.sizeHint().width() + GAP_PX
            for shown in (*self._chips.values(), self._closes, self._clock)
        )
        for widget in removable:
            fits = needed <= room
            widget.setVisible(fits)
            if not fits:
                needed -= widget.sizeHint().width() + GAP_PX


def _say(shown: QLabel, text: str) -> None:
    if shown.text() != text:
        shown.setText(text)


def _role(token: str) -> str:
    return "caption" if token in ("t2", "t3") else "caption_strong"
