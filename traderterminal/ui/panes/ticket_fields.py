"""The ticket's fields: a number with − and +, the quantities offered, a list to choose from."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from traderterminal.domain.notation import MINUS
from traderterminal.kit.language import translate
from traderterminal.ui.handover import PASSING
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.widgets.controls import button
from traderterminal.ui.widgets.focus_ring import RINGED_WHOLE

WHEEL_NOTCH: Final = 120
STEP_EM: Final = 1.67


class _Typed(QLineEdit):
    """The text of a field; Enter takes it over and sends nothing, Esc drops what was typed."""

    def __init__(
        self,
        name: str,
        step: Callable[[int], object],
        take: Callable[[str], object],
        follow: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        self._step = step
        self._follow = follow
        self._turned = 0
        self._shown = ""
        self.setAccessibleName(name)
        self.setStyleSheet(
            "background: transparent; border: none; min-height: 0; padding: 0 0 0 5px;"
        )
        self.editingFinished.connect(lambda: self._taken(take))

    def show_text(self, text: str) -> None:
        """Show `text` unless the trader is typing, if only in a window that is not active yet."""
        self._shown = text
        is_typed = self.isModified() and self.window().focusWidget() is self
        if not is_typed and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)  # the first digits matter most

    def _taken(self, take: Callable[[str], object]) -> None:
        if self.isModified():
            self.setModified(False)
            take(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up:
                self._drop()
                self._step(1)
            case Qt.Key.Key_Down:
                self._drop()
                self._step(-1)
            case Qt.Key.Key_Escape:
                self._drop()
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def _drop(self) -> None:
        if self.isModified():
            self.setText(self._shown)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Touch pads turn by small parts of a notch; only whole ones are ticks.
        self._turned += event.angleDelta().y()
        notches = int(self._turned / WHEEL_NOTCH)
        if notches:
            self._turned -= notches * WHEEL_NOTCH
            self._step(notches)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._follow is None:
            super().mouseDoubleClickEvent(event)
            return
        self._drop()
        self._follow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._redraw_frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._redraw_frame()

    def _redraw_frame(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            parent.update()


class _Framed(QWidget):
    """A field in a frame of its own, which says by its outline that something is wrong."""

    def __init__(self, theme: Theme, field: _Typed) -> None:
        super().__init__()
        self._theme = theme
        self._problem = ""
        self.field = field
        self.setFixedHeight(theme.em(2.17))
        self.setFocusProxy(field)
        self.setProperty(RINGED_WHOLE, True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.field.wheelEvent(event)  # beside the field too

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw(painter, PixelGrid.of(painter))
        painter.end()

    def _draw(self, painter: QPainter, grid: PixelGrid) -> None:
        theme = self._theme
        token = "error" if self._problem else "accent" if self.field.hasFocus() else "line2"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(theme.pen(token))
        painter.setBrush(theme.color("bg3"))
        painter.drawRoundedRect(grid.outline(QRectF(self.rect())), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class StepField(_Framed):
    """A number joined with − and +; wheel and arrow keys step it too.

    With `follow` it may be pinned: a pin shows in it, and a double click lets it follow again.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        step: Callable[[int], object],
        take: Callable[[str], object],
        follow: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(theme, _Typed(name, step, take, follow))
        self._pinned = False
        line = QHBoxLayout(self)
        line.setContentsMargins(1, 1, 1, 1)
        line.setSpacing(0)
        line.addWidget(self.field, 1)
        self._steps: list[QPushButton] = []
        for words, by, said in (
            (MINUS, -1, translate("Ticket", "lower")),
            ("+", 1, translate("Ticket", "higher")),
        ):
            made = button(words, "flat", partial(step, by), f"{name} {said}")
            made.setFixedWidth(theme.em(STEP_EM))
            made.setAutoRepeat(True)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys in the field do the same
            self._steps.append(made)
            line.addWidget(made)

    def show_entry(self, text: str | None, *, pinned: bool = False, problem: str = "") -> None:
        """Show a text unless the trader is typing; a pin, or an outline that says what is wrong.

        Without a text what was typed stays, to be corrected.
        """
        if text is not None:
            self.field.show_text(text)
        if (pinned, problem) != (self._pinned, self._problem):
            self._pinned, self._problem = pinned, problem
            stays = translate("Ticket", "pinned") if pinned else ""
            self.field.setAccessibleDescription(problem or stays)
            tip = problem or (
                translate("Ticket", "Double click to follow the market again") if pinned else ""
            )
            self.field.setToolTip(tip)
            self.field.setTextMargins(0, 0, self._theme.em(0.9) if pinned else 0, 0)
            self.update()

    def _draw(self, painter: QPainter, grid: PixelGrid) -> None:
        super()._draw(painter, grid)
        painter.setPen(self._theme.pen("line2", width=grid.width()))
        for each in self._steps:
            x = grid.column(each.x())
            painter.drawLine(QPointF(x, 1), QPointF(x, self.height() - 1))
        if self._pinned:
            self._pin(painter)

    def _pin(self, painter: QPainter) -> None:
        theme = self._theme
        size = theme.em(0.42)
        x = self._steps[0].x() - theme.em(0.75)
        y = self.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(theme.pen("t2", width=1.2))
        painter.drawLine(QPointF(x, y), QPointF(x, y + size))
        painter.setBrush(theme.color("t2"))
        painter.drawEllipse(QPointF(x, y - size / 2), size / 2, size / 2)


