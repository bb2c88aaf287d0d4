"""Settings as they are read: the file, the environment, and in which words either is refused."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.settings_text import WHOLE, Load
from traderterminal.app.settings import Settings
from traderterminal.app.settings_reading import load_settings
from traderterminal.domain.errors import BadData

D = Decimal

P = "TRADERTERMINAL__"


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ("[webhok]\n", "webhok", "webhook"),
        ("[webhook]\nrate_per_sec = 1\n", "webhook.rate_per_sec", "rate_per_s"),
        ("[market]\nsrce = 'sim'\n", "market.srce", "source"),
        ("[[accounts]]\nid='a'\nmax_postion = 1\n", "accounts.0.max_postion", "max_position"),
        ("[groups.g]\naccunts = []\n", "groups.g.accunts", "accounts"),
        (
            "[groups.g]\naccounts=[{id='a', multiplicator=2}]\n",
            "groups.g.accounts.0.multiplicator",
            "multiplier",
        ),
        ("[strategies.s]\nqty = 1\n", "strategies.s.qty", "quantity"),
        ("[risk]\norders_per_hour = 1\n", "risk.orders_per_hour", "orders_per_"),
        ("[ui]\nfont = 12\n", "ui.font", "font_px"),
        ("port = 1\n", "port", ""),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_valid_one(
    load: Load, text: str, key: str, nearest: str
) -> None:
    with pytest.raises(BadData) as fault:
        load(text)
    words = str(fault.value)
    assert f"unknown setting {key}; the nearest valid one is {nearest}" in words
    assert "config.toml" in words
    assert ";" not in words.partition("the nearest")[2]  # what follows from it is not said


@pytest.mark.parametrize("text", ["[api\n", "a = \n", "a = 1\na = 2\n", "[api]\n[api]\n", "\x00"])
def test_what_is_no_toml_names_the_place(load: Load, text: str) -> None:
    with pytest.raises(BadData, match=r"config\.toml.*(line \d|column|overwrite|declare|Invalid)"):
        load(text)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "config.toml"
    folder.mkdir()
    with pytest.raises(BadData, match=r"config\.toml cannot be read"):
        load_settings(folder, {})
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe = 1")
    with pytest.raises(BadData, match=r"binary\.toml"):
        load_settings(binary, {})


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("API__PORT", "0", lambda s: s.api.port == 0),
        ("UI__THEME", "ink", lambda s: s.ui.theme == "ink"),  # no quotes needed
        ("WEBHOOK__HOSTS", '["a.example", "b.example"]', lambda s: len(s.webhook.hosts) == 2),
        ("RISK__MAX_POSITION", "2.5", lambda s: s.risk.max_position == D("2.5")),
        ("risk__session", "ignore", lambda s: s.risk.session == "ignore"),
        ("STRATEGIES__orb__QUANTITY", "3", lambda s: s.strategies["orb"].quantity == 3),
        ("ACCOUNTS__paper_simulator__CASH", "5.50", lambda s: s.accounts[0].cash == D("5.50")),
        ("ACCOUNTS__PAPER_SIMULATOR__CASH", "7", lambda s: s.accounts[0].cash == 7),
        ("ACCOUNTS__second__CASH", "9", lambda s: s.accounts[1].cash == 9),
    ],
)
def test_the_environment_lies_over_the_file(
    load: Load, name: str, text: str, found: Callable[[Settings], bool]
) -> None:
    assert found(load("", **{P + name: text}))


def test_the_environment_wins_over_the_same_key_of_the_file(load: Load) -> None:
    text = "[api]\nport = 1\norigins = ['https://a.example']\n[[accounts]]\nid = 'Mine'\ncash = 1\n"
    found = load(text, **{P + "API__PORT": "2", P + "ACCOUNTS__mine__CASH": "3", "OTHER": "x"})
    assert (found.api.port, found.api.origins) == (2, ("https://a.example",))
    (account,) = found.accounts
    assert (account.id, account.cash) == ("Mine", D(3))


@pytest.mark.parametrize(
    ("environment", "text", "words"),
    [
        ({"API__PRT": "1"}, "", "unknown setting api.prt; the nearest valid one is port"),
        ({"API": "1"}, "", "TRADERTERMINAL__API: give it as TRADERTERMINAL__SECTION__KEY"),
        ({"API__A__B__C": "1"}, "", "give it as"),
        ({"": "1"}, "", "give it as"),
        ({"API__PORT": "many"}, "", "api.port: .*was 'many'"),
        ({"ACCOUNTS__a__CASH": "-1"}, "", "accounts.1.cash"),
        (
            {"API__PORT__X": "1"},
            "",
            "unknown setting api.PORT; the nearest valid one is port",
        ),
        ({"API__PORT": "1"}, "api = 3\n", "cannot be set: what it lies in is no section"),
        ({"ACCOUNTS__a__CASH": "1"}, "accounts = 3\n", "ACCOUNTS__a__CASH cannot be set"),
        (
            {"MARKET__SYMBOLS__X": "1"},
            "[market]\nsymbols = ['ES']\n",
            "unknown setting market.SYMBOLS",
        ),
    ],
)
def test_a_faulty_environment_is_named_and_never_a_traceback(
    load: Load, environment: dict[str, str], text: str, words: str
) -> None:
    with pytest.raises(BadData, match=words):
        load(text, **{P + name: value for name, value in environment.items()})


def test_what_is_laid_over_the_file_wins_and_leaves_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(WHOLE, "utf-8")
    over = {
        "market": {"roll": "days:3"},
        "risk": {"max_position": D(2)},
        "accounts": {"one": {"latency_ms": 40}},
    }
    found = load_settings(path, {}, over)
    assert (found.market.roll_days, found.market.symbols) == (3, ("ES", "NQ"))
    one, two = found.accounts
    assert (one.latency_ms, one.cash, two.id) == (40, D("5000.10"), "two")
    assert load_settings(path, {}).market.roll_days == 8  # the file itself is as it was


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"risk": {"max_postion": 1}}, "unknown setting risk.max_postion.*max_position"),
        ({"accounts": {"one": 3}}, "accounts.one is no table"),
    ],
)
def test_what_is_laid_over_is_checked_as_well(
    tmp_path: Path, over: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadData, match=said):
        load_settings(tmp_path / "config.toml", {}, over)
