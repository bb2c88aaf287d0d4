"""TopstepX as the desk sees it: orders out by REST, news in by the user hub, questions by REST.

An order carries our id as its tag, which the broker holds to be unique, so that one whose answer
was lost is known again. What the hub says and what a question brings are the same shapes, read by
the same tables; a showing older than one that was heard already is left out.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from traderterminal.brokers.plugin import Seat
from traderterminal.brokers.topstepx import wire
from traderterminal.brokers.topstepx.codec import Invoked, Unreadable
from traderterminal.brokers.topstepx.contracts import ContractBook
from traderterminal.brokers.topstepx.mapping import (
    CANCEL_REFUSALS,
    CHANGE_REFUSALS,
    CLOSED_STATUSES,
    OPEN_STATUSES,
    PLACE_REFUSALS,
    PLACED_TYPES,
    Open,
    Outcome,
    Refusal,
    Taken,
    bracketed,
    changed,
    fill_seen,
    is_about_exits,
    order_seen,
    outcome,
    placed,
    position_seen,
)
from traderterminal.brokers.topstepx.rest import Rest
from traderterminal.brokers.transport.rate_limit import Priority
from traderterminal.desk.ports import (
    AttachedExit,
    Capabilities,
    FillRevised,
    FillSeen,
    Listing,
    NativeBrackets,
    News,
    OrderNews,
    OrderSeen,
    PositionSeen,
    Terms,
    UnreadableNews,
)
from traderterminal.domain.errors import (
    BrokerUnavailable,
    ExitsRefused,
    NotSent,
    OrderRefused,
    OutcomeUnknown,
    UnknownSymbol,
)
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    CancelRefused,
    Intent,
    Order,
    OrderStatus,
    Replaced,
    ReplaceRefused,
    TimeInForce,
)
from traderterminal.kit.clock import iso, parse_iso

#: No time in force is documented for placing an order: it lasts for the day. Exits that come with
#: an entry stand off its price by whole ticks, four at least.
CAPABILITIES: Final = Capabilities(
    order_types=frozenset(PLACED_TYPES),
    times_in_force=frozenset({TimeInForce.DAY}),
    replace=True,
    brackets=NativeBrackets(in_ticks=True, least_ticks=4),
    asset_classes=frozenset({AssetClass.FUTURE}),
)

#: So many rows are asked for at once, and so many pages at most.
PAGE: Final = 500
MOST_PAGES: Final = 40
#: Of so many orders it is remembered when they were last heard of.
REMEMBERED: Final = 10_000
#: The setting of the account's platform without which no order is taken with its exits.
EXITS_SETTING: Final = "Auto OCO Brackets"

T = TypeVar("T", bound=wire.Shape)
#: Quantity, limit and stop price.
_Terms = tuple[Decimal, Decimal | None, Decimal | None]

_log = logging.getLogger(__name__)


class TopstepxBroker:
    """Implements `desk.ports.Broker` for the accounts of one login, which the desk knows by the
    names of `seats`."""

    capabilities = CAPABILITIES

    def __init__(self, seats: Sequence[Seat], rest: Rest, contracts: ContractBook) -> None:
        self._numbers = {seat.account: int(seat.number) for seat in seats}
        self._accounts = {int(seat.number): seat.account for seat in seats}
        self._rest = rest
        self.contracts = contracts
        self._hear: Callable[[News], None] = lambda news: None
        self._heard_ns: OrderedDict[str, int] = OrderedDict()  # when the broker last changed it
        self._changing: dict[str, _Terms] = {}  # asked for, neither answered nor shown yet
        self._new_terms: dict[str, _Terms] = {}  # taken by the broker, not shown yet
        self._posting: set[str] = set()  # orders whose reply is still to come

    @property
    def accounts(self) -> Mapping[int, str]:
        """Our names of the accounts by the broker's numbers."""
        return self._accounts

    def listen(self, hear: Callable[[News], None]) -> None:
        """Tell `hear` of everything from now on."""
        self._hear = hear

    def tell(self, news: News) -> None:
        """Tell the desk something that the session has to say."""
        self._hear(news)

    # Requests.

    async def submit(self, order: Order) -> None:
        await self._place(order, {})

    async def submit_bracket(self, entry: Order, exits: Sequence[AttachedExit]) -> None:
        """Place an entry with its exits. The answer names the entry alone: the exits are known by
        it, once the hub or a question shows them."""
        try:
            await self._place(entry, bracketed(exits))
        except OrderRefused as refused:
            text = refused.message.parameters.get("text", "")
            if not is_about_exits(text):
                raise
            words = {"text": text, "setting": EXITS_SETTING}
            raise ExitsRefused(Message("exits_refused", words)) from refused

    async def _place(self, order: Order, brackets: Mapping[str, object]) -> None:
        number = self._number(order)
        contract = await self._contract(order)
        body = {**placed(order, number, contract), **brackets}
        self._posting.add(order.order_id)
        try:
            reply = await self._rest.command("/api/Order/place", body, _priority(order))
        finally:
            self._posting.discard(order.order_id)
        result = outcome(reply, PLACE_REFUSALS)
        broker_id = _id(result, "orderId")
        match result:
            case Taken() if broker_id:
                self._say(order, Accepted(broker_id), broker_id)
            case Refusal(text):
                if broker_id:  # one that the risk check refused stands in the books there
                    self._say(order, Accepted(broker_id), broker_id)
                raise OrderRefused(Message("refused_by_broker", {"text": text}))
            case _:
                raise _unknown(result)

    async def submit_package(self, legs: Sequence[Order]) -> None:
        """Never asked for: it is not capable of packages."""
        raise OrderRefused(
            Message("unsupported", {"what": "a package", "account": legs[0].account})
        )

    async def replace(self, order: Order, terms: Terms) -> None:
        number, broker_id = self._number(order), _broker_id(order)
        body = changed(int(broker_id), number, terms)
        wanted = (terms.quantity, terms.limit_price, terms.stop_price)
        self._changing[broker_id] = wanted
        try:
            reply = await self._rest.command("/api/Order/modify", body, _priority(order))
        finally:
            is_shown = self._changing.pop(broker_id, None) is None
        result = outcome(reply, CHANGE_REFUSALS)
        match result:
            case Taken():
                if not is_shown:  # the hub may have been faster, and told more since
                    self._new_terms[broker_id] = wanted
                    self._say(order, Replaced(*wanted), broker_id)
            case Refusal(text):
                _log.info("the change of order %s was refused: %s", broker_id, text)
                self._say(order, ReplaceRefused(), broker_id)
            case _:
                raise _unknown(result)

    async def cancel(self, order: Order) -> None:
        number, broker_id = self._number(order), _broker_id(order)
        body = {"accountId": number, "orderId": int(broker_id)}
        reply = await self._rest.command(
            "/api/Order/cancel", body, Priority.CANCEL, may_repeat=True
        )
        result = outcome(reply, CANCEL_REFUSALS)
        match result:
            case Taken():
                return  # that it is out is told by the hub, and shown by the next comparison
            case Refusal(text):
                _log.info("the cancel of order %s was refused: %s", broker_id, text)
                self._say(order, CancelRefused(), broker_id)
            case _:
                raise _unknown(result)

    # Questions.

    async def orders(self, account: str, since_ns: int) -> Listing[OrderSeen]:
        """Every open order, and those closed that were made at or after `since_ns`.

        What is open is asked for first: an order that ends in between is then shown twice, not
        never, and counts as it was shown last.
        """
        number = self._numbers.get(account)
        if number is None:
            return Listing([], complete=False)
        rows, complete = await self._pages({"accountId": number, "statuses": OPEN_STATUSES})
        late = {"createdAfter": iso(since_ns)} if since_ns else {}
        filter_ = {"accountId": number, "statuses": CLOSED_STATUSES, **late}
        try:
            closed, all_closed = await self._pages(filter_)
        except BrokerUnavailable:
            closed, all_closed = [], False
        found: dict[str, OrderSeen] = {}
        for row in (*rows, *closed):
            seen = await self._order(row, account)
            if seen is None:
                complete = False
            else:
                found[seen.broker_order_id] = seen
                self._new_terms.pop(seen.broker_order_id, None)
        return Listing(list(found.values()), complete and all_closed)

    async def fills(self, account: str, since_ns: int) -> Listing[FillSeen]:
        """Every execution since; one that was taken back is told as that and not listed."""
        number = self._numbers.get(account)
        if number is None:
            return Listing([], complete=False)
        body = {"accountId": number, "startTimestamp": iso(since_ns)}
        rows, complete = _rows(await self._rest.ask("/api/Trade/search", body), "trades")
        found: list[FillSeen] = []
        for row in rows:
            match await self._fill(row, account):
                case FillSeen() as fill:
                    found.append(fill)
                case FillRevised() as revised:
                    self._hear(revised)
                case None:
                    complete = False
        return Listing(found, complete)

    async def positions(self, account: str) -> Listing[PositionSeen]:
        number = self._numbers.get(account)
        if number is None:
            return Listing([], complete=False)
        answer = await self._rest.ask("/api/Position/searchOpen", {"accountId": number})
        rows, complete = _rows(answer, "positions")
        found: list[PositionSeen] = []
        for row in rows:
            position = self._read(wire.Position, row, account)
            symbol = position and await self._symbol(position.contract_id, row, account)
            seen = position_seen(position, account, symbol) if position and symbol else None
            if seen is None:
                complete = False
            elif seen.quantity:
                found.append(seen)
        return Listing(found, complete)

    def restore(self, orders: Sequence[Order]) -> Sequence[OrderNews]:
        """Nothing: orders live at the broker."""
        return ()

    async def _pages(self, filter_: Mapping[str, object]) -> tuple[list[Any], bool]:
        """Read every page; whole only if the number of rows stayed the same and all were read.

        The first page raises BrokerUnavailable, a later one makes the answer incomplete.
        """
        rows: list[Any] = []
        total: int | None = None
        for page in range(MOST_PAGES):
            body = {
                "filter": filter_,
                "pageSize": PAGE,
                "pageOffset": len(rows),
                "sortBy": 1,
                "sortDirection": 0,
                "includeTotalCount": True,
            }
            try:
                answer = await self._rest.ask("/api/Order/v2/query", body)
            except BrokerUnavailable:
                if page == 0:
                    raise
                return rows, False
            more, there = _rows(answer, "orders")
            rows += more
            counted = answer.get("totalCount")
            if not there or (total is not None and counted != total):
                return rows, False
            total = counted if type(counted) is int else None
            if len(more) < PAGE or (total is not None and len(rows) >= total):
                return rows, total is None or len(rows) == total
        return rows, False

    # The hub.

    async def take(self, event: Invoked | Unreadable) -> None:
        """Take in what the user hub says; what cannot be read is told as that."""
        match event:
            case Unreadable(raw):
                self._unreadable_for_all(raw)
            case Invoked("GatewayUserOrder", [payload, *_]):
                await self._take_order(wire.unwrapped(payload))
            case Invoked("GatewayUserTrade", [payload, *_]):
                await self._take_trade(wire.unwrapped(payload))
            case Invoked("GatewayUserOrder" | "GatewayUserTrade", _):
                self._unreadable_for_all(str(event))
            case _:
                pass  # balances and positions are asked for

    async def _take_order(self, row: object) -> None:
        account = self._account_of(row)
        if account is None:
            return
        try:
            seen = await self._order(row, account)
        except BrokerUnavailable:
            seen = None
            self._unreadable(account, row)
        if seen is not None and not self._is_outdated(seen, row):
            self._hear(seen)

    def _is_outdated(self, seen: OrderSeen, row: Any) -> bool:
        """Say whether the hub shows an order as it was before something that is known of it.

        Replies and the hub overtake each other; of two showings the broker's own stamps tell.
        """
        if seen.status is OrderStatus.REJECTED and seen.order_id in self._posting:
            return True  # the reply that is on its way says why
        stamp = row.get("updateTimestamp") or row["creationTimestamp"]
        changed_ns = parse_iso(stamp)
        if changed_ns < self._heard_ns.get(seen.broker_order_id, 0):
            return True
        self._note_change(seen.broker_order_id, changed_ns)
        return self._has_old_terms(seen)

    def _has_old_terms(self, seen: OrderSeen) -> bool:
        """Say whether it shows a working order as it was before a change that was taken."""
        broker_id, shown = seen.broker_order_id, (seen.quantity, seen.limit_price, seen.stop_price)
        is_over = seen.status is not OrderStatus.ACCEPTED
        if is_over or self._changing.get(broker_id) == shown:
            self._changing.pop(broker_id, None)
        terms = self._new_terms.get(broker_id)
        if terms is None:
            return False
        if terms != shown and not is_over:
            return True
        del self._new_terms[broker_id]
        return False

    def _note_change(self, broker_id: str, changed_ns: int) -> None:
        self._heard_ns[broker_id] = max(changed_ns, self._heard_ns.get(broker_id, 0))
        self._heard_ns.move_to_end(broker_id)
        if len(self._heard_ns) > REMEMBERED:
            self._new_terms.pop(self._heard_ns.popitem(last=False)[0], None)

    async def _take_trade(self, row: object) -> None:
        account = self._account_of(row)
        if account is None:
            return
        try:
            fill = await self._fill(row, account)
        except BrokerUnavailable:
            fill = None
            self._unreadable(account, row)
        if fill is not None:
            self._hear(fill)

    def _account_of(self, row: object) -> str | None:
        """The account of ours that a row is about; None for one that is none of ours."""
        match row:
            case {"accountId": int(number)}:
                return self._accounts.get(number)
            case _:
                self._unreadable_for_all(str(row))
                return None

    # Reading.

    async def _order(self, row: object, account: str) -> OrderSeen | None:
        """Read an order; None, and told, where it cannot be."""
        order = self._read(wire.Order, row, account)
        if order is None:
            return None
        symbol = await self._symbol(order.contract_id, row, account)
        if symbol is None:
            return None
        seen = order_seen(order, account, symbol)
        if seen is None:
            self._unreadable(account, row)
        return seen

    async def _fill(self, row: object, account: str) -> FillSeen | FillRevised | None:
        trade = self._read(wire.Trade, row, account)
        if trade is None:
            return None
        symbol = await self._symbol(trade.contract_id, row, account)
        if symbol is None:
            return None
        fill = fill_seen(trade, account, symbol)
        if fill is None:
            self._unreadable(account, row)
        return fill

    def _read(self, shape: type[T], row: object, account: str) -> T | None:
        try:
            return shape.model_validate(row)
        except ValidationError:
            self._unreadable(account, row)
            return None

    async def _symbol(self, contract_id: str, row: object, account: str) -> str | None:
        known = self.contracts.known(contract_id)
        if known is not None:
            return known.symbol
        try:
            return (await self.contracts.by_id(contract_id)).symbol
        except UnknownSymbol:
            self._unreadable(account, row)
            return None

    def _unreadable(self, account: str, row: object) -> None:
        self._hear(UnreadableNews(account, str(row)[:2_000]))

    def _unreadable_for_all(self, raw: str) -> None:
        for account in self._accounts.values():
            self._hear(UnreadableNews(account, raw[:2_000]))

    # Small things.

    def _number(self, order: Order) -> int:
        number = self._numbers.get(order.account)
        if number is None:
            raise _not_sent(f"{order.account} is no account of this login")
        return number

    async def _contract(self, order: Order) -> str:
        try:
            # A way out does not wait for the list of the day.
            listed = _is_exit(order) and self.contracts.held(order.symbol)
            listed = listed or await self.contracts.by_symbol(order.symbol)
        except UnknownSymbol as unknown:
            raise _not_sent(f"the broker does not list {order.symbol}") from unknown
        except BrokerUnavailable as failed:
            raise NotSent(Message("not_sent", dict(failed.message.parameters))) from failed
        return listed.id

    def _say(
        self,
        order: Order,
        event: Accepted | Replaced | ReplaceRefused | CancelRefused,
        broker_id: str,
    ) -> None:
        self._hear(OrderNews(order.account, event, order.order_id, broker_id))


def _is_exit(order: Order) -> bool:
    return order.reduces or order.intent is Intent.CLOSE


def _priority(order: Order) -> Priority:
    return Priority.CANCEL if _is_exit(order) else Priority.ORDER


def _broker_id(order: Order) -> str:
    if not order.broker_order_id.isdecimal():
        raise _not_sent("the broker's id is not known yet")
    return order.broker_order_id


def _id(result: Outcome, name: str) -> str:
    body = {} if isinstance(result, Open) else result.body
    number = body.get(name)
    return str(number) if type(number) is int and number > 0 else ""


def _rows(answer: Mapping[str, Any], name: str) -> tuple[list[Any], bool]:
    """Return the rows of an answer, and whether they were there at all: null is not nothing."""
    rows = answer.get(name)
    return (rows, True) if isinstance(rows, list) else ([], False)


def _not_sent(cause: str) -> NotSent:
    return NotSent(Message("not_sent", {"cause": cause}))


def _unknown(result: Outcome) -> OutcomeUnknown:
    cause = result.cause if isinstance(result, Open) else "the answer names no order"
    return OutcomeUnknown(Message("outcome_unknown", {"cause": cause}))
