"""How accounts stand, from a desk whose market, clock and ledger the test holds."""

from collections import deque
from collections.abc import AsyncIterator
from dataclasses import fields, replace
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import INSTRUMENTS
from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import PaperDesk, paper_desk, wish
from tests.support.venue import Script, turns, venue_desk
from traderterminal.desk.ports import LoggedOut
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderType
from traderterminal.domain.strategies import AutomationState
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.risk.changes import Value
from traderterminal.risk.limits import PAPER, RiskLimits
from traderterminal.risk.margins import Margin
from traderterminal.strategies.automation import Automation
from traderterminal.ui.viewmodels import account_states
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.account_states import AccountRow, AccountStatesViewModel

D = Decimal


class Bench:
    """The view-model on a desk, and what it said."""

    def __init__(self, paper: PaperDesk, ledger: MemoryLedger) -> None:
        self.paper, self.ledger = paper, ledger
        self.down: Message | None = None
        self.net: Decimal | None = D("12.50")
        self.said: list[str] = []
        self.told = 0
        self.automation = Automation(
            ledger=ledger, settings={}, notes={}, accounts=lambda: ["paper"]
        )
        entries = [AccountEntry("paper", "Practice", "simulator")]
        entries.append(AccountEntry("swing", "Swing", "simulator"))
        self.choice = AccountChoiceViewModel(entries)
        self.vm = AccountStatesViewModel(
            desk=paper.desk,
            automation=self.automation,
            accounts=self.choice,
            tasks=paper.tasks,
            host=paper.host,
            instrument=INSTRUMENTS.__getitem__,
            day_net=lambda account: self.net,
            unready=paper.reconciler.unready,
            ledger_down=lambda: self.down,
            say=lambda message: self.said.append(message.code),
        )
        self.vm.changed.connect(self._count)

    def _count(self, _: None) -> None:
        self.told += 1

    def pass_time(self, seconds: float) -> None:
        self.paper.host.advance_to(self.paper.host.now_ns() + int(seconds * NANOSECONDS))

    def row(self) -> AccountRow:
        """The row of `paper`, as it is after the next look."""
        self.pass_time(0.25)
        self.vm.flush()
        return self.vm.rows[0]


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    ledger = MemoryLedger()
    limits, margin = replace(PAPER, orders_per_day=1000), Margin(per_contract=D(500))
    made = Bench(paper_desk(ledger=ledger, limits=limits, margin=lambda *_: margin), ledger)
    await made.paper.open()
    yield made
    made.vm.close()
    await made.paper.tasks.aclose()
    assert made.paper.failures == []


async def test_an_account_shows_results_exposure_and_what_it_may_still_send(bench: Bench) -> None:
    await bench.paper.desk.place(wish("buy", 2))
    await bench.paper.drained()
    await bench.paper.desk.place(
        wish("buy", 3, order_type=OrderType.LIMIT, limit_price=D("4780.00"))
    )
    await bench.paper.desk.place(
        wish("sell", 4, order_type=OrderType.LIMIT, limit_price=D("4900.00"))
    )
    bench.paper.move("4799.50", "4799.75")
    row = bench.row()
    (reach,) = row.reaches
    assert (reach.exposure.held, reach.exposure.most, reach.exposure.least) == (D(2), D(5), D(-2))
    assert reach.limit == PAPER.max_position[AssetClass.FUTURE]
    assert (row.orders_today, row.orders_limit) == (3, 1000)
    assert (row.state, row.waits) == (TradingState.ACTIVE, "")
    assert (row.day_net, row.open_pnl) == (D("12.50"), D("-62.50"))
    assert row.equity == bench.paper.desk.equity("paper")
    assert (row.automation, row.held_back) == (AutomationState.ON, "")
    assert row.equity is not None
    assert (row.margin_used, row.buying_power) == (D(2500), row.equity - 2500)
    bench.paper.market.quotes.clear()
    row = bench.row()
    assert (row.open_pnl, row.equity) == (None, None)
    assert row.margin_used == 5 * 500  # what may come to be held ties up all the same


async def test_it_says_why_entries_wait_the_gravest_reason_first(bench: Bench) -> None:
    desk = bench.paper.desk
    await desk.set_state("paper", TradingState.REDUCING)
    assert bench.row().waits == "set to reducing by hand"
    bench.down = Message("ledger_down", {"cause": "the disk is full"})
    assert bench.row().waits == "the ledger cannot be written"
    await desk.kill_switch.engage()
    assert bench.row().waits == "kill switch is on"


async def test_entries_wait_while_the_loss_of_the_day_is_at_its_limit_or_not_known(
    bench: Bench,
) -> None:
    await bench.paper.desk.change_limits("paper", {"max_daily_loss": D(500)})
    bench.net = D("-499.99")
    row = bench.row()
    assert (row.waits, row.loss_limit) == ("", D(500))
    bench.net = D(-500)
    assert bench.row().waits == "loss of the day at its limit"
    bench.net = None
    assert bench.row().waits == "loss of the day not known"


