"""The inbox: every proven alert is stored once, answered at once, traded once, and followed home.

`receive` ends when the alert is durable; whatever depends on the market or an account happens in
the background and shows in the alert's record. An alert that was under way when the program
stopped is taken up again at the next start: orders carry ids made from the alert's, so that none
is ever placed twice.
"""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from traderterminal.alerts.approvals import Approvals
from traderterminal.alerts.dedup import alert_key
from traderterminal.alerts.dialects import Decoded, Unreadable, decode
from traderterminal.alerts.fields import NotTradeable
from traderterminal.alerts.normalise import fired_ns, normalise
from traderterminal.alerts.outcomes import (
    NOT_DONE,
    Outcome,
    conclude,
    never_arrived,
    of_order,
    refused,
)
from traderterminal.alerts.redaction import (
    as_text,
    holds_broker_credentials,
    mask_text,
    masked,
    secrets_in,
)
from traderterminal.alerts.routing import (
    AHEAD_S,
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
from traderterminal.desk.ports import AlertFact, AlertKey, Ledger, OrderWish
from traderterminal.desk.tracker import Change, OrderChanged
from traderterminal.domain.errors import LedgerDown, TraderTerminalError, UnknownSymbol
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message, english
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import (
    Action,
    AlertRecord,
    AlertStatus,
    Decision,
    Signal,
    Stage,
)
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.lanes import Lanes
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

ZERO: Final = Decimal(0)
#: Alerts kept at hand; older ones are read from the ledger.
KEPT: Final = 1_000
#: How old, in market time, the time inside a body may be whose signature covers nothing else.
SIGNED_BODY_S: Final = 60
RETRY_SECONDS: Final = 1.0
#: What makes an earlier entry of the same strategy pointless.
_OVERTAKING: Final = frozenset({Action.CLOSE, Action.REVERSE, Action.TARGET, Action.CANCEL})
_log = logging.getLogger(__name__)
_ACKNOWLEDGED: Final = frozenset(
    {
        OrderStatus.ACCEPTED,
        OrderStatus.PENDING_REPLACE,
        OrderStatus.CANCELED,
        OrderStatus.EXPIRED,
        OrderStatus.FILLED,
    }
)


class Proof(StrEnum):
    """What has proven, before the body was read, that a delivery comes from the trader."""

    NONE = "none"
    PATH = "path"
    HMAC = "hmac"
    BODY_HMAC_NEEDS_TIME = "body_hmac"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a delivery: HTTP status, stable code, the alert's id once it is stored."""

    status: int
    code: str
    alert_id: str = ""
    reason: Message | None = None


class Trader(Protocol):
    """What the inbox needs of the desk."""

    @property
    def orders(self) -> Mapping[str, Order]: ...
    @property
    def positions(self) -> Mapping[tuple[str, str], Position]: ...
    @property
    def changed(self) -> Observers[Change]: ...
    async def place(self, wish: OrderWish) -> Order: ...
    async def cancel_all(self, account: str, symbol: str = "", side: Side | None = None) -> int: ...


class Inbox:
    """Takes alerts in and sees each of them through to one final status.

    `secret` proves a body that holds it; `market` and `host` are the two clocks.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        trader: Trader,
        rules: AlertRules,
        market: Clock,
        host: Clock,
        new_id: Callable[[], str],
        tasks: TaskScope,
        secret: str,
    ) -> None:
        self._ledger = ledger
        self._trader = trader
        self._rules = rules
        self._market = market
        self._host = host
        self._new_id = new_id
        self._tasks = tasks
        self._secret = _digest(secret)
        self._lanes = Lanes()
        self._records: dict[str, AlertRecord] = {}
        self._approvals = Approvals(
            record=self._records.__getitem__,
            show=self._show,
            keep=lambda record: ledger.commit([AlertFact(record)]),
            host=host,
        )
        self._closing: dict[str, asyncio.Future[Order]] = {}
        self.changed: Observers[AlertRecord] = Observers()
        self._stop_listening = trader.changed.connect(self._hear)

    @property
    def records(self) -> Sequence[AlertRecord]:
        """The latest alerts, newest first."""
        return tuple(reversed(self._records.values()))

    async def record(self, alert_id: str) -> AlertRecord | None:
        """Return one alert, however old."""
        return self._records.get(alert_id) or await self._ledger.alert(alert_id)

    async def start(self, open_alerts: Sequence[AlertRecord]) -> None:
        """Read the latest alerts and take up those that were under way."""
        for record in reversed(await self._ledger.alerts(limit=KEPT)):
            self._records[record.alert_id] = record
        for record in open_alerts:
            self._records.setdefault(record.alert_id, record)
            orders = await self._ledger.orders_of_alert(record.alert_id)
            known = {order.client_order_id: order for order in orders}
            self._tasks.spawn(self._work(record, known), name=f"alert {record.alert_id}")

    @property
    def waiting(self) -> Sequence[AlertRecord]:
        """The alerts that wait for approval, newest first."""
        return [record for record in self.records if record.waits]

    def legs_of(self, record: AlertRecord) -> list[Leg]:
        """Return what an alert asks of each account, and why one would not enter now.

        There are none where no account takes it.
        """
        found: list[Leg] = []
        for number, signal in enumerate(record.signals):
            with suppress(Unroutable, UnknownSymbol):
                found += legs(signal, record.alert_id, number, self._rules, self._quantity)
        held_back = self._rules.held_back
        return [replace(leg, refusal=leg.refusal or held_back(leg.account)) for leg in found]

    async def decide(self, alert_id: str, decision: Decision) -> bool:
        """Approve or reject an alert; False when it does not wait (any more).

        Raises LedgerDown, then it still waits.
        """
        if alert_id not in self._records:
            return False
        return await self._approvals.decide(alert_id, decision)

    def close(self) -> None:
        """Stop listening to the desk."""
        self._stop_listening()

    # Taking in.

    async def receive(
        self, body: bytes, proof: Proof, received_ns: int, nonce: str = ""
    ) -> Receipt:
        """Authenticate, decode and store one delivery; trading follows in the background.

        `received_ns` is host time; `nonce` is that of a signed delivery.
        """
        try:
            decoded = decode(body)
        except Unreadable as unreadable:
            if proof not in (Proof.PATH, Proof.HMAC):
                return Receipt(401, "unauthenticated")
            record = self._received(received_ns, mask_text(body))
            return await self._refuse(record, body, nonce, 400, "unparseable", unreadable.reason)
        unproven = self._unproven(decoded, proof)
        if unproven is not None:
            return unproven
        clean = masked(decoded)
        record = self._received(received_ns, as_text(clean))
        try:
            if holds_broker_credentials(decoded):
                raise NotTradeable("broker_credentials")
            record = replace(record, signals=normalise(clean, self._rules.unit_of))
            record = replace(record, symbol=self._resolved(record.signals))
        except NotTradeable as refusal:
            return await self._refuse(record, body, nonce, 422, "not_tradeable", refusal.reason)
        return await self._accept(record, body, nonce)

    def _unproven(self, decoded: Decoded, proof: Proof) -> Receipt | None:
        """The answer to a delivery that nothing proves; None when something does."""
        if proof in (Proof.PATH, Proof.HMAC):
            return None
        if any(hmac.compare_digest(_digest(s), self._secret) for s in secrets_in(decoded)):
            return None
        if proof is Proof.BODY_HMAC_NEEDS_TIME:
            moments = [fired_ns(item) for item in decoded.items]
            if all(at is not None and self._is_recent(at) for at in moments):
                return None
            if any(moments):
                return Receipt(403, "stale_signature")
        return Receipt(401, "unauthenticated")

    def _is_recent(self, at_ns: int) -> bool:
        age_ns = self._market.now_ns() - at_ns
        return -AHEAD_S * NANOSECONDS <= age_ns <= SIGNED_BODY_S * NANOSECONDS

    def _received(self, received_ns: int, body: str) -> AlertRecord:
        timeline = ((Stage.RECEIVED, received_ns), (Stage.AUTHENTICATED, self._host.now_ns()))
        return AlertRecord(
            self._new_id(), received_ns, AlertStatus.ACCEPTED, timeline=timeline, body=body
        )

    def _resolved(self, signals: Sequence[Signal]) -> str:
        """The contracts that the signals mean; raises NotTradeable for a name unknown."""
        found: dict[str, None] = {}
        for signal in signals:
            if signal.symbol:
                try:
                    found[self._rules.resolve(signal.symbol).symbol] = None
                except UnknownSymbol:
                    raise NotTradeable("unresolvable_symbol", symbol=signal.symbol) from None
        return ", ".join(found)

    async def _accept(self, record: AlertRecord, body: bytes, nonce: str) -> Receipt:
        if all(signal.action is Action.IGNORE for signal in record.signals):
            heard = Message("heartbeat")
            record = replace(record, status=AlertStatus.NO_ACTION, reason=heard)
        key = alert_key(record.signals, body, self._host.now_ns(), nonce)
        stored = await self._store(record, key)
        if isinstance(stored, Receipt):
            return stored
        if stored.status is AlertStatus.ACCEPTED:
            self._tasks.spawn(self._work(stored), name=f"alert {stored.alert_id}")
        return Receipt(202, "accepted", stored.alert_id)

    async def _refuse(
        self,
        record: AlertRecord,
        body: bytes,
        nonce: str,
        status: int,
        code: str,
        reason: Message,
    ) -> Receipt:
        record = replace(record, status=AlertStatus.REJECTED, reason=reason)
        key = alert_key((), body, self._host.now_ns(), nonce)
        stored = await self._store(record, key)
        if isinstance(stored, AlertRecord):
            return Receipt(status, code, stored.alert_id, reason)
        if stored.code == "duplicate":  # the same text again: the same fault, under the same id
            return Receipt(status, code, stored.alert_id, reason)
        return stored

    async def _store(self, record: AlertRecord, key: AlertKey) -> AlertRecord | Receipt:
        """Make the alert durable; return it with the stage stamped, or the answer instead."""
        at_hand = _stamped(record, Stage.STORED, self._host.now_ns())
        try:
            result = await self._ledger.store_alert(AlertFact(at_hand), key)
        except LedgerDown as down:
            return Receipt(503, "not_stored", reason=down.message)
        if result.replayed:
            return Receipt(403, "replayed")
        if result.duplicate_of:
            self._count_duplicate(result.duplicate_of)
            return Receipt(200, "duplicate", result.duplicate_of)
        stored = _stamped(record, Stage.STORED, self._host.now_ns())
        self._show(stored)
        self._forget_oldest()
        return stored

    def _count_duplicate(self, alert_id: str) -> None:
        record = self._records.get(alert_id)
        if record is not None:
            self._show(replace(record, duplicates=record.duplicates + 1))

    # Working.

    async def _work(self, record: AlertRecord, known: Mapping[str, Order] | None = None) -> None:
        """Trade an alert and see it through.

        `known` holds the orders that it had led to when the program stopped, by client order id;
        None for an alert that is new.
        """
        alert_id = record.alert_id
        self._stamp(alert_id, Stage.PARSED)
        try:
            outcomes = await self._trade_all(record, known)
        except Exception:
            failed = Outcome(AlertStatus.FAILED, said=Message("failed_unexpectedly"))
            await self._conclude(alert_id, [failed])
            raise
        await self._conclude(alert_id, outcomes)

    async def _trade_all(
        self, record: AlertRecord, known: Mapping[str, Order] | None
    ) -> Sequence[Outcome]:
        await self._overtake(record)
        outcomes: list[Outcome] = []
        work: list[Leg] = []
        for number, signal in enumerate(record.signals):
            if signal.action is Action.IGNORE:
                continue
            try:
                work += legs(signal, record.alert_id, number, self._rules, self._quantity)
            except Unroutable as unroutable:
                outcomes.append(refused(unroutable.reason))
            except UnknownSymbol as unknown:
                outcomes.append(refused(unknown.message))
        if work:
            self._stamp(record.alert_id, Stage.ROUTED)
        work.sort(key=self._adds_exposure)
        trades = (self._trade(record, leg, known) for leg in work)
        for ended in await asyncio.gather(*trades, return_exceptions=True):
            if isinstance(ended, BaseException):
                raise ended
            outcomes.append(ended)
        return outcomes

    async def _overtake(self, record: AlertRecord) -> None:
        """Let go of what still waits and is made pointless by a later alert of its strategy."""
        ended = {
            (signal.strategy, record.symbol)
            for signal in record.signals
            if signal.action in _OVERTAKING
        }
        for other in self.waiting:
            about = {(signal.strategy, other.symbol) for signal in other.signals}
            if other.alert_id < record.alert_id and about & ended:
                try:
                    await self._approvals.decide(other.alert_id, Decision.OVERTAKEN)
                except LedgerDown:
                    _log.warning("alert %s waits on: the ledger is down", other.alert_id)

    def _adds_exposure(self, leg: Leg) -> bool:
        if leg.signal.action is Action.CANCEL:
            return False
        wanted = plan(leg, self._held(leg), None)
        return isinstance(wanted, Plan) and not wanted.is_exit

    async def _trade(
        self, record: AlertRecord, leg: Leg, known: Mapping[str, Order] | None
    ) -> Outcome:
        """Bring one leg to its end; an order placed before a restart is only followed.

        One that the stop kept from ever arriving, which is proven, is made again if it is not late.
        """
        if leg.refusal is not None:
            return refused(leg.refusal, leg.account)
        while (placed := (known or {}).get(leg.client_order_id)) is not None:
            closed = await self._followed(record, placed)
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

    async def _followed(self, record: AlertRecord, order: Order) -> Order:
        """Take an order of an earlier run as the alert's, and wait until it is closed."""
        self._note_order(record.alert_id, order)
        return await self._closed(order)

    async def _rest_of_reversal(
        self, record: AlertRecord, closing: Order, known: Mapping[str, Order]
    ) -> Outcome:
        """See a reversal through whose first half an earlier run has traded."""
        opening = next((o for o in known.values() if o.parent_id == closing.order_id), None)
        if opening is not None:
            return of_order(await self._followed(record, opening))
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
        async with self._lanes.turn(lane, is_exit=not self._adds_exposure(leg)):
            late = None if approved else self._late(record, leg.signal, resumed)
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
        self._note_order(record.alert_id, order)
        return of_order(await self._closed(order), wanted.held_back, _late_exit(late))

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

    def _late(self, record: AlertRecord, signal: Signal, resumed: bool) -> Message | None:
        """Why a signal comes too late to enter; None while it is fresh."""
        if signal.fired_ns is not None:
            age_ns = self._market.now_ns() - signal.fired_ns
        else:
            age_ns = self._host.now_ns() - record.received_ns
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

    # Following.

    async def _closed(self, order: Order) -> Order:
        """Wait until nothing more is to come of an order."""
        current = self._trader.orders.get(order.order_id, order)
        if not current.is_live:
            return current
        closing: asyncio.Future[Order] = asyncio.get_running_loop().create_future()
        self._closing[order.order_id] = closing
        try:
            return await closing
        finally:
            del self._closing[order.order_id]

    def _hear(self, change: Change) -> None:
        if not isinstance(change, OrderChanged):
            return
        order = change.order
        record = self._records.get(order.alert_id)
        if record is None or record.status is not AlertStatus.ACCEPTED:
            return
        self._note_order(order.alert_id, order)
        closing = self._closing.get(order.order_id)
        if closing is not None and not closing.done() and not order.is_live:
            closing.set_result(order)

    def _note_order(self, alert_id: str, order: Order) -> None:
        """Stamp the stages that an order has reached."""
        record = self._records[alert_id]
        after = record
        if order.order_id not in record.order_ids:
            after = replace(after, order_ids=(*record.order_ids, order.order_id))
        now_ns = self._host.now_ns()
        for stage in _stages(order):
            after = _stamped(after, stage, now_ns)
        if after is not record:
            self._show(after)

    def _stamp(self, alert_id: str, stage: Stage) -> None:
        self._show(_stamped(self._records[alert_id], stage, self._host.now_ns()))

    async def _conclude(self, alert_id: str, outcomes: Sequence[Outcome]) -> None:
        """Give the alert its final status, and make it durable before it is shown."""
        status, reason = conclude(outcomes)
        accounts = {o.account: english(o.said) for o in outcomes if o.account and o.said}
        refusing = tuple(o.account for o in outcomes if o.account and o.status in NOT_DONE)
        while True:
            record = self._records[alert_id]
            ended = replace(
                record, status=status, reason=reason, accounts=accounts, refusing=refusing
            )
            try:
                await self._ledger.commit([AlertFact(ended)])
                break
            except LedgerDown:
                await self._host.sleep(RETRY_SECONDS)
        # Copies that arrived while it was written are counted on.
        self._show(replace(ended, duplicates=self._records[alert_id].duplicates))

    def _show(self, record: AlertRecord) -> None:
        self._records[record.alert_id] = record
        self.changed.emit(record)

    def _forget_oldest(self) -> None:
        if len(self._records) > KEPT:
            ended = (r for r in self._records.values() if r.status is not AlertStatus.ACCEPTED)
            oldest = next(ended, None)
            if oldest is not None:
                del self._records[oldest.alert_id]


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _stamped(record: AlertRecord, stage: Stage, at_ns: int) -> AlertRecord:
    """The record with a stage reached; the first time counts."""
    if any(reached is stage for reached, _ in record.timeline):
        return record
    return replace(record, timeline=(*record.timeline, (stage, at_ns)))


def _stages(order: Order) -> Sequence[Stage]:
    """The stages that an order proves to be behind it."""
    if order.status in (OrderStatus.INTENT, OrderStatus.DENIED):
        return (Stage.GATED,)
    reached = [Stage.GATED, Stage.SUBMITTED]
    if order.filled_quantity or order.status in _ACKNOWLEDGED:
        reached.append(Stage.ACKNOWLEDGED)
    if order.filled_quantity:
        reached.append(Stage.FILLED)
    return reached


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
