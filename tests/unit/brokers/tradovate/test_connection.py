"""One socket: opened, authorized, kept alive, asked, and known to be dead when it is."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from tests.support.tradovate_login import ENOUGH
from tests.support.tradovate_scene import NAME, tradovate_scene
from tests.support.venue import elapse, turns
from tests.support.wire import Wire
from traderterminal.brokers.tradovate.codec import Closing, Event, Unreadable
from traderterminal.brokers.tradovate.connection import (
    SILENT_S,
    Connection,
    NotAuthorized,
    connect,
)
from traderterminal.brokers.transport.http import DEADLINE_S
from traderterminal.domain.errors import NotSent, OutcomeUnknown
from traderterminal.venues.faults import Script
from traderterminal.venues.tradovate.dialect import TradovateDialect

URL = "ws://venue/demo/v1/websocket"


@dataclass
class Line:
    """A venue with a token for its user, and what its sockets said."""

    heard: list[Event | Closing | Unreadable] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.scene = tradovate_scene()
        self.wire = Wire(self.scene.venue, self.scene.host, self.scene.tasks)
        dialect = self.scene.venue.dialect
        assert isinstance(dialect, TradovateDialect)
        self.token = dialect.sessions.begin(self.scene.exchange.users[NAME], "device").token

    async def connect(self, token: str = "") -> Connection:
        return await connect(
            URL,
            token or self.token,
            open_stream=self.wire.open_stream,
            hear=self.heard.append,
            clock=self.scene.clock,
            tasks=self.scene.tasks,
        )

    def strike(self, **entry: object) -> None:
        control = self.scene.venue.control
        control.strike(Script.parse({"script": [entry]}, {}))

    async def pass_time(self, seconds: float) -> None:
        await elapse(self.scene.clock, seconds)
        await turns(ENOUGH)

    async def patiently(self, work: object, seconds: float) -> list[BaseException]:
        """Run something that is expected to fail, for so long; return what it failed with."""
        failed: list[BaseException] = []

        async def wait() -> None:
            try:
                await work  # type: ignore[misc] # a coroutine of any kind
            except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
                failed.append(error)

        self.scene.tasks.spawn(wait(), name="wait")
        await self.pass_time(seconds)
        return failed


@pytest_asyncio.fixture
async def line() -> AsyncIterator[Line]:
    made = Line()
    yield made
    await made.scene.close()


async def test_a_request_gets_its_own_answer(line: Line) -> None:
    connection = await line.connect()
    both = await asyncio.gather(
        connection.call("account/list"), connection.call("contract/find", query="name=NOPE")
    )
    assert [answer.status for answer in both] == [200, 404]
    assert [account["name"] for account in both[0].data] == ["PRACTICE-1", "PRACTICE-2"]


async def test_a_token_that_is_not_taken_is_told_with_the_server_s_words(line: Line) -> None:
    with pytest.raises(NotAuthorized, match="Invalid access token") as refused:
        await line.connect("another")
    assert refused.value.status == 401


async def test_news_is_heard_before_the_answer_that_came_after_it(line: Line) -> None:
    connection = await line.connect()
    await connection.call("user/syncrequest", body={"users": [1]})
    body = {"accountId": 101, "symbol": "ESH4", "action": "Buy", "orderQty": 1}
    answer = await connection.call(
        "order/placeorder", body={**body, "orderType": "Market", "isAutomated": True}
    )
    kinds = [told.data["entityType"] for told in line.heard if isinstance(told, Event)]
    assert "fill" in kinds
    assert answer.data["orderId"]


async def test_heartbeats_keep_a_quiet_socket_open(line: Line) -> None:
    connection = await line.connect()
    await line.pass_time(120)
    assert connection.is_open
    assert connection.silent_s < SILENT_S


async def test_a_socket_that_says_nothing_is_given_up(line: Line) -> None:
    connection = await line.connect()
    line.strike(fault="F33", at="now", socket="user", for_s=60)
    await line.pass_time(SILENT_S + 1)
    assert "silent" in connection.ended.result()
    with pytest.raises(NotSent):
        await connection.call("account/list")


async def test_an_answer_that_never_comes_leaves_the_outcome_unknown(line: Line) -> None:
    connection = await line.connect()
    line.strike(fault="F5", at={"request": "*"})
    (failed,) = await line.patiently(connection.call("account/list"), DEADLINE_S + 1)
    assert isinstance(failed, OutcomeUnknown)
    assert connection.is_open


async def test_an_answer_that_comes_too_late_is_nobody_s(line: Line) -> None:
    connection = await line.connect()
    line.strike(fault="F6", at={"request": "*"}, delay_s=DEADLINE_S + 5)
    (failed,) = await line.patiently(connection.call("account/list"), DEADLINE_S + 10)
    assert isinstance(failed, OutcomeUnknown)
    assert (await connection.call("account/list")).status == 200


async def test_a_cut_answers_whoever_waits(line: Line) -> None:
    connection = await line.connect()
    line.strike(fault="F3", at={"request": "*"})
    (failed,) = await line.patiently(connection.call("account/list"), 0)
    assert isinstance(failed, OutcomeUnknown)
    assert not connection.is_open


@pytest.mark.parametrize("how", ["oversized", "binary", "compressed"])
async def test_a_frame_that_no_client_should_take_breaks_nothing(line: Line, how: str) -> None:
    connection = await line.connect()
    line.strike(fault="F40", at="now", how=how)
    await line.pass_time(1)
    assert not connection.is_open or isinstance(line.heard[-1], Unreadable)


async def test_a_goodbye_is_heard_and_ends_it(line: Line) -> None:
    connection = await line.connect()
    dialect = line.scene.venue.dialect
    dialect.compete()
    await line.pass_time(0)
    shutdown, closing = line.heard
    assert isinstance(shutdown, Event)
    assert shutdown.data["reasonCode"] == "ConnectionQuotaReached"
    assert closing == Closing(3000, "Go away!")
    assert not connection.is_open


async def test_a_server_that_does_not_let_anybody_in_is_an_error(line: Line) -> None:
    line.strike(fault="F35", at={"connect": "user"}, status=503)
    with pytest.raises(OSError, match="503"):
        await line.connect()


async def test_a_server_that_never_opens_is_given_up(line: Line) -> None:
    line.strike(fault="F33", at="now", socket="user", for_s=60)
    (failed,) = await line.patiently(line.connect(), DEADLINE_S + 5)
    assert isinstance(failed, OSError)
