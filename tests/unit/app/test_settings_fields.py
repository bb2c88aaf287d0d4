"""The settings as fields: every key that holds a value is there, and typed text becomes one."""

import re
import tomllib
from decimal import Decimal
from typing import Any

import pytest
import tomlkit

from traderterminal.app.settings import Settings, StrategySettings
from traderterminal.app.settings_fields import is_live, sections_of, to_text, to_value
from traderterminal.ui.viewmodels.settings_form import Kind, Path, SettingField

SETTINGS = Settings(strategies={"orb": StrategySettings(quantity=Decimal("1.50"))})


def field(*path: str, choices: dict[Path, tuple[str, ...]] | None = None) -> SettingField:
    sections = sections_of(SETTINGS, choices or {})
    (found,) = [one for section in sections for one in section.fields if one.path == path]
    return found


def test_every_section_with_values_is_there_and_accounts_and_strategies_each() -> None:
    titles = [section.title for section in sections_of(SETTINGS, {})]
    assert titles == [
        *("Market", "History", "Risk", "Calendar", "Webhook", "API", "Window", "Sound", "Log"),
        *("Account paper_simulator", "Strategy orb"),
    ]


def test_every_field_has_a_description() -> None:
    bare = [
        ".".join(one.path)
        for section in sections_of(SETTINGS, {})
        for one in section.fields
        if not one.description
    ]
    assert bare == []


def test_a_field_is_of_the_kind_of_its_key() -> None:
    assert field("sound", "speech").kind is Kind.SWITCH
    assert field("log", "level").choices == ("debug", "info", "warning", "error")
    assert field("risk", "session").choices == ("", "enforce", "ignore")
    assert field("market", "symbols").kind is Kind.TEXT
    offered: dict[Path, tuple[str, ...]] = {("ui", "theme"): ("ink", "ivory")}
    assert field("ui", "theme", choices=offered).choices == ("ink", "ivory")
    assert field("strategies", "orb", "quantity").text == "1.50"


def test_what_an_account_is_for_life_cannot_be_typed() -> None:
    paths = [one.path for section in sections_of(SETTINGS, {}) for one in section.fields]
    keys = {path[-1] for path in paths if path[0] == "accounts"}
    assert not keys & {"id", "kind", "mode", "broker", "number", "numbers", "risk", "currency"}
    assert {"name", "cash", "fees", "max_daily_loss"} <= keys


@pytest.mark.parametrize(
    ("path", "live"),
    [
        (("sound", "mute"), True),
        (("risk", "max_position"), True),
        (("log", "level"), True),
        (("log", "keep_files"), False),
        (("accounts", "a", "max_position"), True),
        (("accounts", "a", "cash"), False),
        (("api", "port"), False),
    ],
)
def test_limits_sounds_and_looks_hold_at_once(path: Path, live: bool) -> None:
    assert is_live(path) is live


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        (("api", "port"), " 8766 ", 8766),
        (("api", "port"), "abc", "abc"),
        (("api", "port"), "", None),
        (("risk", "max_daily_loss"), "500.50", Decimal("500.50")),
        (("risk", "max_daily_loss"), "-3", -3),
        (("risk", "max_daily_loss"), "1e400000", "1e400000"),
        (("risk", "max_daily_loss"), "nan", "nan"),
        (("risk", "max_position"), "007", "007"),
        (("sound", "speech"), "true", True),
        (("sound", "speech"), "false", False),
        (("market", "symbols"), "ES, NQ,,", ["ES", "NQ"]),
        (("market", "symbols"), "", []),
        (("market", "source"), 'a "quoted" name', 'a "quoted" name'),
        (("accounts", "apex", "cash"), "100000", 100000),
        (("strategies", "orb", "max_lag_s"), "20", 20),
    ],
)
def test_typed_text_stands_in_the_file_as_a_value_of_its_key(
    path: Path, text: str, value: Any
) -> None:
    made = to_value(path, text)
    if value is None:
        assert made is None
        return
    document = tomlkit.document()
    document["key"] = made
    read = tomllib.loads(tomlkit.dumps(document), parse_float=Decimal)["key"]
    assert (read, type(read)) == (value, type(value))


def test_what_a_key_holds_is_written_as_it_is_typed() -> None:
    values = [None, True, False, ("ES", "NQ"), (), Decimal("1E+5"), Decimal("1.50"), 7, "days:5"]
    assert [to_text(value) for value in values] == [
        *("", "true", "false", "ES, NQ", "", "100000", "1.50", "7", "days:5")
    ]


def test_a_unit_stands_apart_from_what_it_counts() -> None:
    labels = [one.label for section in sections_of(SETTINGS, {}) for one in section.fields]
    assert {"Latency, ms", "Max age, s", "Alerts per s", "Text size, px"} <= {*labels}
    assert not [one for one in labels if re.search(r"(?<!,)(?<!per) (s|ms|px)$", one)]
