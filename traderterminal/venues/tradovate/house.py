"""What the practice Tradovate keeps: its entities, written by what happens at the exchange.

It also is the broker's risk desk: an account that has lost in a day what its rules allow is closed
out, and may from then on only get smaller.
"""

from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from traderterminal.kit.clock import to_datetime
from traderterminal.venues.orders import (
    ContractChanged,
    ExchangeNews,
    Executed,
    ExecutionRevised,
    OrderChanged,
    Refused,
)
from traderterminal.venues.tradovate.account_records import AccountRecords
from traderterminal.venues.tradovate.entities import Entities, Entity, Viewer
from traderterminal.venues.tradovate.listing import Listing
from traderterminal.venues.tradovate.market_data import MarketData
from traderterminal.venues.tradovate.order_entry import OrderEntry
from traderterminal.venues.tradovate.order_records import Marks, OrderRecords
from traderterminal.venues.venue import World

_CHICAGO: Final = ZoneInfo("America/Chicago")
#: From the beginning of a trade date, at 17:00 in Chicago, to midnight.
_EVENING: Final = timedelta(hours=7)
#: Kinds whose newest a list may not show yet, and which field names the order they belong to.
_OF_ORDERS: Final = {
    "command": "orderId",
    "executionReport": "orderId",
    "order": "id",
    "orderVersion": "orderId",
}


def trade_date(at_ns: int) -> date:
    """Return the trade date of a moment: a new one begins at 17:00 in Chicago."""
    return (to_datetime(at_ns).astimezone(_CHICAGO) + _EVENING).date()


class House:
    """Everything of the broker that a reset begins anew, but for logins."""

    def __init__(self, world: World) -> None:
        exchange = world.exchange
        self._exchange = exchange
        self.entities = Entities(exchange.next_id)
        self.listing = Listing(self.entities, list(exchange.instruments.values()))
        self.orders = OrderRecords(self.entities, self.listing, trade_date)
        self.accounts = AccountRecords(self.entities, self.listing, exchange.quote, trade_date)
        self.entry = OrderEntry(exchange, self.entities, self.listing, self.orders, self.accounts)
        self.market_data = MarketData(world.hub, exchange, self.listing, world.bars, trade_date)
        for user in exchange.users.values():
            entity = {"id": user.number, "name": user.name, "status": "Active"}
            self.entities.save("user", {**entity, "professional": False}, -user.number)
        for account in exchange.accounts.values():
            self.accounts.open(account, exchange.now_ns)
        self._leave = (
            exchange.news.connect(self._hear),
            world.hub.listen_to_events(lambda event: self._judge()),
            self.market_data.close,
        )

    def close(self) -> None:
        """Hear no more of exchange and market."""
        for leave in self._leave:
            leave()

    def viewer(self, user: int, *, live: bool) -> frozenset[int]:
        """Return what a user may see in the live or in the demo environment."""
        numbers = (
            account.number
            for account in self._exchange.accounts.values()
            if account.user == user and account.simulated is not live
        )
        return frozenset((-user, *numbers))

    def listed(self, kind: str, viewer: Viewer) -> list[Entity]:
        """Return the entities of a kind as lists show them: new orders may be missing at first."""
        return self.as_listed(kind, self.entities.all(kind, viewer))

    def as_listed(self, kind: str, entities: list[Entity]) -> list[Entity]:
        """Leave out of a list what it does not show yet."""
        name, exchange = _OF_ORDERS.get(kind), self._exchange
        if name is None or not exchange.mishaps.hidden_s:
            return entities
        shown = {o.order_id for number in exchange.accounts for o in exchange.orders_of(number)}
        return [entity for entity in entities if entity[name] in shown]

    def _hear(self, news: ExchangeNews) -> None:
        """Write down what happened at the exchange."""
        exchange = self._exchange
        now_ns = exchange.now_ns
        match news:
            case OrderChanged(order, cause):
                self.orders.hear(order, cause, now_ns)
            case Executed(execution):
                self.orders.trade(execution, exchange.orders[execution.order_id])
                self.accounts.trade(execution)
            case ExecutionRevised(execution):
                self.orders.revise(execution, exchange.orders[execution.order_id], now_ns)
                self.accounts.revise(execution, now_ns)
            case ContractChanged(symbol):
                active = symbol not in exchange.inactive
                self.listing.list_anew(exchange.instruments[symbol], active=active)
            case _:
                pass  # positions and cash are counted here, by the broker's own rules

    def _judge(self) -> None:
        """Close out who has lost what he may lose in a day."""
        self.accounts.turn_day(self._exchange.now_ns)
        for number in self._exchange.accounts:
            held = self.accounts.holds(number)
            if not held or self.entities.need("accountRiskStatus", number)["liquidateOnly"]:
                continue
            limit = self.entities.need("userAccountAutoLiq", number)["dailyLossAutoLiq"]
            if self.accounts.day_result(number) <= -limit:
                self._close_out(number, held)

    def _close_out(self, number: int, held: list[str]) -> None:
        action = {"adminAction": "AgreedOnLiquidationByAutoLiq", "liquidateOnly": True}
        self.entities.update("accountRiskStatus", number, **action)
        for symbol in held:
            try:
                self.entry.liquidate(number, symbol, Marks(text="auto-liquidation"))
            except Refused:
                continue  # the session is closed: there is nobody to trade with
