"""Round trips: what a position did from flat to flat, and what is still open, lot by lot.

A trade opens when the position leaves zero and closes when it returns; a fill through zero is
split, its fee in proportion to the quantity. Gross is the signed cash of the trade's fills, which
makes it independent of any lot method; while something is open, FIFO and average cost divide the
same total differently between realised and open.
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from traderterminal.domain.fills import Fill
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)


@frozen
class EntryPart:
    """What one order opened of a trade; `value` is Σ(quantity · price)."""

    order_id: str
    quantity: Decimal
    value: Decimal


@frozen
class RoundTrip:
    """One closed trade: `direction` is long or short, `quantity` all that was opened."""

    trade_id: str
    account: str
    symbol: str
    direction: str
    quantity: Decimal
    max_position: Decimal
    average_entry: Decimal
    average_exit: Decimal
    entry_ns: int
    exit_ns: int
    gross_pnl: Decimal
    fees: Decimal
    strategy: str
    fill_ids: tuple[str, ...]
    point_value: Decimal
    group: str = ""
    entries: tuple[EntryPart, ...] = ()

    @property
    def net_pnl(self) -> Decimal:
        return self.gross_pnl - self.fees


@dataclass(slots=True)
class _OpenTrade:
    """A trade on its way: sums of what was opened and closed so far."""

    first: Fill
    fees: Decimal = ZERO
    cash: Decimal = ZERO
    opened: Decimal = ZERO
    opened_value: Decimal = ZERO
    closed: Decimal = ZERO
    closed_value: Decimal = ZERO
    max_position: Decimal = ZERO
    fill_ids: list[str] = field(default_factory=list)
    opened_by: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)

    def open(self, fill: Fill) -> None:
        """Count what a fill opens."""
        value = fill.quantity * fill.price
        self.opened += fill.quantity
        self.opened_value += value
        quantity, before = self.opened_by.get(fill.order_id, (ZERO, ZERO))
        self.opened_by[fill.order_id] = (quantity + fill.quantity, before + value)

    @property
    def entries(self) -> tuple[EntryPart, ...]:
        """What each order opened, the first one first."""
        return tuple(EntryPart(order_id, *part) for order_id, part in self.opened_by.items())

    def close(self, last: Fill) -> RoundTrip:
        first = self.first
        digest = hashlib.sha256(
            f"{first.account}|{first.symbol}|{first.fill_id}|{last.fill_id}".encode()
        )
        return RoundTrip(
            trade_id=f"RT{digest.hexdigest()[:24]}",
            account=first.account,
            symbol=first.symbol,
            direction="long" if first.side.sign > 0 else "short",
            quantity=self.opened,
            max_position=self.max_position,
            average_entry=self.opened_value / self.opened,
            average_exit=self.closed_value / self.closed,
            entry_ns=first.at_ns,
            exit_ns=last.at_ns,
            gross_pnl=self.cash,
            fees=self.fees,
            strategy=first.strategy,
            fill_ids=tuple(self.fill_ids),
            point_value=first.point_value,
            group=first.group,
            entries=self.entries,
        )


class PositionHistory:
    """The fills of one account in one instrument, in order, as round trips and open lots.

    `position` is signed. Quantities of lots are positive; `average_cost` and `lots` speak of what
    is open now.
    """

    def __init__(self) -> None:
        self.position = ZERO
        self.realized_fifo = ZERO
        self.realized_average = ZERO
        self.lots: deque[tuple[Decimal, Decimal]] = deque()  # quantity, price
        self.open_cost = ZERO  # Σ(quantity · price) of what is open, at average cost
        self.point_value = Decimal(1)
        self._trade: _OpenTrade | None = None

    @property
    def entries(self) -> tuple[EntryPart, ...]:
        """What opened the trade that is on its way; nothing when flat."""
        return () if self._trade is None else self._trade.entries

    @property
    def average_cost(self) -> Decimal | None:
        """Average cost of the open quantity; None when flat."""
        return self.open_cost / abs(self.position) if self.position else None

    @property
    def fifo_cost(self) -> Decimal | None:
        """Average price of the open FIFO lots; None when flat."""
        if not self.position:
            return None
        return sum((q * p for q, p in self.lots), ZERO) / abs(self.position)

    def add(self, fill: Fill) -> list[RoundTrip]:
        """Count the next fill in order; return the trade it closed, if it did."""
        self.point_value = fill.point_value
        if self.position * fill.side.sign >= 0:
            self._open(fill)
            return []
        closing = min(fill.quantity, abs(self.position))
        if closing == fill.quantity:
            return self._close(fill)
        part = replace(fill, quantity=closing, fee=fill.fee * closing / fill.quantity)
        rest = replace(fill, quantity=fill.quantity - closing, fee=fill.fee - part.fee)
        closed = self._close(part)
        self._open(rest)
        return closed

    def _open(self, fill: Fill) -> None:
        trade = self._trade
        if trade is None:
            trade = self._trade = _OpenTrade(fill)
        self.position += fill.signed_quantity
        self.lots.append((fill.quantity, fill.price))
        self.open_cost += fill.quantity * fill.price
        trade.open(fill)
        self._count(trade, fill)

    def _close(self, fill: Fill) -> list[RoundTrip]:
        trade = self._trade
        if trade is None:
            raise RuntimeError("a position that is not flat has a trade on its way")
        sign = -fill.side.sign
        held = abs(self.position)
        cost = self.open_cost * fill.quantity / held
        value = fill.quantity * fill.price
        self.realized_average += (value - cost) * sign * fill.point_value
        self.realized_fifo += (value - self._take_lots(fill.quantity)) * sign * fill.point_value
        self.open_cost -= cost
        self.position += fill.signed_quantity
        trade.closed += fill.quantity
        trade.closed_value += value
        self._count(trade, fill)
        if self.position:
            return []
        self._trade, self.open_cost = None, ZERO
        return [trade.close(fill)]

    def _take_lots(self, quantity: Decimal) -> Decimal:
        """Take `quantity` from the oldest lots and return what it had cost."""
        cost = ZERO
        while quantity:
            size, price = self.lots.popleft()
            taken = min(size, quantity)
            if taken < size:
                self.lots.appendleft((size - taken, price))
            quantity -= taken
            cost += taken * price
        return cost

    def _count(self, trade: _OpenTrade, fill: Fill) -> None:
        trade.fees += fill.fee
        trade.cash -= fill.signed_quantity * fill.price * fill.point_value
        trade.max_position = max(trade.max_position, abs(self.position))
        trade.fill_ids.append(fill.fill_id)


def in_order(fills: Iterable[Fill]) -> list[Fill]:
    """Return `fills` in the order in which they happened, each execution once.

    An execution is known by account and fill id; the first one delivered counts.
    """
    once: dict[tuple[str, str], Fill] = {}
    for fill in fills:
        once.setdefault((fill.account, fill.fill_id), fill)
    return sorted(once.values(), key=lambda fill: (fill.at_ns, fill.fill_id))


def build(
    fills: Iterable[Fill],
) -> tuple[list[RoundTrip], dict[tuple[str, str], PositionHistory]]:
    """Return the round trips of `fills` in the order in which they closed, and every position."""
    histories: dict[tuple[str, str], PositionHistory] = {}
    trips: list[RoundTrip] = []
    for fill in in_order(fills):
        history = histories.setdefault((fill.account, fill.symbol), PositionHistory())
        trips.extend(history.add(fill))
    return trips, histories


def net_results(trips: Sequence[RoundTrip]) -> list[Decimal]:
    """Return the net result of each trade; the legs of one strategy group count as one.

    A group stands where its last leg closed.
    """
    results: dict[str, Decimal] = {}
    for trip in trips:
        key = f"group {trip.account} {trip.group}" if trip.group else trip.trade_id
        before = results.pop(key, ZERO)
        results[key] = before + trip.net_pnl
    return list(results.values())
