"""Banners: what holds trading up, worst first, at most two."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
import pytest_asyncio

from tests.support.builders import order
from tests.support.paper_desk import PaperDesk, paper_desk
from traderterminal.desk.desk import OrderChanged
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderStatus
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.ui.viewmodels.banners import BannersViewModel


@dataclass
class Bench:
    """Banners with every fact in the test's hands."""

    paper: PaperDesk = field(default_factory=paper_desk)
    down: Message | None = None
    health: FeedHealth = field(default_factory=lambda: FeedHealth(FeedState.RUNNING, 0.1, 2.0))
    told: int = 0

    def __post_init__(self) -> None:
        self.vm = BannersViewModel(
            desk=self.paper.desk,
            ledger_down=lambda: self.down,
            watched=lambda: ["ESH2024"],
            health=lambda symbol: self.health,
            folder="/data",
        )
        self.vm.changed.connect(self._count)

    def _count(self, _: None) -> None:
        self.told += 1

    def lose(self, order_id: str = "TT1") -> None:
        lost = replace(order(), order_id=order_id, status=OrderStatus.UNKNOWN)
        self.paper.tracker.orders[order_id] = lost
        self.paper.desk.changed.emit(OrderChanged(lost))

    def titles(self) -> list[str]:
        self.vm.flush()
        return [banner.title for banner in self.vm.shown]


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    await made.paper.open()
    yield made
    made.vm.close()
    await made.paper.tasks.aclose()


async def test_there_is_none_while_all_is_well(bench: Bench) -> None:
    assert bench.titles() == []
    assert bench.told == 0


async def test_a_ledger_that_cannot_be_written_is_told_with_what_to_do(bench: Bench) -> None:
    bench.down = Message("ledger_down", {"cause": "the disk is full"})
    assert bench.titles() == ["The ledger cannot be written: the disk is full."]
    assert "/data" in bench.vm.shown[0].text
    assert bench.titles()
    assert bench.told == 1
    bench.down = None
    assert bench.titles() == []
    assert bench.told == 2


@pytest.mark.parametrize(
    ("variant", "says"),
    [
        (
            "kept",
            "(2) is kept in memory and in /data/emergency.jsonl. New entries wait, exits work.",
        ),
        ("in_memory", "(2) is kept in memory alone: do not end the program. /data/emergency.jsonl"),
    ],
)
async def test_where_the_fills_are_that_could_not_be_written_is_told(
    bench: Bench, variant: str, says: str
) -> None:
    words = {"cause": "the disk is full", "count": "2", "file": "/data/emergency.jsonl"}
    bench.down = Message("ledger_down", words, variant)
    assert bench.titles() == ["The ledger cannot be written: the disk is full."]
    assert says in bench.vm.shown[0].text


@pytest.mark.parametrize(
    ("state", "silent_s", "says"),
    [
        (FeedState.RUNNING, 14.0, "The ESH2024 feed is silent. Last event 14 s ago."),
        (FeedState.ENDED, 0.0, "The recording of ESH2024 has ended."),
        (FeedState.GAP, 0.0, "The recording of ESH2024 has a gap here."),
        (FeedState.DOWN, 0.0, "The ESH2024 feed is down."),
    ],
)
async def test_a_market_that_is_silent_is_told(
    bench: Bench, state: FeedState, silent_s: float, says: str
) -> None:
    bench.health = FeedHealth(state, silent_s, 2.0)
    assert bench.titles() == [says]
    assert bench.vm.shown[0].text == "New entries wait, exits work."


async def test_unknown_outcomes_come_first_and_the_third_kind_is_counted(bench: Bench) -> None:
    bench.health = FeedHealth(FeedState.DOWN, 0.0, None)
    bench.down = Message("ledger_down", {"cause": "the disk is full"})
    bench.lose()
    assert bench.titles() == [
        "1 order of unknown outcome.",
        "The ledger cannot be written: the disk is full.",
    ]
    assert bench.vm.shown[0].dashed
    assert bench.vm.more == 1
    bench.lose("TT2")
    assert bench.titles()[0] == "2 orders of unknown outcome."


async def test_the_kill_switch_stands_before_all_and_a_halted_account_is_named(
    bench: Bench,
) -> None:
    await bench.paper.desk.kill_switch.engage()
    await bench.paper.desk.set_state("paper", TradingState.HALTED)
    assert bench.titles() == ["Kill switch is on.", "paper is halted."]
    bench.down = Message("ledger_down", {"cause": "the disk is full"})
    assert bench.titles()[1] == "The ledger cannot be written: the disk is full."
    bench.down = None
    await bench.paper.desk.kill_switch.release()
    await bench.paper.desk.set_state("paper", TradingState.ACTIVE)
    assert bench.titles() == []
