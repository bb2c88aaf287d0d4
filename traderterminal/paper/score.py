"""How well paper fills agree with the fate of real orders.

Every recorded order gets a clone that stands in its place: it arrives when the order did, behind
what was displayed then, and leaves when the order left. The simulator hears of a removal when it
happens, after all that carries its nanosecond, and never consults the order's own fills. Clones do
not take liquidity from each other.
"""

import heapq
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.fates import RecordedOrder
from traderterminal.paper.resting import FillMode, Reached, Resting

#: Events decoded ahead of the matching, so that its time can be taken alone.
CHUNK: Final = 5_000
#: The life of a filled order's clone beyond the real fill, for the fills within a tolerance.
TOLERANT_LIFE_NS: Final = 2 * NANOSECONDS
TOLERANCE_NS: Final = NANOSECONDS
BINS: Final = 10
NEVER: Final = 2**63

E = TypeVar("E")
Seen = TypeVar("Seen", contravariant=True)


class Happening(NamedTuple, Generic[E]):
    """An event as the simulator gets it; `rows` of the feed were decoded for it."""

    at_ns: int
    rows: int
    event: E


class Queues(Protocol[Seen]):
    """What is scored: a queue model that is driven by events of one kind."""

    def enter(self, order: Resting) -> None: ...
    def leave(self, order: Resting) -> None: ...
    def unshow(self, order: Resting) -> None: ...
    def see(self, event: Seen) -> Sequence[Reached]: ...


@dataclass(slots=True)
class Outcome:
    """What became of a clone: when all of it had traded, if ever, and how sure that was."""

    order: RecordedOrder
    left: int
    filled_ns: int | None = None
    confidence: float = 1.0

    def predicted(self, life_ns: int) -> bool:
        """Say whether the clone filled while it lived, `life_ns` beyond a real fill."""
        return self.filled_ns is not None and self.filled_ns <= self.order.removed_ns + life_ns

    @property
    def error_ns(self) -> int:
        """How far the two fills of an order lie apart that has both."""
        if self.filled_ns is None or self.order.last_fill_ns is None:
            raise ValueError(f"{self.order.order_id} was not filled on both sides")
        return abs(self.filled_ns - self.order.last_fill_ns)


class Trial(Generic[E]):
    """Drives a queue model with the clones of recorded orders.

    A clone lives `life_ns` beyond the real fill of its order. `rows` counts what the feed said and
    `seconds` the time spent matching it: by default that of the thread, which other programs on
    the machine do not stretch.
    """

    def __init__(
        self,
        queues: Queues[E],
        orders: Iterable[RecordedOrder],
        life_ns: int,
        mode: FillMode = FillMode.REALISTIC,
        stopwatch: Callable[[], float] = time.thread_time,
    ) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self.rows = 0
        self.seconds = 0.0
        self._queues = queues
        self._life_ns = life_ns
        self._mode = mode
        self._stopwatch = stopwatch
        self._to_come = sorted(orders, key=lambda order: (-order.placed_ns, order.order_id))
        self._clones: dict[str, Resting] = {}
        self._leaving: list[tuple[int, str]] = []
        self._due_ns = 0  # before then nobody comes or leaves

    def run(self, happenings: Iterator[Happening[E]]) -> None:
        """Let everything happen in order of time."""
        while chunk := tuple(islice(happenings, CHUNK)):
            start = self._stopwatch()
            for at_ns, _, event in chunk:
                if at_ns >= self._due_ns:
                    self._move_to(at_ns)
                for reached in self._queues.see(event):
                    self._note(reached, at_ns)
            self.seconds += self._stopwatch() - start
            self.rows += sum(happening.rows for happening in chunk)

    def _move_to(self, at_ns: int) -> None:
        """Enter what was placed by `at_ns` and take out what was removed before it, in turn.

        What came and went while the feed said nothing meets none of what it says later.
        """
        while self._comes_next(at_ns) or (self._leaving and self._leaving[0][0] < at_ns):
            if self._comes_next(at_ns):
                self._enter(self._to_come.pop())
            else:
                removed_ns, order_id = heapq.heappop(self._leaving)
                self._remove(order_id, removed_ns)
        self._due_ns = self._leaving[0][0] + 1 if self._leaving else NEVER
        if self._to_come:
            self._due_ns = min(self._due_ns, self._to_come[-1].placed_ns)

    def _comes_next(self, at_ns: int) -> bool:
        """Say whether by `at_ns` an order was placed before any that stands was removed."""
        if not self._to_come or self._to_come[-1].placed_ns > at_ns:
            return False
        return not self._leaving or self._to_come[-1].placed_ns <= self._leaving[0][0]

    def _enter(self, order: RecordedOrder) -> None:
        clone = Resting(
            order.order_id, order.sign, order.price, order.lots, shown=order.lots, mode=self._mode
        )
        self._clones[order.order_id] = clone
        self.outcomes[order.order_id] = Outcome(order, order.lots)
        heapq.heappush(self._leaving, (order.removed_ns, order.order_id))
        self._queues.enter(clone)

    def _remove(self, order_id: str, removed_ns: int) -> None:
        clone = self._clones.get(order_id)
        if clone is None:
            return  # it has traded
        order = self.outcomes[order_id].order
        if removed_ns == order.removed_ns and order.filled and self._life_ns > 0:
            self._queues.unshow(clone)
            heapq.heappush(self._leaving, (removed_ns + self._life_ns, order_id))
        else:
            del self._clones[order_id]
            self._queues.leave(clone)

    def _note(self, reached: Reached, at_ns: int) -> None:
        outcome = self.outcomes[reached.order.order_id]
        outcome.left -= reached.lots
        outcome.confidence = min(outcome.confidence, reached.confidence)
        if outcome.left == 0:
            outcome.filled_ns = at_ns
            del self._clones[reached.order.order_id]


