"""Where windows are, kept from one time to the next, and while the screen of one is away.

Whoever takes a laptop from its monitor and puts it back has everything where it was, also where the
program was started anew in between. Qt's own way knows nothing of a screen that is not there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QRegion, QScreen
from PySide6.QtWidgets import QDockWidget, QStyle, QWidget

from traderterminal.kit.frozen import frozen

#: By then the system has moved what it moves by itself where a screen comes or goes.
SETTLES_MS: Final = 500
#: A window that lies so far from where it was put, in pixels, was moved by the trader.
MOVED_PX: Final = 40
#: What a desktop measures at the most, in pixels, and the least of a window.
MOST_PX: Final = 100_000
LEAST_PX: Final = 40
_FILLS: Final = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen


@frozen
class Place:
    """Where a window is while it fills no screen, where its middle is, and how it fills one."""

    box: QRect
    middle: QPoint
    fills: Qt.WindowState

    @property
    def is_there(self) -> bool:
        """Whether there is a screen where the middle of the window is."""
        return any(screen.geometry().contains(self.middle) for screen in screens())

    @property
    def text(self) -> str:
        """The place as it is kept."""
        box, middle = self.box, self.middle
        numbers = (*(box.x(), box.y(), box.width(), box.height()), middle.x(), middle.y())
        return " ".join(map(str, (*numbers, self.fills.value)))


def screens() -> Sequence[QScreen]:
    """Return the screens that there are."""
    return QGuiApplication.screens()


def place_of(window: QWidget) -> Place:
    """Return where a window is."""
    box = window.normalGeometry()
    fills = window.windowState() & _FILLS
    return Place(box if fills else window.geometry(), window.frameGeometry().center(), fills)


def read_place(text: object) -> Place | None:
    """Read what `Place.text` wrote; None where that is not what it wrote."""
    try:
        numbers = [int(word) for word in text.split()] if isinstance(text, str) else []
    except ValueError:
        return None
    if len(numbers) != 7 or max(map(abs, numbers)) > MOST_PX or min(numbers[2:4]) < LEAST_PX:
        return None
    fills = Qt.WindowState(numbers[6] & _FILLS.value)
    return Place(QRect(*numbers[:4]), QPoint(*numbers[4:6]), fills)


def put(window: QWidget, place: Place) -> None:
    """Put a window where it was; where screens do not show all of it, as a whole onto one."""
    box, screen = place.box, min(screens(), key=lambda one: _apart(one, place.middle))
    title = 0 if isinstance(window, QDockWidget) else _title_bar_px(window)
    with_title = box.adjusted(0, -title, 0, 0)
    if not (_is_covered(with_title) and screen.geometry().intersects(box)):
        box = _within(box, screen.availableGeometry().adjusted(1, title, -1, -1))
    others = window.windowState() & ~_FILLS
    if window.windowState() & _FILLS:
        window.setWindowState(others)
    window.setGeometry(box)
    if place.fills:
        window.setWindowState(others | place.fills)


def _title_bar_px(window: QWidget) -> int:
    return window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)


def _apart(screen: QScreen, point: QPoint) -> int:
    """How far a point is from a screen; 0 where it is on it."""
    at = screen.geometry()
    x = max(at.left() - point.x(), 0, point.x() - at.right())
    y = max(at.top() - point.y(), 0, point.y() - at.bottom())
    return x + y


def _is_covered(box: QRect) -> bool:
    """Whether screens show all of a rectangle, one of them or several beside one another."""
    left = QRegion(box)
    for screen in screens():
        left -= QRegion(screen.geometry())
    return left.isEmpty()


def _within(box: QRect, room: QRect) -> QRect:
    size = box.size().boundedTo(room.size())
    left = max(room.left(), min(box.left(), room.right() + 1 - size.width()))
    top = max(room.top(), min(box.top(), room.bottom() + 1 - size.height()))
    return QRect(QPoint(left, top), size)


@dataclass(slots=True)
class _Home:
    """Where a window belongs, and where it lies meanwhile, once that is known."""

    place: Place
    away: QRect | None = None


class ScreenHomes(QObject):
    """Moves `windows`, as they are at that moment, when screens come and go; `moved` is told.

    On Wayland it does nothing then: there windows do not know where they are.
    """

    def __init__(
        self,
        parent: QObject,
        windows: Callable[[], Sequence[QWidget]],
        moved: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._windows = windows
        self._moved = moved
        self._homes = WeakKeyDictionary[QWidget, _Home]()
        self._settling = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._settling.timeout.connect(self.settle)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - there is a window
        application.screenRemoved.connect(self.lose)
        application.screenAdded.connect(self._follow)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._settling.start)

    def _follow(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._settling.start)
        self._settling.start()

    # From one time to the next.

    def text(self, window: QWidget) -> str:
        """Return where a window belongs, as it is kept."""
        home = self._home(window)
        return (place_of(window) if home is None else home.place).text

    def restore(self, window: QWidget, text: object) -> None:
        """Put a window where it belongs; one that cannot be read stays where it is."""
        self._homes.pop(window, None)
        place = read_place(text)
        if place is None:
            return
        put(window, place)
        if not place.is_there and _knows_places():
            self._homes[window] = _Home(place)
            self._settling.start()

    def _home(self, window: QWidget) -> _Home | None:
        """The home of a window that still lies where it was put when it had to go."""
        home = self._homes.get(window)
        if home is not None and home.away is not None and _is_apart(window.geometry(), home.away):
            del self._homes[window]  # the trader has it elsewhere by now
            return None
        return home

    # Screens that come and go.

    def lose(self, gone: QScreen) -> None:
        """Note where windows are on a screen that goes, before the system moves them."""
        left = [screen for screen in screens() if screen is not gone]
        for window in self._windows() if _knows_places() else ():
            place = place_of(window)
            is_left = any(screen.geometry().contains(place.middle) for screen in left)
            if not is_left and self._home(window) is None:
                self._homes[window] = _Home(place)
        self._settling.start()

    def settle(self) -> None:
        """Bring every window onto a screen that is there, and home where that is there again."""
        if not _knows_places():
            return
        for window in self._windows():
            home, now = self._home(window), place_of(window)
            if home is None:
                if now.is_there:
                    if not (now.fills or _is_covered(now.box)):
                        put(window, now)
                    continue
                home = self._homes[window] = _Home(now)
            if home.place.is_there:
                del self._homes[window]
                put(window, home.place)
            elif home.away is None or not now.is_there:
                if not _is_covered(window.geometry()):
                    put(window, home.place)
                home.away = window.geometry()
        self._moved()


def _knows_places() -> bool:
    return not QGuiApplication.platformName().startswith("wayland")


def _is_apart(one: QRect, other: QRect) -> bool:
    ends = (one.topLeft() - other.topLeft(), one.bottomRight() - other.bottomRight())
    return any(end.manhattanLength() > MOVED_PX for end in ends)
