"""What a request asks for, in the words of the desk."""

from traderterminal.desk.ports import OrderWish, Terms
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order
from traderterminal.domain.packages import Leg
from traderterminal.gateway import models
from traderterminal.gateway.answers import Problem


def terms(order: Order, given: models.ChangeRequest) -> Terms:
    """Return the new terms: what is given over what the order has.

    Only what it has can be given; raises Problem otherwise.
    """
    changes = given.model_dump(exclude_none=True)
    if not changes:
        words = {"problem": "quantity, limit_price or stop_price is needed"}
        raise Problem(422, Message("invalid_request", words))
    for name in changes:
        if getattr(order, name) is None:
            words = {"problem": f"{name} does not go with a {order.order_type} order"}
            raise Problem(422, Message("invalid_request", words), field=name)
    had = {name: getattr(order, name) for name in ("quantity", "limit_price", "stop_price")}
    return Terms(**{**had, **changes})


def wish(given: models.OrderRequest) -> OrderWish:
    """Return what a request wishes for; raises Problem where it does not fit together."""
    _check(given)
    if given.legs and not given.account:
        what = {"what": "a package on a group", "account": given.account_group}
        raise Problem(422, Message("unsupported", what))
    return OrderWish(
        account=given.account,
        symbol=given.symbol,
        intent=given.intent.value,
        side=given.side,
        quantity=given.quantity,
        order_type=given.order_type,
        limit_price=given.limit_price,
        stop_price=given.stop_price,
        time_in_force=given.time_in_force,
        expires_ns=given.expires_at,
        client_order_id=given.client_order_id,
        source="api",
        confirmed=given.confirmed,
        trail=_trail(given.trail),
        exits=_exits(given.bracket),
        legs=tuple(Leg(leg.symbol, Side(leg.side), leg.ratio) for leg in given.legs or ()),
    )


def _trail(given: models.TrailRequest | None) -> Trail | None:
    if given is None:
        return None
    return Trail(given.ticks, given.price, given.percent, given.activation)


def _exits(given: models.BracketRequest | None) -> Exits | None:
    if given is None:
        return None
    targets = given.take_profit or ()
    return Exits(
        stop=_level(given.stop_loss, "stop_loss") if given.stop_loss else None,
        targets=tuple(
            Target(_level(target, "take_profit"), target.quantity)
            for target in (targets if isinstance(targets, list | tuple) else (targets,))
        ),
        trail=_trail(given.trail),
        break_even=BreakEven(given.break_even.after, given.break_even.offset)
        if given.break_even
        else None,
        close_after_s=given.close_after_s,
        close_at_ns=given.close_at,
    )


def _level(given: models.ExitRequest, name: str) -> ExitLevel:
    units = ("ticks", "price", "percent", "money")
    found = [
        ExitLevel(value, unit) for unit in units if (value := getattr(given, unit)) is not None
    ]
    if len(found) != 1:
        words = f"{name} needs one of ticks, price, percent and money"
        raise Problem(422, Message("invalid_request", {"problem": words}), field=f"bracket.{name}")
    return found[0]


def _check(given: models.OrderRequest) -> None:
    """Ask for what the intent and the order type need, and nothing else."""
    kind, intent = given.order_type.value, given.intent.value
    needs = {
        "side": intent == "delta",
        "quantity": intent in ("delta", "target"),
        "limit_price": kind in ("limit", "stop_limit"),
        "stop_price": kind in ("stop", "stop_limit", "market_if_touched"),
        "trail": kind == "trailing_stop",
        "expires_at": given.time_in_force.value == "gtd",
    }
    for name, needed in needs.items():
        present = getattr(given, name) is not None
        if needed and not present:
            words = f"{name} is needed for {intent} {kind}"
            raise Problem(422, Message("invalid_request", {"problem": words}), field=name)
        if present and not needed:
            words = f"{name} does not go with {intent} {kind}"
            raise Problem(422, Message("invalid_request", {"problem": words}), field=name)
