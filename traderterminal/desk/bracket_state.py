"""How a bracket stands, for those who look at it: pure, from its entry, its legs and the quote."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final

from traderterminal.desk.protection import Entry, wanted
from traderterminal.desk.trailing import even_price, reachable
from traderterminal.domain.exits import STOP_LINK, TIMED_LINK, Exits
from traderterminal.domain.orders import Order, Where
from traderterminal.domain.quotes import Quote
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)


class RuleState(StrEnum):
    """How far a rule that moves a stop has come; `over` once there is no stop to move."""

    WAITING = "waiting"
    FOLLOWING = "following"
    DONE = "done"
    OVER = "over"


@frozen
class LegState:
    """A leg: how much of it should rest and where, None at the market; `orders` go oldest first."""

    link: str
    wanted: Decimal
    price: Decimal | None
    orders: tuple[Order, ...]

    @property
    def resting(self) -> Decimal:
        return sum((order.leaves_quantity for order in self.orders), ZERO)

    @property
    def filled(self) -> Decimal:
        return sum((order.filled_quantity for order in self.orders), ZERO)

    @property
    def where(self) -> Where:
        """Where it rests; what is not placed yet rests with the desk."""
        live = [order.rests_at for order in self.orders if order.is_live]
        return live[-1] if live else Where.LOCAL


@frozen
class BracketState:
    """An entry with what of it is `open`, and its legs, which are one OCO group kept by `where`.

    `due_ns` is when its time is over, None where it has no end or has not begun.
    """

    parent: Order
    exits: Exits
    open: Decimal
    legs: tuple[LegState, ...]
    where: Where
    trail: RuleState | None
    break_even: RuleState | None
    due_ns: int | None


def bracket_state(
    entry: Entry, exits: Exits, quote: Quote | None, now_ns: int, where: Where
) -> BracketState:
    """Return how the bracket of `entry` stands."""
    legs = {leg.link: leg for leg in wanted(entry, now_ns)}
    states = []
    for link in dict.fromkeys((*_links(exits), *legs)):
        leg = legs.get(link)
        quantity, price = (ZERO, None) if leg is None else (leg.quantity, leg.price)
        states.append(LegState(link, quantity, price, tuple(entry.of(link))))
    stop = next((order for order in reversed(entry.of(STOP_LINK)) if order.is_live), None)
    return BracketState(
        parent=entry.parent,
        exits=exits,
        open=max(ZERO, entry.open_),
        legs=tuple(states),
        where=where,
        trail=_trail_state(entry, exits, stop, quote),
        break_even=_even_state(entry, exits, stop),
        due_ns=_due_ns(entry, exits),
    )


def _links(exits: Exits) -> Iterator[str]:
    """The legs that exits ask for."""
    yield from (f"T{number}" for number in range(1, len(exits.targets) + 1))
    if exits.has_stop:
        yield STOP_LINK
    if exits.close_after_s is not None or exits.close_at_ns is not None:
        yield TIMED_LINK


def _is_over(entry: Entry, stop: Order | None) -> bool:
    return stop is None and bool(entry.entry_fills or not entry.parent.is_live)


def _trail_state(
    entry: Entry, exits: Exits, stop: Order | None, quote: Quote | None
) -> RuleState | None:
    if exits.trail is None:
        return None
    if stop is None:
        return RuleState.OVER if _is_over(entry, stop) else RuleState.WAITING
    start, market = exits.trail.activation, reachable(stop.side, quote) if quote else None
    if start is None:
        return RuleState.FOLLOWING
    reached = market is not None and (market - start) * -stop.side.sign >= 0
    return RuleState.FOLLOWING if reached else RuleState.WAITING


def _even_state(entry: Entry, exits: Exits, stop: Order | None) -> RuleState | None:
    if exits.break_even is None:
        return None
    average = entry.parent.average_price
    if stop is None or stop.stop_price is None or average is None:
        return RuleState.OVER if _is_over(entry, stop) else RuleState.WAITING
    even = even_price(stop, average, exits.break_even, entry.instrument)
    done = (stop.stop_price - even) * -stop.side.sign >= 0
    return RuleState.DONE if done else RuleState.WAITING


def _due_ns(entry: Entry, exits: Exits) -> int | None:
    ends = [exits.close_at_ns] if exits.close_at_ns is not None else []
    if exits.close_after_s is not None and entry.entry_fills:
        ends.append(entry.entry_fills[0].at_ns + exits.close_after_s * NANOSECONDS)
    return min(ends, default=None)
