"""A disk that fails at any call: nothing is sent without its intent, and no fill is lost."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import apsw
import pytest

from tests.support.alerts import turns
from tests.support.apsw_connection import apsw_connect
from tests.support.builders import INSTRUMENTS, fill, order
from tests.support.faulty_disk import FaultyDisk
from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.desk.ports import NoteFact
from traderterminal.desk.tracker import RETRY_SECONDS, Tracker
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.errors import BadData, LedgerDown
from traderterminal.domain.orders import Accepted, Filled
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.storage.ledger import SqliteLedger

CALLS = 200
ORDERS = 12
EVER = 1 << 60
FAULTS = {"ENOSPC": apsw.FullError, "EIO": apsw.IOError}
ACCOUNT = Account("paper", "paper", Mode.SIMULATOR, "USD", Decimal(100_000), Decimal(100_000))


@dataclass
class Day:
    """Orders that are sent and filled while the disk may fail.

    `mend` ends the fault, `leaves` is told of each order that is sent.
    """

    ledger: SqliteLedger
    mend: Callable[[], object]
    leaves: Callable[[str], object] = lambda order_id: None
    host: VirtualClock = field(default_factory=VirtualClock)
    failures: list[Exception] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tasks = TaskScope(lambda name, error: self.failures.append(error))
        self.tracker = Tracker(self.ledger, INSTRUMENTS.__getitem__, self.host, self.tasks)

    async def run(self) -> None:
        with suppress(LedgerDown):
            await self.tracker.open_account(ACCOUNT, "opened")
        for number in range(ORDERS):
            await self.trade(f"TT{number:02d}")

    async def trade(self, order_id: str) -> None:
        try:
            await self.tracker.intend(order(order_id=order_id, client_order_id=order_id))
        except LedgerDown:
            assert self.ledger.down is not None
            return
        self.sent.append(order_id)
        self.leaves(order_id)
        self.tracker.hear(order_id, Accepted())
        self.tracker.hear(order_id, Filled(fill(f"f-{order_id}", order_id=order_id)))
        try:
            await self.tracker.booked()
        except LedgerDown:
            assert self.ledger.down is not None
            assert self.ledger.down.variant == "kept"

    async def recover(self) -> None:
        """Mend the disk; what waits must be booked, and orders must leave again."""
        self.mend()
        self.host.advance_to(self.host.now_ns() + int(RETRY_SECONDS * NANOSECONDS))
        await turns()
        await self.ledger.commit([NoteFact("mended", {})])  # behind what waited
        await turns()
        await self.trade("TT99")
        assert self.ledger.down is None
        assert self.sent[-1] == "TT99"

    async def end(self) -> None:
        assert self.failures == []
        await self.tasks.aclose()
        self.ledger.close()


async def live_through(folder: Path, disk: FaultyDisk) -> bool:
    """Trade on a disk that fails, and after it was mended; return whether it could be opened."""
    path, connect = folder / "ledger.db", apsw_connect(disk.name)
    try:
        ledger = SqliteLedger(path, lambda: 1, connect=connect)
        opened = True
    except BadData:
        assert disk.failed
        disk.mend()
        ledger = SqliteLedger(path, lambda: 1, connect=connect)
        opened = False
    ledger.recover()
    day = Day(ledger, disk.mend)
    await day.run()
    await day.recover()
    await day.end()
    disk.unregister()
    assert_all_is_there(path, day.sent)
    return opened


def assert_all_is_there(path: Path, sent: list[str]) -> None:
    with closing(SqliteLedger(path, lambda: 1)) as ledger:
        ledger.recover()
        assert ledger.broken_at() is None
        assert sorted(one.order_id for one in ledger.state().fills) == sent
        assert ledger.state().positions[("paper", "ESH2024")].quantity == len(sent)
    with closing(sqlite3.connect(path)) as connection:
        intents = "SELECT key FROM events WHERE kind = 'order' AND body LIKE '%\"Sending\"%'"
        assert {key for (key,) in connection.execute(intents)} >= set(sent)


@pytest.mark.counted("calls of the disk that fail")
@pytest.mark.timeout(300)
@pytest.mark.logs("bookings wait")
# What fails in a checkpoint SQLite tries again later; apsw then has nobody to raise the error to.
@pytest.mark.filterwarnings(
    "ignore:Exception ignored in. None:pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.parametrize("lasting", [True, False], ids=["lasting", "once"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_whichever_call_fails_nothing_is_sent_unstored_and_nothing_lost(
    tmp_path: Path, fault: str, lasting: bool, cases: Cases
) -> None:
    opened, failed = set(), 0
    for first in cases.over(range(1, CALLS + 1, CALLS // scaled(CALLS))):
        folder = tmp_path / str(first)
        folder.mkdir()
        fails = range(first, EVER if lasting else first + 1)
        disk = FaultyDisk(f"{fault}-{lasting}-{first}", fails, FAULTS[fault])
        opened.add(await live_through(folder, disk))
        failed += disk.failed
    assert opened == {True, False}
    assert failed == scaled(CALLS)


@pytest.mark.logs("bookings wait")
@pytest.mark.parametrize("since", range(0, ORDERS, 3))
async def test_while_another_program_holds_the_file_nothing_is_sent_and_nothing_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, since: int
) -> None:
    monkeypatch.setattr("traderterminal.storage.ledger.BUSY_MS", 5)
    path = tmp_path / "ledger.db"
    ledger = SqliteLedger(path, lambda: 1)
    ledger.recover()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:

        def hold(order_id: str) -> None:
            if order_id == f"TT{since:02d}":
                other.execute("BEGIN IMMEDIATE")

        day = Day(ledger, lambda: other.execute("ROLLBACK"), hold)
        await day.run()
        await day.recover()
    await day.end()
    assert_all_is_there(path, day.sent)
    assert len(day.sent) == since + 1 + 1
