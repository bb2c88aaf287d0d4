"""`shot` draws the same picture twice, says nothing needless, and refuses what it cannot draw."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.shared_data import REPOSITORY


def shot(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("TRADERTERMINAL")
    }
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "traderterminal", "shot", *arguments],
        env={**environment, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


def test_two_runs_draw_the_same_picture(tmp_path: Path) -> None:
    first, second = tmp_path / "first.png", tmp_path / "second.png"
    with ThreadPoolExecutor() as side_by_side:  # each is held up by the other
        runs = [side_by_side.submit(shot, str(o), "--size", "1366x768") for o in (first, second)]
        for ended in (run.result() for run in runs):
            assert ended.returncode == 0, ended.stderr
            assert ended.stderr == ""
    assert first.read_bytes() == second.read_bytes()


def test_a_picture_is_drawn_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    drawn = {language: tmp_path / f"{language}.png" for language in ("en", "de")}
    with ThreadPoolExecutor() as side_by_side:
        runs = [
            side_by_side.submit(shot, str(out), "--size", "1366x768", "--language", language)
            for language, out in drawn.items()
        ]
        for ended in (run.result() for run in runs):
            assert (ended.returncode, ended.stderr) == (0, "")
    assert drawn["en"].read_bytes() != drawn["de"].read_bytes()


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--size", "wide", "give it as 1600x1000"),
        ("--theme", "pink", "there is no theme 'pink'"),
        ("--workspace", "Lunch", "unsupported; there is Trade, Scalp, Swing, Prop, Review"),
        ("--language", "tlh", "unsupported"),
        ("--state", "x.json", "unsupported"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    tmp_path: Path, option: str, value: str, says: str
) -> None:
    out = tmp_path / "x.png"
    ended = shot(str(out), option, value)
    assert ended.returncode == 2
    assert says in ended.stderr
    assert not out.exists()
