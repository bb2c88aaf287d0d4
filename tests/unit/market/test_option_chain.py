from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.support.builders import AAPL, option
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.options import OptionTerms, Right
from traderterminal.kit.clock import parse_iso
from traderterminal.market.option_chain import ListedOption, OptionPrices, listed
from traderterminal.market.option_model import black_76
from traderterminal.market.ticks import QuoteTick

NOW = parse_iso("2024-01-08T15:00:00Z")
DAYS = (date(2024, 1, 9), date(2024, 1, 19), date(2024, 3, 15))
STRIKES = range(165, 206, 5)
PRICE = 185.13
D = Decimal


@pytest.fixture
def prices() -> OptionPrices:
    return OptionPrices(1, "AAPL", 0.012)


def settled(contract: Instrument) -> ListedOption:
    """An option that is settled an hour after New York's close."""
    return ListedOption(contract, parse_iso(f"{contract.last_trading_day}T22:00:00Z"))


def quoted(prices: OptionPrices, right: str, strike: int, day: date) -> QuoteTick:
    found = prices.quote(settled(option(right, strike, day)), PRICE, NOW)
    assert found is not None
    assert found.ask is not None
    return found


def test_calls_and_puts_are_listed_around_the_price_on_every_day() -> None:
    symbols = listed(AAPL, D("186.40"), DAYS)
    assert symbols[:2] == ["AAPL  240109C00168000", "AAPL  240109P00168000"]
    assert symbols[-1] == "AAPL  240315P00205000"
    assert len(symbols) == len(set(symbols)) == len(DAYS) * 2 * 38


@pytest.mark.parametrize(
    ("price", "step"), [("90", "0.5"), ("186.40", "1"), ("683", "5"), ("20000", "50")]
)
def test_strikes_lie_farther_apart_where_the_price_is_higher(price: str, step: str) -> None:
    strikes = [D(symbol[13:]) / 1000 for symbol in listed(AAPL, D(price), DAYS[:1])[::2]]
    assert strikes[1] - strikes[0] == D(step)
    assert min(strikes) >= D(price) * D("0.9")
    assert max(strikes) <= D(price) * D("1.1")


def test_no_options_are_listed_where_there_is_no_room_for_them() -> None:
    with pytest.raises(ValueError, match=r"on AAPL at 0\.02"):
        listed(AAPL, D("0.02"), DAYS)
    with pytest.raises(ValueError, match="on ABCDEFG"):
        listed(replace(AAPL, symbol="ABCDEFG"), D(100), DAYS)


@pytest.mark.parametrize("day", DAYS)
def test_a_call_less_a_put_is_the_stock_less_the_strike(prices: OptionPrices, day: date) -> None:
    for strike in STRIKES:
        call, put = (quoted(prices, right, strike, day) for right in "CP")
        low = (call.bid or 0) - (put.ask or 0)
        high = (call.ask or 0) - (put.bid or 0)
        assert low < (PRICE - strike) * 100 < high


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("seed", range(12))
def test_no_package_of_them_is_a_present(seed: int, day: date) -> None:
    prices = OptionPrices(seed, "AAPL", 0.012)
    for right, sign in (("C", -1), ("P", 1)):
        chain = [quoted(prices, right, strike, day) for strike in STRIKES][::sign]
        for cheap, dear in pairwise(chain):
            assert (dear.ask or 0) > (cheap.bid or 0)  # a vertical costs something
            assert (dear.bid or 0) - (cheap.ask or 0) < 500  # and at most what it can be worth
        for below, middle, above in zip(chain, chain[1:], chain[2:], strict=False):
            wings, body = (below.ask or 0) + (above.ask or 0), 2 * (middle.bid or 0)
            assert wings > body


def test_what_lasts_longer_costs_more_at_every_strike(prices: OptionPrices) -> None:
    for right in Right:
        for strike in STRIKES:
            terms = OptionTerms(right, D(strike))
            worth = [prices.worth(terms, PRICE, days) for days in (0.5, 1, 7, 30, 60)]
            assert worth == sorted(worth)
            assert worth[0] >= max(0.0, terms.right.sign * (PRICE - strike)) - 1e-9


def test_puts_below_are_quoted_at_a_higher_volatility_than_calls_above(
    prices: OptionPrices,
) -> None:
    put = prices.worth(OptionTerms(Right.PUT, D("170")), 185.0, 30)
    call = prices.worth(OptionTerms(Right.CALL, D(185) * 185 / 170), 185.0, 30)
    assert put > call


def test_a_quote_is_whole_and_the_same_whenever_it_is_asked_for(prices: OptionPrices) -> None:
    contract = settled(option("C", 185, DAYS[1]))
    first = prices.quote(contract, PRICE, NOW)
    assert first == OptionPrices(1, "AAPL", 0.012).quote(contract, PRICE, NOW)
    assert first != OptionPrices(2, "AAPL", 0.012).quote(contract, PRICE, NOW)
    assert first is not None
    assert first.bid is not None
    assert first.ask is not None
    assert 0 < first.bid < first.ask
    assert 5 <= first.bid_size <= 80
    assert 5 <= first.ask_size <= 80


def test_nobody_bids_for_what_is_worth_nothing(prices: OptionPrices) -> None:
    found = quoted(prices, "P", 165, DAYS[0])
    assert (found.bid, found.bid_size) == (None, 0)
    assert found.ask is not None
    assert found.ask >= 1


def test_from_its_settlement_on_an_option_is_quoted_no_longer(prices: OptionPrices) -> None:
    contract = settled(option("C", 180, DAYS[0]))
    last = prices.quote(contract, PRICE, contract.settled_ns - 1)
    assert last is not None
    assert last.bid is not None
    assert last.ask is not None
    assert last.bid / 100 <= PRICE - 180 <= last.ask / 100
    assert prices.quote(contract, PRICE, contract.settled_ns) is None


def test_far_from_the_price_volatility_is_higher_on_both_sides_together(
    prices: OptionPrices,
) -> None:
    def implied(right: Right, strike: float) -> float:
        """The deviation at which the formula gives what an option is worth, by bisection."""
        terms = OptionTerms(right, D(strike))
        worth, low, high = prices.worth(terms, 185.0, 30), 0.001, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if black_76(terms, 185.0, middle) < worth else (low, middle)
        return low

    below, above = implied(Right.PUT, 185 / 1.13), implied(Right.CALL, 185 * 1.13)
    assert below > implied(Right.CALL, 185.0) > above
    assert (below + above) / 2 > 1.01 * implied(Right.CALL, 185.0)
