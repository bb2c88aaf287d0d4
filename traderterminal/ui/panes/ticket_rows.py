"""The ticket's painted rows: account, symbol, what-if, what was sent.

They are painted because their numbers stream: a label would lay the pane out anew at every tick.
"""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui.panes.ticket_fields import draw_caret
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.sent_orders import SentOrder
from traderterminal.ui.viewmodels.what_if import MARKS, Room
from traderterminal.ui.widgets.controls import BADGE_WORDS, draw_badge
from traderterminal.ui.widgets.menu import Menu

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

MOST_ROOMS: Final = 3
MOST_SENT: Final = 3
LINE_EM: Final = 1.42
ROOM_EM: Final = 1.83
PADDING_EM: Final = 0.5


@frozen
class AccountWords:
    """One account to choose: its id, name, mode and buying power."""

    account: str
    name: str
    mode: str
    power: str


class AccountRow(QAbstractButton):
    """The account that is traded; with several, a click offers the others."""

    def __init__(self, theme: Theme, choose: Callable[[str], object]) -> None:
        super().__init__()
        self._theme = theme
        self._choose = choose
        self._shown = AccountWords("", "", "simulator", "")
        self._offered: Sequence[AccountWords] = ()
        self.setFixedHeight(theme.em(2.5))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._offer)

    def show_account(self, shown: AccountWords, offered: Sequence[AccountWords]) -> None:
        """Show one account, and offer all of them where there are several."""
        self._offered = offered
        if shown != self._shown:
            self._shown = shown
            badge = BADGE_WORDS[shown.mode][0].lower()
            self.setAccessibleName(
                translate("Ticket", "Account {name}, {badge}").format(name=shown.name, badge=badge)
            )
            self.update()
        policy = Qt.FocusPolicy.StrongFocus if len(offered) > 1 else Qt.FocusPolicy.NoFocus
        if policy is not self.focusPolicy():
            self.setFocusPolicy(policy)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(18), self._theme.em(2.5))

    def _offer(self) -> None:
        if len(self._offered) < 2:
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in self._offered:
            words = f"{BADGE_WORDS[each.mode][0]}  {each.name}\t{each.power}"
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(each.account == self._shown.account)
            action.triggered.connect(lambda _, account=each.account: self._choose(account))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, shown = self._theme, QPainter(self), self._shown
        words, token = BADGE_WORDS[shown.mode]
        several = len(self._offered) > 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        dashes = (3.0, 2.0) if shown.mode == "sandbox" else ()
        painter.setPen(theme.pen(token, dashes=dashes))
        painter.setBrush(theme.color("bg4" if several and self.underMouse() else "bg2"))
        painter.drawRoundedRect(PixelGrid.of(painter).outline(QRectF(self.rect())), 3, 3)
        em, middle = theme.em, self.height() / 2
        badge = QRectF(em(0.75), middle - em(0.7), 0, em(1.4))
        badge.setWidth(round(theme.metrics("badge").horizontalAdvance(words)) + em(0.9))
        draw_badge(painter, theme, shown.mode, badge)
        right = self.width() - em(0.75)
        if several:
            draw_caret(painter, theme, QPointF(right - em(0.3), middle))
            right -= em(1.25)
        room = QRectF(badge.right() + em(0.65), 0, 0, self.height())
        room.setRight(right)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("t2"))
        painter.drawText(room, RIGHT, shown.power)
        room.setRight(right - theme.metrics("caption").horizontalAdvance(shown.power) - em(0.5))
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("t1"))
        name = theme.metrics("strong").elidedText(
            shown.name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, LEFT, name)
        painter.end()


@frozen
class SymbolWords:
    """Symbol and last price above; tick and change below. Each change has its colour token."""

    symbol: str = ""
    last: str = ""
    last_token: str = "t1"
    tick: str = ""
    change: str = ""
    change_token: str = "t3"


