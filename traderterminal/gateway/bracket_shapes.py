"""A bracket in the shape of the API: what was asked for, and how each leg and rule stands."""

from traderterminal.desk.bracket_state import BracketState, LegState
from traderterminal.domain.exits import STOP_LINK, TIMED_LINK, ExitLevel, Target
from traderterminal.gateway.shapes import Json, text, trail
from traderterminal.kit.clock import iso


def bracket(found: BracketState) -> Json:
    """Return the shape of `BracketModel`; all its legs are one group of which one side trades."""
    exits, parent_id = found.exits, found.parent.order_id
    even = exits.break_even
    return {
        "entry_id": parent_id,
        "oco_group": parent_id,
        "where": found.where.value,
        "open_quantity": text(found.open),
        "children": [order.order_id for leg in found.legs for order in leg.orders],
        "take_profit": [_target(target) for target in exits.targets],
        "stop_loss": None if exits.stop is None else _level(exits.stop),
        "trail": None if exits.trail is None else {**trail(exits.trail), "state": found.trail},
        "break_even": None
        if even is None
        else {"after": even.after, "offset": even.offset, "state": found.break_even},
        "close_after_s": exits.close_after_s,
        "close_at": None if exits.close_at_ns is None else iso(exits.close_at_ns),
        "due_at": None if found.due_ns is None else iso(found.due_ns),
        "legs": [_leg(leg) for leg in found.legs],
    }


def _level(level: ExitLevel) -> Json:
    units = ("ticks", "price", "points", "percent", "money")
    return {unit: text(level.value) if unit == level.unit else None for unit in units}


def _target(target: Target) -> Json:
    return {**_level(target.level), "quantity": text(target.quantity)}


def _leg(leg: LegState) -> Json:
    latest = leg.orders[-1] if leg.orders else None
    kind = {STOP_LINK: "stop_loss", TIMED_LINK: "timed_exit"}.get(leg.link, "take_profit")
    return {
        "link": leg.link,
        "kind": kind,
        "wanted": text(leg.wanted),
        "price": text(leg.price),
        "resting": text(leg.resting),
        "filled": text(leg.filled),
        "where": leg.where.value,
        "status": None if latest is None else latest.shown_status.value,
        "order_ids": [order.order_id for order in leg.orders],
    }
