"""How the streams stood, from one start to the next."""

import json
from pathlib import Path
from typing import Any

import pytest

from traderterminal.app.connection_store import (
    CONNECTIONS_FILE,
    keep_connections,
    read_connections,
)
from traderterminal.app.kept_file import BROKEN
from traderterminal.ui.viewmodels.connections import MOST_CHANGES, KeptPast, StreamState

UP, DOWN = StreamState.UP, StreamState.DOWN
PASTS = {
    "apex O": KeptPast(((10, UP), (20, DOWN), (25, None), (30, UP)), (20,)),
    "Market Q": KeptPast(((10, UP),)),
}


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    assert read_connections(tmp_path) == ({}, 0)
    keep_connections(tmp_path, PASTS, 40)
    assert read_connections(tmp_path) == (PASTS, 40)
    assert [path.name for path in tmp_path.iterdir()] == [CONNECTIONS_FILE]


@pytest.mark.logs("the streams of earlier runs were not taken over")
@pytest.mark.parametrize("text", ["", "{", "[1]", '{"version": 9}', "\xff"])
def test_what_cannot_be_read_is_put_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / CONNECTIONS_FILE).write_text(text, "latin-1")
    assert read_connections(tmp_path) == ({}, 0)
    assert [path.name for path in tmp_path.iterdir()] == [CONNECTIONS_FILE + BROKEN]


def written(folder: Path, **changes: Any) -> None:
    keep_connections(folder, PASTS, 40)
    path = folder / CONNECTIONS_FILE
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


@pytest.mark.logs("the streams of earlier runs were left out")
@pytest.mark.parametrize(
    "changes",
    [
        {"seen_ns": "now"},
        {"seen_ns": True},
        {"streams": []},
        {"streams": {str(number): {} for number in range(201)}},
    ],
)
def test_a_file_that_holds_no_list_of_streams_counts_as_none(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    written(tmp_path, **changes)
    assert read_connections(tmp_path) == ({}, 0)


@pytest.mark.logs("a stream of earlier runs was left out")
@pytest.mark.parametrize(
    "row",
    [
        5,
        {},
        {"changes": [[10, "sideways"]], "losses": []},
        {"changes": [[10]], "losses": []},
        {"changes": [[10.5, "up"]], "losses": []},
        {"changes": [[20, "up"], [10, "down"]], "losses": []},
        {"changes": [], "losses": [20, 10]},
        {"changes": [], "losses": ["then"]},
    ],
)
def test_a_stream_that_cannot_be_read_is_left_out_alone(tmp_path: Path, row: Any) -> None:
    kept = {"changes": [[10, "up"]], "losses": []}
    written(tmp_path, streams={"bad": row, "Market Q": kept})
    assert read_connections(tmp_path) == ({"Market Q": PASTS["Market Q"]}, 40)


def test_of_a_stream_with_too_many_changes_the_latest_are_read(tmp_path: Path) -> None:
    many = tuple((at, UP if at % 2 else DOWN) for at in range(2 * MOST_CHANGES))
    keep_connections(tmp_path, {"Market Q": KeptPast(many)}, 40)
    pasts, _ = read_connections(tmp_path)
    assert pasts["Market Q"].changes == many[-MOST_CHANGES:]