class UnitField(_Framed):
    """A number with its unit at the right; wheel and arrows step it. `tip` says what it takes."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        step: Callable[[int], object],
        take: Callable[[str], object],
        tip: str = "",
    ) -> None:
        super().__init__(theme, _Typed(name, step, take, None))
        self._unit = ""
        self._tip = tip
        self.field.setToolTip(tip)
        line = QHBoxLayout(self)
        line.setContentsMargins(1, 1, theme.em(1.4), 1)
        line.addWidget(self.field)

    def show_entry(self, text: str, unit: str, problem: str = "") -> None:
        """Show a text unless the trader is typing, its unit, and by an outline what is wrong."""
        self.field.show_text(text)
        if (unit, problem) != (self._unit, self._problem):
            self._unit, self._problem = unit, problem
            self.field.setAccessibleDescription(problem or unit)
            self.field.setToolTip(problem or self._tip)
            self.update()

    def _draw(self, painter: QPainter, grid: PixelGrid) -> None:
        super()._draw(painter, grid)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("t3"))
        room = QRectF(self.rect()).adjusted(0, 0, -self._theme.em(0.5), 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, right, self._unit)


class Figure(QWidget):
    """A figure that follows the market; painted, so that it lays nothing out anew."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._text = ""
        self.setFixedHeight(theme.em(2.17))

    def show_text(self, text: str) -> None:
        """Show a figure."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(f"{self._name} {text}")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("t1"))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(self.rect()), middle, self._text)
        painter.end()


class Presets(QWidget):
    """Quantities to choose by a click; a right click, or the menu key, edits one in its place."""

    def __init__(
        self,
        theme: Theme,
        count: int,
        choose: Callable[[int], object],
        edit: Callable[[int, str], object],
    ) -> None:
        super().__init__()
        self._edit = edit
        self._shown: tuple[Sequence[Decimal], Decimal] | None = None
        self._editor: QLineEdit | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(3)
        self._buttons = [
            _Preset(theme, partial(choose, number), partial(self._open, number))
            for number in range(count)
        ]
        for made in self._buttons:
            line.addWidget(made)

    @property
    def tab_order(self) -> Sequence[QWidget]:
        """The quantities in the order in which Tab reaches them."""
        return self._buttons

    def show_values(self, values: Sequence[Decimal], chosen: Decimal) -> None:
        """Show the quantities offered and which one is chosen."""
        if (values, chosen) == self._shown:
            return
        self._shown = tuple(values), chosen
        for made, value in zip(self._buttons, values, strict=True):
            made.show_value(formats.quantity(value), chosen=value == chosen)

    def _open(self, number: int) -> None:
        """Put an editor over a button until it is left."""
        over = self._buttons[number]
        editor = QLineEdit(over.text(), self)
        editor.setProperty(PASSING, True)
        editor.setAccessibleName(
            translate("Ticket", "Edit quantity {text}").format(text=over.text())
        )
        editor.setStyleSheet("padding: 0 2px; min-height: 0;")
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        width = max(over.width(), over.height() * 2)
        left = min(over.x(), self.width() - width)
        editor.setGeometry(left, over.y(), width, over.height())
        editor.selectAll()
        editor.editingFinished.connect(lambda: self._close(number, editor))
        editor.show()
        editor.setFocus(Qt.FocusReason.PopupFocusReason)
        self._editor = editor

    def _close(self, number: int, editor: QLineEdit) -> None:
        if self._editor is not editor:
            return  # finishing and losing the focus both say so
        self._editor = None
        self._edit(number, editor.text())
        editor.hide()
        editor.deleteLater()


class _Preset(QAbstractButton):
    """One quantity offered."""

    def __init__(
        self, theme: Theme, choose: Callable[[], object], edit: Callable[[], object]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._edit = edit
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(translate("Ticket", "Right click to change it"))
        self.clicked.connect(lambda: choose())

    def show_value(self, text: str, *, chosen: bool) -> None:
        if (text, chosen) != (self.text(), self._chosen):
            self._chosen = chosen
            self.setText(text)
            self.setAccessibleName(translate("Ticket", "Quantity {text}").format(text=text))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(1.9), self._theme.em(2.17))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._edit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(theme.pen("accent" if self._chosen else "line2"))
        painter.setBrush(theme.color("bg4" if self.underMouse() else "bg3"))
        painter.drawRoundedRect(PixelGrid.of(painter).outline(QRectF(self.rect())), 3, 3)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("t1" if self._chosen else "t2"))
        room, text = self.rect(), self.text()
        if theme.metrics("strong").horizontalAdvance(text) > room.width() - 2:
            painter.setFont(theme.font("badge"))
        painter.drawText(QRectF(room), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class Choice(QComboBox):
    """A list to choose from, with a caret that says so; the wheel chooses only with the focus."""

    def __init__(
        self, theme: Theme, name: str, words: Sequence[str], chosen: Callable[[int], object]
    ) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._words: Sequence[str] = ()
        self.offer(words, 0)
        self.activated.connect(chosen)

    def offer(self, words: Sequence[str], chosen: int) -> None:
        """Offer these words and show which of them is chosen, without telling."""
        if words != self._words:
            self._words = words
            self.clear()
            self.addItems(list(words))
        self.setCurrentIndex(chosen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        draw_caret(painter, self._theme, QPointF(self.width() - 11, self.height() / 2))
        painter.end()


def draw_caret(painter: QPainter, theme: Theme, centre: QPointF) -> None:
    """Draw the small angle of something that opens downwards."""
    size = theme.em(0.25)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(theme.pen("t2", width=1.2))
    low = QPointF(centre.x(), centre.y() + size / 2)
    for direction in (-1, 1):
        end = QPointF(centre.x() + direction * size, centre.y() - size / 2)
        painter.drawLine(low, end)
