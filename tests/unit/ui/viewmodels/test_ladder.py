"""The ladder on a paper desk: what it shows at each price, and what of its clicks is sent."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest
import pytest_asyncio

from tests.support.builders import AAPL, ES, quote
from tests.support.ladder_bench import Bench, ticks
from tests.support.paper_desk import wish
from traderterminal.desk.arming import Level
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message, english
from traderterminal.domain.orders import OrderStatus, OrderType, TimeInForce
from traderterminal.market.ports import FeedState
from traderterminal.market.ticks import Aggressor
from traderterminal.risk.limits import PAPER
from traderterminal.ui.viewmodels.ladder_clicks import Forced
from traderterminal.ui.viewmodels.ladder_rows import LadderRow
from traderterminal.ui.viewmodels.sending import PASSED, Question
from traderterminal.ui.viewmodels.ticket_exits import TypedExits

D = Decimal
BUY, SELL = Side.BUY, Side.SELL


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    await made.open()
    yield made
    await made.close()


def row(bench: Bench, price: str) -> LadderRow:
    (found,) = [each for each in bench.ladder.rows() if each.ticks == ticks(price)]
    return found


# What is shown.


def test_it_shows_the_symbol_of_the_ticket_which_sends_its_orders(bench: Bench) -> None:
    bench.ticket.show(AAPL)
    assert bench.ladder.instrument == AAPL


def test_rows_go_down_tick_by_tick_around_the_market(bench: Bench) -> None:
    rows = bench.ladder.rows()
    assert [each.ticks for each in rows] == list(range(rows[0].ticks, rows[0].ticks - 20, -1))
    assert rows[10].price == "4,800.00"


def test_a_feed_without_levels_shows_the_best_quote_alone(bench: Bench) -> None:
    assert (row(bench, "4800.00").bid, row(bench, "4800.25").ask) == ("10", "10")
    assert sum(bool(each.bid or each.ask) for each in bench.ladder.rows()) == 2
    assert bench.ladder.totals == ("10", "1 t", "10")


def test_displayed_levels_have_bars_by_their_size(bench: Bench) -> None:
    bench.displays(("B", "4800.00", 30), ("B", "4799.75", 60), ("A", "4800.25", 15))
    bids = row(bench, "4800.00"), row(bench, "4799.75")
    assert [(each.bid, each.bid_share) for each in bids] == [("30", 0.5), ("60", 1.0)]
    assert (row(bench, "4800.25").ask, row(bench, "4800.25").ask_share) == ("15", 0.25)
    assert bench.ladder.totals == ("90", "1 t", "15")
    bench.displays(("B", "4799.75", 0))
    assert row(bench, "4799.75").bid == ""


def test_volume_and_recent_trades_add_up_at_their_price(bench: Bench) -> None:
    bench.prints("4800.25", 3)
    bench.prints("4800.25", 2, Aggressor.SELLER)
    bench.prints("4800.00", 1)
    found = row(bench, "4800.25")
    assert (found.volume, found.bought, found.sold) == ("5", "3", "2")
    assert found.volume_share == 1.0
    assert row(bench, "4800.00").volume_share == 0.2
    assert bench.ladder.traded.way == -1
    assert bench.ladder.last_ticks == ticks("4800.00")
    assert bench.ladder.volume_since == "Volume at price heard since 23:00:00 UTC"


async def test_the_result_at_a_price_stands_out_where_something_happens(bench: Bench) -> None:
    assert row(bench, "4801.25").result == ""
    await bench.buys(2)  # at 4800.25
    await bench.rests("sell", "4801.25", 2)
    bench.prints("4800.00")
    found = row(bench, "4801.25")
    assert (found.result, found.result_token) == ("+100", "up")
    assert (row(bench, "4801.00").result, row(bench, "4801.00").result_token) == ("+75", "t3")
    assert (row(bench, "4800.00").result, row(bench, "4800.00").result_token) == (
        "\u221225",
        "down",
    )
    assert bench.ladder.average_ticks == ticks("4800.25")
    assert bench.ladder.position_words == "LONG 2"
    assert bench.ladder.open_result is not None


async def test_without_a_position_nothing_is_held_and_nothing_made(bench: Bench) -> None:
    assert bench.ladder.position_words == "FLAT"
    assert bench.ladder.open_result is None
    assert bench.ladder.average_ticks is None
    await bench.paper.desk.place(wish("sell", 3))
    await bench.settled()
    assert bench.ladder.position_words == "SHORT 3"


@pytest.mark.parametrize(
    ("side", "made", "breach", "words"),
    [
        # valued at 4800.25: 1,000 are 20 points of one contract
        ("buy", "0", "4780.25", "Daily-loss breach 4,780.25, 80 t below, −$1,000.00"),
        ("buy", "-500", "4790.25", "Daily-loss breach 4,790.25, 40 t below, −$500.00"),
        ("sell", "0", "4820.25", "Daily-loss breach 4,820.25, 80 t above, −$1,000.00"),
    ],
)
async def test_the_price_that_would_use_up_the_loss_of_the_day_is_known(
    side: str, made: str, breach: str, words: str
) -> None:
    bench = Bench(replace(PAPER, max_daily_loss=D(1000)))
    await bench.open()
    assert bench.ladder.breach_ticks is None  # nothing is held
    bench.day_net = D(made)
    bench.prints("4800.25")
    await bench.paper.desk.place(wish(side, 1))
    await bench.settled()
    assert bench.ladder.breach_ticks == ticks(breach)
    assert bench.ladder.breach_words == words
    assert words in bench.ladder.spoken
    await bench.close()


async def test_without_a_limit_or_a_result_of_the_day_no_price_is_named(bench: Bench) -> None:
    await bench.buys(1)
    assert bench.ladder.breach_ticks is None
    limited = Bench(replace(PAPER, max_daily_loss=D(1000)))
    await limited.open()
    limited.day_net = None
    await limited.buys(1)
    assert limited.ladder.breach_ticks is None
    assert limited.ladder.breach_words == ""
    await limited.close()


def test_prices_belong_to_a_side_of_the_quotes_and_one_is_the_best_bid(bench: Bench) -> None:
    sides = {each.ticks: (each.side, each.at_bid) for each in bench.ladder.rows()}
    assert sides[ticks("4800.50")] == (1, False)
    assert sides[ticks("4800.25")] == (1, False)
    assert sides[ticks("4800.00")] == (-1, True)
    assert sides[ticks("4799.75")] == (-1, False)


def test_a_row_that_looks_as_before_is_the_same_one(bench: Bench) -> None:
    bench.displays(("B", "4800.00", 30), ("A", "4800.25", 40))
    before = {each.ticks: each for each in bench.ladder.rows()}
    bench.displays(("B", "4799.00", 10))
    after = {each.ticks: each for each in bench.ladder.rows()}
    assert [at for at, each in after.items() if each is not before[at]] == [ticks("4799.00")]


async def test_own_orders_out_of_view_are_pinned_to_the_edge(bench: Bench) -> None:
    await bench.rests("buy", "4700.00", 2)
    await bench.rests("sell", "4850.00")
    await bench.rests("sell", "4851.00")
    await bench.rests("sell", "4800.50")
    found = {(pin.side, pin.above, pin.words) for pin in bench.ladder.pinned}
    assert found == {(BUY, False, "2 L"), (SELL, True, "2 more")}
    last = bench.ladder.view.rows - 1
    places = {(pin.row, pin.nearest) for pin in bench.ladder.pinned}
    assert places == {(last, ticks("4700.00")), (0, ticks("4850.00"))}


async def test_an_order_at_the_edge_leaves_its_row_to_itself(bench: Bench) -> None:
    top = bench.ladder.view.top
    assert top is not None
    await bench.rests("sell", str(ES.from_ticks(top)))
    await bench.rests("sell", "4850.00")
    assert [pin.row for pin in bench.ladder.pinned] == [1]


async def test_the_queue_before_an_order_is_shown_on_request(bench: Bench) -> None:
    await bench.moves("4800.00", "4800.25")
    await bench.rests("buy", "4800.00")
    assert row(bench, "4800.00").ahead == ""
    bench.ladder.show_extra("ahead", shown=True)
    assert row(bench, "4800.00").ahead == "10"
    bench.ladder.show_extra("ahead", shown=False)
    assert row(bench, "4800.00").ahead == ""


def test_old_data_says_so(bench: Bench) -> None:
    assert bench.ladder.stale == ""
    bench.paper.market.state = FeedState.GAP
    bench.ladder.flush()
    assert bench.ladder.stale
    assert bench.ladder.spoken.startswith(bench.ladder.stale)


async def test_it_is_told_to_who_cannot_see_it(bench: Bench) -> None:
    await bench.rests("buy", "4799.00")
    assert bench.ladder.spoken == (
        "bid 4,800.00, ask 4,800.25; flat; 4,799.00, own buy 1 L, working"
    )


def test_another_symbol_is_shown_from_its_middle_on(bench: Bench) -> None:
    bench.ladder.show(AAPL)
    assert bench.ladder.rows() == []
    assert bench.ladder.middle is None
    assert bench.ladder.totals == ("", "\u2014", "")


def test_a_market_that_starts_again_begins_with_nothing(bench: Bench) -> None:
    bench.prints("4800.25")
    bench.hub.clear()
    bench.ladder.flush()
    assert bench.ladder.traded.lots == {}
    assert bench.ladder.view.top is None
    bench.say("4900.00", "4900.25")
    bench.ladder.flush()
    assert row(bench, "4900.00").bid == "10"


def test_how_it_is_shown_is_kept(bench: Bench) -> None:
    bench.ladder.follow(follows=True)
    bench.ladder.show_extra("trades", shown=True)
    kept = bench.ladder.state()
    bench.ladder.restore({"follows": "yes", "extras": ["none", "ahead"]})
    assert bench.ladder.state() == {"follows": False, "extras": ["ahead"]}
    bench.ladder.restore(kept)
    assert bench.ladder.state() == {"follows": True, "extras": ["trades"]}
    bench.ladder.restore({"extras": 5})
    assert bench.ladder.state() == {"follows": False, "extras": ["trades"]}


def test_it_is_drawn_anew_only_where_something_changed(bench: Bench) -> None:
    heard: list[None] = []
    bench.ladder.changed.connect(heard.append)
    bench.ladder.flush()
    heard.clear()
    bench.ladder.flush()
    assert heard == []
    bench.prints("4800.25")
    assert len(heard) == 1
    bench.displays(("B", "4799.75", 5))
    assert len(heard) == 2


async def test_an_order_goes_before_anything_is_drawn_anew(bench: Bench) -> None:
    bench.ladder.ticket.refuse("No.")
    bench.ladder.flush()
    heard: list[str] = []
    bench.ladder.changed.connect(lambda _: heard.append("ladder"))
    bench.ladder.ticket.changed.connect(lambda _: heard.append("ticket"))
    bench.ladder.hold(held=True)
    bench.ladder.click(BUY, ticks("4799.00"))
    assert heard == []
    assert bench.ladder.said == ("", "t2")
    bench.ladder.ticket.flush()
    assert heard == ["ticket"]
    bench.ladder.flush()
    assert heard == ["ticket", "ladder"]
    await bench.settled()
    assert len(bench.sent) == 1


def test_what_a_ticket_says_no_more_is_gone_also_where_it_is_not_in_view(bench: Bench) -> None:
    bench.ladder.ticket.refuse("No.")
    bench.ladder.flush()
    assert bench.ladder.said == ("No.", "error")
    heard: list[None] = []
    bench.ladder.changed.connect(heard.append)
    bench.ladder.ticket.refusal = ""
    bench.ladder.flush()
    assert len(heard) == 1


def test_a_size_from_risk_is_up_to_date_while_nobody_looks_at_the_ticket(bench: Bench) -> None:
    ticket = bench.ladder.ticket
    ticket.count_by(risk=True)
    ticket.type_quantity("$1,000")
    ticket.exits.fill_in(TypedExits(unit="price", stop="4796"))
    bench.ladder.flush()
    assert ticket.shown_quantity == "4"
    bench.say("4808.00", "4808.25")
    bench.ladder.flush()
    assert ticket.shown_quantity == "1"


@pytest.mark.parametrize(
    ("unit", "stop", "at", "size"),
    [
        ("price", "4796", "4797.00", "18"),  # a point is 50, and 4.50 of fees
        ("price", "4796", "4799.00", "6"),
        ("price", "4796", "4806.00", "1"),
        ("price", "4796", "4795.00", "—"),  # a stop above what was bought
        ("ticks", "16", "4797.00", "4"),  # as far from every price
        ("ticks", "16", "4806.00", "4"),
    ],
)
async def test_a_size_from_risk_is_that_of_the_price_that_is_clicked(
    bench: Bench, unit: str, stop: str, at: str, size: str
) -> None:
    ticket = bench.ladder.ticket
    ticket.count_by(risk=True)
    ticket.type_quantity("$1,000")
    ticket.exits.fill_in(TypedExits(unit=unit, stop=stop))
    bench.ladder.flush()
    assert bench.ladder.hint(BUY, ticks(at), Forced.NOTHING).startswith(f"Buy {size} ")
    bench.ladder.click(BUY, ticks(at))
    await bench.paper.drained()
    sent = [str(order.quantity) for order in bench.paper.desk.orders.values()]
    assert sent == ([] if size == "—" else [size])
    if not sent:
        assert "The stop at 4,796.00 is on the wrong side of 4,795.00" in bench.ladder.said[0]
    assert ticket.shown_quantity == "4"


async def test_what_only_gets_out_is_as_large_as_the_ticket_s_wherever_its_stop_is(
    bench: Bench,
) -> None:
    ticket = bench.ladder.ticket
    await bench.buys(10)
    ticket.count_by(risk=True)
    ticket.type_quantity("$1,000")
    ticket.exits.fill_in(TypedExits(unit="price", stop="4796"))
    bench.ladder.flush()
    bench.ladder.click(SELL, ticks("4810.00"))
    await bench.paper.drained()
    (order,) = (one for one in bench.paper.desk.orders.values() if one.is_live)
    assert (order.quantity, order.exits) == (D(4), None)


# What is sent.


@pytest.mark.parametrize(
    ("side", "price", "forced", "wanted"),
    [
        (BUY, "4799.00", Forced.NOTHING, ("buy", "limit", D("4799.00"))),
        (BUY, "4800.00", Forced.NOTHING, ("buy", "limit", D("4800.00"))),
        (BUY, "4801.00", Forced.NOTHING, ("buy", "stop", D("4801.00"))),
        (SELL, "4801.00", Forced.NOTHING, ("sell", "limit", D("4801.00"))),
        (SELL, "4799.00", Forced.NOTHING, ("sell", "stop", D("4799.00"))),
        (BUY, "4801.00", Forced.STOP, ("buy", "stop", D("4801.00"))),
        (BUY, "4800.25", Forced.LIMIT, ("buy", "limit", D("4800.25"))),
    ],
)
async def test_a_click_sends_what_waits_at_its_price(
    bench: Bench, side: Side, price: str, forced: Forced, wanted: tuple[str, str, Decimal]
) -> None:
    bench.ladder.click(side, ticks(price), forced)
    await bench.settled()
    assert bench.sent == [wanted]
    assert bench.ladder.said == ("", "t2")


@pytest.mark.parametrize(
    ("side", "price", "forced"),
    [
        (BUY, "4800.25", Forced.NOTHING),
        (SELL, "4800.00", Forced.NOTHING),
        (BUY, "4799.00", Forced.STOP),
        (SELL, "4801.00", Forced.STOP),
        (BUY, "4799.00", Forced.STOP | Forced.LIMIT),
    ],
)
async def test_what_would_trade_at_once_is_refused_with_words(
    bench: Bench, side: Side, price: str, forced: Forced
) -> None:
    bench.ladder.click(side, ticks(price), forced)
    await bench.settled()
    assert bench.all == []
    words, token = bench.ladder.said
    assert words.endswith("Nothing was sent.")
    assert token == "error"
    bench.ladder.click(BUY, ticks("4799.00"))  # the next act takes it away
    assert bench.ladder.said == ("", "t2")


async def test_it_sends_the_quantity_and_the_exits_of_the_ticket(bench: Bench) -> None:
    bench.ladder.choose_preset(2)
    bench.ticket.exits.choose(1)
    assert bench.ladder.hint(BUY, ticks("4799.00"), Forced.NOTHING) == (
        "Buy 3 limit 4,799.00, with exits"
    )
    bench.ladder.click(BUY, ticks("4799.00"))
    await bench.settled()
    (order,) = bench.all
    assert order.quantity == 3
    assert order.exits is not None
    bench.ladder.choose_preset(9)  # there are fewer
    assert bench.ticket.quantity == 3


async def test_what_rests_lasts_for_the_day_at_least(bench: Bench) -> None:
    for chosen, wanted in (
        (TimeInForce.IOC, TimeInForce.DAY),
        (TimeInForce.GTC, TimeInForce.GTC),
    ):
        bench.ticket.choose_time_in_force(chosen)
        bench.ladder.click(BUY, ticks("4799.00"))
        await bench.settled()
        assert bench.all[-1].time_in_force is wanted


async def test_a_quantity_that_cannot_be_read_sends_nothing(bench: Bench) -> None:
    bench.ticket.type_quantity("many")
    bench.ladder.click(BUY, ticks("4799.00"))
    bench.ladder.market(BUY)
    await bench.settled()
    assert bench.all == []
    assert bench.ladder.said[0].endswith("Nothing was sent.")


async def test_a_price_that_there_cannot_be_is_refused(bench: Bench) -> None:
    bench.ladder.show(AAPL)
    bench.ladder.click(BUY, -4, Forced.LIMIT)
    await bench.settled()
    assert bench.all == []
    assert "is no price" in bench.ladder.said[0]


async def test_the_buttons_join_take_and_trade_at_the_market(bench: Bench) -> None:
    bench.ladder.join(BUY)
    bench.ladder.join(SELL)
    bench.ladder.take(BUY)
    bench.ladder.take(SELL)
    bench.ladder.market(BUY)
    bench.ladder.market(SELL)
    await bench.settled()
    assert bench.sent == [
        ("buy", "limit", D("4800.00")),
        ("sell", "limit", D("4800.25")),
        ("buy", "limit", D("4800.25")),
        ("sell", "limit", D("4800.00")),
        ("buy", "market", None),
        ("sell", "market", None),
    ]


async def test_without_a_quote_there_is_nothing_to_join(bench: Bench) -> None:
    bench.hub.clear()
    bench.ladder.join(BUY)
    assert bench.ladder.said == ("Nothing was sent. There is no bid now.", "error")
    bench.ladder.take(BUY)
    assert bench.ladder.said == ("Nothing was sent. There is no ask now.", "error")
    bench.ladder.recentre()
    assert bench.ladder.view.top is None


async def test_close_and_reverse_are_ways_of_the_desk(bench: Bench) -> None:
    await bench.buys(2)
    bench.ladder.copy_size()
    assert bench.ticket.quantity == 2
    bench.ladder.reverse()
    await bench.settled()
    assert bench.ladder.position_words == "SHORT 2"
    bench.ladder.close_position()
    await bench.settled()
    assert bench.ladder.position_words == "FLAT"
    bench.ladder.close_position()
    await bench.settled()
    words, token = bench.ladder.said
    assert words
    assert token == "t2"
    bench.ticket.choose_quantity(D(5))
    bench.ladder.copy_size()  # of nothing
    assert bench.ticket.quantity == 5


# Own orders.


async def test_a_drag_is_one_change_of_the_order(bench: Bench) -> None:
    order = await bench.rests("buy", "4799.00")
    tag = bench.tag(BUY, "4799.00")
    assert tag is not None
    bench.ladder.move(tag, ticks("4798.00"))
    await bench.settled()
    assert bench.paper.desk.orders[order.order_id].limit_price == D("4798.00")
    assert len(bench.all) == 1
    assert bench.tag(BUY, "4798.00") is not None


async def test_a_drag_to_where_it_would_trade_is_refused(bench: Bench) -> None:
    await bench.rests("buy", "4799.00")
    await bench.rests("sell", "4799.00", kind=OrderType.STOP)
    for side, price in ((BUY, "4800.25"), (SELL, "4800.00")):
        tag = bench.tag(side, "4799.00")
        assert tag is not None
        bench.ladder.move(tag, ticks(price))
        assert bench.ladder.said[0].endswith("The order stands as it was.")
        assert bench.tag(side, "4799.00") == tag


async def test_a_way_out_is_dragged_into_the_market_once_that_was_said(bench: Bench) -> None:
    await bench.buys(1)
    for kind, stands, price in (
        (OrderType.LIMIT, "4803.00", "4800.00"),
        (OrderType.STOP, "4797.00", "4801.00"),
    ):
        order = await bench.rests("sell", stands, kind=kind)
        tag = bench.tag(SELL, stands)
        assert tag is not None
        words, token = bench.ladder.drag_hint(tag, ticks(price))
        assert words.endswith("; sells at once, the bid is 4,800.00")
        assert token == "warn"
        bench.ladder.move(tag, ticks(price))
        await bench.settled()
        assert bench.paper.desk.orders[order.order_id].status is OrderStatus.FILLED
        assert bench.ladder.position_words == "FLAT"
        await bench.buys(1)


async def test_of_a_tag_only_what_closes_something_is_dragged_into_the_market(
    bench: Bench,
) -> None:
    await bench.buys(1)
    first = await bench.rests("sell", "4803.00")
    second = await bench.rests("sell", "4803.00")
    tag = bench.tag(SELL, "4803.00")
    assert tag is not None
    words, _ = bench.ladder.drag_hint(tag, ticks("4800.00"))
    assert words == (
        "2 L to 4,800.00; sells at once, the bid is 4,800.00; stays: would sell at once"
    )
    bench.ladder.move(tag, ticks("4800.00"))
    await bench.settled()
    orders = bench.paper.desk.orders
    assert orders[first.order_id].status is OrderStatus.FILLED
    assert orders[second.order_id] == second
    assert bench.ladder.position_words == "FLAT"
    assert bench.ladder.said[0].startswith("At 4,800.00 it would sell at once.")


async def test_what_rests_where_it_is_dragged_is_said_without_a_warning(bench: Bench) -> None:
    await bench.rests("buy", "4799.00", 2)
    tag = bench.tag(BUY, "4799.00")
    assert tag is not None
    assert bench.ladder.drag_hint(tag, ticks("4798.00")) == ("2 L to 4,798.00", "t2")


async def test_an_order_is_not_dragged_to_a_price_of_another_symbol(bench: Bench) -> None:
    order = await bench.rests("buy", "4799.00")
    tag = bench.tag(BUY, "4799.00")
    assert tag is not None
    bench.ticket.show(AAPL)
    bench.ladder.move(tag, 15_000)
    await bench.settled()
    assert bench.ladder.said[0].startswith("The ladder shows something else by now.")
    assert bench.paper.desk.orders[order.order_id].limit_price == D(4799)


async def test_a_drag_of_what_is_gone_says_so(bench: Bench) -> None:
    await bench.rests("buy", "4799.00")
    tag = bench.tag(BUY, "4799.00")
    assert tag is not None
    bench.ladder.cancel(tag)
    await bench.settled()
    bench.ladder.move(tag, ticks("4798.00"))
    assert bench.ladder.said == ("The order works no more. Nothing was changed.", "error")


async def test_a_middle_click_cancels_what_is_there_and_else_recentres(bench: Bench) -> None:
    for side, price in (("buy", "4799.00"), ("buy", "4799.00"), ("sell", "4801.00")):
        await bench.rests(side, price)
    bench.ladder.scroll(5)
    top = bench.ladder.view.top
    bench.ladder.cancel_or_recentre(SELL, ticks("4799.00"))  # no sell is there
    await bench.settled()
    assert len(bench.ladder.tags) == 2
    bench.ladder.cancel_or_recentre(BUY, ticks("4799.00"))
    bench.ladder.cancel_or_recentre(None, ticks("4801.00"))
    await bench.settled()
    assert bench.ladder.tags == {}
    assert {order.status for order in bench.all} == {OrderStatus.CANCELED}
    assert bench.ladder.view.top == top
    bench.ladder.cancel_or_recentre(BUY, ticks("4799.00"))
    assert bench.ladder.view.row(ticks("4800.00")) == bench.ladder.view.rows // 2


# Arming.


async def test_observing_nothing_that_adds_leaves_and_the_way_out_does(bench: Bench) -> None:
    await bench.buys(2)
    bench.arming.lower("paper", Level.OBSERVE)
    bench.ladder.click(BUY, ticks("4799.00"))
    refused = Message("observing", {"account": "paper"})
    assert bench.ladder.said == (english(refused), "error")
    bench.ladder.market(BUY)
    bench.ladder.reverse()
    await bench.settled()
    assert bench.sent == []
    bench.ladder.click(SELL, ticks("4799.00"))  # a stop that protects
    bench.ladder.click(SELL, ticks("4801.00"))
    await bench.settled()
    assert bench.sent == [
        ("sell", "stop", D("4799.00")),
        ("sell", "limit", D("4801.00")),
    ]
    bench.ladder.click(SELL, ticks("4802.00"))  # a third one might sell more than is held
    await bench.settled()
    assert len(bench.sent) == 2
    assert bench.ladder.said == (english(replace(refused, variant="exits")), "error")
    bench.ladder.close_position()
    await bench.settled()
    assert bench.ladder.position_words == "FLAT"


async def test_confirming_an_entry_waits_for_the_button_of_its_question(bench: Bench) -> None:
    asked: list[Question] = []
    bench.ticket.sending.asking.connect(asked.append)
    bench.arming.lower("paper", Level.CONFIRM)
    bench.ladder.click(BUY, ticks("4799.00"))
    bench.ladder.market(SELL)
    await bench.settled()
    assert bench.all == []
    assert [question.sentence for question in asked] == [
        "PAPER Paper: Buy 1 ESH2024 limit 4,799.00, Day",
        "PAPER Paper: Sell 1 ESH2024 market, Day",
    ]
    bench.ticket.sending.confirm(asked[0])
    await bench.settled()
    assert bench.sent == [("buy", "limit", D("4799.00"))]


STEP_NS: Final = 50_000_000
BRACKET: Final = Exits(
    ExitLevel(D(6), "ticks"),
    (Target(ExitLevel(D(6), "ticks")),),
)


class FarBench(Bench):
    """A ladder whose broker answers late; four are held, with a stop and a target for all."""

    def __init__(self) -> None:
        super().__init__(latency_ms=300)

        self.quoted = ("4800.00", "4800.25")
        self.last: str | None = None  # of a feed that the broker does not go by

    async def hold(self, level: Level, exits: Exits = BRACKET) -> None:
        entry = wish("buy", 4, source="test", exits=exits)
        placing = asyncio.get_running_loop().create_task(self.paper.desk.place(entry))
        await self.passes(2_000)
        await placing
        self.arming.lower("paper", level)
        self.asked: list[object] = []
        self.ticket.sending.asking.connect(self.asked.append)
        self.orders.asking.connect(self.asked.append)

    async def passes(self, ms: int) -> None:
        for _ in range(ms * 1_000_000 // STEP_NS):
            for clock in (self.paper.market.clock, self.paper.host):
                clock.advance_to(clock.now_ns() + STEP_NS)
            self.paper.move(*self.quoted)
            if self.last is not None:
                self.paper.market.quotes["ESH2024"] = quote(*self.quoted, last=self.last)
            for _ in range(60):
                await asyncio.sleep(0)  # noqa: TID251 - not a wait but a turn for the others
        self.ladder.flush()

    def sell(self, quantity: int) -> None:
        self.ticket.choose_quantity(D(quantity))
        self.ladder.market(SELL)

    def drag(self, at: str, to: str) -> None:
        self.ladder.flush()
        self.ladder.move(self.ladder.tags[(SELL, ticks(at))], ticks(to))

    @property
    def held(self) -> Decimal:
        return self.paper.tracker.known_position("paper", "ESH2024")


@pytest_asyncio.fixture
async def far() -> AsyncIterator[FarBench]:
    made = FarBench()
    await made.open()
    yield made
    await made.close()


TARGET_OUT: Final = ("4801.75", "4798.00")  # to below the bid
STOP_OUT: Final = ("4798.75", "4800.50")  # to above what was traded last
BESIDE: Final = ("4801.75", "4802.00")


@pytest.mark.parametrize("level", [Level.OBSERVE, Level.CONFIRM])
@pytest.mark.parametrize("drag", [TARGET_OUT, STOP_OUT])
async def test_beside_a_leg_on_its_way_out_a_market_order_is_no_way_out(
    far: FarBench, drag: tuple[str, str], level: Level
) -> None:
    await far.hold(level)
    far.drag(*drag)
    await far.passes(100)
    far.sell(4)
    await far.passes(3_000)
    assert far.held == 0
    assert len(far.asked) == (level is Level.CONFIRM)
    refused = english(Message("observing", {"account": "paper"}, "exits"))
    assert far.ticket.refusal == (refused if level is Level.OBSERVE else "")


@pytest.mark.parametrize("level", [Level.OBSERVE, Level.CONFIRM])
@pytest.mark.parametrize(("sold", "drag", "left"), [(3, TARGET_OUT, 1), (4, STOP_OUT, 0)])
async def test_beside_a_market_order_on_its_way_a_leg_is_not_led_out(
    far: FarBench, sold: int, drag: tuple[str, str], left: int, level: Level
) -> None:
    await far.hold(level)
    far.sell(sold)
    await far.passes(100)
    far.drag(*drag)
    await far.passes(3_000)
    assert far.held == left
    assert len(far.asked) == (level is Level.CONFIRM)


@pytest.mark.parametrize("level", [Level.OBSERVE, Level.CONFIRM])
async def test_beside_a_leg_that_is_moved_to_where_it_waits_a_market_order_gets_out(
    far: FarBench, level: Level
) -> None:
    await far.hold(level)
    far.drag(*BESIDE)
    await far.passes(100)
    far.sell(4)
    await far.passes(3_000)
    assert far.held == 0
    assert far.asked == []
    assert far.ticket.refusal == ""


async def test_a_bracket_follows_its_position_also_where_the_last_trade_has_passed_its_stop(
    far: FarBench,
) -> None:
    await far.hold(Level.CONFIRM)
    far.last = "4798.50"  # which the broker did not trigger on
    far.sell(2)
    await far.passes(3_000)
    assert {leg.quantity for leg in far.paper.desk.live_orders("paper", "ESH2024")} == {2}
    far.last, far.quoted = None, ("4798.25", "4798.50")
    await far.passes(2_000)
    assert far.held == 0


@pytest.mark.parametrize("level", [Level.OBSERVE, Level.CONFIRM])
async def test_beside_a_timed_exit_on_its_way_a_market_order_is_no_way_out(
    far: FarBench, level: Level
) -> None:
    await far.hold(level, replace(BRACKET, close_after_s=10))
    far.paper.tasks.spawn(far.paper.desk.brackets.watch(), name="watch")
    desk = far.paper.desk
    for _ in range(400):
        await far.passes(50)
        if any(order.link == "TX" for order in desk.live_orders("paper", "ESH2024")):
            break
    assert far.held == 4
    far.sell(4)
    await far.passes(3_000)
    assert far.held == 0
    assert len(far.asked) == (level is Level.CONFIRM)


@pytest.mark.parametrize("level", [Level.OBSERVE, Level.CONFIRM])
async def test_beside_a_limit_on_its_way_a_leg_is_not_led_out(far: FarBench, level: Level) -> None:
    await far.hold(Level.CONFIRM)
    far.arming.arm("paper")
    far.ticket.choose_quantity(D(4))
    far.ticket.order_at(SELL, OrderType.LIMIT, D("4800.00"), "hotkey")
    await far.passes(100)
    far.arming.lower("paper", level)
    far.drag(*TARGET_OUT)
    await far.passes(3_000)
    assert far.held == 0
    assert len(far.asked) == (level is Level.CONFIRM)


async def test_a_stop_that_the_whole_quote_has_passed_counts_whatever_was_traded_last(
    far: FarBench,
) -> None:
    await far.hold(Level.OBSERVE)
    far.last = "4803.00"
    await far.passes(100)
    far.drag(*STOP_OUT)
    await far.passes(100)
    far.sell(4)
    await far.passes(3_000)
    assert far.held == 0


async def test_a_leg_that_the_market_left_where_it_was_led_blocks_no_way_out(
    far: FarBench,
) -> None:
    await far.hold(Level.OBSERVE)
    far.drag("4801.75", "4800.00")  # the bid
    await far.passes(50)
    far.quoted = ("4799.00", "4799.25")  # which has gone by the time that it comes there
    await far.passes(3_000)
    assert far.held == 4
    far.sell(4)
    await far.passes(3_000)
    assert far.held == 0
    assert far.ticket.refusal == ""


@pytest.mark.parametrize("turns", range(4))
async def test_an_armed_leg_is_not_led_out_of_what_its_stop_has_closed(
    bench: Bench, turns: int
) -> None:
    await bench.paper.desk.place(wish("buy", 4, source="test", exits=BRACKET))
    await bench.settled()
    (target,) = [o for o in bench.paper.desk.live_orders("paper", "ESH2024") if o.is_target]
    bench.orders.move(target, D("4798.00"))
    for _ in range(turns):  # of the loop, between what was asked and what leaves
        await asyncio.sleep(0)  # noqa: TID251 - not a wait but a turn for the others
    await bench.moves("4798.25", "4798.50")
    await bench.settled()
    assert bench.paper.tracker.known_position("paper", "ESH2024") == 0


async def test_a_question_about_what_was_to_wait_sends_nothing_once_the_market_has_passed_it(
    bench: Bench,
) -> None:
    asked: list[Question] = []
    bench.ticket.sending.asking.connect(asked.append)
    bench.arming.lower("paper", Level.CONFIRM)
    bench.ladder.click(BUY, ticks("4799.00"))
    bench.ladder.click(BUY, ticks("4799.00"), Forced.LIMIT)
    await bench.moves("4798.00", "4798.25")
    bench.ticket.sending.confirm(asked[0])
    await bench.settled()
    assert bench.sent == []
    assert bench.ladder.said == (PASSED, "error")
    bench.ladder.click(BUY, ticks("4799.00"), Forced.LIMIT)  # now that is what was asked for
    bench.ticket.sending.confirm(asked[2])
    await bench.settled()
    assert bench.sent == [("buy", "limit", D("4799.00"))]
