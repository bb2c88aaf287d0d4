"""Round prices, round times, and labels that do not lie on each other."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.chart_options import ScaleKind

MINUTE_NS: Final = 60 * NANOSECONDS
DAY_NS: Final = 1440 * MINUTE_NS
TIME_STEPS_MINUTES: Final = (1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440)
LONG_STEPS_DAYS: Final = (2, 7, 14)
STEPS_MONTHS: Final = (1, 3, 6, 12, 24, 60, 120)
#: 1970 began on a Thursday; weeks begin on Monday.
WEEK_SHIFT_NS: Final = 3 * DAY_NS
#: Before every bar, and not the same day, month or year as any of them.
LONG_AGO_NS: Final = -(2**62)
#: A logarithmic axis whose ends differ by more is labelled by powers of ten.
LOG_DECADES: Final = 8.0


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
    power of ten; a power of two where the tick allows no such price near, as with 64ths."""
    halves = 1 << (max(1, math.ceil(least)) - 1).bit_length()
    exponent = math.floor(math.log10(max(least, 1e-9) * tick))
    for power in range(exponent, exponent + 4):
        for factor in (1, 2, 2.5, 5):
            price = factor * 10.0**power
            ticks = price / tick
            if ticks >= max(1.0, least) - 1e-9 and abs(ticks - round(ticks)) < 1e-6:
                return round(ticks) if ticks <= 2 * halves else halves
    return halves


def round_values(scale: Scale, most: int, tick: float = 0.0) -> list[float]:
    """Return values at round steps of what a scale's axis shows, at most about `most` of them.

    With a `tick`, the price of one, plain values are whole ticks at round decimal prices.
    """
    low, high = scale.shown(scale.low), scale.shown(scale.high)
    if high <= low or most < 1:
        return []
    if scale.is_log and high / low > LOG_DECADES:
        unit = tick or 1.0  # it is the price that is to be round
        return [value / unit for value in _round_ratios(low * unit, high * unit, most)]
    if tick and scale.kind in (ScaleKind.LINEAR, ScaleKind.LOG):
        return [float(ticks) for ticks in round_prices(low, high, tick, most)]
    step = _nice((high - low) / most)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [scale.value_of(number * step) for number in range(first, last + 1)]


def _nice(least: float) -> float:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten from `least` on."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= least * 0.999)


def _round_ratios(low: float, high: float, most: int) -> list[float]:
    """1, 2 and 5 times the powers of ten within the range, or fewer where those are too many."""
    for factors in ((1, 2, 5), (1, 3), (1,)):
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        found = [f * 10.0**power for power in powers for f in factors]
        inside = [value for value in found if low <= value <= high]
        if len(inside) <= most:
            break
    return inside[:: math.ceil(len(inside) / most) or 1]


def decimals_of(values: Sequence[float]) -> int:
    """Return how many decimals tell round values apart."""
    steps = [abs(b - a) for a, b in pairwise(values) if b != a]
    least = min(steps, default=abs(values[0]) if values and values[0] else 1.0)
    return next((n for n in range(10) if abs(least - round(least, n)) < least * 1e-6), 10)


def shared_digits(texts: Sequence[str]) -> int:
    """Return how many leading characters all of several prices have in common."""
    if len(texts) < 2:
        return 0
    first, last = min(texts), max(texts)  # of all in order, these two differ the soonest
    return next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)


class Mark(StrEnum):
    """What a mark on the time axis begins."""

    TIME = "time"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@frozen
