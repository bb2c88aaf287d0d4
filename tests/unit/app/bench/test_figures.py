"""What a figure says of itself."""

from itertools import count
from pathlib import Path

import pytest

from traderterminal.app.bench.figures import Figure, alternating, asked_of_a_process


@pytest.mark.parametrize(
    ("figure", "ratio", "ok"),
    [
        (Figure("time", 3.0, "s", "peer", 2.0, bar=1.5), 1.5, True),
        (Figure("time", 3.1, "s", "peer", 2.0, bar=1.5), 1.55, False),
        (Figure("rate", 1000.0, "1/s", "peer", 1500.0, bar=1.5, rate=True), 1.5, True),
        (Figure("rate", 900.0, "1/s", "peer", 1500.0, bar=1.5, rate=True), 1500 / 900, False),
        (Figure("time alone", 5.0, "ms", bar=5.0), None, True),
        (Figure("time alone", 5.1, "ms", bar=5.0), None, False),
        (Figure("rate alone", 2000.0, "1/s", bar=2000.0, rate=True), None, True),
        (Figure("rate alone", 1999.0, "1/s", bar=2000.0, rate=True), None, False),
        (Figure("shown beside", 90.0, "s", "peer", 2.0), 45.0, True),
        (Figure("never early", 0.0, "ms", bar=0.0), None, True),
    ],
)
def test_the_smaller_the_ratio_the_better(figure: Figure, ratio: float | None, ok: bool) -> None:
    assert figure.ratio == (None if ratio is None else pytest.approx(ratio))
    assert figure.ok is ok
    assert ("MISSED" in figure.as_line()) is not ok


def test_a_line_of_json_has_the_agreed_keys() -> None:
    assert Figure("time", 3.0, "s", "peer", 2.0, bar=1.0).as_json() == {
        "name": "time",
        "ours": 3.0,
        "unit": "s",
        "peer": "peer",
        "peer_value": 2.0,
        "ratio": 1.5,
        "bar": 1.0,
        "ok": False,
    }


def test_a_figure_without_a_peer_has_no_ratio() -> None:
    found = Figure("alone", 3.0, "s").as_json()
    assert (found["peer"], found["peer_value"], found["ratio"], found["ok"]) == (
        None,
        None,
        None,
        True,
    )


def test_sides_take_turns_and_the_first_round_only_warms_up() -> None:
    turns: list[str] = []
    values = count(100.0, -1)

    def side(name: str) -> float:
        turns.append(name)
        return next(values)

    medians = alternating(lambda: side("ours"), lambda: side("peer"), rounds=3)
    assert turns == ["ours", "peer"] * 4
    assert medians == (96.0, 95.0)


def test_a_module_is_asked_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says = "import json, os, sys\nprint('by the way')\n"
    says += "said = {'s': float(sys.argv[1]), 'qt': len(os.environ['QT_QPA_PLATFORM'])}\n"
    says += "print(json.dumps(said))\n"
    (tmp_path / "measures.py").write_text(says, "utf-8")
    (tmp_path / "fails.py").write_text("raise SystemExit('it broke')", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert asked_of_a_process("measures", 1.5, 60) == {"s": 1.5, "qt": len("offscreen")}
    with pytest.raises(RuntimeError, match="fails failed: it broke"):
        asked_of_a_process("fails", 1.5, 60)
