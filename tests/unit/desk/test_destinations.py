"""Several brokers that together have the orders of one account."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import listed, order
from tests.support.silent_broker import SilentBroker
from traderterminal.desk.destinations import Destinations
from traderterminal.desk.ports import (
    Broker,
    Listing,
    NativeBrackets,
    News,
    OrderNews,
    OrderSeen,
    PositionSeen,
    StreamNews,
    Terms,
)
from traderterminal.domain.errors import BrokerUnavailable, NotSent
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderType, ProvenAbsent, Sending, TimeInForce

ABSENT = ProvenAbsent(Message("proven_absent", {"where": "there"}))


class Part(SilentBroker):
    """A broker that remembers what it was asked and answers for one symbol."""

    def __init__(self, symbol: str, *, complete: bool = True) -> None:
        super().__init__(None)
        self.symbol, self.complete = symbol, complete
        self.cancelled: list[str] = []
        self.changed: list[str] = []
        self.is_down = False

    async def cancel(self, order: Order) -> None:
        self.cancelled.append(order.order_id)

    async def replace(self, order: Order, terms: Terms) -> None:
        self.changed.append(order.order_id)

    async def positions(self, account: str) -> Listing[PositionSeen]:
        if self.is_down:
            raise BrokerUnavailable(Message("broker_unavailable", {"cause": "503"}))
        return Listing([PositionSeen(account, self.symbol, Decimal(1))], self.complete)

    async def orders(self, account: str, since_ns: int) -> Listing[OrderSeen]:
        return Listing((), self.complete)

    def restore(self, orders: Sequence[Order]) -> Sequence[OrderNews]:
        return [OrderNews(o.account, ABSENT, o.order_id) for o in orders]


def both(futures: Part, stocks: Part) -> Destinations:
    ways: dict[AssetClass, Broker] = {AssetClass.FUTURE: futures, AssetClass.STOCK: stocks}
    return Destinations(ways, lambda symbol: listed(symbol).asset_class)


@pytest.fixture
def futures() -> Part:
    return Part("ESH2024")


@pytest.fixture
def stocks() -> Part:
    return Part("AAPL")


async def test_a_request_goes_to_the_one_that_carries_its_symbol(
    futures: Part, stocks: Part
) -> None:
    together = both(futures, stocks)
    es, aapl = order(Sending()), order(Sending(), order_id="TT2", symbol="AAPL")
    for one in (es, aapl):
        await together.submit(one)
        await together.cancel(one)
        await together.replace(one, Terms(Decimal(2)))
    assert (futures.submitted, futures.cancelled, futures.changed) == (["TT1"], ["TT1"], ["TT1"])
    assert (stocks.submitted, stocks.cancelled, stocks.changed) == (["TT2"], ["TT2"], ["TT2"])
    await together.submit_bracket(aapl, [])
    assert stocks.submitted == ["TT2", "TT2"]


async def test_an_order_without_a_way_is_sent_nowhere(futures: Part) -> None:
    ways: dict[AssetClass, Broker] = {AssetClass.FUTURE: futures}
    alone = Destinations(ways, lambda symbol: listed(symbol).asset_class)
    with pytest.raises(NotSent, match="no destination for AAPL"):
        await alone.submit(order(Sending(), symbol="AAPL"))
    assert futures.submitted == []


async def test_an_answer_is_that_of_all_and_complete_only_when_each_is(
    futures: Part, stocks: Part
) -> None:
    together = both(futures, stocks)
    found = await together.positions("paper")
    assert [seen.symbol for seen in found.items] == ["ESH2024", "AAPL"]
    assert found.complete
    assert (await together.orders("paper", 0)).complete
    stocks.complete = False
    assert not (await together.positions("paper")).complete
    assert not (await together.orders("paper", 0)).complete
    assert not (await together.fills("paper", 0)).complete  # neither tells all of them
    stocks.is_down = True
    with pytest.raises(BrokerUnavailable):
        await together.positions("paper")


def test_the_account_as_a_whole_does_what_all_of_them_do(futures: Part, stocks: Part) -> None:
    futures.capabilities = replace(
        futures.capabilities,
        order_types=frozenset({OrderType.MARKET, OrderType.LIMIT}),
        replace=True,
        visible_after_s=1.0,
    )
    stocks.capabilities = replace(
        stocks.capabilities,
        times_in_force=frozenset({TimeInForce.DAY}),
        keeps_orders=True,
        visible_after_s=5.0,
    )
    found = both(futures, stocks).capabilities
    assert found.order_types == {OrderType.MARKET, OrderType.LIMIT}
    assert found.times_in_force == {TimeInForce.DAY}
    assert (found.replace, found.keeps_orders, found.visible_after_s) == (False, True, 5.0)


def test_the_account_as_a_whole_takes_brackets_where_all_of_them_take_them_alike(
    futures: Part, stocks: Part
) -> None:
    in_ticks, in_prices = NativeBrackets(in_ticks=True), NativeBrackets()
    for first, second, alike in (
        (in_ticks, in_ticks, in_ticks),
        (in_ticks, in_prices, None),
        (in_prices, None, None),
    ):
        futures.capabilities = replace(futures.capabilities, brackets=first)
        stocks.capabilities = replace(stocks.capabilities, brackets=second)
        assert both(futures, stocks).capabilities.brackets == alike


def test_news_of_each_is_heard_once_and_each_takes_back_its_own(
    futures: Part, stocks: Part
) -> None:
    together = both(futures, stocks)
    heard: list[News] = []
    together.listen(heard.append)
    futures.hear(StreamNews("paper", up=True))
    stocks.hear(StreamNews("paper", up=False))
    assert heard == [StreamNews("paper", up=True), StreamNews("paper", up=False)]
    rested = [order(Sending()), order(Sending(), order_id="TT2", symbol="AAPL")]
    assert [news.order_id for news in together.restore(rested)] == ["TT1", "TT2"]
