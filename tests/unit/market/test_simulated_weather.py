from random import Random

import numpy as np
import pytest

from tests.support.market import MINUTE
from traderterminal.market.simulated_weather import Weather, day_rhythm, factors


def test_the_day_is_busiest_when_new_york_opens() -> None:
    hours = [day_rhythm(hour * 60 * MINUTE) for hour in range(24)]
    assert hours.index(max(hours)) in (14, 15)
    assert min(hours) > 0.4
    assert sum(hours) / 24 == pytest.approx(1.0, abs=0.1)


def test_the_mean_square_of_the_volatility_is_one_minute_by_minute_or_all_at_once() -> None:
    random, factor = Random(1), list[float]()
    weather = Weather(random)
    for _ in range(100_000):
        factor.append(weather.factor)
        weather.pass_minute(random)
    at_once = factors(np.random.default_rng(1), 100_000)
    for found in (np.array(factor), at_once):
        assert np.mean(found**2) == pytest.approx(1, abs=0.15)
        assert np.corrcoef(found[:-1], found[1:])[0, 1] > 0.95
