"""The status bar: chips that open their pane, and the exchange's time."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QToolTip, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui import icons
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.chips import ChipState, Note, Part
from traderterminal.ui.widgets.controls import label, paint_label

GAP_PX = 5


class Chip(QAbstractButton):
    """Shows a `ChipState`; pressed, it opens its pane or spells itself out."""

    def __init__(self, theme: Theme, open_pane: Callable[[str], None]) -> None:
        super().__init__()
        self._theme = theme
        self._open_pane = open_pane
        self.state = ChipState((), "")
        self._is_short = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: self._press())

    def show_state(self, state: ChipState) -> None:
        """Show another state; the chip grows with it, but never moves the clock."""
        if state == self.state:
            return
        before = self.sizeHint()
        self.state = state
        self.setToolTip(state.tip)
        self.setAccessibleName(" ".join(text for text, _ in (*state.parts, *state.spare)))
        self.setAccessibleDescription(state.tip)
        if self.sizeHint() != before:  # the whole bar is laid out and painted anew for that
            self.updateGeometry()
        self.update()

    def shorten(self, *, short: bool) -> None:
        """Leave the spare parts out, or show them again."""
        if short != self._is_short:
            self._is_short = short
            self.updateGeometry()
            self.update()

    @property
    def spare_width(self) -> int:
        """How much room the spare parts take."""
        return round(sum(map(self._width, self.state.spare)))

    @property
    def least_width(self) -> int:
        """How wide it is without the spare parts."""
        frame = self._theme.em(1.0) + (self._theme.em(1.05) if self.state.token else 0)
        return round(frame + sum(map(self._width, self.state.parts)))

    def _parts(self) -> tuple[Part, ...]:
        return self.state.parts if self._is_short else (*self.state.parts, *self.state.spare)

    def _width(self, part: Part) -> float:
        text, token = part
        metrics = self._theme.metrics(_role(token))
        return float(metrics.horizontalAdvance(text) + self._theme.em(0.35))

    def _press(self) -> None:
        if self.state.pane:
            self._open_pane(self.state.pane)
        else:
            QToolTip.showText(self.mapToGlobal(QPoint(0, -self.height())), self.state.tip, self)

    def sizeHint(self) -> QSize:
        spare = 0 if self._is_short else self.spare_width
        return QSize(self.least_width + spare, self._theme.em(1.67))

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
        for text, token in self._parts():
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
        self._notes: list[tuple[Note, QLabel]] = []
        self._clock = label(theme, role="strong")
        self._clock.setToolTip(translate("Window", "Exchange time, with its zone"))
        self._clock.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._line.addWidget(self._clock)
        self._line.addSpacing(theme.em(0.33))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.em(2.17))

    def show_state(self, chips: Mapping[str, ChipState], notes: Sequence[Note], clock: str) -> None:
        """Show the chips by name, the notes, of which the first leaves first, and the time."""
        before = self.sizeHint().width()
        for name, state in chips.items():
            if name not in self._chips:
                chip = self._chips[name] = Chip(self._theme, self._open_pane)
                self._line.insertWidget(len(self._chips) - 1, chip)
                chip.show()
            self._chips[name].show_state(state)
        for name in self._chips.keys() - chips.keys():
            self._chips.pop(name).deleteLater()
        self._show_notes(notes)
        _say(self._clock, clock)
        if self.sizeHint().width() != before:
            self._make_room()

    def _show_notes(self, notes: Sequence[Note]) -> None:
        for number, note in enumerate(notes):
            if number == len(self._notes):
                made = label(self._theme, role="caption")
                made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
                self._line.insertWidget(self._line.indexOf(self._clock), made)
                self._notes.append((Note("", ""), made))
            before, shown = self._notes[number]
            if note != before:
                self._notes[number] = (note, shown)
                shown.setText(note.words)
                shown.setToolTip(note.tip)
                paint_label(shown, self._theme, note.token)
        for _, gone in self._notes[len(notes) :]:
            gone.hide()
            gone.deleteLater()
        del self._notes[len(notes) :]

    def first_stop(self) -> QWidget | None:
        """Return the first chip, for the walk through the window by keyboard."""
        return next(iter(self._chips.values()), None)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        leaving = sorted(
            (chip for chip in self._chips.values() if chip.state.leaves),
            key=lambda chip: -chip.state.leaves,
        )
        room, chips = self.width() - self._theme.em(3), self._chips.values()
        labels = [self._clock, *(shown for _, shown in self._notes)]
        needed = sum(chip.least_width + chip.spare_width + GAP_PX for chip in chips)
        needed += sum(shown.sizeHint().width() + GAP_PX for shown in labels)
        for chip in chips:
            short = needed > room and bool(chip.spare_width)
            needed -= chip.spare_width if short else 0
            chip.shorten(short=short)
        removable: list[QWidget] = [*labels[1:], *leaving]
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
