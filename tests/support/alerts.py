"""An inbox with everything about it in the test's hands, and a trader that does as it is told."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Final

from tests.support.builders import AAPL, ES, ES_JUNE, MES
from tests.support.memory_ledger import MemoryLedger
from traderterminal.alerts.dialects import decode
from traderterminal.alerts.inbox import Inbox, Proof, Receipt
from traderterminal.alerts.normalise import normalise
from traderterminal.alerts.redaction import masked
from traderterminal.alerts.routing import AlertRules, StrategyRule
from traderterminal.desk.groups import Member
from traderterminal.desk.judge import Preview
from traderterminal.desk.ports import OrderFact, OrderWish
from traderterminal.desk.router import net
from traderterminal.desk.tracker import Change, OrderChanged
from traderterminal.domain.errors import TraderTerminalError, UnknownSymbol
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import (
    Accepted,
    Denied,
    Filled,
    Intent,
    Order,
    OrderEvent,
    Sending,
)
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import AlertRecord, Signal, Touch
from traderterminal.kit.clock import NANOSECONDS, VirtualClock, iso, parse_iso
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

SECRET = "correct horse battery staple"
MARKET_NS = parse_iso("2024-01-11T15:08:12Z")
HOST_NS = parse_iso("2026-11-24T09:00:00Z")
PRICE = Decimal("4808.50")

_CONTRACTS = {
    name: instrument
    for instrument, names in (
        (ES, "ES ES1! ESH2024 CME_MINI:ES1! CME_MINI_DL:ES1!"),
        (ES_JUNE, "ES2! ESM2024"),
        (MES, "MES MESH2024"),
        (AAPL, "AAPL NASDAQ:AAPL"),
    )
    for name in names.split()
}


def resolve(symbol: str) -> Instrument:
    """Resolve the few symbols that tests use."""
    if symbol not in _CONTRACTS:
        raise UnknownSymbol(symbol)
    return _CONTRACTS[symbol]


def signals_of(message: str | bytes, unit: str | None = None) -> tuple[Signal, ...]:
    """Read a message from bytes to signals; bare exits are in `unit`."""
    body = message.encode() if isinstance(message, str) else message
    return normalise(masked(decode(body)), lambda strategy: unit)


def signal_of(message: Mapping[str, object] | str, unit: str | None = None) -> Signal:
    """Read a message that holds one signal."""
    text = message if isinstance(message, str) else json.dumps(message)
    (signal,) = signals_of(text, unit)
    return signal


class FakeTrader:
    """Nets wishes against its positions and fills them at one price, until told otherwise.

    `events` makes the events of an order; `error` is raised instead of placing.
    """

    def __init__(self) -> None:
        self.orders: dict[str, Order] = {}
        self.positions: dict[tuple[str, str], Position] = {}
        self.changed: Observers[Change] = Observers()
        self.wishes: list[OrderWish] = []
        self.cancelled: list[tuple[str, str]] = []
        self.working = 0
        self.error: TraderTerminalError | None = None
        self.events: Callable[[Order], Sequence[OrderEvent]] = self.fills
        self.before_placing: Callable[[OrderWish], object] | None = None

    def hold(self, symbol: str, quantity: int, account: str = "paper") -> None:
        cost = PRICE * quantity
        self.positions[(account, symbol)] = Position(
            account, symbol, Decimal(50), Decimal(quantity), cost
        )

    def fills(self, order: Order) -> Sequence[OrderEvent]:
        return Sending(), Accepted(), self.fill(order, order.quantity)

    def fill(self, order: Order, quantity: Decimal) -> Filled:
        number = len(order.fill_ids) + 1
        return Filled(
            Fill(
                fill_id=f"{order.order_id}-{number}",
                order_id=order.order_id,
                account=order.account,
                symbol=order.symbol,
                side=order.side,
                quantity=quantity,
                price=PRICE,
                fee=Decimal(0),
                point_value=Decimal(50),
                at_ns=1,
            )
        )

    def preview(self, wish: OrderWish) -> Preview:
        position = self.positions.get((wish.account, wish.symbol))
        held = position.quantity if position else Decimal(0)
        order = self._order(wish, held)
        return Preview(
            symbol=order.symbol,
            side=order.side,
            quantity=order.quantity,
            position_before=held,
            position_after=held + order.side.sign * order.quantity,
            fees=Decimal(0),
            money_needed=Decimal(0),
            verdicts=(),
            reason=order.reason,
        )

    async def place(self, wish: OrderWish) -> Order:
        if self.before_placing is not None:
            self.before_placing(wish)
        if self.error is not None:
            raise self.error
        self.wishes.append(wish)
        position = self.positions.get((wish.account, wish.symbol))
        order = self._order(wish, position.quantity if position else Decimal(0))
        events = (Denied(order.reason),) if order.reason is not None else self.events(order)
        for event in events:
            order = self.hear(order, event)
        return order

    def _order(self, wish: OrderWish, held: Decimal) -> Order:
        netted = net(wish, held, ())
        return Order(
            order_id=f"TT{len(self.wishes):04d}",
            client_order_id=wish.client_order_id,
            account=wish.account,
            symbol=wish.symbol,
            side=netted.side,
            quantity=netted.quantity,
            order_type=wish.order_type,
            time_in_force=wish.time_in_force,
            created_ns=1,
            limit_price=wish.limit_price,
            intent=Intent(wish.intent),
            reason=netted.nothing,
            alert_id=wish.alert_id,
        )

    def hear(self, order: Order, event: OrderEvent) -> Order:
        """Book an event of an order and tell of it."""
        after = order.apply(event)
        self.orders[order.order_id] = after
        if isinstance(event, Filled):
            key = (order.account, order.symbol)
            position = self.positions.get(key, Position(*key, Decimal(50)))
            self.positions[key] = position.apply(event.fill)
        self.changed.emit(OrderChanged(after))
        return after

    async def cancel_all(self, account: str, symbol: str = "", side: Side | None = None) -> int:
        self.cancelled.append((account, symbol))
        return self.working


@dataclass
class InboxDesk:
    """The inbox and what is about it: accounts `paper`, `paper_two` and the live `broker`."""

    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    trader: FakeTrader = field(default_factory=FakeTrader)
    market: VirtualClock = field(default_factory=lambda: VirtualClock(MARKET_NS))
    host: VirtualClock = field(default_factory=lambda: VirtualClock(HOST_NS))
    resolve: Callable[[str], Instrument] = resolve
    strategies: dict[str, StrategyRule] = field(default_factory=dict)
    groups: dict[str, list[Member]] = field(default_factory=dict)
    failures: list[Exception] = field(default_factory=list)
    unquoted: dict[str, asyncio.Event] = field(default_factory=dict)  # set with the first quote

    touches: dict[str, Touch] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tasks = TaskScope(lambda name, error: self.failures.append(error))
        self.groups = {"everyday": [Member("paper")], **self.groups}
        numbers = count(1)
        self._new_id = lambda: f"A{next(numbers):03d}"
        self.inbox = self.new_inbox()

    def new_inbox(self) -> Inbox:
        """Return an inbox on the same ledger, as after a restart."""
        rules = AlertRules(
            resolve=lambda symbol: self.resolve(symbol),
            members=self._members,
            strategy=self.strategies.get,
            is_paper=lambda account: account != "broker",
            lacks_quote=self.unquoted.__contains__,
            first_quote=self._first_quote,
            touch=self.touches.get,
            default_group="everyday",
        )
        return Inbox(
            ledger=self.ledger,
            trader=self.trader,
            rules=rules,
            market=self.market,
            host=self.host,
            new_id=self._new_id,
            tasks=self.tasks,
            secret=SECRET,
        )

    async def _first_quote(self, symbol: str) -> None:
        await self.unquoted[symbol].wait()

    def _members(self, name: str) -> Sequence[Member] | None:
        if name in ("paper", "paper_two", "broker"):
            return [Member(name)]
        return self.groups.get(name)

    async def post(
        self,
        message: Mapping[str, object] | str | bytes,
        proof: Proof = Proof.PATH,
        nonce: str = "",
    ) -> Receipt:
        """Deliver a message and let the work that can be done be done."""
        body = json.dumps(message) if isinstance(message, Mapping) else message
        body = body.encode() if isinstance(body, str) else body
        receipt = await self.inbox.receive(body, proof, self.host.now_ns(), nonce)
        await turns()
        return receipt

    async def ended(self, message: Mapping[str, object] | str | bytes) -> AlertRecord:
        """Deliver a message and return the alert as it stands after that."""
        receipt = await self.post(message)
        return self.alert(receipt.alert_id)

    def alert(self, alert_id: str) -> AlertRecord:
        return next(r for r in self.inbox.records if r.alert_id == alert_id)

    @property
    def stored(self) -> Sequence[AlertRecord]:
        """The alerts as the ledger has them."""
        return self.ledger._alerts()

    def book(self, order: Order) -> None:
        """Put an order into the ledger, as a desk does."""
        self.ledger.facts.append(OrderFact("Sending", order))


def seconds_ago(seconds: float) -> str:
    """A moment of market time as TradingView writes it."""
    return iso(MARKET_NS - int(seconds * NANOSECONDS))


#: What tests deliver: two entries and an exit, a second old.
BUY: Final[Mapping[str, object]] = {
    **{"symbol": "ES1!", "action": "buy", "quantity": "2", "id": "Long"},
    "time": seconds_ago(1),
}
SELL: Final[Mapping[str, object]] = {**BUY, "action": "sell", "id": "Short"}
CLOSE: Final[Mapping[str, object]] = {
    **{"symbol": "ES1!", "action": "close", "id": "Exit"},
    "time": seconds_ago(1),
}


def wishes(desk: InboxDesk) -> list[tuple[object, ...]]:
    """What the trader was asked for: account, intent, side and quantity of each."""
    return [(w.account, w.intent, w.side, w.quantity) for w in desk.trader.wishes]


async def turns(count: int = 30) -> None:
    """Give every task its turns."""
    for _ in range(count):
        await asyncio.sleep(0)  # noqa: TID251 - not a wait but a turn for the others
