"""Recorded files: what is read from them, what is refused, and that what we write reads back."""

import gzip
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.builders import AAPL, ES
from tests.support.market import BTC, MES, SECOND, Tape, a_hub, a_quote, a_trade
from tests.support.shared_data import shared_file
from traderterminal.domain.errors import BadData
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import HostClock, VirtualClock, parse_iso
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.replay import ReplaySource, Speed
from traderterminal.market.simulated import SimulatedMarket
from traderterminal.market.ticks import (
    Aggressor,
    DepthTick,
    GapMark,
    QuoteTick,
    Row,
    Tick,
    TradeTick,
)
from traderterminal.market.time_bars import BarSeries
from traderterminal.storage.recordings import (
    CHUNK,
    Recording,
    RecordingWriter,
    read_recording,
    stream_recording,
)

TICKS = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"
BOOK = "ts_event_ns,action,side,price,size,order_id,flags"
BARS = "timestamp_utc,open,high,low,close,volume"


def recorded(folder: Path, *lines: str, name: str = "market.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n")
    return path


def quotes_and_trades(rows: Sequence[Row]) -> list[Row]:
    """What a recording of the best quote alone would hold."""
    return [row for row in rows if not isinstance(row, DepthTick)]


def test_ticks_are_read_as_whole_ticks_and_lots(tmp_path: Path) -> None:
    path = recorded(
        tmp_path,
        TICKS,
        "10,quote,,,,4799.0,16,4799.50,23",
        "20,trade,4799.5,2,B,,,,",
        "20,trade,4799.25,1,A,,,,",
        "20,trade,4799.25,1,,,,,",
        "20,quote,,,,,,4799.5,21",
        "30,gap,,,,,,,",
    )
    assert read_recording(path, ES) == Recording(
        rows=(
            QuoteTick("ESH2024", 10, 19196, 16, 19198, 23),
            TradeTick("ESH2024", 20, 19198, 2, Aggressor.BUYER),
            TradeTick("ESH2024", 20, 19197, 1, Aggressor.SELLER),
            TradeTick("ESH2024", 20, 19197, 1, Aggressor.NEITHER),
            QuoteTick("ESH2024", 20, None, 0, 19198, 21),
            GapMark("ESH2024", 30),
        ),
        approximate=False,
    )


def test_quotes_and_trades_are_derived_from_an_order_by_order_book(tmp_path: Path) -> None:
    path = recorded(
        tmp_path,
        BOOK,
        "900,A,B,4800.00,5,1,40",  # a snapshot keeps the times its orders were placed at
        "100,A,A,4800.25,2,2,40",
        "1000,A,B,4799.75,1,3,128",
        "1001,T,B,4800.25,2,0,0",
        "1001,F,A,4800.25,2,2,0",
        "1001,C,A,4800.25,2,2,0",
        "1001,A,A,4800.50,9,4,128",
    )
    assert read_recording(path, ES).rows == (
        DepthTick("ESH2024", 1000, (("B", 19199, 1), ("B", 19200, 5), ("A", 19201, 2))),
        QuoteTick("ESH2024", 1000, 19200, 5, 19201, 2),
        TradeTick("ESH2024", 1001, 19201, 2, Aggressor.BUYER),
        DepthTick("ESH2024", 1001, (("A", 19202, 9), ("A", 19201, 0))),
        QuoteTick("ESH2024", 1001, 19200, 5, 19202, 9),
    )


def test_a_snapshot_is_shown_with_the_first_event_after_it(tmp_path: Path) -> None:
    path = recorded(
        tmp_path,
        BOOK,
        "900,A,B,4800.00,5,1,40",
        "100,A,A,4800.25,2,2,168",  # the last row of the snapshot ends an event, in the past
        "1000,A,B,4799.75,1,3,128",  # which leaves the best of the book as it is
        "1500,R,N,,0,0,40",  # the book is sent anew
        "200,A,B,4790.00,1,8,40",
        "200,A,A,4791.00,1,9,168",
        "2000,A,B,4789.75,1,10,128",
    )
    assert quotes_and_trades(read_recording(path, ES).rows) == [
        QuoteTick("ESH2024", 1000, 19200, 5, 19201, 2),
        QuoteTick("ESH2024", 1000, 19160, 1, 19164, 1),
    ]


