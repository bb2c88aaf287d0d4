"""The pages of Help, with a list of them; links from page to page are followed here."""

from collections.abc import Callable, Sequence
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import button
from traderterminal.ui.widgets.sheet import Sheet

WIDTH_EM: Final = 84
LIST_EM: Final = 16
#: Marks a paragraph as a line of code.
CODE: Final = QTextFormat.Property.BlockCodeFence
#: Of the scroll bar that a picture may call for.
ROOM_PX: Final = 12


@frozen
class HelpPage:
    """A page in Markdown; `name` is the path of its file without the ending, as links know it from
    the top; `folder` is where it lies, from which its pictures are found."""

    name: str
    title: str
    read: Callable[[], str]
    folder: Path


class HelpSheet(Sheet):
    """Shows one page after the other."""

    def __init__(self, pages: Sequence[HelpPage], first: str, theme: Theme, under: QWidget) -> None:
        self._pages = pages
        self._theme = theme
        self._list = QListWidget()
        self._list.setAccessibleName(translate("Help", "Pages"))
        self._list.setFixedWidth(theme.em(LIST_EM))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.addItems([page.title for page in pages])
        self._page = _Page()
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
        self._page.folder = page.folder
        self._page.setMarkdown(page.read())
        _give_air(self._page.document(), self._theme.em(0.67))

    def _follow(self, link: QUrl) -> None:
        """Turn to a page of ours; what lies elsewhere is opened where it belongs."""
        names = [page.name for page in self._pages]
        here = self._pages[self._list.currentRow()].name
        name = normpath(join(dirname(here), link.path())).removesuffix(".md")
        if link.isRelative() and name in names:
            self._list.setCurrentRow(names.index(name))
        elif link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)


class _Page(QTextBrowser):
    """Shows a page whose pictures lie in a `folder`, none wider than itself."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path()

    def loadResource(self, kind: int, name: QUrl | str, /) -> object:
        link = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource or not link.isRelative():
            return None  # what lies elsewhere is not fetched
        picture = QImage(str(self.folder / link.path()))
        room = self.viewport().width() - 2 * int(self.document().documentMargin()) - ROOM_PX
        smooth = Qt.TransformationMode.SmoothTransformation
        return picture if picture.width() <= room else picture.scaledToWidth(room, smooth)


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
