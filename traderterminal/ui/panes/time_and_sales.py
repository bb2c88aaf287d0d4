"""Time and sales: the trades of a symbol as they happen, painted in one go."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.ticket_fields import Choice
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.tables.cells import Cell
from traderterminal.ui.tables.drawing import PADDING, draw_cell, width_of
from traderterminal.ui.tables.export import as_tabs
from traderterminal.ui.tables.header import HEIGHT_EM as HEADER_EM
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.time_and_sales import (
    MERGES,
    TapeRow,
    TimeAndSalesViewModel,
)
from traderterminal.ui.widgets.clipboard import copy_text
from traderterminal.ui.widgets.controls import label, paint_label
from traderterminal.ui.widgets.menu import Menu
from traderterminal.ui.widgets.surface import lay_on

ROW_EM: Final = 1.5
SPOKEN_EVERY_MS: Final = 1000
WHEEL_NOTCH: Final = 120
WHEEL_ROWS: Final = 3
#: The share of the side's colour in a row that stands out.
_TINT: Final = 0.16
_SAMPLES: Final = (
    Cell("00:00:00.000"),
    Cell("111,240.00", glyph="▲"),
    Cell("10,000", role="strong"),
)
_TITLES: Final = (
    mark("Trades", "Time"),
    mark("Trades", "Price"),
    mark("Trades", "Size"),
    mark("Trades", "Trades"),
)
_SHAPE_EM: Final = 0.67
#: From this width on, what is asked for stands in one row.
_ONE_ROW_EM: Final = 30

#: Rows, each with the pixel that it is drawn at.
Lines = Sequence[tuple[float, TapeRow]]


class TimeAndSalesPane(QWidget):
    """Draws a `TimeAndSalesViewModel`, with what is asked for above it."""

    def __init__(self, vm: TimeAndSalesViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        lay_on(self, theme)
        self.tape = TapeWidget(vm, theme)
        self._merge = Choice(
            theme, translate("Trades", "Trades that make a row"), self._merges(), self._choose
        )
        self._least = self._field(
            translate("Trades", "Min"), translate("Trades", "Least size shown"), vm.type_least
        )
        self._large = self._field(
            translate("Trades", "Large"),
            translate("Trades", "Size from which a trade stands out"),
            vm.type_large,
        )
        self._strip = QGridLayout()
        self._strip.setContentsMargins(8, 4, 8, 4)
        self._strip.setSpacing(theme.em(0.5))
        self._arrange()
        self._says = label(theme, role="caption", token="t3")
        self._says.setMinimumWidth(1)
        self._says.setContentsMargins(8, 2, 8, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._strip)
        layout.addWidget(self.tape, 1)
        layout.addWidget(self._says)
        self.setFocusProxy(self.tape)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put what is asked for in one row, or in two where that would cut its words."""
        in_one = self.width() >= self._theme.em(_ONE_ROW_EM)
        row, column = (0, 1) if in_one else (1, 0)
        self._strip.addWidget(self._merge, 0, 0, 1, 1 if in_one else 2)
        self._strip.addWidget(self._least, row, column)
        self._strip.addWidget(self._large, row, column + 1)
        for number, stretch in enumerate((2, 1, 1) if in_one else (1, 1, 0)):
            self._strip.setColumnStretch(number, stretch)

    def _field(self, words: str, name: str, take: Callable[[str], object]) -> "SizeField":
        made = SizeField(words, name)
        made.setMinimumWidth(self._theme.em(4))
        made.editingFinished.connect(lambda: take(made.text()))
        return made

    def _merges(self) -> Sequence[str]:
        return [translate("Trades", words) for words in MERGES.values()]

    def _choose(self, number: int) -> None:
        self._vm.choose_merge(list(MERGES)[number])

    def _render(self) -> None:
        vm = self._vm
        self._merge.offer(self._merges(), list(MERGES).index(vm.merge))
        for field, lots in ((self._least, vm.least), (self._large, vm.large)):
            field.show_value(vm.shown_lots(lots))
        words, token = self._words()
        if (self._says.text(), self._says.property("token")) != (words, token):
            self._says.setText(words)
            self._says.setProperty("token", token)
            paint_label(self._says, self._theme, token)
        self.tape.take_over()

    def _words(self) -> tuple[str, str]:
        vm = self._vm
        if vm.problem:
            return vm.problem, "error"
        held = (
            translate("Trades", "held, {newer} newer").format(newer=vm.newer) if vm.is_held else ""
        )
        words = " · ".join(word for word in (vm.stale, held, vm.large_words) if word)
        return words, "stale" if vm.stale else "t3"


