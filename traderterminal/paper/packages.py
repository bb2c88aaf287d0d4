"""Matching of packages: all legs at once against the quotes that stand, or none.

A package trades when every leg can trade on the opposite side of its own quote and the net of
those prices is within its limit: at the net ask, never at a middle that nobody quotes. Each leg
takes displayed size and no more, in whole packages; size once taken is gone until new size shows.

Prices are ticks, sizes lots; the net price is decimal.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Canceled,
    Order,
    OrderEvent,
    OrderStatus,
    ProvenAbsent,
    TimeInForce,
)
from traderterminal.kit.frozen import frozen
from traderterminal.market.ticks import QuoteTick
from traderterminal.paper.level_queues import PROVEN
from traderterminal.paper.matching import BUY, Execution

ZERO: Final = Decimal(0)
_IMPATIENT: Final = frozenset({TimeInForce.IOC, TimeInForce.FOK})


@frozen
class PackageLeg:
    """The order of one leg: `lots` of it in each package; `ratio` and `tick` make the net price."""

    order_id: str
    symbol: str
    sign: int
    ratio: int
    lots: int
    tick: Decimal


@dataclass(slots=True)
class PaperPackage:
    """A package as it works: `units` are left, each for `limit` net at most."""

    package_id: str
    legs: Sequence[PackageLeg]
    units: int
    limit: Decimal | None
    time_in_force: TimeInForce


@frozen
class PackageFill:
    """What the legs of a package traded, all in one."""

    package_id: str
    executions: Sequence[Execution]


@frozen
class PackageDropped:
    """The rest of a package could not trade at once and may not wait."""

    package_id: str


@dataclass(slots=True)
class _Quote:
    """The quote that stands, and what our packages have left of what it displays."""

    shown: QuoteTick
    bid_left: int
    ask_left: int

    def show(self, tick: QuoteTick) -> None:
        """Take over what the feed displays: only size above the last display is new."""
        was = self.shown
        if tick.bid != was.bid:
            self.bid_left = tick.bid_size
        else:
            more = max(0, tick.bid_size - was.bid_size)
            self.bid_left = min(tick.bid_size, self.bid_left + more)
        if tick.ask != was.ask:
            self.ask_left = tick.ask_size
        else:
            more = max(0, tick.ask_size - was.ask_size)
            self.ask_left = min(tick.ask_size, self.ask_left + more)
        self.shown = tick

    def opposite(self, sign: int) -> tuple[int | None, int]:
        """Price and size that a buyer or seller would meet."""
        if sign == BUY:
            return self.shown.ask, self.ask_left
        return self.shown.bid, self.bid_left

    def take(self, sign: int, lots: int) -> int:
        """Take lots of the opposite side; return what is left."""
        if sign == BUY:
            self.ask_left -= lots
            return self.ask_left
        self.bid_left -= lots
        return self.bid_left


class PackageBook:
    """The working packages of all accounts, first come first served."""

    def __init__(self) -> None:
        self._packages: dict[str, PaperPackage] = {}
        self._quotes: dict[str, _Quote] = {}

    def enter(self, package: PaperPackage, standing: Callable[[str], QuoteTick | None]) -> None:
        """Add a package behind those that work; `standing` are the quotes of its legs."""
        self._packages[package.package_id] = package
        for leg in package.legs:
            if (tick := standing(leg.symbol)) is not None:
                self._show(tick)

    def remove(self, package_id: str) -> None:
        """Take a package out."""
        self._packages.pop(package_id, None)

    def see(self, tick: QuoteTick) -> bool:
        """Take in a quote; say whether a package has a leg in its symbol."""
        if tick.symbol not in self._quotes and not self._waits_for(tick.symbol):
            return False
        self._show(tick)  # also for who comes later: what was taken stays taken
        return self._waits_for(tick.symbol)

    def forget(self, symbol: str) -> None:
        """Forget the quote of a symbol; its packages wait for the next."""
        self._quotes.pop(symbol, None)

    def forget_market(self) -> None:
        """Forget the quotes seen so far; the packages stay."""
        self._quotes.clear()

    def settle(self, trades: Callable[[str], bool]) -> Iterator[PackageFill | PackageDropped]:
        """Decide what an event, or the entry of a package, led to.

        `trades` says by its id whether all legs of a package may trade now.
        """
        for package in tuple(self._packages.values()):
            if package.package_id not in self._packages:
                continue  # taken out because of what the one before led to
            units = self._tradable(package) if trades(package.package_id) else 0
            if units:
                package.units -= units
                if not package.units:
                    del self._packages[package.package_id]
                yield PackageFill(package.package_id, self._trade(package, units))
            if package.units and package.time_in_force in _IMPATIENT:
                del self._packages[package.package_id]
                yield PackageDropped(package.package_id)

    def _waits_for(self, symbol: str) -> bool:
        return any(leg.symbol == symbol for one in self._packages.values() for leg in one.legs)

    def _show(self, tick: QuoteTick) -> None:
        known = self._quotes.get(tick.symbol)
        if known is None:
            self._quotes[tick.symbol] = _Quote(tick, tick.bid_size, tick.ask_size)
        else:
            known.show(tick)

    def _tradable(self, package: PaperPackage) -> int:
        """How many packages can trade now, every leg of each."""
        net, units = ZERO, package.units
        for leg in package.legs:
            quote = self._quotes.get(leg.symbol)
            price, left = (None, 0) if quote is None else quote.opposite(leg.sign)
            if price is None:
                return 0
            net += leg.sign * leg.ratio * price * leg.tick
            units = min(units, left // leg.lots)
        if package.limit is not None and net > package.limit:
            return 0
        if package.time_in_force is TimeInForce.FOK and units < package.units:
            return 0
        return units

    def _trade(self, package: PaperPackage, units: int) -> list[Execution]:
        return [self._execute(leg, units * leg.lots) for leg in package.legs]

    def _execute(self, leg: PackageLeg, lots: int) -> Execution:
        quote = self._quotes[leg.symbol]
        shown, (price, displayed) = quote.shown, quote.opposite(leg.sign)
        assert price is not None  # noqa: S101 - it was found tradable
        seen = {
            "displayed": displayed,
            "left": quote.take(leg.sign, lots),
            "bid": shown.bid,
            "bid_size": shown.bid_size,
            "ask": shown.ask,
            "ask_size": shown.ask_size,
        }
        return Execution(leg.order_id, price, lots, "package", seen, PROVEN)


def not_taken_back(order: Order) -> OrderEvent:
    """Return what is proven of a leg whose package cannot go on."""
    if order.status in (OrderStatus.ACCEPTED, OrderStatus.PENDING_CANCEL):
        return Canceled(Message("canceled_by_trader"))
    return ProvenAbsent(Message("proven_absent", {"where": "the paper market"}))


def package_of(legs: Sequence[Order], instruments: Sequence[Instrument]) -> PaperPackage:
    """Return the package that the orders of its legs make, as far as it has not traded."""
    first, part = legs[0], legs[0].package
    assert part is not None  # noqa: S101 - of the legs of packages
    return PaperPackage(
        package_id=first.package_id,
        legs=[_package_leg(order, of) for order, of in zip(legs, instruments, strict=True)],
        units=int(first.leaves_quantity / part.ratio),
        limit=part.limit,
        time_in_force=first.time_in_force,
    )


def _package_leg(order: Order, instrument: Instrument) -> PackageLeg:
    part = order.package
    assert part is not None  # noqa: S101 - of the legs of packages
    return PackageLeg(
        order_id=order.order_id,
        symbol=order.symbol,
        sign=order.side.sign,
        ratio=part.ratio,
        lots=instrument.to_lots(Decimal(part.ratio)),
        tick=instrument.tick_size,
    )
