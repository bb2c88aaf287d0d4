"""Files that nobody but their owner may read: credentials and sealed secrets."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

OWNER_ONLY: Final = 0o600


def write_private(path: Path, value: Mapping[str, object]) -> None:
    """Write a JSON file for the owner alone, whole or not at all."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(value, file)
            file.flush()
            os.fsync(file.fileno())  # a power cut must not leave an empty file under the name
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
