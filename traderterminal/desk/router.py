"""The router: which broker an account's orders go to, and what an intent means for its position."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from traderterminal.desk.ports import Broker, OrderWish
from traderterminal.domain.accounts import Account
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, Order, OrderType

ZERO: Final = Decimal(0)


class Router:
    """Finds the broker of an account; one that is not there is an error, never another broker."""

    def __init__(self, brokers: Mapping[tuple[str, str], Broker]) -> None:
        self._brokers = dict(brokers)

    def broker(self, account: Account) -> Broker:
        """Return the broker for the account's kind and mode; raises OrderRefused without one."""
        broker = self._brokers.get((account.kind, str(account.mode)))
        if broker is None:
            what = f"{account.kind} in {account.mode} mode"
            raise OrderRefused(Message("unsupported", {"what": what, "account": account.account}))
        return broker

    def brokers(self) -> Iterable[tuple[tuple[str, str], Broker]]:
        """Every broker with the kind and mode it serves."""
        return self._brokers.items()


@dataclass(frozen=True, slots=True)
class Netted:
    """One order that brings the position to what the intent wants, or why there is none."""

    side: Side
    quantity: Decimal
    nothing: Message | None = None


def net(
    wish: OrderWish,
    position: Decimal,
    working: Iterable[Order],
    at_most: Decimal | None = None,
) -> Netted:
    """Turn an intent into one side and quantity.

    A target counts what is on its way: live orders that add exposure or were sent to trade at once.
    Protective orders, which can only reduce, wait beside the position and do not count. Of a
    position `at_most` is closed, if given.
    Raises OrderRefused when side or quantity do not fit the intent.
    """
    match Intent(wish.intent):
        case Intent.DELTA:
            return _delta(wish)
        case Intent.TARGET:
            wanted = _finite(wish.quantity)
            coming = sum((_on_the_way(order) for order in working), ZERO)
            return _towards(wanted - position - coming, _position_words(wanted))
        case Intent.CLOSE:
            netted = _towards(-position, None)
            quantity = netted.quantity if at_most is None else min(netted.quantity, at_most)
            return replace(netted, quantity=quantity)
        case Intent.REVERSE:
            return _towards(-2 * position, None)


def _delta(wish: OrderWish) -> Netted:
    quantity = _finite(wish.quantity)
    if quantity <= 0 or wish.side not in (Side.BUY, Side.SELL):
        raise OrderRefused(Message("bad_quantity", {"quantity": f"{wish.side} {wish.quantity}"}))
    return Netted(Side(wish.side), quantity)


def _finite(quantity: Decimal | None) -> Decimal:
    if quantity is None or not quantity.is_finite():
        raise OrderRefused(Message("bad_quantity", {"quantity": str(quantity)}))
    return quantity


def _on_the_way(order: Order) -> Decimal:
    if order.link or (order.reduces and order.order_type is not OrderType.MARKET):
        return ZERO
    return order.side.sign * order.leaves_quantity


def _towards(difference: Decimal, there: Message | None) -> Netted:
    side = Side.BUY if difference >= 0 else Side.SELL
    if difference == 0:
        return Netted(side, ZERO, there or Message("already_flat"))
    return Netted(side, abs(difference))


def _position_words(wanted: Decimal) -> Message:
    if wanted == 0:
        return Message("already_flat")
    side = "long" if wanted > 0 else "short"
    return Message("already_there", {"position": f"{side} {abs(wanted)}"})
