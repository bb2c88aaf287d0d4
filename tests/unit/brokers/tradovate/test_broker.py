"""The desk's side: what leaves and in which lane, what is listed, and what is not concluded."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from tests.support.builders import order
from tests.support.tradovate_login import TradovateLogin, tradovate_login
from traderterminal.brokers.plugin import Seat
from traderterminal.brokers.tradovate.broker import priority_of
from traderterminal.brokers.transport.rate_limit import Priority
from traderterminal.desk.ports import (
    AttachedExit,
    FillRevised,
    OrderNews,
    OrderSeen,
    Terms,
    UnreadableNews,
)
from traderterminal.domain.errors import (
    BrokerUnavailable,
    NotSent,
    OrderRefused,
)
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import (
    Accepted,
    CancelRefused,
    Intent,
    Order,
    OrderStatus,
    OrderType,
    ReplaceRefused,
    TimeInForce,
    Where,
)
from traderterminal.venues.faults import Script
from traderterminal.venues.orders import State, Ticket
from traderterminal.venues.tradovate.dialect import TradovateDialect

D = Decimal
S = OrderStatus


@pytest_asyncio.fixture
async def login() -> AsyncIterator[TradovateLogin]:
    made = tradovate_login([Seat("paper", "101"), Seat("second", "102")])
    await made.start()
    made.said.clear()
    yield made
    await made.close()


def strike(login: TradovateLogin, **entry: object) -> None:
    login.scene.venue.control.strike(Script.parse({"script": [entry]}, {}))


def resting(**changes: Any) -> Order:
    """A limit order far from the market."""
    return order(order_type=OrderType.LIMIT, limit_price=D(4790), **changes)


async def placed(login: TradovateLogin, **changes: Any) -> Order:
    """Place a resting order; return it as the desk knows it then."""
    wanted = resting(**changes)
    await login.session.broker.submit(wanted)
    (news,) = [n for n in login.said if isinstance(n, OrderNews)][-1:]
    assert isinstance(news.event, Accepted)
    return replace(wanted, broker_order_id=news.broker_order_id)


def of_orders(login: TradovateLogin) -> list[OrderNews | OrderSeen]:
    return [n for n in login.said if isinstance(n, OrderNews | OrderSeen)]


def without_stream(login: TradovateLogin) -> None:
    """Let no stream come back."""
    strike(login, fault="F35", at={"connect": "user", "times": 0}, status=503)
    login.wire.drop()


# Orders.


async def test_an_order_is_acknowledged_under_both_ids(login: TradovateLogin) -> None:
    placed_ = await placed(login)
    assert login.said[-1] == OrderNews(
        "paper", Accepted(placed_.broker_order_id), "TT1", placed_.broker_order_id
    )
    (there,) = login.scene.exchange.orders.values()
    assert (there.ticket.account, there.ticket.tag) == (101, "TT1")


async def test_each_account_has_its_own_orders(login: TradovateLogin) -> None:
    broker = login.session.broker
    await placed(login)
    await placed(login, account="second", order_id="TT2")
    for account, order_id in (("paper", "TT1"), ("second", "TT2")):
        (seen,) = (await broker.orders(account, 0)).items
        assert (seen.account, seen.order_id) == (account, order_id)


@pytest.mark.parametrize(
    "wanted",
    [resting(account="nobody"), resting(symbol="ESM2024"), resting(account="")],
    ids=["account", "contract", "nobody"],
)
async def test_what_cannot_be_named_there_is_not_sent(login: TradovateLogin, wanted: Order) -> None:
    with pytest.raises(NotSent):
        await login.session.broker.submit(wanted)
    assert not login.scene.venue.front.posts


async def test_a_contract_that_cannot_be_looked_up_keeps_its_order_here(
    login: TradovateLogin,
) -> None:
    strike(login, fault="F10", at={"request": "*/contract/find"})
    with pytest.raises(NotSent, match="looked up"):
        await login.session.broker.submit(resting())


def exits() -> list[AttachedExit]:
    """The target and the stop of a purchase at 4790."""
    target = order(
        order_id="TT2",
        side=Side.SELL,
        order_type=OrderType.LIMIT,
        limit_price=D(4793),
        time_in_force=TimeInForce.GTC,
    )
    stop = replace(
        target, order_id="TT3", order_type=OrderType.STOP, limit_price=None, stop_price=D(4788)
    )
    return [AttachedExit(target), AttachedExit(stop)]


async def test_an_entry_and_its_exits_leave_in_one_request_and_each_bears_our_id(
    login: TradovateLogin,
) -> None:
    await login.session.broker.submit_bracket(resting(), exits())
    entry, target, stop = login.scene.exchange.orders.values()
    assert [each.ticket.tag for each in (entry, target, stop)] == ["TT1", "TT2", "TT3"]
    assert (target.limit_price, stop.stop_price) == (D(4793), D(4788))
    assert target.ticket.time_in_force is TimeInForce.GTC
    assert {each.state for each in (target, stop)} == {State.HELD}
    (request,) = (one for one in login.scene.venue.front.seen if one.client_id)
    assert request.path.lower().endswith("/order/placeoso")
    await login.pass_time(0)
    listed = (await login.session.broker.orders("paper", 0)).items
    assert {seen.order_id: (seen.entry_id, seen.where) for seen in listed} == {
        "TT1": ("", Where.EXCHANGE),
        "TT2": (str(entry.order_id), Where.BROKER),
        "TT3": (str(entry.order_id), Where.BROKER),
    }


async def test_without_a_stream_the_answer_names_the_exits_and_says_that_they_wait(
    login: TradovateLogin,
) -> None:
    without_stream(login)
    await login.pass_time(0)
    login.said.clear()
    await login.session.broker.submit_bracket(resting(), exits())
    entry, target, stop = login.scene.exchange.orders.values()
    assert {n.order_id: n.event for n in login.said if isinstance(n, OrderNews)} == {
        "TT1": Accepted(str(entry.order_id)),
        "TT2": Accepted(str(target.order_id), Where.BROKER),
        "TT3": Accepted(str(stop.order_id), Where.BROKER),
    }


async def test_what_the_news_has_told_of_an_exit_is_not_untold_by_the_answer(
    login: TradovateLogin,
) -> None:
    """It may have traded before the answer that says that it waits."""
    wanted = resting()
    wanted = wanted.revised(order_type=OrderType.MARKET, limit_price=None)
    await login.session.broker.submit_bracket(wanted, exits())
    await login.pass_time(0)
    told = [n for n in login.said if isinstance(n, OrderNews | OrderSeen)]
    last = [n for n in told if n.order_id == "TT2"][-1]
    assert isinstance(last, OrderSeen)
    assert last.where is Where.EXCHANGE


async def test_exits_without_ids_of_ours_name_their_entry(login: TradovateLogin) -> None:
    exchange = login.scene.exchange
    entry = Ticket(101, "ESH2024", Side.BUY, 1, OrderType.LIMIT, D(4790))
    exchange.place(entry, [Ticket(101, "ESH2024", Side.SELL, 1, OrderType.LIMIT, D(4793))])
    await login.pass_time(0)
    entered, target = exchange.orders.values()
    (seen,) = (n for n in of_orders(login)[-1:] if isinstance(n, OrderSeen))
    assert (seen.broker_order_id, seen.order_id) == (str(target.order_id), "")
    assert seen.entry_id == str(entered.order_id)


async def test_packages_are_refused(login: TradovateLogin) -> None:
    with pytest.raises(OrderRefused):
        await login.session.broker.submit_package([resting()])


async def test_what_is_not_known_there_can_be_neither_changed_nor_cancelled(
    login: TradovateLogin,
) -> None:
    broker = login.session.broker
    for unnamed in (resting(), resting(broker_order_id="text")):
        with pytest.raises(NotSent):
            await broker.cancel(unnamed)
        with pytest.raises(NotSent):
            await broker.replace(unnamed, Terms(D(1), D(4791)))


async def test_a_change_is_told_with_its_new_terms(login: TradovateLogin) -> None:
    there = await placed(login)
    login.said.clear()
    await login.session.broker.replace(there, Terms(D(3), D("4791.25")))
    seen = of_orders(login)[-1]
    assert isinstance(seen, OrderSeen)
    assert (seen.quantity, seen.limit_price, seen.status) == (D(3), D("4791.25"), S.ACCEPTED)


async def test_what_comes_too_late_is_told_as_news(login: TradovateLogin) -> None:
    there = await placed(login)
    login.scene.exchange.cancel(int(there.broker_order_id))
    login.said.clear()
    await login.session.broker.cancel(there)
    await login.session.broker.replace(there, Terms(D(3), D(4791)))
    events = [n.event for n in login.said if isinstance(n, OrderNews)]
    assert set(events) == {CancelRefused(), ReplaceRefused()}


async def test_a_change_that_is_refused_is_refused_with_the_broker_s_words(
    login: TradovateLogin,
) -> None:
    there = await placed(login)
    with pytest.raises(OrderRefused, match="InvalidPrice"):
        await login.session.broker.replace(there, Terms(D(1), D("4791.10")))


@pytest.mark.parametrize(
    "wanted",
    [order(reduces=True), order(intent=Intent.CLOSE), order(link="SL", parent_id="TT0")],
    ids=["reduces", "close", "bracket"],
)
def test_a_way_out_goes_before_everything_else(wanted: Order) -> None:
    assert priority_of(wanted) is Priority.CANCEL
    assert priority_of(order()) is Priority.ORDER


# Questions.


async def test_without_a_stream_the_answers_are_the_same(login: TradovateLogin) -> None:
    broker = login.session.broker
    await placed(login)
    await broker.submit(order(order_id="TT2"))
    before = [await broker.orders("paper", 0), await broker.fills("paper", 0)]
    held = await broker.positions("paper")
    without_stream(login)
    await login.pass_time(1)
    assert [await broker.orders("paper", 0), await broker.fills("paper", 0)] == before
    assert await broker.positions("paper") == held
    assert [(p.symbol, p.quantity) for p in held.items] == [("ESH2024", D(1))]


async def test_terms_that_changed_while_nobody_listened_are_asked_for(
    login: TradovateLogin,
) -> None:
    there = await placed(login)
    without_stream(login)
    await login.pass_time(1)
    login.scene.exchange.change(int(there.broker_order_id), quantity=5)
    (seen,) = (await login.session.broker.orders("paper", 0)).items
    assert seen.quantity == 5


async def test_orders_of_another_program_bear_no_id_of_ours(login: TradovateLogin) -> None:
    ticket = Ticket(101, "ESH2024", Side.BUY, 1, OrderType.LIMIT, D(4780))
    login.scene.exchange.place(ticket)
    (seen,) = (await login.session.broker.orders("paper", 0)).items
    assert seen.order_id == ""
    assert seen in login.said


async def test_an_order_whose_maker_is_not_told_yet_is_not_concluded_upon(
    login: TradovateLogin,
) -> None:
    dialect = login.scene.venue.dialect
    assert isinstance(dialect, TradovateDialect)
    house, broker = dialect.house, login.session.broker
    nobodys = {"accountId": 101, "timestamp": "2024-03-11T12:00:00.000Z", "action": "Buy"}
    contract = house.listing.contract_id("ESH2024")
    number = house.entities.save(
        "order", {**nobodys, "contractId": contract, "ordStatus": "Working"}, 101
    )["id"]
    terms = {"orderId": number, "orderQty": 1, "orderType": "Market"}
    house.entities.save("orderVersion", terms, 101)
    first = await broker.orders("paper", 0)
    assert (list(first.items), first.complete) == ([], False)
    await login.pass_time(broker.capabilities.visible_after_s)
    (seen,) = (await broker.orders("paper", 0)).items
    assert seen.order_id == ""


async def test_what_cannot_be_read_makes_a_list_incomplete(login: TradovateLogin) -> None:
    await placed(login)
    strike(login, fault="F41", at={"request": "*/order/list"}, set={"action": "Hold"})
    login.said.clear()
    listing = await login.session.broker.orders("paper", 0)
    assert (list(listing.items), listing.complete) == ([], False)
    assert isinstance(login.said[-1], UnreadableNews)


async def test_a_list_of_nonsense_makes_nothing_of_it(login: TradovateLogin) -> None:
    await placed(login)
    strike(login, fault="F41", at={"request": "*/order/list"}, set={"timestamp": 5})
    listing = await login.session.broker.orders("paper", 0)
    assert (list(listing.items), listing.complete) == ([], False)


@pytest.mark.parametrize("status", [403, 500, 503])
async def test_a_question_that_is_not_answered_is_no_answer(
    login: TradovateLogin, status: int
) -> None:
    strike(login, fault="F10", at={"request": "*/list", "times": 3}, status=status)
    broker = login.session.broker
    for ask in (broker.orders("paper", 0), broker.fills("paper", 0), broker.positions("paper")):
        with pytest.raises(BrokerUnavailable):
            await ask


async def test_an_execution_that_was_taken_back_meanwhile_is_told_again(
    login: TradovateLogin,
) -> None:
    broker = login.session.broker
    await broker.submit(order())
    (fill,) = (await broker.fills("paper", 0)).items
    without_stream(login)
    await login.pass_time(1)
    login.scene.exchange.revise(int(fill.fill_id), None)
    login.said.clear()
    assert list((await broker.fills("paper", 0)).items) == []
    revised = FillRevised("paper", fill.fill_id, D(0), fill.price)
    assert login.said == [revised]


async def test_nothing_is_restored(login: TradovateLogin) -> None:
    assert login.session.broker.restore([resting()]) == ()
