"""The feed: subscribed to what is wanted, whatever happens to its socket."""

import sys
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.builders import order
from tests.support.figures import Cases
from tests.support.scale import scaled
from tests.support.tradovate_login import TradovateLogin, tradovate_login
from tests.support.venue import turns
from traderterminal.brokers.tradovate.connection import SILENT_S
from traderterminal.brokers.tradovate.feed import AGAIN_S, DENIED_S, QUIET_S
from traderterminal.domain.errors import BrokerUnavailable, UnknownSymbol
from traderterminal.market.ports import FeedState
from traderterminal.market.ticks import Aggressor, DepthTick, GapMark, QuoteTick, Tick, TradeTick
from traderterminal.venues.faults import Script

ES, MES = "ESH2024", "MESH2024"


class Market(TradovateLogin):
    """A login whose quotes run."""

    async def begin(self, *symbols: str) -> None:
        self.ticks: list[Tick] = []
        self.gaps: list[GapMark] = []
        self.hub.listen(None, self.ticks.append)
        self.hub.interrupted.connect(self.gaps.append)
        for symbol in symbols:
            self.feed.want(symbol)
        await self.start()
        self.tasks.spawn(self.feed.run(), name="quotes")
        await self.pass_time(1.5)

    def strike(self, **entry: object) -> None:
        control = self.scene.venue.control
        control.strike(Script.parse({"script": [entry]}, {}))

    async def move(self, bid: str, ask: str) -> None:
        self.scene.quote(bid, ask)
        await self.pass_time(0)

    def state(self) -> FeedState:
        return self.feed.health(ES).state


@pytest_asyncio.fixture
async def market() -> AsyncIterator[Market]:
    made = tradovate_login()
    market = Market(**vars(made))
    yield market
    await market.close()


async def test_what_is_wanted_is_delivered(market: Market) -> None:
    await market.begin(ES)
    await market.move("4801.00", "4801.25")
    quote = market.hub.quote(ES)
    assert quote is not None
    assert (str(quote.bid), str(quote.ask)) == ("4801.00", "4801.25")
    assert [type(tick) for tick in market.ticks] == [QuoteTick, QuoteTick]
    assert market.feed.subscribed == {ES} == set(market.feed.symbols())
    assert (market.state(), market.feed.health(ES).stale) == (FeedState.RUNNING, False)


async def test_what_is_wanted_later_is_delivered_as_well(market: Market) -> None:
    await market.begin(ES)
    market.feed.want(MES)
    market.feed.want(MES)
    await market.pass_time(0)
    assert market.feed.subscribed == {ES, MES}


async def test_what_nobody_knows_cannot_be_wanted(market: Market) -> None:
    with pytest.raises(UnknownSymbol):
        market.feed.want("NOPE")
    assert market.feed.symbols() == ()


async def test_what_is_traded_is_wanted(market: Market) -> None:
    await market.begin(ES)
    await market.session.broker.submit(order(symbol=MES))
    await market.pass_time(0)
    assert market.feed.subscribed == {ES, MES}


async def test_the_time_of_a_practice_market_is_that_of_its_quotes(market: Market) -> None:
    await market.begin(ES)
    clock, host = market.feed.clock, market.scene.clock
    market.strike(fault="F43", at="now", ahead_s=90)
    await market.move("4801.00", "4801.25")
    assert clock.now_ns() == host.now_ns() + 90_000_000_000
    sleeper = market.tasks.spawn(clock.sleep(5), name="sleep")
    await market.pass_time(5)
    assert sleeper.done()
    assert clock.monotonic_ns() == host.monotonic_ns()


async def test_what_nobody_wants_is_down(market: Market) -> None:
    await market.begin(ES)
    assert market.feed.health(MES).state is FeedState.DOWN


async def test_prints_come_with_who_crossed_the_spread(market: Market) -> None:
    await market.begin(ES)
    market.scene.hub.publish(
        TradeTick(ES, market.scene.clock.now_ns(), 19201, 3, Aggressor.NEITHER)
    )
    await market.pass_time(0)
    (print_,) = [tick for tick in market.ticks if isinstance(tick, TradeTick)]
    assert (print_.price, print_.size, print_.aggressor.value) == (19201, 3, "B")


