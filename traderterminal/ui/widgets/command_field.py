"""The command field: an order as a line of text, and below it what it would come to."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.command_field import CommandFieldViewModel, Words
from traderterminal.ui.viewmodels.order_line import Fault
from traderterminal.ui.widgets.overlay import BLUR, draw_plate
from traderterminal.ui.widgets.search_field import SearchField

EXAMPLES: Final = ("buy 2 es @ 4790 stop 16t", "buy 2 es @ 4790", "buy 2 es")
LEAST_EM: Final = 4
WIDEST_EM: Final = 30
PLATE_EM: Final = 34
LINE_EM: Final = 1.5
WRAPPED: Final = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value


class CommandField(SearchField):
    """Enter sends what stands here; Up and Down call back what was sent, Esc takes it away."""

    def __init__(self, vm: CommandFieldViewModel, theme: Theme) -> None:
        super().__init__(theme, "palette", "", translate("Ticket", "Order as a line of text"))
        self._vm = vm
        self._preview: CommandPreview | None = None
        words = translate("Ticket", "Order: {example}")
        self.offer_words(*(words.format(example=example) for example in EXAMPLES))
        self.setMinimumWidth(theme.em(LEAST_EM))
        self.setMaximumWidth(theme.em(WIDEST_EM))
        self.textEdited.connect(vm.type)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(WIDEST_EM), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not event.isAutoRepeat():  # a key that is held sends once
                    self._send()
            case Qt.Key.Key_Up:
                self.setText(self._vm.earlier())
            case Qt.Key.Key_Down:
                self.setText(self._vm.later())
            case Qt.Key.Key_Escape if self.text() or self._vm.said[0]:
                self.clear()
                self._vm.type("")
            case Qt.Key.Key_Escape:
                self.clearFocus()
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def _send(self) -> None:
        if self._vm.send():
            self.clear()
            self._vm.clear()
        elif isinstance(fault := self._vm.read, Fault) and fault.end > fault.start:
            self.setSelection(fault.start, fault.end - fault.start)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._render()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._render()

    def flush(self) -> None:
        """Follow the market while a preview is shown."""
        if self.hasFocus():
            self._vm.flush()

    def _render(self) -> None:
        shown = self._vm.preview if self.hasFocus() else ()
        words = " ".join(said for said, _ in shown)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
        if self._preview is None:
            if not shown:
                return
            self._preview = CommandPreview(self._theme, self.window())
        self._preview.show_words(self.text(), self._fault, shown)
        self._preview.stand_below(self)

    @property
    def _fault(self) -> tuple[int, int]:
        read = self._vm.read
        return (read.start, read.end) if isinstance(read, Fault) else (0, 0)


class CommandPreview(QWidget):
    """A plate below the field: the line with its fault marked, then what it would come to."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._fault = (0, 0)
        self._shown: Sequence[Words] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def words(self) -> Sequence[str]:
        """What stands on the plate, line by line."""
        return [words for words, _ in self._shown]

    def show_words(self, text: str, fault: tuple[int, int], shown: Sequence[Words]) -> None:
        """Show a line with the place of its fault, and words in their colours; none hide it."""
        if (text, fault, shown) != (self._text, self._fault, self._shown):
            self._text, self._fault, self._shown = text, fault, shown
            self.update()
        self.setVisible(bool(shown))

    def stand_below(self, field: QWidget) -> None:
        """Take the place below a field, as wide and high as the words need."""
        if not self._shown:
            return
        theme, window = self._theme, self.parentWidget()
        assert window is not None  # noqa: S101 - it is made with one
        at = field.mapTo(window, QPoint(0, field.height()))
        width = min(theme.em(PLATE_EM), window.width() - at.x() - theme.em(1))
        height = self._height(width - 2 * theme.em(1))
        self.setGeometry(
            at.x() - BLUR, at.y() + theme.em(0.33) - BLUR, width + 2 * BLUR, height + 2 * BLUR
        )
        self.raise_()

    def _height(self, width: int) -> int:
        boxes = (self._box(words, width) for words, _ in self._shown)
        marked = self._theme.em(LINE_EM) if self._is_marked else 0
        return 2 * self._theme.em(0.75) + marked + round(sum(box.height() for box in boxes))

    @property
    def _is_marked(self) -> bool:
        start, end = self._fault
        return end > start

    def _box(self, words: str, width: float) -> QRectF:
        room = QRectF(0, 0, width, 10_000)
        box = self._theme.metrics("body").boundingRect(room, WRAPPED, words)
        return QRectF(0, 0, width, max(self._theme.em(LINE_EM), box.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        plate = QRectF(self.rect()).adjusted(BLUR, BLUR, -BLUR, -BLUR)
        draw_plate(painter, theme, plate, radius=5, outline="line2")
        left, width = plate.left() + theme.em(1), plate.width() - 2 * theme.em(1)
        top = plate.top() + theme.em(0.75)
        painter.setFont(theme.font("body"))
        if self._is_marked:
            self._mark(painter, QRectF(left, top, width, theme.em(LINE_EM)))
            top += theme.em(LINE_EM)
        for words, token in self._shown:
            box = self._box(words, width).translated(left, top)
            painter.setPen(theme.color(token))
            painter.drawText(box, WRAPPED | Qt.AlignmentFlag.AlignVCenter.value, words)
            top += box.height()
        painter.end()

    def _mark(self, painter: QPainter, box: QRectF) -> None:
        """Write the line with what is wrong in it underlined, and in the colour of a fault."""
        theme, metrics = self._theme, self._theme.metrics("body")
        start, end = self._fault
        left = max(0.0, metrics.horizontalAdvance(self._text[:end]) - box.width())
        painter.save()
        painter.setClipRect(box)
        for part, token in (
            (self._text[:start], "t3"),
            (self._text[start:end], "error"),
            (self._text[end:], "t3"),
        ):
            wide = metrics.horizontalAdvance(part)
            place = QRectF(box.left() - left, box.top(), wide + 2, box.height())
            painter.setPen(theme.color(token))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, part)
            if token == "error":
                base = place.bottom() - theme.em(0.17)
                painter.fillRect(QRectF(place.left(), base, wide, 1), theme.color(token))
            left -= wide
        painter.restore()
