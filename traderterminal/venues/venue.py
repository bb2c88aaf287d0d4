"""A practice venue put together: exchange, dialect, front, control, and who carries the bytes."""

from collections.abc import Awaitable, Callable, Sequence

from traderterminal.domain.instruments import AssetClass
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.venues.clock import SettableClock
from traderterminal.venues.control import Control
from traderterminal.venues.deeds import Deeds
from traderterminal.venues.dialect import Dialect
from traderterminal.venues.exchange import Exchange
from traderterminal.venues.front import Front
from traderterminal.venues.lines import Lines
from traderterminal.venues.orders import VenueAccount, VenueUser
from traderterminal.venues.server import Server
from traderterminal.venues.tapes import Tape
from traderterminal.venues.traffic import Answer, Request


@frozen
class World:
    """What a dialect stands in: its exchange, the market it quotes, host time, its tasks.

    `ask` takes a request past log and fault script: for what arrives on a socket and is a request.
    """

    exchange: Exchange
    hub: MarketHub
    bars: BarBook
    host: Clock
    tasks: TaskScope
    ask: Callable[[Request], Awaitable[Answer]]


#: Makes the dialect of a broker.
MakeDialect = Callable[[World], Dialect]


@frozen
class VenuePlugin:
    """What the folder of a venue exports.

    `fees` is the plan of resources/fees that it charges; it lists what the market trades of its
    `asset_classes`. `secret_key` is what the secret of a user is called there: password or api_key.
    """

    name: str
    fees: str
    asset_classes: frozenset[AssetClass]
    secret_key: str
    users: Sequence[VenueUser]
    accounts: Sequence[VenueAccount]
    make: MakeDialect


@frozen
class Venue:
    """A practice venue. `server` speaks the broker's protocol, `control_server` the control's."""

    exchange: Exchange
    dialect: Dialect
    front: Front
    lines: Lines
    control: Control
    server: Server
    control_server: Server


def open_venue(
    make: MakeDialect,
    exchange: Exchange,
    hub: MarketHub,
    bars: BarBook,
    host: SettableClock,
    tasks: TaskScope,
    *,
    control_token: str,
    tape: Tape | None = None,
) -> Venue:
    """Put a venue together and let it see the market of `hub`."""

    async def ask(request: Request) -> Answer:
        return await front.answer(request)

    dialect = make(World(exchange, hub, bars, host, tasks, ask))
    lines = Lines(host, tasks, dialect.price_keys)
    front = Front(dialect, exchange, lines, host, tasks)
    deeds = Deeds(dialect, exchange, front, lines, host, tasks)
    control = Control(control_token, dialect, exchange, front, lines, deeds, host, tape)
    hub.listen_to_events(exchange.see, first=True)  # a dialect acts on the market that it has seen
    return Venue(
        exchange=exchange,
        dialect=dialect,
        front=front,
        lines=lines,
        control=control,
        server=Server(front, lines, tasks),
        control_server=Server(control, Lines(host, tasks, frozenset({"price"})), tasks),
    )
