"""Import of history: what is stored, what is quarantined and where, and going on after a break."""

import csv
import gzip
import random
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.builders import AAPL, ES
from tests.support.figures import Cases
from tests.support.history import EURO, START_NS, a_store, stored_bars, stored_ticks
from tests.support.market import BTC
from tests.support.scale import scaled
from tests.support.shared_data import shared_file
from traderterminal.domain.bars import Bar
from traderterminal.domain.errors import BadData
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import iso, parse_iso
from traderterminal.market.columns import MINUTE_NS
from traderterminal.market.ticks import TradeTick
from traderterminal.storage import import_checks as why
from traderterminal.storage.history import HistoryStore
from traderterminal.storage.import_sources import NOT_TEXT, WRONG_FIELDS
from traderterminal.storage.imports import Imported, Progress, import_file
from traderterminal.storage.parts import Kind
from traderterminal.storage.recordings import read_recording

TICKS = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"
BARS = "timestamp_utc,open,high,low,close,volume"
NOW_NS = START_NS + 30 * 86_400 * 10**9


def a_file(folder: Path, *lines: str, name: str = "ticks.csv", header: str = TICKS) -> Path:
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return path


def bring(
    store: HistoryStore, path: Path, instrument: Instrument = ES, chunk: int = 1_000
) -> Imported:
    return import_file(store, path, instrument, NOW_NS, chunk=chunk)


def quarantined(done: Imported) -> list[tuple[int, str, str]]:
    if done.quarantine is None:
        return []
    with done.quarantine.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["line", "reason", "text"]
    return [(int(line), reason, text) for line, reason, text in rows]


@pytest.mark.parametrize("zipped", [False, True])
def test_ticks_and_the_minutes_of_their_trades_are_stored(tmp_path: Path, zipped: bool) -> None:
    path = a_file(
        tmp_path,
        f"{START_NS},quote,,,,4799.0,16,4799.50,23",
        f"{START_NS},trade,4799.5,2,B,,,,",
        f"{START_NS},trade,4799.5,2,B,,,,",  # a sweep of two equal orders
        f"{START_NS + 1},quote,,,,,,4799.50,20",
        f"{START_NS + 2},gap,,,,,,,",
        f"{START_NS + MINUTE_NS},trade,4798.25,1,,,,,",
    )
    if zipped:
        path = path.with_suffix(".csv.gz")
        path.write_bytes(gzip.compress((tmp_path / "ticks.csv").read_bytes()))
    store = a_store(tmp_path)
    done = bring(store, path)
    assert (done.kind, done.rows, done.lines, done.finished) == (Kind.TICKS, 6, 6, True)
    assert done.quarantine is None
    price = Decimal("4799.5")
    assert stored_ticks(store) == [
        (START_NS, "quote", None, None, None, 4799, 16, price, 23),
        (START_NS, "trade", price, 2, "B", None, None, None, None),
        (START_NS, "trade", price, 2, "B", None, None, None, None),
        (START_NS + 1, "quote", None, None, None, None, None, price, 20),
        (START_NS + 2, "gap", None, None, None, None, None, None, None),
        (START_NS + MINUTE_NS, "trade", Decimal("4798.25"), 1, None, None, None, None, None),
    ]
    assert stored_bars(store) == [
        Bar(START_NS, 19_198, 19_198, 19_198, 19_198, 4),
        Bar(START_NS + MINUTE_NS, 19_193, 19_193, 19_193, 19_193, 1),
    ]
    assert not any(path.is_dir() for path in (tmp_path / "history" / "imports").iterdir())


def test_bars_are_stamped_at_their_end_and_keyed_by_their_start(tmp_path: Path) -> None:
    end = iso(START_NS + MINUTE_NS)
    stamps = (end.replace("Z", ""), end.replace("T", " ")[:19], "2023-12-26T00:03:00+01:00")
    for number, stamp in enumerate(stamps):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = a_file(folder, f"{stamp},4800.25,4801,4799.75,4800,12", header=BARS)
        store = a_store(folder)
        assert bring(store, path).rows == 1
        start_ns = parse_iso(stamp) - MINUTE_NS
        assert stored_bars(store) == [Bar(start_ns, 19_201, 19_204, 19_199, 19_200, 12)]