def test_an_event_that_the_end_of_the_file_cuts_off_still_counts(tmp_path: Path) -> None:
    path = recorded(tmp_path, BOOK, "1000,A,A,4800.25,2,2,128", "1001,T,B,4800.25,2,0,0")
    assert quotes_and_trades(read_recording(path, ES).rows) == [
        QuoteTick("ESH2024", 1000, None, 0, 19201, 2),
        TradeTick("ESH2024", 1001, 19201, 2, Aggressor.BUYER),
    ]


def test_a_bar_is_walked_through_in_its_own_minute_and_adds_up_again(tmp_path: Path) -> None:
    path = recorded(
        tmp_path,
        BARS,
        "2024-01-01 23:01:00,4800,4801,4799.50,4800.75,101",
        "2024-01-01 23:02:00,4800.75,4800.75,4800,4800,7",
        "2024-01-01 23:04:00,4800,4800,4800,4800,1",
    )
    recording = read_recording(path, ES)
    assert recording.approximate
    trades = [row for row in recording.rows if isinstance(row, TradeTick)]
    assert [trade.price for trade in trades] == [19200, 19198, 19204, 19203, 19203, 19200, 19200]
    assert {trade.aggressor for trade in trades} == {Aggressor.NEITHER}
    series = BarSeries(ClockPeriod(60 * SECOND))
    for trade in trades:
        series.add_trade(trade.at_ns, trade.price, trade.size)
    assert series.start_ns.tolist() == [
        parse_iso(f"2024-01-01T23:0{minute}:00Z") for minute in (0, 1, 3)
    ]
    assert (series.high.tolist(), series.low.tolist()) == (
        [19204, 19203, 19200],
        [19198, 19200, 19200],
    )
    assert series.volume.tolist() == [101, 7, 1]


def test_made_up_quotes_stand_one_tick_around_each_print(tmp_path: Path) -> None:
    path = recorded(tmp_path, BARS, "2024-01-01 23:01:00,4800,4800,4800,4800,3")
    start = parse_iso("2024-01-01T23:00:00Z")
    assert read_recording(path, ES).rows == (
        a_trade(19200, 3, start, Aggressor.NEITHER),
        QuoteTick("ESH2024", start, 19199, 3, 19201, 3),
    )


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ((TICKS, "1,quote,,,,1,1,2,1", "x,quote,,,,1,1,2,1"), "line 3: invalid literal"),
        ((TICKS, "1,quote,,,,1,1,2"), "line 2: 8 fields where the header names 9"),
        ((TICKS, "1,order,,,,1,1,2,1"), "line 2: 'order' is not a kind of row"),
        ((TICKS, "1,trade,4800.10,1,B,,,,"), "line 2: 4800.10 is not on the ESH2024 grid of 0.25"),
        ((TICKS, "1,trade,,1,B,,,,"), "line 2: '' is not a price"),
        ((TICKS, "1,trade,nan,1,B,,,,"), "line 2: 'nan' is not a price"),
        ((TICKS, "1,trade,1e999999999,1,B,,,,"), "line 2: "),
        ((TICKS, "1,trade,1e12,1,B,,,,"), "line 2: '1e12' is not a price of ESH2024"),
        ((TICKS, "1,trade,4800,1e15,B,,,,"), "line 2: '1e15' is not a size"),
        ((TICKS, "-5,gap,,,,,,,"), "line 2: -5 is not a time in nanoseconds since 1970"),
        ((TICKS, f"{2**62},gap,,,,,,,"), "line 2: 4611686018427387904 is not a time"),
        ((TICKS, "1,trade,4800,1.5,B,,,,"), "line 2: 1.5 is not a multiple of the ESH2024 lot"),
        ((TICKS, "1,trade,4800,-1,B,,,,"), "line 2: '-1' is not a size"),
        ((TICKS, "1,trade,4800,1,X,,,,"), "line 2: 'X' is not a valid Aggressor"),
        ((TICKS, "2,trade,4800,1,B,,,,", "1,gap,,,,,,,"), "line 3: time goes back, from 2 to 1"),
        ((TICKS, '1,trade,"4800,1,B,,,,'), "line 2: unexpected end of data"),
        ((BOOK, "1,X,B,4800,1,1,128"), "line 2: 'X' is not an action"),
        ((BOOK, "1,A,N,4800,1,1,128"), "line 2: 'N' is not a side"),
        ((BOOK, "1,A,B,4800,1,1,last"), "line 2: invalid literal"),
        ((BOOK, "2,A,B,1,1,1,128", "1,A,B,1,1,2,128"), "line 3: time goes back"),
        ((BARS, "2024-01-01 23:01:00,1,2,3,1,5"), "line 2: open and close must lie between"),
        ((BARS, "yesterday,1,1,1,1,5"), "line 2: Invalid isoformat"),
        ((BARS, *["2024-01-01 23:01:00,1,1,1,1,5"] * 2), "line 3: time goes back"),
        (("time,price", "1,2"), "line 1: not the header of a known format"),
        (("",), "line 1: not the header of a known format"),
        ((TICKS,), "there is nothing in it but its header"),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_line(
    tmp_path: Path, lines: tuple[str, ...], complaint: str
) -> None:
    path = recorded(tmp_path, *lines)
    with pytest.raises(BadData) as refused:
        read_recording(path, ES)
    assert str(refused.value).startswith(f"{path}: ")
    assert complaint in str(refused.value)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(BadData, match=r"picture\.png: line 1"):
        read_recording(path, ES)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"nowhere\.csv cannot be read: No such file"):
        read_recording(tmp_path / "nowhere.csv", ES)
    with pytest.raises(BadData, match="cannot be read: Is a directory"):
        read_recording(tmp_path, ES)


