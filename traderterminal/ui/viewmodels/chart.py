"""The chart without its widget: bars, own orders, fills and position of one symbol."""

from bisect import bisect_left
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from traderterminal.desk.desk import Change, Desk
from traderterminal.domain.bars import Resolution, Unit
from traderterminal.domain.errors import TraderTerminalError, UnknownSymbol
from traderterminal.domain.execution import why_filled
from traderterminal.domain.fills import Fill
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.positions import Position
from traderterminal.domain.quotes import Quote
from traderterminal.domain.sessions import Hours
from traderterminal.journal.book import Journal
from traderterminal.kit.clock import NANOSECONDS, to_datetime, to_ns
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.market.bars import BarBook
from traderterminal.market.compared import ComparedLine as ComparedLine
from traderterminal.market.heikin_ashi import HeikinAshi
from traderterminal.market.hub import MarketHub
from traderterminal.market.line_pyramid import LinePyramid as LinePyramid
from traderterminal.market.line_pyramid import LineSlice as LineSlice
from traderterminal.market.pyramid import AHEAD, FEW_DUE
from traderterminal.market.pyramid import CLOSE as CLOSE
from traderterminal.market.pyramid import HIGH as HIGH
from traderterminal.market.pyramid import LOW as LOW
from traderterminal.market.pyramid import OPEN as OPEN
from traderterminal.market.pyramid import Slice as Slice
from traderterminal.market.series import Series
from traderterminal.market.signed_volume import NEVER_NS
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.chart_lines import OrderLine, OwnLines, PositionLine
from traderterminal.ui.viewmodels.chart_options import (
    ChartOptions,
    ChartTemplates,
    ChartType,
    ClockChoice,
    ScaleKind,
)
from traderterminal.ui.viewmodels.freshness import stale_words
from traderterminal.ui.viewmodels.missing_bars import MissingBars, nothing_stored
from traderterminal.ui.viewmodels.session_breaks import SessionBreaks

#: What the widget is handed: columns to read, never to write.
Bars = Series

#: The buttons above the chart.
RESOLUTIONS: Final = {
    "1m": Resolution(1, Unit.MINUTE),
    "5m": Resolution(5, Unit.MINUTE),
    "15m": Resolution(15, Unit.MINUTE),
    "1h": Resolution(60, Unit.MINUTE),
    "D": Resolution(1, Unit.DAY),
}

DAY_NS: Final = 86_400 * NANOSECONDS
#: Prices that are remembered as they are written.
MOST_WRITTEN: Final = 4096

#: What can be wrong with bars, by the names that count it.
FLAW_WORDS: Final = {
    "below_one": mark("Chart", "bars at or below zero"),
    "disordered": mark("Chart", "bars left out, out of order"),
    "impossible": mark("Chart", "bars left out, impossible"),
    "late": mark("Chart", "late trades"),
    "off_grid": mark("Chart", "bars left out, off the price grid"),
    "overlapping": mark("Chart", "bars left out, overlapping"),
    "repeated": mark("Chart", "bars left out, repeated"),
    "trades_off_grid": mark("Chart", "trades left out, off the price grid"),
}


@lru_cache(maxsize=64)  # asked many times a frame
def _resolution(name: str) -> Resolution | None:
    """Read a bar length as the buttons or as traders write it; None for anything else.

    A small m is of minutes, a large one of months.
    """
    number, unit = name[:-1], name[-1:]
    try:
        if number and unit in "hH":
            return Resolution.parse(str(int(number) * 60))
        return Resolution.parse(number if number and unit == "m" else name)
    except ValueError:
        return None


def _begins_later(one: Series, other: Series) -> bool:
    return not one.count or int(one.start_ns[0]) > int(other.start_ns[0])


