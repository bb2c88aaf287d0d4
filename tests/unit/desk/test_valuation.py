"""Accounts and positions are worth what the prices of the moment say."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from tests.support.builders import INSTRUMENTS, fill, quote
from tests.support.paper_desk import FEE, PaperDesk, paper_desk, resting, wish
from tests.support.shipped import shipped_symbols
from tests.support.silent_broker import SilentBroker
from traderterminal.desk.ports import Terms
from traderterminal.domain.errors import OrderRefused, OutcomeUnknown
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderStatus, OrderType
from traderterminal.risk.margins import Margin

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


async def test_a_change_of_an_order_of_stock_is_not_asked_for_twice_the_money(
    paper: PaperDesk,
) -> None:
    paper.market.quotes["AAPL"] = paper.market.quotes["ESH2024"]
    terms = {"order_type": OrderType.LIMIT, "limit_price": D("4790")}
    order = await paper.desk.place(wish("buy", 11, symbol="AAPL", **terms))
    changed = await paper.desk.replace(order.order_id, Terms(D(20), D("4790")))
    assert changed.quantity == 20
    with pytest.raises(OrderRefused, match="buying power"):
        await paper.desk.replace(order.order_id, Terms(D(21), D("4790")))


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


def by_margin(account: str, instrument: Instrument, equity: Decimal) -> Margin:
    """500 a future; half of the value of the rest, a quarter for accounts worth 25,000 or more."""
    if instrument.asset_class is AssetClass.FUTURE:
        return Margin(per_contract=D(500))
    return Margin(of_value=D("0.25") if equity >= 25_000 else D("0.5"))


@pytest.fixture
async def margined() -> AsyncIterator[PaperDesk]:
    made = paper_desk(margin=by_margin)
    await made.open()
    yield made
    assert made.failures == []
    await made.tasks.aclose()


async def test_positions_and_orders_of_a_future_tie_up_their_largest_side(
    margined: PaperDesk,
) -> None:
    desk = margined.desk
    await desk.place(wish("buy", 2))
    assert desk.margin_used("paper") == 1000
    await desk.place(resting("buy", 3))
    assert desk.margin_used("paper") == 2500
    await desk.place(resting("sell", 7))  # two close what is held, five are as many as could be
    assert desk.margin_used("paper") == 2500
    await desk.place(resting("sell", 1))
    assert desk.margin_used("paper") == 3000
    assert desk.buying_power("paper") == 100_000 - 2 * FEE - 3000


async def test_what_needs_more_margin_than_is_left_is_refused_with_both_figures(
    margined: PaperDesk,
) -> None:
    await margined.desk.place(resting("buy", 100))
    await margined.desk.place(resting("buy", 99))
    refused = await margined.desk.place(resting("buy", 2))
    assert refused.reason is not None
    assert refused.reason.code == "insufficient_buying_power"
    verdict = next(one for one in refused.verdict if one.outcome == "refuse")
    assert (verdict.measured, verdict.limit) == ("1000.00", "500.00")
    assert (await margined.desk.place(resting("buy", 1))).is_live
    assert margined.desk.buying_power("paper") == 0


async def test_an_order_of_unknown_outcome_ties_up_its_margin() -> None:
    lost = OutcomeUnknown(Message("outcome_unknown"))
    made = paper_desk(margin=by_margin, broker=SilentBroker(lost))
    await made.open()
    await made.desk.place(wish("buy", 4))
    assert [order.status for order in made.desk.orders.values()] == [OrderStatus.UNKNOWN]
    assert made.desk.margin_used("paper") == 2000
    await made.tasks.aclose()


async def test_an_order_that_is_changed_is_not_counted_twice(margined: PaperDesk) -> None:
    order = await margined.desk.place(resting("buy", 80))
    await margined.desk.place(resting("buy", 100))
    changed = await margined.desk.replace(order.order_id, Terms(D(100), order.limit_price))
    assert changed.quantity == 100
    assert margined.desk.buying_power("paper") == 0


async def test_an_exit_leaves_however_little_is_left(margined: PaperDesk) -> None:
    await margined.desk.place(wish("buy", 10))
    margined.move("4500.00", "4500.25")  # a loss of 10 × 300 × 50 eats up the account
    assert margined.desk.buying_power("paper") < 0
    assert (await margined.desk.place(wish("buy", 1))).status is OrderStatus.DENIED
    await margined.desk.place(wish(None, None, intent="close"))
    assert margined.desk.positions["paper", "ESH2024"].is_flat


async def test_stock_ties_up_its_share_and_a_short_one_too(margined: PaperDesk) -> None:
    margined.market.quotes["AAPL"] = quote("100.00", "100.01", "100.00")
    await margined.desk.place(wish("sell", 10, symbol="AAPL"))
    assert margined.desk.margin_used("paper") == 250
    assert margined.desk.buying_power("paper") == 100_000 - 10 * FEE - 250
    limit = wish("sell", 10, symbol="AAPL", order_type=OrderType.LIMIT, limit_price=D(110))
    await margined.desk.place(limit)
    assert margined.desk.margin_used("paper") == 250 + 275


async def test_an_account_worth_less_than_the_minimum_ties_up_half() -> None:
    made = paper_desk(margin=by_margin)
    await made.open(cash=24_000)
    made.market.quotes["AAPL"] = quote("100.00", "100.01", "100.00")
    await made.desk.place(wish("buy", 10, symbol="AAPL"))
    assert made.desk.margin_used("paper") == 500
    await made.tasks.aclose()


FIVE_WIDE = ("AAPL  240315C00100000", "AAPL  240315C00105000")


@pytest.mark.parametrize(
    ("held", "tied_up"),
    [
        ({FIVE_WIDE[0]: 1, FIVE_WIDE[1]: -1}, 200),  # bought at 6 and sold at 4: no more is lost
        ({FIVE_WIDE[0]: -1, FIVE_WIDE[1]: 1}, 300),  # five points wide, less two that came in
        ({FIVE_WIDE[0]: 2}, 1200),
        ({FIVE_WIDE[1]: -1}, 400 + 2000),  # nothing limits what it can lose
        ({FIVE_WIDE[0]: 1, FIVE_WIDE[1]: -2}, 600 + 800 + 4000),
    ],
)
async def test_options_on_one_underlying_tie_up_what_they_can_lose_together(
    monkeypatch: pytest.MonkeyPatch, held: dict[str, int], tied_up: int
) -> None:
    def margin(account: str, instrument: Instrument, equity: Decimal) -> Margin:
        return Margin(of_value=D(1), written=D(2000))

    made = paper_desk(margin=margin)
    await made.open()
    for symbol, price in zip(FIVE_WIDE, ("6.00", "4.00"), strict=True):
        monkeypatch.setitem(INSTRUMENTS, symbol, shipped_symbols().instrument(symbol))
        made.market.quotes[symbol] = quote(price, price, price)
    for symbol, signed in held.items():
        side = Side.BUY if signed > 0 else Side.SELL
        bought = fill(symbol, side, str(abs(signed)), "5", symbol=symbol, point_value=D(100))
        made.tracker.adopt_fill(bought)
    assert made.desk.margin_used("paper") == tied_up
    await made.tracker.booked()
    await made.tasks.aclose()
