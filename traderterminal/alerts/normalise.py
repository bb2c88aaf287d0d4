"""Decoded messages to signals: the one place where a message's names become the program's words."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.alerts import fields as names
from traderterminal.alerts.dialects import Decoded, Item
from traderterminal.alerts.exits import read_exits, read_unsupported
from traderterminal.alerts.fields import Fields, NotTradeable, is_unset, moment_ns, number
from traderterminal.alerts.following import Following, read_following, read_trail
from traderterminal.alerts.meaning import Meaning, is_verb, read_meaning
from traderterminal.domain.exits import ExitLevel, Trail
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.domain.signals import Action, Signal

#: The unit of bare stop losses and take profits of a strategy; None where it is not set.
UnitOf = Callable[[str], str | None]

_ORDER_TYPES: Final = {
    word: order_type
    for order_type, words in (
        (OrderType.MARKET, "market mkt marketorder"),
        (OrderType.LIMIT, "limit lmt limitorder"),
        (OrderType.STOP, "stop stp stopmarket stopmkt stopmarketorder"),
        (OrderType.STOP_LIMIT, "stoplimit stplmt stoplmt"),
        (OrderType.TRAILING_STOP, "trailingstop trail"),
        (OrderType.MARKET_IF_TOUCHED, "marketiftouched mit"),
    )
    for word in words.split()
}
#: Order types that no order desk here takes yet.
_UNSUPPORTED_TYPES: Final = frozenset({OrderType.MARKET_IF_TOUCHED})
_TIMES_IN_FORCE: Final = {time.value: time for time in TimeInForce if time is not TimeInForce.GTD}
_LIMITED: Final = frozenset({OrderType.LIMIT, OrderType.STOP_LIMIT})
_TRIGGERED: Final = frozenset({OrderType.STOP, OrderType.STOP_LIMIT})
_NOTHING_TO_TRADE: Final = frozenset({Action.IGNORE, Action.CANCEL})
_SIDES: Final = {Action.BUY: "long", Action.SELL: "short"}
MAX_LAG_S: Final = 86_400


def normalise(decoded: Decoded, unit_of: UnitOf) -> tuple[Signal, ...]:
    """Return what the messages ask for, one signal each; raises NotTradeable.

    Secrets must have been masked before: whatever stands in a field may end up in a signal.
    """
    if decoded.placeholder:
        raise NotTradeable("unsubstituted_placeholder", placeholder=decoded.placeholder[:64])
    return tuple(_signal(item, decoded, unit_of) for item in decoded.items)


def fired_ns(item: Item) -> int | None:
    """Return when a message says that it was fired, UTC nanoseconds."""
    fields = Fields(item)
    return next((at for _, value in fields.every(names.FIRED) if (at := moment_ns(value))), None)


def _signal(item: Item, decoded: Decoded, unit_of: UnitOf) -> Signal:
    fields = Fields(item)
    meaning = read_meaning(fields)
    strategy = fields.text(names.STRATEGY)
    unit, side = unit_of(strategy), meaning.target_side or _SIDES.get(meaning.action, "")
    order = _Order(fields, meaning, side, unit)
    unsupported = order.unsupported
    stop_loss: ExitLevel | None = None
    take_profit: tuple[ExitLevel, ...] = ()
    following = Following()
    if not meaning.is_exit:
        stop_loss, take_profit, beyond = read_exits(fields, side, unit, strategy)
        following = read_following(fields, side, unit, strategy)
        if order.order_type is OrderType.TRAILING_STOP:  # the distance is the order's own
            following = replace(following, trail=None)
        unsupported += [*beyond, *following.unsupported, *read_unsupported(fields)]
    return Signal(
        action=meaning.action,
        symbol=_symbol(fields, meaning),
        quantity=meaning.quantity,
        target=meaning.target,
        target_side=meaning.target_side,
        previous_side=meaning.previous_side,
        order_type=order.order_type,
        limit_price=order.limit_price,
        stop_price=order.stop_price,
        trail=order.trail,
        time_in_force=order.time_in_force,
        alert_price=_price(fields),
        stop_loss=stop_loss,
        take_profit=take_profit,
        following=following.trail,
        break_even=following.break_even,
        close_after_s=following.close_after_s,
        strategy=strategy,
        account=fields.text(names.ACCOUNT),
        account_group=fields.text(names.GROUP),
        message_id=_message_id(fields),
        fired_ns=_moment(fields, meaning),
        bar_ns=_bar(fields),
        max_lag_s=_max_lag(fields),
        note=_note(fields),
        dialect=decoded.dialect,
        explanation=(*decoded.notes, *meaning.explanation),
        unsupported=tuple(dict.fromkeys(unsupported)),
    )


def _symbol(fields: Fields, meaning: Meaning) -> str:
    symbol = fields.agreed(names.SYMBOL)
    if not symbol and meaning.action is not Action.IGNORE:
        raise NotTradeable("no_symbol")
    exchange = fields.text(names.EXCHANGE, 32).upper()
    return f"{exchange}:{symbol}" if exchange and symbol and ":" not in symbol else symbol


def _message_id(fields: Fields) -> str:
    # `order` names the order id where it holds no verb, as in "order": "{{strategy.order.id}}".
    order = fields.raw("order")
    return fields.text(names.MESSAGE_ID) or ("" if is_verb(order) else fields.text(("order",)))


def _price(fields: Fields) -> Decimal | None:
    found = (number(v) for _, v in fields.every(names.PRICE) if not is_unset(v))
    return next((price for price in found if price is not None), None)


def _moment(fields: Fields, meaning: Meaning) -> int | None:
    """When the alert fired; an entry whose time cannot be read cannot be judged fresh."""
    unreadable = ""
    for _, value in fields.every(names.FIRED):
        at_ns = moment_ns(value)
        if at_ns is not None:
            return at_ns
        unreadable = unreadable or str(value)[:32]
    if unreadable and not meaning.is_exit:
        raise NotTradeable("bad_time", time=unreadable)
    return None


def _bar(fields: Fields) -> int | None:
    for _, value in fields.every(names.BAR):
        return moment_ns(value)
    if "timenow" in fields:  # then `time` is {{time}}, the bar's
        return moment_ns(fields.raw("time"))
    return None


def _max_lag(fields: Fields) -> int | None:
    for _, value in fields.every(names.MAX_LAG):
        seconds = number(value)
        if seconds is not None and seconds > 0:
            return min(MAX_LAG_S, max(1, int(seconds)))
    return None


def _note(fields: Fields) -> str:
    texts = (fields.raw(name) for name in names.NOTE)
    return next((text[:500] for text in texts if isinstance(text, str) and text), "")


class _Order:
    """How the order is to be worked: type, prices, time in force."""

    def __init__(self, fields: Fields, meaning: Meaning, side: str, unit: str | None) -> None:
        self.unsupported: list[str] = []
        self.order_type = OrderType.MARKET
        self.limit_price: Decimal | None = None
        self.stop_price: Decimal | None = None
        self.trail: Trail | None = None
        self.time_in_force = TimeInForce.DAY
        if meaning.action in _NOTHING_TO_TRADE:
            return
        self._read_type(fields)
        self._read_time_in_force(fields)
        try:
            self._read_prices(fields)
        except NotTradeable:
            if not meaning.is_exit:
                raise
            # An exit does not fail for want of a price: it goes to the market.
            self.order_type, self.limit_price, self.stop_price = OrderType.MARKET, None, None
        if self.order_type is OrderType.TRAILING_STOP:
            if meaning.is_exit:  # nor does it hang on a quote to follow
                self.order_type = OrderType.MARKET
            else:
                self._read_trail(fields, side, unit)

    def _read_prices(self, fields: Fields) -> None:
        if self.order_type in _LIMITED:
            self.limit_price = _needed(fields, (*names.LIMIT_PRICE, "price"))
        if self.order_type in _TRIGGERED:
            extra = () if self.order_type is OrderType.STOP_LIMIT else ("price",)
            self.stop_price = _needed(fields, (*names.STOP_PRICE, *extra))

    def _read_type(self, fields: Fields) -> None:
        for name, value in fields.every(names.ORDER_TYPE):
            word = "".join(c for c in str(value).lower() if c.isalnum())
            if word in _ORDER_TYPES:
                self.order_type = _ORDER_TYPES[word]
                break
            if name != "type" and not is_verb(value):
                self.unsupported.append(f"order type {str(value)[:32]}")
        if self.order_type in _UNSUPPORTED_TYPES:
            self.unsupported.append(f"order type {self.order_type}")

    def _read_trail(self, fields: Fields, side: str, unit: str | None) -> None:
        strategy = fields.text(names.STRATEGY)
        self.trail, beyond = read_trail(fields, side, unit, strategy)
        if self.trail is None and not beyond:
            raise NotTradeable("bad_distance", field="trail_amount", value="—")
        self.unsupported += beyond

    def _read_time_in_force(self, fields: Fields) -> None:
        word = fields.text(names.TIME_IN_FORCE, 16).lower()
        if word in _TIMES_IN_FORCE:
            self.time_in_force = _TIMES_IN_FORCE[word]
        elif word:
            self.unsupported.append(f"time in force {word}")


def _needed(fields: Fields, wanted: tuple[str, ...]) -> Decimal:
    found = fields.amount(wanted)
    if found is None:
        raise NotTradeable("bad_price", field=wanted[0], price="—")
    return found[1]
