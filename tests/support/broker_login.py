"""A broker of the test's own: a plugin whose sessions stand on a scripted venue."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NoReturn

from tests.support.builders import INSTRUMENTS
from tests.support.venue import Venue, VenueBroker
from traderterminal.app.logins import NO_PULSE, Practice, Wires
from traderterminal.brokers.plugin import (
    AccountAtBroker,
    BarsFrom,
    BrokerPlugin,
    Credential,
    Environment,
    Outside,
    Pulse,
    Seat,
    SessionState,
    SessionStatus,
    Urls,
)
from traderterminal.desk.ports import Broker, LoggedIn, LoggedOut, StreamNews
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import Clock, VirtualClock
from traderterminal.kit.observe import Observers
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedHealth, FeedState, MarketSource
from traderterminal.market.ticks import QuoteTick
from traderterminal.storage.secrets import Secrets

D = Decimal
NUMBER = "77001"
CREDENTIALS = (
    Credential("user", "User name", secret=False),
    Credential("password", "Password"),
    Credential("device", "Device", optional=True),
)


class ScriptedFeed:
    """The quotes of a scripted venue; market time is the machine's."""

    name = "scripted"
    follows_sessions = False

    def __init__(self, hub: MarketHub, host: Clock) -> None:
        self.clock = host
        self._hub = hub
        self.runs = 0

    def symbols(self) -> Sequence[str]:
        return ("ESH2024",)

    def health(self, symbol: str) -> FeedHealth:
        return FeedHealth(FeedState.RUNNING, 0.0, 2.0)

    def publish(self, symbol: str, bid: str, ask: str) -> None:
        """Show a quote of ten on either side."""
        ticks = INSTRUMENTS[symbol].to_ticks
        at_ns = self.clock.now_ns()
        self._hub.publish(QuoteTick(symbol, at_ns, ticks(D(bid)), 10, ticks(D(ask)), 10))

    async def run(self) -> None:
        self.runs += 1
        while True:
            await self.clock.sleep(1.0)


class ScriptedSession:
    """Implements `brokers.plugin.Session`; the test says what becomes of the login."""

    def __init__(self, script: "ScriptedBroker", seats: Sequence[Seat], outside: Outside) -> None:
        self._script = script
        self._seats = seats
        self._outside = outside
        self.bars: BarsFrom | None = script.bars
        self.kept = outside.kept
        self.changed: Observers[SessionStatus] = Observers()
        self.wire = VenueBroker(script.venue, outside.tasks)
        self.broker: Broker = self.wire
        self.scripted_feed = ScriptedFeed(outside.hub, outside.host)
        self.feed: MarketSource | None = self.scripted_feed if script.sells_quotes else None
        script.venue.quoted = self.scripted_feed.publish
        self._status = SessionStatus()

    @property
    def status(self) -> SessionStatus:
        return self._status

    @property
    def pulse(self) -> Pulse:
        return self._script.pulse

    def start(self) -> None:
        self._script.started += 1
        if self._script.logs_in:
            self.come_online()

    async def stop(self) -> None:
        self._script.stopped += 1
        self._turn(SessionStatus(SessionState.OFFLINE))

    async def log_in(self) -> Sequence[AccountAtBroker]:
        if not self._script.logs_in:
            raise BrokerUnavailable(Message("broker_unavailable", {"cause": "wrong password"}))
        return self._script.accounts

    async def accounts(self) -> Sequence[AccountAtBroker]:
        if self._script.lists_nothing:
            raise BrokerUnavailable(Message("broker_unavailable", {"cause": "503"}))
        return self._script.accounts

    def come_online(self) -> None:
        """Log in: the environment that answers is the script's."""
        self.wire.logged_in = True
        expires = self._outside.host.now_ns() + 3_600_000_000_000
        for seat in self._seats:
            self.wire.tell(LoggedIn(seat.account, self._script.answers))
            self.wire.tell(StreamNews(seat.account, up=True))
        self._turn(SessionStatus(SessionState.ONLINE, token_expires_ns=expires))

    def wait(self, error: str, seconds: int) -> None:
        """Nothing answered; it is tried again after a while."""
        retry = self._outside.host.now_ns() + seconds * 1_000_000_000
        self._turn(SessionStatus(SessionState.WAITING, error=error, retry_ns=retry))

    def lose(self, error: str = "Access is denied") -> None:
        """The broker takes the login no longer."""
        self.wire.logged_in = False
        for seat in self._seats:
            self.wire.tell(LoggedOut(seat.account))
        self._turn(SessionStatus(SessionState.DATA_ONLY, error=error))

    def _turn(self, status: SessionStatus) -> None:
        self._status = replace(status, since_ns=self._outside.host.now_ns())
        self.changed.emit(self._status)


@dataclass
class ScriptedBroker:
    """What a scripted broker is like; `sessions` are those that were made, the latest last."""

    clock: VirtualClock
    accounts: list[AccountAtBroker] = field(
        default_factory=lambda: [
            AccountAtBroker(NUMBER, "DEMO77001", Mode.SANDBOX, True, cash=D("50000"))
        ]
    )
    answers: Mode = Mode.SANDBOX
    logs_in: bool = True
    lists_nothing: bool = False
    sells_quotes: bool = True
    bars: BarsFrom | None = None
    pulse: Pulse = NO_PULSE
    started: int = 0
    stopped: int = 0
    hidden: set[str] = field(default_factory=set)
    sessions: list[ScriptedSession] = field(default_factory=list)
    given: list[tuple[Environment, Mapping[str, str], Mapping[str, str]]] = field(
        default_factory=list
    )

    def __post_init__(self) -> None:
        self.venue = Venue(self.clock)

    @property
    def session(self) -> ScriptedSession:
        return self.sessions[-1]

    def plugin(self) -> BrokerPlugin:
        """Return what the folder of such a broker would export."""
        urls = Urls("https://demo.example", "wss://demo.example", "wss://md.example")
        return BrokerPlugin(
            name="scripted",
            title="Scripted",
            environments=(
                Environment("demo", urls, Mode.SANDBOX),
                Environment("live", replace(urls, rest="https://live.example"), Mode.LIVE),
                Environment("practice", Urls("", "", ""), Mode.SANDBOX),
            ),
            credentials=CREDENTIALS,
            capabilities=VenueBroker.CAPABILITIES,
            connect=self._connect,
        )

    def _connect(
        self,
        environment: Environment,
        seats: Sequence[Seat],
        plain: Mapping[str, str],
        outside: Outside,
    ) -> ScriptedSession:
        secret = {one.key: outside.secret(one.key) for one in CREDENTIALS}
        self.given.append((environment, plain, secret))
        made = ScriptedSession(self, seats, outside)
        self.sessions.append(made)
        return made

    def wires(
        self, secrets: Secrets | None = None, practice: Callable[[str], Practice] | None = None
    ) -> Wires:
        """Return what an engine needs to log in there."""

        async def start_venue(kind: str) -> Practice:
            assert practice is not None
            return practice(kind)

        return Wires(
            plugins={"scripted": self.plugin},
            secrets=secrets,
            start_venue=start_venue,
            move_venues=no_venues,
            http=_nothing,
            open_stream=_nothing,
            hide=self.hidden.update,
            jitter=lambda: 0.5,
        )


async def no_venues(market_ns: int) -> bool:
    """Lead nobody."""
    return False


def _nothing(*arguments: object) -> NoReturn:
    raise AssertionError("a scripted session opens no connection")
