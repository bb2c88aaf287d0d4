"""The settings file as the program changes it: logins come and go, keys are set; the rest stays.

What a person wrote keeps its place, its comments and its order. A change is checked as a whole
before it replaces the file; one that would not start the program is refused.
"""

import contextlib
import os
import tomllib
from collections.abc import Callable, Mapping, Sequence, Set
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from traderterminal.app.registry import Plugins
from traderterminal.app.settings import Settings
from traderterminal.app.settings_fields import to_value
from traderterminal.app.settings_reading import Location, check_market, faults_in, load_settings
from traderterminal.domain.errors import BadData
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark
from traderterminal.ui import texts
from traderterminal.ui.viewmodels.settings_form import Path

#: The market of a program that nobody has told of another.
SIMULATED: Final = "sim"


@frozen
class NewAccount:
    """An account at a broker as it is to stand in the file."""

    id: str
    name: str
    number: str
    mode: str


@frozen
class NewLogin:
    """A login as it is to stand in the file; `values` are its credentials and addresses.

    `takes_quotes`: the first of its accounts gives the market, where none but the simulated one was
    asked for.
    """

    name: str
    kind: str
    environment: str
    values: Mapping[str, str]
    accounts: Sequence[NewAccount]
    takes_quotes: bool = False


class ConfigFile:
    """Writes logins and single keys into a settings file, which need not be there yet.

    `market` is the source of a command line, which wins over the file's.
    """

    def __init__(self, path: FilePath, plugins: Plugins, market: str | None = None) -> None:
        self._path = path
        self._plugins = plugins
        self._market = market

    def put(self, login: NewLogin) -> Settings:
        """Write a login and its accounts, over those of that name if there are; return all
        settings. What else was written about them stays.

        Raises BadData, then the file is as it was.
        """
        keys = {"kind": login.kind, "environment": login.environment, **login.values}

        def change(document: tomlkit.TOMLDocument, before: Settings) -> None:
            _refuse_taken(login, before)
            _keep_what_was_meant(document, before)
            _leave_only(document, login.name, {one.id for one in login.accounts}, before)
            brokers = _section(document, "brokers")
            table = brokers.setdefault(login.name, tomlkit.table())
            for key in set(table) - set(keys):
                del table[key]
            table.update(keys)
            for account in login.accounts:
                _put_account(document, _account_keys(login, account))
            is_simulated = _source(document) == SIMULATED
            if login.takes_quotes and login.accounts and is_simulated:
                _section(document, "market")["source"] = login.accounts[0].id

        return self._change(change)

    def remove(self, name: str) -> Settings:
        """Take out a login and its accounts; return all settings.

        Raises BadData where something else still needs them, then the file is as it was.
        """

        def change(document: tomlkit.TOMLDocument, before: Settings) -> None:
            _leave_only(document, name, set(), before)
            _section(document, "brokers").pop(name, None)

        return self._change(change)

    def set(self, changes: Mapping[Path, str]) -> Settings:
        """Write keys as they were typed, and take out those that were emptied; return all settings.

        Raises BadData, then the file is as it was.
        """

        def change(document: tomlkit.TOMLDocument, before: Settings) -> None:
            _put_keys(document, changes)

        return self._change(change)

    def check(self, changes: Mapping[Path, str]) -> Mapping[Path, str]:
        """Say what is wrong with keys as typed, by key, and under none what is with all of them."""
        try:
            document = self._read()
            _put_keys(document, changes)
            data = tomllib.loads(tomlkit.dumps(document), parse_float=Decimal)
        except (OSError, TOMLKitError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            return {(): texts.fault(self._unchanged(error))}
        found: dict[Path, str] = {}
        for location, fault in faults_in(data):
            path, words = _path_of(location, data), texts.fault(fault)
            if path in changes or not path:
                found[path] = words
            else:  # of a key that somebody else has written
                found[()] = f"{'.'.join(path)}: {words}"
        return found

    def settings(self) -> Settings:
        """Return what stands in the file, whatever the environment says; raises BadData."""
        return load_settings(self._path, {}, plugins=self._plugins)

    def _unchanged(self, error: Exception) -> BadData:
        words = mark("Fault", "{path} could not be changed: {error}")
        return BadData(words, path=self._path, error=error)

    def _read(self) -> tomlkit.TOMLDocument:
        return tomlkit.parse(self._path.read_text("utf-8") if self._path.exists() else "")

    def _change(self, change: Callable[[tomlkit.TOMLDocument, Settings], None]) -> Settings:
        before = self.settings()
        try:
            document = self._read()
            change(document, before)
        except (TOMLKitError, KeyError, TypeError, AttributeError) as error:
            raise self._unchanged(error) from error
        return self._replace(tomlkit.dumps(document))

    def _replace(self, text: str) -> Settings:
        partial = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        try:
            with partial.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())  # a power cut must not leave an empty file under the name
            found = load_settings(partial, {}, plugins=self._plugins)
            check_market(found, self._market or found.market.source)
            if self._path.exists():
                partial.chmod(self._path.stat().st_mode)
            partial.replace(self._path)
        except OSError as error:
            raise BadData(
                mark("Fault", "{path} cannot be written: {error}"),
                path=self._path,
                error=error.strerror,
            ) from error
        except BadData as error:
            raise BadData(error.sentence, **{**error.values, "path": self._path}) from None
        finally:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
        return found


