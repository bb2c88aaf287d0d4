"""Hybrid: our fills on a broker's live quotes, once the broker's sandbox has accepted the order.

An order that may add exposure is offered to the sandbox, waited for, and withdrawn there; what
trades there meanwhile is not ours. It enters our book only when the sandbox has taken it: refused
there is refused here, and without an answer it enters nowhere. An exit is never offered: it must
not hang on a test environment. Without a sandbox our book is all there is.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from traderterminal.desk.ports import (
    AttachedExit,
    Broker,
    Capabilities,
    FillSeen,
    Listing,
    LoggedIn,
    News,
    OrderNews,
    OrderSeen,
    PositionSeen,
    Terms,
)
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import (
    NotSent,
    OrderRefused,
    OutcomeUnknown,
    TraderTerminalError,
)
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Accepted, Canceled, Order, Refused
from traderterminal.kit.clock import Clock, within
from traderterminal.kit.tasks import TaskScope

#: How long the sandbox may take to say what it makes of an order, host time.
ANSWER_S: Final = 10.0

#: Why the sandbox refuses an order; None when it takes it.
_Answer = asyncio.Future[Message | None]

_log = logging.getLogger(__name__)


class HybridBroker:
    """Implements `desk.ports.Broker`: `ours` fills, `sandbox` is asked whether it would take it."""

    def __init__(self, ours: Broker, sandbox: Broker | None, host: Clock, tasks: TaskScope) -> None:
        self._ours = ours
        self._sandbox = sandbox
        self._host = host
        self._tasks = tasks
        self._hear: Callable[[News], None] = lambda news: None
        self._waiting: dict[str, _Answer] = {}  # offered, and not answered yet
        self._there: dict[str, Order] = {}  # offered, and not known to be gone
        self._foreign: dict[str, Mode] = {}
        if sandbox is not None:
            sandbox.listen(self._hear_sandbox)

    @property
    def capabilities(self) -> Capabilities:
        """What our book does; of packages the sandbox cannot be asked."""
        ours = self._ours.capabilities
        return replace(ours, packages=ours.packages and self._sandbox is None)

    def listen(self, hear: Callable[[News], None]) -> None:
        """Tell of what our book does; the sandbox is heard here alone."""
        self._hear = hear
        self._ours.listen(hear)

    async def submit(self, order: Order) -> None:
        """Enter `order` in our book, if the sandbox takes it too."""
        if self._sandbox is None or order.reduces or await self._is_taken(order, self._sandbox):
            await self._ours.submit(order)

    async def submit_package(self, legs: Sequence[Order]) -> None:
        """Enter a package in our book, where there is no sandbox to be asked."""
        await self._ours.submit_package(legs)

    async def submit_bracket(self, entry: Order, exits: Sequence[AttachedExit]) -> None:
        """Refuse, as our book does."""
        await self._ours.submit_bracket(entry, exits)

    async def cancel(self, order: Order) -> None:
        """Take `order` out of our book, or keep it from getting there."""
        waiting = self._waiting.pop(order.order_id, None)
        if waiting is None:
            await self._ours.cancel(order)
            return
        _answer(waiting, None)
        canceled = Canceled(Message("canceled_by_trader"))
        self._hear(OrderNews(order.account, canceled, order.order_id))

    async def replace(self, order: Order, terms: Terms) -> None:
        await self._ours.replace(order, terms)

    async def orders(self, account: str, since_ns: int) -> Listing[OrderSeen]:
        return await self._ours.orders(account, since_ns)

    async def fills(self, account: str, since_ns: int) -> Listing[FillSeen]:
        return await self._ours.fills(account, since_ns)

    async def positions(self, account: str) -> Listing[PositionSeen]:
        return await self._ours.positions(account)

    def restore(self, orders: Sequence[Order]) -> Sequence[OrderNews]:
        return self._ours.restore(orders)

    async def _is_taken(self, order: Order, sandbox: Broker) -> bool:
        """Offer `order`; False when it was cancelled meanwhile.

        Raises OrderRefused when the sandbox refuses it, NotSent when it does not answer.
        """
        answer = self._waiting[order.order_id] = asyncio.get_running_loop().create_future()
        try:
            await self._offer(order, sandbox, answer)
        except TraderTerminalError:
            if order.order_id in self._waiting:
                raise
        finally:
            is_wanted = self._waiting.pop(order.order_id, None) is not None
        return is_wanted

    async def _offer(self, order: Order, sandbox: Broker, answer: _Answer) -> None:
        async def ask() -> None:  # it begins later than it is made: who answers is asked here
            if (foreign := self._foreign.get(order.account)) is not None:
                raise _silent(f"{foreign} answers for {order.account}, not its sandbox")
            self._there[order.order_id] = order
            try:
                await sandbox.submit(order)
            except (NotSent, OrderRefused):
                self._there.pop(order.order_id, None)
                raise
            await answer

        try:
            in_time = await within(self._host, ANSWER_S, ask())
        except OutcomeUnknown as unknown:  # nothing of ours is there that could be looked up
            raise _silent(f"the sandbox did not answer: {unknown}") from unknown
        if not in_time:
            raise _silent(f"the sandbox has not answered for {ANSWER_S:.0f} s")
        if (refusal := answer.result()) is not None:
            raise OrderRefused(refusal)

    def _hear_sandbox(self, news: News) -> None:
        if isinstance(news, LoggedIn):
            if news.mode is Mode.SANDBOX:
                self._foreign.pop(news.account, None)
            else:
                self._foreign[news.account] = news.mode
        elif isinstance(news, OrderNews):
            self._hear_answer(news)

    def _hear_answer(self, news: OrderNews) -> None:
        """Take in what the sandbox makes of an order, and take it out again, however late."""
        answer = self._waiting.get(news.order_id)
        match news.event:
            case Accepted():
                if (order := self._there.pop(news.order_id, None)) is not None:
                    self._tasks.spawn(self._withdraw(order.apply(news.event)), name="withdraw")
                _answer(answer, None)
            case Refused(reason=reason):
                self._there.pop(news.order_id, None)
                _answer(answer, reason)
            case _:  # it has done something with it, so it has taken it
                self._there.pop(news.order_id, None)
                _answer(answer, None)

    async def _withdraw(self, order: Order) -> None:
        if self._sandbox is None or order.account in self._foreign:
            return
        try:
            await self._sandbox.cancel(order)
        except TraderTerminalError as error:
            _log.info("%s was not withdrawn from the sandbox: %s", order.order_id, error)


def _answer(waiting: _Answer | None, refusal: Message | None) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(refusal)


def _silent(cause: str) -> NotSent:
    return NotSent(Message("stopped_at_the_door", {"cause": cause}))
