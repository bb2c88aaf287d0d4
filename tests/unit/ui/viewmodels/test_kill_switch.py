"""The kill switch in words, from a desk whose market and ledger the test holds."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import PaperDesk, paper_desk, wish
from tests.support.venue import turns
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderType
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel

D = Decimal


class Bench:
    """The words on a desk of paper, and what the switch had to say of failures."""

    def __init__(self) -> None:
        self.ledger = MemoryLedger()
        self.paper: PaperDesk = paper_desk(ledger=self.ledger)
        self.said: list[Message] = []
        self.vm = KillSwitchViewModel(
            self.paper.desk,
            self.paper.tasks,
            lambda at_ns: datetime.fromtimestamp(at_ns / NANOSECONDS, UTC),
            self.said.append,
        )

    async def rest(self, side: str, price: str, kind: OrderType = OrderType.LIMIT) -> None:
        name = "limit_price" if kind is OrderType.LIMIT else "stop_price"
        await self.paper.desk.place(wish(side, 2, order_type=kind, **{name: D(price)}))


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    await made.paper.open()
    yield made
    await made.paper.tasks.aclose()


async def test_before_it_is_thrown_it_says_what_it_would_do(bench: Bench) -> None:
    assert bench.vm.would == "0 entry orders cancelled, 0 protective orders kept"
    await bench.paper.desk.place(wish("buy", 2))
    await bench.paper.drained()
    await bench.rest("sell", "4790.00", OrderType.STOP)
    await bench.rest("buy", "4780.00")
    assert bench.vm.would == "1 entry order cancelled, 1 protective order kept"
    assert (bench.vm.engaged, bench.vm.told) == (False, "")


async def test_thrown_from_the_window_it_says_since_when_by_whom_and_what_became(
    bench: Bench,
) -> None:
    await bench.paper.desk.place(wish("buy", 2))
    await bench.paper.drained()
    await bench.rest("sell", "4790.00", OrderType.STOP)
    await bench.rest("buy", "4780.00")
    bench.paper.host.advance_to(3723 * NANOSECONDS)
    await bench.paper.desk.kill_switch.engage(by="you")
    assert bench.vm.told == (
        "Since 01:02:03, by you. New entries are blocked on all accounts. 1 entry order cancelled."
        " 1 protective order stays. Exits work."
    )
    assert bench.said == []


async def test_throwing_and_releasing_are_done_in_the_background(bench: Bench) -> None:
    bench.vm.engage()
    assert not bench.vm.engaged
    await turns(50)
    assert bench.vm.engaged
    assert bench.ledger.state().notes["kill switch"] == {"since_ns": "1", "by": "you"}
    bench.vm.release()
    await turns(50)
    assert bench.ledger.state().notes["kill switch"] == {"since_ns": ""}
    assert not bench.vm.engaged


async def test_thrown_with_flatten_it_closes_what_is_open(bench: Bench) -> None:
    await bench.paper.desk.place(wish("buy", 2))
    await bench.paper.drained()
    bench.vm.engage(flatten=True)
    await turns(50)
    assert bench.vm.engaged
    assert bench.paper.tracker.known_position("paper", "ESH2024") == 0


@pytest.mark.logs("bookings wait|is on but not durable")
async def test_where_the_switch_cannot_be_kept_it_is_on_and_says_what_a_restart_would_do(
    bench: Bench,
) -> None:
    await bench.rest("buy", "4780.00")
    bench.ledger.broken, bench.ledger.no_file = "the disk is full", True
    bench.vm.engage()
    await turns(50)
    assert bench.vm.engaged
    assert "1 entry order cancelled" in bench.vm.told
    assert bench.vm.told.endswith("Not on the disk yet: a restart would lift it.")
    assert bench.said == []
    bench.vm.release()
    await turns(50)
    assert bench.vm.engaged
    assert [message.code for message in bench.said] == ["ledger_down"]
