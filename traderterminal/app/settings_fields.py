"""The settings models as fields of a form: which keys there are, of what kind, and as what text."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import tomlkit
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from tomlkit.items import Item

from traderterminal.app.account_settings import RiskSettings
from traderterminal.app.settings import Settings
from traderterminal.kit.language import mark, translate
from traderterminal.ui.viewmodels.settings_form import (
    OFF,
    ON,
    Kind,
    Path,
    SettingField,
    SettingSection,
)

#: Keys that say what an account is: they are for life, and a login's are the Brokers pane's.
_FIXED: Final = frozenset({"id", "kind", "mode", "broker", "number", "currency"})
#: Sections that hold at once; of accounts their limits do, and of the log its level.
_LIVE_SECTIONS: Final = frozenset({"risk", "ui", "sound"})
_LIMITS: Final = frozenset(RiskSettings.model_fields)
#: What the form calls the sections.
_SECTIONS: Final = {
    "market": mark("Setting", "Market"),
    "history": mark("Setting", "History"),
    "risk": mark("Setting", "Risk"),
    "calendar": mark("Setting", "Calendar"),
    "webhook": mark("Setting", "Webhook"),
    "api": mark("Setting", "API"),
    "ui": mark("Setting", "Window"),
    "sound": mark("Setting", "Sound"),
    "log": mark("Setting", "Log"),
}
#: What the form calls the keys.
_LABELS: Final = {
    "source": mark("Setting", "Source"),
    "symbols": mark("Setting", "Symbols"),
    "roll": mark("Setting", "Roll"),
    "seed": mark("Setting", "Seed"),
    "record": mark("Setting", "Record"),
    "keep_tick_days": mark("Setting", "Keep ticks, days"),
    "keep_bar_days": mark("Setting", "Keep bars, days"),
    "max_order_quantity": mark("Setting", "Max order quantity"),
    "max_position": mark("Setting", "Max position"),
    "price_collar_percent": mark("Setting", "Price collar, percent"),
    "duplicate_window_s": mark("Setting", "Duplicate window, s"),
    "orders_per_second": mark("Setting", "Orders per second"),
    "orders_per_minute": mark("Setting", "Orders per minute"),
    "orders_per_day": mark("Setting", "Orders per day"),
    "automation_orders_per_minute": mark("Setting", "Automation orders per minute"),
    "max_order_value": mark("Setting", "Max order value"),
    "automation_spread_ticks": mark("Setting", "Automation spread, ticks"),
    "automation_round_trips": mark("Setting", "Automation round trips"),
    "max_daily_loss": mark("Setting", "Max daily loss"),
    "session": mark("Setting", "Session"),
    "roll_window": mark("Setting", "Roll window"),
    "news_blackout": mark("Setting", "News blackout"),
    "name": mark("Setting", "Name"),
    "cash": mark("Setting", "Cash"),
    "margin": mark("Setting", "Margin"),
    "fees": mark("Setting", "Fees"),
    "latency_ms": mark("Setting", "Latency, ms"),
    "cancel_latency_ms": mark("Setting", "Cancel latency, ms"),
    "ack_latency_ms": mark("Setting", "Confirmation latency, ms"),
    "fill_mode": mark("Setting", "Fill mode"),
    "group": mark("Setting", "Group"),
    "approval": mark("Setting", "Approval"),
    "approval_expires_s": mark("Setting", "Approval expires, s"),
    "quantity": mark("Setting", "Quantity"),
    "sl_tp_unit": mark("Setting", "Unit of sl and tp"),
    "max_lag_s": mark("Setting", "Max age, s"),
    "heartbeat_s": mark("Setting", "Sign of life, s"),
    "file": mark("Setting", "File"),
    "zone": mark("Setting", "Zone"),
    "before_minutes": mark("Setting", "Before minutes"),
    "after_minutes": mark("Setting", "After minutes"),
    "importance": mark("Setting", "Importance"),
    "currencies": mark("Setting", "Currencies"),
    "names": mark("Setting", "Names"),
    "hosts": mark("Setting", "Hosts"),
    "default_group": mark("Setting", "Default group"),
    "default_quantity": mark("Setting", "Default quantity"),
    "rate_per_s": mark("Setting", "Alerts per s"),
    "burst": mark("Setting", "Burst"),
    "port": mark("Setting", "Port"),
    "origins": mark("Setting", "Origins"),
    "theme": mark("Setting", "Theme"),
    "font_px": mark("Setting", "Text size, px"),
    "language": mark("Setting", "Language"),
    "keep_running": mark("Setting", "Keep running"),
    "mute": mark("Setting", "Mute"),
    "volume": mark("Setting", "Volume"),
    "speech": mark("Setting", "Speech"),
    "level": mark("Setting", "Level"),
    "keep_files": mark("Setting", "Keep files"),
    "mode": mark("Setting", "Mode"),
}


def sections_of(settings: Settings, choices: Mapping[Path, Sequence[str]]) -> list[SettingSection]:
    """Return every key that a form can change, by section; `choices` are those of free texts."""
    found = [
        SettingSection(title, tuple(_fields(path, model, choices)))
        for title, path, model in _models(settings)
    ]
    return [section for section in found if section.fields]


def _models(settings: Settings) -> Iterator[tuple[str, Path, BaseModel]]:
    for name in type(settings).model_fields:
        held = getattr(settings, name)
        if isinstance(held, BaseModel):
            yield translate("Setting", _SECTIONS.get(name, name.capitalize())), (name,), held
    for account in settings.accounts:
        yield (
            translate("Setting", "Account {id}").format(id=account.id),
            ("accounts", account.id),
            account,
        )
    for name, strategy in settings.strategies.items():
        yield (
            translate("Setting", "Strategy {name}").format(name=name),
            ("strategies", name),
            strategy,
        )


def _fields(
    path: Path, model: BaseModel, choices: Mapping[Path, Sequence[str]]
) -> Iterator[SettingField]:
    for name, info in type(model).model_fields.items():
        if path[0] == "accounts" and name in _FIXED:
            continue
        kind = _kind(info)
        if kind is None:
            continue
        where = (*path, name)
        offered = tuple(choices.get(where, ())) or _offered(info)
        yield SettingField(
            path=where,
            label=translate("Setting", _LABELS[name]) if name in _LABELS else _spelt(name),
            kind=Kind.CHOICE if offered else kind,
            text=to_text(getattr(model, name)),
            default=to_text(info.get_default(call_default_factory=True)),
            description=translate("Setting", info.description or ""),
            choices=offered,
            is_live=is_live(where),
        )


def _spelt(name: str) -> str:
    return name.replace("_", " ").capitalize()


def is_live(path: Path) -> bool:
    """Say whether a change of a key holds at once."""
    if path[0] == "accounts":
        return path[-1] in _LIMITS
    return path[0] in _LIVE_SECTIONS or path == ("log", "level")


def _plain(annotation: Any) -> tuple[list[Any], bool]:
    """Return the types that a key may be of, without what is annotated to them, and whether it may
    be left out."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not NoneType]
        types = [one for part in parts for one in _plain(part)[0]]
        return types, len(parts) < len(get_args(annotation))
    return [annotation], False


