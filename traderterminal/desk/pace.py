"""How fast orders leave an account, counted in host time."""

from bisect import bisect_right
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from traderterminal.desk.gate import Pace
from traderterminal.desk.ports import EXTERNAL
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.kit.clock import NANOSECONDS, Clock

MINUTE_NS: Final = 60 * NANOSECONDS
DAY_NS: Final = 86_400 * NANOSECONDS
#: Distinct orders remembered before those older than a minute, the longest window, are dropped.
REMEMBERED: Final = 10_000

_Terms = tuple[str, str, Decimal, Decimal | None, Decimal | None]


class PaceKeeper:
    """Remembers when the orders of each account left."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sent: dict[str, list[int]] = {}
        self._automated: dict[tuple[str, str], list[int]] = {}
        self._last: dict[tuple[str, _Terms], int] = {}

    def pace(self, order: Order) -> Pace:
        """Return the pace that `order` would add to; automation counts by strategy."""
        now = self._clock.monotonic_ns()
        sent = _since(self._sent.get(order.account), now - DAY_NS)
        automated = _since(self._automated.get((order.account, order.strategy)), now - MINUTE_NS)
        last = self._last.get((order.account, _terms(order)))
        return Pace(
            last_second=_count(sent, now - NANOSECONDS),
            last_minute=_count(sent, now - MINUTE_NS),
            today=len(sent),
            automated_last_minute=len(automated),
            same_seconds_ago=None if last is None else Decimal(now - last) / NANOSECONDS,
        )

    def today(self, account: str) -> int:
        """Return how many orders left an account in the last 24 hours."""
        return len(_since(self._sent.get(account), self._clock.monotonic_ns() - DAY_NS))

    def left(self, order: Order) -> None:
        """Note that `order` leaves now."""
        self._note(order, self._clock.monotonic_ns())

    def changed(self, order: Order) -> None:
        """Note that a change of `order` leaves now: one more message, and no other order."""
        self._count(order, self._clock.monotonic_ns())

    def load(self, orders: Iterable[Order]) -> None:
        """Count what earlier runs sent on a market whose time is the host's."""
        now, wall = self._clock.monotonic_ns(), self._clock.now_ns()
        for order in sorted(orders, key=lambda order: order.created_ns):
            age = wall - order.created_ns
            is_ours = order.status is not OrderStatus.DENIED and order.source != EXTERNAL
            is_ours &= not order.attached  # it left in one request with its entry
            if is_ours and 0 <= age < DAY_NS:
                self._note(order, now - age)

    def _note(self, order: Order, at: int) -> None:
        self._count(order, at)
        if len(self._last) >= REMEMBERED:
            self._last = {k: then for k, then in self._last.items() if then > at - MINUTE_NS}
        self._last[(order.account, _terms(order))] = at

    def _count(self, order: Order, at: int) -> None:
        self._sent.setdefault(order.account, []).append(at)
        if order.strategy or order.alert_id:
            key = (order.account, order.strategy)
            self._automated.setdefault(key, []).append(at)


def _terms(order: Order) -> _Terms:
    return (order.symbol, order.side, order.quantity, order.kept_price, order.stop_price)


def _since(times: list[int] | None, start: int) -> list[int]:
    """Drop what lies before `start`, now and then, and return the rest."""
    if not times:
        return []
    if times[0] <= start:
        del times[: bisect_right(times, start)]
    return times


def _count(times: list[int], start: int) -> int:
    return len(times) - bisect_right(times, start)
