"""What an order would come to before it is sent: the loss at the stops, the room under limits."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from traderterminal.desk.desk import Desk, Preview
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import STOPS, Order, Verdict
from traderterminal.domain.positions import Position
from traderterminal.domain.quotes import Quote
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.ui.viewmodels import formats

ZERO: Final = Decimal(0)
#: Where a bar of room is marked, and where its owner is warned.
MARKS: Final = (0.5, 0.75, 0.9)


@frozen
class Room:
    """What a limit leaves: `used` before the order and `order` itself as shares of the limit."""

    name: str
    left: str
    limit: str
    used: float
    order: float
    breaks: bool


@frozen
class WhatIf:
    """What an order would come to; `refusal` is None where it would be sent.

    `if_stopped` is the result once every stop has filled, None where nothing limits the loss;
    `margin` is what it ties up.
    """

    preview: Preview | None = None
    refusal: Message | None = None
    if_stopped: Decimal | None = None
    fees: Decimal | None = None
    margin: Decimal | None = None
    is_round_turn: bool = True
    rooms: Sequence[Room] = ()


def what_if(desk: Desk, wish: OrderWish, instrument: Instrument, quote: Quote | None) -> WhatIf:
    """Return what a wish of a delta would come to now."""
    try:
        preview = desk.preview(wish)
    except TraderTerminalError as error:
        return WhatIf(refusal=error.message)
    before, after = preview.position_before, preview.position_after
    only_closes = abs(after) < abs(before) and before * after >= 0
    fees = preview.fees if only_closes else 2 * preview.fees
    stopped = _if_stopped(desk, wish, instrument, quote, preview)
    if_stopped = None if stopped is None else stopped - fees
    return WhatIf(
        preview=preview,
        refusal=preview.reason,
        if_stopped=if_stopped,
        fees=fees,
        margin=preview.money_needed,
        is_round_turn=not only_closes,
        rooms=rooms(preview, if_stopped),
    )


def entry_price(wish: OrderWish, quote: Quote | None) -> Decimal | None:
    """Return where a wish of a delta would trade, as far as can be told."""
    for price in (wish.limit_price, wish.stop_price):
        if price is not None:
            return price
    return price_at_quote(Side(wish.side), quote) if wish.side else None


def price_at_quote(side: Side, quote: Quote | None) -> Decimal | None:
    """Return where an order of `side` would trade at once, as far as can be told."""
    if quote is None:
        return None
    opposite = quote.ask if side is Side.BUY else quote.bid
    return opposite if opposite is not None else quote.mark


def _if_stopped(
    desk: Desk, wish: OrderWish, instrument: Instrument, quote: Quote | None, preview: Preview
) -> Decimal | None:
    side, symbol = preview.side, instrument.symbol
    price = entry_price(wish, quote)
    if price is None:
        return None
    held = desk.positions.get((wish.account, symbol))
    working = desk.live_orders(wish.account, symbol)
    stops = [stop for order in working if (stop := Stop.of(order)) is not None]
    if wish.exits is not None and wish.exits.has_stop:
        at = wish.exits.stop_price(price, side, instrument, preview.quantity)
        stops.append(Stop(side.opposite, at, preview.quantity))
    held = held or Position(wish.account, symbol, instrument.point_value)
    return result_if_stopped(held, side, preview.quantity, price, stops)


def rooms(preview: Preview, if_stopped: Decimal | None = None) -> list[Room]:
    """Return the room under each limit that the gate asked about, the nearest one first.

    An order that only reduces is asked about none. What it would lose once all stops have filled
    counts against the loss of the day.
    """
    loss = max(ZERO, -(if_stopped or ZERO))
    found = [room for v in preview.verdicts if (room := _room(v, preview, loss)) is not None]
    return sorted(found, key=lambda room: room.used + room.order, reverse=True)


def _room(verdict: Verdict, preview: Preview, loss: Decimal) -> Room | None:
    if verdict.outcome == "skip" or verdict.rule not in _LIMITS:
        return None
    limit, measured = Decimal(verdict.limit or 0), Decimal(verdict.measured or 0)
    if not limit:
        return None
    source, is_money = _LIMITS[verdict.rule]
    name = translate("Ticket", source)
    used, added = _parts(verdict.rule, measured, preview, loss)
    if is_money and not used + added:
        return None  # nothing of this kind is asked for: an account without margin
    left = limit - used - added
    write = formats.money if is_money else formats.quantity
    return Room(
        name=name.format(symbol=formats.symbol(preview.symbol)),
        left=write(left)
        if is_money
        else translate("Ticket", "{quantity} left").format(quantity=write(left)),
        limit=write(limit),
        used=float(used / limit),
        order=float(added / limit),
        breaks=verdict.outcome == "refuse" or left < 0,
    )


_LIMITS: Final = {
    "max_position": (mark("Ticket", "Position, {symbol}"), False),
    "max_order_quantity": (mark("Ticket", "Order size"), False),
    "max_order_value": (mark("Ticket", "Order value"), True),
    "daily_loss": (mark("Ticket", "Loss of the day"), True),
    "insufficient_buying_power": (mark("Ticket", "Buying power"), True),
    "message_rate": (mark("Ticket", "Orders in a minute"), False),
}


def _parts(
    rule: str, measured: Decimal, preview: Preview, loss: Decimal
) -> tuple[Decimal, Decimal]:
    """How much of the limit was used before, and how much the order adds."""
    match rule:
        case "max_position":
            before = measured - preview.side.sign * preview.quantity
            if before * measured < 0:  # what was there is closed on the way
                return ZERO, abs(measured)
            return min(abs(before), abs(measured)), max(ZERO, abs(measured) - abs(before))
        case "message_rate":
            return measured - 1, Decimal(1)
        case "daily_loss":
            return measured, loss
        case _:
            return ZERO, measured


@frozen
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
