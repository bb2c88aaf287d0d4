"""The stream: what is lost under pressure, and what never."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio

from tests.support.gateway_services import Gateway, http_scope
from tests.support.market import MINUTE
from tests.support.paper_desk import wish
from traderterminal.desk.desk import OrderChanged
from traderterminal.domain.bars import Resolution
from traderterminal.domain.messages import Message
from traderterminal.gateway.answers import Event
from traderterminal.gateway.stream import (
    CONFLATE_SECONDS,
    FRESHNESS_SECONDS,
    LONGEST_QUEUE,
    MOST_CHANNELS,
    PATH,
    TRY_AGAIN_LATER,
    BarTail,
    Client,
    Stream,
)
from traderterminal.gateway.tokens import Access, Tickets, Token
from traderterminal.kit.clock import NANOSECONDS, iso
from traderterminal.market.alert_terms import ToldAlert
from traderterminal.market.ports import FeedState

TOKEN = "api-token"


def drained(client: Client) -> list[dict[str, Any]]:
    return list(iter(client.next_queued, None))


def test_what_must_not_be_lost_is_kept_in_order_and_numbered() -> None:
    client = Client()
    client.channels.add("orders")
    for number in range(3):
        client.put("orders", {"n": number})
        client.put("fills", {"n": number})  # not subscribed to
    messages = drained(client)
    assert [(m["channel"], m["seq"], m["data"]["n"]) for m in messages] == [
        ("orders", 1, 0),
        ("orders", 2, 1),
        ("orders", 3, 2),
    ]


def test_a_client_that_missed_one_gets_nothing_after_it() -> None:
    # given a client whose queue is full, and one more that finds no room
    client = Client()
    client.channels.add("orders")
    for number in range(LONGEST_QUEUE + 1):
        client.put("orders", {"n": number})
    # when it reads on and more happens meanwhile
    assert client.next_queued() is not None
    client.put("orders", {"n": -1})
    # then it gets what came before the loss, and no later order hides that one is missing
    assert client.overrun
    assert [m["data"]["n"] for m in drained(client)] == list(range(1, LONGEST_QUEUE))


def test_a_conflated_channel_sends_its_latest_once() -> None:
    client, values = Client(), iter(range(10))
    client.follow("quotes:ES", "ES", lambda: ({"n": next(values)},))
    client.follow("quotes:NQ", "NQ", lambda: ({"n": -1},))
    client.take_moved()
    for _ in range(5):
        client.touch("ES")
    client.touch("YM")
    assert [(m["channel"], m["seq"], m["data"]) for m in client.take_moved()] == [
        ("quotes:ES", 2, {"n": 1})
    ]
    assert client.take_moved() == []


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


def tail_of(gateway: Gateway) -> BarTail:
    services = gateway.services
    series = services.bars.series("ESH2024", Resolution.parse("1"))
    return BarTail(series, services.resolve("ES1!"), "1")


def test_a_bar_that_closed_between_two_looks_is_still_sent_whole(gateway: Gateway) -> None:
    tail = tail_of(gateway)
    assert tail() == ()
    gateway.trade(0, 19200)
    assert [bar["close"] for bar in tail()] == ["4800.00"]
    assert tail() == ()
    gateway.trade(0, 19204)
    gateway.trade(2, 19300)
    assert [(bar["high"], bar["close"]) for bar in tail()] == [
        ("4801.00", "4801.00"),
        ("4825.00", "4825.00"),
    ]


def test_a_market_that_starts_again_sends_its_last_bar(gateway: Gateway) -> None:
    tail = tail_of(gateway)
    gateway.trade(5, 19200)
    tail()
    gateway.hub.clear()
    assert tail() == ()
    gateway.clock.reset_to(gateway.clock.now_ns() - 5 * MINUTE)
    gateway.trade(0, 19100)
    assert [bar["close"] for bar in tail()] == ["4775.00"]


class Connection:
    """One client of the stream: what it says and what it has been sent."""

    def __init__(self, stream: Stream, ticket: str = "", token: str = "") -> None:
        headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
        self.scope = http_scope(PATH, headers, kind="websocket")
        self.scope["query_string"] = f"a=b&ticket={ticket}".encode()
        self.stream = stream
        self.says: asyncio.Queue[Event] = asyncio.Queue()
        self.sent: list[Event] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self.says.put_nowait({"type": "websocket.connect"})

    async def send(self, event: Event) -> None:
        await self.reads.wait()
        self.sent.append(event)

    def say(self, text: str) -> None:
        self.says.put_nowait({"type": "websocket.receive", "text": text})

    def subscribe(self, *channels: str) -> None:
        self.say(json.dumps({"subscribe": channels}))

    async def run(self) -> None:
        await self.stream(self.scope, self.says.get, self.send)

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(e["text"]) for e in self.sent if e["type"] == "websocket.send"]

    def of(self, channel: str) -> list[dict[str, Any]]:
        return [m["data"] for m in self.messages if m.get("channel") == channel]


async def turns(count: int = 30) -> None:
    for _ in range(count):
        await asyncio.sleep(0)  # noqa: TID251 - not a wait but a turn for the others


class Desk:
    """The stream over a paper desk."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.tickets = Tickets(gateway.services.host)
        self.stream = Stream(gateway.services, Token(TOKEN), self.tickets)

    @asynccontextmanager
    async def connected(self, access: Access = Access.ALL) -> AsyncIterator[Connection]:
        connection = Connection(self.stream, self.tickets.issue(access))
        task = asyncio.get_running_loop().create_task(connection.run())
        await turns()
        try:
            yield connection
        finally:
            connection.says.put_nowait({"type": "websocket.disconnect"})
            await task


