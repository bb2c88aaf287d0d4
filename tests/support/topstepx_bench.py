"""The adapter of TopstepX before its practice venue, in one process and in virtual time.

`PracticeVenue` shows the truth of the venue in the words of the scripted one, so that the contract
finds what it looks for; a `Script` is carried out on the wire, request by request.
"""

import asyncio
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import httpx

from tests.support.builders import ES, INSTRUMENTS, MES, listed
from tests.support.contract import ACCOUNT, SECOND_RUN, VenueBench
from tests.support.market import utc_date
from tests.support.paper_desk import FEE, NOON_NS, PaperDesk, paper_desk
from tests.support.pipes import PipeEnd
from tests.support.venue import Script, VenueBroker, VenueDesk, elapse, turns
from tests.support.venue import Venue as ScriptedVenue
from tests.support.wire import Wire, WireTransport
from traderterminal.brokers.plugin import Contracts, Environment, Outside, Seat, Urls
from traderterminal.brokers.topstepx.session import TopstepxSession
from traderterminal.desk.ports import (
    FillRevised,
    FillSeen,
    Ledger,
    OrderSeen,
)
from traderterminal.desk.router import Router
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import (
    Canceled,
    Expired,
    OrderStatus,
    OrderType,
    Refused,
    TimeInForce,
)
from traderterminal.kit.clock import NANOSECONDS, VirtualClock, to_datetime
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import QuoteTick
from traderterminal.venues.clock import SettableClock
from traderterminal.venues.exchange import Exchange, ExchangeRules
from traderterminal.venues.faults import Script as FaultScript
from traderterminal.venues.orders import (
    ExchangeNews,
    Executed,
    Execution,
    OrderChanged,
    State,
    Ticket,
    VenueAccount,
    VenueOrder,
    VenueUser,
)
from traderterminal.venues.topstepx import make as make_dialect
from traderterminal.venues.venue import Venue, open_venue

NUMBER: Final = 465_001
USER: Final = VenueUser(15_460, "practice", "practice-key")
PLACE, CANCEL, QUERY = "/api/Order/place", "/api/Order/cancel", "/api/Order/v2/query"
DAY_NS: Final = 86_400 * NANOSECONDS

_STATUSES: Final = MappingProxyType(
    {
        State.HELD: OrderStatus.ACCEPTED,
        State.WORKING: OrderStatus.ACCEPTED,
        State.FILLED: OrderStatus.FILLED,
        State.CANCELED: OrderStatus.CANCELED,
        State.EXPIRED: OrderStatus.EXPIRED,
        State.REJECTED: OrderStatus.REJECTED,
    }
)
_ENDS: Final = MappingProxyType(
    {Canceled: State.CANCELED, Expired: State.EXPIRED, Refused: State.REJECTED}
)
#: What each name in a script of the contract is on the wire.
_FAULTS: Final[Mapping[str, Mapping[str, object]]] = MappingProxyType(
    {
        "F3": {"fault": "F3"},
        "F4": {"fault": "F4"},
        "F5": {"fault": "F5"},
        "F6": {"fault": "F6", "delay_s": 12.0},
        "F7": {"fault": "F7"},
        "F8": {"fault": "F8", "code": 3, "text": "not enough margin", "booked": False},
        "F9": {"fault": "F9"},
        "F10": {"fault": "F10"},
        "F11": {"fault": "F11"},
        "F12": {"fault": "F12"},
        "F22": {"fault": "F22"},
        "F46": {"fault": "F10"},
    }
)


