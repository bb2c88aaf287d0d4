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
from dataclasses import replace
from enum import StrEnum
from typing import Final

from traderterminal.alerts.approvals import Approvals
from traderterminal.alerts.dedup import alert_key
from traderterminal.alerts.dialects import Decoded, Unreadable, decode
from traderterminal.alerts.normalise import fired_ns
from traderterminal.alerts.outcomes import NOT_DONE, Outcome, conclude, refused
from traderterminal.alerts.redaction import mask_text, secrets_in
from traderterminal.alerts.rehearsal import (
    Foreseen,
    Rehearsal,
    Understood,
    as_of_now,
    on_paper,
    read,
    understand,
)
from traderterminal.alerts.routing import AHEAD_S, AlertRules, Leg, Unroutable
from traderterminal.alerts.trading import Trader, Trading
from traderterminal.desk.ports import AlertFact, AlertKey, Ledger
from traderterminal.desk.tracker import Change, OrderChanged
from traderterminal.domain.errors import LedgerDown, UnknownSymbol
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.domain.signals import (
    Action,
    AlertRecord,
    AlertStatus,
    Decision,
    Signal,
    Stage,
    Touch,
)
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

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


@frozen
class Receipt:
    """The answer to a delivery: HTTP status, stable code, the alert's id once it is stored."""

    status: int
    code: str
    alert_id: str = ""
    reason: Message | None = None


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
        self._records: dict[str, AlertRecord] = {}
        self._approvals = Approvals(
            record=self._records.__getitem__,
            show=self._show,
            keep=lambda record: ledger.commit([AlertFact(record)]),
            host=host,
        )
        self._trading = Trading(
            trader=trader,
            rules=rules,
            approvals=self._approvals,
            follow=self._follow,
            market=market,
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
        for number in range(len(record.signals)):
            with suppress(Unroutable, UnknownSymbol):
                found += self._trading.legs(record, number)
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
        found = understand(decoded, self._rules)
        record = self._received(received_ns, found.body)
        record = replace(
            record, signals=found.signals, symbol=found.symbol, touches=self._touches(found)
        )
        if found.refusal is not None:
            return await self._refuse(record, body, nonce, 422, "not_tradeable", found.refusal)
        return await self._accept(record, body, nonce)

    # Trying out.

    def rehearse(self, body: bytes) -> Rehearsal:
        """Say what a message would do if it came now; nothing of it is stored, nothing leaves."""
        found = read(body, self._rules)
        if found.refusal is not None:
            return Rehearsal(found)
        return self._rehearse(found, as_of_now(found.signals))

    def rehearse_on_paper(self, body: bytes, account: str) -> Rehearsal:
        """Say what the trial of a message on a paper account would do now."""
        found = read(body, self._rules)
        if found.refusal is not None:
            return Rehearsal(found)
        return self._rehearse(found, on_paper(found.signals, account, self._rules, self._new_id))

    def _rehearse(self, found: Understood, signals: tuple[Signal, ...]) -> Rehearsal:
        received = self._received(self._host.now_ns(), found.body)
        record = replace(received, signals=signals, symbol=found.symbol)
        accounts: list[Foreseen] = []
        reasons: list[Message] = []
        for number, signal in enumerate(record.signals):
            if signal.action is Action.IGNORE:
                reasons.append(Message("heartbeat"))
                continue
            try:
                legs = self._trading.legs(record, number)
            except Unroutable as unroutable:
                reasons.append(unroutable.reason)
            except UnknownSymbol as unknown:
                reasons.append(unknown.message)
            else:
                accounts += [self._trading.foresee(record, leg) for leg in legs]
        return Rehearsal(found, tuple(accounts), tuple(reasons))

    def suppose(self, record: AlertRecord) -> list[Foreseen]:
        """Return what each account would do with an alert if nothing held it back."""
        found: list[Foreseen] = []
        for number, signal in enumerate(record.signals):
            if signal.action is not Action.IGNORE:
                with suppress(Unroutable, UnknownSymbol):
                    found += self._trading.suppose(record, number)
        return found

    async def try_on_paper(self, body: bytes, account: str) -> Receipt:
        """Trade a message on a paper account, as an alert of its own that came now."""
        if not self._rules.is_paper(account):
            return Receipt(422, "not_on_paper", "", Message("not_on_paper", {"account": account}))
        found = read(body, self._rules)
        if found.refusal is not None:
            return Receipt(422, "not_tradeable", "", found.refusal)
        record = replace(
            self._received(self._host.now_ns(), found.body),
            signals=on_paper(found.signals, account, self._rules, self._new_id),
            symbol=found.symbol,
            touches=self._touches(found),
        )
        return await self._accept(record, body, "")

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
            self._new_id(),
            received_ns,
            AlertStatus.ACCEPTED,
            timeline=timeline,
            body=body,
            market_ns=self._market.now_ns(),
        )

    def _touches(self, found: Understood) -> Mapping[str, Touch]:
        """What the contracts of a message are quoted at as it comes."""
        touches = {symbol: self._rules.touch(symbol) for symbol in found.symbols}
        return {symbol: touch for symbol, touch in touches.items() if touch is not None}

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
                work += self._trading.legs(record, number)
            except Unroutable as unroutable:
                outcomes.append(refused(unroutable.reason))
            except UnknownSymbol as unknown:
                outcomes.append(refused(unknown.message))
        if work:
            self._stamp(record.alert_id, Stage.ROUTED)
        work.sort(key=self._trading.adds_exposure)
        held = dict(self._trader.positions)
        trades = (self._trading.trade(record, leg, known, held) for leg in work)
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

    # Following.

    async def _follow(self, alert_id: str, order: Order) -> Order:
        """Take an order as an alert's, and wait until nothing more is to come of it."""
        self._note_order(alert_id, order)
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
        accounts: dict[str, tuple[Message, ...]] = {}  # with several orders, of each
        for one in outcomes:
            before = accounts.get(one.account, ())
            if one.account and one.said and one.said not in before:
                accounts[one.account] = (*before, one.said)
        refusing = tuple(
            dict.fromkeys(o.account for o in outcomes if o.account and o.status in NOT_DONE)
        )
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
