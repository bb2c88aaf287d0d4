"""What was seen when a paper order traded, in prices and quantities, as its fill keeps it."""

from typing import Final

from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Order
from traderterminal.market.ports import FeedHealth
from traderterminal.paper.matching import SIZES, Execution

#: How sure a fill is at most on quotes that are made up of bars: of a bar nobody knows in which
#: order its prices came, nor what was bid and offered between them.
SURE_OF_BARS: Final = 0.5


def seen_at(
    execution: Execution, order: Order, instrument: Instrument, *, of_bars: bool = False
) -> dict[str, str]:
    """Return the rule, its confidence and what it went by.

    What a marketable order expected is told as `triggered_at` or `arrived_at`. `of_bars`: the
    quotes that it went by are made up.
    """
    sure = min(execution.confidence, SURE_OF_BARS) if of_bars else execution.confidence
    why = {"rule": execution.rule, "confidence": f"{sure:.2f}"}
    for name, value in execution.seen.items():
        if value is None:
            continue
        if name == "expected":
            name = "triggered_at" if order.triggered else "arrived_at"
        of = instrument.from_lots if name in SIZES else instrument.from_ticks
        why[name] = f"{of(value):f}"
    return why


def feed_seen(health: FeedHealth, *, is_deep: bool) -> dict[str, str]:
    """Return what the feed shows, and what speaks against it: quotes not seen, or not of late."""
    seen = {"feed_shows": "levels" if is_deep else "best quote"}
    if health.stale:
        seen["feed"] = str(health.state)
    if health.approximate:
        seen["quotes"] = "made up of bars"
    return seen
