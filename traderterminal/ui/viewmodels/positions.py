"""Open positions without their widgets."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from traderterminal.desk.desk import AccountChanged, Change, Desk, OrderChanged
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import STOPS, Order, OrderStatus, Where
from traderterminal.domain.positions import Position
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.attempts import attempt

ZERO: Final = Decimal(0)
#: An order that rests, as far as is known; one that is being cancelled protects no longer.
_RESTING: Final = frozenset({OrderStatus.ACCEPTED, OrderStatus.PENDING_REPLACE})
#: From what survives most to what survives least.
_PLACES: Final = (Where.EXCHANGE, Where.BROKER, Where.LOCAL)


@frozen
class Protection:
    """What the stops of a position come to: the result when all of them fill, before fees.

    `covered` is the quantity that they close; `where` the least safe of the places they rest at.
    """

    covered: Decimal = ZERO
    result: Decimal = ZERO
    where: Where | None = None


@frozen
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
    risk: Decimal | None = None  # of all of it, by the stops that its entries were sent with

    @property
    def r(self) -> Decimal | None:
        """The open result in units of its risk; None while one of both is not known."""
        return None if self.risk is None or self.open_pnl is None else self.open_pnl / self.risk

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

    `day_net` returns what a symbol made on an account's day, net; `risk_of_unit` what each unit
    that it holds of one had put at risk. None where it is not known.
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
        risk_of_unit: Callable[[str, str, Decimal], Decimal | None],
    ) -> None:
        self._desk = desk
        self._risk_of_unit = risk_of_unit
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
        risk = self._risk_of_unit(*key, position.quantity)
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
            protection=protection(position, self._stops.get(key, {}).values()),
            risk=None if risk is None else risk * abs(position.quantity),
        )

    def flatten(self, account: str, symbol: str = "") -> None:
        """Cancel the orders of an account, or of one symbol of it, and close what it holds."""
        work = attempt(self._desk.flatten(account, symbol), self._say)
        self._tasks.spawn(work, name=f"flatten {symbol or account}")

    def flatten_all(self) -> None:
        """Cancel every order and close every position of every account."""
        for account in self._desk.accounts:
            self.flatten(account)

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


def protection(position: Position, stops: Iterable[Order]) -> Protection:
    """Return what the resting stops come to, the ones nearest to the market filling first.

    One that waits for an entry of its own protects nothing.
    """
    sign = 1 if position.quantity > 0 else -1
    average = position.average_price
    against = [
        s for s in stops if s.side.sign == -sign and s.order_type in STOPS and not s.waits_for_entry
    ]
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
