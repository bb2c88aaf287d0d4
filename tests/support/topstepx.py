"""A Gateway API in the test's hands: answers by path, hubs that agree, and a session before it."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import httpx

from tests.support.market import a_hub
from tests.support.shipped import shipped_symbols
from tests.support.socket_peer import Peer
from tests.support.venue import elapse, turns
from traderterminal.brokers.plugin import (
    Contracts,
    Environment,
    Outside,
    Seat,
    SessionStatus,
    Urls,
)
from traderterminal.brokers.topstepx.broker import TopstepxBroker
from traderterminal.brokers.topstepx.feed import Feed
from traderterminal.brokers.topstepx.session import TopstepxSession
from traderterminal.desk.ports import News
from traderterminal.kit.clock import VirtualClock, iso
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import FeedTick

TODAY: Final = date(2023, 12, 26)
NOON_NS: Final = 1_703_545_200_000_000_000
ACCOUNT: Final = "practice"
NUMBER: Final = 465
CONTRACT: Final = "CON.F.US.EP.H24"
SYMBOL: Final = "ESH2024"
END: Final = "\x1e"

Row = dict[str, Any]
Answer = Row | httpx.Response | Exception | Callable[[Row], Any]


def at(seconds: float = 0.0) -> str:
    """A moment of the test's day, in the broker's notation."""
    return iso(NOON_NS + int(seconds * 1e9)).replace("Z", "+00:00")


def an_account(**changes: Any) -> Row:
    """Return an account as the broker lists it."""
    row = {"id": NUMBER, "name": "PRAC-V2-465", "balance": 50_000.25, "canTrade": True}
    return {**row, "isVisible": True, "simulated": True, **changes}


def a_contract(**changes: Any) -> Row:
    """Return the contract of ESH2024."""
    row = {
        "id": CONTRACT,
        "name": "ESH4",
        "description": "E-Mini S&P 500: March 2024",
        "tickSize": 0.25,
        "tickValue": 12.5,
        "activeContract": True,
        "symbolId": "F.US.EP",
    }
    return {**row, **changes}


def an_order(**changes: Any) -> Row:
    """Return a working limit order."""
    row = {
        "id": 9056,
        "accountId": NUMBER,
        "contractId": CONTRACT,
        "symbolId": "F.US.EP",
        "creationTimestamp": at(),
        "updateTimestamp": at(),
        "status": 1,
        "type": 1,
        "side": 0,
        "size": 2,
        "limitPrice": 4790.0,
        "stopPrice": None,
        "fillVolume": 0,
        "filledPrice": None,
        "customTag": "TT000001",
    }
    return {**row, **changes}


def a_trade(**changes: Any) -> Row:
    """Return an execution."""
    row = {
        "id": 8604,
        "accountId": NUMBER,
        "contractId": CONTRACT,
        "creationTimestamp": at(1),
        "price": 4790.0,
        "profitAndLoss": None,
        "fees": 1.4,
        "side": 0,
        "size": 2,
        "voided": False,
        "orderId": 9056,
    }
    return {**row, **changes}


def taken(**payload: Any) -> Row:
    """Return a successful answer."""
    return {**payload, "success": True, "errorCode": 0, "errorMessage": None}


def refused(code: int, text: str | None = None, **payload: Any) -> Row:
    """Return an unsuccessful one."""
    return {**payload, "success": False, "errorCode": code, "errorMessage": text}


def jwt(**claims: object) -> str:
    """Return a token with these claims."""
    body = urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"head.{body}.signature"


class HubPeer(Peer):
    """A hub that greets, completes every invocation, and says what it is told to."""

    def __init__(self, url: str, status: int = 101) -> None:
        super().__init__(status)
        self.url = url
        self.invoked: list[tuple[str, list[Any]]] = []
        self.errors: dict[str, str] = {}
        self.answer: Callable[[str], str] = lambda target: self.errors.get(target, "")
        self.is_mute = False

    async def send(self, data: bytes) -> None:
        before = len(self.received)
        await super().send(data)
        for text in self.received[before:]:
            for record in text.split(END)[:-1]:
                self._take(json.loads(record))

    def _take(self, record: Row) -> None:
        if self.is_mute:
            return
        if "protocol" in record:
            self.tell("{}" + END)
        elif record["type"] == 1:
            target = record["target"]
            self.invoked.append((target, record["arguments"]))
            answer = {"type": 3, "invocationId": record["invocationId"], "result": None}
            if error := self.answer(target):
                answer = {**answer, "error": error}
            self.say(answer)

    def say(self, *records: Row) -> None:
        """Send records, each in a frame of its own."""
        self.tell(*(json.dumps(record) + END for record in records))

    def invoke(self, target: str, *arguments: Any) -> None:
        """Call a method of the client."""
        self.say({"type": 1, "target": target, "arguments": list(arguments)})

    def tell_of(self, target: str, row: Row) -> None:
        """Tell of something as live traffic does."""
        self.invoke(target, {"action": 1, "data": row})


@dataclass
class Gateway:
    """The server: `answers` by path, and what it was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Row]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)  # as they were shown, call by call
    peers: list[HubPeer] = field(default_factory=list)
    refuses: Mapping[str, int] = field(default_factory=dict)  # hubs by path, with their status
    is_down: bool = False
    prepare: Callable[[HubPeer], None] = lambda peer: None

    def __post_init__(self) -> None:
        self.answers = {
            "/api/Auth/loginKey": taken(token="first"),
            "/api/Auth/validate": taken(newToken="second"),
            "/api/Account/search": taken(accounts=[an_account()]),
            "/api/Contract/search": taken(contracts=[a_contract()]),
            "/api/Contract/searchById": taken(contract=a_contract()),
            "/api/Order/v2/query": taken(orders=[], totalCount=0),
            "/api/Trade/search": taken(trades=[]),
            "/api/Position/searchOpen": taken(positions=[]),
            "/api/Order/place": taken(orderId=9056),
            "/api/Order/modify": taken(),
            "/api/Order/cancel": taken(),
            "/api/History/retrieveBars": taken(bars=[]),
            **self.answers,
        }

    async def serve(self, request: httpx.Request) -> httpx.Response:
        if self.is_down:
            raise httpx.ConnectError("refused")
        body = json.loads(request.content) if request.content else {}
        self.asked.append((request.url.path, body))
        self.tokens.append(request.headers.get("Authorization", "").removeprefix("Bearer "))
        answer = self.answers[request.url.path]
        if callable(answer):
            answer = answer(body)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)

    async def open_stream(self, url: str) -> HubPeer:
        if self.is_down:
            raise ConnectionRefusedError("refused")
        path = url.partition("?")[0].rpartition("/")[2]
        peer = HubPeer(url, self.refuses.get(path, 101))
        self.prepare(peer)
        self.peers.append(peer)
        return peer

    def bodies(self, path: str) -> list[Row]:
        """What was asked under a path."""
        return [body for asked, body in self.asked if asked == path]

    def hub(self, name: str = "user") -> HubPeer:
        """The connection to a hub that stands."""
        return next(peer for peer in reversed(self.peers) if f"/{name}?" in peer.url)


