"""What an order would come to before it is sent: the loss at the stops, the room under limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from traderterminal.desk.desk import Preview
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.orders import Order, OrderType, Verdict
from traderterminal.domain.positions import Position
from traderterminal.ui.viewmodels import formats

ZERO: Final = Decimal(0)
#: The orders that limit a loss; one that waits to be touched takes a profit.
STOPS: Final = frozenset({OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TRAILING_STOP})
#: Where a bar of room is marked, and where its owner is warned.
MARKS: Final = (0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True)
class Room:
    """What a limit leaves: `used` before the order and `order` itself as shares of the limit."""

    name: str
    left: str
    limit: str
    used: float
    order: float
    breaks: bool


def rooms(preview: Preview) -> list[Room]:
    """Return the room under each limit that the gate asked about, the nearest one first.

    An order that only reduces is asked about none.
    """
    found = [room for v in preview.verdicts if (room := _room(v, preview)) is not None]
    return sorted(found, key=lambda room: room.used + room.order, reverse=True)


def _room(verdict: Verdict, preview: Preview) -> Room | None:
    if verdict.outcome == "skip" or verdict.rule not in _LIMITS:
        return None
    limit, measured = Decimal(verdict.limit or 0), Decimal(verdict.measured or 0)
    if not limit:
        return None
    name, is_money = _LIMITS[verdict.rule]
    used, added = _parts(verdict.rule, measured, preview)
    if is_money and not used + added:
        return None  # nothing of this kind is asked for: an account without margin
    left = limit - used - added
    write = formats.money if is_money else formats.quantity
    return Room(
        name=name.format(symbol=formats.symbol(preview.symbol)),
        left=write(left) + ("" if is_money else " left"),
        limit=write(limit),
        used=float(used / limit),
        order=float(added / limit),
        breaks=verdict.outcome == "refuse" or left < 0,
    )


_LIMITS: Final = {
    "max_position": ("Position, {symbol}", False),
    "max_order_quantity": ("Order size", False),
    "insufficient_buying_power": ("Buying power", True),
    "message_rate": ("Orders in a minute", False),
}


def _parts(rule: str, measured: Decimal, preview: Preview) -> tuple[Decimal, Decimal]:
    """How much of the limit was used before, and how much the order adds."""
    match rule:
        case "max_position":
            before = measured - preview.side.sign * preview.quantity
            if before * measured < 0:  # what was there is closed on the way
                return ZERO, abs(measured)
            return min(abs(before), abs(measured)), max(ZERO, abs(measured) - abs(before))
        case "message_rate":
            return measured - 1, Decimal(1)
        case _:
            return ZERO, measured


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop that rests, or that an order would bring with it."""

    side: Side
    price: Decimal
    quantity: Decimal

    @classmethod
    def of(cls, order: Order) -> "Stop | None":
        """Return the stop that an order is; None for one that is none, or waits for its entry."""
        if order.stop_price is None or order.order_type not in STOPS or order.waits_for_entry:
            return None
        return cls(order.side, order.stop_price, order.leaves_quantity)


def result_if_stopped(
    held: Position, side: Side, quantity: Decimal, price: Decimal, stops: Sequence[Stop]
) -> Decimal | None:
    """Return the result before fees if the order filled at `price` and then every stop did.

    None where the stops leave something open: then nothing limits the loss. Of stops for more than
    is held, those that the market would reach first count.
    """
    after = held.apply(
        Fill(
            fill_id="",
            order_id="",
            account=held.account,
            symbol=held.symbol,
            side=side,
            quantity=quantity,
            price=price,
            fee=ZERO,
            point_value=held.point_value,
            at_ns=0,
        )
    )
    result, open_quantity = after.realized_pnl - held.realized_pnl, abs(after.quantity)
    if not open_quantity:
        return result
    way_out = Side.SELL if after.quantity > 0 else Side.BUY
    reached = sorted(
        (stop for stop in stops if stop.side is way_out),
        key=lambda stop: way_out.sign * stop.price,
    )
    average = after.cost / after.quantity
    for stop in reached:
        closed = min(stop.quantity, open_quantity)
        result += (stop.price - average) * -way_out.sign * closed * held.point_value
        open_quantity -= closed
    return None if open_quantity else result
