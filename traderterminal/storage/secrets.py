"""Secrets: logins and tokens, sealed in one file of the data folder.

The file is sealed by AES-256-GCM under a data key of 32 bytes. The key lies in the keyring of the
operating system: some keyrings take nothing as long as a token, so that no secret itself goes
there. Where there is no keyring the key is made by scrypt of a passphrase. Nothing is ever written
in clear, and nothing here shows a secret in its repr, in a log or in an error.
"""

import json
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from filelock import FileLock

from traderterminal.domain.errors import BadData
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark
from traderterminal.storage.keyrings import Keyring, KeyringUnusable
from traderterminal.storage.private_files import write_private

SECRETS_FILE: Final = "secrets.sealed"
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
SALT_BYTES: Final = 16
#: The cost of a guess at the passphrase: 64 MiB and about a fifth of a second.
SCRYPT_COST: Final = 2**16
SCRYPT_BLOCK: Final = 8
#: What a damaged or forged file may not ask for: it would take all memory to open.
HIGHEST_COST: Final = 2**20
LONGEST: Final = 65_536  # characters of one secret
NAME: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class Locked(BadData):
    """The file cannot be opened yet: its passphrase is needed, or another one."""


class KeyFrom(StrEnum):
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - a word of the file, no secret


@frozen
class _Header:
    """Where the key of the file comes from; it is sealed along, so that nobody can alter it."""

    key_from: KeyFrom
    name: str = ""  # of the key in the keyring
    salt: bytes = b""
    cost: int = 0

    def as_json(self) -> dict[str, object]:
        if self.key_from is KeyFrom.KEYRING:
            return {"version": 1, "key_from": self.key_from.value, "name": self.name}
        salt = b64encode(self.salt).decode()
        return {"version": 1, "key_from": self.key_from.value, "salt": salt, "cost": self.cost}

    def bound(self) -> bytes:
        """What is sealed along."""
        return json.dumps(self.as_json(), sort_keys=True).encode()


@dataclass(frozen=True, slots=True, repr=False)
class _Key:
    """The data key, and the header of the file that it opens."""

    header: _Header
    key: bytes


class Secrets:
    """The secrets of a data folder by name. It must be opened before anything is read.

    Every call works on the file as it is, so that two processes can share it.
    """

    def __init__(self, folder: Path, keyring: Keyring | None) -> None:
        self._path = folder / SECRETS_FILE
        self._keyring = keyring
        self._key: _Key | None = None

    @property
    def key_from(self) -> KeyFrom:
        """Where the key comes from, or would come from for a file that is not there yet.

        Raises BadData for a damaged file.
        """
        if self._path.exists():
            return self._header().key_from
        return KeyFrom.PASSPHRASE if self._keyring is None else KeyFrom.KEYRING

    @property
    def exists(self) -> bool:
        """Say whether anything has been sealed yet."""
        return self._path.exists()

    @property
    def is_open(self) -> bool:
        """Say whether secrets can be read and stored now."""
        return self._key is not None

    def open(self, passphrase: str = "") -> None:
        """Get the key; raises Locked where a passphrase is missing or wrong, BadData otherwise."""
        if self.key_from is KeyFrom.PASSPHRASE and not passphrase:
            raise Locked(
                mark("Fault", "{path} is sealed by a passphrase, which was not given"),
                path=self._path,
            )
        if self._path.exists():
            header = self._header()
            key = self._key_of(header, passphrase)
            self._unseal(key)
        else:
            key = self._new_key(passphrase)
        self._key = key

    def get(self, name: str) -> str:
        """Return a secret, empty where there is none of that name; raises BadData."""
        return self._read().get(name, "")

    def names(self) -> list[str]:
        """Return what is stored, by name; raises BadData."""
        return sorted(self._read())

    def set(self, name: str, value: str) -> None:
        """Store a secret; raises BadData for a name or a value that cannot be one."""
        if not NAME.fullmatch(name):
            raise BadData(
                mark(
                    "Fault", "{name!r} cannot be the name of a secret: letters, digits, _ . - only"
                ),
                name=name,
            )
        if not value or len(value) > LONGEST:
            raise BadData(
                mark("Fault", "the secret {name} must have 1 to {longest:,} characters"),
                name=name,
                longest=LONGEST,
            )
        with self._changing() as held:
            held[name] = value

    def remove(self, name: str) -> bool:
        """Forget a secret; False where there was none. Raises BadData."""
        with self._changing() as held:
            return held.pop(name, None) is not None

    # The file.

    @contextmanager
    def _changing(self) -> Iterator[dict[str, str]]:
        key = self._opened()
        try:
            with FileLock(self._path.with_suffix(".lock")):
                held = self._read()
                before = dict(held)
                yield held
                if held != before:
                    write_private(self._path, _sealed(key, held))
        except OSError as error:
            raise BadData(
                mark("Fault", "{path} cannot be written: {error}"),
                path=self._path,
                error=error.strerror,
            ) from error

    def _opened(self) -> _Key:
        if self._key is None:
            raise Locked(mark("Fault", "{path} has not been opened"), path=self._path)
        return self._key

    def _read(self) -> dict[str, str]:
        key = self._opened()
        return self._unseal(key) if self._path.exists() else {}

    def _header(self) -> _Header:
        return _read_header(self._file(), self._path)

    def _file(self) -> Mapping[str, object]:
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise _damaged(self._path) from error
        if not isinstance(found, dict):
            raise _damaged(self._path)
        return found

    def _unseal(self, key: _Key) -> dict[str, str]:
        found = self._file()
        if _read_header(found, self._path) != key.header:
            raise Locked(
                mark("Fault", "{path} was sealed anew meanwhile: start again"), path=self._path
            )
        try:
            nonce, sealed = b64decode(str(found["nonce"])), b64decode(str(found["sealed"]))
            clear = AESGCM(key.key).decrypt(nonce, sealed, key.header.bound())
            held = json.loads(clear)
        except InvalidTag:
            if key.header.key_from is KeyFrom.PASSPHRASE:
                raise Locked(
                    mark("Fault", "the passphrase does not open {path}"), path=self._path
                ) from None
            raise _damaged(self._path) from None
        except (KeyError, ValueError):
            raise _damaged(self._path) from None
        return {str(name): str(value) for name, value in held.items()}

    # The key.

    def _key_of(self, header: _Header, passphrase: str) -> _Key:
        if header.key_from is KeyFrom.PASSPHRASE:
            return _Key(header, _derived(passphrase, header))
        kept = _ask(self._keyring, header.name, self._path)
        try:
            key = bytes.fromhex(kept)
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise BadData(
                mark(
                    "Fault",
                    "the keyring holds no key to {path}. Remove that file and set the secrets"
                    " again.",
                ),
                path=self._path,
            )
        return _Key(header, key)

    def _new_key(self, passphrase: str) -> _Key:
        if self._keyring is None:
            salt = secrets.token_bytes(SALT_BYTES)
            header = _Header(KeyFrom.PASSPHRASE, salt=salt, cost=SCRYPT_COST)
            return _Key(header, _derived(passphrase, header))
        made, name = secrets.token_bytes(KEY_BYTES), f"data key {secrets.token_hex(8)}"
        try:
            self._keyring.write(name, made.hex())
        except KeyringUnusable as error:
            raise _unusable(error) from None
        return _Key(_Header(KeyFrom.KEYRING, name=name), made)


