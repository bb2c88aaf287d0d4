"""One engine a data folder: the lock that the operating system lets go when the process ends."""

import os
from pathlib import Path

from filelock import FileLock, Timeout

from traderterminal.domain.errors import BadData


class AlreadyRunning(Exception):
    """Another engine works on this data folder."""


def prepare_folder(data_dir: Path) -> None:
    """Make the data folder, for its owner alone; raises BadData when it cannot be used."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            data_dir.chmod(0o700)
    except OSError as error:
        raise BadData(f"the data folder {data_dir} cannot be used: {error.strerror}") from error


def claim(data_dir: Path) -> FileLock:
    """Take the folder for this process and return the lock to hold; raises AlreadyRunning."""
    lock = FileLock(data_dir / "instance.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise AlreadyRunning(
            f"TraderTerminal is already running on {data_dir}. Use its window, end it, or choose"
            " another folder with --data-dir."
        ) from error
    return lock
