"""A sheet: a question or a page over the work area; the market and the loop go on behind it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.widgets.controls import label
from traderterminal.ui.widgets.overlay import draw_plate
from traderterminal.ui.widgets.ways_out import places, press, pressed_at, surface, with_ways_out

WIDTH_EM = 34
#: Of the width that a plate should have it is not read well in less.
LEAST_SHARE = 0.65


class Sheet(QWidget):
    """Covers its window below the widget `under`, which holds the way out and stays in reach.

    Enter presses the button in focus, which is the first one to begin with. Esc or a click beside
    the plate puts the sheet away; the focus goes back. A way out beside the plate stays as bright
    as it was, and that click goes on to it: nobody who wants out has to answer first.

    The second press of a double click whose first one opened the sheet neither answers nor puts
    it away: it would be gone unseen, or sent unread.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        content: Sequence[QWidget],
        buttons: Sequence[QWidget],
        under: QWidget,
        *,
        width_em: float = WIDTH_EM,
    ) -> None:
        super().__init__(under.window())
        self._theme = theme
        self._under = under
        self._came_from: QWidget | None = under.window().focusWidget()
        self._was_pressed = False
        self._rests_for: QPushButton | None = None
        self.setAccessibleName(title)
        self._plate = QWidget(self)
        self._wanted = theme.em(width_em)
        rows = QVBoxLayout(self._plate)
        side = theme.em(1.5)
        rows.setContentsMargins(side, side, side, side)
        rows.setSpacing(theme.em(1))
        heading = label(theme, title, "heading")
        heading.setWordWrap(True)
        rows.addWidget(heading)
        for widget in content:
            rows.addWidget(widget)
        line = QHBoxLayout()
        line.setSpacing(theme.em(0.67))
        for made in buttons:
            line.addWidget(made, 1)
            made.installEventFilter(self)
        rows.addLayout(line)
        self._lie()
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _lie(self) -> None:
        """Cover the window."""
        window = self._under.window()
        self._ways_out = [one for one in with_ways_out(window) if not self.isAncestorOf(one)]
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    @property
    def has_room(self) -> bool:
        """Whether its plate shows all that it must, and not much narrower than it should be."""
        rows, wide = self._plate.layout(), self._plate.width()
        if rows is None:
            return True
        least = rows.totalMinimumSize()
        tall = max(least.height(), rows.totalMinimumHeightForWidth(wide))
        is_wide = wide >= max(least.width(), self._wanted * LEAST_SHARE)
        return is_wide and tall <= self.height() - self._theme.em(4)

    def move_under(self, under: QWidget) -> None:
        """Cover the window of another widget from now on, below that."""
        focused = self.focusWidget()
        self._under.window().removeEventFilter(self)
        self._under = under
        self.setParent(under.window())
        self._lie()
        if focused is not None:
            focused.setFocus(Qt.FocusReason.TabFocusReason)

    def hide_amounts(self) -> None:
        """Put dots where amounts stand, if they are hidden by now; what it asks is written once."""
        for shown in self.findChildren(QWidget):
            if isinstance(shown, QLabel | QAbstractButton):
                words = shown.text()
                if (hidden := formats.hide_amounts(words)) != words:
                    shown.setText(hidden)

    def put_away(self) -> None:
        """Close and give the focus back to where it was; once is enough."""
        if self.isHidden():
            return
        self.hide()
        if self._came_from is not None and isValid(self._came_from):
            if self._came_from.window() is not self.window():  # there was no room over that one
                self._came_from.window().activateWindow()
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def step(self, *, forward: bool) -> bool:
        """Move the focus around in the sheet: nobody sees what a key would press below it.

        Qt's own chain of focus is not walked: PySide hangs what it returns onto where it came from,
        and with the sheet the Python objects of half the window would end.
        """
        stops = [widget for widget in self.findChildren(QWidget) if is_stop(widget)]
        if not stops:
            return False
        now = self.window().focusWidget()
        start = stops.index(now) if now in stops else -1 if forward else 0
        reason = Qt.FocusReason
        stops[(start + (1 if forward else -1)) % len(stops)].setFocus(
            reason.TabFocusReason if forward else reason.BacktabFocusReason
        )
        return True

    def hides(self, at: QPoint) -> bool:
        """Say whether its plate lies over a point of the screen."""
        return self._plate.rect().contains(self._plate.mapFromGlobal(at))

    def allow(self, made: QPushButton, allowed: bool) -> None:
        """Enable a button or disable it; meanwhile the focus rests on the sheet, not elsewhere.

        Qt leads it on to what comes next, and the next key would choose or change something there.
        """
        if made.hasFocus() and not allowed:
            self._rests_for = made
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        made.setEnabled(allowed)
        if allowed and self._rests_for is made:
            self._rests_for = None
            if self.hasFocus():
                made.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, on: QLabel, words: str) -> None:
        """Write on a label of the sheet, which grows with it."""
        if on.text() != words:
            on.setText(words)
            self._place()

    def _place(self) -> None:
        window = self._under.window()
        bottom = self._under.mapTo(window, self._under.rect().bottomLeft()).y() + 1
        self.setGeometry(window.rect().adjusted(0, bottom, 0, 0))
        width = min(self._wanted, self.width() - self._theme.em(2))
        layout = self._plate.layout()
        needed = layout.totalHeightForWidth(width) if layout is not None else 0
        if needed < 0:
            needed = self._plate.sizeHint().height()
        height = min(needed, self.height() - self._theme.em(4))
        top = max(self._theme.em(2), (self.height() - height) // 3)
        place = QRect((self.width() - width) // 2, top, width, height)
        if place != self._plate.geometry():
            self._plate.setGeometry(place)
            self.update()  # its shadow reached further than itself

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRegion(self._veiled())
        painter.fillRect(self.rect(), self._theme.color("bg0", 0.55))
        painter.setClipping(False)
        plate = QRectF(self._plate.geometry())
        draw_plate(painter, self._theme, plate, radius=6, outline="line3")
        painter.end()

    def _veiled(self) -> QRegion:
        """Return what lies in shade: all but the ways out."""
        veiled = QRegion(self.rect())
        for one in filter(isValid, self._ways_out):
            corner = self.mapFromGlobal(surface(one).mapToGlobal(QPoint()))
            for place in places(one):
                veiled -= QRegion(place.translated(corner))
        return veiled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._under.window():
            if kind is QEvent.Type.Resize:
                self._place()
        elif kind is QEvent.Type.MouseButtonPress:
            self._was_pressed = True
        elif kind is QEvent.Type.MouseButtonDblClick and not self._was_pressed:
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused, enter = self.focusWidget(), (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in enter and isinstance(focused, QAbstractButton):
            if not event.isAutoRepeat():  # the one that opened the sheet may still be held
                focused.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._was_pressed = True
        self._press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._press(event, only_out=not self._was_pressed)

    def _press(self, event: QMouseEvent, *, only_out: bool = False) -> None:
        """Put the sheet away for a press beside the plate; a way out that lies there is pressed."""
        if self.hides(event.globalPosition().toPoint()):
            return
        lying = self._lying()
        below = _way_out_below(lying, event)
        if only_out and below is None:
            return
        for sheet in (self,) if below is None else reversed(lying):
            sheet.put_away()
        if below is not None:
            press(below, event)

    def _lying(self) -> "list[Sheet]":
        """The sheets that lie over the window, this one last."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        sheets = self.window().findChildren(Sheet, options=direct)
        return [one for one in sheets if one.isVisible() and one is not self] + [self]


def _way_out_below(sheets: Sequence[Sheet], event: QMouseEvent) -> QWidget | None:
    """Return what a click would press if no sheet lay there, if it gets out by that.

    A plate hides what lies below it.
    """
    at, window = event.globalPosition().toPoint(), sheets[-1].window()
    if any(one.hides(at) for one in sheets):
        return None
    for one in sheets:
        one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
    found = pressed_at(window, at, event.button())
    for one in sheets:
        one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
    return found


def is_stop(widget: QWidget) -> bool:
    """Say whether Tab may stop at it now."""
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isEnabled() and widget.isVisible()


#: Puts a sheet over the work area; it is made below the bar that it is given.
ShowSheet = Callable[[Callable[[QWidget], Sheet]], object]
