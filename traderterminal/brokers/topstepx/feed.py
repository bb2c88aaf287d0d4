"""The market hub as a source of ticks: sparse quotes merged, depth kept, trades passed on.

A quote shows prices alone, so the sizes at the touch are those of the depth; where that shows none,
one contract: a price that is quoted has at least that. Volume in quotes is the session's total and
no trade: trades come from the trade stream alone.

A quiet market is not stale as long as its feed lives, and the answers to probes are signs of life.
But a feed that lives and says nothing of a symbol may be frozen. Bars tell: when they know of
trades that the feed has not shown, the symbol is stale and subscribed to anew, and after that the
connection is left.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from traderterminal.brokers.market_time import FeedClock
from traderterminal.brokers.topstepx import wire
from traderterminal.brokers.topstepx.codec import Invoked, Unreadable
from traderterminal.brokers.topstepx.contracts import ContractBook, Listed
from traderterminal.brokers.topstepx.history import History
from traderterminal.brokers.topstepx.hubs import Hub, HubLost, Subscription
from traderterminal.brokers.topstepx.mapping import (
    DEPTH_RESET,
    DEPTH_SIDES,
    aggressor,
    resting,
)
from traderterminal.brokers.transport.watchdog import Watchdog
from traderterminal.domain.errors import BrokerUnavailable, UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import Clock
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.ticks import DepthTick, GapMark, QuoteTick, TradeTick

#: The feed of futures is stale when nothing at all has come for so long.
STALE_S: Final = 2.0
#: A symbol that is silent for so long is looked after, that often.
QUIET_S: Final = 10.0
LOOK_S: Final = 5.0

_METHODS: Final = (
    "SubscribeContractQuotes",
    "SubscribeContractTrades",
    "SubscribeContractMarketDepth",
)

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Market:
    """What the feed has shown of one contract; prices in ticks, sizes in contracts."""

    instrument: Instrument
    watchdog: Watchdog
    bid: int | None = None
    ask: int | None = None
    sizes: dict[str, dict[int, int]] = field(default_factory=lambda: {"B": {}, "A": {}})
    shown: tuple[int | None, int, int | None, int] = (None, 0, None, 0)
    latest_ns: int = 0
    is_frozen: bool = False  # it has traded, and the feed has not shown it
    tries: int = 0  # to have it shown again, since the bars last agreed

    def quote(self) -> tuple[int | None, int, int | None, int]:
        """The touch and its sizes."""
        bid, ask = self.bid, self.ask
        bid_size = 0 if bid is None else max(1, self.sizes["B"].get(bid, 1))
        ask_size = 0 if ask is None else max(1, self.sizes["A"].get(ask, 1))
        return bid, bid_size, ask, ask_size


class Feed:
    """Implements `MarketSource` on the market hub. It delivers what is wanted of it by `want`.

    `clock` is market time.
    """

    follows_sessions = True

    def __init__(
        self,
        name: str,
        *,
        market: MarketHub,
        contracts: ContractBook,
        history: History,
        make_hub: Callable[["Feed"], Hub],
        host: Clock,
        clock: Clock,
        tasks: TaskScope,
    ) -> None:
        self.name = name
        self.clock = clock
        self._market = market
        self._contracts = contracts
        self._history = history
        self._host = host
        self._tasks = tasks
        self._wanted: dict[str, None] = {}
        self._markets: dict[str, _Market] = {}  # by the broker's id
        self._is_up = False
        self._hub = make_hub(self)
        self.depth: Observers[DepthTick] = Observers()
        self.unreadable = 0

    def symbols(self) -> Sequence[str]:
        """The symbols that were asked for."""
        return tuple(self._wanted)

    def want(self, symbol: str, *, depth: bool = False) -> None:
        """Deliver a canonical symbol as well, from now on and after every reconnect.

        Its depth comes along, asked for or not: quotes alone tell no sizes.
        """
        if symbol in self._wanted:
            return
        self._wanted[symbol] = None
        if self._is_up:
            self._tasks.spawn(self._add(symbol), name=f"subscribe {symbol}")

    def health(self, symbol: str) -> FeedHealth:
        """A feed is silent when nothing came on its line; a quiet symbol alone is not stale."""
        frozen = (m.is_frozen for m in self._markets.values() if m.instrument.symbol == symbol)
        is_running = self._is_up and symbol in self._wanted and not any(frozen)
        state = FeedState.RUNNING if is_running else FeedState.DOWN
        return FeedHealth(state, self._hub.silent_s, STALE_S)

    @property
    def subscribed(self) -> set[Subscription]:
        """What the hub has agreed to send on the connection that stands."""
        return set(self._hub.subscribed)

    async def run(self) -> None:
        """Deliver ticks until cancelled."""
        watching = self._tasks.spawn(self._watch(), name="watch the feed")
        try:
            await self._hub.run()
        finally:
            watching.cancel()
            self.down()

    # What the hub asks and tells.

    async def wanted(self) -> Sequence[Subscription]:
        """Every subscription of every wanted symbol that the broker lists.

        One that cannot be asked for now is added once it can.
        """
        found: list[Subscription] = []
        for symbol in tuple(self._wanted):
            with suppress(BrokerUnavailable):
                found += await self._subscriptions(symbol)
        return found

    def up(self) -> None:
        self._is_up = True

    def down(self) -> None:
        """Mark a gap in every symbol: from here on nothing is known."""
        if not self._is_up:
            return
        self._is_up = False
        now_ns = self.clock.now_ns()
        for market in self._markets.values():
            market.sizes = {"B": {}, "A": {}}
            market.bid = market.ask = None
            market.shown = (None, 0, None, 0)
            self._market.publish_gap(GapMark(market.instrument.symbol, now_ns))

    def denied(self, subscription: Subscription, error: str) -> None:
        """One contract that the broker does not deliver must not keep the others away."""
        _log.warning("%s of %s: %s", subscription[0], subscription[1], error)
        market = self._markets.pop(str(subscription[1][0]), None)
        if market is not None:
            self._wanted.pop(market.instrument.symbol, None)

    def hear(self, event: Invoked | Unreadable) -> None:
        """Take in what the market hub says."""
        match event:
            case Invoked(target, [str(contract_id), data]):
                market = self._markets.get(contract_id)
                if market is None:
                    return
                market.watchdog.heard()
                market.is_frozen = False
                try:
                    self._take(market, target, data)
                except (ValidationError, ValueError, ArithmeticError):
                    self._count(event)
            case _:
                self._count(event)

    def _take(self, market: _Market, target: str, data: Any) -> None:
        match target:
            case "GatewayQuote":
                self._quote(market, wire.Quote.model_validate(data))
            case "GatewayTrade":
                for row in _each(data):
                    self._trade(market, wire.Print.model_validate(row))
            case "GatewayDepth":
                self._depth(market, [wire.Depth.model_validate(row) for row in _each(data)])

    def _depth(self, market: _Market, rows: Sequence[wire.Depth]) -> None:
        changes: list[tuple[str, int, int]] = []
        for row in rows:
            changes += _changes(market, row)
        for side, price, size in changes:
            if size:
                market.sizes[side][price] = size
            else:
                market.sizes[side].pop(price, None)
        at_ns = market.latest_ns or self.clock.now_ns()
        if changes and len(self.depth):
            self.depth.emit(DepthTick(market.instrument.symbol, at_ns, tuple(changes)))
        self._publish(market, at_ns)

    def _quote(self, market: _Market, quote: wire.Quote) -> None:
        """Merge what has changed; a side that is not named stands as it did."""
        if quote.best_bid is not None:
            market.bid = market.instrument.to_ticks(quote.best_bid)
        if quote.best_ask is not None:
            market.ask = market.instrument.to_ticks(quote.best_ask)
        self._see_stamp(quote.timestamp)
        self._publish(market, quote.timestamp or self.clock.now_ns())

    def _see_stamp(self, stamp_ns: int | None) -> None:
        if stamp_ns is not None and isinstance(self.clock, FeedClock):
            self.clock.see(stamp_ns)

    def _publish(self, market: _Market, at_ns: int) -> None:
        shown = market.quote()
        if shown == market.shown or shown[0] is shown[2] is None:
            return
        market.shown = shown
        market.latest_ns = max(at_ns, market.latest_ns)
        self._market.publish(QuoteTick(market.instrument.symbol, market.latest_ns, *shown))

    def _trade(self, market: _Market, trade: wire.Print) -> None:
        instrument = market.instrument
        self._see_stamp(trade.timestamp)
        market.latest_ns = max(trade.timestamp, market.latest_ns)
        price, size = instrument.to_ticks(trade.price), instrument.to_lots(trade.volume)
        tick = TradeTick(instrument.symbol, trade.timestamp, price, size, aggressor(trade.type))
        self._market.publish(tick)

    def _count(self, event: Invoked | Unreadable) -> None:
        """Count what cannot be read, and tell of the first of it and then ever more rarely."""
        self.unreadable += 1
        if self.unreadable & (self.unreadable - 1) == 0:
            _log.warning(
                "%d market data messages could not be read: %.200s", self.unreadable, event
            )

    # Subscribing.

    async def _subscriptions(self, symbol: str) -> list[Subscription]:
        try:
            listed = await self._contracts.by_symbol(symbol)
        except UnknownSymbol:
            _log.warning("%s lists no %s: there will be no quotes of it", self.name, symbol)
            self._wanted.pop(symbol, None)
            return []
        self._enter(listed)
        return [(method, (listed.id,)) for method in _METHODS]

    def _enter(self, listed: Listed) -> None:
        if listed.id not in self._markets:
            watchdog = Watchdog(self._host, QUIET_S)
            self._markets[listed.id] = _Market(listed.instrument, watchdog)

    async def _add(self, symbol: str) -> None:
        with suppress(HubLost, OSError, BrokerUnavailable):  # it is tried again
            for subscription in await self._subscriptions(symbol):
                await self._hub.subscribe(subscription)

    # A feed that is frozen.

    async def _watch(self) -> None:
        while True:
            await self._host.sleep(LOOK_S)
            if not self._is_up:
                continue
            found = {market.instrument.symbol for market in self._markets.values()}
            for symbol in [each for each in self._wanted if each not in found]:
                await self._add(symbol)
            for contract_id, market in tuple(self._markets.items()):
                if market.watchdog.silent_s >= QUIET_S:
                    await self._look_after(contract_id, market)

    async def _look_after(self, contract_id: str, market: _Market) -> None:
        """Ask the bars whether a silent symbol has traded meanwhile."""
        with suppress(HubLost, OSError, BrokerUnavailable):
            now_ns = self.clock.now_ns()
            newest = await self._history.newest(contract_id, market.instrument, now_ns)
            market.watchdog.heard()  # it is looked after again after another such silence
            if newest is None or newest.start_ns <= market.latest_ns:
                market.is_frozen, market.tries = False, 0
                return
            market.is_frozen, market.tries = True, market.tries + 1
            if market.tries > 1:
                market.tries = 0
                self._hub.drop(f"the quotes of {market.instrument.symbol} are frozen")
                return
            for method in _METHODS:
                await self._hub.subscribe((method, (contract_id,)))


def _each(data: Any) -> list[Any]:
    return data if isinstance(data, list) else [data]


def _changes(market: _Market, depth: wire.Depth) -> list[tuple[str, int, int]]:
    """What a depth record changes: (side, price, size now); a reset takes every level away."""
    if depth.type == DEPTH_RESET:
        return [(side, price, 0) for side, sizes in market.sizes.items() for price in sizes]
    side, size = DEPTH_SIDES.get(depth.type), resting(depth)
    if side is None or size is None or depth.price is None:
        return []
    return [(side, market.instrument.to_ticks(depth.price), max(size, 0))]