def _read_header(found: Mapping[str, object], path: Path) -> _Header:
    try:
        key_from = KeyFrom(str(found["key_from"]))
        if found["version"] != 1:
            raise BadData(
                mark("Fault", "{path} was written by a newer version of this program"), path=path
            )
        if key_from is KeyFrom.KEYRING:
            return _Header(key_from, name=str(found["name"]))
        cost, salt = int(str(found["cost"])), b64decode(str(found["salt"]))
        if not 1 < cost <= HIGHEST_COST or cost & (cost - 1):
            raise ValueError(cost)
        return _Header(key_from, salt=salt, cost=cost)
    except (KeyError, ValueError) as error:
        raise _damaged(path) from error


def _sealed(key: _Key, held: Mapping[str, str]) -> dict[str, object]:
    nonce = secrets.token_bytes(NONCE_BYTES)
    clear = json.dumps(held, sort_keys=True).encode()
    sealed = AESGCM(key.key).encrypt(nonce, clear, key.header.bound())
    return {
        **key.header.as_json(),
        "nonce": b64encode(nonce).decode(),
        "sealed": b64encode(sealed).decode(),
    }


def _derived(passphrase: str, header: _Header) -> bytes:
    made = Scrypt(salt=header.salt, length=KEY_BYTES, n=header.cost, r=SCRYPT_BLOCK, p=1)
    return made.derive(passphrase.encode())


def _ask(keyring: Keyring | None, name: str, path: Path) -> str:
    if keyring is None:
        raise BadData(
            mark(
                "Fault",
                "the key to {path} lies in a keyring, and there is none here. Start the"
                " keyring, or remove that file and set the secrets again under a passphrase.",
            ),
            path=path,
        )
    try:
        return keyring.read(name) or ""
    except KeyringUnusable as error:
        raise _unusable(error) from None


def _unusable(error: KeyringUnusable) -> BadData:
    return BadData(
        mark("Fault", "the keyring cannot be used: {error}. Unlock it and try again."), error=error
    )


def _damaged(path: Path) -> BadData:
    return BadData(
        mark("Fault", "{path} is damaged. Remove it and set the secrets again."), path=path
    )
