"""The studies of a chart: which there are, kept up to date with the bars, and kept for next time.

A tick is taken in once a frame, of the last bar alone. A history is gone through in slices of some
milliseconds with a turn for everything else in between, so that no order waits for it.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, Final, Protocol

from traderterminal.domain.bars import Resolution
from traderterminal.domain.bars import Unit as Length
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.sessions import Hours
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.market.indicators.arithmetic import Floats
from traderterminal.market.indicators.study import PIECE, StudyBars
from traderterminal.market.periods import SessionPeriod
from traderterminal.market.pyramid import AHEAD
from traderterminal.market.series import Int64s, Series
from traderterminal.market.signed_volume import SignedVolume, SignedVolumes
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.study import (
    PLAIN,
    TOKENS,
    Choices,
    ShownStudy,
    Unit,
    UserIndicators,
    UserStudy,
    about_of,
    initial_choices,
    on_axis,
    on_tag,
    written,
)

#: So long a slice of a history may hold the loop.
SLICE_NS: Final = 4_000_000
#: How many bars a slice begins with, before it is known how long they take, and has at least.
FIRST_SLICE: Final = 512
LEAST: Final = 64
#: More studies than a chart has room for are no help to anybody.
MOST_STUDIES: Final = 40
#: Values that are remembered as they are written.
MOST_WRITTEN: Final = 256
#: What a chart shows before the trader has chosen anything.
USUAL: Final = (
    Choices(
        "vwap",
        token="s1",
        hidden_outputs=frozenset(("upper_1", "lower_1", "upper_2", "lower_2")),
    ),
    Choices("ema", {"length": 21}, token="s2"),
)
#: The first colour is that of the VWAP: others take it last.
_FIRST: Final = frozenset(("vwap", "anchored_vwap"))
_TURN: Final = (*TOKENS[1:], TOKENS[0])

_log = logging.getLogger(__name__)


class Charted(Protocol):
    """What studies need to know of the chart that they are on."""

    @property
    def changed(self) -> Observers[None]: ...
    @property
    def instrument(self) -> Instrument | None: ...
    @property
    def series(self) -> Series | None: ...
    @property
    def resolution(self) -> Resolution: ...
    @property
    def hours(self) -> Hours: ...
    @property
    def in_view(self) -> tuple[int, int]:
        """The bars that are looked at, from one to before another."""
        ...

    def local_time(self, at_ns: int) -> datetime:
        """A moment on the exchange's wall clock; of a symbol that is shown."""
        ...


