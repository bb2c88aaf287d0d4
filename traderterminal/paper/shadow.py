"""Shadow: every order that leaves for a broker is simulated at the same moment, and compared.

What is simulated stands in a paper book of its own: no position, no rule and no ledger knows of
it, and nothing of it is sent anywhere. It listens to what is booked and is never in the way of an
order. It ends with the real order; one that really traded in full leaves it a moment to do so, too.
Orders that were refused, that left before the program started, or that trade only as legs of a
package are not compared. Delays are those at which the program learned of the first execution.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from traderterminal.desk.desk import Change, OrderChanged
from traderterminal.desk.ports import News, OrderNews, Terms
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import (
    CancelRefused,
    Filled,
    Order,
    OrderStatus,
    OrderType,
    ReplaceRefused,
)
from traderterminal.journal.reality import Comparison, Kind, Outcome
from traderterminal.kit.clock import Clock
from traderterminal.kit.tasks import TaskScope
from traderterminal.paper.broker import PaperBroker

#: The modes in which an order meets a market that is not ours.
SHADOWED: Final = frozenset({Mode.LIVE, Mode.SANDBOX})
#: How long paper may take to trade what really has, market time.
GRACE_S: Final = 5.0
_MILLISECOND: Final = 1_000_000
#: The shadow had ended before it could follow: nothing of it has changed.
_TOO_LATE: Final = (CancelRefused, ReplaceRefused)
_REFUSED: Final = frozenset({OrderStatus.DENIED, OrderStatus.REJECTED})


@dataclass(slots=True)
class _Pair:
    """An order as it really stands, and its shadow. Times are market time."""

    real: Order
    paper: Order
    left_ns: int
    real_delay_ms: int | None = None
    paper_delay_ms: int | None = None
    is_over: bool = False

    @property
    def terms(self) -> Terms:
        return Terms(self.real.quantity, self.real.limit_price, self.real.stop_price)


class Shadow:
    """Runs the shadows. `account` returns an account by its name, `compared` takes what came of it.

    `broker` is a paper broker that nobody else uses.
    """

    def __init__(
        self,
        *,
        broker: PaperBroker,
        account: Callable[[str], Account | None],
        instrument: Callable[[str], Instrument],
        compared: Callable[[Comparison], None],
        market: Clock,
        tasks: TaskScope,
    ) -> None:
        self._broker = broker
        self._account = account
        self._instrument = instrument
        self._compared = compared
        self._market = market
        self._tasks = tasks
        self._pairs: dict[str, _Pair] = {}
        broker.listen(self._hear_paper)

    def __len__(self) -> int:
        """How many orders are being compared."""
        return len(self._pairs)

    def hear(self, change: Change) -> None:
        """Follow an order of the desk."""
        if not isinstance(change, OrderChanged):
            return
        order = change.order
        pair = self._pairs.get(order.order_id)
        if pair is not None:
            self._follow(pair, order)
        elif order.status is OrderStatus.SENDING and self._is_shadowed(order):
            paper = replace(order, account=f"shadow of {order.account}")
            self._pairs[order.order_id] = _Pair(order, paper, self._market.now_ns())
            self._tasks.spawn(self._broker.submit(paper), name="shadow")

    def _is_shadowed(self, order: Order) -> bool:
        account = self._account(order.account)
        if account is None or account.mode not in SHADOWED or order.package is not None:
            return False
        return order.order_type in self._broker.capabilities.order_types

    def _follow(self, pair: _Pair, order: Order) -> None:
        before, pair.real = pair.terms, order
        if order.filled_quantity and pair.real_delay_ms is None:
            pair.real_delay_ms = self._since(pair)
        if order.is_live:
            if pair.terms != before:
                self._tasks.spawn(self._broker.replace(pair.paper, pair.terms), name="shadow")
        elif order.status in _REFUSED and not order.filled_quantity:
            self._tasks.spawn(self._end(pair, 0.0, compares=False), name="shadow")
        elif not pair.is_over:
            pair.is_over = True
            waits = order.status is OrderStatus.FILLED and pair.paper.is_live
            self._tasks.spawn(self._end(pair, GRACE_S if waits else 0.0), name="shadow")

    async def _end(self, pair: _Pair, grace_s: float, *, compares: bool = True) -> None:
        if grace_s:
            await self._market.sleep(grace_s)
        if self._pairs.pop(pair.real.order_id, None) is None:
            return
        if pair.paper.is_live:
            await self._broker.cancel(pair.paper)
        if compares:
            self._compared(self._comparison(pair))

    def _hear_paper(self, news: News) -> None:
        if not isinstance(news, OrderNews) or isinstance(news.event, _TOO_LATE):
            return
        pair = self._pairs.get(news.order_id)
        if pair is None:
            return
        pair.paper = pair.paper.apply(news.event)
        if isinstance(news.event, Filled) and pair.paper_delay_ms is None:
            pair.paper_delay_ms = self._since(pair)

    def _since(self, pair: _Pair) -> int:
        return (self._market.now_ns() - pair.left_ns) // _MILLISECOND

    def _comparison(self, pair: _Pair) -> Comparison:
        real, instrument = pair.real, self._instrument(pair.real.symbol)
        waits = real.order_type in (OrderType.LIMIT, OrderType.STOP_LIMIT)
        return Comparison(
            order_id=real.order_id,
            root=instrument.root,
            kind=Kind.LIMIT if waits else Kind.AT_ONCE,
            side=real.side,
            tick_size=instrument.tick_size,
            at_ns=pair.left_ns,
            real=_outcome(real, pair.real_delay_ms),
            paper=_outcome(pair.paper, pair.paper_delay_ms),
        )


def _outcome(order: Order, delay_ms: int | None) -> Outcome:
    if not order.filled_quantity:
        return Outcome()
    return Outcome(order.filled_quantity, order.average_price, delay_ms)
