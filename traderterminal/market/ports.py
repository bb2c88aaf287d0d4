"""What the market needs from outside: where ticks come from, and where old bars lie."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, runtime_checkable

from traderterminal.domain.bars import Bar
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.market.columns import Minutes, SignedSeconds, Trades


class FeedState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"  # past the end of a recording
    GAP = "gap"  # inside a marked gap of a recording
    DOWN = "down"


@frozen
class FeedHealth:
    """How the feed of one symbol is: `silent_s` is the silence of the feed, not of the market.

    `approximate`: its ticks are made up of bars, so neither quotes nor sizes were ever seen.
    """

    state: FeedState
    silent_s: float
    limit_s: float | None  # None: the feed cannot go stale
    approximate: bool = False

    @property
    def stale(self) -> bool:
        """Say whether the feed has been silent beyond its limit."""
        return self.state in (FeedState.ENDED, FeedState.GAP, FeedState.DOWN) or (
            self.limit_s is not None and self.silent_s > self.limit_s
        )


class MarketSource(Protocol):
    """Where ticks come from. It publishes into the hub it was given, in order of time.

    `clock` is market time. `follows_sessions` says whether real exchange hours bind it. A feed that
    it knows to be interrupted it marks in the hub as a gap. One that shows levels tells all of them
    at first, and again after a gap.
    """

    name: str

    @property
    def follows_sessions(self) -> bool: ...
    @property
    def clock(self) -> Clock: ...
    def symbols(self) -> Sequence[str]:
        """The canonical symbols that it can deliver."""
        ...

    def health(self, symbol: str) -> FeedHealth: ...

    async def run(self) -> None:
        """Deliver ticks until cancelled."""
        ...


@runtime_checkable
class OnDemand(Protocol):
    """A source that delivers a symbol only once it has been asked for."""

    def want(self, symbol: str) -> None:
        """Deliver a canonical symbol from now on; raises UnknownSymbol."""
        ...


@runtime_checkable
class Releasing(Protocol):
    """A source that delivers what is asked for only as long as somebody needs it."""

    def release(self, symbol: str) -> None:
        """Deliver a canonical symbol no longer, until it is wanted again."""
        ...


class History(Protocol):
    """Bars from before the program started."""

    def bars(self, symbol: str, resolution: str, before_ns: int, count: int) -> Sequence[Bar]: ...


class StoredHistory(Protocol):
    """Minutes and trades that lie on the disk. All calls block, and raise BadData."""

    def page(self, symbol: str, before_ns: int, count: int) -> Minutes:
        """Return the latest `count` minutes, or fewer, that start before an instant.

        It may be called from any thread, as the others may.
        """
        ...

    def trades(self, symbol: str, before_ns: int, count: int) -> Trades:
        """Return the latest `count` trades, or fewer, from before an instant, in order of time."""
        ...

    def signed(self, symbol: str, before_ns: int) -> SignedSeconds:
        """Return the trades by second of the latest day (UTC) with ticks before an instant."""
        ...


class OlderMinutes(Protocol):
    """Minutes that can be fetched while everything else goes on: from the disk, or a broker."""

    async def page(self, symbol: str, before_ns: int, count: int) -> Minutes:
        """Return the latest `count` minutes, or fewer, that start before an instant.

        Raises BadData where there are none to be had, BrokerUnavailable where there may be later.
        """
        ...
