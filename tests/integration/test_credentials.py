"""The listener's credentials on disk, and the file that says where the engine is."""

import json
import os
import stat
from pathlib import Path

import pytest

from traderterminal.app.credentials import (
    LISTENER_FILE,
    RUNTIME_FILE,
    SHORTEST,
    announce,
    load_credentials,
)
from traderterminal.domain.errors import BadData

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_credentials_are_made_once_and_kept(tmp_path: Path) -> None:
    made = load_credentials(tmp_path)
    assert load_credentials(tmp_path) == made
    assert len(set(made.values())) == 4
    assert all(len(secret) >= 43 for secret in made.values())  # 256 bits in base 64
    assert [path.name for path in tmp_path.iterdir()] == [LISTENER_FILE]


def test_two_folders_have_nothing_in_common(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first, second = load_credentials(tmp_path / "a"), load_credentials(tmp_path / "b")
    assert not set(first.values()) & set(second.values())


def test_credentials_do_not_show_themselves(tmp_path: Path) -> None:
    made = load_credentials(tmp_path)
    assert not any(secret in f"{made!r} {made}" for secret in made.values())


@posix
def test_only_the_owner_may_read_them(tmp_path: Path) -> None:
    credentials = load_credentials(tmp_path)
    announce(tmp_path, "http://127.0.0.1:1", credentials)
    path = tmp_path / LISTENER_FILE
    assert (mode(path), mode(tmp_path / RUNTIME_FILE)) == (0o600, 0o600)
    path.chmod(0o644)
    load_credentials(tmp_path)
    assert mode(path) == 0o600


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", '{"api_token": "x"}', "\udc80"])
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / LISTENER_FILE
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    before = path.read_bytes()
    with pytest.raises(BadData, match=LISTENER_FILE):
        load_credentials(tmp_path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("secret", ["", "x" * (SHORTEST - 1)])
def test_a_secret_too_short_to_be_one_is_refused(tmp_path: Path, secret: str) -> None:
    load_credentials(tmp_path)
    path = tmp_path / LISTENER_FILE
    path.write_text(json.dumps(json.loads(path.read_text()) | {"api_token": secret}))
    with pytest.raises(BadData, match="damaged"):
        load_credentials(tmp_path)


def test_the_engine_tells_where_it_is_over_what_a_dead_one_left(tmp_path: Path) -> None:
    credentials = load_credentials(tmp_path)
    (tmp_path / RUNTIME_FILE).write_text('{"pid": 1}')
    announce(tmp_path, "http://127.0.0.1:8765", credentials)
    path = tmp_path / RUNTIME_FILE
    assert json.loads(path.read_text()) == {
        "pid": os.getpid(),
        "url": "http://127.0.0.1:8765",
        "api_token": credentials.api_token,
        "udf_token": credentials.udf_token,
        "webhook_path": f"/webhook/tradingview/{credentials.webhook_secret}",
        "webhook_secret": credentials.webhook_secret,
        "relay_key": credentials.relay_key,
    }
