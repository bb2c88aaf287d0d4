"""The data feed as the charting libraries' client reads it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
import pytest_asyncio

from tests.support.builders import ES, fill
from tests.support.gateway_services import START_NS, Gateway, bearer, tick_price
from tests.support.market import MINUTE, SECOND
from tests.support.paper_desk import wish
from tests.support.shipped import shipped_calendar
from tests.support.udf_client import UdfClient
from traderterminal.domain.bars import Bar, Resolution
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Notation
from traderterminal.domain.orders import OrderStatus
from traderterminal.domain.sessions import SessionGroup, Span
from traderterminal.gateway.stream import RESOLUTIONS
from traderterminal.gateway.tokens import Access, Tickets, Token
from traderterminal.gateway.udf import (
    MARKS_A_BAR,
    MOST_MARKS,
    build_udf,
    number_of,
    price_steps,
    session_text,
)
from traderterminal.market import backfill

TOKEN = "udf-token"
PAGE = "https://charts.example"
START_S = START_NS // SECOND


class Feed:
    """The data feed over a market in the test's hands."""

    def __init__(self) -> None:
        self.gateway = Gateway()
        self.tickets = Tickets(self.gateway.services.host)
        app = build_udf(self.gateway.services, Token(TOKEN), self.tickets, [PAGE])
        transport = httpx.ASGITransport(app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")

    async def get(self, path: str, **query: Any) -> Any:
        answer = await self.client.get(f"/udf/{path}", params={**query, "token": TOKEN})
        assert answer.status_code == 200
        return answer.json()

    async def history(self, **query: Any) -> Any:
        wanted = {"symbol": "ESH2024", "resolution": "1", "from": 0, "to": START_S + 10**6}
        return await self.get("history", **(wanted | query))


@pytest_asyncio.fixture
async def feed() -> AsyncIterator[Feed]:
    made = Feed()
    await made.gateway.paper.open()
    yield made
    await made.client.aclose()
    await made.gateway.paper.tasks.aclose()


async def test_the_configuration_lets_the_client_search(feed: Feed) -> None:
    config = await feed.get("config")
    assert config["supports_search"] is True
    assert config["supports_group_request"] is False
    assert {"1", "60", "1D"} <= set(config["supported_resolutions"])
    assert config["source"] == "none"
    assert {"", "CME", "NASDAQ"} <= {entry["value"] for entry in config["exchanges"]}


async def test_the_time_is_the_markets_in_whole_seconds(feed: Feed) -> None:
    answer = await feed.client.get("/udf/time", params={"token": TOKEN})
    assert answer.text == str(START_S)
    assert answer.headers["content-type"].startswith("text/plain")


async def test_a_symbol_is_described_by_the_contract_it_means(feed: Feed) -> None:
    found = await feed.get("symbols", symbol="ES1!")
    assert found["name"] == found["ticker"] == "ESH2024"
    assert (found["minmov"], found["pricescale"]) == (25, 100)
    assert (found["session"], found["timezone"]) == ("1700-1600", "America/Chicago")
    assert (found["type"], found["listed_exchange"]) == ("futures", "CME")
    assert (found["has_intraday"], found["format"]) == (True, "price")
    assert "s" not in found  # the client takes any `s` for an unknown symbol


@pytest.mark.parametrize("path", ["symbols", "history", "marks", "timescale_marks"])
@pytest.mark.parametrize("symbol", ["", "XYZ", "💥", "x" * 500])
async def test_an_unknown_symbol_is_an_error_of_the_protocol(
    feed: Feed, path: str, symbol: str
) -> None:
    found = await feed.get(path, symbol=symbol)
    assert found["s"] == "error"
    assert found["errmsg"]


async def test_a_search_is_narrowed_by_type_exchange_and_limit(feed: Feed) -> None:
    everything = await feed.get("search", query="", limit=100)
    stocks = await feed.get("search", query="A", type="stock", exchange="NASDAQ", limit=3)
    assert {entry["type"] for entry in everything} >= {"futures"}
    assert len(stocks) == 3
    assert all((s["type"], s["exchange"]) == ("stock", "NASDAQ") for s in stocks)
    assert stocks[0]["full_name"] == f"NASDAQ:{stocks[0]['symbol']}"
    assert await feed.get("search", query="ES", limit=-5) == []


async def test_history_is_in_seconds_and_numbers_oldest_first(feed: Feed) -> None:
    feed.gateway.trade(0, 19200, 2)
    feed.gateway.trade(0, 19204, 3)
    feed.gateway.trade(2, 19100)
    assert await feed.history() == {
        "s": "ok",
        "t": [START_S, START_S + 120],
        "o": [4800.0, 4775.0],
        "h": [4801.0, 4775.0],
        "l": [4800.0, 4775.0],
        "c": [4801.0, 4775.0],
        "v": [5.0, 1.0],
    }


async def test_countback_outranks_from_and_to_is_exclusive(feed: Feed) -> None:
    for minute in (0, 1, 60, 61, 62):  # with an hour of silence in between
        feed.gateway.trade(minute, 19200 + minute)
    span = {"from": START_S + 61 * 60, "to": START_S + 62 * 60}
    asked = await feed.history(**span, countback=3)
    assert asked["t"] == [START_S + 60, START_S + 3600, START_S + 3660]
    assert (await feed.history(**span))["t"] == [START_S + 3660]


@pytest.mark.parametrize("length", ["1D", "1W", "1M"])
async def test_a_bar_of_days_that_goes_on_is_there_on_the_evening_before_its_date(
    feed: Feed, length: str
) -> None:
    feed.gateway.hours.ahead = timedelta(days=8)  # its date, week and month are to come
    feed.gateway.trade(0, 19200, 2)
    now = await feed.history(resolution=length, to=START_S + 60, countback=2)
    assert now["s"] == "ok"
    assert now["v"] == [2.0]
    assert now["t"][0] > START_S + 60
    # who has it asks for what lies before it, and one that has not begun by then is not there
    assert await feed.history(resolution=length, to=now["t"][0], countback=2) == {"s": "no_data"}
    assert await feed.history(resolution=length, to=START_S - 20 * 86_400) == {"s": "no_data"}


async def test_stored_bars_are_fetched_as_far_back_as_is_asked(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfill, "PAGE", 10)
    stored = feed.gateway.stored
    stored.bars = [Bar(START_NS - n * MINUTE, 19_200, 19_200, n, n, 1) for n in range(99, 0, -1)]
    feed.gateway.trade(0, 19_204)
    # a count is met, and no more is read than that
    found = await feed.history(to=START_S + 60, countback=15)
    assert found["t"] == [START_S - n * 60 for n in range(14, -1, -1)]
    assert len(stored.asked) == 2
    # a time is reached
    since = {"from": START_S - 50 * 60, "to": START_S + 60}
    assert len((await feed.history(**since))["t"]) == 51
    # and where there is nothing older, what there is is given
    assert len((await feed.history(to=START_S + 60, countback=500))["t"]) == 100
    asked = len(stored.asked)
    assert len((await feed.history(to=START_S + 60, countback=500))["t"]) == 100
    assert len(stored.asked) == asked


async def test_a_symbol_that_is_only_stored_has_its_bars(feed: Feed) -> None:
    feed.gateway.stored.symbol = "AAPL"
    feed.gateway.stored.bars = [Bar(START_NS - MINUTE, 19_000, 19_100, 18_900, 19_050, 5)]
    for _ in range(2):
        found = await feed.history(symbol="AAPL")
        assert (found["t"], found["c"]) == ([START_S - 60], [190.5])


async def test_an_empty_span_is_answered_by_the_bar_before_it(feed: Feed) -> None:
    feed.gateway.trade(0, 19200)
    later = {"from": START_S + 600, "to": START_S + 1200}
    assert (await feed.history(**later))["t"] == [START_S]


async def test_no_data_is_said_only_when_nothing_lies_before(feed: Feed) -> None:
    assert await feed.history() == {"s": "no_data"}
    feed.gateway.trade(5, 19200)
    assert await feed.history(to=START_S) == {"s": "no_data"}
    assert await feed.history(to=START_S, countback=300) == {"s": "no_data"}


async def test_a_symbol_the_market_does_not_deliver_has_no_data(feed: Feed) -> None:
    assert await feed.history(symbol="AAPL") == {"s": "no_data"}
    assert feed.gateway.services.bars._by_symbol == {}


@pytest.mark.parametrize(("short", "long"), [("D", "1D"), ("W", "1W"), ("M", "1M")])
async def test_both_ways_to_write_a_day_mean_the_same(feed: Feed, short: str, long: str) -> None:
    feed.gateway.trade(0, 19200)
    found = await feed.history(resolution=short)
    assert found == await feed.history(resolution=long)
    assert found["t"][0] % 86_400 == 0


@pytest.mark.parametrize(
    "query",
    [
        {"from": "x"},
        {"to": "1.5"},
        {"countback": "many"},
        {"resolution": "7"},
        {"resolution": "1S"},
        {"resolution": "💥"},
        {"to": "9" * 5000},
    ],
)
async def test_a_query_that_cannot_be_read_is_an_error_of_the_protocol(
    feed: Feed, query: dict[str, str]
) -> None:
    assert (await feed.history(**query))["s"] == "error"


async def test_times_beyond_all_measure_are_borne(feed: Feed) -> None:
    feed.gateway.trade(0, 19200)
    found = await feed.history(**{"from": -(10**30), "to": 10**30}, countback=10**30)
    assert found["t"] == [START_S]
    assert await feed.history(to=-(10**30)) == {"s": "no_data"}


async def test_quotes_carry_what_is_known(feed: Feed) -> None:
    feed.gateway.trade(-24 * 60, 19000)
    feed.gateway.trade(0, 19200, 4)
    feed.gateway.quote(19199, 19201)
    found = await feed.get("quotes", symbols="ES1!,XYZ")
    assert found["s"] == "ok"
    quote, unknown = found["d"]
    assert unknown == {"s": "error", "n": "XYZ", "v": {}}
    assert (quote["n"], quote["v"]["short_name"]) == ("ES1!", "ESH2024")
    assert quote["v"]["bid"] == tick_price(19199)
    assert quote["v"]["spread"] == 0.5
    assert quote["v"]["ch"] == tick_price(200)
    assert quote["v"]["chp"] == 1.05
    assert quote["v"]["volume"] == 4.0


async def test_a_quote_of_which_nothing_is_known_says_so_by_silence(feed: Feed) -> None:
    found = await feed.get("quotes", symbols="AAPL")
    assert set(found["d"][0]["v"]) == {"short_name", "exchange", "description"}


async def test_marks_stand_at_the_bars_of_own_fills(feed: Feed) -> None:
    market = feed.gateway.paper.market.clock
    market.advance_to(START_NS + 90 * SECOND)
    for number in range(MARKS_A_BAR + 2):
        feed.gateway.paper.move(f"{4800 + number}.00", f"{4800 + number}.25")
        order = await feed.gateway.paper.desk.place(wish())
        assert order.status is OrderStatus.FILLED
    found = await feed.get("marks", symbol="ES1!", resolution="1", to=START_S + 3600)
    assert [mark["time"] for mark in found] == [START_S + 60] * MARKS_A_BAR
    assert found[0]["text"] == "Bought 1 ESH2024 at 4,802.25 · paper"  # the latest ten
    assert await feed.get("marks", symbol="ES1!", to=START_S + 60) == []
    assert await feed.get("marks", symbol="AAPL") == []


async def test_the_end_of_a_round_trip_stands_on_the_time_scale(feed: Feed) -> None:
    await feed.gateway.paper.desk.place(wish())
    await feed.gateway.paper.desk.place(wish("sell"))
    (found,) = await feed.get("timescale_marks", symbol="ES1!", resolution="60")
    assert found["time"] == START_S - START_S % 3600
    assert found["color"] == "red"
    assert found["tooltip"][0] == "long 1 ESH2024 · paper"


PATHS = [
    *("config", "time", "symbols", "search", "history", "quotes", "marks", "timescale_marks"),
]


@pytest.mark.parametrize("path", PATHS)
async def test_every_address_needs_the_token(feed: Feed, path: str) -> None:
    for query in ({}, {"token": ""}, {"token": "wrong"}, {"token": "ключ"}):
        answer = await feed.client.get(f"/udf/{path}", params=query)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthenticated")
    assert (await feed.client.get(f"/udf/{path}", headers=bearer(TOKEN))).status_code == 200


async def test_only_reading_is_answered(feed: Feed) -> None:
    posted = await feed.client.post("/udf/config", params={"token": TOKEN})
    assert (posted.status_code, posted.json()["error"]["code"]) == (405, "method_not_allowed")
    missing = await feed.client.get("/udf/symbol_info", params={"token": TOKEN})
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "not_found")


