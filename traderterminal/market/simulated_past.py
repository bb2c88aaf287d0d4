"""Minutes of the simulated market from long before its start, made when they are asked for.

They are walked back from a price in blocks, each by random numbers of its own: the seed decides
every minute, whichever is asked for first.
"""

import math
from itertools import accumulate
from typing import Final

import numpy as np

from traderterminal.market.backfill import PAGE
from traderterminal.market.columns import MINUTE_NS, NO_BARS, BarColumns
from traderterminal.market.simulated_weather import day_rhythm, factors

_DAY: Final = 1440  # minutes
#: There is about a year, in blocks of a page: each is made once for a chart that goes back.
BLOCKS: Final = 26
_STEPS_PER_MINUTE: Final = 8
#: Prices come back half of the way to where they began in so many days: none falls to nothing.
_HALF_WAY_DAYS: Final = 40
_BACK: Final = 0.5 ** (1 / (_HALF_WAY_DAYS * _DAY))


class SimulatedPast:
    """The minutes before `end_ns`, the last of which closes at `close`, in ticks.

    `name` holds the seed. `daily_ticks` is the standard deviation of a day, `volume` what trades in
    an average minute, in lots.
    """

    def __init__(
        self, name: str, end_ns: int, close: int, *, daily_ticks: float, volume: float
    ) -> None:
        self._seed = list(name.encode())
        self._end_ns = end_ns
        self._home = close
        self._step = daily_ticks / math.sqrt(_DAY * _STEPS_PER_MINUTE)
        self._volume = volume
        self._ends = [0.0]  # how far from home each block ends, as far as blocks were made

    def page(self, before_ns: int, count: int) -> BarColumns:
        """Return the latest `count` minutes, or fewer, that start before an instant."""
        page, before_ns = NO_BARS, min(before_ns, self._end_ns)
        number = (self._end_ns - before_ns) // (PAGE * MINUTE_NS)
        while len(page) < count and number < BLOCKS:
            page = self._block(number).before(before_ns).followed_by(page)
            number += 1
        return page.part(max(0, len(page) - count), len(page))

    def _block(self, number: int) -> BarColumns:
        for newer in range(len(self._ends) - 1, number):
            self._made(newer)
        return self._made(number)

    def _made(self, number: int) -> BarColumns:
        """Walk back through a block, whose end is known, and turn it round."""
        random = np.random.default_rng([*self._seed, number])
        last_ns = self._end_ns - (number * PAGE + 1) * MINUTE_NS
        start_ns = last_ns - np.arange(PAGE, dtype=np.int64) * MINUTE_NS
        rhythm = np.array([day_rhythm(minute * MINUTE_NS) for minute in range(_DAY)])
        factor = factors(random, PAGE)
        activity = rhythm[start_ns // MINUTE_NS % _DAY] * factor
        steps = random.normal(size=(PAGE, _STEPS_PER_MINUTE))
        steps *= (self._step * np.sqrt(activity * factor))[:, None]
        within = np.cumsum(steps, axis=1)
        walked = accumulate(
            within[:, -1].tolist(),
            lambda away, step: away * _BACK + step,
            initial=self._ends[number],
        )
        edges = self._home + np.fromiter(walked, float, PAGE + 1)
        if len(self._ends) == number + 1:
            self._ends.append(float(edges[-1]) - self._home)
        opens, closes = np.rint(edges[1:]), np.rint(edges[:-1])
        inside = np.column_stack((opens, closes, np.rint(within[:, :-1] + edges[:-1, None])))
        lots = np.maximum(1, np.rint(self._volume * activity * random.uniform(0.6, 1.4, PAGE)))
        highs, lows = inside.max(axis=1), inside.min(axis=1)
        first, high, low, last = (
            price[::-1].astype(np.int32) for price in (opens, highs, lows, closes)
        )
        return BarColumns(
            start_ns[::-1].copy(), first, high, low, last, lots[::-1].astype(np.int64)
        )
