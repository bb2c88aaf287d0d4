"""The panes of the window as docks: moved, tabbed, maximised, closed, reopened, walked through."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDockWidget,
    QMainWindow,
    QMenu,
    QTabBar,
    QWidget,
)

from traderterminal.kit.frozen import frozen
from traderterminal.ui.arrangements import (
    CHART,
    TEMPLATES,
    Part,
    arrangement,
    names_in,
    neighbours,
    spread,
    width_of,
)
from traderterminal.ui.arranging import (
    AREA,
    arrange_docks,
    give_height,
    host_of,
    is_open,
    is_seen,
    place_beside,
)
from traderterminal.ui.pane_window import PaneWindow, bring_forward, host_docks
from traderterminal.ui.pane_windows import STATE_VERSION, PaneWindows, as_text, from_text
from traderterminal.ui.screen_homes import ScreenHomes, place_of, put
from traderterminal.ui.shortcuts import takes_text
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.hotkeys import Group
from traderterminal.ui.viewmodels.pane_names import pane_title
from traderterminal.ui.widgets.title_bar import PaneActions, TabCorner, TitleBar

#: An order waits for what is drawn in one turn at the most; every pane has one of so many.
TURNS: Final = 4


@frozen
class Pane:
    """A pane of the window: its name, its widget, and what it takes over once a frame.

    `context` returns a few words that stand beside the title, `count` how many things wait for the
    trader in it; that stands in its tab. A pane with a `header` of its own has
    that in the place of title and context; `link` stands before either and says what it is linked
    with. `fill_menu` adds to its menu. A pane with a `close` of its own is gone for good then. One
    of several of a kind names the first of them, `beside` which it has its place. A `quick` one
    takes over in every frame of the screen while the focus is in it. `hears` is what has the keys
    of a group for itself. `put_away` is told that the pane is no longer in front.
    """

    name: str
    widget: QWidget
    flush: Callable[[], None]
    context: Callable[[], str] | None = None
    count: Callable[[], int] | None = None
    header: QWidget | None = None
    link: QWidget | None = None
    fill_menu: Callable[[QMenu], None] = lambda _: None
    close: Callable[[], None] | None = None
    beside: str = ""
    quick: bool = False
    hears: tuple[Group, QWidget] | None = None
    put_away: Callable[[], None] | None = None


class Docking(QObject):
    """Docks the panes it is given around the middle of a window that has none.

    Panes move to further windows, which `make_window` makes, and back. `way_out` makes the button
    that a pane takes along when it floats, `mode_token` is the colour of the band that it then
    carries. `entered` names the pane that the focus came into.
    """

    entered = Signal(str)

    def __init__(
        self,
        window: QMainWindow,
        panes: Sequence[Pane],
        theme: Theme,
        homes: ScreenHomes,
        way_out: Callable[[], QWidget],
        mode_token: Callable[[], str],
        make_window: Callable[[int], PaneWindow],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._way_out = way_out
        self._mode_token = mode_token
        self._panes = {pane.name: pane for pane in panes}
        self._bars: dict[str, TitleBar] = {}
        self._before_maximise: tuple[QMainWindow, QByteArray] | None = None
        self._hidden: list[QDockWidget] = []  # what floats, while no window is to be seen,
        self._before_hidden: dict[QMainWindow, QByteArray] = {}  # and how all stood before
        self._opened: list[str] = []  # when a pane was maximised
        self._in_turns: list[str] = []  # the panes that are shown, by the order of their turns
        self._left_out: frozenset[str] = frozenset()  # by the arrangement, and not opened since
        self.maximised = ""  # the pane that fills its window
        self.docks: dict[str, QDockWidget] = {}
        self.further = PaneWindows(window, self.docks, make_window, self._place, homes)
        host_docks(window)
        self._regrouping = QTimer(self)
        self._regrouping.setSingleShot(True)
        self._regrouping.setInterval(0)
        self._regrouping.timeout.connect(self._regroup)
        for pane in panes:
            self._add(pane)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def _add(self, pane: Pane) -> None:
        dock = QDockWidget(pane_title(pane.name), self._window)
        dock.setObjectName(_named(pane.name))
        dock.setWidget(pane.widget)
        bar = TitleBar(
            self._theme,
            pane_title(pane.name),
            self._actions(pane),
            self._way_out(),
            header=pane.header,
            link=pane.link,
            parent=dock,
        )
        dock.setTitleBarWidget(bar)
        self.docks[pane.name], self._bars[pane.name] = dock, bar
        self._window.addDockWidget(AREA, dock)
        dock.toggleViewAction().triggered.connect(partial(self._find_place, pane.name))
        dock.visibilityChanged.connect(self._regroup_soon)
        if (put_away := pane.put_away) is not None:
            dock.visibilityChanged.connect(lambda seen: None if seen else put_away())
        dock.topLevelChanged.connect(self._regroup_soon)
        dock.dockLocationChanged.connect(self._regroup_soon)

    def add(self, pane: Pane) -> QDockWidget:
        """Add a pane where those of its kind are; `enter` brings the focus into it."""
        self._restore_maximised()
        self._panes[pane.name] = pane
        self._add(pane)
        self._place(pane.name)
        return self.docks[pane.name]

    def _place(self, name: str) -> None:
        """Put a pane beside those of its kind, else by those that it stands by as a rule."""
        dock = self.docks[name]
        if self._panes[name].beside:
            mates = self._mates_before(name)
            place_beside(self._window, dock, mates, [d for d in self.docks.values() if is_seen(d)])
            return
        for mate, across in neighbours(
            self._arrangement("", self._window.size(), whole=True), name
        ):
            other = self.docks[mate]
            if other.isFloating() or not is_open(other) or host_of(other) is not self._window:
                continue
            if across is None:
                self._window.tabifyDockWidget(other, dock)
            else:
                way = Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical
                self._window.splitDockWidget(other, dock, way)
            return

    def _find_place(self, name: str) -> None:
        """Put a pane that is to be seen somewhere, if the arrangement has no place for it."""
        dock = self.docks[name]
        nowhere = host_of(dock).dockWidgetArea(dock) is Qt.DockWidgetArea.NoDockWidgetArea
        if not nowhere or not is_open(dock) or dock.isFloating():
            return
        is_first, self._left_out = name in self._left_out, self._left_out - {name}
        # Where it was when it was closed; Qt knows as well where it was before all were arranged.
        if is_first or not host_of(dock).restoreDockWidget(dock):
            self._place(name)
        elif dock.isFloating():
            put(dock, place_of(dock))  # the screen that it was closed on may be gone
            dock.show()  # Qt has it closed, as it was

    def _arrangement(self, template: str, room: QSize, *, whole: bool = False) -> Part:
        """Where a template has the panes that there are; without one, the first template."""
        charts = [name for name, pane in self._panes.items() if pane.beside]
        em = self._theme.em(1)
        return arrangement(
            template or next(iter(TEMPLATES)),
            room.width() / em,
            room.height() / em,
            list(self._panes),
            charts,
            whole=whole,
        )

    def _at_first(self) -> set[str]:
        """The panes that are open where nothing else was chosen."""
        charts = {name for name, pane in self._panes.items() if pane.beside}
        return charts | set(names_in(self._arrangement("", self._window.size())))

    def remove(self, name: str) -> None:
        """Take a pane away for good; the focus that was in it goes to another one."""
        self._restore_maximised()
        had_focus = self.pane_of(QApplication.focusWidget()) == name
        beside = self._panes.pop(name).beside
        dock = self.docks.pop(name)
        del self._bars[name]
        host_of(dock).removeDockWidget(dock)
        dock.deleteLater()
        self._regroup_soon()
        if had_focus:
            self.enter(beside if beside in self.open_names() else self.open_names()[0])

    def _actions(self, pane: Pane) -> PaneActions:
        name = pane.name
        return PaneActions(
            maximise=partial(self.maximise, name),
            is_maximised=lambda: self._before_maximise is not None,
            float_or_dock=lambda: self.docks[name].setFloating(not self.docks[name].isFloating()),
            is_floating=lambda: self.docks[name].isFloating(),
            places=lambda: self.further.places(name, self.move),
            fill_screen=partial(self.fill_screen, name),
            close=pane.close or (lambda: self.docks[name].hide()),
            for_good=pane.close is not None,
            fill_menu=pane.fill_menu,
        )

    def _mates_before(self, name: str) -> list[QDockWidget]:
        """The docked panes of a kind that were there before one of them."""
        kind = self._panes[name].beside
        names = [kind, *(n for n, pane in self._panes.items() if pane.beside == kind)]
        docks = [self.docks[n] for n in names[: names.index(name)]]
        opened = [dock for dock in docks if is_open(dock) and not dock.isFloating()]
        return [dock for dock in opened if host_of(dock) is self._window]

    def arrange(self, template: str, room: QSize) -> None:
        """Put the panes where a template has them in a window with that room for them, in pixels.

        What the template does not name is closed.
        """
        self._restore_maximised()
        self.further.gather()
        focus = QApplication.focusWidget()
        charts = [CHART, *(name for name, pane in self._panes.items() if pane.beside)]
        em = self._theme.em(1)
        part = self._arrangement(template, room)
        least = max(self._bars[name].least_width for name in charts)
        part = spread(part, charts, int(width_of(part, CHART, room.width(), em) // least))
        wanted = set(names_in(part))
        self._left_out = frozenset(self.docks) - wanted
        for name, dock in self.docks.items():
            dock.setFloating(False)
            self._window.removeDockWidget(dock)  # a row of too many widens the window for good
            dock.setVisible(name in wanted)
        arrange_docks(self._window, self.docks, part, room, em)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self, name: str) -> None:
        """Give a pane the height that it asks for, as far as its neighbours have it to spare."""
        height = self._bars[name].height() + self._panes[name].widget.sizeHint().height()
        give_height(self.docks[name], height, [d for d in self.docks.values() if is_seen(d)])

    def maximise(self, name: str) -> None:
        """Let a pane fill its window, or bring the others back where they were."""
        if self._before_maximise is not None:
            (host, before), self._before_maximise = self._before_maximise, None
            self.maximised = ""
            shut = [name for name in self.docks if name not in self._opened]
            with self._kept_out(shut if host is self._window else ()):
                host.restoreState(before, STATE_VERSION)
        else:
            host = host_of(self.docks[name])
            self._before_maximise = host, host.saveState(STATE_VERSION)
            self.maximised = name
            self._opened = self.open_names()
            for other, dock in self.docks.items():
                if other != name and not dock.isFloating() and host_of(dock) is host:
                    dock.hide()
        for bar in self._bars.values():
            bar.tools.refresh()

    def _restore_maximised(self) -> None:
        if self._before_maximise is not None:
            self.maximise("")

    def fill_screen(self, name: str) -> None:
        """Let a pane fill the screen, below the bars of its window; the second time, no more."""
        host, full = host_of(self.docks[name]), Qt.WindowState.WindowFullScreen
        was_full = host.isFullScreen()  # Qt may end that with the arrangement
        self._restore_maximised()
        if was_full:
            host.setWindowState(host.windowState() & ~full)
        else:
            self.maximise(name)
            host.setWindowState(host.windowState() | full)

    def move(self, name: str, to: PaneWindow | None) -> None:
        """Move a pane to another window, None for the main one, and go there with it."""
        self._restore_maximised()
        self.further.hand_over(name, to)
        if to is not None:
            to.show()
        self.enter(name)

    # From one time to the next.

    def state(self) -> dict[str, str]:
        """Return the arrangement, that from before a pane was maximised, as text."""
        return {
            "panes": ", ".join(self.docks),
            "open": ", ".join(self._opened_before_maximise()),
            "left_out": ", ".join(sorted(self._left_out)),
            "docks": as_text(self._state_of(self._window)),
            "windows": json.dumps(self.further.state(self._state_of)),
        }

    def _opened_before_maximise(self) -> list[str]:
        return self.open_names() if self._before_maximise is None else self._opened

    def hide_floating(self) -> None:
        """Hide the panes that float, as the windows are that they belong to: no system does that,
        and they stay open."""
        windows = (self._window, *self.further.all)
        self._before_hidden = {window: self._state_of(window) for window in windows}
        self._hidden = [dock for dock in self.docks.values() if dock.isFloating() and is_open(dock)]
        for dock in self._hidden:
            dock.hide()
            dock.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)

    def show_floating(self) -> None:
        """Show the panes again that were hidden with their windows."""
        for dock in self._hidden:
            dock.show()
        self._hidden, self._before_hidden = [], {}

    def _state_of(self, window: QMainWindow) -> QByteArray:
        if window in self._before_hidden:
            return self._before_hidden[window]
        if self._before_maximise is not None and self._before_maximise[0] is window:
            return self._before_maximise[1]
        return window.saveState(STATE_VERSION)

    def restore(self, state: Mapping[str, str]) -> bool:
        """Take over an arrangement; False if it does not fit this version.

        A pane that it does not know is placed as a new one.
        """
        self._restore_maximised()
        self.further.gather()
        with suppress(ValueError, RecursionError):
            self.further.restore(json.loads(state.get("windows", "[]")))
        known, opened, left_out = (
            state.get(names, "").split(", ") for names in ("panes", "open", "left_out")
        )
        self._left_out = frozenset(left_out).intersection(self.docks)
        closed = [n for n in self.docks if n in known and n not in opened and "open" in state]
        with self._kept_out(closed):
            fits = self._window.restoreState(from_text(state.get("docks")), STATE_VERSION)
        for name, dock in self.docks.items() if fits else ():
            if name not in known:
                self._window.removeDockWidget(dock)
                self._place(name)
                dock.setVisible(name in self._at_first())
        return fits

    @contextmanager
    def _kept_out(self, names: Sequence[str]) -> Iterator[None]:
        """Keep panes out of the window meanwhile, and closed: Qt would give room to what is closed,
        and take it of the others, who do not have theirs back once that is hidden."""
        docks = [self.docks[name] for name in names]
        inside = [dock for dock in docks if host_of(dock) is self._window]
        for dock in inside:
            self._window.removeDockWidget(dock)
            dock.setObjectName("")  # Qt restores by names; another parent costs all that is in it
        yield
        for name, dock in zip(names, docks, strict=True):
            dock.setObjectName(_named(name))
            dock.hide()

    # Tabs and titles.

    def _regroup_soon(self) -> None:
        self._regrouping.start()

    def _regroup(self) -> None:
        """Let the tabs of a group name its panes, and the title bar of a pane by itself."""
        opened = {dock for dock in self.docks.values() if is_open(dock)}
        for name, dock in self.docks.items():
            mates = host_of(dock).tabifiedDockWidgets(dock)
            tabbed = not dock.isFloating() and any(mate in opened for mate in mates)
            self._bars[name].collapse(tabbed)
            self._bars[name].float_off(self._mode_token() if dock.isFloating() else "")
        self.further.forget_empty()
        self._say_contexts()

    def _say_contexts(self) -> None:
        contexts = {n: p.context() if p.context else "" for n, p in self._panes.items()}
        for name, context in contexts.items():
            self._bars[name].say(context)
        titled = {self._title(pane): name for name, pane in self._panes.items()}
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for host in (self._window, *self.further.all):
            for tabs in host.findChildren(QTabBar, options=direct):
                name = titled.get(tabs.tabText(tabs.currentIndex()), "")
                if name:
                    corner = tabs.findChild(TabCorner) or self._make_corner(tabs)
                    corner.show_pane(name, contexts[name], self._actions(self._panes[name]))

    def _make_corner(self, tabs: QTabBar) -> TabCorner:
        made = TabCorner(self._theme, tabs)
        made.clicked.connect(self._enter_titled)
        return made

    def _enter_titled(self, title: str) -> None:
        """A press on a tab leads into its pane: what is done by key next is about that one."""
        # As Qt has it on the tab: what waits in the pane may be another number by now.
        name = next((n for n, dock in self.docks.items() if dock.windowTitle() == title), "")
        focused: QWidget | None = QApplication.focusWidget()
        # The keys that get out are not heard in a text field, and Space presses a button.
        if name and (self.pane_of(focused) != name or takes_text(focused)):
            self._lead_into(name, _quiet_stop, Qt.FocusReason.MouseFocusReason)

    def _title(self, pane: Pane) -> str:
        """Name a pane in its tab and in the menu, with the number of what waits in it."""
        count = pane.count() if pane.count else 0
        title = pane_title(pane.name)
        if count:
            title = f"{title} {count}"
        dock = self.docks[pane.name]
        if dock.windowTitle() != title:
            dock.setWindowTitle(title)
        return title

    def _follow_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        inside = self.pane_of(now)
        if inside:
            for name, bar in self._bars.items():
                bar.brighten(name == inside)
            self.entered.emit(inside)

    def pane_of(self, widget: QWidget | None) -> str:
        """Return the name of the pane that a widget belongs to; empty if to none."""
        if widget is None:
            return ""
        return next((n for n, dock in self.docks.items() if dock.isAncestorOf(widget)), "")

    def at(self, place: QPoint) -> str:
        """Return the name of the pane that is seen at a global point; empty where none is."""
        seen = [(n, dock) for n, dock in self.docks.items() if is_seen(dock)]
        seen.sort(key=lambda pair: not pair[1].isFloating())  # those that float lie above
        under = (n for n, dock in seen if dock.rect().contains(dock.mapFromGlobal(place)))
        return next(under, "")

    # The keyboard, and a frame.

    def open_names(self) -> list[str]:
        """Return the panes that are open, those behind a tab among them, as they were given."""
        return [name for name, dock in self.docks.items() if is_open(dock)]

    def enter(self, name: str) -> None:
        """Bring a pane to the front and the focus into it."""
        self._lead_into(name, _first_stop, Qt.FocusReason.TabFocusReason)

    def _lead_into(
        self,
        name: str,
        stop_in: Callable[[QWidget], QWidget | None],
        reason: Qt.FocusReason,
    ) -> None:
        dock = self.docks[name]
        dock.show()
        self._find_place(name)
        dock.raise_()
        bring_forward(dock.window())
        target = stop_in(dock.widget())
        if target is not None:
            target.setFocus(reason)

    def flush_turn(self, turn: int) -> None:
        """Let the open panes whose turn it is take over what changed.

        Charts take the most and come first, so that no two of four are drawn at once. Lists keep up
        behind their tabs; what is drawn as often as a chart is not drawn for nobody.
        """
        if turn == 0:
            shown = [name for name in self._panes if self._is_shown(name)]
            self._in_turns = sorted(shown, key=self._weight)
        entered = self.pane_of(QApplication.focusWidget())
        for place, name in enumerate(self._in_turns):
            pane = self._panes.get(name)
            if pane is None or not is_turn_of(place, turn, often=pane.quick and name == entered):
                continue
            if self._is_shown(name):
                pane.flush()
        if turn == TURNS // 2:
            self._say_contexts()

    def _is_shown(self, name: str) -> bool:
        dock = self.docks[name]
        return is_seen(dock) if self._panes[name].quick else dock.isVisible()

    def _weight(self, name: str) -> int:
        """Order panes by what they take to be drawn, charts first."""
        pane = self._panes[name]
        return 0 if name == CHART or pane.beside else 1 if pane.quick else 2


def is_turn_of(place: int, turn: int, *, often: bool) -> bool:
    """Say whether what has that place is shown in a turn: in one of all, or twice as often."""
    return (turn - place) % (TURNS // 2 if often else TURNS) == 0


def _named(pane: str) -> str:
    """What Qt knows the dock of a pane by."""
    return f"dock {pane}"


def _first_stop(inside: QWidget) -> QWidget | None:
    """Return what a pane leads the focus to, else what Tab would reach first in it."""
    if (led := _led_to(inside)) is not None:
        return led
    found: QWidget | None = inside
    while found is not None and (found is inside or inside.isAncestorOf(found)):
        if _stops(found, inside):
            return found
        found = found.nextInFocusChain()
    return None


def _quiet_stop(inside: QWidget) -> QWidget:
    """Return what a pane leads the focus to, else its first list, else itself."""
    if (led := _led_to(inside)) is not None:
        return led
    lists = inside.findChildren(QAbstractItemView)
    return next((one for one in lists if _stops(one, inside)), inside)


def _led_to(inside: QWidget) -> QWidget | None:
    proxy = inside.focusProxy()
    is_there = proxy is not None and proxy.isVisibleTo(inside) and proxy.isEnabled()
    return proxy if is_there else None


def _stops(widget: QWidget, inside: QWidget) -> bool:
    """Say whether Tab stops there once the pane is seen."""
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisibleTo(inside) and widget.isEnabled()
