"""The TopstepX adapter before a practice venue that is a process of its own, over real sockets."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.support.builders import order as an_order
from tests.support.running_venue import Running, running
from tests.support.shipped import shipped_symbols
from traderterminal.brokers.plugin import (
    Contracts,
    Environment,
    Outside,
    Seat,
    SessionState,
    Urls,
)
from traderterminal.brokers.topstepx.feed import Feed
from traderterminal.brokers.topstepx.session import TopstepxSession
from traderterminal.brokers.transport.sockets import open_tcp
from traderterminal.desk.ports import FillSeen, LoggedIn, News, OrderNews, OrderSeen, Terms
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import OutcomeUnknown
from traderterminal.domain.orders import Accepted, Order, OrderStatus, OrderType
from traderterminal.kit.clock import HostClock, to_datetime
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import QuoteTick

D = Decimal
HOST = HostClock()


@pytest.fixture(scope="module")
def venue() -> Iterator[Running]:
    with running("topstepx", "--seed", "1", "--speed", "step") as made:
        made.control.post("/market", json={"action": "step", "seconds": 5})
        yield made


@dataclass
class Line:
    """A session before the venue, and what it says."""

    venue: Running
    session: TopstepxSession
    hub: MarketHub
    symbol: str
    tasks: TaskScope
    news: list[News] = field(default_factory=list)

    @property
    def state(self) -> SessionState:
        return self.session.status.state

    def of(self, kind: type[Any], order_id: str) -> list[Any]:
        return [n for n in self.news if isinstance(n, kind) and n.order_id == order_id]

    @property
    def fills(self) -> list[FillSeen]:
        return [news for news in self.news if isinstance(news, FillSeen)]

    async def until(self, seen: Callable[[], object], seconds: float = 10.0) -> None:
        """Wait until something holds."""
        end_ns = HOST.monotonic_ns() + int(seconds * 1e9)
        while not seen():
            assert HOST.monotonic_ns() < end_ns, f"waited in vain; {self.session.status}"
            await HOST.sleep(0.01)

    def order(self, number: str, **changes: Any) -> Order:
        made = replace(an_order(), account="practice", symbol=self.symbol)
        return replace(made, order_id=f"TT{number}", **changes)

    def strike(self, fault: str, at: Any = "now", **values: Any) -> None:
        script = {"script": [{"at": at, "fault": fault, **values}]}
        assert self.venue.control.post("/faults", json=script).status_code == 200

    def step(self, seconds: float) -> None:
        self.venue.control.post("/market", json={"action": "step", "seconds": seconds})

    async def close(self) -> None:
        await self.tasks.aclose()
        await self.session.stop()


def a_line(venue: Running, key: str = "") -> Line:
    book = shipped_symbols()

    def today() -> date:
        return to_datetime(HOST.now_ns()).date()

    hub = MarketHub(book.instrument, HOST)
    user = venue.ready["users"][0]
    secret = key or user["api_key"]
    tasks = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error!r}"))
    outside = Outside(
        host=HOST,
        tasks=tasks,
        http=httpx.AsyncHTTPTransport,
        open_stream=open_tcp,
        secret=lambda name: secret,
        contracts=Contracts(book.resolve, book.instrument, today),
        hub=hub,
        jitter=lambda: 0.1,
    )
    number = str(venue.ready["accounts"][0]["account"])
    session = TopstepxSession(
        Environment("practice", Urls(**venue.ready["urls"]), Mode.SANDBOX),
        [Seat("practice", number)],
        {"user": user["name"]},
        outside,
    )
    line = Line(venue, session, hub, book.resolve("MES", today()).symbol, tasks)
    session.broker.listen(line.news.append)
    return line


@pytest_asyncio.fixture
async def line(venue: Running) -> AsyncIterator[Line]:
    made = a_line(venue)
    made.session.start()
    await made.until(lambda: made.state is SessionState.ONLINE)
    yield made
    await made.close()


async def test_it_logs_in_and_lists_the_accounts(line: Line) -> None:
    assert isinstance(line.news[0], LoggedIn)
    accounts = await line.session.accounts()
    assert [a.number for a in accounts] == [str(a["account"]) for a in line.venue.ready["accounts"]]
    assert {a.mode for a in accounts} == {Mode.SANDBOX}
    assert accounts[0].cash is not None


async def test_a_market_order_trades_and_is_listed(line: Line) -> None:
    await line.session.broker.submit(line.order("market"))
    await line.until(lambda: line.of(OrderNews, "TTmarket"))
    (accepted, *_) = line.of(OrderNews, "TTmarket")
    await line.until(lambda: line.fills)
    (fill,) = line.fills
    assert fill.broker_order_id == accepted.broker_order_id
    listing = await line.session.broker.fills("practice", 0)
    assert listing.complete
    assert fill in listing.items
    (position,) = (await line.session.broker.positions("practice")).items
    assert (position.symbol, position.quantity) == (line.symbol, D(1))


async def test_an_order_rests_is_changed_and_cancelled(line: Line) -> None:
    resting = line.order("rests", order_type=OrderType.LIMIT, limit_price=D(100))
    await line.session.broker.submit(resting)
    (news,) = [n for n in line.of(OrderNews, "TTrests") if isinstance(n.event, Accepted)]
    known = replace(resting, broker_order_id=news.broker_order_id)
    await line.session.broker.replace(known, Terms(D(2), D(101)))
    await line.session.broker.cancel(known)
    await line.until(
        lambda: [n.status for n in line.of(OrderSeen, "TTrests")][-1:] == [OrderStatus.CANCELED]
    )
    last = line.of(OrderSeen, "TTrests")[-1]
    assert (last.quantity, last.limit_price) == (D(2), D(101))


async def test_quotes_and_trades_reach_the_hub_and_bars_are_there(line: Line) -> None:
    feed = line.session.feed
    assert isinstance(feed, Feed)
    feed.want(line.symbol)
    line.tasks.spawn(feed.run(), name="quotes")
    await line.until(lambda: len(feed.subscribed) == 3)
    quotes: list[QuoteTick] = []
    line.hub.listen(
        line.symbol, lambda tick: quotes.append(tick) if isinstance(tick, QuoteTick) else None
    )
    line.step(20)
    await line.until(lambda: line.hub.last_trade(line.symbol))
    await line.until(lambda: any(tick.bid_size > 1 for tick in quotes))  # told by the depth
    assert line.session.bars is not None
    bars = await line.session.bars(line.symbol, "1", HOST.now_ns(), 50)
    assert len(bars) == 50
    assert all(a.start_ns < b.start_ns for a, b in pairwise(bars))


async def test_an_order_whose_reply_is_lost_is_found_by_our_id(line: Line) -> None:
    line.strike("F4", {"request": "POST /api/Order/place"})
    lost = line.order("lost", order_type=OrderType.LIMIT, limit_price=D(100))
    with pytest.raises(OutcomeUnknown):
        await line.session.broker.submit(lost)
    orders = (await line.session.broker.orders("practice", 0)).items
    assert [seen.order_id for seen in orders].count("TTlost") == 1
    assert line.venue.control.get("/log").json()["posts"]["TTlost"] == 1


async def test_a_line_that_is_cut_is_dialled_again(line: Line) -> None:
    line.strike("F35", socket="*", code=1006)
    await line.until(lambda: line.state is not SessionState.ONLINE)
    await line.until(lambda: line.state is SessionState.ONLINE)


async def test_nothing_that_opens_the_login_is_written_down(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    for told_by in ("", "httpx", "httpcore", "websockets"):
        caplog.set_level("DEBUG", told_by)
    await line.session.broker.submit(line.order("secret"))
    line.strike("F12", {"request": "POST /api/Account/search"})
    await line.session.accounts()
    line.strike("F35", socket="*", code=1006)
    await line.until(lambda: line.state is not SessionState.ONLINE)
    await line.until(lambda: line.state is SessionState.ONLINE)
    told = [str(status) for status in (line.session.status, *line.news)]
    opens = (line.session._tokens.held, line.venue.ready["users"][0]["api_key"])
    assert all(secret not in text for secret in opens for text in (caplog.text, *told))
    assert "Order/place" in caplog.text


async def test_a_wrong_key_is_told_in_the_brokers_words(venue: Running) -> None:
    line = a_line(venue, key="another")
    line.session.start()
    await line.until(lambda: line.state is SessionState.DATA_ONLY)
    assert line.session.status.error == "invalid credentials"
    await line.close()


async def test_a_venue_that_is_killed_is_agreed_with_again(tmp_path: Path) -> None:
    arguments = ("topstepx", "--seed", "1", "--speed", "step", "--state", str(tmp_path / "state"))
    with running(*arguments) as first:
        first.control.post("/market", json={"action": "step", "seconds": 5})
        port = first.ready["urls"]["rest"].rpartition(":")[2]
        line = a_line(first)
        line.session.start()
        await line.until(lambda: line.state is SessionState.ONLINE)
        await line.session.broker.submit(line.order("before"))
        first.process.kill()
        first.process.wait()
    await line.until(lambda: line.state is not SessionState.ONLINE)
    with running(*arguments, "--port", port):
        await line.until(lambda: line.state is SessionState.ONLINE)
        orders = (await line.session.broker.orders("practice", 0)).items
        assert [(seen.order_id, seen.status) for seen in orders] == [
            ("TTbefore", OrderStatus.FILLED)
        ]
        assert len([news for news in line.news if isinstance(news, LoggedIn)]) == 2
        await line.close()
