"""A practice Tradovate in the test's hands: in one process on virtual time, or on the loopback."""

import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.uri import parse_uri

from tests.support.pipes import PipeEnd
from tests.support.plain_dialect import ACCOUNT, VenueScene, venue_scene
from tests.support.venue import elapse
from tests.support.wire import Wire
from traderterminal.domain.instruments import Instrument
from traderterminal.market.ticks import Aggressor, TradeTick
from traderterminal.venues.faults import Script
from traderterminal.venues.server import Loopback
from traderterminal.venues.tradovate.dialect import TradovateDialect
from traderterminal.venues.traffic import Answer, Request, read_json
from traderterminal.venues.venue import World

NAME: Final = "trader"
PASSWORD: Final = "key-of-the-test"
USER: Final = 1


def numbered_tokens() -> Callable[[], str]:
    """Return a source of tokens that can be told apart."""
    numbers = count(1)
    return lambda: f"token-{next(numbers)}"


def make_tradovate(world: World) -> TradovateDialect:
    """Make the dialect, with tokens that can be told apart."""
    return TradovateDialect(world, numbered_tokens())


@dataclass
class Address:
    """Where a venue listens."""

    rest: str
    stream: str
    market: str


def tradovate_scene() -> VenueScene:
    """Return a practice Tradovate with ES quoted 4800.00 to 4800.25, in a running loop."""
    return venue_scene(make_tradovate)


@asynccontextmanager
async def on_loopback(scene: VenueScene) -> AsyncIterator[Address]:
    """Let a venue listen on a free port of the loopback interface."""
    bound = socket.create_server(("127.0.0.1", 0))
    door = Loopback(scene.venue.server, bound, scene.host, scene.tasks)
    await door.listen()
    yield Address(**scene.venue.dialect.urls("127.0.0.1", door.port))
    door.close()


class Line:
    """A client's end of a socket over a pipe, which says and hears frames as they are."""

    def __init__(self, scene: VenueScene, end: PipeEnd, url: str) -> None:
        self._scene, self._end = scene, end
        self._numbers = count(1)
        self.protocol = ClientProtocol(parse_uri(url))
        self.broken = False
        self._kept: list[Any] = []

    async def begin(self) -> list[str]:
        """Shake hands; return the frames that came at once."""
        self.protocol.send_request(self.protocol.connect())
        return await self.hear()

    async def say(self, text: str) -> None:
        """Send a frame."""
        self.protocol.send_text(text.encode())
        await self._carry()

    async def hear(self, seconds: float = 0) -> list[str]:
        """Return the frames that came, after so much time."""
        await self._carry()
        await elapse(self._scene.clock, seconds)
        try:
            while self._end._arrived:
                self.protocol.receive_data(await self._end.receive())
            self.broken = self._end._broken
        except ConnectionResetError:
            self.broken = True
        events = [e for e in self.protocol.events_received() if isinstance(e, Frame)]
        return [bytes(e.data).decode() for e in events if e.opcode is Opcode.TEXT]

    async def messages(self, seconds: float = 0) -> list[Any]:
        """Return the messages of the frames that came."""
        kept, self._kept = self._kept, []
        frames = await self.hear(seconds)
        new = [one for text in frames if text.startswith("a") for one in read_json(text[1:])]
        return kept + new

    async def ask(self, endpoint: str, body: object = "", query: str = "") -> Any:
        """Send a request and return its reply; None where there is none."""
        number = next(self._numbers)
        text = body if isinstance(body, str) else json.dumps(body)
        await self.say(f"{endpoint}\n{number}\n{query}\n{text}")
        came = await self.messages()
        replies = [one for one in came if one.get("i") == number]
        self._kept = [one for one in came if one not in replies]
        return replies[0] if replies else None

    async def props(self, kind: str | None = None, seconds: float = 0) -> list[Any]:
        """Return what was told of entities, of one kind or of all."""
        told = [one["d"] for one in await self.messages(seconds) if one.get("e") == "props"]
        return [one for one in told if kind in (None, one["entityType"])]

    async def _carry(self) -> None:
        try:
            for data in self.protocol.data_to_send():
                if data:
                    await self._end.send(data)
        except OSError:
            self.broken = True


class Practice:
    """A practice Tradovate and somebody who is logged in there."""

    def __init__(self, scene: VenueScene) -> None:
        dialect = scene.venue.dialect
        assert isinstance(dialect, TradovateDialect)
        self.scene = scene
        self.dialect = dialect
        self.wire = Wire(scene.venue, scene.host, scene.tasks)
        self.token = ""

    async def request(
        self, path: str, body: str = "", environment: str = "demo", **query: object
    ) -> Answer:
        """Ask over REST, past the fault script; return the answer as it is."""
        asked = {name: str(value) for name, value in query.items()}
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        full = f"/{environment}/v1/{path}"
        return await self.scene.venue.front.answer(
            Request("POST" if body else "GET", full, asked, headers, body.encode())
        )

    async def get(self, path: str, environment: str = "demo", **query: object) -> Any:
        """Return the data of an answer that is a success."""
        answer = await self.request(path, "", environment, **query)
        assert answer.status == 200, answer
        return read_json(answer.body)

    async def post(self, path: str, **body: object) -> Any:
        """Return the data of an answer that is a success."""
        answer = await self.request(path, json.dumps(body))
        assert answer.status == 200, answer
        return read_json(answer.body)

    async def status(self, path: str, **body: object) -> int:
        """Return the status of an answer."""
        return (await self.request(path, json.dumps(body) if body else "")).status

    async def log_in(self, password: str = PASSWORD) -> Any:
        """Ask for a token and keep it where there is one."""
        answer = await self.post("auth/accesstokenrequest", name=NAME, password=password)
        self.token = answer.get("accessToken", self.token)
        return answer

    async def line(self, *, market: bool = False, authorize: bool = True) -> Line:
        """Open a socket of orders or of market data."""
        url = self.dialect.urls("venue", 80)["market" if market else "stream"]
        made = Line(self.scene, await self.wire.open_stream(url), url)
        assert await made.begin() == ["o"]
        if authorize:
            assert (await made.ask("authorize", self.token))["s"] == 200
        return made

    async def synchronized(self) -> Line:
        """Open a socket of orders that hears of every change."""
        line = await self.line()
        assert (await line.ask("user/syncrequest", {"users": [USER]}))["s"] == 200
        return line

    async def place(self, **terms: object) -> Any:
        """Place an order over REST: a market buy of ES unless said otherwise."""
        order = {
            "accountId": ACCOUNT,
            "symbol": "ESH4",
            "action": "Buy",
            "orderQty": 1,
            "orderType": "Market",
            "isAutomated": True,
        }
        operation = "placeoso" if "bracket1" in terms else "placeorder"
        operation = "placeoco" if "other" in terms else operation
        return await self.post(f"order/{operation}", **{**order, **terms})

    def strike(self, fault: str, at: Any = "now", **values: Any) -> None:
        """Arm one fault."""
        entry = {"at": at, "fault": fault, **values}
        self.scene.venue.control.strike(Script.parse({"script": [entry]}))

    def trade(self, instrument: Instrument, price: int, size: int = 1) -> None:
        """Let the market print a trade, in ticks, by a buyer."""
        now_ns = self.scene.clock.now_ns()
        self.scene.hub.publish(TradeTick(instrument.symbol, now_ns, price, size, Aggressor.BUYER))


@asynccontextmanager
async def practice() -> AsyncIterator[Practice]:
    """Open a practice Tradovate, with a login, for the time of a block."""
    made = Practice(tradovate_scene())
    await made.log_in()
    yield made
    await made.scene.close()
