"""The quantities of the ticket from one start to the next."""

from decimal import Decimal
from pathlib import Path

import pytest

from traderterminal.app.ticket_presets import PRESETS_FILE, keep_presets, read_presets

USUAL = tuple(map(Decimal, (1, 2, 3, 5, 10)))


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    kept = [*USUAL[:4], Decimal("0.5")]
    keep_presets(tmp_path, kept)
    assert read_presets(tmp_path, USUAL) == kept
    assert [path.name for path in tmp_path.iterdir()] == [PRESETS_FILE]


@pytest.mark.parametrize(
    "text", ["", "{", "5", "[1]", '["1","2","3","5","-1"]', '["1","2","3","5","NaN"]', "null"]
)
def test_what_cannot_be_used_leaves_the_usual_ones(tmp_path: Path, text: str) -> None:
    (tmp_path / PRESETS_FILE).write_text(text, "utf-8")
    assert read_presets(tmp_path, USUAL) == USUAL
    assert read_presets(tmp_path / "nowhere", USUAL) == USUAL


@pytest.mark.logs("were not kept")
def test_a_folder_that_cannot_be_written_is_told_and_stops_nothing(tmp_path: Path) -> None:
    keep_presets(tmp_path / "nowhere", USUAL)
