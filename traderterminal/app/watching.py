"""The panes that watch markets without trading in them, wired to the engine and to their files."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QMenu

from traderterminal.app.alert_offers import AlertOffers
from traderterminal.app.engine import Engine
from traderterminal.app.hours import REFERENCE_GROUP
from traderterminal.app.symbol_drops import SymbolDrops
from traderterminal.app.watchlist_store import keep_watchlists, read_watchlists
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.language import mark
from traderterminal.ui.docking import Pane
from traderterminal.ui.panes.alert_list import AlertListPane
from traderterminal.ui.panes.news import NewsPane
from traderterminal.ui.panes.option_chain import OptionChainPane
from traderterminal.ui.panes.time_and_sales import TimeAndSalesPane
from traderterminal.ui.panes.watchlists import WatchlistPane
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.links import FIRST_GROUP, LinksViewModel
from traderterminal.ui.viewmodels.news import NewsViewModel
from traderterminal.ui.viewmodels.option_chain import Listing, OptionChainViewModel
from traderterminal.ui.viewmodels.ticket import TicketViewModel
from traderterminal.ui.viewmodels.time_and_sales import TimeAndSalesViewModel
from traderterminal.ui.viewmodels.watchlists import WatchlistsViewModel
from traderterminal.ui.widgets.link_chip import LinkChip, offer_groups
from traderterminal.ui.widgets.sheet import ShowSheet
from traderterminal.ui.window import Window

WATCHLIST: Final = mark("Pane", "Watchlist")
TAPE: Final = mark("Pane", "Tape")
CALENDAR: Final = mark("Pane", "Calendar")
ALERTS: Final = mark("Pane", "Price alerts")
CHAIN: Final = mark("Pane", "Option chain")
#: The panes without links of their own, and the ones whose links they have.
SAME: Final = {"Ladder": "Ticket"}
#: So many of the symbols that a market delivers stand in the list of a trader without one.
FIRST_SYMBOLS: Final = 20


class Watching:
    """Watchlists, time and sales, options, the calendar, and the list of the trader's own alerts.

    A symbol that is picked in a watchlist is shown in the panes that are linked with it, an option
    that is picked in its chain in the `ticket` alone: the chart stays with the stock. `kept_as` is
    what an instrument is kept as: the root of what rolls.
    """

    def __init__(
        self,
        engine: Engine,
        links: LinksViewModel,
        window: Callable[[], Window],
        kept_as: Callable[[Instrument], str],
        alerts: AlertOffers,
        ticket: TicketViewModel,
    ) -> None:
        self._links = links
        self._ticket = ticket
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
        self.chain = OptionChainViewModel(
            engine.hub, ticket.accounts, partial(_held, engine), _listing(engine), self._fill_in
        )
        links.add(CHAIN, self.chain, FIRST_GROUP)
        self.chain.chosen.connect(lambda found: links.show(CHAIN, found))
        self.news = NewsViewModel(
            engine.news,
            lambda: engine.hub.clock.now_ns(),
            lambda at_ns: engine.hours.local_time(REFERENCE_GROUP, at_ns),
            lambda: engine.tasks.spawn(engine.news.read(), name="read the calendar"),
        )

    def close(self) -> None:
        """Stop listening."""
        self.tape.close()
        self.chain.close()
        self.news.close()
        self.alerts.close()

    def state(self) -> dict[str, Any]:
        """Return how the panes are shown, as JSON takes it."""
        return {"tape": self.tape.state(), "chain": self.chain.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` gave; what is none of it is left as it was."""
        for name, shows in (("tape", self.tape), ("chain", self.chain)):
            kept = state.get(name)
            shows.restore(kept if isinstance(kept, dict) else {})

    def panes(self, theme: Theme, show_sheet: ShowSheet) -> Sequence[Pane]:
        """Make what is seen of them, in a theme."""
        calendar = NewsPane(self.news, theme)
        return [
            self._watchlist(theme, show_sheet),
            self._tape(theme),
            self._chain(theme),
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

    def _chain(self, theme: Theme) -> Pane:
        pane = OptionChainPane(self.chain, theme)
        return Pane(
            CHAIN,
            pane,
            pane.flush,
            link=LinkChip(self._links, CHAIN, theme),
            fill_menu=lambda menu: offer_groups(menu, self._links, CHAIN, theme),
            quick=True,
            put_away=self.chain.put_away,
        )

    def _fill_in(self, option: Instrument, side: Side, price: Decimal) -> None:
        self._ticket.take_over(option, side, price)
        self._links.changed.emit(None)

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


def _listing(engine: Engine) -> Listing:
    """What the option chain asks of the instruments and the hours of a running market."""
    symbols, hours = engine.symbols, engine.hours
    return Listing(
        options=symbols.options,
        optioned=symbols.optioned,
        underlying=symbols.underlying,
        ends_ns=hours.last_ns,
        settles_ns=hours.settles_ns,
        opens=hours.opens,
        today=hours.today,
    )


def _held(engine: Engine, account: str, symbol: str) -> Decimal:
    """The signed quantity that an account has of a symbol."""
    position = engine.desk.positions.get((account, symbol))
    return position.quantity if position else Decimal(0)
