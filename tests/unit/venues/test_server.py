"""The server of a venue, over pipes in memory and over the loopback interface."""

import socket
from collections.abc import AsyncIterator

import httpx
import pytest_asyncio
from websockets.client import ClientProtocol
from websockets.frames import Frame
from websockets.uri import parse_uri

from tests.support.builders import ES
from tests.support.pipes import PipeEnd, pipe
from tests.support.plain_dialect import ACCOUNT, VenueScene, venue_scene
from tests.support.venue import elapse
from traderterminal.domain.fills import Side
from traderterminal.kit.tasks import give_way
from traderterminal.venues.faults import Script
from traderterminal.venues.orders import Ticket
from traderterminal.venues.server import MAX_BODY, Loopback


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[VenueScene]:
    made = venue_scene()
    yield made
    await made.close()


async def connect(scene: VenueScene) -> PipeEnd:
    ours, theirs = pipe()
    scene.tasks.spawn(scene.venue.server.serve(theirs), name="a client")
    return ours


async def said(scene: VenueScene, end: PipeEnd, data: bytes) -> bytes:
    """Send bytes and return everything that comes back at once."""
    await end.send(data)
    await elapse(scene.clock, 0)
    return b"".join([await end.receive() for _ in range(len(end._arrived))])


async def test_requests_follow_each_other_on_one_connection(scene: VenueScene) -> None:
    end = await connect(scene)
    for _ in range(2):
        answer = await said(scene, end, b"GET /orders HTTP/1.1\r\nhost: x\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.endswith(b'{"orders":[]}')


async def test_a_body_may_come_in_pieces_and_in_chunks(scene: VenueScene) -> None:
    end = await connect(scene)
    head = b"POST /place HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
    assert await said(scene, end, head + b'2\r\n{"\r\n') == b""
    answer = await said(scene, end, b'8\r\nid":"T"}\r\n0\r\n\r\n')
    assert b'{"order":' in answer


async def test_what_is_no_http_ends_the_connection(scene: VenueScene) -> None:
    end = await connect(scene)
    await end.send(b"\x16\x03\x01 hello\r\n\r\n")
    await elapse(scene.clock, 0)
    assert scene.tasks.running == 0


async def test_a_body_that_is_too_large_ends_the_connection(scene: VenueScene) -> None:
    end = await connect(scene)
    head = f"POST /place HTTP/1.1\r\nhost: x\r\ncontent-length: {MAX_BODY + 1}\r\n\r\n"
    await end.send(head.encode() + b"x" * (MAX_BODY + 1))
    await elapse(scene.clock, 0)
    assert scene.tasks.running == 0


async def test_a_request_that_is_dropped_gets_no_answer(scene: VenueScene) -> None:
    scene.venue.lines.script = Script.parse({"script": [{"at": {"request": "*"}, "fault": "F5"}]})
    end = await connect(scene)
    assert await said(scene, end, b"GET /orders HTTP/1.1\r\nhost: x\r\n\r\n") == b""
    assert await end.receive() == b""


async def test_it_answers_on_the_loopback_interface_and_can_refuse_for_a_while(
    scene: VenueScene,
) -> None:
    bound = socket.create_server(("127.0.0.1", 0))
    loopback = Loopback(scene.venue.server, bound, scene.host, scene.tasks)
    await loopback.listen()
    url = f"http://127.0.0.1:{loopback.port}/orders"
    async with httpx.AsyncClient() as client:
        assert (await client.get(url)).json() == {"orders": []}
    loopback.refuse(5.0)
    async with httpx.AsyncClient() as client:
        try:
            await client.get(url)
        except httpx.ConnectError:
            refused = True
    assert refused
    await elapse(scene.clock, 5.0)
    while loopback._listening is None:
        await give_way()
    async with httpx.AsyncClient() as client:
        assert (await client.get(url)).status_code == 200
    loopback.close()


# Sockets.


class Client:
    """A client of a socket, by the core of websockets."""

    def __init__(self, scene: VenueScene, end: PipeEnd, path: str = "/news") -> None:
        self._scene, self._end = scene, end
        self.protocol = ClientProtocol(parse_uri(f"ws://venue{path}"))

    async def begin(self) -> int:
        """Shake hands; return the status of the answer."""
        self.protocol.send_request(self.protocol.connect())
        await self._carry()
        response = self.protocol.events_received()[0]
        return int(response.status_code)  # type: ignore[union-attr]  # the first is the handshake

    async def say(self, text: str) -> None:
        self.protocol.send_text(text.encode())
        await self._carry()

    async def hear(self) -> list[str]:
        await self._carry()
        events = self.protocol.events_received()
        return [bytes(e.data).decode() for e in events if isinstance(e, Frame) and e.opcode == 1]

    async def _carry(self) -> None:
        for data in self.protocol.data_to_send():
            if data:
                await self._end.send(data)
        await elapse(self._scene.clock, 0)
        while self._end._arrived:
            self.protocol.receive_data(await self._end.receive())


async def test_a_socket_hears_what_happens(scene: VenueScene) -> None:
    client = Client(scene, await connect(scene))
    assert await client.begin() == 101
    await client.say("hello")
    assert await client.hear() == ["you said hello"]
    end = await connect(scene)
    await said(scene, end, b"POST /place HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}")
    assert len(await client.hear()) == 3  # placed, filled, traded


async def test_a_socket_that_is_not_there_is_refused(scene: VenueScene) -> None:
    assert await Client(scene, await connect(scene), "/other").begin() == 404


async def test_a_client_that_is_suddenly_gone_is_no_failure(scene: VenueScene) -> None:
    end = await connect(scene)
    client = Client(scene, end)
    await client.begin()
    end.abort()
    scene.exchange.place(Ticket(ACCOUNT, ES.symbol, Side.BUY, 1))
    await elapse(scene.clock, 0)
    assert scene.venue.lines.named("news") == []


async def test_a_goodbye_is_answered_and_ends_the_connection(scene: VenueScene) -> None:
    client = Client(scene, await connect(scene))
    await client.begin()
    assert scene.venue.lines.named("news")
    client.protocol.send_close(1000)
    await client.hear()
    assert client.protocol.close_rcvd is not None
    assert client.protocol.close_rcvd.code == 1000
    assert scene.venue.lines.named("news") == []
    assert scene.tasks.running == 0
