"""The charts of the window: each with its studies, and linked with other panes."""

import asyncio
import gc
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, Final

from traderterminal.app.engine import Engine
from traderterminal.app.history_store import open_store
from traderterminal.app.study_store import StudyStore
from traderterminal.app.user_indicators.shelf import FOLDER, UserIndicatorShelf
from traderterminal.kit.language import mark, translate
from traderterminal.market.price_alerts import PriceAlerts
from traderterminal.market.signed_volume import SignedVolumes
from traderterminal.ui.chart.replay_pick import ReplayPick
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.docking import Pane
from traderterminal.ui.panes.chart import ChartPane
from traderterminal.ui.panes.chart_acts import ChartActs, offer_acts
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.breach import Breach
from traderterminal.ui.viewmodels.chart import ChartViewModel
from traderterminal.ui.viewmodels.chart_trading import ChartTradingViewModel
from traderterminal.ui.viewmodels.crosshairs import Crosshairs
from traderterminal.ui.viewmodels.drawing_book import DrawingBook
from traderterminal.ui.viewmodels.drawings import DrawingsViewModel
from traderterminal.ui.viewmodels.links import FIRST_GROUP, NO_GROUP, LinksViewModel
from traderterminal.ui.viewmodels.orders import OrdersViewModel
from traderterminal.ui.viewmodels.replay import ReplayViewModel
from traderterminal.ui.viewmodels.studies import StudiesViewModel
from traderterminal.ui.viewmodels.ticket import TicketViewModel
from traderterminal.ui.widgets.link_chip import LinkChip, offer_groups
from traderterminal.ui.widgets.sheet import ShowSheet

