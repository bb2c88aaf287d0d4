"""What a venue remembers when it is killed."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT, NOON_NS, VenueScene, venue_scene
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType
from traderterminal.venues.memory import recall, remember
from traderterminal.venues.orders import Executed, OrderChanged, State, Ticket

D = Decimal
BUY = Ticket(ACCOUNT, ES.symbol, Side.BUY, 2, tag="T1")
REST = Ticket(ACCOUNT, ES.symbol, Side.BUY, 1, OrderType.LIMIT, limit_price=D("4790"))
EXITS = (
    Ticket(ACCOUNT, ES.symbol, Side.SELL, 2, OrderType.LIMIT, offset_ticks=20),
    Ticket(ACCOUNT, ES.symbol, Side.SELL, 2, OrderType.STOP, offset_ticks=-400),
)


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[VenueScene]:
    made = venue_scene()
    yield made
    await made.close()


def books(scene: VenueScene) -> object:
    """Everything that a client could ask for."""
    exchange = scene.exchange
    orders = [
        (o.order_id, o.ticket, o.state, o.quantity, o.filled, o.value, o.limit_price, o.stop_price)
        for o in exchange.orders.values()
    ]
    holdings = [(h.holding_id, h.position, h.opened_ns) for h in exchange.holdings()]
    cash = [exchange.cash(number) for number in exchange.accounts]
    return orders, exchange.executions(), holdings, cash, exchange.accounts[ACCOUNT].locked


def busy(scene: VenueScene) -> list[str]:
    """Let much happen at a venue; return what was written of it."""
    lines: list[str] = []
    remember(scene.exchange, lines.append)
    scene.exchange.place(BUY, EXITS)
    scene.exchange.cancel(scene.exchange.place(REST).order_id)
    scene.exchange.place(REST)
    scene.exchange.place(Ticket(ACCOUNT + 1, ES.symbol, Side.SELL, 3))
    scene.exchange.place(Ticket(ACCOUNT + 1, ES.symbol, Side.BUY, 3))
    scene.exchange.revise(scene.exchange.executions()[1].execution_id, D("4799.00"))
    scene.exchange.revise(scene.exchange.executions()[2].execution_id, None)
    scene.exchange.lock(ACCOUNT, locked=True)
    return lines


async def test_another_venue_goes_on_with_the_same_books(scene: VenueScene) -> None:
    lines = busy(scene)
    other = venue_scene()
    assert recall(other.exchange, lines) == len(lines)
    assert books(other) == books(scene)
    assert other.exchange.next_id() > max(scene.exchange.orders)
    told = [type(news) for news in other.news if isinstance(news, OrderChanged | Executed)]
    assert told == [type(news) for news in scene.news if isinstance(news, OrderChanged | Executed)]


async def test_what_works_goes_on_working_and_what_was_traded_on_is_not_again(
    scene: VenueScene,
) -> None:
    lines = busy(scene)
    other = venue_scene()
    recall(other.exchange, lines)
    working = [o for o in other.exchange.orders.values() if o.state is State.WORKING]
    target, resting = (next(o for o in working if o.ticket == t) for t in (EXITS[0], REST))
    other.quote("4789.75", "4790.00")  # of the time that it has lived through already
    assert not resting.filled
    other.clock.advance_to(NOON_NS + 1)
    other.quote("4789.75", "4790.00")
    assert resting.state is State.FILLED
    other.clock.advance_to(NOON_NS + 2)
    for _ in range(2):  # a quote so far away is believed when a second one agrees
        other.quote("4806.00", "4806.25")
    assert target.state is State.FILLED


async def test_a_line_that_was_cut_off_is_left_and_a_wrong_one_is_said(scene: VenueScene) -> None:
    lines = busy(scene)
    assert recall(venue_scene().exchange, [*lines, lines[0][:40]]) == len(lines)
    with pytest.raises(ValueError, match="line 1 is no news"):
        recall(venue_scene().exchange, [lines[0][:40], *lines])
    with pytest.raises(ValueError, match="line 1: 'XXH2024' is not here"):
        recall(venue_scene().exchange, [lines[1].replace("ESH2024", "XXH2024"), *lines])
