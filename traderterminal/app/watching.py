"""The panes that watch markets without trading in them, wired to the engine and to their files."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QMenu

from traderterminal.app.alert_offers import AlertOffers
from traderterminal.app.engine import Engine
from traderterminal.app.hours import REFERENCE_GROUP
from traderterminal.app.symbol_drops import SymbolDrops
from traderterminal.app.watchlist_store import keep_watchlists, read_watchlists
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.language import mark
from traderterminal.ui.docking import Pane
from traderterminal.ui.panes.alert_list import AlertListPane
from traderterminal.ui.panes.news import NewsPane
from traderterminal.ui.panes.time_and_sales import TimeAndSalesPane
from traderterminal.ui.panes.watchlists import WatchlistPane
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.links import FIRST_GROUP, LinksViewModel
from traderterminal.ui.viewmodels.news import NewsViewModel
from traderterminal.ui.viewmodels.time_and_sales import TimeAndSalesViewModel
from traderterminal.ui.viewmodels.watchlists import WatchlistsViewModel
from traderterminal.ui.widgets.link_chip import LinkChip, offer_groups
from traderterminal.ui.widgets.sheet import ShowSheet
from traderterminal.ui.window import Window

WATCHLIST: Final = mark("Pane", "Watchlist")
TAPE: Final = mark("Pane", "Tape")
CALENDAR: Final = mark("Pane", "Calendar")
ALERTS: Final = mark("Pane", "Price alerts")
#: The panes without links of their own, and the ones whose links they have.
SAME: Final = {"Ladder": "Ticket"}
#: So many of the symbols that a market delivers stand in the list of a trader without one.
FIRST_SYMBOLS: Final = 20


class Watching:
    """Watchlists, time and sales, the calendar, and the list of the trader's own alerts.

    A symbol that is picked in a watchlist is shown in the panes that are linked with it. `kept_as`
    is what an instrument is kept as: the root of what rolls.
    """

    def __init__(
        self,
        engine: Engine,
        links: LinksViewModel,
        window: Callable[[], Window],
        kept_as: Callable[[Instrument], str],
        alerts: AlertOffers,
    ) -> None:
        self._links = links
        self.alerts = alerts
        self._window = window
        folder = engine.options.data_dir
        there = tuple(engine.hub.symbols())[:FIRST_SYMBOLS]
        self.watchlists = WatchlistsViewModel(
            hub=engine.hub,
            bars=engine.bars,
            resolve=engine.resolve,
            kept_as=kept_as,
            kept=read_watchlists(folder),
            keep=lambda lists, shown: keep_watchlists(folder, lists, shown),
            first=[kept_as(engine.resolve(symbol)) for symbol in there],
        )
        links.add(WATCHLIST, self.watchlists, FIRST_GROUP)
        self.watchlists.chosen.connect(lambda found: links.show(WATCHLIST, found))
        self.tape = TimeAndSalesViewModel(engine.hub, engine.hours.local)
        links.add(TAPE, self.tape, FIRST_GROUP)
        self.news = NewsViewModel(
            engine.news,
            lambda: engine.hub.clock.now_ns(),
            lambda at_ns: engine.hours.local_time(REFERENCE_GROUP, at_ns),
            lambda: engine.tasks.spawn(engine.news.read(), name="read the calendar"),
        )

    def close(self) -> None:
        """Stop listening."""
        self.tape.close()
        self.news.close()
        self.alerts.close()

    def state(self) -> dict[str, Any]:
        """Return how the panes are shown, as JSON takes it."""
        return {"tape": self.tape.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` gave; what is none of it is left as it was."""
        tape = state.get("tape")
        self.tape.restore(tape if isinstance(tape, dict) else {})

    def panes(self, theme: Theme, show_sheet: ShowSheet) -> Sequence[Pane]:
        """Make what is seen of them, in a theme."""
        calendar = NewsPane(self.news, theme)
        return [
            self._watchlist(theme, show_sheet),
            self._tape(theme),
            Pane(CALENDAR, calendar, self.news.flush, context=lambda: self.news.context),
            Pane(
                ALERTS,
                AlertListPane(self.alerts.list, theme, show_sheet),
                self.alerts.list.flush,
            ),
        ]

    def _tape(self, theme: Theme) -> Pane:
        return Pane(
            TAPE,
            TimeAndSalesPane(self.tape, theme),
            self.tape.flush,
            link=LinkChip(self._links, TAPE, theme),
            fill_menu=lambda menu: offer_groups(menu, self._links, TAPE, theme),
            quick=True,
        )

    def _watchlist(self, theme: Theme, show_sheet: ShowSheet) -> Pane:
        vm, links = self.watchlists, self._links
        elsewhere = SymbolDrops(self._window, links, SAME, vm.instrument_of)
        pane = WatchlistPane(vm, theme, show_sheet, elsewhere)

        def fill(menu: QMenu) -> None:
            offer_groups(menu, links, WATCHLIST, theme)
            pane.fill_menu(menu)

        return Pane(
            WATCHLIST,
            pane,
            vm.flush,
            link=LinkChip(links, WATCHLIST, theme),
            fill_menu=fill,
            quick=True,
        )
