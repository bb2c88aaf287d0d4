"""Tradovate under the contract: our adapter before its practice venue, on one virtual clock."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from tests.support.contract import SECOND_RUN, SYMBOL, Bench, RemoteBench
from tests.support.paper_desk import paper_desk
from tests.support.plain_dialect import ACCOUNT as NUMBER
from tests.support.plain_dialect import VenueScene
from tests.support.tradovate_login import ENOUGH, TradovateLogin, tradovate_login
from tests.support.venue import turns
from traderterminal.desk.ports import ContractNews, Ledger, LoggedIn, News, StreamNews
from traderterminal.domain.accounts import Mode
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.venues.faults import Script
from traderterminal.venues.orders import State, Ticket

PATHS: Final = {
    "submit": "*/order/place*",
    "cancel": "*/order/cancelorder",
    "orders": "*/order/list",
}
#: What strikes before a request is on its way.
AT_THE_DOOR: Final = frozenset({"F1", "F2"})
#: Faults that are not struck by their name alone.
FAULTS: Final[Mapping[str, dict[str, object]]] = {
    "F8": {"fault": "F8", "code": "InvalidPrice", "text": "no", "booked": False},
    "F50 before": {"fault": "F5"},
    "F50 after": {"fault": "F4"},
}


class TradovateBench(RemoteBench):
    """A session at the practice Tradovate behind a desk."""

    name = "Tradovate"
    unsupported = MappingProxyType({"pages": "its lists are not cut into pages"})

    def __init__(self, login: TradovateLogin, ledger: Ledger | None = None) -> None:
        self.login = login
        first_id = 1 if ledger is None else SECOND_RUN
        paper = paper_desk(
            broker=login.session.broker,
            ledger=ledger,
            clock=login.scene.clock,
            tasks=login.tasks,
            first_id=first_id,
        )
        paper.failures = login.scene.failures
        super().__init__(paper, login.scene.clock)

    def _hear(self, news: News) -> None:
        super()._hear(news)
        if isinstance(news, LoggedIn | ContractNews | StreamNews):
            self.said.remove(news)  # what it says of the connection is no news of an order

    async def pass_time(self, seconds: float) -> None:
        await super().pass_time(seconds)
        await turns(ENOUGH)

    @property
    def scene(self) -> VenueScene:
        return self.login.scene

    def show(self, bid: str, ask: str, size: int) -> None:
        self.scene.quote(bid, ask, size)

    async def truth(self) -> Decimal:
        held = [holding.position.quantity for holding in self.scene.exchange.holdings(NUMBER)]
        return sum(held, Decimal(0))

    async def end_day(self) -> None:
        exchange = self.scene.exchange
        for order in list(exchange.orders.values()):
            if order.is_open and order.expires_ns is not None:
                exchange.end(order.order_id, State.EXPIRED, "expired")
        await self.pass_time(0)

    # What goes wrong.

    def strike(self, request: str, *faults: str) -> None:
        entries = [
            {**FAULTS.get(fault, {"fault": fault}), "at": {"request": PATHS[request], "nth": nth}}
            for nth, fault in enumerate(faults, start=1)
            if fault and fault not in AT_THE_DOOR
        ]
        self._arm(*entries)
        if faults[0] in AT_THE_DOOR:  # the stream must be gone for a request to need a new one
            self.login.wire.drop()
            self._arm({"fault": faults[0], "at": "now", "for_s": 0.5})
        if "F7" in faults:
            self.announce("could not be read")

    def _arm(self, *entries: dict[str, object]) -> None:
        venue = self.scene.venue
        venue.control.strike(Script.parse({"script": entries}, venue.dialect.unsupported))

    def hide(self, seconds: float) -> None:
        self.scene.exchange.mishaps.hidden_s = seconds

    def run_ahead(self, seconds: float) -> None:
        self._arm({"fault": "F43", "at": "now", "ahead_s": seconds})

    def posts(self, order_id: str) -> int:
        return self.scene.venue.front.posts[order_id]

    def booked(self) -> Mapping[str, int]:
        return Counter(order.ticket.tag for order in self.scene.exchange.orders.values())

    def working(self) -> Sequence[str]:
        return [str(o.order_id) for o in self.scene.exchange.orders.values() if o.is_open]

    def elsewhere(self, side: Side, quantity: int, limit: str | None = None) -> str:
        kind = OrderType.MARKET if limit is None else OrderType.LIMIT
        price = None if limit is None else Decimal(limit)
        ticket = Ticket(NUMBER, SYMBOL, side, quantity, kind, price)
        return str(self.scene.exchange.place(ticket).order_id)

    async def lose_stream(self) -> None:
        self._arm({"fault": "F1", "at": "now", "for_s": 3.0})
        self.login.wire.drop()
        await self.pass_time(0)

    async def regain_stream(self) -> None:
        await self.pass_time(10)

    async def sleep(self, hours: float) -> None:
        self.clock.advance_to(self.clock.now_ns() + int(hours * 3600 * NANOSECONDS))
        await self.pass_time(0)

    async def revise(self, price: Decimal | None) -> None:
        first = self.scene.exchange.executions(NUMBER)[0]
        self.scene.exchange.revise(first.execution_id, price)
        await self.pass_time(0)

    async def execute(self, order: Order, quantity: int, price: Decimal) -> None:
        self.scene.exchange.execute(int(order.broker_order_id), quantity, price)
        await self.pass_time(0)

    async def end(self, order: Order, status: OrderStatus) -> None:
        state = State.REJECTED if status is OrderStatus.REJECTED else State.CANCELED
        self.scene.exchange.end(int(order.broker_order_id), state, "exchange")
        await self.pass_time(0)

    async def restart(self) -> "TradovateBench":
        await self.login.session.stop()
        await self.paper.tasks.aclose()
        login = tradovate_login(mode=Mode.SIMULATOR, scene=self.scene)
        again = TradovateBench(login, self.paper.ledger)
        again.announce = self.announce
        again.paper.tracker.load(self.paper.ledger.state())
        await again.desk.take_up()
        await login.start()
        return again

    async def close(self) -> None:
        await self.login.session.stop()
        await super().close()
        await self.scene.close()


async def tradovate() -> Bench:
    """Return a bench that is online and reconciled."""
    bench = TradovateBench(tradovate_login(mode=Mode.SIMULATOR))
    await bench.paper.open()
    await bench.login.start()
    return bench
