"""A plain client of the TopstepX venue in one process: requests, and hubs record by record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import httpx
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.uri import parse_uri

from tests.support.builders import ES
from tests.support.pipes import PipeEnd
from tests.support.plain_dialect import ACCOUNT, VenueScene, venue_scene
from tests.support.venue import elapse
from tests.support.wire import Wire
from traderterminal.venues.faults import Script
from traderterminal.venues.topstepx.dialect import TopstepXDialect
from traderterminal.venues.traffic import read_json, write_json
from traderterminal.venues.venue import World

CONTRACT: Final = "CON.F.US.EP.H24"
#: An account whose platform is set to Position Brackets.
SECOND_ACCOUNT: Final = ACCOUNT + 1
BUY, SELL = 0, 1
LIMIT, MARKET, STOP = 1, 2, 4


def make_topstepx(world: World) -> TopstepXDialect:
    """Make the dialect; the second account of the scene is set to Position Brackets."""
    return TopstepXDialect(world, frozenset({SECOND_ACCOUNT}))


@dataclass
class HubClient:
    """One connection to a hub."""

    scene: VenueScene
    end: PipeEnd
    protocol: ClientProtocol
    status: int = 0
    _kept: list[Any] = field(default_factory=list)

    async def begin(self, version: int = 1) -> int:
        """Open the socket and shake hands; return the status of the opening."""
        await self.open()
        if self.status == 101:
            await self.put({"protocol": "json", "version": version})
            await self.hear()
        return self.status

    async def open(self) -> None:
        """Open the socket."""
        self.protocol.send_request(self.protocol.connect())
        await self._carry()

    async def put(self, *records: Mapping[str, Any]) -> None:
        """Send records in one frame."""
        self.protocol.send_text("".join(write_json(r) + "\x1e" for r in records).encode())
        await self._carry()

    async def call(self, target: str, *arguments: Any, own: str | None = "1") -> None:
        """Call a method of the hub."""
        record: dict[str, Any] = {"type": 1, "target": target, "arguments": list(arguments)}
        await self.put(record if own is None else {**record, "invocationId": own})

    async def hear(self, seconds: float = 0) -> list[Any]:
        """Return the records that came since, after so much time."""
        await elapse(self.scene.clock, seconds)
        await self._carry()
        heard, self._kept = self._kept, []
        return heard

    async def told(self, target: str) -> list[Any]:
        """Return the arguments of what the hub called since."""
        return [each["arguments"] for each in await self.hear() if each.get("target") == target]

    @property
    def over(self) -> bool:
        """Whether the venue has said goodbye or cut the line."""
        return self.protocol.close_rcvd is not None or self.end._broken

    async def _carry(self) -> None:
        for data in self.protocol.data_to_send():
            if data:
                await self.end.send(data)
        await elapse(self.scene.clock, 0)
        while self.end._arrived:
            self.protocol.receive_data(await self.end.receive())
        for event in self.protocol.events_received():
            if isinstance(event, Response):
                self.status = event.status_code
            elif isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                records = bytes(event.data).decode().split("\x1e")
                self._kept += [read_json(record) for record in records if record]


@dataclass
class TopstepXClient:
    """A client that is logged in."""

    scene: VenueScene
    wire: Wire
    http: httpx.AsyncClient
    token: str = ""

    async def post(self, path: str, **body: Any) -> Any:
        """Return the answer's JSON; the status must be 200."""
        answer = await self.answer(path, body)
        assert answer.status_code == 200, answer.text
        return read_json(answer.content)

    async def answer(self, path: str, body: Any = None) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        content = b"" if body is None else write_json(body).encode()
        return await self.http.post(f"/api/{path}", content=content, headers=headers)

    async def log_in(self) -> None:
        """Log in as the one user."""
        body = {"userName": "trader", "apiKey": "key-of-the-test"}
        self.token = (await self.post("Auth/loginKey", **body))["token"]

    async def place(self, **changes: Any) -> Any:
        """Place a market buy of one ES, or what is changed about it."""
        body = {
            "accountId": ACCOUNT,
            "contractId": CONTRACT,
            "type": MARKET,
            "side": BUY,
            "size": 1,
        }
        return await self.post("Order/place", **{**body, **changes})

    async def hub(self, name: str, query: str | None = None) -> HubClient:
        """Return a connection to the user or the market hub that is not begun yet."""
        asked = f"access_token={self.token}" if query is None else query
        url = f"ws://venue/hubs/{name}?{asked}"
        end = await self.wire.open_stream(url)
        return HubClient(self.scene, end, ClientProtocol(parse_uri(url)))

    async def user_hub(self) -> HubClient:
        """Return a user hub that tells everything of the first account."""
        hub = await self.hub("user")
        assert await hub.begin() == 101
        await hub.call("SubscribeAccounts")
        for what in ("Orders", "Positions", "Trades"):
            await hub.call(f"Subscribe{what}", ACCOUNT)
        await hub.hear()
        return hub

    async def market_hub(self, *wanted: str) -> HubClient:
        """Return a market hub that tells of ES what is wanted."""
        hub = await self.hub("market")
        assert await hub.begin() == 101
        for what in wanted:
            await hub.call(f"Subscribe{what}", CONTRACT)
        return hub

    def strike(self, fault: str, at: Any = "now", **values: Any) -> None:
        """Let the fault script strike."""
        entry = {"at": at, "fault": fault, **values}
        self.scene.venue.control.strike(Script.parse({"script": [entry]}))

    @property
    def dialect(self) -> TopstepXDialect:
        dialect = self.scene.venue.dialect
        assert isinstance(dialect, TopstepXDialect)
        return dialect

    async def close(self) -> None:
        await self.http.aclose()
        await self.scene.close()


async def topstepx_client() -> TopstepXClient:
    """Return a client that is logged in to a venue with ES quoted 4800.00 to 4800.25."""
    scene = venue_scene(make_topstepx)
    wire = Wire(scene.venue, scene.host, scene.tasks)
    http = httpx.AsyncClient(transport=wire.http(), base_url="http://venue")
    made = TopstepXClient(scene, wire, http)
    await made.log_in()
    assert ES.symbol in scene.exchange.instruments
    return made
