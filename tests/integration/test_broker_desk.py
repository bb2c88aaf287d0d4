"""What the window does with brokers, on a running service: try, keep, practise, connect, part."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.broker_login import NUMBER, ScriptedBroker
from tests.support.recorded_day import write_recording
from traderterminal.app.broker_desk import BrokerDesk
from traderterminal.app.logins import Practice
from traderterminal.app.options import Options
from traderterminal.app.service import Service, run_service
from traderterminal.app.settings_reading import load_settings
from traderterminal.brokers.plugin import AccountAtBroker, Urls
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.kit.clock import VirtualClock
from traderterminal.storage import secrets as module
from traderterminal.storage.secrets import Secrets
from traderterminal.ui.viewmodels.brokers import AccountWish, LoginWish, Unlocking

PASSPHRASE = "correct horse"
PLANTED = "planted-5f1c0e7d"
APEX = LoginWish("apex", "scripted", "demo", {"user": "me", "password": PLANTED})
TAPE = [AccountWish(NUMBER, "Apex 07", Mode.SANDBOX)]


class Bench:
    """A service with a scripted broker, and the desk of brokers on it."""

    def __init__(self, folder: Path) -> None:
        self.script = ScriptedBroker(VirtualClock())
        self.secrets = Secrets(folder, None)
        self.options = Options(folder, folder / "config.toml", port=0)
        self.restarts = 0
        self.started: list[str] = []

    def _practice(self, kind: str) -> Practice:
        self.started.append(kind)
        urls = Urls("http://127.0.0.1:1", "ws://127.0.0.1:1", "ws://127.0.0.1:1")
        return Practice(urls, {"name": "trader", "password": "practice"})

    def _restart(self) -> None:
        self.restarts += 1

    @asynccontextmanager
    async def running(self) -> AsyncIterator[tuple[Service, BrokerDesk]]:
        wires = self.script.wires(self.secrets, self._practice)
        async with run_service(
            self.options,
            log_to_screen=False,
            plugins=wires.plugins,
            make_wires=lambda *_: wires,
        ) as service:
            yield service, BrokerDesk(service, self._restart)

    def settings(self) -> Any:
        return load_settings(self.options.config, {}, plugins={"scripted": self.script.plugin})


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(module, "SCRYPT_COST", 2**8)
    (tmp_path / "config.toml").write_text('[market]\nsource = "none"\n')
    return Bench(tmp_path)


async def test_what_can_be_connected_is_described_from_what_its_folder_exports(
    bench: Bench,
) -> None:
    async with bench.running() as (_, desk):
        (kind,) = desk.kinds()
        assert (kind.kind, kind.title) == ("scripted", "Scripted")
        assert kind.environments == ("demo", "live", "practice")
        assert [(f.key, f.secret, f.optional) for f in kind.fields] == [
            ("user", False, False),
            ("password", True, False),
            ("device", True, True),
        ]


async def test_a_login_is_tried_without_being_kept(bench: Bench) -> None:
    async with bench.running() as (_, desk):
        (found,) = await desk.find(APEX)
        assert (found.number, found.name, found.mode) == (NUMBER, "DEMO77001", Mode.SANDBOX)
        ((environment, plain, secret),) = bench.script.given
        assert (environment.name, plain["user"], secret["password"]) == ("demo", "me", PLANTED)
        assert bench.script.stopped == 1
        assert PLANTED in bench.script.hidden
        assert not bench.secrets.exists
        assert bench.restarts == 0


async def test_what_the_broker_says_of_a_wrong_login_is_told(bench: Bench) -> None:
    bench.script.logs_in = False
    async with bench.running() as (_, desk):
        with pytest.raises(BrokerUnavailable, match="wrong password"):
            await desk.find(APEX)
        assert bench.script.stopped == 1


async def test_a_login_is_kept_with_its_secret_sealed_and_the_engine_begins_anew(
    bench: Bench,
) -> None:
    bench.options.config.write_text("")
    async with bench.running() as (_, desk):
        before = desk.unlocking
        with pytest.raises(BrokerUnavailable, match="at least 8 characters"):
            await desk.unlock("short")
        await desk.unlock(PASSPHRASE)
        assert (before, desk.unlocking) == (Unlocking.CHOOSE, Unlocking.NEEDLESS)
        await desk.save(APEX, TAPE)
        assert bench.restarts == 1
    settings = bench.settings()
    assert settings.brokers["apex"].credentials == {
        "user": "me",
        "password": "secret:apex_password",
    }
    (_, account) = settings.accounts
    assert (account.id, account.name, account.mode) == ("apex_77001", "Apex 07", Mode.SANDBOX)
    assert settings.market.source == "apex_77001"
    assert PLANTED not in bench.options.config.read_text()
    assert bench.secrets.get("apex_password") == PLANTED
    async with bench.running() as (service, desk):
        (row,) = desk.rows()
        assert (row.name, row.state, row.names) == ("apex", "online", "Apex 07")
        assert "apex_77001" in service.engine.desk.accounts


async def test_an_edit_keeps_what_is_not_typed_anew(bench: Bench) -> None:
    bench.secrets.open(PASSPHRASE)
    async with bench.running() as (_, desk):
        await desk.save(APEX, TAPE)
    async with bench.running() as (_, desk):
        nothing_typed = LoginWish("apex", "scripted", "demo", {"user": "", "password": ""})
        (found,) = await desk.find(nothing_typed)
        assert (found.account, found.nickname) == ("apex_77001", "Apex 07")
        assert len(bench.script.sessions) == 1  # the running one was asked
        await desk.save(nothing_typed, [AccountWish(NUMBER, "Renamed", Mode.SANDBOX)])
        typed = LoginWish("apex", "scripted", "demo", {"password": "another"})
        await desk.find(typed)
        assert bench.script.given[-1][2]["password"] == "another"
        assert bench.script.given[-1][1]["user"] == "me"
    settings = bench.settings()
    assert settings.accounts[-1].name == "Renamed"
    assert settings.brokers["apex"].credentials["password"] == "secret:apex_password"
    assert bench.secrets.get("apex_password") == PLANTED


async def test_an_account_in_another_mode_is_another_account(bench: Bench) -> None:
    bench.options.config.write_text("")
    bench.secrets.open(PASSPHRASE)
    async with bench.running() as (_, desk):
        await desk.save(APEX, [AccountWish(NUMBER, "Apex 07", Mode.HYBRID)])
    settings = bench.settings()
    assert (settings.accounts[-1].id, settings.market.source) == ("apex_77001_hybrid",) * 2


async def test_what_would_not_start_is_not_kept(bench: Bench) -> None:
    bench.secrets.open(PASSPHRASE)
    before = bench.options.config.read_bytes()
    async with bench.running() as (_, desk):
        with pytest.raises(BrokerUnavailable, match="hybrid fills on the quotes of apex"):
            await desk.save(APEX, [AccountWish(NUMBER, "Apex 07", Mode.HYBRID)])
    assert bench.restarts == 0
    assert bench.options.config.read_bytes() == before


async def test_practice_is_one_click(bench: Bench) -> None:
    bench.options.config.write_text("")
    async with bench.running() as (_, desk):
        await desk.practise("scripted")
        assert bench.restarts == 1
    settings = bench.settings()
    assert settings.brokers["practice_scripted"].environment == "practice"
    assert settings.accounts[-1].name == "DEMO77001"
    assert not bench.secrets.exists
    async with bench.running() as (_, desk):
        (row,) = desk.rows()
        assert (row.state, row.environment) == ("online", "practice")
        await desk.practise("scripted")  # it is there already
        assert bench.restarts == 1
    assert set(bench.started) == {"scripted"}


async def test_practice_never_takes_an_account_with_real_money(bench: Bench) -> None:
    bench.script.accounts = [AccountAtBroker("1", "L", Mode.LIVE, True)]
    async with bench.running() as (_, desk):
        with pytest.raises(BrokerUnavailable, match="no account to trade on"):
            await desk.practise("scripted")
    assert bench.restarts == 0


async def test_at_the_prices_of_a_recording_only_practice_venues_are_traded_at(
    bench: Bench, tmp_path: Path
) -> None:
    bench.secrets.open(PASSPHRASE)
    async with bench.running() as (_, desk):
        await desk.save(APEX, TAPE)
        await desk.practise("scripted")
    recording = f"replay:{write_recording(tmp_path)}"
    bench.options = replace(bench.options, market=recording, symbol="ESH2024", speed="step")
    async with bench.running() as (_, desk):
        assert [row.name for row in desk.rows() if row.state == "online"] == ["practice_scripted"]


async def test_a_login_is_parted_from_connected_and_removed(bench: Bench) -> None:
    bench.secrets.open(PASSPHRASE)
    async with bench.running() as (_, desk):
        await desk.save(APEX, TAPE)
    async with bench.running() as (_, desk):
        told: list[None] = []
        desk.changed.connect(told.append)
        await desk.disconnect("apex")
        assert (desk.rows()[0].state, desk.rows()[0].is_wanted) == ("offline", False)
        await desk.connect("apex")
        assert desk.rows()[0].state == "online"
        assert told
        with pytest.raises(BrokerUnavailable, match="not in the settings any more"):
            await desk.connect("other")
        await desk.remove("apex")
    assert not bench.settings().brokers
    assert bench.secrets.names() == []


async def test_what_waits_for_the_passphrase_is_connected_with_it(bench: Bench) -> None:
    bench.secrets.open(PASSPHRASE)
    async with bench.running() as (_, desk):
        await desk.save(APEX, TAPE)
    bench.secrets = Secrets(bench.options.data_dir, None)
    async with bench.running() as (_, desk):
        (row,) = desk.rows()
        assert row.reason is not None
        assert (row.state, row.reason.code) == ("offline", "secrets_sealed")
        assert desk.unlocking is Unlocking.TYPE
        with pytest.raises(BrokerUnavailable, match="does not open"):
            await desk.unlock("another horse")
        await desk.unlock(PASSPHRASE)
        assert desk.rows()[0].state == "online"


async def test_logins_that_are_to_be_connected_and_are_not_are_named(bench: Bench) -> None:
    async with bench.running() as (_, desk):
        await desk.unlock(PASSPHRASE)
        await desk.save(APEX, TAPE)
    bench.script.logs_in = False
    bench.secrets = Secrets(bench.options.data_dir, None)
    async with bench.running() as (service, desk):
        (sealed,) = desk.offline()
        assert "its secrets are sealed" in sealed.cause
        await desk.unlock(PASSPHRASE)
        assert desk.offline() == []  # it is being tried
        bench.script.session.wait("connection refused", 4)
        (waiting,) = desk.offline()
        assert waiting.cause == "apex: connection refused"
        assert waiting.retry_s is not None
        bench.script.session.lose()  # which is an alarm of its accounts
        assert desk.offline() == []
        bench.script.session.wait("connection refused", 4)
        await desk.disconnect("apex")  # as it was asked to
        assert desk.offline() == []
        assert service.engine.logins.get("apex") is not None
