"""Orders, positions, trades and accounts as the ProjectX API shows them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType
from traderterminal.kit.clock import to_datetime
from traderterminal.venues.exchange import Exchange
from traderterminal.venues.orders import (
    ZERO,
    Execution,
    Holding,
    State,
    VenueAccount,
    VenueOrder,
)
from traderterminal.venues.topstepx.contracts import contract_id, contract_name, symbol_id

LIMIT, MARKET, STOP_LIMIT, STOP, TRAILING_STOP, JOIN_BID, JOIN_ASK = range(1, 8)
OPEN, FILLED, CANCELLED, EXPIRED, REJECTED, PENDING, PENDING_CANCELLATION, SUSPENDED = range(1, 9)
LONG, SHORT = 1, 2

TYPES: Final[Mapping[OrderType, int]] = MappingProxyType(
    {
        OrderType.LIMIT: LIMIT,
        OrderType.MARKET: MARKET,
        OrderType.STOP_LIMIT: STOP_LIMIT,
        OrderType.STOP: STOP,
        OrderType.TRAILING_STOP: TRAILING_STOP,
    }
)
STATUSES: Final[Mapping[State, int]] = MappingProxyType(
    {
        State.HELD: SUSPENDED,
        State.WORKING: OPEN,
        State.FILLED: FILLED,
        State.CANCELED: CANCELLED,
        State.EXPIRED: EXPIRED,
        State.REJECTED: REJECTED,
    }
)


def side_number(side: Side) -> int:
    """Return 0 for a buy and 1 for a sell, of orders and trades alike."""
    return 0 if side is Side.BUY else 1


class Models:
    """Renders what an exchange has; `zoneless` leaves out the offset from UTC."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.zoneless = False

    def moment(self, at_ns: int) -> str:
        """Return a time with its offset from UTC, unless that is to be left out."""
        text = to_datetime(at_ns).isoformat(timespec="microseconds")
        return text.removesuffix("+00:00") if self.zoneless else text

    def account(self, account: VenueAccount) -> dict[str, Any]:
        return {
            "id": account.number,
            "name": account.name,
            "balance": self._exchange.cash(account.number),
            "canTrade": not account.locked,
            "isVisible": True,
            "simulated": account.simulated,
        }

    def order(self, order: VenueOrder) -> dict[str, Any]:
        ticket = order.ticket
        instrument = self._exchange.instruments[ticket.symbol]
        trail = ticket.trail_ticks
        return {
            "id": order.order_id,
            "accountId": ticket.account,
            "contractId": contract_id(instrument),
            "symbolId": symbol_id(instrument),
            "creationTimestamp": self.moment(order.placed_ns),
            "updateTimestamp": self.moment(order.changed_ns),
            "status": STATUSES[order.state],
            "type": int(ticket.kind or TYPES[ticket.order_type]),
            "side": side_number(ticket.side),
            "size": order.quantity,
            "limitPrice": order.limit_price,
            "stopPrice": order.stop_price,
            "fillVolume": order.filled,
            "filledPrice": order.average_price,
            "customTag": ticket.tag or None,
            "trailDistance": trail,
            "trailPrice": None if trail is None else trail * instrument.tick_size,
            "parentOrderId": order.parent,
            "linkedOrderId": self._linked(order),
        }

    def position(self, held: Holding) -> dict[str, Any]:
        position = held.position
        instrument = self._exchange.instruments[position.symbol]
        return {
            "id": held.holding_id,
            "accountId": held.account,
            "contractId": contract_id(instrument),
            "contractDisplayName": contract_name(instrument),
            "creationTimestamp": self.moment(held.opened_ns),
            "type": LONG if position.quantity >= 0 else SHORT,
            "size": abs(int(position.quantity)),
            "averagePrice": position.average_price or ZERO,
        }

    def trade(self, one: Execution) -> dict[str, Any]:
        return {
            "id": one.execution_id,
            "accountId": one.account,
            "contractId": contract_id(self._exchange.instruments[one.symbol]),
            "creationTimestamp": self.moment(one.at_ns),
            "price": one.price,
            "profitAndLoss": one.realized,
            "fees": one.fee,
            "commissions": ZERO,
            "side": side_number(one.side),
            "size": one.quantity,
            "voided": one.voided,
            "orderId": one.order_id,
        }

    def _linked(self, order: VenueOrder) -> int | None:
        """A target names its stop; the stop names nobody."""
        names_its_peer = order.ticket.order_type is OrderType.LIMIT and order.peers
        return order.peers[0] if names_its_peer else None
