"""Orders as clients of Tradovate ask for them: placed, in brackets, changed, cancelled, closed out.

Nothing of business is an HTTP error here: a refusal is answered with status 200, `failureReason`
and `failureText`, and the order stands in the lists as Rejected. A request that makes no sense is
Failure 400, an order that is not the caller's 404.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.kit.frozen import frozen
from traderterminal.venues.exchange import Exchange
from traderterminal.venues.orders import Refusal, Refused, Ticket, VenueOrder
from traderterminal.venues.tradovate.account_records import AccountRecords
from traderterminal.venues.tradovate.entities import Entities, Viewer
from traderterminal.venues.tradovate.listing import Listing
from traderterminal.venues.tradovate.order_records import (
    ACTIONS,
    ORDER_TYPES,
    REASONS,
    TIMES_IN_FORCE,
    Marks,
    OrderRecords,
)
from traderterminal.venues.tradovate.wire import Call, Data, Failure, Fields

_SIDES: Final = MappingProxyType({word: side for side, word in ACTIONS.items()})
_TYPES: Final = MappingProxyType({word: kind for kind, word in ORDER_TYPES.items()})
_TIMES: Final = MappingProxyType({word: time for time, word in TIMES_IN_FORCE.items()})
#: Words of the protocol that the matching here cannot do.
_UNSUPPORTED: Final = frozenset({"TrailingStopLimit", "LimitIfTouched", "QTS"})
_UNSUPPORTED_FIELDS: Final = ("maxShow", "activationTime", "limitIfTouchedPrice")
_LONGEST_CLIENT_ID: Final = 64
_MOST_DRY_ORDERS: Final = 4
#: What the broker says of an account or a contract that is not the caller's to trade.
_DENIED: Final = "Access is denied"
_TEXTS: Final[Mapping[Refusal, str]] = MappingProxyType(
    {
        Refusal.ACCOUNT_UNKNOWN: _DENIED,
        Refusal.ACCOUNT_LOCKED: "Trading is locked",
        Refusal.CONTRACT_UNKNOWN: "Invalid contract",
        Refusal.CONTRACT_INACTIVE: _DENIED,
        Refusal.CLOSED: "Session is closed",
        Refusal.NO_SIZE: "Invalid quantity",
        Refusal.PRICE_MISSING: "Price is not specified",
        Refusal.OFF_TICK: "Invalid price",
        Refusal.NO_MARKET: "No quote",
        Refusal.ORDER_UNKNOWN: "Order is not found",
        Refusal.ORDER_CLOSED: "Order is already closed",
    }
)


@frozen
class _Denial(Exception):
    """A refusal of the broker's own, in its words; `ticket` is what was refused, where known."""

    reason: str
    text: str
    ticket: Ticket | None = None


@frozen
class _Wanted:
    """What a request asks for, and what it says beside."""

    ticket: Ticket
    marks: Marks


