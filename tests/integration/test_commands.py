"""The commands as a shell sees them: what they print, on which stream, with which exit code."""

import io
import json
import sqlite3
import sys
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import order
from tests.support.running_engine import RunningEngine, running_engine
from traderterminal import __version__
from traderterminal.app.instance import claim
from traderterminal.cli import BAD_INPUT, FAILED, OK, main
from traderterminal.desk.ports import OrderFact
from traderterminal.gateway.listener import bind
from traderterminal.storage.emergency import EMERGENCY_FILE, EmergencyFile
from traderterminal.storage.events import GENESIS
from traderterminal.storage.ledger import SqliteLedger

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on an empty data folder; return exit code, output and errors."""

    def command(*words: str, data_dir: Path = tmp_path) -> tuple[int, str, str]:
        code = main([*words, "--data-dir", str(data_dir)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    with running_engine(tmp_path_factory.mktemp("engine"), "--seed", "1") as made:
        made.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        yield made


def checks(text: str) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in json.loads(text)["checks"]}


# doctor


def test_a_fresh_machine_is_well(run: Run) -> None:
    code, out, _ = run("doctor", "--json", "--port", "0")
    assert code == OK
    assert json.loads(out)["ok"]
    found = checks(out)
    assert all(set(check) == {"name", "status", "detail", "remedy"} for check in found.values())
    assert found["ledger"]["detail"] == "will be made at the first start"
    assert found["data files"]["status"] == found["settings"]["status"] == "ok"
    code, out, _ = run("doctor", "--port", "0")
    assert code == OK
    assert "ok    python" in out


def test_faults_are_named_with_their_remedy(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[webhok]\n")
    instruments = tmp_path / "resources" / "instruments"
    instruments.mkdir(parents=True)
    (instruments / "futures.toml").write_text("not toml at all")
    bound = bind(0)
    port = str(bound.getsockname()[1])
    code, out, _ = run("doctor", "--json", "--port", port)
    bound.close()
    assert code == FAILED
    found = checks(out)
    assert {name for name, check in found.items() if check["status"] == "fail"} == {
        "settings", "data files", "port",
    }  # fmt: skip
    assert "webhook" in found["settings"]["detail"]
    assert port in found["port"]["detail"]
    assert all(check["remedy"] for check in found.values() if check["status"] == "fail")


def test_our_own_engine_is_no_fault(engine: RunningEngine, run: Run) -> None:
    port = engine.runtime["url"].rpartition(":")[2]
    code, out, _ = run("doctor", "--json", "--port", port, data_dir=engine.data_dir)
    assert code == OK
    found = checks(out)
    assert found["port"]["status"] == "warn"
    assert "running engine" in found["ledger"]["detail"]


def test_what_waits_for_the_ledger_is_told(run: Run, tmp_path: Path) -> None:
    SqliteLedger(tmp_path / "ledger.db", lambda: 1).close()
    EmergencyFile(tmp_path / EMERGENCY_FILE).keep([OrderFact("Accepted", order())], 0, GENESIS)
    ledger = checks(run("doctor", "--json", "--port", "0")[1])["ledger"]
    assert ledger["status"] == "warn"
    assert ledger["detail"] == "waiting in emergency.jsonl: 1, damaged lines: 0"


def test_history_that_was_set_aside_is_told(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "history" / "exchanges" / "bars" / "ESH2024"
    folder.mkdir(parents=True)
    (folder / "00000001.0000.1.2.parquet.corrupt").touch()
    history = checks(run("doctor", "--json", "--port", "0")[1])["history"]
    assert history["status"] == "warn"
    assert history["detail"].startswith("1 could not be read and were set aside, such as ")


def test_a_ledger_that_was_tampered_with_is_found_out(run: Run, tmp_path: Path) -> None:
    with running_engine(tmp_path) as made:
        made.alert('{"symbol":"ES1!","action":"heartbeat","id":"1"}')
    assert (
        "the chain holds" in checks(run("doctor", "--json", "--port", "0")[1])["ledger"]["detail"]
    )
    database = sqlite3.connect(tmp_path / "ledger.db")
    database.execute("UPDATE events SET body = replace(body, '100000', '900000')")
    database.commit()
    database.close()
    code, out, _ = run("doctor", "--json", "--port", "0")
    ledger = checks(out)["ledger"]
    assert (code, ledger["status"]) == (FAILED, "fail")
    assert "does not fit the chain" in ledger["detail"]


def test_a_folder_that_cannot_be_used_is_named(run: Run, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    code, out, _ = run("doctor", "--json", data_dir=blocked / "data")
    assert code == FAILED
    assert checks(out)["data folder"]["status"] == "fail"


# alerts and flatten, on a running engine


def test_an_alert_is_sent_signed_and_traded(
    engine: RunningEngine, run: Run, tmp_path: Path
) -> None:
    body = tmp_path / "alert.json"
    body.write_text('{"symbol":"ES1!","action":"buy","quantity":2,"id":"by-hand"}')
    code, out, _ = run("alert", "send", str(body), data_dir=engine.data_dir)
    assert code == OK
    alert_id = json.loads(out)["alert_id"]
    ended = engine.until(f"/alerts/{alert_id}", lambda found: found["status"] != "accepted")
    assert ended["status"] == "executed"
    code, out, _ = run("alert", "send", str(body), data_dir=engine.data_dir)
    assert (code, json.loads(out)["status"]) == (OK, "duplicate")


def test_a_refused_alert_is_shown_and_fails(
    engine: RunningEngine, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"symbol":"ES1!"}')))
    code, out, _ = run("alert", "send", "-", data_dir=engine.data_dir)
    assert code == FAILED
    assert json.loads(out)["error"]["code"] == "not_tradeable"


@pytest.mark.parametrize("which", [("--all",), ("--account", "paper_simulator"), ()])
def test_flatten_closes_what_is_held(engine: RunningEngine, run: Run, which: tuple[str]) -> None:
    order = {"account": "paper_simulator", "symbol": "NQ1!", "side": "buy", "quantity": 1}
    engine.post("/orders", order, status=202)
    code, out, _ = run("flatten", *which, data_dir=engine.data_dir)
    assert code == OK
    name, _, answer = out.partition(": ")
    assert name == "paper_simulator"
    assert json.loads(answer)["positions_closed"] >= 1
    engine.until("/positions", lambda found: all(float(p["quantity"]) == 0 for p in found["items"]))


def test_a_flatten_asks_which_where_there_are_several_accounts(tmp_path: Path, run: Run) -> None:
    two = "".join(f'[[accounts]]\nid = "{name}"\n' for name in ("first", "second"))
    tmp_path.joinpath("config.toml").write_text(two)
    with running_engine(tmp_path, "--market", "none"):
        code, out, err = run("flatten", data_dir=tmp_path)
        assert (code, out) == (BAD_INPUT, "")
        assert "--account (first, second), or --all" in err


def test_a_flatten_of_an_account_that_is_not_there_fails(engine: RunningEngine, run: Run) -> None:
    code, out, _ = run("flatten", "--account", "none", data_dir=engine.data_dir)
    assert code == FAILED
    assert "account_unknown" in out


@pytest.mark.parametrize("words", [("alert", "send", "-"), ("flatten", "--all")])
def test_without_a_running_engine_a_command_says_so(
    run: Run, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    code, _, err = run(*words)
    assert code == BAD_INPUT
    assert "no engine is running" in err
    assert "serve" in err


@pytest.mark.parametrize("text", ["[]", "{", ""])
def test_a_damaged_runtime_file_is_no_traceback(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "runtime.json").write_text(text)
    code, _, err = run("flatten", "--all")
    assert code == BAD_INPUT
    assert err.startswith("traderterminal: ")


def test_an_engine_that_is_gone_is_said_not_to_answer(run: Run, tmp_path: Path) -> None:
    bound = bind(0)
    port = bound.getsockname()[1]
    bound.close()
    runtime = {"url": f"http://127.0.0.1:{port}", "api_token": "x", "relay_key": "y"}
    (tmp_path / "runtime.json").write_text(json.dumps(runtime))
    code, _, err = run("flatten", "--all")
    assert code == BAD_INPUT
    assert "does not answer" in err


def test_a_body_that_cannot_be_read_is_named(run: Run) -> None:
    code, _, err = run("alert", "send", "none.json")
    assert code == BAD_INPUT
    assert "none.json cannot be read" in err


def test_templates_are_listed_and_printed(run: Run) -> None:
    code, out, _ = run("alert", "template")
    names = [line.split()[0] for line in out.splitlines()]
    assert (code, len(names) > 1) == (OK, True)
    code, out, _ = run("alert", "template", names[0])
    assert code == OK
    assert "{{" in out
    code, _, err = run("alert", "template", "none")
    assert code == BAD_INPUT
    assert names[0] in err


# journal stats


FILLS = {
    "fills": [
        {"id": name, "ts": f"2024-03-01T15:00:0{n}Z", "account": "A", "symbol": "ES", "qty": 1,
         "side": side, "price": price, "fee": 1, "multiplier": 50}
        for n, (name, side, price) in enumerate((("a", "BUY", "10"), ("b", "SELL", "11.5")))
    ]
}  # fmt: skip


def test_the_figures_of_a_file_touch_no_data_folder(run: Run, tmp_path: Path) -> None:
    path, untouched = tmp_path / "fills.json", tmp_path / "untouched"
    path.write_text(json.dumps(FILLS))
    code, out, _ = run("journal", "stats", "--fills", str(path), "--json", data_dir=untouched)
    assert code == OK
    assert json.loads(out)["trades"][0]["net"] == "73"
    assert not untouched.exists()
    code, out, _ = run("journal", "stats", "--fills", str(path), data_dir=untouched)
    assert "net_total: 73" in out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not JSON"),
        ("[1]", "an object with the keys kind and input is needed"),
        ('{"kind": "guess"}', "kind 'guess' is not one of"),
        ('{"fills": [{}]}', "the field"),
        ("[" * 100_000, "fills.json"),
        ('{"fills": ' + "9" * 5_000 + "}", "fills.json"),
        ('{"kind": "stats", "input": {"net": [NaN]}}', "is not a number"),
    ],
)
def test_a_bad_file_of_fills_is_named(run: Run, tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "fills.json"
    path.write_text(text)
    code, _, err = run("journal", "stats", "--fills", str(path))
    assert code == BAD_INPUT
    assert "fills.json" in err
    assert words in err


def test_a_file_of_fills_that_is_not_text_or_not_there_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "fills.json"
    assert "cannot be read" in run("journal", "stats", "--fills", str(path))[2]
    path.write_bytes(b"\xff\xfe{")
    code, _, err = run("journal", "stats", "--fills", str(path))
    assert code == BAD_INPUT
    assert "fills.json" in err


def test_the_journal_of_a_data_folder_is_counted(run: Run, tmp_path: Path) -> None:
    with running_engine(tmp_path, "--seed", "1") as made:
        made.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        order = {"account": "paper_simulator", "symbol": "ES1!", "side": "buy", "quantity": 1}
        made.post("/orders", order, status=202)
        made.post("/accounts/paper_simulator/flatten", {})
        expected = made.until("/performance", lambda found: found["n"] == 1)
    code, out, _ = run("journal", "stats", "--json")
    assert code == OK
    found = json.loads(out)
    assert (found["n"], found["net"]) == (1, expected["net"])


# record, and what every command shares


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--seconds", "1"), "record needs --symbol"),
        (("--seconds", "0", "--symbol", "ES"), "a number above zero is needed"),
        (("--seconds", "nan", "--symbol", "ES"), "a number above zero is needed"),
        (("--seconds", "1", "--symbol", "AAPL1"), "AAPL1"),
        (("--seconds", "1", "--symbol", "HE"), "is not traded on this market"),
        (("--seconds", "1", "--symbol", "ES", "--market", "none"), "there is nothing to record"),
    ],
)
def test_what_cannot_be_recorded_is_named(
    run: Run, tmp_path: Path, words: tuple[str, ...], fault: str
) -> None:
    code, _, err = run("record", str(tmp_path / "out.csv.gz"), *words)
    assert code == BAD_INPUT
    assert fault in err


def test_a_file_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "missing" / "out.csv.gz"
    code, _, err = run("record", str(out), "--seconds", "0.1", "--symbol", "ES")
    assert code == BAD_INPUT
    assert "out.csv.gz cannot be written" in err


def test_a_recording_says_how_many_rows_it_wrote(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv.gz"
    words = ("--seconds", "0.3", "--symbol", "ES", "--speed", "600", "--seed", "1")
    code, printed, _ = run("record", str(out), *words)
    assert code == OK
    rows = int(printed.split()[0])
    assert rows > 10
    assert out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("serve", "--port", "many"),
        ("shot", "--scale", "9"),
        ("flatten", "--all", "--account", "A"),
        ("alert",),
        ("journal",),
        ("guess",),
    ],
)
def test_words_that_are_no_command_end_with_2_and_the_usage(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == BAD_INPUT
    assert "usage: traderterminal" in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"traderterminal {__version__}\n"


@pytest.mark.parametrize("size", ["large", "10x10", "99999x99999", "1600", "1600x"])
def test_a_picture_of_an_impossible_size_is_refused(run: Run, size: str) -> None:
    code, _, err = run("shot", "--size", size)
    assert code == BAD_INPUT
    assert f"--size {size}" in err


def test_a_bench_that_is_none_is_named(run: Run) -> None:
    code, _, err = run("bench", "sorting")
    assert code == BAD_INPUT
    assert "there is no bench 'sorting'; there are loop, orders" in err


def test_the_folder_is_for_one_engine(tmp_path: Path) -> None:
    lock = claim(tmp_path)
    with pytest.raises(Exception, match="already running"):
        claim(tmp_path)
    lock.release()
    claim(tmp_path).release()


# chart


@pytest.mark.parametrize(("display", "opened"), [(True, 1), (False, 0)])
def test_the_chart_opens_where_there_is_a_display(
    run: Run, engine: RunningEngine, monkeypatch: pytest.MonkeyPatch, display: bool, opened: int
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(webbrowser, "open", seen.append)
    monkeypatch.setattr("traderterminal.app.display.has_display", lambda *_: display)
    code, out, _ = run("chart", "--resolution", "5", data_dir=engine.data_dir)
    symbol = engine.get("/health")["market"]["symbols"][0]
    assert code == OK
    assert out.strip() == (
        f"{engine.runtime['url']}/chart?symbol={symbol}&resolution=5"
        f"#token={engine.runtime['udf_token']}"
    )
    assert seen == [out.strip()] * opened


def test_the_address_alone_is_printed_on_request(
    run: Run, engine: RunningEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda address: pytest.fail("a browser was opened"))
    code, out, _ = run("chart", "--print", "--symbol", "CME_MINI:NQ1!", data_dir=engine.data_dir)
    assert code == OK
    assert "/chart?symbol=CME_MINI%3ANQ1%21&resolution=1#token=" in out


def test_a_chart_needs_a_running_engine_and_bars_that_there_are(run: Run) -> None:
    code, _, errors = run("chart")
    assert (code, "no engine is running" in errors) == (BAD_INPUT, True)
    code, _, errors = run("chart", "--resolution", "7")
    assert (code, "bars are made of 1, 5" in errors) == (BAD_INPUT, True)
