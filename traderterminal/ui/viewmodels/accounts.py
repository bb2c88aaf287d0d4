"""Positions, orders and the day's figures without their widgets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Final

from traderterminal.desk.desk import AccountChanged, Change, Desk, OrderChanged
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, Where
from traderterminal.domain.positions import Position
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.ui.viewmodels.account_choice import AccountEntry

ZERO: Final = Decimal(0)
#: The tabs of the orders pane and which states they show.
ORDER_FILTERS: Final = ("Working", "Filled", "All")
MOST_ORDERS: Final = 500

#: An order that rests, as far as is known; one that is being cancelled protects no longer.
_RESTING: Final = frozenset({OrderStatus.ACCEPTED, OrderStatus.PENDING_REPLACE})
#: From what survives most to what survives least.
_PLACES: Final = (Where.EXCHANGE, Where.BROKER, Where.LOCAL)


@dataclass(frozen=True, slots=True)
class Protection:
    """What the stops of a position come to: the result when all of them fill, before fees.

    `covered` is the quantity that they close; `where` the least safe of the places they rest at.
    """

    covered: Decimal = ZERO
    result: Decimal = ZERO
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class PositionRow:
    """An open position with what it is worth now; None where no price is known."""

    position: Position
    instrument: Instrument
    account: AccountEntry
    last: Decimal | None
    silent_s: int | None  # how long the feed has been silent; None while it is not stale
    open_pnl: Decimal | None
    day_pnl: Decimal | None
    ticks: Decimal | None
    protection: Protection

    @property
    def key(self) -> str:
        return f"{self.position.account} {self.position.symbol}"

    @property
    def if_stopped(self) -> Decimal | None:
        """The result when all stops fill; None when they leave a part without a limit."""
        covered = self.protection.covered >= abs(self.position.quantity)
        return self.protection.result if covered else None


class PositionsViewModel:
    """Open positions of all accounts, with a way out of each.

    `day_net` returns what a symbol made on an account's day, net; None while it is not known.
    """

    def __init__(
        self,
        desk: Desk,
        hub: MarketHub,
        tasks: TaskScope,
        instrument: Callable[[str], Instrument],
        day_net: Callable[[str, str], Decimal | None],
        entry_of: Callable[[str], AccountEntry],
        say: Callable[[Message], None],
    ) -> None:
        self._desk = desk
        self._hub = hub
        self._tasks = tasks
        self._instrument = instrument
        self._day_net = day_net
        self._entry_of = entry_of
        self._say = say
        self._versions: tuple[object, ...] = ()
        self._dirty = True
        self._stops: dict[tuple[str, str], dict[str, Order]] = {}
        self.changed: Observers[None] = Observers()
        self._read_stops()
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        self._stop_listening()

    @property
    def rows(self) -> list[PositionRow]:
        return [self._row(p) for p in self._desk.positions.values() if p.quantity]

    def _row(self, position: Position) -> PositionRow:
        instrument = self._instrument(position.symbol)
        last = self._desk.mark(position.symbol)
        ticks = None
        if last is not None and position.average_price is not None:
            sign = 1 if position.quantity > 0 else -1
            ticks = sign * (last - position.average_price) / instrument.tick_size
        key = (position.account, position.symbol)
        health = self._hub.health(position.symbol)
        return PositionRow(
            position=position,
            instrument=instrument,
            account=self._entry_of(position.account),
            last=last,
            silent_s=int(health.silent_s) if health.stale else None,
            open_pnl=None if last is None else position.unrealized_pnl(last),
            day_pnl=self._day_net(position.account, position.symbol),
            ticks=ticks,
            protection=_protection(position, self._stops.get(key, {}).values()),
        )

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
            self._say(error.message)

    def flush(self) -> None:
        """Tell of changes since the last frame, those of prices and of silence included."""
        held = [p.symbol for p in self._desk.positions.values() if p.quantity]
        versions = tuple((s, self._hub.version(s), self._silence(s)) for s in held)
        if self._dirty or versions != self._versions:
            self._dirty, self._versions = False, versions
            self.changed.emit(None)

    def _silence(self, symbol: str) -> int:
        health = self._hub.health(symbol)
        return int(health.silent_s) if health.stale else -1

    def _hear(self, change: Change) -> None:
        self._dirty = True
        match change:
            case OrderChanged(order=order):
                self._note_stop(order)
            case AccountChanged():
                self._read_stops()
            case _:
                pass

    def _read_stops(self) -> None:
        self._stops = {}
        for order in self._desk.orders.values():
            self._note_stop(order)

    def _note_stop(self, order: Order) -> None:
        if order.stop_price is None:
            return
        stops = self._stops.setdefault((order.account, order.symbol), {})
        if order.status in _RESTING:
            stops[order.order_id] = order
        else:
            stops.pop(order.order_id, None)


def _protection(position: Position, stops: Iterable[Order]) -> Protection:
    """What the resting stops come to, the ones nearest to the market filling first."""
    sign = 1 if position.quantity > 0 else -1
    average = position.average_price
    against = [s for s in stops if s.side.sign == -sign and s.stop_price is not None]
    open_left, result = abs(position.quantity), ZERO
    if average is None or not against:
        return Protection()
    for stop in sorted(against, key=lambda s: (s.stop_price or ZERO) * -sign):
        taken = min(open_left, stop.leaves_quantity)
        distance = ((stop.stop_price or ZERO) - average) * sign
        result += taken * distance * position.point_value
        open_left -= taken
    where = max((stop.where for stop in against), key=_PLACES.index)
    return Protection(abs(position.quantity) - open_left, result, where)


class OrdersViewModel:
    """Orders of all accounts, latest first, with a way to take them out.

    Which orders work and which are filled is kept as they change, not searched for at each look.
    """

    def __init__(
        self,
        desk: Desk,
        tasks: TaskScope,
        instrument: Callable[[str], Instrument],
        local: Callable[[Instrument, int], datetime],
        say: Callable[[Message], None],
    ) -> None:
        self._desk = desk
        self._tasks = tasks
        self._say = say
        self.instrument = instrument
        self.local = local
        self.filter = "Working"
        self._dirty = True
        self._working: dict[str, None] = {}
        self._filled: dict[str, None] = {}
        self.changed: Observers[None] = Observers()
        self._read_orders()
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        self._stop_listening()

    @property
    def rows(self) -> list[Order]:
        chosen = self._ids(self.filter)
        found = (self._desk.orders.get(order_id) for order_id in list(chosen)[::-1])
        return list(islice((order for order in found if order is not None), MOST_ORDERS))

    def count(self, name: str) -> int:
        """How many orders a filter shows."""
        return len(self._ids(name))

    def is_paper(self, account: str) -> bool:
        """Say whether the account's exchange is this computer."""
        found = self._desk.accounts.get(account)
        return found is None or found.mode is Mode.SIMULATOR

    def choose_filter(self, name: str) -> None:
        self.filter = name
        self.changed.emit(None)

    def cancel(self, order_id: str) -> None:
        """Cancel one order."""
        self._tasks.spawn(self._cancel([order_id]), name=f"cancel {order_id}")

    def cancel_all(self) -> None:
        """Cancel every working order of every account."""
        self._tasks.spawn(self._cancel(list(self._working)), name="cancel all")

    async def _cancel(self, order_ids: Sequence[str]) -> None:
        for order_id in order_ids:
            try:
                await self._desk.cancel(order_id)
            except TraderTerminalError as error:
                self._say(error.message)

    def flush(self) -> None:
        """Tell of changes since the last frame."""
        if self._dirty:
            self._dirty = False
            self.changed.emit(None)

    def _ids(self, name: str) -> Mapping[str, object]:
        match name:
            case "Working":
                return self._working
            case "Filled":
                return self._filled
            case _:
                return self._desk.orders

    def _hear(self, change: Change) -> None:
        self._dirty = True
        match change:
            case OrderChanged(order=order):
                self._note(order)
            case AccountChanged():
                self._read_orders()
            case _:
                pass

    def _read_orders(self) -> None:
        self._working, self._filled = {}, {}
        for order in self._desk.orders.values():
            self._note(order)

    def _note(self, order: Order) -> None:
        if order.is_live:
            self._working[order.order_id] = None
            return
        self._working.pop(order.order_id, None)
        if order.status is OrderStatus.FILLED:
            self._filled[order.order_id] = None
        # The desk lets the oldest go.
        while self._filled and (oldest := next(iter(self._filled))) not in self._desk.orders:
            del self._filled[oldest]
