"""Trading at prices of the chart, without its widget."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import AAPL, ES
from tests.support.silent_broker import SilentBroker
from tests.support.trading_bench import TradingBench
from traderterminal.desk.arming import Level
from traderterminal.desk.ports import Terms
from traderterminal.domain.errors import OrderRefused, OutcomeUnknown
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.ui.viewmodels.chart_trading import ELSEWHERE, Offer
from traderterminal.ui.viewmodels.sending import Question
from traderterminal.ui.viewmodels.ticket_exits import TypedExits
from traderterminal.ui.viewmodels.typed import NotReadable

D = Decimal
LIMIT, STOP = OrderType.LIMIT, OrderType.STOP


def ticks(price: str) -> int:
    return ES.to_ticks(D(price))


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[TradingBench]:
    made = TradingBench()
    await made.open()
    made.chart.show(ES)
    yield made
    await made.close()


def picked(offers: object, begins: str) -> None:
    assert isinstance(offers, list | tuple)
    (found,) = [one for one in offers if isinstance(one, Offer) and one.words.startswith(begins)]
    assert found.act is not None
    found.act()


# Moving.


async def test_a_line_is_moved_by_one_change_of_its_order(bench: TradingBench) -> None:
    order = await bench.rests("buy", LIMIT, "4795.00", 2)
    bench.trading.move(order.order_id, ticks("4791.25"))
    await bench.done()
    assert bench.latest(order).limit_price == D("4791.25")
    assert list(bench.paper.desk.orders) == [order.order_id]


async def test_a_stop_limit_keeps_its_distance(bench: TradingBench) -> None:
    order = await bench.rests("buy", OrderType.STOP_LIMIT, "4810.00", limit_price=D("4811.50"))
    bench.trading.move(order.order_id, ticks("4815.00"))
    await bench.done()
    moved = bench.latest(order)
    assert (moved.stop_price, moved.limit_price) == (D("4815.00"), D("4816.50"))


async def test_moved_to_where_it_stands_nothing_is_asked(bench: TradingBench) -> None:
    order = await bench.rests("buy", LIMIT, "4795.00")
    bench.trading.move(order.order_id, ticks("4795.00"))
    await bench.done()
    assert bench.latest(order) == order


async def test_the_ghost_has_the_result_that_the_order_would_make(bench: TradingBench) -> None:
    await bench.buys(2)
    order = await bench.rests("sell", LIMIT, "4805.25", 2)
    ghost = bench.trading.ghost(order.order_id, ticks("4810.25"))
    assert ghost is not None
    assert ghost.line.words == ("● S 2", "LMT", "+$1,000.00")
    assert (ghost.line.ticks, ghost.moved) == (ticks("4810.25"), "+20 t")
    assert bench.chart.order_lines[0].ticks == ticks("4805.25")
    assert bench.trading.ghost("nothing", 0) is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            OutcomeUnknown(Message("outcome_unknown")),
            "The outcome of the order is unknown. It can be changed once it is known.",
        ),
        (None, ""),
    ],
)
async def test_an_order_of_unknown_outcome_is_not_moved(
    answer: Exception | None, words: str
) -> None:
    broker = SilentBroker(answer)
    bench = TradingBench(broker)
    await bench.open()
    bench.chart.show(ES)
    order = await bench.rests("buy", LIMIT, "4795.00")
    assert bench.trading.why_fixed(order.order_id) == (
        words or "The order is being sent. It can be changed once the broker has it."
    )
    bench.trading.begin(order.order_id)
    assert bench.trading.said == bench.trading.why_fixed(order.order_id)
    bench.trading.move(order.order_id, ticks("4790.00"))
    await bench.done()
    assert bench.trading.said == bench.trading.why_fixed(order.order_id)
    assert bench.latest(order).limit_price == D("4795")
    bench.trading.hush()
    assert bench.trading.said == ""
    await bench.close()


async def test_in_observe_an_entry_is_not_moved_and_a_way_out_is(bench: TradingBench) -> None:
    await bench.buys(1)
    entry = await bench.rests("buy", LIMIT, "4795.00")
    out = await bench.rests("sell", STOP, "4790.00")
    bench.arming.lower("paper", Level.OBSERVE)
    bench.trading.move(entry.order_id, ticks("4794.00"))
    await bench.done()
    assert bench.latest(entry).limit_price == D("4795")
    assert "Observe" in bench.trading.said
    bench.trading.move(out.order_id, ticks("4789.00"))
    await bench.done()
    assert bench.latest(out).stop_price == D("4789")
    assert bench.trading.said == ""


async def test_what_the_broker_refuses_is_said_on_the_chart(
    bench: TradingBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = await bench.rests("buy", LIMIT, "4795.00")

    async def refuse(order: Order, terms: Terms) -> None:
        raise OrderRefused(Message("refused_by_broker", {"text": "too late"}))

    monkeypatch.setattr(bench.paper.broker, "replace", refuse)
    bench.trading.move(order.order_id, ticks("4794.00"))
    await bench.done()
    assert "too late" in bench.trading.said
    assert bench.latest(order).limit_price == D("4795")
    bench.trading.begin(order.order_id)
    assert bench.trading.said == ""


@pytest.mark.parametrize(
    ("side", "kind", "stands", "price", "verb"),
    [
        ("buy", LIMIT, "4795.00", "4800.25", "buy"),
        ("buy", STOP, "4810.00", "4800.25", "buy"),
        ("sell", LIMIT, "4810.00", "4799.00", "sell"),
        ("sell", STOP, "4795.00", "4801.00", "sell"),
    ],
)
async def test_an_entry_is_not_moved_to_where_it_would_trade_at_once(
    bench: TradingBench, side: str, kind: OrderType, stands: str, price: str, verb: str
) -> None:
    order = await bench.rests(side, kind, stands)
    bench.trading.move(order.order_id, ticks(price))
    await bench.done()
    assert bench.latest(order) == order
    said = f"At 4,{price[1:]} it would {verb} at once. The order stands as it was."
    assert bench.trading.said == said


@pytest.mark.parametrize(
    ("kind", "stands", "price"), [(LIMIT, "4810.00", "4799.00"), (STOP, "4790.00", "4801.00")]
)
async def test_a_way_out_may_be_moved_into_the_market_and_the_ghost_says_what_comes_of_it(
    bench: TradingBench, kind: OrderType, stands: str, price: str
) -> None:
    await bench.buys(1)
    order = await bench.rests("sell", kind, stands)
    short_of_it = bench.trading.ghost(order.order_id, ticks(stands) + 1)
    assert short_of_it is not None
    assert short_of_it.warning == ""
    ghost = bench.trading.ghost(order.order_id, ticks(price))
    assert ghost is not None
    assert ghost.warning == "sells at once, the bid is 4,800.00"
    bench.trading.move(order.order_id, ticks(price))
    await bench.done()
    assert bench.latest(order).status is OrderStatus.FILLED
    assert len(bench.paper.desk.orders) == 2


async def test_the_ghost_of_an_entry_says_that_it_would_not_be_moved(bench: TradingBench) -> None:
    order = await bench.rests("buy", LIMIT, "4795.00")
    ghost = bench.trading.ghost(order.order_id, ticks("4800.25"))
    assert ghost is not None
    assert ghost.warning == "stays: would buy at once"


async def test_what_the_chart_no_longer_shows_is_not_moved(bench: TradingBench) -> None:
    order = await bench.rests("buy", LIMIT, "4795.00")
    alert = bench.alerts.add(ES, ticks("4810.00"))
    bench.chart.show(AAPL)
    for key in (order.order_id, alert.alert_id):
        bench.trading.move(key, ticks("4790.00"))
        assert bench.trading.said == ELSEWHERE
    await bench.done()
    assert bench.latest(order) == order
    assert list(bench.alerts.of(ES.symbol)) == [alert]


async def test_a_refusal_in_the_list_of_another_symbol_is_not_said_here(
    bench: TradingBench,
) -> None:
    order = await bench.rests("buy", LIMIT, "4795.00")
    bench.orders.cancel(order.order_id)
    await bench.done()
    bench.orders.move(order, D("4790"))
    assert bench.trading.said == "The order has ended. Nothing was sent."
    bench.chart.show(AAPL)
    assert bench.trading.said == ""


def test_a_price_is_one_that_can_be(bench: TradingBench) -> None:
    assert bench.trading.nearest(-7.4) == -7  # a future may trade below zero
    bench.chart.show(AAPL)
    assert [bench.trading.nearest(value) for value in (-3.0, 0.4, 12.6)] == [1, 1, 13]


# At a price.


@pytest.mark.parametrize(
    ("price", "buy", "sell"),
    [
        ("4799.75", "Buy 1 limit 4,799.75", "Sell 1 stop 4,799.75"),
        (
            "4800.00",
            "Buy 1 limit 4,800.00",
            "Sell waits. 4,800.00 is the bid: an order there would",
        ),
        (
            "4800.25",
            "Buy waits. 4,800.25 is the ask: an order there would",
            "Sell 1 limit 4,800.25",
        ),
        ("4800.50", "Buy 1 stop 4,800.50", "Sell 1 limit 4,800.50"),
    ],
)
def test_what_an_order_is_follows_from_the_side_of_the_market(
    bench: TradingBench, price: str, buy: str, sell: str
) -> None:
    offers = bench.trading.orders_at(ticks(price))
    assert [offer.words.removesuffix(" trade at once") for offer in offers] == [buy, sell]
    assert [offer.act is None for offer in offers] == ["waits" in buy, "waits" in sell]


async def test_an_offer_is_sent_as_the_ticket_sends(bench: TradingBench) -> None:
    bench.ticket.type_quantity("2")
    bench.ticket.exits.choose(True)
    picked(bench.trading.orders_at(ticks("4812.00")), "Buy 2 stop 4,812.00, with exits")
    await bench.done()
    (order,) = bench.paper.desk.orders.values()
    assert (order.order_type, order.stop_price, order.limit_price) == (STOP, D("4812"), None)
    assert (order.quantity, order.source) == (D(2), "chart")
    assert order.exits is not None


async def test_an_offer_has_the_size_that_a_risk_comes_to_now(bench: TradingBench) -> None:
    bench.ticket.count_by(risk=True)
    bench.ticket.type_quantity("$1,000")
    bench.ticket.exits.fill_in(TypedExits(unit="price", stop="4786"))
    offers = bench.trading.orders_at(ticks("4790.00"))
    bench.ticket.type_quantity("$700")
    picked(offers, "Buy 4 limit 4,790.00")
    assert bench.ticket.refusal == "Nothing was sent. The ticket has changed meanwhile."
    offers = bench.trading.orders_at(ticks("4790.00"))
    bench.say("4794.00", "4794.25")  # which another size of the ticket's follows from
    picked(offers, "Buy 3 limit 4,790.00")
    await bench.done()
    (order,) = (one for one in bench.paper.desk.orders.values() if not one.link)
    assert order.quantity == 3


@pytest.mark.parametrize("what", ["quantity", "exits", "symbol", "both symbols", "account"])
async def test_an_offer_of_a_ticket_that_has_changed_since_is_not_sent(what: str) -> None:
    bench = TradingBench(accounts=("paper", "other"))
    await bench.open()
    bench.chart.show(ES)
    offers = bench.trading.orders_at(ticks("4790.00"))
    match what:
        case "quantity":
            bench.ticket.type_quantity("9")
        case "exits":
            bench.ticket.exits.choose(True)
        case "account":
            bench.accounts.choose("other")
        case _:
            bench.ticket.show(AAPL)
    if what == "both symbols":  # as those of a group do
        bench.chart.show(AAPL)
    picked(offers, "Buy 1 limit 4,790.00")
    await bench.done()
    assert bench.paper.desk.orders == {}
    wanted = (
        ELSEWHERE if what == "symbol" else "Nothing was sent. The ticket has changed meanwhile."
    )
    assert bench.ticket.refusal == wanted
    await bench.close()


async def test_before_real_money_an_offer_is_asked_for_once_more(bench: TradingBench) -> None:
    asked: list[Question] = []
    bench.ticket.sending.asking.connect(asked.append)
    bench.arming.lower("paper", Level.CONFIRM)
    picked(bench.trading.orders_at(ticks("4790.00")), "Buy 1 limit")
    await bench.done()
    assert bench.paper.desk.orders == {}
    assert "Buy 1 ESH2024 limit 4,790.00" in asked[0].sentence


async def test_an_offer_whose_market_has_turned_is_not_sent(bench: TradingBench) -> None:
    offers = bench.trading.orders_at(ticks("4799.00"))
    bench.say("4790.00", "4790.25")
    for begins in ("Buy 1 limit", "Sell 1 stop"):
        picked(offers, begins)
        assert "The market has passed the price meanwhile" in bench.ticket.refusal
    await bench.done()
    assert bench.paper.desk.orders == {}


async def test_a_quantity_that_cannot_be_read_sends_nothing(bench: TradingBench) -> None:
    bench.ticket.type_quantity("many")
    picked(bench.trading.orders_at(ticks("4799.00")), "Buy")
    await bench.done()
    assert "is not a quantity" in bench.ticket.refusal
    assert bench.paper.desk.orders == {}


def test_without_a_quote_no_side_is_guessed(bench: TradingBench) -> None:
    bench.hub.clear()
    offers = bench.trading.orders_at(ticks("4799.00"))
    assert [offer.words for offer in offers] == [
        "Buy waits. There is no ask now",
        "Sell waits. There is no bid now",
    ]
    assert [offer.act for offer in offers] == [None, None]


def test_a_ticket_of_another_symbol_sends_nothing_from_here(bench: TradingBench) -> None:
    bench.ticket.show(AAPL)
    (offer,) = bench.trading.orders_at(ticks("4799.00"))
    assert (offer.words, offer.act) == ("Orders wait: the ticket shows AAPL", None)


async def test_orders_that_can_be_moved_to_a_price_are_offered(bench: TradingBench) -> None:
    first = await bench.rests("buy", LIMIT, "4795.00", 2)
    second = await bench.rests("buy", LIMIT, "4790.00")
    offers = bench.trading.moves_to(ticks("4790.00"))
    assert [offer.words for offer in offers] == ["● B 2 LMT from 4,795.00"]
    picked(offers, "● B 2")
    await bench.done()
    assert bench.latest(first).limit_price == D("4790")
    assert bench.latest(second) == second


async def test_an_offer_to_move_says_what_would_trade_at_once(bench: TradingBench) -> None:
    await bench.buys(1)
    out = await bench.rests("sell", LIMIT, "4810.00")
    await bench.rests("buy", LIMIT, "4795.00", 2)
    above, below = (
        bench.trading.moves_to(ticks("4801.00")),
        bench.trading.moves_to(ticks("4799.00")),
    )
    assert [(offer.words, offer.act is None) for offer in above] == [
        ("● S 1 LMT from 4,810.00", False),
        ("● B 2 LMT from 4,795.00, stays: would buy at once", True),
    ]
    assert [(offer.words, offer.act is None) for offer in below] == [
        ("● S 1 LMT from 4,810.00, sells at once, the bid is 4,800.00", False),
        ("● B 2 LMT from 4,795.00", False),
    ]
    picked(below, "● S 1")
    await bench.done()
    assert bench.latest(out).status is OrderStatus.FILLED


def test_a_level_is_watched_once_shown_with_its_distance_and_taken_away(
    bench: TradingBench,
) -> None:
    bench.trade("4800.00")
    picked(bench.trading.alerts_at(ticks("4810.00")), "Alert at 4,810.00")
    (line,) = bench.trading.alert_lines
    assert (line.ticks, line.words) == (ticks("4810.00"), ("Alert", "+40 t"))
    offers = [offer.words for offer in bench.trading.alerts_at(ticks("4810.00"))]
    assert offers == ["Remove alert at 4,810.00"]
    bench.trading.move(line.alert_id, ticks("4805.00"))
    assert bench.trading.stands_at(line.alert_id) == ticks("4805.00")
    picked(bench.trading.alerts_at(ticks("4805.00")), "Remove")
    assert list(bench.trading.alert_lines) == []
    assert not bench.trading.remove_alert(line.alert_id)


def test_a_typed_price_is_snapped_or_refused(bench: TradingBench) -> None:
    assert bench.trading.read_ticks("4,810.10") == ticks("4810.00")
    with pytest.raises(NotReadable):
        bench.trading.read_ticks("high")
