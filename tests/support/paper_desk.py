"""A desk on paper with everything about it in the test's hands: market, clocks, ledger."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count

from tests.support.builders import INSTRUMENTS, listed, quote
from tests.support.memory_ledger import MemoryLedger
from traderterminal.desk.desk import Desk, Surroundings
from traderterminal.desk.pace import PaceKeeper
from traderterminal.desk.ports import Broker, Ledger, OrderWish
from traderterminal.desk.reconcile import Reconciler
from traderterminal.desk.router import Router
from traderterminal.desk.tracker import Tracker
from traderterminal.desk.valuation import Margined
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.execution import QueueAhead
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderType
from traderterminal.domain.quotes import Quote
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.ticks import QuoteTick
from traderterminal.paper.broker import Latency, PaperBroker, PaperRules
from traderterminal.risk.changes import LimitBook
from traderterminal.risk.limits import PAPER, RiskLimits
from traderterminal.risk.margins import outright

FEE = Decimal("2.25")
NOON_NS = 1_703_545_200_000_000_000


@dataclass
class StandingMarket:
    """A market whose quotes stand until the test changes them."""

    clock: VirtualClock = field(default_factory=lambda: VirtualClock(NOON_NS))
    quotes: dict[str, Quote] = field(default_factory=lambda: {"ESH2024": quote()})
    state: FeedState = FeedState.RUNNING
    silent_s: float = 0.1

    def quote(self, symbol: str) -> Quote | None:
        return self.quotes.get(symbol)

    def health(self, symbol: str) -> FeedHealth:
        return FeedHealth(self.state, self.silent_s, 2.0)

    def standing(self, symbol: str) -> QuoteTick | None:
        found, instrument = self.quotes.get(symbol), INSTRUMENTS[symbol]
        if found is None:
            return None

        def ticks(price: Decimal | None) -> int | None:
            return None if price is None else instrument.to_ticks(price)

        return QuoteTick(
            symbol,
            self.clock.now_ns(),
            ticks(found.bid),
            int(found.bid_size),
            ticks(found.ask),
            int(found.ask_size),
        )


@dataclass
class PaperDesk:
    """The desk and what is about it."""

    desk: Desk
    tracker: Tracker
    reconciler: Reconciler
    broker: Broker
    ledger: Ledger
    market: StandingMarket
    host: VirtualClock
    tasks: TaskScope
    closed: list[str]
    ended: list[str]
    failures: list[Exception]

    def move(self, bid: str, ask: str, symbol: str = "ESH2024") -> None:
        """Let the market quote anew and the paper broker see it."""
        self.market.quotes[symbol] = quote(bid, ask, last=None)
        tick = self.market.standing(symbol)
        assert tick is not None
        assert isinstance(self.broker, PaperBroker)
        self.broker.see([tick])

    def find_queue(self, order: Order) -> QueueAhead | None:
        """What stands before an order, where its broker is the paper one."""
        return self.broker.queue(order) if isinstance(self.broker, PaperBroker) else None

    async def drained(self) -> None:
        """Wait until nothing runs in the background but look-ups of unknown outcomes."""
        while self.tasks.running > self.reconciler.pursuing:  # noqa: ASYNC110 - there is no event
            await asyncio.sleep(0)  # noqa: TID251 - not a wait but a turn for the others

    async def open(self, cash: int = 100_000, account: str = "paper") -> None:
        money = Decimal(cash)
        await self.tracker.open_account(
            Account(account, "paper", Mode.SIMULATOR, "USD", money, money), "opened"
        )


def resolve(symbol: str) -> Instrument:
    return listed("ESH2024" if symbol == "ES1!" else symbol)


#: Why entries in an instrument wait for news at a moment, if so.
Blackout = Callable[[Instrument, int], Message | None]
NO_NEWS: Blackout = lambda instrument, at_ns: None  # noqa: E731 - a default to name


def paper_desk(
    *,
    ledger: Ledger | None = None,
    broker: Broker | None = None,
    limits: RiskLimits = PAPER,
    latency_ms: int = 0,
    cancel_ms: int = 0,
    clock: VirtualClock | None = None,
    tasks: TaskScope | None = None,
    first_id: int = 1,
    router: Router | None = None,
    margin: Margined | None = None,
    stalled: Callable[[], bool] = lambda: False,
    rolled: date | None = None,
    blackout: Blackout = NO_NEWS,
) -> PaperDesk:
    """Return a desk with a paper broker, or the given one; nothing is open yet.

    `clock` is the market's and the machine's in one, as it is where a broker is live. A second run
    on the same ledger begins with another `first_id`. A `router` leads to brokers of the test's.
    """
    market, closed, ended, failures = StandingMarket(), list[str](), list[str](), []
    host = clock or VirtualClock(1)
    market.clock = clock or market.clock
    tasks = tasks or TaskScope(on_error=lambda name, error: failures.append(error))
    start = len(ledger.facts) if isinstance(ledger, MemoryLedger) else 0
    numbers = count(first_id + start)
    new_id: Callable[[], str] = lambda: f"{next(numbers):06d}"  # noqa: E731 - a short id source

    def fee(
        account: str,
        instrument: Instrument,
        side: Side,
        quantity: Decimal,
        price: Decimal,
        at_ns: int,
    ) -> Decimal:
        return FEE * quantity

    used = broker or PaperBroker(
        PaperRules(
            instrument=INSTRUMENTS.__getitem__,
            any_hour=lambda account: not limits.enforce_session,
            standing=market.standing,
            catch_up=lambda symbol: None,
            health=market.health,
            fee=fee,
            is_open=lambda instrument, at_ns: instrument.symbol not in closed,
            day_end_ns=lambda instrument, at_ns: NOON_NS + 3_600_000_000_000,
            latency={"paper": Latency(latency_ms, cancel_ms)},
            fill_mode={},
        ),
        market.clock,
        new_id,
        tasks,
    )
    book = ledger or MemoryLedger()
    ways = router or Router(
        {("paper", "simulator"): used}, lambda symbol: listed(symbol).asset_class
    )
    tracker = Tracker(book, INSTRUMENTS.__getitem__, host, tasks)
    reconciler = Reconciler(
        tracker=tracker,
        ledger=book,
        broker=lambda account: ways.broker(tracker.known_account(account)) if router else used,
        instrument=listed,
        fee=fee,
        market=lambda: market.clock,
        host=host,
        tasks=tasks,
    )
    desk = Desk(
        tracker=tracker,
        router=ways,
        ledger=book,
        market=market,
        surroundings=Surroundings(
            resolve=resolve,
            instrument=INSTRUMENTS.__getitem__,
            opens=lambda instrument, at_ns: "17:00" if instrument.symbol in closed else None,
            is_expired=lambda instrument, at_ns: instrument.symbol in ended,
            fee=fee,
            limit_book=LimitBook(lambda account: limits, host.monotonic_ns),
            margin=margin or (lambda account, instrument, equity: outright(instrument)),
            stalled=stalled,
            rolled=lambda instrument, at_ns: rolled,
            blackout=blackout,
        ),
        pace=PaceKeeper(host),
        reconciler=reconciler,
        host=host,
        new_id=new_id,
        tasks=tasks,
    )
    return PaperDesk(
        desk, tracker, reconciler, used, book, market, host, tasks, closed, ended, failures
    )


@asynccontextmanager
async def open_paper_desk(margin: Margined | None = None) -> AsyncIterator[PaperDesk]:
    """Give a desk on paper, open, and at its end without a failure in the background."""
    made = paper_desk(margin=margin)
    await made.open()
    yield made
    assert made.failures == []
    await made.tasks.aclose()


def wish(
    side: str | None = "buy", quantity: int | Decimal | None = 1, **changes: object
) -> OrderWish:
    """Return a market order wish for ES on the account `paper`."""
    fields: dict[str, object] = {
        "account": "paper",
        "symbol": "ESH2024",
        "intent": "delta",
        "side": side,
        "quantity": None if quantity is None else Decimal(quantity),
        "order_type": OrderType.MARKET,
    }
    return OrderWish(**(fields | changes))  # type: ignore[arg-type] # changes are checked by use


def resting(side: str = "buy", quantity: int = 1) -> OrderWish:
    """Return the wish for a limit order far from the market."""
    price = Decimal("4790.00") if side == "buy" else Decimal("4810.00")
    return wish(side, quantity, order_type=OrderType.LIMIT, limit_price=price)


def held(paper: PaperDesk, symbol: str = "ESH2024") -> Decimal:
    """Return the position that is shown."""
    position = paper.desk.positions.get(("paper", symbol))
    return position.quantity if position else Decimal(0)