def _put_keys(document: tomlkit.TOMLDocument, changes: Mapping[Path, str]) -> None:
    for path, text in changes.items():
        table, value = _table(document, path[:-1]), to_value(path, text)
        if value is None:
            table.pop(path[-1], None)
        else:
            table[path[-1]] = value


def _table(document: tomlkit.TOMLDocument, path: Path) -> Any:
    """Return the table that a key stands in, which is made where it is missing."""
    section, *names = path
    if section == "accounts":
        _put_account(document, {"id": names[0]})
        return next(one for one in document["accounts"] if one.get("id") == names[0])
    table = _section(document, section)
    return table.setdefault(names[0], tomlkit.table()) if names else table


def _path_of(location: Location, data: Mapping[str, Any]) -> Path:
    """Return the key that a fault is at, an account by its id."""
    if len(location) > 1 and location[0] == "accounts" and isinstance(location[1], int):
        account = str(data["accounts"][location[1]].get("id", ""))
        location = ("accounts", account, *location[2:])
    return tuple(str(part) for part in location)


def _keep_what_was_meant(document: tomlkit.TOMLDocument, before: Settings) -> None:
    """Write down what held without being written, and would end with a second account."""
    if "accounts" not in document:
        for account in before.accounts:
            _put_account(document, {"id": account.id})
    if before.default_group and not before.webhook.default_group:
        _section(document, "webhook")["default_group"] = before.default_group


def _refuse_taken(login: NewLogin, before: Settings) -> None:
    others = {one.id for one in before.accounts if one.broker != login.name}
    for account in login.accounts:
        if account.id in others:
            raise BadData(
                mark("Fault", "there is an account {account!r} already: choose another name"),
                account=account.id,
            )


def _leave_only(document: tomlkit.TOMLDocument, name: str, ids: Set[str], before: Settings) -> None:
    """Remove the accounts of a login but `ids`.

    A market that came from an account which is gone is the simulated one again.
    """
    accounts = document.get("accounts", ())
    for number in reversed(range(len(accounts))):
        one = accounts[number]
        if one.get("broker") == name and one.get("id") not in ids:
            del accounts[number]
    gone = {one.id for one in before.accounts if one.broker == name} - ids
    if before.market.source in gone:
        del _section(document, "market")["source"]


def _source(document: tomlkit.TOMLDocument) -> str:
    return str(document.get("market", {}).get("source", SIMULATED))


def _account_keys(login: NewLogin, account: NewAccount) -> Mapping[str, str]:
    name = {"name": account.name} if account.name else {}
    at_broker = {"kind": login.kind, "broker": login.name, "number": account.number}
    return {"id": account.id, **name, **at_broker, "mode": account.mode}


def _section(document: tomlkit.TOMLDocument, name: str) -> Any:
    if name not in document:
        document[name] = tomlkit.table(is_super_table=name in ("brokers", "strategies"))
    return document[name]


def _put_account(document: tomlkit.TOMLDocument, keys: Mapping[str, str]) -> None:
    """Write an account over the one of its id, or behind those there are.

    It is written as they are: in tables, or in one line.
    """
    if "accounts" not in document:
        document["accounts"] = tomlkit.aot()
    accounts: Any = document["accounts"]
    for table in accounts:
        if table.get("id") == keys["id"]:
            table.update(keys)
            return
    made = tomlkit.table() if isinstance(accounts, AoT) else tomlkit.inline_table()
    made.update(keys)
    accounts.append(made)
