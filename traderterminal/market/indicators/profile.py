"""Volume by price: how much was traded where, the busiest price, and the value area around it.

A bar says how much was traded between its low and its high, not where: it is spread evenly over the
rows that it touches. J. Peter Steidlmayer's Market Profile (Chicago Board of Trade, 1985) has the
value area as the 70 % of volume around the busiest price.
"""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.indicators.columns import Bars, some_bars
from traderterminal.market.indicators.periods import period, period_key

Rows: TypeAlias = npt.NDArray[np.int64]

#: A profile is not made of more rows: a bar that would need more is left out, and counted.
MOST_ROWS: Final = 20_000
VALUE_SHARE: Final = 0.7
#: Prices are not whole multiples of a row's height to the last bit.
_HAIR: Final = 1e-6
#: Up to here a float counts rows one by one.
_EXACT: Final = 2.0**53


@dataclass(frozen=True)
class VolumeProfile:
    """Volumes by price: row i reaches from `first` + i × `height` up to before the next one.

    `left_out` counts the bars that were not taken in: without prices or volume, or so far from the
    others that there would be too many rows. All prices are NaN where nothing was traded.
    """

    first: float
    height: float
    volumes: Floats
    left_out: int = 0

    @property
    def total(self) -> float:
        return float(self.volumes.sum())

    @cached_property
    def busiest(self) -> int | None:
        """The row of most volume, of equal ones the one nearest to the middle, then the lower."""
        if not len(self.volumes) or self.volumes.max() <= 0.0:
            return None
        most = np.flatnonzero(self.volumes == self.volumes.max())
        middle = (len(self.volumes) - 1) / 2.0
        return int(most[np.argmin(np.abs(most - middle))])

    @property
    def point_of_control(self) -> float:
        """The price of the busiest row's middle."""
        row = self.busiest
        return NAN if row is None else self.first + (row + 0.5) * self.height

    @property
    def value_area(self) -> tuple[float, float]:
        """The lower and the upper edge of the value area."""
        if self._value_rows is None:
            return NAN, NAN
        lowest, highest = self._value_rows
        return self.first + lowest * self.height, self.first + (highest + 1) * self.height

    @cached_property
    def _value_rows(self) -> tuple[int, int] | None:
        """Widen from the busiest row by the two rows above or below that hold more, as CBOT did."""
        if self.busiest is None:
            return None
        volumes = self.volumes.tolist()
        lowest = highest = self.busiest
        inside, wanted = volumes[lowest], VALUE_SHARE * sum(volumes)
        while inside < wanted and (lowest > 0 or highest + 1 < len(volumes)):
            above = volumes[highest + 1 : highest + 3]
            below = volumes[max(0, lowest - 2) : lowest]
            if above and sum(above) >= sum(below):
                highest += len(above)
                inside += sum(above)
            else:
                lowest -= len(below)
                inside += sum(below)
        return lowest, highest


def row_height(low: float, high: float, tick: float, most: int) -> float:
    """Return the least number of whole ticks by which `most` rows cover a range of prices."""
    ticks = np.floor((high - low) / tick + _HAIR) + 1.0
    return float(tick * max(1.0, np.ceil(ticks / most)))


def profile(bars: Bars[Floats], height: float) -> VolumeProfile:
    """Return the profile of some bars, such as those in view, in rows of `height`.

    Raises ValueError for a height that is not positive.
    """
    running = RunningProfile(height)
    running.history(bars)
    return running.so_far()