class SymbolRow(QWidget):
    """What is traded and where it trades."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = SymbolWords()
        self.setFixedHeight(theme.em(2.9))

    def show_words(self, words: SymbolWords) -> None:
        if words != self._words:
            self._words = words
            self.setAccessibleName(
                translate("Ticket", "{symbol} last {last}").format(
                    symbol=words.symbol, last=words.last
                )
            )
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, words = self._theme, QPainter(self), self._words
        height = theme.em(1.55)
        upper = QRectF(0, 0, self.width(), height)
        lower = QRectF(0, height, self.width(), self.height() - height)
        for box, flags, role, token, text in (
            (upper, LEFT, "section", "t1", words.symbol),
            (upper, RIGHT, "section", words.last_token, words.last),
            (lower, LEFT, "caption", "t3", words.tick),
            (lower, RIGHT, "caption", words.change_token, words.change),
        ):
            painter.setFont(theme.font(role))
            painter.setPen(theme.color(token))
            painter.drawText(box, flags, text)
        painter.end()


@frozen
class Figure:
    """A caption with its value and the value's colour token."""

    caption: str
    value: str
    token: str = "t1"


class WhatIfGroup(QWidget):
    """What a click would come to: figures first, then a bar for each limit, the nearest first.

    It folds to its first figure where there is no height for more. A click on that, the position,
    copies its size.
    """

    def __init__(self, theme: Theme, copy_size: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self._copy_size = copy_size
        self.setToolTip(
            translate("Ticket", "A click on the position takes its size for the next order")
        )
        self._figures: Sequence[Figure] = ()
        self._rooms: Sequence[Room] = ()
        self._most_rooms = MOST_ROOMS
        self._folded = False
        self._fit()

    def show_values(self, figures: Sequence[Figure], rooms: Sequence[Room]) -> None:
        """Show the figures and as many rooms as there is height for."""
        if (figures, rooms) != (self._figures, self._rooms):
            self._figures, self._rooms = figures, rooms
            self.setAccessibleName(", ".join(f"{f.caption} {f.value}" for f in figures))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        em, at = self._theme.em, event.position()
        first = QRectF(0, 0, self.width(), em(PADDING_EM) + em(LINE_EM))
        if event.button() == Qt.MouseButton.LeftButton and first.contains(at):
            self._copy_size()

    def fit(self, rooms: int, *, folded: bool) -> None:
        """Take the height of so many rooms, or of one line."""
        if (rooms, folded) != (self._most_rooms, self._folded):
            self._most_rooms, self._folded = rooms, folded
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(what_if_height(self._theme, self._most_rooms, folded=self._folded))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        em, grid = theme.em, PixelGrid.of(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(theme.pen("line1"))
        painter.setBrush(theme.color("bg2"))
        painter.drawRoundedRect(grid.outline(QRectF(self.rect())), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        width = self.width() - 2 * em(0.75)
        top = float(em(PADDING_EM))
        for figure in self._figures[: 1 if self._folded else None]:
            self._figure(painter, figure, QRectF(em(0.75), top, width, em(LINE_EM)))
            top += em(LINE_EM)
        if self._rooms and self._most_rooms and not self._folded:
            painter.setPen(theme.pen("line1"))
            y = grid.row(top + em(0.12))
            painter.drawLine(QPointF(em(0.75), y), QPointF(em(0.75) + width, y))
            top += em(0.25)
            for room in self._rooms[: self._most_rooms]:
                draw_room(painter, theme, room, QRectF(em(0.75), top, width, em(ROOM_EM)))
                top += em(ROOM_EM)
        painter.end()

    def _figure(self, painter: QPainter, figure: Figure, box: QRectF) -> None:
        theme = self._theme
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("t3"))
        painter.drawText(box, LEFT, figure.caption)
        painter.setFont(theme.font("caption_strong"))
        painter.setPen(theme.color(figure.token))
        painter.drawText(box, RIGHT, figure.value)


def what_if_height(theme: Theme, rooms: int, *, folded: bool) -> int:
    """Return the height of a what-if group with its three figures and so many rooms."""
    lines = 1 if folded else 3
    height = 2 * theme.em(PADDING_EM) + lines * theme.em(LINE_EM)
    if folded or not rooms:
        return height
    return height + theme.em(0.25) + rooms * theme.em(ROOM_EM)


def draw_room(painter: QPainter, theme: Theme, room: Room, box: QRectF) -> None:
    """Draw a limit: name, what is left of it, and a bar of what is used and what is added."""
    grid, em = PixelGrid.of(painter), theme.em
    text = QRectF(box.left(), box.top(), box.width(), em(1.33))
    token = "error" if room.breaks else "t1"
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.color("t3"))
    painter.drawText(text, LEFT, room.name)
    limit = translate("Ticket", " of {limit}").format(limit=room.limit)
    painter.drawText(text, RIGHT, limit)
    text.setRight(text.right() - theme.metrics("caption").horizontalAdvance(limit))
    painter.setFont(theme.font("caption_strong"))
    painter.setPen(theme.color(token))
    painter.drawText(text, RIGHT, room.left)
    bar = grid.box(QRectF(box.left(), text.bottom(), box.width(), em(0.33)))
    painter.fillRect(bar, theme.color("bg4"))
    used = min(1.0, room.used)
    added = min(1.0, room.used + room.order) - used
    for start, share, fill in (
        (0.0, used, "t3"),
        (used, added, "error" if room.breaks else "warn"),
    ):
        if share > 0:
            least = grid.width(2)  # what is there is seen, however little
            part = QRectF(bar.left() + start * bar.width(), bar.top(), 0, bar.height())
            part.setWidth(max(least, share * bar.width()))
            painter.fillRect(grid.box(part.intersected(bar)), theme.color(fill))
    for mark in MARKS:
        x = grid.x(bar.left() + mark * bar.width())
        tick = QRectF(x, bar.top() - 1, grid.width(), bar.height() + 2)
        painter.fillRect(tick, theme.color("line3"))


class SentList(QWidget):
    """The last orders sent from here and what became of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._caption = ""
        self._orders: Sequence[SentOrder] = ()
        self._rows = MOST_SENT
        self._fit()

    @property
    def rows(self) -> int:
        """For how many orders there is height."""
        return self._rows

    def show_orders(self, caption: str, orders: Sequence[SentOrder]) -> None:
        """Show a caption and orders, newest first."""
        if (caption, orders) != (self._caption, self._orders):
            self._caption, self._orders = caption, orders
            spoken = (f"{o.words} {o.state} {o.why}".rstrip() for o in orders)
            self.setAccessibleName(
                f"{caption}: {', '.join(spoken) or translate('Ticket', 'nothing')}"
            )
            self.update()

    def event(self, event: QEvent) -> bool:
        """Say why an order was refused to who points at it."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = event.pos().y() // self._theme.em(LINE_EM) - 1
            shown = self._orders[: self._rows]
            words = shown[number].why if 0 <= number < len(shown) else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def fit(self, rows: int) -> None:
        """Take the height of so many orders."""
        if rows != self._rows:
            self._rows = rows
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(sent_height(self._theme, self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, em = self._theme, QPainter(self), self._theme.em
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("t3"))
        box = QRectF(0, 0, self.width(), em(LINE_EM))
        painter.drawText(box, LEFT, self._caption)
        for order in self._orders[: self._rows]:
            box.translate(0, em(LINE_EM))
            self._order(painter, order, box)
        painter.end()

    def _order(self, painter: QPainter, order: SentOrder, box: QRectF) -> None:
        theme, em = self._theme, self._theme.em
        role = "caption_strong"
        state = f"{order.glyph} {order.state}"
        width = theme.metrics(role).horizontalAdvance(state)
        painter.setFont(theme.font(role))
        if order.token == "unknown":
            frame = QRectF(box.right() - width - em(1), box.top(), width + em(1), box.height())
            painter.setPen(theme.pen("unknown", dashes=(3.0, 3.0)))
            painter.setBrush(theme.mix("unknown", "bg1", 0.14))
            painter.drawRect(PixelGrid.of(painter).outline(frame))
        inset = em(0.5) if order.token == "unknown" else 0
        value = box.adjusted(0, 0, -inset, 0)
        painter.setPen(theme.color(order.state_token))
        painter.drawText(value, RIGHT, order.state)
        value.setRight(value.right() - theme.metrics(role).horizontalAdvance(f" {order.state}"))
        painter.setPen(theme.color(order.token))
        painter.drawText(value, RIGHT, order.glyph)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("t3"))
        painter.drawText(box, LEFT, order.time)
        left = theme.metrics("caption").horizontalAdvance("00:00:00") + em(0.65)
        room = box.adjusted(left, 0, -width - em(0.5) - 2 * inset, 0)
        metrics = theme.metrics("caption")
        fits = metrics.horizontalAdvance(order.words) <= room.width()
        words = metrics.elidedText(
            order.words if fits else order.short, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setPen(theme.color("t2"))
        painter.drawText(room, LEFT, words)


def sent_height(theme: Theme, rows: int) -> int:
    """Return the height of the list of what was sent with so many orders."""
    return (1 + rows) * theme.em(LINE_EM)
