"""The ledger on a real disk: durable, chained, grouped, and honest when it cannot write."""

import asyncio
import multiprocessing
import random
import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.support.builders import fill, order
from tests.support.failing_connection import Failing, failing
from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.desk.ports import (
    BALANCE,
    DIVIDEND,
    AccountFact,
    AlertFact,
    AlertKey,
    Fact,
    FillFact,
    NoteFact,
    OrderFact,
    Period,
)
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.errors import BadData, LedgerDown
from traderterminal.domain.exits import ExitLevel, Exits
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Accepted, Filled, Order, Sending, Verdict
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import Action, AlertRecord, AlertStatus, Signal, Stage
from traderterminal.storage.ledger import (
    CARRY_OVER_AFTER,
    LOG_ROOM,
    SILENT_NS,
    InlineLedger,
    SqliteLedger,
)

D = Decimal
ACCOUNT = Account("paper", "paper", Mode.SIMULATOR, "USD", D(100_000), D(100_000))
BURSTS = 8
KILLS = scaled(1_000, due=300)


@pytest_asyncio.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[SqliteLedger]:
    made = SqliteLedger(tmp_path / "ledger.db", lambda: 1)
    yield made
    made.close()


def working(order_id: str) -> Order:
    verdict = (Verdict("off_tick", "pass", "1", "0.25"),)
    return order(Sending(), Accepted("b1"), order_id=order_id, verdict=verdict)


async def test_entries_that_were_sent_with_exits_are_found_below_an_id(
    ledger: SqliteLedger,
) -> None:
    exits = Exits(stop=ExitLevel(D(8), "ticks"))
    placed = [working(f"TT{number}") for number in range(5)]
    placed = [replace(o, exits=exits if o.order_id != "TT2" else None) for o in placed]
    await ledger.commit([OrderFact("Accepted", each) for each in placed])
    found = await ledger.entries_with_exits("TT4", limit=2)
    assert [(each.order_id, each.exits) for each in found] == [("TT3", exits), ("TT1", exits)]
    found = await ledger.entries_with_exits("TT1", limit=2)
    assert [each.order_id for each in found] == ["TT0"]


async def test_what_was_committed_is_there_after_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    first = SqliteLedger(path, lambda: 1)
    done = working("TT2").apply(Filled(fill("f1", order_id="TT2")))
    position = Position("paper", "ESH2024", D(50)).apply(fill("f1", order_id="TT2"))
    after = ACCOUNT.after_fill(fill("f1"), AssetClass.FUTURE, D(0))
    await first.commit([AccountFact("opened", ACCOUNT), OrderFact("Sending", working("TT1"))])
    await first.commit(
        [
            OrderFact("Sending", working("TT2")),
            OrderFact("Filled", done),
            FillFact(fill("f1", order_id="TT2"), position, after),
        ]
    )
    await first.commit([NoteFact("place", {"position": "7"})])
    first.close()
    again = SqliteLedger(path, lambda: 1)
    state = again.state()
    assert state.live_orders == [working("TT1")]
    assert state.closed_orders == [done]
    assert state.positions == {("paper", "ESH2024"): position}
    assert state.accounts == {"paper": after}
    assert state.fills == [fill("f1", order_id="TT2")]
    assert state.notes == {"place": {"position": "7"}}
    assert again.broken_at() is None
    assert await again.order("TT2") == done
    assert await again.order_by_client_id("TT1") is not None
    again.close()


async def test_many_commits_at_once_share_few_transactions(ledger: SqliteLedger) -> None:
    statements: list[str] = []
    ledger._writer.set_trace_callback(statements.append)
    await asyncio.gather(
        *(ledger.commit([OrderFact("Sending", working(f"TT{n:03d}"))]) for n in range(64))
    )
    assert sum(s == "COMMIT" for s in statements) < 20
    assert ledger.last_seq == 64


