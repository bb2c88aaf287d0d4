"""The end of the log file, read by the viewer: as much of it as fits, however long it is."""

import json
from pathlib import Path
from typing import Final

from traderterminal.ui.viewmodels.log_lines import LogLine

#: So much of the end is read, bytes, and so many lines of it are kept.
TAIL_BYTES: Final = 512 * 1024
MOST_LINES: Final = 2_000


class LogTail:
    """Reads the end of one file whenever it has changed; `read` blocks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None

    def read(self) -> list[LogLine] | None:
        """Return the latest lines, oldest first; None where nothing is new since the last time.

        A file that is not there is empty. What is no line of ours is passed over.
        """
        try:
            with self._path.open("rb") as file:
                about = self._path.stat()
                seen = (about.st_ino, about.st_size, about.st_mtime_ns)
                if seen == self._seen:
                    return None
                start = file.seek(max(0, about.st_size - TAIL_BYTES))
                found = file.read(TAIL_BYTES)
        except OSError:
            if self._seen is None:
                return None
            seen, start, found = None, 0, b""
        self._seen = seen
        lines: list[LogLine] = []
        for text in found.splitlines(keepends=True):
            if (line := _line(start, text)) is not None:
                lines.append(line)
            start += len(text)
        return lines[-MOST_LINES:]


def _line(number: int, text: bytes) -> LogLine | None:
    try:
        entry = json.loads(text)
    except ValueError:
        return None  # a line that began before the tail, or is still being written
    if not isinstance(entry, dict):
        return None
    at, level, logger, message, traceback = (
        str(entry.get(key, "")) for key in ("at", "level", "logger", "message", "traceback")
    )
    return LogLine(number, at, level, logger, message, traceback)
