"""The workbench loads files, runs what is in them, and answers errors with their traceback."""

from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from tests.support.indicator_bars import a_market, part
from tests.support.shared_data import REPOSITORY
from traderterminal.app.user_indicators.frames import Frame, heard, table_of
from traderterminal.app.user_indicators.workbench import TRACEBACK_CHARACTERS, Workbench
from traderterminal.market.indicators.moving_averages import SimpleAverage
from traderterminal.market.indicators.trend import Ichimoku

MINE = """
    from dataclasses import dataclass
    from traderterminal.market.indicators.moving_averages import SimpleAverage
    from traderterminal.market.indicators.trend import Ichimoku
    from traderterminal.market.indicators.indicator import Indicator

    @dataclass
    class Settled:  # looks its module up
        price: "float" = 0.0

    class Average(SimpleAverage):
        pass

    class Cloud(Ichimoku):
        def update(self, bar):
            if bar.close < 0:
                raise ArithmeticError("below zero")
            return super().update(bar)

    class Unfinished(Indicator):
        pass
"""


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    made = Workbench()
    path = tmp_path / "mine.py"
    path.write_text(dedent(MINE), "utf-8")
    answer = made.answer(Frame({"do": "load", "path": str(path)}))
    assert list(answer.head["kinds"]) == ["mine.sma", "mine.ichimoku"]
    assert heard(answer.head["kinds"]["mine.sma"]) == SimpleAverage.about
    return made


def _open(bench: Workbench, kind: str, study: int = 1, **settings: int) -> Frame:
    head = {"do": "open", "kind": kind, "study": study, "settings": settings}
    return bench.answer(Frame(head))


def _run(bench: Workbench, first: int, end: int, *, forming: bool, study: int = 1) -> Frame:
    table = table_of(part(a_market(200), first, end))
    return bench.answer(Frame({"do": "run", "study": study, "forming": forming}, table))


def test_bars_come_in_and_values_go_out_in_batches(bench: Workbench) -> None:
    assert _open(bench, "mine.sma", length=5).head["shifts"] == [0]
    (expected,) = SimpleAverage(length=5).history(a_market(200))
    np.testing.assert_array_equal(_run(bench, 0, 100, forming=False).table, [expected[:100]])
    # of the forming bar it may be asked as often as that changes
    np.testing.assert_array_equal(_run(bench, 100, 104, forming=True).table, [expected[100:104]])
    np.testing.assert_array_equal(_run(bench, 103, 104, forming=True).table, [expected[103:104]])
    np.testing.assert_array_equal(_run(bench, 103, 200, forming=True).table, [expected[103:]])


def test_what_is_drawn_ahead_says_how_far(bench: Workbench) -> None:
    assert _open(bench, "mine.ichimoku", displacement=10).head["shifts"] == [0, 0, 9, 9, -9]
    found = _run(bench, 0, 200, forming=True).table
    np.testing.assert_array_equal(found, np.array(Ichimoku().history(a_market(200))))


def test_studies_are_apart_and_forgotten_when_closed(bench: Workbench) -> None:
    _open(bench, "mine.sma", 1, length=2)
    _open(bench, "mine.sma", 2, length=3)
    _run(bench, 0, 1, forming=False, study=1)
    both = [_run(bench, 1, 2, forming=False, study=study).table[0, 0] for study in (1, 2)]
    assert np.isnan(both).tolist() == [False, True]
    assert bench.answer(Frame({"do": "close", "study": 1})).head == {}
    assert "KeyError: 1" in _run(bench, 0, 1, forming=False).head["traceback"]


def test_an_error_is_answered_with_where_it_was(bench: Workbench) -> None:
    _open(bench, "mine.ichimoku")
    table = table_of(part(a_market(200), 0, 1))
    table[3] = -1.0
    answer = bench.answer(Frame({"do": "run", "study": 1, "forming": True}, table))
    assert "ArithmeticError: below zero" in answer.head["traceback"]
    assert 'mine.py", line 17, in update' in answer.head["traceback"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("raise ValueError('x' * 10_000)", "x" * 1_000),
        ("raise SystemExit", "SystemExit"),
        ("x = 1", "other.py defines no indicator: a class derived from Indicator"),
        ("from traderterminal.market.indicators.trend import Aroon", "defines no indicator"),
        (
            "from traderterminal.market.indicators.trend import Aroon\n"
            "from dataclasses import replace\n"
            "class Odd(Aroon): about = replace(Aroon.about, family='Odd')",
            "'Odd' is not a valid Family",
        ),
    ],
)
def test_a_file_that_is_no_use_says_why(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "other.py"
    path.write_text(text, "utf-8")
    traceback = Workbench().answer(Frame({"do": "load", "path": str(path)})).head["traceback"]
    assert words in traceback
    assert len(traceback) <= TRACEBACK_CHARACTERS
    nothing = Workbench().answer(Frame({"do": "load", "path": str(tmp_path / "notes.txt")}))
    assert "notes.txt is no Python file" in nothing.head["traceback"]


def test_the_example_of_the_documentation_works_as_it_stands(tmp_path: Path) -> None:
    page = (REPOSITORY / "resources/docs/indicators.md").read_text("utf-8")
    path = tmp_path / "example.py"
    path.write_text(page.partition("```python\n")[2].partition("```")[0], "utf-8")
    bench = Workbench()
    assert list(bench.answer(Frame({"do": "load", "path": str(path)})).head["kinds"]) == [
        "example.force"
    ]
    assert _open(bench, "example.force").head == {"shifts": [0]}
    values = _run(bench, 0, 200, forming=True).table
    bars = a_market(200)
    force = np.diff(bars.close) * bars.volume[1:]
    assert values[0, 13] == pytest.approx(force[:13].mean())
    assert not np.isnan(values[0, 13:]).any()