async def test_an_order_is_found_by_the_brokers_id_and_a_leg_by_its_entry(
    ledger: SqliteLedger,
) -> None:
    legs = [order(Sending(), Accepted(f"b{n}"), order_id=f"TT{n}", parent_id="TT1") for n in (3, 2)]
    await ledger.commit([OrderFact("Sending", one) for one in (working("TT1"), *legs)])
    assert await ledger.order_at_broker("paper", "b2") == legs[1]
    assert await ledger.order_at_broker("other", "b2") is None
    assert await ledger.children("TT1") == legs[::-1]
    assert await ledger.children("TT2") == []


async def test_a_reset_forgets_positions_and_hides_older_fills(ledger: SqliteLedger) -> None:
    position = Position("paper", "ESH2024", D(50)).apply(fill())
    await ledger.commit([AccountFact("opened", ACCOUNT), FillFact(fill(), position, ACCOUNT)])
    await ledger.commit([AccountFact("reset", replace(ACCOUNT, cash=D(5)))])
    state = ledger.state()
    assert state.positions == {}
    assert state.fills == []
    assert state.accounts["paper"].cash == 5
    assert len(await ledger.fills()) == 1


@pytest.mark.parametrize("reason", [DIVIDEND, BALANCE])
async def test_what_moves_the_cash_leaves_what_is_held(ledger: SqliteLedger, reason: str) -> None:
    position = Position("paper", "ESH2024", D(50)).apply(fill())
    await ledger.commit([AccountFact("opened", ACCOUNT), FillFact(fill(), position, ACCOUNT)])
    paid = ACCOUNT.after_dividend(D("2.60"))
    await ledger.commit([AccountFact(reason, paid)])
    for _ in range(2):
        state = ledger.state()
        assert state.accounts == {"paper": paid}
        assert list(state.positions.values()) == [position]
        assert len(state.fills) == 1
        ledger.rebuild()


async def test_the_projections_follow_from_the_events_alone(ledger: SqliteLedger) -> None:
    position = Position("paper", "ESH2024", D(50)).apply(fill())
    await ledger.commit([AccountFact("opened", ACCOUNT), FillFact(fill(), position, ACCOUNT)])
    for number in range(20):
        await ledger.commit([OrderFact("Sending", working(f"TT{number}"))])
    before = ledger.state()
    ledger.rebuild()
    assert ledger.state() == before


@pytest.mark.parametrize("column", ["body", "kind", "key", "at_ns"])
async def test_any_altered_event_breaks_the_chain(ledger: SqliteLedger, column: str) -> None:
    for number in range(5):
        await ledger.commit([OrderFact("Sending", working(f"TT{number}"))])
    value: Any = 99 if column == "at_ns" else "x"
    ledger._writer.execute(
        f"UPDATE events SET {column} = ? WHERE seq = 3",  # noqa: S608 - columns of the test
        (value,),
    )
    assert ledger.broken_at() == 3


async def test_a_missing_event_breaks_the_chain(ledger: SqliteLedger) -> None:
    for number in range(5):
        await ledger.commit([OrderFact("Sending", working(f"TT{number}"))])
    ledger._writer.execute("DELETE FROM events WHERE seq = 2")
    assert ledger.broken_at() == 2


def alert(alert_id: str, **changes: Any) -> AlertRecord:
    record = AlertRecord(
        alert_id,
        5,
        AlertStatus.ACCEPTED,
        signals=(Signal(Action.BUY, "ES1!", quantity=D(2)),),
        timeline=((Stage.RECEIVED, 5),),
    )
    return replace(record, **changes)


async def test_an_alert_is_stored_once_also_when_two_arrive_together(ledger: SqliteLedger) -> None:
    results = await asyncio.gather(
        *(ledger.store_alert(AlertFact(alert(f"AL{n}")), AlertKey(b"same")) for n in range(8))
    )
    stored = [r for r in results if not r.duplicate_of]
    assert len(stored) == 1
    assert {r.duplicate_of for r in results if r.duplicate_of} == {"AL0"}
    assert len(await ledger.alerts()) == 1


