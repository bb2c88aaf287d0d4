"""`paper score`: its options, what it refuses, and how well we agree with a real exchange."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.shared_data import REPOSITORY, shared_file
from traderterminal.app.paper_command import ScoreOptions, score_paper
from traderterminal.cli import BAD_INPUT, OK, main
from traderterminal.paper.resting import FillMode

Run = Callable[..., tuple[int, str, str]]

ORDERS = "order_id,placed_ns,side,limit_price,size,removed_ns,filled,filled_size,last_fill_ns"
BOOK = "ts_event_ns,action,side,price,size,order_id,flags"
TICKS = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"

#: Two orders join the two lots bid at 4800; a seller takes three and the second order leaves.
FATES = (
    "11,2000,buy,4800.00,1,4000,1,1,4000",
    "12,3000,buy,4800.00,1,5000,0,0,",
)
ROWS = (
    "1000,A,B,4800.00,2,1,0",
    "1000,A,A,4800.25,5,2,128",
    "2000,A,B,4800.00,1,11,128",
    "3000,A,B,4800.00,1,12,128",
    "4000,T,A,4800.00,3,9,0",
    "4000,F,B,4800.00,2,1,0",
    "4000,F,B,4800.00,1,11,0",
    "4000,C,B,4800.00,2,1,0",
    "4000,C,B,4800.00,1,11,128",
    "5000,C,B,4800.00,1,12,128",
)
SEEN = (
    "1000,quote,,,,4800.00,2,4800.25,5",
    "2000,quote,,,,4800.00,3,4800.25,5",
    "3000,quote,,,,4800.00,4,4800.25,5",
    "4000,trade,4800.00,3,A,,,,",
    "4000,quote,,,,4800.00,1,4800.25,5",
    "5000,quote,,,,,,4800.25,5",
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    made = {"orders": (ORDERS, *FATES), "book": (BOOK, *ROWS), "ticks": (TICKS, *SEEN)}
    for name, lines in made.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n")
    return {name: tmp_path / name for name in made}


@pytest.fixture
def score(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(orders: Path, *words: str) -> tuple[int, str, str]:
        code = main(["paper", "score", "--orders", str(orders), *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.mark.parametrize("levels", ["full", "10", "1"])
def test_a_hand_made_book_is_followed_exactly(
    files: dict[str, Path], score: Run, levels: str
) -> None:
    code, out, _ = score(
        files["orders"], "--book", str(files["book"]), "--levels", levels, "--json"
    )
    found = json.loads(out)
    assert code == OK
    assert (found["mode"], found["levels"]) == ("realistic", levels)
    assert (found["f1"], found["cleaned"]["f1"], found["f1_within_1s"]) == (1.0, 1.0, 1.0)
    assert (found["orders"], found["filled"], found["error_p90_ms"]) == (2, 1, 0.0)
    assert found["events_per_second"] > 0
    assert 0 <= found["calibration_error"] <= 0.1


def test_ticks_alone_cannot_be_cleaned(files: dict[str, Path], score: Run) -> None:
    code, out, _ = score(files["orders"], "--ticks", str(files["ticks"]), "--json")
    found = json.loads(out)
    assert (code, found["f1"], found["levels"]) == (OK, 1.0, "1")
    assert found["cleaned"] is found["f1_within_1s"] is found["calibration_error"] is None


def test_figures_are_printed_for_people_too(files: dict[str, Path], score: Run) -> None:
    _, out, _ = score(files["orders"], "--book", str(files["book"]))
    assert "f1: 1.0" in out
    assert "cleaned:\n  f1: 1.0" in out
    _, out, _ = score(files["orders"], "--book", str(files["book"]), "--compare")
    rows = [line.split()[:2] for line in out.splitlines()]
    assert rows[0] == ["full", "realistic"]
    assert ["10", "conservative"] in rows
    assert ["1", "vnpy"] in rows
    assert len(rows) == 11
    words = ("--book", str(files["book"]), "--compare", "--conflate-ms", "10")
    assert len(score(files["orders"], *words)[1].splitlines()) == 10


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--ticks", "ticks", "--levels", "10"), "ticks show the best quotes only"),
        (("--book", "book", "--conflate-ms", "5"), "--conflate-ms"),
        (("--book", "book", "--levels", "1", "--conflate-ms", "-5"), "not negative"),
        (("--book", "book", "--life-after-fill", "nan"), "not negative"),
        (("--book", "missing"), "missing cannot be read"),
        (("--book", "ticks"), "line 1: the header must be ts_event_ns"),
        (("--ticks", "book"), "line 1: the header must be ts_ns"),
    ],
)
def test_what_does_not_go_together_is_refused(
    files: dict[str, Path], score: Run, words: tuple[str, ...], says: str
) -> None:
    folder = files["orders"].parent
    given = [str(folder / w) if w in (*files, "missing") else w for w in words]
    code, out, error = score(files["orders"], *given)
    assert (code, out) == (BAD_INPUT, "")
    assert says in error


@pytest.mark.parametrize(
    ("name", "line", "text", "says"),
    [
        ("orders", 3, "12,3000,hold,4800.00,1,5000,0,0,", "'hold' is not a side"),
        ("orders", 3, "12,3000,buy,4800.00,0,5000,0,0,", "at least one lot"),
        ("orders", 3, "12,3000,buy,4800.00,1,2999,0,0,", "time goes back"),
        ("orders", 2, "11,2000,buy,4800.00,1,4000,1,1,", "needs the time of its last fill"),
        ("orders", 3, "11,3000,buy,4800.00,1,5000,0,0,", "the order '11' comes twice"),
        ("orders", 2, "11,2000,buy,dear,1,4000,1,1,4000", "'dear' is not a price"),
        ("orders", 2, "11,2000,buy", "3 fields where the header names 9"),
        ("book", 5, "3000,X,B,4800.00,1,12,128", "'X' is not an action"),
        ("book", 5, "3000,A,N,4800.00,1,12,128", "'N' is not a side"),
        ("book", 6, "4000,T,Q,4800.00,3,9,0", "'Q' is not a valid Aggressor"),
        ("book", 5, "2999,A,B,4800.00,1.5,12,128", "1.5 is not a whole number"),
        ("book", 5, "1999,A,B,4800.00,1,12,128", "time goes back"),
        ("ticks", 4, "3000,quote,,,,0.00000000005,4,4800.25,5", "is not a whole number"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(
    files: dict[str, Path], score: Run, name: str, line: int, text: str, says: str
) -> None:
    lines = files[name].read_text().splitlines()
    lines[line - 1] = text
    files[name].write_text("\n".join(lines) + "\n")
    feed = "ticks" if name == "ticks" else "book"
    code, out, error = score(files["orders"], f"--{feed}", str(files[feed]))
    assert (code, out) == (BAD_INPUT, "")
    assert f"{files[name]}: line {line}: " in error
    assert says in error


def test_an_empty_book_is_refused(files: dict[str, Path], score: Run) -> None:
    files["book"].write_text(BOOK + "\n")
    code, _, error = score(files["orders"], "--book", str(files["book"]))
    assert code == BAD_INPUT
    assert "nothing in it but its header" in error


# the exchange

RECORDED = "marketdata/ESH4_2023-12-25_"

CONFLATED = {"levels": "1", "conflate_ms": 250, "life_after_fill": 2.0}

#: What is held on the recorded half hour; `cleaned` is the F1 of the cleaned labels.
BARS: list[tuple[dict[str, Any], dict[str, float]]] = [
    ({"levels": "full"}, {"f1": 0.975, "cleaned": 0.999}),
    ({"levels": "10"}, {"f1": 0.945, "cleaned": 0.97}),
    ({"levels": "1"}, {"f1": 0.935, "cleaned": 0.96}),
    ({"levels": "1", "mode": FillMode.CONSERVATIVE}, {"f1_within_1s": 0.95}),
    (CONFLATED, {"cleaned": 0.89}),
]


@cache
def _scored(options: ScoreOptions) -> dict[str, Any]:
    return score_paper(options)


def recorded(*, feed: str = "mbo", **options: Any) -> dict[str, Any]:
    """Score the recorded half hour; each kind of feed and mode once."""
    orders = shared_file(f"{RECORDED}passive_orders_2200-2330.csv.gz")
    path = shared_file(f"{RECORDED}{feed}_2200-2330.csv.gz")
    options["book" if feed == "mbo" else "ticks"] = path
    return _scored(ScoreOptions(orders, **options))


@pytest.mark.parametrize(("options", "bars"), BARS, ids=lambda given: " ".join(map(str, given)))
def test_recorded_orders_are_followed_as_well_as_promised(
    options: dict[str, Any], bars: dict[str, float]
) -> None:
    found = recorded(**options)
    measured = found | {"cleaned": found["cleaned"]["f1"]}
    assert found["orders"] == 6241
    assert {name: measured[name] for name, bar in bars.items() if measured[name] < bar} == {}


@pytest.mark.parametrize(
    "options", [{"levels": "full"}, {"levels": "10"}, {"levels": "1"}, CONFLATED]
)
@pytest.mark.parametrize("mode", [FillMode.REALISTIC, FillMode.CONSERVATIVE])
def test_confidence_is_honest(options: dict[str, Any], mode: FillMode) -> None:
    assert recorded(**options, mode=mode)["calibration_error"] <= 0.05


@pytest.mark.parametrize("levels", ["1", "10"])
@pytest.mark.parametrize("wait", [50, 250, 1_000])
def test_on_late_quotes_what_is_stated_happens(levels: str, wait: int) -> None:
    found = recorded(levels=levels, conflate_ms=wait, life_after_fill=2.0)["reliability"]
    bins = {one["from"]: one for one in found if one["fills"] >= 100}
    assert set(bins) == {0.8, 0.9}  # not all of one kind: the doubt is told where it is
    assert 0.8 <= bins[0.8]["observed"] <= 0.9
    assert bins[0.9]["observed"] >= 0.9
    assert all(abs(one["stated"] - one["observed"]) <= 0.03 for one in bins.values())


def test_confidence_falls_the_longer_quotes_are_held_back() -> None:
    stated = [recorded(levels="1", conflate_ms=wait)["mean_confidence"] for wait in (0, 250, 1_000)]
    assert stated[0] > stated[1] + 0.04
    assert stated[1] > stated[2] + 0.01


@pytest.mark.parametrize("levels", ["full", "10"])
def test_fills_are_timed_to_the_event_where_the_depth_is_known(levels: str) -> None:
    found = recorded(levels=levels)
    assert found["error_p50_ms"] == 0
    assert found["error_p90_ms"] <= 10


def test_quotes_and_trades_alone_do_nearly_as_well() -> None:
    assert recorded(feed="ticks")["f1"] >= 0.935


@pytest.mark.parametrize("peer", [FillMode.VNPY, FillMode.TOUCH, FillMode.QUEUE])
def test_the_common_rules_are_beaten(peer: FillMode) -> None:
    for levels in ("10", "1"):
        ours, theirs = recorded(levels=levels), recorded(levels=levels, mode=peer)
        assert theirs["f1"] < ours["f1"] - 0.05
        assert theirs["cleaned"]["f1"] < ours["cleaned"]["f1"] - 0.05


def test_the_documented_figures_are_those_measured() -> None:
    page = (REPOSITORY / "resources/docs/paper-trading.md").read_text("utf-8")
    table = page.partition("| feed | mode |")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in table]
    kinds = [
        ("full", "realistic"),
        *((levels, mode) for levels in ("10", "1") for mode in FillMode),
    ]
    assert len(rows) == len(kinds)
    for (levels, mode), (_, named, f1, both, cleaned, near, _, calibration) in zip(
        kinds, rows, strict=True
    ):
        found = recorded(levels=levels, mode=FillMode(mode))
        assert named in (mode, "either")
        assert f"{found['f1']:.3f}" == f1
        assert f"{found['precision']:.3f} / {found['recall']:.3f}" == both
        assert f"{found['cleaned']['f1']:.3f}" == cleaned
        assert f"{found['f1_within_1s']:.3f}" == near
        assert f"{found['calibration_error']:.3f}" == calibration


def test_the_same_recording_scores_the_same_again() -> None:
    first = recorded(levels="1")
    _scored.cache_clear()
    assert first | {"events_per_second": 0} == recorded(levels="1") | {"events_per_second": 0}