class OrderEntry:
    """The operations of `order/`, for whoever may see an account."""

    def __init__(
        self,
        exchange: Exchange,
        entities: Entities,
        listing: Listing,
        orders: OrderRecords,
        accounts: AccountRecords,
    ) -> None:
        self._exchange = exchange
        self._entities = entities
        self._listing = listing
        self._orders = orders
        self._accounts = accounts
        self._operations: Mapping[str, Callable[[Fields, Viewer], Data]] = {
            "placeorder": self._place,
            "placeoso": self._place_bracket,
            "placeoco": self._place_pair,
            "modifyorder": self._modify,
            "cancelorder": self._cancel,
            "liquidateposition": self._liquidate_one,
            "liquidatepositions": self._liquidate_many,
            "dryrun": self._try,
        }

    def does(self, call: Call) -> bool:
        """Say whether a call is an operation of orders."""
        return call.entity == "order" and call.operation in self._operations

    def answer(self, operation: str, fields: Fields, viewer: Viewer) -> Data:
        """Do an operation for whoever sees the accounts; raises Failure."""
        try:
            return self._operations[operation](fields, viewer)
        except _Denial as denial:
            self._show_refused(fields, denial)
            return {"failureReason": denial.reason, "failureText": denial.text}

    def liquidate(self, account: int, symbol: str, marks: Marks) -> VenueOrder | None:
        """Cancel the orders of an account in a contract and close its position at the market.

        Returns the closing order; None where nothing is held. Raises Refused.
        """
        for order in list(self._exchange.orders.values()):
            ticket = order.ticket
            if order.is_open and (ticket.account, ticket.symbol) == (account, symbol):
                self._exchange.cancel(order.order_id, "the position is liquidated")
        lots = self._accounts.lots(account, symbol)
        if not lots:
            return None
        side = Side.SELL if lots > 0 else Side.BUY
        with self._orders.marked([marks]):
            return self._exchange.place(Ticket(account, symbol, side, abs(lots)))

    # Placing.

    def _place(self, fields: Fields, viewer: Viewer) -> Data:
        wanted = self._read(fields, viewer)
        return {"orderId": self._enter(wanted).order_id}

    def _place_bracket(self, fields: Fields, viewer: Viewer) -> Data:
        entry = self._read(fields, viewer)
        parts = [fields.part(name) for name in ("bracket1", "bracket2")]
        if parts[0] is None:
            raise Failure(400, "Missing required field: bracket1")
        exits = [self._read_part(part, entry) for part in parts if part is not None]
        order = self._enter(entry, exits)
        children = dict(zip(("oso1Id", "oso2Id"), order.children, strict=False))
        return {"orderId": order.order_id, **children}

    def _place_pair(self, fields: Fields, viewer: Viewer) -> Data:
        first, other = self._read(fields, viewer), fields.part("other")
        if other is None:
            raise Failure(400, "Missing required field: other")
        second = self._read_part(other, first)
        for each in (first, second):
            self._check(each.ticket)
        with self._orders.marked([first.marks, second.marks]):
            pair = self._exchange.place_linked([first.ticket, second.ticket])
        return {"orderId": pair[0].order_id, "ocoId": pair[1].order_id}

    def _enter(self, wanted: _Wanted, exits: Sequence[_Wanted] = ()) -> VenueOrder:
        for each in (wanted, *exits):
            self._check(each.ticket)
        with self._orders.marked([wanted.marks, *(each.marks for each in exits)]):
            return self._exchange.place(wanted.ticket, [each.ticket for each in exits])

    def _check(self, ticket: Ticket) -> None:
        """Raise a denial for what exchange or risk would not take."""
        try:
            self._exchange.check(ticket)
        except Refused as refused:
            raise _Denial(REASONS[refused.why], _TEXTS[refused.why], ticket) from None
        status = self._entities.need("accountRiskStatus", ticket.account)
        if status["liquidateOnly"]:
            held = self._accounts.lots(ticket.account, ticket.symbol) * ticket.side.sign
            if held >= 0 or ticket.quantity > -held:
                raise _Denial("LiquidationOnly", "Account is in liquidation only mode", ticket)

    def _show_refused(self, fields: Fields, denial: _Denial) -> None:
        """Let the lists show an order that risk did not pass."""
        ticket = denial.ticket
        known = ticket is not None and ticket.symbol in self._exchange.instruments
        if ticket is None or not known or ticket.account not in self._exchange.accounts:
            return
        marks = Marks(ticket.tag or None, refusal=denial.reason)
        with self._orders.marked([marks]):
            self._exchange.reject(ticket, denial.text)

    # Reading requests.

    def _read(self, fields: Fields, viewer: Viewer) -> _Wanted:
        fields.need("action", "symbol", "orderQty", "orderType", "isAutomated")
        account = self._account(fields, viewer)
        contract = self._listing.find(fields.text("symbol"))
        if contract is None:
            raise _Denial("InvalidContract", _TEXTS[Refusal.CONTRACT_UNKNOWN])
        symbol = self._listing.instrument(contract).symbol
        quantity = fields.integer("orderQty")
        if quantity is None or quantity < 1:
            raise Failure(400, "Invalid value of field: orderQty")
        return self._terms(fields, account, symbol, quantity, fields.flag("isAutomated"))

    def _read_part(self, fields: Fields, of: _Wanted) -> _Wanted:
        """Read an order that stands within another's request: same contract, same size."""
        fields.need("action", "orderType")
        ticket = of.ticket
        return self._terms(
            fields, ticket.account, ticket.symbol, ticket.quantity, of.marks.automated
        )

    def _terms(
        self, fields: Fields, account: int, symbol: str, quantity: int, automated: bool | None
    ) -> _Wanted:
        client_id = fields.text("clOrdId")
        if len(client_id) > _LONGEST_CLIENT_ID:
            raise Failure(400, "Invalid value of field: clOrdId")
        side, kind = _word(_SIDES, fields, "action"), self._kind(fields)
        time = _word(_TIMES, fields, "timeInForce", TimeInForce.DAY)
        expires_ns = fields.moment("expireTime")
        if time is TimeInForce.GTD and expires_ns is None:
            raise Failure(400, "Missing required field: expireTime")
        limit, stop = _prices(kind, fields)
        trail = None
        if kind is OrderType.TRAILING_STOP:
            stop, trail = self._trail(symbol, side, stop, fields.number("pegDifference"))
        ticket = Ticket(
            account=account,
            symbol=symbol,
            side=side,
            quantity=quantity,
            order_type=kind,
            limit_price=limit,
            stop_price=stop,
            time_in_force=time,
            expires_ns=expires_ns if time is TimeInForce.GTD else None,
            trail_ticks=trail,
            tag=client_id,
        )
        marks = Marks(
            client_id or None,
            fields.text("customTag50") or None,
            automated,
            fields.text("text") or None,
        )
        return _Wanted(ticket, marks)

    def _kind(self, fields: Fields) -> OrderType:
        word = fields.text("orderType")
        refused = [name for name in _UNSUPPORTED_FIELDS if fields.get(name) not in (None, 0, "")]
        if word in _UNSUPPORTED or refused:
            raise _Denial("Unsupported", f"Not supported: {', '.join(refused) or word}")
        kind: OrderType = _word(_TYPES, fields, "orderType")
        return kind

    def _account(self, fields: Fields, viewer: Viewer) -> int:
        """The account that a request means: by id, by name, or the first; the broker looks in
        that order, because old samples put the user's name where that of the account belongs."""
        own = self._entities.all("account", viewer)
        number, name = fields.integer("accountId"), fields.text("accountSpec")
        if number is not None:
            found = [account for account in own if account["id"] == number]
        else:
            found = [account for account in own if account["name"] == name] or own
        if not found:
            raise _Denial("UnknownReason", _DENIED)
        return int(found[0]["id"])

    def _trail(
        self, symbol: str, side: Side, stop: Decimal | None, distance: Decimal | None
    ) -> tuple[Decimal, int]:
        """Return where a trailing stop begins and how many ticks it stays behind.

        Either follows from the other and the quote that stands.
        """
        instrument, quote = self._listing.instrument_of(symbol), self._exchange.quote(symbol)
        ticks = None if quote is None else (quote.bid if side is Side.SELL else quote.ask)
        near = None if ticks is None else instrument.from_ticks(ticks)
        if distance is None and stop is not None and near is not None:
            distance = abs(near - stop)
        if distance is None:
            raise _Denial("InvalidPrice", "Price is not specified")
        distance = abs(distance)
        if not distance or not instrument.on_grid(distance):
            raise _Denial("InvalidPrice", "Invalid price")
        if stop is None:
            if near is None:
                raise _Denial("NoQuote", "No quote")
            stop = near + distance * side.sign
        return stop, instrument.to_ticks(distance)

    # Changing.

    def _modify(self, fields: Fields, viewer: Viewer) -> Data:
        fields.need("orderId", "orderQty", "orderType")
        order = self._order(fields, viewer)
        ticket, quantity = order.ticket, fields.integer("orderQty")
        if quantity is None or quantity < 1:
            raise Failure(400, "Invalid value of field: orderQty")
        kind = self._kind(fields)
        if kind is not ticket.order_type:
            raise _Denial("Unsupported", "The type of an order cannot be changed")
        limit, stop = _prices(kind, fields)
        if kind is OrderType.TRAILING_STOP:
            self._stays(order, stop, fields.number("pegDifference"))
            stop = None
        elif order.is_open and _missing(kind, limit, stop):
            raise _Denial("InvalidPrice", "Price is not specified")
        return self._under_command(
            order,
            "Modify",
            fields,
            lambda: self._exchange.change(
                order.order_id, quantity=quantity, limit_price=limit, stop_price=stop
            ),
        )

    def _stays(self, order: VenueOrder, stop: Decimal | None, distance: Decimal | None) -> None:
        """Raise a denial where a trailing stop is to get more than another quantity."""
        instrument = self._listing.instrument_of(order.ticket.symbol)
        own = instrument.from_ticks(order.ticket.trail_ticks or 0)
        if stop not in (None, order.stop_price) or distance not in (None, own, -own):
            raise _Denial(
                "TrailingStopNonOrderQtyModify", "Only the quantity of a trailing stop may change"
            )

    def _cancel(self, fields: Fields, viewer: Viewer) -> Data:
        fields.need("orderId")
        order = self._order(fields, viewer)
        return self._under_command(
            order, "Cancel", fields, lambda: self._exchange.cancel(order.order_id)
        )

    def _under_command(
        self, order: VenueOrder, kind: str, fields: Fields, do: Callable[[], object]
    ) -> Data:
        marks = Marks(
            fields.text("clOrdId") or None,
            fields.text("customTag50") or None,
            fields.flag("isAutomated"),
        )
        try:
            with self._orders.command(order, kind, marks, self._exchange.now_ns) as command:
                do()
        except Refused as refused:
            raise _Denial(REASONS[refused.why], _TEXTS[refused.why]) from None
        return {"commandId": command}

    def _order(self, fields: Fields, viewer: Viewer) -> VenueOrder:
        number = fields.integer("orderId")
        if number is None or self._entities.get("order", number, viewer) is None:
            raise Failure(404, "order not found")
        return self._exchange.orders[number]

    # Closing out.

    def _liquidate_one(self, fields: Fields, viewer: Viewer) -> Data:
        fields.need("accountId", "contractId", "admin")
        contract = self._listing.find(fields.text("contractId"))
        if contract is None:
            raise Failure(404, "contract not found")
        account, symbol = self._account(fields, viewer), self._listing.instrument(contract).symbol
        return self._liquidated(account, symbol, fields)

    def _liquidate_many(self, fields: Fields, viewer: Viewer) -> Data:
        fields.need("positions", "admin")
        answer: Data = {}
        for number in fields.integers("positions"):
            position = self._entities.get("position", number, viewer)
            if position is None:
                raise Failure(404, "position not found")
            symbol = self._listing.instrument(position["contractId"]).symbol
            answer = self._liquidated(position["accountId"], symbol, fields)
        return answer

    def _liquidated(self, account: int, symbol: str, fields: Fields) -> Data:
        marks = Marks(tag=fields.text("customTag50") or None, automated=fields.flag("isAutomated"))
        try:
            order = self.liquidate(account, symbol, marks)
        except Refused as refused:
            raise _Denial(REASONS[refused.why], _TEXTS[refused.why]) from None
        return {} if order is None else {"orderId": order.order_id}

    # Trying out.

    def _try(self, fields: Fields, viewer: Viewer) -> Data:
        fields.need("accountId", "orders")
        account, parts = self._account(fields, viewer), fields.parts("orders")
        if not 0 < len(parts) <= _MOST_DRY_ORDERS:
            raise Failure(400, "Invalid value of field: orders")
        margin = Decimal(0)
        for part in parts:
            contract = self._listing.find(part.text("contractId"))
            if contract is None:
                return {"rejectReason": "InvalidContract", "comment": "Invalid contract"}
            symbol, quantity = self._listing.instrument(contract).symbol, part.integer("orderQty")
            try:
                self._check(self._terms(part, account, symbol, quantity or 0, None).ticket)
            except _Denial as denial:
                return {"rejectReason": denial.reason, "comment": denial.text}
            margin += self._accounts.margin_of(symbol) * (quantity or 0)
        before = self._accounts.snapshot(account)
        return {
            "rejectReason": "Success",
            "details": {**before, "initialMargin": before["initialMargin"] + margin},
        }


