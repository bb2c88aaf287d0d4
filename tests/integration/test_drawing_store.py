"""The drawings on the charts from one start to the next."""

import json
import random
from pathlib import Path

import pytest

from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.app.drawing_store import DRAWINGS_FILE, DrawingStore
from traderterminal.app.kept_file import BROKEN
from traderterminal.domain.messages import Message, english
from traderterminal.ui.viewmodels.drawing import Anchor, Dash, Drawing, Kind
from traderterminal.ui.viewmodels.drawing_book import KeptDrawings

LINE = Drawing(Kind.HORIZONTAL, (Anchor(1_700_000_000 * 10**9, 19_200),), token="s2")
TREND = Drawing(Kind.TREND, (Anchor(0, -5), Anchor(60, 7)), dash=Dash.DASHED, locked=True)
TEXT = Drawing(Kind.TEXT, (Anchor(0, 19_100),), text="Gap – «Übernacht»")
KEPT = KeptDrawings({"ESH2024": [LINE, TREND], "AAPL": [TEXT]}, hidden=True)


def store(folder: Path) -> tuple[DrawingStore, list[Message]]:
    said: list[Message] = []
    return DrawingStore(folder, said.append), said


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    drawings, said = store(tmp_path)
    assert drawings.read() == KeptDrawings()
    drawings.keep(KEPT)
    assert drawings.read() == KEPT
    assert names(tmp_path) == [DRAWINGS_FILE]
    assert said == []


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", "7", "\xff", "[" * 100_000, '{"version": 2, "symbols": {}}'),
        '{"version": 1}',
        '{"version": 1, "symbols": [], "hidden": false}',
        '{"version": 1, "symbols": {}, "hidden": 0}',
    ],
    ids=lambda text: text[:20],
)
def test_what_cannot_be_read_is_set_aside_and_told(tmp_path: Path, text: str) -> None:
    (tmp_path / DRAWINGS_FILE).write_text(text, "latin-1")
    drawings, said = store(tmp_path)
    assert drawings.read() == KeptDrawings()
    aside = tmp_path / (DRAWINGS_FILE + BROKEN)
    assert [one.key for one in said] == ["drawings_damaged"]
    assert str(aside) in english(said[0])
    assert aside.read_text("latin-1") == text
    drawings.keep(KEPT)
    assert drawings.read() == KEPT
    assert names(tmp_path) == [DRAWINGS_FILE, aside.name]


def test_no_file_that_was_set_aside_is_written_over(tmp_path: Path) -> None:
    for text in ("first", "second", "third"):
        (tmp_path / DRAWINGS_FILE).write_text(text)
        store(tmp_path)[0].read()
    kept = {name: (tmp_path / name).read_text() for name in names(tmp_path)}
    base = DRAWINGS_FILE + BROKEN
    assert kept == {base: "first", f"{base}1": "second", f"{base}2": "third"}


def test_one_that_is_wrong_leaves_the_rest(tmp_path: Path) -> None:
    state = {"version": 1, **KEPT.state()}
    state["symbols"]["ESH2024"].insert(1, {"kind": "circle"})
    state["symbols"]["NQH2024"] = "many"
    text = json.dumps(state)
    (tmp_path / DRAWINGS_FILE).write_text(text)
    drawings, said = store(tmp_path)
    found = drawings.read()
    assert found.symbols == {**KEPT.symbols, "NQH2024": []}
    assert [one.key for one in said] == ["drawings_damaged.some"]
    assert english(said[0]).startswith("2 of the drawings")
    assert (tmp_path / (DRAWINGS_FILE + BROKEN)).read_text() == text


def test_a_file_that_stays_in_the_way_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / DRAWINGS_FILE
    path.write_text("broken")

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    drawings, said = store(tmp_path)
    assert drawings.read() == KeptDrawings()
    drawings.keep(KEPT)
    assert path.read_text() == "broken"
    assert [one.key for one in said] == ["drawings_not_kept"] * 2
    assert "Permission denied" in english(said[0])


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    drawings, said = store(tmp_path / "nowhere")
    assert drawings.read() == KeptDrawings()
    drawings.keep(KEPT)
    assert [one.key for one in said] == ["drawings_not_kept"]


@pytest.mark.counted("files of drawings with bytes changed")
def test_a_file_of_any_bytes_never_stops_the_program(tmp_path: Path, cases: Cases) -> None:
    chance = random.Random(17)
    path = tmp_path / DRAWINGS_FILE
    store(tmp_path)[0].keep(KEPT)
    whole = path.read_bytes()
    for _ in cases.over(range(scaled(3_000))):
        changed = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        path.write_bytes(bytes(changed[: chance.choice((len(changed), chance.randrange(400)))]))
        drawings, said = store(tmp_path)
        found = drawings.read()
        lost = sum(map(len, KEPT.symbols.values())) - sum(map(len, found.symbols.values()))
        assert said or not lost
        for aside in tmp_path.glob(f"*{BROKEN}*"):
            aside.unlink()
