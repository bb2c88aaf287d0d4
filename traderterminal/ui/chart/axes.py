"""Round prices, round times, and labels that do not lie on each other."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from traderterminal.kit.clock import NANOSECONDS

MINUTE_NS: Final = 60 * NANOSECONDS
DAY_NS: Final = 1440 * MINUTE_NS
TIME_STEPS_MINUTES: Final = (1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440)
LONG_STEPS_DAYS: Final = (1, 2, 7, 14, 30, 60, 90, 180, 365)


def round_prices(low: float, high: float, tick: float, most: int) -> list[int]:
    """Return prices in ticks, at most `most` of them, at round steps of the decimal price."""
    if high <= low or most < 1:
        return []
    least = (high - low) / most
    step = _round_step(least, tick)
    first = math.ceil(low / step)
    return [number * step for number in range(first, math.floor(high / step) + 1)]


def _round_step(least: float, tick: float) -> int:
    """The smallest whole number of ticks from `least` on whose price is 1, 2, 2.5 or 5 times a
    power of ten, or a whole number of ticks where the tick allows no such price."""
    exponent = math.floor(math.log10(max(least, 1e-9) * tick))
    for power in range(exponent, exponent + 4):
        for factor in (1, 2, 2.5, 5):
            price = factor * 10.0**power
            ticks = price / tick
            if ticks >= max(1.0, least) - 1e-9 and abs(ticks - round(ticks)) < 1e-6:
                return round(ticks)
    whole = max(1, math.ceil(least))
    return 1 << (whole - 1).bit_length()


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A bar that begins a round span of time; `day` marks one that begins a new day."""

    index: int
    local_ns: int
    day: bool


def round_times(
    local_ns: npt.NDArray[np.int64], first: int, pitch: float, apart: float
) -> list[TimeMark]:
    """Return the bars to label, at least `apart` pixels from each other.

    `local_ns` holds the starts of the visible bars on the exchange's wall clock, the first of them
    with the index `first`.
    """
    if local_ns.size < 2:
        return []
    spacing = max(1, int(np.median(np.diff(local_ns))))
    wanted = spacing * apart / pitch
    steps = [m * MINUTE_NS for m in TIME_STEPS_MINUTES] + [d * DAY_NS for d in LONG_STEPS_DAYS]
    step = next((s for s in steps if s >= wanted), steps[-1])
    spans = local_ns // step
    begins = np.flatnonzero(spans[1:] != spans[:-1]) + 1
    days = local_ns // DAY_NS
    marks: list[TimeMark] = []
    for at in begins.tolist():
        day = bool(days[at] != days[at - 1])
        mark = TimeMark(first + at, int(local_ns[at]), day)
        if marks and (mark.index - marks[-1].index) * pitch < apart:
            if not day:
                continue
            marks.pop()  # the day matters more than the hour before it
        marks.append(mark)
    return marks


def place_labels(wanted: Sequence[float], height: float, fixed: float | None) -> list[float]:
    """Return where labels of one height go, each as near to its place as the others let it.

    Places are centres. The `fixed` one keeps its place; the others slide away from it and from each
    other and keep their order.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    above = [i for i in order if fixed is None or wanted[i] < fixed]
    below = [i for i in order if i not in set(above)]
    placed = [0.0] * len(wanted)
    limit = math.inf if fixed is None else fixed - height
    for i in reversed(above):
        placed[i] = min(wanted[i], limit)
        limit = placed[i] - height
    limit = -math.inf if fixed is None else fixed + height
    for i in below:
        placed[i] = max(wanted[i], limit)
        limit = placed[i] + height
    return placed
