"""What became of an alert: one outcome per account, and the one status that they add up to."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.domain.signals import AlertStatus
from traderterminal.kit.frozen import frozen

#: Refusals that only say that there was nothing left to do.
NOTHING_TO_DO: Final = frozenset(
    {"already_flat", "already_there", "nothing_to_close", "nothing_to_cancel", "heartbeat"}
)
#: Decimals that a price on a tick grid, halved by an average, may well have.
_LONGEST_PRICE: Final = 10
#: What is said of an account on which the alert was not carried out.
NOT_DONE: Final = frozenset({AlertStatus.REJECTED, AlertStatus.FAILED})
_TRADED: Final = frozenset({AlertStatus.EXECUTED, AlertStatus.PARTLY_EXECUTED})


@frozen
class Outcome:
    """How it ended on one account, and the sentence that says so."""

    status: AlertStatus
    account: str = ""
    said: Message | None = None
    remark: Message | None = None  # belongs to the alert as a whole, such as a late exit


def refused(reason: Message, account: str = "") -> Outcome:
    """Return the outcome of an account on which nothing was sent."""
    quiet = reason.code in NOTHING_TO_DO
    return Outcome(AlertStatus.NO_ACTION if quiet else AlertStatus.REJECTED, account, reason)


def of_order(
    order: Order, held_back: Message | None = None, remark: Message | None = None
) -> Outcome:
    """Return the outcome of a closed order; `held_back` says what of the alert was not done."""
    is_second_half = bool(order.parent_id)  # of a reversal, whose first half has traded
    if order.status is OrderStatus.DENIED and order.reason is not None and not is_second_half:
        return refused(order.reason, order.account)
    if order.filled_quantity < order.quantity:
        status = AlertStatus.FAILED
        if order.filled_quantity or is_second_half:
            status = AlertStatus.PARTLY_EXECUTED
        elif order.status is OrderStatus.REJECTED:
            status = AlertStatus.REJECTED
        return Outcome(status, order.account, order.reason or Message(order.shown_status))
    if held_back is not None:
        return Outcome(AlertStatus.PARTLY_EXECUTED, order.account, held_back, held_back)
    return Outcome(AlertStatus.EXECUTED, order.account, traded(order), remark)


def never_arrived(order: Order) -> bool:
    """Say whether a closed order is proven never to have reached its broker."""
    return order.is_taken_for_absent and not order.filled_quantity


def traded(order: Order) -> Message:
    """Say what an order traded."""
    price = order.average_price
    parameters = {
        "quantity": f"{order.filled_quantity:f}",
        "symbol": order.symbol,
        "price": "—" if price is None else _price(price),
    }
    return Message("bought" if order.side is Side.BUY else "sold", parameters)


def _price(average: Decimal) -> str:
    """An average in the decimals of its fills; one that does not end, to six."""
    endless = -int(average.as_tuple().exponent) > _LONGEST_PRICE
    return f"{average:.6f}" if endless else f"{average:f}"


def conclude(outcomes: Sequence[Outcome]) -> tuple[AlertStatus, Message | None]:
    """Return the alert's final status and its reason."""
    loud = [outcome for outcome in outcomes if outcome.status is not AlertStatus.NO_ACTION]
    statuses = {outcome.status for outcome in loud}
    remark = next((o.remark for o in outcomes if o.remark is not None), None)
    if not loud:
        return AlertStatus.NO_ACTION, outcomes[0].said if outcomes else None
    if statuses == {AlertStatus.EXECUTED}:
        return AlertStatus.EXECUTED, remark
    blamed = next(o.said for o in loud if o.status is not AlertStatus.EXECUTED)
    if statuses & _TRADED:
        return AlertStatus.PARTLY_EXECUTED, remark or blamed
    failed = AlertStatus.FAILED in statuses
    return AlertStatus.FAILED if failed else AlertStatus.REJECTED, blamed
