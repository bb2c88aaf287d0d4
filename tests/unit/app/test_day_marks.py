"""The prices from which a day's results start: noted, kept, taken up again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.alerts import turns
from tests.support.builders import INSTRUMENTS
from tests.support.market import utc_date
from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import NOON_NS, PaperDesk, paper_desk, wish
from tests.support.shipped import shipped_calendar
from traderterminal.app.day_marks import NOTE_SECONDS, DayMarks, noted_mark, restated_start
from traderterminal.app.hours import TradingHours
from traderterminal.desk.desk import FillBooked
from traderterminal.desk.ports import NoteFact
from traderterminal.journal.book import Journal
from traderterminal.journal.days import DayResults
from traderterminal.kit.clock import NANOSECONDS, parse_iso

D = Decimal
#: The market's day begins as the one before it closes: over Christmas, on Friday afternoon.
DAY_START_NS = parse_iso("2023-12-22T22:00:00Z")


@dataclass
class Account:
    """A paper account that holds what the test buys, and the marks that are noted of it."""

    ledger: MemoryLedger = field(default_factory=MemoryLedger)

    def __post_init__(self) -> None:
        self.paper: PaperDesk = paper_desk(ledger=self.ledger)
        hours = TradingHours(shipped_calendar(), INSTRUMENTS.__getitem__, binding=True)
        journal, desk = Journal(utc_date), self.paper.desk
        desk.changed.connect(
            lambda change: journal.add(change.fill) if isinstance(change, FillBooked) else None
        )
        self.results = DayResults(journal, hours.day_start, desk.mark, lambda symbol, at_ns: None)
        self.marks = DayMarks(
            desk, self.ledger, hours, self.results, lambda: self.paper.market.clock
        )

    @property
    def notes(self) -> dict[str, dict[str, str]]:
        return {f.key: dict(f.value) for f in self.ledger.facts if isinstance(f, NoteFact)}

    def net(self) -> Decimal | None:
        return self.results.net("paper", self.paper.market.clock.now_ns())

    def pass_time(self, seconds: float) -> None:
        clock = self.paper.market.clock
        clock.advance_to(clock.now_ns() + int(seconds * NANOSECONDS))


@pytest_asyncio.fixture
async def account() -> AsyncIterator[Account]:
    made = Account()
    await made.paper.open()
    yield made
    assert made.paper.failures == []
    await made.paper.tasks.aclose()


async def test_the_latest_marks_of_what_is_held_are_noted(account: Account) -> None:
    await account.marks.note_latest()
    assert account.notes == {}
    await account.paper.desk.place(wish("buy", 1))
    await account.marks.note_latest()
    assert account.notes == {
        "latest mark ESH2024": {"at_ns": str(NOON_NS), "mark": "4800.25"},
    }


async def test_the_latest_mark_that_was_noted_is_found_again(account: Account) -> None:
    await account.paper.desk.place(wish("buy", 1))
    await account.marks.note_latest()
    assert noted_mark(account.notes, "ESH2024") == (NOON_NS, D("4800.25"))
    assert noted_mark(account.notes, "ESM2024") is None


async def test_a_day_starts_from_the_price_after_a_split(account: Account) -> None:
    account.results.start_from("ESH2024", DAY_START_NS, D(4800))
    (note,) = restated_start(account.results, "ESH2024", DAY_START_NS, lambda mark: mark / 10)
    assert note.value == {"began_ns": str(DAY_START_NS), "mark": "480"}
    assert account.results.start("ESH2024", DAY_START_NS) == 480
    assert restated_start(account.results, "AAPL", DAY_START_NS, lambda mark: mark) == []


async def test_they_are_noted_at_intervals_of_host_time(account: Account) -> None:
    await account.paper.desk.place(wish("buy", 1))
    account.paper.tasks.spawn(account.marks.note_now_and_then(account.paper.host), name="note")
    await turns(3)
    assert account.notes == {}
    account.paper.host.advance_to(account.paper.host.now_ns() + int(NOTE_SECONDS * NANOSECONDS))
    await turns(5)
    assert list(account.notes) == ["latest mark ESH2024"]


async def test_what_has_no_price_is_not_noted(account: Account) -> None:
    await account.paper.desk.place(wish("buy", 1))
    account.paper.market.quotes.clear()
    await account.marks.note_latest()
    assert account.notes == {}


async def test_as_the_day_changes_what_is_held_starts_from_its_mark(account: Account) -> None:
    await account.paper.desk.place(wish("buy", 1))
    account.paper.move("4810.00", "4810.00")
    account.paper.tasks.spawn(account.marks.follow_days(), name="days")
    await turns(3)
    next_ns = account.marks.hours.next_day_start(NOON_NS)
    account.pass_time((next_ns - NOON_NS) / NANOSECONDS)
    await turns(5)
    assert account.notes["day start ESH2024"] == {"began_ns": str(next_ns), "mark": "4810.00"}
    assert account.net() == 0  # the gain was yesterday's
    account.paper.move("4812.00", "4812.00")
    assert account.net() == 100


@pytest.mark.parametrize(
    ("note", "began"),
    [
        # noted as the day began
        (("day start ESH2024", {"began_ns": str(DAY_START_NS), "mark": "4790"}), "4790"),
        # the program was off then: the latest mark before it
        (("latest mark ESH2024", {"at_ns": str(DAY_START_NS - 1), "mark": "4795"}), "4795"),
        # noted during this day: says nothing of its start
        (("latest mark ESH2024", {"at_ns": str(DAY_START_NS + 1), "mark": "4795"}), None),
    ],
)
async def test_after_a_restart_the_day_has_its_start_again(
    account: Account, note: tuple[str, dict[str, str]], began: str | None
) -> None:
    assert account.marks.hours.day_start(NOON_NS) == DAY_START_NS
    await account.marks.take_up(dict([note]))
    kept = account.results._starts.get(("ESH2024", DAY_START_NS))
    assert kept == (None if began is None else D(began))


async def test_a_start_that_was_noted_is_not_replaced_by_an_older_mark(account: Account) -> None:
    notes = {
        "latest mark ESH2024": {"at_ns": str(DAY_START_NS - 1), "mark": "4795"},
        "day start ESH2024": {"began_ns": str(DAY_START_NS), "mark": "4790"},
    }
    await account.marks.take_up(notes)
    assert account.results._starts == {("ESH2024", DAY_START_NS): D(4790)}
    assert account.notes == {}


@pytest.mark.logs("the marks of what is held were not noted: the disk is full")
async def test_a_ledger_that_is_down_is_said_and_stops_nothing(account: Account) -> None:
    await account.paper.desk.place(wish("buy", 1))
    account.ledger.broken = "the disk is full"
    await account.marks.note_latest()
    account.ledger.broken = ""
    await account.marks.note_latest()
    assert account.notes
