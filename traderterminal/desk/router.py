"""The router: which broker an account's orders go to, and what an intent means for its position."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from traderterminal.desk.destinations import Destinations
from traderterminal.desk.ports import Broker, OrderWish
from traderterminal.domain.accounts import Account
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, Order, OrderType
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)


#: Which broker an account's orders go to, by what is traded.
Routes = Mapping[AssetClass, str]


class Router:
    """Finds the broker of an account; one that is not there is an error, never another broker.

    `brokers` are known by a name and the mode they serve. `routes` says for some accounts what goes
    to which broker: what such an account does not list has no way. `homes` names the broker of
    others; the rest go to the one that is called as their own kind. The mode is always that of the
    account, so that no route leads out of its environment.
    """

    def __init__(
        self,
        brokers: Mapping[tuple[str, str], Broker],
        asset_class: Callable[[str], AssetClass],
        routes: Mapping[str, Routes] = MappingProxyType({}),
        homes: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._brokers = dict(brokers)
        self._homes = dict(homes)
        self._asset_class = asset_class
        self._routes = dict(routes)
        self._destinations: dict[tuple[str, str], Destinations] = {}

    def broker(self, account: Account) -> Broker:
        """Return the broker that has the orders of an account; raises OrderRefused without one.

        Where there are several it asks and tells all of them.
        """
        routes, mode = self._routes.get(account.account), str(account.mode)
        if routes is None:
            home = self._home(account)
            broker = self._brokers.get((home, mode))
            if broker is None:
                raise OrderRefused(self._no_way(account, home, ""))
            return broker
        together = self._destinations.get((account.account, mode))
        if together is None:
            for traded, name in routes.items():
                if (name, mode) not in self._brokers:
                    raise OrderRefused(self._no_way(account, name, traded))
            ways = {traded: self._brokers[(name, mode)] for traded, name in routes.items()}
            together = Destinations(ways, self._asset_class)
            self._destinations[(account.account, mode)] = together
        return together

    def carrier(self, account: Account, symbol: str) -> Broker:
        """Return the broker that carries an account's orders in `symbol`.

        Raises OrderRefused where there is none, or it does not trade such a thing.
        """
        traded = self._asset_class(symbol)
        routes = self._routes.get(account.account, {traded: self._home(account)})
        name = routes.get(traded, "")
        broker = self._brokers.get((name, str(account.mode)))
        if broker is None or traded not in broker.capabilities.asset_classes:
            raise OrderRefused(self._no_way(account, name, traded))
        return broker

    def _home(self, account: Account) -> str:
        return self._homes.get(account.account, account.kind)

    def brokers(self) -> Iterable[tuple[tuple[str, str], Broker]]:
        """Every broker with its name and the mode it serves."""
        return self._brokers.items()

    def _no_way(self, account: Account, wanted: str, traded: str) -> Message:
        """Say that no such broker serves the mode of an account, and which ones do."""
        there = [
            f"{name} ({', '.join(sorted(broker.capabilities.asset_classes))})"
            for (name, mode), broker in self._brokers.items()
            if mode == account.mode
        ]
        parameters = {
            "account": account.account,
            "mode": str(account.mode),
            "destination": wanted or "it",
            "orders": f"{traded} orders" if traded else "orders",
            "available": "; ".join(there) or "nothing",
        }
        return Message("unsupported", parameters, "destination")


@frozen
class Netted:
    """One order that brings the position to what the intent wants, or why there is none."""

    side: Side
    quantity: Decimal
    nothing: Message | None = None


def net(
    wish: OrderWish,
    position: Decimal,
    working: Iterable[Order],
    at_most: Decimal | None = None,
) -> Netted:
    """Turn an intent into one side and quantity.

    A target counts what is on its way: live orders that add exposure or were sent to trade at once.
    Protective orders, which can only reduce, wait beside the position and do not count. Of a
    position `at_most` is closed, if given.
    Raises OrderRefused when side or quantity do not fit the intent.
    """
    match Intent(wish.intent):
        case Intent.DELTA:
            return _delta(wish)
        case Intent.TARGET:
            wanted = _finite(wish.quantity)
            coming = sum((_on_the_way(order) for order in working), ZERO)
            return _towards(wanted - position - coming, _position_words(wanted))
        case Intent.CLOSE:
            netted = _towards(-position, None)
            quantity = netted.quantity if at_most is None else min(netted.quantity, at_most)
            return replace(netted, quantity=quantity)
        case Intent.REVERSE:
            return _towards(-2 * position, None)


def _delta(wish: OrderWish) -> Netted:
    quantity = _finite(wish.quantity)
    if quantity <= 0 or wish.side not in (Side.BUY, Side.SELL):
        raise OrderRefused(Message("bad_quantity", {"quantity": f"{wish.side} {wish.quantity}"}))
    return Netted(Side(wish.side), quantity)


def _finite(quantity: Decimal | None) -> Decimal:
    if quantity is None or not quantity.is_finite():
        raise OrderRefused(Message("bad_quantity", {"quantity": str(quantity)}))
    return quantity


def _on_the_way(order: Order) -> Decimal:
    if order.link or (order.reduces and order.order_type is not OrderType.MARKET):
        return ZERO
    return order.side.sign * order.leaves_quantity


def _towards(difference: Decimal, there: Message | None) -> Netted:
    side = Side.BUY if difference >= 0 else Side.SELL
    if difference == 0:
        return Netted(side, ZERO, there or Message("already_flat"))
    return Netted(side, abs(difference))


def _position_words(wanted: Decimal) -> Message:
    if wanted == 0:
        return Message("already_flat")
    side = "long" if wanted > 0 else "short"
    return Message("already_there", {"position": f"{side} {abs(wanted)}"})
