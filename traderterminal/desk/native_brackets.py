"""Native brackets: the exits that leave with their entry, where its broker takes them so.

They rest there from the first moment on: should this program end between the fill and the stop, the
position is protected all the same. Pure, from the entry and what the broker can do.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from traderterminal.desk.ports import AttachedExit, Capabilities, NativeBrackets, Terms
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.exits import STOP_LINK, ExitLevel, Exits, level_price
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderType, TimeInForce
from traderterminal.domain.quotes import Quote

#: What the only target of an entry is called.
TARGET_LINK: Final = "T1"
_STOPS: Final = frozenset({OrderType.STOP, OrderType.STOP_LIMIT})


def attached_exits(
    entry: Order,
    instrument: Instrument,
    capabilities: Capabilities,
    quote: Quote | None,
    new_order_id: Callable[[], str],
) -> list[AttachedExit]:
    """Return the exits that leave with `entry`; none where its bracket does not fit the broker.

    It is all of them or none: what the desk places itself could not end with what the broker keeps.
    A price is taken from what the entry asks for only where it waits for that at the `quote`: one
    that trades at once may pay so much less that its stop would be above the market.
    """
    native, exits = capabilities.brackets, entry.exits
    if native is None or exits is None or not _is_plain(exits, entry.quantity):
        return []
    found: list[AttachedExit] = []
    for link, level, sign in _levels(entry, exits):
        price = None
        if not native.in_ticks and (level.unit == "price" or _waits(entry, quote)):
            price = reference_price(entry, level, sign, instrument)
        ticks = whole_ticks(level, instrument, native) if native.in_ticks else None
        if price is None and ticks is None:
            return []
        kind = OrderType.STOP if link == STOP_LINK else OrderType.LIMIT
        order = exit_order(
            entry,
            link,
            kind,
            entry.quantity,
            price,
            new_order_id(),
            entry.created_ns,
            capabilities,
        )
        order = order.revised(attached=True, reduces=True)
        found.append(AttachedExit(order, None if ticks is None else sign * ticks))
    return found


def _is_plain(exits: Exits, quantity: Decimal) -> bool:
    """Say whether exits are one stop, one target or both, each for all of the entry."""
    if exits.trail is not None or len(exits.targets) > 1:
        return False
    return all(target.quantity in (None, quantity) for target in exits.targets)


def _distance(entry: Order, quote: Quote | None) -> Decimal | None:
    """How far the market has to come to an entry before it trades; None where nothing tells."""
    if quote is None or entry.trail is not None:
        return None
    market = quote.ask if entry.side is Side.BUY else quote.bid
    asked = entry.limit_price if entry.order_type is OrderType.LIMIT else entry.stop_price
    if market is None or asked is None:
        return None
    away = (market - asked) * entry.side.sign  # above zero: the market has to fall to a purchase
    return -away if entry.order_type in _STOPS else away


def _waits(entry: Order, quote: Quote | None) -> bool:
    """Say whether the market has to come to an entry before it trades."""
    distance = _distance(entry, quote)
    return distance is not None and distance > 0


def _levels(entry: Order, exits: Exits) -> Iterator[tuple[str, ExitLevel, int]]:
    """The link of each exit, its level, and on which side of the entry it lies."""
    for target in exits.targets:
        yield TARGET_LINK, target.level, entry.side.sign
    if exits.stop is not None:
        yield STOP_LINK, exits.stop, -entry.side.sign


def reference_price(
    entry: Order, level: ExitLevel, sign: int, instrument: Instrument
) -> Decimal | None:
    """Return where an exit stands as far as that is known before its entry has traded.

    A distance is taken from the price that the entry asks for: what is really paid is not far.
    """
    asked = entry.limit_price if entry.limit_price is not None else entry.stop_price
    if level.unit == "price":
        return level_price(level, level.value, sign, instrument, entry.quantity)
    if asked is None:
        return None
    return level_price(level, asked, sign, instrument, entry.quantity)


def moved_with_entry(
    entry: Order, terms: Terms, exits: Iterable[Order], instrument: Instrument, quote: Quote | None
) -> list[tuple[Order, Terms]]:
    """Return which exits that wait for `entry` go along with it to its new terms, and to which.

    One that was moved by somebody since stays there. Raises OrderRefused where the entry would
    trade at once at the new terms: what it pays may be past its own stop.
    """
    changed = _with_terms(entry, terms)
    levels = {link: (level, sign) for link, level, sign in _levels(entry, entry.exits or Exits())}
    moves: list[tuple[Order, Terms]] = []
    for order in exits:
        if not order.waits_for_entry or order.link not in levels:
            continue
        level, sign = levels[order.link]
        is_stop = order.link == STOP_LINK
        stands = order.stop_price if is_stop else order.limit_price
        wanted = reference_price(changed, level, sign, instrument)
        if stands == reference_price(entry, level, sign, instrument) and wanted != stands:
            limit, stop = (None, wanted) if is_stop else (wanted, None)
            moves.append((order, Terms(order.quantity, limit, stop)))
    if moves and not _waits(changed, quote):
        raise OrderRefused(Message("exits_stay_behind"))
    return moves


def comes_nearer(entry: Order, terms: Terms, quote: Quote | None) -> bool:
    """Say whether an entry would wait nearer to the market at its new terms, or as near."""
    now, then = _distance(entry, quote), _distance(_with_terms(entry, terms), quote)
    return now is None or then is None or then <= now


def _with_terms(entry: Order, terms: Terms) -> Order:
    return entry.revised(limit_price=terms.limit_price, stop_price=terms.stop_price)


def whole_ticks(level: ExitLevel, instrument: Instrument, native: NativeBrackets) -> int | None:
    """Return a distance in ticks, where it is one of whole ticks and the broker takes as few."""
    match level.unit:
        case "ticks":
            ticks = level.value
        case "points":
            ticks = level.value / instrument.tick_size
        case _:
            return None
    return int(ticks) if ticks % 1 == 0 and ticks >= native.least_ticks else None


def exit_order(
    entry: Order,
    link: str,
    kind: OrderType,
    quantity: Decimal,
    price: Decimal | None,
    order_id: str,
    created_ns: int,
    capabilities: Capabilities,
) -> Order:
    """Return the order of an exit, which lasts until it is cancelled, or for the day where the
    broker knows nothing longer."""
    is_stop = kind is OrderType.STOP
    lasting = TimeInForce.GTC
    if lasting not in capabilities.times_in_force:
        lasting = TimeInForce.DAY
    return Order(
        order_id=order_id,
        client_order_id=order_id,
        account=entry.account,
        symbol=entry.symbol,
        side=entry.side.opposite,
        quantity=quantity,
        order_type=kind,
        time_in_force=lasting,
        created_ns=created_ns,
        limit_price=None if is_stop else price,
        stop_price=price if is_stop else None,
        trail=entry.exits.trail if is_stop and entry.exits else None,
        source="bracket",
        strategy=entry.strategy,
        group=entry.group,
        parent_id=entry.order_id,
        link=link,
    )


def is_reckoned_by_broker(entry: Order, children: Sequence[Order], open_: Decimal) -> bool:
    """Say whether what is open of an entry is what its broker, which knows of it and of the exits
    that it was given, takes for open: then it fits them itself."""
    closed = sum((child.filled_quantity for child in children if child.attached), Decimal(0))
    return open_ == entry.filled_quantity - closed
