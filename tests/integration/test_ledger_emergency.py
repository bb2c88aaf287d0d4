"""What happened while the ledger could not be written reaches it later, once, whatever comes."""

import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.builders import fill, order
from tests.support.failing_connection import Failing, failing
from traderterminal.desk.ports import STATE, AccountFact, Fact, FillFact, NoteFact, OrderFact
from traderterminal.domain.accounts import Account, Mode, TradingState
from traderterminal.domain.errors import BadData, LedgerDown
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Accepted, Filled, Sending
from traderterminal.domain.positions import Position
from traderterminal.storage.emergency import BLANK
from traderterminal.storage.ledger import SqliteLedger

D = Decimal
ACCOUNT = Account("paper", "paper", Mode.SIMULATOR, "USD", D(100_000), D(100_000))
WORKING = order(Sending(), Accepted("b1"))
DONE = WORKING.apply(Filled(fill("f1")))
POSITION = Position("paper", "ESH2024", D(50)).apply(fill("f1"))
#: A fill as the tracker tells it: the order first.
TRADED: Sequence[Fact] = (OrderFact("Filled", DONE), FillFact(fill("f1"), POSITION, ACCOUNT))
NOTE = NoteFact("place", {"position": "7"})


@dataclass
class Bench:
    """A ledger whose disk is full when a test says so, and what comes after a crash."""

    folder: Path
    ledger: SqliteLedger
    disk: pytest.MonkeyPatch

    @property
    def file(self) -> Path:
        return self.folder / "emergency.jsonl"

    def break_disk(self) -> None:
        self.disk.setattr(Failing, "fail_on", "BEGIN")

    def mend_disk(self) -> None:
        self.disk.setattr(Failing, "fail_on", "")

    async def lose(self, facts: Sequence[Fact] = TRADED) -> None:
        """Let facts happen while nothing can be written."""
        self.break_disk()
        with pytest.raises(LedgerDown, match="the disk is full"):
            await self.ledger.book(facts)
        self.mend_disk()

    def start_again(self) -> SqliteLedger:
        """Open the ledger as the next run does."""
        self.ledger.close()
        self.ledger = SqliteLedger(self.folder / "ledger.db", lambda: 2, connect=failing)
        self.ledger.recover()
        return self.ledger

    def is_blank(self) -> bool:
        return not self.file.read_bytes().strip(BLANK)


@pytest_asyncio.fixture
async def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    ledger = SqliteLedger(tmp_path / "ledger.db", lambda: 1, connect=failing)
    ledger.recover()
    await ledger.commit([AccountFact("opened", ACCOUNT), OrderFact("Accepted", WORKING)])
    made = Bench(tmp_path, ledger, monkeypatch)
    yield made
    made.ledger.close()


def assert_booked_once(ledger: SqliteLedger) -> None:
    state = ledger.state()
    assert state.fills == [fill("f1")]
    assert state.positions == {("paper", "ESH2024"): POSITION}
    assert state.closed_orders == [DONE]
    assert ledger.last_seq == 4
    assert ledger.broken_at() is None


async def test_it_is_told_until_all_is_booked_where_it_is_kept(bench: Bench) -> None:
    await bench.lose()
    kept = {"cause": "the disk is full", "count": "2", "file": str(bench.file)}
    assert bench.ledger.down == Message("ledger_down", kept, "kept")
    await bench.ledger.commit([NOTE])  # something else can be written before
    assert bench.ledger.down == Message("ledger_down", kept, "kept")
    await bench.ledger.book(TRADED)
    assert bench.ledger.down is None
    assert bench.is_blank()
    assert bench.ledger.state().fills == [fill("f1")]


async def test_an_intent_that_was_not_sent_is_not_kept(bench: Bench) -> None:
    bench.break_disk()
    with pytest.raises(LedgerDown):
        await bench.ledger.commit([OrderFact("Sending", order(Sending(), order_id="TT2"))])
    assert bench.ledger.down == Message("ledger_down", {"cause": "the disk is full"})
    assert bench.is_blank()


