"""`paper score`: paper fills of a recording held against the fate of the orders that were in it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.market.book import BookEvent, DepthOfBook, TopOfBook
from traderterminal.market.conflation import conflated
from traderterminal.market.fates import RecordedOrder, Unfollowable
from traderterminal.market.ticks import FeedTick, GapMark, QuoteTick
from traderterminal.paper.level_queues import LevelQueues
from traderterminal.paper.order_queues import OrderQueues
from traderterminal.paper.resting import FillMode
from traderterminal.paper.score import TOLERANT_LIFE_NS, Happening, Trial, figures
from traderterminal.storage.recordings import read_orders, stream_book, stream_ticks

FULL: Final = "full"
TEN: Final = "10"
BEST: Final = "1"
#: From most to least of what a feed can show.
LEVELS: Final = (FULL, TEN, BEST)
MODES: Final = tuple(FillMode)

Event = Sequence[FeedTick]


@frozen
class ScoreOptions:
    """What is scored: the `book`, or only the `ticks`, that the `orders` lived in.

    `levels` None is all that the recording shows; `conflate_ms` 0 keeps every quote; clones live
    `life_after_fill` seconds beyond a real fill.
    """

    orders: Path
    book: Path | None = None
    ticks: Path | None = None
    mode: FillMode = FillMode.REALISTIC
    levels: str | None = None
    conflate_ms: int = 0
    life_after_fill: float = 0.0


def score_paper(options: ScoreOptions) -> dict[str, Any]:
    """Return the agreement of one mode on one kind of feed.

    Raises BadData for files that cannot be read and for options that do not go together.
    """
    return _scored(_checked(options), read_orders(options.orders))


def compare_paper(options: ScoreOptions) -> Iterator[dict[str, Any]]:
    """Yield the agreement of every mode on every kind of feed that the recording can show."""
    orders = read_orders(options.orders)
    shown = LEVELS if options.book is not None else (BEST,)
    for levels in shown[1:] if options.book is not None and options.conflate_ms else shown:
        for mode in MODES if levels != FULL else (FillMode.REALISTIC,):
            yield _scored(_checked(replace(options, levels=levels, mode=mode)), orders)


def _checked(options: ScoreOptions) -> ScoreOptions:
    if (options.book is None) == (options.ticks is None):
        raise BadData("paper score needs either --book or --ticks")
    levels = options.levels or (BEST if options.book is None else FULL)
    if options.book is None and levels != BEST:
        raise BadData(f"--levels {levels}: ticks show the best quotes only; --book shows more")
    if levels == FULL and options.conflate_ms:
        raise BadData("--conflate-ms: only feeds of levels are conflated; add --levels 10 or 1")
    if options.conflate_ms < 0 or not 0 <= options.life_after_fill < 10**9:
        raise BadData("--conflate-ms and --life-after-fill are not negative")
    return replace(options, levels=levels)


def _scored(options: ScoreOptions, orders: Sequence[RecordedOrder]) -> dict[str, Any]:
    life_ns = int(options.life_after_fill * NANOSECONDS)
    longest_ns = max(life_ns, TOLERANT_LIFE_NS)
    cleaning = Unfollowable(orders) if options.book is not None else None
    trial: Trial[BookEvent] | Trial[Event]
    # Those that trust only what is proven, or infer, know a book order by order exactly.
    if options.levels == FULL and options.mode in (FillMode.REALISTIC, FillMode.CONSERVATIVE):
        trial = Trial(OrderQueues(), orders, longest_ns)
        trial.run(Happening(e.at_ns, len(e.rows), e) for e in _book(options, cleaning))
    else:
        queues = LevelQueues(infers=options.mode is FillMode.REALISTIC)
        trial = Trial(queues, orders, longest_ns, options.mode)
        trial.run(Happening(e[-1].at_ns, len(e), e) for e in _levels(options, cleaning))
    if not trial.rows:
        raise BadData(f"{options.book or options.ticks}: there is nothing in it but its header")
    dropped = None if cleaning is None else cleaning.order_ids
    return figures(trial.outcomes.values(), dropped, life_ns) | {
        "events_per_second": round(trial.rows / max(trial.seconds, 1e-9)),
        "mode": str(options.mode),
        "levels": options.levels,
    }


def _book(options: ScoreOptions, cleaning: Unfollowable | None) -> Iterator[BookEvent]:
    if options.book is None:
        return
    for event in stream_book(options.book):
        if cleaning is not None:
            cleaning.see(event)
        yield event


def _levels(options: ScoreOptions, cleaning: Unfollowable | None) -> Iterator[Event]:
    events = _ticks(options.ticks) if options.ticks else _derived(options, cleaning)
    if options.conflate_ms:
        return conflated(events, options.conflate_ms * 1_000_000)
    return events


def _derived(options: ScoreOptions, cleaning: Unfollowable | None) -> Iterator[Event]:
    # The rules that look at levels only see no more in a full book than in ten of its levels.
    view = TopOfBook("") if options.levels == BEST else DepthOfBook("", int(TEN))
    for event in _book(options, cleaning):
        if ticks := view.see(event):
            yield ticks


def _ticks(path: Path) -> Iterator[Event]:
    """The rows of an event: its prints, up to the quote that they led to."""
    event: list[FeedTick] = []
    for row in stream_ticks(path):
        if event and (row.at_ns != event[-1].at_ns or isinstance(row, GapMark)):
            yield event
            event = []
        if isinstance(row, GapMark):
            continue
        event.append(row)
        if isinstance(row, QuoteTick):
            yield event
            event = []
    if event:
        yield event
