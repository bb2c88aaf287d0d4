"""The watchlists from one start to the next."""

import json
from pathlib import Path
from typing import Any

import pytest

from traderterminal.app.kept_file import BROKEN
from traderterminal.app.watchlist_store import WATCHLISTS_FILE, keep_watchlists, read_watchlists
from traderterminal.market.watchlists import MOST_LISTS, MOST_SYMBOLS, Watched, Watchlist

LISTS = [
    Watchlist("Futures", (Watched("ES"), Watched("GC", "Metals"))),
    Watchlist("Stocks", (Watched("BRK.B"),)),
    Watchlist("Empty"),
]


def write(folder: Path, value: object) -> None:
    (folder / WATCHLISTS_FILE).write_text(json.dumps(value), "utf-8")


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    assert read_watchlists(tmp_path) == ([], "")
    keep_watchlists(tmp_path, LISTS, "Stocks")
    assert read_watchlists(tmp_path) == (LISTS, "Stocks")
    assert [path.name for path in tmp_path.iterdir()] == [WATCHLISTS_FILE]


@pytest.mark.logs("a watchlist was left out")
@pytest.mark.parametrize(
    "wrong", [7, {"name": "A"}, {"name": "A", "symbols": 3}, {"name": "A", "symbols": [["ES"]]}]
)
def test_a_list_that_is_none_is_left_out_and_the_rest_holds(tmp_path: Path, wrong: Any) -> None:
    good = {"name": "Good", "symbols": [["ES", ""], ["ES", ""], ["NQ", "Tech"]]}
    write(tmp_path, {"version": 1, "lists": [wrong, good, good], "shown": None})
    lists, shown = read_watchlists(tmp_path)
    assert lists == [Watchlist("Good", (Watched("ES"), Watched("NQ", "Tech")))]
    assert shown == "None"


def test_more_than_there_is_room_for_is_cut(tmp_path: Path) -> None:
    many = {"name": "x" * 99, "symbols": [[f"S{n}", ""] for n in range(MOST_SYMBOLS + 9)]}
    rows = [many, *({"name": f"L{n}", "symbols": []} for n in range(MOST_LISTS))]
    write(tmp_path, {"version": 1, "lists": rows})
    lists, _ = read_watchlists(tmp_path)
    assert len(lists) == MOST_LISTS
    assert lists[0].is_full
    assert lists[0].name == "x" * 40


@pytest.mark.logs("holds no list of them")
def test_a_file_without_a_list_holds_none(tmp_path: Path) -> None:
    write(tmp_path, {"version": 1, "lists": {"A": 1}})
    assert read_watchlists(tmp_path) == ([], "")


@pytest.mark.logs("were not taken over")
def test_a_file_that_cannot_be_read_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / WATCHLISTS_FILE).write_text("{", "utf-8")
    assert read_watchlists(tmp_path) == ([], "")
    assert [path.name for path in tmp_path.iterdir()] == [WATCHLISTS_FILE + BROKEN]
