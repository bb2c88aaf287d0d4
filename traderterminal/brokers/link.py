"""A login as the desk knows it, whether there is a session or not.

The desk is wired once; sessions come and go. Without one nothing leaves and no question is
answered. Accounts that are not to be heard where all others are (those of a hybrid, whose orders
are only offered there) have a branch of their own.
"""

from collections.abc import Callable, Sequence, Set

from traderterminal.desk.ports import (
    AttachedExit,
    Broker,
    Capabilities,
    FillSeen,
    Listing,
    News,
    OrderNews,
    OrderSeen,
    PositionSeen,
    Terms,
)
from traderterminal.domain.errors import BrokerUnavailable, NotSent
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order

Hear = Callable[[News], None]


class Link:
    """Implements `desk.ports.Broker` over the session that there is now.

    `capabilities` are those of the broker, which hold without a session too.
    """

    def __init__(self, name: str, capabilities: Capabilities) -> None:
        self.capabilities = capabilities
        self._name = name
        self._broker: Broker | None = None
        self._hear: Hear = lambda news: None
        self._branches: list[tuple[Set[str], Hear]] = []

    def use(self, broker: Broker | None) -> None:
        """Carry orders to `broker` from now on; None: to nobody."""
        self._broker = broker
        if broker is not None:
            broker.listen(lambda news: self._tell(broker, news))

    def listen(self, hear: Hear) -> None:
        """Tell of every account that has no branch."""
        self._hear = hear

    def branch(self, accounts: Set[str]) -> "Broker":
        """Return the same broker, which tells of some accounts alone, and tells nobody else."""
        return _Branch(self, accounts)

    def grow(self, accounts: Set[str], hear: Hear) -> None:
        """Tell of `accounts` there and nowhere else."""
        self._branches = [b for b in self._branches if b[0] != accounts]
        self._branches.append((accounts, hear))

    def _tell(self, teller: Broker, news: News) -> None:
        if teller is not self._broker:
            return  # a session that has been given up has nothing to say any more
        hear = next((h for accounts, h in self._branches if news.account in accounts), self._hear)
        hear(news)

    async def submit(self, order: Order) -> None:
        await self._carrier().submit(order)

    async def submit_package(self, legs: Sequence[Order]) -> None:
        await self._carrier().submit_package(legs)

    async def submit_bracket(self, entry: Order, exits: Sequence[AttachedExit]) -> None:
        await self._carrier().submit_bracket(entry, exits)

    async def replace(self, order: Order, terms: Terms) -> None:
        await self._carrier().replace(order, terms)

    async def cancel(self, order: Order) -> None:
        await self._carrier().cancel(order)

    async def orders(self, account: str, since_ns: int) -> Listing[OrderSeen]:
        return await self._asked().orders(account, since_ns)

    async def fills(self, account: str, since_ns: int) -> Listing[FillSeen]:
        return await self._asked().fills(account, since_ns)

    async def positions(self, account: str) -> Listing[PositionSeen]:
        return await self._asked().positions(account)

    def restore(self, orders: Sequence[Order]) -> Sequence[OrderNews]:
        """Orders live at the broker: there is nothing to take back."""
        return ()

    def _carrier(self) -> Broker:
        if self._broker is None:
            raise NotSent(Message("stopped_at_the_door", {"login": self._name}, "not_connected"))
        return self._broker

    def _asked(self) -> Broker:
        if self._broker is None:
            raise BrokerUnavailable(
                Message("broker_unavailable", {"login": self._name}, "not_connected")
            )
        return self._broker


class _Branch:
    """Implements `desk.ports.Broker` for some accounts of a link."""

    def __init__(self, link: Link, accounts: Set[str]) -> None:
        self._link = link
        self._accounts = accounts
        self.capabilities = link.capabilities
        self.submit = link.submit
        self.submit_package = link.submit_package
        self.submit_bracket = link.submit_bracket
        self.replace = link.replace
        self.cancel = link.cancel
        self.orders = link.orders
        self.fills = link.fills
        self.positions = link.positions
        self.restore = link.restore

    def listen(self, hear: Hear) -> None:
        self._link.grow(self._accounts, hear)
