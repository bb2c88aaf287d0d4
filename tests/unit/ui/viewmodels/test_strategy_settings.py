"""The settings of a strategy, without their sheet."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.alerts import turns
from tests.support.watched_tasks import watched_tasks
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.messages import Message
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels.strategy_settings import (
    SWITCHES,
    UNITS,
    StrategyForm,
    StrategyValues,
)

D = Decimal
BEFORE = StrategyValues(group="swing", quantity=D(2), sl_tp_unit="ticks", max_lag_s=10)


class FakeDesk:
    """Keeps what is saved, or refuses it."""

    def __init__(self) -> None:
        self.groups = ("swing", "paper")
        self.kept: list[tuple[str, StrategyValues]] = []
        self.error: Message | None = None

    def values(self, name: str) -> StrategyValues:
        return BEFORE if name == "orb" else StrategyValues()

    async def save(self, name: str, values: StrategyValues) -> None:
        if self.error is not None:
            raise OrderRefused(self.error)
        self.kept.append((name, values))


class Bench:
    def __init__(self, tasks: TaskScope) -> None:
        self.desk = FakeDesk()
        self.form = StrategyForm("orb", self.desk, tasks)
        self.saved: list[None] = []
        self.form.saved.connect(self.saved.append)

    async def saves(self) -> list[tuple[str, StrategyValues]]:
        self.form.save()
        await turns()
        return self.desk.kept


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    async with watched_tasks() as tasks:
        yield Bench(tasks)


async def test_it_begins_with_what_holds_and_saves_what_was_changed(bench: Bench) -> None:
    form = bench.form
    assert form.typed == {
        "quantity": "2",
        "max_lag_s": "10",
        "approval_expires_s": "60",
        "heartbeat_s": "",
    }
    form.type("quantity", "")
    form.type("heartbeat_s", "300")
    form.choose_group(form.groups.index("paper"))
    form.choose_unit(UNITS.index(None))
    form.choose_switch(SWITCHES.index("manual"))
    wanted = StrategyValues(switch="manual", group="paper", max_lag_s=10, heartbeat_s=300)
    assert await bench.saves() == [("orb", wanted)]
    assert bench.saved == [None]


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("quantity", "two", "Quantity: 'two' is not a number above zero"),
        ("quantity", "0", "Quantity: '0' is not a number above zero"),
        ("max_lag_s", "1.5", "Oldest entry, s: '1.5' is not a whole number"),
        ("heartbeat_s", "-5", "Heard of every, s: '-5' is not a number above zero"),
    ],
)
async def test_what_cannot_be_read_is_told_and_not_saved(
    bench: Bench, field: str, text: str, says: str
) -> None:
    bench.form.type(field, text)
    assert bench.form.problem == says
    assert not bench.form.can_save
    assert await bench.saves() == []
    bench.form.type(field, "")
    assert bench.form.problem == ""
    assert len(await bench.saves()) == 1


async def test_an_empty_patience_is_the_usual_one(bench: Bench) -> None:
    bench.form.type("approval_expires_s", "30")
    bench.form.type("approval_expires_s", "")
    assert bench.form.values.approval_expires_s == 60


async def test_a_file_that_cannot_be_written_says_so_and_lets_try_again(bench: Bench) -> None:
    bench.desk.error = Message("settings_not_changed", {"cause": "the disk is full"})
    bench.form.save()
    assert not bench.form.can_save  # once is enough
    await turns()
    assert bench.form.problem == "The settings are as they were. the disk is full"
    assert bench.saved == []
    bench.desk.error = None
    assert len(await bench.saves()) == 1
