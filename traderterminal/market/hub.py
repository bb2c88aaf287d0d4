"""The hub: where every tick passes, in order, on its way to the book, the bars and the matching.

A feed tells one happening on the exchange in several rows: the prints of a sweep, then the quote
that is left. Listeners hear every trade and quote as it comes; matching, which may decide only on
the whole, hears whole events with the levels behind the quote, and only those that happen now, not
those of a recording that is shown again.

What cannot be true of any market, and trades that nothing agrees with, stop here (`quarantine`) and
reach nobody.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from traderterminal.domain.instruments import Instrument
from traderterminal.domain.quotes import Quote
from traderterminal.kit.clock import Clock, within
from traderterminal.kit.observe import Observers
from traderterminal.market.levels import Levels
from traderterminal.market.ports import FeedHealth, FeedState, MarketSource, OnDemand, Releasing
from traderterminal.market.quarantine import Faults, Quarantine
from traderterminal.market.ticks import (
    DepthTick,
    FeedTick,
    GapMark,
    QuoteTick,
    Tick,
    TradeTick,
)

OnTick = Callable[[Tick], None]
OnEvent = Callable[[Sequence[FeedTick]], None]

_log = logging.getLogger(__name__)

_NO_FLOOR: Final = -(2**31)
_NO_SOURCE: Final = FeedHealth(FeedState.DOWN, silent_s=0.0, limit_s=None)


@dataclass(slots=True)
class _Market:
    """What is known of one symbol."""

    instrument: Instrument
    quarantine: Quarantine
    listeners: tuple[OnTick, ...]
    top: QuoteTick | None = None
    last: TradeTick | None = None
    levels: Levels = field(default_factory=Levels)
    version: int = 0
    quote: Quote | None = None
    quote_version: int = 0
    rows: list[FeedTick] = field(default_factory=list)  # of the event that is not complete yet


class MarketHub:
    """The latest of every symbol, and who wants to hear of it.

    `instrument` resolves a canonical symbol. `clock` is market time: the source's, or the given
    one as long as there is none.
    """

    def __init__(self, instrument: Callable[[str], Instrument], clock: Clock) -> None:
        self.clock = clock
        self.cleared: Observers[None] = Observers()
        self.interrupted: Observers[GapMark] = Observers()
        self._instrument = instrument
        self._source: MarketSource | None = None
        self._markets: dict[str, _Market] = {}
        self._everything: tuple[OnTick, ...] = ()
        self._own: dict[str, tuple[OnTick, ...]] = {}
        self._on_event: tuple[OnEvent, ...] = ()
        self._wanted: set[str] = set()
        self._watched: dict[str, int] = {}

    def follow(self, source: MarketSource) -> None:
        """Take freshness and market time from `source` from now on."""
        self._source = source
        self.clock = source.clock
        self._wanted.clear()
        for symbol in self._watched:
            self._ask_for(symbol)

    def want(self, symbol: str) -> None:
        """Let the source deliver a symbol, where it has to be asked; who asks for a quote or
        listens wants it, too."""
        if symbol not in self._wanted:
            self._wanted.add(symbol)
            self._ask_for(symbol)

    def watch(self, symbol: str) -> Callable[[], None]:
        """Let the source deliver a symbol for as long as it is looked at; return the call that ends
        it. What somebody wants besides goes on; who only looks asks for what is `known`."""
        self._watched[symbol] = self._watched.get(symbol, 0) + 1
        if symbol not in self._wanted:
            self._ask_for(symbol)

        def stop() -> None:
            self._watched[symbol] -= 1
            if not self._watched[symbol]:
                del self._watched[symbol]
                if symbol not in self._wanted and isinstance(self._source, Releasing):
                    self._source.release(symbol)

        return stop

    def _ask_for(self, symbol: str) -> None:
        if isinstance(self._source, OnDemand):
            self._source.want(symbol)

    def publish(self, tick: FeedTick, *, ends_event: bool = True) -> None:
        """Take in one row and tell who listens; further rows of its event follow if it ends none.

        Rows of one symbol must come in order of time.
        """
        market = self._markets.get(tick.symbol) or self._enter(tick.symbol)
        for row in market.quarantine.admit(tick, self.clock):
            self._see(market, row)
            market.rows.append(row)
        if ends_event:
            self.end_event(tick.symbol)

    def publish_event(self, ticks: Sequence[FeedTick]) -> None:
        """Take in all rows of one event, which are of one symbol and one instant."""
        for number, tick in enumerate(ticks, start=1):
            self.publish(tick, ends_event=number == len(ticks))

    def end_event(self, symbol: str) -> None:
        """Take what was heard of the event on its way for the whole of it."""
        market = self._markets.get(symbol)
        if market is None or not market.rows:
            return
        rows, market.rows = market.rows, []
        for listener in self._on_event:
            try:
                listener(rows)
            except Exception:  # noqa: BLE001 - the other listeners still hear of it
                _log.exception("a listener failed on an event of %s", symbol)

    def publish_gap(self, gap: GapMark) -> None:
        """Let it be known that until its next tick nothing is heard of a symbol's feed."""
        market = self._markets.get(gap.symbol) or self._enter(gap.symbol)
        market.version += 1  # what is shown of it looks different from now on
        self.end_event(gap.symbol)
        market.levels = Levels()
        market.quarantine.interrupt()
        self.interrupted.emit(gap)

    def show(self, tick: FeedTick) -> None:
        """Take in a row of the past: everybody sees it, nothing trades on it."""
        market = self._markets.get(tick.symbol) or self._enter(tick.symbol)
        for row in market.quarantine.admit(tick):
            self._see(market, row)

    def repeat(self, symbol: str) -> None:
        """Let matching hear of quote and levels that stand, which were only shown so far."""
        market = self._markets.get(symbol)
        if market is not None and market.top is not None:
            levels = self.levels(symbol)
            market.rows += [market.top] if levels is None else [market.top, levels]
            self.end_event(symbol)

    def _see(self, market: _Market, tick: FeedTick) -> None:
        if isinstance(tick, DepthTick):
            market.levels.take(tick)
            return
        if type(tick) is QuoteTick:
            market.top = tick
        elif type(tick) is TradeTick:
            market.last = tick
        market.version += 1
        for listener in market.listeners:
            try:
                listener(tick)
            except Exception:  # noqa: BLE001 - a broken pane must not keep ticks from the bars
                _log.exception("a listener failed on a tick of %s", tick.symbol)

    def listen(
        self, symbol: str | None, callback: OnTick, *, asks: bool = True
    ) -> Callable[[], None]:
        """Call `callback` with every tick of `symbol` (None: of all); return the call that ends it.

        Ticks arrive at once, in order and without loss. Who listens to everything hears a tick
        before those who listen to its symbol alone, and who does not ask for the symbol hears of it
        as long as others do.
        """
        if symbol is None:
            self._everything = (*self._everything, callback)
        else:
            self._own[symbol] = (*self._own.get(symbol, ()), callback)
            if asks:
                self.want(symbol)
        self._regroup()

        def stop() -> None:
            if symbol is None:
                self._everything = tuple(c for c in self._everything if c is not callback)
            else:
                self._own[symbol] = tuple(c for c in self._own[symbol] if c is not callback)
            self._regroup()

        return stop

    def listen_to_events(self, callback: OnEvent, *, first: bool = False) -> Callable[[], None]:
        """Call `callback` with all rows of each event once it is complete, after `listen`.

        The rows are of one symbol and one instant, prints before the quote they led to. Whoever
        comes `first` is called before all others.
        """
        self._on_event = (callback, *self._on_event) if first else (*self._on_event, callback)

        def stop() -> None:
            self._on_event = tuple(c for c in self._on_event if c is not callback)

        return stop

    def clear(self) -> None:
        """Forget every price: the market starts again. Versions go on rising."""
        for market in self._markets.values():
            market.top = market.last = market.quote = None
            market.levels = Levels()
            market.version += 1
            market.quote_version = market.version
            market.rows.clear()
            market.quarantine.clear()
        self.cleared.emit(None)

    def quote(self, symbol: str) -> Quote | None:
        """Return the latest of `symbol` in decimal prices; None before its first tick."""
        self.want(symbol)  # a source in this program may answer at once
        return self.known(symbol)

    def known(self, symbol: str) -> Quote | None:
        """Return the latest of `symbol` as `quote` does, without asking the source for it."""
        market = self._markets.get(symbol)
        if market is None:
            return None
        if market.quote_version != market.version:
            market.quote = _decimal_quote(market)
            market.quote_version = market.version
        return market.quote

    def lacks_quote(self, symbol: str) -> bool:
        """Say whether nothing was heard of a symbol yet that the source delivers when asked."""
        return self.quote(symbol) is None and isinstance(self._source, OnDemand)

    async def first_quote(self, symbol: str, clock: Clock, seconds: float) -> None:
        """Wait until something is heard of a symbol, `seconds` of `clock` at most."""
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def hear(_: Tick) -> None:
            if not heard.done():
                heard.set_result(None)

        async def arrival() -> None:
            await heard

        stop = self.listen(symbol, hear)
        try:
            if self.lacks_quote(symbol):
                await within(clock, seconds, arrival())
        finally:
            stop()

    def top(self, symbol: str) -> QuoteTick | None:
        """Return the standing best bid and ask."""
        market = self._markets.get(symbol)
        return market.top if market else None

    def levels(self, symbol: str) -> DepthTick | None:
        """Return all displayed levels; None where the feed shows the best quote alone."""
        market = self._markets.get(symbol)
        return market.levels.whole(symbol, self.clock.now_ns()) if market else None

    def depth(self, symbol: str) -> Levels | None:
        """Return the displayed levels to look at; None where the feed shows the best quote alone.

        They go on changing, until a gap, or a market that starts again, puts others in their place.
        """
        market = self._markets.get(symbol)
        return market.levels if market and market.levels else None

    def last_trade(self, symbol: str) -> TradeTick | None:
        """Return the latest trade print."""
        market = self._markets.get(symbol)
        return market.last if market else None

    def version(self, symbol: str) -> int:
        """Return a number that rises with every tick of `symbol`; 0 before the first."""
        market = self._markets.get(symbol)
        return market.version if market else 0

    def faults(self, symbol: str) -> Faults:
        """Return what was wrong with the feed of `symbol` so far."""
        market = self._markets.get(symbol)
        return market.quarantine.faults if market else Faults()

    def health(self, symbol: str) -> FeedHealth:
        """Return how the feed of `symbol` is; down without a source that delivers it."""
        source = self._source
        return source.health(symbol) if source and symbol in source.symbols() else _NO_SOURCE

    def symbols(self) -> Sequence[str]:
        """Return the canonical symbols that the source can deliver."""
        return self._source.symbols() if self._source else ()

    def _enter(self, symbol: str) -> _Market:
        instrument = self._instrument(symbol)
        lowest = instrument.lowest_price
        floor = _NO_FLOOR if lowest is None else instrument.to_ticks(lowest)
        market = _Market(instrument, Quarantine(floor), self._listeners_of(symbol))
        self._markets[symbol] = market
        return market

    def _listeners_of(self, symbol: str) -> tuple[OnTick, ...]:
        return self._everything + self._own.get(symbol, ())

    def _regroup(self) -> None:
        for symbol, market in self._markets.items():
            market.listeners = self._listeners_of(symbol)


def _decimal_quote(market: _Market) -> Quote | None:
    instrument, top, last = market.instrument, market.top, market.last
    if top is None and last is None:
        return None

    def price(ticks: int | None) -> Decimal | None:
        return None if ticks is None else instrument.from_ticks(ticks)

    return Quote(
        symbol=instrument.symbol,
        bid=price(top.bid) if top else None,
        bid_size=instrument.from_lots(top.bid_size if top else 0),
        ask=price(top.ask) if top else None,
        ask_size=instrument.from_lots(top.ask_size if top else 0),
        last=price(last.price) if last else None,
        last_size=instrument.from_lots(last.size if last else 0),
        at_ns=max(top.at_ns if top else 0, last.at_ns if last else 0),
    )
