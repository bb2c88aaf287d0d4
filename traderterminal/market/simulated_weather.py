"""How busy the simulated market is: by the hour, and in clusters that gather and pass."""

import math
from itertools import accumulate
from random import Random
from typing import Final

import numpy as np
import numpy.typing as npt

from traderterminal.kit.clock import NANOSECONDS

_DAY_S: Final = 86_400
_MEMORY: Final = 0.97  # of the volatility, from minute to minute
_SHOCK: Final = 0.12
_VARIANCE: Final = _SHOCK**2 / (1 - _MEMORY**2)
#: Farther than so the logarithm changes nothing.
_MOST: Final = 1.0

Floats = npt.NDArray[np.float64]


def day_rhythm(at_ns: int) -> float:
    """Return how busy the hour is, about 1 on average: the New York open and close stand out."""
    hour = at_ns / NANOSECONDS % _DAY_S / 3600
    opening = math.exp(-(((hour - 14.5) / 1.5) ** 2))
    closing = math.exp(-(((hour - 20.0) / 1.2) ** 2))
    europe = math.exp(-(((hour - 8.5) / 2.0) ** 2))
    return 0.7 + 1.3 * opening + 1.0 * closing + 0.5 * europe


class Weather:
    """Volatility that gathers in clusters: a mean-reverting walk of its logarithm."""

    def __init__(self, random: Random) -> None:
        self._log = random.gauss(0.0, math.sqrt(_VARIANCE))

    @property
    def factor(self) -> float:
        """What the volatility is multiplied by."""
        # Shifted so that the factor's square, which multiplies the variance, is 1 on average.
        return math.exp(max(-_MOST, min(_MOST, self._log)) - _VARIANCE)

    def pass_minute(self, random: Random) -> None:
        self._log = self._log * _MEMORY + random.gauss(0.0, _SHOCK)


def factors(random: np.random.Generator, minutes: int) -> Floats:
    """Return the factors of so many minutes one after the other, as `Weather` has them."""
    shocks = random.normal(0.0, _SHOCK, minutes)
    shocks[0] *= math.sqrt(_VARIANCE) / _SHOCK
    logs = accumulate(shocks.tolist(), lambda log, shock: log * _MEMORY + shock)
    clipped: Floats = np.clip(np.fromiter(logs, float, minutes), -_MOST, _MOST)
    return np.exp(clipped - _VARIANCE)
