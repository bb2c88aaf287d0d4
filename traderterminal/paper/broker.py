"""The paper broker: takes the orders of paper accounts and fills them from the feed's quotes."""

import heapq
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from traderterminal.desk.ports import (
    AttachedExit,
    Capabilities,
    FillSeen,
    Listing,
    News,
    OrderNews,
    OrderSeen,
    PositionSeen,
    Terms,
)
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.execution import QueueAhead
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    LIVE,
    Accepted,
    Canceled,
    CancelRefused,
    Expired,
    Filled,
    Order,
    OrderEvent,
    OrderStatus,
    OrderType,
    ProvenAbsent,
    Replaced,
    ReplaceRefused,
    TimeInForce,
    Triggered,
    Where,
)
from traderterminal.journal.reality import NO_CORRECTION, Correction
from traderterminal.kit.clock import Clock, iso
from traderterminal.kit.frozen import frozen
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.ticks import DepthTick, FeedTick, QuoteTick
from traderterminal.paper.matching import (
    Dropped,
    Execution,
    Matcher,
    Outcome,
    PaperOrder,
    Pulled,
)
from traderterminal.paper.packages import (
    PackageBook,
    PackageDropped,
    not_taken_back,
    package_of,
)
from traderterminal.paper.resting import FillMode
from traderterminal.paper.seen import feed_seen, seen_at

CAPABILITIES: Final = Capabilities(
    order_types=frozenset(OrderType) - {OrderType.TRAILING_STOP},
    times_in_force=frozenset(TimeInForce),
    replace=True,
    keeps_orders=False,
    packages=True,
    visible_after_s=0.0,
)
#: Closed orders and executions that questions still find.
REMEMBERED: Final = 5_000

#: How often it looks for orders whose time is over while nothing happens in the market, host time.
LOOK_SECONDS: Final = 1.0

Fee = Callable[[str, Instrument, Side, Decimal, Decimal, int], Decimal]


@frozen
class Latency:
    """How long something is on its way, in ms of market time.

    `order_ms` is that of a new order or a change to the market, `cancel_ms` that of a cancel, and
    `ack_ms` that of all news back.
    """

    order_ms: int = 0
    cancel_ms: int = 0
    ack_ms: int = 0


NO_LATENCY: Final = Latency()


@frozen
class PaperRules:
    """What the broker asks of its surroundings.

    `any_hour` says whether the orders of an account trade outside the session, too; `catch_up` has
    the market tell what it knows already of the event on its way; `fee` takes account, instrument,
    side, quantity, price and market time; `is_open` and `day_end_ns` say when an instrument trades;
    `standing` is the quote of a symbol and `levels` all that its feed shows; `latency` and
    `fill_mode` are by account; `last_ns` is when a contract stops trading for good; `correction` is
    what paper lacks of reality at a market time.
    """

    instrument: Callable[[str], Instrument]
    any_hour: Callable[[str], bool]
    standing: Callable[[str], QuoteTick | None]
    catch_up: Callable[[str], None]
    health: Callable[[str], FeedHealth]
    fee: Fee
    is_open: Callable[[Instrument, int], bool]
    day_end_ns: Callable[[Instrument, int], int]
    latency: Mapping[str, Latency]
    fill_mode: Mapping[str, FillMode]
    correction: Callable[[Instrument, int], Correction] = lambda instrument, at_ns: NO_CORRECTION
    last_ns: Callable[[Instrument], int | None] = lambda instrument: None
    levels: Callable[[str], DepthTick | None] = lambda symbol: None


