"""`serve` with a broker in its settings: what it needs before it starts, and what it then has."""

import asyncio
from pathlib import Path
from typing import cast

import httpx
import pytest

from tests.support.broker_login import ScriptedBroker, no_venues
from traderterminal import cli
from traderterminal.app.options import Options
from traderterminal.app.passphrase import PASSPHRASE_FILE, open_secrets
from traderterminal.app.registry import BROKERS
from traderterminal.app.service import run_service
from traderterminal.app.settings_reading import load_settings
from traderterminal.app.wiring import machine_wires, open_if_possible, open_or_fail
from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import VirtualClock
from traderterminal.storage import secrets as module

LOGIN = "[brokers.apex]\nkind='scripted'\nenvironment='demo'\nuser='me'\npassword='secret:apex'\n"


@pytest.fixture(autouse=True)
def script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ScriptedBroker:
    """A machine without a keyring and a terminal, and a broker of the test's own."""
    made = ScriptedBroker(VirtualClock())
    monkeypatch.setitem(cast("dict[str, object]", BROKERS), "scripted", made.plugin)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr("traderterminal.app.wiring.terminal_prompt", lambda: None)
    monkeypatch.setattr(module, "SCRYPT_COST", 2**8)
    monkeypatch.delenv(PASSPHRASE_FILE, raising=False)
    (tmp_path / "config.toml").write_text(LOGIN)
    return made


def options(folder: Path) -> Options:
    return Options(folder, folder / "config.toml", port=0, market="none")


@pytest.fixture
def passphrase(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "passphrase.txt"
    path.write_text("correct horse\n")
    monkeypatch.setenv(PASSPHRASE_FILE, str(path))


def test_serve_without_keyring_and_passphrase_ends_with_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["serve", "--data-dir", str(tmp_path), "--port", "0", "--market", "none"])
    assert code == 2
    assert PASSPHRASE_FILE in capsys.readouterr().err


@pytest.mark.usefixtures("passphrase")
def test_serve_takes_the_passphrase_from_the_file_that_is_named(tmp_path: Path) -> None:
    given = options(tmp_path)
    open_secrets(tmp_path, None).set("apex", "pass-of-apex")
    settings = load_settings(given.config, {})
    assert open_or_fail(given, settings, BROKERS).get("apex") == "pass-of-apex"


def test_a_login_that_refers_to_nothing_needs_no_passphrase(tmp_path: Path) -> None:
    given = options(tmp_path)
    text = LOGIN.replace("demo", "practice").replace("secret:apex", "practice")
    given.config.write_text(text)
    assert not open_or_fail(given, load_settings(given.config, {}), BROKERS).is_open


async def test_where_nobody_is_asked_the_rest_starts_and_the_login_waits(
    tmp_path: Path, script: ScriptedBroker
) -> None:
    async with run_service(options(tmp_path), log_to_screen=False) as service:
        (login,) = service.engine.logins
        reason = login.status.reason
        assert reason is not None
        assert reason.code == "secrets_sealed"
        assert service.wires() is service.wires()
        with pytest.raises(BadData, match="by the desktop and by `serve` alone"):
            await service.wires().start_venue("tradovate")
    assert not script.sessions


@pytest.mark.usefixtures("passphrase")
async def test_a_wrong_passphrase_leaves_the_secrets_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_secrets(tmp_path, None).set("apex", "pass-of-apex")
    other = tmp_path / "other.txt"
    other.write_text("another horse")
    monkeypatch.setenv(PASSPHRASE_FILE, str(other))
    assert not open_if_possible(options(tmp_path)).is_open


async def test_the_wires_reach_this_machine_and_no_proxy(tmp_path: Path) -> None:
    async def no_venue(kind: str) -> object:
        raise AssertionError(kind)

    made = machine_wires(
        open_if_possible(options(tmp_path)),
        BROKERS,
        no_venue,  # type: ignore[arg-type] # it is not asked
        no_venues,
        hide=lambda texts: None,
    )

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, made.http() as transport:
        request = httpx.Request("GET", f"http://127.0.0.1:{port}/")
        response = await transport.handle_async_request(request)
        assert response.status_code == 204
        await response.aclose()
    assert 0 <= made.jitter() <= 1
