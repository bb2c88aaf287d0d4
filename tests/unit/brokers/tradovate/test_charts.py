"""Old bars: asked for page by page, put in order, and only whole ones."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import ES
from tests.support.venue import elapse
from traderterminal.brokers.tradovate.charts import PAGE_S, Charts
from traderterminal.brokers.tradovate.codec import Answer
from traderterminal.domain.bars import Bar
from traderterminal.domain.errors import BrokerUnavailable, NotSent
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import VirtualClock, iso, parse_iso
from traderterminal.kit.tasks import TaskScope

D = Decimal
NOON_NS = parse_iso("2024-01-02T12:00:00Z")
MINUTE_NS = 60_000_000_000


def packed(number: int, **changes: Any) -> dict[str, Any]:
    """Return the bar of so many minutes before noon."""
    told = {
        "timestamp": iso(NOON_NS - number * MINUTE_NS),
        "open": D("4800.00"),
        "high": D("4801.25"),
        "low": D("4799.75"),
        "close": 4800,
        "upVolume": 7,
        "downVolume": 5,
    }
    return told | changes


def bar(number: int) -> Bar:
    return Bar(NOON_NS - number * MINUTE_NS, 19200, 19205, 19199, 19200, 12)


class Server:
    """A connection whose charts are what `past` returns for the moment that is asked for."""

    def __init__(self, charts: Charts, past: Callable[[dict[str, Any]], Any]) -> None:
        self.charts = charts
        self.past = past
        self.asked: list[dict[str, Any]] = []
        self.cancelled: list[Any] = []
        self.answer: Any = {"historicalId": 32, "realtimeId": 31}
        self.status = 200
        self.ends_history = True

    async def call(self, endpoint: str, *, body: Any = None) -> Answer:
        if endpoint == "md/cancelchart":
            self.cancelled.append(body["subscriptionId"])
            return Answer(2, 200)
        self.asked.append(body)
        for number, bars in self.past(body):
            self.charts.take({"charts": [{"id": number, "td": 20240102, "bars": bars}]})
        if self.ends_history:
            self.charts.take({"charts": [{"id": 31, "eoh": True}]})
        return Answer(1, self.status, self.answer)


async def ask(server: Server, count: int = 3, resolution: str = "1") -> Any:
    connection: Any = server
    return await server.charts.bars(connection, "ESH4", ES, resolution, NOON_NS, count)


async def test_bars_come_in_order_from_either_id_and_once_each() -> None:
    past = [(32, [packed(1), packed(3)]), (31, [packed(2), packed(3), packed(0)])]
    server = Server(Charts(VirtualClock()), lambda asked: past)
    assert await ask(server) == [bar(3), bar(2), bar(1)]
    assert server.asked == [
        {
            "symbol": "ESH4",
            "chartDescription": {
                "underlyingType": "MinuteBar",
                "elementSize": 1,
                "elementSizeUnit": "UnderlyingUnits",
                "withHistogram": False,
            },
            "timeRange": {"closestTimestamp": "2024-01-02T12:00:00.000Z", "asMuchAsElements": 3},
        }
    ]
    assert server.cancelled == [31]


async def test_pages_are_asked_for_until_there_are_enough() -> None:
    def past(asked: dict[str, Any]) -> Any:
        closest_ns = parse_iso(asked["timeRange"]["closestTimestamp"])
        newest = (NOON_NS - closest_ns) // MINUTE_NS
        return [(31, [packed(newest), packed(newest + 1), packed(newest + 2)])]

    server = Server(Charts(VirtualClock()), past)
    assert await ask(server, 5) == [bar(number) for number in (5, 4, 3, 2, 1)]
    assert len(server.asked) == 3


async def test_the_end_of_the_past_is_the_end() -> None:
    server = Server(Charts(VirtualClock()), lambda asked: [(31, [packed(1)])])
    assert await ask(server, 500) == [bar(1)]
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("resolution", "kind", "size"),
    [("5", "MinuteBar", 5), ("240", "MinuteBar", 240), ("1D", "DailyBar", 1)],
)
async def test_a_length_is_asked_for_as_the_broker_names_it(
    resolution: str, kind: str, size: int
) -> None:
    server = Server(Charts(VirtualClock()), lambda asked: [])
    await ask(server, resolution=resolution)
    described = server.asked[0]["chartDescription"]
    assert (described["underlyingType"], described["elementSize"]) == (kind, size)


@pytest.mark.parametrize("resolution", ["15S", "1W", "2D", "1M", "nonsense"])
async def test_a_length_that_the_broker_does_not_make_is_refused(resolution: str) -> None:
    server = Server(Charts(VirtualClock()), lambda asked: [])
    with pytest.raises(BrokerUnavailable):
        await ask(server, resolution=resolution)
    assert server.asked == []


@pytest.mark.parametrize(
    ("status", "answer"),
    [(200, {"errorText": "Symbol is inaccessible"}), (401, "Access is denied"), (200, None)],
)
async def test_a_chart_that_is_refused_is_no_answer(status: int, answer: Any) -> None:
    server = Server(Charts(VirtualClock()), lambda asked: [])
    server.status, server.answer = status, answer
    with pytest.raises(BrokerUnavailable):
        await ask(server)


@pytest.mark.parametrize(
    "raw",
    [
        packed(1, close="4,800"),
        packed(1, high=D("4800.10")),
        packed(1, low=None),
        packed(1, timestamp=5),
        packed(1, open=D("1E+99")),
        {},
        "text",
    ],
    ids=str,
)
async def test_a_bar_that_cannot_be_read_spoils_the_answer(raw: Any) -> None:
    server = Server(Charts(VirtualClock()), lambda asked: [(31, [packed(2), raw])])
    with pytest.raises(BrokerUnavailable):
        await ask(server)


async def test_a_chart_without_an_end_is_given_up_and_cancelled() -> None:
    clock = VirtualClock()
    server = Server(Charts(clock), lambda asked: [(31, [packed(1)])])
    server.ends_history = False
    failed: list[Exception] = []
    tasks = TaskScope(on_error=lambda name, error: failed.append(error))

    async def wait() -> None:
        await ask(server)

    tasks.spawn(wait(), name="wait")
    await elapse(clock, PAGE_S + 1)
    assert [type(each) for each in failed] == [BrokerUnavailable]
    assert server.cancelled == [31]
    await tasks.aclose()


async def test_a_connection_that_is_lost_is_no_answer() -> None:
    class Lost(Server):
        async def call(self, endpoint: str, *, body: Any = None) -> Answer:
            raise NotSent(Message("not_sent", {"cause": "gone"}))

    with pytest.raises(BrokerUnavailable, match="gone"):
        await ask(Lost(Charts(VirtualClock()), lambda asked: []))


@pytest.mark.parametrize(
    "data", [None, {}, {"charts": 5}, {"charts": [5, {"id": "x"}]}, {"charts": [{"id": 9}]}]
)
def test_what_nobody_asked_for_is_nothing(data: Any) -> None:
    Charts(VirtualClock()).take(data)
