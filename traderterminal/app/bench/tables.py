"""The lists of orders and positions, ten thousand rows each, beside a table of items.

Run as `python -m traderterminal.app.bench.tables SECONDS`, in a process of its own. A thousand
times a second a row that is in view changes; the panes are those of the window, with all their
columns. The other way writes to a QTableWidget at every update, the texts of the whole row, as
vnpy does. Both see the same changes in one run, in turns.
"""

import asyncio
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from traderterminal.app.bench.figures import Figure, asked_of_a_process
from traderterminal.app.bench.full_desk import tell_alone
from traderterminal.app.bench.turns import FRAME_S, Side, watch
from traderterminal.app.engine import Engine, run_engine
from traderterminal.app.options import Options
from traderterminal.app.settings_reading import load_settings
from traderterminal.domain.fills import Side as TradeSide
from traderterminal.domain.orders import Order, OrderStatus, OrderType, TimeInForce, Where
from traderterminal.domain.positions import Position
from traderterminal.kit.frozen import frozen
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.orders import OrderRow, OrdersViewModel
from traderterminal.ui.viewmodels.positions import PositionRow, PositionsViewModel, Protection

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Row = TypeVar("Row")

BUSY_BAR: Final = 15
LATE_BAR_MS: Final = 8
MEASURED_S: Final = 36.0
TURNS: Final = 3
ROWS: Final = 10_000
UPDATES_PER_S: Final = 1_000
#: Rows that are in view from the top on, whatever stands above them.
IN_VIEW: Final = 30
LARGEST: Final = 50
#: Around which, and at how many prices, all of it rests and trades.
PRICE_TICKS: Final = 27_400
PRICES: Final = 200

_SECONDS: Final = 240


def table_figures() -> Iterator[Figure]:
    """Yield what the lists take, the other way beside them."""
    found = _asked()
    for name in ("orders", "positions"):
        busy, theirs = found[f"{name} busy"], found[f"{name} theirs"]
        yield Figure(f"{name}, 10,000 rows, 1,000/s, busy", busy, "%", bar=BUSY_BAR)
        yield Figure("of it frames", found[f"{name} frames"], "1/s")
        yield Figure("the same beside the other way", busy, "%", "QTableWidget", theirs)
        yield Figure("the same, of the processor", found[f"{name} processor"], "%")
        yield Figure("a frame of it, p99", found[f"{name} p99"], "ms", bar=LATE_BAR_MS)


def _asked() -> Mapping[str, float]:
    return asked_of_a_process(__name__, MEASURED_S, _SECONDS)


@frozen
class Shown:
    """A pane of the window: what a frame takes over, how it hears of a change, how it ends."""

    pane: "QWidget"
    flush: Callable[[], None]
    hear: Callable[[], None]
    close: Callable[[], None]


@frozen
class Listed(Generic[Row]):
    """Many rows of a list: how one changes, how the window shows them, and what is written of one
    in a table of items under the `titles`."""

    rows: list[Row]
    changed: Callable[[Row], Row]
    show: Callable[[list[Row]], Shown]
    titles: Sequence[str]
    words: Callable[[Row], Sequence[str]]

    def ours(self, random: Random) -> tuple[Side, Callable[[], None]]:
        """Return the pane of the window, and what changes a row in view."""
        rows = list(self.rows)
        shown = self.show(rows)
        side = Side(shown.pane, shown.flush, FRAME_S, stop=shown.close)

        def change() -> None:
            number = random.randrange(IN_VIEW)
            rows[number] = self.changed(rows[number])
            side.timed(shown.hear)

        return side, change

    def theirs(self, random: Random) -> tuple[Side, Callable[[], None]]:
        """Return a table of items, and what changes a row of it."""
        from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

        rows = list(self.rows)
        table = QTableWidget(len(rows), len(self.titles))
        table.setHorizontalHeaderLabels(list(self.titles))
        items = [[QTableWidgetItem(text) for text in self.words(row)] for row in rows]
        for number, line in enumerate(items):
            for column, item in enumerate(line):
                table.setItem(number, column, item)
        side = Side(table)

        def write(number: int) -> None:
            for item, text in zip(items[number], self.words(rows[number]), strict=True):
                item.setText(text)

        def change() -> None:
            number = random.randrange(IN_VIEW)
            rows[number] = self.changed(rows[number])
            side.timed(lambda: write(number))

        return side, change


