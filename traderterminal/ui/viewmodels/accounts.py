"""Positions, orders and the day's figures without their widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from traderterminal.desk.desk import Change, Desk
from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import english
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.domain.positions import Position
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub

ZERO: Final = Decimal(0)
#: The tabs of the orders pane and which states they show.
ORDER_FILTERS: Final = ("Working", "Filled", "All")
MOST_ORDERS: Final = 500


@dataclass(frozen=True, slots=True)
class PositionRow:
    """An open position with what it is worth now; None where no price is known."""

    position: Position
    instrument: Instrument
    mode: str
    last: Decimal | None
    open_pnl: Decimal | None
    ticks: Decimal | None
    stale: bool
    stop_orders: int

    @property
    def key(self) -> str:
        return f"{self.position.account} {self.position.symbol}"


class PositionsViewModel:
    """Open positions of all accounts, with a way out of each."""

    def __init__(
        self,
        desk: Desk,
        hub: MarketHub,
        tasks: TaskScope,
        instrument: Callable[[str], Instrument],
        say: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._hub = hub
        self._tasks = tasks
        self._instrument = instrument
        self._say = say
        self._versions: tuple[tuple[str, int], ...] = ()
        self._dirty = True
        self.changed: Observers[None] = Observers()
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        self._stop_listening()

    @property
    def rows(self) -> list[PositionRow]:
        return [self._row(p) for p in self._desk.positions.values() if p.quantity]

    @property
    def open_pnl(self) -> Decimal | None:
        """The open result of all positions; None while a price is missing."""
        results = [row.open_pnl for row in self.rows]
        known = [result for result in results if result is not None]
        return sum(known, ZERO) if len(known) == len(results) else None

    def _row(self, position: Position) -> PositionRow:
        instrument = self._instrument(position.symbol)
        last = self._desk.mark(position.symbol)
        ticks = None
        if last is not None and position.average_price is not None:
            sign = 1 if position.quantity > 0 else -1
            ticks = sign * (last - position.average_price) / instrument.tick_size
        account = self._desk.accounts.get(position.account)
        return PositionRow(
            position=position,
            instrument=instrument,
            mode=account.mode.value if account else "simulator",
            last=last,
            open_pnl=None if last is None else position.unrealized_pnl(last),
            ticks=ticks,
            stale=self._hub.health(position.symbol).stale,
            stop_orders=sum(
                self._protects(order, position) for order in self._desk.orders.values()
            ),
        )

    def _protects(self, order: Order, position: Position) -> bool:
        mine = (order.account, order.symbol) == (position.account, position.symbol)
        return order.is_live and mine and order.reduces and order.stop_price is not None

    def flatten(self, account: str, symbol: str) -> None:
        """Cancel the symbol's orders and close its position."""
        self._tasks.spawn(self._flatten(account, symbol), name=f"flatten {symbol}")

    def flatten_all(self) -> None:
        """Cancel every order and close every position of every account."""
        for account in self._desk.accounts:
            self._tasks.spawn(self._flatten(account, ""), name=f"flatten {account}")

    async def _flatten(self, account: str, symbol: str) -> None:
        try:
            await self._desk.flatten(account, symbol)
        except TraderTerminalError as error:
            self._say(english(error.message))

    def flush(self) -> None:
        """Tell of changes since the last frame, those of prices included."""
        held = [p.symbol for p in self._desk.positions.values() if p.quantity]
        versions = tuple((symbol, self._hub.version(symbol)) for symbol in held)
        if self._dirty or versions != self._versions:
            self._dirty, self._versions = False, versions
            self.changed.emit(None)

    def _hear(self, change: Change) -> None:
        self._dirty = True


class OrdersViewModel:
    """Orders of all accounts, latest first, with a way to take them out."""

    def __init__(
        self,
        desk: Desk,
        tasks: TaskScope,
        instrument: Callable[[str], Instrument],
        local: Callable[[Instrument, int], datetime],
        say: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._tasks = tasks
        self._say = say
        self.instrument = instrument
        self.local = local
        self.filter = "Working"
        self._dirty = True
        self.changed: Observers[None] = Observers()
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        self._stop_listening()

    @property
    def rows(self) -> list[Order]:
        chosen = [order for order in self._desk.orders.values() if _is_in(order, self.filter)]
        return chosen[: -MOST_ORDERS - 1 : -1]

    def count(self, name: str) -> int:
        """How many orders a filter shows."""
        return sum(_is_in(order, name) for order in self._desk.orders.values())

    def choose_filter(self, name: str) -> None:
        self.filter = name
        self.changed.emit(None)

    def cancel(self, order_id: str) -> None:
        """Cancel one order."""
        self._tasks.spawn(self._cancel([order_id]), name=f"cancel {order_id}")

    def cancel_all(self) -> None:
        """Cancel every working order of every account."""
        live = [order.order_id for order in self._desk.orders.values() if order.is_live]
        self._tasks.spawn(self._cancel(live), name="cancel all")

    async def _cancel(self, order_ids: Sequence[str]) -> None:
        for order_id in order_ids:
            try:
                await self._desk.cancel(order_id)
            except TraderTerminalError as error:
                self._say(english(error.message))

    def flush(self) -> None:
        """Tell of changes since the last frame."""
        if self._dirty:
            self._dirty = False
            self.changed.emit(None)

    def _hear(self, change: Change) -> None:
        self._dirty = True


def _is_in(order: Order, name: str) -> bool:
    match name:
        case "Working":
            return order.is_live
        case "Filled":
            return order.status is OrderStatus.FILLED
        case _:
            return True