class PaperBroker:
    """Implements `desk.ports.Broker` for all accounts in simulator mode."""

    capabilities = CAPABILITIES

    def __init__(
        self, rules: PaperRules, clock: Clock, new_id: Callable[[], str], tasks: TaskScope
    ) -> None:
        self._rules = rules
        self._clock = clock
        self._new_id = new_id
        self._tasks = tasks
        self._matchers: dict[str, Matcher] = {}
        self._orders: dict[str, Order] = {}
        self._took_ms: dict[str, int] = {}  # how long an order was on its way; not of restored ones
        self._packages = PackageBook()
        self._unheard: defaultdict[str, deque[OrderNews]] = defaultdict(deque)
        self._expiries: list[tuple[int, str]] = []
        self._hear: Callable[[News], None] = lambda news: None
        self._closed: deque[Order] = deque(maxlen=REMEMBERED)
        self._fills: deque[FillSeen] = deque(maxlen=REMEMBERED)

    def listen(self, hear: Callable[[News], None]) -> None:
        self._hear = hear

    async def submit(self, order: Order) -> None:
        """Take `order` and, once the account's latency has passed, match it with what stands."""
        self._orders[order.order_id] = order
        self._took_ms[order.order_id] = self._order_ms(order)
        self._later(self._took_ms[order.order_id], partial(self._arrive, order))

    async def submit_package(self, legs: Sequence[Order]) -> None:
        """Take the legs of a package and, after the account's latency, match them as one."""
        self._orders.update({order.order_id: order for order in legs})
        took_ms = self._order_ms(legs[0])  # the others are of the same account and root
        self._took_ms.update({order.order_id: took_ms for order in legs})
        self._later(took_ms, partial(self._arrive_together, legs))

    async def submit_bracket(self, entry: Order, exits: Sequence[AttachedExit]) -> None:
        """Refuse: nothing outlives this program here, so the desk tends every exit."""
        what = {"what": "an entry with its exits", "account": entry.account}
        raise OrderRefused(Message("unsupported", what))

    async def cancel(self, order: Order) -> None:
        """Take `order` out, with the others of its package, once the cancel arrives.

        Too late is said. One that overtakes its order keeps it from arriving.
        """
        self._later(self._latency(order.account).cancel_ms, partial(self._cancel, order))

    def _cancel(self, order: Order) -> None:
        self.expire()  # its time may have run out before
        if taken := self._drop(order.order_id):
            self._end(taken, Canceled(Message("canceled_by_trader")))
        else:
            self._say(order, CancelRefused())

    async def replace(self, order: Order, terms: Terms) -> None:
        """Give `order` new terms once they arrive, or say that it is too late; then match it."""
        self._later(self._order_ms(order), partial(self._replace, order, terms))

    def _replace(self, order: Order, terms: Terms) -> None:
        self.expire()
        standing = self._orders.get(order.order_id)
        is_leg = order.package is not None
        if standing is None or is_leg or terms.quantity <= standing.filled_quantity:
            self._say(order, ReplaceRefused())
            return
        event = Replaced(terms.quantity, terms.limit_price, terms.stop_price)
        self._orders[order.order_id] = standing.apply(event)
        self._amend(self._orders[order.order_id], standing)
        self._say(order, event)
        self._settle(order.symbol)

    async def orders(self, account: str, since_ns: int) -> Listing[OrderSeen]:
        """Return what rests here, and what closed since, as far as it is remembered."""
        at_rest = [o for o in self._orders.values() if o.account == account]
        closed = [o for o in self._closed if o.account == account and o.created_ns >= since_ns]
        return Listing([_seen(order) for order in (*at_rest, *closed)])

    async def fills(self, account: str, since_ns: int) -> Listing[FillSeen]:
        """Return the executions since, as far as they are remembered."""
        return Listing([f for f in self._fills if f.account == account and f.at_ns >= since_ns])

    async def positions(self, account: str) -> Listing[PositionSeen]:
        """Return nothing, and say so: what a paper account holds is the ledger's to know."""
        return Listing((), complete=False)

    def restore(self, orders: Sequence[Order]) -> Sequence[OrderNews]:
        """Take back what rested here when the program stopped.

        Orders live only in this program: one that had not been accepted is proven never to have
        traded.
        """
        legs = [order for order in orders if order.package is not None]
        proven = self._restore_packages(legs)
        for order in orders:
            event: OrderEvent
            if order.package is not None:
                continue
            if order.status is OrderStatus.ACCEPTED:
                self._enter(order, rested=True)
                continue
            if order.status is OrderStatus.PENDING_REPLACE:
                self._enter(order.apply(ReplaceRefused()), rested=True)
                event = ReplaceRefused()
            elif order.status is OrderStatus.PENDING_CANCEL:
                event = Canceled(Message("canceled_by_trader"))
            else:
                event = ProvenAbsent(Message("proven_absent", {"where": "the paper market"}))
            proven.append(OrderNews(order.account, event, order.order_id))
        return proven

    def queue(self, order: Order) -> QueueAhead | None:
        """Return what stands before an order that rests here; None where it is in no queue."""
        matcher = self._matchers.get(order.symbol)
        standing = None if matcher is None else matcher.standing(order.order_id)
        if standing is None:
            return None
        ahead = None if standing.ahead is None else round(standing.ahead)
        instrument = self._rules.instrument(order.symbol)
        return QueueAhead(
            None if ahead is None else instrument.from_lots(ahead),
            standing.seen_ns,
            standing.confidence,
        )

    def see(self, event: Sequence[FeedTick]) -> None:
        """Take in the rows of one event of one symbol and decide what they led to."""
        self.expire()
        symbol = event[0].symbol
        matcher = self._matchers.get(symbol)
        if matcher is not None:
            for tick in event:
                matcher.see(tick)
            self._settle(symbol)
        quotes = [tick for tick in event if isinstance(tick, QuoteTick)]
        if any([self._packages.see(quote) for quote in quotes]):
            self._settle_packages()

    def restate(self, symbol: str, orders: Iterable[Order]) -> None:
        """Take orders as they stand after a split, and forget the prices of before it.

        One of which no whole lot is left is cancelled.
        """
        matcher = self._matcher(symbol)
        matcher.forget_market()
        for order in orders:
            if order.order_id not in self._orders:
                continue
            self._orders[order.order_id] = order
            waits = matcher.remove(order.order_id)
            if not order.leaves_quantity:
                self._drop(order.order_id)
                self._say(order, Canceled(Message("canceled_by_split", {"symbol": symbol})))
            elif waits:
                matcher.enter(self._entered(order, rested=True))

    def interrupt(self, symbol: str) -> None:
        """Trade nothing of a symbol until its feed shows a new quote, as in a halt.

        What stood before an order has been lost sight of: it queues anew.
        """
        if (matcher := self._matchers.get(symbol)) is not None:
            matcher.forget_market()
        self._packages.forget(symbol)

    def forget_market(self) -> None:
        """Forget what the market showed: it starts again."""
        self._packages.forget_market()
        for matcher in self._matchers.values():
            matcher.forget_market()

    async def expire_in_time(self, host: Clock) -> None:
        """Let orders expire also while nothing happens in the market, until cancelled."""
        while True:
            await host.sleep(LOOK_SECONDS)
            self.expire()

    def expire(self) -> None:
        """Take out the orders whose time is over."""
        now = self._clock.now_ns()
        while self._expiries and self._expiries[0][0] <= now:
            expires, order_id = heapq.heappop(self._expiries)
            order = self._orders.get(order_id)
            taken = self._drop(order_id)
            if order is None:
                continue
            self._end(taken, Expired(_run_out(order, expires)))

    def _correction(self, order: Order) -> Correction:
        instrument = self._rules.instrument(order.symbol)
        return self._rules.correction(instrument, self._clock.now_ns())

    def _latency(self, account: str) -> Latency:
        return self._rules.latency.get(account, NO_LATENCY)

    def _order_ms(self, order: Order) -> int:
        """What the account asks for, or what reality was found to take if that is more."""
        own = self._latency(order.account).order_ms
        return max(own, self._correction(order).latency_ms)

    def _later(self, ms: int, do: Callable[[], None]) -> None:
        """Do something after `ms` of market time; at once after none."""
        if ms:
            self._tasks.spawn(self._wait(ms, do), name="on its way in the paper market")
        else:
            do()

    async def _wait(self, ms: int, do: Callable[[], None]) -> None:
        await self._clock.sleep(ms / 1000)
        do()

    def _arrive(self, order: Order) -> None:
        standing = self._orders.get(order.order_id)
        if standing is None:
            return  # cancelled on its way
        order = standing  # a split may have restated it
        self._rules.catch_up(order.symbol)  # what came before the order does not trade with it
        accepted = Accepted(where=Where.LOCAL)
        self._enter(order.apply(accepted), rested=False)
        self._say(order, accepted)
        self.expire()  # its time may have run out on its way
        self._settle(order.symbol)

    def _enter(self, order: Order, *, rested: bool) -> None:
        instrument = self._rules.instrument(order.symbol)
        self._orders[order.order_id] = order
        self._matcher(order.symbol).enter(self._entered(order, rested=rested))
        if (expires := self._expiry(order, instrument)) is not None:
            heapq.heappush(self._expiries, (expires, order.order_id))

    def _entered(self, order: Order, *, rested: bool) -> PaperOrder:
        instrument = self._rules.instrument(order.symbol)
        limit, stop = order.limit_price, None if order.triggered else order.stop_price
        return PaperOrder(
            order_id=order.order_id,
            sign=order.side.sign,
            lots=instrument.to_lots(order.leaves_quantity),
            time_in_force=order.time_in_force,
            limit=None if limit is None else instrument.to_ticks(limit),
            stop=None if stop is None else instrument.to_ticks(stop),
            stood=rested,
            rested=rested,
            any_hour=self._rules.any_hour(order.account),
            fill_mode=self._rules.fill_mode.get(order.account, FillMode.REALISTIC),
            if_touched=order.order_type is OrderType.MARKET_IF_TOUCHED,
        )

    def _matcher(self, symbol: str) -> Matcher:
        matcher = self._matchers.get(symbol)
        if matcher is None:
            matcher = self._matchers[symbol] = Matcher()
            if (standing := self._standing(symbol)) is not None:
                matcher.see(standing)
                if (levels := self._rules.levels(symbol)) is not None:
                    matcher.see(levels)
        return matcher

    def _standing(self, symbol: str) -> QuoteTick | None:
        """The quote that stands; none in a gap, in which nobody saw it."""
        in_gap = self._rules.health(symbol).state is FeedState.GAP
        return None if in_gap else self._rules.standing(symbol)

    def _expiry(self, order: Order, instrument: Instrument) -> int | None:
        own, last = None, self._rules.last_ns(instrument)
        match order.time_in_force:
            case TimeInForce.DAY:
                own = self._rules.day_end_ns(instrument, order.created_ns)
            case TimeInForce.GTD:
                own = order.expires_ns
            case _:
                pass
        return min((ns for ns in (own, last) if ns is not None), default=None)

    def _settle(self, symbol: str) -> None:
        now = self._clock.now_ns()
        instrument = self._rules.instrument(symbol)
        is_open = self._rules.is_open(instrument, now)
        for outcome in self._matchers[symbol].settle(is_open=is_open):
            self._take(outcome, instrument, now)

    def _take(self, outcome: Outcome, instrument: Instrument, now: int) -> None:
        order = self._orders[outcome.order_id]
        match outcome:
            case Execution():
                self._book(order, outcome, instrument, now)
            case Pulled():
                self._orders[order.order_id] = order.apply(Triggered())
                self._say(order, Triggered())
            case Dropped():
                self._forget(order)
                self._say(order, Canceled(_dropped(outcome, instrument)))

    def _book(self, order: Order, execution: Execution, instrument: Instrument, now: int) -> None:
        quantity = instrument.from_lots(execution.lots)
        # A limit is a promise; what trades at any price pays what reality was found to cost.
        slipped = 0 if order.kept_price is not None else self._correction(order).slippage_ticks
        price = instrument.from_ticks(execution.price + order.side.sign * slipped)
        slippage = {"slippage": f"{instrument.from_ticks(slipped):f}"} if slipped else {}
        fill = Fill(
            fill_id=self._new_id(),
            order_id=order.order_id,
            account=order.account,
            symbol=order.symbol,
            side=order.side,
            quantity=quantity,
            price=price,
            fee=self._rules.fee(order.account, instrument, order.side, quantity, price, now),
            point_value=instrument.point_value,
            at_ns=now,
            strategy=order.strategy,
            group=order.group,
            why=self._why(execution, order, instrument) | slippage,
        )
        filled = Filled(fill)
        after = order.apply(filled)
        if after.status in LIVE:
            self._orders[order.order_id] = after
        else:
            self._forget(order)
        self._fills.append(_fill_seen(fill))
        self._say(order, filled, after)

    def _why(self, execution: Execution, order: Order, instrument: Instrument) -> dict[str, str]:
        health = self._rules.health(order.symbol)
        why = seen_at(execution, order, instrument, of_bars=health.approximate)
        matcher = self._matchers.get(order.symbol)  # packages do without
        is_deep = matcher is not None and matcher.is_deep
        why |= feed_seen(health, is_deep=is_deep)
        if (took_ms := self._took_ms.get(order.order_id)) is not None:
            why["latency_ms"] = str(took_ms)
        return why

    def _say(self, order: Order, event: OrderEvent, after: Order | None = None) -> None:
        """Tell of an event; `after` is the order after it, where that is worked out already."""
        refusal = isinstance(event, CancelRefused | ReplaceRefused)
        if order.order_id not in self._orders and not refusal:
            self._closed.append(after or order.apply(event))
        self._unheard[order.account].append(OrderNews(order.account, event, order.order_id))
        self._later(self._latency(order.account).ack_ms, partial(self._tell_next, order.account))

    def _tell_next(self, account: str) -> None:
        """Tell the oldest news, whichever wakes first: they keep their order."""
        self._hear(self._unheard[account].popleft())

    def _amend(self, order: Order, before: Order) -> None:
        """A smaller quantity keeps its place; any other change goes to the back."""
        matcher, amended = self._matcher(order.symbol), self._entered(order, rested=False)
        prices = (order.limit_price, order.stop_price) != (before.limit_price, before.stop_price)
        if prices or order.quantity > before.quantity:
            matcher.remove(order.order_id)
            matcher.enter(amended)
        else:
            matcher.shrink(order.order_id, amended.lots)

    def _drop(self, order_id: str) -> list[Order]:
        """Take an order out, with the others of its package; return what was there."""
        order = self._orders.get(order_id)
        if order is None:
            return []
        taken = self._family(order)
        for one in taken:
            self._forget(one)
        if order.package is None:
            self._matcher(order.symbol).remove(order_id)
        else:
            self._packages.remove(order.package_id)
        return taken

    def _forget(self, order: Order) -> None:
        del self._orders[order.order_id]
        self._took_ms.pop(order.order_id, None)

    def _family(self, order: Order) -> list[Order]:
        """An order, or all the legs of its package."""
        if order.package is None:
            return [order]
        return [one for one in self._orders.values() if one.package_id == order.package_id]

    def _end(self, orders: Sequence[Order], event: OrderEvent) -> None:
        for order in orders:
            self._say(order, event)

    # Packages.

    def _arrive_together(self, legs: Sequence[Order]) -> None:
        if legs[0].order_id not in self._orders:
            return  # cancelled on their way
        accepted = Accepted(where=Where.LOCAL)
        for order in legs:
            self._rules.catch_up(order.symbol)
        self._enter_together([order.apply(accepted) for order in legs])
        self._end(legs, accepted)
        self.expire()
        self._settle_packages()

    def _enter_together(self, legs: Sequence[Order]) -> None:
        first, instruments = legs[0], [self._rules.instrument(order.symbol) for order in legs]
        self._orders.update({order.order_id: order for order in legs})
        self._packages.enter(package_of(legs, instruments), self._standing)
        expiries = [self._expiry(one, of) for one, of in zip(legs, instruments, strict=True)]
        if ends := [at_ns for at_ns in expiries if at_ns is not None]:
            heapq.heappush(self._expiries, (min(ends), first.order_id))

    def _settle_packages(self) -> None:
        now = self._clock.now_ns()
        for outcome in self._packages.settle(lambda package_id: self._trades(package_id, now)):
            if isinstance(outcome, PackageDropped):
                legs = self._drop(outcome.package_id)
                self._end(legs, Canceled(Message("not_fillable_at_once")))
                continue
            # All of it in one go: what is heard of one leg is heard of every one.
            for execution in outcome.executions:
                order = self._orders[execution.order_id]
                self._book(order, execution, self._rules.instrument(order.symbol), now)

    def _trades(self, package_id: str, now: int) -> bool:
        legs = self._family(self._orders[package_id])
        return all(
            self._rules.any_hour(order.account)
            or self._rules.is_open(self._rules.instrument(order.symbol), now)
            for order in legs
        )

    def _restore_packages(self, legs: Sequence[Order]) -> list[OrderNews]:
        """Take back packages that rested here whole; of the others no leg goes on."""
        proven, packages = list[OrderNews](), dict[str, list[Order]]()
        for order in legs:
            packages.setdefault(order.package_id, []).append(order)
        for found in packages.values():
            part = found[0].package
            is_whole = part is not None and len(found) == part.legs
            if is_whole and all(order.status is OrderStatus.ACCEPTED for order in found):
                self._enter_together(found)
                continue
            proven += [OrderNews(one.account, not_taken_back(one), one.order_id) for one in found]
        return proven


