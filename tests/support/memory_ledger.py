"""A ledger in memory that keeps the port's promises, and can be told to fail."""

import asyncio
from collections.abc import Sequence

from traderterminal.desk.ports import (
    ALWAYS,
    AccountFact,
    AlertFact,
    AlertKey,
    Fact,
    FillChangedFact,
    FillFact,
    LedgerState,
    NoteFact,
    OrderFact,
    Period,
    StoreResult,
)
from traderterminal.domain.accounts import Account
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.fills import Fill
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import AlertRecord, AlertStatus


class MemoryLedger:
    """Implements `desk.ports.Ledger`. While `broken` names a cause, every commit fails.

    `kept` is what an emergency file would hold; with `no_file` there is no room for one.
    """

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.kept: Sequence[Fact] = ()
        self.broken = ""
        self.no_file = False
        self._keys: dict[bytes, str] = {}
        self._nonces: dict[str, tuple[str, bytes]] = {}

    @property
    def down(self) -> Message | None:
        return Message("ledger_down", {"cause": self.broken}) if self.broken else None

    async def commit(self, facts: Sequence[Fact]) -> None:
        await asyncio.sleep(0)  # noqa: TID251 - a commit always lets others run
        if self.broken:
            raise LedgerDown(self.broken)
        self.facts.extend(facts)

    async def book(self, facts: Sequence[Fact]) -> None:
        try:
            await self.commit(facts)
        except LedgerDown as down:
            self.kept = self.kept if self.no_file else facts
            raise LedgerDown(down.cause, kept=not self.no_file) from down
        self.kept = ()

    async def store_alert(self, fact: AlertFact, key: AlertKey) -> StoreResult:
        if self.broken:
            raise LedgerDown(self.broken)
        if key.nonce in self._nonces:
            alert_id, body_hash = self._nonces[key.nonce]
            same = body_hash == key.body_hash
            return StoreResult(alert_id if same else "", replayed=not same)
        if key.key in self._keys:
            return StoreResult(self._keys[key.key])
        self._keys[key.key] = fact.record.alert_id
        if key.nonce:
            self._nonces[key.nonce] = (fact.record.alert_id, key.body_hash)
        await self.commit([fact])
        return StoreResult()

    def state(self) -> LedgerState:
        orders = self._orders()
        positions: dict[tuple[str, str], Position] = {}
        accounts: dict[str, Account] = {}
        for fact in self.facts:
            match fact:
                case AccountFact(reason="state" | "dividend", account=account):
                    accounts[account.account] = account
                case AccountFact(account=account):
                    accounts[account.account] = account
                    positions = {k: p for k, p in positions.items() if k[0] != account.account}
                case FillFact(fill, position, account):
                    positions[(fill.account, fill.symbol)] = position
                    accounts[account.account] = account
                case FillChangedFact(was, _, position, account):
                    positions[(was.account, was.symbol)] = position
                    accounts[account.account] = account
                case _:
                    pass
        return LedgerState(
            accounts=accounts,
            positions=positions,
            live_orders=[o for o in orders.values() if o.is_live],
            closed_orders=[o for o in orders.values() if not o.is_live],
            open_alerts=[a for a in self._alerts() if a.status is AlertStatus.ACCEPTED],
            notes={f.key: f.value for f in self.facts if isinstance(f, NoteFact)},
            fills=self._fills(),
        )

    def _orders(self) -> dict[str, Order]:
        return {f.order.order_id: f.order for f in self.facts if isinstance(f, OrderFact)}

    def _fills(self) -> list[Fill]:
        fills: dict[tuple[str, str], Fill] = {}
        for fact in self.facts:
            match fact:
                case FillFact(fill=fill):
                    fills[(fill.account, fill.fill_id)] = fill
                case FillChangedFact(was=was, now=None):
                    del fills[(was.account, was.fill_id)]
                case FillChangedFact(was=was, now=now) if now is not None:
                    fills[(was.account, was.fill_id)] = now
                case _:
                    pass
        return list(fills.values())

    def _alerts(self) -> list[AlertRecord]:
        found = {f.record.alert_id: f.record for f in self.facts if isinstance(f, AlertFact)}
        return list(found.values())

    async def orders(
        self,
        *,
        account: str = "",
        symbol: str = "",
        status: str = "",
        strategy: str = "",
        period: Period = ALWAYS,
        limit: int = 100,
        before: str = "",
    ) -> Sequence[Order]:
        found = [
            order
            for order in sorted(self._orders().values(), key=lambda o: o.order_id, reverse=True)
            if account in ("", order.account)
            and symbol in ("", order.symbol)
            and status in ("", order.shown_status)
            and strategy in ("", order.strategy)
            and period.holds(order.created_ns)
            and (not before or order.order_id < before)
        ]
        return found[:limit]

    async def order(self, order_id: str) -> Order | None:
        return self._orders().get(order_id)

    async def order_by_client_id(self, client_order_id: str) -> Order | None:
        found = (o for o in self._orders().values() if o.client_order_id == client_order_id)
        return max(found, key=lambda order: order.order_id, default=None)

    async def order_at_broker(self, account: str, broker_order_id: str) -> Order | None:
        name = (account, broker_order_id)
        found = (o for o in self._orders().values() if (o.account, o.broker_order_id) == name)
        return max(found, key=lambda order: order.order_id, default=None)

    async def children(self, order_id: str) -> Sequence[Order]:
        found = (o for o in self._orders().values() if o.parent_id == order_id)
        return sorted(found, key=lambda order: order.order_id)

    async def orders_of_alert(self, alert_id: str) -> Sequence[Order]:
        return [o for o in self._orders().values() if alert_id and o.alert_id == alert_id]

    async def fills(
        self,
        *,
        account: str = "",
        symbol: str = "",
        strategy: str = "",
        period: Period = ALWAYS,
        limit: int = 100,
        before: str = "",
    ) -> Sequence[Fill]:
        found = [
            fill
            for fill in reversed(self._fills())
            if account in ("", fill.account) and symbol in ("", fill.symbol)
            if strategy in ("", fill.strategy) and period.holds(fill.at_ns)
        ]
        if before:
            ids = [fill.fill_id for fill in found]
            found = found[ids.index(before) + 1 :] if before in ids else []
        return found[:limit]

    async def alerts(
        self, *, status: str = "", limit: int = 100, before: str = ""
    ) -> Sequence[AlertRecord]:
        found = [
            record
            for record in sorted(self._alerts(), key=lambda a: a.alert_id, reverse=True)
            if status in ("", record.status) and (not before or record.alert_id < before)
        ]
        return found[:limit]

    async def alert(self, alert_id: str) -> AlertRecord | None:
        return next((a for a in self._alerts() if a.alert_id == alert_id), None)
