"""A line of text asked for on the chart itself, without a dialog: a date, a symbol."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from traderterminal.ui.handover import PASSING
from traderterminal.ui.theme import Theme

#: It is wider where its words are.
LEAST_EM = 24
#: What is round the words of a line.
ROUND_EM = 2


class ChartPrompt(QLineEdit):
    """Asks over the lower edge of the chart; Esc or leaving it puts it away."""

    def __init__(self, theme: Theme, chart: QWidget) -> None:
        super().__init__(chart)
        self._theme = theme
        self._chart = chart
        self._answer: Callable[[str], str] | None = None
        self._given_up: Callable[[], object] = lambda: None
        self.setProperty(PASSING, True)
        self.hide()
        self.returnPressed.connect(self._take)

    def ask(
        self,
        what: str,
        answer: Callable[[str], str],
        text: str = "",
        given_up: Callable[[], object] = lambda: None,
    ) -> None:
        """Ask for something; `answer` takes the text and returns what is wrong with it, or "".

        `text` stands there to begin with; `given_up` hears that nothing was answered.
        """
        self._answer, self._given_up = answer, given_up
        self.setText(text)
        self.selectAll()
        self.setAccessibleName(what)
        self._write(what)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take(self) -> None:
        problem = self._answer(self.text()) if self._answer is not None else ""
        if problem:
            self.clear()
            self._write(problem)
            self.setAccessibleDescription(problem)
        else:
            self._answer = None
            self._put_away()

    def _write(self, words: str) -> None:
        """Show words where nothing is typed, whole if the chart has room for them."""
        self.setPlaceholderText(words)
        self.setToolTip(words)
        self.ensurePolished()
        needed = self.fontMetrics().horizontalAdvance(words) + self._theme.em(ROUND_EM)
        room = self._chart.width() - self._theme.em(2)
        width = min(max(self._theme.em(LEAST_EM), needed), room)
        height = self.sizeHint().height()
        left = (self._chart.width() - width) // 2
        self.setGeometry(left, self._chart.height() - height - self._theme.em(3), width, height)

    def _put_away(self) -> None:
        if self._answer is not None:
            self._answer = None
            self._given_up()
        if self.hasFocus():
            self._chart.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._put_away()
        else:
            super().keyPressEvent(event)
        event.accept()  # what is typed here moves no chart

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._put_away()