def figures(
    outcomes: Iterable[Outcome], unfollowable: Collection[str] | None, life_ns: int
) -> dict[str, Any]:
    """Return how the outcomes agree with what happened, as the labels stand and cleaned.

    `unfollowable` names the orders that cleaning leaves out; without it nothing can be cleaned.
    Clones lived `life_ns` beyond the real fill, and at least the tolerant life.
    """
    every = sorted(outcomes, key=lambda outcome: outcome.order.order_id)
    stated = [outcome.confidence for outcome in every if outcome.predicted(life_ns)]
    found = _agreement(every, life_ns) | {"mean_confidence": _share(sum(stated), len(stated))}
    if unfollowable is None:
        missing = ("cleaned", "f1_within_1s", "calibration_error", "reliability")
        return found | dict.fromkeys(missing)
    clean = [outcome for outcome in every if outcome.order.order_id not in unfollowable]
    return found | {
        "cleaned": _agreement(clean, life_ns),
        "f1_within_1s": _f1_within(clean, TOLERANCE_NS, TOLERANT_LIFE_NS),
        "calibration_error": _calibration_error(clean, life_ns),
        "reliability": _reliability(clean, life_ns),
    }


def _agreement(outcomes: Sequence[Outcome], life_ns: int) -> dict[str, Any]:
    filled = sum(outcome.order.filled for outcome in outcomes)
    predicted = [outcome for outcome in outcomes if outcome.predicted(life_ns)]
    errors = sorted(outcome.error_ns for outcome in predicted if outcome.order.filled)
    right = len(errors)
    wrong, missed = len(predicted) - right, filled - right
    return {
        "f1": _share(2 * right, len(predicted) + filled),
        "precision": _share(right, len(predicted)),
        "recall": _share(right, filled),
        "accuracy": _share(len(outcomes) - wrong - missed, len(outcomes)),
        "orders": len(outcomes),
        "filled": filled,
        "true_positives": right,
        "false_positives": wrong,
        "false_negatives": missed,
        "error_p50_ms": _percentile_ms(errors, 50),
        "error_p90_ms": _percentile_ms(errors, 90),
    }


def _f1_within(outcomes: Sequence[Outcome], tolerance_ns: int, life_ns: int) -> float | None:
    """F1 where a fill counts only near the real one: else it is wrong and missed at once."""
    filled = sum(outcome.order.filled for outcome in outcomes)
    predicted = [outcome for outcome in outcomes if outcome.predicted(life_ns)]
    right = sum(o.order.filled and o.error_ns <= tolerance_ns for o in predicted)
    return _share(2 * right, len(predicted) + filled)


def _calibration_error(outcomes: Sequence[Outcome], life_ns: int) -> float | None:
    """How far the stated confidence lies from the observed share, over equal bins of it."""
    bins = _by_confidence(outcomes, life_ns)
    apart = sum(abs(sum(o.confidence - o.order.filled for o in members)) for members in bins)
    return _share(apart, sum(map(len, bins)))


def _reliability(outcomes: Sequence[Outcome], life_ns: int) -> list[dict[str, Any]]:
    """Of each bin that has fills where it begins, how many, and what was stated and happened."""
    return [
        {
            "from": number / BINS,
            "fills": len(members),
            "stated": _share(sum(o.confidence for o in members), len(members)),
            "observed": _share(sum(o.order.filled for o in members), len(members)),
        }
        for number, members in enumerate(_by_confidence(outcomes, life_ns))
        if members
    ]


def _by_confidence(outcomes: Sequence[Outcome], life_ns: int) -> list[list[Outcome]]:
    bins: list[list[Outcome]] = [[] for _ in range(BINS)]
    for outcome in outcomes:
        if outcome.predicted(life_ns):
            bins[min(BINS - 1, int(outcome.confidence * BINS))].append(outcome)
    return bins


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 6) if whole else None


def _percentile_ms(ordered: Sequence[int], percent: int) -> float | None:
    """The nearest rank: the least that `percent` of all do not exceed."""
    if not ordered:
        return None
    return ordered[(len(ordered) * percent + 99) // 100 - 1] / 1e6
