"""Sparse quotes are merged, sizes come of the depth, trades are passed on, and silence is looked
into."""

import httpx
import pytest

from tests.support.topstepx import (
    CONTRACT,
    NOON_NS,
    SYMBOL,
    Gateway,
    HubPeer,
    Row,
    Scene,
    a_contract,
    a_scene,
    at,
    taken,
)
from traderterminal.brokers.topstepx.feed import LOOK_S, QUIET_S, STALE_S
from traderterminal.kit.clock import NANOSECONDS, iso
from traderterminal.market.ports import FeedState
from traderterminal.market.ticks import Aggressor, DepthTick, GapMark, QuoteTick, TradeTick

BARS = "/api/History/retrieveBars"
SUBSCRIBED = {
    ("SubscribeContractQuotes", (CONTRACT,)),
    ("SubscribeContractTrades", (CONTRACT,)),
    ("SubscribeContractMarketDepth", (CONTRACT,)),
}


async def fed(gateway: Gateway | None = None) -> tuple[Scene, HubPeer]:
    """A feed of ES that runs."""
    scene = a_scene(gateway)
    scene.feed.want(SYMBOL)
    await scene.start()
    scene.run_feed()
    await scene.settle()
    return scene, scene.gateway.hub("market")


async def quotes(scene: Scene, peer: HubPeer, *rows: Row) -> None:
    for row in rows:
        peer.invoke("GatewayQuote", CONTRACT, row)
    await scene.settle()


def shown(scene: Scene) -> list[tuple[int | None, int, int | None, int]]:
    return [
        (tick.bid, tick.bid_size, tick.ask, tick.ask_size)
        for tick in scene.ticks
        if isinstance(tick, QuoteTick)
    ]


async def test_what_is_wanted_is_subscribed_to() -> None:
    scene, _ = await fed()
    assert scene.feed.subscribed == SUBSCRIBED
    assert list(scene.feed.symbols()) == [SYMBOL]
    assert scene.feed.health(SYMBOL).state is FeedState.RUNNING
    assert scene.feed.health("NQH2024").state is FeedState.DOWN
    await scene.close()


async def test_a_quote_that_names_one_side_leaves_the_other_as_it_was() -> None:
    scene, peer = await fed()
    await quotes(
        scene,
        peer,
        {"bestBid": 4800.0, "timestamp": at(1)},
        {"bestAsk": 4800.25, "lastPrice": 4800.0, "volume": 12_345, "timestamp": at(2)},
        {"bestBid": 4800.0, "timestamp": at(3)},  # nothing new
        {"bestBid": None, "bestAsk": 4800.5, "timestamp": at(4)},
    )
    assert shown(scene) == [(19200, 1, None, 0), (19200, 1, 19201, 1), (19200, 1, 19202, 1)]
    assert [tick.at_ns for tick in scene.ticks] == [NOON_NS + s * 10**9 for s in (1, 2, 4)]
    await scene.close()


async def test_the_sizes_at_the_touch_are_those_of_the_depth() -> None:
    scene, peer = await fed()
    await quotes(scene, peer, {"bestBid": 4800.0, "bestAsk": 4800.25, "timestamp": at(1)})
    changes = list[DepthTick]()
    scene.feed.depth.connect(changes.append)
    rows = [
        {"timestamp": at(2), "type": 2, "price": 4800.0, "volume": 40, "currentVolume": 3},
        {"timestamp": at(2), "type": 10, "price": 4800.25, "volume": 7},
        {"timestamp": at(2), "type": 5, "price": 4800.25, "volume": 1},  # a trade is no level
    ]
    peer.invoke("GatewayDepth", CONTRACT, rows)
    await scene.settle()
    assert shown(scene)[-1] == (19200, 40, 19201, 7)
    assert [tick.changes for tick in changes] == [(("B", 19200, 40), ("A", 19201, 7))]
    peer.invoke("GatewayDepth", CONTRACT, {"type": 2, "price": 4800.0, "volume": 0})
    await scene.settle()
    assert shown(scene)[-1] == (19200, 1, 19201, 7)
    peer.invoke("GatewayDepth", CONTRACT, [{"type": 6}])
    await scene.settle()
    assert shown(scene)[-1] == (19200, 1, 19201, 1)
    await scene.close()