async def test_a_ticket_for_the_stream_is_for_the_market_alone(feed: Feed) -> None:
    refused = await feed.client.post("/udf/stream-ticket")
    assert refused.status_code == 401
    given = await feed.client.post("/udf/stream-ticket", headers=bearer(TOKEN))
    assert feed.tickets.redeem(given.json()["ticket"]) is Access.MARKET


@pytest.mark.parametrize(("origin", "allowed"), [(PAGE, PAGE), ("https://evil.example", None)])
async def test_pages_of_the_settings_alone_may_read_the_answer(
    feed: Feed, origin: str, allowed: str | None
) -> None:
    answer = await feed.client.get("/udf/time", params={"token": TOKEN}, headers={"Origin": origin})
    assert answer.headers.get("access-control-allow-origin") == allowed
    asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}
    preflight = await feed.client.options("/udf/time", headers=asked)
    assert preflight.headers.get("access-control-allow-origin") == allowed


@pytest.mark.parametrize(
    ("tick", "notation", "expected"),
    [
        ("0.25", Notation.DECIMAL, (25, 100, 0, False)),
        ("0.01", Notation.DECIMAL, (1, 100, 0, False)),
        ("5", Notation.DECIMAL, (5, 1, 0, False)),
        ("0.00005", Notation.DECIMAL, (5, 100_000, 0, False)),
        ("0.03125", Notation.THIRTY_SECONDS, (1, 32, 0, True)),
        ("0.015625", Notation.THIRTY_SECONDS, (1, 64, 2, True)),
        ("0.0078125", Notation.THIRTY_SECONDS, (1, 128, 4, True)),
        ("0.00390625", Notation.THIRTY_SECONDS, (1, 256, 8, True)),
    ],
)
def test_a_tick_is_minmov_over_pricescale(
    tick: str, notation: Notation, expected: tuple[int, int, int, bool]
) -> None:
    steps = price_steps(replace(ES, tick_size=Decimal(tick), notation=notation))
    assert tuple(steps.values()) == expected
    assert Decimal(steps["minmov"]) / steps["pricescale"] == Decimal(tick)


