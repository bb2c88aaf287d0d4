"""What a screen reader is told of by itself: each notice, and of quotes nothing."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.notices import SHOWN, Notice, NoticesViewModel

#: The fills of a sweep and the orders of a group come one by one, but are heard as one.
GATHERS_MS: Final = 100
#: Nothing more is said in so long after something was.
QUIET_MS: Final = 1_000
#: What may interrupt the reader: refusals, breaches, and orders of which no answer came.
_GRAVE: Final = ("error", "unknown")


class Announcements:
    """Says notices to a screen reader while one listens; where none does, nothing is kept or done.

    What comes close together is said in one go, no more of it than can be seen at once. `window` is
    the one that the trader is in at that moment.
    """

    def __init__(self, notices: NoticesViewModel, window: Callable[[], QWidget]) -> None:
        self._window = window
        self._waiting: dict[str, Notice] = {}  # by key: of an order, how it stands now
        self._pause = QTimer(singleShot=True)
        self._pause.timeout.connect(self._say)
        self._stop = notices.told.connect(self._hear)

    def close(self) -> None:
        """Stop listening, and leave unsaid what waits."""
        self._stop()
        self._pause.stop()

    def _hear(self, notice: Notice) -> None:
        if not QAccessible.isActive():
            return
        self._waiting.pop(notice.key, None)
        self._waiting[notice.key] = notice
        if not self._pause.isActive():
            self._pause.start(GATHERS_MS)

    def _say(self) -> None:
        notices = tuple(self._waiting.values())
        self._waiting.clear()
        if not notices:
            return
        is_grave = any(notice.token in _GRAVE for notice in notices)
        # What is grave is said before the rest, and left out last.
        ordered = sorted(notices, key=lambda notice: notice.token not in _GRAVE)
        words = [notice.spoken for notice in ordered[:SHOWN]]
        if len(ordered) > SHOWN:
            more = len(ordered) - SHOWN
            words.append(translate("Notice", "{more} more in their panes").format(more=more))
        # A stream has ears, too.
        announce(self._window(), formats.hide_amounts("\n".join(words)), interrupts=is_grave)
        self._pause.start(QUIET_MS)


def announce(widget: QWidget, words: str, *, interrupts: bool) -> None:
    """Have a screen reader say words, at once or when it has said what it is saying."""
    event = QAccessibleAnnouncementEvent(widget, words)
    manner = QAccessible.AnnouncementPoliteness
    event.setPoliteness(manner.Assertive if interrupts else manner.Polite)
    QAccessible.updateAccessibility(event)
