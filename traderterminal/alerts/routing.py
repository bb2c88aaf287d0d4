"""From a signal to orders: which accounts it is for, and what each of them is to do now.

Pure: the position is handed in, what comes out is a wish for the desk or the reason for none. An
exit is never held up: of a signal that may not enter (too late, or with protection that cannot be
placed) the part that takes exposure off is still done.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.desk.groups import (
    Held,
    Member,
    Share,
    leg_id,
    rounds_to_nothing,
    share_of,
    sizes,
)
from traderterminal.desk.ports import OrderWish
from traderterminal.desk.variants import AS_ASKED, Variant
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.exits import Exits, Target
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, OrderType
from traderterminal.domain.signals import Action, Signal, Touch
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)
#: How far a sender's clock may run ahead of market time.
AHEAD_S: Final = 5


@frozen
class StrategyRule:
    """What the alerts of a strategy may do; an empty or absent value takes the general one."""

    group: str = ""
    mode: str = "auto"  # a StrategyMode
    approval: str = "auto"  # an ApprovalMode
    approval_expires_s: int = 60
    quantity: Decimal | None = None
    sl_tp_unit: str | None = None
    max_lag_s: int | None = None


async def _no_wait(symbol: str) -> None: ...


@frozen
class AlertRules:
    """What the inbox looks up.

    `resolve` takes any form of a symbol, as of the market's day, and raises UnknownSymbol;
    `members` returns the accounts of a group or an account by its name, None when there is neither;
    `held_back` says why an alert may add no exposure on an account now; `max_lag_s` is market time.
    `lacks_quote` says of a symbol that its quotes had to be asked for and none has come yet, and
    `first_quote` waits a moment for it. `touch` returns bid and ask, None where neither is quoted.
    """

    resolve: Callable[[str], Instrument]
    members: Callable[[str], Sequence[Member] | None]
    strategy: Callable[[str], StrategyRule | None]
    is_paper: Callable[[str], bool]
    held_back: Callable[[str], Message | None] = lambda account: None
    lacks_quote: Callable[[str], bool] = lambda symbol: False
    first_quote: Callable[[str], Awaitable[None]] = _no_wait
    touch: Callable[[str], Touch | None] = lambda symbol: None
    default_group: str = ""
    default_quantity: Decimal = Decimal(1)
    max_lag_s: int = 30

    def unit_of(self, strategy: str) -> str | None:
        """The unit of a strategy's bare stop losses and take profits."""
        rule = self.strategy(strategy)
        return None if rule is None else rule.sl_tp_unit

    def unhindered(self) -> "AlertRules":
        """Return the same with nothing that keeps a strategy from trading."""

        def strategy(name: str) -> StrategyRule | None:
            found = self.strategy(name)
            return None if found is None else replace(found, mode="auto")

        return replace(self, strategy=strategy, is_paper=lambda account: True)


@frozen
class Leg:
    """One account's share of a signal; `refusal` says why it does not trade at all."""

    signal: Signal
    share: Share
    quantity: Decimal  # the share of what the signal names, or of the default where it names none
    client_order_id: str
    group: str = ""  # where the account is one of several
    variant: Variant = AS_ASKED
    refusal: Message | None = None

    @property
    def account(self) -> str:
        return self.share.account

    def again(self) -> "Leg":
        """Return the same under an order id of its own: the first is used up."""
        return replace(self, client_order_id=f"{self.client_order_id}-again")

    @property
    def instrument(self) -> Instrument:
        return self.share.instrument


@frozen
class Plan:
    """What a leg is to do now. `held_back` says why only the way out is left of it."""

    intent: Intent
    side: Side | None
    quantity: Decimal | None
    is_exit: bool
    held_back: Message | None = None