@pytest_asyncio.fixture
async def desk(gateway: Gateway) -> AsyncIterator[Desk]:
    await gateway.paper.open()
    yield Desk(gateway)
    await gateway.paper.tasks.aclose()


async def test_an_order_is_told_from_its_sending_to_its_fill(desk: Desk) -> None:
    async with desk.connected() as client:
        client.subscribe("orders", "fills", "positions", "marks:ES1!")
        await turns()
        await desk.gateway.paper.desk.place(wish("buy", 2))
        await turns()
        assert [o["status"] for o in client.of("orders")] == ["sending", "accepted", "filled"]
        assert client.of("fills")[0]["quantity"] == "2"
        assert client.of("positions")[0]["quantity"] == "2"
        assert client.of("marks:ESH2024")[0]["label"] == "B"


async def test_an_order_does_not_wait_for_the_next_look_at_the_quotes(desk: Desk) -> None:
    async with desk.connected() as client:
        client.subscribe("orders", "quotes:ES1!")
        await turns()
        desk.gateway.quote(19200, 19201)
        await turns()
        await desk.gateway.paper.desk.place(wish())
        await turns()  # host time has not moved: the quotes' pause still lasts
        assert len(client.of("orders")) == 3


async def test_quotes_and_bars_are_conflated(desk: Desk) -> None:
    host = desk.gateway.paper.host
    async with desk.connected(Access.MARKET) as client:
        client.subscribe("quotes:CME", "quotes:ES1!", "bars:ES1!:1")
        await turns()
        assert client.messages[0]["error"]["code"] == "invalid_request"
        client.subscribe("quotes:ES1!", "bars:ES1!:1")
        await turns()
        for bid in range(19200, 19210):
            desk.gateway.quote(bid, bid + 1)
        desk.gateway.trade(0, 19209, 3)
        await turns()
        host.advance_to(host.now_ns() + 60_000_000)
        await turns()
        assert [q["bid"] for q in client.of("quotes:ESH2024")] == [None, "4802.25"]
        assert [(b["close"], b["volume"]) for b in client.of("bars:ESH2024:1")] == [
            ("4802.25", "3")
        ]


