"""Closing: the way out of a position, cleared of what works first, and never taken twice unasked.

Where the outcome of an exit is not known, a further one closes at once what that exit cannot have
closed; the rest waits for proof, for a while, or until a person insists. Intervals are host time.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.desk.alarms import Alarm
from traderterminal.desk.dispatch import Dispatch, is_overtaken
from traderterminal.desk.exposure import protects
from traderterminal.desk.gate import Ruling
from traderterminal.desk.judge import Judge
from traderterminal.desk.ports import OrderWish
from traderterminal.desk.reconcile import Reconciler
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, Order, OrderStatus, OrderType
from traderterminal.domain.positions import Lane
from traderterminal.kit.clock import NANOSECONDS, Clock, within
from traderterminal.kit.lanes import Lanes
from traderterminal.kit.tasks import TaskScope

ZERO: Final = Decimal(0)
#: How long a reversal waits to be flat before it lets its second half go.
REVERSAL_S: Final = 30.0
#: How long a close waits for cancels to be confirmed; then it goes on: an exit is never blocked.
CLEARING_S: Final = 3.0
#: How long it waits beside an exit of unknown outcome: as long as it takes to prove an absence.
WAIT_FOR_PROOF_S: Final = 30.0
#: How often it looks whether that is proven.
LOOK_S: Final = 0.25
#: How often a close is decided on anew when the position has changed while it was made durable.
DECISIONS: Final = 3


class Closing:
    """Closes and reverses positions; `look` tends the brackets of an account."""

    def __init__(
        self,
        *,
        tracker: Tracker,
        judge: Judge,
        dispatch: Dispatch,
        reconciler: Reconciler,
        lanes: Lanes,
        look: Callable[[str], None],
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._judge = judge
        self._dispatch = dispatch
        self._reconciler = reconciler
        self._lanes = lanes
        self._look = look
        self._host = host
        self._tasks = tasks
        self._closes: Counter[Lane] = Counter()  # how many a lane has seen
        self._leaving: Counter[Lane] = Counter()
        self._waiting: set[Lane] = set()

    async def close(self, wish: OrderWish, instrument: Instrument, request: str) -> Order:
        """Clear the way, then trade what is held; whatever waits for its turn waits behind it."""
        lane = (wish.account, instrument.symbol)
        wish = replace(wish, exits=None)
        self._closes[lane] += 1
        with self.on_the_way_out(lane):
            for _ in range(DECISIONS):
                async with self._lanes.turn(lane, is_exit=True):
                    await self._clear_the_way(lane)
                    decided = self._decide(lane, wish, instrument, request)
                order = await self._dispatch.carry_out(*decided)
                if not is_overtaken(order):
                    break
            return order

    async def reverse(self, wish: OrderWish, instrument: Instrument, request: str) -> Order:
        """Close, wait until the account is flat, then open the other side with the same size.

        Returns the order that opens, `denied` where that was refused; the one that closes, when
        the position could not be closed in time or another exit came between.
        """
        lane = (wish.account, instrument.symbol)
        held = self._tracker.known_position(*lane)
        closing = await self.close(replace(wish, intent=Intent.CLOSE), instrument, request)
        closes = self._closes[lane]
        if closing.status is OrderStatus.DENIED or not await self._is_flat(lane):
            return closing
        opening = replace(
            wish,
            symbol=instrument.symbol,
            intent=Intent.DELTA,
            side=Side.SELL if held > 0 else Side.BUY,
            quantity=abs(held),
            client_order_id="",
        )
        async with self._lanes.turn(lane, is_exit=False):
            if self._closes[lane] != closes:
                return closing
            order, ruling = self._judge.decide(opening, instrument, request)
        if ruling.told is not None:
            refusal = Message("not_reversed", {"cause": str(ruling.told)})
            ruling = replace(ruling, refusal=refusal)
        order = replace(order, parent_id=closing.order_id)
        return await self._dispatch.carry_out(order, ruling)

    @contextmanager
    def on_the_way_out(self, lane: Lane) -> Iterator[None]:
        """While everything of a lane goes (all of an account without a symbol), nothing is put
        back; what is still held afterwards is protected again."""
        self._leaving[lane] += 1
        try:
            yield
        finally:
            self._leaving[lane] -= 1
            self._look(lane[0])

    def is_leaving(self, lane: Lane) -> bool:
        """Say whether everything of the lane is on its way out."""
        return self._leaving[lane] > 0 or self._leaving[(lane[0], "")] > 0

    async def _clear_the_way(self, lane: Lane) -> None:
        """Take out the symbol's working orders and wait until they are out.

        Raises LedgerDown where no close could be sent then: what protects stays.
        """
        orders = self._tracker.live_orders(*lane)
        if not orders:
            return
        if protects(orders, self._tracker.known_position(*lane)):
            await self._tracker.begin_way_out(*lane)
        if any(order.is_unproven for order in orders):
            self._reconciler.look_soon(lane[0])
        await asyncio.gather(*(self._dispatch.cancel_in_time(o.order_id) for o in orders))
        await within(self._host, CLEARING_S, self._tracker.until_settled(*lane))

    async def _is_flat(self, lane: Lane) -> bool:
        """Wait for the closing order to end; say whether nothing is held any more."""
        await within(self._host, REVERSAL_S, self._tracker.until_settled(*lane))
        return not self._tracker.known_position(*lane)

    # Beside an exit of unknown outcome.

    def _decide(
        self, lane: Lane, wish: OrderWish, instrument: Instrument, request: str
    ) -> tuple[Order, Ruling]:
        held, doubtful = self._tracker.known_position(*lane), self._doubtful(lane)
        is_asked_again = lane in self._waiting and not (wish.strategy or wish.alert_id)
        if not doubtful or wish.confirmed or is_asked_again:
            self._waiting.discard(lane)
            if doubtful:
                self._tell(lane, "close_beside_unknown", held, doubtful, abs(held))
            return self._judge.decide(wish, instrument, request)
        if lane not in self._waiting:
            self._waiting.add(lane)
            self._tasks.spawn(self._close_later(lane, wish, instrument), name="close the rest")
        rest = abs(held) - doubtful
        words = self._tell(lane, "close_waits", held, doubtful, doubtful)
        if rest <= 0:
            return self._judge.refuse(wish, instrument, request, words)
        return self._judge.decide(wish, instrument, request, at_most=rest)

    def _doubtful(self, lane: Lane) -> Decimal:
        """How much of the position may be closed already, by orders of unknown outcome."""
        held = self._tracker.known_position(*lane)
        sent = (
            order.leaves_quantity
            for order in self._tracker.live_orders(*lane)
            if order.is_unproven
            and order.order_type is OrderType.MARKET
            and order.side.sign * held < 0
        )
        return min(abs(held), sum(sent, ZERO))

    async def _close_later(self, lane: Lane, wish: OrderWish, instrument: Instrument) -> None:
        """Close what is left once nothing is in doubt any more, or has been for long enough."""
        until_ns = self._host.monotonic_ns() + int(WAIT_FOR_PROOF_S * NANOSECONDS)
        while self._doubtful(lane) and self._host.monotonic_ns() < until_ns:
            await self._host.sleep(LOOK_S)
            if lane not in self._waiting:
                return  # somebody insisted
        self._waiting.discard(lane)
        if self._tracker.known_position(*lane):
            again = replace(wish, confirmed=True, client_order_id="")
            with suppress(LedgerDown):  # the ledger tells of itself
                await self.close(again, instrument, "")

    def _tell(
        self, lane: Lane, code: str, held: Decimal, doubtful: Decimal, further: Decimal
    ) -> Message:
        """Tell what may come of a `further` close beside one that may have traded."""
        after = held - (doubtful + further).copy_sign(held)
        parameters = {
            "account": lane[0],
            "symbol": lane[1],
            "quantity": str(doubtful),
            "measured": str(after),
            "limit": f"{WAIT_FOR_PROOF_S:g}",
        }
        message = Message(code, parameters)
        self._reconciler.alarms.emit(Alarm(*lane, message))
        return message