def symbols() -> Contracts:
    """The instruments as they ship, on the test's day."""
    book = shipped_symbols()
    return Contracts(book.resolve, book.instrument, lambda: TODAY)


@dataclass
class Scene:
    """A session before the server, in virtual time."""

    gateway: Gateway
    clock: VirtualClock
    market: MarketHub
    session: TopstepxSession
    tasks: TaskScope
    news: list[News] = field(default_factory=list)
    states: list[SessionStatus] = field(default_factory=list)
    ticks: list[FeedTick] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    @property
    def broker(self) -> TopstepxBroker:
        assert isinstance(self.session.broker, TopstepxBroker)
        return self.session.broker

    @property
    def feed(self) -> Feed:
        assert isinstance(self.session.feed, Feed)
        return self.session.feed

    async def start(self) -> None:
        """Log in and connect."""
        self.session.start()
        await self.settle()

    async def settle(self) -> None:
        await turns(200)

    async def pass_time(self, seconds: float) -> None:
        await self.settle()
        await elapse(self.clock, seconds)
        await self.settle()

    def run_feed(self) -> None:
        """Let the quotes be delivered."""
        self.tasks.spawn(self.feed.run(), name="quotes")

    async def close(self) -> None:
        await self.tasks.aclose()
        await self.session.stop()
        assert self.failures == []

    def of(self, kind: type[News]) -> list[News]:
        """The news of one kind."""
        return [news for news in self.news if isinstance(news, kind)]


def a_scene(
    gateway: Gateway | None = None, seats: Sequence[Seat] = (Seat(ACCOUNT, str(NUMBER)),)
) -> Scene:
    """Return a session that has not begun."""
    gateway = gateway or Gateway()
    clock, market = VirtualClock(NOON_NS), a_hub()
    failures: list[Exception] = []
    tasks = TaskScope(on_error=lambda name, error: failures.append(error))
    outside = Outside(
        host=clock,
        tasks=tasks,
        http=lambda: httpx.MockTransport(gateway.serve),
        open_stream=gateway.open_stream,
        secret={"api_key": "0123456789abcdef"}.__getitem__,
        contracts=symbols(),
        hub=market,
        jitter=lambda: 1.0,
    )
    urls = Urls("https://api.test", "https://rtc.test/hubs/user", "https://rtc.test/hubs/market")
    session = TopstepxSession(
        Environment("practice", urls, None), seats, {"user": "trader"}, outside
    )
    scene = Scene(gateway, clock, market, session, tasks, failures=failures)
    session.broker.listen(scene.news.append)
    session.changed.connect(scene.states.append)
    market.listen(None, scene.ticks.append)
    return scene
