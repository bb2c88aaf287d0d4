"""Intake: all that brokers say and show, taken into the books, in whatever order it comes.

News is taken under our id or the broker's. What comes before its order is known waits for it; what
nobody here has placed is adopted; what is said twice counts once.
"""

import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from traderterminal.desk.alarms import Alarm
from traderterminal.desk.ports import (
    EXTERNAL,
    Broker,
    FeeSet,
    FillRevised,
    FillSeen,
    Ledger,
    Listing,
    OrderNews,
    OrderSeen,
    PositionSeen,
)
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    CancelRefused,
    Expired,
    FillChanged,
    Filled,
    Intent,
    Order,
    OrderEvent,
    OrderStatus,
    OrderType,
    Refused,
    Replaced,
    ReplaceRefused,
    TimeInForce,
)
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.ids import encode_ulid
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

ZERO: Final = Decimal(0)
#: How far the clocks of broker and desk may lie apart.
SKEW_NS: Final = 120 * NANOSECONDS
#: How long after it was placed an order may still be taken for one whose answer was lost.
FINGERPRINT_NS: Final = 60 * NANOSECONDS
#: News of an order nobody knows waits so long for its acknowledgement.
HELD_S: Final = 5.0

#: Over without having traded in full: nobody expects a fill any more.
_ENDED: Final = frozenset({OrderStatus.CANCELED, OrderStatus.EXPIRED, OrderStatus.REJECTED})

_log = logging.getLogger(__name__)

#: News of an order that may not be known yet, or not be at hand any more.
Early = OrderNews | OrderSeen | FillSeen | FillRevised | FeeSet

Fee = Callable[[str, Instrument, Side, Decimal, Decimal, int], Decimal]


@dataclass(slots=True)
class _Mail:
    """What has come for an account and cannot be booked yet."""

    held: list[tuple[int, Early]] = field(default_factory=list)  # since when, host time
    revised: dict[str, FillRevised] = field(default_factory=dict)  # by fill, booked or yet to come
    fees: dict[str, Decimal] = field(default_factory=dict)  # by fill, booked or yet to come
    is_asking: bool = False


