"""The `history` commands: import, list, compact and remove, as they are typed."""

import json
import os
import signal
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.support.history import START_NS
from traderterminal import cli
from traderterminal.app import history_command
from traderterminal.app.history_store import open_store
from traderterminal.storage import imports
from traderterminal.storage.parts import Kind

TICKS = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"


def history(folder: Path, *arguments: str) -> int:
    return cli.main(["history", *arguments, "--data-dir", str(folder / "data")])


def a_file(folder: Path, rows: int = 30) -> Path:
    path = folder / "ticks.csv"
    lines = [f"{START_NS + n * 10**9},trade,4800.25,{n % 10},A,,,," for n in range(rows)]
    path.write_text("\n".join([TICKS, *lines]) + "\n")
    return path


def listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert history(folder, "list", "--json") == cli.OK
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_file_becomes_history_that_is_listed_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert history(tmp_path, "import", str(a_file(tmp_path)), "--symbol", "esh2024") == cli.OK
    said = capsys.readouterr()
    assert "100%  27 rows, 3 quarantined" in said.err
    quarantine = tmp_path / "data" / "history" / "exchanges" / "quarantine"
    assert said.out.splitlines() == [
        "27 ticks stored of 30 lines",
        "3 quarantined: not a size",
        "  line 2: not a size",
        "  line 12: not a size",
        "  line 22: not a size",
        f"all that was quarantined stands in {quarantine / 'ESH2024-ticks.csv.csv'}",
    ]
    (bars, ticks) = listed(tmp_path, capsys)
    assert {key: ticks[key] for key in ("symbol", "kind", "rows", "files", "market")} == {
        "symbol": "ESH2024",
        "kind": "ticks",
        "rows": 27,
        "files": 1,
        "market": "exchanges",
    }
    assert (ticks["first"], bars["rows"]) == ("2023-12-25T23:00:00.000000Z", 1)
    assert history(tmp_path, "list") == cli.OK
    assert "ESH2024" in capsys.readouterr().out
    assert history(tmp_path, "remove", "--symbol", "ESH2024") == cli.OK
    assert listed(tmp_path, capsys) == []


def test_an_interrupt_ends_the_import_and_the_next_one_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_chunks = partial(imports.import_file, chunk=10)
    monkeypatch.setattr(history_command, "import_file", in_chunks)
    path, told = a_file(tmp_path), threading.Event()
    take = imports.Progress.add

    def interrupted(self: imports.Progress, chunk: imports.Chunk) -> None:
        take(self, chunk)
        if not told.is_set():
            told.set()
            os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as patched:
        patched.setattr(imports.Progress, "add", interrupted)
        assert history(tmp_path, "import", str(path), "--symbol", "ESH2024") == cli.FAILED
    assert "cancelled after 9 ticks: nothing is stored yet" in capsys.readouterr().out
    assert listed(tmp_path, capsys) == []
    assert history(tmp_path, "import", str(path), "--symbol", "ESH2024") == cli.OK
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [
        "9 rows were there from a run that was broken off",
        "27 ticks stored of 30 lines",
    ]


def test_small_files_are_joined_and_old_ones_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_file(tmp_path)
    for _ in range(3):
        assert history(tmp_path, "import", str(path), "--symbol", "ESH2024") == cli.OK
    assert [row["files"] for row in listed(tmp_path, capsys)] == [3, 3]
    assert history(tmp_path, "compact") == cli.OK
    assert capsys.readouterr().out == "4 files fewer\n"
    assert [row["files"] for row in listed(tmp_path, capsys)] == [1, 1]
    (tmp_path / "data" / "config.toml").write_text("[history]\nkeep_tick_days = 30\n")
    assert history(tmp_path, "compact") == cli.OK
    assert [row["kind"] for row in listed(tmp_path, capsys)] == [Kind.BARS]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["import", "FILE"], "needs --symbol"),
        (["import", "FILE", "--symbol", "ES"], "--symbol ES: history needs the contract"),
        (["import", "nowhere.csv", "--symbol", "ESH2024"], "nowhere.csv"),
        (["remove"], "needs --symbol"),
    ],
)
def test_what_cannot_be_done_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], problem: str
) -> None:
    path = str(a_file(tmp_path))
    typed = [path if word == "FILE" else word for word in arguments]
    assert history(tmp_path, *typed) == cli.BAD_INPUT
    assert problem in capsys.readouterr().err


def test_simulated_history_is_kept_apart(tmp_path: Path) -> None:
    def nothing(symbol: str) -> Any:
        raise AssertionError(symbol)

    real = open_store(tmp_path, nothing)
    simulated = open_store(tmp_path, nothing, simulated=True)
    assert real.root != simulated.root
