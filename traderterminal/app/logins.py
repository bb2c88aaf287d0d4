"""The logins of the settings: a session each, begun with the engine and ended with it.

A login without a session (its secrets are sealed, its practice venue did not start, it has been
disconnected) is still there: the desk knows its accounts, and that nothing leaves for them.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

from traderterminal.app.broker_settings import Login, read_login
from traderterminal.app.registry import Plugins
from traderterminal.app.settings import Settings
from traderterminal.app.venue_lead import MoveVenues
from traderterminal.brokers.feed import Feed
from traderterminal.brokers.link import Link
from traderterminal.brokers.plugin import (
    NOTHING_KEPT,
    AccountAtBroker,
    BarsFrom,
    BrokerPlugin,
    Contracts,
    Environment,
    Kept,
    Outside,
    Pulse,
    Seat,
    Session,
    SessionState,
    SessionStatus,
    Urls,
)
from traderterminal.desk.ports import Broker, News
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.errors import BadData, BrokerUnavailable
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import MarketSource
from traderterminal.ui import texts

if TYPE_CHECKING:  # a start without any broker needs none of them
    import httpx

    from traderterminal.brokers.transport.sockets import OpenStream
    from traderterminal.storage.secrets import Secrets

#: How often the balances of a login are asked for while it is connected, host time.
BALANCES_S: Final = 60.0
#: That of a login without a session.
NO_PULSE: Final = Pulse(None, 0.0, None)

_log = logging.getLogger(__name__)


@frozen
class Practice:
    """Where a practice venue of ours answers, and a user that it knows, by the venue's words."""

    urls: Urls
    user: Mapping[str, str]


#: Starts the practice venue of a kind of broker, or finds it running; raises BadData.
StartVenue = Callable[[str], Awaitable[Practice]]


@frozen
class Wires:
    """What the sessions of an engine are given of the machine.

    `move_venues` leads the practice venues through a recording. `http` makes the transport of one
    HTTP client, `open_stream` the bytes below a socket; `hide` keeps texts out of the logs,
    `jitter` returns a number from 0 to 1. Without `secrets` nothing that is stored can be read.
    """

    plugins: Plugins
    secrets: "Secrets | None"
    start_venue: StartVenue
    move_venues: MoveVenues
    http: "Callable[[], httpx.AsyncBaseTransport]"
    open_stream: "OpenStream"
    hide: Callable[[Iterable[str]], None]
    jitter: Callable[[], float]


def token_of(login: str) -> str:
    """Return the name under which the secrets hold what a session keeps over a restart."""
    return f"{login}_session"


@frozen
class Vault:
    """The stored secrets as a login asks for them: by the names that its settings refer to."""

    secrets: "Secrets | None"
    hide: Callable[[Iterable[str]], None]

    def check(self, login: Login) -> Message | None:
        """Return why a login cannot have what it refers to; None where it can."""
        if not login.references:
            return None
        if self.secrets is None or not self.secrets.is_open:
            return Message("secrets_sealed", {"login": login.name})
        optional = {one.key for one in login.plugin.credentials if one.optional}
        for key, name in login.references.items():
            if key not in optional and not self.secrets.get(name):
                return Message("secret_missing", {"login": login.name, "key": key, "name": name})
        return None

    def read(self, login: Login, key: str) -> str:
        """Return a credential, wherever it is kept; empty where there is none."""
        if key in login.references and self.secrets is not None:
            value = self.secrets.get(login.references[key])
            self.hide([value])
            return value
        return login.plain.get(key, "")

    def kept(self, login: Login, tasks: TaskScope) -> Kept:
        """Return where a session keeps a text of its own, if secrets can be stored now."""
        secrets, name = self.secrets, token_of(login.name)
        if secrets is None or not secrets.is_open:
            return NOTHING_KEPT

        def read() -> str:
            try:
                return secrets.get(name)
            except BadData as error:
                _log.info("the session of %s cannot be taken up: %s", login.name, error)
                return ""

        in_turn = asyncio.Lock()

        async def store(text: str) -> None:
            try:
                async with in_turn:
                    if text:
                        await asyncio.to_thread(secrets.set, name, text)
                    else:
                        await asyncio.to_thread(secrets.remove, name)
            except BadData as error:
                _log.info("a session of %s is not kept: %s", login.name, error)

        def write(text: str) -> None:
            tasks.spawn(store(text), name=f"keep a session of {login.name}")

        return Kept(read, write)

    def plain(self, login: Login) -> Mapping[str, str]:
        """Return what is no secret, and what stands in the settings."""
        open_ones = [one.key for one in login.plugin.credentials if not one.secret]
        return {**{key: self.read(login, key) for key in open_ones}, **login.plain}