class RunningProfile:
    """A profile that closed bars are added to, each in a time that goes by the rows it touches.

    Raises ValueError for a height that is not positive.
    """

    def __init__(self, height: float) -> None:
        if not 0.0 < height < np.inf:
            raise ValueError(f"the height of a row must be positive, was {height}")
        self._height = height
        self._first = 0  # number of the lowest row, counted from price zero
        self._volumes: Floats = np.zeros(0)
        self._left_out = 0

    def append(self, bar: Bars[float]) -> None:
        """Add a closed bar."""
        if not (bar.high >= bar.low and bar.volume >= 0.0):
            self._left_out += 1
        elif bar.volume > 0.0:
            self._add(self._row(bar.low), self._row(bar.high), bar.volume)

    def history(self, bars: Bars[Floats]) -> None:
        """Add many closed bars."""
        known = (bars.high >= bars.low) & (bars.volume >= 0.0)
        self._left_out += int(np.count_nonzero(~known))
        traded = known & (bars.volume > 0.0)
        if not traded.any():
            return
        volumes = bars.volume[traded]
        bottoms, tops = (
            np.floor(column[traded] / self._height + _HAIR) for column in (bars.low, bars.high)
        )
        if self._make_room(float(bottoms.min()), float(tops.max())):
            self._add_all(bottoms.astype(np.int64), tops.astype(np.int64), volumes)
        else:  # at least one is far from the others
            for row in zip(bottoms.tolist(), tops.tolist(), volumes.tolist(), strict=True):
                self._add(*row)

    def so_far(self, forming: Bars[float] | None = None) -> VolumeProfile:
        """Return the profile as it stands, with a bar that still forms laid over it."""
        if forming is None:
            first = self._first * self._height
            return VolumeProfile(first, self._height, self._volumes.copy(), self._left_out)
        whole = RunningProfile(self._height)
        whole._first, whole._left_out = self._first, self._left_out
        whole._volumes = self._volumes.copy()
        whole.append(forming)
        return whole.so_far()

    def _row(self, price: float) -> float:
        return float(np.floor(price / self._height + _HAIR))

    def _add(self, bottom: float, top: float, volume: float) -> None:
        if not self._make_room(bottom, top):
            self._left_out += 1
            return
        first, end = int(bottom) - self._first, int(top) - self._first + 1
        self._volumes[first:end] += volume / (end - first)

    def _add_all(self, bottoms: Rows, tops: Rows, volumes: Floats) -> None:
        """Add up where bars begin and end: each row holds what began and has not ended."""
        shares = volumes / (tops - bottoms + 1)
        count = len(self._volumes) + 1
        begun = np.bincount(bottoms - self._first, shares, count)
        ended = np.bincount(tops - self._first + 1, shares, count)
        # Where nothing is left, rounding leaves something all the same.
        under_way = np.bincount(bottoms - self._first, minlength=count)
        under_way -= np.bincount(tops - self._first + 1, minlength=count)
        held = np.where(np.cumsum(under_way) > 0, np.cumsum(begun - ended), 0.0)
        self._volumes += np.maximum(held[:-1], 0.0)

    def _make_room(self, bottom: float, top: float) -> bool:
        """Widen the rows to hold two more; say False, and change nothing, if they were too many."""
        if max(abs(bottom), abs(top)) >= _EXACT:
            return False
        count = len(self._volumes)
        if not count:
            self._first = int(bottom)
        lowest = min(self._first, bottom)
        highest = max(self._first + count - 1, top)
        if highest - lowest >= MOST_ROWS:
            return False
        below, above = self._first - int(lowest), int(highest) - (self._first + count - 1)
        if below or above:
            self._volumes = np.pad(self._volumes, (below, above))
            self._first -= below
        return True


@dataclass(frozen=True)
class PeriodProfile:
    """The profile of one period, and its first and last bar, counted from the first of all."""

    first_bar: int
    last_bar: int
    profile: VolumeProfile


@dataclass(slots=True)
class _Running:
    key: float
    first_bar: int
    last_bar: int
    profile: RunningProfile
    told: PeriodProfile | None = None  # as it stands, once that was asked for

    def change(self, last_bar: int) -> RunningProfile:
        """Return the profile to add to, up to a bar."""
        self.last_bar, self.told = last_bar, None
        return self.profile

    def closed(self) -> PeriodProfile:
        """Return the profile of all closed bars, the same object until another one closes."""
        if self.told is None:
            self.told = PeriodProfile(self.first_bar, self.last_bar, self.profile.so_far())
        return self.told


class PeriodProfiles:
    """A profile for each trading day, week, month or regular session, of the latest `most`.

    Bars that belong to none are passed over. Raises ValueError for another period and for a height
    that is not positive.
    """

    def __init__(self, height: float, name: str = "day", most: int = 50) -> None:
        self._period = period().check(name)
        self._new = partial(RunningProfile, height)
        self._new()
        self._most = most
        self._bars = 0
        self._running: list[_Running] = []
        self._forming: Bars[float] | None = None

    def update(self, bar: Bars[float]) -> None:
        """Take a bar as the last one for now, in place of the one told before."""
        self._forming = bar

    def append(self, bar: Bars[float]) -> None:
        """Close a bar."""
        self._forming = None
        key = period_key(bar, self._period)
        if key == key:
            self._of(key, self._bars).change(self._bars).append(bar)
        self._bars += 1

    def history(self, bars: Bars[Floats]) -> None:
        """Close many bars."""
        self._forming = None
        keys = period_key(bars, self._period)
        known = np.flatnonzero(~np.isnan(keys))
        cuts = np.flatnonzero(np.diff(keys[known])) + 1
        for rows in np.split(known, cuts)[-self._most :] if len(known) else []:
            running = self._of(float(keys[rows[0]]), self._bars + int(rows[0]))
            running.change(self._bars + int(rows[-1])).history(some_bars(bars, rows))
        self._bars += len(keys)

    @property
    def profiles(self) -> list[PeriodProfile]:
        """The latest profiles, oldest first; the last one holds the forming bar too."""
        found = [running.closed() for running in self._running]
        forming = self._forming
        if forming is not None:
            key, last = period_key(forming, self._period), self._bars
            if self._running and self._running[-1].key == key:
                running = self._running[-1]
                profile = running.profile.so_far(forming)
                found[-1] = PeriodProfile(running.first_bar, last, profile)
            elif key == key:
                found.append(PeriodProfile(last, last, self._new().so_far(forming)))
        return found[-self._most :]

    def _of(self, key: float, bar: int) -> _Running:
        """Return the profile that a bar goes into: the last one, or a new one."""
        if not self._running or self._running[-1].key != key:
            self._running.append(_Running(key, bar, bar, self._new()))
            del self._running[: -self._most]
        return self._running[-1]
