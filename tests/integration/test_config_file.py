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
from traderterminal.app.settings_reading import load_settings
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


# Single keys.


def test_keys_are_written_as_typed_where_they_stand_and_new_ones_behind(path: Path) -> None:
    path.write_text(WRITTEN)
    settings = ConfigFile(path, PLUGINS).set(
        {
            ("market", "roll"): "days:3",
            ("risk", "max_daily_loss"): "500.50",
            ("accounts", "mine", "cash"): "25000",
            ("sound", "speech"): "true",
            ("market", "symbols"): "ES, NQ",
        }
    )
    text = path.read_text()
    assert 'roll = "days:3"  # as I like it' in text
    assert "max_daily_loss = 500.50" in text
    assert text.startswith("# my settings\n[market]")
    assert 'id = "mine" # the first' in text
    assert (settings.risk.max_daily_loss, settings.accounts[0].cash) == (
        Decimal("500.50"),
        Decimal(25000),
    )
    assert (settings.sound.speech, settings.market.symbols) == (True, ("ES", "NQ"))


def test_an_emptied_key_holds_its_default_again(path: Path) -> None:
    path.write_text(WRITTEN)
    settings = ConfigFile(path, PLUGINS).set({("risk", "max_position"): "  "})
    assert settings.risk.max_position is None
    assert "max_position" not in path.read_text()


def test_a_key_of_the_account_that_stands_nowhere_yet(path: Path) -> None:
    file = ConfigFile(path, PLUGINS)
    settings = file.set({("accounts", "paper_simulator", "name"): "Practice"})
    assert [(one.id, one.name) for one in settings.accounts] == [("paper_simulator", "Practice")]


def test_what_is_wrong_is_said_of_each_key_and_nothing_is_written(path: Path) -> None:
    path.write_text(WRITTEN)
    file = ConfigFile(path, PLUGINS)
    changes = {
        ("sound", "volume"): "140",
        ("risk", "max_position"): "many",
        ("accounts", "mine", "cash"): "-1",
        ("api", "port"): "8766",
    }
    assert file.check(changes) == {
        ("sound", "volume"): "must be 100 or less",
        ("risk", "max_position"): "must be a number",
        ("accounts", "mine", "cash"): "must be more than 0",
    }
    assert file.check({("api", "port"): "8766"}) == {}
    with pytest.raises(BadData, match=r"sound\.volume"):
        file.set(changes)
    assert path.read_text() == WRITTEN


def test_what_is_wrong_with_all_of_them_is_said_under_no_key(path: Path) -> None:
    path.write_text(WRITTEN)
    found = ConfigFile(path, PLUGINS).check({("webhook", "default_group"): "nobody"})
    assert list(found) == [()]
    assert "there is no group 'nobody'" in found[()]


def test_what_was_wrong_with_another_key_is_named(path: Path) -> None:
    path.write_text("[log]\nkeep_files = 0\n")
    found = ConfigFile(path, PLUGINS).check({("sound", "volume"): "10"})
    assert found == {(): "log.keep_files: must be 1 or more"}


def test_a_file_that_was_broken_since_is_said_and_left(path: Path) -> None:
    path.write_text("[sound\n")
    file = ConfigFile(path, PLUGINS)
    assert "could not be changed" in file.check({("sound", "volume"): "10"})[()]
    with pytest.raises(BadData):
        file.set({("sound", "volume"): "10"})
    assert path.read_text() == "[sound\n"