class StudiesViewModel:
    """The studies of `chart`; `changed` tells of other studies, or of other values of older bars.

    `sessions` says of a symbol and instants when the regular session of each began, NaN outside.
    `kept` is what `keep` was handed last. Studies are those of all symbols, but for a symbol that
    has its own. `favourites` are shared with other charts.
    """

    def __init__(
        self,
        *,
        chart: Charted,
        trade_date: Callable[[str, int], date],
        sessions: Callable[[str, Int64s], Floats],
        volumes: SignedVolumes,
        user: UserIndicators,
        host: Clock,
        tasks: TaskScope,
        kept: Mapping[str, Any],
        keep: Callable[[Mapping[str, Any]], None],
        favourites: list[str] | None = None,
    ) -> None:
        self.chart: Final = chart
        self.user: Final = user
        self.changed: Observers[None] = Observers()
        self.rows: list[ShownStudy] = []
        self._trade_date = trade_date
        self._sessions = sessions
        self._volumes = volumes
        self._host = host
        self._tasks = tasks
        self._keep = keep
        self._for_all = _read(kept.get("all"), USUAL)
        own = kept.get("symbols")
        self._own = {
            str(root): _read(found, ())
            for root, found in (own.items() if isinstance(own, Mapping) else ())
        }
        own_favourites = [str(kind) for kind in kept.get("favourites", ())]
        self.favourites: Final = own_favourites if favourites is None else favourites
        self._series: Series | None = None
        self._root: str | None = None
        self._bars: StudyBars | None = None
        self._delta: SignedVolume | None = None
        self._delta_version = 0
        self._behind: dict[ShownStudy, int] = {}  # and how many bars its next slice has
        self._catching_up = False
        self._seen: tuple[object, ...] | None = None
        self._asking: set[UserStudy] = set()
        self._asked_version: dict[UserStudy, int] = {}
        self._dirty = False
        self._written: dict[tuple[float, Unit, str], str] = {}
        self._stops = (
            chart.changed.connect(lambda _: self._follow_chart()),
            user.changed.connect(lambda _: self._follow_user()),
        )
        self._follow_chart()

    def close(self) -> None:
        for stop in self._stops:
            stop()

    def leave(self) -> None:
        """Go for good: the chart is closed, and nothing of its studies goes on."""
        self._forget_users(self.rows)
        self.rows = []
        self.close()

    # What the trader does.

    def add(self, kind: str) -> ShownStudy | None:
        """Add a study at its defaults; None where there is no such kind, or no room for more."""
        about = about_of(kind) or self.user.kinds.get(kind)
        if about is None or len(self.rows) >= MOST_STUDIES:
            return None
        taken = [row.choices.token for row in self.rows]
        token = min(TOKENS if kind in _FIRST else _TURN, key=taken.count)
        row = self._make(initial_choices(about, kind, token, self._first_in_view_s()))
        self.rows.append(row)
        self._begin(row)
        self._chose()
        return row

    def remove(self, row: ShownStudy) -> None:
        self._forget_users([row])
        self.rows = [one for one in self.rows if one is not row]
        self._chose()

    def hide(self, row: ShownStudy, *, hidden: bool) -> None:
        self.change(row, replace(row.choices, hidden=hidden))

    def change(self, row: ShownStudy, choices: Choices) -> None:
        """Take other choices over; raises ValueError where its settings are not allowed."""
        if row.about is not None:
            choices = replace(choices, settings=row.about.checked(choices.settings))
        anew = choices.settings != row.choices.settings
        row.choices = choices
        if anew:
            self._forget_users([row])
            self._begin(row)
        self._chose()

    def move(self, row: ShownStudy, step: int) -> None:
        """Let a study lie further up in the legend, or further down."""
        at = self.rows.index(row)
        to = min(max(0, at + step), len(self.rows) - 1)
        self.rows.insert(to, self.rows.pop(at))
        self._chose()

    @property
    def only_here(self) -> bool:
        """Whether the symbol has studies of its own."""
        return self._root in self._own

    def choose_only_here(self, only_here: bool) -> None:
        """Keep the studies for this symbol alone, or have those of all symbols again."""
        if self._root is None or only_here == self.only_here:
            return
        if only_here:
            self._own[self._root] = [row.choices for row in self.rows]
        else:
            del self._own[self._root]
            self._restore()
        self._chose()

    def choose_favourite(self, kind: str, *, chosen: bool) -> None:
        """List a kind among the favourites, or no longer."""
        if kind in self.favourites:
            self.favourites.remove(kind)
        if chosen:
            self.favourites.append(kind)
        self._write()

    # What is shown.

    @property
    def progress(self) -> float:
        """How much of all histories is reckoned, 0 to 1."""
        return min((row.progress for row in self.rows), default=1.0)

    def legend(self, row: ShownStudy, index: int) -> list[tuple[str, str]]:
        """Return the words of a study at a bar, each with its colour token."""
        words = [(row.name, "t2")]
        if row.is_off:
            return [*words, (row.silence, "warn")]
        if row.choices.hidden:
            return [(row.name, "tdis"), (row.silence, "tdis")]
        if row.too_coarse:
            return [*words, (row.silence, "t3")]
        if row.awaits_a_frame and self._series is not None:
            index = min(index, self._series.count - 2)
        elif row.progress < 1.0:
            words.append((formats.percent(row.progress, 0), "t3"))
        if row.about is None:
            return words
        for number, (output, value) in enumerate(
            zip(row.outputs, row.values_at(index), strict=True)
        ):
            if row.is_told(output) and (value == value or number == 0):
                words.append((self.written(row, value), row.token_of(number)))
        if row.about.reads_delta and (since := self._delta_since()):
            words.append((since, "t3"))
        return words

    def _delta_since(self) -> str:
        """From when on it is known who crossed the spread, where bars of before are in view."""
        series, first_ns = self._series, None if self._delta is None else self._delta.first_ns
        if series is None or first_ns is None or not series.count:
            return ""
        seen_ns = int(series.start_ns[min(max(0, self.chart.in_view[0]), series.count - 1)])
        if first_ns < seen_ns + (self.chart.resolution.seconds or 0) * NANOSECONDS:
            return ""
        moment = formats.dated(self.chart.local_time(first_ns), "%e %b %H:%M")
        return translate("Studies", "from {moment}").format(moment=moment)

    def written(self, row: ShownStudy, value: float) -> str:
        """Write a value of a study."""
        instrument, about = self.chart.instrument, row.about
        if instrument is None or about is None:
            return formats.NOTHING
        # What the legend tells stands on the axis too.
        key = (value, about.unit, instrument.symbol)
        found = self._written.get(key)
        if found is None:
            if len(self._written) >= MOST_WRITTEN:
                self._written.clear()
            found = self._written[key] = written(value, about.unit, instrument)
        return found

    def tagged(self, row: ShownStudy, value: float) -> str:
        """Write a value of a study for its tag on the axis."""
        instrument, about = self.chart.instrument, row.about
        if instrument is None or about is None or about.unit is not Unit.VOLUME:
            return self.written(row, value)
        return on_tag(value, about.unit, instrument)

    def writes_axis_of(self, row: ShownStudy) -> Callable[[float], str] | None:
        """Return how the axis of a study's own pane writes; None where plain numbers do."""
        instrument, about = self.chart.instrument, row.about
        if instrument is None or about is None or about.unit in PLAIN:
            return None
        return partial(on_axis, unit=about.unit, instrument=instrument)

    # Following the bars.

    def flush(self) -> None:
        """Take in what came since the last frame."""
        self._follow_chart()
        self._follow_delta()
        series = self._series
        seen = (None if series is None else series.version, self.chart.in_view)
        if seen != self._seen:
            self._seen = seen
            self._take_in()
        if self._behind and not self._catching_up:
            self._catching_up = True
            self._tasks.spawn(self._catch_up(), name="history of indicators")
        if self._dirty:
            self._dirty = False
            self.changed.emit(None)

    def _take_in(self) -> None:
        """Let every study that is not behind take in the last bar."""
        for row in self.rows:
            if row not in self._behind and not row.advance(FIRST_SLICE):
                self._behind[row] = FIRST_SLICE
            if row.user_study is not None:
                self._ask(row, row.user_study)

    async def _catch_up(self) -> None:
        """Go through the histories, study by study, in slices that hold nobody up."""
        try:
            while self._behind:
                row, most = next(iter(self._behind.items()))
                began_ns = self._host.monotonic_ns()
                done = row not in self.rows or (row.advance(most) and row.work_ahead(AHEAD))
                spent_ns = self._host.monotonic_ns() - began_ns
                if done:
                    del self._behind[row]
                elif spent_ns > SLICE_NS:
                    self._behind[row] = max(LEAST, most // 2)
                elif spent_ns < SLICE_NS // 3:
                    self._behind[row] = min(PIECE, most * 2)
                self._dirty = True
                await give_way()
        finally:
            self._catching_up = False

    def _ask(self, row: ShownStudy, study: UserStudy) -> None:
        """Let the trader's own process take in what is new, once at a time."""
        series = self._series
        if series is None or study in self._asking:
            return
        if self._asked_version.get(study) != series.version:
            self._asked_version[study] = series.version
            self._asking.add(study)
            self._tasks.spawn(self._refresh(row, study), name=f"indicator {row.choices.kind}")

    async def _refresh(self, row: ShownStudy, study: UserStudy) -> None:
        try:
            await study.refresh()
        finally:
            self._asking.discard(study)
            self._seen = None  # what came meanwhile is to be asked for
        if study.failure is not None and row.user_study is study:
            row.failure = study.failure
        self._dirty = True

    def _follow_chart(self) -> None:
        """Turn to other bars, where the chart shows others now."""
        instrument, series = self.chart.instrument, self.chart.series
        if series is self._series:
            return
        self._series = series
        self._bars = self._delta = None
        if instrument is not None and series is not None:
            symbol, resolution = instrument.symbol, self.chart.resolution
            days = SessionPeriod(Length.DAY, partial(self._trade_date, symbol))
            # What holds whole days lies in no session, and what trades make begins at no second.
            is_within = resolution.seconds is not None or resolution.is_made_of_trades
            sessions = partial(self._sessions, symbol) if is_within else None
            if resolution.seconds is not None:
                self._delta = self._volumes.of(symbol, self.chart.hours)
            delta = None if self._delta is None else self._delta.of_bars
            self._bars = StudyBars(series, days, sessions, delta)
            if instrument.root != self._root:
                self._root = instrument.root
                self._restore()
        self._delta_version = 0 if self._delta is None else self._delta.version
        for row in self.rows:
            self._begin(row)
        self._dirty = True

    def _follow_delta(self) -> None:
        """Have older trades read where bars are looked at, and reckon anew what reads them."""
        instrument, hours = self.chart.instrument, self.chart.hours
        if self._delta is None or instrument is None:
            return
        if self._volumes.wants_older(instrument.symbol, hours):
            reading = self._volumes.read_older(instrument.symbol, hours)
            self._tasks.spawn(reading, name=f"older trades of {instrument.symbol}")
        if self._delta.version != self._delta_version:
            self._delta_version = self._delta.version
            for row in self.rows:
                if row.about is not None and row.about.reads_delta:
                    self._begin(row)

    def _follow_user(self) -> None:
        """Begin the trader's own studies anew: a file was changed, or failed."""
        of_user = [row for row in self.rows if about_of(row.choices.kind) is None]
        self._forget_users(of_user)
        for row in of_user:
            self._begin(row)
        self._dirty = True

    def _begin(self, row: ShownStudy) -> None:
        self._forget_users([row])
        self._behind.pop(row, None)
        self._seen = None  # there is something to take in, whatever the market did
        row.begin(self._bars, self.chart.resolution, lambda: self.chart.in_view, self.user)
        self._dirty = True

    def _forget_users(self, rows: Sequence[ShownStudy]) -> None:
        """Let the trader's own process forget studies."""
        for row in rows:
            study = row.user_study
            if study is not None:
                self._asked_version.pop(study, None)
                self._tasks.spawn(study.aclose(), name=f"forget {row.choices.kind}")

    # From one time to the next.

    def _restore(self) -> None:
        """Take over the studies that were chosen for the symbol, or for all of them."""
        kept = self._own.get(self._root or "", self._for_all)
        if [row.choices for row in self.rows] == list(kept):
            return
        self._forget_users(self.rows)
        self.rows = []
        for choices in kept:
            row = self._make(choices)
            self.rows.append(row)
            self._begin(row)

    def _make(self, choices: Choices) -> ShownStudy:
        about = about_of(choices.kind) or self.user.kinds.get(choices.kind)
        return ShownStudy(self._free_key(choices.kind), choices, about)

    def _free_key(self, kind: str) -> str:
        """Return the first of `rsi`, `rsi 2`, `rsi 3` … that is free: pane sizes are kept by it."""
        taken = {row.key for row in self.rows}
        numbered = (f"{kind} {number}" for number in range(2, MOST_STUDIES + 2))
        return next(key for key in (kind, *numbered) if key not in taken)

    def _chose(self) -> None:
        """Keep what the trader chose."""
        choices = [row.choices for row in self.rows]
        if self._root is not None and self._root in self._own:
            self._own[self._root] = choices
        else:
            self._for_all = choices
        self._dirty = True
        self._write()

    def _write(self) -> None:
        self._keep(
            {
                "favourites": self.favourites,
                "all": [one.kept() for one in self._for_all],
                "symbols": {root: [one.kept() for one in own] for root, own in self._own.items()},
            }
        )

    def _first_in_view_s(self) -> int:
        series, (first, _) = self._series, self.chart.in_view
        if series is None or not series.count:
            return 0
        return int(series.start_ns[min(max(0, first), series.count - 1)]) // NANOSECONDS


def _read(kept: object, usual: Sequence[Choices]) -> list[Choices]:
    """Read what was kept; a study that cannot be used is left out."""
    if not isinstance(kept, list):
        return list(usual)
    found = []
    for one in kept[:MOST_STUDIES]:
        try:
            found.append(Choices.read(one))
        except (KeyError, TypeError, ValueError) as error:
            _log.warning("a study was not taken over: %r", error)
    return found
