"""Reconcile: what the broker shows, brought together with what the ledger knows.

One routine serves the start, a reconnect, a wake from sleep, a crash and the timer; run again on
the same showing it finds nothing to do. It goes by three rules. News is taken as it comes, under
our id or the broker's. An order of unknown outcome is looked up until it is found or its absence
is proven; it is never sent again. And what is missing from an answer proves nothing unless the
answer was complete: a listing with a page lost, an empty one, or none at all concludes nothing.

Times of orders are the broker's; intervals are host time.
"""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from traderterminal.desk.ports import (
    Broker,
    FillRevised,
    FillSeen,
    Listing,
    News,
    OrderNews,
    OrderSeen,
    PositionSeen,
    StreamNews,
    UnreadableNews,
)
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.errors import (
    BrokerUnavailable,
    NotSent,
    OrderRefused,
    OutcomeUnknown,
)
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
    OutcomeLost,
    ProvenAbsent,
    Refused,
    Replaced,
    ReplaceRefused,
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
#: When an order of unknown outcome is looked up, in seconds after the answer was lost.
LOOK_UPS_S: Final = (1.0, 2.0, 4.0, 8.0, 15.0, 28.0)
LOOK_UP_EVERY_S: Final = 30.0
#: Two complete answers this far apart prove an absence.
PROOF_S: Final = 10.0
#: How often everything is compared while nothing happens.
EVERY_S: Final = 30.0
#: How often the clocks are looked at, and by how much a look must be late to mean that the
#: machine has slept.
LOOK_S: Final = 5.0
SLEPT_S: Final = 10.0
#: How long a difference in position must last, with nothing on its way, before it is called drift.
DRIFT_S: Final = 5.0
#: News of an order nobody knows waits so long for its acknowledgement.
HELD_S: Final = 5.0