@pytest.mark.parametrize(
    ("group", "text"),
    [
        ("cme_equity", "1700-1600"),
        ("cme_grains", "1900-0745,0830-1320"),
        ("us_equity", "0930-1600"),
        ("crypto", "24x7"),
    ],
)
def test_hours_are_written_as_the_library_reads_them(group: str, text: str) -> None:
    assert session_text(shipped_calendar().groups()[group]) == text


def test_days_other_than_the_five_are_named() -> None:
    span = Span(0, time(9), time(0))
    group = SessionGroup("bazaar", ZoneInfo("UTC"), (span,), frozenset({6, 0, 5}))
    assert session_text(group) == "0900-2400:127"
    assert session_text(None) == "24x7"


async def test_volume_has_as_many_decimals_as_the_lot(feed: Feed) -> None:
    described = [await feed.get("symbols", symbol=name) for name in ("AAPL", "BTCUSD")]
    assert [found["volume_precision"] for found in described] == [0, 5]
    assert [found["type"] for found in described] == ["stock", "crypto"]


async def test_no_more_marks_are_sent_than_a_screen_has_room_for(feed: Feed) -> None:
    fills = [
        fill(f"{n:05d}", Side.SELL if n % 2 else Side.BUY, at_ns=START_NS + n * MINUTE)
        for n in range(2 * MOST_MARKS + 20)
    ]
    feed.gateway.services.journal.load(fills)
    span = {"symbol": "ESH2024", "resolution": "1", "from": 0, "to": START_S + 10**6}
    marks = await feed.get("marks", **span)
    assert [mark["id"] for mark in marks] == [made.fill_id for made in fills[-MOST_MARKS:]]
    ends = await feed.get("timescale_marks", **span)
    assert [mark["time"] for mark in ends] == [
        made.at_ns // SECOND for made in fills[1::2][-MOST_MARKS:]
    ]
    # the span is open at its end
    early = await feed.get("marks", **(span | {"to": START_S + 60}))
    assert [mark["id"] for mark in early] == ["00000"]