#: The chart that is always there; it can be hidden, as other panes can.
FIRST: Final = mark("Pane", "Chart")
#: More charts than a screen has room for are no help to anybody.
MOST_CHARTS: Final = 9
#: So long after a chart has gone its memory is given back: its widgets are gone by then.
GONE_S: Final = 0.5
#: What charts are called by; those of all workspaces have numbers of their own.
_NUMBERS: Final = range(2, 100)
#: What reading a kept state raises where it is none.
_UNREADABLE: Final = (
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


class Chart:
    """One chart with all that belongs to it."""

    def __init__(
        self,
        name: str,
        vm: ChartViewModel,
        studies: StudiesViewModel,
        drawings: DrawingsViewModel,
        trading: ChartTradingViewModel,
        breach: Breach,
    ) -> None:
        self.name: Final = name
        self.vm: Final = vm
        self.studies: Final = studies
        self.drawings: Final = drawings
        self.trading: Final = trading
        self._breach = breach
        self._shown: ChartPane | None = None

    def flush(self) -> None:
        """Take over what came, the studies before the chart."""
        self.studies.flush()
        self.drawings.flush()
        self.vm.flush()

    def close(self) -> None:
        """Stop listening."""
        self.studies.close()
        self._close_others()

    def leave(self) -> None:
        """Go for good, with all that goes on for it."""
        self.studies.leave()
        self._close_others()

    def _close_others(self) -> None:
        self.drawings.close()
        self.vm.close()
        self.trading.close()

    def open_indicators(self) -> None:
        """Show the list of indicators over the window that the chart is seen in."""
        if self._shown is not None:
            self._shown.open_indicators()

    def pane(
        self,
        theme: Theme,
        show: ShowSheet,
        acts: ChartActs,
        links: LinksViewModel,
        crosshairs: Crosshairs,
        replay: ReplayViewModel | None,
    ) -> Pane:
        """Make what is seen of it, in a theme; `replay` goes on at bars that are picked here."""
        widget = ChartWidget(self.vm, theme)
        self._shown = ChartPane(
            self.vm, widget, self.studies, self.drawings, self.trading, self._breach, theme, show
        )
        widget.menus.append(lambda menu, at: offer_acts(menu, widget, acts, at))
        widget.pointed = partial(crosshairs.point, self.name)
        widget.drawing.linked = partial(crosshairs.at, self.name)
        widget.destroyed.connect(crosshairs.changed.connect(lambda _: widget.update()))
        if replay is not None:
            ReplayPick(widget, replay)
        return Pane(
            self.name,
            self._shown,
            self.flush,
            header=self._shown.header,
            link=LinkChip(links, self.name, theme),
            fill_menu=lambda menu: offer_groups(menu, links, self.name, theme),
            close=acts.close,
            beside="" if self.name == FIRST else FIRST,
            quick=True,
        )


class Charts:
    """All charts by their names, the first one first; they are made alike and linked.

    `account` is the one whose orders they show. `drawings` and `alerts` are those of all charts;
    orders are sent by `ticket` and changed by `orders`, from whichever chart. `volumes` knows the
    signed volume of their bars.
    """

    def __init__(
        self,
        engine: Engine,
        account: str,
        links: LinksViewModel,
        *,
        ticket: TicketViewModel,
        orders: OrdersViewModel,
        alerts: PriceAlerts,
        drawings: DrawingBook,
    ) -> None:
        self._engine = engine
        self._account = account
        self._links = links
        self._ticket = ticket
        self._orders = orders
        self._alerts = alerts
        self.drawings = drawings
        folder = engine.options.data_dir
        self._kept = StudyStore(folder, FIRST)
        self._own_indicators = UserIndicatorShelf(folder / FOLDER, engine.host, engine.tasks)
        engine.tasks.spawn(self._own_indicators.watch(), name="watch the trader's indicators")
        self.volumes = SignedVolumes(
            engine.hub, engine.bars.regular_hours, engine.bars.heard, engine.bars.stored
        )
        #: The charts of other workspaces, whose names are theirs.
        self.elsewhere: Callable[[], Collection[str]] = tuple
        self._charts: dict[str, Chart] = {}
        self._giving_back: asyncio.Task[None] | None = None
        self._add(FIRST, FIRST_GROUP)
        self.active = self.first

    @property
    def first(self) -> Chart:
        """The chart that is always there."""
        return self._charts[FIRST]

    @property
    def all(self) -> Sequence[Chart]:
        """The charts in the order in which they came."""
        return tuple(self._charts.values())

    @property
    def has_room(self) -> bool:
        """Whether there may be another one."""
        return len(self._charts) < MOST_CHARTS

    def enter(self, name: str) -> None:
        """Let a chart be the active one, if there is one of that name."""
        self.active = self._charts.get(name, self.active)

    def close(self) -> None:
        """Let all of them stop listening."""
        for chart in self.all:
            chart.close()

    def choose_account(self, account: str) -> None:
        """Show the orders of another account."""
        self._account = account
        for chart in self.all:
            chart.vm.choose_account(account)

    def duplicate(self, of: Chart) -> Chart:
        """Add a chart that begins as another one is, linked to the same panes."""
        taken = {*self._charts, *self.elsewhere()}
        name = next(name for name in _names() if name not in taken)
        self._kept.copy(of.name, name)
        made = self._add(name, self._links.group_of(of.name))
        made.vm.restore(of.vm.state())
        if of.vm.instrument is not None:
            made.vm.show(of.vm.instrument)
        self.active = made
        return made

    def remove(self, name: str) -> None:
        """Let a chart go for good; the first one stays."""
        if name not in self.elsewhere():
            self._kept.forget(name)
        self.put_away(name)

    def put_away(self, name: str) -> None:
        """Let a chart go until it is restored, with the studies it has; the first one stays."""
        self._links.remove(name)
        gone = self._charts.pop(name)
        gone.leave()
        if self.active is gone:
            self.active = self.first
        if self._giving_back is None or self._giving_back.done():
            work = self._give_back()
            self._giving_back = self._engine.tasks.spawn(work, name="give back memory of charts")

    async def _give_back(self) -> None:
        """Collect what charts have left: their parts know each other, and hold megabytes.

        Left to itself the collector comes after some more of them, each of which takes fresh
        memory meanwhile.
        """
        await self._engine.host.sleep(GONE_S)
        gc.collect()

    def _add(self, name: str, group: str) -> Chart:
        engine = self._engine
        vm = ChartViewModel(
            desk=engine.desk,
            hub=engine.hub,
            bars=engine.bars,
            journal=engine.journal,
            tasks=engine.tasks,
            local=engine.hours.local,
            trade_date=engine.hours.trade_date,
            account=self._account,
            resolve=engine.resolve,
            open_until=engine.hours.open_until,
            last_stored=self._last_stored,
        )
        studies = StudiesViewModel(
            chart=vm,
            trade_date=engine.hours.trade_date,
            sessions=lambda symbol, times: engine.bars.regular_hours(symbol).began(times),
            volumes=self.volumes,
            user=self._own_indicators,
            host=engine.host,
            tasks=engine.tasks,
            kept=self._kept.of(name),
            keep=lambda studies: self._kept.keep(name, studies),
            favourites=self._kept.favourites,
        )
        drawings = DrawingsViewModel(chart=vm, ticket=self._ticket, book=self.drawings)
        trading = ChartTradingViewModel(
            chart=vm, orders=self._orders, ticket=self._ticket, alerts=self._alerts
        )
        breach = Breach(vm, engine.desk, engine.day_net)
        made = self._charts[name] = Chart(name, vm, studies, drawings, trading, breach)
        self._links.add(name, vm, group)
        return made

    async def _last_stored(self, symbol: str) -> int | None:
        engine = self._engine
        store = open_store(engine.options.data_dir, engine.symbols.instrument)
        return await asyncio.to_thread(store.last_ns, symbol)

    # From one time to the next.

    def state(self) -> dict[str, str]:
        """Return how the charts are drawn, as texts of JSON by what they are of."""
        others = {chart.name: chart.vm.state() for chart in self.all if chart is not self.first}
        return {"chart": json.dumps(self.first.vm.state()), "charts": json.dumps(others)}

    def restore(self, kept: Mapping[str, str]) -> list[str]:
        """Take over what `state` gave; return what of it could not be read.

        Without anything kept there is the first chart alone, drawn as usual.
        """
        lost = []
        for name, chart, make in (
            ("chart", translate("Chart", "the first chart"), self._restore_first),
            ("charts", translate("Chart", "the other charts"), self._restore_others),
        ):
            try:
                make(_mapping(kept.get(name, "{}")))
            except _UNREADABLE:
                lost.append(chart)
        return lost

    def named(self, name: str) -> Chart:
        """Return a chart by its name; raises KeyError if there is none."""
        return self._charts[name]

    def _restore_first(self, state: Mapping[str, Any]) -> None:
        self.first.vm.restore(state)

    def _restore_others(self, states: Mapping[str, Any]) -> None:
        """Make every chart that can be read; raises ValueError where one could not.

        One whose state cannot be read is there, drawn as usual.
        """
        allowed, unread = _names(), list[str]()
        for name, state in states.items():
            if name in allowed and isinstance(state, Mapping) and self.has_room:
                made = self._add(name, NO_GROUP)
                try:
                    made.vm.restore(state)
                except _UNREADABLE:
                    unread.append(name)
            else:
                unread.append(name)
        if unread:
            raise ValueError(f"not read: {unread}")


def _names() -> list[str]:
    return [f"{FIRST} {number}" for number in _NUMBERS]


def _mapping(text: str) -> Mapping[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError("not a mapping")
    return found
