"""What a pane says while it has nothing to show: one bold line, one with the way in, one button."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.icon_sign import IconSign
from traderterminal.ui.widgets.still import Still

_ICON_EM: Final = 2.17


class EmptyState(QWidget):
    """Says what is missing and how to get it; `act` is the label of the button and what it does."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        line: str,
        act: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        # Who walks through the panes by keyboard must be able to stop here, and hear what it says.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{title}. {line}")
        self._title = label(theme, title, "section")
        self._line = label(theme, line, token="t2")
        self._line.setWordWrap(True)
        across = QHBoxLayout(self)
        across.setContentsMargins(14, 12, 12, 12)
        across.setSpacing(theme.em(1))
        across.addWidget(IconSign(theme, icon, "t3", _ICON_EM), 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout()
        rows.setSpacing(4)
        across.addLayout(rows, 1)
        rows.addWidget(self._title)
        rows.addWidget(self._line)
        if act is not None:
            beside = QHBoxLayout()
            beside.addWidget(button(act[0], "standard", act[1]))
            beside.addStretch(1)
            rows.addSpacing(4)
            rows.addLayout(beside)
        rows.addStretch(1)

    def say(self, title: str, line: str) -> None:
        """Say something else."""
        self.setAccessibleName(f"{title}. {line}")
        self._title.setText(title)
        self._line.setText(line)


class OrEmpty(Still):
    """Shows `content` while it has something to show, and what `empty` says otherwise.

    With its first row and its last a list does not lay out the window: Qt's stacks do that at each
    turn, and the next order would wait for it.
    """

    def __init__(self, content: QWidget, empty: EmptyState) -> None:
        self._pages = QStackedWidget()
        self._content = content
        self._empty = empty
        self._pages.addWidget(content)
        self._pages.addWidget(empty)
        super().__init__(self._pages, at_least=True)

    def show_content(self, has_some: bool) -> None:
        """Turn to the content, or to what is said where there is none."""
        self._pages.setCurrentWidget(self._content if has_some else self._empty)


class Listing(OrEmpty):
    """All that a pane shows: a list below a strip, or what `empty` says while it has no rows."""

    def __init__(self, pane: QWidget, strip: QHBoxLayout, rows: QWidget, empty: EmptyState) -> None:
        content = QWidget()
        below = QVBoxLayout(content)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addLayout(strip)
        below.addWidget(rows, 1)
        super().__init__(content, empty)
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self)