T0, T1, T2 = START_NS, START_NS + 1, START_NS + 2
#: A line, what is wrong with it, and of which instrument it is where that matters.
BAD_TICKS: list[tuple[str, str, Instrument]] = [
    ("x,trade,4799.5,1,B,,,,", why.NOT_A_TIME, ES),
    (",trade,4799.5,1,B,,,,", why.NOT_A_TIME, ES),
    ("-5,trade,4799.5,1,B,,,,", why.NOT_A_TIME, ES),
    ("1703545200.5,trade,4799.5,1,B,,,,", why.NOT_A_TIME, ES),
    (f"{10**40},trade,4799.5,1,B,,,,", why.NOT_A_TIME, ES),
    (f"{NOW_NS * 2},trade,4799.5,1,B,,,,", why.FUTURE, ES),
    (f"{T1},print,4799.5,1,B,,,,", why.NOT_A_KIND, ES),
    (f"{T1},trade,nan,1,B,,,,", why.NOT_A_PRICE, ES),
    (f"{T1},trade,inf,1,B,,,,", why.NOT_A_PRICE, ES),
    (f"{T1},trade,,1,B,,,,", why.NOT_A_PRICE, ES),
    (f"{T1},trade,1e30,1,B,,,,", why.NOT_A_PRICE, ES),
    (f"{T1},trade,999999999,1,B,,,,", why.NOT_A_PRICE, ES),
    (f"{T1},trade,4799.3,1,B,,,,", why.OFF_GRID, ES),
    (f"{T1},trade,4799.250000001,1,B,,,,", why.OFF_GRID, ES),
    (f"{T1},trade,0,1,B,,,,", why.NOT_POSITIVE, AAPL),
    (f"{T1},trade,-1.5,1,B,,,,", why.NOT_POSITIVE, AAPL),
    (f"{T1},trade,4799.5,0,B,,,,", why.NOT_A_SIZE, ES),
    (f"{T1},trade,4799.5,-1,B,,,,", why.NOT_A_SIZE, ES),
    (f"{T1},trade,4799.5,1.5,B,,,,", why.NOT_A_SIZE, ES),
    (f"{T1},trade,4799.5,,B,,,,", why.NOT_A_SIZE, ES),
    (f"{T1},trade,4799.5,1,Z,,,,", why.NOT_AN_AGGRESSOR, ES),
    (f"{T1},quote,,,,4799,1,4799,1", why.CROSSED, ES),
    (f"{T1},quote,,,,4799.1,1,4800,1", why.OFF_GRID, ES),
    (f"{T1},quote,,,,4799,1,what,1", why.NOT_A_PRICE, ES),
    (f"{T1},quote,,,,4799,,4800,1", why.NOT_A_SIZE, ES),
    (f"{T1},quote,,,,4799,1,4800,-1", why.NOT_A_SIZE, ES),
    (f"{T1},trade,4799.5,1,B,,,", WRONG_FIELDS, ES),
    (f"{T1},trade,4799.5,1,B,,,,,1", WRONG_FIELDS, ES),
    (f'{T1},"trade,4799.5,1,B,,,,', NOT_TEXT, ES),
    (f"{START_NS - 1},trade,4799.5,1,B,,,,", why.BACKWARDS, ES),
    (f"{START_NS},quote,,,,4799,1,4800,1", why.REPEATED, ES),
]


