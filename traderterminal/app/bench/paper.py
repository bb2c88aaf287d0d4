"""Queue models of the paper market with a hundred resting orders near the touch."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from random import Random
from statistics import median
from typing import Final, TypeVar

from traderterminal.app.bench.figures import ROUNDS, Figure
from traderterminal.market.book import BookEvent, BookRow, DepthOfBook, TopOfBook
from traderterminal.market.fates import RecordedOrder
from traderterminal.market.ticks import FeedTick, QuoteTick
from traderterminal.paper.level_queues import LevelQueues
from traderterminal.paper.order_queues import OrderQueues
from traderterminal.paper.resting import FillMode
from traderterminal.paper.score import Happening, Queues, Trial

EVENTS: Final = 20_000
CLONES: Final = 100
NEAR: Final = 2  # ticks behind the touch
LONGEST_NS: Final = 60_000_000_000
SEED: Final = 1
LEVELS: Final = 15
FULL_BAR: Final = 400_000
TEN_BAR: Final = 150_000
BEST_BAR: Final = 80_000
INFERRED_BAR: Final = 15_000

_SIDES: Final = {1: "B", -1: "A"}

E = TypeVar("E")


def paper_figures() -> Iterator[Figure]:
    """Yield the events that each kind of feed is matched at in a second of one thread."""
    draw = Random(SEED)  # noqa: S311 - the market is to be the same each time
    book = list(_OrderFlow(draw).events())
    best, ten = TopOfBook(""), DepthOfBook("", 10)
    quotes: list[Sequence[FeedTick]] = [ticks for event in book if (ticks := best.see(event))]
    depths: list[Sequence[FeedTick]] = [levels for event in book if (levels := ten.see(event))]
    clones = list(_clones(quotes, draw))
    fifo = [Happening(event.at_ns, len(event.rows), event) for event in book]
    careful = FillMode.CONSERVATIVE
    plain = partial(LevelQueues, infers=False)
    for name, rate, bar in (
        ("paper queues, full book", _rate(OrderQueues, fifo, clones, careful), FULL_BAR),
        ("paper queues, ten levels", _rate(plain, _happenings(depths), clones, careful), TEN_BAR),
        ("paper queues, best quote", _rate(plain, _happenings(quotes), clones, careful), BEST_BAR),
        (
            "paper queues, best quote, inferred",
            _rate(LevelQueues, _happenings(quotes), clones, FillMode.REALISTIC),
            INFERRED_BAR,
        ),
    ):
        yield Figure(name, rate, "events/s", bar=bar, rate=True)


def _happenings(events: Sequence[Sequence[FeedTick]]) -> list[Happening[Sequence[FeedTick]]]:
    return [Happening(event[-1].at_ns, len(event), event) for event in events]


def _rate(
    queues: Callable[[], Queues[E]],
    happenings: Sequence[Happening[E]],
    clones: Sequence[RecordedOrder],
    mode: FillMode,
) -> float:
    rates = []
    for _ in range(ROUNDS):
        trial = Trial(queues(), clones, 0, mode)
        trial.run(iter(happenings))
        rates.append(trial.rows / trial.seconds)
    return median(rates)


def _clones(events: Iterable[Sequence[FeedTick]], draw: Random) -> Iterator[RecordedOrder]:
    """Orders of which a hundred are always under way, none far from the touch when placed."""
    leaving: list[int] = []
    number = 0
    for quote in (tick for event in events for tick in event if isinstance(tick, QuoteTick)):
        while leaving and leaving[0] < quote.at_ns:
            heapq.heappop(leaving)
        if quote.bid is None or quote.ask is None:
            continue
        while len(leaving) < CLONES:
            number += 1
            sign = draw.choice((1, -1))
            price = (quote.bid if sign > 0 else quote.ask) - sign * draw.randint(0, NEAR)
            placed, removed = quote.at_ns + 1, quote.at_ns + draw.randint(1, LONGEST_NS)
            heapq.heappush(leaving, removed)
            yield RecordedOrder(f"ours {number}", placed, sign, price, 1, removed, 0, None)


class _OrderFlow:
    """Adds, cancels and trades around a touch that wanders."""

    def __init__(self, draw: Random) -> None:
        self._draw = draw
        #: By side and price, in order of arrival; the first price is the best.
        self._queues: dict[int, dict[int, dict[str, int]]] = {1: {}, -1: {}}
        self._number = 0

    def events(self) -> Iterator[BookEvent]:
        draw, at_ns = self._draw, 1
        sides = [(sign, level) for sign in (1, -1) for level in range(LEVELS) for _ in range(8)]
        yield BookEvent(at_ns, [self._add(sign, 1_000 - sign * (n + 1)) for sign, n in sides])
        for _ in range(EVENTS):
            at_ns += draw.randint(1_000_000, 130_000_000)
            sign, what = draw.choice((1, -1)), draw.random()
            if what < 0.5 or len(self._queues[sign]) < LEVELS - 5:
                yield BookEvent(at_ns, [self._add(sign, self._price(sign))])
            else:
                yield BookEvent(at_ns, self._take_off(sign, trades=what > 0.9))

    def _best(self, sign: int) -> list[int]:
        return sorted(self._queues[sign], reverse=sign > 0)

    def _price(self, sign: int) -> int:
        """Join a level, open one far behind, or improve where there is room."""
        best, opposite = self._best(sign)[0], self._best(-sign)[0]
        behind = self._draw.choice((-1, 0, 0, 0, 1, 2, 12))
        return best - sign * (behind if abs(opposite - best) > 1 else max(0, behind))

    def _add(self, sign: int, price: int) -> BookRow:
        self._number += 1
        order_id, lots = str(self._number), self._draw.choice((1, 1, 1, 2, 5))
        self._queues[sign].setdefault(price, {})[order_id] = lots
        return BookRow("A", _SIDES[sign], price, lots, order_id)

    def _take_off(self, sign: int, *, trades: bool) -> list[BookRow]:
        """Let the first of all trade, or anyone near the touch leave."""
        price = self._best(sign)[0] if trades else self._draw.choice(self._best(sign)[:4])
        queue = self._queues[sign][price]
        order_id = next(iter(queue)) if trades else self._draw.choice(list(queue))
        lots = queue.pop(order_id)
        if not queue:
            del self._queues[sign][price]
        rows = [BookRow("C", _SIDES[sign], price, lots, order_id)]
        if trades:
            tape = BookRow("T", _SIDES[-sign], price, lots, "0")
            rows = [tape, BookRow("F", _SIDES[sign], price, lots, order_id), *rows]
        return rows
