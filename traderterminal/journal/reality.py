"""How real paper is: what became of real orders beside what the paper engine made of the same ones.

Errors are counted by root, hour and kind of order, in whole ticks and steps of 25 ms. From the
orders that are to trade at once follows a correction of paper fills: the latency is the median of
how much later reality traded, the slippage the mean of how much dearer. Both are bounded, rest on
twenty orders at least, and make paper worse, never better: what looks too bad in it may be chance.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Final, Self

from traderterminal.domain.fills import Side
from traderterminal.kit.frozen import frozen

#: How finely delays are counted, and beyond what they count as this much.
DELAY_STEP_MS: Final = 25
WORST_DELAY_MS: Final = 10_000
WORST_TICKS: Final = 20
#: What a correction rests on at least, and what it comes to at most.
ENOUGH: Final = 20
MOST_LATENCY_MS: Final = 2_000
MOST_SLIPPAGE_TICKS: Final = 8
HOURS: Final = 24
HOUR_NS: Final = 3_600_000_000_000


class Kind(StrEnum):
    """Whether an order is to trade at once (by itself or once it is triggered) or waits."""

    AT_ONCE = "at_once"
    LIMIT = "limit"


@frozen
class Outcome:
    """What became of an order: how much of it traded, at what average price, how soon at first."""

    quantity: Decimal = Decimal(0)
    price: Decimal | None = None
    delay_ms: int | None = None


@frozen
class Comparison:
    """One order, in reality and on paper. `at_ns` is when it left, in market time."""

    order_id: str
    root: str
    kind: Kind
    side: Side
    tick_size: Decimal
    at_ns: int
    real: Outcome
    paper: Outcome

    @property
    def price_error(self) -> int | None:
        """By how many ticks paper was better than reality; None unless both traded."""
        if self.real.price is None or self.paper.price is None:
            return None
        better = (self.real.price - self.paper.price) * self.side.sign
        ticks = int((better / self.tick_size).quantize(Decimal(1), ROUND_HALF_EVEN))
        return max(-WORST_TICKS, min(WORST_TICKS, ticks))

    @property
    def delay_error_ms(self) -> int | None:
        """By how much paper was sooner than reality, in steps; None unless both traded."""
        if self.real.delay_ms is None or self.paper.delay_ms is None:
            return None
        steps = round((self.real.delay_ms - self.paper.delay_ms) / DELAY_STEP_MS)
        return max(-WORST_DELAY_MS, min(WORST_DELAY_MS, steps * DELAY_STEP_MS))


@frozen
class Cell:
    """What is counted together: orders of a kind, in a root, that left in an hour of UTC."""

    root: str
    hour: int
    kind: Kind

    @classmethod
    def of(cls, comparison: Comparison) -> Self:
        hour = comparison.at_ns // HOUR_NS % HOURS
        return cls(comparison.root, hour, comparison.kind)


@dataclass(slots=True)
class Figures:
    """How many orders traded where, and by how much paper was better (ticks) and sooner (ms)."""

    both: int = 0
    only_real: int = 0
    only_paper: int = 0
    neither: int = 0
    price: Counter[int] = field(default_factory=Counter)
    delay: Counter[int] = field(default_factory=Counter)

    def add(self, comparison: Comparison) -> None:
        """Count one order."""
        real, paper = comparison.real.quantity > 0, comparison.paper.quantity > 0
        self.both += real and paper
        self.only_real += real and not paper
        self.only_paper += paper and not real
        self.neither += not (real or paper)
        if (ticks := comparison.price_error) is not None:
            self.price[ticks] += 1
        if (delay := comparison.delay_error_ms) is not None:
            self.delay[delay] += 1

    def __iadd__(self, other: "Figures") -> Self:
        self.both += other.both
        self.only_real += other.only_real
        self.only_paper += other.only_paper
        self.neither += other.neither
        self.price += other.price
        self.delay += other.delay
        return self

    @property
    def compared(self) -> int:
        return self.both + self.only_real + self.only_paper + self.neither

    @property
    def agreeing(self) -> Decimal | None:
        """The share of orders that traded in both or in neither, 0 to 1; None before the first."""
        return _share(self.both + self.neither, self.compared)

    @property
    def filled_really(self) -> Decimal | None:
        """The share that traded in reality, 0 to 1."""
        return _share(self.both + self.only_real, self.compared)

    @property
    def filled_on_paper(self) -> Decimal | None:
        """The share that traded on paper, 0 to 1."""
        return _share(self.both + self.only_paper, self.compared)

    @property
    def mean_ticks(self) -> Decimal | None:
        """By how many ticks paper was better on average."""
        count = self.price.total()
        return Decimal(sum(t * n for t, n in self.price.items())) / count if count else None

    @property
    def median_delay_ms(self) -> int | None:
        """The middle one (the lower of two) of how much sooner paper was."""
        left = (self.delay.total() + 1) // 2
        for delay in sorted(self.delay):
            left -= self.delay[delay]
            if left <= 0:
                return delay
        return None

    def as_note(self) -> dict[str, str]:
        """Return the figures as they are kept."""
        counts = {name: str(getattr(self, name)) for name in _COUNTS}
        return counts | {"price": _written(self.price), "delay": _written(self.delay)}

    @classmethod
    def of_note(cls, note: Mapping[str, str]) -> Self:
        """Return the figures that were kept."""
        counts = {name: int(note[name]) for name in _COUNTS}
        return cls(**counts, price=_read(note["price"]), delay=_read(note["delay"]))


@frozen
class Correction:
    """What is added to paper fills that are to come at once, and on how many orders that rests.

    `hour` is None where the hour alone had too few and all of the root were taken.
    """

    latency_ms: int = 0
    slippage_ticks: int = 0
    orders: int = 0
    hour: int | None = None


NO_CORRECTION: Final = Correction()


def correction(cells: Mapping[Cell, Figures], root: str, hour: int) -> Correction:
    """Return what paper fills in a root and hour lack; none while too little was compared."""
    own = cells.get(Cell(root, hour, Kind.AT_ONCE), Figures())
    if own.both >= ENOUGH:
        return _correction(own, hour)
    all_hours = total(
        figures for cell, figures in cells.items() if (cell.root, cell.kind) == (root, Kind.AT_ONCE)
    )
    return _correction(all_hours, None) if all_hours.both >= ENOUGH else NO_CORRECTION


def total(figures: Iterable[Figures]) -> Figures:
    """Return the sum of several figures."""
    summed = Figures()
    for one in figures:
        summed += one
    return summed


def _correction(figures: Figures, hour: int | None) -> Correction:
    ticks = int((figures.mean_ticks or Decimal(0)).quantize(Decimal(1), ROUND_HALF_EVEN))
    return Correction(
        latency_ms=max(0, min(MOST_LATENCY_MS, figures.median_delay_ms or 0)),
        slippage_ticks=max(0, min(MOST_SLIPPAGE_TICKS, ticks)),
        orders=figures.both,
        hour=hour,
    )


_COUNTS: Final = ("both", "only_real", "only_paper", "neither")


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None


def _written(counts: Counter[int]) -> str:
    return " ".join(f"{value}:{count}" for value, count in sorted(counts.items()))


def _read(text: str) -> Counter[int]:
    pairs = (one.split(":") for one in text.split())
    return Counter({int(value): int(count) for value, count in pairs})
