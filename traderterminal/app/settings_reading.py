"""Settings as they are read, once: one TOML file, and the environment over it."""

import os
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from traderterminal.app.account_settings import AccountSettings
from traderterminal.app.broker_settings import BrokerSettings, read_login
from traderterminal.app.group_settings import GroupMember, GroupSettings, LevelSettings, MappedRoot
from traderterminal.app.registry import BROKERS, Plugins
from traderterminal.app.setting_faults import nearest, said
from traderterminal.app.settings import Settings, StrategySettings
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BadData, BadValue, Fault
from traderterminal.kit.language import mark

if TYPE_CHECKING:  # what an adapter needs takes a while to load
    from traderterminal.brokers.plugin import Environment

ENVIRONMENT_PREFIX: Final = "TRADERTERMINAL__"

Location = tuple[int | str, ...]


def load_settings(
    path: Path,
    environment: Mapping[str, str] = os.environ,
    over: Mapping[str, Any] = MappingProxyType({}),
    plugins: Plugins = BROKERS,
) -> Settings:
    """Read `path` (it need not exist), what the environment lays over it, and `over` above both.

    `TRADERTERMINAL__SECTION__KEY=value` sets a key, `TRADERTERMINAL__ACCOUNTS__<id>__KEY` one of an
    account; `over` is tables as in the file, `accounts` by id. Raises BadData naming file, key and
    the nearest valid one.
    """
    try:
        with path.open("rb") as file:
            data: dict[str, Any] = tomllib.load(file, parse_float=Decimal)
    except FileNotFoundError:
        data = {}
    except tomllib.TOMLDecodeError as error:
        raise BadData("{path}: {error}", path=path, error=error) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(
            mark("Fault", "{path} cannot be read: {error}"), path=path, error=error
        ) from error
    for name, text in environment.items():
        if name.startswith(ENVIRONMENT_PREFIX):
            _lay_over(data, name.removeprefix(ENVIRONMENT_PREFIX).split("__"), text, name)
    _merge(data, over)
    try:
        settings = Settings.model_validate(data)
        check_logins(settings, plugins)
    except ValidationError as error:
        raise BadData(
            "{path}: {faults}", path=path, faults=_explain(error)
        ) from None  # its cause repeats what was given
    except BadData as error:
        raise BadData("{path}: {error}", path=path, error=error) from None
    return settings


def check_logins(settings: Settings, plugins: Plugins) -> None:
    """Hold every login against its broker, and every mode against its login; raises BadData."""
    logins = {name: read_login(name, one, plugins) for name, one in settings.brokers.items()}
    for account in settings.accounts:
        for name in {account.broker, *account.destinations.values()} & logins.keys():
            told = wrong_mode(account.mode, logins[name].environment)
            if told is not None:
                raise BadData(
                    mark("Fault", "accounts.{account}.mode: brokers.{name}.environment is {told}"),
                    account=account.id,
                    name=name,
                    told=told,
                )


def check_market(settings: Settings, source: str) -> None:
    """Raise BadData where a hybrid account would fill on other quotes than those of its broker."""
    brokers = {account.id: account.broker for account in settings.accounts}
    for account in settings.accounts:
        if account.mode is Mode.HYBRID and brokers.get(source) != account.broker:
            raise BadData(
                mark(
                    "Fault",
                    "accounts.{account}.mode: hybrid fills on the quotes of {broker}: set"
                    ' [market] source = "{account}", or start with --market {account}',
                ),
                account=account.id,
                broker=account.broker,
            )


def wrong_mode(mode: Mode, environment: "Environment") -> Fault | None:
    """Say what an environment is in place of what a mode needs; None where they agree.

    A hybrid account trades nowhere, so that it may take the quotes of any environment.
    """
    if mode is Mode.HYBRID or environment.mode in (None, mode):
        return None
    return BadValue(
        mark("Fault", "{environment}, where all accounts are {its}, not {mode}"),
        environment=environment.name,
        its=environment.mode,
        mode=mode,
    )