class Unroutable(Exception):
    """No account takes the signal; `reason` tells why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def legs(signal: Signal, alert_id: str, number: int, rules: AlertRules, held: Held) -> list[Leg]:
    """Return the signal's share of every account it is for; raises Unroutable.

    The order ids are the same whenever the alert is worked again.
    """
    rule = rules.strategy(signal.strategy)
    if rule is not None and rule.mode == "off":
        raise Unroutable(Message("strategy_off", {"strategy": signal.strategy}))
    group = group_of(signal, rules)
    members = rules.members(group)
    if not members:
        raise Unroutable(no_account(group))
    wanted = signal.quantity or (rule.quantity if rule else None) or rules.default_quantity
    found = [_leg(signal, wanted, f"{alert_id}-{number}", one, rules) for one in members]
    if len(members) > 1:
        found = [replace(leg, group=group) for leg in found]
    return _sized(signal, wanted, found, held)


def group_of(signal: Signal, rules: AlertRules) -> str:
    """Return the group, or the account, that the signal is for."""
    rule = rules.strategy(signal.strategy)
    named = signal.account or signal.account_group or (rule.group if rule else "")
    return named or rules.default_group


def _sized(signal: Signal, wanted: Decimal, found: Sequence[Leg], held: Held) -> list[Leg]:
    """Give every leg of a buy or sell its quantity, an exit as far as its account holds."""
    if signal.action not in (Action.BUY, Action.SELL):
        return list(found)
    side = Side.BUY if signal.action is Action.BUY else Side.SELL
    traded = [leg for leg in found if leg.refusal is None]
    quantities = dict(
        zip(
            (leg.account for leg in traded),
            sizes([leg.share for leg in traded], side, wanted, held),
            strict=True,
        )
    )
    sized = [replace(leg, quantity=quantities.get(leg.account, leg.quantity)) for leg in found]
    return [_taking_part(leg, wanted) for leg in sized]


def _taking_part(leg: Leg, wanted: Decimal) -> Leg:
    if leg.quantity or leg.refusal is not None:
        return leg
    return replace(leg, refusal=rounds_to_nothing(leg.share, wanted))


def no_account(name: str) -> Message:
    """The refusal of an account or group that is not there, or that nobody named."""
    return Message("account_unknown", {"account": name}, "" if name else "unnamed")


def _leg(signal: Signal, wanted: Decimal, order_id: str, member: Member, rules: AlertRules) -> Leg:
    rule = rules.strategy(signal.strategy)
    refusal = None
    if not rules.is_paper(member.account) and (rule is None or rule.mode != "auto"):
        parameters = {"account": member.account, "strategy": signal.strategy or "—"}
        refusal = Message("live_needs_strategy", parameters, "paper" if rule else "")
    instrument = rules.resolve(signal.symbol)
    try:
        share = share_of(member, instrument, rules.resolve)
    except UnknownSymbol as unknown:
        share, refusal = Share(member.account, instrument, member.multiplier), unknown.message
    return Leg(
        signal=signal,
        share=share,
        quantity=share.of(wanted),
        client_order_id=leg_id(order_id, member.account),
        variant=member.variant,
        refusal=refusal,
    )


def plan(leg: Leg, held: Decimal, hold_back: Message | None) -> Plan | Message:
    """Return what the leg is to do with `held` in the account, or why nothing.

    `hold_back` says why the signal may not add exposure; then only its way out is left, and
    without one the reason comes back.
    """
    wanted = _wanted(leg, held)
    if isinstance(wanted, Message) or hold_back is None or wanted.is_exit:
        return wanted
    if held * _direction(wanted, held) < 0:
        return Plan(Intent.CLOSE, None, None, True, held_back=hold_back)
    return hold_back


def _wanted(leg: Leg, held: Decimal) -> Plan | Message:
    signal = leg.signal
    match signal.action:
        case Action.CLOSE:
            return _close(leg, held)
        case Action.REVERSE:
            return Plan(Intent.REVERSE, None, None, held == 0)
        case Action.TARGET:
            return _target(leg, held)
        case _:
            side = Side.BUY if signal.action is Action.BUY else Side.SELL
            reduces = held * side.sign < 0 and leg.quantity <= abs(held)
            return Plan(Intent.DELTA, side, leg.quantity, reduces)


def _close(leg: Leg, held: Decimal) -> Plan | Message:
    side = leg.signal.previous_side
    if side and held and side != _side_of(held):
        what = {"account": leg.account, "side": side, "symbol": leg.instrument.symbol}
        return Message("nothing_to_close", what)
    return Plan(Intent.CLOSE, None, None, True)


def _target(leg: Leg, held: Decimal) -> Plan:
    signal = leg.signal
    if signal.target_side == "flat":
        # A close also takes out the entries that still wait, and finds the month that is held.
        return Plan(Intent.CLOSE, None, None, True)
    if signal.target is not None:
        wanted = leg.share.of(signal.target)
    else:
        wanted = leg.quantity if signal.target_side == "long" else -leg.quantity
    return Plan(Intent.TARGET, None, wanted, held * wanted > 0 and abs(wanted) <= abs(held))


def _direction(plan: Plan, held: Decimal) -> Decimal:
    """The sign of what the plan would do to the position."""
    match plan.intent:
        case Intent.DELTA:
            return Decimal(plan.side.sign) if plan.side else ZERO
        case Intent.TARGET:
            return (plan.quantity or ZERO) - held
        case _:
            return -held


def _side_of(held: Decimal) -> str:
    return "long" if held > 0 else "short"


def wish(leg: Leg, plan: Plan, alert_id: str) -> OrderWish:
    """Return the order to ask the desk for."""
    signal = leg.signal
    made = OrderWish(
        account=leg.account,
        symbol=leg.instrument.symbol,
        intent=plan.intent,
        side=plan.side,
        quantity=plan.quantity,
        time_in_force=signal.time_in_force,
        client_order_id=leg.client_order_id,
        source="alert",
        strategy=signal.strategy,
        alert_id=alert_id,
        group=leg.group,
    )
    if plan.held_back is not None:
        return made
    exits = leg.variant.exits(_exits(signal))
    if exits != Exits():
        made = replace(made, exits=exits)
    if signal.order_type is OrderType.MARKET:
        return made
    return replace(
        made,
        order_type=signal.order_type,
        limit_price=signal.limit_price,
        stop_price=signal.stop_price,
        trail=signal.trail,
    )


def _exits(signal: Signal) -> Exits:
    return Exits(
        stop=signal.stop_loss,
        targets=tuple(Target(level) for level in signal.take_profit),
        trail=signal.following,
        break_even=signal.break_even,
        close_after_s=signal.close_after_s,
    )


def staleness(signal: Signal, age_ns: int, rules: AlertRules) -> Message | None:
    """Say why an alert of this age may not enter any more; None while it is fresh.

    The message may only shorten what is allowed.
    """
    rule = rules.strategy(signal.strategy)
    limit = (rule.max_lag_s if rule else None) or rules.max_lag_s
    if signal.max_lag_s is not None:
        limit = min(limit, signal.max_lag_s)
    if age_ns > limit * NANOSECONDS:
        return Message("too_late", {"measured": seconds(age_ns), "limit": str(limit)})
    if age_ns < -AHEAD_S * NANOSECONDS:
        return Message("too_early", {"measured": seconds(-age_ns), "limit": str(AHEAD_S)})
    return None


def seconds(nanoseconds: int) -> str:
    """Write a span in seconds, with tenths below ten."""
    value = nanoseconds / NANOSECONDS
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"
