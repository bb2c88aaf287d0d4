"""A login with and without a session, and who hears of which account."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from tests.support.builders import order
from traderterminal.brokers.link import Link
from traderterminal.desk.ports import (
    AttachedExit,
    Capabilities,
    FillSeen,
    Listing,
    News,
    OrderNews,
    OrderSeen,
    PositionSeen,
    StreamNews,
    Terms,
)
from traderterminal.domain.errors import BrokerUnavailable, NotSent
from traderterminal.domain.orders import Order, OrderType, TimeInForce

CAPABILITIES = Capabilities(frozenset(OrderType), frozenset(TimeInForce))


class Heard:
    """A broker that notes what it is asked."""

    capabilities = CAPABILITIES

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.tell: Callable[[News], None] = lambda news: None

    def listen(self, hear: Callable[[News], None]) -> None:
        self.tell = hear

    async def submit(self, order: Order) -> None:
        self.asked.append("submit")

    async def submit_package(self, legs: Sequence[Order]) -> None:
        self.asked.append("submit_package")

    async def submit_bracket(self, entry: Order, exits: Sequence[AttachedExit]) -> None:
        self.asked.append("submit_bracket")

    async def replace(self, order: Order, terms: Terms) -> None:
        self.asked.append("replace")

    async def cancel(self, order: Order) -> None:
        self.asked.append("cancel")

    async def orders(self, account: str, since_ns: int) -> Listing[OrderSeen]:
        self.asked.append("orders")
        return Listing(())

    async def fills(self, account: str, since_ns: int) -> Listing[FillSeen]:
        self.asked.append("fills")
        return Listing(())

    async def positions(self, account: str) -> Listing[PositionSeen]:
        self.asked.append("positions")
        return Listing(())

    def restore(self, orders: Sequence[Order]) -> Sequence[OrderNews]:
        raise AssertionError("nothing of it lives here")


def link() -> Link:
    return Link("apex", CAPABILITIES)


async def test_everything_goes_to_the_session_that_there_is() -> None:
    broker, made = Heard(), link()
    made.use(broker)
    for one in (made, made.branch({"tape"})):
        broker.asked.clear()
        await one.submit(order())
        await one.submit_package([order()])
        await one.submit_bracket(order(), [])
        await one.replace(order(), Terms(Decimal(1)))
        await one.cancel(order())
        await one.orders("tape", 0)
        await one.fills("tape", 0)
        await one.positions("tape")
        assert one.restore([order()]) == ()
        assert broker.asked == [
            *("submit", "submit_package", "submit_bracket", "replace", "cancel"),
            *("orders", "fills", "positions"),
        ]


async def test_without_a_session_nothing_leaves_and_nothing_is_known() -> None:
    made = link()
    made.use(Heard())
    made.use(None)
    sends = (made.submit(order()), made.cancel(order()), made.submit_package([order()]))
    for send in (*sends, made.submit_bracket(order(), [])):
        with pytest.raises(NotSent, match="apex is not connected"):
            await send
    with pytest.raises(NotSent):
        await made.replace(order(), Terms(Decimal(1)))
    with pytest.raises(BrokerUnavailable, match="apex is not connected"):
        await made.orders("tape", 0)
    for ask in (made.fills("tape", 0), made.positions("tape")):
        with pytest.raises(BrokerUnavailable):
            await ask


def test_each_hears_of_its_own_accounts_alone() -> None:
    broker, made = Heard(), link()
    desk: list[News] = []
    hybrid: list[News] = []
    made.listen(desk.append)
    made.branch({"both"}).listen(hybrid.append)
    made.use(broker)
    for account in ("tape", "both"):
        broker.tell(StreamNews(account, up=True))
    assert [news.account for news in desk] == ["tape"]
    assert [news.account for news in hybrid] == ["both"]


def test_a_session_that_was_given_up_is_not_heard_any_more() -> None:
    first, second, made = Heard(), Heard(), link()
    desk: list[News] = []
    made.listen(desk.append)
    made.use(first)
    made.use(second)
    first.tell(StreamNews("tape", up=False))
    second.tell(StreamNews("tape", up=True))
    assert desk == [StreamNews("tape", up=True)]