@pytest.mark.parametrize("step", ["0.25", "0.00005", "0.0000005", "0.015625", "0.00001", "5"])
def test_prices_are_the_numbers_nearest_to_their_decimals(step: str) -> None:
    price = number_of(Decimal(step))
    for ticks in (*range(-3, 300), 21_895, 123_456_789):
        assert price(ticks) == float(ticks * Decimal(step))


#: Minutes that trade: a Friday's end, Monday's and Tuesday's, an hour's change in between.
TRADED_MINUTES = [*range(40), *range(60, 100), *range(3_900, 4_000), *range(5_400, 5_460)]


@pytest.mark.parametrize("resolution", RESOLUTIONS)
async def test_the_librarys_own_sequence_is_borne_at_every_length(
    feed: Feed, resolution: str
) -> None:
    # given bars with gaps of hours and days, and own fills in the first of them
    for side in ("buy", "sell"):
        order = await feed.gateway.paper.desk.place(wish(side))
        assert order.status is OrderStatus.FILLED
    for minute in TRADED_MINUTES:
        feed.gateway.trade(minute, 19_200 + minute % 50)
    # when the library loads a screen, then all the rest
    client = UdfClient(feed.get)
    await client.start("ES1!", resolution, int(await feed.get("time")))
    await client.load_everything()
    # then nothing lacks
    series = feed.gateway.services.bars.series("ESH2024", Resolution.parse(resolution))
    assert client.bars
    assert sorted(client.bars) == (series.start_ns // SECOND).tolist()
    # and it follows the market into new bars
    for minute in (5_460, 5_460, 5_461, 5_463, 5_464, 7_000):
        feed.gateway.trade(minute, 19_250 + minute % 7)
        await client.pulse(int(await feed.get("time")))
    expected = {bar.start_ns // SECOND: tick_price(bar.close) for bar in series.bars()}
    assert client.bars == expected
    assert [mark["label"] for mark in await client.marks()] == ["B", "S"]
    assert len(await client.marks("timescale_marks")) == 1


@pytest.mark.parametrize("name", ["CME_MINI:NOPE1!", "A/B", "//", "!", "ES1!&to=5", "%00"])
async def test_a_symbol_of_signs_is_refused_in_the_protocols_words(feed: Feed, name: str) -> None:
    found = await feed.get("symbols", symbol=name)
    assert found == {"s": "error", "errmsg": found["errmsg"]}