def _word(words: Mapping[str, Any], fields: Fields, name: str, without: Any = None) -> Any:
    """Read a word of a closed list; raises Failure for any other."""
    word = fields.text(name)
    if not word and without is not None:
        return without
    if word not in words:
        raise Failure(400, f"Invalid value of field: {name}")
    return words[word]


def _prices(kind: OrderType, fields: Fields) -> tuple[Decimal | None, Decimal | None]:
    """Return limit and stop price, which stand in other fields for some types.

    An official sample puts the trigger of a stop into `price`; that of an order that waits to be
    touched always stands there.
    """
    price, stop = fields.number("price"), fields.number("stopPrice")
    match kind:
        case OrderType.MARKET:
            return None, None
        case OrderType.LIMIT:
            return price, None
        case OrderType.STOP:
            return None, price if stop is None else stop
        case OrderType.MARKET_IF_TOUCHED:
            return None, stop if price is None else price
        case OrderType.TRAILING_STOP:
            return None, stop
        case _:
            return price, stop


def _missing(kind: OrderType, limit: Decimal | None, stop: Decimal | None) -> bool:
    """Say whether an order of a type lacks one of its prices."""
    limited = kind in (OrderType.LIMIT, OrderType.STOP_LIMIT)
    return (limited and limit is None) or (
        kind in (OrderType.STOP, OrderType.STOP_LIMIT, OrderType.MARKET_IF_TOUCHED) and stop is None
    )
