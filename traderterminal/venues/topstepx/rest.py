"""The requests of the ProjectX API, one function an operation.

Each is given who asks and the body as read, and returns what goes into the envelope; what it
refuses it raises as `Failure`.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType
from traderterminal.kit.clock import to_datetime, to_ns
from traderterminal.venues.orders import (
    ExchangeNews,
    Holding,
    OrderChanged,
    Refusal,
    Refused,
    State,
    Ticket,
    VenueAccount,
    VenueOrder,
    VenueUser,
)
from traderterminal.venues.topstepx import history
from traderterminal.venues.topstepx.contracts import Contracts
from traderterminal.venues.topstepx.models import STATUSES, Models
from traderterminal.venues.topstepx.placing import (
    PLACE_CODES,
    REJECTED,
    WORDS,
    ModifyBody,
    PlaceBody,
    Rejected,
    Wanted,
    read_order,
    trail_ticks,
)
from traderterminal.venues.venue import World

MAX_PAGE: Final = 500
MAX_FOUND: Final = 20

ACCOUNT_NOT_FOUND: Final = 1
#: Error numbers of the other calls, as their own tables have them.
ORDER_NOT_FOUND, CHANGE_REJECTED = 2, 3
ORDER_BY_ID_NOT_FOUND: Final = 1
CONTRACT_BY_ID_NOT_FOUND: Final = 1
POSITION_NOT_FOUND, CLOSE_NO_CONTRACT, CLOSE_NOT_ACTIVE = 2, 3, 4
CLOSE_REJECTED, PARTIAL_INVALID_SIZE, PARTIAL_REJECTED = 5, 5, 6
#: Of both calls that close: not tradable now, or no price; it comes without words.
NOT_TRADABLE: Final = 6


class Failure(Exception):
    """An envelope without success. `payload` may stand in it all the same."""

    def __init__(
        self, code: int, words: str | None = None, payload: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(f"error {code}")
        self.code = code
        self.words = words
        self.payload = payload or {}


class BadBody(Exception):
    """A body that does not fit the model: `errors` by field."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("validation")
        self.errors = errors


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Live(_Body):
    live: bool


class _Search(_Live):
    searchText: str


class _ById(_Body):
    contractId: str


class _OfAccount(_Body):
    accountId: int


class _OfOrder(_OfAccount):
    orderId: int


class _OfContract(_OfAccount):
    contractId: str


class _Part(_OfContract):
    size: int


class _Period(_OfAccount):
    startTimestamp: datetime
    endTimestamp: datetime | None = None


class _Filter(_OfAccount):
    statuses: list[int] | None = None
    contractId: str | None = None
    createdAfter: datetime | None = None
    createdBefore: datetime | None = None


class _Query(_Body):
    filter: _Filter
    pageSize: int = Field(default=MAX_PAGE, ge=1, le=MAX_PAGE)
    pageOffset: int = Field(default=0, ge=0)
    sortBy: int = Field(default=0, ge=0, le=1)
    sortDirection: int = Field(default=0, ge=0, le=1)
    includeTotalCount: bool = False


Model = TypeVar("Model", bound=BaseModel)