async def test_depth_is_told_to_who_wants_it(market: Market) -> None:
    levels: list[DepthTick] = []
    market.feed.depth.connect(levels.append)
    await market.begin(ES)
    assert levels == []
    market.feed.want(ES, depth=True)
    await market.pass_time(0)
    await market.move("4801.00", "4801.25")
    assert levels[0].changes == (("B", 19200, 10), ("A", 19201, 10))
    assert set(levels[-1].changes) >= {("B", 19204, 10), ("B", 19200, 0)}


@pytest.mark.parametrize("seconds", [0.0, 30.0])
async def test_a_lost_socket_is_a_gap_and_comes_back_subscribed(
    market: Market, seconds: float
) -> None:
    await market.begin(ES, MES)
    market.wire.refuse(seconds)
    market.wire.drop()
    await market.pass_time(0)
    assert {gap.symbol for gap in market.gaps} == {ES, MES}
    assert market.state() is FeedState.DOWN
    await market.pass_time(seconds + 10)
    assert market.feed.subscribed == {ES, MES}
    await market.move("4802.00", "4802.25")
    top = market.hub.top(ES)
    assert top is not None
    assert top.bid == 19208


async def test_a_quiet_market_is_not_stale(market: Market) -> None:
    await market.begin(ES)
    for _ in range(10):
        await market.pass_time(QUIET_S)
        health = market.feed.health(ES)
        assert (health.state, health.stale) == (FeedState.RUNNING, False)
    assert market.gaps == []


async def test_a_silent_socket_is_stale_and_replaced(market: Market) -> None:
    await market.begin(ES)
    market.strike(fault="F33", at="now", socket="market", for_s=SILENT_S)
    await market.pass_time(SILENT_S - 0.5)
    assert market.feed.health(ES).silent_s > SILENT_S / 2
    await market.pass_time(5)
    assert market.feed.subscribed == {ES}
    assert market.gaps


async def test_a_frozen_market_is_asked_again_and_then_left(market: Market) -> None:
    await market.begin(ES)
    market.strike(fault="F34", at="now", socket="market", for_s=QUIET_S + 2 * AGAIN_S + 5)
    await market.pass_time(QUIET_S + AGAIN_S + SILENT_S + 1)
    assert market.feed.health(ES).stale
    await market.pass_time(AGAIN_S)
    assert market.gaps
    await market.pass_time(AGAIN_S)
    assert market.feed.subscribed == {ES}
    assert market.state() is FeedState.RUNNING


async def test_who_may_not_have_market_data_trades_without(market: Market) -> None:
    market.strike(fault="F12", at={"request": "*/md/v1/authorize"}, revoke=False)
    await market.begin(ES)
    assert market.state() is FeedState.DOWN
    assert "401" in market.feed.error
    await market.session.broker.submit(order())
    assert market.scene.exchange.orders
    await market.pass_time(DENIED_S - 5)
    assert market.state() is FeedState.DOWN
    await market.pass_time(5)
    assert market.feed.subscribed == {ES}


async def test_a_venue_that_has_forgotten_every_login_quotes_again_with_the_next_one(
    market: Market,
) -> None:
    await market.begin(ES)
    market.scene.venue.dialect.reset()
    market.wire.drop()
    await market.pass_time(10)
    assert market.feed.subscribed == {ES}


async def test_quotes_that_cannot_be_read_are_counted_and_told_once(
    market: Market, request: pytest.FixtureRequest
) -> None:
    request.applymarker(pytest.mark.logs("market data that cannot be read"))
    await market.begin(ES)
    market.strike(fault="F42", at={"frame": "quotes", "times": 2}, how="comma")
    await market.move("4801.00", "4801.25")
    await market.move("4802.00", "4802.25")
    assert market.feed.unreadable == 2
    await market.move("4803.00", "4803.25")
    top = market.hub.top(ES)
    assert top is not None
    assert top.bid == 19212