async def test_an_order_of_unknown_outcome_counts_in_the_worst_case_and_is_named() -> None:
    ledger = MemoryLedger()
    made = await venue_desk(Script(submits=deque(["F5"])), ledger=ledger, reconciled=False)
    await made.paper.open()
    bench = Bench(made.paper, ledger)
    assert bench.row().waits == "not compared with its broker yet"
    assert await made.reconciler.reconcile("paper")
    await made.desk.place(wish("buy", 2))
    row = bench.row()
    assert row.waits == "in ESH2024: outcome unknown"
    (reach,) = row.reaches
    assert (reach.exposure.most, reach.exposure.working.unknown) == (D(2), 1)
    made.broker._hear(LoggedOut("paper"))
    assert bench.row().waits == "logged out by its broker"
    bench.vm.close()
    await made.close()


async def test_automation_that_is_held_back_says_why(bench: Bench) -> None:
    await bench.automation.turn(on=False, account="paper")
    row = bench.row()
    assert row.automation is AutomationState.OFF
    assert "automation on paper is switched off" in row.held_back


def test_every_limit_has_a_name() -> None:
    assert account_states._LIMITS.keys() == {one.name for one in fields(RiskLimits)}
    assert account_states._CLASSES.keys() == set(AssetClass)


async def test_what_was_loosened_is_told_with_the_time_that_it_still_waits(bench: Bench) -> None:
    wanted: dict[str, Value] = {
        "orders_per_day": 2000,
        "max_position": D(5000),
        "enforce_session": False,
    }
    await bench.paper.desk.change_limits("paper", wanted)
    bench.pass_time(17.75)
    bench.row()
    assert sorted(bench.vm.pending) == [
        "Practice: max position becomes 5,000 in 42 s",
        "Practice: orders per day becomes 2,000 in 42 s",
        "Practice: trading outside hours becomes allowed in 42 s",
    ]
    bench.pass_time(42)
    bench.row()
    assert bench.vm.pending == []
    mixed = {AssetClass.FUTURE: D(0), AssetClass.STOCK: D(7)}
    whole = {**bench.paper.desk.limits("paper").max_position, **mixed}
    await bench.paper.desk.change_limits("paper", {"max_position": whole})
    bench.row()
    (words,) = bench.vm.pending
    assert words.startswith("Practice: max position becomes off (future), ")


async def test_it_looks_now_and_then_and_at_once_after_a_change(bench: Bench) -> None:
    bench.vm.flush()
    assert bench.told == 1
    bench.paper.move("4700.00", "4700.25")
    bench.vm.flush()
    assert bench.told == 1
    bench.pass_time(0.25)
    bench.vm.flush()
    assert bench.told == 1  # nothing is held: the market changes nothing
    await bench.paper.desk.set_state("paper", TradingState.HALTED)
    bench.vm.flush()
    assert bench.told == 2
    assert bench.vm.rows[0].state is TradingState.HALTED


async def test_what_is_done_is_done_to_the_selected_account_or_the_one_that_is_chosen(
    bench: Bench,
) -> None:
    await bench.paper.open(account="swing")
    assert bench.vm.target.account == "paper"
    told = bench.told
    bench.choice.choose("swing")
    assert bench.told == told + 1
    assert bench.vm.target.account == "swing"
    bench.vm.select("paper")
    assert bench.vm.target.account == "paper"
    assert bench.vm.target_state is TradingState.ACTIVE


async def test_an_account_is_held_up_cleared_and_flattened(bench: Bench) -> None:
    desk = bench.paper.desk
    await desk.place(wish("buy", 2))
    await bench.paper.drained()
    await desk.place(wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4780.00")))
    bench.vm.cancel_all("paper")
    await turns(50)
    assert not desk.live_orders("paper")
    bench.vm.set_state("paper", TradingState.HALTED)
    await turns(50)
    assert desk.accounts["paper"].state is TradingState.HALTED
    bench.vm.flatten("paper")
    await turns(50)
    assert bench.row().reaches == ()
    assert bench.said == []


@pytest.mark.logs("bookings wait")
async def test_a_halt_is_seen_while_the_ledger_is_down(bench: Bench) -> None:
    bench.ledger.broken = "the disk is full"
    bench.vm.set_state("paper", TradingState.HALTED)
    await turns(50)
    assert bench.row().state is TradingState.HALTED
    assert bench.said == []


async def test_what_fails_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(account: str) -> int:
        raise LedgerDown("the disk is full")

    monkeypatch.setattr(bench.paper.desk, "cancel_all", fails)
    bench.vm.cancel_all("paper")
    await turns(50)
    assert bench.said == ["ledger_down"]