async def test_a_key_that_has_run_out_may_be_used_again(tmp_path: Path) -> None:
    now = [100]
    ledger = SqliteLedger(tmp_path / "l.db", lambda: now[0])
    key = AlertKey(b"raw", until_ns=200)
    assert not (await ledger.store_alert(AlertFact(alert("AL1")), key)).duplicate_of
    assert (await ledger.store_alert(AlertFact(alert("AL2")), key)).duplicate_of == "AL1"
    now[0] = 300
    assert not (await ledger.store_alert(AlertFact(alert("AL3")), key)).duplicate_of
    ledger.close()


async def test_a_nonce_belongs_to_one_body(ledger: SqliteLedger) -> None:
    first = AlertKey(b"a", nonce="n", body_hash=b"1")
    other = AlertKey(b"b", nonce="n", body_hash=b"2")
    await ledger.store_alert(AlertFact(alert("AL1")), first)
    assert (await ledger.store_alert(AlertFact(alert("AL2")), first)).duplicate_of == "AL1"
    assert (await ledger.store_alert(AlertFact(alert("AL3")), other)).replayed


async def test_pages_are_newest_first_and_do_not_overlap(ledger: SqliteLedger) -> None:
    for number in range(5):
        await ledger.commit([OrderFact("Sending", working(f"TT{number}"))])
        await ledger.store_alert(AlertFact(alert(f"AL{number}")), AlertKey(bytes([number])))
    page = await ledger.orders(limit=2)
    assert [o.order_id for o in page] == ["TT4", "TT3"]
    rest = await ledger.orders(limit=9, before="TT3")
    assert [o.order_id for o in rest] == ["TT2", "TT1", "TT0"]
    assert await ledger.orders(status="filled") == []
    assert [a.alert_id for a in await ledger.alerts(limit=2)] == ["AL4", "AL3"]


async def test_orders_and_fills_are_chosen_by_strategy_and_period(ledger: SqliteLedger) -> None:
    position = Position("paper", "ESH2024", D(50))
    await ledger.commit([AccountFact("opened", ACCOUNT)])
    for number, strategy in enumerate(("orb", "fade", "orb")):
        made = replace(working(f"TT{number}"), strategy=strategy, created_ns=number)
        done = fill(f"f{number}", strategy=strategy, at_ns=number)
        await ledger.commit([OrderFact("Sending", made), FillFact(done, position, ACCOUNT)])
    for strategy, period, numbers in (
        ("orb", Period(), [2, 0]),
        ("", Period(1), [2, 1]),
        ("", Period(None, 1), [0]),
        ("orb", Period(1, 3), [2]),
        ("none", Period(), []),
    ):
        orders = await ledger.orders(strategy=strategy, period=period)
        assert [o.order_id for o in orders] == [f"TT{n}" for n in numbers]
        fills = await ledger.fills(strategy=strategy, period=period)
        assert [f.fill_id for f in fills] == [f"f{n}" for n in numbers]


@pytest.mark.parametrize(
    "statement", ["BEGIN", "INSERT INTO events", "INSERT INTO orders", "COMMIT"]
)
async def test_a_full_disk_is_named_and_nothing_of_the_commit_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    ledger = SqliteLedger(tmp_path / "l.db", lambda: 1, connect=failing)
    await ledger.commit([OrderFact("Sending", working("TT1"))])
    monkeypatch.setattr(Failing, "fail_on", statement)
    with pytest.raises(LedgerDown, match="the disk is full"):
        await ledger.commit([OrderFact("Sending", working("TT2"))])
    assert ledger.down is not None
    monkeypatch.setattr(Failing, "fail_on", "")
    await ledger.commit([OrderFact("Sending", working("TT3"))])
    assert ledger.down is None
    assert [o.order_id for o in ledger.state().live_orders] == ["TT1", "TT3"]
    assert ledger.broken_at() is None
    ledger.close()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("attempt to write a readonly database", "the file is read-only"),
        ("disk I/O error", "the disk reports an error"),
        ("database disk image is malformed", "the file is damaged"),
    ],
)
async def test_whatever_else_fails_is_named_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    ledger = SqliteLedger(tmp_path / "l.db", lambda: 1, connect=failing)
    monkeypatch.setattr(Failing, "error", sqlite3.OperationalError(text))
    monkeypatch.setattr(Failing, "fail_on", "INSERT INTO events")
    with pytest.raises(LedgerDown, match=words):
        await ledger.commit([OrderFact("Sending", working("TT1"))])
    monkeypatch.setattr(Failing, "fail_on", "")
    assert ledger.state().live_orders == []
    ledger.close()


