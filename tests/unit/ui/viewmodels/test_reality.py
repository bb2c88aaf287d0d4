"""How real paper is, as it is shown."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.memory_ledger import MemoryLedger
from tests.support.venue import turns
from tests.support.watched_tasks import watched_tasks
from traderterminal.desk.reality import Reality
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.journal.reality import ENOUGH, HOUR_NS, Comparison, Kind, Outcome
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels.reality import RealityViewModel

D = Decimal
REAL = Outcome(D(1), D("4800.25"), 120)
BETTER = Outcome(D(1), D("4800.00"), 0)


class Bench:
    def __init__(self, tasks: TaskScope) -> None:
        self.ledger = MemoryLedger()
        self.reality = Reality(self.ledger, tasks)
        self.said: list[Message] = []
        self.told = 0
        self.vm = RealityViewModel(reality=self.reality, tasks=tasks, say=self.said.append)
        self.vm.changed.connect(self._count)
        self.vm.flush()

    def _count(self, _: None) -> None:
        self.told += 1

    async def compare(
        self, paper: Outcome, count: int = 1, *, hour: int = 9, kind: Kind = Kind.AT_ONCE
    ) -> None:
        for _ in range(count):
            self.reality.add(
                Comparison("TT1", "ES", kind, Side.BUY, D("0.25"), hour * HOUR_NS, REAL, paper)
            )
        await turns(20)


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    async with watched_tasks() as tasks:
        made = Bench(tasks)
        yield made
        made.vm.close()


async def test_a_row_says_where_orders_traded_and_what_paper_lacks(bench: Bench) -> None:
    await bench.compare(BETTER, ENOUGH)
    (row,) = bench.vm.rows
    assert (row.symbol, row.when, row.orders, row.compared) == ("ES", "09:00", "at once", ENOUGH)
    assert (row.real, row.paper, row.ticks, row.delay_ms) == (D(1), D(1), D(1), 125)
    assert row.sentence == (
        "ES, 09:00 UTC, at once: 20 orders compared, 100% traded, 100% on paper. Paper was"
        " 1.0 ticks better and 125 ms sooner. 125 ms, 1 tick, from 20 orders of 09:00."
    )


async def test_a_row_says_why_nothing_is_corrected(bench: Bench) -> None:
    await bench.compare(Outcome(), kind=Kind.LIMIT)
    await bench.compare(Outcome(D(1), D("4800.50"), 220))
    at_once, limit = bench.vm.rows
    assert at_once.correction == "None: fewer than 20 orders"
    assert "1.0 ticks worse and 100 ms later" in at_once.sentence
    assert limit.correction == "None: a limit keeps its price"
    assert "100% traded, 0% on paper. None traded in both." in limit.sentence


async def test_an_hour_with_too_few_says_that_all_hours_were_taken(bench: Bench) -> None:
    await bench.compare(BETTER, ENOUGH, hour=9)
    await bench.compare(BETTER, hour=10)
    _, ten = bench.vm.rows
    assert ten.correction == "125 ms, 1 tick, from 21 orders of all hours"


async def test_the_switch_is_thrown_once_and_tells_at_the_next_frame(bench: Bench) -> None:
    bench.vm.apply(on=True)
    bench.vm.apply(on=False)  # it is off still: nothing to do
    await turns(10)
    assert bench.vm.is_applied
    told = bench.told
    bench.vm.flush()
    bench.vm.flush()
    assert bench.told == told + 1
    bench.vm.apply(on=False)
    await turns(10)
    assert not bench.vm.is_applied
    assert bench.said == []


async def test_a_switch_that_cannot_be_kept_says_so(bench: Bench) -> None:
    bench.ledger.broken = "disk full"
    bench.vm.apply(on=True)
    await turns(10)
    assert not bench.vm.is_applied
    assert [message.code for message in bench.said] == ["ledger_down"]


@pytest.mark.parametrize("closes", [False, True])
async def test_after_it_is_closed_it_hears_nothing(bench: Bench, closes: bool) -> None:
    if closes:
        bench.vm.close()
    await bench.compare(BETTER)
    told = bench.told
    bench.vm.flush()
    assert (bench.told > told) is not closes
