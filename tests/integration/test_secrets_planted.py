"""Secrets planted in every credential field: not on the disk, in a log, an answer, an error."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.support.broker_login import CREDENTIALS, NUMBER, ScriptedBroker
from tests.support.figures import Cases
from tests.support.shared_data import REPOSITORY
from traderterminal.app.broker_desk import BrokerDesk
from traderterminal.app.logins import Wires
from traderterminal.app.logs import Redactor
from traderterminal.app.options import Options
from traderterminal.app.registry import Plugins
from traderterminal.app.service import Service, run_service
from traderterminal.app.settings import Settings
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BadData, BrokerUnavailable
from traderterminal.kit.clock import VirtualClock
from traderterminal.storage import secrets as module
from traderterminal.storage.secrets import Secrets
from traderterminal.ui.viewmodels.brokers import AccountWish, LoginWish

PASSPHRASE = "planted-passphrase-5f1c"
PLANTED = {one.key: f"planted-{one.key}-0e7d" for one in CREDENTIALS if one.secret}
TRACES = [text.encode() for text in (PASSPHRASE, *PLANTED.values())]
WISH = LoginWish("apex", "scripted", "demo", {"user": "me", **PLANTED})
ANSWERS = ("health", "accounts", "orders", "fills", "trades", "performance", "openapi.json")
_log = logging.getLogger("traderterminal.test")


@pytest.fixture(autouse=True)
def _cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SCRYPT_COST", 2**8)


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()


def clean(what: object) -> None:
    text = f"{what!r} {what}".encode()
    assert not [trace for trace in TRACES if trace in text], what


async def misuse(service: Service, desk: BrokerDesk, script: ScriptedBroker) -> None:
    """Let everything go wrong that may repeat what it was given."""
    script.session.lose("wrong password")
    _log.warning("a login as it should never be logged: %s", dict(PLANTED))
    service.engine.tasks.spawn(_fail(), name="fail")
    clean(WISH)
    script.logs_in = False
    with pytest.raises(BrokerUnavailable) as failed:
        await desk.find(WISH)
    clean(failed.value)
    clean(service.engine.logins.get("apex"))
    clean(desk.rows())
    clean(service.wires().secrets)


async def _fail() -> None:
    raise ValueError(f"as a library would: {PLANTED['password']}")


@pytest.mark.logs("a login as it should never be logged")
@pytest.mark.logs("the task 'fail' failed")
@pytest.mark.counted("files, answers and errors searched for planted secrets")
async def test_no_planted_secret_is_found_anywhere(tmp_path: Path, cases: Cases) -> None:
    script = ScriptedBroker(VirtualClock())
    secrets = Secrets(tmp_path, None)
    options = Options(tmp_path, tmp_path / "config.toml", port=0, market="none")

    def wires(_: Options, settings: Settings, plugins: Plugins, redactor: Redactor) -> Wires:
        return replace(script.wires(secrets), hide=redactor.hide)

    plugins = {"scripted": script.plugin}
    for _ in range(2):  # the first run keeps the login, the second has it from the start
        async with run_service(
            options, log_to_screen=False, plugins=plugins, make_wires=wires
        ) as service:
            service.listen()
            desk = BrokerDesk(service, lambda: None)
            if not service.engine.logins:
                await desk.unlock(PASSPHRASE)
                await desk.save(WISH, [AccountWish(NUMBER, "Apex 07", Mode.SANDBOX)])
                continue
            script.logs_in = True
            await misuse(service, desk, script)
            token = service.credentials.api_token
            headers = {"Authorization": f"Bearer {token}"}
            async with httpx.AsyncClient(base_url=service.listener.url, headers=headers) as client:
                for name in cases.over(ANSWERS):
                    answer = await client.get(f"/api/v1/{name}")
                    assert answer.status_code == 200
        searched = dict(files(tmp_path))
    assert {"ledger.db", "config.toml", "secrets.sealed", "traderterminal.log"} <= {
        path.name for path in searched
    }
    for path, content in cases.over(searched.items()):
        assert not [trace for trace in TRACES if trace in content], path
    assert b"should never be logged" in searched[tmp_path / "logs" / "traderterminal.log"]


@pytest.mark.parametrize("key", sorted(PLANTED))
async def test_a_secret_in_the_settings_is_refused_and_not_repeated(
    tmp_path: Path, key: str
) -> None:
    script = ScriptedBroker(VirtualClock())
    (tmp_path / "config.toml").write_text(
        "[brokers.apex]\nkind = 'scripted'\nenvironment = 'live'\nuser = 'me'\n"
        f"{key} = '{PLANTED[key]}'\n"
    )
    options = Options(tmp_path, tmp_path / "config.toml", port=0, market="none")
    with pytest.raises(BadData) as refused:
        async with run_service(options, log_to_screen=False, plugins={"scripted": script.plugin}):
            pass
    clean(refused.value)


@pytest.mark.parametrize("where", ["the program", "a thread"])
def test_a_crash_that_repeats_a_secret_is_reported_without_it(tmp_path: Path, where: str) -> None:
    """As a program of its own: what ends it is the interpreter's last word."""
    thread = "import threading; threading.Thread(target=work).start()"
    crash = "work()" if where == "the program" else thread
    program = f"""
import pathlib, sys
from traderterminal.app.logs import log_crashes, start_logging

def work():
    raise ValueError("as a library would: " + sys.argv[2])

log_crashes()
start_logging(pathlib.Path(sys.argv[1]), "info", 1, to_screen=True).hide(sys.argv[2:])
{crash}
"""
    secret = PLANTED["password"]
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, str(tmp_path), secret],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
    )
    assert (ended.returncode != 0) == (where == "the program")
    report = (tmp_path / "traderterminal.log").read_text()
    for told in (ended.stderr, report):
        assert "as a library would" in told
        assert "in work" in told
        assert secret not in told