class SizeField(QLineEdit):
    """A quantity that may be left empty."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(words)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def show_value(self, text: str) -> None:
        """Show what holds, unless the trader is typing."""
        if not self.hasFocus() and self.text() != text:
            self.setText(text)


class TapeWidget(QWidget):
    """The rows, the newest at the top; they stand still under the pointer."""

    def __init__(self, vm: TimeAndSalesViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._turned = 0
        self._spoken = QElapsedTimer()
        self._titles = [Cell(translate("Trades", words), "t3", "caption") for words in _TITLES]
        samples = (*_SAMPLES, self._titles[-1])
        self._widths = [width_of(theme, sample) + 2 * PADDING for sample in samples]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def rows(self) -> int:
        """How many rows have room."""
        room = self.height() - self._theme.em(HEADER_EM)
        return max(1, -(-room // self._theme.em(ROW_EM)))

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths), self._theme.em(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(self._widths[:3]), self._theme.em(6))

    def take_over(self) -> None:
        """Draw anew, and tell who cannot see it, but not at every trade."""
        self.update()
        instrument = self._vm.instrument
        name = (
            translate("Trades", "Time and sales")
            if instrument is None
            else translate("Trades", "Time and sales, {symbol}").format(symbol=instrument.symbol)
        )
        is_other = name != self.accessibleName()
        if not is_other and self._spoken.isValid() and not self._spoken.hasExpired(SPOKEN_EVERY_MS):
            return
        self._spoken.start()
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._vm.spoken)

    # Drawing.

    def _rights(self) -> list[float]:
        """The right edge of each column of numbers after the time; what is left over stays free."""
        edge, rights = float(self._widths[0]), []
        for width in self._widths[1:]:
            edge += width
            rights.append(edge - PADDING)
        return rights

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg1"))
        top, height, rights = theme.em(HEADER_EM), theme.em(ROW_EM), self._rights()
        self._draw_titles(painter, top, rights)
        rows = self._vm.rows(self.rows)
        if not rows:
            box = QRectF(0, top, self.width(), 2 * height)
            draw_cell(
                painter,
                PixelGrid.of(painter),
                theme,
                box,
                Cell(translate("Trades", "Trades appear as they happen"), "t3"),
                right=False,
            )
        for place, row in enumerate(rows):
            if row.is_large:
                box = QRectF(0, top + place * height, self.width(), height)
                painter.fillRect(box, theme.mix(row.token, "bg1", _TINT))
        base = top + (height + theme.metrics("body").ascent() - theme.metrics("body").descent()) / 2
        lines = [(base + place * height, row) for place, row in enumerate(rows)]
        self._draw_quiet(painter, lines, rights)
        self._draw_trades(painter, lines, rights)
        self._draw_sides(painter, [(top + (n + 0.5) * height, r) for n, r in enumerate(rows)])
        painter.end()

    def _draw_titles(self, painter: QPainter, height: int, rights: Sequence[float]) -> None:
        theme, (first, *others) = self._theme, self._titles
        grid = PixelGrid.of(painter)
        draw_cell(painter, grid, theme, QRectF(0, 0, self._widths[0], height), first, right=False)
        for title, right, width in zip(others, rights, self._widths[1:], strict=True):
            box = QRectF(right + PADDING - width, 0, width, height)
            draw_cell(painter, grid, theme, box, title, right=True)
        painter.fillRect(QRectF(0, height - 1, self.width(), 1), theme.color("line1"))

    def _draw_quiet(self, painter: QPainter, lines: Lines, rights: Sequence[float]) -> None:
        """Times, and how many trades make up a row."""
        theme, measures = self._theme, self._theme.metrics("body")
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("t2"))
        for y, row in lines:
            painter.drawText(QPointF(PADDING, y), row.time)
            if row.trades > 1:
                words = f"×{row.trades}"
                left = rights[2] - measures.horizontalAdvance(words)
                painter.drawText(QPointF(left, y), words)

    def _draw_trades(self, painter: QPainter, lines: Lines, rights: Sequence[float]) -> None:
        """Prices and sizes in the colour of the side, what is large in strong type."""
        theme, shown = self._theme, ("", False)
        measures = theme.metrics("body")
        for y, row in lines:
            if (row.token, row.is_large) != shown:
                shown = (row.token, row.is_large)
                role = "strong" if row.is_large else "body"
                measures = theme.metrics(role)
                painter.setFont(theme.font(role))
                painter.setPen(theme.color(row.token))
            for words, right in ((row.price, rights[0]), (row.size, rights[1])):
                left = right - measures.horizontalAdvance(words)
                painter.drawText(QPointF(left, y), words)

    def _draw_sides(self, painter: QPainter, lines: Lines) -> None:
        """A triangle for who crossed the spread."""
        theme, half = self._theme, self._theme.em(_SHAPE_EM) / 2
        x = self._widths[0] + PADDING + half
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        for token, tip in (("buy", -half), ("sell", half)):
            painter.setBrush(theme.color(token))
            shape = QPolygonF([QPointF(x - half, -tip), QPointF(x + half, -tip), QPointF(x, tip)])
            for y, row in lines:
                if row.token == token:
                    painter.drawPolygon(shape.translated(0, y))

    # Mouse and keys.

    def enterEvent(self, event: QEnterEvent) -> None:
        self._vm.hold(held=True)

    def leaveEvent(self, event: QEvent) -> None:
        self._vm.hold(held=False)

    def hideEvent(self, event: QHideEvent) -> None:
        self._vm.hold(held=False)  # a pane closed under the pointer is told of no leaving

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turned += event.angleDelta().y()
        notches = int(self._turned / WHEEL_NOTCH)
        self._turned -= notches * WHEEL_NOTCH
        self._vm.scroll(-notches * WHEEL_ROWS)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = max(1, self.rows - 2)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_Escape):
            self._vm.to_newest()
        elif (rows := steps.get(Qt.Key(event.key()))) is not None:
            self._vm.scroll(rows)
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the rows in view on the clipboard."""
        lines = [
            [row.time, row.price, row.size, row.glyph and row.token, str(row.trades)]
            for row in self._vm.rows(self.rows)
        ]
        copy_text(as_tabs(lines), self.mapToGlobal(self.rect().center()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("Trades", "Copy\tCtrl+C"), self.copy)
        menu.addAction(translate("Trades", "To the newest\tHome"), self._vm.to_newest)
        menu.popup(event.globalPos())
