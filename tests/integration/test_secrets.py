"""Secrets on disk: sealed, changed whole or not at all, and never shown."""

import json
import os
import stat
from pathlib import Path

import pytest

from traderterminal.domain.errors import BadData
from traderterminal.storage import secrets as module
from traderterminal.storage.keyrings import KeyringUnusable
from traderterminal.storage.secrets import SECRETS_FILE, KeyFrom, Locked, Secrets

PASSPHRASE = "correct horse battery"
PLANTED = "planted-5f1c0e7d"


class MemoryKeyring:
    """A keyring that a test can look into, and that can be locked."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.locked = False

    def read(self, name: str) -> str | None:
        if self.locked:
            raise KeyringUnusable("KeyringLocked")
        return self.held.get(name)

    def write(self, name: str, value: str) -> None:
        if self.locked:
            raise KeyringUnusable("KeyringLocked")
        self.held[name] = value


@pytest.fixture(autouse=True)
def _cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SCRYPT_COST", 2**8)


def opened(folder: Path, keyring: MemoryKeyring | None = None) -> Secrets:
    secrets = Secrets(folder, keyring)
    secrets.open("" if keyring else PASSPHRASE)
    return secrets


@pytest.mark.parametrize("with_keyring", [True, False])
def test_what_is_stored_is_there_for_the_next_program(tmp_path: Path, with_keyring: bool) -> None:
    keyring = MemoryKeyring() if with_keyring else None
    first = opened(tmp_path, keyring)
    first.set("apex", PLANTED)
    first.set("token", "t" * 5_000)  # longer than some keyrings take
    second = opened(tmp_path, keyring)
    assert (second.get("apex"), second.get("token")) == (PLANTED, "t" * 5_000)
    assert second.names() == ["apex", "token"]
    assert second.get("other") == ""
    assert (second.remove("apex"), second.remove("apex")) == (True, False)
    assert first.get("apex") == ""  # it reads the file as it is


@pytest.mark.parametrize("with_keyring", [True, False])
def test_nothing_stands_in_clear(tmp_path: Path, with_keyring: bool) -> None:
    keyring = MemoryKeyring() if with_keyring else None
    secrets = opened(tmp_path, keyring)
    secrets.set("apex", PLANTED)
    secrets.set("apex", PLANTED + "2")
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    held = json.dumps(keyring.held).encode() if keyring else b""
    for clear in (PLANTED, PASSPHRASE, "apex"):
        assert clear.encode() not in written + held
    assert PLANTED not in f"{secrets!r} {vars(secrets)!r}"
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / SECRETS_FILE).stat().st_mode) == 0o600


def test_the_same_secret_never_seals_alike(tmp_path: Path) -> None:
    secrets = opened(tmp_path)
    seen = set()
    for value in ("a", "b", "a"):
        secrets.set("one", value)
        seen.add((tmp_path / SECRETS_FILE).read_text())
    assert len(seen) == 3


def test_another_passphrase_opens_nothing(tmp_path: Path) -> None:
    opened(tmp_path).set("apex", PLANTED)
    other = Secrets(tmp_path, None)
    for wrong in ("", "correct horse battery "):
        with pytest.raises(Locked):
            other.open(wrong)
    assert not other.is_open
    with pytest.raises(Locked):
        other.get("apex")


def test_a_keyring_that_is_locked_or_lost_says_what_to_do(tmp_path: Path) -> None:
    keyring = MemoryKeyring()
    opened(tmp_path, keyring).set("apex", PLANTED)
    keyring.locked = True
    with pytest.raises(BadData, match=r"KeyringLocked.*Unlock it"):
        Secrets(tmp_path, keyring).open()
    with pytest.raises(BadData, match="there is none here"):
        Secrets(tmp_path, None).open()
    with pytest.raises(BadData, match="holds no key"):
        Secrets(tmp_path, MemoryKeyring()).open()


def test_a_new_keyring_does_not_take_over_a_file_of_a_passphrase(tmp_path: Path) -> None:
    opened(tmp_path).set("apex", PLANTED)
    secrets = Secrets(tmp_path, MemoryKeyring())
    assert secrets.key_from is KeyFrom.PASSPHRASE
    secrets.open(PASSPHRASE)
    assert secrets.get("apex") == PLANTED


@pytest.mark.parametrize(
    ("name", "value"), [("", "x"), ("a b", "x"), ("a" * 65, "x"), ("a", ""), ("a", "x" * 70_000)]
)
def test_what_cannot_be_a_secret_is_refused(tmp_path: Path, name: str, value: str) -> None:
    secrets = opened(tmp_path)
    with pytest.raises(BadData) as refused:
        secrets.set(name, value)
    assert value == "" or value not in str(refused.value).replace(name, "")
    assert not secrets.exists


@pytest.mark.parametrize(
    "change",
    [
        {"sealed": "AAAA"},
        {"nonce": "!!"},
        {"salt": "AAAAAAAAAAAAAAAAAAAAAA=="},
        {"cost": 3},
        {"cost": 2**30},
        {"key_from": "nowhere"},
        {"version": 2},
    ],
)
def test_a_damaged_or_altered_file_is_refused_and_left(
    tmp_path: Path, change: dict[str, object]
) -> None:
    opened(tmp_path).set("apex", PLANTED)
    path = tmp_path / SECRETS_FILE
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    before = path.read_bytes()
    with pytest.raises(BadData, match=SECRETS_FILE):
        Secrets(tmp_path, None).open(PASSPHRASE)
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_what_is_no_file_of_ours_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / SECRETS_FILE).write_text(text)
    with pytest.raises(BadData, match="damaged"):
        Secrets(tmp_path, None).open(PASSPHRASE)


def test_two_programs_do_not_undo_each_other(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.set("one", "1")
    second = opened(tmp_path)
    first.set("two", "2")
    second.set("three", "3")
    assert first.names() == ["one", "three", "two"]


def test_one_that_was_begun_at_the_same_time_says_so(tmp_path: Path) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    first.set("one", "1")
    with pytest.raises(Locked, match="start again"):
        second.set("two", "2")
