"""The quantities and exits of the ticket from one start to the next."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from traderterminal.app.ticket_presets import (
    EXITS_FILE,
    OPTIONS_FILE,
    PRESETS_FILE,
    keep_exits,
    keep_options,
    keep_presets,
    read_exits,
    read_options,
    read_presets,
)
from traderterminal.ui.viewmodels.risk_size import Risk, RiskUnit
from traderterminal.ui.viewmodels.ticket_exits import USUAL as USUAL_EXITS
from traderterminal.ui.viewmodels.ticket_exits import TypedExits
from traderterminal.ui.viewmodels.ticket_options import TicketOptions

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


def test_kept_exits_are_read_again(tmp_path: Path) -> None:
    kept = [TypedExits("points", stop="4", target="8 x1; 12", trail="2pt", minutes="30")]
    keep_exits(tmp_path, kept)
    assert read_exits(tmp_path, USUAL_EXITS) == kept
    keep_exits(tmp_path, [])
    assert read_exits(tmp_path, USUAL_EXITS) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "5",
        "[1]",
        '[{"stop": 16}]',
        '[{"unit": "miles", "stop": "16"}]',
        '[{"loss": "16"}]',
        f"[{', '.join(['{}'] * 10)}]",
    ],
)
def test_exits_that_cannot_be_used_leave_the_usual_ones(tmp_path: Path, text: str) -> None:
    (tmp_path / EXITS_FILE).write_text(text, "utf-8")
    assert read_exits(tmp_path, USUAL_EXITS) == USUAL_EXITS


@pytest.mark.logs("was not kept")
def test_a_folder_that_cannot_be_written_is_told_and_stops_nothing(tmp_path: Path) -> None:
    keep_presets(tmp_path / "nowhere", USUAL)
    keep_exits(tmp_path / "nowhere", USUAL_EXITS)


def test_what_was_chosen_in_the_menu_is_read_again(tmp_path: Path) -> None:
    chosen = TicketOptions(False, "last", True, Risk(Decimal("0.5"), RiskUnit.PERCENT))
    keep_options(tmp_path, chosen)
    assert read_options(tmp_path) == chosen
    assert read_options(tmp_path / "nowhere") == TicketOptions()


@pytest.mark.logs("the choices of the ticket were not taken over")
@pytest.mark.parametrize(
    ("key", "value"),
    [("risk", "much"), ("risk", 5), ("price_from", "mid"), ("by_risk", "yes"), ("clears_price", 1)],
)
def test_choices_that_cannot_be_used_leave_the_usual_ones(
    tmp_path: Path, key: str, value: object
) -> None:
    keep_options(tmp_path, TicketOptions(by_risk=True))
    path = tmp_path / OPTIONS_FILE
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {key: value}), "utf-8")
    assert read_options(tmp_path) == TicketOptions()
