"""Ticks: what a feed says, in whole ticks of price and whole lots of size."""

from enum import StrEnum
from typing import Final

from traderterminal.kit.frozen import frozen


class Aggressor(StrEnum):
    """Who crossed the spread, in the letters of CME's feed; NEITHER is an auction or an unknown."""

    BUYER = "B"
    SELLER = "A"
    NEITHER = "N"


#: Which way a trade counts where buyers are set against sellers.
SIGNS: Final = {Aggressor.BUYER: 1, Aggressor.SELLER: -1, Aggressor.NEITHER: 0}


@frozen
class QuoteTick:
    """The best bid and ask after a change; None where a side is empty. `at_ns` is market time."""

    symbol: str
    at_ns: int
    bid: int | None
    bid_size: int
    ask: int | None
    ask_size: int


@frozen
class TradeTick:
    """A trade print."""

    symbol: str
    at_ns: int
    price: int
    size: int
    aggressor: Aggressor


@frozen
class DepthTick:
    """What changed in the displayed levels: `changes` are of (side, price, size displayed now).

    A side is `B` or `A`; size 0 is a level that is gone. A level that no change names stands as it
    was, or lies beyond the levels that the feed shows.
    """

    symbol: str
    at_ns: int
    changes: tuple[tuple[str, int, int], ...]


Tick = QuoteTick | TradeTick
FeedTick = Tick | DepthTick  # what a feed of levels says


@frozen
class GapMark:
    """From `at_ns` to the next row of a recording nothing was heard of the feed."""

    symbol: str
    at_ns: int


Row = FeedTick | GapMark  # what a recording holds
