"""What a wish comes to, and what it would come to."""

from collections import deque
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.paper_desk import FEE, PaperDesk, held, open_paper_desk, paper_desk, wish
from tests.support.venue import Script, venue_desk
from traderterminal.desk.ports import Terms
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.errors import BadData
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderStatus, OrderType
from traderterminal.risk.limits import PAPER
from traderterminal.risk.margins import Margin, outright

D = Decimal


@pytest.mark.parametrize(
    ("start", "intent", "quantity", "side", "traded"),
    [
        (2, "close", None, Side.SELL, 2),
        (-3, "close", None, Side.BUY, 3),
        (2, "reverse", None, Side.SELL, 2),
        (1, "target", -2, Side.SELL, 3),
        (-1, "target", 1, Side.BUY, 2),
        (1, "target", 3, Side.BUY, 2),
    ],
)
async def test_an_intent_becomes_one_netted_order(
    paper: PaperDesk, start: int, intent: str, quantity: int | None, side: Side, traded: int
) -> None:
    await paper.desk.place(wish("buy" if start > 0 else "sell", abs(start)))
    wanted = None if quantity is None else D(quantity)
    order = await paper.desk.place(wish(intent=intent, side=None, quantity=wanted))
    assert (order.side, order.quantity) == (side, D(traded))
    assert order.status is OrderStatus.FILLED


@pytest.mark.parametrize(
    ("start", "intent", "quantity", "code"),
    [
        (0, "close", None, "already_flat"),
        (0, "reverse", None, "already_flat"),
        (2, "target", 2, "already_there"),
    ],
)
async def test_an_intent_with_nothing_to_trade_says_so(
    paper: PaperDesk, start: int, intent: str, quantity: int | None, code: str
) -> None:
    if start:
        await paper.desk.place(wish("buy", start))
    wanted = None if quantity is None else D(quantity)
    order = await paper.desk.place(wish(intent=intent, side=None, quantity=wanted))
    assert order.status is OrderStatus.DENIED
    assert order.reason is not None
    assert order.reason.code == code


@pytest.mark.parametrize("lost", ["F3", "F4"])
async def test_a_larger_quantity_counts_while_its_change_is_on_the_way(lost: str) -> None:
    limits = replace(PAPER, max_position=dict.fromkeys(AssetClass, D(5)))
    made = await venue_desk(Script(replaces=deque([lost])), limits=limits)
    terms = {"order_type": OrderType.LIMIT, "limit_price": D("4790")}
    resting = await made.desk.place(wish("buy", 1, **terms))
    await made.desk.replace(resting.order_id, Terms(D(4), D("4790")))
    assert made.order(resting.order_id).status is OrderStatus.PENDING_REPLACE
    denied = await made.desk.place(wish("buy", 2, **terms))
    assert denied.reason is not None
    assert denied.reason.code == "max_position"
    await made.pass_time(40)  # it is looked up, and found changed or not
    assert made.order(resting.order_id).quantity == (4 if lost == "F4" else 1)
    again = await made.desk.place(wish("buy", 2, **terms))
    assert again.status is (OrderStatus.DENIED if lost == "F4" else OrderStatus.ACCEPTED)
    await made.close()


async def test_a_protective_stop_does_not_count_against_a_target(paper: PaperDesk) -> None:
    await paper.desk.place(wish("buy", 1))
    stop = wish("sell", 1, order_type=OrderType.STOP, stop_price=D("4790"))
    assert (await paper.desk.place(stop)).reduces
    again = await paper.desk.place(wish(intent="target", side=None, quantity=D(1)))
    assert again.reason is not None
    assert again.reason.code == "already_there"


async def test_a_preview_says_what_would_happen_and_does_nothing(paper: PaperDesk) -> None:
    preview = paper.desk.preview(wish("sell", 3))
    assert (preview.position_after, preview.fees, preview.reason) == (D(-3), 3 * FEE, None)
    assert paper.desk.preview(wish("buy", 500)).reason is not None
    assert paper.desk.orders == {}


async def test_a_preview_of_a_close_looks_past_the_orders_that_it_would_cancel(
    paper: PaperDesk,
) -> None:
    await paper.desk.place(wish("buy", 2))
    await paper.desk.place(wish("sell", 2, order_type=OrderType.STOP, stop_price=D("4790")))
    await paper.desk.set_state("paper", TradingState.HALTED)
    preview = paper.desk.preview(wish(None, None, intent="close"))
    assert (preview.side, preview.quantity, preview.position_after) == (Side.SELL, D(2), D(0))
    assert preview.reason is None
    assert len(paper.tracker.live_orders()) == 1  # nothing was cancelled


async def test_a_preview_without_a_price_cannot_say_the_fee(paper: PaperDesk) -> None:
    paper.market.quotes.clear()
    preview = paper.desk.preview(wish("buy", 2))
    assert (preview.fees, preview.money_needed) == (D(0), D(0))
    assert preview.reason is not None
    assert preview.reason.code == "stale_quote"
    flat = paper.desk.preview(wish(None, None, intent="close"))
    assert flat.reason is not None
    assert flat.reason.code == "already_flat"


