"""Putting docks where an arrangement says, and one more where those of its kind are.

All of them stand in one dock area, which has everything in it. Where some stood in an area at the
side, Qt gave that area all that a window grew by, and left a strip beside a pane of fixed width.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from traderterminal.ui.arrangements import CHART_ROWS, Part, Split, Tabs, names_in

AREA = Qt.DockWidgetArea.TopDockWidgetArea
#: Between two docks.
GUTTER_PX = 4
#: Panes of a kind stand so many beside each other at first.
BESIDE = 2


def host_of(dock: QDockWidget) -> QMainWindow:
    """Return the window that a pane is docked in, or floats beside."""
    host = dock.parentWidget()
    assert isinstance(host, QMainWindow)  # noqa: S101 - no pane stands elsewhere
    return host


def is_open(dock: QDockWidget) -> bool:
    """Whether a pane is there to be seen, if only behind a tab, or with its window."""
    return not (
        dock.isHidden() and dock.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    )


def is_seen(dock: QDockWidget) -> bool:
    """Whether a pane is in front: Qt has the others outside the window, yet visible."""
    inside = dock.isFloating() or host_of(dock).rect().intersects(dock.geometry())
    return dock.isVisible() and inside


def arrange_docks(
    window: QMainWindow, docks: Mapping[str, QDockWidget], part: Part, room: QSize, em: float
) -> None:
    """Put the docks that a part names where it says, into a window that has none docked.

    `room` is that for the docks, in pixels; `em` the pixels of one.
    """
    window.addDockWidget(AREA, docks[_first(part)])
    _place(window, docks, part)
    _size(window, docks, part, room, em)


def _first(part: Part) -> str:
    return next(names_in(part))


def _orientation(part: Split) -> Qt.Orientation:
    return Qt.Orientation.Horizontal if part.across else Qt.Orientation.Vertical


def _place(window: QMainWindow, docks: Mapping[str, QDockWidget], part: Part) -> None:
    """Divide the place of a part's first dock among all of its docks."""
    front = docks[_first(part)]
    if isinstance(part, Tabs):
        for name in part.names[1:]:
            window.tabifyDockWidget(front, docks[name])
        front.raise_()
        return
    before = front
    for inner in part.parts[1:]:
        dock = docks[_first(inner)]
        window.splitDockWidget(before, dock, _orientation(part))
        before = dock
    for inner in part.parts:
        _place(window, docks, inner)


def _size(
    window: QMainWindow, docks: Mapping[str, QDockWidget], part: Part, room: QSize, em: float
) -> None:
    """Give each part of a part its size; the outer ones first, which the inner ones add up to."""
    if isinstance(part, Tabs):
        return
    length = room.width() if part.across else room.height()
    sizes = _shares(part, length - GUTTER_PX * (len(part.parts) - 1), em)
    window.resizeDocks([docks[_first(inner)] for inner in part.parts], sizes, _orientation(part))
    for inner, size in zip(part.parts, sizes, strict=True):
        own = QSize(size, room.height()) if part.across else QSize(room.width(), size)
        _size(window, docks, inner, own, em)


def _shares(part: Split, length: float, em: float) -> list[int]:
    """How long each part is along its split: what is given in em, and shares of the rest."""
    left = length - sum(inner.em * em for inner in part.parts)
    shares = sum(inner.share for inner in part.parts if not inner.em) or 1
    return [
        max(1, round(inner.em * em if inner.em else left * inner.share / shares))
        for inner in part.parts
    ]


def place_beside(
    window: QMainWindow,
    dock: QDockWidget,
    mates: Sequence[QDockWidget],
    seen: Sequence[QDockWidget],
) -> None:
    """Two of a kind side by side, a third one below both, further ones each beside one of those.

    `mates` are those that were there before, `seen` all docks in front. What has no room beside
    another shares its tabs.
    """
    if not mates:
        window.addDockWidget(AREA, dock)
        return
    if len(mates) == BESIDE:
        _place_below(window, dock, mates, seen)
        return
    ends = [mate.geometry() for mate in mates if mate in seen]
    row = window.width() // 2  # of a window that is not shown yet
    if ends:
        row = max(at.right() for at in ends) - min(at.x() for at in ends)
    columns, number = divmod(len(mates), CHART_ROWS * BESIDE)
    mate = mates[number] if columns else mates[-1]
    half = row // (2 * max(1, BESIDE * columns))
    if half < max(one.minimumSizeHint().width() for one in (mate, dock)):
        window.tabifyDockWidget(mate, dock)
        return
    window.splitDockWidget(mate, dock, Qt.Orientation.Horizontal)
    window.resizeDocks([mate, dock], [half, half], Qt.Orientation.Horizontal)


def _place_below(
    window: QMainWindow,
    dock: QDockWidget,
    mates: Sequence[QDockWidget],
    seen: Sequence[QDockWidget],
) -> None:
    """Below both of a row of two; below the second of two that stand apart."""
    (left, right), (one, two) = mates, (mate.geometry() for mate in mates)
    if one.y() != two.y() or two.x() - one.right() > GUTTER_PX + 1:
        window.splitDockWidget(right, dock, Qt.Orientation.Vertical)
        return
    others = [other for other in seen if other.x() > two.right() and other.y() == one.y()]
    kept = [two.right() + 1 - one.x(), *(other.width() for other in others)]
    window.removeDockWidget(right)  # so that the first one is divided as both were
    window.splitDockWidget(left, dock, Qt.Orientation.Vertical)
    window.splitDockWidget(left, right, Qt.Orientation.Horizontal)
    right.show()
    window.resizeDocks([left, *others], kept, Qt.Orientation.Horizontal)
    window.resizeDocks([left, right], [one.width(), two.width()], Qt.Orientation.Horizontal)
