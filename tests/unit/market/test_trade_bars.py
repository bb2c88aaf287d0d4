from itertools import pairwise
from random import Random

import pytest

from tests.support.drawn_bars import assert_true_at_every_zoom
from traderterminal.domain.bars import Bar, Resolution
from traderterminal.market.trade_bars import TradeSeries, trade_series


def made(text: str, *trades: tuple[int, int] | tuple[int, int, int]) -> TradeSeries:
    """Bars of trades: time, price, and size where that is not 1."""
    series = trade_series(Resolution.parse(text))
    for at_ns, price, *size in trades:
        series.add_trade(at_ns, price, *size or (1,))
    return series


def wandering(count: int, seed: int = 1, leap: int = 3) -> list[tuple[int, int, int]]:
    draw, price, at_ns, found = Random(seed), 1_000, 0, []
    for _ in range(count):
        at_ns += draw.choice((0, 1, 5))
        price += draw.randint(-leap, leap)
        found.append((at_ns, price, draw.randint(1, 9)))
    return found


def test_a_bar_of_trades_is_full_once_it_has_so_many() -> None:
    series = made("3T", (1, 10), (2, 12), (3, 9), (4, 11, 5), (4, 8))
    assert series.bars() == [Bar(1, 10, 12, 9, 9, 3), Bar(4, 11, 11, 8, 8, 6)]
    assert (series.version, series.generation) == (5, 0)


def test_a_bar_of_volume_ends_with_the_trade_that_fills_it() -> None:
    series = made("10V", (1, 10, 4), (2, 11, 9), (3, 12, 25), (4, 13, 1))
    assert series.bars() == [
        Bar(1, 10, 11, 10, 11, 13),
        Bar(3, 12, 12, 12, 12, 25),
        Bar(4, 13, 13, 13, 13, 1),
    ]


def test_a_range_bar_never_ranges_further_and_a_leap_makes_no_bars_between() -> None:
    series = made("4R", (1, 10), (2, 12), (3, 8), (4, 13), (5, 40))
    assert series.bars() == [
        Bar(1, 10, 12, 8, 8, 3),
        Bar(4, 13, 13, 13, 13, 1),
        Bar(5, 40, 40, 40, 40, 1),
    ]
    for bar in made("7R", *wandering(3_000, leap=9)).bars():
        assert bar.high - bar.low <= 7


def test_bricks_follow_the_price_and_turn_after_twice_their_size() -> None:
    series = made("5RK", (1, 101), (2, 105), (3, 109), (4, 103), (5, 110), (6, 106), (7, 100))
    assert series.bars() == [
        Bar(1, 100, 105, 100, 105, 2),  # edges are multiples of five
        Bar(2, 105, 110, 103, 110, 3),  # its wick tells how far it went back
        Bar(5, 105, 110, 100, 100, 2),
        Bar(7, 100, 100, 100, 100, 0),  # not made yet
    ]


def test_a_leap_makes_all_the_bricks_between() -> None:
    series = made("5RK", (1, 100, 3), (2, 117, 4))
    assert series.bars() == [
        Bar(1, 100, 105, 100, 105, 7),
        Bar(2, 105, 110, 105, 110, 0),
        Bar(2, 110, 115, 110, 115, 0),
        Bar(2, 115, 117, 115, 117, 0),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_bricks_stand_on_each_other_and_lose_no_lot(seed: int) -> None:
    trades = wandering(4_000, seed, leap=12)
    *bricks, forming = made("6RK", *trades).bars()
    assert sum(bar.volume for bar in (*bricks, forming)) == sum(size for _, _, size in trades)
    assert max(bar.high for bar in (*bricks, forming)) == max(price for _, price, _ in trades)
    for bar in bricks:
        assert abs(bar.close - bar.open) == 6
        assert bar.open % 6 == 0
        assert bar.low <= min(bar.open, bar.close) <= max(bar.open, bar.close) <= bar.high
    for one, next_ in pairwise(bricks):
        goes_on = (one.close > one.open) == (next_.close > next_.open)
        assert next_.open == (one.close if goes_on else one.open)


def test_negative_prices_are_prices() -> None:
    assert made("5RK", (1, 2), (2, -11)).bars()[:2] == [
        Bar(1, 0, 2, -5, -5, 2),
        Bar(2, -5, -5, -10, -10, 0),
    ]
    assert made("2T", (1, -3_763), (2, -3_764)).bars() == [
        Bar(1, -3_763, -3_763, -3_764, -3_764, 2)
    ]


def test_a_late_trade_is_part_of_the_forming_bar_and_is_counted() -> None:
    series = made("2T", (10, 5), (20, 6), (30, 7), (15, 9))
    assert series.bars() == [Bar(10, 5, 6, 5, 6, 2), Bar(30, 7, 9, 7, 9, 2)]
    assert series.flaws == {"late": 1}
    assert series.start_ns.tolist() == sorted(series.start_ns.tolist())


@pytest.mark.parametrize("text", ["7T", "40V", "5R", "4RK"])
def test_what_goes_on_with_the_bars_of_another_goes_on_as_one(text: str) -> None:
    trades = wandering(900)
    whole = made(text, *trades)
    fresh, shown = made(text, *trades[:400]), made(text, *trades[390:400])
    generation = shown.generation
    shown.adopt(fresh)
    assert shown.generation > generation
    for trade in trades[400:]:
        shown.add_trade(*trade)
    assert shown.bars() == whole.bars()
    assert_true_at_every_zoom(shown)


def test_bars_that_the_time_ends_are_not_made_of_trades() -> None:
    with pytest.raises(ValueError, match="the time ends bars of 5"):
        trade_series(Resolution.parse("5"))


def test_clearing_forgets_where_the_bricks_stood() -> None:
    series = made("5RK", (1, 100), (2, 117))
    series.clear()
    assert series.bars() == []
    series.add_trade(0, 31, 1)
    assert series.bars() == [Bar(0, 30, 31, 30, 31, 1)]
