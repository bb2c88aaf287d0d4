"""What a feed shows that sends its quotes only now and then: every trade, the last of quotes."""

from collections.abc import Iterable, Iterator, Sequence

from traderterminal.market.ticks import DepthTick, FeedTick, QuoteTick, TradeTick


def conflated(events: Iterable[Sequence[FeedTick]], interval_ns: int) -> Iterator[list[FeedTick]]:
    """Hold back what `events` display until the end of each interval; trades pass at once.

    What changed in an interval is shown at its end, stamped with it.
    """
    held: QuoteTick | DepthTick | None = None
    due_ns = 0
    for event in events:
        at_ns = event[-1].at_ns
        if held is not None and at_ns >= due_ns:
            yield [_stamped(held, due_ns)]
            held = None
        prints: list[FeedTick] = []
        for tick in event:
            if isinstance(tick, TradeTick):
                prints.append(tick)
            else:
                held = _merged(held, tick)
                due_ns = (at_ns // interval_ns + 1) * interval_ns
        if prints:
            yield prints
    if held is not None:
        yield [_stamped(held, due_ns)]


def _merged(
    held: QuoteTick | DepthTick | None, tick: QuoteTick | DepthTick
) -> QuoteTick | DepthTick:
    if isinstance(held, DepthTick) and isinstance(tick, DepthTick):
        latest = {(side, price): size for side, price, size in (*held.changes, *tick.changes)}
        changes = tuple((side, price, size) for (side, price), size in latest.items())
        return DepthTick(tick.symbol, tick.at_ns, changes)
    return tick


def _stamped(tick: QuoteTick | DepthTick, at_ns: int) -> QuoteTick | DepthTick:
    if isinstance(tick, DepthTick):
        return DepthTick(tick.symbol, at_ns, tick.changes)
    return QuoteTick(tick.symbol, at_ns, tick.bid, tick.bid_size, tick.ask, tick.ask_size)