class Intake:
    """Books what brokers say and show.

    `compare` compares everything of an account with its broker and says whether the answer was
    complete. `cancel_now` sends the cancel of an order that could not be named before.
    """

    def __init__(
        self,
        *,
        tracker: Tracker,
        ledger: Ledger,
        broker: Callable[[str], Broker],
        instrument: Callable[[str], Instrument],
        fee: Fee,
        compare: Callable[[str], Awaitable[bool]],
        cancel_now: Callable[[Order], None],
        alarms: Observers[Alarm],
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._ledger = ledger
        self._broker = broker
        self._instrument = instrument
        self._fee = fee
        self._compare = compare
        self._cancel_now = cancel_now
        self._alarms = alarms
        self._host = host
        self._tasks = tasks
        self._mail: dict[str, _Mail] = {}
        self._asked_again: dict[str, bool] = {}  # cancels sent again, and whether one was refused

    def _mail_of(self, account: str) -> _Mail:
        return self._mail.setdefault(account, _Mail())

    # News.

    def hear(self, news: Early) -> None:
        """Take in news of an order or of an execution."""
        match news:
            case OrderNews():
                self._hear_order(news)
            case OrderSeen():
                self.take_order(news)
            case FillSeen():
                before = self._find(news.account, news.order_id, news.broker_order_id)
                self.take_fill(news)
                if before is not None and before.status in _ENDED:
                    self._tell_of_late(before)
            case FillRevised():
                self._revise(news)
            case FeeSet():
                self._mail_of(news.account).fees[news.fill_id] = news.fee
                self._charge(news)

    def _hear_order(self, news: OrderNews) -> None:
        order = self._find(news.account, news.order_id, news.broker_order_id)
        if order is None:
            self._hold(news.account, news)
            return
        former = news.broker_order_id and order.broker_order_id not in ("", news.broker_order_id)
        if former and isinstance(news.event, Canceled | Expired | Refused):
            return  # of the order that a replacement has left behind
        if isinstance(news.event, CancelRefused) and order.order_id in self._asked_again:
            self._asked_again[order.order_id] = True
            return  # an earlier one may have worked: what is shown next tells
        self._tell(order, news.event)
        self._release(news.account)

    def doubt_refusals(self, order_id: str) -> None:
        """A cancel of an order is sent again: that it is refused then proves nothing."""
        self._asked_again[order_id] = False

    def _find(self, account: str, order_id: str, broker_order_id: str) -> Order | None:
        order = self._tracker.known_order(order_id) if order_id else None
        if order is None and broker_order_id:
            order = self._tracker.order_at_broker(account, broker_order_id)
        return order

    def _hold(self, account: str, news: Early) -> None:
        """Keep news whose order is not known yet, or was closed too long ago to be at hand."""
        mail = self._mail_of(account)
        if all(news != other for _, other in mail.held):  # comparisons show it again
            mail.held.append((self._host.monotonic_ns(), news))
        if not mail.is_asking:
            mail.is_asking = True
            self._tasks.spawn(self._ask_about_held(account, mail), name="held news")

    def _release(self, account: str) -> None:
        """Try again what was held: its order may be known by now."""
        mail = self._mail_of(account)
        held, mail.held = mail.held, []
        for since_ns, news in held:
            if self._has_its_order(news):
                self.hear(news)
            else:
                mail.held.append((since_ns, news))

    def _has_its_order(self, news: Early) -> bool:
        if isinstance(news, OrderSeen):
            return not self._is_early(news)
        return self._order_of(news) is not None

    def _order_of(self, news: OrderNews | FillSeen | FillRevised | FeeSet) -> Order | None:
        if isinstance(news, FillRevised | FeeSet):
            booked = self._tracker.booked_fill(news.account, news.fill_id)
            return self._tracker.known_order(booked.order_id) if booked else None
        return self._find(news.account, news.order_id, news.broker_order_id)

    async def _ask_about_held(self, account: str, mail: _Mail) -> None:
        """Ask the ledger, and after a while the broker, what the held news is about."""
        try:
            while mail.held:
                for _, news in tuple(mail.held):
                    await self._recall(news)
                self._release(account)
                if mail.held:
                    await self._host.sleep(HELD_S)
                    if mail.held and await self._compare(account):
                        self._conclude(account, mail)
        finally:
            mail.is_asking = False

    async def _recall(self, news: Early) -> None:
        """Take back the order of some news that was closed too long ago to be at hand."""
        if isinstance(news, FillRevised | FeeSet):
            booked = self._tracker.booked_fill(news.account, news.fill_id)
            order = await self._ledger.order(booked.order_id) if booked else None
        else:
            order = await self._ledger.order(news.order_id) if news.order_id else None
            if order is None and news.broker_order_id:
                order = await self._ledger.order_at_broker(news.account, news.broker_order_id)
        if order is not None and order.account == news.account:
            self._tracker.recall(order)

    def _conclude(self, account: str, mail: _Mail) -> None:
        """Give up waiting for an order that the broker would show by now, but for no execution."""
        visible_s = self._broker(account).capabilities.visible_after_s
        due_ns = self._host.monotonic_ns() - int(visible_s * NANOSECONDS)
        for since_ns, news in tuple(mail.held):
            if since_ns > due_ns or self._has_its_order(news) or isinstance(news, OrderSeen):
                continue  # an exit waits until its entry is proven to be there or not
            if not isinstance(news, FillSeen):
                _log.warning("news of an order that the broker does not show: %s", news)
                mail.held.remove((since_ns, news))
            elif not self._may_be_ours(news):
                self._adopt(_as_seen(news, [fill for _, fill in mail.held]))
        self._release(account)

    def _may_be_ours(self, fill: FillSeen) -> bool:
        """Say whether an order of unknown outcome may turn out to be the one that traded."""
        live = self._tracker.live_orders(fill.account, fill.symbol)
        return any(
            order.is_unproven and not order.broker_order_id and order.side is fill.side
            for order in live
        )

    # What is shown.

    async def take(
        self,
        orders: Listing[OrderSeen],
        fills: Listing[FillSeen],
        before: Mapping[str, Order],
    ) -> bool:
        """Take in what a comparison shows; say whether it could be told of which orders it is."""
        are_told_apart = True
        for seen in sorted(orders.items, key=lambda seen: bool(seen.entry_id)):  # entries first
            if not self._candidates(seen):
                await self._recall(seen)
            are_told_apart &= self.take_order(seen, before)
        for fill in sorted(fills.items, key=self._turn):
            self.take_fill(fill)
        return are_told_apart

    def _turn(self, fill: FillSeen) -> tuple[int, bool]:
        """When a fill is taken in: by its time, and of two at once no exit before its entry."""
        order = self._find(fill.account, fill.order_id, fill.broker_order_id)
        return fill.at_ns, order is not None and bool(order.link)

    def take_order(self, seen: OrderSeen, before: Mapping[str, Order] | None = None) -> bool:
        """Bring an order of ours to what the broker shows, or adopt one placed elsewhere.

        `before` holds the live orders as they were known when it was asked: what was heard of one
        since is newer than the answer. False where nothing tells yet which order it is.
        """
        if self._is_early(seen):
            if before is None:
                self._hold(seen.account, seen)
            return False
        candidates = self._candidates(seen)
        if len(candidates) > 1 and any(order.is_on_its_way for order in candidates):
            return False  # the reply will name the one that is on its way
        order = candidates[0] if candidates else self._adopt(seen)
        if self._is_former(order, seen):
            return True
        is_current = before is None or before.get(order.order_id) is order
        if seen.broker_order_id != order.broker_order_id or order.is_unproven:
            # Of an exit that is over nothing tells whether it ever left the broker's hands.
            is_over = order.attached and seen.status in _ENDED
            self._tell(
                order, Accepted(seen.broker_order_id, order.where if is_over else seen.where)
            )
        elif is_current and seen.status is OrderStatus.ACCEPTED and seen.where is not order.where:
            self._tell(order, Accepted(seen.broker_order_id, seen.where))
        if (event := self._difference(order, seen, is_current)) is not None:
            self._tell(order, event)
        self._release(seen.account)
        return True

    def _is_former(self, order: Order, seen: OrderSeen) -> bool:
        """Say whether it is shown what a replacement of the order has left behind."""
        if seen.broker_order_id == order.broker_order_id:
            return False
        named = self._tracker.order_at_broker(seen.account, seen.broker_order_id)
        return named is not None and named.order_id == order.order_id

    def _difference(self, order: Order, seen: OrderSeen, is_current: bool) -> OrderEvent | None:
        """The event that brings a live order of ours to what the broker shows."""
        if not order.is_live:
            self._asked_again.pop(order.order_id, None)
            return None
        match seen.status:
            case OrderStatus.CANCELED:
                asked_here = order.status is OrderStatus.PENDING_CANCEL
                code = "canceled_by_trader" if asked_here else "canceled_elsewhere"
                return Canceled(seen.reason or Message(code))
            case OrderStatus.EXPIRED:
                return Expired(seen.reason or Message("day_ended"))
            case OrderStatus.REJECTED:
                return Refused(seen.reason or Message("refused_by_broker", {"text": "—"}))
            # One that has traded may have traded on terms whose acknowledgement was lost.
            case OrderStatus.ACCEPTED | OrderStatus.FILLED if is_current and _terms(seen) != _terms(
                order
            ):
                return Replaced(*_terms(seen), broker_order_id=seen.broker_order_id)
            case OrderStatus.FILLED if order.asked_quantity is not None:
                return ReplaceRefused()  # it traded before the change could reach it
            case OrderStatus.ACCEPTED if is_current and self._asked_again.get(order.order_id):
                del self._asked_again[order.order_id]
                return CancelRefused()
            case _:
                return None

    def _candidates(self, seen: OrderSeen) -> list[Order]:
        """The orders of ours that it may be, oldest first."""
        found = self._find(seen.account, seen.order_id, seen.broker_order_id)
        if found is not None:
            return [found]
        if seen.entry_id and (leg := self._attached(seen)) is not None:
            return [leg]
        if seen.order_id or self._broker(seen.account).capabilities.carries_order_id:
            return []
        alike = [
            order
            for order in self._tracker.live_orders(seen.account, seen.symbol)
            if order.is_unproven and not order.broker_order_id and _looks_like(order, seen)
        ]
        return sorted(alike, key=lambda order: order.created_ns)

    def _attached(self, seen: OrderSeen) -> Order | None:
        """The exit of ours that it is, of which the broker tells the entry alone."""
        entry = self._tracker.order_at_broker(seen.account, seen.entry_id)
        if entry is None or entry.exits is None:
            return None
        return next(
            (
                order
                for order in self._tracker.known_all()
                if order.attached
                and order.parent_id == entry.order_id
                and not order.broker_order_id
                and order.order_type is seen.order_type
                and (order.is_live or order.is_taken_for_absent)
            ),
            None,
        )

    def _is_early(self, seen: OrderSeen) -> bool:
        """Say whether it may be the exit of an entry whose answer has not named it yet."""
        if not seen.entry_id or self._find(seen.account, seen.order_id, seen.broker_order_id):
            return False
        if self._tracker.order_at_broker(seen.account, seen.entry_id) is not None:
            return False
        return any(
            order.exits is not None and order.is_unproven and not order.broker_order_id
            for order in self._tracker.live_orders(seen.account, seen.symbol)
        )

    def _adopt(self, seen: OrderSeen) -> Order:
        """Take over an order that was placed elsewhere; its id follows from the broker's."""
        digest = hashlib.sha256(f"{seen.account}|{seen.broker_order_id}".encode()).digest()
        number = encode_ulid(seen.placed_ns // 1_000_000, int.from_bytes(digest[:10], "big"))
        order = Order(
            order_id=f"TT{number}",
            client_order_id=f"TT{number}",
            account=seen.account,
            symbol=seen.symbol,
            side=seen.side,
            quantity=seen.quantity,
            order_type=seen.order_type,
            time_in_force=seen.time_in_force,
            created_ns=seen.placed_ns,
            limit_price=seen.limit_price,
            stop_price=seen.stop_price,
            intent=Intent.DELTA,
            status=OrderStatus.ACCEPTED,
            where=seen.where,
            broker_order_id=seen.broker_order_id,
            source=EXTERNAL,
        )
        self._tracker.adopt(order)
        return order

    def _tell(self, order: Order, event: OrderEvent) -> None:
        self._tracker.hear(order.order_id, event)
        after = self._tracker.known_order(order.order_id) or order
        can_be_named = after.broker_order_id and not order.broker_order_id
        if can_be_named and after.status is OrderStatus.PENDING_CANCEL:
            self._cancel_now(after)
        if order.is_taken_for_absent and after.is_live:
            parameters = {"account": after.account, "symbol": after.symbol}
            self._alarm(after.account, after.symbol, Message("order_reappeared", parameters))

    def take_fill(self, seen: FillSeen) -> None:
        """Book an execution, once."""
        order = self._find(seen.account, seen.order_id, seen.broker_order_id)
        if order is not None and order.symbol != seen.symbol:  # renamed there; its order is not
            seen = replace(seen, symbol=order.symbol)
        known = self._tracker.booked_fill(seen.account, seen.fill_id)
        revised = self._mail_of(seen.account).revised.get(seen.fill_id)
        if known is not None:
            told = (known.symbol, known.side, known.quantity, known.price)
            is_same = told == (seen.symbol, seen.side, seen.quantity, seen.price)
            if not is_same and revised is None:
                self._conflict(known, seen)
            if seen.fee is not None:
                self._charge(FeeSet(seen.account, seen.fill_id, seen.fee))
            return
        if order is None:
            self._hold(seen.account, seen)
            return
        if not order.broker_order_id:  # an execution tells as much as an acknowledgement
            self._tell(order, Accepted(seen.broker_order_id))
        before = self._tracker.known_position(seen.account, seen.symbol)
        self._tell(order, Filled(self._fill(seen, order)))
        self._check_exit(order, before)
        if revised is not None:  # the exchange's second word came before its first
            self._restate(revised)
        if (fee := self._mail_of(seen.account).fees.get(seen.fill_id)) is not None:
            self._charge(FeeSet(seen.account, seen.fill_id, fee))
        after = self._tracker.known_order(order.order_id) or order
        if after.filled_quantity > after.most_quantity:
            parameters = {
                "symbol": after.symbol,
                "measured": str(after.filled_quantity),
                "limit": str(after.most_quantity),
            }
            self._alarm(after.account, after.symbol, Message("overfilled", parameters))

    def _check_exit(self, order: Order, before: Decimal) -> None:
        """Tell of an exit that has opened what it was to close: two of them may have traded."""
        after = self._tracker.known_position(order.account, order.symbol)
        is_exit = order.reduces or order.intent is Intent.CLOSE
        if is_exit and after != before and after * order.side.sign > 0:
            parameters = {
                "account": order.account,
                "symbol": order.symbol,
                "measured": str(after),
            }
            self._alarm(order.account, order.symbol, Message("exit_overshot", parameters))

    def _tell_of_late(self, before: Order) -> None:
        """Tell a person whose order was over that it has traded after all."""
        after = self._tracker.known_order(before.order_id) or before
        traded = after.filled_quantity - before.filled_quantity
        if traded > 0:
            parameters = {"symbol": after.symbol, "measured": str(traded)}
            self._alarm(after.account, after.symbol, Message("late_fill", parameters))

    def _fill(self, seen: FillSeen, order: Order) -> Fill:
        instrument, fee = self._instrument(seen.symbol), seen.fee
        if fee is None:
            fee = self._fee(
                seen.account, instrument, seen.side, seen.quantity, seen.price, seen.at_ns
            )
        return Fill(
            fill_id=seen.fill_id,
            order_id=order.order_id,
            account=seen.account,
            symbol=seen.symbol,
            side=seen.side,
            quantity=seen.quantity,
            price=seen.price,
            fee=fee,
            point_value=instrument.point_value,
            at_ns=seen.at_ns,
            strategy=order.strategy,
            group=order.group,
        )

    def _conflict(self, known: Fill, seen: FillSeen) -> None:
        parameters = {
            "fill": seen.fill_id,
            "first": f"{known.quantity} at {known.price}",
            "second": f"{seen.quantity} at {seen.price}",
        }
        self._alarm(seen.account, seen.symbol, Message("fill_conflict", parameters))

    def _revise(self, revised: FillRevised) -> None:
        """Book a bust or correction of the exchange's."""
        self._mail_of(revised.account).revised[revised.fill_id] = revised
        self._restate(revised)

    def _restate(self, revised: FillRevised) -> None:
        was = self._tracker.booked_fill(revised.account, revised.fill_id)
        if was is None:
            return  # it counts once the execution itself is known
        if self._tracker.known_order(was.order_id) is None:
            self._hold(revised.account, revised)
            return
        now = None
        if revised.quantity:
            now = _changed(was, revised)
            if now == was:
                return
        self._tracker.hear(was.order_id, FillChanged(was, now))
        parameters = {"fill": was.fill_id, "symbol": was.symbol}
        self._alarm(was.account, was.symbol, Message("fill_changed", parameters))

    def _charge(self, told: FeeSet) -> None:
        """Book what an execution has cost where it was reckoned otherwise: that is nobody's news
        but the journal's."""
        was = self._tracker.booked_fill(told.account, told.fill_id)
        if was is None or was.fee == told.fee:
            return  # it counts once the execution itself is known
        if self._tracker.known_order(was.order_id) is None:
            self._hold(told.account, told)
            return
        self._tracker.hear(was.order_id, FillChanged(was, replace(was, fee=told.fee)))

    def adopt_positions(self, listing: Listing[PositionSeen]) -> None:
        """Take over what an account held before this program knew it."""
        for seen in listing.items:
            if seen.quantity:
                self._adopt_position(seen)

    def _adopt_position(self, seen: PositionSeen) -> None:
        instrument = self._instrument(seen.symbol)
        self._tracker.adopt_fill(
            Fill(
                fill_id=f"opening {seen.symbol}",
                order_id="",
                account=seen.account,
                symbol=seen.symbol,
                side=Side.BUY if seen.quantity > 0 else Side.SELL,
                quantity=abs(seen.quantity),
                price=seen.average_price or ZERO,
                fee=ZERO,
                point_value=instrument.point_value,
                at_ns=self._host.now_ns(),
                why={"rule": "held before"},
            )
        )

    def _alarm(self, account: str, symbol: str, message: Message) -> None:
        self._alarms.emit(Alarm(account, symbol, message))


def _terms(of: Order | OrderSeen) -> tuple[Decimal, Decimal | None, Decimal | None]:
    return of.quantity, of.limit_price, of.stop_price


def _looks_like(order: Order, seen: OrderSeen) -> bool:
    """Say whether `seen` may be `order`, of which the broker does not carry the id."""
    same = (order.side, order.order_type, *_terms(order))
    placed_after_ns = seen.placed_ns - order.created_ns
    return (
        same == (seen.side, seen.order_type, *_terms(seen))
        and -SKEW_NS <= placed_after_ns <= FINGERPRINT_NS + SKEW_NS
    )


def _as_seen(fill: FillSeen, held: Iterable[Early]) -> OrderSeen:
    """The order behind executions of which nothing else is shown."""
    quantities = {
        other.fill_id: other.quantity
        for other in held
        if isinstance(other, FillSeen) and other.broker_order_id == fill.broker_order_id
    }
    return OrderSeen(
        broker_order_id=fill.broker_order_id,
        account=fill.account,
        symbol=fill.symbol,
        side=fill.side,
        quantity=sum(quantities.values(), ZERO),
        order_type=OrderType.MARKET,
        time_in_force=TimeInForce.DAY,
        status=OrderStatus.ACCEPTED,
        filled_quantity=ZERO,
        placed_ns=fill.at_ns,
    )


def _changed(was: Fill, revised: FillRevised) -> Fill:
    fee = was.fee * revised.quantity / was.quantity
    return replace(was, quantity=revised.quantity, price=revised.price, fee=fee)