async def test_a_disk_that_does_not_answer_is_told_of_after_a_second(tmp_path: Path) -> None:
    now, answers, asked = [0], threading.Event(), threading.Event()
    answers.set()

    class Silent(sqlite3.Connection):
        def cursor(self, *arguments: Any, **named: Any) -> Any:
            asked.set()
            answers.wait()
            return super().cursor(*arguments, **named)

    def connect(path: str) -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=Silent)

    ledger = SqliteLedger(tmp_path / "l.db", lambda: now[0], connect)
    answers.clear()
    asked.clear()
    commit = asyncio.gather(ledger.commit([OrderFact("Sending", working("TT1"))]))
    await asyncio.to_thread(asked.wait)
    now[0] = SILENT_NS - 1
    assert ledger.down is None
    now[0] = SILENT_NS
    assert ledger.down == Message("ledger_down", {"cause": "the disk does not answer"})
    answers.set()
    await commit
    ledger.close()
    assert ledger.down is None


async def test_a_locked_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("traderterminal.storage.ledger.BUSY_MS", 20)
    ledger = SqliteLedger(tmp_path / "l.db", lambda: 1)
    other = sqlite3.connect(tmp_path / "l.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerDown, match="another program"):
        await ledger.commit([OrderFact("Sending", working("TT1"))])
    other.execute("ROLLBACK")
    other.close()
    ledger.close()


async def test_the_log_is_carried_over_while_others_write_and_stays_as_long_as_it_was(
    tmp_path: Path,
) -> None:
    carried = list[str]()

    def connect(path: str) -> sqlite3.Connection:
        made = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

        def see(statement: str) -> None:
            if "wal_checkpoint" in statement:
                carried.append(threading.current_thread().name)

        made.set_trace_callback(see)
        return made

    ledger, log = SqliteLedger(tmp_path / "l.db", lambda: 1, connect), tmp_path / "l.db-wal"
    ledger.recover()
    assert log.stat().st_size == LOG_ROOM
    for number in range(BURSTS * CARRY_OVER_AFTER):
        await ledger.commit([OrderFact("Sending", working(f"TT{number:04d}"))])
        if number % CARRY_OVER_AFTER < 4:  # and now they come one at a time
            await ledger.orders(limit=1)  # whoever reads waits for it
    written = BURSTS * CARRY_OVER_AFTER * 3 * 4_096  # an order changes more pages than that
    assert written > LOG_ROOM == log.stat().st_size
    ledger.close()
    assert BURSTS <= len(carried) < BURSTS * CARRY_OVER_AFTER / 4
    assert {name.rpartition("_")[0] for name in carried} == {"ledger-read"}


async def test_what_is_behind_the_log_is_taken_for_nothing_after_a_crash(tmp_path: Path) -> None:
    path, left = tmp_path / "ledger.db", tmp_path / "left.db"
    ledger = SqliteLedger(path, lambda: 1)
    ledger.recover()
    for number in range(20):
        await ledger.commit([OrderFact("Sending", working(f"TT{number:02d}"))])
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{left}{suffix}")
    ledger.close()
    assert left.with_name("left.db-wal").read_bytes().endswith(bytes(4_096))
    found = SqliteLedger(left, lambda: 1)
    found.recover()
    assert (found.last_seq, found.broken_at()) == (20, None)
    assert len(found.state().live_orders) == 20
    found.close()


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be limited there")
async def test_a_disk_without_room_for_the_log_keeps_what_it_has_for_orders(
    tmp_path: Path,
) -> None:
    import resource

    ledger, log = SqliteLedger(tmp_path / "l.db", lambda: 1), tmp_path / "l.db-wal"
    before, limit = log.stat().st_size, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LOG_ROOM // 2, limit[1]))
    try:
        ledger.recover()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert log.stat().st_size == before < LOG_ROOM // 2
    await ledger.commit([OrderFact("Sending", working("TT1"))])
    assert ledger.last_seq == 1
    ledger.close()


def test_a_newer_schema_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    SqliteLedger(path, lambda: 1).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(BadData, match="schema 99"):
        SqliteLedger(path, lambda: 1)
    assert path.read_bytes() == before


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"this is not a database at all" * 50)
    with pytest.raises(BadData, match="not a ledger"):
        SqliteLedger(path, lambda: 1)


