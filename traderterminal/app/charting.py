"""The charts as the window has them: opened, closed, entered, and replayed from."""

from collections.abc import Callable, Sequence
from functools import partial

from traderterminal.app.charts import Chart, Charts
from traderterminal.app.drawing_store import DrawingStore
from traderterminal.app.engine import Engine
from traderterminal.app.replaying import Replaying
from traderterminal.app.trading import Trading
from traderterminal.desk.alarms import Alarm
from traderterminal.domain.messages import Message
from traderterminal.market.price_alerts import PriceAlerts
from traderterminal.ui.docking import Pane
from traderterminal.ui.panes.chart_acts import ChartActs
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.crosshairs import Crosshairs
from traderterminal.ui.viewmodels.drawing_book import DrawingBook
from traderterminal.ui.viewmodels.links import LinksViewModel
from traderterminal.ui.widgets.sheet import ShowSheet
from traderterminal.ui.window import Window


class Charting:
    """The charts, wired to what trades from them; they show the orders of the chosen account.

    `window` and `theme` are those that there are now. `choose_symbol` shows a symbol in the pane of
    a name and returns what stands against it, or "".
    """

    def __init__(
        self,
        engine: Engine,
        accounts: AccountChoiceViewModel,
        links: LinksViewModel,
        *,
        trading: Trading,
        price_alerts: PriceAlerts,
        replaying: Replaying,
        window: Callable[[], Window],
        theme: Callable[[], Theme],
        show_sheet: ShowSheet,
        choose_symbol: Callable[[str, str], str],
    ) -> None:
        self._engine = engine
        self._links = links
        self._replaying = replaying
        self._window = window
        self._theme = theme
        self._show_sheet = show_sheet
        self._choose_symbol = choose_symbol
        self._crosshairs = Crosshairs(links)
        drawings = DrawingStore(engine.options.data_dir, self._alarm)
        self.charts = Charts(
            engine,
            accounts.chosen.account,
            links,
            ticket=trading.ticket,
            orders=trading.orders,
            alerts=price_alerts,
            drawings=DrawingBook(drawings.read(), drawings.keep),
        )
        accounts.changed.connect(self._follow_account)

    def _alarm(self, message: Message) -> None:
        """Tell of what stays wrong until somebody has seen it: over the panes."""
        self._engine.reconciler.alarms.emit(Alarm("", "", message))

    def _follow_account(self, chosen: AccountEntry) -> None:
        self.charts.choose_account(chosen.account)

    def new_chart(self) -> None:
        """Open a chart that begins as the active one."""
        self._duplicate(self.charts.active)

    def _duplicate(self, of: Chart) -> None:
        if self.charts.has_room:
            self._window().add_pane(self._pane(self.charts.duplicate(of)))

    def close_chart(self, name: str) -> None:
        """Close a chart for good."""
        self._window().remove_pane(name)
        self.charts.remove(name)

    def panes(self) -> Sequence[Pane]:
        """Make what is seen of the charts, the first one first."""
        return [self._pane(chart) for chart in self.charts.all]

    def pane_of(self, name: str) -> Pane:
        """Make what is seen of the chart of a name."""
        return self._pane(self.charts.named(name))

    def _pane(self, chart: Chart) -> Pane:
        charts = self.charts
        acts = ChartActs(
            choose_symbol=partial(self._choose_symbol, chart.name),
            duplicate=partial(self._duplicate, chart),
            has_room=lambda: charts.has_room,
            close=None if chart is charts.first else partial(self.close_chart, chart.name),
            replay=partial(self._replaying.offer, chart.vm),
        )
        return chart.pane(
            self._theme(),
            self._show_sheet,
            acts,
            self._links,
            self._crosshairs,
            self._replaying.replay,
        )

    def write_anew(self) -> None:
        """Write everything again that is written already."""
        for chart in self.charts.all:
            chart.vm.ask_for_a_frame()

    def close(self) -> None:
        """Stop listening."""
        self.charts.close()
