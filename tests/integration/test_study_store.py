"""The studies of the chart from one start to the next."""

from pathlib import Path

import pytest

from traderterminal.app.kept_file import BROKEN, read_kept
from traderterminal.app.study_store import STUDIES_FILE, StudyStore, keep_studies, read_studies


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    kept = {"favourites": ["ema"], "all": [{"kind": "ema"}], "symbols": {}}
    assert read_studies(tmp_path) == {}
    keep_studies(tmp_path, kept)
    assert read_studies(tmp_path) == {"version": 1, **kept}
    assert [path.name for path in tmp_path.iterdir()] == [STUDIES_FILE]


@pytest.mark.logs("were not taken over")
@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 2}', "\xff", "[" * 100_000])
def test_what_cannot_be_read_is_set_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / STUDIES_FILE).write_text(text, "latin-1")
    assert read_studies(tmp_path) == {}
    assert [path.name for path in tmp_path.iterdir()] == [STUDIES_FILE + BROKEN]
    assert read_studies(tmp_path) == {}


@pytest.mark.logs("were not taken over")
def test_no_file_that_was_set_aside_is_written_over(tmp_path: Path) -> None:
    for text in ("first", "second", "third"):
        (tmp_path / STUDIES_FILE).write_text(text)
        assert read_studies(tmp_path) == {}
    base = STUDIES_FILE + BROKEN
    kept = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert kept == {base: "first", f"{base}1": "second", f"{base}2": "third"}


@pytest.mark.logs("were not taken over|could not be set aside")
def test_what_cannot_be_set_aside_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250)  # a name that has no room for more
    path.write_text("broken")
    assert read_kept(path, 1, "the studies") == {}
    assert path.read_text() == "broken"


@pytest.mark.logs("were not (kept|taken over)")
def test_a_folder_that_cannot_be_used_costs_the_studies_alone(tmp_path: Path) -> None:
    keep_studies(tmp_path / "nowhere", {})
    (tmp_path / STUDIES_FILE).mkdir()
    (tmp_path / (STUDIES_FILE + BROKEN)).write_text("in the way")
    assert read_studies(tmp_path) == {}


def test_each_chart_keeps_its_own_and_all_share_the_favourites(tmp_path: Path) -> None:
    ema, rsi = {"all": [{"kind": "ema"}], "symbols": {}}, {"all": [{"kind": "rsi"}], "symbols": {}}
    keep_studies(tmp_path, {"favourites": ["ema"], **ema})  # of when there was only one chart
    store = StudyStore(tmp_path, "Chart")
    assert store.of("Chart")["all"] == ema["all"]
    assert store.of("Chart 2") == {}
    store.copy("Chart", "Chart 2")
    assert StudyStore(tmp_path, "Chart").of("Chart 2") == ema
    store.favourites.append("rsi")
    store.keep("Chart 2", {"favourites": ["left alone"], **rsi})
    again = StudyStore(tmp_path, "Chart")
    assert (again.of("Chart")["all"], again.of("Chart 2")) == (ema["all"], rsi)
    assert again.favourites == ["ema", "rsi"]
    again.forget("Chart 2")
    again.forget("Chart 3")
    assert StudyStore(tmp_path, "Chart").of("Chart 2") == {}


def test_what_is_no_list_of_charts_or_favourites_counts_as_none(tmp_path: Path) -> None:
    keep_studies(tmp_path, {"favourites": 5, "charts": [1]})
    store = StudyStore(tmp_path, "Chart")
    assert (store.favourites, store.of("Chart 2")) == ([], {})
    keep_studies(tmp_path, {"charts": {"Chart 2": 5}})
    assert StudyStore(tmp_path, "Chart").of("Chart 2") == {}
