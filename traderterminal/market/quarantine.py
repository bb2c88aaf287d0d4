"""Quarantine: what of a feed cannot be true, or is not believed until something else agrees.

Impossible of any market are a size that is not positive or beyond all that was ever traded, a bid
at or above the ask, a price that the columns of bars cannot hold, a time before 1970 or, of a
single row, a day ahead of the market's clock, and a price of zero or less where an instrument
cannot have one. Futures can: crude oil settled at −37.63 in April 2020.

A trade outside the spread is true most of the time: its quote comes late. One that lies far from
the quote and from the last trade alike, or a quote of which a side does, is either the first of a
gap or a mistake. It waits: the next row, if it is near, lets it through; any other drops it. A
second far trade near the first is believed, too, unless a trade at the old prices came in between;
so is a second quote.

Time does not run backwards: a row stamped before its predecessor came no earlier than that.
"""

import logging
from dataclasses import dataclass, field, replace
from typing import Final

from traderterminal.kit.clock import Clock
from traderterminal.market.columns import MOST_TICKS
from traderterminal.market.ticks import DepthTick, FeedTick, QuoteTick, Tick, TradeTick

#: A price is far when it is more than each of these away: ticks, spreads, one part of itself.
FAR_TICKS: Final = 20
FAR_SPREADS: Final = 10
FAR_PART: Final = 400
#: Where no quote stands, the last trade tells this long where the market is.
FRESH_NS: Final = 60_000_000_000

#: No market ever traded more lots at once; the volume of a bar holds nine million such trades.
MOST_LOTS: Final = 10**12
#: So much later than the row before its time is doubted, and so much ahead of the clock not true.
LEAP_NS: Final = 3_600_000_000_000
AHEAD_NS: Final = 24 * LEAP_NS
NOT_AHEAD_NS: Final = -LEAP_NS - 1

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Faults:
    """How many rows of a feed were `impossible`, far from all others (`lonely`), or `backwards` in
    time. The first two were kept back; the last were seen at the time of their predecessor."""

    impossible: int = 0
    lonely: int = 0
    backwards: int = 0

    @property
    def total(self) -> int:
        return self.impossible + self.lonely + self.backwards


@dataclass(slots=True)
class Quarantine:
    """Judges the rows of one symbol; `lowest` is the lowest price in ticks that can be true."""

    lowest: int
    faults: Faults = field(default_factory=Faults)
    _top: QuoteTick | None = None
    _last: TradeTick | None = None
    _held: Tick | None = None  # far, and the row after it has not come yet
    #: The latest far trade, since one that was not; and the latest far quote.
    _far: dict[type[Tick], Tick] = field(default_factory=dict)
    _latest_ns: int = 0
    _ahead_ns: int = NOT_AHEAD_NS  # of the row before, if it was kept back for its time

    def admit(self, tick: FeedTick, clock: Clock | None = None) -> tuple[FeedTick, ...]:
        """Return what is to be seen now: `tick`, with it one that waited for it, or nothing.

        `clock` is market time; None for a row of the past, whose time was checked before.
        """
        if _is_impossible(tick, self.lowest) or self._is_ahead(tick.at_ns, clock):
            self.faults.impossible += 1
            self._tell(tick, self.faults.impossible, "an impossible tick")
            return ()
        if tick.at_ns < self._latest_ns:
            self.faults.backwards += 1
            tick = replace(tick, at_ns=self._latest_ns)
        self._latest_ns = tick.at_ns
        if isinstance(tick, DepthTick):  # a level far away is nothing strange
            return (tick,)
        if self._held is None and not self._far and self._is_close(tick):
            self._believe(tick)
            return (tick,)
        return (*self._decided(tick), *self._judged(tick))

    def _is_ahead(self, at_ns: int, clock: Clock | None) -> bool:
        """Say whether a time would drag all that follow with it; no, if two in a row agree."""
        if clock is None or at_ns - self._latest_ns <= LEAP_NS:
            self._ahead_ns = NOT_AHEAD_NS
            return False
        if at_ns <= clock.now_ns() + AHEAD_NS:
            return False
        before, self._ahead_ns = self._ahead_ns, at_ns
        return not -LEAP_NS <= at_ns - before <= LEAP_NS

    def interrupt(self) -> None:
        """Compare with nothing of before a gap: the market may be anywhere by now."""
        self._top = self._last = self._held = None
        self._far.clear()

    def clear(self) -> None:
        """Forget what the market showed; what was counted stays."""
        self.interrupt()
        self._latest_ns = 0

    def _is_close(self, tick: Tick) -> bool:
        """Say at a glance what is true of nearly all rows: they lie next to the standing bid."""
        bid = None if self._top is None else self._top.bid
        if bid is None:
            return False
        if type(tick) is TradeTick:
            return -FAR_TICKS <= tick.price - bid <= FAR_TICKS
        assert isinstance(tick, QuoteTick)  # noqa: S101 - there is no other kind of row
        return (
            tick.bid is not None
            and tick.ask is not None
            and tick.bid - bid >= -FAR_TICKS
            and tick.ask - bid <= FAR_TICKS
        )

    def _decided(self, tick: Tick) -> tuple[Tick, ...]:
        """Return what waited for a row, if that agrees."""
        held, self._held = self._held, None
        if held is None:
            return ()
        if _agree(held, tick):
            self._believe(held)
            return (held,)
        self.faults.lonely += 1
        what = "trade" if type(held) is TradeTick else "quote"
        self._tell(held, self.faults.lonely, f"a {what} far from all others")
        return ()

    def _judged(self, tick: Tick) -> tuple[Tick, ...]:
        """Return a row that is believed; one that is not waits."""
        before = self._far.pop(type(tick), None)
        if any(self._is_far(price, tick.at_ns) for price in _prices(tick)):
            self._far[type(tick)] = tick
            if before is None or not _agree(before, tick):
                self._held = tick
                return ()
        self._believe(tick)
        return (tick,)

    def _believe(self, tick: Tick) -> None:
        if type(tick) is TradeTick:
            self._last = tick
        elif type(tick) is QuoteTick:
            self._top = tick

    def _is_far(self, price: int, at_ns: int) -> bool:
        """Say whether a price lies far from all of what is known; no, where nothing is."""
        last = self._last
        if last is not None and _is_near(price, last.price):
            return False
        if self._top is not None and _prices(self._top):
            return _is_outside(price, self._top)
        return last is not None and at_ns - last.at_ns < FRESH_NS

    def _tell(self, tick: FeedTick, count: int, what: str) -> None:
        if count == 1:
            _log.warning("the feed of %s sent %s, kept back: %s", tick.symbol, what, tick)