@frozen
class Books:
    """What is booked of the accounts, and how a balance that a broker tells is booked."""

    account: Callable[[str], Account | None]
    take_balance: Callable[[str, Decimal], None]


class BrokerLogin:
    """One of [brokers]: its session, if there is one, and everything that is known of it.

    `listed` are the accounts there as they were last told. `changed` tells of anything new.
    """

    def __init__(
        self,
        login: Login,
        seats: Sequence[Seat],
        *,
        outside: Callable[[Callable[[str], str]], Outside],
        vault: Vault,
        start_venue: StartVenue,
        host: Clock,
        tasks: TaskScope,
        rests: bool = False,
    ) -> None:
        """`outside` is given how a credential is read, and returns what a session needs. One that
        `rests` is never connected."""
        self.login = login
        self.seats = tuple(seats)
        self.link = Link(login.name, login.plugin.capabilities)
        self.feed = Feed(login.name, self._quotes, host, tasks, always_open=login.needs_venue)
        self.listed: Sequence[AccountAtBroker] = ()
        self.changed: Observers[BrokerLogin] = Observers()
        self._outside = outside
        self._vault = vault
        self._start_venue = start_venue
        self._host = host
        self._tasks = tasks
        self._session: Session | None = None
        self._unmade: Message | None = None
        self._books: Books | None = None
        self._rests = rests
        self._is_wanted = not rests

    def __repr__(self) -> str:
        return f"BrokerLogin({self.name})"

    @property
    def name(self) -> str:
        return self.login.name

    @property
    def status(self) -> SessionStatus:
        """How the session stands; where there is none, why."""
        if self._session is not None:
            return self._session.status
        return SessionStatus(SessionState.OFFLINE, reason=self._unmade)

    @property
    def pulse(self) -> Pulse:
        """How alive its connections are."""
        return NO_PULSE if self._session is None else self._session.pulse

    @property
    def session(self) -> Session | None:
        return self._session

    @property
    def bars(self) -> BarsFrom | None:
        """Where its old bars are asked for; None while it is not connected."""
        is_online = self.status.state is SessionState.ONLINE
        return self._session.bars if is_online and self._session is not None else None

    def _quotes(self) -> MarketSource | None:
        return None if self._session is None else self._session.feed

    @property
    def is_wanted(self) -> bool:
        """Say whether it is to be connected."""
        return self._is_wanted

    def keep_books(self, books: Books) -> None:
        """Book from now on what the broker tells of cash."""
        self._books = books

    async def prepare(self) -> None:
        """Make the session, if it can be made; it is not begun yet."""
        self._unmade, login = None, self.login
        if self._rests:
            self._unmade = Message("login_rests", {"login": self.name})
            return
        try:
            if login.needs_venue:
                login = _in_practice(login, await self._start_venue(login.kind))
            self._unmade = self._vault.check(login)
            if self._unmade is None:
                self._make(login)
        except BadData as error:
            self._unmade = Message(
                "login_unusable", {"login": self.name, "cause": texts.fault(error)}
            )
        if self._unmade is not None:
            _log.info("%s has no session: %s", self.name, self._unmade.code)
        self.changed.emit(self)

    def _make(self, login: Login) -> None:
        outside = self._outside(lambda key: self._vault.read(login, key))
        connect = login.plugin.connect
        outside = replace(outside, kept=self._vault.kept(login, self._tasks))
        session = connect(login.environment, self.seats, self._vault.plain(login), outside)
        self._session = session
        self.link.use(session.broker)
        session.changed.connect(lambda status: self._hear(session, status))

    def start(self) -> None:
        """Begin the session, if it could be made."""
        if self._session is not None:
            self._session.start()

    async def connect(self) -> None:
        """Begin a session where there is none; what keeps it from that is told by `status`."""
        self._is_wanted = not self._rests
        if self._session is None:
            await self.prepare()
            self.start()

    async def disconnect(self) -> None:
        """End the session and leave the broker alone until it is asked for again."""
        self._is_wanted = False
        await self.stop()
        self._unmade = Message("disconnected_by_hand", {"login": self.name})
        self.changed.emit(self)

    async def stop(self) -> None:
        """End the session."""
        session, self._session = self._session, None
        self.link.use(None)
        if session is not None:
            await session.stop()

    def _hear(self, session: Session, status: SessionStatus) -> None:
        if session is not self._session:
            return
        if status.state is SessionState.ONLINE:
            self._tasks.spawn(self.refresh(), name=f"balances of {self.name}")
        self.changed.emit(self)

    # Accounts.

    async def watch(self) -> None:
        """Ask for the accounts now and then while it is connected."""
        while True:
            await self._host.sleep(BALANCES_S)
            if self.status.state is SessionState.ONLINE:
                await self.refresh()

    async def refresh(self) -> None:
        """Ask what the accounts hold, and book it where nothing else was booked meanwhile."""
        session = self._session
        if session is None:
            return
        before = {seat.account: self._booked(seat.account) for seat in self.seats}
        try:
            listed = await session.accounts()
        except BrokerUnavailable as unavailable:
            _log.info("%s did not list its accounts: %s", self.name, unavailable)
            return
        self.listed = tuple(listed)
        by_number = {one.number: one for one in listed}
        for seat in self.seats:
            found, known = by_number.get(seat.number), before[seat.account]
            # A fill of meanwhile may be in the balance or not.
            if found is not None and known is not None and known is self._booked(seat.account):
                self._take(found, known)
        self.changed.emit(self)

    def _take(self, found: AccountAtBroker, known: Account) -> None:
        is_ours = found.mode is known.mode and not known.mode.fills_here
        if is_ours and found.cash is not None and self._books is not None:
            self._books.take_balance(known.account, found.cash)

    def _booked(self, account: str) -> Account | None:
        return None if self._books is None else self._books.account(account)