class Exchanged:
    """A TopstepX venue in ES and MES, its market in the test's hands."""

    def __init__(self, clock: VirtualClock, tasks: TaskScope) -> None:
        self.clock = clock
        self.host = SettableClock(clock)
        self.hub = MarketHub(INSTRUMENTS.__getitem__, clock)
        rules = ExchangeRules(
            standing=self.hub.top,
            fee=lambda instrument, side, quantity, price, at_ns: FEE * quantity,
            is_open=lambda instrument, at_ns: True,
            day_end_ns=lambda instrument, at_ns: NOON_NS + DAY_NS,
        )
        self.exchange = Exchange(
            [ES, MES],
            [USER],
            [VenueAccount(NUMBER, "PRACTICE", USER.number, Decimal(100_000))],
            rules,
            clock,
            self.host,
        )
        bars = BarBook(self.hub, utc_date)
        self.venue: Venue = open_venue(
            make_dialect, self.exchange, self.hub, bars, self.host, tasks, control_token="control"
        )

    def quote(self, bid: str, ask: str, size: int, ask_size: int, symbol: str) -> None:
        instrument = INSTRUMENTS[symbol]
        ticks = instrument.to_ticks(Decimal(bid)), instrument.to_ticks(Decimal(ask))
        tick = QuoteTick(symbol, self.clock.now_ns(), ticks[0], size, ticks[1], ask_size)
        self.hub.publish_event([tick])


class _Named(dict[str, OrderSeen]):
    """Orders by the broker's id; `B1` is the first that was booked."""

    def __missing__(self, name: str) -> OrderSeen:
        return list(self.values())[int(name.removeprefix("B")) - 1]


class PracticeVenue(ScriptedVenue):
    """The practice venue as the contract asks after it."""

    def __init__(self, there: Exchanged) -> None:
        self._there = there
        super().__init__(there.clock)
        self.orders = _Named()
        self.posts = there.venue.front.posts
        there.exchange.news.connect(self._hear)

    def _hear(self, news: ExchangeNews) -> None:
        match news:
            case OrderChanged(order=order):
                known = str(order.order_id) in self.orders
                self.orders[str(order.order_id)] = _order_seen(order)
                if not known and order.ticket.tag:
                    self.placed[order.ticket.tag] = self.placed.get(order.ticket.tag, 0) + 1
            case Executed(execution=one):
                self.fills.append(_fill_seen(one))

    @property
    def ahead_ns(self) -> int:
        return self._there.exchange.mishaps.ahead_ns

    @ahead_ns.setter
    def ahead_ns(self, by: int) -> None:
        self._there.exchange.mishaps.ahead_ns = by

    def quote(
        self,
        bid: str,
        ask: str,
        size: int = 10,
        ask_size: int | None = None,
        symbol: str = "ESH2024",
    ) -> None:
        self._there.quote(bid, ask, size, size if ask_size is None else ask_size, symbol)

    def end(self, broker_id: str, event: Canceled | Expired | Refused) -> None:
        order_id = int(self.orders[broker_id].broker_order_id)
        self._there.exchange.end(order_id, _ENDS[type(event)], "")

    def end_day(self) -> None:
        for broker_id, seen in list(self.orders.items()):
            if seen.status is OrderStatus.ACCEPTED:
                self._there.exchange.end(int(broker_id), State.EXPIRED, "")

    def bust(self, fill_id: str, price: Decimal | None = None) -> FillRevised:
        told = super().bust(fill_id, price)
        self._there.exchange.revise(int(fill_id), price)
        return told

    def execute(self, seen: OrderSeen, quantity: Decimal, price: Decimal) -> FillSeen:
        self._there.exchange.execute(int(seen.broker_order_id), int(quantity), price)
        return self.fills[-1]

    def position(self, account: str, symbol: str = "ESH2024") -> Decimal:
        held = self._there.exchange.holdings(NUMBER)
        return sum((h.position.quantity for h in held if h.position.symbol == symbol), Decimal(0))


