"""What of a position a group has traded: the rest was made by hand and is none of its business."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from traderterminal.domain.fills import Fill
from traderterminal.domain.positions import Lane

ZERO: Final = Decimal(0)


class GroupBook:
    """Follows the fills. A group's part lies between nothing and the whole position.

    So a trade by hand takes from what was made by hand first, and an exit of any kind takes the
    group's part along once nothing else is left.
    """

    def __init__(self) -> None:
        self._held: dict[Lane, Decimal] = {}
        self._parts: dict[Lane, dict[str, Decimal]] = {}

    def load(self, fills: Iterable[Fill]) -> None:
        """Take up the fills of former runs, in the order in which they were booked."""
        for fill in fills:
            self.add(fill)

    def add(self, fill: Fill) -> None:
        """Count a fill."""
        self._move(fill, fill.signed_quantity)

    def change(self, was: Fill, now: Fill | None) -> None:
        """Count a fill that the exchange corrected, or took back."""
        after = ZERO if now is None else now.signed_quantity
        self._move(was, after - was.signed_quantity)

    def forget(self, account: str) -> None:
        """Forget what an account held."""
        for lane in [lane for lane in self._held if lane[0] == account]:
            del self._held[lane]
            self._parts.pop(lane, None)

    def part(self, group: str, account: str, symbol: str) -> Decimal:
        """Return the signed quantity that the account holds for the group."""
        return self._parts.get((account, symbol), {}).get(group, ZERO)

    def symbols(self, group: str, account: str) -> list[str]:
        """Return what the account holds for the group."""
        return [
            symbol
            for (name, symbol), parts in self._parts.items()
            if name == account and parts.get(group)
        ]

    def _move(self, fill: Fill, quantity: Decimal) -> None:
        lane = (fill.account, fill.symbol)
        held = self._held[lane] = self._held.get(lane, ZERO) + quantity
        parts = self._parts.get(lane, {})
        if fill.group:
            parts = self._parts.setdefault(lane, parts)
            parts[fill.group] = parts.get(fill.group, ZERO) + quantity
        for group, part in parts.items():
            parts[group] = max(min(ZERO, held), min(part, max(ZERO, held)))
