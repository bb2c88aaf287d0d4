"""The icon in the system's tray: it tells what has happened while no window is looked at."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels.notices import Notice, NoticesViewModel
from traderterminal.ui.widgets.menu import Menu

#: No more than one message of a kind in so long: a sweep of fills is one thing that has happened.
QUIET_NS: Final = 2 * NANOSECONDS
SHOWN_MS: Final = 6_000


#: What can be done from the tray, in words.
Acts = Sequence[tuple[str, Callable[[], object]]]


class TrayIcon(Protocol):
    """What of `QSystemTrayIcon` is used."""

    def show(self) -> None: ...
    def hide(self) -> None: ...
    def setToolTip(self, tip: str) -> None: ...
    def tell(self, title: str, words: str) -> None: ...
    def is_there(self) -> bool: ...
    def offer(self, acts: Acts) -> None: ...


class SystemTrayIcon(QSystemTrayIcon):
    """The system's own; a click on it or on its message brings the window to the front."""

    def __init__(self, icon: QIcon, clicked: Callable[[], object]) -> None:
        super().__init__(icon)
        self.activated.connect(lambda why: self._activate(why, clicked))
        self.messageClicked.connect(lambda: clicked())
        self._menu = Menu()
        self.setContextMenu(self._menu)

    def _activate(self, why: object, clicked: Callable[[], object]) -> None:
        """A click with the other button is for the menu."""
        if why is not QSystemTrayIcon.ActivationReason.Context:
            clicked()

    def is_there(self) -> bool:
        """Say whether the system has a tray now."""
        return self.isSystemTrayAvailable()

    def offer(self, acts: Acts) -> None:
        """Offer in its menu what can be done from there."""
        self._menu.clear()
        for words, act in acts:
            self._menu.addAction(words, act)

    def tell(self, title: str, words: str) -> None:
        """Show a message beside it."""
        self.showMessage(title, words, self.icon(), SHOWN_MS)


def system_tray_icon(icon: QIcon, clicked: Callable[[], object]) -> TrayIcon | None:
    """Return an icon in the system's tray; None where it has none."""
    return SystemTrayIcon(icon, clicked) if QSystemTrayIcon.isSystemTrayAvailable() else None


class Tray:
    """Tells notices in the tray while no window of the program is active.

    `make` returns an icon, None without a tray; it is asked again with each notice, since a desktop
    may start its tray after its programs. `acts` is what the icon offers in its menu.
    """

    def __init__(
        self,
        make: Callable[[], TrayIcon | None],
        notices: NoticesViewModel,
        monotonic_ns: Callable[[], int],
        acts: Callable[[], Acts],
    ) -> None:
        self._make = make
        self._acts = acts
        self._icon: TrayIcon | None = None
        self._monotonic_ns = monotonic_ns
        self._told_ns: dict[str, int] = {}  # by the sign of the notice, which is its kind
        self._stop = notices.told.connect(self._tell)
        self._look()

    @property
    def problem(self) -> str:
        """Why it tells nothing; empty where it does."""
        if self._icon is not None:
            return ""
        return translate(
            "Window",
            "The system has no tray: notices are told in the window, and closing it ends the"
            " program.",
        )

    @property
    def is_there(self) -> bool:
        """Whether the icon can be seen now."""
        self._look()
        return self._icon is not None and self._icon.is_there()

    def write_anew(self) -> None:
        """Offer what can be done in the language of now."""
        if self._icon is not None:
            self._icon.offer(self._acts())

    def tell_hidden(self) -> None:
        """Say that the program goes on without a window."""
        if self._icon is not None:
            self._icon.tell(
                translate("Window", "TraderTerminal goes on"),
                translate("Window", "Click here to see it. The menu of the icon has the way out."),
            )

    def _look(self) -> None:
        if self._icon is None:
            self._icon = self._make()
            if self._icon is not None:
                self._icon.setToolTip("TraderTerminal")
                self._icon.offer(self._acts())
                self._icon.show()

    def close(self) -> None:
        """Leave the tray."""
        self._stop()
        if self._icon is not None:
            self._icon.hide()

    def _tell(self, notice: Notice) -> None:
        self._look()
        now = self._monotonic_ns()
        if self._icon is None or QApplication.activeWindow() is not None:
            return
        last_ns = self._told_ns.get(notice.glyph)
        if last_ns is None or now - last_ns >= QUIET_NS:
            self._told_ns[notice.glyph] = now
            self._icon.tell(notice.title, notice.detail)
