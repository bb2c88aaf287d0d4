"""Putting docks where an arrangement says, and one more where those of its kind are.

All of them stand in one dock area, which has everything in it. Where some stood in an area at the
side, Qt gave that area all that a window grew by, and left a strip beside a pane of fixed width.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar

from traderterminal.ui.arrangements import (
    CHART_ROWS,
    GUTTER_PX,
    Part,
    Split,
    Tabs,
    lengths,
    names_in,
)

AREA = Qt.DockWidgetArea.TopDockWidgetArea
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
    sizes = [max(1, round(size)) for size in lengths(part, length, em)]
    window.resizeDocks([docks[_first(inner)] for inner in part.parts], sizes, _orientation(part))
    for inner, size in zip(part.parts, sizes, strict=True):
        own = QSize(size, room.height()) if part.across else QSize(room.width(), size)
        _size(window, docks, inner, own, em)


def place_beside(
    window: QMainWindow,
    dock: QDockWidget,
    mates: Sequence[QDockWidget],
    seen: Sequence[QDockWidget],
) -> None:
    """Two of a kind side by side, a third one below both, further ones each beside one of those.

    `mates` are those that were there before, `seen` all docks in front. Where two have no room side
    by side the second stands below the first, and further ones share their tabs.
    """
    if not mates:
        window.addDockWidget(AREA, dock)
        return
    columns, number = divmod(len(mates), CHART_ROWS * BESIDE)
    if len(mates) >= BESIDE and _are_stacked(mates):
        window.tabifyDockWidget(mates[len(mates) % CHART_ROWS], dock)
    elif len(mates) == BESIDE:
        _place_below(window, dock, mates, seen)
    else:
        mate = mates[number] if columns else mates[-1]
        _place_by(window, dock, mate, seen, _half_row(window, mates, seen, columns))


def _are_stacked(mates: Sequence[QDockWidget]) -> bool:
    """Whether the second of a kind stands just below the first."""
    one, two = (mate.geometry() for mate in mates[:2])
    return one.x() == two.x() and 0 < two.y() - one.bottom() <= GUTTER_PX + 1


def _half_row(
    window: QMainWindow, mates: Sequence[QDockWidget], seen: Sequence[QDockWidget], columns: int
) -> int:
    """How wide one of a kind becomes beside another one."""
    ends = [mate.geometry() for mate in mates if mate in seen]
    row = window.width() // 2  # of a window that is not shown yet
    if ends:
        row = max(at.right() for at in ends) - min(at.x() for at in ends)
    return row // (2 * max(1, BESIDE * columns))


def _place_by(
    window: QMainWindow,
    dock: QDockWidget,
    mate: QDockWidget,
    seen: Sequence[QDockWidget],
    width: int,
) -> None:
    """Put a dock beside another one, or below it where that has no room, or behind it."""
    least = mate.minimumSizeHint().expandedTo(dock.minimumSizeHint())
    height = (mate.height() - GUTTER_PX) // 2
    if width >= least.width():
        way, half = Qt.Orientation.Horizontal, width
    elif height >= least.height() and not window.tabifiedDockWidgets(mate):
        way, half = Qt.Orientation.Vertical, height
    else:
        window.tabifyDockWidget(mate, dock)
        return
    sizes = _sizes(window, seen)
    window.splitDockWidget(mate, dock, way)
    dock.show()
    _resize(window, {**sizes, mate: QSize(half, half), dock: QSize(half, half)}, way)


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
    sizes = _sizes(window, [other for other in seen if other is not right])
    row = QSize(two.right() + 1 - one.x(), (one.height() - GUTTER_PX) // 2)
    window.removeDockWidget(right)  # so that the first one is divided as both were
    window.splitDockWidget(left, dock, Qt.Orientation.Vertical)
    window.splitDockWidget(left, right, Qt.Orientation.Horizontal)
    for each in (right, dock):
        each.show()
    _resize(window, {**sizes, left: row, dock: row}, Qt.Orientation.Vertical)
    _resize(window, {**sizes, dock: row}, Qt.Orientation.Horizontal)
    _resize(window, {left: one.size(), right: two.size()}, Qt.Orientation.Horizontal)


def give_height(dock: QDockWidget, height: int, seen: Sequence[QDockWidget]) -> None:
    """Give a dock a height in pixels; what else stands in its column has the more or the less.

    `seen` are all docks in front.
    """
    window, at = host_of(dock), dock.geometry()
    mates = [one for one in seen if one is not dock and host_of(one) is window]
    column = [one for one in mates if (one.x(), one.width()) == (at.x(), at.width())]
    theirs = sum(one.height() for one in column)
    left = max(0, theirs + at.height() - height)
    heights = [height, *(max(1, left * one.height() // theirs) for one in column)]
    window.resizeDocks([dock, *column], heights, Qt.Orientation.Vertical)


def _sizes(window: QMainWindow, docks: Sequence[QDockWidget]) -> dict[QDockWidget, QSize]:
    """How large docks are with the tabs of their group."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    bars = [bar for bar in window.findChildren(QTabBar, options=direct) if bar.isVisible()]
    tabs = max((bar.height() for bar in bars), default=0)
    grouped = [dock for dock in docks if window.tabifiedDockWidgets(dock)]
    return {dock: dock.size() + QSize(0, tabs if dock in grouped else 0) for dock in docks}


def _resize(window: QMainWindow, sizes: Mapping[QDockWidget, QSize], way: Qt.Orientation) -> None:
    """Give docks their sizes one way: Qt spreads what is divided over all that stand there."""
    across = way is Qt.Orientation.Horizontal
    pixels = [size.width() if across else size.height() for size in sizes.values()]
    window.resizeDocks(list(sizes), pixels, way)
