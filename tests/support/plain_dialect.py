"""The plainest dialect that a practice venue can speak: for tests of what lies below every dialect.

`POST /place {"account", "side", "quantity", "limit", "id"}`, `POST /cancel {"order"}`,
`POST /change {"order", "limit"}`, `GET /orders`; the socket `/news` says what happens.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from tests.support.builders import ES, INSTRUMENTS, MES
from tests.support.market import utc_date
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import QuoteTick
from traderterminal.venues.clock import SettableClock
from traderterminal.venues.exchange import Exchange, ExchangeRules
from traderterminal.venues.orders import (
    ExchangeNews,
    Executed,
    OrderChanged,
    Refused,
    Ticket,
    VenueAccount,
    VenueUser,
)
from traderterminal.venues.sockets import Socket
from traderterminal.venues.traffic import Answer, Request, json_answer, write_json
from traderterminal.venues.venue import MakeDialect, Venue, World, open_venue

DAY_NS: Final = 86_400_000_000_000
NOON_NS: Final = 1_710_158_400_000_000_000  # 11 March 2024, 12:00 UTC
TODAY: Final = date(2024, 3, 11)
ACCOUNT: Final = 101
FEE: Final = Decimal("1.40")


class PlainDialect:
    """Implements `venues.dialect.Dialect`."""

    name = "plain"
    unsupported: Mapping[str, str] = MappingProxyType({"F37": "it has no snapshots"})
    id_keys = frozenset({"order"})
    price_keys = frozenset({"price", "limit"})
    zoneless = False

    def __init__(self, world: World) -> None:
        self.world = world
        self.done: list[str] = []
        self._sockets: list[Socket] = []
        world.exchange.news.connect(self._hear)

    def urls(self, host: str, port: int) -> Mapping[str, str]:
        return {"rest": f"http://{host}:{port}"}

    async def answer(self, request: Request) -> Answer:
        exchange = self.world.exchange
        try:
            match request.path:
                case "/orders":
                    orders = exchange.orders_of(ACCOUNT)
                    return json_answer({"orders": [{"id": o.order_id} for o in orders]})
                case "/place":
                    order = exchange.place(_ticket(request.json()))
                    return json_answer({"order": order.order_id})
                case "/cancel":
                    exchange.cancel(int(request.json()["order"]))
                case "/change":
                    body = request.json()
                    exchange.change(int(body["order"]), limit_price=Decimal(body["limit"]))
                case _:
                    return json_answer({}, 404)
        except Refused as refused:
            return json_answer({"error": refused.why.value})
        return json_answer({"ok": True})

    def socket_name(self, request: Request) -> str:
        return "news" if request.path == "/news" else ""

    def welcome(self, request: Request) -> int:
        return 101 if request.path == "/news" else 404

    async def talk(self, socket: Socket) -> None:
        self._sockets.append(socket)
        while (text := await socket.receive()) is not None:
            socket.send(f"you said {text}")
        self._sockets.remove(socket)

    def reset(self) -> None:
        self.done.append("reset")

    def client_id(self, request: Request) -> str:
        return str(request.json().get("id", "")) if request.path == "/place" else ""

    def order_of(self, request: Request) -> int | None:
        return int(request.json()["order"]) if request.path in ("/cancel", "/change") else None

    def is_later_page(self, request: Request) -> bool:
        return "page" in request.query

    def failure(self, request: Request, code: object, text: str) -> Answer:
        return json_answer({"error": code, "text": text})

    def success(self, request: Request) -> Answer:
        return json_answer({"ok": True})

    def revoke(self, request: Request) -> None:
        self.done.append(f"revoke {request.bearer}")

    def refuse_logins(self, until_ns: int) -> None:
        self.done.append(f"refuse logins until {until_ns}")

    def compete(self) -> None:
        self.done.append("compete")

    def withhold_snapshots(self, count: int) -> None:
        self.done.append(f"withhold {count}")

    def flood(self, socket: Socket, frames: int) -> Iterable[str]:
        return (f"quote {number}" for number in range(frames))

    def _hear(self, news: ExchangeNews) -> None:
        said: dict[str, Any] | None = None
        match news:
            case OrderChanged(order=order, cause=cause):
                said = {"id": order.order_id, "what": cause.value, "status": order.state.value}
            case Executed(execution=one):
                said = {"id": one.execution_id, "what": "fill", "price": one.price}
            case _:
                pass
        if said is not None:
            for socket in self._sockets:
                socket.send(write_json(said), topic=said["what"])


def _ticket(body: Mapping[str, Any]) -> Ticket:
    limit = body.get("limit")
    return Ticket(
        account=int(body.get("account", ACCOUNT)),
        symbol=str(body.get("symbol", ES.symbol)),
        side=Side(body.get("side", "buy")),
        quantity=int(body.get("quantity", 1)),
        order_type=OrderType.MARKET if limit is None else OrderType.LIMIT,
        limit_price=None if limit is None else Decimal(limit),
        tag=str(body.get("id", "")),
    )


def make_plain(world: World) -> PlainDialect:
    """Make the plain dialect."""
    return PlainDialect(world)


@dataclass
class VenueScene:
    """A venue on a market and a clock in the test's hands; `tests` close it."""

    venue: Venue
    hub: MarketHub
    clock: VirtualClock  # of the market and below the venue's host clock
    host: SettableClock
    tasks: TaskScope
    failures: list[Exception]
    news: list[ExchangeNews] = field(default_factory=list)

    @property
    def exchange(self) -> Exchange:
        return self.venue.exchange

    def quote(self, bid: str, ask: str, size: int = 10, symbol: str = ES.symbol) -> None:
        """Show a market with `size` on either side."""
        instrument = INSTRUMENTS[symbol]
        ticks = instrument.to_ticks(Decimal(bid)), instrument.to_ticks(Decimal(ask))
        tick = QuoteTick(symbol, self.clock.now_ns(), ticks[0], size, ticks[1], size)
        self.hub.publish_event([tick])

    async def close(self) -> None:
        await self.tasks.aclose()
        assert self.failures == []


