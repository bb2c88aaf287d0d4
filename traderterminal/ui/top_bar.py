"""The top bar: workspaces, symbol, command field, day's result, account, the ways out."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QSize, QStringListModel, Qt
from PySide6.QtGui import QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from traderterminal.kit.language import translate
from traderterminal.ui import icons
from traderterminal.ui.chrome import Chrome
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.arming import ARMED, LEVELS, level_words
from traderterminal.ui.viewmodels.hotkeys import ORDER_LINE, SYMBOL_SEARCH
from traderterminal.ui.widgets.account_picker import AccountPicker
from traderterminal.ui.widgets.command_field import CommandField
from traderterminal.ui.widgets.controls import (
    BADGE_WORDS,
    Segments,
    label,
    paint_label,
)
from traderterminal.ui.widgets.hold_button import HoldButton
from traderterminal.ui.widgets.kill_switch_button import KillSwitchButton
from traderterminal.ui.widgets.search_field import SearchField
from traderterminal.ui.widgets.window_row import WindowRow
from traderterminal.ui.widgets.workspace_tabs import WorkspaceTabs

#: Narrower windows do without the day's result and the icon.
DAY_EM: Final = 76
#: What the search keeps where the ways out need the room.
LEAST_SEARCH_EM: Final = 4.5
#: What else needs room beside the tabs of the workspaces.
BESIDE_TABS_EM: Final = 94


class SymbolField(SearchField):
    """Type a symbol, take one of those offered."""

    def __init__(self, chrome: Chrome, theme: Theme) -> None:
        super().__init__(theme, "search", "", translate("Window", "Symbol search"))
        self._chrome = chrome
        self._offers = QStringListModel()
        self.setMinimumWidth(theme.em(LEAST_SEARCH_EM))
        self.setMaximumWidth(theme.em(21))
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(self._take)
        offers = completer.popup()
        if offers is not None:
            offers.setMinimumWidth(theme.em(34))
        self.setCompleter(completer)
        self.textEdited.connect(lambda text: self._offers.setStringList(list(chrome.search(text))))
        self.returnPressed.connect(lambda: self._take(self.text()))
        self.destroyed.connect(chrome.links.changed.connect(lambda _: self._say_where()))
        self._say_where()

    def _say_where(self) -> None:
        """Say which panes show what is chosen, where not all do."""
        target = self._chrome.links.target
        if target:
            whole = translate("Window", "Symbol for {target}").format(target=target)
            self.offer_words(whole, target[0].upper() + target[1:])
        else:
            self.offer_words(translate("Window", "Symbol"))

    def _take(self, text: str) -> None:
        problem = self._chrome.choose(text.split("  ")[0])
        self.setToolTip(problem)
        if problem:
            self.selectAll()
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), problem, self)
        else:
            self.clear()
            self.clearFocus()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(21), super().sizeHint().height())


class TopBar(WindowRow):
    """Keeps its right end in place at every size: result, account, Flatten all, kill switch."""

    def __init__(
        self,
        chrome: Chrome,
        theme: Theme,
        icon: QIcon,
        ask_to_flatten: Callable[[], None],
        ask_to_arm: Callable[[], None],
        kill_switch: KillSwitchButton,
    ) -> None:
        super().__init__(translate("Window", "Top bar"), "top bar")
        self._theme = theme
        self._chrome = chrome
        self.setAccessibleName(translate("Window", "Top bar"))
        self.setFixedHeight(theme.em(3.33))
        inside = QWidget()
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(inside)
        line.setContentsMargins(theme.em(0.67), 0, theme.em(0.67), 0)
        line.setSpacing(theme.em(1))
        self._picture = QLabel()
        self._icon = icon
        self.draw_icon()
        line.addWidget(self._picture)
        self._picture.hide()  # until there is room: it would widen the window for good
        self._workspaces = WorkspaceTabs(chrome.workspaces, chrome.hotkeys, theme)
        self.destroyed.connect(chrome.workspaces.changed.connect(lambda _: self._fold()))
        line.addWidget(self._workspaces)
        self.symbol = SymbolField(chrome, theme)
        line.addWidget(self.symbol, 2)
        self.command = CommandField(chrome.command, theme)
        line.addWidget(self.command, 3)
        self.destroyed.connect(chrome.hotkeys.changed.connect(lambda _: self._show_keys()))
        self._show_keys()
        line.addStretch()
        line.addWidget(self._day_result())
        line.addWidget(AccountPicker(chrome.accounts, theme))
        self._ask_to_arm = ask_to_arm
        self._levels = Segments(
            [level_words(level) for level in LEVELS],
            self._choose_level,
            stretch=False,
            dense=True,
            acts=True,
        )
        self._levels.setAccessibleName(translate("Window", "How far a click goes"))
        line.addWidget(self._levels)
        self._show_level()
        self._flatten = HoldButton(
            theme, translate("Window", "Flatten all"), chrome.flatten_all, ask_to_flatten
        )
        self._flatten.setAccessibleName(translate("Window", "Flatten all accounts"))
        icons.set_on(self._flatten, "flatten", token="t1")
        line.addWidget(self._flatten)
        self._kill_switch = kill_switch
        line.addWidget(kill_switch)
        self.addWidget(inside)

    def _day_result(self) -> QWidget:
        theme = self._theme
        self._day_box = QWidget()
        rows = QVBoxLayout(self._day_box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addStretch(1)
        self._day = label(theme, role="section")
        self._day_words = label(theme, translate("Window", "Day, net of fees"), "caption", "t3")
        self._day_token = ""
        for shown in (self._day, self._day_words):
            rows.addWidget(shown, 0, Qt.AlignmentFlag.AlignRight)
        rows.addStretch(1)
        self._day_box.setToolTip(
            translate(
                "Window",
                "What the account made today after fees: with what is still held, and with what"
                " was closed, which the table of positions no longer has",
            )
        )
        # As wide as any day: what stands beside it must not move when the digits do.
        self._day_box.setMinimumWidth(
            round(theme.metrics("section").horizontalAdvance("−$111,286.10"))
        )
        self._day_box.hide()  # until there is a width that has room for it
        return self._day_box

    def _show_keys(self) -> None:
        hotkeys = self._chrome.hotkeys
        self.symbol.show_key(hotkeys.key(SYMBOL_SEARCH))
        self.command.show_key(hotkeys.key(ORDER_LINE))

    def _choose_level(self, number: int) -> None:
        arming = self._chrome.arming
        if LEVELS[number] is ARMED and arming.is_live:
            if arming.level is not ARMED:
                self._ask_to_arm()
        else:
            arming.choose(LEVELS[number])
            if arming.problem:
                below = QPoint(0, self._levels.height())
                QToolTip.showText(self._levels.mapToGlobal(below), arming.problem, self._levels)
        self._show_level()  # it shows what holds, not what was pressed

    def _show_level(self) -> None:
        """Armed with real money is marked as real money is."""
        arming = self._chrome.arming
        self._levels.choose(LEVELS.index(arming.level))
        mark = BADGE_WORDS[arming.entry.mode][1] if arming.is_live else ""
        self._levels.mark(LEVELS.index(ARMED), mark)

    def _fold(self) -> None:
        """Without room for their tabs the workspaces have one button."""
        beside = self._theme.em(BESIDE_TABS_EM)
        self._workspaces.fold(self.width() < beside + self._workspaces.unfolded)

    def draw_icon(self) -> None:
        """Draw the application icon for the screen that the window is on."""
        size = self._theme.em(1.83)
        self._picture.setPixmap(self._icon.pixmap(QSize(size, size), self.devicePixelRatioF()))

    def flush(self) -> None:
        """Show the day's result and what the way out would close."""
        text, token = self._chrome.day_result()
        if self._day.text() != text:
            self._day.setText(text)
        if self._day_token != token:
            self._day_token = token
            paint_label(self._day, self._theme, token)
        says = translate("Window", "Hold for a second to flatten all accounts: {words}").format(
            words=self._chrome.exposure.words
        )
        if self._flatten.toolTip() != says:
            self._flatten.setToolTip(says)
        self._kill_switch.refresh()
        self.command.flush()
        self._show_level()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A label that joins a tool bar loses the colour it had before.
        paint_label(self._day_words, self._theme, "t3")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        has_room = self.width() >= self._theme.em(DAY_EM)
        self._day_box.setVisible(has_room)
        self._picture.setVisible(has_room)