def _run_out(order: Order, expires: int) -> Message:
    """Say why the time of an order is over."""
    if order.time_in_force is TimeInForce.DAY:
        return Message("day_ended")
    if expires == order.expires_ns:
        return Message("expired_at", {"at": iso(expires)})
    return Message("contract_ended", {"symbol": order.symbol})


def _seen(order: Order) -> OrderSeen:
    return OrderSeen(
        broker_order_id=order.broker_order_id,
        account=order.account,
        symbol=order.symbol,
        side=order.side,
        quantity=order.quantity,
        order_type=order.order_type,
        time_in_force=order.time_in_force,
        status=order.status,
        filled_quantity=order.filled_quantity,
        placed_ns=order.created_ns,
        order_id=order.order_id,
        limit_price=order.limit_price,
        stop_price=order.stop_price,
        where=Where.LOCAL,
        reason=order.reason,
    )


def _fill_seen(fill: Fill) -> FillSeen:
    return FillSeen(
        fill_id=fill.fill_id,
        broker_order_id="",
        account=fill.account,
        symbol=fill.symbol,
        side=fill.side,
        quantity=fill.quantity,
        price=fill.price,
        at_ns=fill.at_ns,
        fee=fill.fee,
        order_id=fill.order_id,
    )


def _dropped(outcome: Dropped, instrument: Instrument) -> Message:
    if outcome.whole:
        return Message("not_fillable_at_once")
    price = "—" if outcome.price is None else str(instrument.from_ticks(outcome.price))
    return Message("no_liquidity", {"price": price})
