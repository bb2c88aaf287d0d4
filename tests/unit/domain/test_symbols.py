"""Every way to name an instrument, and the roll."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.builders import AAPL
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.expiries import RULES
from traderterminal.domain.instruments import AssetClass, Notation
from traderterminal.domain.symbols import FutureRoot, Names, SymbolBook

D = Decimal
TODAY = date(2023, 12, 26)
ES = FutureRoot(
    root="ES",
    name="E-mini S&P 500",
    exchange="CME",
    tradingview="CME_MINI",
    tick_size=D("0.25"),
    tick_value=D("12.50"),
    months="HMUZ",
    session="cme_equity",
    last_day=RULES["third_friday"],
)
FUTURES = (
    ES,
    replace(ES, root="MES", tick_value=D("1.25"), name="Micro E-mini S&P 500"),
    replace(ES, root="NQ", tick_value=D("5.00"), name="E-mini Nasdaq-100"),
    replace(ES, root="M2K", tick_size=D("0.1"), tick_value=D("0.50"), name="Micro Russell"),
    replace(ES, root="6E", tick_size=D("0.00005"), tick_value=D("6.25"), name="Euro FX"),
    replace(
        ES,
        root="CL",
        name="Crude Oil",
        exchange="NYMEX",
        tick_size=D("0.01"),
        tick_value=D("10.00"),
        months="FGHJKMNQUVXZ",
        last_day=RULES["three_before_25th_of_previous_month"],
    ),
    replace(
        ES,
        root="ZN",
        name="10-Year Treasury Note",
        tick_size=D("0.015625"),
        tick_value=D("15.625"),
        notation=Notation.THIRTY_SECONDS,
        last_day=RULES["seven_before_last_business_day"],
        first_notice=RULES["last_business_day_of_previous_month"],
    ),
)
LISTED = (
    AAPL,
    replace(AAPL, symbol="BRK.B", root="BRK.B", description="Berkshire Hathaway"),
    replace(AAPL, symbol="SPY", root="SPY", description="SPDR S&P 500"),
    replace(AAPL, symbol="BTCUSD", asset_class=AssetClass.CRYPTO, description="Bitcoin"),
)
NAMES = Names(
    exchanges={
        "CME": AssetClass.FUTURE,
        "CME_MINI": AssetClass.FUTURE,
        "NYMEX": AssetClass.FUTURE,
        "NASDAQ": AssetClass.STOCK,
        "NYSE": AssetClass.STOCK,
        "OPRA": AssetClass.OPTION,
        "COINBASE": AssetClass.CRYPTO,
    },
    roots={"ENQ": "NQ", "EP": "ES"},
)


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.fixture
def book() -> SymbolBook:
    return SymbolBook(FUTURES, LISTED, NAMES, weekday)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("ESH2024", "ESH2024"),
        ("CME_MINI:ESH2024", "ESH2024"),
        ("CME_MINI:ES1!", "ESH2024"),
        ("ES1!", "ESH2024"),
        ("ES2!", "ESM2024"),
        ("ES", "ESH2024"),
        ("  es1!  ", "ESH2024"),
        ("CME_MINI_DL:NQZ2026", "NQZ2026"),
        ("CME_MINI_DLY:NQ1!", "NQH2024"),
        ("ESH4", "ESH2024"),
        ("ESH24", "ESH2024"),
        ("/ESH4", "ESH2024"),
        ("/NQZ26", "NQZ2026"),
        ("/ES", "ESH2024"),
        ("/ES1!", "ESH2024"),
        ("/ESH24:XCME", "ESH2024"),
        ("/ES:XCME", "ESH2024"),
        ("F.US.EP", "ESH2024"),
        ("F.US.MES", "MESH2024"),
        ("BRK/B", "BRK.B"),
        ("NYSE:BRK/B", "BRK.B"),
        ("BTC/USD", "BTCUSD"),
        ("CON.F.US.MES.M25", "MESM2025"),
        ("CON.F.US.ENQ.Z26", "NQZ2026"),
        ("CON.F.US.EP.H4", "ESH2024"),
        ("M2K1!", "M2KH2024"),
        ("M2KM6", "M2KM2026"),
        ("MESM6", "MESM2026"),
        ("6E1!", "6EH2024"),
        ("6EH4", "6EH2024"),
        ("AAPL", "AAPL"),
        ("nasdaq:aapl", "AAPL"),
        ("NYSE:BRK.B", "BRK.B"),
        ("SPY", "SPY"),
        ("BTCUSD", "BTCUSD"),
        ("COINBASE:BTCUSD", "BTCUSD"),
        ("AAPL  240119C00190000", "AAPL  240119C00190000"),
        ("AAPL240119C00190000", "AAPL  240119C00190000"),
        ("OPRA:AAPL240119C190.0", "AAPL  240119C00190000"),
        ("AAPL240119P187.5", "AAPL  240119P00187500"),
        ("RKLB240119C5", "RKLB  240119C00005000"),
        ("AAPL1240119C00190000", "AAPL1 240119C00190000"),
    ],
)
def test_every_way_to_name_an_instrument(book: SymbolBook, text: str, symbol: str) -> None:
    assert book.resolve(text, TODAY).symbol == symbol


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "!",
        "1!",
        "ES3!",
        "XX1!",
        "ESF2024",  # not a listed month
        "ESH",
        "ESH224",
        "ESH1979",
        "ESH2100",
        "ENQ",
        "EURUSD",
        "BTCUSDT",
        "ETHUSD.P",
        "CME_MINI:AAPL",
        "NYSE:CL",  # a stock that is not listed, never crude oil
        "NASDAQ:ES1!",
        "COINBASE:AAPL",
        "LSE:AAPL",
        ":AAPL",
        "/AAPL",
        "/ESH24:XCMEX",
        "./ESH4",
        "F.US.XX",
        "SPY/A",
        "AAPL/USD",
        "ES1!/NQ1!",
        "CME_MINI:ES1!-CME_MINI:NQ1!",
        "ES1!+NQ1!",
        "CON.F.EU.MES.M25",
        "UNLISTED240119C5",  # too long for a root
        "AAPL241319C00190000",  # no thirteenth month
        "AAPL240230C00190000",
        "AAPL240119X00190000",
        "AAPL240119C00000000",  # a strike of nothing
        "AAPL\n240119C00190000",
        "ESH٢٠٢٤",  # digits that are not ASCII
        "EſH2024",
        "AAPL" + " " * 45 + "240119C00190000" + "X",
    ],
)
def test_anything_else_is_unknown(book: SymbolBook, text: str) -> None:
    with pytest.raises(UnknownSymbol):
        book.resolve(text, TODAY)


def test_a_ticker_with_a_c_or_a_p_in_it_is_no_option(book: SymbolBook) -> None:
    assert book.resolve("SPY", TODAY).asset_class is AssetClass.STOCK


@pytest.mark.parametrize(
    ("year", "text", "meant"),
    [(2023, "ESH2", 2022), (2023, "ESH1", 2031), (2024, "ESH3", 2023), (2026, "ESZ5", 2025)],
)
def test_one_digit_is_the_nearest_year_from_last_year_on(
    book: SymbolBook, year: int, text: str, meant: int
) -> None:
    assert book.resolve(text, date(year, 6, 3)).symbol.endswith(str(meant))


def test_two_digits_are_a_year_of_this_century_even_a_past_one(book: SymbolBook) -> None:
    assert book.resolve("/ESH24", date(2026, 6, 3)).symbol == "ESH2024"


@pytest.mark.parametrize(
    ("on", "front", "following"),
    [
        (date(2024, 3, 7), "ESH2024", "ESM2024"),
        (date(2024, 3, 8), "ESM2024", "ESU2024"),  # five business days before 15 March
        (date(2024, 12, 12), "ESZ2024", "ESH2025"),
        (date(2024, 12, 13), "ESH2025", "ESM2025"),
        (date(2024, 12, 31), "ESH2025", "ESM2025"),
    ],
)
def test_the_front_rolls_five_business_days_before_the_last_day(
    book: SymbolBook, on: date, front: str, following: str
) -> None:
    assert book.resolve("ES1!", on).symbol == front
    assert book.resolve("ES2!", on).symbol == following


@pytest.mark.parametrize(
    ("on", "front"),
    [(date(2024, 2, 26), "ZNH2024"), (date(2024, 2, 27), "ZNM2024")],  # notice on 29 February
)
def test_a_delivered_contract_is_left_two_days_before_its_first_notice(
    book: SymbolBook, on: date, front: str
) -> None:
    assert book.resolve("ZN1!", on).symbol == front


def test_a_contract_that_ends_before_its_month_rolls_before_it_too(book: SymbolBook) -> None:
    assert book.resolve("CL1!", date(2024, 1, 12)).symbol == "CLG2024"
    assert book.resolve("CL1!", date(2024, 1, 15)).symbol == "CLH2024"


def test_the_roll_is_a_setting() -> None:
    book = SymbolBook(FUTURES, LISTED, NAMES, weekday, roll_days=0)
    assert book.resolve("ES1!", date(2024, 3, 14)).symbol == "ESH2024"
    assert book.resolve("ES1!", date(2024, 3, 15)).symbol == "ESM2024"


def test_a_contract_knows_what_it_is(book: SymbolBook) -> None:
    note = book.resolve("ZNH2024", TODAY)
    assert note.description == "10-Year Treasury Note Mar 2024"
    assert (note.tick_size, note.point_value, note.tick_value) == (
        *(D("0.015625"), D(1000), D("15.625")),
    )
    assert note.notation is Notation.THIRTY_SECONDS
    assert note.last_trading_day == date(2024, 3, 20)  # without holidays


def test_an_option_knows_what_it_is(book: SymbolBook) -> None:
    option = book.resolve("AAPL  240119C00190000", TODAY)
    assert option.description == "AAPL 19 Jan 2024 190 call"
    assert (option.asset_class, option.point_value) == (AssetClass.OPTION, D(100))
    assert option.last_trading_day == date(2024, 1, 19)


def test_a_contract_expires_after_its_last_day(book: SymbolBook) -> None:
    contract = book.instrument("ESH2024")
    assert not book.is_expired(contract, date(2024, 3, 15))
    assert book.is_expired(contract, date(2024, 3, 16))
    assert not book.is_expired(AAPL, date(2099, 1, 1))


def test_a_month_has_rolled_from_its_roll_day_on() -> None:
    book = SymbolBook(FUTURES, LISTED, NAMES, weekday, roll_days=5)
    contract = book.resolve("ESH2024", date(2024, 1, 2))
    assert book.rolled_on(contract, date(2024, 3, 7)) is None
    assert book.rolled_on(contract, date(2024, 3, 8)) == date(2024, 3, 8)
    assert book.rolled_on(contract, date(2024, 3, 15)) == date(2024, 3, 8)
    assert book.rolled_on(AAPL, date(2099, 1, 1)) is None


@pytest.mark.parametrize(
    ("other", "shares"),
    [
        ("MESH2024", True),
        ("ESM2024", False),  # another month
        ("NQH2024", False),  # another thing
        ("M2KH2024", False),  # told to be a size of it, and on another grid
        ("AAPL", False),
    ],
)
def test_sizes_of_one_future_share_its_prices(other: str, shares: bool) -> None:
    sizes = {"MES": "ES", "M2K": "ES"}
    futures = [replace(one, micro_of=sizes.get(one.root, "")) for one in FUTURES]
    book = SymbolBook(futures, LISTED, NAMES, weekday)
    contracts = book.instrument("ESH2024"), book.instrument(other)
    assert book.shares_prices(*contracts) is shares
    assert book.shares_prices(*reversed(contracts)) is shares


@pytest.mark.parametrize(
    "symbol", ["ESH2024", "CLF2031", "AAPL", "BTCUSD", "AAPL  240119C00190000"]
)
def test_a_canonical_symbol_is_read_without_a_date(book: SymbolBook, symbol: str) -> None:
    assert book.instrument(symbol).symbol == symbol


@pytest.mark.parametrize(
    "text", ["ES1!", "ESH4", "esh2024", "ESH2024\n", "ENQH2024", "AAPL240119C00190000", "XXXX"]
)
def test_what_is_not_canonical_is_no_instrument(book: SymbolBook, text: str) -> None:
    with pytest.raises(UnknownSymbol):
        book.instrument(text)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("ESF2024", "ESH2024"),  # no month of that product
        ("CME_MINI:ESG4", "ESH2024"),
        ("ESV2025", "ESZ2025"),
        ("ESG20", "ESH2024"),  # long past
        ("ESG1979", "ESH2024"),
        ("EES1!", "ESH2024"),
        ("AAPX", "AAPL"),
        ("NASDAQ:AAP", "AAPL"),
        ("NYSE:ES", ""),  # no future is traded there
        ("ZZZZZ", ""),
        ("", ""),
    ],
)
def test_the_nearest_symbol_is_named(book: SymbolBook, text: str, nearest: str) -> None:
    with pytest.raises(UnknownSymbol) as caught:
        book.resolve(text, TODAY)
    assert caught.value.message.parameters["nearest"] == nearest


def test_a_very_long_text_is_quoted_in_part(book: SymbolBook) -> None:
    with pytest.raises(UnknownSymbol) as caught:
        book.resolve("A" * 100_000, TODAY)
    assert len(caught.value.symbol) == 64


def test_a_search_begins_with_the_exact_match(book: SymbolBook) -> None:
    assert [one.symbol for one in book.search("es", TODAY)] == ["ESH2024"]
    assert [one.symbol for one in book.search("ESM2025", TODAY)] == ["ESM2025"]


def test_a_search_finds_beginnings_then_names(book: SymbolBook) -> None:
    assert [one.symbol for one in book.search("M", TODAY)] == ["MESH2024", "M2KH2024"]
    assert [one.symbol for one in book.search("s&p", TODAY)] == ["ESH2024", "MESH2024", "SPY"]
    assert [one.symbol for one in book.search("bitcoin", TODAY)] == ["BTCUSD"]


def test_a_search_tells_each_instrument_once_and_not_too_many(book: SymbolBook) -> None:
    everything = book.search("", TODAY)
    assert len({one.symbol for one in everything}) == len(everything) == 11
    assert len(book.search("", TODAY, limit=3)) == 3
    assert book.search("nothing like it", TODAY) == []


@pytest.mark.parametrize(
    ("option", "stock"),
    [
        ("AAPL  240119C00187500", "AAPL"),
        ("BRKB  240119C00350000", "BRK.B"),
        ("SPXW  240119C04800000", None),  # an index is settled in cash
        ("ES    240119C04800000", None),  # a future of that name is not what it delivers
    ],
)
def test_an_option_delivers_the_stock_of_its_root(
    book: SymbolBook, option: str, stock: str | None
) -> None:
    found = book.underlying(book.resolve(option, TODAY))
    assert (None if found is None else found.symbol) == stock


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SPY 680 put", ["SPY   240119P00680000"]),
        ("spy 19 jan", ["SPY   240119C00680000", "SPY   240119P00680000"]),
        ("SPY240119C00680000", ["SPY   240119C00680000"]),
        ("SPY 12345", []),
        ("680 put", []),
    ],
)
def test_a_search_finds_options_that_are_listed_by_the_words_of_their_names(
    book: SymbolBook, text: str, expected: list[str]
) -> None:
    assert book.search("SPY 680 put", TODAY) == []
    chain = ["SPY   240119C00680000", "SPY   240119P00680000"]
    assert [option.symbol for option in book.list_options(chain)] == chain
    assert [option.symbol for option in book.options("SPY")] == chain
    assert book.options("AAPL") == []
    assert [stock.symbol for stock in book.optioned()] == ["SPY"]
    assert [one.symbol for one in book.search(text, TODAY)] == expected


@pytest.mark.parametrize(
    ("expired", "nearest"),
    [
        ("SPY   231222C00682000", "SPY   240105C00680000"),
        ("SPY   231222P00999000", "SPY   240105P00690000"),
        ("SPY   231222C00685000", "SPY   240105C00680000"),  # halfway: the lower one
        ("AAPL  231222C00185000", None),
        ("SPY", None),
    ],
)
def test_the_nearest_option_ends_first_and_has_the_nearest_strike(
    book: SymbolBook, expired: str, nearest: str | None
) -> None:
    days, strikes = ("231215", "240105", "240119"), (680, 690)
    book.list_options(
        [f"SPY   {day}{right}{k:05}000" for day in days for right in "CP" for k in strikes]
    )
    found = book.nearest_option(book.instrument(expired), TODAY)
    assert (None if found is None else found.symbol) == nearest


def test_a_stock_is_found_before_its_options(book: SymbolBook) -> None:
    book.list_options(["SPY   240119C00680000"])
    assert [one.symbol for one in book.search("SPY", TODAY)] == ["SPY", "SPY   240119C00680000"]


def test_only_options_that_there_can_be_are_listed(book: SymbolBook) -> None:
    with pytest.raises(UnknownSymbol):
        book.list_options(["SPY   241319C00680000"])


def test_the_days_on_which_options_end_leave_holidays_out(book: SymbolBook) -> None:
    days = book.option_days(TODAY, weeks=4, months=2)
    assert len(days) == 6
    assert all(day >= TODAY for day in days)


@pytest.mark.parametrize("symbol", ["ESH2024", "AAPL", "BTCUSD", "AAPL  240119C00190000"])
def test_points_are_worth_what_dollars_are(book: SymbolBook, symbol: str) -> None:
    before = book.instrument(symbol)
    book.list_options(["AAPL  240119C00190000"])
    for rate in (Decimal("0.9134"), Decimal("0.7"), Decimal(1)):
        book.count_dollars_at(rate)
        after = book.instrument(symbol)
        assert after == book.resolve(symbol, TODAY)
        assert after.point_value == before.point_value * rate
        assert replace(after, point_value=before.point_value) == before
        assert book.options("AAPL")[0].point_value == 100 * rate
