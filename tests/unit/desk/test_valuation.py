"""Accounts and positions are worth what the prices of the moment say."""

from decimal import Decimal

from tests.support.paper_desk import FEE, PaperDesk, wish
from traderterminal.domain.orders import OrderType

D = Decimal


async def test_equity_counts_the_open_result_with_the_point_value(paper: PaperDesk) -> None:
    await paper.desk.place(wish("buy", 2))
    paper.move("4810.25", "4810.25")
    paper.market.quotes["ESH2024"] = paper.market.quotes["ESH2024"]
    assert paper.desk.unrealized("paper", "ESH2024") == 2 * 10 * 50
    assert paper.desk.equity("paper") == 100_000 - 2 * FEE + 1000


async def test_stock_ties_up_its_full_price(paper: PaperDesk) -> None:
    paper.market.quotes["AAPL"] = paper.market.quotes["ESH2024"]
    await paper.desk.place(wish("buy", 10, symbol="AAPL"))
    before = paper.desk.buying_power("paper")
    assert before == 100_000 - 10 * D("4800.25") - 10 * FEE
    limit = wish("buy", 5, symbol="AAPL", order_type=OrderType.LIMIT, limit_price=D("4790"))
    await paper.desk.place(limit)
    assert paper.desk.buying_power("paper") == before - 5 * D("4790")


async def test_what_is_flat_has_no_open_result_whatever_the_price(paper: PaperDesk) -> None:
    assert paper.desk.unrealized("paper", "ESH2024") == 0
    await paper.desk.place(wish("buy", 1))
    await paper.desk.place(wish("sell", 1))
    paper.market.quotes.clear()
    assert paper.desk.unrealized("paper", "ESH2024") == 0
    assert paper.desk.equity("paper") is not None
    await paper.tracker.booked()


async def test_a_position_without_a_price_leaves_result_and_equity_open(paper: PaperDesk) -> None:
    await paper.desk.place(wish("buy", 1))
    paper.market.quotes.clear()
    assert paper.desk.unrealized("paper", "ESH2024") is None
    assert paper.desk.equity("paper") is None
    assert paper.desk.buying_power("paper") == 100_000 - FEE  # it counts at its cost
