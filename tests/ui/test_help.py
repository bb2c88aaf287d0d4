"""Help: every page of the documentation is there, and links between them are followed."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QTextBrowser

from tests.support.on_screen import named, until
from tests.support.shared_data import REPOSITORY
from traderterminal.app.help_pages import help_pages
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service

DOCS = REPOSITORY / "resources" / "docs"


def test_every_page_is_there_under_its_heading_the_guide_first() -> None:
    pages = help_pages()
    names = {path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md")}
    assert {page.name for page in pages} == {n for n in names if not n.startswith("decisions")}
    assert all(page.title and not page.title.startswith("#") for page in pages)
    guide = [page for page in pages if page.name.startswith("user-guide/")]
    assert pages[: len(guide)] == guide
    assert [page.title.partition(" ")[0] for page in guide] == ["User", *map(str, range(1, 13))]
    others = pages[len(guide) :]
    assert others[0].title == "How it works"
    titles = [page.title.casefold() for page in others[1:]]
    assert titles == sorted(titles)


def browser_of(screen: Screen) -> QTextBrowser:
    (found,) = screen.window.findChildren(QTextBrowser)
    return found


def test_pages_are_chosen_by_keys_and_links_lead_from_one_to_another(
    on_screen: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))

    async def act(service: Service, screen: Screen) -> None:
        screen.window.asking.open_help("ladder")
        page, listed = browser_of(screen), named(screen.window, "Pages")
        assert isinstance(listed, QListWidget)
        assert page.accessibleName() == listed.currentItem().text()
        before = listed.currentRow()
        QTest.keyClick(listed, Qt.Key.Key_Down)
        assert listed.currentRow() == before + 1
        page.anchorClicked.emit(QUrl("how-it-works.md"))
        assert page.accessibleName() == "How it works"
        assert "The life of an order" in page.toPlainText()
        page.anchorClicked.emit(QUrl("https://www.tradingview.com/"))
        page.anchorClicked.emit(QUrl("file:///etc/passwd"))
        page.anchorClicked.emit(QUrl("nowhere.md"))
        assert opened == ["https://www.tradingview.com/"]
        assert page.accessibleName() == "How it works"
        screen.window.asking.open_help("no such page")
        page = screen.window.findChildren(QTextBrowser)[-1]  # over the other one
        assert page.accessibleName() == "User guide"
        page.anchorClicked.emit(QUrl("04-ladder.md"))
        assert page.accessibleName() == "4 The ladder"
        page.anchorClicked.emit(QUrl("../ladder.md"))
        assert page.accessibleName() == "The ladder"
        QTest.keyClick(screen.window.focusWidget(), Qt.Key.Key_Escape)

    on_screen(act)


def test_pictures_are_shown_and_none_is_wider_than_the_page(on_screen: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        for name in ("user-guide/01-install-and-start", "hotkeys"):
            screen.window.asking.open_help(name)
            page = browser_of(screen)
            (link,) = [
                part.split(")")[0] for part in page.toMarkdown().split("](")[1:] if ".png" in part
            ]
            shown = page.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(link))
            assert isinstance(shown, QImage)
            assert 400 < shown.width() <= page.viewport().width()
            assert page.document().size().width() <= page.viewport().width()
            assert page.document().size().height() > shown.height()
            elsewhere = QUrl("https://www.tradingview.com/picture.png")
            assert (
                page.loadResource(QTextDocument.ResourceType.ImageResource.value, elsewhere) is None
            )
            QTest.keyClick(screen.window.focusWidget(), Qt.Key.Key_Escape)
            await until(service, lambda: not screen.window.findChildren(QTextBrowser))

    on_screen(act)
