"""Trading an alert: each of its legs brought to its end, on its account, in its turn.

What adds exposure must be fresh and may have to ask first; an exit waits for nobody and is honoured
at any age.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Final, Protocol

from traderterminal.alerts.approvals import Approvals
from traderterminal.alerts.outcomes import Outcome, never_arrived, of_order, refused
from traderterminal.alerts.rehearsal import Foreseen
from traderterminal.alerts.routing import (
    AlertRules,
    Leg,
    Plan,
    StrategyRule,
    Unroutable,
    legs,
    plan,
    staleness,
    wish,
)
from traderterminal.desk.judge import Preview
from traderterminal.desk.ports import OrderWish
from traderterminal.desk.tracker import Change
from traderterminal.domain.errors import TraderTerminalError, UnknownSymbol
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, Order, OrderStatus
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import Action, AlertRecord, AlertStatus, Decision, Signal
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.lanes import Lanes
from traderterminal.kit.observe import Observers

ZERO: Final = Decimal(0)


class Trader(Protocol):
    """What alerts need of the desk."""

    @property
    def orders(self) -> Mapping[str, Order]: ...
    @property
    def positions(self) -> Mapping[tuple[str, str], Position]: ...
    @property
    def changed(self) -> Observers[Change]: ...
    def preview(self, wish: OrderWish) -> Preview: ...
    async def place(self, wish: OrderWish) -> Order: ...
    async def cancel_all(self, account: str, symbol: str = "", side: Side | None = None) -> int: ...


class Trading:
    """Trades the legs of alerts; `follow` takes an order as an alert's and waits for its end."""

    def __init__(
        self,
        *,
        trader: Trader,
        rules: AlertRules,
        approvals: Approvals,
        follow: Callable[[str, Order], Awaitable[Order]],
        market: Clock,
        host: Clock,
    ) -> None:
        self._trader = trader
        self._rules = rules
        self._approvals = approvals
        self._follow = follow
        self._market = market
        self._host = host
        self._lanes = Lanes()

    def legs(self, record: AlertRecord, number: int) -> list[Leg]:
        """Return what one signal of an alert asks of each account.

        Raises Unroutable and UnknownSymbol.
        """
        signal = record.signals[number]
        return legs(signal, record.alert_id, number, self._rules, self._quantity)

    def foresee(self, record: AlertRecord, leg: Leg) -> Foreseen:
        """Return what a leg would do now, without doing it."""
        account = leg.account
        if leg.refusal is not None:
            return Foreseen(account, reason=leg.refusal)
        late = self._late(record, leg, resumed=False)
        if leg.signal.action is Action.CANCEL:
            return Foreseen(account, reason=late or Message("cancels_orders"))
        wanted = self._plan(leg, late)
        if isinstance(wanted, Message):
            return Foreseen(account, reason=wanted)
        asked = wish(leg, wanted, record.alert_id)
        try:
            preview = self._trader.preview(asked)
        except TraderTerminalError as error:
            return Foreseen(account, reason=error.message)
        asks = self._must_ask(leg, wanted)
        return Foreseen(account, asked, preview, wanted.held_back, asks)

    def suppose(self, record: AlertRecord, number: int) -> list[Foreseen]:
        """Return what one signal of an alert would do if nothing held it back, as positions stand
        now. Raises Unroutable and UnknownSymbol."""
        signal, rules = record.signals[number], self._rules.unhindered()
        found = []
        for leg in legs(signal, record.alert_id, number, rules, self._quantity):
            if leg.refusal is not None or signal.action is Action.CANCEL:
                continue
            wanted = plan(leg, self._held(leg), None)
            if isinstance(wanted, Plan):
                with suppress(TraderTerminalError):  # what has no order has nothing to tell
                    asked = wish(leg, wanted, record.alert_id)
                    found.append(Foreseen(leg.account, asked, self._trader.preview(asked)))
        return found

    def adds_exposure(self, leg: Leg) -> bool:
        """Say whether a leg, as things stand, would add exposure."""
        if leg.signal.action is Action.CANCEL:
            return False
        wanted = plan(leg, self._held(leg), None)
        return isinstance(wanted, Plan) and not wanted.is_exit

    async def trade(
        self,
        record: AlertRecord,
        leg: Leg,
        known: Mapping[str, Order] | None,
        held: Mapping[tuple[str, str], Position],
    ) -> Outcome:
        """Bring one leg to its end; an order placed before a restart is only followed.

        One that the stop kept from ever arriving, which is proven, is made again if it is not late.
        `held` is what all accounts held when the alert came.
        """
        if leg.variant.delay_s and leg.client_order_id not in (known or {}):
            leg = await self._later(record, leg, held)
        if leg.refusal is not None:
            return refused(leg.refusal, leg.account)
        while (placed := (known or {}).get(leg.client_order_id)) is not None:
            closed = await self._follow(record.alert_id, placed)
            if never_arrived(closed):
                leg = leg.again()
            elif leg.signal.action is Action.REVERSE and closed.status is OrderStatus.FILLED:
                return await self._rest_of_reversal(record, closed, known or {})
            else:
                return of_order(closed)
        before = record.approval is not None and record.approval.decision is Decision.APPROVED
        ended = await self._attempt(record, leg, known is not None, asks=not before)
        if ended is not None:
            return ended
        rule = self._rules.strategy(leg.signal.strategy) or StrategyRule()
        decision = await self._approvals.ask(record.alert_id, rule.approval_expires_s)
        if decision is not Decision.APPROVED:
            return refused(Message(f"approval_{decision}"), leg.account)
        ended = await self._attempt(record, leg, resumed=False, asks=False, approved=True)
        assert ended is not None  # noqa: S101 - it does not ask twice
        return ended

    async def _later(
        self, record: AlertRecord, leg: Leg, held: Mapping[tuple[str, str], Position]
    ) -> Leg:
        """Wait for as long as the account takes an alert later, then size the leg anew.

        The others count as they stood when the alert came, the account itself as it stands now.
        """
        await self._market.sleep(float(leg.variant.delay_s))

        def stood(account: str, symbol: str) -> Decimal:
            if account == leg.account:
                return self._quantity(account, symbol)
            position = held.get((account, symbol))
            return ZERO if position is None else position.quantity

        with suppress(Unroutable, UnknownSymbol):  # what is wrong by now is found on the way
            for sized in legs(leg.signal, record.alert_id, 0, self._rules, stood):
                if sized.account == leg.account:
                    return replace(sized, client_order_id=leg.client_order_id)
        return leg

    async def _rest_of_reversal(
        self, record: AlertRecord, closing: Order, known: Mapping[str, Order]
    ) -> Outcome:
        """See a reversal through whose first half an earlier run has traded."""
        opening = next((o for o in known.values() if o.parent_id == closing.order_id), None)
        if opening is not None:
            return of_order(await self._follow(record.alert_id, opening))
        said = Message("stopped_midway", variant="reversal")
        return Outcome(AlertStatus.PARTLY_EXECUTED, closing.account, said)

    async def _attempt(
        self, record: AlertRecord, leg: Leg, resumed: bool, *, asks: bool, approved: bool = False
    ) -> Outcome | None:
        """Trade a leg as things stand now; None when it must ask for approval first.

        What asks must be fresh when it does. While it waits, and once it is `approved`, its age is
        not asked for: the word that the trader gives in time is his own, of now.
        """
        lane = (leg.account, leg.instrument.asset_class, leg.instrument.root)
        is_entry = self.adds_exposure(leg)
        async with self._lanes.turn(lane, is_exit=not is_entry):
            if is_entry and self._rules.lacks_quote(leg.instrument.symbol):
                await self._first_quote(leg)
            late = None if approved else self._late(record, leg, resumed)
            if leg.signal.action is Action.CANCEL:
                return await self._cancel(leg, late)
            wanted = self._plan(leg, late)
            before_asking = self._plan(leg, None) if record.waits else wanted
            if asks and self._must_ask(leg, before_asking):
                wanted = plan(leg, self._held(leg), Message("exit_without_approval"))
                if isinstance(wanted, Message):
                    return None
            if isinstance(wanted, Message):
                return _not_placed(wanted, leg.account)
            try:
                order = await self._trader.place(wish(leg, wanted, record.alert_id))
            except TraderTerminalError as error:
                return Outcome(AlertStatus.FAILED, leg.account, error.message)
        left_out = wanted.held_back
        if wanted.intent is Intent.REVERSE and order.intent is Intent.CLOSE:
            left_out = Message("not_reversed", variant="gave_way")
        closed = await self._follow(record.alert_id, order)
        return of_order(closed, left_out, _late_exit(late))

    async def _first_quote(self, leg: Leg) -> None:
        """Let an entry in something that nobody has asked for before find a quote.

        Where the root is held it is refused instead: an exit would wait behind it.
        """
        held = [
            symbol
            for (account, symbol), position in self._trader.positions.items()
            if account == leg.account and position.quantity
        ]
        if not any(self._same_root(leg, symbol) for symbol in held):
            await self._rules.first_quote(leg.instrument.symbol)

    def _plan(self, leg: Leg, late: Message | None) -> Plan | Message:
        """What a leg is to do, with whatever keeps it from adding exposure."""
        rule = self._rules.strategy(leg.signal.strategy)
        if rule is not None and rule.mode == "off":  # switched while it waited
            return Message("strategy_off", {"strategy": leg.signal.strategy})
        hold = late or _unsupported(leg.signal) or self._rules.held_back(leg.account)
        return plan(leg, self._held(leg), hold)

    def _must_ask(self, leg: Leg, wanted: Plan | Message) -> bool:
        rule = self._rules.strategy(leg.signal.strategy)
        enters = isinstance(wanted, Plan) and not wanted.is_exit
        return rule is not None and rule.approval == "manual" and enters

    async def _cancel(self, leg: Leg, late: Message | None) -> Outcome:
        if late is not None:
            return _not_placed(late, leg.account)
        count = await self._trader.cancel_all(leg.account, leg.instrument.symbol)
        if not count:
            return refused(Message("nothing_to_cancel"), leg.account)
        said = Message("canceled_orders", {"count": str(count)})
        return Outcome(AlertStatus.EXECUTED, leg.account, said)

    def _late(self, record: AlertRecord, leg: Leg, resumed: bool) -> Message | None:
        """Why a signal comes too late to enter; None while it is fresh.

        By how much its account takes it later is no part of its age.
        """
        signal = leg.signal
        if signal.fired_ns is not None:
            age_ns = self._market.now_ns() - signal.fired_ns
        else:
            age_ns = self._host.now_ns() - record.received_ns
        age_ns -= int(leg.variant.delay_s * NANOSECONDS)
        late = staleness(signal, age_ns, self._rules)
        if late is not None and resumed and not record.waits:
            return Message("stopped_midway", late.parameters)
        return late

    def _quantity(self, account: str, symbol: str) -> Decimal:
        position = self._trader.positions.get((account, symbol))
        return ZERO if position is None else position.quantity

    def _held(self, leg: Leg) -> Decimal:
        """The signed quantity that the account holds; a close finds any month of the root."""
        positions = self._trader.positions
        exact = self._quantity(leg.account, leg.instrument.symbol)
        if exact:
            return exact
        if leg.signal.action is Action.CLOSE or leg.signal.target_side == "flat":
            for (account, symbol), position in positions.items():
                if account == leg.account and position.quantity and self._same_root(leg, symbol):
                    return position.quantity
        return ZERO

    def _same_root(self, leg: Leg, symbol: str) -> bool:
        try:
            other = self._rules.resolve(symbol)
        except UnknownSymbol:
            return False
        return (other.root, other.asset_class) == (
            leg.instrument.root,
            leg.instrument.asset_class,
        )


def _unsupported(signal: Signal) -> Message | None:
    if not signal.unsupported:
        return None
    return Message("unsupported_request", {"what": "; ".join(signal.unsupported)})


def _not_placed(reason: Message, account: str) -> Outcome:
    if reason.code == "stopped_midway":
        return Outcome(AlertStatus.FAILED, account, reason)
    return refused(reason, account)


def _late_exit(late: Message | None) -> Message | None:
    """What to say of an exit that was honoured although it came late."""
    if late is None or late.code == "too_early":
        return None
    return Message("late_exit", {"measured": late.parameters["measured"]})
