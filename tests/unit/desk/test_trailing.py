"""Stops follow the market, towards it only."""

from decimal import Decimal

from tests.support.builders import AAPL, ES, order
from tests.support.paper_desk import wish
from tests.support.venue import venue_desk
from traderterminal.desk.trailing import followed, trailed
from traderterminal.domain.exits import BreakEven, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderType

D = Decimal


def stop(price: str, side: Side = Side.SELL, trail: Trail | None = None) -> Order:
    return order(side=side, order_type=OrderType.STOP, stop_price=D(price), trail=trail)


def test_a_trail_stands_behind_the_market_on_the_grid() -> None:
    assert trailed(Trail(price=D("2.10")), Side.SELL, D(4800), ES) == D("4798.00")
    assert trailed(Trail(price=D("2.10")), Side.BUY, D(4800), ES) == D("4802.00")
    assert trailed(Trail(percent=D("0.001")), Side.SELL, D(4800), ES) == D("4799.75")


def test_a_trail_longer_than_the_price_of_a_stock_stands_at_its_lowest() -> None:
    assert trailed(Trail(ticks=300), Side.SELL, D("2.00"), AAPL) == D("0.01")
    assert trailed(Trail(ticks=20), Side.SELL, D("2.00"), ES) == D("-3.00")


def test_a_stop_moves_in_favour_only_and_once_activated() -> None:
    trail = Trail(ticks=8, activation=D(4805))
    assert followed(stop("4790", trail=trail), D(4804), ES) is None
    assert followed(stop("4790", trail=trail), D(4805), ES) == D(4803)
    assert followed(stop("4804", trail=trail), D(4805), ES) is None
    short = stop("4810", Side.BUY, Trail(ticks=8))
    assert followed(short, D(4805), ES) == D(4807)
    assert followed(short, D(4809), ES) is None


def test_break_even_goes_beyond_the_entry_by_its_offset() -> None:
    even = BreakEven(after=8, offset=2)
    assert followed(stop("4790"), D("4801.75"), ES, D(4800), even) is None
    assert followed(stop("4790"), D("4802.00"), ES, D(4800), even) == D("4800.50")


async def test_a_trailing_stop_order_rests_as_a_stop_that_the_desk_moves() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 1))
    chosen = wish("sell", 1, order_type=OrderType.TRAILING_STOP, trail=Trail(ticks=8))
    placed = await made.desk.place(chosen)
    assert placed.shown_type is OrderType.TRAILING_STOP
    assert placed.stop_price == D("4798.00")
    made.venue.quote("4805.00", "4805.25")
    await made.pass_time(0.1)
    made.venue.quote("4804.00", "4804.25")
    await made.pass_time(0.1)
    (seen,) = made.venue.open_orders("paper")
    assert seen.stop_price == D("4803.00")
    await made.close()


async def test_a_desk_that_starts_again_moves_on_what_follows() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 1))
    trail = Trail(ticks=8)
    await made.desk.place(wish("sell", 1, order_type=OrderType.TRAILING_STOP, trail=trail))
    ledger = made.paper.ledger
    await made.close()
    again = await venue_desk(ledger=ledger, venue=made.venue)
    again.venue.quote("4805.00", "4805.25")
    await again.pass_time(0.1)
    (seen,) = again.venue.open_orders("paper")
    assert seen.stop_price == D("4803.00")
    await again.close()
