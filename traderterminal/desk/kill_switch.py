"""The kill switch: while it is on, nothing that can add exposure leaves, on any account.

What works and can add exposure is cancelled; orders that can only reduce stay, for a kill switch
must not strip a position of its stop. It holds from the moment it is thrown, is durable before it
is answered, and stays on, over restarts too, until somebody releases it.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

from traderterminal.desk.exposure import that_can_add
from traderterminal.desk.flatten import Flatten
from traderterminal.desk.ports import Ledger, NoteFact
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

NOTE: Final = "kill switch"
#: How often it looks for orders that can add exposure by now, host time.
LOOK_S: Final = 0.25
#: An order whose cancel was refused is asked for again after so long.
AGAIN_NS: Final = NANOSECONDS

_log = logging.getLogger(__name__)


@frozen
class KillResult:
    """What throwing or releasing the switch came to; counts are of this very call.

    `orders_unconfirmed` are those cancelled ones whose broker has not answered yet; `durable` says
    whether a restart would find the switch so.
    """

    engaged: bool
    orders_cancelled: int = 0
    orders_kept: int = 0
    positions_closed: int = 0
    orders_unconfirmed: int = 0
    durable: bool = True


@frozen
class KillCount:
    """How the orders of all accounts stand to the switch.

    `adding` can add exposure: they go with it, or are still on their way out while it is on. `kept`
    can only reduce. `unknown` are of unknown outcome and in neither count. `cancelled` are out
    since it was thrown, by this run of the program.
    """

    adding: int
    kept: int
    unknown: int
    cancelled: int


class KillSwitch:
    """Blocks and cancels what can add exposure.

    `since_ns` is host time, None while it is off; `by` says who threw it and may be empty.
    """

    def __init__(
        self,
        *,
        tracker: Tracker,
        ledger: Ledger,
        cancel: Callable[[str], Awaitable[bool]],
        flatten: Flatten,
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._ledger = ledger
        self._cancel = cancel
        self._flatten = flatten
        self._host = host
        self._tasks = tasks
        self._thrown = 0  # how often: a release must not undo a throw that came after it
        self._noting = asyncio.Lock()
        self._is_noted = True
        self._is_watching = False
        self._asked: dict[str, tuple[str, int]] = {}
        self.since_ns: int | None = None
        self.by = ""
        self.changed: Observers[None] = Observers()

    @property
    def engaged(self) -> bool:
        return self.since_ns is not None

    @property
    def is_durable(self) -> bool:
        """Say whether a restart would find the switch as it is now."""
        return self._is_noted

    def count(self) -> KillCount:
        """Count the orders that it takes out, or has taken out, and those that stay."""
        adding = {order.order_id for order in self._adding()}
        counts: Counter[str] = Counter()
        for order in self._live():
            if order.is_unknown:
                counts["unknown"] += 1
            else:
                counts["adding" if order.order_id in adding else "kept"] += 1
        asked = (self._tracker.known_order(order_id) for order_id in self._asked)
        cancelled = sum(o is not None and o.status is OrderStatus.CANCELED for o in asked)
        return KillCount(counts["adding"], counts["kept"], counts["unknown"], cancelled)

    def load(self, notes: Mapping[str, Mapping[str, str]]) -> None:
        """Stay on where an earlier run left it on."""
        note = notes.get(NOTE, {})
        if since := note.get("since_ns", ""):
            self.since_ns, self.by = int(since), note.get("by", "")
            self._watch()

    async def engage(self, *, flatten: bool = False, by: str = "") -> KillResult:
        """Throw the switch; with `flatten` every position is closed and the rest swept.

        Asked for again it looks again. It is on whether or not the ledger can be written.
        """
        self._thrown += 1
        if self.since_ns is None:
            self.since_ns, self.by = self._host.now_ns(), by
            self._is_noted = False
            self.changed.emit(None)
        self._watch()
        before = self._live()
        closed, noted = await asyncio.gather(
            self._take_out(flatten=flatten), self._note(), return_exceptions=True
        )
        if isinstance(closed, BaseException):
            raise closed
        if isinstance(noted, BaseException) and not isinstance(noted, LedgerDown):
            raise noted
        return self._result(before, closed)

    async def _take_out(self, *, flatten: bool) -> int:
        """Cancel what can add exposure, or flatten; return how many positions are closed.

        A flatten takes out the orders itself, and no account waits for the broker of another.
        """
        adding = self._adding()
        if not flatten:
            await self._cancel_all(adding)
            return 0
        self._remember(adding)
        done = await self._flatten.accounts(list(self._tracker.known_accounts()))
        return done.positions_closed

    def _live(self) -> list[Order]:
        """What has left, or may have."""
        live = self._tracker.live_orders()
        return [order for order in live if order.status is not OrderStatus.INTENT]

    def _result(self, before: list[Order], positions_closed: int) -> KillResult:
        now = [self._tracker.known_order(order.order_id) or order for order in before]
        waiting = sum(order.status is OrderStatus.PENDING_CANCEL for order in now)
        filled = sum(order.status is OrderStatus.FILLED for order in now)
        kept = sum(order.is_live for order in now) - waiting
        return KillResult(
            engaged=self.engaged,
            orders_cancelled=len(now) - filled - kept,
            orders_kept=kept,
            positions_closed=positions_closed,
            orders_unconfirmed=waiting,
            durable=self._is_noted,
        )

    async def release(self) -> KillResult:
        """Let orders leave again, once that is durable. Raises LedgerDown; then it stays on."""
        thrown = self._thrown
        async with self._noting:
            if self.engaged and thrown == self._thrown:
                await self._tracker.booked()  # that it was thrown may still wait for the ledger
                await self._ledger.commit([NoteFact(NOTE, {"since_ns": ""})])
                if thrown == self._thrown:
                    self.since_ns, self.by = None, ""
                    self._asked.clear()
                    self.changed.emit(None)
                else:  # thrown again while the release was on its way to the disk
                    self._is_noted = False
        return KillResult(self.engaged)

    def _adding(self) -> list[Order]:
        """The working orders, of all accounts, that could add exposure."""
        found: list[Order] = []
        by_symbol: dict[tuple[str, str], list[Order]] = {}
        for order in self._live():
            by_symbol.setdefault((order.account, order.symbol), []).append(order)
        for (account, symbol), orders in by_symbol.items():
            found += that_can_add(orders, self._tracker.known_position(account, symbol))
        return found

    async def _cancel_all(self, orders: list[Order]) -> None:
        """Ask for all cancels at once: no broker waits for another."""
        self._remember(orders)
        await asyncio.gather(*(self._cancel(order.order_id) for order in orders))

    def _remember(self, orders: Iterable[Order]) -> None:
        """Remember when the cancels of orders were asked for."""
        now = self._host.monotonic_ns()
        for order in orders:
            self._asked[order.order_id] = (order.broker_order_id, now)

    async def _note(self) -> None:
        """Make the switch durable."""
        async with self._noting:
            if not self._is_noted and self.engaged:
                note = {"since_ns": str(self.since_ns), "by": self.by}
                await self._tracker.keep(NoteFact(NOTE, note))
                self._is_noted = True

    def _watch(self) -> None:
        if not self._is_watching:
            self._is_watching = True
            self._tasks.spawn(self._keep_watch(), name="kill switch")

    async def _keep_watch(self) -> None:
        """Cancel whatever turns up that can add exposure, as long as the switch is on.

        An order may come from elsewhere, be found again after its answer was lost, or be left
        over when another one closed the position.
        """
        try:
            while True:
                await self._host.sleep(LOOK_S)
                if not self.engaged:
                    return
                if due := [order for order in self._adding() if self._is_due(order)]:
                    self._tasks.spawn(self._cancel_all(due), name="kill switch cancels")
                try:
                    await self._note()
                except LedgerDown as down:
                    _log.warning("the kill switch is on but not durable: %s", down.cause)
        finally:
            self._is_watching = False

    def _is_due(self, order: Order) -> bool:
        """Say whether a cancel has to be asked for, first or once more."""
        if order.order_id not in self._asked:
            return True
        broker_order_id, at_ns = self._asked[order.order_id]
        if order.broker_order_id != broker_order_id:
            return True  # it could not be addressed before
        refused = order.status is not OrderStatus.PENDING_CANCEL
        return refused and self._host.monotonic_ns() - at_ns >= AGAIN_NS