@pytest.mark.parametrize(("line", "reason", "instrument"), BAD_TICKS)
def test_a_tick_that_cannot_be_true_is_quarantined_with_its_line(
    tmp_path: Path, line: str, reason: str, instrument: Instrument
) -> None:
    before, after = f"{START_NS},quote,,,,4799,1,4800,1", f"{T2},trade,4799.5,3,B,,,,"
    store = a_store(tmp_path)
    done = bring(store, a_file(tmp_path, before, line, after), instrument)
    assert (done.rows, done.lines) == (2, 3)
    assert done.faults == {reason: 1}
    assert [(one.line, one.reason) for one in done.offenders] == [(3, reason)]
    assert quarantined(done) == [(3, reason, line)]
    assert [tick[0] for tick in stored_ticks(store, instrument.symbol)] == [T0, T2]


BAD_BARS = [
    ("never,4800,4801,4799,4800,1", why.NOT_A_TIME),
    ("2023-12-25T23:03:30,4800,4801,4799,4800,1", why.NOT_A_MINUTE),
    ("2030-01-01T00:00:00,4800,4801,4799,4800,1", why.FUTURE),
    ("2023-12-25T23:03:00,nan,4801,4799,4800,1", why.NOT_A_PRICE),
    ("2023-12-25T23:03:00,4800,-inf,4799,4800,1", why.NOT_A_PRICE),
    ("2023-12-25T23:03:00,4800,4801,4799.9,4800,1", why.OFF_GRID),
    ("2023-12-25T23:03:00,4802,4801,4799,4800,1", why.OUTSIDE),
    ("2023-12-25T23:03:00,4800,4801,4799,4798,1", why.OUTSIDE),
    ("2023-12-25T23:03:00,4800,4801,4799,4800,-1", why.NOT_A_SIZE),
    ("2023-12-25T23:02:00,4800,4801,4799,4800,1", why.REPEATED),
    ("2023-12-25T23:01:00,4800,4801,4799,4800,1", why.BACKWARDS),
]


@pytest.mark.parametrize(("line", "reason"), BAD_BARS)
def test_a_bar_that_cannot_be_true_is_quarantined_with_its_line(
    tmp_path: Path, line: str, reason: str
) -> None:
    before = "2023-12-25T23:02:00,4800,4801,4799,4800,1"
    after = "2023-12-25T23:09:00,-4800,-4799,-4801,-4800,0"  # below zero, after a pause
    store = a_store(tmp_path)
    done = bring(store, a_file(tmp_path, before, line, after, header=BARS))
    assert quarantined(done) == [(3, reason, line)]
    assert [bar.open for bar in stored_bars(store)] == [19_200, -19_200]


def test_blank_lines_and_another_encoding_keep_the_numbers_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "ticks.csv"
    trade = f"{START_NS},trade,4799.5,1,B,,,,"
    raw = [trade.encode(), b"", trade.encode().replace(b"B", b"\xff"), b'"x', b"  ", b"bad,row"]
    path.write_bytes(b"\xef\xbb\xbf" + TICKS.encode() + b"\r\n" + b"\r\n".join(raw))
    done = bring(a_store(tmp_path), path)
    assert done.rows == 1
    found = [(line, reason) for line, reason, _ in quarantined(done)]
    assert found == [(4, NOT_TEXT), (5, NOT_TEXT), (7, WRONG_FIELDS)]


@pytest.mark.parametrize("beside", [[], ["x"]])
def test_a_comma_at_the_end_of_a_line_is_no_fault(tmp_path: Path, beside: list[str]) -> None:
    path = a_file(tmp_path, f"{START_NS},trade,4799.5,1,B,,,,,", *beside)
    assert bring(a_store(tmp_path), path).rows == 1


# Chunks.


#: What is wrong with a future's tick whatever comes before.
BAD_ALONE = [
    bad for bad in BAD_TICKS if bad[2] is ES and bad[1] not in (why.BACKWARDS, why.REPEATED)
]


