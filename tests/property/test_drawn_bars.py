"""Whatever comes, in whatever order: what is drawn holds every extreme of the bars in view."""

from random import Random

import numpy as np
import pytest

from tests.support.drawn_bars import assert_true
from tests.support.figures import Cases
from tests.support.market import MINUTE
from tests.support.scale import scaled
from traderterminal.market.columns import BarColumns
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.time_bars import BarSeries

START = 10_000_000 * MINUTE


class _Market:
    """Does something random to a series, and remembers each price by its minute."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        self.series = BarSeries(ClockPeriod(MINUTE))
        self.minute = self.oldest = START // MINUTE
        self.price = 20_000
        self.made: dict[int, tuple[int, int]] = {}  # lowest and highest by minute

    def step(self) -> None:
        kinds = ("ticks", "late", "history", "ahead", "new")
        kind = self.draw.choices(kinds, (60, 15, 20, 20, 5))[0]
        getattr(self, f"_{kind}")()

    def _trade(self, minute: int, price: int) -> None:
        self.series.add_trade(minute * MINUTE + self.draw.randrange(MINUTE), price, 1)
        low, high = self.made.get(minute, (price, price))
        self.made[minute] = (min(low, price), max(high, price))

    def _ticks(self) -> None:
        for _ in range(self.draw.randrange(1, 40)):
            self.minute += self.draw.choice((0, 0, 1, 1, 3))
            self.price += self.draw.randrange(-9, 10)
            self._trade(self.minute, self.price)

    def _late(self) -> None:
        if self.series.count:
            minute = self.draw.randint(self.oldest, self.minute)
            self._trade(minute, self.price + self.draw.randrange(-900, 900))

    def _history(self) -> None:
        count = self.draw.choice((1, 2, 3, 100, 700))
        steps = np.array([self.draw.choice((1, 1, 2, 60)) for _ in range(count)])
        minutes = self.oldest - np.cumsum(steps)[::-1]
        low = np.array([self.draw.randrange(-30_000, 30_000) for _ in range(count)], np.int32)
        high = low + np.array([self.draw.randrange(50) for _ in range(count)], np.int32)
        lots = np.ones(count, np.int64)
        self.series.prepend(BarColumns(minutes * MINUTE, low, high, low, high, lots))
        self.oldest = int(minutes[0])
        ranges = zip(low.tolist(), high.tolist(), strict=True)
        self.made |= dict(zip(minutes.tolist(), ranges, strict=True))

    def _ahead(self) -> None:
        self.series.work_ahead(self.draw.choice((1, 10, 300)))

    def _new(self) -> None:
        if self.draw.random() < 0.1:
            self.series.clear()
            self.made.clear()
            self.oldest = self.minute = self.minute + 1


@pytest.mark.counted("views of a series that was changed at random")
def test_what_is_drawn_holds_every_extreme(cases: Cases) -> None:
    markets = [_Market(seed) for seed in range(8)]
    for number in cases.over(range(scaled(10_000))):
        market = markets[number % len(markets)]
        market.step()
        series, draw = market.series, market.draw
        minutes = series.start_ns // MINUTE
        assert len(minutes) == len(market.made)
        first = draw.uniform(-20, series.count + 5)
        last = first + draw.choice((3.0, 40.0, 900.0, 20_000.0)) * draw.random()
        drawn = series.view(first, last, 2.0 ** -draw.uniform(-2, 12))
        assert_true(drawn, series, first, last)
        begin, end = max(0, int(first)), min(series.count, int(np.ceil(last)))
        if begin < end:  # held against the trades, and not against what was made of them
            seen = [market.made[minute] for minute in minutes[begin:end].tolist()]
            assert drawn.prices[2].min() <= min(low for low, _ in seen)
            assert drawn.prices[1].max() >= max(high for _, high in seen)