def _in_practice(login: Login, practice: Practice) -> Login:
    """A login at a venue of ours: what the venue says of itself, and then what the file says."""
    environment: Environment = replace(login.environment, urls=practice.urls)
    plain = {**practice_credentials(login.plugin, practice.user), **login.plain}
    return replace(login, environment=environment, plain=plain)


def practice_credentials(plugin: BrokerPlugin, user: Mapping[str, str]) -> Mapping[str, str]:
    """Return the credentials of a venue's user by the broker's own keys.

    What a venue calls otherwise is its user's name where it is no secret, and its secret where it
    is one.
    """
    secret = next((value for key, value in user.items() if key != "name"), "")
    found: dict[str, str] = {}
    for one in plugin.credentials:
        if one.key in user:
            found[one.key] = user[one.key]
        elif not one.optional:
            found[one.key] = secret if one.secret else user.get("name", "")
    return found


@frozen
class Around:
    """What the engine gives to every session."""

    host: Clock
    tasks: TaskScope
    contracts: Contracts
    hub: MarketHub


class Logins:
    """All logins by name."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._replays = False
        self._logins: dict[str, BrokerLogin] = {}

    def __iter__(self) -> Iterator[BrokerLogin]:
        return iter(self._logins.values())

    def __len__(self) -> int:
        return len(self._logins)

    def get(self, name: str) -> BrokerLogin | None:
        return self._logins.get(name)

    def quoting(self, source: MarketSource | None) -> BrokerLogin | None:
        """Return whose quotes a market shows; None where it is no broker's."""
        return next((one for one in self if one.feed is source), None)

    def outside(self, wires: Wires, secret: Callable[[str], str]) -> Outside:
        """Return what a session is given, which reads its credentials by `secret`."""
        around = self._around
        return Outside(
            host=around.host,
            tasks=around.tasks,
            http=wires.http,
            open_stream=wires.open_stream,
            secret=secret,
            contracts=around.contracts,
            hub=around.hub,
            jitter=wires.jitter,
        )

    def offline(self, account: str, market: MarketSource | None = None) -> Message | None:
        """Return which login that an account needs is not connected; None where all are.

        `market` is where it fills here, which may be the quotes of a login."""
        for one in self:
            is_needed = one.feed is market or any(seat.account == account for seat in one.seats)
            if is_needed and one.status.state is not SessionState.ONLINE:
                return Message("login_offline", {"login": one.name, "account": account})
        return None

    async def open(self, settings: Settings, wires: Wires, *, replays: bool = False) -> None:
        """Make the logins of the settings and their sessions, all at once; raises BadData.

        Where the market `replays` a recording, only practice venues of ours go along with it:
        every other broker lives in another time, and is left alone.
        """
        self._replays = replays
        for name, given in settings.brokers.items():
            login = read_login(name, given, wires.plugins)
            self._logins[name] = BrokerLogin(
                login,
                _seats(settings, name),
                outside=partial(self.outside, wires),
                vault=Vault(wires.secrets, wires.hide),
                start_venue=wires.start_venue,
                host=self._around.host,
                tasks=self._around.tasks,
                rests=replays and not login.needs_venue,
            )
        await asyncio.gather(*(one.prepare() for one in self))

    def brokers(
        self, settings: Settings, make_hybrid: Callable[[Broker | None], Broker]
    ) -> Mapping[tuple[str, str], Broker]:
        """Return who carries orders, by login and mode.

        A hybrid account is offered to the login where that is no real money, else to nobody.
        """
        found: dict[tuple[str, str], Broker] = {}
        for one in self:
            there = one.login.environment.mode
            for mode in (Mode.SANDBOX, Mode.LIVE):
                if there in (None, mode):
                    found[(one.name, mode.value)] = one.link
            hybrids = {
                account.id
                for account in settings.accounts
                if account.mode is Mode.HYBRID and account.number_at(one.name)
            }
            if hybrids and self._replays:  # they fill on the quotes of their broker alone
                found[(one.name, Mode.HYBRID.value)] = Link(one.name, one.login.plugin.capabilities)
            elif hybrids:
                branch = one.link.branch(hybrids)
                branch.listen(_hear_nothing)  # what a live login says is not about these accounts
                sandbox = None if there is Mode.LIVE else branch
                found[(one.name, Mode.HYBRID.value)] = make_hybrid(sandbox)
        return found

    def keep_books(self, books: Books) -> None:
        """Book from now on what the brokers tell of cash."""
        for one in self:
            one.keep_books(books)

    def start(self, tasks: TaskScope) -> None:
        """Begin every session that could be made, and watch the balances of all."""
        for one in self:
            one.start()
            tasks.spawn(one.watch(), name=f"watch {one.name}")

    async def stop(self) -> None:
        """End every session, all at once."""
        await asyncio.gather(*(one.stop() for one in self))


def _hear_nothing(news: News) -> None:
    """Leave to nobody what is said."""


def _seats(settings: Settings, name: str) -> list[Seat]:
    return [
        Seat(account.id, account.number_at(name))
        for account in settings.accounts
        if account.number_at(name)
    ]