async def test_trades_come_one_by_one_and_are_never_left_out() -> None:
    scene, peer = await fed()
    await quotes(scene, peer, {"bestBid": 4800.0, "bestAsk": 4800.25, "timestamp": at(1)})
    rows = [
        {"symbolId": "F.US.EP", "price": 4800.25, "timestamp": at(2), "type": 0, "volume": 3},
        {"symbolId": "F.US.EP", "price": 4800.0, "timestamp": at(2), "type": 1, "volume": 1},
    ]
    peer.invoke("GatewayTrade", CONTRACT, rows)
    peer.invoke("GatewayTrade", CONTRACT, rows[0])
    await scene.settle()
    trades = [tick for tick in scene.ticks if isinstance(tick, TradeTick)]
    assert [(t.price, t.size, t.aggressor) for t in trades] == [
        (19201, 3, Aggressor.BUYER),
        (19200, 1, Aggressor.SELLER),
        (19201, 3, Aggressor.BUYER),
    ]
    await scene.close()


@pytest.mark.logs("market data messages could not be read")
async def test_what_cannot_be_read_is_counted_and_harms_nothing() -> None:
    scene, peer = await fed()
    await quotes(
        scene,
        peer,
        {"bestBid": 4800.1},  # off the grid
        {"bestBid": "abc"},
        {"bestBid": 4800.0, "timestamp": "yesterday"},
    )
    peer.invoke("GatewayTrade", CONTRACT, [{"price": 1}])
    peer.invoke("GatewayQuote")
    peer.tell("garbage\x1e")
    peer.invoke("GatewaySomethingNew", CONTRACT, {})
    peer.invoke("GatewayQuote", "CON.F.US.OTHER.H24", {"bestBid": 1})
    await quotes(scene, peer, {"bestBid": 4800.0, "bestAsk": 4800.25, "timestamp": at(1)})
    assert scene.feed.unreadable == 6
    assert shown(scene) == [(19200, 1, 19201, 1)]
    await scene.close()


async def test_a_symbol_can_be_added_while_it_runs_and_is_there_after_a_loss() -> None:
    mes = a_contract(id="CON.F.US.MES.H24", name="MESH4", tickValue=1.25)
    answer = taken(contracts=[a_contract(), mes])
    scene, peer = await fed(Gateway({"/api/Contract/search": answer}))
    scene.feed.want("MESH2024")
    scene.feed.want("MESH2024", depth=True)
    await scene.settle()
    assert len(scene.feed.subscribed) == 6
    peer.close(1012)
    await scene.settle()
    assert scene.feed.subscribed == set()
    await scene.pass_time(1)
    assert len(scene.feed.subscribed) == 6
    await scene.close()


async def test_a_symbol_that_cannot_be_asked_for_now_is_added_once_it_can() -> None:
    scene = a_scene(Gateway({"/api/Contract/search": httpx.Response(503)}))
    scene.feed.want(SYMBOL)
    await scene.start()
    scene.run_feed()
    await scene.settle()
    assert scene.feed.subscribed == set()
    scene.gateway.answers["/api/Contract/search"] = taken(contracts=[a_contract()])
    await scene.pass_time(LOOK_S)
    assert scene.feed.subscribed == SUBSCRIBED
    assert len([peer for peer in scene.gateway.peers if "/market" in peer.url]) == 1
    await scene.close()


@pytest.mark.logs("lists no NQH2024")
async def test_what_the_broker_does_not_list_is_wanted_no_more() -> None:
    scene, _ = await fed()
    scene.feed.want("NQH2024")
    await scene.settle()
    assert list(scene.feed.symbols()) == [SYMBOL]
    await scene.close()


@pytest.mark.logs("SubscribeContractQuotes of .*: Contract not found")
async def test_a_contract_that_is_not_delivered_keeps_no_other_away() -> None:
    mes = a_contract(id="CON.F.US.MES.H24", name="MESH4", tickValue=1.25)
    scene = a_scene(Gateway({"/api/Contract/search": taken(contracts=[a_contract(), mes])}))
    scene.feed.want("MESH2024")
    scene.feed.want(SYMBOL)
    answers = iter(("Contract not found", ""))

    def prepare(peer: HubPeer) -> None:
        if "/market" in peer.url:
            peer.answer = lambda target: next(answers, "")

    scene.gateway.prepare = prepare
    await scene.start()
    scene.run_feed()
    await scene.settle()
    assert scene.feed.health(SYMBOL).state is FeedState.RUNNING
    assert scene.feed.health("MESH2024").state is FeedState.DOWN
    assert scene.feed.subscribed >= SUBSCRIBED
    await scene.close()


