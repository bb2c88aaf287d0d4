"""What an order would come to before it is sent: the loss at the stops, the room under limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from traderterminal.desk.desk import Preview
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.orders import Order, Verdict
from traderterminal.domain.positions import Position
from traderterminal.ui.viewmodels import formats

ZERO: Final = Decimal(0)
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
        return None  # nothing of this kind is asked for: a future ties up no cash here
    left = limit - used - added
    write = formats.money if is_money else formats.quantity
    return Room(
        name=name.format(symbol=preview.symbol),
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


def result_if_stopped(
    held: Position, side: Side, quantity: Decimal, price: Decimal, stops: Sequence[Order]
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
        (
            (stop.stop_price, stop.leaves_quantity)
            for stop in stops
            if stop.side is way_out and stop.stop_price is not None
        ),
        key=lambda stop: way_out.sign * stop[0],
    )
    average = after.cost / after.quantity
    for at, size in reached:
        closed = min(size, open_quantity)
        result += (at - average) * -way_out.sign * closed * held.point_value
        open_quantity -= closed
    return None if open_quantity else result