class ScriptedWire(Wire):
    """The wire, on which a script of the contract is carried out request by request."""

    def __init__(self, there: Exchanged, tasks: TaskScope, script: Script) -> None:
        super().__init__(there.venue, there.host, tasks)
        self.there = there
        self.script = script
        self.is_cut = False  # of the sockets alone
        self.opened: Callable[[PipeEnd], None] = lambda end: None  # hears of each connection
        self._asked = 0

    def http(self) -> httpx.AsyncBaseTransport:
        return _ScriptedTransport(self)

    async def open_stream(self, url: str) -> PipeEnd:
        if self.is_cut:
            raise ConnectionRefusedError("cut off")
        end = await super().open_stream(url)
        self.opened(end)
        return end

    def next_fault(self, path: str) -> str:
        """What the script has for a request."""
        match path:
            case p if p == PLACE:
                return Script.next(self.script.submits)
            case p if p == CANCEL:
                return Script.next(self.script.cancels)
            case p if p == QUERY:
                return self._answer_fault()
        return ""

    def _answer_fault(self) -> str:
        """An answer is two questions: a page of it is missing where the second one fails."""
        self._asked += 1
        if self.script.answers and self.script.answers[0] == "F29":
            if self._asked % 2:
                return ""
            self.script.answers.popleft()
            return "F10"
        return Script.next(self.script.answers) if self._asked % 2 else ""


class _ScriptedTransport(WireTransport):
    def __init__(self, wire: ScriptedWire) -> None:
        super().__init__(wire)
        self._scripted = wire

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        wire, path = self._scripted, request.url.path
        wire.there.exchange.mishaps.hidden_s = wire.script.hide_s
        match wire.next_fault(path):
            case "":
                return await super().handle_async_request(request)
            case "F1":
                raise httpx.ConnectError("refused", request=request)
            case "F2":
                await request.extensions["trace"]("connection.start_tls.started", {})
                await _for_ever()
            case "F50 before":
                await _for_ever()
            case "F50 after":
                await super().handle_async_request(request)
                await _for_ever()
            case fault:
                entry = {"at": {"request": f"POST {path}"}, **_FAULTS[fault]}
                wire.there.venue.lines.script = FaultScript.parse({"script": [entry]})
                return await super().handle_async_request(request)
        raise AssertionError("it hangs for ever")


async def _for_ever() -> None:
    await asyncio.get_running_loop().create_future()


class PracticeBroker(VenueBroker):
    """What the contract asks of the scripted broker, done to the adapter's wire."""

    def __init__(
        self, venue: PracticeVenue, tasks: TaskScope, wire: ScriptedWire, script: Script
    ) -> None:
        super().__init__(venue, tasks, script)
        self._wire = wire

    def stream(self, *, up: bool, account: str = "paper") -> None:
        self._wire.is_cut = not up
        if not up:
            self._wire.drop()

    def place_elsewhere(
        self, side: Side, quantity: int, limit: str | None = None, account: str = "paper"
    ) -> OrderSeen:
        ticket = Ticket(
            NUMBER,
            "ESH2024",
            side,
            quantity,
            OrderType.MARKET if limit is None else OrderType.LIMIT,
            None if limit is None else Decimal(limit),
        )
        return _order_seen(self._wire.there.exchange.place(ticket))


class TopstepxBench(VenueBench):
    """The adapter before its practice venue."""

    name = "TopstepX"
    unsupported = MappingProxyType(
        {
            "stop_limit orders": "the broker does not document it for placing",
            "market_if_touched orders": "the broker has none",
            "gtc orders": "the broker documents no time in force",
            "ioc orders": "the broker documents no time in force",
            "fok orders": "the broker documents no time in force",
        }
    )

    def __init__(self, made: VenueDesk, wire: ScriptedWire, session: TopstepxSession) -> None:
        super().__init__(made, carried=True)
        self.wire = wire
        self.session = session

    async def pass_time(self, seconds: float) -> None:
        await turns(SETTLE)
        await elapse(self.clock, seconds)
        await turns(SETTLE)
        while self.is_coming_back:  # a connection is dialled anew after a while
            await elapse(self.clock, 0.1)
        await turns(SETTLE)

    @property
    def is_coming_back(self) -> bool:
        return not (self.wire.is_cut or self.session.status.state in ("online", "data_only"))

    async def close(self) -> None:
        await self.session.stop()
        await super().close()

    async def restart(self) -> "TopstepxBench":
        await self.session.stop()
        await self.paper.tasks.aclose()
        again = await topstepx_bench(self.wire.there, self.paper.ledger, SECOND_RUN)
        again.paper.tasks.spawn(again.paper.reconciler.watch([ACCOUNT]), name="watch")
        await again.pass_time(0)
        return again


