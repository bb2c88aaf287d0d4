"""What an order would have come to by now, had it left when its alert came.

Market orders trade at the touch of then, where that was kept, else at what was traded next; limits
only once the market has traded through them, stops where it reached them. Nothing is assumed of
sizes. Where only minutes are known, what happened within one in which both ends of a bracket
traded, or in the one in which the alert came, is not: then the worse is taken, and said.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

from traderterminal.domain.exits import Exits, level_price
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType
from traderterminal.domain.signals import Touch
from traderterminal.kit.frozen import frozen
from traderterminal.market.price_path import PricePath

ZERO: Final = Decimal(0)
STOP: Final = 0
#: Orders whose way into the market can be told from prices alone.
_RECKONED: Final = (OrderType.MARKET, OrderType.LIMIT, OrderType.STOP)


class How(StrEnum):
    """By what an entry is known, or why there is none."""

    TOUCH = "touch"  # bid or ask as the alert came
    NEXT_TRADE = "next_trade"
    MINUTE = "minute"  # the worse end of the minute in which it came
    LATER = "later"  # a limit or a stop that the market came to
    NOT_REACHED = "not_reached"
    NOT_KNOWN = "not_known"  # no price of then is known
    NOT_RECKONED = "not_reckoned"  # an order that prices alone do not tell of


@frozen
class Supposed:
    """An order as it would have left; `fees` are those of its entry."""

    instrument: Instrument
    side: Side
    quantity: Decimal
    order_type: OrderType = OrderType.MARKET
    limit: Decimal | None = None
    stop: Decimal | None = None
    exits: Exits = Exits()
    fees: Decimal = ZERO


@frozen
class Exit:
    """A part of the quantity that would have left: at a target by number, 0 for its stop.

    `at_ns` is the time of the trade, or the start of the minute where only minutes are known.
    """

    target: int
    quantity: Decimal
    price: Decimal
    at_ns: int


@frozen
class Hindsight:
    """What became of it. `at_ns` is None where it traded as the alert came.

    `open_quantity` is what would still be held, valued at `mark`; `result` is net of fees, None
    where there was no entry or no price since. `unsure`: within a minute it is not known what came
    first, so the worse was taken. `moves`: its stop would have followed the market, which is not
    reckoned.
    """

    how: How
    price: Decimal | None = None
    at_ns: int | None = None
    exits: tuple[Exit, ...] = ()
    open_quantity: Decimal = ZERO
    mark: Decimal | None = None
    result: Decimal | None = None
    unsure: bool = False
    moves: bool = False
    by_minutes: bool = False


@frozen
class _Entry:
    price: Decimal
    how: How
    begin: int  # the first step that came wholly after it
    at_ns: int | None = None


def look_back(
    order: Supposed, touch: Touch | None, path: PricePath | None, mark: Decimal | None
) -> Hindsight:
    """Say what an order would have come to, by the touch of when its alert came, the prices since
    and the one of now."""
    if order.order_type not in _RECKONED:
        return Hindsight(How.NOT_RECKONED)
    entry = _entry(order, touch, path)
    if isinstance(entry, How):
        return Hindsight(entry, by_minutes=path is not None and not path.is_exact)
    exits, unsure = _leave(order, entry, path)
    rest = order.quantity - sum((one.quantity for one in exits), ZERO)
    result = None
    if not rest or mark is not None:
        ends = [(one.quantity, one.price) for one in exits]
        if mark is not None:
            ends.append((rest, mark))
        result = sum((_made(order, entry.price, *end) for end in ends), ZERO)
        result -= order.fees * (2 - rest / order.quantity)
    return Hindsight(
        how=entry.how,
        price=entry.price,
        at_ns=entry.at_ns,
        exits=tuple(exits),
        open_quantity=rest,
        mark=mark,
        result=result,
        unsure=unsure or entry.how is How.MINUTE,
        moves=order.exits.moves_stop,
        by_minutes=path is not None and not path.is_exact,
    )


def _made(order: Supposed, entry: Decimal, quantity: Decimal, price: Decimal) -> Decimal:
    return order.instrument.money(order.side.sign * (price - entry), quantity)


def _entry(order: Supposed, touch: Touch | None, path: PricePath | None) -> _Entry | How:
    at_touch = None
    if touch is not None:
        at_touch = touch.ask if order.side is Side.BUY else touch.bid
    match order.order_type:
        case OrderType.LIMIT if order.limit is not None:
            if at_touch is not None and (order.limit - at_touch) * order.side.sign >= 0:
                return _at_once(order, at_touch, path)
            # One tick further: that it traded there does not say that all of it did.
            through = _ticks(order, order.limit) - order.side.sign
            return _later(order, path, through, -order.side.sign, order.limit)
        case OrderType.STOP if order.stop is not None:
            ticks = _ticks(order, order.stop)
            return _later(order, path, ticks, order.side.sign, None)
        case _:
            return _at_once(order, at_touch, path)


def _ticks(order: Supposed, price: Decimal) -> int:
    """A price on the grid: one that lies off it is refused, but not here."""
    return order.instrument.to_ticks(order.instrument.snap(price))


def _at_once(order: Supposed, at_touch: Decimal | None, path: PricePath | None) -> _Entry | How:
    if at_touch is not None:
        return _Entry(at_touch, How.TOUCH, 0 if path is None else path.whole_from)
    if path is None or not len(path):
        return How.NOT_KNOWN
    instrument = order.instrument
    if path.is_exact:
        price = instrument.from_ticks(int(path.open[0]))
        return _Entry(price, How.NEXT_TRADE, 1, int(path.at_ns[0]))
    worse = path.high[0] if order.side is Side.BUY else path.low[0]
    return _Entry(instrument.from_ticks(int(worse)), How.MINUTE, path.whole_from)


def _later(
    order: Supposed, path: PricePath | None, ticks: int, way: int, limit: Decimal | None
) -> _Entry | How:
    """The entry of an order that waits for a price; without a limit it may be at a worse one."""
    if path is None:
        return How.NOT_KNOWN
    step = path.reaches(ticks, way, min(path.whole_from, len(path)))
    if step is None:
        return How.NOT_REACHED
    price = limit
    if price is None:
        price = order.instrument.from_ticks(path.worse(ticks, way, step))
    return _Entry(price, How.LATER, step + 1, int(path.at_ns[step]))


def _leave(order: Supposed, entry: _Entry, path: PricePath | None) -> tuple[Sequence[Exit], bool]:
    """What of the order would have left, and whether it is unsure in which order."""
    if path is None or order.exits == Exits():
        return (), False
    stop_step, stop = _stop(order, entry, path)
    unsure = _in_doubt(path, entry.begin - 1, [stop] if stop is not None else [])
    exits, rest = list[Exit](), order.quantity
    for number, ticks, share in _targets(order, entry.price):
        unsure = unsure or _in_doubt(path, entry.begin - 1, [ticks])
        step = path.reaches(ticks, order.side.sign, min(entry.begin, len(path)))
        share = min(share, rest)
        if step is None or not share or (stop_step is not None and step > stop_step):
            continue
        if step == stop_step:  # both within one minute: the worse is taken
            unsure = True
            continue
        rest -= share
        price = order.instrument.from_ticks(ticks)
        exits.append(Exit(number, share, price, int(path.at_ns[step])))
    if stop is not None and stop_step is not None and rest:
        price = order.instrument.from_ticks(path.worse(stop, -order.side.sign, stop_step))
        exits.append(Exit(STOP, rest, price, int(path.at_ns[stop_step])))
    return sorted(exits, key=lambda one: one.at_ns), unsure


def _stop(order: Supposed, entry: _Entry, path: PricePath) -> tuple[int | None, int | None]:
    """The step at which the stop is reached, if it is, and where it stands, if there is one."""
    exits = order.exits
    if not exits.has_stop or exits.moves_stop:
        return None, None
    price = exits.stop_price(entry.price, order.side, order.instrument, order.quantity)
    ticks = order.instrument.to_ticks(price)
    return path.reaches(ticks, -order.side.sign, min(entry.begin, len(path))), ticks


def _targets(order: Supposed, entry: Decimal) -> Iterator[tuple[int, int, Decimal]]:
    exits, instrument = order.exits, order.instrument
    if exits.moves_stop:  # whether a target or the stop came first is not known
        return
    shares = exits.shares(order.quantity, instrument.lot_size)
    for number, (target, share) in enumerate(zip(exits.targets, shares, strict=True), start=1):
        if share:
            price = level_price(target.level, entry, order.side.sign, instrument, share)
            yield number, instrument.to_ticks(price), share


def _in_doubt(path: PricePath, step: int, levels: Sequence[int]) -> bool:
    """Whether a level was traded in the minute of the entry, perhaps before it."""
    if path.is_exact or not 0 <= step < len(path):
        return False
    return any(path.is_within(ticks, step) for ticks in levels)
