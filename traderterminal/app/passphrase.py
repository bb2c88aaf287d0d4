"""The passphrase of the sealed secrets: from a file that the environment names, or a prompt."""

import getpass
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from traderterminal.domain.errors import BadData
from traderterminal.storage.keyrings import Keyring, system_keyring
from traderterminal.storage.secrets import KeyFrom, Locked, Secrets

PASSPHRASE_FILE: Final = "TRADERTERMINAL_PASSPHRASE_FILE"  # noqa: S105 - a name, no secret
SHORTEST: Final = 8
REMEDY: Final = (
    f"Start a keyring, or put a passphrase into a file and name it in {PASSPHRASE_FILE}, or run it"
    " in a terminal that can ask for one."
)

#: Asks a person for something that is not shown; None where there is nobody to ask.
Prompt = Callable[[str], str]


def terminal_prompt() -> Prompt | None:
    """Return what asks on the terminal of this process; None where it has none."""
    try:
        os.close(os.open(os.ctermid(), os.O_RDWR | os.O_NOCTTY))
    except (AttributeError, OSError):
        return None
    return getpass.getpass


def open_secrets(
    folder: Path,
    prompt: Prompt | None,
    environment: Mapping[str, str] = os.environ,
    find_keyring: Callable[[], Keyring | None] = system_keyring,
) -> Secrets:
    """Open the secrets of a data folder; raises BadData with the remedy where nobody can."""
    secrets = Secrets(folder, find_keyring())
    if secrets.key_from is KeyFrom.KEYRING:
        secrets.open()
        return secrets
    given = _given(environment)
    if given is None and prompt is not None:
        given = _asked(prompt, is_new=not secrets.exists)
    if given is None:
        raise Locked(f"there is no keyring, and no passphrase to open the secrets. {REMEDY}")
    secrets.open(_long_enough(given, is_new=not secrets.exists))
    return secrets


def try_to_open(secrets: Secrets, environment: Mapping[str, str] = os.environ) -> None:
    """Open what opens without asking anybody; what does not stays closed."""
    if secrets.key_from is KeyFrom.KEYRING:
        secrets.open()
    elif (given := _given(environment)) is not None:
        secrets.open(given)


def _given(environment: Mapping[str, str]) -> str | None:
    named = environment.get(PASSPHRASE_FILE)
    if not named:
        return None
    try:
        return Path(named).read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"{PASSPHRASE_FILE}: {named} cannot be read: {error}") from error


def _asked(prompt: Prompt, *, is_new: bool) -> str:
    if not is_new:
        return prompt("Passphrase of the secrets: ")
    chosen = prompt("Choose a passphrase for the secrets: ")
    if prompt("Once more: ") != chosen:
        raise BadData("the two passphrases differ; nothing was stored")
    return chosen


def _long_enough(passphrase: str, *, is_new: bool) -> str:
    if is_new and len(passphrase) < SHORTEST:
        raise BadData(f"a passphrase has at least {SHORTEST} characters; nothing was stored")
    return passphrase
