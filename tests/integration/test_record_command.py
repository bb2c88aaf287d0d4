"""`record`: what it writes replays as it was, and what cannot be recorded is said."""

import csv
import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.builders import ES
from tests.support.market import SECOND, a_hub
from tests.support.shared_data import REPOSITORY
from traderterminal import cli
from traderterminal.kit.clock import HostClock, VirtualClock
from traderterminal.market.ports import FeedState
from traderterminal.market.replay import ReplaySource, Speed
from traderterminal.storage.recordings import read_recording

HEADER = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"
START_NS = 1_703_545_200_000_000_000  # an open session: 25 December 2023, 17:00 in Chicago


def a_recording_with_a_gap(folder: Path) -> Path:
    path = folder / "market.csv"
    rows = [
        "0,quote,,,,4800.00,5,4800.25,7",
        "1,trade,4800.25,2,B,,,,",
        "1,quote,,,,4800.00,5,4800.25,5",
        "2,gap,,,,,,,",
        "30,quote,,,,4801.00,5,4801.25,7",
    ]
    stamped = [
        f"{START_NS + int(row.split(',')[0]) * SECOND},{row.partition(',')[2]}" for row in rows
    ]
    path.write_text("\n".join([HEADER, *stamped]) + "\n")
    return path


def record(out: Path, *arguments: str) -> int:
    folder = out.parent / "data"
    return cli.main(["record", str(out), "--data-dir", str(folder), *arguments])


async def test_a_gap_is_recorded_and_makes_the_feed_stale_when_it_is_replayed(
    tmp_path: Path,
) -> None:
    # given a recording of a market whose feed broke off in between
    source, out = a_recording_with_a_gap(tmp_path), tmp_path / "out.csv.gz"
    market = ("--market", f"replay:{source}", "--speed", "max", "--symbol", "ESH2024")
    await _beside_the_loop(out, *market, "--seconds", "20")
    # then the recording of it holds the same rows
    rows = read_recording(out, ES).rows
    assert rows == read_recording(source, ES).rows
    # and inside the gap, and past the end, what is shown is stale
    hub = a_hub()
    replay = ReplaySource(hub, rows, VirtualClock(), Speed(starts_paused=True))
    hub.follow(replay)
    stale = {}
    for seconds in (1, 2, 29, 30):
        await replay.seek(START_NS + seconds * SECOND)
        health = hub.health("ESH2024")
        stale[seconds] = (health.state, health.stale)
    assert stale == {
        1: (FeedState.PAUSED, False),
        2: (FeedState.GAP, True),
        29: (FeedState.GAP, True),
        30: (FeedState.ENDED, True),
    }


async def _beside_the_loop(out: Path, *arguments: str) -> None:
    """Run the command in a process of its own: it brings its loop along."""
    done = _started(out, *arguments)
    said, errors = done.communicate(timeout=60)
    assert done.returncode == 0, errors
    assert "5 rows written" in said


def _started(out: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own program
        [
            *(sys.executable, "-m", "traderterminal", "record", str(out)),
            *("--data-dir", str(out.parent / "data"), *arguments),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_what_was_written_before_an_interrupt_is_kept(tmp_path: Path) -> None:
    out, now = tmp_path / "out.csv.gz", HostClock().monotonic_ns
    running = _started(out, "--market", "sim", "--symbol", "ES", "--seconds", "60")
    until = now() + 20 * SECOND
    while not out.exists():
        assert running.poll() is None
        assert now() < until
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    said, errors = running.communicate(timeout=20)
    assert running.returncode == 0, errors
    with gzip.open(out, "rt") as file:
        rows = list(csv.reader(file))
    assert said.startswith(f"{len(rows) - 1} rows written")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--symbol", "FOO"), "--symbol FOO: no instrument goes by that name"),
        (("--symbol", "ZC"), "is not traded on this market; there are ES"),
        (("--symbol", "ES", "--market", "none"), "there is nothing to record"),
        (("--symbol", "ES", "--market", "moon"), "there are sim, none and replay:FILE"),
        (("--symbol", "ESH2024", "--market", "replay:none.csv"), "none.csv cannot be read"),
        (("--symbol", "ES", "--market", "replay:none.csv"), "a recording needs the contract"),
        (("--symbol", "ES", "--seconds", "0"), "--seconds 0: a number above zero is needed"),
        (("--symbol", "ES", "--seconds", "nan"), "--seconds nan: a number above zero"),
        (("--symbol", "ES", "--seconds", "inf"), "--seconds inf: a number above zero"),
        ((), "record needs --symbol"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_writes_nothing(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    complaint: str,
) -> None:
    out = tmp_path / "out.csv.gz"
    assert record(out, "--seconds", "1", *arguments) == 2
    assert complaint in capsys.readouterr().err
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "nowhere" / "out.csv.gz"
    arguments = ["--data-dir", str(tmp_path), "--symbol", "ES", "--seconds", "1"]
    assert cli.main(["record", str(out), *arguments]) == 2
    assert f"{out} cannot be written: No such file" in capsys.readouterr().err
