"""Exposure: what an account holds in a symbol, and how far its live orders could take that.

Opposite orders are never netted: each side is taken as if only it filled. Of a bracket only one
side trades, its stop or its targets, so of each the larger one counts.
"""

from collections.abc import Iterable, Iterator, ValuesView
from decimal import Decimal
from typing import Final

from traderterminal.desk.ports import Terms
from traderterminal.domain.fills import Side
from traderterminal.domain.marketable import trades_at_once
from traderterminal.domain.orders import STOPS, Order, OrderStatus, OrderType
from traderterminal.domain.quotes import Quote
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)

_ON_ITS_WAY: Final = frozenset({OrderStatus.INTENT, OrderStatus.SENDING})


@frozen
class Working:
    """What live orders can still trade on each side, and how many are of unknown outcome.

    Of those every one counts, also a leg whose other side is the larger one. `unanswered` names the
    sides on which an order has not been answered yet.
    """

    buying: Decimal = ZERO
    selling: Decimal = ZERO
    unknown: int = 0
    unanswered: frozenset[Side] = frozenset()

    @classmethod
    def of(cls, orders: Iterable[Order]) -> "Working":
        """Sum up live `orders`, those of unknown outcome included."""
        return LiveOrders(orders).working

    def on(self, side: Side) -> Decimal:
        """What can still trade on a side."""
        return self.buying if side is Side.BUY else self.selling


NOTHING: Final = Working()


class LiveOrders:
    """The live orders of one account in one symbol, oldest first, summed up as they change.

    An order is decided on while hundreds work: each change moves the sums by one order alone. Only
    the legs of brackets are looked through anew, for which of its sides is the larger one.
    """

    __slots__ = ("_legs", "_orders", "_quantity", "_unanswered", "_unknown", "_working")

    def __init__(self, orders: Iterable[Order] = ()) -> None:
        self._orders: dict[str, Order] = {}
        self._legs: dict[str, Order] = {}
        self._quantity = {Side.BUY: ZERO, Side.SELL: ZERO}  # of what is no leg
        self._unanswered = {Side.BUY: 0, Side.SELL: 0}
        self._unknown = 0
        self._working: Working | None = None
        for order in orders:
            self.put(order)

    def put(self, order: Order) -> None:
        """Take in a live order, or as it stands now."""
        self._uncount(order.order_id)
        self._orders[order.order_id] = order
        self._unanswered[order.side] += _is_unanswered(order)
        self._unknown += order.is_unknown
        if order.link:
            self._legs[order.order_id] = order
        else:
            self._quantity[order.side] += order.exposed_quantity
        self._working = None

    def drop(self, order_id: str) -> None:
        """Take out an order that is live no more, if it is here."""
        self._uncount(order_id)
        self._orders.pop(order_id, None)
        self._working = None

    def _uncount(self, order_id: str) -> None:
        order = self._orders.get(order_id)
        if order is None:
            return
        self._unanswered[order.side] -= _is_unanswered(order)
        self._unknown -= order.is_unknown
        if self._legs.pop(order_id, None) is None:
            self._quantity[order.side] -= order.exposed_quantity

    @property
    def orders(self) -> ValuesView[Order]:
        return self._orders.values()

    @property
    def unlinked(self) -> Working:
        """What can trade beside an order of no bracket: no leg of any, see `beside`."""
        if self._legs:
            return Working.of(order for order in self._orders.values() if not order.link)
        return self.working

    def beside_market(self, quote: Quote | None) -> Working:
        """What can trade beside a market order: of the legs timed exits, and those that a change
        has led to where they trade, before they can make way."""
        if self._legs:
            return Working.of(o for o in self._orders.values() if _trades_beside_market(o, quote))
        return self.working

    @property
    def working(self) -> Working:
        """What all of them can still trade."""
        if self._working is None:
            self._working = self._summed()
        return self._working

    def without(self, order_id: str) -> Working:
        """What all but one of them can still trade."""
        if order_id not in self._orders:
            return self.working
        return Working.of(order for order in self._orders.values() if order.order_id != order_id)

    def __contains__(self, order_id: str) -> bool:
        return order_id in self._orders

    def __len__(self) -> int:
        return len(self._orders)

    def _summed(self) -> Working:
        buying, selling = self._quantity[Side.BUY], self._quantity[Side.SELL]
        for leg in _one_side_each(self._legs.values()):
            if leg.side is Side.BUY:
                buying += leg.exposed_quantity
            else:
                selling += leg.exposed_quantity
        sides = frozenset(side for side, count in self._unanswered.items() if count)
        return Working(buying, selling, self._unknown, sides)


EMPTY: Final = LiveOrders()


@frozen
class Exposure:
    """What an account holds in a symbol, and how far what works could take it on either side."""

    symbol: str
    held: Decimal
    working: Working

    @property
    def most(self) -> Decimal:
        """The position if everything that buys fills, and nothing else."""
        return self.held + self.working.buying

    @property
    def least(self) -> Decimal:
        """The position if everything that sells fills, and nothing else."""
        return self.held - self.working.selling

    @property
    def reach(self) -> Decimal:
        """The largest position, of either side, that this could come to."""
        return max(abs(self.most), abs(self.least))

    def reach_with(self, order: Order) -> Decimal:
        """The largest position that this could come to with another order working."""
        if order.side is Side.BUY:
            return max(abs(self.most + order.exposed_quantity), abs(self.least))
        return max(abs(self.most), abs(self.least - order.exposed_quantity))


def _is_unanswered(order: Order) -> bool:
    return order.status in _ON_ITS_WAY or order.below in _ON_ITS_WAY


