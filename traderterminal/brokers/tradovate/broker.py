"""The desk's broker at Tradovate: orders out, news in, and questions answered from its own lists.

Orders and executions are asked for anew with every question. What hardly changes of an order, its
terms and the command that made it, is taken from the stream while that is up.

Nothing is closed by `liquidatePosition`: it cancels whatever works in a contract, also what others
placed there, and what it sends bears no id of ours. The desk closes by orders of its own, cancels
what is left, and looks again.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from traderterminal.brokers.plugin import Contracts, Seat
from traderterminal.brokers.tradovate.calls import Calls, Shared, TooLate
from traderterminal.brokers.tradovate.contracts import ContractBook
from traderterminal.brokers.tradovate.entities import Entities, UnreadableEntity, read_as
from traderterminal.brokers.tradovate.mapping import (
    CAPABILITIES,
    STATUSES,
    bracket_body,
    change_body,
    order_body,
)
from traderterminal.brokers.tradovate.news import Teller
from traderterminal.brokers.tradovate.wire import (
    Account,
    Command,
    Entity,
    Fill,
    OrderVersion,
    Position,
)
from traderterminal.brokers.tradovate.wire import Order as WireOrder
from traderterminal.brokers.transport.http import unavailable
from traderterminal.brokers.transport.rate_limit import Priority
from traderterminal.desk.ports import (
    AttachedExit,
    FillSeen,
    Listing,
    News,
    OrderNews,
    OrderSeen,
    PositionSeen,
    Terms,
    UnreadableNews,
)
from traderterminal.domain.errors import BrokerUnavailable, NotSent, OrderRefused
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    CLOSED,
    Accepted,
    CancelRefused,
    Intent,
    Order,
    OrderStatus,
    ReplaceRefused,
    Where,
)
from traderterminal.kit.clock import NANOSECONDS, Clock

#: How many ids stand in one question.
MOST_IDS: Final = 100

E = TypeVar("E", bound=Entity)

_log = logging.getLogger(__name__)


class TradovateBroker:
    """Implements `desk.ports.Broker` for the accounts of one login."""

    capabilities = CAPABILITIES

    def __init__(
        self,
        *,
        seats: Sequence[Seat],
        calls: Calls,
        entities: Entities,
        contracts: ContractBook,
        teller: Teller,
        ours: Contracts,
        is_following: Callable[[], bool],
        host: Clock,
    ) -> None:
        self._numbers = {seat.account: int(seat.number) for seat in seats}
        self._calls = calls
        self._shared = Shared(calls)
        self._entities = entities
        self._contracts = contracts
        self._teller = teller
        self._ours = ours
        self._is_following = is_following
        self._host = host
        self._elsewhere: frozenset[str] = frozenset()
        self._without_origin: dict[int, int] = {}  # orders, since when they are seen, host time
        self._hear: Callable[[News], None] = lambda news: None

    def listen(self, hear: Callable[[News], None]) -> None:
        self._hear = hear

    def tell(self, news: News) -> None:
        """Let the desk hear something."""
        self._hear(news)

    def leave_out(self, accounts: Iterable[str]) -> None:
        """Neither send anything for `accounts` nor say anything of them: they are not here.

        An empty list from another environment would prove orders absent that work elsewhere.
        """
        self._elsewhere = frozenset(accounts)

    def leaves_out(self, account: str) -> bool:
        """Say whether an account is one of those."""
        return account in self._elsewhere

    # Orders.

    async def submit(self, order: Order) -> None:
        """Place an order, once."""
        body = await self._body(order)
        taken = await self._calls.order(
            "order/placeorder", body, priority=priority_of(order), id_field="orderId"
        )
        self._take(order, taken)

    async def submit_bracket(self, entry: Order, exits: Sequence[AttachedExit]) -> None:
        """Place an entry with its exits, once; each exit bears our id like any other order."""
        body = {**await self._body(entry), **bracket_body(exits)}
        taken = await self._calls.taken(
            "order/placeoso", body, priority=priority_of(entry), id_field="orderId"
        )
        self._take(entry, taken.number)
        for one, number in zip(exits, taken.exits, strict=False):  # it need not name them
            self._take_exit(one.order, number)

    async def _body(self, order: Order) -> dict[str, object]:
        number = self._number(order)
        contract = await self._contract(order)
        account = self._entities.get(Account, "account", number)
        return order_body(order, number, account.name if account else "", contract)

    def _take(self, order: Order, number: int) -> None:
        accepted = Accepted(str(number))
        self.tell(OrderNews(order.account, accepted, order.order_id, str(number)))
        self._teller.placed(number, order.order_id)

    def _take_exit(self, order: Order, number: int) -> None:
        """An exit waits for its entry, unless the news was faster and tells more."""
        if self._entities.get(WireOrder, "order", number) is None:
            accepted = Accepted(str(number), Where.BROKER)
            self.tell(OrderNews(order.account, accepted, order.order_id, str(number)))
        self._teller.placed(number, order.order_id)

    async def submit_package(self, legs: Sequence[Order]) -> None:
        """Refuse: Tradovate takes each order for itself."""
        what = {"what": "packages", "account": legs[0].account}
        raise OrderRefused(Message("unsupported", what))

    async def replace(self, order: Order, terms: Terms) -> None:
        """State the terms of an order anew, once; that it came too late is news like any other."""
        number = _there(order)
        body = change_body(order, terms, number)
        try:
            await self._calls.order(
                "order/modifyorder", body, priority=priority_of(order), id_field="commandId"
            )
        except TooLate:
            self.tell(OrderNews(order.account, ReplaceRefused(), order.order_id, str(number)))

    async def cancel(self, order: Order) -> None:
        """Ask for the end of an order; that it came too late is news like any other."""
        number = _there(order)
        self._teller.cancelling(number)
        try:
            await self._calls.cancel("order/cancelorder", {"orderId": number})
        except TooLate:
            self.tell(OrderNews(order.account, CancelRefused(), order.order_id, str(number)))

    def restore(self, orders: Sequence[Order]) -> Sequence[OrderNews]:
        """Orders live at the broker: there is nothing to take back."""
        return ()

    def _number(self, order: Order) -> int:
        number = self._numbers.get(order.account)
        if number is None or self.leaves_out(order.account):
            raise _not_sent(f"{order.account} is no account of this login")
        return number

    async def _contract(self, order: Order) -> str:
        try:
            contract = await self._contracts.find(self._ours.instrument(order.symbol))
        except BrokerUnavailable as unavailable:
            cause = unavailable.message.parameters.get("cause", "")
            raise _not_sent(f"{order.symbol} could not be looked up: {cause}") from unavailable
        if contract is None:
            raise _not_sent(f"Tradovate has no {order.symbol}")
        return contract.name

    # Questions.

    async def orders(self, account: str, since_ns: int) -> Listing[OrderSeen]:
        """Every open order, and those placed at or after `since_ns` that are over."""
        listed, complete = await self._listed(WireOrder, "order", account)
        wanted = [
            order
            for order in listed
            if order.account_id == self._numbers.get(account)
            and order.contract_id is not None
            and (_is_open(order) or order.timestamp >= since_ns)
        ]
        await self._fill_in(wanted)
        found = []
        for order in wanted:
            seen = await self._seen(order, account)
            complete &= seen is not None
            found += [] if seen is None else [seen]
        return Listing(found, complete)

    async def fills(self, account: str, since_ns: int) -> Listing[FillSeen]:
        """Every execution at or after `since_ns` that stands; what was changed is told anew."""
        listed, complete = await self._listed(Fill, "fill", account)
        recent = [fill for fill in listed if fill.timestamp >= since_ns]
        await self._items(WireOrder, "order", [fill.order_id for fill in recent])
        found = []
        for fill in recent:
            order = self._entities.get(WireOrder, "order", fill.order_id)
            if order is None or order.account_id != self._numbers.get(account):
                complete &= order is not None
                continue
            symbol = await self._contracts.resolve(fill.contract_id)
            if (revised := self._teller.revision(fill, account)) is not None:
                self.tell(revised)
            if fill.active:
                found.append(self._teller.fill_seen(fill, account, symbol))
        return Listing(found, complete)

    async def positions(self, account: str) -> Listing[PositionSeen]:
        """What an account holds."""
        listed, complete = await self._listed(Position, "position", account)
        found = []
        for one in listed:
            if one.account_id == self._numbers.get(account) and one.net_pos:
                symbol = await self._contracts.resolve(one.contract_id)
                found.append(PositionSeen(account, symbol, one.net_pos, one.net_price))
        return Listing(found, complete)

    async def _seen(self, order: WireOrder, account: str) -> OrderSeen | None:
        """An order as the desk sees one; None where too much of it is not known."""
        version, our_id = self._entities.version(order.id), self._teller.our_id(order.id)
        if our_id is None and self._is_nobodys(order.id):
            our_id = ""
        if version is None or our_id is None or order.contract_id is None:
            return None
        symbol = await self._contracts.resolve(order.contract_id)
        fills = self._entities.fills(order.id)
        try:
            return self._teller.seen(order, version, our_id, symbol, fills)
        except KeyError as error:
            self.tell(UnreadableNews(account, f"order: {order} {version}: {error}"))
            return None

    def _is_nobodys(self, number: int) -> bool:
        """Say whether an order has gone without the command that made it for so long that there is
        none: one of ours had shown its own by then."""
        now = self._host.monotonic_ns()
        since_ns = self._without_origin.setdefault(number, now)
        return now - since_ns >= CAPABILITIES.visible_after_s * NANOSECONDS

    async def _listed(self, model: type[E], kind: str, account: str) -> tuple[list[E], bool]:
        """Ask for a list; what cannot be read of it is told, and it is not all of it then."""
        if self.leaves_out(account):
            raise unavailable(f"{account} is no account of this login")
        raw = await self._shared.listed(f"{kind}/list")
        found, complete = list[E](), True
        for item in raw:
            try:
                found.append(read_as(model, kind, item))
            except UnreadableEntity as error:
                complete = False
                self.tell(UnreadableNews(account, error.raw))
        return found, complete

    async def _fill_in(self, orders: Sequence[WireOrder]) -> None:
        """Ask for what is not known of orders: their terms, their executions, who made them."""
        for order in orders:
            if self._entities.get(WireOrder, "order", order.id) is None:
                self._entities.put("order", order)
        wanted = [o.id for o in orders if self._entities.version(o.id) is None]
        if not self._is_following():
            wanted += [order.id for order in orders if _is_open(order)]
            await self._dependents(Fill, "fill", [order.id for order in orders])
        await self._dependents(OrderVersion, "orderVersion", wanted)
        nobodys = [order.id for order in orders if self._teller.our_id(order.id) is None]
        await self._dependents(Command, "command", nobodys)

    async def _dependents(self, model: type[E], kind: str, masters: Iterable[int]) -> None:
        await self._learn(model, kind, "ldeps?masterids", masters)

    async def _items(self, model: type[E], kind: str, numbers: Iterable[int]) -> None:
        unknown = [n for n in numbers if self._entities.get(model, kind, n) is None]
        await self._learn(model, kind, "items?ids", unknown)

    async def _learn(
        self, model: type[E], kind: str, question: str, numbers: Iterable[int]
    ) -> None:
        """Ask for entities by ids and keep them; what cannot be read of them stays unknown."""
        operation, _, field = question.partition("?")
        asked = [str(number) for number in dict.fromkeys(numbers)]
        for start in range(0, len(asked), MOST_IDS):
            some = ",".join(asked[start : start + MOST_IDS])
            for raw in await self._calls.listed(f"{kind}/{operation}", f"{field}={some}"):
                try:
                    self._entities.put(kind, read_as(model, kind, raw))
                except UnreadableEntity as error:
                    _log.warning("not read: %s", error)


def _is_open(order: WireOrder) -> bool:
    return STATUSES.get(order.ord_status, OrderStatus.UNKNOWN) not in CLOSED


def priority_of(order: Order) -> Priority:
    """Return the lane of an order: what gets out goes first."""
    is_exit = order.reduces or order.intent is Intent.CLOSE or bool(order.link)
    return Priority.CANCEL if is_exit else Priority.ORDER


def _there(order: Order) -> int:
    if not order.broker_order_id.isdecimal():
        raise _not_sent("the broker's id is not known yet")
    return int(order.broker_order_id)


def _not_sent(cause: str) -> NotSent:
    return NotSent(Message("not_sent", {"cause": cause}))