async def test_a_close_by_root_leaves_other_accounts_and_roots_alone(paper: PaperDesk) -> None:
    await paper.open(account="other")
    paper.market.quotes["ESM2024"] = paper.market.quotes["ESH2024"]
    paper.market.quotes["AAPL"] = paper.market.quotes["ESH2024"]
    await paper.desk.place(wish("buy", 1, symbol="ESM2024", account="other"))
    await paper.desk.place(wish("buy", 1, symbol="AAPL"))
    order = await paper.desk.place(wish(None, None, symbol="ES1!", intent="close"))
    assert (order.symbol, order.status) == ("ESH2024", OrderStatus.DENIED)
    assert held(paper, "AAPL") == 1
    assert paper.desk.positions[("other", "ESM2024")].quantity == 1


async def test_where_orders_are_known_by_their_terms_one_entry_a_side_is_on_its_way() -> None:
    made = await venue_desk(Script(submits=deque(["", "F6", ""])), carried=False)
    await made.desk.place(wish("buy", 3))
    await made.begin(wish("buy", 1))
    second = await made.desk.place(wish("buy", 2))
    assert second.status is OrderStatus.DENIED
    assert second.reason is not None
    assert second.reason.code == "order_unknown_pending"
    assert (await made.desk.place(wish("sell", 3))).status is OrderStatus.FILLED
    await made.pass_time(60)
    assert (await made.desk.place(wish("buy", 2))).status is OrderStatus.FILLED
    assert made.held() == made.venue.position("paper") == 3
    await made.close()


async def test_where_our_id_is_carried_entries_do_not_wait_for_each_other() -> None:
    made = await venue_desk(Script(submits=deque(["F6"])))
    await made.begin(wish("buy", 1))
    assert (await made.desk.place(wish("buy", 2))).status is OrderStatus.FILLED
    await made.close()


async def test_an_exit_leaves_where_no_margin_can_be_told() -> None:
    told = [True]

    def margin(account: str, instrument: Instrument, equity: Decimal) -> Margin:
        if not told:
            raise BadData("no margin is listed")
        return outright(instrument)

    async with open_paper_desk(margin=margin) as paper:
        await paper.desk.place(wish("buy", 2))
        told.clear()
        with pytest.raises(BadData):
            await paper.desk.place(wish("buy", 1))
        assert (await paper.desk.place(wish("sell", 1))).status is OrderStatus.FILLED
        assert (await paper.desk.place(wish(None, None, intent="close"))).status is (
            OrderStatus.FILLED
        )
        assert held(paper) == 0


async def test_what_a_strategy_wants_right_after_a_standstill_does_not_leave() -> None:
    stalled = True
    made = paper_desk(stalled=lambda: stalled)
    await made.open()
    denied = await made.desk.place(wish("buy", strategy="orb"))
    assert denied.reason is not None
    assert denied.reason.code == "program_stalled"
    assert (await made.desk.place(wish("buy"))).status is OrderStatus.FILLED
    leave = await made.desk.place(wish(None, None, intent="close", strategy="orb"))
    assert leave.status is OrderStatus.FILLED
    stalled = False
    assert (await made.desk.place(wish("buy", strategy="orb"))).status is OrderStatus.FILLED
    await made.drained()


async def test_a_strategy_opens_nothing_in_a_month_that_is_no_front_any_more() -> None:
    made = paper_desk(limits=replace(PAPER, enforce_roll_window=True), rolled=date(2024, 3, 11))
    await made.open()
    denied = await made.desk.place(wish("buy", strategy="orb"))
    assert denied.reason is not None
    assert denied.reason.code == "roll_window"
    assert (await made.desk.place(wish("buy"))).status is OrderStatus.FILLED
    await made.drained()


@pytest.mark.parametrize("held", [1, -2])
async def test_news_hold_up_what_opens_and_never_what_closes(held: int) -> None:
    news: list[Message] = []
    made = paper_desk(blackout=lambda instrument, at_ns: news[0] if news else None)
    await made.open()
    await made.desk.place(wish("buy" if held > 0 else "sell", abs(held)))
    opening, closing = ("buy", "sell") if held > 0 else ("sell", "buy")
    # when news are near
    news.append(Message("news_blackout", {"symbol": "ESH2024", "event": "CPI"}))
    # then nothing that adds exposure leaves, whoever asks: more, the other side, or a reversal
    for side, quantity, intent in (
        (opening, 1, "delta"),
        (closing, abs(held) + 1, "delta"),
        (None, -held, "target"),
        (None, 2 * held, "target"),
    ):
        denied = await made.desk.place(wish(side, quantity, intent=intent))
        assert denied.reason is not None, (side, quantity, intent)
        assert denied.reason.code == "news_blackout"
    # and every way out is open: a part of it, a stop, and all of it
    stop = await made.desk.place(
        wish(
            closing,
            abs(held),
            order_type=OrderType.STOP,
            stop_price=D("4700.00" if held > 0 else "4900.00"),
        )
    )
    assert stop.status is OrderStatus.ACCEPTED
    await made.desk.flatten("paper", "ESH2024")
    await made.drained()
    assert all(position.is_flat for position in made.desk.positions.values())
