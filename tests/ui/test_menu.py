"""Menus whose entries are made by the program."""

import re

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from tests.support.shared_data import REPOSITORY
from traderterminal.ui.widgets.menu import Menu


def test_a_menu_is_filled_as_any_other(qapp: QApplication) -> None:
    menu, pressed = Menu(), list[str]()

    def note(word: str = "buy") -> None:
        pressed.append(word)

    buy = menu.addAction("Buy", note)
    menu.addSeparator()
    own = QAction("Own")
    assert menu.addAction(own) is own
    more = menu.addMenu("More")
    sell = more.addAction("Sell", lambda: pressed.append("sell"))
    assert [action.text() for action in menu.actions()] == ["Buy", "", "Own", "More"]
    assert menu.actions()[1].isSeparator()
    assert menu.actions()[3].menu() is more
    buy.trigger()
    sell.trigger()
    assert pressed == ["buy", "sell"]


def test_no_menu_has_its_entries_made_by_qt() -> None:
    own = REPOSITORY / "traderterminal/ui/widgets/menu.py"
    made = re.compile(r"\bQMenu\(|\b(?:bar|menuBar\(\))\.addMenu\((?!made\)|workspaces\))")
    for path in (REPOSITORY / "traderterminal").rglob("*.py"):
        assert path == own or not made.search(path.read_text("utf-8")), path