_UNPROVEN: Final = frozenset({OrderStatus.SENDING, OrderStatus.UNKNOWN})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something a person must look at."""

    account: str
    symbol: str
    message: Message


@dataclass(frozen=True, slots=True)
class Drift:
    """A position at the broker that is not ours; `since_ns` is host time."""

    symbol: str
    ours: Decimal
    theirs: Decimal
    since_ns: int


@dataclass(slots=True)
class Standing:
    """How far an account is known: may anything be opened on it?"""

    reconciled: bool = False
    stream_up: bool = True
    down_at_ns: int = -1  # host time of the latest loss of the stream
    last_ns: int = 0  # broker time up to which everything has been taken in
    suspected: dict[str, Drift] = field(default_factory=dict)
    drift: dict[str, Drift] = field(default_factory=dict)
    unreadable: int = 0
    held: list[tuple[int, News]] = field(default_factory=list)
    revised: dict[str, FillRevised] = field(default_factory=dict)  # by fill, booked or yet to come
    running: bool = False
    again: bool = False


Fee = Callable[[Instrument, Side, Decimal, Decimal, int], Decimal]


class Reconciler:
    """Brings brokers and ledger together; the only one who takes in what brokers say."""

    def __init__(
        self,
        *,
        tracker: Tracker,
        broker: Callable[[str], Broker],
        instrument: Callable[[str], Instrument],
        fee: Fee,
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._broker = broker
        self._instrument = instrument
        self._fee = fee
        self._host = host
        self._tasks = tasks
        self._standings: dict[str, Standing] = {}
        self._pursued: set[str] = set()
        self._lost_ns: dict[str, int] = {}  # when the answer to a request was given up, host time
        self.alarms: Observers[Alarm] = Observers()

    def standing(self, account: str) -> Standing:
        """Return how far an account is known."""
        return self._standings.setdefault(account, Standing())

    def is_ready(self, account: str) -> bool:
        """Say whether orders that add exposure may leave: everything known, nothing drifting."""
        if not self._broker(account).capabilities.keeps_orders:
            return True
        return self.standing(account).reconciled

    def drifting(self, account: str) -> Message | None:
        """Return in which symbol the broker holds something else than the ledger, if in any."""
        drift = next(iter(self.standing(account).drift.values()), None)
        return None if drift is None else _drift_words(account, drift)

    # News.

    def hear(self, news: News) -> None:
        """Take in what a broker says, in the order in which it says it."""
        match news:
            case OrderNews():
                self._hear_order(news)
            case OrderSeen():
                self._take_order(news)
            case FillSeen():
                self._take_fill(news)
            case FillRevised():
                self._revise(news)
            case StreamNews(account, up):
                self._stream(account, up)
            case UnreadableNews(account, raw):
                self.standing(account).unreadable += 1
                _log.warning("a message of the broker of %s could not be read: %s", account, raw)
                self._alarm(account, "", Message("unreadable_news", {"account": account}))
                self.look_soon(account)

    def _hear_order(self, news: OrderNews) -> None:
        order = self._find(news.account, news.order_id, news.broker_order_id)
        if order is None:
            self._hold(news.account, news)
            return
        former = news.broker_order_id and order.broker_order_id not in ("", news.broker_order_id)
        if former and isinstance(news.event, Canceled | Expired | Refused):
            return  # of the order that a replacement has left behind
        self._tracker.hear(order.order_id, news.event)
        self._release(news.account)

    def _stream(self, account: str, up: bool) -> None:
        standing = self.standing(account)
        standing.stream_up = up
        if up:
            self.look_soon(account)
        else:
            standing.down_at_ns = self._host.monotonic_ns()

    def _find(self, account: str, order_id: str, broker_order_id: str) -> Order | None:
        order = self._tracker.known_order(order_id) if order_id else None
        if order is None and broker_order_id:
            order = self._tracker.order_at_broker(account, broker_order_id)
        return order

    def _hold(self, account: str, news: News) -> None:
        """Keep news that came before its order was acknowledged."""
        standing = self.standing(account)
        standing.held.append((self._host.monotonic_ns(), news))
        if len(standing.held) == 1:
            self._tasks.spawn(self._let_go(account), name="held news")

    def _release(self, account: str) -> None:
        """Try again what was held: its order may be known by now."""
        standing = self.standing(account)
        held, standing.held = standing.held, []
        for since_ns, news in held:
            if self._is_known(news):
                self.hear(news)
            else:
                standing.held.append((since_ns, news))

    def _is_known(self, news: News) -> bool:
        match news:
            case OrderNews(account, _, order_id, broker_order_id):
                return self._find(account, order_id, broker_order_id) is not None
            case FillSeen():
                found = self._find(news.account, news.order_id, news.broker_order_id)
                return found is not None
            case _:
                return True

    async def _let_go(self, account: str) -> None:
        """After a while ask the broker what the held news is about."""
        standing = self.standing(account)
        while standing.held:
            await self._host.sleep(HELD_S)
            self._release(account)
            if standing.held and await self.reconcile(account):
                for _, news in standing.held:
                    _log.warning("news of an order that the broker does not show: %s", news)
                standing.held = []

    # What is shown.

    def _take_order(self, seen: OrderSeen) -> None:
        order = self._match(seen)
        if order is None:
            order = self._adopt(seen)
        if seen.broker_order_id != order.broker_order_id or _is_unproven(order):
            self._tell(order, Accepted(seen.broker_order_id, seen.where))
        if (event := self._difference(order, seen)) is not None:
            self._tell(order, event)
        self._release(seen.account)

    def _difference(self, order: Order, seen: OrderSeen) -> OrderEvent | None:
        """The event that brings a live order of ours to what the broker shows."""
        if not order.is_live:
            return None
        match seen.status:
            case OrderStatus.CANCELED:
                return Canceled(seen.reason or Message("canceled_elsewhere"))
            case OrderStatus.EXPIRED:
                return Expired(seen.reason or Message("day_ended"))
            case OrderStatus.REJECTED:
                return Refused(seen.reason or Message("refused_by_broker", {"text": "—"}))
            # One that has traded may have traded on terms whose acknowledgement was lost.
            case OrderStatus.ACCEPTED | OrderStatus.FILLED if _terms(seen) != _terms(order):
                return Replaced(*_terms(seen), broker_order_id=seen.broker_order_id)
            case _:
                return None

    def _match(self, seen: OrderSeen) -> Order | None:
        found = self._find(seen.account, seen.order_id, seen.broker_order_id)
        if found is not None or seen.order_id:
            return found
        if self._broker(seen.account).capabilities.carries_order_id:
            return None
        alike = [
            order
            for order in self._tracker.live_orders(seen.account, seen.symbol)
            if _is_unproven(order) and not order.broker_order_id and _looks_like(order, seen)
        ]
        return min(alike, key=lambda order: order.created_ns, default=None)

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
            source="external",
        )
        self._tracker.adopt(order)
        return order

    def _tell(self, order: Order, event: OrderEvent) -> None:
        self._tracker.hear(order.order_id, event)

    def _take_fill(self, seen: FillSeen) -> None:
        known = self._tracker.known_fill(seen.account, seen.symbol, seen.fill_id)
        revised = self.standing(seen.account).revised.get(seen.fill_id)
        if known is not None:
            told = (known.side, known.quantity, known.price)
            if told != (seen.side, seen.quantity, seen.price) and revised is None:
                self._conflict(known, seen)
            return
        order = self._find(seen.account, seen.order_id, seen.broker_order_id)
        if order is None:
            self._hold(seen.account, seen)
            return
        if not order.broker_order_id:  # an execution tells as much as an acknowledgement
            self._tell(order, Accepted(seen.broker_order_id))
        self._tell(order, Filled(self._fill(seen, order)))
        if revised is not None:  # the exchange's second word came before its first
            self._restate(revised)
        after = self._tracker.known_order(order.order_id) or order
        if after.filled_quantity > after.quantity:
            parameters = {
                "symbol": after.symbol,
                "measured": str(after.filled_quantity),
                "limit": str(after.quantity),
            }
            self._alarm(after.account, after.symbol, Message("overfilled", parameters))

    def _fill(self, seen: FillSeen, order: Order) -> Fill:
        instrument, fee = self._instrument(seen.symbol), seen.fee
        if fee is None:
            fee = self._fee(instrument, seen.side, seen.quantity, seen.price, seen.at_ns)
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
        self.standing(revised.account).revised[revised.fill_id] = revised
        self._restate(revised)

    def _restate(self, revised: FillRevised) -> None:
        was = self._tracker.booked_fill(revised.account, revised.fill_id)
        if was is None:
            return  # it counts once the execution itself is known
        now = None
        if revised.quantity:
            now = _changed(was, revised)
            if now == was:
                return
        self._tracker.hear(was.order_id, FillChanged(was, now))
        parameters = {"fill": was.fill_id, "symbol": was.symbol}
        self._alarm(was.account, was.symbol, Message("fill_changed", parameters))

    # Asking.

    def look_soon(self, account: str) -> None:
        """Reconcile in the background; asked for again meanwhile, once more after it."""
        standing = self.standing(account)
        if standing.running:
            standing.again = True
        else:
            self._tasks.spawn(self._look(account), name=f"reconcile {account}")

    async def _look(self, account: str) -> None:
        await self.reconcile(account)

    async def reconcile(self, account: str) -> bool:
        """Compare everything of an account with its broker; True when the answer was complete."""
        standing = self.standing(account)
        if standing.running:
            standing.again = True
            return False
        standing.running = True
        try:
            complete = await self._compare(account)
            while standing.again:
                standing.again = False
                complete = await self._compare(account)
        finally:
            standing.running = False
        return complete

    async def _compare(self, account: str) -> bool:
        broker, standing = self._broker(account), self.standing(account)
        since_ns = self._since(account)
        asked_ns = self._host.now_ns()
        try:
            orders = await broker.orders(account, since_ns)
            fills = await broker.fills(account, since_ns)
            positions = await broker.positions(account)
        except BrokerUnavailable as unavailable:
            _log.info("%s could not be reconciled: %s", account, unavailable)
            return False
        for seen in orders.items:
            self._take_order(seen)
        for fill in fills.items:
            self._take_fill(fill)
        complete = orders.complete and fills.complete
        if complete and not standing.reconciled and self._tracker.is_new(account):
            self._adopt_positions(positions)
        self._compare_positions(account, positions)
        if complete:
            self._take_up_unproven(account)
            standing.reconciled = True
            standing.last_ns = asked_ns
        return complete

    def _since(self, account: str) -> int:
        """From when on the broker is asked: nothing that may still change lies before."""
        live = [order.created_ns for order in self._tracker.live_orders(account)]
        last = self.standing(account).last_ns or self._tracker.latest_ns(account)
        return max(0, min([*live, last]) - SKEW_NS)

    def _take_up_unproven(self, account: str) -> None:
        for order in self._tracker.live_orders(account):
            if _is_open_question(order):
                self.pursue(order.order_id)

    def _compare_positions(self, account: str, listing: Listing[PositionSeen]) -> None:
        if not listing.complete:
            return
        standing = self.standing(account)
        theirs = {seen.symbol: seen for seen in listing.items}
        ours = {
            symbol: position.quantity
            for (owner, symbol), position in self._tracker.known_positions().items()
            if owner == account
        }
        now = self._host.monotonic_ns()
        for symbol in theirs.keys() | ours.keys():
            seen = theirs.get(symbol)
            there, here = seen.quantity if seen else ZERO, ours.get(symbol, ZERO)
            before = standing.suspected.get(symbol)
            if there == here:
                standing.suspected.pop(symbol, None)
                standing.drift.pop(symbol, None)
            elif before is None or (before.ours, before.theirs) != (here, there):
                standing.suspected[symbol] = Drift(symbol, here, there, now)
            elif now - before.since_ns >= DRIFT_S * NANOSECONDS and symbol not in standing.drift:
                standing.drift[symbol] = before
                self._alarm(account, symbol, _drift_words(account, before))

    def _adopt_positions(self, listing: Listing[PositionSeen]) -> None:
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

    # Orders of unknown outcome.

    def pursue(self, order_id: str) -> None:
        """Look an order up until its outcome is proven."""
        if order_id not in self._pursued:
            self._pursued.add(order_id)
            self._tasks.spawn(self._pursue(order_id), name=f"look up {order_id}")

    @property
    def pursuing(self) -> int:
        """How many orders are being looked up."""
        return len(self._pursued)

    async def _pursue(self, order_id: str) -> None:
        lost_ns = self._host.monotonic_ns()
        proof_ns: int | None = None  # when a complete answer first did not show it
        number = 0
        try:
            while True:
                await self._until(lost_ns, number)
                number += 1
                order = self._tracker.known_order(order_id)
                if order is None or not _is_open_question(order):
                    return
                if order.broker_order_id and order.status is OrderStatus.PENDING_CANCEL:
                    await self._cancel_again(order)
                proof_ns = await self._look_up(order, lost_ns, proof_ns)
        finally:
            self._pursued.discard(order_id)
            self._lost_ns.pop(order_id, None)

    async def _until(self, lost_ns: int, number: int) -> None:
        """Wait for the next look-up."""
        if number < len(LOOK_UPS_S):
            due = LOOK_UPS_S[number]
        else:
            due = LOOK_UPS_S[-1] + (number - len(LOOK_UPS_S) + 1) * LOOK_UP_EVERY_S
        passed = (self._host.monotonic_ns() - lost_ns) / NANOSECONDS
        await self._host.sleep(max(0.0, due - passed))

    async def _look_up(self, order: Order, lost_ns: int, proof_ns: int | None) -> int | None:
        """Ask once; return since when complete answers do not show the order."""
        standing = self.standing(order.account)
        asked_ns = self._host.monotonic_ns()
        if not await self.reconcile(order.account) or not standing.stream_up:
            return proof_ns
        current = self._tracker.known_order(order.order_id)
        if current is None or not (_is_unproven(current) or _waits_for_terms(current)):
            return None
        if OrderStatus.SENDING in (current.status, current.below):
            return None  # a request that is still on its way may land after any answer
        lost_ns = self._lost_ns.setdefault(order.order_id, lost_ns)
        if proof_ns is None or standing.down_at_ns >= proof_ns:
            return asked_ns
        visible_s = self._broker(order.account).capabilities.visible_after_s
        proven = asked_ns - proof_ns >= PROOF_S * NANOSECONDS
        if proven and asked_ns - lost_ns >= visible_s * NANOSECONDS:
            self._tracker.hear(order.order_id, self._proof(current))
        return proof_ns

    def _proof(self, order: Order) -> OrderEvent:
        if _is_unproven(order):
            where = {"where": self._tracker.known_accounts()[order.account].kind}
            return ProvenAbsent(Message("proven_absent", where))
        return ReplaceRefused()  # it still stands with its old terms

    async def _cancel_again(self, order: Order) -> None:
        """A cancel goes by the broker's id and may be sent twice, unlike anything else."""
        try:
            await self._broker(order.account).cancel(order)
        except OrderRefused:
            self._tracker.hear(order.order_id, CancelRefused())
        except (NotSent, OutcomeUnknown):
            pass  # the next look-up tries again

    # The timer.

    async def watch(self, accounts: Sequence[str]) -> None:
        """Take up what a former run left open, then reconcile at once and every half minute."""
        for account in accounts:
            for order in self._tracker.live_orders(account):
                if order.status is OrderStatus.SENDING:
                    self.lost(order)
        since_s = EVERY_S  # at once
        while True:
            if since_s >= EVERY_S:
                since_s = 0.0
                for account in accounts:
                    self.look_soon(account)
            if await self._slept():
                since_s = EVERY_S
                for account in accounts:
                    self.standing(account).reconciled = False
            since_s += LOOK_S

    async def _slept(self) -> bool:
        """Wait a little; say whether the machine slept meanwhile, and missed what happened.

        Some systems let the monotonic clock stand still in sleep, some let it go on.
        """
        wall_ns, monotonic_ns = self._host.now_ns(), self._host.monotonic_ns()
        await self._host.sleep(LOOK_S)
        gone_ns = max(self._host.now_ns() - wall_ns, self._host.monotonic_ns() - monotonic_ns)
        return gone_ns > (LOOK_S + SLEPT_S) * NANOSECONDS

    def lost(self, order: Order) -> None:
        """The answer to a request was lost: count it as unknown and look it up."""
        self._lost_ns[order.order_id] = self._host.monotonic_ns()
        self._tracker.hear(order.order_id, OutcomeLost())
        self.pursue(order.order_id)

    def _alarm(self, account: str, symbol: str, message: Message) -> None:
        self.alarms.emit(Alarm(account, symbol, message))


def _is_unproven(order: Order) -> bool:
    return order.status in _UNPROVEN or order.below in _UNPROVEN


def _waits_for_terms(order: Order) -> bool:
    return order.status is OrderStatus.PENDING_REPLACE


def _is_open_question(order: Order) -> bool:
    waits = order.status in (OrderStatus.PENDING_CANCEL, OrderStatus.PENDING_REPLACE)
    return order.is_live and (_is_unproven(order) or waits)


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


def _changed(was: Fill, revised: FillRevised) -> Fill:
    share = revised.quantity / was.quantity
    return Fill(
        fill_id=was.fill_id,
        order_id=was.order_id,
        account=was.account,
        symbol=was.symbol,
        side=was.side,
        quantity=revised.quantity,
        price=revised.price,
        fee=was.fee * share,
        point_value=was.point_value,
        at_ns=was.at_ns,
        strategy=was.strategy,
        group=was.group,
        why=was.why,
    )


def _drift_words(account: str, drift: Drift) -> Message:
    parameters = {
        "account": account,
        "symbol": drift.symbol,
        "measured": str(drift.theirs),
        "limit": str(drift.ours),
    }
    return Message("position_drift", parameters)
