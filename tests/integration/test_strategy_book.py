"""What strategies may do, changed in a running program and kept in its settings file."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from traderterminal.alerts.inbox import Proof
from traderterminal.app.options import Options
from traderterminal.app.service import Service, run_service
from traderterminal.app.settings_reading import load_settings
from traderterminal.app.strategy_book import NotChanged
from traderterminal.domain.strategies import StrategyMode, StrategySwitch
from traderterminal.ui.viewmodels.strategy_settings import StrategyValues

WRITTEN = """# mine
[[accounts]]
id = "one"

[[accounts]]
id = "two"

[groups.both]
accounts = [{ id = "one" }, { id = "two" }]

[strategies.orb]  # the first
group = "one"
mode = "auto"
approval = "manual"
max_lag_s = 20
"""


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[Service]:
    options = Options(folder, folder / "config.toml", port=0, market="sim", seed=3)
    async with run_service(options, log_to_screen=False) as service:
        yield service


async def accounts_of(service: Service, strategy: str) -> list[str]:
    """The accounts that an alert of a strategy would be for, as they are asked now."""
    message = {"strategy": strategy, "symbol": "ES1!", "action": "buy", "quantity": 1}
    found = service.inbox.rehearse(json.dumps(message).encode())
    return [one.account for one in found.accounts]


async def test_a_change_holds_at_once_and_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(WRITTEN)
    async with serving(tmp_path) as service:
        assert await accounts_of(service, "orb") == ["one"]
        before = service.strategies.values("orb")
        assert before == StrategyValues("manual", group="one", max_lag_s=20)
        values = StrategyValues(
            "manual", group="both", quantity=Decimal("0.5"), sl_tp_unit="ticks", heartbeat_s=300
        )
        await service.strategies.save("orb", values)
        assert await accounts_of(service, "orb") == ["one", "two"]
        assert service.strategies.values("orb") == values
        assert service.watch.heard[0].every_s == 300
    text = path.read_text()
    assert text.startswith("# mine")
    assert "[strategies.orb]  # the first" in text
    settings = load_settings(path, {}).strategies["orb"]
    assert (settings.mode, settings.approval) == ("auto", "manual")  # switched elsewhere
    assert (settings.group, settings.quantity, settings.max_lag_s) == ("both", Decimal("0.5"), None)


async def test_a_strategy_that_is_new_in_the_file_trades_on_paper_at_most(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    async with serving(tmp_path) as service:
        assert service.strategies.get("new one") is None
        assert service.strategies.values("new one") == StrategyValues()
        await service.strategies.save("new one", StrategyValues(quantity=Decimal(3)))
        switch = service.engine.automation.switch("new one")
        assert switch is not None
        assert switch.mode is StrategyMode.PAPER
        assert "new one" in service.strategies.names
        message = b'{"strategy": "new one", "symbol": "ES1!", "action": "buy", "id": "1"}'
        await service.inbox.receive(message, Proof.PATH, service.engine.host.now_ns())
        for _ in range(200):
            if service.engine.desk.orders:
                break
            await service.engine.host.sleep(0.01)
        assert [o.quantity for o in service.engine.desk.orders.values()] == [Decimal(3)]
    settings = load_settings(path, {})
    assert settings.strategies["new one"].mode == "paper"
    assert [one.id for one in settings.accounts] == ["paper_simulator"]


async def test_the_switch_is_thrown_with_the_rest_and_outlives_a_restart(tmp_path: Path) -> None:
    async with serving(tmp_path) as service:
        await service.strategies.save("orb", StrategyValues("auto", quantity=Decimal(3)))
        assert service.strategies.values("orb").switch == "auto"
    assert load_settings(tmp_path / "config.toml", {}).strategies["orb"].mode == "paper"
    async with serving(tmp_path) as service:
        assert service.strategies.values("orb").switch == "auto"
        await service.strategies.save("orb", StrategyValues("off"))
        assert await accounts_of(service, "orb") == []


async def test_a_strategy_that_was_only_switched_is_not_let_further_by_its_settings(
    tmp_path: Path,
) -> None:
    async with serving(tmp_path) as service:
        # not set up it trades on paper at most, whatever its switch says
        await service.engine.automation.throw("stray", StrategySwitch(StrategyMode.AUTO))
        assert service.strategies.values("stray").switch == "paper"
        await service.strategies.save("stray", service.strategies.values("stray"))
        switch = service.engine.automation.switch("stray")
        assert switch is not None
        assert switch.mode is StrategyMode.PAPER
    assert load_settings(tmp_path / "config.toml", {}).strategies["stray"].mode == "paper"
    async with serving(tmp_path) as service:
        assert service.strategies.values("stray").switch == "paper"


async def test_what_the_program_would_not_start_with_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(WRITTEN)
    async with serving(tmp_path) as service:
        with pytest.raises(NotChanged) as told:
            await service.strategies.save("orb", StrategyValues("manual", group="nobody"))
        assert "nobody" in str(told.value)
        assert service.strategies.values("orb").group == "one"
    assert path.read_text() == WRITTEN


async def test_a_silent_strategy_is_an_alarm_until_it_is_heard(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[strategies.orb]\nheartbeat_s = 1\n")
    async with serving(tmp_path) as service:
        for _ in range(100):
            service.watch.look()
            if list(service.engine.desk.alarms):
                break
            await service.engine.host.sleep(0.05)
        (alarm,) = service.engine.desk.alarms
        assert alarm.message.code == "strategy_silent"
        beat = b'{"strategy": "orb", "action": "heartbeat", "id": "1"}'
        await service.inbox.receive(beat, Proof.PATH, service.engine.host.now_ns())
        assert list(service.engine.desk.alarms) == []
