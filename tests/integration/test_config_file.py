"""Logins written into the settings file: the rest stays, and nothing that does not start."""

import os
import stat
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.broker_login import ScriptedBroker
from traderterminal.app.config_file import ConfigFile, NewAccount, NewLogin
from traderterminal.app.settings import load_settings
from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import VirtualClock

PLUGINS = {"scripted": ScriptedBroker(VirtualClock()).plugin}
APEX = NewLogin(
    "apex",
    "scripted",
    "demo",
    {"user": "me", "password": "secret:apex_password"},
    (NewAccount("apex_7", "Apex 07", "77001", "sandbox"),),
    takes_quotes=True,
)
WRITTEN = """# my settings
[market]
roll = "days:8"  # as I like it

[[accounts]]
id = "mine" # the first

[risk]
max_position = 3
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_an_empty_folder_keeps_its_paper_account_and_where_alerts_go(path: Path) -> None:
    settings = ConfigFile(path, PLUGINS).put(APEX)
    assert [one.id for one in settings.accounts] == ["paper_simulator", "apex_7"]
    assert settings.default_group == "paper_simulator"
    assert settings.market.source == "apex_7"
    assert load_settings(path, {}, plugins=PLUGINS) == settings
    assert [p.name for p in path.parent.iterdir()] == ["config.toml"]


def test_what_a_person_wrote_stays_as_it_is(path: Path) -> None:
    path.write_text(WRITTEN)
    settings = ConfigFile(path, PLUGINS).put(APEX)
    text = path.read_text()
    for line in WRITTEN.splitlines():
        assert line in text
    assert [one.id for one in settings.accounts] == ["mine", "apex_7"]
    assert (settings.default_group, settings.market.roll) == ("mine", "days:8")


def test_a_login_is_written_anew_in_its_place(path: Path) -> None:
    file = ConfigFile(path, PLUGINS)
    file.put(APEX)
    settings = file.put(
        NewLogin(
            "apex",
            "scripted",
            "live",
            {"user": "me", "password": "secret:apex_password"},
            (NewAccount("apex_live", "", "9", "live"),),
        )
    )
    assert [one.id for one in settings.accounts] == ["paper_simulator", "apex_live"]
    assert settings.brokers["apex"].environment == "live"
    assert len(settings.brokers) == 1
    assert settings.market.source == "sim"  # its quotes came from the account that is gone


def test_what_else_was_written_of_a_login_and_its_accounts_stays(path: Path) -> None:
    file = ConfigFile(path, PLUGINS)
    file.put(APEX)
    text = path.read_text().replace(
        'number = "77001"', 'number = "77001"  # the evaluation\nmax_position = 2'
    )
    path.write_text(text)
    renamed = (NewAccount("apex_7", "Apex seven", "77001", "sandbox"),)
    settings = file.put(replace(APEX, accounts=renamed))
    assert (settings.accounts[1].name, settings.accounts[1].max_position) == (
        "Apex seven",
        Decimal(2),
    )
    assert "# the evaluation" in path.read_text()


def test_an_account_of_another_keeps_its_name(path: Path) -> None:
    file = ConfigFile(path, PLUGINS)
    file.put(APEX)
    with pytest.raises(BadData, match="there is an account 'apex_7' already"):
        file.put(replace(APEX, name="two"))


def test_a_second_login_leaves_the_market_to_the_first(path: Path) -> None:
    file = ConfigFile(path, PLUGINS)
    file.put(APEX)
    second = replace(APEX, name="two", accounts=(NewAccount("two", "Two", "2", "sandbox"),))
    settings = file.put(second)
    assert settings.market.source == "apex_7"
    assert [one.id for one in settings.accounts] == ["paper_simulator", "apex_7", "two"]
    assert file.put(second) == settings  # written again it is the same


def test_a_login_that_is_removed_takes_its_accounts_and_its_quotes_along(path: Path) -> None:
    path.write_text(WRITTEN)
    file = ConfigFile(path, PLUGINS)
    file.put(APEX)
    settings = file.remove("apex")
    assert not settings.brokers
    assert [one.id for one in settings.accounts] == ["mine"]
    assert settings.market.source == "sim"
    for line in WRITTEN.splitlines():
        assert line in path.read_text()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('[groups.g]\naccounts = [{ id = "apex_7" }]\n', "groups.g: there is no account 'apex_7'"),
        ('[webhook]\ndefault_group = "apex_7"\n', "webhook.default_group"),
    ],
)
def test_what_is_still_needed_stays(path: Path, written: str, words: str) -> None:
    file = ConfigFile(path, PLUGINS)
    file.put(APEX)
    text = path.read_text().replace('[webhook]\ndefault_group = "paper_simulator"\n', "")
    path.write_text(text + written)
    before = path.read_bytes()
    with pytest.raises(BadData, match=words) as refused:
        file.remove("apex")
    assert "config.toml:" in str(refused.value)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    "change",
    [
        {"environment": "dmeo"},
        {"values": {"user": "me", "password": "in-clear-5f1c"}},
        {"accounts": (NewAccount("apex_7", "", "", "sandbox"),)},
        {"accounts": (NewAccount("paper", "", "1", "live"),)},
    ],
)
def test_what_would_not_start_is_refused_and_nothing_changes(
    path: Path, change: dict[str, Any]
) -> None:
    path.write_text(WRITTEN)
    with pytest.raises(BadData) as refused:
        ConfigFile(path, PLUGINS).put(replace(APEX, **change))
    assert "in-clear-5f1c" not in str(refused.value)
    assert path.read_text() == WRITTEN


def test_accounts_that_stand_in_one_line_are_understood(path: Path) -> None:
    path.write_text('accounts = [{ id = "mine" }]\n')
    settings = ConfigFile(path, PLUGINS).put(APEX)
    assert [one.id for one in settings.accounts] == ["mine", "apex_7"]


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_who_may_read_the_file_stays_so(path: Path) -> None:
    path.write_text(WRITTEN)
    path.chmod(0o600)
    ConfigFile(path, PLUGINS).put(APEX)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
