"""The switches of automation: durable, and never looser than asked for last."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest

from tests.support.memory_ledger import MemoryLedger
from traderterminal.desk.ports import Fact, NoteFact
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.messages import Message
from traderterminal.domain.strategies import (
    ApprovalMode,
    AutomationState,
    StrategyMode,
    StrategySwitch,
)
from traderterminal.strategies.automation import Automation

OFF = StrategySwitch(StrategyMode.OFF)
AUTO = StrategySwitch()
MANUAL = StrategySwitch(StrategyMode.AUTO, ApprovalMode.MANUAL)
SETTINGS = {"orb": AUTO, "asks": MANUAL}
DRIFT = Message("position_drift", {"account": "one"})


class HeldLedger(MemoryLedger):
    """Writes when it is let, or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.full = False
        self.gates: list[asyncio.Event] = []

    async def commit(self, facts: Sequence[Fact]) -> None:
        if self.full:
            raise LedgerDown("the disk is full")
        if self.gates:
            await self.gates.pop(0).wait()
        await super().commit(facts)

    @property
    def noted(self) -> Mapping[str, Mapping[str, str]]:
        return {fact.key: fact.value for fact in self.facts if isinstance(fact, NoteFact)}


class Bench:
    """Automation on a ledger, made anew as after a restart."""

    def __init__(self) -> None:
        self.ledger = HeldLedger()
        self.settings = dict(SETTINGS)
        self.wrong: dict[str, Message] = {}
        self.automation = self.restarted()

    def restarted(self) -> Automation:
        self.automation = Automation(
            ledger=self.ledger,
            settings=self.settings,
            notes=self.ledger.noted,
            accounts=lambda: ("one", "two"),
            checks=[self.wrong.get],
        )
        return self.automation


async def test_a_strategy_is_switched_as_the_settings_say_until_it_is_thrown() -> None:
    bench = Bench()
    assert bench.automation.strategies == ["asks", "orb"]
    assert bench.automation.switch("asks") == MANUAL
    assert bench.automation.switch("unheard") is None
    await bench.automation.throw("orb", OFF)
    await bench.automation.throw("unheard", MANUAL)
    for automation in (bench.automation, bench.restarted()):
        assert automation.switch("orb") == OFF
        assert automation.switch("unheard") == MANUAL
        assert automation.strategies == ["asks", "orb", "unheard"]


async def test_settings_that_changed_since_count_again() -> None:
    bench = Bench()
    await bench.automation.throw("orb", OFF)
    bench.settings["orb"] = MANUAL
    assert bench.restarted().switch("orb") == MANUAL


async def test_automation_as_a_whole_and_per_account_is_on_until_it_is_turned_off() -> None:
    bench = Bench()
    assert bench.automation.state() is AutomationState.ON
    await bench.automation.turn(on=False, account="two")
    for automation in (bench.automation, bench.restarted()):
        assert automation.state() is AutomationState.ON
        assert automation.state("two") is AutomationState.OFF
        assert automation.held_back("one") is None
        assert automation.held_back("two") == Message(
            "automation_off", {"account": "two"}, "account"
        )
    await bench.automation.turn(on=False)
    assert bench.restarted().held_back("one") == Message("automation_off")
    assert bench.automation.state("one") is AutomationState.OFF
    await bench.automation.turn(on=True)
    await bench.automation.turn(on=True, account="two")
    assert bench.restarted().held_back("two") is None


async def test_what_is_wrong_blocks_the_account_it_is_about() -> None:
    bench = Bench()
    bench.wrong["one"] = DRIFT
    automation = bench.automation
    assert automation.held_back("one") == DRIFT
    assert automation.held_back("two") is None
    assert automation.state("one") is AutomationState.BLOCKED
    assert automation.state("two") is AutomationState.ON
    assert (automation.state(), automation.blocked()) == (AutomationState.BLOCKED, DRIFT)
    bench.wrong.clear()
    assert automation.state() is AutomationState.ON


async def test_without_a_ledger_only_what_takes_freedom_away_works() -> None:
    bench = Bench()
    bench.ledger.full = True
    for request in (
        bench.automation.turn(on=False),
        bench.automation.throw("orb", OFF),
        bench.automation.throw("asks", AUTO),
    ):
        with pytest.raises(LedgerDown):
            await request
    assert not bench.automation.is_on()
    assert bench.automation.switch("orb") == OFF
    assert bench.automation.switch("asks") == MANUAL
    with pytest.raises(LedgerDown):
        await bench.automation.turn(on=True)
    assert not bench.automation.is_on()


async def test_a_switch_thrown_later_is_not_undone_by_one_still_being_written() -> None:
    bench = Bench()
    gate = asyncio.Event()
    await bench.automation.turn(on=False)
    bench.ledger.gates = [gate]
    loosening = asyncio.gather(bench.automation.turn(on=True))
    await asyncio.sleep(0)  # noqa: TID251 - not a wait but a turn for the other
    await bench.automation.turn(on=False)
    gate.set()
    await loosening
    assert not bench.automation.is_on()


async def test_every_switch_is_told() -> None:
    bench, told = Bench(), list[None]()
    bench.automation.changed.connect(told.append)
    await bench.automation.turn(on=False)
    await bench.automation.throw("asks", AUTO)
    assert len(told) == 2