#: Enough turns for everything that is under way to come to its end.
SETTLE: Final = 2_000


async def topstepx_bench(
    there: Exchanged | None = None,
    ledger: Ledger | None = None,
    first_id: int = 1,
    *,
    jitter: float = 0.1,
) -> TopstepxBench:
    """Return the adapter behind a desk that has the account, connected.

    Every wait before another attempt is `jitter` of the longest that it may be.
    """
    clock = there.clock if there else VirtualClock(NOON_NS)
    failures: list[Exception] = []
    tasks = TaskScope(on_error=lambda name, error: failures.append(error))
    there = there or Exchanged(clock, tasks)
    script = Script()
    wire = ScriptedWire(there, tasks, script)
    session = make_session(wire, clock, tasks, jitter)
    paper = _desk(session, clock, tasks, ledger, first_id)
    paper.failures = failures
    venue = PracticeVenue(there)
    broker = PracticeBroker(venue, tasks, wire, script)
    bench = TopstepxBench(VenueDesk(paper, venue, broker, clock), wire, session)
    if ledger is None:
        money = Decimal(100_000)
        account = Account(ACCOUNT, "topstepx", Mode.SANDBOX, "USD", money, money)
        await paper.tracker.open_account(account, "opened")
    else:
        paper.tracker.load(ledger.state())
        await paper.desk.take_up()
    session.start()
    await bench.pass_time(0)
    await session.broker.contracts.by_symbol("ESH2024")  # type: ignore[attr-defined]
    bench.said.clear()
    return bench


def make_session(
    wire: ScriptedWire, clock: VirtualClock, tasks: TaskScope, jitter: float
) -> TopstepxSession:
    """Return a session over the wire that has not begun."""

    def dated(text: str, on: object) -> Instrument:
        return listed({"ESH4": "ESH2024", "MESH4": "MESH2024"}.get(text, text))

    outside = Outside(
        host=clock,
        tasks=tasks,
        http=wire.http,
        open_stream=wire.open_stream,
        secret=lambda key: USER.secret,
        contracts=Contracts(dated, listed, lambda: to_datetime(clock.now_ns()).date()),
        hub=MarketHub(INSTRUMENTS.__getitem__, clock),
        jitter=lambda: jitter,
    )
    urls = Urls(**wire.there.venue.dialect.urls("venue", 80))
    return TopstepxSession(
        Environment("practice", urls, None),
        [Seat(ACCOUNT, str(NUMBER))],
        {"user": USER.name},
        outside,
    )


def _desk(
    session: TopstepxSession,
    clock: VirtualClock,
    tasks: TaskScope,
    ledger: Ledger | None,
    first_id: int,
) -> PaperDesk:
    ways = Router(
        {("topstepx", "sandbox"): session.broker, ("paper", "simulator"): session.broker},
        lambda symbol: listed(symbol).asset_class,
    )
    return paper_desk(
        broker=session.broker,
        ledger=ledger,
        clock=clock,
        tasks=tasks,
        first_id=first_id,
        router=ways,
    )


def _order_seen(order: VenueOrder) -> OrderSeen:
    ticket = order.ticket
    return OrderSeen(
        broker_order_id=str(order.order_id),
        account=ACCOUNT,
        symbol=ticket.symbol,
        side=ticket.side,
        quantity=Decimal(order.quantity),
        order_type=ticket.order_type,
        time_in_force=TimeInForce.DAY,
        status=_STATUSES[order.state],
        filled_quantity=Decimal(order.filled),
        placed_ns=order.placed_ns,
        order_id=ticket.tag,
        limit_price=order.limit_price,
        stop_price=order.stop_price,
    )


def _fill_seen(one: Execution) -> FillSeen:
    return FillSeen(
        fill_id=str(one.execution_id),
        broker_order_id=str(one.order_id),
        account=ACCOUNT,
        symbol=one.symbol,
        side=one.side,
        quantity=Decimal(one.quantity),
        price=one.price,
        at_ns=one.at_ns,
        fee=one.fee,
    )
