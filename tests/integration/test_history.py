"""Stored history: pages of minutes, later parts over earlier ones, files that are broken."""

import os
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.builders import ES
from tests.support.figures import Cases
from tests.support.history import (
    START_NS,
    a_store,
    bars_of,
    put_bars,
    stored_bars,
    stored_ticks,
    tick_rows,
)
from tests.support.scale import scaled
from traderterminal.domain.bars import Bar
from traderterminal.domain.errors import BadData
from traderterminal.market.columns import MINUTE_NS, BarColumns
from traderterminal.storage import parquet
from traderterminal.storage.history import AGGRESSORS, END_NS, NOTHING, HistoryStore
from traderterminal.storage.parquet import Parquet, digest_of
from traderterminal.storage.parts import PERIOD, Kind, Part, corrupt_in, folder_of, parts_in

MINUTE = MINUTE_NS
DAY = 1440 * MINUTE
SECOND = MINUTE // 60


def a_bar(minute: int, price: int = 19_200, volume: int = 1) -> Bar:
    return Bar(START_NS + minute * MINUTE, price, price + 2, price - 2, price + 1, volume)


def parts_of(folder: Path, kind: Kind) -> list[Part]:
    return parts_in(folder_of(folder / "history", kind, "ESH2024"))


def test_pages_go_back_in_time_and_lose_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    # given minutes with a long pause in them, in several files
    minutes = [*range(100), *range(50_000, 50_060)]
    bars = [a_bar(minute, 19_200 + minute % 7, minute) for minute in minutes]
    put_bars(store, bars[:90])
    put_bars(store, bars[90:])
    # when they are read page by page
    read: list[Bar] = []
    before_ns = START_NS + 10**6 * MINUTE
    while page := bars_of(store.page("ESH2024", before_ns, 37).bars):
        assert len(page) <= 37
        read[:0] = page
        before_ns = page[0].start_ns
    # then every one comes once, in order
    assert read == bars
    assert bars_of(store.page("ESH2024", bars[5].start_ns, 3).bars) == bars[2:5]
    assert bars_of(store.page("MESH2024", before_ns, 37).bars) == []
    assert store.last_ns("ESH2024") == bars[-1].start_ns


def test_where_nothing_is_stored_no_database_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(parquet: Parquet) -> None:
        raise AssertionError("a start without history does not pay for it")

    monkeypatch.setattr(Parquet, "_open", load)
    store = a_store(tmp_path)
    assert stored_bars(store) == []
    assert store.listing() == []
    assert store.last_ns("ESH2024") is None
    assert not store.root.exists()


