"""Numbers as the screen writes them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.support.builders import AAPL, ES, order
from traderterminal.domain.instruments import Instrument, Notation
from traderterminal.domain.orders import Accepted, OrderStatus, OutcomeLost, Sending, Where
from traderterminal.kit.language import ENGLISH, speak
from traderterminal.ui.viewmodels import formats

D = Decimal
EURO = replace(ES, symbol="6EH2024", tick_size=D("0.00005"))
NOTE = replace(ES, symbol="ZNH2024", tick_size=D("0.015625"), notation=Notation.THIRTY_SECONDS)
FINE_NOTE = replace(NOTE, tick_size=D("0.0078125"))
BOND = replace(ES, symbol="ZBH2024", tick_size=D("0.03125"), notation=Notation.THIRTY_SECONDS)


@pytest.mark.parametrize(
    ("value", "instrument", "text"),
    [
        ("4793.25", ES, "4,793.25"),
        ("4800", ES, "4,800.00"),
        ("1.0989", EURO, "1.09890"),
        ("111.75", NOTE, "111'240"),
        ("111.765625", NOTE, "111'245"),
        ("122.53125", BOND, "122'17"),
        ("111.7578125", FINE_NOTE, "111'242"),
        ("111.999999", NOTE, "112'000"),
        ("122.54", BOND, "122'17"),
        ("-0.75", NOTE, "−0'240"),
        ("111240", replace(ES, tick_size=D("1")), "111,240"),
        ("4793.3333", ES, "4,793.33"),
        ("-37.63", replace(ES, tick_size=D("0.01")), "−37.63"),
    ],
)
def test_a_price_has_the_decimals_of_its_tick(
    value: str, instrument: Instrument, text: str
) -> None:
    assert formats.price(D(value), instrument) == text


def test_what_is_not_known_is_a_dash() -> None:
    assert formats.price(None, ES) == formats.money(None) == formats.signed_money(None) == "—"


@pytest.mark.parametrize(
    ("value", "text"),
    [("1286.1", "+$1,286.10"), ("-702.3", "−$702.30"), ("0", "$0.00"), ("-0.001", "$0.00")],
)
def test_a_result_carries_its_sign_and_zero_has_none(value: str, text: str) -> None:
    assert formats.signed_money(D(value)) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-0.1, "0.0 s"),
        (0.21, "0.2 s"),
        (14.7, "14 s"),
        (200, "3 m"),
        (59.9, "59 s"),
        (60, "1 m"),
        (3599, "59 m"),
        (3600, "1 h"),
        (3910, "1 h 5 m"),
        (86_399, "23 h 59 m"),
        (532_900, "6 d 4 h"),
        (518_500, "6 d"),
    ],
)
def test_ages_are_short(seconds: float, text: str) -> None:
    assert formats.age(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (4, "4 s"),
        (62, "1 m 2 s"),
        (1800, "30 m"),
        (22_380, "6 h 13 m"),
        (187_200, "2 d 4 h"),
    ],
)
def test_durations_have_two_units(seconds: float, text: str) -> None:
    assert formats.duration(seconds) == text


def test_quantities_and_changes() -> None:
    assert [formats.quantity(D(text)) for text in ("-0", "0", "0.0", "-1.50")] == [
        "0",
        "0",
        "0",
        "−1.5",
    ]
    assert formats.quantity(D("10000")) == "10,000"
    assert formats.quantity(D("0.50")) == "0.5"
    assert formats.signed(25, " t") == "+25 t"
    assert formats.signed(-1000) == "−1,000"
    assert formats.signed(0) == "0"
    assert formats.percent(D("0.5571")) == "55.7%"
    assert formats.ratio(D("Infinity")) == "∞"
    assert formats.milliseconds(0.42) == "0.4 ms"
    assert formats.milliseconds(212.4) == "212 ms"
    assert formats.milliseconds(None) == formats.ratio(None) == formats.percent(None) == "—"


def test_money_in_captions_has_no_cents() -> None:
    assert formats.whole_money(D("9818.40")) == "+$9,818"
    assert formats.whole_money(-6060.2) == "−$6,060"
    assert formats.whole_money(0.2) == "$0"
    assert formats.whole_money(D("-248.50")) == "−$249"
    assert formats.whole_money(0.5) == "+$1"
    assert formats.plain_money(D("248.50")) == "$249"
    assert formats.plain_money(D("288.60")) == "$289"
    assert formats.plain_money(None) == "—"


@pytest.mark.parametrize(
    ("symbol", "text"),
    [
        ("AAPL  240119C00190000", "AAPL 19 Jan 190 C"),
        ("SPY   240216P00472500", "SPY 16 Feb 472.5 P"),
        ("ESH2024", "ESH2024"),
        ("BRK.B", "BRK.B"),
    ],
)
def test_an_option_is_written_as_people_read_it(symbol: str, text: str) -> None:
    assert formats.symbol(symbol) == text


def test_a_date_is_short() -> None:
    assert formats.day(date(2024, 1, 11)) == "11 Jan"


def test_a_date_has_the_names_and_the_order_of_the_language() -> None:
    moment = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
    assert formats.dated(moment, "%a %d %b %Y %H:%M %Z") == "Tue 05 Mar 2024 09:30 UTC"
    words = {"Tuesday": "Dienstag", "March": "März", "%e %B": "%e. %B"}
    speak("de", {("Date", english): german for english, german in words.items()})
    try:
        assert formats.dated(moment, "%A %e %B") == "Dienstag 5. März"
    finally:
        speak(ENGLISH, {})


@pytest.mark.parametrize(
    ("value", "band", "token"),
    [
        (None, "1", "t3"),
        ("0", "1", "flat"),
        ("0.99", "1", "flat"),
        ("-0.99", "1", "flat"),
        ("1", "1", "up"),
        ("-1", "1", "down"),
        ("12.4", "12.5", "flat"),
        ("-12.5", "12.5", "down"),
    ],
)
def test_a_result_near_zero_is_neither_gain_nor_loss(
    value: str | None, band: str, token: str
) -> None:
    assert formats.result_token(None if value is None else D(value), D(band)) == token


def test_the_neutral_band_is_half_a_tick_of_the_position_and_at_least_a_dollar() -> None:
    assert formats.neutral_band(ES, D(-2)) == D("12.5")
    assert formats.neutral_band(AAPL, D(10)) == 1


def test_an_order_held_by_the_broker_is_accepted_and_not_yet_working() -> None:
    def shown(where: Where, *, is_paper: bool = False) -> str:
        held = order(Sending(), Accepted(where=where))
        return formats.state(held, is_paper=is_paper)[1]

    assert shown(Where.EXCHANGE) == "Working"
    assert shown(Where.BROKER) == shown(Where.LOCAL) == "Accepted"
    assert shown(Where.LOCAL, is_paper=True) == "Working"


def test_an_order_rests_nowhere_that_is_known_before_its_broker_has_told() -> None:
    sent = order(Sending())
    assert formats.rests_at(sent) == "Not known"
    assert formats.rests_at(sent.apply(OutcomeLost())) == "Not known"
    assert formats.rests_at(sent.apply(Accepted("B1"))) == "Exchange"


def test_every_order_state_has_a_glyph_and_a_word() -> None:
    assert set(formats.STATES) == set(OrderStatus)


@pytest.mark.parametrize(
    ("instrument", "text"),
    [
        (ES, "0.25 = $12.50"),
        (replace(NOTE, point_value=D(1000)), "0'005 = $15.625"),
        (AAPL, "0.01 = $0.01"),
        (replace(ES, tick_size=D(25), point_value=D(50)), "25 = $1,250.00"),
    ],
)
def test_a_tick_is_worth_exactly_so_much(instrument: Instrument, text: str) -> None:
    assert formats.tick(instrument) == text


@pytest.mark.parametrize(
    ("source", "strategy", "words"),
    [("api", "", "API"), ("ticket", "", "Ticket"), ("alert", "orb-5m", "orb-5m")],
)
def test_an_order_says_where_it_came_from(source: str, strategy: str, words: str) -> None:
    assert formats.origin(replace(order(), source=source, strategy=strategy)) == words


def test_an_order_for_nothing_was_neither_sent_nor_refused() -> None:
    nothing = replace(order(quantity=0), status=OrderStatus.DENIED)
    assert formats.state(nothing, is_paper=True) == ("−", "Nothing to do", "t3")


@pytest.mark.parametrize(
    ("share", "text"), [("0.0012", "+0.12%"), ("-0.0012", "−0.12%"), ("-0.00004", "0.00%")]
)
def test_a_change_that_rounds_to_nothing_has_no_sign(share: str, text: str) -> None:
    assert formats.signed_percent(D(share)) == text


@pytest.fixture
def euros() -> Iterator[None]:
    formats.count_in("EUR")
    yield
    formats.count_in("USD")


@pytest.mark.usefixtures("euros")
def test_amounts_are_written_in_the_currency_of_the_accounts() -> None:
    assert formats.money(D("-1234.5")) == "−€1,234.50"
    assert formats.signed_money(D("1234.5")) == "+€1,234.50"
    assert formats.whole_money(D("-9818.40")) == "−€9,818"
    assert formats.plain_money(D("288.60")) == "€289"
    assert formats.exact_money(D("250")) == "€250"
    assert formats.tick(ES) == "0.25 = €12.50"
    assert formats.money_sign() == "€"


def test_a_currency_without_a_sign_is_written_in_letters() -> None:
    formats.count_in("CHF")
    try:
        assert formats.money(D(5)) == "CHF\u00a05.00"
    finally:
        formats.count_in("USD")


@pytest.fixture
def hidden() -> Iterator[None]:
    formats.hide_money(True)
    yield
    formats.hide_money(False)


@pytest.mark.usefixtures("hidden")
def test_hidden_amounts_are_dots_and_all_else_is_written() -> None:
    value = Decimal("1234.5")
    writers = (formats.money, formats.signed_money, formats.exact_money, formats.plain_money)
    assert [write(value) for write in writers] == ["•••"] * 4
    assert formats.whole_money(value) == formats.amount("+1,235") == "•••"
    assert formats.money(None) == formats.plain_money(None) == formats.NOTHING
    assert formats.signed(Decimal(5), " t") == "+5 t"
    assert formats.quantity(value) == "1,234.5"
    assert formats.percent(0.5) == "50.0%"


@pytest.mark.usefixtures("hidden")
def test_hidden_amounts_of_a_sentence_are_dots() -> None:
    words = "Loses −$1,250.50 of $2,000 left. 3 ES at 4,790.25."
    assert formats.hide_amounts(words) == "Loses ••• of ••• left. 3 ES at 4,790.25."


def test_amounts_that_are_not_hidden_stand_in_a_sentence() -> None:
    assert formats.hide_amounts("Loses $5.") == "Loses $5."
    assert formats.amount("5") == "5"
