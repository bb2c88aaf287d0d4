"""The sheets of the frame: before everything is flattened, and the pages of Help."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtGui import QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QTextBrowser, QWidget

from traderterminal.ui.chrome import Chrome
from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.hold_button import HoldButton
from traderterminal.ui.widgets.sheet import Sheet

#: Marks a paragraph as a line of code.
CODE: Final = QTextFormat.Property.BlockCodeFence


class FlattenSheet(Sheet):
    """Says what flattening all accounts would do; it takes a hold to do it."""

    def __init__(self, chrome: Chrome, theme: Theme, under: QWidget) -> None:
        self._exposure = chrome.exposure
        self._flatten_all = chrome.flatten_all
        self._says = label(theme, role="section")
        explains = label(
            theme,
            "Working orders are cancelled, then every position is closed at the market."
            " Hold the button for a second, with the mouse or the space bar.",
            token="t2",
        )
        explains.setWordWrap(True)
        cancel = button("Cancel", "standard", self.put_away, "Cancel, flatten nothing")
        flatten = HoldButton(theme, "Flatten all accounts", self._act)
        super().__init__(
            theme, "Flatten all accounts?", (self._says, explains), (cancel, flatten), under
        )
        self.refresh()

    def refresh(self) -> None:
        """Say how much there is now."""
        words = f"Flatten all accounts: {self._exposure.words}"
        if self._says.text() != words:
            self._says.setText(words)

    def _act(self) -> None:
        self.put_away()
        self._flatten_all()


def manual_sheet(text: str, theme: Theme, under: QWidget) -> Sheet:
    """Show a page of Help, written in Markdown."""
    page = QTextBrowser()
    page.setOpenExternalLinks(True)
    heading, _, rest = text.partition("\n")
    page.setMarkdown(rest)
    _give_air(page.document(), theme.em(0.67))
    page.setAccessibleName("How it works")
    page.setMinimumHeight(under.window().height() - theme.em(20))
    return _closable(heading.lstrip("# "), (page,), theme, under, width_em=68)


def about_sheet(lines: Sequence[str], theme: Theme, under: QWidget) -> Sheet:
    """Say name, version and licence."""
    shown = [label(theme, line, token="t2") for line in lines]
    for one in shown:
        one.setWordWrap(True)
    return _closable("About TraderTerminal", shown, theme, under, width_em=34)


def _closable(
    title: str, content: Sequence[QWidget], theme: Theme, under: QWidget, *, width_em: float
) -> Sheet:
    closing: list[Callable[[], None]] = []
    close = button("Close", "standard", lambda: closing[0](), f"Close {title}")
    sheet = Sheet(theme, title, content, (close,), under, width_em=width_em)
    closing.append(sheet.put_away)
    return sheet


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
