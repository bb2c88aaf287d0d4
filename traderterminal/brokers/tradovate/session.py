"""A login at Tradovate: token, stream, and the accounts behind them, kept up until it is stopped.

One routine serves the start and every loss: a token that holds is used again, the stream is opened
and authorized with it, a snapshot is asked for, and from then on the desk is told. What happened in
between it asks for itself. A token that the broker does not know any more is replaced by a login. A
login that is refused is left to people; one that another session has taken over is left alone for a
while. All times are host time.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from traderterminal.brokers.market_time import clock_of
from traderterminal.brokers.plugin import (
    AccountAtBroker,
    BarsFrom,
    Environment,
    Outside,
    Pulse,
    Seat,
    SessionState,
    SessionStatus,
)
from traderterminal.brokers.tradovate.accounts import describe_accounts, list_accounts, mode_of
from traderterminal.brokers.tradovate.broker import TradovateBroker
from traderterminal.brokers.tradovate.calls import Calls
from traderterminal.brokers.tradovate.codec import HEARTBEAT_S, Closing, Event, Unreadable
from traderterminal.brokers.tradovate.connection import Connection, NotAuthorized, connect
from traderterminal.brokers.tradovate.contracts import ContractBook
from traderterminal.brokers.tradovate.entities import Entities
from traderterminal.brokers.tradovate.feed import TradovateFeed
from traderterminal.brokers.tradovate.news import Teller
from traderterminal.brokers.tradovate.tokens import (
    Login,
    LoginRefused,
    LoginUnanswered,
    Token,
    TokenGone,
    Tokens,
)
from traderterminal.brokers.tradovate.wire import ENTITIES
from traderterminal.brokers.transport.backoff import Backoff
from traderterminal.brokers.transport.http import Http, unavailable
from traderterminal.brokers.transport.websocket import HandshakeRefused
from traderterminal.desk.ports import (
    COMPETING_S,
    Broker,
    ContractNews,
    LoggedIn,
    LoggedOut,
    News,
    StreamNews,
    UnreadableNews,
)
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BrokerUnavailable, UnknownSymbol
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.observe import Observers
from traderterminal.market.ports import MarketSource

#: A login that failed is not tried again sooner: many of them lead to a captcha.
LOGIN_AGAIN_S: Final = 30.0
#: How often a renewal is tried again, and a token that a request found unwelcome is looked at.
RENEW_AGAIN_S: Final = 60.0
#: The most that a snapshot may have, in bytes: that of a user with many accounts is one message.
MAX_SNAPSHOT: Final = 16 * 2**20
#: Why the server shuts a connection down that has too many beside it: others have taken over.
_QUOTAS: Final = frozenset({"ConnectionQuotaReached", "IPQuotaReached"})
_AUTH_STATUSES: Final = frozenset({401, 403})
_log = logging.getLogger(__name__)


class TradovateSession:
    """Implements `brokers.plugin.Session`."""

    def __init__(
        self, environment: Environment, seats: Sequence[Seat], login: Login, outside: Outside
    ) -> None:
        self._environment = environment
        self._outside = outside
        self._host = outside.host
        self._seats = {int(seat.number): seat.account for seat in seats}
        self._http = Http(environment.urls.rest, outside.http(), outside.host)
        self._tokens = Tokens(self._http, login, outside.host, environment.urls.rest, outside.kept)
        self._calls = Calls(self._http, self._tokens, outside.host, self._check_token)
        self._entities = Entities()
        contracts = ContractBook(
            self._entities,
            self._calls,
            outside.contracts.today,
            list(self._seats.values()),
            self._tell_contract,
        )
        self._contracts = contracts
        self._teller = Teller(
            self._entities, contracts, self._seats, lambda news: self._tell(news), self._resolve
        )
        self._backoff = Backoff(outside.host, outside.jitter)
        self._early: list[Any] | None = None  # events that came before the snapshot was taken in
        self._is_up = False
        self._taken_over = ""  # in words, where another session has
        self._checked_ns: int | None = None
        self._resolving: set[int] = set()
        self._running: asyncio.Task[None] | None = None
        self._status = SessionStatus(since_ns=outside.host.now_ns())
        self.changed: Observers[SessionStatus] = Observers()
        self._desk_side = TradovateBroker(
            seats=seats,
            calls=self._calls,
            entities=self._entities,
            contracts=contracts,
            teller=self._teller,
            ours=outside.contracts,
            is_following=lambda: self._is_up,
            host=outside.host,
        )
        self.broker: Broker = self._desk_side
        self._quotes = TradovateFeed(
            environment.urls.market,
            self._tokens,
            contracts,
            clock_of(environment, outside.host),
            outside,
        )
        self.feed: MarketSource | None = self._quotes
        self.bars: BarsFrom | None = self._quotes.bars

    @property
    def status(self) -> SessionStatus:
        return self._status

    @property
    def pulse(self) -> Pulse:
        """How alive the stream is, and how long the last answer took."""
        connection = self._calls.connection
        silent_s = None if connection is None else connection.silent_s
        offset_s = self._http.clock_offset_s
        return Pulse(silent_s, HEARTBEAT_S, self._calls.round_trip_s, offset_s)

    def start(self) -> None:
        """Begin, if it does not run already; what becomes of it is told by `changed`."""
        if self._running is None or self._running.done():
            self._running = self._outside.tasks.spawn(self._run(), name="a session of Tradovate")

    async def stop(self) -> None:
        """End the session for good. At the broker its token is valid until its time is over, so
        that the next session may go on with it."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        self._tokens.put_away()
        self._say(SessionState.OFFLINE)
        await self._http.aclose()

    async def log_in(self) -> Sequence[AccountAtBroker]:
        """Log in, where no token holds yet, and list every account; raises BrokerUnavailable."""
        try:
            await self._tokens.valid()
        except LoginRefused as refused:
            raise unavailable(refused.words) from refused
        return await self.accounts()

    async def accounts(self) -> Sequence[AccountAtBroker]:
        """List every account with balances and limits; raises BrokerUnavailable."""
        return await describe_accounts(self._mode, self._calls)

    @property
    def _mode(self) -> Mode:
        return self._environment.mode or Mode.LIVE

    def _tell(self, news: News) -> None:
        self._desk_side.tell(news)

    def _tell_contract(self, news: ContractNews) -> None:
        """A contract is traded here: tell what it is worth, and have its quotes delivered."""
        with suppress(UnknownSymbol):  # the desk sets aside what it has no instrument for
            self._quotes.want(news.symbol)
        self._tell(news)

    def _say(self, state: SessionState, error: str = "", retry_s: float | None = None) -> None:
        now, token = self._host.now_ns(), self._tokens.current
        self._status = SessionStatus(
            state=state,
            since_ns=now if state is not self._status.state else self._status.since_ns,
            token_expires_ns=token.expires_ns if token else None,
            retry_ns=None if retry_s is None else now + int(retry_s * NANOSECONDS),
            error=error,
        )
        self.changed.emit(self._status)

    # Staying connected.

    async def _run(self) -> None:
        while (wait_s := await self._attempt()) is not None:
            await self._host.sleep(wait_s)

    async def _attempt(self) -> float | None:
        """Connect and stay connected; return how long to wait then, None: for a person."""
        self._taken_over, least_s = "", 0.0
        try:
            self._say(SessionState.CONNECTING, self._status.error)
            cause = await self._live(await self._tokens.valid())
        except LoginRefused as refused:
            self._log_out(refused.words, refused.retry_s)
            return refused.retry_s
        except TokenGone as gone:
            self._taken_over = str(gone) if gone.by_rival else ""
            cause = str(gone)
        except LoginUnanswered as error:
            cause, least_s = str(error), LOGIN_AGAIN_S
        except (BrokerUnavailable, OSError) as error:
            cause = str(error)
        if self._taken_over:
            self._tokens.forget()
            self._log_out(self._taken_over, COMPETING_S, taken_over=True)
            return COMPETING_S
        wait_s = max(self._backoff.next_s(), least_s)
        _log.info("the connection to Tradovate is over: %s", cause)
        self._say(SessionState.WAITING, cause, wait_s)
        return wait_s

    def _log_out(self, words: str, retry_s: float | None, *, taken_over: bool = False) -> None:
        _log.info("logged in no more: %s", words)
        for account in self._seats.values():
            self._tell(LoggedOut(account, taken_over))
        self._say(SessionState.DATA_ONLY, words, retry_s)

    async def _live(self, token: Token) -> str:
        """Follow the stream until it is over; return why it is.

        Raises TokenGone, BrokerUnavailable and OSError.
        """
        connection = await self._connect(token)
        renewing = self._outside.tasks.spawn(self._keep_renewing(connection), name="renew a token")
        try:
            self._calls.connection = connection
            await self._begin(token)
            self._backoff.connected()
            self._say(SessionState.ONLINE)
            return await asyncio.shield(connection.ended)
        finally:
            renewing.cancel()
            self._calls.connection = None
            self._stream(up=False)
            await connection.aclose()

    async def _connect(self, token: Token) -> Connection:
        """Open the stream; one that does not take the token shows whether that still holds."""
        self._early = []
        try:
            return await connect(
                self._environment.urls.stream,
                token.text,
                open_stream=self._outside.open_stream,
                hear=self._hear,
                clock=self._host,
                tasks=self._outside.tasks,
                max_message=MAX_SNAPSHOT,
            )
        except NotAuthorized as refused:
            await self._tokens.renewed(token)
            raise OSError(f"the stream did not take the token: {refused}") from refused
        except HandshakeRefused as refused:
            if refused.status in _AUTH_STATUSES:
                await self._tokens.renewed(token)
            raise

    async def _begin(self, token: Token) -> None:
        """Say who answered, and take in how everything stands."""
        modes = {a.id: mode_of(a, self._mode) for a in await list_accounts(self._calls)}
        missing = [number for number in self._seats if number not in modes]
        self._desk_side.leave_out(self._seats[number] for number in missing)
        for number, account in self._seats.items():
            if number in modes:
                self._tell(LoggedIn(account, modes[number]))
            else:
                self._tell(LoggedOut(account))
        if missing:
            _log.error("there is no account %s in %s", missing, self._environment.name)
        self._teller.take_snapshot(await self._snapshot(token, list(modes)))
        early, self._early = self._early or [], None
        self._stream(up=True)
        for data in early:
            self._teller.take(data)

    async def _snapshot(self, token: Token, accounts: Sequence[int]) -> Mapping[str, Any]:
        """Follow the user; one whose snapshot lacks orders is asked for by the newer form."""
        asked: list[Mapping[str, object]] = [
            {"users": [token.user_id], "splitResponses": False},
            {"accounts": accounts, "splitResponses": False, "entityTypes": list(ENTITIES)},
        ]
        for body in asked:
            found = await self._calls.ask("user/syncrequest", body=body)
            if isinstance(found, dict) and isinstance(found.get("orders"), list):
                return found
        return found if isinstance(found, dict) else {}

    async def _keep_renewing(self, connection: Connection) -> None:
        """Renew the token in time, as often as it takes."""
        while (token := self._tokens.current) is not None:
            due_s = (token.renew_ns - self._host.now_ns()) / NANOSECONDS
            await self._host.sleep(max(due_s, 0.0))
            try:
                await self._tokens.renewed(token)
                self._say(self._status.state, self._status.error)
            except TokenGone as gone:
                self._taken_over = str(gone) if gone.by_rival else ""
                await connection.aclose(str(gone))
            except BrokerUnavailable as error:
                _log.info("the token could not be renewed: %s", error)
                if self._tokens.current is None:
                    await connection.aclose()  # to begin again with a login
                await self._host.sleep(RENEW_AGAIN_S)

    def _check_token(self) -> None:
        """A request was unauthorized: see whether the token still holds, but not all the time."""
        now, last = self._host.monotonic_ns(), self._checked_ns
        if last is not None and now - last < RENEW_AGAIN_S * NANOSECONDS:
            return
        self._checked_ns = now
        self._outside.tasks.spawn(self._prove_token(), name="look at a token")

    async def _prove_token(self) -> None:
        token, connection = self._tokens.current, self._calls.connection
        if token is None:
            return
        try:
            await self._tokens.renewed(token)
        except TokenGone as gone:
            self._taken_over = str(gone) if gone.by_rival else ""
            if connection is not None:
                await connection.aclose(str(gone))
        except BrokerUnavailable as error:
            _log.info("the token could not be looked at: %s", error)

    # What the stream says.

    def _stream(self, *, up: bool) -> None:
        if self._is_up is not up:
            self._is_up = up
            for account in self._seats.values():
                if not self._desk_side.leaves_out(account):
                    self._tell(StreamNews(account, up))

    def _hear(self, told: Event | Closing | Unreadable) -> None:
        match told:
            case Event(kind="props", data=data) if self._early is not None:
                self._early.append(data)
            case Event(kind="props", data=data):
                self._teller.take(data)
            case Event(kind="shutdown", data=data):
                self._shut_down(data)
            case Unreadable(raw=raw):
                for account in self._seats.values():
                    self._tell(UnreadableNews(account, raw))
            case Closing(code=code, reason=reason):
                _log.info("the stream closes with %s %s", code, reason)
            case Event(kind=kind):
                _log.debug("an event of kind %s", kind)

    def _shut_down(self, data: Any) -> None:
        reason = data.get("reasonCode") if isinstance(data, dict) else None
        _log.info("the server shuts the stream down: %s", reason)
        if reason in _QUOTAS:
            self._taken_over = f"{TokenGone(by_rival=True)}: {reason}"

    def _resolve(self, contract_id: int) -> None:
        """Find out what a contract is of which the stream has told something."""
        if contract_id not in self._resolving:
            self._resolving.add(contract_id)
            self._outside.tasks.spawn(self._find_out(contract_id), name="look a contract up")

    async def _find_out(self, contract_id: int) -> None:
        try:
            await self._contracts.resolve(contract_id)
        except BrokerUnavailable as error:  # the next thing told of it asks again
            _log.info("contract %s could not be looked up: %s", contract_id, error)
        else:
            self._teller.contract_known(contract_id)
        finally:
            self._resolving.discard(contract_id)