@pytest.mark.parametrize("damage", ["cut", "garbled"])
def test_a_damaged_archive_tells_how_far_it_was_good(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "market.csv.gz"
    rows = [f"{at},trade,{4800 + at % 7}.25,{1 + at % 5},B,,,," for at in range(5_000)]
    whole = bytearray(gzip.compress("\n".join([TICKS, *rows]).encode()))
    if damage == "cut":
        del whole[len(whole) // 2 :]
    else:
        whole[len(whole) // 2 :] = bytes(len(whole) - len(whole) // 2)
    path.write_bytes(bytes(whole))
    with pytest.raises(BadData, match=r"market\.csv\.gz: (broken off after )?line \d+"):
        read_recording(path, ES)


def test_reading_tells_how_far_it_has_come_and_ends_when_told(tmp_path: Path) -> None:
    path = recorded(tmp_path, TICKS, *(f"{at},gap,,,,,,," for at in range(CHUNK + 1)))
    told: list[int] = []

    def go_on(rows: int) -> bool:
        told.append(rows)
        return True

    assert len(read_recording(path, ES, go_on).rows) == CHUNK + 1
    assert told == [CHUNK, CHUNK + 1]
    with pytest.raises(BadData, match="reading was broken off"):
        read_recording(path, ES, lambda rows: False)


def test_a_stream_gives_what_is_good_before_it_reaches_what_is_not(tmp_path: Path) -> None:
    path = recorded(tmp_path, TICKS, "1,trade,4800,1,B,,,,", "2,trade,oops,1,B,,,,")
    stream = stream_recording(path, ES)
    assert next(stream) == a_trade(19200, 1, 1)
    with pytest.raises(BadData, match="line 3: 'oops' is not a price"):
        next(stream)


@pytest.mark.parametrize("instrument", [ES, AAPL, BTC], ids=lambda i: i.symbol)
def test_what_is_written_reads_back(tmp_path: Path, instrument: Instrument) -> None:
    symbol, path = instrument.symbol, tmp_path / "out.csv.gz"
    rows: tuple[Tick | GapMark, ...] = (
        a_quote(100, 101, 1, symbol=symbol),
        a_trade(101, 12_345, 2, Aggressor.SELLER, symbol=symbol),
        a_quote(None, 103, 2, symbol=symbol),
        GapMark(symbol, 3),
        a_quote(100, None, 9, symbol=symbol),
        a_trade(100, 1, 9, Aggressor.NEITHER, symbol=symbol),
    )
    with RecordingWriter(path, instrument) as writer:
        for row in rows:
            writer.write(row)
    assert writer.written == len(rows)
    assert read_recording(path, instrument).rows == rows
    assert tuple(stream_recording(path, instrument)) == rows


def test_the_same_ticks_make_the_same_file(tmp_path: Path) -> None:
    for name in ("one.csv.gz", "two.csv.gz"):
        with RecordingWriter(tmp_path / name, ES) as writer:
            writer.write(a_trade())
    one = (tmp_path / "one.csv.gz").read_bytes()
    assert one == (tmp_path / "two.csv.gz").read_bytes()
    assert one[4:8] == bytes(4)  # the time stamp of a gzip header (RFC 1952)


async def test_a_file_recorded_from_the_simulated_market_replays_the_same(tmp_path: Path) -> None:
    # given ten minutes of the simulated market, recorded
    path, start = tmp_path / "sim.csv.gz", parse_iso("2026-11-24T14:30:00Z")
    hub = a_hub()
    market = SimulatedMarket(hub, (ES, MES), VirtualClock(), seed=3, start_ns=start)
    live = Tape(hub)
    with RecordingWriter(path, ES) as writer:
        hub.listen("ESH2024", writer.write)
        await market.advance_to(start + 600 * SECOND)
    # when the file is replayed
    again = a_hub()
    replayed = Tape(again)
    rows = read_recording(path, ES).rows
    source = ReplaySource(again, rows, VirtualClock(), Speed(starts_paused=True))
    await source.seek(start + 600 * SECOND)
    # then the same rows come, in the same events: of levels a recording has the touch alone
    shown = [
        [tick for tick in event if not isinstance(tick, DepthTick)]
        for event in live.events
        if event[0].symbol == "ESH2024"
    ]
    assert replayed.ticks == [tick for event in shown for tick in event]
    assert replayed.events == [event for event in shown if event]
    assert any(isinstance(tick, DepthTick) for event in live.events for tick in event)


def test_the_book_of_a_real_session_shows_the_quotes_and_trades_recorded_of_it() -> None:
    book = shared_file("marketdata/ESH4_2023-12-25_mbo_2200-2330.csv.gz")
    ticks = shared_file("marketdata/ESH4_2023-12-25_ticks_2200-2330.csv.gz")
    derived, told = read_recording(book, ES).rows, read_recording(ticks, ES).rows
    assert len(told) > 10_000
    assert quotes_and_trades(derived) == list(told)
    # and the best of its levels is always the quote
    levels: dict[str, dict[int, int]] = {"B": {}, "A": {}}
    for row in derived:
        if isinstance(row, DepthTick):
            for side, price, size in row.changes:
                levels[side][price] = size
        elif isinstance(row, QuoteTick):
            bids, asks = ({p for p, n in levels[side].items() if n} for side in "BA")
            assert (row.bid, row.ask) == (max(bids), min(asks))
            assert (row.bid_size, row.ask_size) == (levels["B"][max(bids)], levels["A"][min(asks)])


async def test_a_real_session_replays_without_an_impossible_tick() -> None:
    path = shared_file("marketdata/ESH4_2023-12-25_ticks_2200-2330.csv.gz")
    hub = a_hub()
    rows = read_recording(path, ES).rows
    source, tape = ReplaySource(hub, rows, HostClock(), Speed(starts_paused=True)), Tape(hub)
    await source.seek(parse_iso("2023-12-25T23:16:00Z"))
    quote = hub.quote("ESH2024")
    assert quote is not None
    assert quote.ask == Decimal("4808.00")
    await source.seek(parse_iso("2023-12-25T23:23:00Z"))
    quote = hub.quote("ESH2024")
    assert quote is not None
    assert quote.bid == Decimal("4808.75")
    assert len(tape.ticks) == source.status.position > 10_000
    assert hub.faults("ESH2024").total == 0


def test_a_month_of_real_minutes_comes_back_as_its_bars() -> None:
    path = shared_file("marketdata/6EH4_1min_2024-01.csv.gz")
    euro = replace(ES, symbol="6EH2024", root="6E", tick_size=Decimal("0.00005"))
    series = BarSeries(ClockPeriod(60 * SECOND))
    for row in stream_recording(path, euro):
        if isinstance(row, TradeTick):
            series.add_trade(row.at_ns, row.price, row.size)
    with gzip.open(path, "rt") as file:
        next(file)
        recorded_bars = [line.strip().split(",") for line in file]
    assert series.count == len(recorded_bars)
    for bar, (stamp, *prices, volume) in zip(series.bars(), recorded_bars, strict=True):
        assert bar.start_ns == parse_iso(stamp) - 60 * SECOND
        assert [bar.open, bar.high, bar.low, bar.close] == [
            euro.to_ticks(Decimal(price)) for price in prices
        ]
        assert bar.volume == int(volume)
