"""The pages of Help, with a list of them; links from page to page are followed here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import button
from traderterminal.ui.widgets.sheet import Sheet

WIDTH_EM: Final = 84
LIST_EM: Final = 16
#: Marks a paragraph as a line of code.
CODE: Final = QTextFormat.Property.BlockCodeFence


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page in Markdown; `name` is that of its file, which links from other pages know."""

    name: str
    title: str
    read: Callable[[], str]


class HelpSheet(Sheet):
    """Shows one page after the other."""

    def __init__(self, pages: Sequence[HelpPage], first: str, theme: Theme, under: QWidget) -> None:
        self._pages = pages
        self._theme = theme
        self._list = QListWidget()
        self._list.setAccessibleName(translate("Help", "Pages"))
        self._list.setFixedWidth(theme.em(LIST_EM))
        self._list.addItems([page.title for page in pages])
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        self._page.anchorClicked.connect(self._follow)
        content = QWidget()
        content.setMinimumHeight(under.window().height() - theme.em(20))
        line = QHBoxLayout(content)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.em(0.67))
        line.addWidget(self._list)
        line.addWidget(self._page, 1)
        close = button(
            translate("Help", "Close"), "standard", self.put_away, translate("Help", "Close Help")
        )
        super().__init__(
            theme, translate("Help", "Help"), (content,), (close,), under, width_em=WIDTH_EM
        )
        self._list.currentRowChanged.connect(self._show)
        names = [page.name for page in pages]
        self._list.setCurrentRow(names.index(first) if first in names else 0)
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, number: int) -> None:
        page = self._pages[number]
        self._page.setAccessibleName(page.title)
        self._page.setMarkdown(page.read())
        _give_air(self._page.document(), self._theme.em(0.67))

    def _follow(self, link: QUrl) -> None:
        """Turn to a page of ours; what lies elsewhere is opened where it belongs."""
        names = [page.name for page in self._pages]
        name = link.fileName().removesuffix(".md")
        if link.isRelative() and name in names:
            self._list.setCurrentRow(names.index(name))
        elif link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)


def _give_air(document: QTextDocument, below: int) -> None:
    """Part the paragraphs; Qt sets Markdown without any space between them."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        wanted = cursor.blockFormat()
        if cursor.currentTable() is None and not wanted.hasProperty(CODE):
            wanted.setBottomMargin(below)
            cursor.setBlockFormat(wanted)
        block = block.next()