def random_lines(draw: random.Random, count: int) -> Iterator[str]:
    """Mostly good ticks, with every kind of fault between them."""
    at_ns = START_NS
    line = ""
    for _ in range(count):
        at_ns += draw.choice((0, 0, 1, 700_000_000, 20_000_000_000))
        match draw.randrange(20):
            case 0 if line:
                yield line  # the same again
            case 1:
                yield draw.choice(BAD_ALONE)[0].replace(str(T1), str(at_ns))
            case 2:
                yield f"{at_ns - draw.randrange(10**10)},trade,4800,1,A,,,,"
            case 3:
                yield ""
            case n if n < 10:
                line = f"{at_ns},trade,{4800 + draw.randrange(40) / 4},{draw.randrange(1, 9)},B,,,,"
                yield line
            case _:
                bid = 4800 + draw.randrange(40) / 4
                line = f"{at_ns},quote,,,,{bid},{draw.randrange(9)},{bid + 0.25},4"
                yield line


def judged_one_by_one(lines: list[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """What is stored and what is not, worked out line by line in another way."""
    known = {text.replace(str(T1), ""): reason for text, reason, _ in BAD_ALONE}
    stored: list[str] = []
    faults: list[tuple[int, str]] = []
    latest_ns, above = -1, ""
    for number, line in enumerate(lines, 2):
        stamp, _, rest = line.partition(",")
        reason = known.get(line) or known.get(f",{rest}")
        if not line:
            continue
        if reason is None:
            if int(stamp) < latest_ns:
                reason = why.BACKWARDS
            elif line == above and ",quote," in line:
                reason = why.REPEATED
            latest_ns, above = max(latest_ns, int(stamp)), line
        if reason is None:
            stored.append(line)
        else:
            faults.append((number, reason))
    return stored, faults


@pytest.mark.counted("imports cut into chunks")
def test_chunks_make_no_difference(tmp_path: Path, cases: Cases) -> None:
    for seed in cases.over(range(scaled(60))):
        draw = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        lines = list(random_lines(draw, draw.randint(1, 90)))
        path = a_file(folder, *lines)
        stored, faults = judged_one_by_one(lines)
        store = a_store(folder)
        done = bring(store, path, chunk=draw.choice((5, 11, 50, 1_000)))
        assert [(line, reason) for line, reason, _ in quarantined(done)] == faults
        assert (done.rows, done.faults) == (len(stored), Counter(why for _, why in faults))
        assert [tick[0] for tick in stored_ticks(store)] == [int(s.split(",")[0]) for s in stored]
        # and the minutes are those of all its trades
        traded: dict[int, list[tuple[Decimal, int]]] = {}
        for line in stored:
            stamp, kind, price, size, *_ = line.split(",")
            if kind == "trade":
                start_ns = int(stamp) - int(stamp) % MINUTE_NS
                traded.setdefault(start_ns, []).append((Decimal(price) * 4, int(size)))
        assert stored_bars(store) == [
            Bar(
                start_ns,
                int(trades[0][0]),
                int(max(price for price, _ in trades)),
                int(min(price for price, _ in trades)),
                int(trades[-1][0]),
                sum(size for _, size in trades),
            )
            for start_ns, trades in traded.items()
        ]


@pytest.mark.counted("imports broken off")
def test_an_import_that_was_broken_off_goes_on_after_its_last_chunk(
    tmp_path: Path, cases: Cases
) -> None:
    for seed in cases.over(range(scaled(30))):
        draw = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        lines = list(random_lines(draw, 60))
        path = a_file(folder, *lines)
        if draw.random() < 0.5:
            zipped = folder / "ticks.csv.gz"
            zipped.write_bytes(gzip.compress(path.read_bytes()))
            path = zipped
        whole, broken = a_store(folder / "whole"), a_store(folder / "broken")
        expected = bring(whole, path, chunk=12)
        # when it is cancelled, or dies, after some chunks
        stop, dies, seen = draw.randint(1, 4), draw.random() < 0.5, Counter[str]()

        def go_on(
            progress: Progress, stop: int = stop, dies: bool = dies, seen: Counter[str] = seen
        ) -> bool:
            seen["chunks"] += 1
            if seen["chunks"] == stop and dies:
                raise KeyboardInterrupt
            return seen["chunks"] < stop

        try:
            cancelled = import_file(broken, path, ES, NOW_NS, go_on, chunk=12)
            assert not cancelled.finished
        except KeyboardInterrupt:
            pass
        # then nothing is history yet
        assert stored_ticks(broken) == []
        # and the next run reads only the rest
        chunks = Counter[str]()

        def count(progress: Progress, chunks: Counter[str] = chunks) -> bool:
            chunks["chunks"] += 1
            return True

        done = import_file(broken, path, ES, NOW_NS, count, chunk=12)
        assert chunks["chunks"] == 5 - stop
        assert (done.rows, done.faults, done.lines) == (expected.rows, expected.faults, 60)
        assert quarantined(done) == quarantined(expected)
        assert stored_ticks(broken) == stored_ticks(whole)
        assert stored_bars(broken) == stored_bars(whole)


def test_a_commit_that_was_broken_off_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"{START_NS + n * 10**9},trade,4800,1,A,,,," for n in range(100)]
    path = a_file(tmp_path, *lines)
    store = a_store(tmp_path)
    replace, moved = Path.replace, Counter[str]()

    def killed(self: Path, target: Path) -> Path:
        if self.parent.parent.name == "imports" and self.suffix == ".parquet":
            moved["parts"] += 1
            if moved["parts"] == 4:
                raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            bring(store, path, chunk=10)
    done = bring(store, path, chunk=10)
    assert done.resumed_rows == 100
    assert [tick[0] for tick in stored_ticks(store)] == [int(s.split(",")[0]) for s in lines]
    assert sum(bar.volume for bar in stored_bars(store)) == 100


def test_a_line_of_the_manifest_that_was_cut_off_costs_one_chunk(tmp_path: Path) -> None:
    lines = [f"{START_NS + n},trade,4800,1,A,,,," for n in range(50)]
    store, path = a_store(tmp_path), a_file(tmp_path, *lines)
    staging = tmp_path / "history" / "imports" / "ESH2024-ticks.csv"

    def stop_after(chunks: int) -> Imported:
        told: list[int] = []

        def go_on(progress: Progress) -> bool:
            told.append(progress.rows)
            return len(told) < chunks

        return import_file(store, path, ES, NOW_NS, go_on, chunk=10)

    for resumed in (0, 10):  # the second of two chunks is lost each time
        assert stop_after(2).resumed_rows == resumed
        manifest = staging / "manifest.jsonl"
        manifest.write_text(manifest.read_text()[:-5])
    done = bring(store, path, chunk=10)
    assert (done.resumed_rows, done.rows) == (20, 50)
    assert [tick[0] for tick in stored_ticks(store)] == [START_NS + n for n in range(50)]


def test_a_changed_byte_of_the_manifest_costs_what_comes_after_it(tmp_path: Path) -> None:
    lines = [f"{START_NS + n},trade,4800,1,A,,,," for n in range(50)]
    store, path = a_store(tmp_path), a_file(tmp_path, *lines)
    manifest = tmp_path / "history" / "imports" / "ESH2024-ticks.csv" / "manifest.jsonl"
    import_file(store, path, ES, NOW_NS, lambda progress: progress.rows < 30, chunk=10)
    content = manifest.read_bytes()
    # where the third chunk begins: were that believed, rows would be left out
    manifest.write_bytes(content.replace(b'"end": ', b'"end": 9', 3).replace(b": 9", b": ", 2))
    done = bring(store, path, chunk=10)
    assert (done.resumed_rows, done.rows) == (20, 50)
    assert [tick[0] for tick in stored_ticks(store)] == [START_NS + n for n in range(50)]


@pytest.mark.parametrize("place", ["*.parquet", "minutes/*.parquet"])
def test_what_was_damaged_between_two_runs_is_not_stored_but_read_anew(
    tmp_path: Path, place: str
) -> None:
    lines = [f"{START_NS + n * 10**9},trade,4800,1,A,,,," for n in range(50)]
    store, path = a_store(tmp_path), a_file(tmp_path, *lines)
    import_file(store, path, ES, NOW_NS, lambda progress: progress.rows < 30, chunk=10)
    staged = next((store.root / "imports" / "ESH2024-ticks.csv").glob(place))
    content = bytearray(staged.read_bytes())
    content[len(content) // 2] ^= 1
    staged.write_bytes(content)
    with pytest.raises(BadData, match="damaged on the disk since"):
        bring(store, path, chunk=10)
    assert store.listing() == []
    done = bring(store, path, chunk=10)
    assert (done.resumed_rows, done.rows) == (0, 50)
    assert sum(bar.volume for bar in stored_bars(store)) == 50


def test_a_file_that_has_changed_since_is_imported_from_its_start(tmp_path: Path) -> None:
    lines = [f"{START_NS + n},trade,4800,1,A,,,," for n in range(30)]
    store = a_store(tmp_path)
    path = a_file(tmp_path, *lines)
    assert not import_file(store, path, ES, NOW_NS, lambda _: False, chunk=10).finished
    path = a_file(tmp_path, *lines, f"{START_NS + 99},trade,4801,1,A,,,,")
    done = bring(store, path, chunk=10)
    assert (done.resumed_rows, done.rows) == (0, 31)
    assert len(stored_ticks(store)) == 31


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    lines = [f"{START_NS + n * 10**10},trade,{4800 + n},1,A,,,," for n in range(30)]
    store, path = a_store(tmp_path), a_file(tmp_path, *lines)
    bring(store, path)
    ticks, bars = stored_ticks(store), stored_bars(store)
    bring(store, path, chunk=7)
    assert (stored_ticks(store), stored_bars(store)) == (ticks, bars)


def test_a_file_is_imported_by_one_at_a_time(tmp_path: Path) -> None:
    store, path = a_store(tmp_path), a_file(tmp_path, f"{START_NS},trade,4800,1,A,,,,")

    def meanwhile(progress: Progress) -> bool:
        with pytest.raises(BadData, match="is being imported already"):
            bring(a_store(tmp_path), path)
        return True

    assert import_file(store, path, ES, NOW_NS, meanwhile).finished
    assert bring(store, path).finished


def test_progress_tells_how_far_it_is(tmp_path: Path) -> None:
    lines = [f"{START_NS + n},trade,4800,{n % 3},A,,,," for n in range(30)]
    told = []

    def go_on(progress: Progress) -> bool:
        told.append((progress.lines, progress.rows, sum(progress.faults.values())))
        assert 0 < progress.share <= 1
        return True

    import_file(a_store(tmp_path), a_file(tmp_path, *lines), ES, NOW_NS, go_on, chunk=12)
    assert told == [(12, 8, 4), (24, 16, 8), (30, 20, 10)]


# Parquet, and what cannot be read.


def test_a_parquet_file_is_imported_like_its_csv_file(tmp_path: Path) -> None:
    good = [
        f"{START_NS},quote,,,,4799,16,4799.5,23",
        f"{START_NS + 1},trade,4799.5,2,B,,,,",
        f"{START_NS + 2},trade,4799.3,2,B,,,,",
        f"{START_NS + 3},trade,4799.25,2,A,,,,",
    ]
    path = a_file(tmp_path, *good)
    store = a_store(tmp_path / "csv")
    bring(store, path, chunk=3)
    table = tmp_path / "ticks.parquet"
    rows = f"SELECT * FROM read_csv('{path}', header = true)"  # noqa: S608 - a path of the test
    store.parquet.rows(f"COPY ({rows}) TO '{table}' (FORMAT parquet)")
    other = a_store(tmp_path / "parquet")
    done = bring(other, table, chunk=3)
    assert [(line, reason) for line, reason, _ in quarantined(done)] == [(4, why.OFF_GRID)]
    assert stored_ticks(other) == stored_ticks(store)
    assert stored_bars(other) == stored_bars(store)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "line 1: not the header"),
        (b"time,price\n1,2\n", "line 1: not the header"),
        (b"\x00\xff" * 5_000, "line 1: not the header"),
        (b"PAR1 and nothing else", "no readable Parquet file"),
        (b"\x1f\x8bnothing", "broken off after line 0"),
    ],
)
def test_a_file_that_is_none_of_the_known_ones_is_named(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    path = tmp_path / "what.csv"
    path.write_bytes(content)
    with pytest.raises(BadData, match=problem):
        bring(a_store(tmp_path), path)
    with pytest.raises(BadData, match=r"missing\.csv"):
        bring(a_store(tmp_path), tmp_path / "missing.csv")


def test_an_archive_that_is_cut_off_stores_nothing_and_says_where(tmp_path: Path) -> None:
    draw = random.Random(1)
    lines = [f"{START_NS + n},trade,4800,{draw.randint(1, 999)},A,,,," for n in range(30_000)]
    path = tmp_path / "ticks.csv.gz"
    whole = gzip.compress("\n".join([TICKS, *lines]).encode())
    path.write_bytes(whole[: len(whole) // 2])
    store = a_store(tmp_path)
    with pytest.raises(BadData, match=r"broken off after line 1\d{4}:"):
        bring(store, path)
    assert stored_ticks(store) == []


def test_a_file_of_a_header_alone_stores_nothing(tmp_path: Path) -> None:
    done = bring(a_store(tmp_path), a_file(tmp_path))
    assert (done.rows, done.lines, done.finished) == (0, 0, True)


# What real markets look like.


def test_a_month_of_real_minutes_is_stored_as_it_is(tmp_path: Path) -> None:
    path = shared_file("marketdata/6EH4_1min_2024-01.csv.gz")
    store = a_store(tmp_path)
    done = import_file(store, path, EURO, NOW_NS + 60 * 86_400 * 10**9, chunk=7_000)
    assert (done.rows, done.quarantine) == (29_996, None)
    with gzip.open(path, "rt") as file:
        expected = [
            Bar(
                parse_iso(row["timestamp_utc"]) - MINUTE_NS,
                int(Decimal(row["open"]) / EURO.tick_size),
                int(Decimal(row["high"]) / EURO.tick_size),
                int(Decimal(row["low"]) / EURO.tick_size),
                int(Decimal(row["close"]) / EURO.tick_size),
                int(row["volume"]),
            )
            for row in csv.DictReader(file)
        ]
    assert stored_bars(store, "6EH2024") == expected


def test_the_ticks_of_a_real_session_are_stored_as_they_are(tmp_path: Path) -> None:
    path = shared_file("marketdata/ESH4_2023-12-25_ticks_2200-2330.csv.gz")
    store = a_store(tmp_path)
    done = bring(store, path, chunk=5_000)
    rows = read_recording(path, ES).rows
    assert (done.rows, done.quarantine) == (len(rows), None)
    traded = sum(row.size for row in rows if isinstance(row, TradeTick))
    assert sum(bar.volume for bar in stored_bars(store)) == traded
    assert [tick[0] for tick in stored_ticks(store)] == [row.at_ns for row in rows]


def test_fractions_of_a_coin_are_lots(tmp_path: Path) -> None:
    path = a_file(tmp_path, f"{START_NS},trade,96250.01,0.00003,B,,,,")
    store = a_store(tmp_path)
    assert bring(store, path, BTC).rows == 1
    price = 9_625_001
    assert stored_bars(store, "BTCUSD") == [Bar(START_NS, price, price, price, price, 3)]
