"""Opening a market by what the command line says, and naming what is wrong with it."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from tests.support.alerts import turns
from tests.support.shipped import shipped_calendar, shipped_symbols
from traderterminal.app import markets
from traderterminal.app.markets import (
    open_recording,
    open_simulation,
    place_in,
    replay_key,
    start_of,
)
from traderterminal.domain.errors import BadData
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import VirtualClock, parse_iso
from traderterminal.market.hub import MarketHub
from traderterminal.market.replay import ReplaySource, ReplayState
from traderterminal.market.simulated import SimulatedMarket

START_NS = parse_iso("2024-01-09T15:00:00Z")
HEADER = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size\n"
ROWS = "1000,quote,,,,4800.00,5,4800.25,7\n2000,trade,4800.25,1,B,4800.00,5,4800.25,6\n"


def hub() -> MarketHub:
    return MarketHub(shipped_symbols().instrument, VirtualClock())


def simulation(speed: str | None = None, names: Sequence[str] = ()) -> SimulatedMarket:
    return open_simulation(
        hub(),
        shipped_symbols(),
        shipped_calendar(),
        VirtualClock(),
        seed=1,
        start_ns=START_NS,
        speed=speed,
        names=names,
    )


def test_the_simulation_trades_the_front_contracts_of_the_day() -> None:
    symbols = simulation().symbols()
    assert "ESH2024" in symbols
    assert len(symbols) == len(set(symbols)) > 3


def test_the_simulation_trades_what_the_settings_name_and_what_it_follows() -> None:
    assert list(simulation(names=["AAPL", "MES"]).symbols()) == ["AAPL", "MESH2024", "ESH2024"]


def test_the_simulation_lists_options_on_one_stock_where_it_is_traded() -> None:
    symbols = shipped_symbols()

    def open_with(*names: str) -> SimulatedMarket:
        market = MarketHub(symbols.instrument, VirtualClock(START_NS))
        return open_simulation(
            market,
            symbols,
            shipped_calendar(),
            VirtualClock(),
            seed=1,
            start_ns=START_NS,
            speed=None,
            names=names,
        )

    open_with("ES")
    assert symbols.options("SPY") == []
    market = open_with("SPY")
    options = symbols.options("SPY")
    assert len({option.last_trading_day for option in options}) == 6
    assert len(options) > 100
    assert list(market.symbols()) == ["SPY"]
    market.want(options[0].symbol)
    assert list(market.symbols()) == ["SPY", options[0].symbol]


async def test_an_option_is_quoted_until_the_markets_day_ends_on_its_last_day() -> None:
    symbols, calendar = shipped_symbols(), shipped_calendar()
    hub, start_ns = MarketHub(symbols.instrument, VirtualClock()), parse_iso("2023-12-22T20:59:00Z")
    market = open_simulation(
        hub, symbols, calendar, VirtualClock(), seed=1, start_ns=start_ns, speed=None, names=["SPY"]
    )
    hub.follow(market)
    first = symbols.options("SPY")[0]  # of that Friday, and far in the money
    assert first.last_trading_day == calendar.trade_date("cme_equity", start_ns)
    for minutes, is_fresh in ((0, True), (60, True), (62, False)):
        await market.advance_to(start_ns + minutes * 60_000_000_000)
        quote = hub.quote(first.symbol)
        assert quote is not None
        assert (market.clock.now_ns() - quote.at_ns < 60_000_000_000) is is_fresh


@pytest.mark.parametrize("name", ["ZZZ9", "TSLA"])
def test_what_cannot_be_simulated_is_named(name: str) -> None:
    with pytest.raises(BadData, match=f"market.symbols: {name}"):
        simulation(names=[name])


@pytest.mark.parametrize("speed", ["fast", "0", "-1", "max", "step", "nan"])
def test_the_simulation_needs_a_speed_above_zero(speed: str) -> None:
    with pytest.raises(BadData, match=f"--speed {speed}"):
        simulation(speed)


Open = Callable[..., Awaitable[ReplaySource]]


@pytest.fixture
def recording(tmp_path: Path) -> Open:
    path = tmp_path / "ticks.csv"
    path.write_text(HEADER + ROWS)

    async def read(symbol: str | None = "ESH2024", speed: str | None = None) -> ReplaySource:
        source = f"replay:{path}"
        return await open_recording(
            hub(), shipped_symbols(), VirtualClock(), source=source, symbol=symbol, speed=speed
        )

    return read


async def test_a_recording_holds_one_contract_and_starts_at_its_first_row(recording: Open) -> None:
    source = await recording()
    assert source.symbols() == ("ESH2024",)
    assert (source.status.position, source.status.total) == (0, 2)
    assert (await recording(" esh2024 ")).symbols() == ("ESH2024",)
    assert (await recording(speed="step")).status.state is ReplayState.PAUSED


@pytest.mark.parametrize("symbol", [None, ""])
async def test_a_recording_needs_to_be_told_what_it_holds(
    recording: Open, symbol: str | None
) -> None:
    with pytest.raises(BadData, match=r"needs --symbol.*such as ESH2024"):
        await recording(symbol=symbol)


@pytest.mark.parametrize("symbol", ["ES1!", "ES", "CME_MINI:ES1!", "XYZ9"])
async def test_a_name_that_depends_on_a_date_is_no_contract(recording: Open, symbol: str) -> None:
    with pytest.raises(BadData, match=f"--symbol {symbol}: a recording needs the contract"):
        await recording(symbol=symbol)


async def test_other_sizes_of_what_it_holds_follow_it(recording: Open) -> None:
    assert (await recording("ESH2024, mesh2024")).symbols() == ("ESH2024", "MESH2024")


@pytest.mark.parametrize("other", ["ESH2024", "ESM2024", "NQH2024", "AAPL"])
async def test_what_is_no_other_size_of_it_does_not_follow(recording: Open, other: str) -> None:
    with pytest.raises(BadData, match=f"{other} is no other size of ESH2024"):
        await recording(f"ESH2024,{other}")


async def test_a_speed_that_is_none_is_named(recording: Open) -> None:
    with pytest.raises(BadData, match="--speed"):
        await recording(speed="fast")


async def test_reading_ends_with_the_caller_that_no_longer_waits(
    recording: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()

    def endless(path: Path, instrument: Instrument, go_on: Callable[[int], bool]) -> None:
        while go_on(1):
            ended.wait(0.001)
        ended.set()

    monkeypatch.setattr(markets, "read_recording", endless)
    reading = asyncio.ensure_future(recording())  # noqa: TID251 - awaited below
    await turns(3)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert await asyncio.to_thread(ended.wait, 5)


def test_the_place_in_a_recording_is_kept_by_file_name_and_contract() -> None:
    key = replay_key("replay:/somewhere/ticks.csv.gz", "ESH2024")
    assert key == replay_key("replay:ticks.csv.gz", "ESH2024")
    assert key != replay_key("replay:ticks.csv.gz", "ESM2024")
    notes = {key: {"position": "7", "now_ns": "99", "content": "9 rows"}}
    assert place_in(notes, key, "9 rows") == (7, 99)
    assert place_in(notes, "another", "9 rows") is None
    assert place_in(notes, key, "8 rows") is None  # another file of that name


@pytest.fixture
async def opened(tmp_path: Path) -> ReplaySource:
    path = tmp_path / "ticks.csv"
    path.write_text(HEADER + ROWS)
    return await open_recording(
        hub(),
        shipped_symbols(),
        VirtualClock(),
        source=f"replay:{path}",
        symbol="ESH2024",
        speed=None,
    )


async def test_a_recording_is_taken_up_where_it_is_asked_to(opened: ReplaySource) -> None:
    assert start_of(None, opened) is None
    assert (opened.first_ns, opened.last_ns, opened.speed) == (1000, 2000, 1.0)
    for first in ("first", "1970-01-01T00:00:00.000001Z"):
        assert start_of(first, opened) == (1, 1000)
    assert start_of("1970-01-01T00:00:00.000002Z", opened) == (2, 2000)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("noon", "--from noon: not a moment"),
        ("1970-01-01T00:00:01Z", r"--from .*: the recording goes from 1970-01-01T00:00:00.000001Z"),
        ("1970-01-01T00:00:00Z", "--from .*: the recording goes from"),
    ],
)
async def test_what_is_no_moment_of_it_is_said(opened: ReplaySource, text: str, words: str) -> None:
    with pytest.raises(BadData, match=words):
        start_of(text, opened)
