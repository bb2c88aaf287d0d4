"""The market data of the practice Tradovate: subscriptions and charts."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.support.builders import AAPL, ES
from tests.support.plain_dialect import NOON_NS
from tests.support.tradovate_scene import Line, Practice, practice
from traderterminal.kit.clock import NANOSECONDS, iso

MINUTES = {"underlyingType": "MinuteBar", "elementSize": 1, "elementSizeUnit": "UnderlyingUnits"}
TICKS = {**MINUTES, "underlyingType": "Tick"}
EVERYTHING = {"asMuchAsElements": 100}


@pytest_asyncio.fixture
async def at() -> AsyncIterator[Practice]:
    async with practice() as made:
        yield made


async def told(line: Line, kind: str) -> list[Any]:
    messages = [one["d"] for one in await line.messages() if one.get("e") in ("md", "chart")]
    return [each for data in messages for each in data.get(kind, [])]


async def chart(line: Line, **wanted: Any) -> tuple[Any, list[Any]]:
    """Ask for a chart; return the reply and the packets that came with it."""
    body = {"symbol": "ESH4", "chartDescription": MINUTES, "timeRange": EVERYTHING, **wanted}
    reply = await line.ask("md/getchart", body)
    return reply["d"], await told(line, "charts")


def pass_time(at: Practice, seconds: int) -> None:
    at.scene.clock.advance_to(at.scene.clock.now_ns() + seconds * NANOSECONDS)


@pytest.mark.parametrize("body", [{"symbol": "ESH4"}, "ESH4"])
async def test_a_subscription_begins_with_all_and_goes_on_with_what_changes(
    at: Practice, body: object
) -> None:
    line = await at.line(market=True)
    text = body if isinstance(body, str) else json.dumps(body)
    await line.say(f"md/subscribeQuote\n9\n\n{text}")
    first = await told(line, "quotes")
    at.scene.quote("4800.00", "4800.50")
    second = await told(line, "quotes")
    assert set(first[0]["entries"]) == {"Bid", "Offer"}
    assert [quote["entries"] for quote in second] == [{"Offer": {"price": 4800.5, "size": 10}}]


async def test_a_contract_may_be_named_by_its_id(at: Practice) -> None:
    line = await at.line(market=True)
    number = at.dialect.house.listing.contract_id(ES.symbol)
    await line.say(f'md/subscribedom\n1\n\n{{"symbol":{number}}}')
    (depth,) = await told(line, "doms")
    assert (depth["contractId"], depth["bids"]) == (number, [{"price": 4800, "size": 10}])


async def test_who_has_unsubscribed_hears_nothing_more(at: Practice) -> None:
    line = await at.line(market=True)
    await line.ask("md/subscribequote", {"symbol": "ESH4"})
    await told(line, "quotes")
    reply = await line.ask("md/unsubscribequote", {"symbol": "ESH4"})
    at.scene.quote("4801.00", "4801.25")
    assert "d" not in reply
    assert await told(line, "quotes") == []


async def test_a_histogram_is_told_whole_then_in_parts(at: Practice) -> None:
    at.trade(ES, 19_201, 5)
    line = await at.line(market=True)
    await line.ask("md/subscribehistogram", {"symbol": "ESH4"})
    at.trade(ES, 19_202, 2)
    whole, part = await told(line, "histograms")
    assert (whole["items"], whole["base"], whole["refresh"]) == ({"0": 5}, 4800.25, True)
    assert (part["items"], part["refresh"]) == ({"1": 2}, False)


async def test_a_symbol_that_is_not_there_is_told_with_success(at: Practice) -> None:
    line = await at.line(market=True)
    quote = await line.ask("md/subscribequote", {"symbol": "ESZ9"})
    bars, _ = await chart(line, symbol="ESZ9")
    assert quote["s"] == 200
    assert quote["d"]["errorText"] == bars["errorText"] == "Symbol is inaccessible"


async def test_a_chart_sends_the_past_its_end_and_what_forms(at: Practice) -> None:
    for price in (19_200, 19_204, 19_198):
        at.trade(ES, price, 2)
        pass_time(at, 60)
    line = await at.line(market=True)
    reply, past = await chart(line)
    at.trade(ES, 19_210)
    at.trade(ES, 19_212, 3)
    forming = await told(line, "charts")
    assert {packet["id"] for packet in past} == {reply["realtimeId"]}
    assert [bar["close"] for bar in past[0]["bars"]] == [4800, 4801, 4799.5]
    assert past[-1] == {"id": reply["realtimeId"], "eoh": True}
    bars = [packet["bars"][0] for packet in forming]
    assert bars[0]["timestamp"] == bars[1]["timestamp"]
    assert [bar["upVolume"] for bar in bars] == [1, 4]


async def test_a_range_cuts_the_past(at: Practice) -> None:
    for price in range(19_200, 19_206):
        at.trade(ES, price)
        pass_time(at, 60)
    line = await at.line(market=True)
    minute = 60 * NANOSECONDS
    closest, farthest = iso(NOON_NS + 3 * minute), iso(NOON_NS + minute)
    _, last = await chart(line, timeRange={"closestTimestamp": closest, "asMuchAsElements": 2})
    _, within = await chart(
        line, timeRange={"closestTimestamp": closest, "asFarAsTimestamp": farthest}
    )
    assert [bar["open"] for bar in last[0]["bars"]] == [4800.5, 4800.75]
    assert [bar["open"] for bar in within[0]["bars"]] == [4800.25, 4800.5, 4800.75]


async def test_ticks_are_charted_with_the_quote_that_stood(at: Practice) -> None:
    at.trade(ES, 19_201, 2)
    line = await at.line(market=True)
    reply, past = await chart(line, chartDescription=TICKS)
    at.trade(ES, 19_203)
    (live,) = await told(line, "charts")
    (tick,) = past[0]["tks"]
    assert (past[0]["bp"], tick["p"], tick["s"], tick["b"], tick["a"]) == (19_201, 0, 2, -1, 0)
    assert live["tks"][0]["id"] > tick["id"]
    assert past[-1] == {"id": reply["realtimeId"], "eoh": True}
    _, few = await chart(line, chartDescription=TICKS, timeRange={"asMuchAsElements": 1})
    _, old = await chart(line, chartDescription=TICKS, timeRange={"closestTickId": tick["id"]})
    assert [len(packets[0]["tks"]) for packets in (few, old)] == [1, 1]
    assert few[0]["tks"][0]["id"] != old[0]["tks"][0]["id"]


async def test_a_chart_is_cancelled_by_who_opened_it(at: Practice) -> None:
    line, other = await at.line(market=True), await at.line(market=True)
    reply, _ = await chart(line)
    cancel = {"subscriptionId": reply["realtimeId"]}
    assert (await other.ask("md/cancelchart", cancel))["s"] == 404
    assert (await line.ask("md/cancelchart", cancel))["s"] == 200
    at.trade(ES, 19_201)
    assert await told(line, "charts") == []


async def test_a_chart_that_is_not_made_here_is_told_with_success(at: Practice) -> None:
    line = await at.line(market=True)
    reply, packets = await chart(line, chartDescription={**MINUTES, "elementSizeUnit": "Renko"})
    assert reply["errorCode"] == "Unsupported"
    assert packets == []


async def test_who_is_gone_is_sent_nothing(at: Practice) -> None:
    line = await at.line(market=True)
    await line.ask("md/subscribequote", {"symbol": "ESH4"})
    await chart(line)
    line.protocol.send_close(1000)
    await line.hear()
    data = at.dialect.house.market_data
    assert not data._charts
    assert not any(data._wanted.values())


async def test_first_pictures_may_be_withheld(at: Practice) -> None:
    line = await at.line(market=True)
    at.strike("F37")
    await line.say('md/subscribequote\n1\n\n{"symbol":"ESH4"}')
    assert await told(line, "quotes") == []
    await line.say('md/subscribequote\n2\n\n{"symbol":"ESH4"}')
    assert len(await told(line, "quotes")) == 1


async def test_a_flood_is_of_quotes_that_differ(at: Practice) -> None:
    line = await at.line(market=True)
    at.strike("F39", socket="market", frames=50)
    quotes = await told(line, "quotes")
    assert [quote["entries"]["Bid"]["size"] for quote in quotes] == list(range(1, 51))


async def test_what_is_not_listed_is_passed_over_and_what_never_traded_is_empty(
    at: Practice,
) -> None:
    line = await at.line(market=True)
    at.trade(AAPL, 20_000)
    await line.ask("md/subscribehistogram", {"symbol": "MESH4"})
    _, packets = await chart(line, symbol="MESH4", chartDescription=TICKS)
    assert await told(line, "histograms") == []
    assert [set(packet) for packet in packets] == [{"id", "eoh"}]


async def test_a_socket_of_orders_sells_no_market_data(at: Practice) -> None:
    line = await at.line()
    assert (await line.ask("md/subscribequote", {"symbol": "ESH4"}))["s"] == 404
    assert (await line.ask("md/nothing"))["s"] == 404
    market = await at.line(market=True)
    assert (await market.ask("md/unsubscribe"))["s"] == 404
