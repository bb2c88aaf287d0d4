"""The window: a top bar, docked panes, a status bar, and one timer that draws a frame."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QSize, QStringListModel, Qt, QTimer
from PySide6.QtGui import QAction, QIcon, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QCompleter,
    QLabel,
    QLineEdit,
    QMainWindow,
    QSizePolicy,
    QToolBar,
    QWidget,
)

from traderterminal.ui import icons
from traderterminal.ui.docking import Docking, Pane
from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import Chip, ModeBadge, button, label, paint_label

FRAME_MS: Final = 33


@dataclass(frozen=True, slots=True)
class Chrome:
    """What the bars show and do. `search` finds symbols for a text, `choose` takes one."""

    account: str
    mode: str
    search: Callable[[str], Sequence[str]]
    choose: Callable[[str], str]  # returns what is wrong, if anything
    flatten_all: Callable[[], None]
    day_result: Callable[[], tuple[str, str]]  # text and token
    chips: Callable[[], Mapping[str, tuple[str, tuple[tuple[str, str], ...]]]]
    clock: Callable[[], str]


class SymbolField(QLineEdit):
    """Ctrl+L: type a symbol, take one of those offered."""

    def __init__(self, chrome: Chrome, theme: Theme) -> None:
        super().__init__()
        self._chrome = chrome
        self._offers = QStringListModel()
        self.setPlaceholderText("Symbol  Ctrl+L")
        self.setProperty("kind", "search")
        self.setAccessibleName("Symbol search")
        self.setFixedWidth(theme.em(20))
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(self._take)
        self.setCompleter(completer)
        self.textEdited.connect(lambda text: self._offers.setStringList(list(chrome.search(text))))
        self.returnPressed.connect(lambda: self._take(self.text()))

    def _take(self, text: str) -> None:
        problem = self._chrome.choose(text.split("  ")[0])
        self.setToolTip(problem)
        if problem:
            self.selectAll()
        else:
            self.clear()
            self.clearFocus()


class Window(QMainWindow):
    """Docks the panes it is given; they can be moved, tabbed, closed, reopened and restored."""

    def __init__(self, chrome: Chrome, panes: Sequence[Pane], theme: Theme, icon: QIcon) -> None:
        super().__init__()
        self._chrome = chrome
        self._theme = theme
        self._chips: dict[str, Chip] = {}
        self._tokens: dict[str, str] = {}
        self.setWindowTitle(f"PAPER · {chrome.account} · TraderTerminal")
        self.setWindowIcon(icon)
        self._docking = Docking(self, panes, theme)
        self._add_top_bar(icon)
        self._add_menu()
        self._add_status_bar()
        self._frames = QTimer(self)
        self._frames.setInterval(FRAME_MS)
        self._frames.timeout.connect(self.flush)

    # Laying out.

    def arrange(self, width: int, height: int) -> None:
        """Put the panes where a window of that size has them by default."""
        self._docking.arrange(width, height)

    def _add_top_bar(self, icon: QIcon) -> None:
        theme, chrome = self._theme, self._chrome
        bar = QToolBar("Top bar")
        bar.setObjectName("top bar")
        bar.setMovable(False)
        bar.setFixedHeight(theme.em(3.33))
        bar.setStyleSheet(
            f"QToolBar {{ background: {theme.hex('bg0')}; border: none; padding: 0 8px; }}"
        )
        picture = QLabel()
        size = theme.em(1.83)
        picture.setPixmap(icon.pixmap(QSize(size, size), self.devicePixelRatioF()))
        bar.addWidget(picture)
        bar.addWidget(_space(theme.em(0.7)))
        bar.addWidget(label(theme, "Trade", "section"))
        bar.addWidget(_space(theme.em(1.2)))
        self._symbol = SymbolField(chrome, theme)
        bar.addWidget(self._symbol)
        stretch = QWidget()
        stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(stretch)
        self._day = label(theme, role="section")
        bar.addWidget(self._day)
        bar.addWidget(_space(theme.em(0.4)))
        bar.addWidget(label(theme, "day, net of fees", "caption", "t3"))
        bar.addWidget(_space(theme.em(1.2)))
        bar.addWidget(ModeBadge(theme, chrome.mode))
        bar.addWidget(_space(theme.em(0.5)))
        bar.addWidget(label(theme, chrome.account, "strong"))
        bar.addWidget(_space(theme.em(1.2)))
        bar.addWidget(button("Flatten all", "exit", chrome.flatten_all, "Flatten all accounts"))
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
        find = QAction("Symbol search", self)
        find.setShortcut(QKeySequence("Ctrl+L"))
        find.triggered.connect(self._find_symbol)
        self.addAction(find)

    def _find_symbol(self) -> None:
        self._symbol.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._symbol.selectAll()

    def _add_menu(self) -> None:
        view = self.menuBar().addMenu("View")
        for dock in self._docking.docks.values():
            view.addAction(dock.toggleViewAction())
        view.addSeparator()
        view.addAction("Default arrangement", lambda: self.arrange(self.width(), self.height()))
        walk = QAction("Next pane", self)
        walk.setShortcut(QKeySequence("F6"))
        walk.triggered.connect(lambda: self._walk(1))
        back = QAction("Previous pane", self)
        back.setShortcut(QKeySequence("Shift+F6"))
        back.triggered.connect(lambda: self._walk(-1))
        view.addActions([walk, back])

    def _walk(self, step: int) -> None:
        """Move the focus from pane to pane."""
        names = self._docking.open_names()
        if not names:
            return
        inside = self._docking.pane_of(self.focusWidget())
        now = names.index(inside) if inside in names else -1 if step > 0 else 0
        self._docking.enter(names[(now + step) % len(names)])

    def _add_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setFixedHeight(self._theme.em(2.17))
        bar.setStyleSheet("QStatusBar::item { border: none; }")
        self._clock = label(self._theme, role="strong")
        bar.addPermanentWidget(self._clock)
        bar.addPermanentWidget(_space(self._theme.em(0.4)))

    # A frame.

    def flush(self) -> None:
        """Let every visible pane take over what changed since the last frame."""
        self._docking.flush()
        for name, (token, parts) in self._chrome.chips().items():
            chip = self._chips.get(name)
            if chip is None:
                chip = self._chips[name] = Chip(self._theme)
                self.statusBar().addWidget(chip)
            chip.show_parts(token, *parts, tip=name)
        self._say(self._clock, self._chrome.clock(), "t1")
        self._say(self._day, *self._chrome.day_result())

    def _say(self, shown: QLabel, text: str, token: str) -> None:
        if shown.text() != text:
            shown.setText(text)
        key = str(id(shown))
        if self._tokens.get(key) != token:
            self._tokens[key] = token
            paint_label(shown, self._theme, token)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.flush()
        self._frames.start()
        # The first window must not wait for the icons.
        QTimer.singleShot(0, self, lambda: icons.load(self._theme))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            icons.rebuild()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            if self.isMinimized():
                self._frames.stop()
            elif self.isVisible():
                self._frames.start()

    def stop(self) -> None:
        """Draw no more frames."""
        self._frames.stop()

    # Where everything stood.

    def layout_state(self) -> dict[str, str]:
        """Return size and arrangement as text, to be restored next time."""
        return {
            "geometry": bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
            "docks": bytes(self._docking.state().toBase64().data()).decode("ascii"),
        }

    def restore_layout(self, state: Mapping[str, str]) -> bool:
        """Take over an arrangement; False if it does not fit this version."""
        geometry = QByteArray.fromBase64(state.get("geometry", "").encode())
        docks = QByteArray.fromBase64(state.get("docks", "").encode())
        return self.restoreGeometry(geometry) and self._docking.restore(docks)


def _space(width: int) -> QWidget:
    made = QWidget()
    made.setFixedWidth(width)
    return made
