"""The lines to the clients under the fault script."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.uri import parse_uri

from tests.support.builders import ES
from tests.support.pipes import PipeEnd
from tests.support.plain_dialect import ACCOUNT, VenueScene, venue_scene
from tests.support.venue import elapse
from tests.support.wire import Wire
from traderterminal.domain.fills import Side
from traderterminal.venues.faults import Script
from traderterminal.venues.lines import amended
from traderterminal.venues.orders import Ticket
from traderterminal.venues.traffic import read_json


class Listener:
    """A client of the news."""

    def __init__(self, scene: VenueScene, end: PipeEnd) -> None:
        self._scene, self._end = scene, end
        self.protocol = ClientProtocol(parse_uri("ws://venue/news"))
        self.broken = False

    async def begin(self) -> None:
        self.protocol.send_request(self.protocol.connect())
        await self._end.send(b"".join(self.protocol.data_to_send()))
        await self.hear()

    async def hear(self, seconds: float = 0) -> list[Any]:
        """Return what was said since, after so much time."""
        await elapse(self._scene.clock, seconds)
        try:
            while self._end._arrived:
                self.protocol.receive_data(await self._end.receive())
            self.broken = self._end._broken
        except ConnectionResetError:
            self.broken = True
        frames = [e for e in self.protocol.events_received() if isinstance(e, Frame)]
        return [read_json(bytes(e.data)) for e in frames if e.opcode is Opcode.TEXT]


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[VenueScene]:
    made = venue_scene()
    yield made
    await made.close()


async def listener(scene: VenueScene) -> Listener:
    wire = Wire(scene.venue, scene.host, scene.tasks)
    made = Listener(scene, await wire.open_stream("ws://venue/news"))
    await made.begin()
    return made


def strike(scene: VenueScene, fault: str, at: Any = "now", **values: Any) -> None:
    entry = {"at": at, "fault": fault, **values}
    scene.venue.control.strike(Script.parse({"script": [entry]}))


def trade(scene: VenueScene) -> None:
    scene.exchange.place(Ticket(ACCOUNT, ES.symbol, Side.BUY, 1))


def what(said: list[Any]) -> list[str]:
    return [each["what"] for each in said]


async def test_news_is_told_several_times_and_again_after_a_reconnect(scene: VenueScene) -> None:
    first = await listener(scene)
    strike(scene, "F16", {"frame": "fill"})
    trade(scene)
    assert what(await first.hear()) == ["placed", "fill", "fill", "traded"]
    second = await listener(scene)
    trade(scene)
    assert what(await second.hear()) == ["fill", "placed", "fill", "traded"]


async def test_an_execution_is_told_with_two_prices(scene: VenueScene) -> None:
    client = await listener(scene)
    strike(scene, "F17", {"frame": "fill"}, by="0.5")
    trade(scene)
    prices = [str(each["price"]) for each in await client.hear() if each["what"] == "fill"]
    assert prices == ["4800.25", "4800.75"]


@pytest.mark.parametrize(
    ("how", "price"),
    [
        ("string", '"4800.25"'),
        ("comma", '"4800,25"'),
        ("exponent", "4.80025E+3"),
        ("negative_zero", "-0.00"),
        ("thirty_seconds", '"4800\'08"'),
        ("negative", "-4800.25"),
    ],
)
async def test_prices_are_written_in_every_way(scene: VenueScene, how: str, price: str) -> None:
    text = scene.venue.lines.respelled('{"price":4800.25,"size":2}', how)
    assert text == f'{{"price":{price},"size":2}}'


def test_what_has_an_id_is_amended_wherever_it_stands() -> None:
    text = '{"a":[{"id":1,"b":{"id":2}}],"c":3}\x1e'
    assert amended(text, {"x": None}) == '{"a":[{"id":1,"b":{"id":2,"x":null},"x":null}],"c":3}\x1e'


async def test_a_silent_line_stands_and_says_nothing_at_all(scene: VenueScene) -> None:
    client = await listener(scene)
    strike(scene, "F33", for_s=30)
    trade(scene)
    assert await client.hear() == []
    assert await client.hear(31) == []  # lost for good
    trade(scene)
    assert len(await client.hear()) == 3


async def test_a_frozen_line_answers_but_tells_no_news(scene: VenueScene) -> None:
    client = await listener(scene)
    strike(scene, "F34", socket="new*", for_s=30)
    trade(scene)
    assert await client.hear() == []


async def test_late_news_comes_all_at_once(scene: VenueScene) -> None:
    client = await listener(scene)
    strike(scene, "F38", for_s=30)
    trade(scene)
    assert await client.hear(29) == []
    assert what(await client.hear(1)) == ["placed", "fill", "traded"]


async def test_sockets_are_closed_with_a_code_or_without_a_word(scene: VenueScene) -> None:
    client = await listener(scene)
    strike(scene, "F35", code=1011)
    await client.hear()
    assert client.protocol.close_rcvd is not None
    assert client.protocol.close_rcvd.code == 1011
    other = await listener(scene)
    strike(scene, "F35")
    await other.hear()
    assert other.broken


async def test_a_handshake_is_refused(scene: VenueScene) -> None:
    strike(scene, "F35", {"connect": "news"}, status=500)
    client = await listener(scene)
    assert client.protocol.handshake_exc is not None
    assert (await listener(scene)).protocol.handshake_exc is None


async def test_a_storm_closes_every_reconnect(scene: VenueScene) -> None:
    strike(scene, "F36", every_s=2, for_s=10)
    for _ in range(3):
        client = await listener(scene)
        await client.hear(2)
        assert client.broken


@pytest.mark.parametrize("how", ["oversized", "binary", "compressed"])
async def test_frames_come_that_nobody_expects(scene: VenueScene, how: str) -> None:
    client = await listener(scene)
    strike(scene, "F40", how=how)
    await client.hear()
    binary = how == "binary"
    assert (client.protocol.parser_exc is None) is binary


async def test_a_flood_comes_whole(scene: VenueScene) -> None:
    client = await listener(scene)
    strike(scene, "F39", frames=2_000)
    await elapse(scene.clock, 0)
    while client._end._arrived:
        client.protocol.receive_data(await client._end.receive())
    assert len(client.protocol.events_received()) == 2_000