async def test_a_file_that_fails_too_is_told(bench: Bench) -> None:
    bench.file.unlink()
    bench.file.mkdir()
    await bench.lose()
    down = bench.ledger.down
    assert down is not None
    assert (down.variant, down.parameters["trouble"]) == ("in_memory", "Is a directory")
    bench.file.rmdir()
    await bench.lose()
    assert bench.ledger.down is not None
    assert bench.ledger.down.variant == "kept"
    assert_booked_once(bench.start_again())


async def test_after_a_crash_what_was_kept_is_booked_once(bench: Bench) -> None:
    await bench.lose()
    assert_booked_once(bench.start_again())
    assert bench.is_blank()
    assert_booked_once(bench.start_again())


async def test_a_crash_before_the_file_was_blanked_books_nothing_twice(bench: Bench) -> None:
    await bench.lose()
    shutil.copy(bench.file, bench.folder / "before")
    await bench.ledger.book(TRADED)
    shutil.copy(bench.folder / "before", bench.file)
    assert_booked_once(bench.start_again())


async def test_a_fill_that_the_broker_told_again_meanwhile_is_not_booked_twice(
    bench: Bench,
) -> None:
    await bench.lose()
    shutil.copy(bench.file, bench.folder / "before")
    told_again = FillFact(fill("f1"), POSITION, replace(ACCOUNT, cash=D(99_998)))
    await bench.ledger.book([TRADED[0], told_again])
    shutil.copy(bench.folder / "before", bench.file)
    assert_booked_once(bench.start_again())
    assert bench.ledger.state().accounts["paper"].cash == 99_998


@pytest.mark.parametrize("booked", [False, True])
async def test_what_happens_again_is_no_repetition(bench: Bench, booked: bool) -> None:
    halted = AccountFact(STATE, replace(ACCOUNT, state=TradingState.HALTED))
    facts = [halted, AccountFact(STATE, ACCOUNT), halted]
    await bench.lose(facts)
    shutil.copy(bench.file, bench.folder / "before")
    if booked:
        await bench.ledger.book(facts)
        shutil.copy(bench.folder / "before", bench.file)
    ledger = bench.start_again()
    assert ledger.state().accounts["paper"].state is TradingState.HALTED
    assert ledger.last_seq == 5


@pytest.mark.logs("1 lines in .*emergency-2.jsonl are damaged or of another ledger")
async def test_a_line_that_was_cut_off_is_told_and_kept_for_a_person(bench: Bench) -> None:
    await bench.lose([*TRADED, OrderFact("Canceled", DONE)])
    data = bench.file.read_bytes().rstrip(BLANK)
    bench.file.write_bytes(data[:-40])
    assert_booked_once(bench.start_again())
    assert (bench.folder / "emergency-2.jsonl").read_bytes() == data[:-40]
    assert bench.is_blank()


@pytest.mark.logs("2 lines in .*emergency-2.jsonl are damaged or of another ledger")
async def test_what_another_ledger_lacked_is_not_booked_in_this_one(
    bench: Bench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await bench.lose()
    other = Bench(tmp_path_factory.mktemp("other"), bench.ledger, bench.disk)
    shutil.copy(bench.file, other.file)
    assert other.start_again().last_seq == 0
    other.ledger.close()


async def test_while_it_can_still_not_be_booked_the_start_is_refused_in_words(
    bench: Bench,
) -> None:
    await bench.lose()
    before = bench.file.read_bytes()
    bench.break_disk()
    with pytest.raises(
        BadData, match=r"waits in .*emergency\.jsonl.*the disk is full.*start again"
    ):
        bench.start_again()
    assert bench.file.read_bytes() == before
    bench.mend_disk()
    assert_booked_once(bench.start_again())


@pytest.mark.logs("no room could be taken for .*emergency.jsonl: .*No space left")
async def test_a_start_without_room_for_the_file_is_told_and_goes_on(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("traderterminal.storage.emergency.os.fsync", full)
    assert bench.start_again().last_seq == 2