def test_what_is_stored_later_replaces_minute_by_minute(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    put_bars(store, [a_bar(minute, 100) for minute in range(10)])
    put_bars(store, [a_bar(minute, 200) for minute in (3, 4, 12)])
    prices = {bar.start_ns: bar.open for bar in stored_bars(store)}
    expected = {minute: 200 if minute in (3, 4, 12) else 100 for minute in (*range(10), 12)}
    assert prices == {START_NS + minute * MINUTE: price for minute, price in expected.items()}


def test_prices_lie_in_the_files_as_decimal_numbers(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    put_bars(store, [a_bar(0, -150, 7)])  # crude oil has been there
    (part,) = parts_of(tmp_path, Kind.BARS)
    rows = store.parquet.rows("SELECT open, volume FROM read_parquet(?)", (str(part.path),))
    assert rows == [(Decimal("-37.5"), 7)]
    assert stored_bars(store) == [a_bar(0, -150, 7)]


@pytest.mark.logs("cannot be read, set aside")
@pytest.mark.parametrize("damage", ["cut", "zeros", "no Parquet", "other columns"])
@pytest.mark.parametrize("has_digest", [True, False])
def test_a_broken_file_is_set_aside_and_the_rest_loads(
    tmp_path: Path, damage: str, has_digest: bool
) -> None:
    store = a_store(tmp_path)
    good = [a_bar(minute) for minute in range(50)]
    put_bars(store, good)
    put_bars(store, [a_bar(minute) for minute in range(100, 3_000)])
    part = parts_of(tmp_path, Kind.BARS)[1]
    broken = part.path if has_digest else part.path.rename(_without_digest(part))
    content = broken.read_bytes()
    match damage:
        case "cut":
            broken.write_bytes(content[: len(content) // 2])
        case "zeros":
            broken.write_bytes(content[:4] + bytes(len(content) // 2) + content[-500:])
        case "no Parquet":
            broken.write_text("these are not the bars you are looking for")
        case "other columns":
            store.parquet.rows(f"COPY (SELECT 1 AS price) TO '{broken}' (FORMAT parquet)")
    assert stored_bars(store) == good
    assert [path.name for path in corrupt_in(store.root)] == [f"{broken.name}.corrupt"]
    # and it is not looked at again
    assert stored_bars(a_store(tmp_path)) == good
    assert [stored.rows for stored in store.listing()] == [50]


@pytest.mark.logs("cannot be read, set aside")
@pytest.mark.counted("files of history with one bit changed, all noticed")
@pytest.mark.parametrize("kind", Kind)
def test_a_changed_bit_is_noticed_wherever_it_is(tmp_path: Path, kind: Kind, cases: Cases) -> None:
    store = a_store(tmp_path)
    for minute in (0, 1):
        price = 19_200 + minute
        trades = [
            (START_NS + minute * MINUTE + n, 1, price + n % 5, 1 + n, 1, *[NOTHING] * 4)
            for n in range(40)
        ]
        store.add_ticks("ESH2024", tick_rows(*trades))
    stored = stored_bars if kind is Kind.BARS else trades_of
    first, _ = parts_of(tmp_path, kind)
    (_, sound), content = stored(store), first.path.read_bytes()
    draw = random.Random(7)
    for number in cases.over(range(scaled(500))):
        damaged = bytearray(content)
        damaged[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        first.path.write_bytes(damaged)
        os.utime(first.path, (number, number))  # so quickly no clock tells two writes apart
        assert stored(store) == [sound]
        (aside,) = corrupt_in(store.root)
        assert aside.name == f"{first.path.name}.corrupt"
        aside.unlink()


def _without_digest(part: Part) -> Path:
    return part.path.with_name(part.path.name.replace(f".{part.digest}", ""))


def trades_of(store: HistoryStore) -> list[tuple[object, ...]]:
    """The minutes of which there are trades, with these."""
    found = store.trades("ESH2024", END_NS, 10_000).columns
    minutes = found.at_ns // MINUTE
    return [
        (minute, found.price[minutes == minute].tolist(), found.size[minutes == minute].tolist())
        for minute in sorted(set(minutes.tolist()))
    ]


def test_a_file_is_read_against_its_digest_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_bars(a_store(tmp_path), [a_bar(0)])
    (part,) = parts_of(tmp_path, Kind.BARS)
    read: list[Path] = []

    def counted(path: Path) -> str:
        read.append(path)
        return digest_of(path)

    monkeypatch.setattr(parquet, "digest_of", counted)
    store = a_store(tmp_path)
    assert stored_bars(store) == stored_bars(store) == [a_bar(0)]
    assert read == [part.path]


def test_a_file_of_an_earlier_version_is_read_and_gets_its_digest_when_it_is_compacted(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path)
    put_bars(store, [a_bar(minute) for minute in range(3)])
    (part,) = parts_of(tmp_path, Kind.BARS)
    part.path.rename(_without_digest(part))
    expected = [a_bar(minute) for minute in range(3)]
    assert stored_bars(store) == expected
    store.compact()
    (part,) = parts_of(tmp_path, Kind.BARS)
    assert part.digest == digest_of(part.path)
    assert stored_bars(store) == expected


def test_a_file_that_another_program_has_compacted_away_is_read_where_it_is_now(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path)
    for minute in range(3):
        put_bars(store, [a_bar(minute)])
    parts = parts_of(tmp_path, Kind.BARS)
    reads = []

    def read(found: list[Part]) -> list[Bar]:
        reads.append(len(found))
        if len(reads) == 1:
            a_store(tmp_path).compact()
        return bars_of(store.bars_in(found, "ESH2024").bars)

    found = store.reading("ESH2024", Kind.BARS, lambda now: read(list(now)))
    assert found == [a_bar(minute) for minute in range(3)]
    assert reads == [len(parts), 1]


def test_a_damaged_count_of_ranks_gives_none_twice(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    given = put_bars(store, [a_bar(0)])
    (store.root / "rank").write_bytes(b"\xff")
    assert put_bars(store, [a_bar(0, 100)]) > given
    assert stored_bars(store) == [a_bar(0, 100)]


def test_history_that_cannot_be_used_at_all_is_named(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    put_bars(store, [a_bar(0)])

    def fail(parts: object) -> None:
        store.parquet.rows("SELECT nothing")

    with pytest.raises(BadData, match="ESH2024 cannot be used"):
        store.reading("ESH2024", Kind.BARS, fail)
    assert corrupt_in(store.root) == []


# Ticks of a feed.


def a_trade_row(at_ns: int, price: int, size: int = 1) -> tuple[int, ...]:
    return (at_ns, 1, price, size, 2, NOTHING, NOTHING, NOTHING, NOTHING)


def a_quote_row(at_ns: int, bid: int) -> tuple[int, ...]:
    return (at_ns, 0, NOTHING, NOTHING, 0, bid, 5, bid + 1, 7)


def test_a_minute_that_a_feed_goes_on_with_is_one_minute(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    first, later = START_NS + 10, START_NS + 50
    store.add_ticks("ESH2024", tick_rows(a_quote_row(first, 100), a_trade_row(first, 101, 3)))
    next_one = a_trade_row(START_NS + MINUTE, 98)
    store.add_ticks("ESH2024", tick_rows(a_trade_row(later, 99, 4), next_one))
    assert stored_bars(store) == [
        Bar(START_NS, 101, 101, 99, 99, 7),
        Bar(START_NS + MINUTE, 98, 98, 98, 98, 1),
    ]
    quarter = Decimal("0.25")
    ticks = stored_ticks(store)
    assert ticks[0] == (first, "quote", None, None, None, 25, 5, 101 * quarter, 7)
    assert ticks[1] == (first, "trade", 101 * quarter, 3, "B", None, None, None, None)
    assert [tick[0] for tick in ticks] == [first, first, later, START_NS + MINUTE]


def test_what_is_played_again_is_stored_once(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    rows = [a_trade_row(START_NS + n * MINUTE // 4, 100 + n, n + 1) for n in range(40)]
    for first, end in ((0, 14), (14, 30), (9, 21), (3, 40)):
        store.add_ticks("ESH2024", tick_rows(*rows[first:end]))
    assert [tick[0] for tick in stored_ticks(store)] == [row[0] for row in rows]
    assert sum(bar.volume for bar in stored_bars(store)) == sum(row[3] for row in rows)


def test_the_latest_trades_are_read_in_order_and_quotes_are_none(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    assert len(store.trades("ESH2024", START_NS, 10).columns) == 0
    # given two days with a long pause between them, and two trades at one instant
    days = [START_NS + n * SECOND for n in range(50)] + [START_NS + 40 * DAY + n for n in (0, 0, 1)]
    rows = [a_trade_row(at_ns, 100 + n, n + 1) for n, at_ns in enumerate(days)]
    quote = (START_NS + SECOND // 2, 0, NOTHING, NOTHING, 0, 99, 1, 101, 1)
    store.add_ticks("ESH2024", tick_rows(rows[0], quote, *rows[1:50]))
    store.add_ticks("ESH2024", tick_rows(*rows[50:]))
    # when some or all of them are asked for
    every = [(row[0], 100 + n, n + 1) for n, row in enumerate(rows)]
    for before_ns, count in ((2**62, 2), (2**62, 10), (2**62, 1_000), (days[30], 5)):
        found = store.trades("ESH2024", before_ns, count).columns
        # then the latest of them are there
        expected = [trade for trade in every if trade[0] < before_ns][-count:]
        assert list(found.rows(0, len(found))) == expected


def on_grid_of(folder: Path, tick: str) -> HistoryStore:
    """The store in a folder once the tick of its symbol has become another."""
    return HistoryStore(folder / "history", lambda _: replace(ES, tick_size=Decimal(tick)))


def test_minutes_off_the_price_grid_are_left_out_and_each_counted_once(tmp_path: Path) -> None:
    # given minutes of which a stretch longer than two pages lies off the grid of today
    bars = [
        Bar(START_NS + n * MINUTE, price, price, price, price, 1)
        for n in range(100)
        for price in ([201] if 40 <= n < 60 or n % 9 == 0 else [200])
    ]
    put_bars(a_store(tmp_path), bars)
    store = on_grid_of(tmp_path, "0.5")
    # when they are read page by page
    read, counted, before_ns = list[Bar](), 0, END_NS
    while (page := store.page("ESH2024", before_ns, 7)).from_ns is not None:
        assert len(page.bars) + page.off_grid <= 7
        read[:0] = bars_of(page.bars)
        counted += page.off_grid
        before_ns = page.from_ns
    # then those on it are there, and the others known by their number
    sound = [bar for bar in bars if bar.open == 200]
    assert [bar.start_ns for bar in read] == [bar.start_ns for bar in sound]
    assert {bar.close for bar in read} == {100}
    assert counted == len(bars) - len(sound) == 30


def test_a_minute_that_was_replaced_by_one_off_the_grid_does_not_come_back(tmp_path: Path) -> None:
    put_bars(a_store(tmp_path), [a_bar(0, 200), a_bar(1, 200)])
    put_bars(a_store(tmp_path), [a_bar(1, 300)])  # its close is 301
    page = on_grid_of(tmp_path, "0.5").page("ESH2024", END_NS, 10)
    assert (len(page.bars), page.off_grid) == (0, 2)
    page = a_store(tmp_path).page("ESH2024", END_NS, 10)
    assert (bars_of(page.bars), page.off_grid) == ([a_bar(0, 200), a_bar(1, 300)], 0)


def test_prices_too_large_for_the_ticks_of_today_leave_the_others_there(tmp_path: Path) -> None:
    put_bars(a_store(tmp_path), [a_bar(0, 100), a_bar(1, 40_000_000)])
    store = on_grid_of(tmp_path, "0.0025")
    page = store.page("ESH2024", END_NS, 10)
    assert page.bars.start_ns.tolist() == [START_NS]
    assert page.off_grid == 1


def test_trades_off_the_price_grid_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [a_trade_row(START_NS + n, 100 + n % 3, 1) for n in range(60)]
    a_store(tmp_path).add_ticks("ESH2024", tick_rows(*rows))
    found = on_grid_of(tmp_path, "0.5").trades("ESH2024", END_NS, 30)
    assert found.columns.price.tolist() == [50, 51] * 10
    assert found.off_grid == 10
    assert a_store(tmp_path).trades("ESH2024", END_NS, 30).off_grid == 0


def test_trades_are_added_up_by_second_day_by_day(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    assert len(store.signed("ESH2024", START_NS)) == 0
    # given trades of two days with a pause between them, whose sides are told, told not or unknown
    draw = random.Random(7)
    at_ns = sorted(START_NS - START_NS % DAY + draw.randrange(60) * SECOND + n for n in range(80))
    days = [*at_ns, *(later + 40 * DAY for later in at_ns)]
    rows = [
        (ns, 1, 100, 1 + draw.randrange(9), draw.randrange(len(AGGRESSORS)), *(NOTHING,) * 4)
        for ns in days
    ]
    quote = (days[0], 0, NOTHING, NOTHING, 0, 99, 1, 101, 1)
    store.add_ticks("ESH2024", tick_rows(quote, *rows[:80]))
    store.add_ticks("ESH2024", tick_rows(*rows[80:]))
    # when they are read from an instant back, a day each time
    for until_ns in (2**62, days[100], days[80], days[30], days[0]):
        told, before_ns = list[tuple[int, ...]](), until_ns
        while (found := store.signed("ESH2024", before_ns)).from_ns:
            columns = (found.second_ns, found.signed, found.traded, found.told)
            told[:0] = zip(*(column.tolist() for column in columns), strict=True)
            assert found.from_ns % DAY == 0
            assert all(second < found.from_ns + DAY for second in found.second_ns)
            before_ns = found.from_ns
        # then each second is told once, with what was traded in it before that instant
        expected: dict[int, list[int]] = {}
        for ns, _, _, size, who, *_ in rows:
            if ns < until_ns:
                sums = expected.setdefault(ns - ns % SECOND, [0, 0, 0])
                sign = {"B": 1, "A": -1}.get(AGGRESSORS[who], 0)
                for place, lots in enumerate((sign * size, size, abs(sign) * size)):
                    sums[place] += lots
        assert told == [(second, *sums) for second, sums in sorted(expected.items())]


# Looking after it.


@pytest.mark.counted("history compacted")
def test_compacting_changes_nothing_but_the_files(tmp_path: Path, cases: Cases) -> None:
    for seed in cases.over(range(scaled(100))):
        draw = random.Random(seed)
        folder = tmp_path / str(seed)
        store = a_store(folder)
        # given parts that overlap, over periods and across their ends
        expected: dict[int, Bar] = {}
        length = PERIOD[Kind.BARS]
        for rank in range(draw.randint(1, 5)):
            first = draw.choice((0, 100, length - 20, 2 * length))
            bars = [a_bar(first + n, 100 + rank) for n in range(0, 60, draw.randint(1, 3))]
            put_bars(store, bars)
            expected |= {bar.start_ns: bar for bar in bars}
        whole = [expected[start] for start in sorted(expected)]
        assert stored_bars(store) == whole
        # when they are compacted
        store.compact()
        # then every period has one part, and the history is as it was
        parts = parts_of(folder, Kind.BARS)
        assert all(len(part.periods(Kind.BARS)) == 1 for part in parts)
        assert len({part.periods(Kind.BARS)[0] for part in parts}) == len(parts)
        assert stored_bars(store) == whole
        names = [part.path.name for part in parts]
        assert store.compact() == 0
        assert [part.path.name for part in parts_of(folder, Kind.BARS)] == names


def test_a_compaction_that_breaks_off_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = a_store(tmp_path)
    rows = [a_trade_row(START_NS + n * DAY // 5, 100 + n) for n in range(20)]
    for first in range(0, 20, 4):
        store.add_ticks("ESH2024", tick_rows(*rows[first : first + 4]))

    def killed(path: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            store.compact()
    for _ in range(2):
        assert [tick[0] for tick in stored_ticks(store)] == [row[0] for row in rows]
        store.compact()
    assert len(parts_of(tmp_path, Kind.TICKS)) == 5  # days in UTC that it touches


def test_what_a_killed_program_had_not_finished_writing_goes_with_the_next_compaction(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path)
    put_bars(store, [a_bar(0)])
    left_over = folder_of(store.root, Kind.BARS, "ESH2024") / "2.0.writing"
    left_over.write_bytes(b"PAR1 half of it")
    assert stored_bars(store) == [a_bar(0)]
    store.compact()
    assert not left_over.exists()
    assert stored_bars(store) == [a_bar(0)]


@pytest.mark.logs("cannot be read, set aside")
def test_a_compaction_takes_nothing_from_a_file_that_has_changed(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for minute in range(3):
        put_bars(store, [a_bar(minute)])
    damaged = parts_of(tmp_path, Kind.BARS)[1].path
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    store.compact()
    assert len(parts_of(tmp_path, Kind.BARS)) == 1
    assert stored_bars(store) == [a_bar(0), a_bar(2)]
    assert [path.name for path in corrupt_in(store.root)] == [f"{damaged.name}.corrupt"]


def test_what_is_no_longer_kept_goes_with_the_next_compaction(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    rows = [a_trade_row(START_NS + n * MINUTE, 100 + n) for n in range(3 * 1440)]
    store.add_ticks("ESH2024", tick_rows(*rows))
    keep_ns = START_NS + 2000 * MINUTE
    store.compact({Kind.TICKS: keep_ns, Kind.BARS: 0})
    assert [tick[0] for tick in stored_ticks(store)] == [row[0] for row in rows[2000:]]
    assert len(stored_bars(store)) == len(rows)
    store.compact({Kind.TICKS: keep_ns + 10**9 * MINUTE, Kind.BARS: 0})
    assert parts_of(tmp_path, Kind.TICKS) == []


def test_a_symbol_is_removed_whole(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.add_ticks("ESH2024", tick_rows(a_trade_row(START_NS, 100)))
    put_bars(store, [a_bar(0)], "MESH2024")
    assert store.remove("ESH2024") == 2
    assert [(stored.symbol, stored.rows) for stored in store.listing()] == [("MESH2024", 1)]


def test_minutes_told_elsewhere_fill_in_and_replace_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    put_bars(store, [a_bar(minute, 100) for minute in (3, 4)])
    told = BarColumns.of([a_bar(minute, 200) for minute in range(2, 6)])
    assert store.add_minutes("ESH2024", told) == 2
    assert [bar.open for bar in stored_bars(store)] == [200, 100, 100, 200]
    files = parts_of(tmp_path, Kind.BARS)
    assert store.add_minutes("ESH2024", told) == 0
    assert parts_of(tmp_path, Kind.BARS) == files