def _trades_beside_market(order: Order, quote: Quote | None) -> bool:
    """Whether an order trades beside a market order; one that was led to the market may rest there
    by now, as the market went away."""
    if not order.link or order.order_type is OrderType.MARKET:
        return True
    if not order.at_once:
        return False
    limit, stop = order.limit_price, order.stop_price
    is_asked = order.asked_quantity is not None or order.is_unproven
    return is_asked or trades_at_once(order.side, order.order_type, limit, stop, quote)


def _one_side_each(legs: Iterable[Order]) -> Iterator[Order]:
    """Of each bracket only the larger side: its stop or its targets, of which one trades."""
    groups: dict[str, dict[bool, list[Order]]] = {}
    for leg in legs:
        group = groups.setdefault(leg.parent_id, {True: [], False: []})
        group[leg.is_target].append(leg)
    for group in groups.values():
        yield from max(group.values(), key=lambda legs: sum(o.exposed_quantity for o in legs))


def beside(order: Order, working: Iterable[Order]) -> list[Order]:
    """Return the live orders that can trade as well as `order`.

    Not the other side of its own bracket, which goes when it trades; and beside an order of no
    bracket no leg of any, since legs follow what is left of the position, and it follows them.
    """
    if not order.link:
        return [other for other in working if not other.link]
    return [
        other
        for other in working
        if other.parent_id != order.parent_id
        or not other.link
        or other.link == order.link
        or (other.is_target and order.is_target)
    ]


def can_only_reduce(order: Order, position: Decimal, working: Working) -> bool:
    """Say whether no possible sequence of fills lets `order` add exposure or turn the position.

    What has traded of it is in the position already.
    """
    if position * order.side.sign >= 0:
        return False
    return order.exposed_quantity + working.on(order.side) <= abs(position)


def only_gets_out(order: Order, position: Decimal, live: LiveOrders, quote: Quote | None) -> bool:
    """Say whether a new order of no bracket reduces `position`, whatever else trades.

    Legs make way for what trades now; where they wait beside it, both may trade at one price.
    """
    others = live.beside_market(quote) if order.order_type is OrderType.MARKET else live.working
    return order.reduces and can_only_reduce(order, position, others)


def protects(orders: Iterable[Order], position: Decimal) -> bool:
    """Say whether any of those live orders of one account and symbol gets out of `position`."""
    return any(position * order.side.sign < 0 and not order.waits_for_entry for order in orders)


def trades_first(order: Order) -> tuple[bool, int]:
    """Sorts exits by who has the room that a position leaves: stops, then what is older."""
    return order.order_type not in STOPS, order.created_ns


def that_can_add(orders: Iterable[Order], position: Decimal) -> list[Order]:
    """Return those live orders of one account and symbol that could add exposure to `position`.

    What is against the position stays as far as all of it together cannot turn it: stops first,
    then the rest, oldest first. Orders of one parent fill on one side only, its stops or the rest.
    What waits for its entry adds nothing by itself, and without its entry it goes.
    """
    adding: list[Order] = []
    families: dict[str, list[Order]] = {}
    for order in orders:
        if order.waits_for_entry:
            continue
        if position * order.side.sign >= 0:
            adding.append(order)
        else:
            families.setdefault(order.parent_id or order.order_id, []).append(order)
    room = abs(position)
    for family in sorted(families.values(), key=_protects, reverse=True):
        stops = sum((o.exposed_quantity for o in family if o.order_type in STOPS), ZERO)
        rest = sum((o.exposed_quantity for o in family if o.order_type not in STOPS), ZERO)
        if max(stops, rest) <= room:
            room -= max(stops, rest)
            continue
        kept = [o for o in family if o.order_type in STOPS] if stops <= room else []
        room -= stops if kept else ZERO
        adding += [o for o in family if o not in kept]
    return adding


def outgrows(order: Order, terms: Terms, position: Decimal) -> bool:
    """Say whether a leg with new terms would trade more than the `position` that it gets out of.

    One that its broker attached follows there, and is for all of its entry from the start.
    """
    if not order.link or order.waits_for_entry:
        return False
    held = -order.side.sign * position
    left = terms.quantity - order.matched_quantity  # one that is too large is made smaller
    return held <= 0 or (not order.attached and left > held)


def _goes_to_market(order: Order) -> bool:
    """Whether an order of no bracket is on its way to the market, as far as is known."""
    return order.order_type is OrderType.MARKET or order.is_unproven


def change_adds(
    order: Order, terms: Terms, position: Decimal, live: Iterable[Order], *, at_once: bool = False
) -> bool:
    """Say whether new terms of a live order may add exposure, beside the `live` ones.

    What grows must get out beside all others. At another price it must be among those that the
    position has room for, see `that_can_add`. A leg follows its position: it adds only where it is
    to trade `at_once` and what does so already leaves no room for it.
    """
    others = list(live)
    changed = order.revised(
        quantity=terms.quantity, limit_price=terms.limit_price, stop_price=terms.stop_price
    )
    if order.link:
        if not at_once or order.waits_for_entry:
            return False
        now = Working.of(
            other
            for other in others
            if other.order_id != order.order_id
            and (other.at_once or (not other.link and _goes_to_market(other)))
        )
        return not can_only_reduce(changed, position, now)
    if terms.quantity > order.quantity:
        rest = [other for other in others if other.order_id != order.order_id]
        return not can_only_reduce(changed, position, Working.of(rest))
    if (terms.limit_price, terms.stop_price) == (order.limit_price, order.stop_price):
        return False
    standing = [changed if other.order_id == order.order_id else other for other in others]
    return changed in that_can_add(standing, position)


def _protects(family: Iterable[Order]) -> bool:
    return any(order.order_type in STOPS for order in family)
