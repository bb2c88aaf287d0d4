"""What the folder of a broker exports: how it is set up, what it can do, how a session begins.

A session is one login. It may hold several accounts, which the desk knows by names of the trader's
own; `Seat` ties the two together. Everything that a session needs from outside stands in `Outside`,
so that the same code runs against the broker, against its practice venue over loopback, and against
that venue in one process on a virtual clock.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from traderterminal.desk.ports import Broker, Capabilities
from traderterminal.domain.accounts import Mode
from traderterminal.domain.bars import Bar
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import MarketSource

if TYPE_CHECKING:  # a start without any broker needs neither HTTP nor TLS
    import httpx

    from traderterminal.brokers.transport.sockets import OpenStream


#: The environment of every broker that a venue of ours stands in for.
PRACTICE: Final = "practice"


@frozen
class Urls:
    """Where an environment answers: requests, news of orders, and quotes."""

    rest: str
    stream: str
    market: str


@frozen
class Environment:
    """One of the worlds of a broker, such as demo; `mode` is that of every account in it.

    `mode` is None where the accounts themselves say whether they are live.
    """

    name: str
    urls: Urls
    mode: Mode | None


@frozen
class Credential:
    """Something a login needs. `key` is its name in settings and keyring, `label` that on screen.

    One that is not `secret`, such as a user's name, may stand in the settings.
    """

    key: str
    label: str
    secret: bool = True
    optional: bool = False


class SessionState(StrEnum):
    OFFLINE = "offline"
    CONNECTING = "connecting"
    ONLINE = "online"
    DATA_ONLY = "data_only"  # the login is refused or taken over: nothing can be sent
    WAITING = "waiting"  # the next attempt is due later: back-off or a penalty of the broker


@frozen
class SessionStatus:
    """How a session stands. `error` is the last one, in the broker's own words, without secrets.

    `since_ns`, `retry_ns` and `token_expires_ns` are moments of host time.
    """

    state: SessionState = SessionState.OFFLINE
    since_ns: int = 0
    token_expires_ns: int | None = None
    retry_ns: int | None = None
    error: str = ""
    reason: Message | None = None


@frozen
class Pulse:
    """How alive the connections of a session are, in seconds of host time.

    `silent_s` is how long the stream of orders has said nothing, None while there is none, and
    `usual_s` the longest silence that means nothing. `round_trip_s` is what the last request that
    was answered took, `clock_offset_s` by how much the machine's clock is ahead of the broker's, to
    half a second; both are None before the first.
    """

    silent_s: float | None
    usual_s: float
    round_trip_s: float | None
    clock_offset_s: float | None = None


@frozen
class RiskFigure:
    """One of the limits that the broker itself holds an account to, in its own name for it."""

    name: str
    value: Decimal | None
    limit: Decimal | None = None
    broken: bool = False


@frozen
class AccountAtBroker:
    """An account as the broker lists it; `number` is its id there, `name` what people see."""

    number: str
    name: str
    mode: Mode
    may_trade: bool
    currency: str = "USD"
    cash: Decimal | None = None
    equity: Decimal | None = None
    risk: Sequence[RiskFigure] = ()


@frozen
class Seat:
    """An account of ours and the broker's account behind it."""

    account: str
    number: str


@frozen
class Contracts:
    """The instruments as this program knows them.

    `resolve` takes any accepted form of a symbol on a market date, `instrument` a canonical one;
    both raise UnknownSymbol.
    """

    resolve: Callable[[str, date], Instrument]
    instrument: Callable[[str], Instrument]
    today: Callable[[], date]


@frozen
class Kept:
    """A text of a session that outlives the program, sealed with its secrets.

    `read` returns it, empty where there is none; `write` puts another in its place.
    """

    read: Callable[[], str]
    write: Callable[[str], None]


#: Where nothing is kept.
NOTHING_KEPT: Final = Kept(lambda: "", lambda text: None)


@frozen
class Outside:
    """What a session is given.

    `http` makes the transport of one HTTP client, `open_stream` the bytes below a socket. `secret`
    returns a stored credential, empty where there is none. `jitter` returns a number from 0 to 1.
    The feed of a session publishes into `hub`. `kept` is the session's own.
    """

    host: Clock
    tasks: TaskScope
    http: "Callable[[], httpx.AsyncBaseTransport]"
    open_stream: "OpenStream"
    secret: Callable[[str], str]
    contracts: Contracts
    hub: MarketHub
    jitter: Callable[[], float]
    kept: Kept = NOTHING_KEPT


class BarsFrom(Protocol):
    """Old bars of a broker, oldest first; raises BrokerUnavailable."""

    async def __call__(
        self, symbol: str, resolution: str, before_ns: int, count: int
    ) -> Sequence[Bar]: ...


class Session(Protocol):
    """A login and everything that hangs on it.

    `start` returns at once and goes on trying until `stop`. `broker` may be asked and given orders
    at any time: what cannot leave raises NotSent. `feed` is None where the broker sells no data.
    """

    broker: Broker
    feed: MarketSource | None
    bars: BarsFrom | None
    changed: Observers[SessionStatus]

    @property
    def status(self) -> SessionStatus: ...
    @property
    def pulse(self) -> Pulse: ...
    def start(self) -> None: ...
    async def stop(self) -> None: ...
    async def log_in(self) -> Sequence[AccountAtBroker]:
        """Log in once and list every account there, for a test; raises BrokerUnavailable."""
        ...

    async def accounts(self) -> Sequence[AccountAtBroker]:
        """List every account with balances and limits; raises BrokerUnavailable."""
        ...


@frozen
class BrokerPlugin:
    """What a broker's folder exports.

    `rules` are sentences on its logins that the trader should know. `renews_token_s` is how long
    before its end a session renews a token by itself; None where a person has to log in. `connect`
    is given the urls, the accounts of ours, the plain credentials of the settings, and the outside.
    """

    name: str
    title: str
    environments: Sequence[Environment]
    credentials: Sequence[Credential]
    capabilities: Capabilities
    connect: Callable[[Environment, Sequence[Seat], Mapping[str, str], Outside], Session]
    rules: Sequence[Message] = field(default=())
    renews_token_s: float | None = None
