"""The exits of what is held, for what is added to it: where they rest now, in the same shares."""

from collections.abc import Callable, Sequence
from decimal import ROUND_FLOOR, Decimal

from traderterminal.domain.exits import STOP_LINK, TIMED_LINK, ExitLevel, Exits, Target
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderStatus


def active_exits(
    working: Sequence[Order],
    entry: Callable[[str], Order | None],
    side: Side,
    quantity: Decimal,
    lot: Decimal,
) -> Exits | None:
    """Return exits for `quantity` more on `side`; None where no bracket of that side works.

    `working` are the live orders of the symbol, `entry` looks up the one that a leg belongs to. The
    stop is the one that most of the position has, and moves by the rules of its entry; targets that
    rest at one price are one. Each takes the share that it has of those resting, in whole lots of
    `lot`; the last one takes what is left over.
    """
    legs = [
        order
        for order in working
        if order.link not in ("", TIMED_LINK)
        and order.side is side.opposite
        and order.status is not OrderStatus.PENDING_CANCEL
    ]
    stops = [leg for leg in legs if leg.link == STOP_LINK and leg.stop_price is not None]
    targets = _targets([leg for leg in legs if leg.link != STOP_LINK], side, quantity, lot)
    stop = max(stops, key=lambda leg: (leg.leaves_quantity, leg.order_id), default=None)
    if stop is None or stop.stop_price is None:
        return Exits(targets=targets) if targets else None
    owner = entry(stop.parent_id)
    rules = owner.exits if owner is not None and owner.exits is not None else Exits()
    return Exits(
        stop=ExitLevel(stop.stop_price, "price"),
        targets=targets,
        trail=rules.trail,
        break_even=rules.break_even,
    )


def _targets(
    legs: Sequence[Order], side: Side, quantity: Decimal, lot: Decimal
) -> tuple[Target, ...]:
    resting: dict[Decimal, Decimal] = {}
    for leg in legs:
        if leg.limit_price is not None:
            known = resting.get(leg.limit_price, Decimal(0))
            resting[leg.limit_price] = known + leg.leaves_quantity
    whole = sum(resting.values(), Decimal(0))
    nearest_first = sorted(resting, key=lambda price: side.sign * price)
    found, left = list[Target](), quantity
    for price in nearest_first:
        level = ExitLevel(price, "price")
        if price == nearest_first[-1]:
            found += [Target(level, left)] if left > 0 else []
            continue
        share = (quantity * resting[price] / whole / lot).to_integral_value(ROUND_FLOOR) * lot
        if share > 0:
            found.append(Target(level, share))
            left -= share
    return tuple(found)
