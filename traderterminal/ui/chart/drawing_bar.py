"""A small bar over the chart for the drawing that is chosen: its colour, its line, its end."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.chart.drawing_menu import fill_colours, fill_lines
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.drawing import KIND_WORDS, PLANS, Drawing, Kind
from traderterminal.ui.viewmodels.drawings import DrawingsViewModel
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.icon_button import IconButton
from traderterminal.ui.widgets.menu import Menu


class DrawingBar(QWidget):
    """Shown while a drawing is chosen; Esc in it goes back to the chart."""

    def __init__(self, drawings: DrawingsViewModel, theme: Theme, chart: QWidget) -> None:
        super().__init__(chart)
        self._drawings = drawings
        self._theme = theme
        self._chart = chart
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._name = label(theme, role="strong")
        self.ticket = button(
            translate("Drawings", "To ticket"),
            "small",
            drawings.fill_ticket,
            translate("Drawings", "Fill in the ticket"),
        )
        self.ticket.setToolTip(
            translate("Drawings", "Fills in entry, stop and target; nothing is sent")
        )
        self.words = button(
            translate("Drawings", "Words…"),
            "small",
            drawings.ask_for_words,
            translate("Drawings", "Words of the text"),
        )
        self.colour = self._chooser(translate("Drawings", "Colour"), fill_colours)
        self.line = self._chooser(translate("Drawings", "Line"), fill_lines)
        self.lock = IconButton(
            theme, "unlock", translate("Drawings", "Lock drawing"), self._turn_lock
        )
        self.delete = IconButton(
            theme, "delete", translate("Drawings", "Delete drawing"), drawings.delete
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.em(0.67), 2, theme.em(0.33), 2)
        row.setSpacing(theme.em(0.33))
        for widget in (self._name, self.ticket, self.words, self.colour, self.line):
            row.addWidget(widget)
        row.addWidget(self.lock)
        row.addWidget(self.delete)
        self.hide()

    def _chooser(
        self, words: str, fill: Callable[[QMenu, DrawingsViewModel, Drawing], None]
    ) -> QPushButton:
        made = button(
            words,
            "small",
            lambda: self._offer(made, fill),
            translate("Drawings", "{words} of the drawing").format(words=words),
        )
        return made

    def _offer(
        self, under: QPushButton, fill: Callable[[QMenu, DrawingsViewModel, Drawing], None]
    ) -> None:
        chosen = self._drawings.chosen
        if chosen is not None:
            menu = Menu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            fill(menu, self._drawings, chosen)
            menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def _turn_lock(self) -> None:
        chosen = self._drawings.chosen
        if chosen is not None:
            self._drawings.lock(locked=not chosen.locked)

    def render_for(self, chosen: Drawing | None, plot: QRectF) -> None:
        """Say what is chosen, at the top of the plot; nothing chosen hides the bar."""
        if chosen is None:
            focused: QWidget | None = self.window().focusWidget()
            if focused is not None and self.isAncestorOf(focused):
                self._chart.setFocus(Qt.FocusReason.OtherFocusReason)
            self.hide()
            return
        self._name.setText(translate("Drawings", KIND_WORDS[chosen.kind]))
        self.setAccessibleName(self._drawings.spoken)
        self.ticket.setVisible(chosen.kind in PLANS)
        self.words.setVisible(chosen.kind is Kind.TEXT)
        self.words.setEnabled(not chosen.locked)
        glyph, words = (
            ("lock", translate("Drawings", "Unlock"))
            if chosen.locked
            else ("unlock", translate("Drawings", "Lock"))
        )
        self.lock.say(glyph, translate("Drawings", "{words} drawing").format(words=words))
        self.delete.setEnabled(not chosen.locked)
        size = self.sizeHint()
        left = round(plot.center().x() - size.width() / 2)
        top = round(plot.bottom() - size.height()) - self._theme.em(1)
        self.setGeometry(max(round(plot.left()), left), top, size.width(), size.height())
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._theme.pen("line2"))
        painter.setBrush(self._theme.color("bg3"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._chart.setFocus(Qt.FocusReason.OtherFocusReason)
        event.accept()  # what is pressed here moves no chart

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # what is pressed here draws nothing
