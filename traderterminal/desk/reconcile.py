"""Reconcile: what the broker shows, brought together with what the ledger knows.

One routine serves the start, a reconnect, a wake from sleep, a crash and the timer; run again on
the same showing it finds nothing to do. What is missing from an answer proves nothing unless the
answer was complete: a listing with a page lost, an empty one, or none at all concludes nothing.

Times of orders are the broker's; intervals are host time.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeVar

from traderterminal.desk.alarms import Alarm
from traderterminal.desk.connections import UNREADY, Connection, ConnectionNews
from traderterminal.desk.intake import SKEW_NS, Fee, Intake
from traderterminal.desk.lookups import LookUps
from traderterminal.desk.ports import (
    Broker,
    ContractNews,
    FillSeen,
    Ledger,
    Listing,
    LoggedIn,
    LoggedOut,
    News,
    OrderSeen,
    PositionSeen,
    StreamNews,
    UnreadableNews,
)
from traderterminal.desk.reading import is_readable
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.errors import BrokerUnavailable, NotSent, OrderRefused
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

ZERO: Final = Decimal(0)
#: How often everything is compared while nothing happens.
EVERY_S: Final = 30.0
#: How often the clocks are looked at, and by how much a look must be late to mean that the
#: machine has slept.
LOOK_S: Final = 5.0
SLEPT_S: Final = 10.0
#: How long a difference in position must last, with nothing on its way, before it is called drift.
DRIFT_S: Final = 5.0
#: How many of the latest messages that could not be read are kept.
KEPT_UNREADABLE: Final = 100

T = TypeVar("T", OrderSeen, FillSeen, PositionSeen)

_log = logging.getLogger(__name__)


@frozen
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
    # When everything was last taken in: by the market's clock, the machine's and the monotonic one.
    last: tuple[int, int, int] | None = None
    suspected: dict[str, Drift] = field(default_factory=dict)
    drift: dict[str, Drift] = field(default_factory=dict)
    unreadable: int = 0
    raw: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_UNREADABLE))
    running: bool = False
    again: bool = False
    waiting: list[asyncio.Future[bool]] = field(default_factory=list)  # for the one after it

    @property
    def is_in_doubt(self) -> bool:
        """Whether positions differ and it is still to be seen whether that lasts."""
        return self.suspected != self.drift


class Reconciler:
    """Brings brokers and ledger together; the only one who takes in what brokers say."""

    def __init__(
        self,
        *,
        tracker: Tracker,
        ledger: Ledger,
        broker: Callable[[str], Broker],
        instrument: Callable[[str], Instrument],
        fee: Fee,
        market: Callable[[], Clock],
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._broker = broker
        self._instrument = instrument
        self._market = market
        self._host = host
        self._tasks = tasks
        self._standings: dict[str, Standing] = {}
        self._connections: dict[str, Connection] = {}
        self.alarms: Observers[Alarm] = Observers()
        self._intake = Intake(
            tracker=tracker,
            ledger=ledger,
            broker=broker,
            instrument=instrument,
            fee=fee,
            compare=self.reconcile,
            cancel_now=lambda order: self._look_ups.cancel_now(order),
            alarms=self.alarms,
            host=host,
            tasks=tasks,
        )
        self._look_ups = LookUps(
            tracker=tracker,
            intake=self._intake,
            broker=broker,
            check_environment=self.check_environment,
            compare=self.reconcile,
            host=host,
            tasks=tasks,
        )

    def standing(self, account: str) -> Standing:
        """Return how far an account is known."""
        return self._standings.setdefault(account, Standing())

    def unready(self, account: str, symbol: str = "") -> Message | None:
        """Return why nothing may be opened on an account, or in a symbol of it; None if it may."""
        try:
            broker = self._broker(account)
        except OrderRefused as refused:  # it has no broker any more
            return refused.message
        if not broker.capabilities.keeps_orders:
            return None
        instrument = self._instrument(symbol) if symbol else None
        if (why := self._connection(account).unready(instrument)) is not None:
            return why
        return None if self.standing(account).reconciled else Message(UNREADY, {"account": account})

    def check_environment(self, account: str) -> None:
        """Raise NotSent while another environment answers for the account."""
        if (foreign := self._connection(account).foreign) is not None:
            cause = {"cause": f"{foreign.answered} answers for {account}"}
            raise NotSent(Message("stopped_at_the_door", cause))

    def _connection(self, account: str) -> Connection:
        return self._connections.setdefault(account, Connection(account))

    def drifting(self, account: str) -> Message | None:
        """Return in which symbol the broker holds something else than the ledger, if in any."""
        drift = next(iter(self.standing(account).drift.values()), None)
        return None if drift is None else _drift_words(account, drift)

    # News.

    def hear(self, news: News) -> None:
        """Take in what a broker says, in the order in which it says it."""
        if isinstance(news, LoggedIn | LoggedOut | ContractNews):
            self._hear_of_connection(news)
        elif (foreign := self._connection(news.account).foreign) is not None:
            _log.warning("not booked, %s answers for %s: %s", foreign.answered, news.account, news)
        elif isinstance(news, UnreadableNews) or not is_readable(news, self._instrument):
            self._set_aside(news)
            self.look_soon(news.account)
        elif isinstance(news, StreamNews):
            self._look_ups.stream(news.account, up=news.up)
            if news.up:
                self.look_soon(news.account)
        else:
            self._intake.hear(news)

    def _hear_of_connection(self, news: ConnectionNews) -> None:
        account, connection = news.account, self._connection(news.account)
        match news:
            case LoggedIn():
                self.standing(account).reconciled = False
                known = self._tracker.known_accounts().get(account)
                alarm = connection.login(news, known.mode if known else news.mode)
                self.look_soon(account)
            case LoggedOut():
                self.standing(account).reconciled = False
                self._look_ups.stream(account, up=False)
                there = [order.broker_order_id for order in self._tracker.live_orders(account)]
                working = ", ".join(filter(None, there)) or "—"
                alarm = connection.logout(news, self._host.monotonic_ns(), working)
            case ContractNews():
                alarm = connection.contract(news, self._instrument(news.symbol))
        if alarm is not None:
            self._alarm(account, getattr(news, "symbol", ""), alarm)

    def _set_aside(self, news: News | PositionSeen) -> None:
        """Keep, count and show what cannot be read; the same thing shown again is no news."""
        account, standing = news.account, self.standing(news.account)
        raw = news.raw if isinstance(news, UnreadableNews) else str(news)
        standing.unreadable += 1
        if raw in standing.raw:
            return
        standing.raw.append(raw)
        _log.warning("a message of the broker of %s could not be read: %s", account, raw)
        self._alarm(account, "", Message("unreadable_news", {"account": account}))

    def lost(self, order: Order) -> None:
        """The answer to a request was lost: count it as unknown and look it up."""
        self._look_ups.lost(order)

    def cancel_again(self, order_id: str) -> None:
        """A cancel is sent again: what comes of it is looked up, for a refusal proves nothing."""
        self._intake.doubt_refusals(order_id)
        self.pursue(order_id)

    def pursue(self, order_id: str) -> None:
        """Look an order up until its outcome is proven."""
        self._look_ups.pursue(order_id)

    def next_look_s(self, order_id: str) -> float | None:
        """In how many seconds an order is looked up next; None while it is not waited for."""
        return self._look_ups.next_s(order_id)

    @property
    def pursuing(self) -> int:
        """How many orders are being looked up."""
        return self._look_ups.pursuing

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
        """Compare everything of an account with its broker; True when the answer was complete.

        One that is on its way already tells nothing of now: the one after it is waited for.
        """
        standing = self.standing(account)
        if standing.running:
            standing.again = True
            after: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
            standing.waiting.append(after)
            return await after
        standing.running = True
        waiting: list[asyncio.Future[bool]] = []
        try:
            complete = await self._compare(account)
            while standing.again:
                standing.again = False
                waiting, standing.waiting = standing.waiting, []
                complete = await self._compare(account)
                _answer(waiting, complete)
        finally:
            standing.running = False
            _answer([*waiting, *standing.waiting], False)
            standing.waiting.clear()
        return complete

    async def _compare(self, account: str) -> bool:
        broker, standing = self._broker(account), self.standing(account)
        if not self._may_ask(account):
            return False
        since_ns = self._since(account)
        before = {order.order_id: order for order in self._tracker.live_orders(account)}
        host = self._host
        asked = self._market().now_ns(), host.now_ns(), host.monotonic_ns()
        try:
            orders = self._readable(await broker.orders(account, since_ns))
            fills = self._readable(await broker.fills(account, since_ns))
            positions = self._readable(await broker.positions(account))
            if not self._may_ask(account):  # another environment has answered in the middle of it
                return False
            are_told_apart = await self._intake.take(orders, fills, before)
        except BrokerUnavailable as unavailable:
            _log.info("%s could not be reconciled: %s", account, unavailable)
            return False
        except Exception:  # noqa: BLE001 - whoever waits for a proof must go on asking
            _log.exception("%s could not be reconciled", account)
            return False
        complete = orders.complete and fills.complete and are_told_apart
        if complete and not standing.reconciled and self._tracker.is_new(account):
            self._intake.adopt_positions(positions)
        self._compare_positions(account, positions)
        if complete:
            self._look_ups.take_up(account)
            self._look_ups.traded_out(account, self._shown_as_filled(orders.items))
            standing.reconciled = True
            standing.last = asked
        return complete

    def _shown_as_filled(self, shown: Iterable[OrderSeen]) -> Iterator[Order]:
        """The orders that are live here and have traded in full at the broker."""
        for seen in shown:
            order = self._tracker.order_at_broker(seen.account, seen.broker_order_id)
            if seen.status is OrderStatus.FILLED and order is not None and order.is_live:
                yield order

    def _may_ask(self, account: str) -> bool:
        return self._connection(account).may_ask(self._host.monotonic_ns())

    def _readable(self, listing: Listing[T]) -> Listing[T]:
        """Set aside what cannot be read of an answer: the rest is not all of it then."""
        kept = [item for item in listing.items if is_readable(item, self._instrument)]
        for item in listing.items:
            if item not in kept:
                self._set_aside(item)
        return Listing(kept, listing.complete and len(kept) == len(listing.items))

    def _since(self, account: str) -> int:
        """From when on the broker is asked: nothing that may still change lies before."""
        live = [order.created_ns for order in self._tracker.live_orders(account)]
        return max(0, min([*live, self._last_ns(account)]) - SKEW_NS)

    def _last_ns(self, account: str) -> int:
        """When everything was last taken in, by today's clock: it may have been set since.

        Orders and fills carry market time. A market that is shown slower than it was, or after the
        event, is behind the machine's clock; one that is made up faster is ahead of a broker's.
        """
        last = self.standing(account).last
        if last is None:
            return self._tracker.latest_ns(account)
        market_ns, host_ns, monotonic_ns = last
        gone_ns = self._host.monotonic_ns() - monotonic_ns
        return min(market_ns, host_ns, self._host.now_ns() - gone_ns)

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
        for symbol in {**ours, **theirs}:
            seen = theirs.get(symbol)
            there, here = seen.quantity if seen else ZERO, ours.get(symbol, ZERO)
            before = standing.suspected.get(symbol)
            if there == here:
                standing.suspected.pop(symbol, None)
                standing.drift.pop(symbol, None)
            elif before is None or (before.ours, before.theirs) != (here, there):
                standing.suspected[symbol] = Drift(symbol, here, there, now)
            elif (
                now - before.since_ns >= DRIFT_S * NANOSECONDS
                and standing.drift.get(symbol) != before
            ):
                standing.drift[symbol] = before
                self._alarm(account, symbol, _drift_words(account, before))

    # The timer.

    async def watch(self, accounts: Sequence[str]) -> None:
        """Take up what a former run left open, then reconcile at once and every half minute.

        A difference in position is looked at again once it would be drift. Where orders live only
        in this program there is nobody to compare with.
        """
        accounts = [a for a in accounts if self._broker(a).capabilities.keeps_orders]
        if not accounts:
            return
        for account in accounts:
            for order in self._tracker.live_orders(account):
                if order.status is OrderStatus.SENDING:
                    self.lost(order)
        since_s = EVERY_S  # at once
        while True:
            is_due = since_s >= EVERY_S
            since_s = 0.0 if is_due else since_s
            for account in accounts:
                if is_due or self.standing(account).is_in_doubt:
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

    def _alarm(self, account: str, symbol: str, message: Message) -> None:
        self.alarms.emit(Alarm(account, symbol, message))


def _answer(waiting: Iterable[asyncio.Future[bool]], complete: bool) -> None:
    for one in waiting:
        if not one.done():  # who was cancelled waits no more
            one.set_result(complete)


def _drift_words(account: str, drift: Drift) -> Message:
    parameters = {
        "account": account,
        "symbol": drift.symbol,
        "measured": str(drift.theirs),
        "limit": str(drift.ours),
    }
    return Message("position_drift", parameters)
