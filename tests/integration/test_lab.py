"""The replay lab: a recorded day under other settings, through the real engine."""

import asyncio
import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.figures import Cases
from tests.support.recorded_day import (
    ACCOUNT,
    MINUTE,
    START_NS,
    TraderOfTheDay,
    busy_day,
    trade_the_day,
    write_recording,
)
from tests.support.scale import scaled
from tests.support.shared_data import REPOSITORY, shared_file
from traderterminal.app.lab.outcome import Outcome
from traderterminal.app.lab.plan import Lab, run_lab
from traderterminal.app.lab.playing import BrokenOff
from traderterminal.cli import BAD_INPUT, OK, main
from traderterminal.domain.errors import BadData
from traderterminal.domain.signals import Decision
from traderterminal.storage.past import AlertEvent, OrderEvent, past_events

D = Decimal
RUNS = scaled(200, due=100)
HEAD = 'recording = "ES.csv"\nsymbol = "ESH2024"\ndata_dir = "data"\n'
AS_IT_WAS = '[variants."as it was"]\n'
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a recording, and the data folder in which it was traded."""
    folder = tmp_path_factory.mktemp("day")
    (folder / "data").mkdir()
    asyncio.run(trade_the_day(folder / "data", write_recording(folder), busy_day))
    return folder


@pytest.fixture
def plan(day: Path, request: pytest.FixtureRequest) -> Write:
    def write(variants: str = AS_IT_WAS, head: str = HEAD) -> Path:
        path = day / f"{request.node.name[:40]}.toml"
        path.write_text(head + variants, "utf-8")
        return path

    return write


def orders(outcome: Outcome) -> dict[str, tuple[str, str]]:
    return {name: (line.status, line.reason) for name, line in outcome.orders.items()}


def test_the_day_as_it_was_comes_out_as_it_did(day: Path, plan: Write) -> None:
    (again,) = run_lab(plan()).outcomes
    # given what the ledger of the day itself holds: each order as it ended
    ended = {
        event.order.order_id: event.order
        for event in past_events(day / "data" / "ledger.db")
        if isinstance(event, OrderEvent)
    }
    was = [
        (one.side, one.quantity, one.shown_status, one.filled_quantity, one.average_price)
        for _, one in sorted(ended.items())
    ]
    now = [
        (line.side, line.quantity, line.status, line.filled, line.average_price)
        for line in again.orders.values()
    ]
    assert now == was
    assert list(again.orders) == [
        f"alert 1 {ACCOUNT}",
        f"alert 2 {ACCOUNT}",
        "order 1",
        "order 1 T1",
        "order 1 SL",
        "order 2",
        f"alert 3 {ACCOUNT}",
        "order 3",
        f"alert 4 {ACCOUNT}",
    ]
    assert (again.trades, again.open_result) == (3, D(0))
    assert not again.refused


def test_a_limit_refuses_what_is_beyond_it_and_what_would_have_come_of_it(plan: Write) -> None:
    variants = "[variants.two.risk]\nmax_order_quantity = 2\n"
    first, two = run_lab(plan(AS_IT_WAS + variants)).outcomes
    assert two.refused == {"max_order_quantity": 2}  # the sale of 3, the purchase of 4 that rests
    assert orders(two)["order 1"] == ("denied", "max_order_quantity")
    assert "order 1 T1" in first.orders
    assert "order 1 T1" not in two.orders
    assert two.trades == first.trades - 1


def test_a_daily_loss_stops_the_day_where_it_was_reached(plan: Write) -> None:
    variants = '[variants."limit 30".risk]\nmax_daily_loss = 30\n'
    (limited,) = run_lab(plan(variants)).outcomes
    # the first trade loses 184; nothing is opened after it, and what closes finds nothing
    assert limited.trades == 1
    assert limited.net == D("-184.00")
    # three of the day's own orders and that of an alert: each counts once, by its order
    assert limited.refused == {"already_flat": 1, "daily_loss": 4}


def test_after_eleven_nothing_is_opened_and_what_is_open_may_leave(plan: Write) -> None:
    variants = "[variants.early]\nno_entries_after = 11:00:00\n"
    first, early = run_lab(plan(AS_IT_WAS + variants)).outcomes
    eleven_ns = START_NS + 30 * MINUTE
    before = {name: one for name, one in first.orders.items() if one.at_ns < eleven_ns}
    assert {name: early.orders[name] for name in before} == before
    assert orders(early)["order 3"] == ("denied", "halted")
    assert not any(one.filled for one in early.orders.values() if one.at_ns >= eleven_ns)


def test_an_entry_that_rests_at_that_time_is_taken_out(plan: Write) -> None:
    (early,) = run_lab(plan("[variants.early]\nno_entries_after = 10:45:00\n")).outcomes
    # placed at 10:42; by hand it was cancelled at 10:50
    assert orders(early)["order 2"][0] == "canceled"
    (later,) = run_lab(plan("[variants.early]\nno_entries_after = 10:40:00\n")).outcomes
    assert orders(later)["order 2"] == ("denied", "halted")


def test_the_next_trade_date_opens_as_ever(tmp_path: Path) -> None:
    minutes = (329, 329.5, 390, 390.5)  # 15:59 in Chicago, and 17:00: the next trade date
    rows = [f"{START_NS + round(at * MINUTE)},quote,,,,4800.00,20,4800.25,20" for at in minutes]
    recording = tmp_path / "ES.csv"
    header = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"
    recording.write_text("\n".join((header, *rows)) + "\n")
    (tmp_path / "data").mkdir()

    async def one_a_day(trader: TraderOfTheDay) -> None:
        for at in minutes[1:3]:
            await trader.at(at)
            await trader.order("buy", 1)

    asyncio.run(trade_the_day(tmp_path / "data", recording, one_a_day))
    path = tmp_path / "run.toml"
    path.write_text(HEAD + "[variants.early]\nno_entries_after = 15:59:10\n")
    (early,) = run_lab(path).outcomes
    assert orders(early) == {"order 1": ("denied", "halted"), "order 2": ("filled", "")}


def test_a_slower_account_trades_later(plan: Write) -> None:
    variants = f"[variants.slow.accounts.{ACCOUNT}]\nlatency_ms = 2500\n"
    first, slow = run_lab(plan(AS_IT_WAS + variants)).outcomes
    name = "order 1 T1"  # placed once its entry has traded
    assert slow.orders[name].at_ns - first.orders[name].at_ns == 2_500_000_000


def test_nothing_is_written_where_the_day_lies(day: Path, plan: Write) -> None:
    def held() -> dict[str, str]:
        files = sorted(path for path in (day / "data").rglob("*") if path.is_file())
        return {
            str(path): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
            if path.suffix not in (".db-shm", ".db-wal")
        }

    before = held()
    run_lab(plan())
    assert held() == before


@pytest.mark.counted("runs of the lab with another hash")
@pytest.mark.timeout(120 + 6 * RUNS)
def test_the_same_day_gives_the_same_ledger_to_the_byte(
    day: Path, plan: Write, cases: Cases
) -> None:
    variants = AS_IT_WAS + "[variants.early]\nno_entries_after = 11:00:00\n"
    path = plan(variants)
    first = [one.ledger_hash for one in run_lab(path).outcomes]
    assert len(set(first)) == 2
    for _ in range(RUNS // len(first)):
        again = [one.ledger_hash for one in run_lab(path).outcomes]
        assert list(cases.over(again)) == first
    # nor does it hang on the process: another one has another order of its sets
    code = (
        "import sys; from pathlib import Path; from traderterminal.app.lab.plan import run_lab;"
        "print(*(one.ledger_hash for one in run_lab(Path(sys.argv[1])).outcomes))"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY)}
        told = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", code, str(path)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.split() == first


def test_another_seed_gives_other_ids_and_the_same_trades(plan: Write) -> None:
    (first,) = run_lab(plan()).outcomes
    (other,) = run_lab(plan(head=HEAD + "seed = 2\n")).outcomes
    assert other.ledger_hash != first.ledger_hash
    assert replace(other, ledger_hash=first.ledger_hash) == first


async def approved_day(trader: TraderOfTheDay) -> None:
    await trader.at(2)
    for number in (1, 2, 3):
        body = '{"symbol": "ES1!", "action": "buy", "quantity": 1, "strategy": "orb", "id": "%d"}'
        await trader.deliver(body % number)
    approved, rejected, _ = await trader.until_waiting(3)
    await trader.at(2.2)
    await trader.decide(approved, Decision.APPROVED)
    await trader.decide(rejected, Decision.REJECTED)
    await trader.at(10)


def test_the_traders_word_counts_again(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    settings = '[strategies.orb]\napproval = "manual"\n'
    (tmp_path / "data" / "config.toml").write_text(settings)
    asyncio.run(trade_the_day(tmp_path / "data", write_recording(tmp_path, 10), approved_day))
    path = tmp_path / "run.toml"
    path.write_text(HEAD + AS_IT_WAS + '[variants.auto.strategies.orb]\napproval = "auto"\n')
    asked, auto = run_lab(path).outcomes
    assert list(asked.orders) == [f"alert 1 {ACCOUNT}"]
    assert asked.refused == {"approval_rejected": 1, "approval_expired": 1}
    assert len(auto.orders) == 3


async def bought_and_sold(trader: TraderOfTheDay) -> None:
    for minute, action in ((2, "buy"), (5, "sell")):
        await trader.at(minute)
        await trader.deliver(f'{{"symbol": "ES1!", "action": "{action}", "quantity": 1}}')
    await trader.at(10)


def test_a_day_in_another_currency_is_played_at_its_rate(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    account = f'[[accounts]]\nid = "{ACCOUNT}"\ncurrency = "EUR"\n'
    (data / "config.toml").write_text(account)
    (data / "exchange_rates.csv").write_text("date,currency,per_dollar\n2020-01-01,EUR,0.5\n")
    asyncio.run(trade_the_day(data, write_recording(tmp_path, 10), bought_and_sold))
    path = tmp_path / "run.toml"
    dollars = f'[variants.dollars.accounts.{ACCOUNT}]\ncurrency = "USD"\n'
    path.write_text(HEAD + AS_IT_WAS + dollars)
    euros, dollars_again = run_lab(path).outcomes
    assert (euros.trades, euros.refused) == (1, {})
    assert dollars_again.net == 2 * euros.net + D("0.02")  # a fee of 1.125 euros is rounded up


def test_alerts_keep_the_market_time_of_their_receipt(day: Path) -> None:
    events = past_events(day / "data" / "ledger.db")
    first = [e for e in events if isinstance(e, AlertEvent) and e.is_first]
    minutes = [(event.at_ns - START_NS) / MINUTE for event in first]
    assert minutes == [2, 7, 35, 50]
    assert all(event.at_ns == event.record.market_ns for event in first)


def test_a_lab_that_nobody_waits_for_ends(plan: Write) -> None:
    heard: list[tuple[str, float]] = []

    def go_on(variant: str, share: float) -> bool:
        heard.append((variant, share))
        return len(heard) < 3

    with pytest.raises(BrokenOff):
        run_lab(plan(AS_IT_WAS + "[variants.b]\n"), go_on)
    assert [variant for variant, _ in heard] == ["as it was"] * 3
    assert 0 < heard[0][1] < heard[1][1] < heard[2][1] <= 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "variants"),
        ("[variants]\n", "variants"),
        ("[variants.a.risk]\nmax_postion = 1\n", "variant 'a'.*max_postion.*max_position"),
        ('[variants.a]\nno_entries_after = "soon"\n', "variant 'a': no_entries_after is a time"),
        ("[variants.a", "table declaration"),
        ("[variants.a]\n[recoding]\n", "recoding"),
    ],
)
def test_a_file_that_cannot_be_run_is_refused_in_words(plan: Write, text: str, said: str) -> None:
    with pytest.raises(BadData, match=said):
        run_lab(plan(text))


@pytest.mark.parametrize(
    ("was", "instead", "said"),
    [
        ('"ESH2024"', '"ES1!"', "one dated contract"),
        ('"ES.csv"', '"none.csv"', "none.csv cannot be read"),
        ('"data"', '"elsewhere"', "there is no ledger .*elsewhere"),
    ],
)
def test_what_is_not_there_is_named(plan: Write, was: str, instead: str, said: str) -> None:
    with pytest.raises(BadData, match=said):
        run_lab(plan(head=HEAD.replace(was, instead)))


def test_the_command_prints_a_line_a_variant(
    plan: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plan(AS_IT_WAS + "[variants.two.risk]\nmax_order_quantity = 2\n")
    assert main(["lab", str(path), "--diff"]) == OK
    head, first, two, *differing = capsys.readouterr().out.splitlines()
    assert head.startswith("variant")
    assert (first.split()[:4], two.split()[:2]) == (["as", "it", "was", "3"], ["two", "2"])
    assert differing[:2] == ["--- as it was", "+++ two"]
    assert differing[2].startswith("- order 1: 2024-01-09T16:40:00")
    assert main(["lab", str(path), "--json"]) == OK
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["variant"], one["trades"]) for one in told] == [("as it was", 3), ("two", 2)]
    assert main(["lab", str(path.with_name("none.toml"))]) == BAD_INPUT
    assert "none.toml cannot be read" in capsys.readouterr().err


async def trades_in_es(trader: TraderOfTheDay) -> None:
    assert trader.engine.replay is not None
    source, draw = trader.engine.replay.source, random.Random(3)
    start_ns = source.clock.now_ns()
    for minute in range(1, 80, 4):
        await source.seek(start_ns + minute * MINUTE)
        await trader.order(draw.choice(("buy", "sell")), 1)
    await trader.engine.replay.note_place()


def test_a_recorded_session_of_the_exchange_comes_out_as_it_did(tmp_path: Path) -> None:
    recording = shared_file("marketdata/ESH4_2023-12-25_ticks_2200-2330.csv.gz")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "config.toml").write_text('[risk]\nsession = "ignore"\n')
    asyncio.run(trade_the_day(tmp_path / "data", recording, trades_in_es))
    path = tmp_path / "run.toml"
    path.write_text(HEAD.replace("ES.csv", str(recording)) + AS_IT_WAS)
    done: Lab = run_lab(path)
    (again,) = done.outcomes
    events = past_events(tmp_path / "data" / "ledger.db")
    ended = {e.order.order_id: e.order for e in events if isinstance(e, OrderEvent)}
    was = [(one.created_ns, one.average_price) for _, one in sorted(ended.items())]
    assert len(was) == 20
    assert [(line.at_ns, line.average_price) for line in again.orders.values()] == was
