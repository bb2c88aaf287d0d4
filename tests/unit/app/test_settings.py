"""Settings: what is valid, what is refused, and in which words."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.support.settings_text import WHOLE, Load
from traderterminal.app.settings import CalendarSettings, Settings
from traderterminal.app.settings_reading import load_settings
from traderterminal.desk.groups import Member, Substitute
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BadData
from traderterminal.domain.news import Importance
from traderterminal.risk.limits import PAPER

D = Decimal


def test_a_file_that_is_not_there_means_the_defaults(tmp_path: Path) -> None:
    found = load_settings(tmp_path / "none.toml", {})
    assert found == Settings()
    (account,) = found.accounts
    assert (account.id, account.mode) == ("paper_simulator", Mode.SIMULATOR)
    assert account.cash == 100_000
    assert found.limits("paper_simulator") == PAPER
    assert (found.api.port, found.webhook.rate_per_s, found.webhook.burst) == (8765, 100, 200)
    assert (found.webhook.max_lag_s, found.webhook.default_quantity) == (30, D(1))
    assert found.market.roll_days == 5


def test_every_part_of_a_file_is_read(load: Load) -> None:
    found = load(WHOLE)
    assert found.market.roll_days == 8
    one = found.accounts[0]
    assert one.cash == D("5000.10")  # never through a float
    assert (one.latency_ms, one.cancel_latency_ms, one.ack_latency_ms) == (20, 30, 5)
    group = found.group("both")
    assert group is not None
    assert group.members() == [
        Member("one", D("0.5")),
        Member("two", D(1), {"NQ": Substitute("MNQ")}),
    ]
    assert found.strategies["orb 5m"].sl_tp_unit == "ticks"
    assert found.api.port == 0


def test_every_account_is_a_group_of_itself_unless_a_group_takes_its_name(load: Load) -> None:
    found = load(WHOLE)
    alone = found.group("one")
    assert alone is not None
    assert [member.id for member in alone.accounts] == ["one"]
    assert found.group("nobody") is None
    renamed = load('[[accounts]]\nid="a"\n[groups.a]\naccounts=[{id="a",multiplier=2}]\n')
    group = renamed.group("a")
    assert group is not None
    assert group.accounts[0].multiplier == 2


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("", "paper_simulator"),
        ('[[accounts]]\nid="mine"\n', "mine"),
        ('[[accounts]]\nid="a"\n[[accounts]]\nid="b"\n', ""),  # only the trader can know
        ('[[accounts]]\nid="a"\n[[accounts]]\nid="b"\n[webhook]\ndefault_group="b"\n', "b"),
    ],
)
def test_what_names_no_account_goes_to_the_only_one(load: Load, text: str, group: str) -> None:
    assert load(text).default_group == group


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[api]\nport = 70000\n", "api.port: .*65535.*was 70000"),
        ("[api]\nport = -1\n", "api.port"),
        ("[api]\nport = 'eight'\n", "api.port: .*was 'eight'"),
        ("[api]\nport = true\n", "api.port"),
        ("[risk]\nmax_position = -1\n", "risk.max_position"),
        ("[risk]\nmax_position = nan\n", "risk.max_position"),
        ("[risk]\nmax_daily_loss = '1e9999'\n", "risk.max_daily_loss: .*1000000000000"),
        ("[risk]\norders_per_day = 9999999999\n", "risk.orders_per_day"),
        ("[[accounts]]\nid = 'a'\ncash = 1e13\n", "accounts.*cash"),
        ("[webhook]\ndefault_quantity = '1e99'\n", "webhook.default_quantity"),
        ("[webhook]\nmax_lag_s = 9999999999\n", "webhook.max_lag_s"),
        ("[history]\nkeep_bar_days = 100001\n", "history.keep_bar_days"),
        ("[strategies.s]\nquantity = '1e13'\n", "strategies.*quantity"),
        (
            "[groups.g]\naccounts = [{ id = 'paper_simulator', multiplier = '1e13' }]\n",
            "groups.*multiplier",
        ),
        ("[risk]\nmax_position = inf\n", "risk.max_position"),
        ("[risk]\nprice_collar_percent = inf\n", "risk.price_collar_percent"),
        ("[risk]\norders_per_second = 1.5\n", "risk.orders_per_second"),
        ("[risk]\nsession = 'maybe'\n", "risk.session: .*'enforce' or 'ignore'.*was 'maybe'"),
        ("[market]\nroll = 'days:x'\n", "market.roll"),
        ("[market]\nroll = 5\n", "market.roll"),
        ("[[accounts]]\nid = 'a'\ncash = 0\n", "accounts.0.cash: must be more than 0"),
        ("[[accounts]]\nid = 'a'\ncash = inf\n", "accounts.0.cash"),
        ("[[accounts]]\nid = 'a'\ncash = nan\n", "accounts.0.cash"),
        ("[[accounts]]\nid = 'no spaces'\n", "accounts.0.id"),
        ("[[accounts]]\nid = ''\n", "accounts.0.id"),
        ("[[accounts]]\nname = 'without id'\n", "accounts.0.id: is missing"),
        ("[[accounts]]\nid='a'\n[[accounts]]\nid='a'\n", "two accounts have the same id"),
        ("[[accounts]]\nid='a'\nmode='live'\n", "mode: a paper account .* live needs a broker"),
        ("[[accounts]]\nid='a'\nmode='sandbox'\n", "sandbox needs a broker"),
        (
            "[[accounts]]\nid='a'\ndestinations={future='elsewhere'}\n",
            "destinations: a paper account trades at paper alone",
        ),
        ("[[accounts]]\nid='a'\nkind='tradovate'\n", "accounts.0.mode: .*, was 'simulator'"),
        ("[[accounts]]\nid='a'\ncurrency='euro'\n", "accounts.0.currency"),
        (
            "[[accounts]]\nid='a'\ncurrency='EUR'\n[[accounts]]\nid='b'\n",
            "in one currency, for their results are added up; here are EUR and USD",
        ),
        (
            "[brokers.t]\nkind='tradovate'\nenvironment='demo'\n[[accounts]]\nid='a'\n"
            "kind='tradovate'\nmode='sandbox'\nbroker='t'\nnumber='1'\ncurrency='EUR'\n",
            "accounts.0.currency: the accounts of all brokers here are in USD, was 'EUR'",
        ),
        ("[groups.g]\naccounts=[]\n", "groups.g.accounts"),
        ("[groups.g]\naccounts=[{id='a',multiplier=0}]\n", "multiplier"),
        ("[strategies.s]\nsl_tp_unit='pips'\n", "strategies.s.sl_tp_unit"),
        ("[strategies.s]\nmax_lag_s=0\n", "strategies.s.max_lag_s"),
        ("[webhook]\nhosts='one.example'\n", "webhook.hosts"),
        ("[log]\nlevel='loud'\n", "log.level"),
        (
            "[groups.g]\naccounts=[{id='paper'}]\n",
            "groups.g: there is no account 'paper'; the nearest valid one is paper_simulator",
        ),
        ("[strategies.s]\ngroup='g'\n", "strategies.s.group: there is no group 'g'"),
        ("[webhook]\ndefault_group='g'\n", "webhook.default_group: there is no group 'g'"),
        ("market = 3\n", "market: "),
        ("accounts = 3\n", "accounts: "),
        ("accounts = []\n", "accounts: "),
    ],
)
def test_a_value_out_of_range_names_its_key_and_what_it_was(
    load: Load, text: str, words: str
) -> None:
    with pytest.raises(BadData, match=words):
        load(text)


def test_settings_cannot_be_changed_once_they_are_read(load: Load) -> None:
    found: Any = load()
    with pytest.raises(ValueError, match="frozen"):
        found.api.port = 1


def test_the_calendar_says_around_which_news_entries_wait() -> None:
    rule = CalendarSettings(
        before_minutes=Decimal("1.5"), importance="medium", currencies=("USD",), names=("CPI",)
    ).rule
    assert (rule.before_ns, rule.after_ns) == (90_000_000_000, 120_000_000_000)
    assert rule.least is Importance.MEDIUM
    assert (rule.currencies, rule.names) == (frozenset({"USD"}), ("CPI",))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"zone": "Mars"}, "'Mars' is no time zone such as America/New_York"),
        ({"currencies": ("dollar",)}, "'dollar' is no currency such as USD"),
        ({"before_minutes": -1}, "greater than or equal to 0"),
        ({"after_minutes": 5000}, "less than or equal to 1440"),
        ({"importance": "huge"}, "'low', 'medium' or 'high'"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        CalendarSettings(**wrong)
