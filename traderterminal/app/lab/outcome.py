"""What a variant of a day came to, and where its orders differ from those of another."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Final

from traderterminal.app.engine import Engine
from traderterminal.app.lab.day import OrderNames
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.domain.signals import AlertStatus
from traderterminal.journal.round_trips import build, net_results
from traderterminal.journal.statistics import trade_statistics
from traderterminal.kit.clock import iso
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)
#: More orders or alerts than any day has.
_ALL: Final = 10**9
_REFUSED: Final = frozenset({AlertStatus.REJECTED, AlertStatus.FAILED})


@frozen
class OrderLine:
    """An order as it ended, without the ids that differ from run to run; `at_ns` is market time."""

    at_ns: int
    account: str
    side: str
    quantity: Decimal
    order_type: str
    status: str
    filled: Decimal
    average_price: Decimal | None
    reason: str

    def __str__(self) -> str:
        words = [iso(self.at_ns), self.account, self.side, f"{self.quantity:f}", self.order_type]
        words.append(self.status)
        if self.average_price is not None:
            words.append(f"{self.filled:f} at {self.average_price:f}")
        if self.reason:
            words.append(f"({self.reason})")
        return " ".join(words)


@frozen
class Outcome:
    """What a variant came to. Money in account currency, over all accounts.

    `net` and `drawdown` are of closed trades after fees; `open_result` is that of what is still
    held at the last price, None while one lacks. `refused` counts orders and alerts by the code
    of the rule; `orders` go by what they come of.
    """

    variant: str
    trades: int
    net: Decimal
    win_rate: Decimal | None
    drawdown: Decimal
    open_result: Decimal | None
    refused: Mapping[str, int]
    orders: Mapping[str, OrderLine]
    events: int
    ledger_hash: str

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, numbers as strings."""

        def plain(value: Any) -> Any:
            if isinstance(value, Mapping):
                return {name: plain(one) for name, one in value.items()}
            return f"{value:f}" if isinstance(value, Decimal) else value

        found: dict[str, Any] = plain(asdict(self))
        return found


@frozen
class Difference:
    """An order that is not the same in two variants; None where one has no such order."""

    name: str
    first: OrderLine | None
    other: OrderLine | None


def differences(first: Outcome, other: Outcome) -> Iterator[Difference]:
    """Yield where `other` differs from `first`, order by order, by market time."""
    names = dict.fromkeys((*first.orders, *other.orders))
    pairs = [Difference(name, first.orders.get(name), other.orders.get(name)) for name in names]
    pairs.sort(key=lambda pair: min(one.at_ns for one in (pair.first, pair.other) if one))
    return (pair for pair in pairs if pair.first != pair.other)


async def all_orders(engine: Engine) -> list[Order]:
    """Return every order of a run in the order in which they were made."""
    return list(reversed(await engine.ledger.orders(limit=_ALL)))


async def sum_up(engine: Engine, variant: str, names: OrderNames, refused: Counter[str]) -> Outcome:
    """Sum up what the ledger of a run holds; `refused` are requests that led to no order."""
    orders, alerts = await all_orders(engine), await engine.ledger.alerts(limit=_ALL)
    trips, _ = build(engine.journal.all_fills())
    figures = trade_statistics(net_results(trips))
    by_rule = refused.copy()
    by_rule.update(_code(order) for order in orders if order.status is OrderStatus.DENIED)
    traded = {order.alert_id for order in orders}
    by_rule.update(
        alert.reason.code
        for alert in alerts
        if alert.reason and alert.status in _REFUSED and alert.alert_id not in traded
    )
    return Outcome(
        variant=variant,
        trades=figures.n,
        net=figures.net,
        win_rate=figures.win_rate_all,
        drawdown=figures.max_dd_closed,
        open_result=open_result(_open_results(engine)),
        refused=dict(sorted(by_rule.items())),
        orders={names.name(order) or order.order_id: _line(order) for order in orders},
        events=engine.ledger.last_seq,
        ledger_hash=engine.ledger.last_hash,
    )


def _open_results(engine: Engine) -> list[Decimal | None]:
    held = [key for key, position in engine.desk.positions.items() if not position.is_flat]
    return [engine.desk.unrealized(account, symbol) for account, symbol in held]


def open_result(results: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of the open results of positions; None while that of one is not known."""
    total = ZERO
    for result in results:
        if result is None:
            return None
        total += result
    return total


def _code(order: Order) -> str:
    return order.reason.code if order.reason is not None else ""


def _line(order: Order) -> OrderLine:
    return OrderLine(
        at_ns=order.created_ns,
        account=order.account,
        side=order.side.value,
        quantity=order.quantity,
        order_type=order.shown_type.value,
        status=order.shown_status.value,
        filled=order.filled_quantity,
        average_price=order.average_price,
        reason=_code(order),
    )
