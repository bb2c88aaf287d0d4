"""Stops that follow the market: trailing ones, and those that go to break-even.

A stop moves towards the market only, by one change at a time, and where it should stand follows
from its own price, its entry and the quote alone: a restart forgets nothing. The side of the quote
counts at which the position could be closed.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from traderterminal.desk.ports import Capabilities, Terms
from traderterminal.desk.tracker import Change, OrderChanged, Tracker
from traderterminal.domain.errors import LedgerDown, OrderRefused
from traderterminal.domain.exits import STOP_LINK, BreakEven, Trail, trail_problem
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.domain.quotes import Quote
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.tasks import TaskScope

#: When a change that came to nothing is tried again, host time.
AGAIN_NS: Final = NANOSECONDS


def reachable(side: Side, quote: Quote) -> Decimal | None:
    """The price at which a stop on `side` would trade now."""
    return quote.bid if side is Side.SELL else quote.ask


def trailed(trail: Trail, side: Side, market: Decimal, instrument: Instrument) -> Decimal:
    """Where a stop on `side` stands behind `market`, on the grid and never beyond it."""
    price = market + side.sign * trail.distance(market, instrument.tick_size)
    snapped = instrument.snap(price, ROUND_CEILING if side is Side.SELL else ROUND_FLOOR)
    if (snapped - market) * side.sign <= 0:
        snapped += side.sign * instrument.tick_size
    return instrument.nearest_price(snapped)


def followed(
    stop: Order,
    market: Decimal,
    instrument: Instrument,
    entry: Decimal | None = None,
    break_even: BreakEven | None = None,
) -> Decimal | None:
    """Return the price to which `stop` moves at `market`; None while it stays.

    `entry` is the average price that it protects.
    """
    towards = -stop.side.sign  # the way the market goes in favour
    candidates: list[Decimal] = []
    if stop.trail is not None:
        from_ = stop.trail.activation
        if from_ is None or (market - from_) * towards >= 0:
            candidates.append(trailed(stop.trail, stop.side, market, instrument))
    if entry is not None and break_even is not None:
        gain = (market - entry) * towards / instrument.tick_size
        if gain >= break_even.after:
            candidates.append(even_price(stop, entry, break_even, instrument))
    now = stop.stop_price
    better = [
        price
        for price in candidates
        if now is not None and (price - now) * towards > 0 and (market - price) * towards > 0
    ]
    return max(better, key=lambda price: price * towards, default=None)


def even_price(
    stop: Order, entry: Decimal, break_even: BreakEven, instrument: Instrument
) -> Decimal:
    """Return where `stop` goes once the market is far enough beyond `entry`."""
    even = entry - stop.side.sign * break_even.offset * instrument.tick_size
    return instrument.snap(even, ROUND_CEILING if stop.side is Side.SELL else ROUND_FLOOR)


def as_stop(
    order: Order,
    trail: Trail | None,
    instrument: Instrument,
    capabilities: Capabilities,
    quote: Quote | None,
) -> Order | Message:
    """Return a trailing stop as the stop that stands for it first, or why there can be none."""
    if order.order_type is not OrderType.TRAILING_STOP:
        return order
    problem = trail_problem(trail) if trail else Message("bad_exit", {}, "trail")
    if trail is None or problem is not None:
        return problem or Message("bad_exit", {}, "trail")
    if OrderType.TRAILING_STOP in capabilities.order_types:
        return replace(order, trail=trail)  # the broker moves it
    if not capabilities.replace:
        what = {"what": "a stop that moves", "account": order.account}
        return Message("unsupported", what)
    market = reachable(order.side, quote) if quote else None
    if market is None:
        return Message("stale_quote", {"symbol": order.symbol}, "none")
    price = trailed(trail, order.side, market, instrument)
    return replace(order, order_type=OrderType.STOP, stop_price=price, trail=trail)


class TrailingStops:
    """Moves every stop that follows, wherever its broker does not do it itself."""

    def __init__(
        self,
        *,
        tracker: Tracker,
        move: Callable[[str, Terms], Awaitable[Order]],
        parent: Callable[[str], Order | None],
        instrument: Callable[[str], Instrument],
        quote: Callable[[str], Quote | None],
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._move = move
        self._parent = parent
        self._instrument = instrument
        self._quote = quote
        self._host = host
        self._tasks = tasks
        self._stops: dict[str, dict[str, Order]] = {}
        self._tried: dict[str, tuple[Decimal, int]] = {}
        self._moving: set[str] = set()
        tracker.changed.connect(self._hear)

    def take_up(self) -> None:
        """Follow on with the live stops of a former run."""
        for order in self._tracker.live_orders():
            self._keep(order)

    def _hear(self, change: Change) -> None:
        if isinstance(change, OrderChanged) and change.order.order_type is OrderType.STOP:
            self._keep(change.order)

    def _keep(self, order: Order) -> None:
        follows = order.trail is not None or self._break_even(order) is not None
        if order.is_live and follows and order.order_type is OrderType.STOP:
            self._stops.setdefault(order.symbol, {})[order.order_id] = order
        else:
            self._stops.get(order.symbol, {}).pop(order.order_id, None)
            self._tried.pop(order.order_id, None)

    def _break_even(self, order: Order) -> BreakEven | None:
        parent = self._parent(order.parent_id) if order.link == STOP_LINK else None
        return parent.exits.break_even if parent and parent.exits else None

    def see(self, symbol: str) -> None:
        """The market has moved: move what follows it."""
        for order_id in tuple(self._stops.get(symbol, ())):
            order = self._tracker.known_order(order_id)
            quote = self._quote(symbol)
            if order is not None and quote is not None and self._is_free(order):
                self._follow(order, quote)

    def _is_free(self, order: Order) -> bool:
        settled = order.status is OrderStatus.ACCEPTED and not order.triggered
        settled &= not order.waits_for_entry
        return settled and order.order_id not in self._moving

    def _follow(self, order: Order, quote: Quote) -> None:
        market = reachable(order.side, quote)
        if market is None:
            return
        parent = self._parent(order.parent_id) if order.link else None
        entry = parent.average_price if parent else None
        price = followed(
            order, market, self._instrument(order.symbol), entry, self._break_even(order)
        )
        now = self._host.monotonic_ns()
        tried = self._tried.get(order.order_id)
        if price is None or (tried and tried[0] == price and now - tried[1] < AGAIN_NS):
            return
        self._tried[order.order_id] = (price, now)
        self._moving.add(order.order_id)
        self._tasks.spawn(self._change(order, price), name=f"move {order.order_id}")

    async def _change(self, order: Order, price: Decimal) -> None:
        try:
            with suppress(OrderRefused, LedgerDown):  # it stands as it was; the next quote moves it
                await self._move(order.order_id, Terms(order.quantity, None, price))
        finally:
            self._moving.discard(order.order_id)