def write_until_killed(path: Path, acknowledged: Connection) -> None:
    """Commit order after order; tell of each that is durable."""

    async def run() -> None:
        ledger = SqliteLedger(path, lambda: 1)
        ledger.recover()
        while True:
            number = ledger.last_seq + 1
            await ledger.commit([OrderFact("Sending", working(f"TT{number:08d}"))])
            acknowledged.send(number)

    asyncio.run(run())


def told(acknowledged: Connection) -> list[int]:
    """Everything that was told until the writer was killed."""
    numbers = []
    with acknowledged, suppress(EOFError):
        while True:
            numbers.append(acknowledged.recv())
    return numbers


@pytest.mark.counted("kills of a writing ledger")
@pytest.mark.timeout(600)
def test_acknowledged_events_survive_being_killed(tmp_path: Path, cases: Cases) -> None:
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])
    path, chance = tmp_path / "ledger.db", random.Random(1)
    before = 0
    for _ in cases.over(range(KILLS)):
        here, there = server.Pipe(duplex=False)
        writer = server.Process(target=write_until_killed, args=(path, there))
        writer.start()
        there.close()
        first = here.recv()
        time.sleep(chance.uniform(0, 0.03))
        writer.kill()
        acknowledged = max([first, *told(here)])
        writer.join()
        writer.close()
        assert acknowledged > before
        ledger = SqliteLedger(path, lambda: 1)
        assert ledger.last_seq >= acknowledged
        assert ledger.broken_at() is None
        before = ledger.last_seq
        ledger.close()


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    opened: list[sqlite3.Connection] = []

    def connect(path: str) -> sqlite3.Connection:
        opened.append(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
        return opened[-1]

    ledger = SqliteLedger(tmp_path / "ledger.db", lambda: 1, connect)
    writer = opened[0]
    # With less than FULL (2), a cut of the power takes back what was already answered.
    assert writer.execute("PRAGMA synchronous").fetchone() == (2,)
    assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    ledger.close()


async def test_a_ledger_that_writes_at_once_holds_the_same(tmp_path: Path) -> None:
    facts: list[Fact] = [AccountFact("opened", ACCOUNT), OrderFact("Sending", working("TT1"))]
    key = AlertKey(b"key")
    alert = AlertFact(AlertRecord("AL1", 1, AlertStatus.ACCEPTED))
    held: dict[str, tuple[int, str]] = {}
    for kind in (SqliteLedger, InlineLedger):
        ledger = kind(tmp_path / kind.__name__, lambda: 1)
        await ledger.commit(facts)
        stored = await ledger.store_alert(alert, key)
        again = await ledger.store_alert(alert, key)
        assert (stored.duplicate_of, again.duplicate_of) == ("", "AL1")
        (found,) = await ledger.orders()
        assert found == working("TT1")
        held[kind.__name__] = (ledger.last_seq, ledger.last_hash)
        assert ledger.broken_at() is None
        ledger.close()
    assert held["SqliteLedger"] == held["InlineLedger"]


async def test_what_cannot_be_written_at_once_is_told_at_once(tmp_path: Path) -> None:
    ledger = InlineLedger(tmp_path / "ledger.db", lambda: 1)
    with sqlite3.connect(tmp_path / "ledger.db") as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerDown):
            await ledger.commit([AccountFact("opened", ACCOUNT)])
    other.close()
    assert ledger.last_seq == 0
    ledger.close()
