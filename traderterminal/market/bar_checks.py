"""Bars that cannot be true are left out, and counted by what is wrong with them.

`disordered`: stands after one that begins later, or before one that begins earlier, whichever is
the rarer. `repeated`: begins with another one, which stays.
`overlapping`: begins within another, or where bars are there already. `impossible`: its range does
not hold its open and close, its volume is negative or more than longer bars could add up, it begins
before 1970, or the columns of bars cannot hold its prices. One kind is counted and shown: of
`below_one` a price is zero or negative, as that of oil was in April 2020.
"""

from collections import Counter
from typing import Final

import numpy as np
import numpy.typing as npt

from traderterminal.market.columns import MOST_TICKS, BarColumns

Int64s = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

#: A year of minutes that each traded so much adds up in eight bytes.
MOST_LOTS: Final = 10**13


def believable(bars: BarColumns, flaws: Counter[str]) -> BarColumns:
    """Return the bars that can be true, and count the others."""
    top, bottom = np.maximum(bars.open, bars.close), np.minimum(bars.open, bars.close)
    possible = (bars.high >= top) & (bars.low <= bottom) & (bars.start_ns >= 0)
    possible &= (bars.volume >= 0) & (bars.volume <= MOST_LOTS)
    possible &= (bars.high <= MOST_TICKS) & (bars.low >= -MOST_TICKS)
    count_flaws("impossible", ~possible, flaws)
    if not possible.all():
        bars = bars.where(possible)
    ordered = in_order(bars.start_ns, flaws)
    return bars if ordered.all() else bars.where(ordered)


def in_order(starts_ns: Int64s, flaws: Counter[str]) -> Mask:
    """Say which bars each begin after the one before, and count the others.

    As few as may be are left out: either those that come too late or those that came too early.
    """
    chosen = np.ones(starts_ns.size, np.bool_)
    if (starts_ns[1:] > starts_ns[:-1]).all():
        return chosen
    before = np.maximum.accumulate(starts_ns)[:-1]
    after = np.minimum.accumulate(starts_ns[::-1])[::-1][1:]
    late, early = starts_ns[1:] <= before, starts_ns[:-1] >= after
    if np.count_nonzero(late) <= np.count_nonzero(early):
        wrong, repeated = late, late & (starts_ns[1:] == before)
        chosen[1:] = ~late
    else:
        wrong, repeated = early, early & (starts_ns[:-1] == after)
        chosen[:-1] = ~early
    count_flaws("repeated", repeated, flaws)
    count_flaws("disordered", wrong & ~repeated, flaws)
    return chosen


def count_flaws(kind: str, which: Mask, flaws: Counter[str]) -> None:
    """Count the bars that something is wrong with."""
    count = int(np.count_nonzero(which))
    if count:
        flaws[kind] += count