async def test_an_alert_of_the_traders_own_is_told_in_words(desk: Desk) -> None:
    at_ns = 1_704_974_400 * NANOSECONDS
    async with desk.connected() as client:
        client.subscribe("own_alerts")
        await turns()
        rose = Message("own_alert", {"what": "ESH2024", "level": "4,810.00"}, "rose")
        why = Message("own_alert", variant="not_in_time")
        told = ToldAlert("A1", rose, (why,), at_ns, note="call")
        desk.gateway.own_alerts.emit(told)
        await turns()
        assert client.of("own_alerts") == [
            {
                **{"alert_id": "A1", "reached": True, "title": "ESH2024 rose to 4,810.00"},
                **{"detail": "It was not reached in its time. call", "at": iso(at_ns)},
            }
        ]
    assert len(desk.gateway.own_alerts) == 0


async def test_a_feed_that_falls_silent_is_told_without_a_tick(desk: Desk) -> None:
    host, feed = desk.gateway.paper.host, desk.gateway.feed
    async with desk.connected(Access.MARKET) as client:
        client.subscribe("quotes:ES1!")
        for state in (FeedState.RUNNING, FeedState.RUNNING, FeedState.DOWN, FeedState.RUNNING):
            feed.state = state
            await turns()
            host.advance_to(host.now_ns() + int((FRESHNESS_SECONDS + CONFLATE_SECONDS) * 1e9))
            await turns()
        assert [quote["stale"] for quote in client.of("quotes:ESH2024")][1:] == [False, True, False]


@pytest.mark.parametrize("channel", ["orders", "fills", "positions", "alerts", "own_alerts"])
async def test_a_ticket_for_the_market_opens_nothing_of_the_account(
    desk: Desk, channel: str
) -> None:
    async with desk.connected(Access.MARKET) as client:
        client.subscribe(channel)
        await turns()
        await desk.gateway.paper.desk.place(wish())
        await turns()
        assert [list(message) for message in client.messages] == [["error"]]


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "5", '{"subscribe":"orders"}', '{"subscribe":[1]}', '{"other":[]}'),
        *('{"subscribe":["nothing"]}', '{"subscribe":["quotes:"]}', '{"subscribe":["bars:ES1!"]}'),
        *('{"subscribe":["bars:ES1!:7"]}', '{"subscribe":["bars:AAPL:1"]}', "[" * 5000),
        *('{"subscribe":["marks:XYZ"]}', '{"subscribe":["orders:ES1!"]}'),
        json.dumps({"subscribe": ["orders"] * (MOST_CHANNELS + 1)}),
    ],
)
async def test_a_subscription_that_makes_no_sense_is_answered_with_words(
    desk: Desk, text: str
) -> None:
    async with desk.connected() as client:
        client.say(text)
        await turns()
        (message,) = client.messages
        assert message["error"]["code"] == "invalid_request"
        assert message["error"]["message"]


async def test_a_client_that_falls_behind_is_sent_away_after_what_it_is_owed(desk: Desk) -> None:
    async with desk.connected() as client:
        client.subscribe("orders")
        await turns()
        client.reads.clear()
        order = await desk.gateway.paper.desk.place(wish())
        changed = desk.gateway.paper.tracker.changed
        for _ in range(LONGEST_QUEUE + 10):
            changed.emit(OrderChanged(order))
        await turns()
        client.reads.set()
        await turns()
        numbers = [message["seq"] for message in client.messages]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= LONGEST_QUEUE
        assert client.sent[-1] == {"type": "websocket.close", "code": TRY_AGAIN_LATER}


async def test_nobody_listens_once_the_client_has_gone(desk: Desk) -> None:
    changed = desk.gateway.paper.desk.changed
    before = len(changed)
    async with desk.connected():
        assert len(changed) == before + 1
    assert len(changed) == before


@pytest.mark.parametrize(("ticket", "token"), [("", ""), ("wrong", ""), ("", "wrong")])
async def test_without_token_or_ticket_the_stream_stays_shut(
    desk: Desk, ticket: str, token: str
) -> None:
    client = Connection(desk.stream, ticket, token)
    await client.run()
    assert [event["type"] for event in client.sent] == ["websocket.close"]


async def test_a_wrong_token_is_not_saved_by_a_good_ticket(desk: Desk) -> None:
    client = Connection(desk.stream, desk.tickets.issue(Access.ALL), "wrong")
    await client.run()
    assert [event["type"] for event in client.sent] == ["websocket.close"]
