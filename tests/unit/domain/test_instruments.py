"""The price grid, lots, and what points are worth."""

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

import pytest

from tests.support.builders import AAPL, ES
from traderterminal.domain.instruments import Instrument

D = Decimal
BITCOIN = replace(ES, symbol="BTCUSD", tick_size=D("0.01"), lot_size=D("0.0001"))


def test_a_tick_of_the_e_mini_is_worth_twelve_dollars_and_a_half() -> None:
    assert ES.tick_value == D("12.50")


def test_points_on_a_position_are_money() -> None:
    assert ES.money(D("0.75"), D(3)) == D("112.50")
    assert ES.money(D("0.75"), D(-3)) == D("-112.50")


@pytest.mark.parametrize(
    ("tick", "decimals"), [("0.25", 2), ("0.0000005", 7), ("5", 0), ("25", 0), ("0.10", 1)]
)
def test_as_many_decimals_as_the_grid_needs(tick: str, decimals: int) -> None:
    assert replace(ES, tick_size=D(tick)).price_decimals == decimals


@pytest.mark.parametrize(
    ("price", "on_grid"), [("4800.25", True), ("4800.20", False), ("0", True), ("-37.50", True)]
)
def test_prices_lie_on_the_grid_or_beside_it(price: str, on_grid: bool) -> None:
    assert ES.on_grid(D(price)) is on_grid


@pytest.mark.parametrize(
    ("price", "nearest"), [("4800.30", "4800.25"), ("4800.125", "4800.00"), ("4800.375", "4800.50")]
)
def test_a_price_snaps_to_the_nearest_tick_and_a_middle_to_the_even_one(
    price: str, nearest: str
) -> None:
    assert ES.snap(D(price)) == D(nearest)


@pytest.mark.parametrize(
    ("instrument", "price", "nearest"),
    [
        (AAPL, "180.004", "180.00"),
        (AAPL, "0.01", "0.01"),
        (AAPL, "0", "0.01"),
        (AAPL, "-5", "0.01"),
        (ES, "-37.50", "-37.50"),
        (ES, "-37.60", "-37.50"),
    ],
)
def test_only_a_future_has_prices_of_zero_and_below(
    instrument: Instrument, price: str, nearest: str
) -> None:
    assert instrument.nearest_price(D(price)) == D(nearest)
    assert instrument.is_price(D(price)) is (D(price) == D(nearest))


@pytest.mark.parametrize(
    ("quantity", "nearest"), [("1.5", "1"), ("1.6", "2"), ("0", "1"), ("-3", "1"), ("4", "4")]
)
def test_an_odd_quantity_is_nearest_to_a_whole_one_and_never_to_none(
    quantity: str, nearest: str
) -> None:
    assert ES.whole_lots(D(quantity)) == D(nearest)


def test_what_snaps_to_zero_has_no_sign() -> None:
    assert str(ES.snap(D("-0.05"))) == "0.00"


def test_a_price_snaps_in_the_direction_asked_for() -> None:
    assert ES.snap(D("4800.01"), ROUND_CEILING) == D("4800.25")


def test_ticks_count_from_zero_and_back() -> None:
    assert ES.to_ticks(D("4800.25")) == 19201
    assert ES.from_ticks(19201) == D("4800.25")
    assert ES.to_ticks(D("-0.25")) == -1


def test_a_price_off_the_grid_is_no_number_of_ticks() -> None:
    with pytest.raises(ValueError, match=r"4800\.1 is not on the ESH2024 grid of 0\.25"):
        ES.to_ticks(D("4800.1"))


def test_lots_of_a_coin_are_small_and_whole() -> None:
    assert BITCOIN.to_lots(D("0.0123")) == 123
    assert BITCOIN.from_lots(123) == D("0.0123")


def test_half_a_share_is_no_number_of_lots() -> None:
    with pytest.raises(ValueError, match=r"0\.5 is not a multiple of the AAPL lot"):
        AAPL.to_lots(D("0.5"))


def test_an_instrument_without_a_positive_grid_cannot_be() -> None:
    with pytest.raises(ValueError, match="ESH2024: tick_size must be positive"):
        replace(ES, tick_size=D(0))
    with pytest.raises(ValueError, match="ESH2024: point_value must be positive"):
        replace(ES, point_value=D(-50))
    with pytest.raises(ValueError, match="ESH2024: lot_size must be positive"):
        replace(ES, lot_size=D(0))
