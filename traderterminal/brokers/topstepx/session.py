"""A login at TopstepX and what hangs on it: token, user hub, orders, quotes, bars.

One path serves the start and every reconnect: dial with the token that holds, subscribe, and only
then say that the stream is up, so that the desk asks for what it missed. Credentials that are
refused end it: nothing is tried again until somebody starts it anew. A login that the broker says
it has ended, and whose token it then knows no more, was taken over: it is left alone for a while.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Final

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
from traderterminal.brokers.topstepx import wire
from traderterminal.brokers.topstepx.broker import TopstepxBroker
from traderterminal.brokers.topstepx.codec import Invoked, Unreadable
from traderterminal.brokers.topstepx.contracts import ContractBook, Listed
from traderterminal.brokers.topstepx.feed import Feed
from traderterminal.brokers.topstepx.history import History
from traderterminal.brokers.topstepx.hubs import Hub, HubLost, Subscription
from traderterminal.brokers.topstepx.mapping import mode_of
from traderterminal.brokers.topstepx.rest import Rest, read
from traderterminal.brokers.topstepx.settings import (
    API_KEY,
    CALLS,
    HISTORY_CALLS,
    USER,
    rest_url,
    socket_url,
)
from traderterminal.brokers.topstepx.tokens import LoginRefused, Tokens
from traderterminal.brokers.transport.http import Http, unavailable
from traderterminal.brokers.transport.rate_limit import RateLimit
from traderterminal.desk.ports import (
    COMPETING_S,
    Broker,
    ContractNews,
    LoggedIn,
    LoggedOut,
    StreamNews,
)
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.ports import MarketSource

#: A token that is refused so soon after the broker has said that it ends the login was taken over.
TAKEN_OVER_S: Final = 60.0

_log = logging.getLogger(__name__)

S = SessionState


class TopstepxSession:
    """Implements `plugin.Session` for one user of one environment."""

    def __init__(
        self,
        environment: Environment,
        seats: Sequence[Seat],
        plain: Mapping[str, str],
        outside: Outside,
    ) -> None:
        self._environment = environment
        self._plain = plain
        self._outside = outside
        self._host = outside.host
        self._tasks = TaskScope(on_error=self._failed)
        self._known: tuple[wire.Account, ...] = ()
        self._inbox: asyncio.Queue[Invoked | Unreadable] = asyncio.Queue()
        self._logout_ns: int | None = None  # when the broker last said so, monotonic
        self._quiet_until_ns = 0  # monotonic
        self._is_up = False
        self.status = SessionStatus()
        self.changed: Observers[SessionStatus] = Observers()

        calls = RateLimit(CALLS, self._host)
        self._http = Http(rest_url(environment.urls.rest), outside.http(), self._host)
        self._tokens = Tokens(
            self._http,
            calls,
            self._host,
            credentials=self._credentials,
            welcome=self._welcome,
            ended=self._ended,
            refused=self._refused,
        )
        self._rest = Rest(self._http, self._tokens, calls, RateLimit(HISTORY_CALLS, self._host))
        self._book = book = ContractBook(
            self._rest,
            outside.contracts,
            self._host,
            is_live=self._is_live,
            found=self._tell_contract,
        )
        self._orders = TopstepxBroker(seats, self._rest, book)
        history = History(self._rest, book, self._is_live)
        self._quotes = Feed(
            "topstepx",
            market=outside.hub,
            contracts=book,
            history=history,
            make_hub=self._market_hub,
            host=self._host,
            clock=clock_of(environment, self._host),
            tasks=self._tasks,
        )
        self._hub = self._user_hub()
        self.broker: Broker = self._orders
        self.feed: MarketSource | None = self._quotes
        self.bars: BarsFrom | None = history

    # The outside of it.

    @property
    def pulse(self) -> Pulse:
        """How alive the user hub is, and how long the last answer took."""
        silent_s = self._hub.silent_s if self._is_up else None
        http = self._http
        return Pulse(silent_s, self._hub.usual_s, http.round_trip_s, http.clock_offset_s)

    def start(self) -> None:
        """Begin, and go on trying until `stop`, after which it is over for good."""
        if self.status.state in (S.OFFLINE, S.DATA_ONLY):
            self._tokens.begin()
            self._show(S.CONNECTING)
            self._tasks.spawn(self._run(), name="topstepx")

    async def stop(self) -> None:
        """End everything; the token is left to run out."""
        await self._tasks.aclose()
        self._tokens.forget()
        await self._http.aclose()
        self._show(S.OFFLINE)

    async def log_in(self) -> Sequence[AccountAtBroker]:
        """Log in once and list every account there; raises BrokerUnavailable."""
        try:
            await self._tokens.current()
        except LoginRefused as refused:
            raise unavailable(str(refused)) from refused
        return await self.accounts()

    async def accounts(self) -> Sequence[AccountAtBroker]:
        """List every account with its balance; the broker tells of no limits.

        Raises BrokerUnavailable.
        """
        body = await self._rest.ask("/api/Account/search", {"onlyActiveAccounts": True})
        return [
            AccountAtBroker(
                number=str(account.id),
                name=account.name,
                mode=mode_of(account),
                may_trade=account.can_trade,
                cash=account.balance,
            )
            for account in _accounts(body)
        ]

    # A login.

    def _credentials(self) -> tuple[str, str]:
        user = self._plain.get(USER) or self._outside.secret(USER)
        return user, self._plain.get(API_KEY) or self._outside.secret(API_KEY)

    async def _welcome(self, token: str) -> None:
        """See who answers, and tell it before anything that comes of the login."""
        body = await self._rest.ask_as(token, "/api/Account/search", {"onlyActiveAccounts": True})
        self._known = tuple(_accounts(body))
        self._book.doubt()
        there = {account.id: account for account in self._known}
        for number, account in self._orders.accounts.items():
            if number in there:
                self._orders.tell(LoggedIn(account, mode_of(there[number])))
            else:
                _log.warning("account %s is not among those of this login", account)
                self._orders.tell(LoggedOut(account))

    def _refused(self, text: str) -> None:
        """The credentials are wanted no more: nothing can be sent, and nothing is tried again."""
        self._tokens.forget()
        self._tell_all_logged_out(taken_over=False)
        self._show(S.DATA_ONLY, error=text)

    def _is_live(self) -> bool:
        """Say whether the accounts here subscribe to live data: simulated ones do not."""
        ours = [a for a in self._known if a.id in self._orders.accounts] or self._known
        return bool(ours) and all(account.simulated is False for account in ours)

    def _tell_contract(self, listed: Listed) -> None:
        """A contract is used: tell of its terms, and have its quotes delivered."""
        self._quotes.want(listed.symbol)
        for account in self._orders.accounts.values():
            self._orders.tell(
                ContractNews(
                    account,
                    listed.symbol,
                    listed.tick_size,
                    listed.point_value,
                    listed.tradable,
                )
            )

    # The user hub.

    async def _run(self) -> None:
        keeping = self._tasks.spawn(self._tokens.keep(), name="keep the token")
        reading = self._tasks.spawn(self._read(), name="read the user hub")
        looking = self._tasks.spawn(self._book.keep(), name="look at the contracts")
        try:
            await self._hub.run()
        except LoginRefused as refused:
            _log.info("logged in no more: %s", refused)
        finally:
            self._lose_stream()
            keeping.cancel()
            reading.cancel()
            looking.cancel()

    async def _address(self, url: str) -> str:
        quiet_ns = self._quiet_until_ns - self._host.monotonic_ns()
        if quiet_ns > 0:
            await self._host.sleep(quiet_ns / NANOSECONDS)
        token = await self._tokens.current()
        if self.status.state is not S.CONNECTING:
            self._show(S.CONNECTING, error=self.status.error)
        return f"{socket_url(url)}?access_token={token}"

    async def _wanted(self) -> Sequence[Subscription]:
        methods = ("SubscribeOrders", "SubscribeTrades")
        return [(method, (number,)) for number in self._there() for method in methods]

    def _there(self) -> Mapping[int, str]:
        """The accounts of ours that this login has; another would be refused every time."""
        there = {account.id for account in self._known}
        return {n: account for n, account in self._orders.accounts.items() if n in there}

    def _up(self) -> None:
        self._is_up = True
        self._show(S.ONLINE)
        for account in self._there().values():
            self._orders.tell(StreamNews(account, up=True))

    def _down(self, reason: str, wait_s: float) -> None:
        self._lose_stream()
        if self.status.state is not S.DATA_ONLY:
            retry_ns = self._host.now_ns() + int(wait_s * NANOSECONDS)
            self._show(S.WAITING, error=reason, retry_ns=retry_ns)

    def _lose_stream(self) -> None:
        if self._is_up:
            self._is_up = False
            for account in self._there().values():
                self._orders.tell(StreamNews(account, up=False))

    def _denied(self, subscription: Subscription, error: str) -> None:
        """Without its news an account is not up: try again."""
        raise HubLost(f"{subscription[0]}: {error}")

    def _hear(self, event: Invoked | Unreadable) -> None:
        if isinstance(event, Invoked) and event.target == "GatewayLogout":
            self._log_out()
        else:
            self._inbox.put_nowait(event)

    def _log_out(self) -> None:
        """The broker says that it ends the login: have the token confirmed."""
        self._logout_ns = self._host.monotonic_ns()
        self._tokens.doubt()
        self._hub.drop("the broker has ended the login")

    def _ended(self) -> None:
        """The token is known no more: log in anew, unless it was taken over."""
        now, told = self._host.monotonic_ns(), self._logout_ns
        if told is None or now - told > TAKEN_OVER_S * NANOSECONDS:
            return
        self._logout_ns, cause = None, "another session has taken the login over"
        self._quiet_until_ns = now + int(COMPETING_S * NANOSECONDS)
        self._tell_all_logged_out(taken_over=True)
        self._show(S.DATA_ONLY, error=cause)
        raise unavailable(cause)

    def _tell_all_logged_out(self, *, taken_over: bool) -> None:
        for account in self._orders.accounts.values():
            self._orders.tell(LoggedOut(account, taken_over))

    async def _read(self) -> None:
        """Hand on what the hub says, one after the other: a contract may have to be asked for."""
        while True:
            event = await self._inbox.get()
            try:
                await self._orders.take(event)
            except Exception:  # noqa: BLE001 - one event must not silence all that follow
                _log.exception("an event of the user hub could not be taken in")
                self._hub.drop("an event could not be taken in")

    # Making the hubs.

    def _user_hub(self) -> Hub:
        return Hub(
            address=lambda: self._address(self._environment.urls.stream),
            wanted=self._wanted,
            hear=self._hear,
            up=self._up,
            down=self._down,
            refused=self._tokens.doubt,
            denied=self._denied,
            open_stream=self._outside.open_stream,
            clock=self._host,
            tasks=self._tasks,
            jitter=self._outside.jitter,
        )

    def _market_hub(self, feed: Feed) -> Hub:
        async def address() -> str:
            token = await self._tokens.available()
            return f"{socket_url(self._environment.urls.market)}?access_token={token}"

        return Hub(
            address=address,
            wanted=feed.wanted,
            hear=feed.hear,
            up=feed.up,
            down=lambda reason, wait_s: feed.down(),
            refused=self._tokens.doubt,
            denied=feed.denied,
            open_stream=self._outside.open_stream,
            clock=self._host,
            tasks=self._tasks,
            jitter=self._outside.jitter,
        )

    # How it stands.

    def _show(self, state: SessionState, *, error: str = "", retry_ns: int | None = None) -> None:
        was = self.status
        self.status = SessionStatus(
            state=state,
            since_ns=self._host.now_ns() if state is not was.state else was.since_ns,
            token_expires_ns=self._tokens.expires_ns,
            retry_ns=retry_ns,
            error=error,
        )
        self.changed.emit(self.status)

    def _failed(self, name: str, error: Exception) -> None:
        _log.error("%s failed", name, exc_info=error)


def _accounts(body: Mapping[str, object]) -> list[wire.Account]:
    rows = body.get("accounts")
    if not isinstance(rows, list):
        raise unavailable("the accounts are missing from the answer")
    return [read(wire.Account, row) for row in rows]