def an_exchange(hub: MarketHub, market: VirtualClock, host: SettableClock) -> Exchange:
    """Return an exchange in ES and MES with one user and two accounts, open round the clock."""

    def fee(
        instrument: Instrument, side: Side, quantity: Decimal, price: Decimal, at_ns: int
    ) -> Decimal:
        return FEE * quantity

    rules = ExchangeRules(
        standing=hub.top,
        fee=fee,
        is_open=lambda instrument, at_ns: True,
        day_end_ns=lambda instrument, at_ns: (at_ns // DAY_NS + 1) * DAY_NS,
    )
    accounts = [
        VenueAccount(ACCOUNT, "PRACTICE-1", 1, Decimal(50_000)),
        VenueAccount(ACCOUNT + 1, "PRACTICE-2", 1, Decimal(150_000)),
    ]
    users = [VenueUser(1, "trader", "key-of-the-test")]
    return Exchange([ES, MES], users, accounts, rules, market, host)


def venue_scene(make: MakeDialect = make_plain) -> VenueScene:
    """Return a venue with ES quoted 4800.00 to 4800.25; call it inside a running loop."""
    clock = VirtualClock(NOON_NS)
    host = SettableClock(clock)
    failures: list[Exception] = []
    tasks = TaskScope(on_error=lambda name, error: failures.append(error))
    hub = MarketHub(INSTRUMENTS.__getitem__, clock)
    exchange = an_exchange(hub, clock, host)
    bars = BarBook(hub, utc_date)
    venue = open_venue(make, exchange, hub, bars, host, tasks, control_token="control")
    scene = VenueScene(venue, hub, clock, host, tasks, failures)
    exchange.news.connect(scene.news.append)
    scene.quote("4800.00", "4800.25")
    return scene
