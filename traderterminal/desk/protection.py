"""What should protect an entry, and the next steps from what does: pure, from orders and fills.

Everything here follows from what the ledger holds, so that a desk that was stopped at any moment
goes on as if it had not been.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.desk.native_brackets import is_reckoned_by_broker, reference_price
from traderterminal.desk.ports import Capabilities, Terms
from traderterminal.domain.exits import (
    STOP_LINK,
    TIMED_LINK,
    Exits,
    earmarked,
    exits_problem,
    level_price,
    trail_problem,
)
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    CancelFor,
    Intent,
    Order,
    OrderStatus,
    OrderType,
)
from traderterminal.domain.quotes import Quote
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)

_REFUSED: Final = frozenset({OrderStatus.REJECTED, OrderStatus.DENIED})
_ENDED_OPEN: Final = frozenset({OrderStatus.CANCELED, OrderStatus.EXPIRED})
_CHANGING: Final = frozenset({OrderStatus.PENDING_CANCEL, OrderStatus.PENDING_REPLACE})
#: How often a leg is asked for when it is refused: once more.
ATTEMPTS: Final = 2


@frozen
class Leg:
    """What should rest under one link: how much, and at which price (None at the market)."""

    link: str
    quantity: Decimal
    order_type: OrderType
    price: Decimal | None = None


@frozen
class Place:
    """Send an order for `leg.quantity` more."""

    leg: Leg


@frozen
class Change:
    """Give an order of the leg new terms."""

    order_id: str
    terms: Terms


@frozen
class Cancel:
    order_id: str


Step = Place | Change | Cancel


# How much of each entry is still open.


def open_quantities(
    fills: Iterable[Fill], before: Decimal, role: "Mapping[str, tuple[str, bool]]"
) -> dict[str, Decimal]:
    """Return what is still open of each bracket, negative where its legs traded too much.

    `fills` are those of one account and symbol in order of time, `before` the position they start
    from; `role` tells by order id which bracket an order belongs to and whether it is its entry.
    What trades outside of all brackets uses up the oldest one first, once no more is held beside
    them.
    """
    open_: dict[str, Decimal] = {}
    sides: dict[str, Side] = {}
    held = before
    for fill in fills:
        held += fill.signed_quantity
        parent_id, is_entry = role.get(fill.order_id, ("", False))
        if parent_id:
            change = fill.quantity if is_entry else -fill.quantity
            open_[parent_id] = open_.get(parent_id, ZERO) + change
            if is_entry:
                sides[parent_id] = fill.side
        _cap(open_, sides, held)
    return open_


def _cap(open_: dict[str, Decimal], sides: Mapping[str, Side], held: Decimal) -> None:
    """No more can be open than is held."""
    for side in Side:
        on_side = [
            key for key, quantity in open_.items() if sides.get(key) is side and quantity > 0
        ]
        excess = sum((open_[key] for key in on_side), ZERO) - max(ZERO, held * side.sign)
        for key in on_side:
            if excess <= 0:
                break
            less = min(excess, open_[key])
            open_[key] -= less
            excess -= less


def averages(fills: Iterable[Fill]) -> list[Decimal]:
    """The average price of an entry after each of its fills."""
    found, quantity, value = list[Decimal](), ZERO, ZERO
    for fill in fills:
        quantity += fill.quantity
        value += fill.quantity * fill.price
        found.append(value / quantity)
    return found


# What should rest.


@frozen
class Entry:
    """An entry as it stands: `open_` of it is left, `entry_fills` are its fills in order of time.

    `children` are all the orders of its bracket, oldest first.
    """

    parent: Order
    children: Sequence[Order]
    open_: Decimal
    entry_fills: Sequence[Fill]
    instrument: Instrument

    def of(self, link: str) -> list[Order]:
        return [child for child in self.children if child.link == link]

    @property
    def is_live(self) -> bool:
        """Say whether the entry or one of its legs may still trade."""
        return self.parent.is_live or any(child.is_live for child in self.children)

    @property
    def is_kept_by_broker(self) -> bool:
        """Say whether exits left with the entry, and the broker knows as much of it as we do."""
        is_attached = any(child.attached for child in self.children)
        return is_attached and is_reckoned_by_broker(self.parent, self.children, self.open_)

    def may_still_wait(self, child: Order) -> bool:
        """Say whether an exit waits at the broker for an entry that may still trade."""
        return child.waits_for_entry and self.parent.is_live

    def is_due(self, now_ns: int) -> bool:
        """Say whether the time of the entry is over."""
        exits = self.parent.exits
        if exits is None or not self.entry_fills:
            return False
        if exits.close_at_ns is not None and now_ns >= exits.close_at_ns:
            return True
        after_s = exits.close_after_s
        first_ns = self.entry_fills[0].at_ns
        return after_s is not None and now_ns >= first_ns + after_s * NANOSECONDS


def wanted(entry: Entry, now_ns: int, *, leave_now: bool = False) -> list[Leg]:
    """Return every leg that the entry should have, those of which nothing is wanted included.

    A timed exit takes its place once the other legs are out, or at once with `leave_now`.
    """
    exits = entry.parent.exits
    if exits is None or not entry.entry_fills:
        return [Leg(link, ZERO, OrderType.LIMIT) for link in _links(entry)]
    due = entry.is_due(now_ns)
    left = ZERO if due else max(ZERO, entry.open_)
    legs = list(_target_legs(entry, left))
    if exits.has_stop:
        legs.append(Leg(STOP_LINK, left, OrderType.STOP, _stop_price(entry)))
    if exits.close_after_s is not None or exits.close_at_ns is not None:
        others = any(child.is_live and child.link != TIMED_LINK for child in entry.children)
        goes = due and (leave_now or not others)
        leaving = max(ZERO, entry.open_) if goes else ZERO
        legs.append(Leg(TIMED_LINK, leaving, OrderType.MARKET))
    return legs


def _links(entry: Entry) -> list[str]:
    return list(dict.fromkeys(child.link for child in entry.children))


def _target_legs(entry: Entry, left: Decimal) -> Iterator[Leg]:
    exits = entry.parent.exits
    assert exits is not None  # noqa: S101 - asked by `wanted` alone
    parent, lot = entry.parent, entry.instrument.lot_size
    shares = exits.shares(parent.quantity, lot)
    parts = earmarked(shares, parent.filled_quantity)
    for number, (target, share, part) in enumerate(
        zip(exits.targets, shares, parts, strict=True), start=1
    ):
        link = f"T{number}"
        done = sum((child.filled_quantity for child in entry.of(link)), ZERO)
        quantity = min(left, max(ZERO, part - done))
        left -= quantity
        level, instrument = target.level, entry.instrument
        price = _kept_or(
            entry,
            link,
            [
                level_price(level, average, parent.side.sign, instrument, share or parent.quantity)
                for average in averages(entry.entry_fills)
            ],
            reference_price(parent, level, parent.side.sign, instrument),
        )
        yield Leg(link, quantity, OrderType.LIMIT, price)


def _stop_price(entry: Entry) -> Decimal:
    exits, parent = entry.parent.exits, entry.parent
    assert exits is not None  # noqa: S101 - asked by `wanted` alone
    prices = [
        exits.stop_price(average, parent.side, entry.instrument, parent.quantity)
        for average in averages(entry.entry_fills)
    ]
    if exits.stop is None:
        return _kept_or(entry, STOP_LINK, prices, None)
    asked = reference_price(parent, exits.stop, -parent.side.sign, entry.instrument)
    return _kept_or(entry, STOP_LINK, prices, asked)


def _kept_or(entry: Entry, link: str, ours: Sequence[Decimal], asked: Decimal | None) -> Decimal:
    """The price that follows from the average, unless the leg was moved since by somebody.

    One that left with its entry stands where it was `asked` for until the entry has traded.
    """
    placed = [order for order in entry.of(link) if not _was_left_behind(order)]
    if placed:
        price = resting_price(placed[-1])
        is_first = placed[-1].attached and price == asked
        if price is not None and price not in ours and not is_first:
            return price
    return ours[-1]


def _was_left_behind(order: Order) -> bool:
    """Say whether it was taken out before its entry traded because it did not follow that."""
    return not order.is_live and order.waits_for_entry and order.canceled_for is CancelFor.BRACKET


def resting_price(order: Order) -> Decimal | None:
    """Where a leg stands: the stop price of a stop, the limit of a target."""
    return order.stop_price if order.order_type is OrderType.STOP else order.limit_price


# The way there.


def steps(legs: Iterable[Leg], entry: Entry, *, can_replace: bool) -> dict[str, Step]:
    """Return the next step of each leg that needs one."""
    found: dict[str, Step] = {}
    for leg in legs:
        step = _step(leg, entry, can_replace)
        if step is not None:
            found[leg.link] = step
    return found


def _step(leg: Leg, entry: Entry, can_replace: bool) -> Step | None:
    """Of what waits at the broker nothing protects yet: it is not counted, nor taken out while its
    entry may still trade."""
    orders = entry.of(leg.link)
    live = [order for order in orders if order.is_live]
    if not leg.quantity:
        return _clear([order for order in live if not entry.may_still_wait(order)])
    waiting = [order for order in live if order.waits_for_entry and not order.is_unproven]
    at_work = [order for order in live if order not in waiting]
    step = _step_at_work(leg, orders, at_work, can_replace, entry)
    return step if step is not None or entry.parent.is_live else _clear(waiting)


def _step_at_work(
    leg: Leg, orders: Sequence[Order], live: Sequence[Order], can_replace: bool, entry: Entry
) -> Step | None:
    if any(order.status in _CHANGING for order in live):
        return None
    working = [order for order in live if order.status is OrderStatus.ACCEPTED]
    resting = sum((order.leaves_quantity for order in live), ZERO)
    if resting < leg.quantity:
        if is_released(orders, entry.children) or is_given_up(orders):
            return None
        return _add(leg, live, working, leg.quantity - resting, can_replace)
    if resting > leg.quantity:
        return _reduce(leg, working, resting - leg.quantity, can_replace)
    return _move(leg, working, can_replace)


def _clear(live: Sequence[Order]) -> Step | None:
    for order in live:
        if order.status not in (OrderStatus.PENDING_CANCEL, OrderStatus.INTENT):
            return Cancel(order.order_id)
    return None


def _add(
    leg: Leg,
    live: Sequence[Order],
    working: Sequence[Order],
    missing: Decimal,
    can_replace: bool,
) -> Step:
    if can_replace and len(live) == 1 and working and leg.price is not None:
        return _changed(working[0], working[0].quantity + missing, leg)
    return Place(Leg(leg.link, missing, leg.order_type, leg.price))


def _reduce(leg: Leg, working: Sequence[Order], excess: Decimal, can_replace: bool) -> Step | None:
    if not working:
        return None
    order = working[-1]
    if can_replace and order.leaves_quantity > excess and leg.price is not None:
        return _changed(order, order.quantity - excess, leg)
    return Cancel(order.order_id)


def _move(leg: Leg, working: Sequence[Order], can_replace: bool) -> Step | None:
    for order in working:
        if not order.triggered and resting_price(order) != leg.price:
            if can_replace:
                return _changed(order, order.quantity, leg)
            return Cancel(order.order_id)
    return None


def _changed(order: Order, quantity: Decimal, leg: Leg) -> Change:
    price = resting_price(order) if order.triggered else leg.price
    if order.order_type is OrderType.STOP:
        return Change(order.order_id, Terms(quantity, None, price))
    return Change(order.order_id, Terms(quantity, price))


# At the start.


def attached(
    order: Order,
    exits: Exits | None,
    instrument: Instrument,
    capabilities: Capabilities,
    quote: Quote | None,
) -> Order | Message:
    """Return an entry with its exits, or why they do not go with it.

    What only reduces opens nothing that would need protection, and gets none.
    """
    if exits is None or order.reduces or order.intent is Intent.CLOSE:
        return order
    if (lacking := _lacking(exits, capabilities)) is not None:
        return Message("unsupported", {"what": lacking, "account": order.account})
    if exits.trail is not None and (problem := trail_problem(exits.trail)) is not None:
        return problem
    reference = order.limit_price or order.stop_price or (quote.mark if quote else None)
    problem = exits_problem(exits, order.side, order.quantity, instrument, reference)
    return problem or replace(order, exits=exits)


def _lacking(exits: Exits, capabilities: Capabilities) -> str | None:
    """What the exits need and the broker cannot do."""
    if exits.has_stop and OrderType.STOP not in capabilities.order_types:
        return "a stop loss"
    if exits.targets and OrderType.LIMIT not in capabilities.order_types:
        return "a take profit"
    if exits.moves_stop and not capabilities.replace:
        return "a stop that moves"
    return None


# What a person must know of.


def is_released(orders: Iterable[Order], children: Iterable[Order]) -> bool:
    """Say whether somebody took the leg out on purpose, or the exchange did.

    `children` are all orders of its bracket: one that left with its entry is ended by the broker
    also when the other one is filled.
    """
    return any(
        order.status in _ENDED_OPEN
        and order.filled_quantity < order.quantity
        and order.canceled_for not in (CancelFor.CLOSE, CancelFor.BRACKET)
        and not _is_ended_by_broker(order, children)
        for order in orders
    )


def _is_ended_by_broker(order: Order, children: Iterable[Order]) -> bool:
    """Say whether an exit ended as those do that left with their entry: unused, or with its
    counterpart."""
    if not order.attached or order.canceled_for is not None:
        return False
    return order.waits_for_entry or any(
        child.attached and child.link != order.link and child.status is OrderStatus.FILLED
        for child in children
    )


def is_given_up(orders: Sequence[Order]) -> bool:
    """Say whether the leg was refused as often as it is tried."""
    latest = orders[-ATTEMPTS:]
    return len(latest) == ATTEMPTS and all(order.status in _REFUSED for order in latest)


def was_refused(order: Order) -> bool:
    return order.status in _REFUSED


@frozen
class Gap:
    """A leg of which another quantity is known to rest than should."""

    link: str
    resting: Decimal
    wanted: Decimal


def gaps(legs: Iterable[Leg], entry: Entry) -> tuple[Gap, ...]:
    """Return the legs that do not rest as they should, as far as it is proven."""
    found = []
    for leg in legs:
        orders = entry.of(leg.link)
        if is_released(orders, entry.children) and leg.quantity:
            continue
        counted = [o for o in orders if o.is_live and not entry.may_still_wait(o)]
        proven = sum((_proven(order, leg) for order in counted), ZERO)
        if proven != leg.quantity:
            found.append(Gap(leg.link, proven, leg.quantity))
    return tuple(found)


def _proven(order: Order, leg: Leg) -> Decimal:
    """What of an order can be counted on; where nothing is wanted, what is to be feared."""
    if not leg.quantity:
        return order.leaves_quantity
    is_there = order.status in (OrderStatus.ACCEPTED, OrderStatus.PENDING_REPLACE)
    return order.leaves_quantity if is_there and not order.waits_for_entry else ZERO