def read(model: type[Model], body: object) -> Model:
    """Read a body; raises BadBody."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        found: dict[str, list[str]] = {}
        for each in error.errors(include_url=False, include_input=False):
            found.setdefault("$." + ".".join(map(str, each["loc"])), []).append(each["msg"])
        raise BadBody(found) from error


class Operations:
    """Everything that a logged-in user can ask for.

    `position_brackets` are accounts whose platform is set to Position Brackets: they take no orders
    with exits.
    """

    def __init__(
        self, world: World, models: Models, position_brackets: frozenset[int] = frozenset()
    ) -> None:
        self.contracts = Contracts(world.exchange)
        self._world = world
        self._models = models
        self._position_brackets = position_brackets
        self._tags: set[tuple[int, str]] = set()
        world.exchange.news.connect(self._hear)
        world.exchange.cleared.connect(lambda _: self._tags.clear())

    def _hear(self, news: ExchangeNews) -> None:
        if isinstance(news, OrderChanged) and news.order.ticket.tag:
            self._tags.add((news.order.ticket.account, news.order.ticket.tag))

    # Accounts, contracts, history.

    def search_accounts(self, user: VenueUser, body: Any) -> dict[str, Any]:
        accounts = [a for a in self._world.exchange.accounts.values() if a.user == user.number]
        if isinstance(body, Mapping) and body.get("onlyActiveAccounts") is True:
            accounts = [a for a in accounts if not a.locked]
        return {"accounts": [self._models.account(each) for each in accounts]}

    def available_contracts(self, user: VenueUser, body: Any) -> dict[str, Any]:
        wanted = read(_Live, body)
        return {"contracts": self.contracts.search("") if self._sees(user, wanted.live) else []}

    def search_contracts(self, user: VenueUser, body: Any) -> dict[str, Any]:
        wanted = read(_Search, body)
        found = self.contracts.search(wanted.searchText) if self._sees(user, wanted.live) else []
        return {"contracts": found[:MAX_FOUND]}

    def contract_by_id(self, user: VenueUser, body: Any) -> dict[str, Any]:
        instrument = self.contracts.find(read(_ById, body).contractId)
        if instrument is None:
            raise Failure(CONTRACT_BY_ID_NOT_FOUND, payload={"contract": None})
        return {"contract": self.contracts.model(instrument)}

    def retrieve_bars(self, user: VenueUser, body: Any) -> dict[str, Any]:
        wanted = read(history.BarsBody, body)
        instrument = self.contracts.find(wanted.contractId)
        if instrument is None or not self._sees(user, wanted.live):
            raise Failure(history.CONTRACT_NOT_FOUND, payload={"bars": None})
        now_ns = self._world.hub.clock.now_ns()
        try:
            bars = history.retrieve(wanted, instrument, self._world.bars, self._models, now_ns)
        except history.HistoryRefused as refused:
            raise Failure(refused.code, payload={"bars": None}) from refused
        return {"bars": bars}

    def _sees(self, user: VenueUser, live: bool) -> bool:
        """Say whether a data subscription is there: the live one only for accounts that are."""
        accounts = self._world.exchange.accounts.values()
        return not live or any(a.user == user.number and not a.simulated for a in accounts)

    # Orders.

    def place(self, user: VenueUser, body: Any) -> dict[str, Any]:
        wanted = read(PlaceBody, body)
        self._account(user, wanted.accountId)
        instrument = self.contracts.find(wanted.contractId)
        if instrument is None:
            raise Failure(PLACE_CODES[Refusal.CONTRACT_UNKNOWN], payload={"orderId": None})
        tag = (wanted.accountId, wanted.customTag or "")
        if wanted.customTag and tag in self._tags:
            raise Failure(REJECTED, "Custom tag is already in use", {"orderId": None})
        try:
            order = read_order(wanted, instrument, self._world.exchange.quote(instrument.symbol))
            if order.exits and wanted.accountId in self._position_brackets:
                raise Rejected("Brackets cannot be used with Position Brackets")
        except Rejected as rejected:
            raise Failure(REJECTED, str(rejected), {"orderId": None}) from rejected
        return {"orderId": self._placed(order)}

    def _placed(self, wanted: Wanted) -> int:
        exchange = self._world.exchange
        try:
            return exchange.place(wanted.ticket, wanted.exits).order_id
        except Refused as refused:
            code = PLACE_CODES.get(refused.why, REJECTED)
            words = WORDS.get(refused.why)
            if code not in (REJECTED, PLACE_CODES[Refusal.CLOSED]):
                raise Failure(code, words, {"orderId": None}) from refused
            # What the exchange itself refuses is an order all the same, and is listed as one.
            order = exchange.reject(wanted.ticket, words or refused.why.value)
            raise Failure(code, words, {"orderId": order.order_id}) from refused

    def modify(self, user: VenueUser, body: Any) -> dict[str, Any]:
        wanted = read(ModifyBody, body)
        order = self._order(user, wanted.accountId, wanted.orderId)
        instrument = self._world.exchange.instruments[order.ticket.symbol]
        quote = self._world.exchange.quote(instrument.symbol)
        stop, trail = wanted.stopPrice, None
        try:
            if wanted.trailPrice is not None:
                stop = wanted.trailPrice
                trail = trail_ticks(order.ticket.side, stop, instrument, quote)
            self._world.exchange.change(
                order.order_id,
                quantity=wanted.size,
                limit_price=wanted.limitPrice,
                stop_price=stop,
                trail_ticks=trail,
            )
        except Rejected as rejected:
            raise Failure(CHANGE_REJECTED, str(rejected)) from rejected
        except Refused as refused:
            raise Failure(CHANGE_REJECTED, WORDS.get(refused.why)) from refused
        return {}

    def cancel(self, user: VenueUser, body: Any) -> dict[str, Any]:
        wanted = read(_OfOrder, body)
        order = self._order(user, wanted.accountId, wanted.orderId)
        try:
            self._world.exchange.cancel(order.order_id)
        except Refused as refused:
            raise Failure(CHANGE_REJECTED) from refused
        return {}

    def search_orders(self, user: VenueUser, body: Any) -> dict[str, Any]:
        wanted = read(_Period, body)
        orders = self._orders(user, wanted.accountId)
        return {"orders": [self._models.order(o) for o in orders if _within(wanted, o.placed_ns)]}

    def search_open_orders(self, user: VenueUser, body: Any) -> dict[str, Any]:
        """Suspended orders are left out, as they are at the broker."""
        orders = self._orders(user, read(_OfAccount, body).accountId)
        return {"orders": [self._models.order(o) for o in orders if o.state is State.WORKING]}

    def order_by_id(self, user: VenueUser, body: Any) -> dict[str, Any]:
        wanted = read(_OfOrder, body)
        orders = self._orders(user, wanted.accountId)
        found = next((o for o in orders if o.order_id == wanted.orderId), None)
        if found is None:
            raise Failure(ORDER_BY_ID_NOT_FOUND, payload={"order": None})
        return {"order": self._models.order(found)}

    def query_orders(self, user: VenueUser, body: Any) -> dict[str, Any]:
        wanted = read(_Query, body)
        orders = [
            order
            for order in self._orders(user, wanted.filter.accountId)
            if self._passes(order, wanted.filter)
        ]
        orders.sort(
            key=lambda o: o.order_id if wanted.sortBy else (o.placed_ns, o.order_id),
            reverse=bool(wanted.sortDirection),
        )
        page = orders[wanted.pageOffset : wanted.pageOffset + wanted.pageSize]
        return {
            "orders": [self._models.order(order) for order in page],
            "totalCount": len(orders) if wanted.includeTotalCount else None,
        }

    def _passes(self, order: VenueOrder, wanted: _Filter) -> bool:
        if wanted.statuses is not None and STATUSES[order.state] not in wanted.statuses:
            return False
        if wanted.contractId is not None:
            instrument = self.contracts.find(wanted.contractId)
            if instrument is None or instrument.symbol != order.ticket.symbol:
                return False
        after, before = wanted.createdAfter, wanted.createdBefore
        at = _told(order.placed_ns)
        return (after is None or at >= _ns(after)) and (before is None or at <= _ns(before))

    # Positions and trades.

    def search_positions(self, user: VenueUser, body: Any) -> dict[str, Any]:
        account = self._account(user, read(_OfAccount, body).accountId)
        held = self._world.exchange.holdings(account.number)
        return {"positions": [self._models.position(h) for h in held if not h.position.is_flat]}

    def close_contract(self, user: VenueUser, body: Any) -> dict[str, Any]:
        """Close a position at the market; orders that work on the contract go on."""
        wanted = read(_OfContract, body)
        held = self._held(user, wanted)
        self._close(held, abs(int(held.position.quantity)), CLOSE_REJECTED)
        return {}

    def close_part(self, user: VenueUser, body: Any) -> dict[str, Any]:
        wanted = read(_Part, body)
        held = self._held(user, wanted)
        if not 1 <= wanted.size <= abs(held.position.quantity):
            raise Failure(PARTIAL_INVALID_SIZE)
        self._close(held, wanted.size, PARTIAL_REJECTED)
        return {}

    def search_trades(self, user: VenueUser, body: Any) -> dict[str, Any]:
        wanted = read(_Period, body)
        account = self._account(user, wanted.accountId)
        executions = self._world.exchange.executions(account.number)
        return {"trades": [self._models.trade(e) for e in executions if _within(wanted, e.at_ns)]}

    def _close(self, held: Holding, size: int, rejected: int) -> None:
        position = held.position
        side = _closing_side(held)
        ticket = Ticket(held.account, position.symbol, side, size, OrderType.MARKET)
        if self._world.exchange.quote(position.symbol) is None:
            raise Failure(NOT_TRADABLE)
        try:
            self._world.exchange.place(ticket)
        except Refused as refused:
            is_closed = refused.why is Refusal.CLOSED
            raise Failure(NOT_TRADABLE if is_closed else rejected) from refused

    def _held(self, user: VenueUser, wanted: _OfContract) -> Holding:
        account = self._account(user, wanted.accountId)
        instrument = self._contract(wanted.contractId)
        for held in self._world.exchange.holdings(account.number):
            if held.position.symbol == instrument.symbol and not held.position.is_flat:
                return held
        raise Failure(POSITION_NOT_FOUND)

    def _contract(self, contract: str) -> Instrument:
        instrument = self.contracts.find(contract)
        if instrument is None:
            raise Failure(CLOSE_NO_CONTRACT)
        if instrument.symbol in self._world.exchange.inactive:
            raise Failure(CLOSE_NOT_ACTIVE)
        return instrument

    def _account(self, user: VenueUser, number: int) -> VenueAccount:
        account = self._world.exchange.accounts.get(number)
        if account is None or account.user != user.number:
            raise Failure(ACCOUNT_NOT_FOUND)
        return account

    def _orders(self, user: VenueUser, account: int) -> list[VenueOrder]:
        return self._world.exchange.orders_of(self._account(user, account).number)

    def _order(self, user: VenueUser, account: int, order_id: int) -> VenueOrder:
        number = self._account(user, account).number
        order = self._world.exchange.orders.get(order_id)
        if order is None or order.ticket.account != number:
            raise Failure(ORDER_NOT_FOUND)
        return order


Operation = Callable[[Operations, VenueUser, Any], dict[str, Any]]

#: The operations that need a token, by path in lower case.
OPERATIONS: Final[Mapping[str, Operation]] = MappingProxyType(
    {
        "/api/account/search": Operations.search_accounts,
        "/api/contract/available": Operations.available_contracts,
        "/api/contract/search": Operations.search_contracts,
        "/api/contract/searchbyid": Operations.contract_by_id,
        "/api/history/retrievebars": Operations.retrieve_bars,
        "/api/order/place": Operations.place,
        "/api/order/modify": Operations.modify,
        "/api/order/cancel": Operations.cancel,
        "/api/order/search": Operations.search_orders,
        "/api/order/searchopen": Operations.search_open_orders,
        "/api/order/searchbyid": Operations.order_by_id,
        "/api/order/v2/query": Operations.query_orders,
        "/api/position/searchopen": Operations.search_positions,
        "/api/position/closecontract": Operations.close_contract,
        "/api/position/partialclosecontract": Operations.close_part,
        "/api/trade/search": Operations.search_trades,
    }
)


def _closing_side(held: Holding) -> Side:
    return Side.SELL if held.position.quantity > 0 else Side.BUY


def _ns(moment: datetime) -> int:
    return to_ns(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _told(at_ns: int) -> int:
    """A time as it is told, to the microsecond: who asks back with it must find it again."""
    return to_ns(to_datetime(at_ns))


def _within(wanted: _Period, at_ns: int) -> bool:
    at, end = _told(at_ns), wanted.endTimestamp
    return at >= _ns(wanted.startTimestamp) and (end is None or at <= _ns(end))
