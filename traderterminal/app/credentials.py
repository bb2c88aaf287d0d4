"""The loopback credentials of the listener, and the file that tells where the engine is."""

import json
import os
import secrets
from dataclasses import asdict, fields
from pathlib import Path
from typing import Final

from traderterminal.domain.errors import BadData
from traderterminal.kit.frozen import frozen
from traderterminal.storage.private_files import OWNER_ONLY, write_private

LISTENER_FILE: Final = "listener.json"
RUNTIME_FILE: Final = "runtime.json"
SECRET_BYTES: Final = 32
SHORTEST: Final = 32  # characters


@frozen
class Credentials:
    """256 random bits each, in a URL's alphabet. They open nothing but this machine's listener."""

    api_token: str
    udf_token: str
    webhook_secret: str
    relay_key: str

    def __repr__(self) -> str:
        return "Credentials(••••)"

    def values(self) -> tuple[str, ...]:
        """Every secret, for the log's redactor."""
        return tuple(asdict(self).values())


def load_credentials(data_dir: Path) -> Credentials:
    """Read the credentials of a data folder, or make them; raises BadData for a damaged file."""
    path = data_dir / LISTENER_FILE
    try:
        found = json.loads(path.read_text("utf-8"))
        read = Credentials(**{field.name: str(found[field.name]) for field in fields(Credentials)})
    except FileNotFoundError:
        made = Credentials(*(secrets.token_urlsafe(SECRET_BYTES) for _ in fields(Credentials)))
        write_private(path, asdict(made))
        return made
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error
    if any(len(secret) < SHORTEST for secret in read.values()):
        raise _damaged(path)  # what is cut short or empty would open the listener to a guess
    if os.name == "posix":
        path.chmod(OWNER_ONLY)  # a copy from a backup may have come readable to all
    return read


def _damaged(path: Path) -> BadData:
    return BadData(
        f"{path} is damaged. Remove it to get new credentials; alerts and relays then need the"
        " new webhook address."
    )


def announce(data_dir: Path, url: str, credentials: Credentials) -> None:
    """Write where the engine listens and what opens it."""
    path = data_dir / RUNTIME_FILE
    write_private(
        path,
        {
            "pid": os.getpid(),
            "url": url,
            "webhook_path": f"/webhook/tradingview/{credentials.webhook_secret}",
            **asdict(credentials),
        },
    )


def withdraw(data_dir: Path) -> None:
    """Take back what `announce` wrote, if it has."""
    (data_dir / RUNTIME_FILE).unlink(missing_ok=True)
