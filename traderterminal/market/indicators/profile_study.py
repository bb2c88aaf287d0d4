"""Volume profiles kept in step with the bars of a chart: of a range of them, and of each period."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np

from traderterminal.market.indicators.arithmetic import NAN
from traderterminal.market.indicators.indicator import (
    About,
    Family,
    Mark,
    Moment,
    Output,
    Pane,
    Setting,
    Unit,
    Whole,
)
from traderterminal.market.indicators.periods import period, period_key
from traderterminal.market.indicators.profile import (
    PeriodProfile,
    PeriodProfiles,
    RunningProfile,
    row_height,
)
from traderterminal.market.indicators.study import PIECE, StudyBars

#: The bars from one index to before another.
Range: TypeAlias = tuple[int, int]

#: So many of the latest bars tell how far the price goes in a period.
_LATEST: Final = 20_000
#: A profile of more than so many times the rows that were asked for is begun anew with higher ones.
_TOO_MANY: Final = 2
_TICK: Final = 1.0
_NOWHERE: Final = (-1, 0, 0)

_OUTPUTS: Final = (
    Output("poc", "POC", Mark.DATA),
    Output("high", "VAH", Mark.DATA),
    Output("low", "VAL", Mark.DATA),
)
_ROWS: Final = Whole("rows", "Rows", 60, 10, 400)

VISIBLE: Final = About(
    "visible_profile",
    "Volume profile, bars in view",
    Family.PROFILES,
    _OUTPUTS,
    (_ROWS,),
    Pane.PRICE,
    Unit.PRICE,
    short="Profile",
)
FIXED: Final = About(
    "fixed_profile",
    "Volume profile, fixed range",
    Family.PROFILES,
    _OUTPUTS,
    (Moment("from_s", "From"), Moment("until_s", "Until"), _ROWS),
    Pane.PRICE,
    Unit.PRICE,
    short="Profile",
)
PERIODS: Final = About(
    "session_profile",
    "Volume profile, each session",
    Family.PROFILES,
    _OUTPUTS,
    (period(), _ROWS),
    Pane.PRICE,
    Unit.PRICE,
    short="Profiles",
)
#: By their names in settings, in the order of the menu.
PROFILES: Final[Mapping[str, About]] = {about.name: about for about in (VISIBLE, FIXED, PERIODS)}


class _ProfileStudy:
    """What both kinds are to who draws them.

    `refresh` brings it up to date, as that of a `Study`. `values` are point of control, highest and
    lowest price of the value area of the latest profile, in ticks.
    """

    outputs: Final = _OUTPUTS

    def __init__(self, bars: StudyBars, rows: int) -> None:
        self.profiles: Sequence[PeriodProfile] = ()
        self._bars = bars
        self._rows = rows
        self._is_too_fine = False  # the price went much further than the rows were made for

    @property
    def values(self) -> tuple[float, ...]:
        if not self.profiles:
            return NAN, NAN, NAN
        latest = self.profiles[-1].profile
        low, high = latest.value_area
        # A row reaches up to before the next one: its highest price lies a tick below that.
        return latest.point_of_control - _TICK / 2.0, high - _TICK, low

    def _show(self, profiles: Sequence[PeriodProfile]) -> None:
        self.profiles = profiles
        latest = len(profiles[-1].profile.volumes) if profiles else 0
        self._is_too_fine = latest > _TOO_MANY * self._rows


class RangeProfile(_ProfileStudy):
    """The profile of the bars that `wanted` names at each refresh: those in view, or of a time.

    Until a new range is gone through the former one stands.
    """

    def __init__(self, bars: StudyBars, rows: int, wanted: Callable[[], Range]) -> None:
        super().__init__(bars, rows)
        self._wanted = wanted
        self._range = _NOWHERE  # generation of the series, first bar and end of what is built
        self._running = RunningProfile(_TICK)
        self._done = 0  # up to here closed bars are in it
        self._version = -1

    @property
    def progress(self) -> float:
        """How much of the range is gone through, 0 to 1."""
        _, first, end = self._range
        return 1.0 if end <= first else min(1.0, (self._done + 1 - first) / (end - first))

    def refresh(self, most: int | None = None) -> bool:
        """Take in what is new, no more than `most` bars, and say whether that was all."""
        series = self._bars.series
        first, end = self._wanted()
        first, end = max(0, first), min(end, series.count)
        wanted = (series.generation, first, end)
        if wanted == self._range and self._version == series.version:
            return True
        if first >= end:
            self.profiles, self._range = (), _NOWHERE
            return True
        forms = end == series.count
        closed = end - forms
        if self._is_too_fine or wanted[:2] != self._range[:2] or self._done > closed:
            self._begin(first, end)
        self._range, self._version = wanted, -1  # until all of it is in
        until = closed if most is None else min(closed, self._done + most)
        while self._done < until:
            piece = min(until, self._done + PIECE)
            self._running.history(self._bars.part(self._done, piece))
            self._done = piece
        if self._done < closed:
            return False
        profile = self._running.so_far(self._bars.last() if forms else None)
        self._show((PeriodProfile(first, end - 1, profile),))
        self._version = series.version
        return True

    def _begin(self, first: int, end: int) -> None:
        series = self._bars.series
        low, high = int(series.low[first:end].min()), int(series.high[first:end].max())
        self._running = RunningProfile(row_height(low, high, _TICK, self._rows))
        self._done, self._is_too_fine = first, False


class PeriodProfilesStudy(_ProfileStudy):
    """The profile of each of the latest sessions, days, weeks or months."""

    def __init__(self, bars: StudyBars, rows: int, name: str) -> None:
        super().__init__(bars, rows)
        self._name = name
        self._built = PeriodProfiles(_TICK, name)
        self._done = 0
        self._generation = self._version = -1

    @property
    def progress(self) -> float:
        """How much of the history is gone through, 0 to 1."""
        count = self._bars.series.count
        return 1.0 if not count else min(1.0, (self._done + 1) / count)

    def refresh(self, most: int | None = None) -> bool:
        """Take in what is new, no more than `most` bars, and say whether that was all."""
        series = self._bars.series
        if series.version == self._version:
            return True
        if series.generation != self._generation or self._is_too_fine:
            self._begin()
        last = series.count - 1
        until = last if most is None else min(last, self._done + most)
        while self._done < until:
            piece = min(until, self._done + PIECE)
            self._built.history(self._bars.part(self._done, piece))
            self._done = piece
        if self._done < last:
            return False
        if last >= 0:
            self._built.update(self._bars.last())
        self._show(self._built.profiles)
        self._version = series.version
        return True

    def _begin(self) -> None:
        height = self._row_height()
        if self._is_too_fine:  # one day can be wilder than all others
            latest = self.profiles[-1].profile
            height = max(height, latest.height * math.ceil(len(latest.volumes) / self._rows))
        self._built = PeriodProfiles(height, self._name)
        self._generation, self._done = self._bars.series.generation, 0
        self._is_too_fine = False

    def _row_height(self) -> float:
        """Rows as high as a period of the usual range needs them; all have the same."""
        count = self._bars.series.count
        bars = self._bars.part(max(0, count - _LATEST), count)
        keys = period_key(bars, self._name)
        known = np.flatnonzero(~np.isnan(keys))
        if not len(known):
            return _TICK
        firsts = np.flatnonzero(np.diff(keys[known], prepend=NAN))
        highs = np.maximum.reduceat(bars.high[known], firsts)
        lows = np.minimum.reduceat(bars.low[known], firsts)
        return row_height(0.0, float(np.median(highs - lows)), _TICK, self._rows)


def make_profile(
    name: str,
    settings: Mapping[str, Setting],
    bars: StudyBars,
    in_view: Callable[[], Range],
) -> RangeProfile | PeriodProfilesStudy:
    """Return a new study of a profile; `in_view` says which bars are looked at.

    Raises KeyError for an unknown name and ValueError for unusable settings.
    """
    checked = PROFILES[name].checked(settings)
    rows = int(checked["rows"])
    if name == PERIODS.name:
        return PeriodProfilesStudy(bars, rows, str(checked["period"]))
    if name == VISIBLE.name:
        return RangeProfile(bars, rows, in_view)
    from_ns, until_ns = (int(checked[key]) * 1_000_000_000 for key in ("from_s", "until_s"))

    def between() -> Range:
        starts = bars.series.start_ns
        first = int(np.searchsorted(starts, from_ns))
        return first, int(np.searchsorted(starts, until_ns)) if until_ns else len(starts)

    return RangeProfile(bars, rows, between)
