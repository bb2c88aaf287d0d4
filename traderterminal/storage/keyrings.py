"""The keyring of the operating system, which keeps the key to the secrets.

What writes plain files or keeps nothing at all is no keyring here.
"""

import logging
import os
from collections.abc import Mapping
from typing import Final, Protocol

#: What the program is called in it.
SERVICE: Final = "TraderTerminal"
#: The library rates what keeps secrets safe with 1 or more, plain files below.
SAFE: Final = 1

_log = logging.getLogger(__name__)


class Keyring(Protocol):
    """The keyring of the operating system; both raise KeyringUnusable."""

    def read(self, name: str) -> str | None: ...
    def write(self, name: str, value: str) -> None: ...


class KeyringUnusable(Exception):
    """The keyring is there, but locked or failing."""


class _SystemKeyring:
    """The best keyring of this machine, behind the library that knows them all."""

    def __init__(self, backend: "_Backend") -> None:
        self._backend = backend

    def read(self, name: str) -> str | None:
        try:
            return self._backend.get_password(SERVICE, name)
        except Exception as error:  # noqa: BLE001 - every backend raises its own
            raise KeyringUnusable(type(error).__name__) from None

    def write(self, name: str, value: str) -> None:
        try:
            self._backend.set_password(SERVICE, name, value)
        except Exception as error:  # noqa: BLE001 - every backend raises its own
            raise KeyringUnusable(type(error).__name__) from None


class _Backend(Protocol):
    @property
    def priority(self) -> float: ...

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...


def system_keyring(environment: Mapping[str, str] = os.environ) -> Keyring | None:
    """Return the keyring of this machine; None where there is none that keeps secrets safe.

    A chain of keyrings is passed over for its best link: it may end in a plain file.
    """
    if environment.get("PYTHON_KEYRING_BACKEND", "").startswith("keyring.backends.null"):
        return None  # switched off: do not even look
    import keyring
    from keyring.backend import get_all_keyring
    from keyring.backends.chainer import ChainerBackend

    try:
        chosen = keyring.get_keyring()
        found = get_all_keyring() if isinstance(chosen, ChainerBackend) else [chosen]
        safe = [
            one for one in found if not isinstance(one, ChainerBackend) and one.priority >= SAFE
        ]
    except Exception as error:  # noqa: BLE001 - what is configured may be gone, or raise its own
        _log.info("the keyring of the system cannot be used: %s", type(error).__name__)
        return None
    return _SystemKeyring(max(safe, key=lambda one: one.priority)) if safe else None
