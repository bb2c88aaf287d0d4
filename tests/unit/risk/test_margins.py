"""What is held ties up what the schedule of the day asks, by day and past the close."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.builders import AAPL, ES
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.risk.dated import Dated
from traderterminal.risk.margins import (
    FULL_PRICE,
    NOTHING,
    FutureMargins,
    Margin,
    Margins,
    StockMargins,
    outright,
)

D = Decimal
DAY = date(2024, 6, 3)
MARGINS = Margins(
    Dated(
        [
            FutureMargins(
                effective_from=date(2024, 1, 1),
                initial={"ES": D(24_000), "NG": D(5000)},
                intraday={"ES": D(500)},
                intraday_share=D("0.25"),
                unlisted_share=D("0.10"),
                closing_minutes=15,
            )
        ]
    ),
    Dated([StockMargins(date(2024, 1, 1), D("0.50"), D("0.25"), D(25_000), 15, D("0.20"))]),
)


@pytest.mark.parametrize(
    ("root", "minutes_left", "tied_up"),
    [
        ("ES", 60.0, 1000),
        ("ES", 15.1, 1000),
        ("ES", 15.0, 48_000),  # the last quarter of an hour asks what holds over night
        ("ES", None, 48_000),
        ("NG", 60.0, 2500),
        ("NG", None, 10_000),
        ("XX", 60.0, 12_000),  # 2 × 4,800 × 50 at a tenth, and a quarter of it by day
        ("XX", None, 48_000),
    ],
)
def test_futures_tie_up_their_margin(root: str, minutes_left: float | None, tied_up: int) -> None:
    contract = replace(ES, root=root)
    margin = MARGINS.margin(contract, D(100_000), DAY, minutes_left)
    assert margin.of(contract, D(2), D(4800)) == tied_up
    assert margin.of(contract, D(-2), D(4800)) == tied_up


@pytest.mark.parametrize(
    ("equity", "minutes_left", "tied_up"),
    [
        ("25000", 60.0, 2500),  # a pattern day trader buys for four times what he puts up
        ("24999.99", 60.0, 5000),
        ("25000", 15.0, 5000),
        ("25000", None, 5000),
    ],
)
def test_stocks_tie_up_half_and_by_day_a_quarter_from_the_minimum_on(
    equity: str, minutes_left: float | None, tied_up: int
) -> None:
    margin = MARGINS.margin(AAPL, D(equity), DAY, minutes_left)
    assert margin.of(AAPL, D(100), D(100)) == tied_up
    assert margin.of(AAPL, D(-100), D(100)) == tied_up


def test_crypto_is_paid_in_full() -> None:
    coin = replace(AAPL, asset_class=AssetClass.CRYPTO)
    assert MARGINS.margin(coin, D(100_000), DAY, 60.0) == FULL_PRICE


def test_an_option_is_paid_in_full_and_a_written_one_ties_up_a_fifth_of_its_strike_too() -> None:
    option = replace(
        AAPL,
        symbol="AAPL  240621C00187500",
        asset_class=AssetClass.OPTION,
        point_value=D(100),
    )
    margin = MARGINS.margin(option, D(100_000), DAY, 60.0)
    assert margin.of(option, D(2), D("3.00")) == 600
    assert margin.of(option, D(-2), D("3.00")) == 600 + 7500


@pytest.mark.parametrize(("instrument", "margin"), [(ES, NOTHING), (AAPL, FULL_PRICE)])
def test_without_margin_everything_but_a_future_is_paid_in_full(
    instrument: Instrument, margin: Margin
) -> None:
    assert outright(instrument) == margin
