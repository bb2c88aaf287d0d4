"""The orders of one price level, as far as the changes of its size tell them apart.

A feed of levels shows sums. On a feed that reports every event, a rise of the sum is one order that
joined the back and a fall is one order that left, of exactly that size; which one is a matter of
odds. Orders tend to leave soon after they came and from the back of the queue.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from typing import Final

from traderterminal.paper.resting import FillMode, Resting

#: The odds of leaving fall with age as (age + 10 ms) to the power −AGEING, and are e^BACKWARD times
#: as high at the back of the queue as at its front. Measured on real queues, in which the places
#: are known, the latter is nearer to 2; here the places themselves are inferred.
AGEING: Final = 0.25
BACKWARD: Final = 0.3
_YOUNG_S: Final = 0.01
#: Odds of those whose size does not tell that they left, against 1 for an order of just that size.
_LUMP: Final = 0.3  # several orders, seen as one sum
_PART: Final = 0.005  # a larger order that was cut
_SMALLER: Final = 0.0005  # several orders at once
#: Who stands with less probability than this has left.
_GONE: Final = 0.001
_SPARE: Final = 32


@dataclass(slots=True)
class _Entry:
    """An order, or a lump of them that cannot be told apart; it stands with probability `alive`."""

    lots: float
    born_ns: int
    lump: bool
    alive: float = 1.0

    def lose(self, lots: float) -> None:
        if self.lump:
            self.lots = max(0.0, self.lots - lots)
        else:
            self.alive = max(0.0, self.alive - lots / self.lots)


@dataclass(slots=True)
class InferredQueue:
    """Who stands at a level, first the front. A place counts all that ever joined before it."""

    _entries: list[_Entry] = field(default_factory=list)
    _left_in_front: int = 0
    _crowded: int = _SPARE  # so many entries that it is worth forgetting who has left

    @property
    def back(self) -> int:
        """The place of who comes next."""
        return self._left_in_front + len(self._entries)

    def place_behind(self, lots: float) -> int:
        """Return the place that has about `lots` before it."""
        before = 0.0
        for number, entry in enumerate(self._entries):
            standing = entry.lots * entry.alive
            if before + standing / 2 >= lots:
                return self._left_in_front + number
            before += standing
        return self.back

    def join(self, lots: float, at_ns: int, *, lump: bool) -> None:
        """Let `lots` come to the back."""
        self._entries.append(_Entry(lots, at_ns, lump))

    def clear(self) -> None:
        """Let everybody be gone."""
        self._left_in_front += len(self._entries)
        self._entries.clear()

    def trade(self, lots: float) -> None:
        """Let `lots` trade, from the front."""
        gone = 0
        for entry in self._entries:
            standing = entry.lots * entry.alive
            if standing > lots:
                entry.lose(lots)
                break
            lots -= standing
            gone += 1
        del self._entries[:gone]
        self._left_in_front += gone

    def leave(self, lots: float, at_ns: int, orders: Sequence[Resting], *, lump: bool) -> None:
        """Let `lots` go by cancels; `orders` are ours at this level, who did not.

        As a `lump` their size tells nothing.
        """
        odds = self._odds(lots, at_ns, lump=lump)
        total = sum(odds)
        if total <= 0:
            return
        self._spread(lots, odds, total, orders)
        scale = lots / total
        for entry, its_odds in zip(self._entries, odds, strict=True):
            if its_odds:
                entry.lose(scale * its_odds)
        self._forget_gone(orders)

    def _odds(self, lots: float, at_ns: int, *, lump: bool) -> list[float]:
        """The odds that each entry is the one that left."""
        entries = self._entries
        step = BACKWARD / max(1, len(entries) - 1)
        hazards, total = [], 0.0
        for number, entry in enumerate(entries):
            size = entry.lots
            if entry.lump:
                hazard = _LUMP if size else 0.0
            elif size == lots and not lump:
                hazard = 1.0
            elif size > lots:
                hazard = _PART
            else:
                hazard = _SMALLER * size / lots
            age_s = max(0, at_ns - entry.born_ns) * 1e-9 + _YOUNG_S
            hazard *= age_s**-AGEING * exp(step * number)
            hazards.append(hazard)
            total += hazard * entry.alive
        # Given that this one still stood: its own hazard against what is expected of the others.
        return [
            entry.alive * hazard / (hazard + total - hazard * entry.alive) if hazard else 0.0
            for entry, hazard in zip(entries, hazards, strict=True)
        ]

    def _spread(
        self, lots: float, odds: Sequence[float], total: float, orders: Sequence[Resting]
    ) -> None:
        """Take from what is ahead of each order of ours its share of what left."""
        before = [0.0]
        for its_odds in odds:
            before.append(before[-1] + its_odds)
        count = len(odds)
        for order in orders:
            if order.ahead and order.mode is FillMode.REALISTIC:
                place = min(max(0, order.place - self._left_in_front), count)
                others = total
                if order.shown and place < count and self._entries[place].lots == order.shown:
                    others -= odds[place]  # the order's own display: it knows that it stands
                if others > 0:
                    order.ahead = max(0.0, order.ahead - lots * before[place] / others)

    def _forget_gone(self, orders: Sequence[Resting]) -> None:
        entries = self._entries
        if len(entries) < self._crowded:
            return
        kept_before = [0]
        for entry in entries:
            kept_before.append(kept_before[-1] + (entry.alive > _GONE))
        for order in orders:
            place = min(max(0, order.place - self._left_in_front), len(entries))
            order.place = self._left_in_front + kept_before[place]
        self._entries = [entry for entry in entries if entry.alive > _GONE]
        self._crowded = 2 * len(self._entries) + _SPARE
