"""Settings: what is valid, what is refused, and in which words."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from traderterminal.app.settings import AccountSettings, CalendarSettings, Settings, load_settings
from traderterminal.desk.groups import Member, Rounding, Substitute
from traderterminal.desk.variants import Variant
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BadData
from traderterminal.domain.exits import ExitLevel
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.news import Importance
from traderterminal.risk.limits import LIVE, PAPER

D = Decimal
Load = Callable[..., Settings]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Read settings from a text and an environment."""

    def read(text: str = "", **environment: str) -> Settings:
        path = tmp_path / "config.toml"
        path.write_text(text, "utf-8")
        return load_settings(path, environment)

    return read


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


WHOLE = """
[market]
source = "none"
symbols = ["ES", "NQ"]
roll = "days:8"
[[accounts]]
id = "one"
cash = 5000.10
latency_ms = 20
cancel_latency_ms = 30
ack_latency_ms = 5
fill_mode = "conservative"
max_position = 3
[[accounts]]
id = "two"
[groups.both]
accounts = [{ id = "one", multiplier = 0.5 }, { id = "two", map = { NQ = "MNQ" } }]
[strategies."orb 5m"]
group = "both"
quantity = 2
sl_tp_unit = "ticks"
max_lag_s = 5
[risk]
max_order_quantity = 7
price_collar_percent = 0.25
session = "ignore"
[webhook]
hosts = ["alerts.example.com"]
[api]
port = 0
"""


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


def test_an_accounts_own_limit_wins_over_the_common_one_and_that_over_the_default(
    load: Load,
) -> None:
    found = load(WHOLE)
    one, two, live = found.limits("one"), found.limits("two"), found.limits("a broker's")
    for limits in (one, two, live):
        assert set(limits.max_order_quantity.values()) == {D(7)}
        assert set(limits.price_collar_percent) == set(AssetClass)
        assert not limits.enforce_session
    assert set(one.max_position.values()) == {D(3)}
    assert two.max_position == PAPER.max_position
    assert live.max_position == LIVE.max_position
    assert live.orders_per_second == LIVE.orders_per_second


def test_limits_of_an_account_may_stand_in_a_table_of_their_own(load: Load) -> None:
    account = '[[accounts]]\nid="a"\nmax_position=9\n[accounts.risk]\n'
    limits = load(account + "max_order_quantity=5\n[risk]\nmax_order_quantity=2\n").limits("a")
    assert set(limits.max_order_quantity.values()) == {D(5)}
    assert set(limits.max_position.values()) == {D(9)}
    with pytest.raises(BadData, match=r"accounts\.0\.risk: max_position stands at the acc"):
        load(account + "max_position=0\n")
    with pytest.raises(BadData, match=r"accounts\.0\.risk\.max_positions; .* is max_position$"):
        load(account + "max_positions=1\n")


def test_zero_switches_a_limit_off_and_is_not_taken_for_unset(load: Load) -> None:
    text = '[[accounts]]\nid="a"\nmax_order_quantity=0\norders_per_second=0\n'
    limits = load(text + "[risk]\norders_per_second=9\nduplicate_window_s=0\n").limits("a")
    assert set(limits.max_order_quantity.values()) == {D(0)}
    assert limits.orders_per_second == 0
    assert limits.duplicate_window_s == 0


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[api]\nport = 70000\n", "api.port: .*65535.*was 70000"),
        ("[api]\nport = -1\n", "api.port"),
        ("[api]\nport = 'eight'\n", "api.port: .*was 'eight'"),
        ("[api]\nport = true\n", "api.port"),
        ("[risk]\nmax_position = -1\n", "risk.max_position"),
        ("[risk]\nmax_position = nan\n", "risk.max_position"),
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


P = "TRADERTERMINAL__"


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


def test_settings_cannot_be_changed_once_they_are_read(load: Load) -> None:
    found: Any = load()
    with pytest.raises(ValueError, match="frozen"):
        found.api.port = 1


GROUP = """
[[groups.pair.accounts]]
id = "paper_simulator"
map = { NQ = { root = "MNQ", ratio = 10 }, ES = "MES" }
"""


def test_a_map_may_say_how_many_stand_for_one(load: Load) -> None:
    group = load(GROUP + '[groups.pair]\nrounding = "nearest"\n').members("pair")
    micros = {"NQ": Substitute("MNQ", D(10)), "ES": Substitute("MES")}
    assert group == [Member("paper_simulator", D(1), micros, Rounding.NEAREST)]
    assert load("").members("nobody") is None


def test_a_paper_account_may_trade_otherwise_than_its_group(load: Load) -> None:
    text = GROUP + 'delay_s = 2.5\nstop = { ticks = 8 }\ntarget = { money = "200" }\n'
    members = load(text).members("pair")
    assert members is not None
    assert members[0].variant == Variant(
        D("2.5"), ExitLevel(D(8), "ticks"), ExitLevel(D(200), "money")
    )


def test_an_account_with_real_money_trades_as_its_group_does(load: Load) -> None:
    given = load(GROUP + "delay_s = 1\n").model_dump()
    live = AccountSettings(id="paper_simulator").model_copy(update={"mode": Mode.LIVE})
    with pytest.raises(ValueError, match="paper_simulator is live; a delay, a stop or a target"):
        Settings.model_validate(given | {"accounts": [live]})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GROUP.replace("ratio", "rato"), "the nearest valid one is ratio"),
        (GROUP.replace("10", "0"), "ratio"),
        (GROUP + GROUP, "twice in the group"),
        (GROUP + "stop = { tikcs = 8 }\n", "the nearest valid one is ticks"),
        (GROUP + "stop = { ticks = 8, money = 100 }\n", "give one of ticks, points"),
        (GROUP + "target = {}\n", "give one of ticks, points"),
        (GROUP + "target = { ticks = 0 }\n", "target"),
        (GROUP + "delay_s = -1\n", "delay_s"),
        (GROUP + "delay_s = 3601\n", "delay_s"),
        (GROUP + '[groups.pair]\nroundin = "down"\n', "the nearest valid one is rounding"),
    ],
)
def test_a_group_that_cannot_be_meant_is_an_error(load: Load, text: str, words: str) -> None:
    with pytest.raises(BadData, match=words):
        load(text)


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
