"""A market in the test's hands: ticks of ES, a hub, and a list of what it said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.support.builders import AAPL, ES, INSTRUMENTS
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.kit.clock import VirtualClock, to_datetime
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.ticks import Aggressor, FeedTick, QuoteTick, Tick, TradeTick

SECOND = 1_000_000_000
MINUTE = 60 * SECOND
#: Some day in 2096.
LATE_NS = 4_000_000_000 * SECOND
MES = replace(ES, symbol="MESH2024", root="MES", point_value=Decimal(5))
BTC = replace(
    AAPL,
    symbol="BTCUSD",
    root="BTCUSD",
    asset_class=AssetClass.CRYPTO,
    lot_size=Decimal("0.00001"),
)
TRADED: dict[str, Instrument] = {**INSTRUMENTS, "MESH2024": MES, "BTCUSD": BTC}


def a_quote(
    bid: int | None = 100,
    ask: int | None = 101,
    at_ns: int = 1,
    bid_size: int = 5,
    ask_size: int = 7,
    symbol: str = "ESH2024",
) -> QuoteTick:
    """Return a quote; an empty side shows no size."""
    return QuoteTick(
        symbol, at_ns, bid, 0 if bid is None else bid_size, ask, 0 if ask is None else ask_size
    )


def a_trade(
    price: int = 101,
    size: int = 1,
    at_ns: int = 1,
    aggressor: Aggressor = Aggressor.BUYER,
    symbol: str = "ESH2024",
) -> TradeTick:
    """Return a trade print."""
    return TradeTick(symbol, at_ns, price, size, aggressor)


def a_hub(clock: VirtualClock | None = None) -> MarketHub:
    """Return a hub that knows the contracts of the tests; without a clock no time lies ahead."""
    return MarketHub(TRADED.__getitem__, clock or VirtualClock(LATE_NS))


def utc_date(symbol: str, at_ns: int) -> date:
    """Trade dates of a market whose day ends at midnight UTC."""
    return to_datetime(at_ns).date()


class AskedSource:
    """A source that delivers only what is asked for; the test publishes it."""

    name = "asked"
    follows_sessions = False

    def __init__(self, clock: VirtualClock | None = None) -> None:
        self.clock = clock or VirtualClock(LATE_NS)
        self.delivers: set[str] = set()
        self.state = FeedState.RUNNING

    def symbols(self) -> Sequence[str]:
        return sorted(self.delivers)

    def health(self, symbol: str) -> FeedHealth:
        return FeedHealth(self.state, 0.0, None)

    async def run(self) -> None:
        """Nothing comes by itself."""

    def want(self, symbol: str) -> None:
        self.delivers.add(symbol)

    def release(self, symbol: str) -> None:
        self.delivers.discard(symbol)


class Tape:
    """Everything a hub told its listeners."""

    def __init__(self, hub: MarketHub) -> None:
        self.ticks: list[Tick] = []
        self.events: list[Sequence[FeedTick]] = []
        hub.listen(None, self.ticks.append)
        hub.listen_to_events(self.events.append)


class Stretch:
    """A script of events at given times that notes when each happened."""

    def __init__(self, clock: VirtualClock, *times_ns: int) -> None:
        self._clock = clock
        self._left = list(times_ns)
        self.happened: list[int] = []

    def next_ns(self) -> int | None:
        return self._left[0] if self._left else None

    def play_next(self) -> None:
        self._left.pop(0)
        self.happened.append(self._clock.now_ns())
