"""The panes of the window as docks: moved, tabbed, maximised, closed, reopened, walked through."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QMainWindow,
    QMenu,
    QTabBar,
    QTabWidget,
    QWidget,
)

from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.hotkeys import Group
from traderterminal.ui.widgets.title_bar import PaneActions, TabCorner, TitleBar

STATE_VERSION: Final = 6
#: Below this width the lower panes share tabs.
NARROW_EM: Final = 125
#: Below this one so do charts and ladder.
SMALL_EM: Final = 95
LADDER_EM: Final = 27.5
LADDER_NARROW_EM: Final = 22.3
#: Panes of a kind stand so many beside each other at first, in so many rows.
BESIDE: Final = 2
ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class Pane:
    """A pane of the window: its name, its widget, and what it takes over once a frame.

    `context` returns a few words that stand beside the title, `count` how many things wait for the
    trader in it; that stands in its tab. A pane with a `header` of its own has
    that in the place of title and context; `link` stands before either and says what it is linked
    with. `fill_menu` adds to its menu. A pane with a `close` of its own is gone for good then. One
    of several of a kind names the first of them, `beside` which it has its place. A `quick` one
    takes over in every frame of the screen while the focus is in it. `hears` is what has the keys
    of a group for itself.
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


class Docking(QObject):
    """Docks the panes it is given around the middle of a window that has none.

    `way_out` makes the button that a pane takes along when it floats, `mode_token` is the colour of
    the band that it then carries. `entered` names the pane that the focus came into.
    """

    entered = Signal(str)

    def __init__(
        self,
        window: QMainWindow,
        panes: Sequence[Pane],
        theme: Theme,
        way_out: Callable[[], QWidget],
        mode_token: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._way_out = way_out
        self._mode_token = mode_token
        self._panes = {pane.name: pane for pane in panes}
        self._bars: dict[str, TitleBar] = {}
        self._before_maximise: QByteArray | None = None
        self.docks: dict[str, QDockWidget] = {}
        window.setDockNestingEnabled(True)
        window.setAnimated(False)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
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
        dock = QDockWidget(pane.name, self._window)
        dock.setObjectName(f"dock {pane.name}")
        dock.setWidget(pane.widget)
        bar = TitleBar(
            self._theme,
            pane.name,
            self._actions(pane),
            self._way_out(),
            header=pane.header,
            link=pane.link,
            parent=dock,
        )
        dock.setTitleBarWidget(bar)
        self.docks[pane.name], self._bars[pane.name] = dock, bar
        self._window.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, dock)
        dock.visibilityChanged.connect(self._regroup_soon)
        dock.topLevelChanged.connect(self._regroup_soon)
        dock.dockLocationChanged.connect(self._regroup_soon)

    def add(self, pane: Pane) -> QDockWidget:
        """Add a pane to the arrangement as it is, and bring the focus into it."""
        self._restore_maximised()
        self._panes[pane.name] = pane
        self._add(pane)
        dock = self.docks[pane.name]
        mates = self._mates_before(pane.name)
        seen = [mate.geometry() for mate in mates if self._is_seen(mate)]
        row = max((at.right() for at in seen), default=0) - min((at.x() for at in seen), default=0)
        self._place_beside(dock, mates, row)
        self.enter(pane.name)
        return dock

    def remove(self, name: str) -> None:
        """Take a pane away for good; the focus that was in it goes to another one."""
        self._restore_maximised()
        had_focus = self.pane_of(QApplication.focusWidget()) == name
        beside = self._panes.pop(name).beside
        dock = self.docks.pop(name)
        del self._bars[name]
        self._window.removeDockWidget(dock)
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
            close=pane.close or (lambda: self.docks[name].hide()),
            for_good=pane.close is not None,
            fill_menu=pane.fill_menu,
        )

    def _mates_before(self, name: str) -> list[QDockWidget]:
        """The docked panes of a kind that were there before one of them."""
        kind = self._panes[name].beside
        names = [kind, *(n for n, pane in self._panes.items() if pane.beside == kind)]
        docks = [self.docks[n] for n in names[: names.index(name)]]
        return [d for d in docks if d.toggleViewAction().isChecked() and not d.isFloating()]

    def _place_beside(self, dock: QDockWidget, mates: Sequence[QDockWidget], row: int) -> None:
        """Two side by side, a third one below both, further ones each beside one of those.

        `row` is the width of the first row. What has no room beside another shares its tabs.
        """
        if not mates or len(mates) == BESIDE:
            area, way = Qt.DockWidgetArea.TopDockWidgetArea, Qt.Orientation.Vertical
            self._window.addDockWidget(area, dock, way)
            return
        columns, number = divmod(len(mates), ROWS * BESIDE)
        mate = mates[number] if columns else mates[-1]
        half = row // (2 * max(1, BESIDE * columns))
        if half < max(one.minimumSizeHint().width() for one in (mate, dock)):
            self._window.tabifyDockWidget(mate, dock)
            return
        self._window.splitDockWidget(mate, dock, Qt.Orientation.Horizontal)
        self._window.resizeDocks([mate, dock], [half, half], Qt.Orientation.Horizontal)

    def _arrange_charts(self, width: int) -> list[QDockWidget]:
        """Put the charts in rows, and the ladder beside or behind the first of them, in a window
        that is `width` wide; return one chart of each row.
        """
        first, ladder, prices = self.docks["Chart"], self.docks["Ladder"], self._prices(width)
        others = {name: self.docks[name] for name, pane in self._panes.items() if pane.beside}
        self._window.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, first)
        if prices:
            self._window.splitDockWidget(first, ladder, Qt.Orientation.Horizontal)
        row = width - prices - self.docks["Ticket"].minimumSizeHint().width()
        for name, dock in others.items():
            self._place_beside(dock, self._mates_before(name), row)
        if not prices:
            self._window.tabifyDockWidget(first, ladder)
            first.raise_()
        return [first, *list(others.values())[BESIDE - 1 : BESIDE]]

    def _prices(self, width: int) -> int:
        """How wide the ladder is beside the charts; 0 where it has room behind them only."""
        em = self._theme.em
        if width < em(SMALL_EM):
            return 0
        return em(LADDER_NARROW_EM if width < em(NARROW_EM) else LADDER_EM)

    def _share_top(self, width: int) -> None:
        """Give the ladder its width, and what ticket and ladder leave to the charts beside it."""
        window, first, prices = self._window, self.docks["Chart"], self._prices(width)
        if not prices:
            return
        behind = window.tabifiedDockWidgets(first)
        others = [self.docks[name] for name, pane in self._panes.items() if pane.beside]
        row = [first, *(dock for dock in others[: BESIDE - 1] if dock not in behind)]
        rest = width - self.docks["Ticket"].widget().sizeHint().width() - prices
        widths = [*(rest // len(row) for _ in row), prices]
        window.resizeDocks([*row, self.docks["Ladder"]], widths, Qt.Orientation.Horizontal)

    def arrange(self, width: int, height: int) -> None:
        """Put the panes where a window of that size has them by default."""
        self._before_maximise = None
        focus = QApplication.focusWidget()
        em, docks, window = self._theme.em, self.docks, self._window
        ticket = docks["Ticket"]
        positions, orders, accounts = docks["Positions"], docks["Orders"], docks["Accounts"]
        alerts, journal = docks["Alerts"], docks["Journal"]
        automation = [docks[name] for name in ("Approvals", "Automation", "Groups")]
        names = ("Alert studio", "Brokers", "How real is paper", "Diagnostics")
        behind = [docks[name] for name in names]
        for dock in docks.values():
            dock.setFloating(False)
            window.removeDockWidget(dock)  # a row of too many would widen the window for good
            dock.show()
        right, bottom = (
            Qt.DockWidgetArea.RightDockWidgetArea,
            Qt.DockWidgetArea.BottomDockWidgetArea,
        )
        window.setCorner(Qt.Corner.TopRightCorner, right)
        window.setCorner(Qt.Corner.BottomRightCorner, right)
        rows = self._arrange_charts(width)
        window.addDockWidget(right, ticket)
        window.addDockWidget(bottom, positions)
        if width < em(NARROW_EM):
            for dock in (orders, alerts, journal, accounts, *automation, *behind):
                window.addDockWidget(bottom, dock)
                window.tabifyDockWidget(positions, dock)
            positions.raise_()
            lower = max(em(14.7), height // 5)
        else:
            window.addDockWidget(bottom, alerts)
            window.splitDockWidget(positions, alerts, Qt.Orientation.Horizontal)
            window.splitDockWidget(positions, orders, Qt.Orientation.Vertical)
            for dock in (accounts, *behind):
                window.addDockWidget(bottom, dock)
                window.tabifyDockWidget(orders, dock)
            orders.raise_()
            for dock in (journal, *automation):
                window.addDockWidget(bottom, dock)
                window.tabifyDockWidget(alerts, dock)
            alerts.raise_()
            lower = max(em(28), height // 3)
            side = max(em(42), width // 3)
            window.resizeDocks([positions, alerts], [width - side, side], Qt.Orientation.Horizontal)
        self._share_top(width)
        upper = (height - lower) // len(rows)
        heights = [*(upper for _ in rows), lower]
        window.resizeDocks([*rows, positions], heights, Qt.Orientation.Vertical)
        if width >= em(NARROW_EM):  # there are mostly more orders than positions
            shares = [lower * 2 // 5, lower * 3 // 5]
            window.resizeDocks([positions, orders], shares, Qt.Orientation.Vertical)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def maximise(self, name: str) -> None:
        """Let a pane fill the window, or bring the others back where they were."""
        if self._before_maximise is not None:
            before, self._before_maximise = self._before_maximise, None
            self._window.restoreState(before, STATE_VERSION)
        else:
            self._before_maximise = self._window.saveState(STATE_VERSION)
            for other, dock in self.docks.items():
                if other != name and not dock.isFloating():
                    dock.hide()
        for bar in self._bars.values():
            bar.tools.refresh()

    def _restore_maximised(self) -> None:
        if self._before_maximise is not None:
            self.maximise("")

    def state(self) -> QByteArray:
        """Return the arrangement, that from before a pane was maximised."""
        kept = self._before_maximise
        return self._window.saveState(STATE_VERSION) if kept is None else kept

    def restore(self, state: QByteArray) -> bool:
        """Take over an arrangement; False if it does not fit this version."""
        self._before_maximise = None
        return self._window.restoreState(state, STATE_VERSION)

    # Tabs and titles.

    def _regroup_soon(self) -> None:
        self._regrouping.start()

    def _regroup(self) -> None:
        """Let the tabs of a group name its panes, and the title bar of a pane by itself."""
        opened = {d for d in self.docks.values() if d.toggleViewAction().isChecked()}
        for name, dock in self.docks.items():
            mates = self._window.tabifiedDockWidgets(dock)
            tabbed = not dock.isFloating() and any(mate in opened for mate in mates)
            self._bars[name].collapse(tabbed)
            self._bars[name].float_off(self._mode_token() if dock.isFloating() else "")
        self._say_contexts()

    def _say_contexts(self) -> None:
        contexts = {n: p.context() if p.context else "" for n, p in self._panes.items()}
        for name, context in contexts.items():
            self._bars[name].say(context)
        titled = {self._title(pane): name for name, pane in self._panes.items()}
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for tabs in self._window.findChildren(QTabBar, options=direct):
            name = titled.get(tabs.tabText(tabs.currentIndex()), "")
            if name:
                corner = tabs.findChild(TabCorner) or TabCorner(self._theme, tabs)
                corner.show_pane(name, contexts[name], self._actions(self._panes[name]))

    def _title(self, pane: Pane) -> str:
        """Name a pane in its tab and in the menu, with the number of what waits in it."""
        count = pane.count() if pane.count else 0
        title = f"{pane.name} {count}" if count else pane.name
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

    # The keyboard, and a frame.

    def open_names(self) -> list[str]:
        """Return the panes that are open, those behind a tab among them, as they were given."""
        return [n for n, dock in self.docks.items() if dock.toggleViewAction().isChecked()]

    def enter(self, name: str) -> None:
        """Bring a pane to the front and the focus into it."""
        dock = self.docks[name]
        dock.show()
        dock.raise_()
        target = _first_stop(dock.widget())
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def flush_quick(self) -> None:
        """Let the pane with the focus take over what changed, if it is a quick one."""
        name = self.pane_of(QApplication.focusWidget())
        if name and self._panes[name].quick and self._is_seen(self.docks[name]):
            self._panes[name].flush()

    def flush(self) -> None:
        """Let every open pane take over what changed since the last frame.

        Lists keep up behind their tabs; what is drawn as often as a chart is not drawn for nobody.
        """
        for name, pane in self._panes.items():
            dock = self.docks[name]
            if self._is_seen(dock) if pane.quick else dock.isVisible():
                pane.flush()
        self._say_contexts()

    def _is_seen(self, dock: QDockWidget) -> bool:
        """Qt puts what is behind a tab outside the window, where it counts as visible."""
        inside = dock.isFloating() or self._window.rect().intersects(dock.geometry())
        return dock.isVisible() and inside


def _first_stop(inside: QWidget) -> QWidget | None:
    """Return what Tab would reach first in a pane."""
    found: QWidget | None = inside
    while found is not None and (found is inside or inside.isAncestorOf(found)):
        takes = bool(found.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and found.isVisibleTo(inside) and found.isEnabled():
            return found
        found = found.nextInFocusChain()
    return None
