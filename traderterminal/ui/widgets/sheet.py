"""A sheet: a question or a page over the work area; the market and the loop go on behind it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import label
from traderterminal.ui.widgets.hold_button import HoldButton
from traderterminal.ui.widgets.overlay import draw_plate

WIDTH_EM = 34


class Sheet(QWidget):
    """Covers its window below the widget `under`, which holds the way out and stays in reach.

    Enter presses the button in focus, which is the first one to begin with. Esc or a click beside
    the plate puts the sheet away; the focus goes back. A way out beside the plate stays as bright
    as it was, and is pressed by that click: nobody who wants out has to answer first.
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
        rows.addLayout(line)
        under.window().installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def put_away(self) -> None:
        """Close and give the focus back to where it was; once is enough."""
        if self.isHidden():
            return
        self.hide()
        if self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def step(self, *, forward: bool) -> bool:
        """Move the focus around in the sheet: nobody sees what a key would press below it.

        Qt's own chain of focus is not walked: PySide hangs what it returns onto where it came from,
        and with the sheet the Python objects of half the window would end.
        """
        stops = [widget for widget in self.findChildren(QWidget) if _is_stop(widget)]
        if not stops:
            return False
        now = self.window().focusWidget()
        start = stops.index(now) if now in stops else -1 if forward else 0
        reason = Qt.FocusReason
        stops[(start + (1 if forward else -1)) % len(stops)].setFocus(
            reason.TabFocusReason if forward else reason.BacktabFocusReason
        )
        return True

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
        self._plate.setGeometry((self.width() - width) // 2, top, width, height)

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
        for one in self.window().findChildren(QAbstractButton):
            if _is_way_out(one) and one.isVisible() and not self.isAncestorOf(one):
                veiled -= QRegion(QRect(self.mapFromGlobal(one.mapToGlobal(QPoint())), one.size()))
        return veiled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
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
        if self._plate.geometry().contains(event.position().toPoint()):
            return
        window = self.window()
        self.put_away()
        below = window.childAt(window.mapFromGlobal(event.globalPosition().toPoint()))
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and isinstance(below, QAbstractButton) and _is_way_out(below):
            below.click()


def _is_stop(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isEnabled() and widget.isVisible()


def _is_way_out(one: QAbstractButton) -> bool:
    """One that a click presses; what must be held is pressed anew."""
    return one.property("kind") == "exit" and not isinstance(one, HoldButton)


#: Puts a sheet over the work area; it is made below the bar that it is given.
ShowSheet = Callable[[Callable[[QWidget], Sheet]], object]
