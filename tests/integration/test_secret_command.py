"""`secret` as a shell runs it, and where its passphrase comes from."""

import io
import os
from pathlib import Path

import pytest

from traderterminal import cli
from traderterminal.app.options import Options
from traderterminal.app.passphrase import PASSPHRASE_FILE, open_secrets, try_to_open
from traderterminal.app.secret_command import stored_names
from traderterminal.domain.errors import BadData
from traderterminal.storage import secrets as module
from traderterminal.storage.secrets import Locked, Secrets

PLANTED = "planted-5f1c0e7d"
#: Nobody's own keyring is to be written by a test.
NO_KEYRING = "keyring.backends.null.Keyring"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", NO_KEYRING)
    monkeypatch.setattr(module, "SCRYPT_COST", 2**8)
    monkeypatch.setattr("traderterminal.app.secret_command.terminal_prompt", lambda: None)
    monkeypatch.delenv(PASSPHRASE_FILE, raising=False)


@pytest.fixture
def passphrase(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text("correct horse\n")
    monkeypatch.setenv(PASSPHRASE_FILE, str(path))
    return path


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *words: str, typed: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return cli.main(["secret", *words, "--data-dir", str(folder)])


@pytest.mark.usefixtures("passphrase")
def test_a_secret_is_stored_listed_and_forgotten(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    assert run(monkeypatch, folder, "set", "apex_password", typed=PLANTED + "\n") == 0
    assert open_secrets(folder, None).get("apex_password") == PLANTED
    assert run(monkeypatch, folder, "list") == 0
    assert run(monkeypatch, folder, "remove", "apex_password") == 0
    assert run(monkeypatch, folder, "remove", "apex_password") == 2
    out, err = capsys.readouterr()
    assert '"secret:apex_password"' in out
    assert "\napex_password\n" in out
    assert "there is no secret 'apex_password'" in err
    assert PLANTED not in out + err


def test_without_keyring_and_passphrase_the_remedy_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path, "set", "one", typed=PLANTED) == 2
    assert PASSPHRASE_FILE in capsys.readouterr().err
    assert not Secrets(tmp_path, None).exists


def test_nobody_is_asked_for_a_passphrase_to_nothing(tmp_path: Path) -> None:
    assert stored_names(Options(tmp_path, tmp_path / "config.toml")) == []


def test_a_wrong_passphrase_and_a_missing_file_of_it_are_named(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    passphrase: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(monkeypatch, tmp_path, "set", "one", typed=PLANTED)
    passphrase.write_text("another horse")
    assert run(monkeypatch, tmp_path, "list") == 2
    passphrase.unlink()
    assert run(monkeypatch, tmp_path, "list") == 2
    err = capsys.readouterr().err
    assert "does not open" in err
    assert f"{PASSPHRASE_FILE}: {passphrase} cannot be read" in err


class Typist:
    """Answers prompts in turn."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, words: str) -> str:
        self.asked.append(words)
        return self.answers.pop(0)


def test_a_new_passphrase_is_asked_for_twice_and_an_old_one_once(tmp_path: Path) -> None:
    typist = Typist("long enough", "long enough")
    open_secrets(tmp_path, typist, {}).set("one", "1")
    assert len(typist.asked) == 2
    again = Typist("long enough")
    assert open_secrets(tmp_path, again, {}).get("one") == "1"
    assert len(again.asked) == 1


@pytest.mark.parametrize(
    ("answers", "said"), [(("one of two", "two of two"), "differ"), (("short",) * 2, "at least 8")]
)
def test_a_passphrase_that_is_unsure_or_short_is_not_taken(
    tmp_path: Path, answers: tuple[str, str], said: str
) -> None:
    with pytest.raises(BadData, match=said):
        open_secrets(tmp_path, Typist(*answers), {})


def test_what_opens_without_a_person_is_opened_and_nothing_else(
    tmp_path: Path, passphrase: Path
) -> None:
    open_secrets(tmp_path, None).set("one", "1")
    closed = Secrets(tmp_path, None)
    try_to_open(closed, {})
    assert not closed.is_open
    try_to_open(closed, os.environ)
    assert closed.get("one") == "1"
    passphrase.write_text("another horse")
    with pytest.raises(Locked):
        try_to_open(Secrets(tmp_path, None), os.environ)
