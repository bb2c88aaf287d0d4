"""What the ledger has acknowledged outlives a cut of the power, whatever becomes of the rest."""

import asyncio
import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from tests.support.apsw_connection import apsw_connect
from tests.support.builders import fill, order
from tests.support.figures import Cases
from tests.support.recorded_disk import SECTOR, Acknowledged, RecordedDisk, Remains
from tests.support.scale import scaled
from traderterminal.desk.ports import (
    AccountFact,
    AlertFact,
    AlertKey,
    Fact,
    FillChangedFact,
    FillFact,
    NoteFact,
    OrderFact,
)
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.orders import Accepted, Filled, Sending, Verdict
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import AlertRecord, AlertStatus
from traderterminal.storage.ledger import SqliteLedger

#: Disks that are looked at: a loss is sought, or must be found.
SOUGHT, FOUND = scaled(2_000, due=300), scaled(300)
TORN = scaled(10_000, due=3_000)
ROUNDS = 60
#: A checkpoint every so many pages, so that the record holds many of them.
OFTEN = "wal_autocheckpoint = 40"
ACCOUNT = Account("paper", "paper", Mode.SIMULATOR, "USD", Decimal(100_000), Decimal(100_000))


def facts(number: int) -> Sequence[Fact]:
    """What one order brings."""
    order_id, fill_id = f"TT{number:04d}", f"f{number}"
    verdict = (Verdict("off_tick", "pass", "1", "0.25"),)
    working = order(Sending(), Accepted("b1"), order_id=order_id, verdict=verdict)
    traded = fill(fill_id, order_id=order_id)
    position = Position("paper", "ESH2024", Decimal(50)).apply(traded)
    made: list[Fact] = [
        OrderFact("Sending", working),
        OrderFact("Filled", working.apply(Filled(traded))),
        FillFact(traded, position, ACCOUNT),
    ]
    if number % 7 == 0:
        revised = replace(traded, price=traded.price + 1)
        made.append(FillChangedFact(traded, revised, position, ACCOUNT))
    if number % 5 == 0:
        made.append(NoteFact("place", {"position": str(number)}))
    return made


async def write(ledger: SqliteLedger, told: Callable[[int], None] = lambda seq: None) -> None:
    """Fill a ledger as a day does: some commits alone, some together."""
    await ledger.commit([AccountFact("opened", ACCOUNT)])
    told(ledger.last_seq)
    for number in range(ROUNDS):
        await ledger.commit(facts(number))
        told(ledger.last_seq)
        record = AlertRecord(f"AL{number:04d}", 5, AlertStatus.ACCEPTED)
        await asyncio.gather(
            ledger.store_alert(AlertFact(record), AlertKey(bytes([number]), nonce=str(number))),
            ledger.commit(facts(1_000 + number)),
        )
        told(ledger.last_seq)


_names = count()


async def recorded(folder: Path, *settings: str) -> RecordedDisk:
    """Return a disk on which a ledger was written."""
    disk = RecordedDisk(f"recorded-{next(_names)}")
    ledger = SqliteLedger(
        folder / "ledger.db", lambda: 1, connect=apsw_connect(disk.name, OFTEN, *settings)
    )
    await write(ledger, lambda seq: disk.record.append(Acknowledged(seq)))
    ledger.close()
    disk.unregister()
    return disk


def anywhere(disk: RecordedDisk, images: int) -> Sequence[int]:
    return sorted(random.Random(2).choices(range(len(disk.record)), k=images))


def after_cuts(disk: RecordedDisk, folder: Path, cuts: Sequence[int]) -> Iterator[int]:
    """Cut the power after so many steps, and open what is left; yield how many events were lost."""
    chance, remains, taken = random.Random(1), Remains(), 0
    for number, cut in enumerate(cuts):
        for step in disk.record[taken:cut]:
            remains.take(step)
        taken = cut
        image = folder / str(number)
        image.mkdir()
        remains.write(image, chance)
        ledger = SqliteLedger(image / "ledger.db", lambda: 1)
        lost = remains.acknowledged - ledger.last_seq
        assert ledger.broken_at() is None
        ledger.close()
        assert integrity(image / "ledger.db") == "ok"
        yield lost


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        (words,) = connection.execute("PRAGMA integrity_check").fetchone()
        return str(words)


@pytest.mark.counted("cuts of the power")
@pytest.mark.timeout(300)
async def test_nothing_acknowledged_is_lost_when_the_power_is_cut(
    tmp_path: Path, cases: Cases
) -> None:
    disk = await recorded(tmp_path)
    assert max(cases.over(after_cuts(disk, tmp_path, anywhere(disk, SOUGHT)))) <= 0


@pytest.mark.counted("cuts of the power, the disk not waited for")
@pytest.mark.timeout(300)
async def test_a_ledger_that_does_not_wait_for_the_disk_does_lose(
    tmp_path: Path, cases: Cases
) -> None:
    disk = await recorded(tmp_path, "synchronous = NORMAL")
    for lost in cases.over(after_cuts(disk, tmp_path, anywhere(disk, FOUND))):
        cases.found["with loss"] += lost > 0
    assert cases.found["with loss"] > 0


async def test_a_first_start_that_was_cut_off_is_no_obstacle_to_the_next(tmp_path: Path) -> None:
    disk = await recorded(tmp_path)
    first = next(n for n, step in enumerate(disk.record) if isinstance(step, Acknowledged))
    assert max(after_cuts(disk, tmp_path, range(first))) == 0


def torn(log: bytes, at: int, damage: str, chance: random.Random) -> bytes:
    """Return a log of which nothing from a place on is as it was, or only its last sector."""
    match damage:
        case "cut":
            return log[:at]
        case "zeros":
            return log[:at] + bytes(len(log) - at)
        case _:
            return log[:at] + chance.randbytes(SECTOR)[: len(log) - at]


@pytest.mark.counted("torn logs of the ledger")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("damage", ["cut", "zeros", "garbled"])
async def test_of_a_torn_log_all_that_is_whole_is_there(
    tmp_path: Path, damage: str, cases: Cases
) -> None:
    path, log = tmp_path / "ledger.db", tmp_path / "ledger.db-wal"
    ledger = SqliteLedger(path, lambda: 1)
    committed = [(0, 0)]  # where the log ends, and the number of the latest event
    for number in range(8):
        await ledger.commit(facts(number))
        committed.append((log.stat().st_size, ledger.last_seq))
    whole, content = log.read_bytes(), path.read_bytes()
    ledger.close()
    chance = random.Random(damage)
    for at in cases.over(chance.choices(range(len(whole)), k=TORN // 3)):
        path.write_bytes(content)
        log.write_bytes(torn(whole, at, damage, chance))
        durable = max(seq for end, seq in committed if end <= at)
        with closing(SqliteLedger(path, lambda: 1)) as left:
            assert left.last_seq >= durable
            assert left.last_seq in {seq for _, seq in committed}
            assert left.broken_at() is None
            assert integrity(path) == "ok"


def rows(path: Path) -> dict[str, list[object]]:
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - our own tables
            for (name,) in names
        }


async def test_over_apsw_the_ledger_writes_the_same_rows(tmp_path: Path) -> None:
    for name, connect in (("sqlite3", None), ("apsw", apsw_connect())):
        given = {} if connect is None else {"connect": connect}
        ledger = SqliteLedger(tmp_path / f"{name}.db", lambda: 1, **given)
        await write(ledger)
        ledger.close()
    one, other = rows(tmp_path / "sqlite3.db"), rows(tmp_path / "apsw.db")
    assert one == other
    assert len(one["events"]) > 5 * ROUNDS
    assert all(one.values())
