"""The switches of automation, as they stand and as they are thrown."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.alerts import InboxDesk, turns
from tests.support.memory_ledger import MemoryLedger
from traderterminal.desk.repetition import Repetition
from traderterminal.domain.messages import Message
from traderterminal.domain.strategies import ApprovalMode, StrategyMode, StrategySwitch
from traderterminal.strategies.automation import Automation
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.automation import AutomationViewModel, Kind, SwitchRow

D = Decimal
MANUAL = StrategySwitch(StrategyMode.AUTO, ApprovalMode.MANUAL)
ASKING_ON_PAPER = StrategySwitch(StrategyMode.PAPER, ApprovalMode.MANUAL)
DRIFT = Message("position_drift", {"account": "two"})
ENTRIES = [AccountEntry("one", "First", "simulator"), AccountEntry("two", "Second", "live")]


class Bench:
    """Two accounts; `orb` trades on both, every other strategy on the first."""

    def __init__(self, accounts: int = 2) -> None:
        self.about = InboxDesk()
        self.ledger = MemoryLedger()
        self.wrong: dict[str, Message] = {}
        self.said: list[Message] = []
        self.told = 0
        self.automation = Automation(
            ledger=self.ledger,
            settings={"orb": StrategySwitch(), "asks": MANUAL},
            notes={},
            accounts=lambda: ("one", "two"),
            checks=[self.wrong.get],
        )
        self.repetition = Repetition(
            ledger=self.ledger,
            host=self.about.host,
            tasks=self.about.tasks,
            limit=lambda account: 10,
            tell=lambda account, strategy, trips: None,
        )
        self.vm = AutomationViewModel(
            automation=self.automation,
            repetition=self.repetition,
            accounts=ENTRIES[:accounts],
            accounts_of=lambda name: ("one", "two") if name == "orb" else ("one",),
            is_set_up=lambda name: name in ("orb", "asks"),
            records=lambda: self.about.inbox.records,
            received=self.about.inbox.changed,
            tasks=self.about.tasks,
            say=self.said.append,
        )
        self.vm.changed.connect(self._count)

    def _count(self, _: None) -> None:
        self.told += 1

    def row(self, name: str, kind: Kind = Kind.STRATEGY) -> SwitchRow:
        (found,) = [row for row in self.vm.rows if (row.kind, row.name) == (kind, name)]
        return found

    async def throw(self, row: SwitchRow, choice: str) -> None:
        self.vm.throw(row, choice)
        await turns()


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    yield made
    made.vm.close()
    await made.about.tasks.aclose()
    assert made.about.failures == []


def test_there_is_one_switch_over_all_one_per_account_and_one_per_strategy() -> None:
    assert [(row.shown, row.word) for row in Bench().vm.rows] == [
        ("All accounts", "on"),
        ("First", "on"),
        ("Second", "on"),
        ("asks", "manual"),
        ("orb", "auto"),
    ]
    assert [row.shown for row in Bench(accounts=1).vm.rows] == ["All accounts", "asks", "orb"]


@pytest.mark.parametrize("choice", ["off", "paper", "manual"])
async def test_a_strategy_is_switched(bench: Bench, choice: str) -> None:
    await bench.throw(bench.row("orb"), choice)
    assert bench.automation.switch("orb") == StrategySwitch.named(choice)
    row = bench.row("orb")
    assert (row.word, row.means) == (choice, row.choices[choice])


async def test_automation_is_switched_on_an_account_and_as_a_whole(bench: Bench) -> None:
    await bench.throw(bench.row("two", Kind.ACCOUNT), "off")
    assert (bench.automation.is_on(), bench.automation.is_on("two")) == (True, False)
    assert bench.row("orb").held_back == Message("automation_off", {"account": "two"}, "account")
    assert bench.row("asks").held_back is None
    await bench.throw(bench.row("", Kind.ALL), "off")
    first = bench.row("one", Kind.ACCOUNT)
    assert (first.word, first.held_back) == ("on", Message("automation_off"))
    await bench.throw(bench.row("", Kind.ALL), "on")
    assert bench.row("one", Kind.ACCOUNT).held_back is None


async def test_what_blocks_an_account_is_said_on_its_row_and_on_those_it_concerns(
    bench: Bench,
) -> None:
    bench.wrong["two"] = DRIFT
    for kind, name in ((Kind.ALL, ""), (Kind.ACCOUNT, "two")):
        row = bench.row(name, kind)
        assert (row.word, row.chosen, row.held_back) == ("blocked", "on", DRIFT)
    assert bench.row("one", Kind.ACCOUNT).word == "on"
    assert (bench.row("orb").word, bench.row("orb").held_back) == ("auto", DRIFT)
    assert bench.row("asks").held_back is None
    await bench.throw(bench.row("two", Kind.ACCOUNT), "off")  # it can be switched off all the same
    assert bench.row("two", Kind.ACCOUNT).word == "off"


async def test_the_choice_that_holds_already_loosens_nothing(bench: Bench) -> None:
    await bench.automation.throw("asks", ASKING_ON_PAPER)
    await bench.throw(bench.row("asks"), "manual")
    assert bench.automation.switch("asks") == ASKING_ON_PAPER
    assert bench.row("asks").means.endswith("on paper accounts alone.")


async def test_a_strategy_that_only_sent_alerts_is_shown_and_can_be_switched_off(
    bench: Bench,
) -> None:
    await bench.about.post({"symbol": "ES", "action": "buy", "strategy": "heard", "id": "1"})
    row = bench.row("heard")
    assert (row.word, row.means.startswith("It is not in the settings")) == ("paper", True)
    await bench.throw(row, "off")
    assert bench.row("heard").word == "off"


async def test_a_switch_that_cannot_be_kept_is_told_and_loosens_nothing(bench: Bench) -> None:
    bench.ledger.broken = "disk full"
    await bench.throw(bench.row("asks"), "auto")
    assert [message.code for message in bench.said] == ["ledger_down"]
    assert bench.row("asks").word == "manual"


async def test_a_strategy_that_its_round_trips_stopped_is_released(bench: Bench) -> None:
    bench.repetition.stopped["orb"] = 12
    row = bench.row("orb")
    assert row.is_stopped
    assert row.held_back is not None
    assert str(row.held_back).startswith("orb made 12 round trips in ten minutes")
    bench.vm.release("orb")
    await turns()
    assert not bench.row("orb").is_stopped


async def test_a_frame_tells_of_what_is_another_than_before(bench: Bench) -> None:
    bench.vm.flush()
    bench.vm.flush()
    assert bench.told == 1
    bench.wrong["one"] = replace(DRIFT, parameters={"account": "one"})
    bench.vm.flush()
    assert bench.told == 2
