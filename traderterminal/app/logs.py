"""Logs: JSON lines in a rotated file, secrets blotted out before anything is written."""

import json
import logging
import logging.handlers
import re
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Final

from traderterminal.kit.clock import iso

MASK: Final = "••••"
_log = logging.getLogger(__name__)
FILE_BYTES: Final = 5_000_000
LOG_FILE: Final = "traderterminal.log"
#: In the data folder.
LOG_FOLDER: Final = "logs"

#: A name that holds a secret, and what follows it in JSON, TOML, a header, a query or a repr.
_NAMED: Final = re.compile(
    r"""(?ix)
    (["']?\b(?:[a-z0-9]+[_-])*
       (?:secret|token|password|passphrase|passwd|authorization|api[_-]?key|relay[_-]?key|auth[_-]?key
         |signature|cookie)\b["']?
       \s*[:=]\s*)
    (?:(?:bearer|basic|sha256)[\s=]+)?
    ("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,;&}\])]+)"""
)
_BEARER: Final = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}")
_WEBHOOK_PATH: Final = re.compile(r"(/webhook/tradingview/)[^\s\"'?#]+")


class Redactor(logging.Filter):
    """Blots out secrets: those it was given, and whatever stands after the name of one."""

    def __init__(self) -> None:
        super().__init__()
        self._secrets: tuple[str, ...] = ()

    def hide(self, secrets: Iterable[str]) -> None:
        """Blot out these texts wherever they stand."""
        self._secrets = tuple({*self._secrets, *(s for s in secrets if len(s) >= 8)})

    def clean(self, text: str) -> str:
        """Return `text` without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        text = _WEBHOOK_PATH.sub(rf"\1{MASK}", text)
        text = _BEARER.sub(rf"\1 {MASK}", text)
        return _NAMED.sub(rf"\1{MASK}", text)

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.clean(record.getMessage()), None
        if record.exc_info:
            formatter = logging.Formatter()
            record.exc_text = self.clean(formatter.formatException(record.exc_info))
            record.exc_info = None
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: at (UTC), level, logger, message and, if there is one, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": iso(int(record.created * 1e9)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            entry["traceback"] = record.exc_text
        return json.dumps(entry, ensure_ascii=False)


class LogFile(logging.handlers.RotatingFileHandler):
    """A disk without room costs the records, and not a traceback each on standard error."""

    def handleError(self, record: logging.LogRecord) -> None:
        if not isinstance(sys.exception(), OSError):
            super().handleError(record)


def start_logging(folder: Path, level: str, keep_files: int, *, to_screen: bool) -> Redactor:
    """Log to `folder`/traderterminal.log, and warnings to standard error; return the redactor."""
    folder.mkdir(parents=True, exist_ok=True)
    redactor = Redactor()
    file = LogFile(
        folder / LOG_FILE,
        maxBytes=FILE_BYTES,
        backupCount=keep_files,
        encoding="utf-8",
        delay=True,
    )
    file.setFormatter(JsonLines())
    handlers: list[logging.Handler] = [file]
    if to_screen:
        screen = logging.StreamHandler(sys.stderr)
        screen.setLevel(logging.WARNING)
        screen.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        handlers.append(screen)
    root = logging.getLogger()
    for former in [h for h in root.handlers if any(isinstance(f, Redactor) for f in h.filters)]:
        root.removeHandler(former)  # of an engine that began anew, or lies on another folder
        former.close()
    for handler in handlers:
        handler.addFilter(redactor)
        root.addHandler(handler)
    root.setLevel(level.upper())
    for chatty in ("asyncio", "httpx", "httpcore", "websockets", "uvicorn.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return redactor


def log_crashes() -> None:
    """Let an error that ends the program or a thread go through the log: it may repeat secrets."""

    def tell(
        kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or not issubclass(kind, Exception):
            return  # asked to end
        _log.critical("ended by an error", exc_info=(kind, error, trace))

    sys.excepthook = tell
    threading.excepthook = lambda ended: tell(ended.exc_type, ended.exc_value, ended.exc_traceback)
