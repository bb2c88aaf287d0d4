"""A sheet that asks for one line of text, such as a name."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.sheet import Sheet


class TextSheet(Sheet):
    """Asks for `text`; `take` is given it and returns what is wrong with it, or "".

    Enter in the field, or the button that says `act`, hands it over.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        act: str,
        take: Callable[[str], str],
        under: QWidget,
        text: str = "",
    ) -> None:
        self._take = take
        self._field = QLineEdit(text)
        self._field.setAccessibleName(title)
        self._field.selectAll()
        self._field.returnPressed.connect(self._act)
        self._problem = label(theme, token="error")
        self._problem.setWordWrap(True)
        cancel = button(translate("Window", "Cancel"), "standard", self.put_away)
        send = button(act, "primary", self._act)
        super().__init__(theme, title, (self._field, self._problem), (cancel, send), under)
        self._field.setFocus(Qt.FocusReason.TabFocusReason)

    def _act(self) -> None:
        problem = self._take(self._field.text())
        if problem:
            self._field.setAccessibleDescription(problem)
            self.say(self._problem, problem)
        else:
            self.put_away()