class ManyOrders(OrdersViewModel):
    """The orders of a desk on which there are many, all of which are shown."""

    made: list[OrderRow]

    @property
    def rows(self) -> list[OrderRow]:
        return list(self.made)

    def hear(self) -> None:
        """Something has changed."""
        self._dirty = True


class ManyPositions(PositionsViewModel):
    """The positions of a desk on which there are many."""

    made: list[PositionRow]

    @property
    def rows(self) -> list[PositionRow]:
        return list(self.made)

    def hear(self) -> None:
        """Something has changed."""
        self._dirty = True


class Lists:
    """The lists on an engine that is otherwise at rest."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._random = Random(1)  # noqa: S311 - orders are made up, not a secret
        self._instrument = engine.resolve("ES")
        self._accounts = AccountChoiceViewModel(
            [AccountEntry(one.id, one.id, "simulator") for one in engine.settings.accounts]
        )

    def _price(self) -> Decimal:
        return self._instrument.from_ticks(PRICE_TICKS + self._random.randrange(PRICES))

    def orders(self) -> Listed[OrderRow]:
        """Return orders that rest; a part of one fills, or it rests elsewhere."""
        titles = (
            *("Time", "Symbol", "Side", "Qty", "Type", "Price", "Filled", "State"),
            *("Rests at", "Link", "From"),
        )
        rows = [OrderRow(self._order(number)) for number in range(ROWS)]
        return Listed(rows, self._changed_order, self._show_orders, titles, self._order_words)

    def _order(self, number: int) -> Order:
        return Order(
            order_id=f"TT{number:024}",
            client_order_id="",
            account=self._accounts.accounts[0].account,
            symbol=self._instrument.symbol,
            side=TradeSide.BUY if number % 2 else TradeSide.SELL,
            quantity=Decimal(LARGEST),
            order_type=OrderType.LIMIT,
            time_in_force=TimeInForce.DAY,
            created_ns=self._engine.hub.clock.now_ns(),
            limit_price=self._price(),
            status=OrderStatus.ACCEPTED,
            where=Where.EXCHANGE,
            source="ticket",
        )

    def _changed_order(self, row: OrderRow) -> OrderRow:
        filled, price = Decimal(self._random.randrange(1, LARGEST)), self._price()
        traded = replace(row.order, filled_quantity=filled, filled_value=filled * price)
        return OrderRow(replace(traded, limit_price=price))

    def _order_words(self, row: OrderRow) -> Sequence[str]:
        order, instrument = row.order, self._instrument
        return (
            f"{self._engine.hours.local(instrument, order.created_ns):%H:%M:%S}",
            order.symbol,
            order.side.value,
            formats.quantity(order.quantity),
            formats.order_type(order.order_type),
            formats.price(order.limit_price, instrument),
            formats.quantity(order.filled_quantity),
            formats.state(order, is_paper=True)[1],
            formats.rests_at(order),
            order.link,
            formats.origin(order),
        )

    def _show_orders(self, rows: list[OrderRow]) -> Shown:
        from traderterminal.app.screen import read_theme
        from traderterminal.ui.panes.orders import OrdersPane

        engine = self._engine
        vm = ManyOrders(
            engine.desk,
            engine.hub,
            engine.tasks,
            engine.symbols.instrument,
            engine.hours.local,
            self._accounts,
            engine.journal.fills,
            engine.find_queue,
            engine.arming,
        )
        vm.made = rows
        pane = OrdersPane(vm, read_theme("ink", 12), lambda make: None)
        return Shown(pane, vm.flush, vm.hear, vm.close)

    def positions(self) -> Listed[PositionRow]:
        """Return positions; what one is worth changes."""
        titles = (
            *("Account", "Symbol", "Position", "Avg price", "Last", "Open P&L", "Ticks", "Day P&L"),
            *("If stopped", "Stop rests at", "R", ""),
        )
        rows = [self._position(number) for number in range(ROWS)]
        return Listed(rows, self._valued, self._show_positions, titles, _position_words)

    def _position(self, number: int) -> PositionRow:
        symbol, two = f"STK{number:05}", Decimal(2)
        held = Position("sim", symbol, self._instrument.point_value, two, two * self._price())
        entry, none = self._accounts.accounts[0], Protection()
        row = PositionRow(held, self._instrument, entry, None, None, None, None, None, none)
        return self._valued(row)

    def _valued(self, row: PositionRow) -> PositionRow:
        last, held = self._price(), row.position
        result = held.unrealized_pnl(last)
        ticks = (last - (held.average_price or last)) / row.instrument.tick_size
        return replace(row, last=last, open_pnl=result, day_pnl=result, ticks=ticks)

    def _show_positions(self, rows: list[PositionRow]) -> Shown:
        from traderterminal.app.screen import read_theme
        from traderterminal.ui.panes.positions import PositionsPane

        engine = self._engine
        vm = ManyPositions(
            engine.desk,
            engine.hub,
            engine.tasks,
            engine.symbols.instrument,
            lambda account, symbol: None,
            self._accounts.entry_of,
            lambda message: None,
            lambda account, symbol, held: None,
        )
        vm.made = rows
        pane = PositionsPane(vm, read_theme("ink", 12))
        return Shown(pane, vm.flush, vm.hear, vm.close)


def _position_words(row: PositionRow) -> Sequence[str]:
    held, instrument = row.position, row.instrument
    return (
        row.account.name,
        held.symbol,
        f"Long {formats.quantity(held.quantity)}",
        formats.price(held.average_price, instrument),
        formats.price(row.last, instrument),
        formats.signed_money(row.open_pnl),
        formats.signed(round(row.ticks or 0)),
        formats.signed_money(row.day_pnl),
        "no limit",
        "No stop",
        formats.NOTHING,
        "Close",
    )


def _rounds(listed: Listed[Any], seconds: float, turns: int) -> Sequence[Mapping[str, float]]:
    """Let both sides show the same changes, in turns; return what ours took with theirs in it."""
    found = []
    for _ in range(turns):
        ours, theirs = (
            watch(*make(Random(1)), UPDATES_PER_S, 0, seconds / turns / 2)  # noqa: S311 - not a secret
            for make in (listed.ours, listed.theirs)
        )
        found.append({**ours, "theirs": theirs["busy"]})
    return found


def measure(app: Any, seconds: float, turns: int = TURNS) -> dict[str, float]:
    """Measure both lists, with Qt's application; return the medians of the turns."""
    from traderterminal.app.loop import DesktopEventLoop

    async def run(folder: Path) -> dict[str, float]:
        # So slow that the market stands: what changes is what the bench changes.
        options = Options(folder, folder / "config.toml", market="sim", speed="0.001", seed=1)
        async with run_engine(options, load_settings(options.config, {})) as engine:
            lists, found = Lists(engine), dict[str, float]()
            made: Sequence[tuple[str, Listed[Any]]] = (
                ("orders", lists.orders()),
                ("positions", lists.positions()),
            )
            for name, listed in made:
                rounds = _rounds(listed, seconds / len(made), turns)
                for what in ("busy", "theirs", "processor", "p99", "updates", "frames"):
                    found[f"{name} {what}"] = median(one[what] for one in rounds)
            return found

    with (
        tempfile.TemporaryDirectory() as folder,
        asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app)) as runner,
    ):
        return runner.run(run(Path(folder)))


if __name__ == "__main__":
    tell_alone(measure)