async def test_a_feed_that_is_lost_is_marked_as_a_gap_and_forgets_what_it_showed() -> None:
    scene, peer = await fed()
    gaps = list[GapMark]()
    scene.market.interrupted.connect(gaps.append)
    await quotes(scene, peer, {"bestBid": 4800.0, "bestAsk": 4800.25, "timestamp": at(1)})
    peer.close(1006 + 5)
    await scene.settle()
    assert [gap.symbol for gap in gaps] == [SYMBOL]
    assert scene.feed.health(SYMBOL).state is FeedState.DOWN
    await scene.pass_time(1)
    await quotes(scene, scene.gateway.hub("market"), {"bestBid": 4801.0, "timestamp": at(9)})
    assert shown(scene)[-1] == (19204, 1, None, 0)
    await scene.close()


async def test_a_feed_of_which_nothing_is_heard_is_stale() -> None:
    scene, peer = await fed()
    await quotes(scene, peer, {"bestBid": 4800.0, "timestamp": at(1)})
    assert not scene.feed.health(SYMBOL).stale
    await scene.pass_time(3 * STALE_S)
    assert not scene.feed.health(SYMBOL).stale  # the market is quiet, its feed lives
    peer.is_deaf = True
    await scene.pass_time(STALE_S + 0.5)
    assert scene.feed.health(SYMBOL).stale
    await quotes(scene, peer, {"bestBid": 4800.0, "timestamp": at(4)})
    assert not scene.feed.health(SYMBOL).stale
    await scene.close()


def minute(start_ns: int) -> Row:
    price = 4800.0
    return {"t": iso(start_ns), "o": price, "h": price, "l": price, "c": price, "v": 1}


async def quiet(scene: Scene, seconds: float) -> None:
    """Let time pass with nothing but the heartbeat of the protocol."""
    for _ in range(int(seconds // 5)):
        await scene.pass_time(5)
        for name in ("market", "user"):
            peer = scene.gateway.hub(name)
            if not peer.closed:
                peer.say({"type": 6})


async def test_a_quiet_market_is_let_be() -> None:
    scene, peer = await fed(Gateway({BARS: taken(bars=[minute(NOON_NS)])}))
    await quotes(scene, peer, {"bestBid": 4800.0, "bestAsk": 4800.25, "timestamp": at(10)})
    await quiet(scene, 3 * QUIET_S)
    assert len(scene.gateway.bodies(BARS)) >= 2
    assert len([p for p in scene.gateway.peers if "/market" in p.url]) == 1
    assert len(peer.invoked) == 3
    await scene.close()


async def test_a_frozen_feed_is_subscribed_to_anew_and_then_left() -> None:
    scene, peer = await fed(Gateway({BARS: taken(bars=[minute(NOON_NS + 60 * NANOSECONDS)])}))
    await quotes(scene, peer, {"bestBid": 4800.0, "bestAsk": 4800.25, "timestamp": at(10)})
    assert not scene.feed.health(SYMBOL).stale
    await quiet(scene, QUIET_S + 5)
    assert len(peer.invoked) == 6
    assert scene.feed.health(SYMBOL).stale
    await quiet(scene, QUIET_S)
    assert len([p for p in scene.gateway.peers if "/market" in p.url]) == 2
    await scene.close()


async def test_bars_that_cannot_be_had_prove_nothing() -> None:
    scene, peer = await fed(Gateway({BARS: httpx.Response(503)}))
    await quiet(scene, 3 * QUIET_S)
    assert len(peer.invoked) == 3
    assert peer is scene.gateway.hub("market")
    await scene.close()


async def test_the_quotes_of_what_is_traded_come_along_unasked() -> None:
    scene = a_scene()
    await scene.start()
    scene.run_feed()
    await scene.session._orders.contracts.by_symbol(SYMBOL)
    await scene.settle()
    assert scene.feed.subscribed == SUBSCRIBED
    await scene.close()
