"""The life of an order as Tradovate tells it: order, version, command, report, execution, fill.

An order of the broker has no terms of its own: each set of them is an `orderVersion`. What somebody
wants of an order is a `command`, what risk says to it a `commandReport`, what the exchange says an
`executionReport`. There is no status for an order that has traded in part: it stays Working.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.kit.frozen import frozen
from traderterminal.venues.orders import Cause, Execution, Refusal, Refused, State, VenueOrder
from traderterminal.venues.tradovate.entities import Entities, Entity
from traderterminal.venues.tradovate.listing import Listing
from traderterminal.venues.tradovate.wire import moment, without_nothing, written_day

ACTIONS: Final = MappingProxyType({Side.BUY: "Buy", Side.SELL: "Sell"})
ORDER_TYPES: Final[Mapping[OrderType, str]] = MappingProxyType(
    {
        OrderType.MARKET: "Market",
        OrderType.LIMIT: "Limit",
        OrderType.STOP: "Stop",
        OrderType.STOP_LIMIT: "StopLimit",
        OrderType.TRAILING_STOP: "TrailingStop",
        OrderType.MARKET_IF_TOUCHED: "MIT",
    }
)
TIMES_IN_FORCE: Final[Mapping[TimeInForce, str]] = MappingProxyType(
    {
        TimeInForce.DAY: "Day",
        TimeInForce.FOK: "FOK",
        TimeInForce.GTC: "GTC",
        TimeInForce.GTD: "GTD",
        TimeInForce.IOC: "IOC",
    }
)
_STATUSES: Final[Mapping[State, str]] = MappingProxyType(
    {
        State.HELD: "Suspended",
        State.WORKING: "Working",
        State.FILLED: "Filled",
        State.CANCELED: "Canceled",
        State.EXPIRED: "Expired",
        State.REJECTED: "Rejected",
    }
)
#: What the National Futures Association asks a contract and side, in US dollars.
NFA: Final = Decimal("0.02")
#: The broker's word for what the exchange refuses.
REASONS: Final[Mapping[Refusal, str]] = MappingProxyType(
    {
        Refusal.ACCOUNT_UNKNOWN: "UnknownReason",
        Refusal.ACCOUNT_LOCKED: "TradingLocked",
        Refusal.CONTRACT_UNKNOWN: "InvalidContract",
        Refusal.CONTRACT_INACTIVE: "UnknownReason",
        Refusal.CLOSED: "SessionClosed",
        Refusal.NO_SIZE: "UnknownReason",
        Refusal.PRICE_MISSING: "InvalidPrice",
        Refusal.OFF_TICK: "InvalidPrice",
        Refusal.NO_MARKET: "NoQuote",
        Refusal.ORDER_UNKNOWN: "UnknownReason",
        Refusal.ORDER_CLOSED: "TooLate",
    }
)
#: What an order of the exchange's own refusal is refused for.
EXECUTION_RELATED: Final = "OtherExecutionRelated"


@frozen
class Marks:
    """What a request says of an order beside its terms; `refusal` is why risk does not pass it."""

    client_id: str | None = None
    tag: str | None = None
    automated: bool | None = None
    text: str | None = None
    refusal: str | None = None


class OrderRecords:
    """Writes what becomes of the exchange's orders as entities of their account.

    `trade_date` is the trade date of a moment.
    """

    def __init__(
        self,
        entities: Entities,
        listing: Listing,
        trade_date: Callable[[int], date],
    ) -> None:
        self._entities = entities
        self._listing = listing
        self._trade_date = trade_date
        self._marks: deque[Marks] = deque()
        self._commands: dict[int, int] = {}  # the one that each order is under
        self._versions: dict[int, Entity] = {}

    @contextmanager
    def marked(self, marks: Sequence[Marks]) -> Iterator[None]:
        """Give `marks`, in order, to the orders that are placed meanwhile."""
        self._marks.extend(marks)
        try:
            yield
        finally:
            self._marks.clear()

    @contextmanager
    def command(self, order: VenueOrder, kind: str, marks: Marks, at_ns: int) -> Iterator[int]:
        """Record that a client wants an order changed or cancelled; yields the command's id.

        What the exchange tells of the order meanwhile came of it. What it refuses is recorded
        and goes on.
        """
        number, before = order.order_id, self._commands[order.order_id]
        command = self._command(order, kind, marks, at_ns)
        self._report(order, command, at_ns, "RiskPassed")
        self._commands[number] = command
        try:
            yield command
        except Refused as refused:
            self._commands[number] = before
            self._report(order, command, at_ns, "ExecutionRejected", REASONS[refused.why])
            raise

    def hear(self, order: VenueOrder, cause: Cause, at_ns: int) -> None:
        """Record what became of an order."""
        if order.order_id not in self._commands:
            self._enter(order, at_ns)
            if order.state is State.REJECTED:
                return
        match cause:
            case Cause.PLACED:
                self._execution(order, "Suspended" if order.state is State.HELD else "New", at_ns)
            case Cause.ACTIVATED:
                self._version(order)
                self._execution(order, "New", at_ns)
            case Cause.CHANGED:
                self._version(order)
                self._execution(order, "Replaced", at_ns)
            case Cause.ENDED:
                self._execution(order, _STATUSES[order.state], at_ns, text=order.reason or None)
            case Cause.TRIGGERED | Cause.TRADED:
                pass  # its executions have told
        self._show(order)

    def trade(self, execution: Execution, order: VenueOrder) -> None:
        """Record an execution: report, fill, fees, and what the order became by it."""
        self._execution(
            order,
            "Trade",
            execution.at_ns,
            execRefId=str(execution.execution_id),
            lastQty=execution.quantity,
            lastPx=execution.price,
        )
        self._entities.save("fill", self._fill(execution), execution.account)
        self._entities.save("fillFee", self._fees(execution), execution.account)
        self._show(order)

    def revise(self, execution: Execution, order: VenueOrder, at_ns: int) -> None:
        """Record that the exchange took an execution back, or gave it another price."""
        self._execution(
            order,
            "TradeCancel" if execution.voided else "TradeCorrect",
            at_ns,
            execRefId=str(execution.execution_id),
            lastQty=execution.quantity,
            lastPx=execution.price,
        )
        fill = {"active": not execution.voided, "price": execution.price}
        self._entities.update("fill", execution.execution_id, **fill)

    def _enter(self, order: VenueOrder, at_ns: int) -> None:
        marks = self._marks.popleft() if self._marks else Marks(client_id=order.ticket.tag or None)
        self._show(order, "PendingNew")
        self._version(order, marks.text)
        command = self._command(order, "New", marks, at_ns)
        self._commands[order.order_id] = command
        if order.state is State.REJECTED:
            self._report(order, command, at_ns, "RiskRejected", marks.refusal or EXECUTION_RELATED)
            self._show(order)
        else:
            self._report(order, command, at_ns, "RiskPassed")

    def _show(self, order: VenueOrder, status: str | None = None) -> None:
        """Let the order's own entity say how it stands now."""
        ticket = order.ticket
        entity = without_nothing(
            id=order.order_id,
            accountId=ticket.account,
            contractId=self._listing.contract_id(ticket.symbol),
            timestamp=moment(order.placed_ns),
            action=ACTIONS[ticket.side],
            ordStatus=status or _STATUSES[order.state],
            executionProviderId=1,
            ocoId=order.peers[0] if order.peers else None,
            parentId=order.parent,
            admin=False,
        )
        if self._entities.get("order", order.order_id) != entity:
            self._entities.save("order", entity, ticket.account)

    def _version(self, order: VenueOrder, text: str | None = None) -> None:
        """Record the terms of an order where they are new."""
        ticket, before = order.ticket, self._versions.get(order.order_id, {})
        touched = ticket.order_type is OrderType.MARKET_IF_TOUCHED
        trail = ticket.trail_ticks
        tick = self._listing.instrument_of(ticket.symbol).tick_size
        terms = without_nothing(
            orderId=order.order_id,
            orderQty=order.quantity,
            orderType=ORDER_TYPES[ticket.order_type],
            price=order.stop_price if touched else order.limit_price,
            stopPrice=None if touched else order.stop_price,
            pegDifference=None if trail is None else trail * tick,
            timeInForce=TIMES_IN_FORCE[ticket.time_in_force],
            expireTime=None if ticket.expires_ns is None else moment(ticket.expires_ns),
            text=text or before.get("text"),
        )
        if before != terms:
            self._versions[order.order_id] = terms
            self._entities.save("orderVersion", terms, ticket.account)

    def _command(self, order: VenueOrder, kind: str, marks: Marks, at_ns: int) -> int:
        command = without_nothing(
            orderId=order.order_id,
            timestamp=moment(at_ns),
            commandType=kind,
            commandStatus="Pending",
            clOrdId=marks.client_id,
            customTag50=marks.tag,
            isAutomated=marks.automated,
        )
        return int(self._entities.save("command", command, order.ticket.account)["id"])

    def _report(
        self, order: VenueOrder, command: int, at_ns: int, status: str, refusal: str | None = None
    ) -> None:
        report = without_nothing(
            commandId=command,
            timestamp=moment(at_ns),
            commandStatus=status,
            rejectReason=refusal,
            text=order.reason or None if refusal else None,
            ordStatus=_STATUSES[order.state] if refusal else None,
        )
        self._entities.save("commandReport", report, order.ticket.account)
        self._entities.update("command", command, commandStatus=status)

    def _execution(self, order: VenueOrder, kind: str, at_ns: int, **fields: Any) -> None:
        ticket = order.ticket
        number = self._entities.new_id()
        refusal = EXECUTION_RELATED if kind == "Rejected" else None
        report = without_nothing(
            id=number,
            commandId=self._commands[order.order_id],
            name=str(number),
            accountId=ticket.account,
            contractId=self._listing.contract_id(ticket.symbol),
            timestamp=moment(at_ns),
            tradeDate=written_day(self._trade_date(at_ns)),
            orderId=order.order_id,
            execType=kind,
            ordStatus=_STATUSES[order.state],
            action=ACTIONS[ticket.side],
            cumQty=order.filled,
            avgPx=order.average_price,
            exchangeOrderId=str(order.order_id),
            rejectReason=refusal,
            **fields,
        )
        self._entities.save("executionReport", report, ticket.account)

    def _fill(self, execution: Execution) -> Entity:
        return {
            "id": execution.execution_id,
            "orderId": execution.order_id,
            "contractId": self._listing.contract_id(execution.symbol),
            "timestamp": moment(execution.at_ns),
            "tradeDate": written_day(self._trade_date(execution.at_ns)),
            "action": ACTIONS[execution.side],
            "qty": execution.quantity,
            "price": execution.price,
            "active": True,
            "finallyPaired": 0,
        }

    def _fees(self, execution: Execution) -> Entity:
        """The fees of a fill, in parts that add up to what the exchange asked."""
        association = min(execution.fee, NFA * execution.quantity)
        parts = {"nfaFee": association, "commission": execution.fee - association}
        none = dict.fromkeys(
            ("clearingFee", "exchangeFee", "brokerageFee", "ipFee", "orderRoutingFee"), Decimal(0)
        )
        fees = {**none, **parts}
        currencies = {f"{name}CurrencyId": self._listing.currency_id for name in parts}
        return {"id": execution.execution_id, **fees, **currencies}
