"""`doctor`: whether everything the program needs is there, and what to do where it is not."""

import importlib.util
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any, Final

from traderterminal.app.instance import AlreadyRunning, claim, prepare_folder
from traderterminal.app.options import Options
from traderterminal.app.passphrase import PASSPHRASE_FILE
from traderterminal.app.settings_reading import load_settings
from traderterminal.domain.errors import BadData
from traderterminal.gateway.listener import PortTaken, bind
from traderterminal.kit.clock import HostClock
from traderterminal.kit.frozen import frozen
from traderterminal.storage.corporate_actions import (
    CORPORATE_ACTIONS_FILE,
    read_corporate_actions,
)
from traderterminal.storage.emergency import EMERGENCY_FILE, EmergencyFile
from traderterminal.storage.history import FOLDER
from traderterminal.storage.keyrings import system_keyring
from traderterminal.storage.ledger import SqliteLedger
from traderterminal.storage.parts import corrupt_in
from traderterminal.storage.resources import Resources
from traderterminal.storage.secrets import KeyFrom, Secrets

OK: Final = "ok"
WARN: Final = "warn"
FAIL: Final = "fail"


@frozen
class Check:
    """One finding: `status` is ok, warn or fail."""

    name: str
    status: str
    detail: str
    remedy: str = ""


@frozen
class Report:
    """All findings; `ok` unless one of them is a fail."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        return all(check.status != FAIL for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        return {"ok": self.ok, "checks": [asdict(check) for check in self.checks]}


def examine(options: Options) -> Report:
    """Check the machine and the data folder. Our own running engine is no fault."""
    return Report(tuple(_checks(options)))


def _checks(options: Options) -> Iterator[Check]:
    yield _python()
    yield _display()
    yield _desktop_packages()
    folder = _guarded("data folder", lambda: _folder(options))
    yield folder
    if folder.status == FAIL:
        return
    yield _guarded("settings", lambda: _settings(options))
    yield _guarded("secrets", lambda: _secrets(options))
    yield _guarded("data files", lambda: _resources(options))
    running = _is_running(options)
    yield _guarded("ledger", lambda: _ledger(options, running=running))
    yield _guarded("history", lambda: _history(options))
    yield _guarded("port", lambda: _port(options, running=running))


def _guarded(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except BadData as error:
        return Check(name, FAIL, str(error), "Correct what the message names.")


def _python() -> Check:
    version = platform.python_version()
    return Check("python", OK, f"{version}, SQLite {sqlite3.sqlite_version}")


def _display() -> Check:
    from traderterminal.app.display import has_display, places_windows

    environment = dict(os.environ)
    if has_display(environment, sys.platform):
        where = "" if places_windows(environment) else "; where it stands, the compositor decides"
        return Check("display", OK, f"a window can be opened{where}")
    return Check("display", WARN, "there is no display", "`traderterminal serve` needs none.")


def _desktop_packages() -> Check:
    missing = [n for n in ("PySide6", "qasync", "pyqtgraph") if importlib.util.find_spec(n) is None]
    if not missing:
        return Check("desktop packages", OK, "installed")
    words = f"{', '.join(missing)} not installed"
    return Check("desktop packages", WARN, words, "`serve` works without them.")


def _folder(options: Options) -> Check:
    prepare_folder(options.data_dir)
    if not os.access(options.data_dir, os.W_OK):
        return Check("data folder", FAIL, f"{options.data_dir} is read-only", "Choose another.")
    return Check("data folder", OK, str(options.data_dir))


def _settings(options: Options) -> Check:
    load_settings(options.config)
    there = "read" if options.config.exists() else "not there, defaults are used"
    return Check("settings", OK, f"{options.config} {there}")


def _secrets(options: Options) -> Check:
    secrets = Secrets(options.data_dir, keyring := system_keyring())
    sealed = "sealed" if secrets.exists else "none stored yet"
    if keyring is not None and (not secrets.exists or secrets.key_from is KeyFrom.KEYRING):
        return Check("secrets", OK, f"{sealed}, the key lies in the keyring")
    remedy = (
        f"Without a keyring `serve` takes a passphrase from the file named in {PASSPHRASE_FILE}."
    )
    return Check("secrets", WARN, f"{sealed}, under a passphrase", remedy)


def _resources(options: Options) -> Check:
    resources = Resources(options.resources)
    calendar = resources.calendar()
    symbols = resources.symbols(calendar)
    read_corporate_actions(options.data_dir / CORPORATE_ACTIONS_FILE, symbols.instrument)
    for plan in resources.fee_plans():
        resources.fees(plan)
    resources.margins()
    return Check("data files", OK, f"{len(calendar.groups())} session groups")


def _is_running(options: Options) -> bool:
    try:
        claim(options.data_dir).release()
    except AlreadyRunning:
        return True
    return False


def _history(options: Options) -> Check:
    """No file is read, which may take minutes: those that could not be bear it in their names."""
    corrupt = corrupt_in(options.data_dir / FOLDER)
    if not corrupt:
        return Check("history", OK, "no file was set aside")
    words = f"{len(corrupt)} could not be read and were set aside, such as {corrupt[0]}"
    return Check("history", WARN, words, "Import what they held again, then delete them.")


def _ledger(options: Options, *, running: bool) -> Check:
    path = options.data_dir / "ledger.db"
    if running:
        return Check("ledger", OK, "in use by the running engine")
    if not path.exists():
        return Check("ledger", OK, "will be made at the first start")
    ledger = SqliteLedger(path, HostClock().now_ns)
    try:
        broken, last = ledger.broken_at(), ledger.last_seq
    finally:
        ledger.close()
    if broken is not None:
        words = f"event {broken} does not fit the chain"
        return Check("ledger", FAIL, words, "Restore a backup, or start with another --data-dir.")
    waiting, damaged = EmergencyFile(options.data_dir / EMERGENCY_FILE).read()
    if waiting or damaged:
        words = f"waiting in {EMERGENCY_FILE}: {len(waiting)}, damaged lines: {damaged}"
        return Check("ledger", WARN, words, "Make room and start: they are booked first.")
    return Check("ledger", OK, f"{last} events, the chain holds")


def _port(options: Options, *, running: bool) -> Check:
    port = load_settings(options.config).api.port if options.port is None else options.port
    try:
        bind(port).close()
    except PortTaken as taken:
        if running:
            return Check("port", WARN, f"{port} is held by the running engine")
        return Check("port", FAIL, str(taken), "Give another one with --port.")
    return Check("port", OK, f"{port or 'any'} is free")
