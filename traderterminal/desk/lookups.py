"""Look-ups: an order of unknown outcome is asked for until it is found or its absence is proven.

It is never sent again. What is missing from an answer proves nothing unless the answer was
complete: two complete answers some seconds apart, the stream up in between, prove an absence.
Intervals are host time.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from traderterminal.desk.intake import Intake
from traderterminal.desk.ports import Broker, OrderNews
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.errors import NotSent, OrderRefused, OutcomeUnknown
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Canceled,
    CancelRefused,
    Order,
    OrderEvent,
    OrderStatus,
    OutcomeLost,
    ProvenAbsent,
    ReplaceRefused,
)
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.tasks import TaskScope

#: When an order of unknown outcome is looked up, in seconds after the answer was lost.
LOOK_UPS_S: Final = (1.0, 2.0, 4.0, 8.0, 15.0, 28.0)
LOOK_UP_EVERY_S: Final = 30.0
#: Two complete answers this far apart prove an absence.
PROOF_S: Final = 10.0
#: A request that was given up may still be on its way for so long.
LANDING_S: Final = 5.0

_log = logging.getLogger(__name__)


class LookUps:
    """Pursues orders whose outcome is open.

    `check_environment` raises NotSent while another environment than the account's answers;
    `compare` compares everything of an account with its broker and says whether the answer was
    complete.
    """

    def __init__(
        self,
        *,
        tracker: Tracker,
        intake: Intake,
        broker: Callable[[str], Broker],
        check_environment: Callable[[str], None],
        compare: Callable[[str], Awaitable[bool]],
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._intake = intake
        self._broker = broker
        self._check_environment = check_environment
        self._compare = compare
        self._host = host
        self._tasks = tasks
        self._pursued: set[str] = set()
        self._due_ns: dict[str, int] = {}  # when an order is looked up next
        self._lost_ns: dict[str, int] = {}  # when the answer to a request was given up
        self._traded_ns: dict[str, dict[str, int]] = {}  # by account and order, since when
        self._down: set[str] = set()  # accounts whose stream is down
        self._down_ns: dict[str, int] = {}  # when the stream of an account was last lost

    def stream(self, account: str, *, up: bool) -> None:
        """The stream of an account went down, or is back: a proof needs it up all the while."""
        if up:
            self._down.discard(account)
        else:
            self._down.add(account)
            self._down_ns[account] = self._host.monotonic_ns()

    def lost(self, order: Order) -> None:
        """The answer to a request was lost: count it as unknown and look it up."""
        self._lost_ns[order.order_id] = self._host.monotonic_ns()
        self._tracker.hear(order.order_id, OutcomeLost())
        self.pursue(order.order_id)

    def take_up(self, account: str) -> None:
        """Pursue every order of an account whose outcome is open."""
        for order in self._tracker.live_orders(account):
            if _is_open_question(order):
                self.pursue(order.order_id)

    def traded_out(self, account: str, orders: Iterable[Order]) -> None:
        """End the orders that the broker goes on showing as filled while executions are missing.

        An execution that stays away from complete answers was taken back before it was told of.
        """
        now = self._host.monotonic_ns()
        visible_s = self._broker(account).capabilities.visible_after_s
        before = self._traded_ns.get(account, {})
        since = {order.order_id: before.get(order.order_id, now) for order in orders}
        self._traded_ns[account] = since
        for order_id, since_ns in since.items():
            if now - since_ns >= max(PROOF_S, visible_s) * NANOSECONDS:
                self._tracker.hear(order_id, Canceled(Message("taken_back")))

    def pursue(self, order_id: str) -> None:
        """Look an order up until its outcome is proven."""
        if order_id not in self._pursued:
            self._pursued.add(order_id)
            self._tasks.spawn(self._pursue(order_id), name=f"look up {order_id}")

    @property
    def pursuing(self) -> int:
        """How many orders are being looked up."""
        return len(self._pursued)

    def next_s(self, order_id: str) -> float | None:
        """In how many seconds an order is looked up next; None while it is not waited for."""
        due_ns = self._due_ns.get(order_id)
        return None if due_ns is None else (due_ns - self._host.monotonic_ns()) / NANOSECONDS

    async def _pursue(self, order_id: str) -> None:
        lost_ns = self._host.monotonic_ns()
        proof_ns: int | None = None  # when a complete answer first did not show it
        number = 0
        try:
            while True:
                await self._until(order_id, lost_ns, number)
                number += 1
                order = self._tracker.known_order(order_id)
                if order is None or not _is_open_question(order):
                    return
                if order.broker_order_id and order.status is OrderStatus.PENDING_CANCEL:
                    await self._cancel_again(order)
                proof_ns = await self._look_up(order, lost_ns, proof_ns)
        finally:
            self._pursued.discard(order_id)
            self._due_ns.pop(order_id, None)
            self._lost_ns.pop(order_id, None)

    async def _until(self, order_id: str, lost_ns: int, number: int) -> None:
        """Wait for the next look-up."""
        if number < len(LOOK_UPS_S):
            due = LOOK_UPS_S[number]
        else:
            due = LOOK_UPS_S[-1] + (number - len(LOOK_UPS_S) + 1) * LOOK_UP_EVERY_S
        self._due_ns[order_id] = lost_ns + int(due * NANOSECONDS)
        passed = (self._host.monotonic_ns() - lost_ns) / NANOSECONDS
        await self._host.sleep(max(0.0, due - passed))

    async def _look_up(self, order: Order, lost_ns: int, proof_ns: int | None) -> int | None:
        """Ask once; return since when complete answers do not show the order."""
        account = order.account
        asked_ns = self._host.monotonic_ns()
        if not await self._compare(account) or account in self._down:
            return proof_ns
        current = self._tracker.known_order(order.order_id)
        if current is None or not (current.is_unproven or _waits_for_terms(current)):
            return None
        if current.is_on_its_way:
            return None  # a request that is still on its way may land after any answer
        lost_ns = self._lost_ns.setdefault(order.order_id, lost_ns)
        if proof_ns is None or self._down_ns.get(account, -1) >= proof_ns:
            return asked_ns
        visible_s = self._broker(account).capabilities.visible_after_s
        proven = asked_ns - proof_ns >= PROOF_S * NANOSECONDS
        if proven and asked_ns - lost_ns >= (visible_s + LANDING_S) * NANOSECONDS:
            self._tracker.hear(order.order_id, self._proof(current))
        return proof_ns

    def _proof(self, order: Order) -> OrderEvent:
        if order.is_unproven:
            where = {"where": self._tracker.known_accounts()[order.account].kind}
            return ProvenAbsent(Message("proven_absent", where))
        return ReplaceRefused()  # it still stands with its old terms

    def cancel_now(self, order: Order) -> None:
        """Send the cancel of an order that could not be named to the broker before."""
        self._tasks.spawn(self._cancel_again(order), name=f"cancel {order.order_id}")
        self.pursue(order.order_id)

    async def _cancel_again(self, order: Order) -> None:
        """A cancel goes by the broker's id and may be sent twice, unlike anything else."""
        self._intake.doubt_refusals(order.order_id)
        try:
            self._check_environment(order.account)
            await self._broker(order.account).cancel(order)
        except OrderRefused:
            self._intake.hear(OrderNews(order.account, CancelRefused(), order.order_id))
        except (NotSent, OutcomeUnknown):
            pass  # the next look-up tries again
        except Exception:  # noqa: BLE001 - the next look-up tries again, whatever it was
            _log.exception("the cancel of %s failed", order.order_id)


def _waits_for_terms(order: Order) -> bool:
    return order.status is OrderStatus.PENDING_REPLACE


def _is_open_question(order: Order) -> bool:
    waits = order.status in (OrderStatus.PENDING_CANCEL, OrderStatus.PENDING_REPLACE)
    return order.is_live and (order.is_unproven or waits)