class ChartViewModel:
    """Shows one symbol at one resolution; `changed` tells of anything to draw anew.

    `local` gives a moment on the exchange's wall clock, `trade_date` the trade date of one,
    `resolve` the instrument that a text names, for others to compare with, `last_stored` until when
    there is history of a symbol on the disk.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        hub: MarketHub,
        bars: BarBook,
        journal: Journal,
        tasks: TaskScope,
        local: Callable[[Instrument, int], datetime],
        trade_date: Callable[[str, int], date],
        account: str,
        resolve: Callable[[str], Instrument] | None = None,
        open_until: Callable[[Instrument, int], int | None] = lambda instrument, at_ns: NEVER_NS,
        last_stored: Callable[[str], Awaitable[int | None]] = nothing_stored,
    ) -> None:
        self._desk = desk
        self._resolve = resolve
        self._hub = hub
        self._bars = bars
        self._journal = journal
        self._tasks = tasks
        self._local = local
        self._trade_date = trade_date
        self._open_until = open_until
        self.account = account
        self.changed: Observers[None] = Observers()
        self.instrument: Instrument | None = None
        self.resolution_name = "1m"
        self._templates = ChartTemplates()
        self.options: ChartOptions = self._templates.of("")  # how the symbol is drawn
        self._series: Series | None = None  # once it was asked for
        self._known: OwnLines | None = None  # of the account and the symbol of before
        self._smoothed: HeikinAshi | None = None
        self._smoothed_of: object = None
        self._written: dict[int, str] = {}  # ticks, the price as it is written
        #: What it was for, the words, and when the bar ends.
        self._counted_down: tuple[object, str, int | None] = (None, "", None)
        self._others: dict[str, Instrument | None] = {}
        self._breaks: tuple[Series, SessionBreaks] | None = None  # those of which bars
        self._order_lines: list[OrderLine] | None = None
        self._seen: tuple[object, ...] = ()
        self._dirty = False
        self.in_view = (0, 0)  # the bars that are looked at, from one to before another
        self.only_ticked = False  # the last change was of the market alone
        self._wants_older = self._fetching = self._works_ahead = False
        self._asked: dict[str, object] = {}  # symbol, what its bars were when older ones were
        self.missing = MissingBars(hub.symbols, tasks, local, last_stored, self.ask_for_a_frame)
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        self._stop_listening()

    # How it is drawn.

    @property
    def has_own_options(self) -> bool:
        """Whether the symbol is drawn otherwise than the rest."""
        return self._templates.has_own(self._symbol)

    def choose(self, **changes: Any) -> None:
        """Draw the symbol otherwise: `changes` are fields of its options."""
        self._templates.keep(self._symbol, replace(self.options, **changes))
        self._redraw()

    def compare_with(self, text: str) -> str:
        """Draw another symbol beside this one; return what stands against it, or ""."""
        if self._resolve is None or self.instrument is None:
            return translate("Chart", "There is nothing to compare with")
        try:
            found = self._resolve(text)
        except UnknownSymbol:
            return translate("Chart", "No symbol {text}").format(text=text.strip())
        if found.symbol == self._symbol:
            return translate("Chart", "{symbol} is shown already").format(symbol=found.symbol)
        if found.symbol not in self.options.compare:
            # What is compared has nothing in common but how far it went.
            alike = self.options.scale in (ScaleKind.PERCENT, ScaleKind.INDEXED)
            scale = self.options.scale if alike else ScaleKind.PERCENT
            self.choose(compare=(*self.options.compare, found.symbol), scale=scale)
        return ""

    def leave_out(self, symbol: str) -> None:
        """Compare with a symbol no more."""
        self.choose(compare=tuple(one for one in self.options.compare if one != symbol))

    def series_of(self, symbol: str) -> Series | None:
        """Return the bars of a symbol to compare with; None where it is no symbol (any more)."""
        if self._other(symbol) is None:
            return None
        return self._bars.series(symbol, self.resolution, self.hours)

    def price_of(self, symbol: str, ticks: float) -> str:
        """Write a price of a symbol to compare with."""
        other = self._other(symbol)
        if other is None:
            return formats.NOTHING
        return formats.price(Decimal(round(ticks)) * other.tick_size, other)

    def _other(self, symbol: str) -> Instrument | None:
        if symbol not in self._others:
            try:
                found = None if self._resolve is None else self._resolve(symbol)
            except UnknownSymbol:
                found = None
            self._others[symbol] = found
        return self._others[symbol]

    def draw_all_alike(self) -> None:
        """Draw every symbol as this one."""
        self._templates.make_usual(self.options)
        self._redraw()

    def draw_as_usual(self) -> None:
        """Draw the symbol as those that have no options of their own."""
        self._templates.forget(self._symbol)
        self._redraw()

    def state(self) -> dict[str, Any]:
        """Return how each symbol is drawn and how long the bars are, as JSON takes it."""
        return {"resolution": self.resolution_name, "templates": self._templates.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` gave; what is unknown or wrong is as usual."""
        self._templates.restore(state.get("templates"))
        name = state.get("resolution")
        if isinstance(name, str) and _resolution(name) is not None:
            self.resolution_name = name
        self._redraw()

    @property
    def _symbol(self) -> str:
        return "" if self.instrument is None else self.instrument.symbol

    def ask_for_a_frame(self) -> None:
        """Have the next frame drawn whatever the market does: something is not yet all there."""
        self._dirty = True

    def _redraw(self) -> None:
        self.options, self._series = self._templates.of(self._symbol), None
        self._dirty = True
        self.flush()

    # What is shown.

    @property
    def series(self) -> Series | None:
        """The bars of the symbol as they are traded."""
        if self.instrument is None:
            return None
        if self._series is None:  # asked for many times a frame
            self._series = self._bars.series(self._symbol, self.resolution, self.hours)
        return self._series

    @property
    def resolution(self) -> Resolution:
        """How long a bar is."""
        return _resolution(self.resolution_name) or RESOLUTIONS["1m"]

    @property
    def hours(self) -> Hours:
        """Which part of a trading day the bars are of."""
        return Hours.REGULAR if self.options.regular else Hours.ALL

    @property
    def drawn(self) -> Series | None:
        """The bars as they are drawn; they may lack the first ones while they are being made."""
        self._smooth()
        return self._smoothed or self.series

    def _smooth(self) -> None:
        """Make on at the Heikin-Ashi bars, where those are drawn."""
        series = self.series
        if series is None or self.options.type is not ChartType.HEIKIN_ASHI:
            self._smoothed = self._smoothed_of = None
            return
        if self._smoothed is None or self._smoothed_of is not series:
            self._smoothed, self._smoothed_of = HeikinAshi(series), series
        if not self._smoothed.refresh():
            self._dirty = True

    def outside_hours(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the runs of bars, of those from `first` to before `last`, outside regular hours.

        There are none where bars are of regular hours alone, or are days.
        """
        series = self.series
        if series is None or self.instrument is None or self.has_days or self.options.regular:
            return []
        regular = self._bars.regular_hours(self.instrument.symbol)
        outside = regular.starts(series.start_ns[first:last]) < 0
        if outside.all():
            return []  # no hours of the symbol are more regular than others, or none is in view
        edges = np.flatnonzero(np.diff(outside, prepend=False, append=False)) + first
        return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))

    @property
    def last_ticks(self) -> int | None:
        """The price of the last trade, in ticks."""
        if self.instrument is None:
            return None
        last = self._hub.last_trade(self.instrument.symbol)
        if last is not None:
            return last.price
        series = self.series
        return int(series.close[-1]) if series is not None and series.count else None

    @property
    def quote(self) -> Quote | None:
        """The best bid and ask of the symbol."""
        return self._hub.quote(self.instrument.symbol) if self.instrument else None

    @property
    def stale(self) -> str:
        """How old the market is, in words, once that is too old; else empty."""
        if self.instrument is None:
            return ""
        return stale_words(self._hub.health(self.instrument.symbol))

    @property
    def flaws(self) -> str:
        """What of the bars was not as it ought to be, in words; empty where all was."""
        if self.instrument is None:
            return ""
        found = self._bars.flaws(self._symbol)
        words = (
            f"{count:,} {translate('Chart', FLAW_WORDS[name])}"
            for name, count in sorted(found.items())
        )
        return ", ".join(words) if found else ""

    @property
    def countdown(self) -> str:
        """How long the last bar goes on, in words; empty where none is forming."""
        instrument = self.instrument
        if instrument is None:
            return ""
        # Asked for several times a frame, and the same for a second.
        now_ns = self._hub.clock.now_ns()
        key = (now_ns // NANOSECONDS, self.resolution_name, self.hours)
        if key != self._counted_down[0]:
            until_ns, words = self._until_ns(instrument, now_ns), ""
            if until_ns is not None:
                words = formats.countdown(until_ns // NANOSECONDS - now_ns // NANOSECONDS)
            self._counted_down = key, words, until_ns
        return self._counted_down[1]

    @property
    def forming_until_ns(self) -> int | None:
        """When the last bar ends, as of the last frame; None where none is forming."""
        return self._counted_down[2]

    def coming_starts(self, count: int) -> npt.NDArray[np.int64]:
        """Return when the next `count` bars begin, as far as that is known, in order."""
        series = self.series
        if series is None or not series.count or self.resolution.is_made_of_trades:
            return np.empty(0, np.int64)
        coming = self._bars.coming(self._symbol, self.resolution, self.hours)
        return coming.starts(series.last.start_ns, self._hub.clock.now_ns(), count)

    def _until_ns(self, instrument: Instrument, now_ns: int) -> int | None:
        """When the last bar ends; None where the market is closed or bars do not go by time."""
        close_ns = self._open_until(instrument, now_ns)
        if close_ns is None:
            return None
        symbol, resolution = instrument.symbol, self.resolution
        regular = self._bars.regular_hours(symbol) if self.hours is Hours.REGULAR else None
        session = None if regular is None else regular.session(now_ns)
        if resolution.is_made_of_trades or (regular is not None and session is None):
            return None
        if self.has_days:
            end_ns = self._bars.coming(symbol, resolution, self.hours).end_of_days(now_ns)
            # Of the hours after the last regular session none are in the bar.
            return end_ns if regular is None else regular.between(now_ns, end_ns)[-1][1]
        if session is not None:
            close_ns = min(close_ns, session[1])
        period = self._bars.period(symbol, resolution, self.hours)
        return min(close_ns, period.span(now_ns).until_ns)

    @property
    def has_days(self) -> bool:
        """Whether a bar is a trade date, which has no time of day."""
        resolution = self.resolution
        return resolution.seconds is None and not resolution.is_made_of_trades

    def local_ns(self, starts_ns: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the starts of bars, in order of time, on the wall clock that was chosen.

        A trade date is one whatever the zone; its key is midnight UTC already.
        """
        if self.instrument is None or self.has_days or not starts_ns.size:
            return starts_ns
        first, last = self._offset(int(starts_ns[0])), self._offset(int(starts_ns[-1]))
        if first == last:
            return starts_ns + last
        # The clocks changed in between: once, where hours still tell on the axis.
        change = bisect_left(
            range(starts_ns.size), True, key=lambda i: self._offset(int(starts_ns[i])) != first
        )
        return starts_ns + np.where(np.arange(starts_ns.size) < change, first, last)

    def _offset(self, at_ns: int) -> int:
        match self.options.clock:
            case ClockChoice.UTC:
                return 0
            case ClockChoice.LOCAL:
                offset = to_datetime(at_ns).astimezone().utcoffset()
            case ClockChoice.EXCHANGE:
                offset = self.local_time(at_ns).utcoffset()
        return 0 if offset is None else int(offset.total_seconds()) * NANOSECONDS

    def bar_key(self, at_ns: int) -> int:
        """Return where a moment stands among the starts of bars: at its trade date, of days.

        Midnight UTC of a day that has a bar, or that is yet to come, is the start of one already.
        """
        if not self.has_days or (at_ns % DAY_NS == 0 and self._is_trade_date(at_ns)):
            return at_ns
        day = self._trade_date(self._symbol, at_ns)
        return to_ns(datetime(day.year, day.month, day.day, tzinfo=UTC))

    def _is_trade_date(self, midnight_ns: int) -> bool:
        starts = () if self.series is None else self.series.start_ns
        at = bisect_left(starts, midnight_ns)
        return at == len(starts) or int(starts[at]) == midnight_ns

    def find_bar(self, text: str) -> int | None:
        """Return the bar at a date, `2024-01-11`, or at a moment, `2024-01-11 09:30`.

        It is the first one from then on, of those there are; None where the text is neither.
        """
        series = self.series
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            return None
        if series is None or not series.count or moment.tzinfo is not None:
            return None
        wanted = to_ns(moment.replace(tzinfo=UTC))
        starts = series.start_ns
        found = bisect_left(
            range(series.count), wanted, key=lambda i: int(self.local_ns(starts[i : i + 1])[0])
        )
        return min(found, series.count - 1)

    def session_breaks(self, first: int, last: int, most: int) -> list[int]:
        """Return the bars from `first` to before `last` that begin a trade date.

        There are none where they are more than `most`: they cannot be told apart then.
        """
        series = self.series
        if series is None or self.has_days:
            return []
        if self._breaks is None or self._breaks[0] is not series:
            self._breaks = series, SessionBreaks(partial(self._trade_date, self._symbol))
        _, breaks = self._breaks
        return breaks.between(series.start_ns, series.generation, first, last, most)

    def price(self, ticks: float) -> str:
        """Write a price on the axis."""
        if self.instrument is None:
            return ""
        whole = round(ticks)
        found = self._written.get(whole)
        if found is None:  # a frame writes the same few prices as the one before
            if len(self._written) >= MOST_WRITTEN:
                self._written.clear()
            price = Decimal(whole) * self.instrument.tick_size
            found = self._written[whole] = formats.price(price, self.instrument)
        return found

    @property
    def position(self) -> Position | None:
        return None if self._own is None else self._own.position

    @property
    def position_line(self) -> PositionLine | None:
        """The position, where there is one."""
        return None if self._own is None else self._own.position_line(self.last_ticks)

    @property
    def order_lines(self) -> Sequence[OrderLine]:
        """The account's working orders in the symbol that have a price."""
        if self._order_lines is None:
            self._order_lines = [] if self._own is None else self._own.order_lines()
        return self._order_lines

    def line_at(self, order_id: str, ticks: int) -> OrderLine | None:
        """Return the line of a working order as it would be at another price, with its result."""
        return None if self._own is None else self._own.line_at(order_id, ticks)

    @property
    def _own(self) -> OwnLines | None:
        instrument, account, known = self.instrument, self.account, self._known
        if instrument is None:
            return None
        if known is None or known.instrument is not instrument or known.account != account:
            known = self._known = OwnLines(self._desk, account, instrument)
        return known

    @property
    def spoken(self) -> str:
        """Last price and position in words, for who cannot see them."""
        last, line = self.last_ticks, self.position_line
        words = (
            translate("Chart", "no price yet")
            if last is None
            else translate("Chart", "last {last}").format(last=self.price(last))
        )
        if self.stale:
            words += f", {self.stale}"
        if self.flaws:
            words += f", {self.flaws}"
        if line is not None:
            sign = translate("Chart", "even,")
            if line.result:
                sign = (
                    translate("Chart", "plus") if line.result > 0 else translate("Chart", "minus")
                )
            result = formats.amount(f"{sign} {abs(line.result):,.2f}")
            words += translate("Chart", ", {words} from {ticks}, {result}").format(
                words=line.words[0].lower(), ticks=self.price(line.ticks), result=result
            )
        return words

    @property
    def has_fills(self) -> bool:
        """Whether the account ever traded the symbol."""
        return bool(self._journal.fills(self.account, self._symbol))

    def fills(self, from_ns: int, until_ns: int) -> Sequence[Fill]:
        """The account's fills in the symbol from one moment to before another, oldest first."""
        if self.instrument is None:
            return ()
        found = self._journal.fills(self.account, self.instrument.symbol)
        first = bisect_left(found, from_ns, key=lambda fill: fill.at_ns)
        last = bisect_left(found, until_ns, key=lambda fill: fill.at_ns)
        return found[first:last]

    def is_at_no_bar(self, fill: Fill) -> bool:
        """Whether a fill lies outside the hours that the bars are of."""
        if self.hours is Hours.ALL:
            return False
        return self._bars.regular_hours(fill.symbol).session(fill.at_ns) is None

    def why_filled(self, fill: Fill) -> tuple[Message, ...]:
        """The sentences that tell why a fill of the symbol was made."""
        return () if self.instrument is None else why_filled(fill, self.instrument)

    def local_time(self, at_ns: int) -> datetime:
        """A moment on the exchange's wall clock; of a symbol that is shown."""
        assert self.instrument is not None  # noqa: S101 - nothing is timed without one
        return self._local(self.instrument, at_ns)

    # What the trader does.

    def show(self, instrument: Instrument) -> None:
        """Turn to another symbol."""
        self.instrument = instrument
        self.missing.look(instrument.symbol)
        self._start_anew()

    def choose_length(self, text: str) -> str:
        """Show bars of another length or making; return what stands against it, or ""."""
        name = text.strip()
        if _resolution(name) is None:
            return translate(
                "Chart", "{name} is no bar length such as 3, 30S, 4h, 2D, 500T, 1000V, 8R or 8RK"
            ).format(name=name)
        self.choose_resolution(name)
        return ""

    def choose_resolution(self, name: str) -> None:
        self.resolution_name = name
        self._start_anew()

    def choose_account(self, account: str) -> None:
        self.account = account
        self._dirty = True

    def _start_anew(self) -> None:
        self._written.clear()
        self._counted_down = (None, "", None)
        self._redraw()

    def look_at(self, first: int, count: int) -> None:
        """Tell that `count` bars from index `first` on are in view: older ones are fetched in time.

        An index below 0 lies before what there is.
        """
        self._wants_older = first < count
        self.in_view = (first, first + count)

    def _fetch_in_time(self, series: Series, symbol: str) -> None:
        """Fetch older bars once the view comes near the first one, and to compare with all."""
        wanted = {symbol: series} if self._wants_older else {}
        for other in self.options.compare:
            found = self.series_of(other)
            if found is not None and series.count and _begins_later(found, series):
                wanted[other] = found
        for one, bars in wanted.items():
            asked = (self.resolution_name, self.hours, bars.generation)
            if not self._fetching and asked != self._asked.get(one):
                self._asked[one], self._fetching = asked, True  # not again if nothing was older
                self._tasks.spawn(self._fetch_older(one), name=f"older bars of {one}")

    async def _fetch_older(self, symbol: str) -> None:
        try:
            await self._bars.fetch_older(symbol, self.resolution, self.hours)
        finally:
            self._fetching = False

    @property
    def is_fetching(self) -> bool:
        """Whether older bars are on their way."""
        return self._fetching

    @property
    def is_ready(self) -> bool:
        """Whether the bars are ready to be looked at from far away."""
        drawn = self._smoothed or self.series
        return drawn is None or drawn.due <= FEW_DUE

    async def _work_ahead(self) -> None:
        """Make the bars ready for every zoom bit by bit, before somebody looks at all of them."""
        try:
            while not self.is_ready:
                drawn = self._smoothed or self.series
                assert drawn is not None  # noqa: S101 - what there is not, is ready
                drawn.work_ahead(AHEAD)
                await give_way()
        finally:
            self._works_ahead = False

    def cancel(self, order_id: str) -> None:
        """Cancel a working order."""
        self._tasks.spawn(self._cancel(order_id), name=f"cancel {order_id}")

    async def _cancel(self, order_id: str) -> None:
        try:
            await self._desk.cancel(order_id)
        except TraderTerminalError:
            self._dirty = True  # the line stays, which says that the order does

    def flush(self) -> None:
        """Tell of what changed since the last frame."""
        if self.instrument is None:
            return
        series = self.series
        if series is not None:
            self._fetch_in_time(series, self.instrument.symbol)
        dirty, self._dirty = self._dirty, False
        self._smooth()  # leaves something to do for the next frame where that takes long
        if not self.is_ready and not self._works_ahead:
            self._works_ahead = True
            self._tasks.spawn(self._work_ahead(), name=f"zooms of {self.instrument.symbol}")
        seen = (
            self._hub.version(self.instrument.symbol),
            None if series is None else series.version,
            self.countdown,
            self.stale,
            *(self._hub.version(symbol) for symbol in self.options.compare),
        )
        if dirty or seen != self._seen:
            if dirty:
                self._order_lines = None
            self.only_ticked = not dirty
            self._seen = seen
            self.changed.emit(None)

    def _hear(self, change: Change) -> None:
        self._dirty = True
