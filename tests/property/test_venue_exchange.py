"""Whatever is done to a practice venue's exchange, its books agree with each other."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT, FEE, VenueScene, venue_scene
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.venues.memory import recall, remember
from traderterminal.venues.orders import OPEN, Executed, Refused, State, Ticket

D = Decimal
TICK = ES.tick_size

sides = st.sampled_from(Side)
offsets = st.integers(-12, 12)
placing = st.tuples(
    st.just("place"),
    st.sampled_from([ACCOUNT, ACCOUNT + 1]),
    sides,
    st.integers(1, 15),
    st.sampled_from([OrderType.MARKET, OrderType.LIMIT, OrderType.STOP, OrderType.STOP_LIMIT]),
    offsets,
    st.sampled_from([TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK]),
    st.booleans(),
)
deeds = st.one_of(
    placing,
    st.tuples(st.just("quote"), st.integers(-16, 16), st.integers(1, 8)),
    st.tuples(st.just("cancel"), st.integers(0, 30)),
    st.tuples(st.just("change"), st.integers(0, 30), st.integers(1, 20), offsets),
    st.tuples(st.just("execute"), st.integers(0, 30), st.integers(1, 3)),
    st.tuples(st.just("revise"), st.integers(0, 30), st.booleans()),
)


def do(scene: VenueScene, deed: tuple[Any, ...]) -> None:
    """Do something to the exchange, sensible or not."""
    exchange = scene.exchange
    orders, executions = list(exchange.orders), exchange.executions()
    match deed:
        case ("place", account, side, quantity, order_type, offset, life, bracket):
            price = D("4800.00") + offset * TICK
            limited = order_type in (OrderType.LIMIT, OrderType.STOP_LIMIT)
            stopped = order_type in (OrderType.STOP, OrderType.STOP_LIMIT)
            ticket = Ticket(
                account=account,
                symbol=ES.symbol,
                side=side,
                quantity=quantity,
                order_type=order_type,
                limit_price=price if limited else None,
                stop_price=price if stopped else None,
                time_in_force=life,
            )
            way = side.sign
            exits = [
                Ticket(account, ES.symbol, side.opposite, quantity, kind, offset_ticks=ticks * way)
                for kind, ticks in ((OrderType.LIMIT, 5), (OrderType.STOP, -5))
            ]
            exchange.place(ticket, exits if bracket else ())
        case ("quote", offset, size):
            bid = D("4800.00") + offset * TICK
            scene.quote(str(bid), str(bid + TICK), size)
        case ("cancel", index) if orders:
            exchange.cancel(orders[index % len(orders)])
        case ("change", index, quantity, offset) if orders:
            order = exchange.orders[orders[index % len(orders)]]
            price = D("4800.00") + offset * TICK
            limit = None if order.limit_price is None else price
            exchange.change(order.order_id, quantity=quantity, limit_price=limit)
        case ("execute", index, quantity) if orders:
            exchange.execute(orders[index % len(orders)], quantity)
        case ("revise", index, busts) if executions:
            own = executions[index % len(executions)].execution_id
            exchange.revise(own, None if busts else D("4800.25"))


def check(scene: VenueScene, *, forced: bool) -> None:
    """Hold orders, executions, positions, cash and news against each other."""
    exchange = scene.exchange
    executions = exchange.executions()
    told = [news.execution.execution_id for news in scene.news if isinstance(news, Executed)]
    assert told == [one.execution_id for one in executions]
    for order in exchange.orders.values():
        own = [one for one in executions if one.order_id == order.order_id]
        assert order.filled == sum(one.quantity for one in own)
        assert (order.state is State.FILLED) <= (order.filled >= order.quantity)
        assert forced or order.filled <= order.ticket.quantity
        assert order.state not in OPEN or order.left > 0
        if order.children and not forced:
            assert sum(exchange.orders[c].filled for c in order.children) <= order.filled
    for account in exchange.accounts:
        alive = [one for one in executions if one.account == account and not one.voided]
        held = sum(int(h.position.quantity) for h in exchange.holdings(account))
        assert held == sum(one.quantity * one.side.sign for one in alive)
        fees = sum((FEE * one.quantity for one in alive), D(0))
        flow = sum((one.quantity * one.side.sign * one.price for one in alive), D(0))
        cost = sum((h.position.cost for h in exchange.holdings(account)), D(0))
        won = (cost - flow) * ES.point_value
        opened = exchange.accounts[account].opening_cash
        assert abs(exchange.cash(account) - (opened + won - fees)) < D("1e-6")


def shown(scene: VenueScene) -> object:
    """Everything that a client could ask for, but for when it was booked."""
    exchange = scene.exchange
    orders = [
        (o.order_id, o.state, o.quantity, o.filled, o.value) for o in exchange.orders.values()
    ]
    positions = [(h.account, h.position) for h in exchange.holdings()]
    return orders, exchange.executions(), positions


@given(st.lists(deeds, max_size=25))
def test_the_books_agree_after_anything(done: list[tuple[Any, ...]]) -> None:
    scene, lines = venue_scene(), list[str]()
    remember(scene.exchange, lines.append)
    forced = False
    for deed in done:
        forced = forced or deed[0] in ("execute", "change")
        with suppress(Refused):
            do(scene, deed)
        check(scene, forced=forced)
    again = venue_scene()
    recall(again.exchange, lines)
    assert shown(again) == shown(scene)
