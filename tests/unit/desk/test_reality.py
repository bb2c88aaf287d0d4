"""The figures of how real paper is, kept and applied."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import ES, MES
from tests.support.memory_ledger import MemoryLedger
from tests.support.venue import turns
from traderterminal.desk.reality import Reality
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.fills import Side
from traderterminal.journal.reality import (
    ENOUGH,
    HOUR_NS,
    NO_CORRECTION,
    Cell,
    Comparison,
    Correction,
    Kind,
    Outcome,
)
from traderterminal.kit.tasks import TaskScope

D = Decimal
AT_NS = 14 * HOUR_NS
ONE = Comparison(
    order_id="TT1",
    root="ES",
    kind=Kind.AT_ONCE,
    side=Side.SELL,
    tick_size=D("0.25"),
    at_ns=AT_NS,
    real=Outcome(D(1), D("4800.00"), 150),
    paper=Outcome(D(1), D("4800.25"), 0),
)


class Bench:
    def __init__(self, ledger: MemoryLedger | None = None) -> None:
        self.failures: list[Exception] = []
        self.tasks = TaskScope(on_error=lambda name, error: self.failures.append(error))
        self.ledger = ledger or MemoryLedger()
        self.reality = Reality(self.ledger, self.tasks)
        self.reality.load(self.ledger.state().notes)
        self.told = 0
        self.reality.changed.connect(self._count)

    def _count(self, _: None) -> None:
        self.told += 1

    async def compare(self, count: int) -> None:
        for _ in range(count):
            self.reality.add(ONE)
        await self.tasks_done()

    async def tasks_done(self) -> None:
        await turns(20)
        assert self.tasks.running == 0
        assert self.failures == []


async def test_comparisons_and_the_switch_outlive_the_program() -> None:
    bench = Bench()
    await bench.compare(2)
    bench.reality.add(replace(ONE, kind=Kind.LIMIT, paper=Outcome()))
    await bench.reality.apply(on=True)
    await bench.tasks_done()
    assert bench.told == 4
    again = Bench(bench.ledger)
    assert again.reality.is_applied
    assert again.reality.cells == bench.reality.cells
    (cell, figures), (other, _) = again.reality.cells
    assert (cell, other) == (Cell("ES", 14, Kind.AT_ONCE), Cell("ES", 14, Kind.LIMIT))
    assert (figures.both, figures.mean_ticks) == (2, D(1))


async def test_paper_is_corrected_only_once_it_is_switched_on() -> None:
    bench = Bench()
    await bench.compare(ENOUGH)
    found = Correction(150, 1, ENOUGH, 14)
    assert bench.reality.correction("ES", 14) == found
    assert bench.reality.applied(ES, AT_NS) == NO_CORRECTION
    await bench.reality.apply(on=True)
    assert bench.reality.applied(ES, AT_NS + 24 * HOUR_NS) == found
    assert bench.reality.applied(MES, AT_NS) == NO_CORRECTION
    await bench.reality.apply(on=False)
    assert bench.reality.applied(ES, AT_NS) == NO_CORRECTION


@pytest.mark.logs("a comparison with paper was not kept")
async def test_a_ledger_that_is_down_keeps_the_switch_where_it_is_and_loses_no_figures() -> None:
    bench = Bench()
    bench.ledger.broken = "disk full"
    await bench.compare(1)
    with pytest.raises(LedgerDown):
        await bench.reality.apply(on=True)
    assert not bench.reality.is_applied
    bench.ledger.broken = ""
    await bench.compare(1)
    ((_, figures),) = Bench(bench.ledger).reality.cells
    assert figures.both == 2