def _kind(info: FieldInfo) -> Kind | None:
    """How a key is typed; None for one that holds more than a value."""
    types, _ = _plain(info.annotation)
    if types == [bool]:
        return Kind.SWITCH
    if all(one in (str, int, Decimal) or _is_list(one) for one in types):
        return Kind.TEXT
    is_choice = all(get_origin(one) is Literal or _is_enum(one) for one in types)
    return Kind.CHOICE if is_choice else None


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple and get_args(annotation) == (str, ...)


def _is_enum(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, StrEnum)


def _offered(info: FieldInfo) -> tuple[str, ...]:
    types, optional = _plain(info.annotation)
    found = [
        str(value)
        for one in types
        if get_origin(one) is Literal or _is_enum(one)
        for value in (get_args(one) if get_origin(one) is Literal else one)
    ]
    return ("", *found) if found and optional else tuple(found)


def to_text(value: object) -> str:
    """Write a value as it is typed."""
    match value:
        case None:
            return ""
        case bool():
            return ON if value else OFF
        case tuple():
            return ", ".join(str(one) for one in value)
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def to_value(path: Path, text: str) -> Item | None:
    """Return what stands in the file for what was typed; None where nothing is to stand there.

    What is no value of the key is returned as a text, for the settings to say what is wrong.
    """
    types, _ = _plain(_info(path).annotation)
    text = text.strip()
    if any(map(_is_list, types)):
        parts = [part.strip() for part in text.split(",")]
        return tomlkit.item([part for part in parts if part])
    if not text:
        return None
    if types == [bool]:
        return tomlkit.item(text == ON)
    if (int in types or Decimal in types) and _is_number(text):
        return tomlkit.value(text)  # as it was typed: a float would not keep it
    return tomlkit.item(text)


def _info(path: Path) -> FieldInfo:
    model: type[BaseModel] = Settings
    *sections, key = path
    for section in sections[:1]:
        types, _ = _plain(Settings.model_fields[section].annotation)
        model = get_args(types[0])[-1] if get_origin(types[0]) is dict else types[0]
        if get_origin(types[0]) is tuple:
            model = get_args(types[0])[0]
    return model.model_fields[key]


def _is_number(text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and not text.startswith("+") and text.upper() == f"{number:f}".upper()