def _lay_over(data: dict[str, Any], path: list[str], text: str, name: str) -> None:
    section, *keys = (part if index == 1 else part.lower() for index, part in enumerate(path))
    try:
        value = tomllib.loads(f"value = {text}", parse_float=Decimal)["value"]
    except tomllib.TOMLDecodeError:
        value = text
    if not section or len(keys) not in (1, 2):
        raise BadData(f"{name}: give it as {ENVIRONMENT_PREFIX}SECTION__KEY")
    try:
        if section == "accounts" and len(keys) == 2:
            place = _account_of(data, keys[0])
        else:
            place = data.setdefault(section, {})
            for key in keys[:-1]:
                place = place.setdefault(key, {})
        place[keys[-1].lower()] = value
    except (TypeError, AttributeError) as error:
        raise BadData(f"{name} cannot be set: what it lies in is no section") from error


def _merge(data: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        if key == "accounts" and isinstance(value, Mapping):
            for account, changes in value.items():
                if not isinstance(changes, Mapping):
                    raise BadData(f"accounts.{account} is no table of settings")
                _merge(_account_of(data, account), changes)
        elif isinstance(value, Mapping) and isinstance(data.setdefault(key, {}), dict):
            _merge(data[key], value)
        else:
            data[key] = value


def _account_of(data: dict[str, Any], account: str) -> dict[str, Any]:
    accounts = data.setdefault("accounts", [{"id": "paper_simulator"}])
    for entry in accounts:
        if isinstance(entry, dict) and str(entry.get("id", "")).lower() == account.lower():
            return entry
    entry = {"id": account.lower()}
    accounts.append(entry)
    return entry


def faults_in(data: Mapping[str, Any]) -> list[tuple[Location, Exception]]:
    """Say what is wrong with settings as they stand in a file, and where; nothing: they will do.

    What is wrong with all of them has an empty location.
    """
    try:
        Settings.model_validate(data)
    except ValidationError as error:
        return [(fault["loc"], said(fault)) for fault in _faults(error)]
    return []


def _faults(error: ValidationError) -> list[ErrorDetails]:
    """The faults that do not follow from others."""
    places = [fault["loc"] for fault in error.errors()]
    return [fault for fault in error.errors() if not _follows(fault["loc"], places)]


def _explain(error: ValidationError) -> str:
    """Say in one line per fault which key is wrong and what would be right."""
    lines = []
    for fault in _faults(error):
        where = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            lines.append(f"unknown setting {where}{_nearest(fault['loc'])}")
        elif not where:  # of the settings as a whole, which need not be printed
            lines.append(str(said(fault)))
        else:
            given = fault["input"]
            given = str(given) if isinstance(given, StrEnum) else given
            shown = "" if _may_hold_secrets(fault) else f", was {given!r}"
            lines.append(f"{where}: {said(fault)}{shown}")
    return "; ".join(lines)


def _may_hold_secrets(fault: ErrorDetails) -> bool:
    """A whole table is not repeated either: it says nothing more."""
    return fault["loc"][0] == "brokers" or isinstance(fault["input"], dict)


def _follows(location: Location, faults: Sequence[Location]) -> bool:
    """Say whether a list counts as too short only because an entry of it is wrong."""
    depth = len(location)
    return any(len(other) > depth and other[:depth] == location for other in faults)


def _nearest(location: Location) -> str:
    model: type[BaseModel] | None = Settings
    for part in location[:-1]:
        model = _model_at(model, part)
    if model is None:
        return ""
    return str(nearest(str(location[-1]), model.model_fields))


_ITEMS: Final[Mapping[str, type[BaseModel]]] = {
    "accounts": AccountSettings,
    "brokers": BrokerSettings,
    "groups": GroupSettings,
    "strategies": StrategySettings,
}


def _model_at(model: type[BaseModel] | None, part: int | str) -> type[BaseModel] | None:
    """Step from a model to the one that its key `part` holds, through lists and tables."""
    if model is None or isinstance(part, int) or part not in model.model_fields:
        return model
    if model is GroupMember:
        return MappedRoot if part == "map" else LevelSettings
    if part == "accounts" and model is GroupSettings:
        return GroupMember
    if part in _ITEMS and model is Settings:
        return _ITEMS[part]
    annotation = model.model_fields[part].annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return None
