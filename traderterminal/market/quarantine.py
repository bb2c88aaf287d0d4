"""Quarantine: what of a feed cannot be true, or is not believed until something else agrees.

Impossible of any market are a size that is not positive, a bid at or above the ask, and a price of
zero or less where an instrument cannot have one. Futures can: crude oil settled at −37.63 in April
2020.

A trade outside the spread is true most of the time: its quote comes late. One that lies far from
the quote and from the last trade alike is either the first of a gap or a mistake. It waits: the
next row, if it is a quote or trade near it, lets it through; any other drops it. A second far trade
near the first is believed, too, unless a trade at the old prices came in between.

Time does not run backwards: a row stamped before its predecessor came no earlier than that.
"""

import logging
from dataclasses import dataclass, field, replace
from typing import Final

from traderterminal.market.ticks import QuoteTick, Tick, TradeTick

#: A trade is far when it is more than each of these away: ticks, spreads, one part of its price.
FAR_TICKS: Final = 20
FAR_SPREADS: Final = 10
FAR_PART: Final = 400
#: Where no quote stands, the last trade tells this long where the market is.
FRESH_NS: Final = 60_000_000_000

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
    _held: TradeTick | None = None  # far, and the row after it has not come yet
    _far: TradeTick | None = None  # the latest far trade, since one that was not
    _latest_ns: int = 0

    def admit(self, tick: Tick) -> tuple[Tick, ...]:
        """Return what is to be seen now: `tick`, with it one that waited for it, or nothing."""
        if _is_impossible(tick, self.lowest):
            self.faults.impossible += 1
            self._tell(tick, self.faults.impossible, "an impossible tick")
            return ()
        if tick.at_ns < self._latest_ns:
            self.faults.backwards += 1
            tick = replace(tick, at_ns=self._latest_ns)
        self._latest_ns = tick.at_ns
        if type(tick) is TradeTick:
            return self._admit_trade(tick)
        assert isinstance(tick, QuoteTick)  # noqa: S101 - there is no other kind of row
        self._top = tick
        held, shown = self._held, (tick.bid, tick.ask) != (None, None)
        if held is None or not shown or self._is_far(held, tick):
            return self._without_held(tick)
        self._held, self._last = None, held
        return (held, tick)

    def clear(self) -> None:
        """Forget what the market showed; what was counted stays."""
        self._top = self._last = self._held = self._far = None
        self._latest_ns = 0

    def _admit_trade(self, trade: TradeTick) -> tuple[Tick, ...]:
        far, self._far = self._far, None
        if self._is_far(trade, self._top, self._last):
            self._far = trade
            if far is None or not _is_near(trade, far):
                self._without_held(trade)
                self._held = trade
                return ()
        self._last, held = trade, self._held
        if held is None or self._far is None:
            return self._without_held(trade)
        self._held = None
        return (held, trade)

    def _without_held(self, tick: Tick) -> tuple[Tick]:
        """Let a row pass that does not speak for the one before it."""
        if self._held is not None:
            self.faults.lonely += 1
            self._tell(self._held, self.faults.lonely, "a trade far from all others")
            self._held = None
        return (tick,)

    def _is_far(
        self, trade: TradeTick, top: QuoteTick | None, last: TradeTick | None = None
    ) -> bool:
        """Say whether a trade lies far from all of what is known; no, where nothing is."""
        price, far = trade.price, _far(trade)
        if last is not None and _is_near(trade, last):
            return False
        bid = ask = None
        if top is not None:
            bid, ask = top.bid, top.ask
        if bid is not None and ask is not None:
            far = max(far, FAR_SPREADS * (ask - bid))
            return not bid - far <= price <= ask + far
        if bid is not None or ask is not None:
            return all(abs(price - near) > far for near in (bid, ask) if near is not None)
        return last is not None and trade.at_ns - last.at_ns < FRESH_NS

    def _tell(self, tick: Tick, count: int, what: str) -> None:
        if count == 1:
            _log.warning("the feed of %s sent %s, kept back: %s", tick.symbol, what, tick)


def _far(trade: TradeTick) -> int:
    return max(FAR_TICKS, abs(trade.price) // FAR_PART)


def _is_near(trade: TradeTick, other: TradeTick) -> bool:
    return abs(trade.price - other.price) <= _far(trade)


def _is_impossible(tick: Tick, lowest: int) -> bool:
    if type(tick) is TradeTick:
        return tick.size <= 0 or tick.price < lowest
    assert isinstance(tick, QuoteTick)  # noqa: S101 - there is no other kind of row
    bid, ask = tick.bid, tick.ask
    if bid is not None and (tick.bid_size <= 0 or bid < lowest):
        return True
    if ask is None:
        return False
    return tick.ask_size <= 0 or ask < lowest or (bid is not None and bid >= ask)
