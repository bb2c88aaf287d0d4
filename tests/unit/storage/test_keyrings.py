"""Which keyring is taken, and that its failures say nothing of what it holds."""

import keyring
import keyring.backend
import pytest
from keyring.backends.chainer import ChainerBackend

from traderterminal.storage.keyrings import KeyringUnusable, system_keyring


class Chain(ChainerBackend):
    def __init__(self) -> None:
        """Look for no links of this machine."""


class Backend:
    def __init__(self, name: str, priority: float, *, broken: bool = False) -> None:
        self.name = name
        self.priority = priority
        self.broken = broken
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.broken:
            raise OSError("the value was 5eC2et")
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.broken:
            raise OSError("the value was 5eC2et")
        self.held[(service, username)] = password


def choose(monkeypatch: pytest.MonkeyPatch, chosen: object, *there: object) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: chosen)
    monkeypatch.setattr(keyring.backend, "get_all_keyring", lambda: [chosen, *there])


def test_a_plain_file_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, Backend("plain", 0.5))
    assert system_keyring({}) is None


def test_a_real_one_is_written_and_read(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Backend("real", 5)
    choose(monkeypatch, real)
    found = system_keyring({})
    assert found is not None
    found.write("data key", "00ff")
    assert found.read("data key") == "00ff"
    assert real.held == {("TraderTerminal", "data key"): "00ff"}


def test_a_chain_is_passed_over_for_its_best_safe_link(monkeypatch: pytest.MonkeyPatch) -> None:
    chain, plain, real = Chain(), Backend("plain", 0.5), Backend("real", 5)
    choose(monkeypatch, chain, plain, real, Backend("lesser", 1))
    found = system_keyring({})
    assert found is not None
    found.write("k", "v")
    assert real.held
    choose(monkeypatch, chain, plain)
    assert system_keyring({}) is None


def test_one_that_is_switched_off_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, Backend("real", 5))
    assert system_keyring({"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}) is None


def test_a_failure_does_not_repeat_what_was_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, Backend("real", 5, broken=True))
    found = system_keyring({})
    assert found is not None
    with pytest.raises(KeyringUnusable) as reading:
        found.read("k")
    with pytest.raises(KeyringUnusable) as writing:
        found.write("k", "5eC2et")
    for failed in (reading.value, writing.value):
        assert "5eC2et" not in str(failed)
        assert failed.__cause__ is None


@pytest.mark.parametrize("error", [ModuleNotFoundError("no backend"), RuntimeError("locked")])
def test_one_that_is_configured_and_cannot_be_loaded_is_none(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def get_keyring() -> None:
        raise error

    monkeypatch.setattr(keyring, "get_keyring", get_keyring)
    assert system_keyring({}) is None
