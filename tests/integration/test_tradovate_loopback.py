"""The adapter against the practice Tradovate over real sockets of the loopback interface."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

import httpx
import pytest
import pytest_asyncio

from tests.support.builders import listed, order
from tests.support.plain_dialect import TODAY, VenueScene
from tests.support.tradovate_login import CREDENTIALS, SEATS
from tests.support.tradovate_scene import on_loopback, tradovate_scene
from traderterminal.brokers.plugin import Contracts, Environment, Outside, SessionState, Urls
from traderterminal.brokers.tradovate.feed import TradovateFeed
from traderterminal.brokers.tradovate.session import TradovateSession
from traderterminal.brokers.tradovate.settings import login_of
from traderterminal.brokers.transport.sockets import open_tcp
from traderterminal.desk.ports import FillSeen, News, OrderSeen, Terms
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.kit.clock import HostClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import Aggressor, TradeTick

D, S = Decimal, OrderStatus
ES = "ESH2024"
#: What anything may take, in seconds, on a machine that is busy with other tests.
PATIENCE_S = 20.0


@dataclass
class Login:
    """A session on the machine's own clock, before a venue whose market stands still."""

    scene: VenueScene
    session: TradovateSession
    hub: MarketHub
    tasks: TaskScope
    said: list[News] = field(default_factory=list)

    @property
    def feed(self) -> TradovateFeed:
        assert isinstance(self.session.feed, TradovateFeed)
        return self.session.feed

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so."""
        end = time.perf_counter() + PATIENCE_S
        while not is_so():
            assert time.perf_counter() < end, "it never came to that"
            await asyncio.sleep(0.002)  # noqa: TID251 - real sockets take real time

    async def online(self) -> None:
        self.session.start()
        await self.until(lambda: self.session.status.state is SessionState.ONLINE)

    async def place(self, order_id: str = "TT1", limit: str = "", quantity: int = 1) -> Order:
        """Place an order; return it under the broker's id."""
        wanted = order(quantity=quantity, order_id=order_id)
        if limit:
            wanted = replace(wanted, order_type=OrderType.LIMIT, limit_price=D(limit))
        await self.session.broker.submit(wanted)
        await self.until(lambda: self.seen(order_id))
        return replace(wanted, broker_order_id=self.seen(order_id)[-1].broker_order_id)

    def seen(self, order_id: str) -> list[OrderSeen]:
        return [n for n in self.said if isinstance(n, OrderSeen) and n.order_id == order_id]


@pytest_asyncio.fixture
async def login() -> AsyncIterator[Login]:
    scene = tradovate_scene()
    tasks = TaskScope(on_error=lambda name, error: scene.failures.append(error))
    hub = MarketHub(listed, scene.clock)
    outside = Outside(
        host=HostClock(),
        tasks=tasks,
        http=httpx.AsyncHTTPTransport,
        open_stream=open_tcp,
        secret=lambda key: "",
        contracts=Contracts(lambda text, on: listed(text), listed, lambda: TODAY),
        hub=hub,
        jitter=lambda: 0.1,
    )
    async with on_loopback(scene) as at:
        environment = Environment("practice", Urls(at.rest, at.stream, at.market), Mode.SANDBOX)
        who = login_of(CREDENTIALS, outside.secret)
        session = TradovateSession(environment, SEATS, who, outside)
        made = Login(scene, session, hub, tasks)
        session.broker.listen(made.said.append)
        # Tokens of the venue end by its own clock, which stands still: let it be the machine's.
        scene.clock.advance_to(HostClock().now_ns())
        yield made
        await session.stop()
        await tasks.aclose()
    await scene.close()


async def test_a_login_lists_its_accounts(login: Login) -> None:
    found = await login.session.log_in()
    assert [(one.name, one.may_trade) for one in found] == [
        ("PRACTICE-1", True),
        ("PRACTICE-2", True),
    ]


async def test_a_market_order_trades_and_is_listed(login: Login) -> None:
    await login.online()
    await login.place(quantity=2)
    await login.until(lambda: any(isinstance(n, FillSeen) for n in login.said))
    broker = login.session.broker
    assert [(f.quantity, f.price) for f in (await broker.fills("paper", 0)).items] == [
        (D(2), D("4800.25"))
    ]
    assert [p.quantity for p in (await broker.positions("paper")).items] == [D(2)]
    assert [o.status for o in (await broker.orders("paper", 0)).items] == [S.FILLED]


async def test_a_limit_order_is_changed_and_cancelled(login: Login) -> None:
    await login.online()
    there = await login.place(limit="4790.00")
    await login.session.broker.replace(there, Terms(D(2), D("4791.00")))
    await login.until(lambda: login.seen("TT1")[-1].limit_price == D("4791.00"))
    await login.session.broker.cancel(there)
    await login.until(lambda: login.seen("TT1")[-1].status is S.CANCELED)
    assert login.seen("TT1")[-1].quantity == 2


async def test_orders_go_by_http_while_there_is_no_stream(login: Login) -> None:
    await login.session.log_in()
    await login.session.broker.submit(order())
    assert login.scene.venue.front.posts["TT1"] == 1
    assert [f.quantity for f in (await login.session.broker.fills("paper", 0)).items] == [D(1)]


async def test_a_lost_stream_comes_back(login: Login) -> None:
    await login.online()
    for socket in login.scene.venue.lines.named("user"):
        socket.cut()
    await login.until(lambda: login.session.status.state is not SessionState.ONLINE)
    await login.until(lambda: login.session.status.state is SessionState.ONLINE)
    await login.place()


async def test_nothing_that_opens_the_login_is_written_down(
    login: Login, caplog: pytest.LogCaptureFixture
) -> None:
    for told_by in ("", "httpx", "httpcore", "websockets"):
        caplog.set_level("DEBUG", told_by)
    await login.online()
    token = login.session._tokens.current
    assert token is not None
    await login.place()
    for socket in login.scene.venue.lines.named("user"):
        socket.cut()
    await login.until(lambda: login.session.status.state is not SessionState.ONLINE)
    await login.until(lambda: login.session.status.state is SessionState.ONLINE)
    told = [str(status) for status in (login.session.status, token, *login.said)]
    opens = (token.text, token.market, CREDENTIALS["password"], CREDENTIALS["sec"])
    assert all(opens)
    logged = [
        one.getMessage()
        for one in caplog.records
        if one.name not in ("websockets.server", "uvicorn.access")  # the broker's side of it
    ]
    assert not [text for text in (*logged, *told) if any(secret in text for secret in opens)]
    assert any("auth/accesstokenrequest" in text for text in logged)


async def test_quotes_and_old_bars_arrive(login: Login) -> None:
    now_ns = login.scene.clock.now_ns()
    login.scene.hub.publish(TradeTick(ES, now_ns, 19201, 3, Aggressor.BUYER))
    login.feed.want(ES)
    await login.online()
    login.tasks.spawn(login.feed.run(), name="quotes")
    await login.until(lambda: login.hub.quote(ES))
    login.scene.quote("4801.00", "4801.25")
    await login.until(lambda: login.hub.top(ES).bid == 19204)  # type: ignore[union-attr] # it is there
    bars = await login.feed.bars(ES, "1", now_ns + 1, 5)
    assert [(bar.close, bar.volume) for bar in bars] == [(19201, 3)]


async def test_a_session_that_was_stopped_answers_nothing(login: Login) -> None:
    await login.session.log_in()
    await login.session.stop()
    with pytest.raises(BrokerUnavailable):
        await login.session.broker.positions("paper")
