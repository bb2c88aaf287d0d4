import numpy as np
import pytest

from tests.support.drawn_bars import assert_true_at_every_zoom
from tests.support.market import MINUTE
from traderterminal.domain.bars import Bar
from traderterminal.market.heikin_ashi import HeikinAshi
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.series import Series
from traderterminal.market.time_bars import BarSeries

START = 1_000_000 * MINUTE


def bars(count: int, first: int = 0) -> list[Bar]:
    draw, close, found = np.random.default_rng(first + 777), 20_000, []
    for number in range(first, first + count):
        opened, close = close, close + int(draw.integers(-9, 10))
        high, low = max(opened, close) + 2, min(opened, close) - 3
        found.append(Bar(START + number * MINUTE, opened, high, low, close, number % 50))
    return found


def source(count: int) -> BarSeries:
    series = BarSeries(ClockPeriod(MINUTE))
    series.prepend(bars(count))
    return series


def by_the_book(series: Series) -> list[tuple[float, ...]]:
    """Bar after bar, as the method is published."""
    found: list[tuple[float, ...]] = []
    for bar in series.bars():
        close = (bar.open + bar.high + bar.low + bar.close) / 4
        opened = (found[-1][1] + found[-1][4]) / 2 if found else (bar.open + bar.close) / 2
        high, low = max(bar.high, opened, close), min(bar.low, opened, close)
        found.append((bar.start_ns, opened, high, low, close, bar.volume))
    return found


def check(made: HeikinAshi, series: Series) -> None:
    assert made.is_whole
    assert made.count == series.count
    rows = [column.astype(np.float64) for column in made.columns().each()]
    np.testing.assert_allclose(np.array(rows).T, np.array(by_the_book(series)), rtol=2e-7)
    last = made.last
    found = (last.open, last.high, last.low, last.close)
    assert found == pytest.approx(by_the_book(series)[-1][1:5], rel=2e-7)


@pytest.mark.parametrize("count", [1, 2, 63, 64, 65, 700])
def test_bars_are_those_of_the_method(count: int) -> None:
    series = source(count)
    made = HeikinAshi(series)
    assert made.refresh()
    check(made, series)
    assert made.close.dtype == np.float32
    assert_true_at_every_zoom(made)


def test_a_long_history_is_made_part_by_part_from_its_end() -> None:
    series = source(1_000)
    made, lengths = HeikinAshi(series), []
    while not made.refresh(most=300):
        lengths.append(made.count)
        assert made.start_ns.tolist() == series.start_ns[-made.count :].tolist()
    assert lengths == [300, 600, 900]
    check(made, series)


def test_ticks_new_bars_late_trades_and_history_are_followed() -> None:
    series = source(300)
    made = HeikinAshi(series)
    made.refresh()
    at_ns = series.last.start_ns
    for number, price in enumerate((20_050, 19_900, 20_000, 20_111)):
        generation = made.generation
        series.add_trade(at_ns + number // 2 * MINUTE, price, 3)
        assert made.refresh()
        assert made.generation == generation
        check(made, series)
    for _ in range(3):  # several at once, while nobody looked
        at_ns += 5 * MINUTE
        series.add_trade(at_ns, 20_010, 1)
    made.refresh()
    check(made, series)
    series.add_trade(START + 7 * MINUTE, 21_000, 1)
    made.refresh()
    check(made, series)
    series.prepend(bars(200, first=-200))
    while not made.refresh(most=100):
        pass
    check(made, series)
    series.clear()
    assert made.refresh()
    assert made.count == 0


def test_what_comes_while_the_history_is_made_is_followed() -> None:
    series = source(500)
    made = HeikinAshi(series)
    assert not made.refresh(most=100)
    series.add_trade(series.last.start_ns + MINUTE, 20_001, 1)
    while not made.refresh(most=100):
        series.add_trade(series.last.start_ns + MINUTE, 20_002, 1)
        made.refresh(most=100)
    check(made, series)


def test_nothing_new_changes_nothing() -> None:
    series = source(50)
    made = HeikinAshi(series)
    made.refresh()
    version = made.version
    assert made.refresh()
    assert made.version == version
