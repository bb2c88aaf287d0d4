"""What Tradovate tells of its entities, as news of orders and executions.

An order is told here in several entities: itself, its terms, the command that made it and the
reports on that. Whatever of them comes last, the order is told once all of it is known, and told
again only when it looks different. Of one whose command has not come nobody knows yet whether it is
ours: it waits.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from traderterminal.brokers.tradovate.contracts import ContractBook
from traderterminal.brokers.tradovate.entities import Entities, UnreadableEntity, read, snapshot
from traderterminal.brokers.tradovate.mapping import FAILED_COMMANDS, SIDES, STATUSES, shown
from traderterminal.brokers.tradovate.wire import (
    ENTITIES,
    Command,
    CommandReport,
    Contract,
    ContractMaturity,
    Entity,
    ExecutionReport,
    Fill,
    FillFee,
    Order,
    OrderVersion,
    Product,
)
from traderterminal.desk.ports import (
    FeeSet,
    FillRevised,
    FillSeen,
    News,
    OrderNews,
    OrderSeen,
    UnreadableNews,
)
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    CancelRefused,
    OrderEvent,
    OrderStatus,
    ReplaceRefused,
    TimeInForce,
)

ZERO: Final = Decimal(0)
#: How an id of ours begins.
OURS: Final = "TT"
_REFUSALS: Final[Mapping[str, Callable[[], OrderEvent]]] = {
    "Cancel": CancelRefused,
    "Modify": ReplaceRefused,
}
#: What the exchange did to an execution that it had told before.
_CORRECTIONS: Final = frozenset({"TradeCancel", "TradeCorrect"})
_AT_ONCE: Final = frozenset({TimeInForce.IOC, TimeInForce.FOK})
UPDATED: Final = "Updated"
DELETED: Final = "Deleted"


class Teller:
    """Keeps the entities and tells the news. `seats` are our accounts by the broker's ids.

    `unknown` is called with a contract of which not enough is known; once it is, `contract_known`
    tells what waited for it.
    """

    def __init__(
        self,
        entities: Entities,
        contracts: ContractBook,
        seats: Mapping[int, str],
        tell: Callable[[News], None],
        unknown: Callable[[int], None],
    ) -> None:
        self._entities = entities
        self._contracts = contracts
        self._seats = seats
        self._tell = tell
        self._unknown = unknown
        self._orders_told: dict[int, OrderSeen] = {}
        self._fills_told: set[int] = set()
        self._waiting: dict[int, set[int]] = {}  # orders by the contract they wait for
        self._why: dict[int, str] = {}  # what reports say of an order that was refused
        self._early: dict[int, CommandReport] = {}  # failures of commands that are yet to come
        self._refused: set[int] = set()  # commands whose failure was told
        self._ours: dict[int, str] = {}  # our ids by the broker's, from its answers to us
        self._canceled_here: set[int] = set()
        self._corrected: set[int] = set()  # orders of which the exchange changed an execution

    # What this program did.

    def placed(self, number: int, order_id: str) -> None:
        """An order of ours was taken."""
        self._ours[number] = order_id
        self._tell_order(number)

    def cancelling(self, number: int) -> None:
        """A cancel of ours is about to leave."""
        self._canceled_here.add(number)

    # What is told.

    def take_snapshot(self, data: Mapping[str, Any]) -> None:
        """Keep everything of a snapshot. Nothing of it is told: it is asked for instead."""
        for kind, raw in snapshot(data):
            try:
                self._keep(kind, read(kind, raw))
            except UnreadableEntity as error:
                self._tell_unreadable(raw, error.raw)

    def take(self, event: Any) -> None:
        """Take in the data of a props event."""
        if not isinstance(event, dict) or not isinstance(event.get("entityType"), str):
            self._tell_unreadable(None, str(event))
            return
        kind, told = event["entityType"], event.get("entity")
        if kind not in ENTITIES:
            return
        change = event.get("eventType")
        for raw in told if isinstance(told, list) else [told]:
            try:
                entity = read(kind, raw)
            except UnreadableEntity as error:
                self._tell_unreadable(raw, error.raw)
                continue
            if change == DELETED:
                self._delete(kind, entity)
            else:
                before = self._keep(kind, entity)
                self._see(entity, before if change == UPDATED else None)

    def contract_known(self, contract_id: int) -> None:
        """Tell what has waited for a contract."""
        for number in sorted(self._waiting.pop(contract_id, ())):
            self._tell_order(number)

    def _keep(self, kind: str, entity: Entity) -> Entity | None:
        before = self._entities.put(kind, entity)
        if isinstance(entity, Contract | ContractMaturity | Product):
            self._contracts.changed()
        elif isinstance(entity, ExecutionReport) and entity.exec_type in _CORRECTIONS:
            self._corrected.add(entity.order_id)
        return before

    def _see(self, entity: Entity, before: Entity | None) -> None:
        match entity:
            case Order(id=number) | OrderVersion(order_id=number):
                self._tell_order(number)
            case Command():
                self._see_command(entity)
            case CommandReport(command_id=number):
                self._see_report(entity, self._entities.get(Command, "command", number))
            case ExecutionReport(order_id=number, exec_type="Rejected"):
                self._note_why(number, entity.reject_reason, entity.text)
            case Fill():
                self._see_fill(entity, before if isinstance(before, Fill) else None)
            case FillFee():
                self._see_fee(entity)

    def _delete(self, kind: str, entity: Entity) -> None:
        self._entities.remove(kind, entity.id)
        if isinstance(entity, Fill):
            self._see_fill(entity.model_copy(update={"active": False}), entity)

    # Orders.

    def _see_command(self, command: Command) -> None:
        if command.command_status in FAILED_COMMANDS:
            self._tell_refusal(command)
        if (report := self._early.pop(command.id, None)) is not None:
            self._see_report(report, command)
        self._tell_order(command.order_id)

    def _see_report(self, report: CommandReport, command: Command | None) -> None:
        if report.command_status not in FAILED_COMMANDS:
            return
        if command is None:
            self._early[report.command_id] = report
            return
        self._note_why(command.order_id, report.reject_reason, report.text)
        self._tell_refusal(command)

    def _note_why(self, number: int, reason: str | None, text: str | None) -> None:
        words = ": ".join(word for word in (reason, text) if word)
        if words:
            self._why[number] = words

    def _tell_refusal(self, command: Command) -> None:
        """Say once that a cancel or a change came to nothing."""
        event = _REFUSALS.get(command.command_type)
        order = self._entities.get(Order, "order", command.order_id)
        account = self._seats.get(order.account_id) if order else None
        if event is None or account is None or command.id in self._refused:
            return
        self._refused.add(command.id)
        number = command.order_id
        self._tell(OrderNews(account, event(), self.our_id(number) or "", str(number)))

    def our_id(self, number: int) -> str | None:
        """Return the id that we gave an order, empty for one of others; None while unknown."""
        if number in self._ours:
            return self._ours[number]
        origin = self._entities.origin(number)
        if origin is None:
            return None
        given = origin.cl_ord_id or ""
        return given if given.startswith(OURS) else ""

    def _tell_order(self, number: int) -> None:
        order = self._entities.get(Order, "order", number)
        version, our_id = self._entities.version(number), self.our_id(number)
        if order is None or version is None or our_id is None:
            return
        seen = self._seen(order, version, our_id)
        if seen is not None and self._orders_told.get(number) != seen:
            self._orders_told[number] = seen
            self._tell(seen)
            for fill in self._entities.fills(number):
                if fill.id not in self._fills_told:
                    self._see_fill(fill, None)

    def _seen(self, order: Order, version: OrderVersion, our_id: str) -> OrderSeen | None:
        if order.account_id not in self._seats or order.contract_id is None:
            return None
        symbol = self._contracts.symbol(order.contract_id)
        if symbol is None:
            self._waiting.setdefault(order.contract_id, set()).add(order.id)
            self._unknown(order.contract_id)
            return None
        if order.ord_status not in STATUSES:
            self._tell_unreadable({"accountId": order.account_id}, f"order: {order}")
        try:
            return self.seen(order, version, our_id, symbol, self._entities.fills(order.id))
        except KeyError as error:
            raw = f"order: {order} {version}: {error}"
            self._tell_unreadable({"accountId": order.account_id}, raw)
            return None

    def seen(
        self,
        order: Order,
        version: OrderVersion,
        our_id: str,
        symbol: str,
        fills: Iterable[Fill],
    ) -> OrderSeen:
        """Return an order as the desk sees one; raises KeyError for an unknown word in it."""
        found = shown(order, version)
        origin = self._entities.origin(order.id)
        return OrderSeen(
            broker_order_id=str(order.id),
            account=self._seats[order.account_id],
            symbol=symbol,
            side=found.side,
            quantity=found.quantity,
            order_type=found.order_type,
            time_in_force=found.time_in_force,
            status=found.status,
            filled_quantity=sum((fill.qty for fill in fills if fill.active), ZERO),
            placed_ns=origin.timestamp if origin else order.timestamp,
            order_id=our_id,
            limit_price=found.limit_price,
            stop_price=found.stop_price,
            where=found.where,
            reason=self._reason(order.id, found.status, found.time_in_force, found.limit_price),
            entry_id=str(order.parent_id or ""),
        )

    def _reason(
        self, number: int, status: OrderStatus, lasting: TimeInForce, limit: Decimal | None
    ) -> Message | None:
        """Why an order is over, as far as that is known."""
        if status is OrderStatus.REJECTED:
            return Message("refused_by_broker", {"text": self._why.get(number, "—")})
        if status is not OrderStatus.CANCELED:
            return None
        if number in self._canceled_here:
            return Message("canceled_by_trader")
        if lasting in _AT_ONCE:
            return Message("no_liquidity", {"price": "—" if limit is None else f"{limit}"})
        return None

    # Executions.

    def _see_fill(self, fill: Fill, before: Fill | None) -> None:
        order = self._entities.get(Order, "order", fill.order_id)
        if order is None:
            return  # told as soon as its order is
        account = self._seats.get(order.account_id)
        if account is None:
            return
        if before is not None and fill.id in self._fills_told:
            self._tell_revised(account, fill, before)
            return
        symbol = self._contracts.symbol(fill.contract_id)
        if symbol is None:
            self._waiting.setdefault(fill.contract_id, set()).add(fill.order_id)
            self._unknown(fill.contract_id)
            return
        self._tell_fill(account, symbol, fill)

    def _tell_fill(self, account: str, symbol: str, fill: Fill) -> None:
        self._fills_told.add(fill.id)
        try:
            seen = self.fill_seen(fill, account, symbol)
        except KeyError as error:
            self._tell(UnreadableNews(account, f"fill: {fill}: {error}"))
            return
        self._tell(seen)
        if (revised := self.revision(fill, account)) is not None:
            self._tell(revised)

    def _tell_revised(self, account: str, fill: Fill, before: Fill) -> None:
        if _terms(fill) != _terms(before):
            self._tell(FillRevised(account, str(fill.id), *_terms(fill)))

    def _see_fee(self, fee: FillFee) -> None:
        """Tell what an execution cost; with one that is yet to be told it is told together."""
        fill = self._entities.get(Fill, "fill", fee.id)
        order = self._entities.get(Order, "order", fill.order_id) if fill else None
        account = self._seats.get(order.account_id) if order else None
        if account is not None and fee.id in self._fills_told:
            self._tell(FeeSet(account, str(fee.id), fee.total))

    def revision(self, fill: Fill, account: str) -> FillRevised | None:
        """Return how an execution stands now where the exchange has changed it, else None."""
        if fill.active and fill.order_id not in self._corrected:
            return None
        return FillRevised(account, str(fill.id), *_terms(fill))

    def fill_seen(self, fill: Fill, account: str, symbol: str) -> FillSeen:
        """Return an execution as the desk sees one; raises KeyError for an unknown word in it."""
        fee = self._entities.get(FillFee, "fillFee", fill.id)
        return FillSeen(
            fill_id=str(fill.id),
            broker_order_id=str(fill.order_id),
            account=account,
            symbol=symbol,
            side=SIDES[fill.action],
            quantity=fill.qty,
            price=fill.price,
            at_ns=fill.timestamp,
            fee=None if fee is None else fee.total,
            order_id=self.our_id(fill.order_id) or "",
        )

    # What cannot be read.

    def _tell_unreadable(self, raw: Any, text: str) -> None:
        for account in self._concerned(raw):
            self._tell(UnreadableNews(account, text[:2_000]))

    def _concerned(self, raw: Any) -> Iterator[str]:
        """Whose message it is: the account that it names, or it may be anybody's."""
        named = raw.get("accountId") if isinstance(raw, dict) else None
        if isinstance(named, int) and named in self._seats:
            yield self._seats[named]
        else:
            yield from self._seats.values()


def _terms(fill: Fill) -> tuple[Decimal, Decimal]:
    """What counts of an execution: one that was taken back has no quantity."""
    return fill.qty if fill.active else ZERO, fill.price
