"""The data files as they ship and with a trader's own laid over them."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support.shipped import shipped_calendar, shipped_symbols
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Notation
from traderterminal.kit.clock import to_ns
from traderterminal.storage.resources import SHIPPED, Resources

D = Decimal
TODAY = date(2023, 12, 26)

#: root: tick size, tick value, point value; from the exchanges' contract specifications
CONTRACTS = {
    "ES": ("0.25", "12.50", "50"),
    "MES": ("0.25", "1.25", "5"),
    "NQ": ("0.25", "5", "20"),
    "MNQ": ("0.25", "0.50", "2"),
    "RTY": ("0.10", "5", "50"),
    "M2K": ("0.10", "0.50", "5"),
    "YM": ("1", "5", "5"),
    "MYM": ("1", "0.50", "0.5"),
    "ZT": ("0.00390625", "7.8125", "2000"),
    "ZF": ("0.0078125", "7.8125", "1000"),
    "ZN": ("0.015625", "15.625", "1000"),
    "TN": ("0.015625", "15.625", "1000"),
    "ZB": ("0.03125", "31.25", "1000"),
    "UB": ("0.03125", "31.25", "1000"),
    "6E": ("0.00005", "6.25", "125000"),
    "6B": ("0.0001", "6.25", "62500"),
    "6J": ("0.0000005", "6.25", "12500000"),
    "6A": ("0.00005", "5", "100000"),
    "6C": ("0.00005", "5", "100000"),
    "6S": ("0.00005", "6.25", "125000"),
    "6N": ("0.00005", "5", "100000"),
    "6M": ("0.00001", "5", "500000"),
    "M6E": ("0.0001", "1.25", "12500"),
    "M6B": ("0.0001", "0.625", "6250"),
    "M6A": ("0.0001", "1", "10000"),
    "CL": ("0.01", "10", "1000"),
    "MCL": ("0.01", "1", "100"),
    "QM": ("0.025", "12.50", "500"),
    "NG": ("0.001", "10", "10000"),
    "RB": ("0.0001", "4.20", "42000"),
    "HO": ("0.0001", "4.20", "42000"),
    "GC": ("0.10", "10", "100"),
    "MGC": ("0.10", "1", "10"),
    "SI": ("0.005", "25", "5000"),
    "SIL": ("0.005", "5", "1000"),
    "HG": ("0.0005", "12.50", "25000"),
    "MHG": ("0.0005", "1.25", "2500"),
    "PL": ("0.10", "5", "50"),
    "ZC": ("0.25", "12.50", "50"),
    "ZS": ("0.25", "12.50", "50"),
    "ZW": ("0.25", "12.50", "50"),
    "ZM": ("0.1", "10", "100"),
    "ZL": ("0.01", "6", "600"),
    "HE": ("0.025", "10", "400"),
    "LE": ("0.025", "10", "400"),
    "GF": ("0.025", "12.50", "500"),
    "BTC": ("5", "25", "5"),
    "MBT": ("5", "0.50", "0.1"),
    "ETH": ("0.5", "25", "50"),
    "MET": ("0.5", "0.05", "0.1"),
}
#: how many of the small contract make the big one
MICROS = {
    **dict.fromkeys(("MES", "MNQ", "M2K", "MYM", "M6E", "M6B", "M6A", "MCL", "MGC", "MHG"), 10),
    **{"SIL": 5, "MBT": 50, "MET": 500},
}
PARENTS = {
    **{"MES": "ES", "MNQ": "NQ", "M2K": "RTY", "MYM": "YM", "M6E": "6E", "M6B": "6B"},
    **{"M6A": "6A", "MCL": "CL", "MGC": "GC", "MHG": "HG", "SIL": "SI", "MBT": "BTC"},
    **{"MET": "ETH"},
}


def own(folder: Path, name: str, text: str) -> Resources:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Resources(folder)


def chicago(text: str) -> int:
    return to_ns(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Chicago")))


# Instruments.


@pytest.mark.parametrize("root", CONTRACTS)
def test_a_contract_has_the_grid_and_the_money_of_its_exchange(root: str) -> None:
    contract = shipped_symbols().front(root, TODAY)
    grid = (contract.tick_size, contract.tick_value, contract.point_value)
    assert grid == tuple(map(D, CONTRACTS[root]))


@pytest.mark.parametrize("root", MICROS)
def test_a_micro_is_its_part_of_the_big_one(root: str) -> None:
    small = shipped_symbols().front(root, TODAY)
    big = shipped_symbols().front(PARENTS[root], TODAY)
    assert small.point_value * MICROS[root] == big.point_value
    assert small.session == big.session
    for plan in Resources().fee_plans():
        fees = Resources().fees(plan)
        by_size = [fees.fee(one, Side.BUY, D(1), D(1), TODAY) for one in (small, big)]
        assert by_size[0] < by_size[1], plan


def test_the_golden_table_is_complete() -> None:
    found = shipped_symbols().search("", TODAY, limit=1000)
    roots = {one.root for one in found if one.asset_class is AssetClass.FUTURE}
    assert roots == CONTRACTS.keys()
    assert sum(one.asset_class is AssetClass.STOCK for one in found) >= 60


@pytest.mark.parametrize(
    ("root", "exchange", "prefix"),
    [
        ("ES", "CME", "CME_MINI"),
        ("YM", "CBOT", "CBOT_MINI"),
        ("ZN", "CBOT", "CBOT"),
        ("6E", "CME", "CME"),
        ("CL", "NYMEX", "NYMEX"),
        ("GC", "COMEX", "COMEX"),
    ],
)
def test_the_prefixes_of_tradingview_are_known(root: str, exchange: str, prefix: str) -> None:
    assert shipped_symbols().resolve(f"{prefix}:{root}1!", TODAY).exchange == exchange


def test_bonds_and_notes_are_written_in_thirty_seconds() -> None:
    bonds = {
        root
        for root in CONTRACTS
        if shipped_symbols().front(root, TODAY).notation is Notation.THIRTY_SECONDS
    }
    assert bonds == {"ZT", "ZF", "ZN", "TN", "ZB", "UB"}


@pytest.mark.parametrize(
    ("symbol", "last_day"),
    [
        ("ESH2024", date(2024, 3, 15)),
        ("ESM2026", date(2026, 6, 18)),
        ("6EM2024", date(2024, 6, 17)),
        ("CLG2024", date(2024, 1, 22)),
        ("CLF2024", date(2023, 12, 19)),
        ("NGG2024", date(2024, 1, 29)),
        ("GCG2024", date(2024, 2, 27)),
        ("ZNH2024", date(2024, 3, 19)),
        ("ZCH2024", date(2024, 3, 14)),
        ("MHGK2023", date(2023, 4, 26)),
        ("GFK2025", date(2025, 5, 22)),
        ("BTCH2024", date(2024, 3, 28)),
    ],
)
def test_a_contract_ends_on_its_published_day(symbol: str, last_day: date) -> None:
    assert shipped_symbols().instrument(symbol).last_trading_day == last_day


@pytest.mark.parametrize(
    ("text", "on", "symbol"),
    [
        ("CME_MINI:ES1!", date(2023, 12, 26), "ESH2024"),
        ("ES1!", date(2024, 3, 8), "ESM2024"),
        ("ZN1!", date(2024, 2, 26), "ZNH2024"),
        ("ZN1!", date(2024, 2, 27), "ZNM2024"),
        ("GC1!", date(2024, 1, 26), "GCG2024"),
        ("GC1!", date(2024, 1, 29), "GCJ2024"),
        ("CL1!", date(2024, 1, 11), "CLG2024"),
        ("CL1!", date(2024, 1, 12), "CLH2024"),  # Martin Luther King Day does not count
        ("LE1!", date(2024, 1, 31), "LEG2024"),
        ("LE1!", date(2024, 2, 1), "LEJ2024"),
    ],
)
def test_the_front_month_on_known_days(text: str, on: date, symbol: str) -> None:
    assert shipped_symbols().resolve(text, on).symbol == symbol


@pytest.mark.parametrize("text", ["EURUSD", "EUR/USD", "BTCUSDT", "BTC-PERP", "{{ticker}}"])
def test_what_cannot_be_traded_here_is_unknown(text: str) -> None:
    with pytest.raises(UnknownSymbol):
        shipped_symbols().resolve(text, TODAY)


def test_every_session_group_of_an_instrument_exists() -> None:
    instruments = shipped_symbols().search("", TODAY, limit=1000)
    option = shipped_symbols().resolve("AAPL240119C190", TODAY)
    assert {one.session for one in (*instruments, option)} <= shipped_calendar().groups().keys()


# Hours.


@pytest.mark.parametrize(
    ("group", "opening", "closing"),
    [
        ("cme_equity", "2023-12-25 17:00", "2023-12-26 16:00"),
        ("cme_equity", "2024-07-02 17:00", "2024-07-03 12:15"),
        ("cme_rates", "2024-07-02 17:00", "2024-07-03 16:00"),
        ("cme_rates", "2024-12-23 17:00", "2024-12-24 12:15"),
        ("cme_energy", "2023-11-23 17:00", "2023-11-24 12:45"),
        ("cme_metals", "2024-02-18 17:00", "2024-02-19 13:30"),
        ("cme_fx", "2024-02-18 17:00", "2024-02-19 16:00"),
        ("cme_crypto", "2024-02-18 17:00", "2024-02-19 16:00"),
        ("cme_equity", "2024-02-18 17:00", "2024-02-19 12:00"),
        ("cme_equity", "2024-06-18 17:00", "2024-06-19 12:00"),
        ("cme_equity", "2025-01-08 17:00", "2025-01-09 08:30"),
        ("cme_rates", "2025-01-08 17:00", "2025-01-09 12:15"),
        ("cme_energy", "2025-01-08 17:00", "2025-01-09 16:00"),
        ("cme_equity", "2023-04-06 17:00", "2023-04-07 08:15"),
        ("cme_fx", "2023-04-06 17:00", "2023-04-07 10:15"),
        ("cme_grains", "2023-11-24 08:30", "2023-11-24 12:05"),
        ("cme_grains", "2024-02-19 19:00", "2024-02-20 07:45"),
        ("cme_livestock", "2024-12-24 08:30", "2024-12-24 12:05"),
        ("us_equity", "2024-01-16 08:30", "2024-01-16 15:00"),
        ("us_equity", "2023-11-24 08:30", "2023-11-24 12:00"),
    ],
)
def test_a_session_opens_and_closes_in_exchange_time(
    group: str, opening: str, closing: str
) -> None:
    calendar = shipped_calendar()
    start, end = chicago(opening), chicago(closing)
    assert not calendar.is_open(group, start - 1)
    assert calendar.next_open(group, start - 1) == start
    assert calendar.next_close(group, start) == end
    assert not calendar.is_open(group, end)


def test_stock_holidays_are_those_of_the_exchange() -> None:
    calendar = shipped_calendar()
    closed = {
        year: sum(
            day.weekday() < 5 and not calendar.is_trading_day("us_equity", day)
            for day in (date.fromordinal(date(year, 1, 1).toordinal() + n) for n in range(365))
        )
        for year in range(2023, 2028)
    }
    # 2025 had a day of mourning besides the ten holidays.
    assert closed == {2023: 10, 2024: 10, 2025: 11, 2026: 10, 2027: 10}


# A trader's own files.


def test_an_own_entry_adds_to_the_shipped_ones(tmp_path: Path) -> None:
    text = '[[stock]]\nsymbol = "RKLB"\nname = "Rocket Lab"\nexchange = "NASDAQ"\n'
    resources = own(tmp_path, "instruments/stocks.toml", text)
    book = resources.symbols(resources.calendar())
    assert book.resolve("NASDAQ:RKLB", TODAY).description == "Rocket Lab"
    assert book.resolve("AAPL", TODAY).symbol == "AAPL"


def test_an_own_entry_of_the_same_name_replaces_the_shipped_one(tmp_path: Path) -> None:
    text = '[[stock]]\nsymbol = "AAPL"\nname = "Mine"\nexchange = "NASDAQ"\n'
    resources = own(tmp_path, "instruments/stocks.toml", text)
    assert resources.symbols(resources.calendar()).instrument("AAPL").description == "Mine"


def test_an_own_fee_replaces_its_figure_alone(tmp_path: Path) -> None:
    text = "[[schedule]]\neffective_from = 2026-01-01\n"
    text += '[schedule.future]\ndefault = "1.50"\nmicro = "0.40"\n'
    text += '[schedule.option]\nper_contract = "0"\n'
    text += '[schedule.stock]\nper_share = "0"\nminimum = "0"\n[schedule.crypto]\nrate = "0"\n'
    fees = own(tmp_path, "fees/paper.toml", text).fees("paper")
    es = shipped_symbols().instrument("ESH2026")
    assert fees.fee(es, Side.BUY, D(1), D(1), date(2025, 12, 31)) == D("2.25")
    assert fees.fee(es, Side.BUY, D(1), D(1), date(2026, 1, 1)) == D("1.50")


def test_a_plan_of_the_trader_stands_beside_those_that_ship(tmp_path: Path) -> None:
    text = (SHIPPED / "fees/paper.toml").read_text("utf-8").replace("2.25", "0.99")
    resources = own(tmp_path, "fees/mine.toml", text)
    assert {"mine", "paper", "schwab"} <= set(resources.fee_plans())
    assert "passed_on" not in resources.fee_plans()
    es = shipped_symbols().instrument("ESH2026")
    assert resources.fees("mine").fee(es, Side.BUY, D(1), D(1), TODAY) == D("0.99")


def test_every_root_has_a_margin_that_asks_more_past_the_close() -> None:
    margins = Resources().margins().futures.on(TODAY)
    assert margins.initial.keys() == CONTRACTS.keys()
    for root in CONTRACTS:
        by_day, past = (margins.margin(root, by_day=day).per_contract for day in (True, False))
        assert 0 < by_day < past, root


def test_a_margin_of_the_trader_counts_from_its_day_on(tmp_path: Path) -> None:
    text = "[[schedule]]\neffective_from = 2026-01-01\nclosing_minutes = 5\n"
    text += 'intraday_share = "0.5"\nunlisted_share = "0.2"\n'
    text += '[schedule.roots]\nES = { initial = "30000" }\n'
    futures = own(tmp_path, "margins/futures.toml", text).margins().futures
    assert futures.on(date(2025, 12, 31)).initial["ES"] == 24_000
    assert futures.on(date(2026, 1, 1)).margin("ES", by_day=True).per_contract == 15_000


def test_a_margin_for_a_future_that_is_not_there_is_refused(tmp_path: Path) -> None:
    text = (SHIPPED / "margins/futures.toml").read_text("utf-8").replace("\nES =", "\nESX =")
    with pytest.raises(BadData, match=r"margins/futures\.toml: roots: no future ESX"):
        own(tmp_path, "margins/futures.toml", text).margins()


@pytest.mark.parametrize("share", ["0", "1.01", "-0.5"])
def test_a_margin_that_is_no_share_is_refused_by_name(tmp_path: Path, share: str) -> None:
    text = (SHIPPED / "margins/stocks.toml").read_text("utf-8").replace("0.50", share)
    with pytest.raises(BadData, match=r"stocks\.toml: schedule\.2023-01-01\.initial"):
        own(tmp_path, "margins/stocks.toml", text).margins()


def test_own_hours_replace_the_whole_list_of_spans(tmp_path: Path) -> None:
    text = '[groups.us_equity]\nspans = [{ day = 0, from = "04:00", to = "20:00" }]\n'
    calendar = own(tmp_path, "instruments/sessions.toml", text).calendar()
    assert len(calendar.groups()["us_equity"].spans) == 1
    assert calendar.is_open("us_equity", chicago("2024-01-16 04:00"))
    assert calendar.is_open("cme_equity", chicago("2023-12-25 17:16"))


def test_texts_of_the_trader_stand_beside_those_that_ship(tmp_path: Path) -> None:
    texts = own(tmp_path, "alert_templates/mine.txt", "hello").texts("alert_templates")
    assert texts["mine.txt"] == "hello"
    assert "buy.txt" in texts


# What is wrong in a file is named.


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("instruments/stocks.toml", "[[stock]]\nsymbol =\n", r"stocks\.toml: .*line 2"),
        (
            "instruments/stocks.toml",
            '[[stock]]\nsymbol = "RKLB"\nname = "Rocket Lab"\n',
            r"stocks\.toml: stock\.RKLB\.exchange: Field required",
        ),
        (
            "instruments/futures.toml",
            '[[future]]\nroot = "ES"\ntick = "0.25"\n',
            r"futures\.toml: future\.ES\.name: Field required",
        ),
        (
            "instruments/crypto.toml",
            '[[crypto]]\nsymbol = "BTCUSD"\nname = "B"\nexchange = "X"\ntick_size = "0"\n'
            'lot_size = "1"\n',
            r"crypto\.toml: crypto\.BTCUSD\.tick_size: .*greater than 0",
        ),
        ("instruments/names.toml", '[exchanges]\nbond = ["X"]\n', r"names\.toml: exchanges\.bond"),
        ("instruments/names.toml", '[roots]\nEX = "QX"\n', r"names\.toml: roots: no future QX"),
        ("instruments/sessions.toml", "[groups.us_equity]\nlunch = 1\n", r"us_equity\.lunch"),
        (
            "instruments/sessions.toml",
            '[groups.us_equity]\nzone = "Europe/Atlantis"\n',
            r"sessions\.toml: groups\.us_equity\.zone: .*Europe/Atlantis",
        ),
        (
            "instruments/sessions.toml",
            '[groups.us_equity.regular]\nfrom = "09:00"\nto = "16:00"\n',
            r"sessions\.toml: groups\.us_equity: .*these hours are in none of the spans",
        ),
        (
            "instruments/sessions.toml",
            '[groups.cme_equity.regular]\nfrom = "15:00"\nto = "08:30"\n',
            r"sessions\.toml: groups\.cme_equity: .*these hours are in none of the spans",
        ),
        (
            "instruments/sessions.toml",
            '[groups.cme_equity.regular]\nsource = ""\n',
            r"sessions\.toml: groups\.cme_equity\.regular\.source: ",
        ),
        (
            "instruments/sessions.toml",
            '[[holidays]]\ndate = 2024-05-01\nname = "May"\nkind = "closed"\n'
            'no_evening = ["beans"]\n',
            r"sessions\.toml: holiday 2024-05-01: no group beans",
        ),
    ],
)
def test_a_fault_names_the_file_and_the_place(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    resources = own(tmp_path, name, text)
    with pytest.raises(BadData, match=words):
        resources.symbols(resources.calendar())


def test_a_stock_cannot_take_the_name_of_a_future(tmp_path: Path) -> None:
    text = '[[stock]]\nsymbol = "CL"\nname = "Colgate-Palmolive"\nexchange = "NYSE"\n'
    with pytest.raises(BadData, match=r"stocks\.toml: CL names a future already"):
        own(tmp_path, "instruments/stocks.toml", text).symbols(shipped_calendar())


def test_an_unknown_rule_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    text = (SHIPPED / "instruments/futures.toml").read_text("utf-8")
    broken = own(
        tmp_path, "instruments/futures.toml", text.replace('"third_friday"', '"some_friday"', 1)
    )
    with pytest.raises(BadData, match=r"future\.ES\.last_day: .*'some_friday' is not one of third"):
        broken.symbols(shipped_calendar())


def test_a_future_in_no_session_group_is_refused(tmp_path: Path) -> None:
    text = (SHIPPED / "instruments/futures.toml").read_text("utf-8")
    broken = own(tmp_path, "instruments/futures.toml", text.replace('"cme_equity"', '"moon"', 1))
    with pytest.raises(BadData, match=r"futures\.toml: ES: no group moon"):
        broken.symbols(shipped_calendar())


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "fees" / "paper.toml").mkdir(parents=True)
    with pytest.raises(BadData, match=r"paper\.toml cannot be read"):
        Resources(tmp_path).fees("paper")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "fees").mkdir()
    (tmp_path / "fees" / "paper.toml").write_bytes("# Gebühren".encode("latin-1"))
    with pytest.raises(BadData, match=r"paper\.toml: .*codec can't decode"):
        Resources(tmp_path).fees("paper")