@pytest.mark.parametrize(
    "data",
    [
        *("null", "5", "[]", '{"quotes":5}', '{"quotes":[5,null]}', '{"doms":[{}]}'),
        *('{"quotes":[{"contractId":[]}]}', '{"quotes":[{"contractId":{"a":1}}]}'),
        *('{"quotes":[{"contractId":999999}]}', '{"doms":[{"contractId":999999}]}'),
        '{"histograms":[{"contractId":1}]}',
    ],
)
async def test_what_is_no_quote_disturbs_nothing(market: Market, data: str) -> None:
    await market.begin(ES)
    (socket,) = market.scene.venue.lines.named("market")
    for kind in ("md", "chart", "clock", "shutdown"):
        socket.put(f'a[{{"e":"{kind}","d":{data}}}]')
    await market.move("4801.00", "4801.25")
    top = market.hub.top(ES)
    assert top is not None
    assert top.bid == 19204


async def test_a_book_that_cannot_be_read_is_counted(
    market: Market, request: pytest.FixtureRequest
) -> None:
    request.applymarker(pytest.mark.logs("market data that cannot be read"))
    market.feed.want(ES, depth=True)
    await market.begin(ES)
    market.strike(fault="F42", at={"frame": "doms"}, how="comma")
    await market.move("4801.00", "4801.25")
    assert market.feed.unreadable == 1


async def test_a_contract_that_is_refused_is_asked_for_again(market: Market) -> None:
    market.strike(fault="F10", at={"request": "*/subscribequote"}, status=500)
    await market.begin(ES)
    assert market.feed.subscribed == frozenset()
    assert market.state() is FeedState.DOWN
    await market.pass_time(AGAIN_S)
    assert market.feed.subscribed == {ES}


async def test_a_contract_that_is_not_there_stays_wanted_and_down(market: Market) -> None:
    await market.begin("ESM2024")
    assert market.feed.health("ESM2024").state is FeedState.DOWN
    assert (market.feed.subscribed, market.feed.symbols()) == (frozenset(), ("ESM2024",))


async def test_a_flood_arrives_whole(market: Market) -> None:
    await market.begin(ES)
    market.strike(fault="F39", at="now", socket="market", frames=500)
    await market.pass_time(0)
    sizes = [tick.bid_size for tick in market.ticks if isinstance(tick, QuoteTick)]
    assert sizes[-1] == 500


@pytest.mark.counted("quotes of Tradovate from the wire into the hub")
async def test_quotes_come_through_at_ten_thousand_a_second_of_one_core(
    market: Market, cases: Cases
) -> None:
    await market.begin(ES)
    (socket,) = market.scene.venue.lines.named("market")
    frames = list(market.scene.venue.dialect.flood(socket, scaled(20_000)))
    before = len(market.ticks)
    for frame in cases.over(frames):
        socket.put(frame)
    if sys.gettrace() is not None:
        pytest.skip("a tracer is what would be timed")
    began = time.process_time()
    while len(market.ticks) - before < len(frames):
        await turns(100)
    rate = len(frames) / (time.process_time() - began)
    cases.found["a second"] = int(rate)
    assert rate > 10_000


async def test_old_bars_are_asked_for(market: Market) -> None:
    with pytest.raises(BrokerUnavailable):
        await market.feed.bars(ES, "1", market.scene.clock.now_ns(), 10)
    await market.begin(ES)
    for minute in range(3):
        market.scene.hub.publish(
            TradeTick(ES, market.scene.clock.now_ns(), 19200 + minute, 1, Aggressor.NEITHER)
        )
        await market.pass_time(60)
    bars = await market.feed.bars(ES, "1", market.scene.clock.now_ns(), 2)
    assert [(bar.open, bar.volume) for bar in bars] == [(19201, 1), (19202, 1)]
    with pytest.raises(BrokerUnavailable):
        await market.feed.bars("NOPE", "1", 0, 1)
    with pytest.raises(BrokerUnavailable):
        await market.feed.bars("ESM2024", "1", 0, 1)
