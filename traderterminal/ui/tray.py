"""The icon in the system's tray: it tells what has happened while no window is looked at."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels.notices import Notice, NoticesViewModel

#: No more than one message of a kind in so long: a sweep of fills is one thing that has happened.
QUIET_NS: Final = 2 * NANOSECONDS
SHOWN_MS: Final = 6_000


class TrayIcon(Protocol):
    """What of `QSystemTrayIcon` is used."""

    def show(self) -> None: ...
    def hide(self) -> None: ...
    def setToolTip(self, tip: str) -> None: ...
    def tell(self, title: str, words: str) -> None: ...


class SystemTrayIcon(QSystemTrayIcon):
    """The system's own; a click on it or on its message brings the window to the front."""

    def __init__(self, icon: QIcon, clicked: Callable[[], object]) -> None:
        super().__init__(icon)
        self.activated.connect(lambda _: clicked())
        self.messageClicked.connect(lambda: clicked())

    def tell(self, title: str, words: str) -> None:
        """Show a message beside it."""
        self.showMessage(title, words, self.icon(), SHOWN_MS)


def system_tray_icon(icon: QIcon, clicked: Callable[[], object]) -> TrayIcon | None:
    """Return an icon in the system's tray; None where it has none."""
    return SystemTrayIcon(icon, clicked) if QSystemTrayIcon.isSystemTrayAvailable() else None


class Tray:
    """Tells notices in the tray while no window of the program is active.

    `make` returns an icon, None without a tray; it is asked again with each notice, since a desktop
    may start its tray after its programs.
    """

    def __init__(
        self,
        make: Callable[[], TrayIcon | None],
        notices: NoticesViewModel,
        monotonic_ns: Callable[[], int],
    ) -> None:
        self._make = make
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
        return translate("Window", "The system has no tray: notices are told in the window.")

    def _look(self) -> None:
        if self._icon is None:
            self._icon = self._make()
            if self._icon is not None:
                self._icon.setToolTip("TraderTerminal")
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