class TimeMark:
    """A bar that begins a round span of time."""

    index: int
    local_ns: int
    mark: Mark

    @property
    def text(self) -> str:
        """What the axis says: 09:30, 11 Jan, Jan or 2024."""
        if self.mark is Mark.TIME:  # as most are: a date takes ten times as long
            hours, minutes = divmod(self.local_ns % DAY_NS // MINUTE_NS, 60)
            return f"{hours:02d}:{minutes:02d}"
        moment = datetime.fromtimestamp(self.local_ns // NANOSECONDS, UTC)
        match self.mark:
            case Mark.DAY:
                return formats.day(moment)
            case Mark.MONTH:
                return formats.dated(moment, "%b")
            case Mark.YEAR:
                return f"{moment:%Y}"


def round_times(
    local_ns: npt.NDArray[np.int64],
    first: int,
    pitch: float,
    apart: float,
    before_ns: int | None = None,
) -> list[TimeMark]:
    """Return the bars to label, at least `apart` pixels from each other.

    `local_ns` holds the starts of the visible bars on the exchange's wall clock, the first of them
    with the index `first`, and `before_ns` that of the bar before them; where there is none, the
    first one begins whatever it lies in. A new day, month or year is told in place of the time.
    """
    if local_ns.size < 2:
        return []
    gaps = np.diff(local_ns)
    middle = gaps.size // 2
    spacing = max(1, int(np.partition(gaps, middle)[middle]))
    wanted = spacing * apart / pitch
    steps = [minutes * MINUTE_NS for minutes in TIME_STEPS_MINUTES]
    steps += [days * DAY_NS for days in LONG_STEPS_DAYS]
    times = np.append(np.int64(LONG_AGO_NS if before_ns is None else before_ns), local_ns)
    if wanted <= steps[-1]:
        units, day, marks = times + WEEK_SHIFT_NS, DAY_NS, (Mark.TIME, Mark.DAY)
    else:
        units = times.astype("datetime64[ns]").astype("datetime64[M]").astype(np.int64)
        wanted, steps, day = wanted / (30 * DAY_NS), list(STEPS_MONTHS), 12
        marks = (Mark.MONTH, Mark.YEAR)
    steps = [step for step in steps if step >= wanted] or steps[-1:]
    if marks[0] is Mark.TIME and steps[0] >= DAY_NS:
        marks = (Mark.DAY, Mark.DAY)
    spans = units // steps[0]
    begins = np.flatnonzero(spans[1:] != spans[:-1])
    if begins.size > 1 and (begins[1:] - begins[:-1]).min() * pitch < apart:
        before, at = units[begins], units[begins + 1]
        rounds = np.zeros(begins.size, np.int64)  # the longest of the steps that begins with it
        for number, step in enumerate(steps):
            rounds[before // step != at // step] = number
        if before_ns is None:
            rounds[0] = 0  # it opens the series, and is seldom round
        begins = begins[_apart(begins.tolist(), rounds.tolist(), apart / pitch)]
    turns = units[begins] // day != units[begins + 1] // day
    found = [
        TimeMark(first + index, int(local_ns[index]), marks[turn])
        for index, turn in zip(begins.tolist(), turns.tolist(), strict=True)
    ]
    # So few bars may begin nothing round; when they were is to be told all the same.
    return found or [TimeMark(first, int(local_ns[0]), marks[0])]


def _apart(places: Sequence[int], ranks: Sequence[int], least: float) -> list[int]:
    """Return which of rising places to keep, so that all are `least` or more apart: of two that are
    too near the one of the higher rank."""
    kept: list[int] = []
    for number in sorted(range(len(places)), key=lambda number: -ranks[number]):
        at = bisect_left(kept, number)
        beside = kept[max(0, at - 1) : at + 1]
        if all(abs(places[number] - places[other]) >= least for other in beside):
            kept.insert(at, number)
    return kept


def place_labels(
    wanted: Sequence[float],
    height: float,
    low: float,
    high: float,
    fixed: tuple[float, float] | None = None,
) -> list[float | None]:
    """Return where labels of one height go, each as near to its place as the others let it.

    Places are centres. Labels stay between `low` and `high`, keep their order and never overlap;
    those for which there is no room are None. The label at `fixed`, given as centre and height,
    keeps its place and the others slide away from it.
    """
    return list(_placed(tuple(wanted), height, low, high, fixed))


@lru_cache(maxsize=128)  # a price that comes again brings all of them back to where they were
def _placed(
    wanted: tuple[float, ...],
    height: float,
    low: float,
    high: float,
    fixed: tuple[float, float] | None,
) -> Sequence[float | None]:
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    if fixed is None:
        rooms = [(order, low, high)]
    else:
        centre, half = fixed[0], fixed[1] / 2
        above = [i for i in order if wanted[i] < centre]
        below = order[len(above) :]
        # What does not fit on its side goes to the other one.
        upper, lower = _capacity(low, centre - half, height), _capacity(centre + half, high, height)
        above, below = above[:upper], above[upper:] + below
        if len(below) > lower and len(above) < upper:
            moved = min(len(below) - lower, upper - len(above))
            above, below = above + below[:moved], below[moved:]
        rooms = [(above, low, centre - half), (below, centre + half, high)]
    placed: list[float | None] = [None] * len(wanted)
    for members, top, bottom in rooms:
        shown = members[: _capacity(top, bottom, height)]
        for i, place in zip(
            shown, _spread([wanted[i] for i in shown], height, top, bottom), strict=True
        ):
            placed[i] = place
    return placed


def _capacity(low: float, high: float, height: float) -> int:
    return max(0, math.floor((high - low) / height + 1e-9))


def _spread(wanted: Sequence[float], height: float, low: float, high: float) -> list[float]:
    """Places at least `height` apart that are nearest to the wanted ones, in rising order.

    Blocks of labels that touch stand at the mean of what their members want (pool adjacent
    violators), then as a whole inside the bounds.
    """
    blocks: list[tuple[float, int]] = []  # sum of what each wants of the block's first, how many
    for number, want in enumerate(wanted):
        total, count = want - number * height, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before, members = blocks.pop()
            total, count = total + before, count + members
        blocks.append((total, count))
    first, last = low + height / 2, high - height / 2 - (len(wanted) - 1) * height
    firsts = [min(max(total / count, first), last) for total, count in blocks for _ in range(count)]
    return [start + number * height for number, start in enumerate(firsts)]