def _prices(tick: Tick) -> list[int]:
    """The price of a trade, or those that a quote shows."""
    if type(tick) is TradeTick:
        return [tick.price]
    assert isinstance(tick, QuoteTick)  # noqa: S101 - there is no other kind of row
    return [price for price in (tick.bid, tick.ask) if price is not None]


def _agree(held: Tick, tick: Tick) -> bool:
    """Say whether a row speaks for one that waits: nothing in either lies far from the other.

    A trade may lie as far from the quote after it as from any that stands.
    """
    theirs = _prices(tick)
    if type(held) is TradeTick and type(tick) is QuoteTick:
        return bool(theirs) and not _is_outside(held.price, tick)
    ours = _prices(held)
    if len(ours) == len(theirs):
        return all(map(_is_near, ours, theirs))
    return bool(theirs) and all(_is_near(a, b) for a in ours for b in theirs)


def _is_outside(price: int, quote: QuoteTick) -> bool:
    """Say whether a price lies far outside the spread of a quote that shows one side at least."""
    far, (low, *rest) = _far(price), _prices(quote)
    high = rest[0] if rest else low
    far = max(far, FAR_SPREADS * (high - low))
    return not low - far <= price <= high + far


def _far(price: int) -> int:
    return max(FAR_TICKS, abs(price) // FAR_PART)


def _is_near(price: int, other: int) -> bool:
    return abs(price - other) <= _far(price)


def _is_impossible(tick: FeedTick, lowest: int) -> bool:
    if tick.at_ns < 0:
        return True
    if isinstance(tick, TradeTick):
        return not (0 < tick.size <= MOST_LOTS and lowest <= tick.price <= MOST_TICKS)
    if isinstance(tick, DepthTick):
        return any(
            not 0 <= size <= MOST_LOTS or (size and not lowest <= price <= MOST_TICKS)
            for _, price, size in tick.changes
        )
    bid, ask = tick.bid, tick.ask
    if bid is not None and not (0 < tick.bid_size <= MOST_LOTS and lowest <= bid <= MOST_TICKS):
        return True
    if ask is None:
        return False
    if bid is not None and bid >= ask:
        return True
    return not (0 < tick.ask_size <= MOST_LOTS and lowest <= ask <= MOST_TICKS)
