"""The ticket without its widgets."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import AAPL, ES, INSTRUMENTS
from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS
from tests.support.silent_broker import SilentBroker
from tests.support.ticket_bench import Bench
from traderterminal.desk.arming import Level
from traderterminal.domain.errors import OutcomeUnknown
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderType
from traderterminal.market.ports import FeedState
from traderterminal.risk.limits import PAPER
from traderterminal.ui.viewmodels.day_change import Change
from traderterminal.ui.viewmodels.sending import Question
from traderterminal.ui.viewmodels.ticket_exits import TypedExits
from traderterminal.ui.viewmodels.ticket_words import Line

D = Decimal


async def test_the_price_follows_the_bid_until_it_is_touched(bench: Bench) -> None:
    ticket = bench.ticket
    assert ticket.limit.price == D("4800.00")
    bench.say("4801.00", "4801.25")
    ticket.flush()
    assert ticket.limit.price == D("4801.00")
    ticket.step_price(ticket.limit, -2)
    bench.say("4802.00", "4802.25")
    ticket.flush()
    assert ticket.limit.price == D("4800.50")
    assert not ticket.limit.follows
    ticket.follow(ticket.limit)
    assert ticket.limit.price == D("4802.00")


async def test_an_off_tick_price_snaps_and_says_so(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.type_price(ticket.limit, "4,799.90")
    assert ticket.limit.price == D("4800.00")
    assert ticket.limit.note == "Snapped to 4,800.00"
    assert ticket.line(None).words.startswith("Snapped to 4,800.00. Limit 4,800.00, day.")
    ticket.step_price(ticket.limit, 1)
    assert ticket.limit.note == ""


@pytest.mark.parametrize("side", list(Side))
async def test_a_price_that_cannot_be_read_sends_nothing_until_it_is_put_right(
    bench: Bench, side: Side
) -> None:
    ticket = bench.ticket
    ticket.type_price(ticket.limit, "68x5")
    assert ticket.line(None).words.startswith("'68x5' is not a price.")
    ticket.send(side)
    await bench.paper.drained()
    assert bench.paper.desk.orders == {}
    assert ticket.refusal == "'68x5' is not a price. Nothing was sent."
    ticket.type_price(ticket.limit, "4799")
    assert ticket.problem == ""
    ticket.send(side)
    await bench.paper.drained()
    assert len(bench.paper.desk.orders) == 1


async def test_a_price_of_a_field_that_is_not_shown_holds_nothing_up(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.type_price(ticket.limit, "nonsense")
    ticket.choose_type(OrderType.MARKET)
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert ticket.position == 1


async def test_futures_step_below_zero_and_stocks_do_not(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.type_price(ticket.limit, "0")
    ticket.step_price(ticket.limit, -3)
    assert ticket.limit.price == D("-0.75")
    ticket.show(AAPL)
    ticket.type_price(ticket.limit, "0.02")
    ticket.step_price(ticket.limit, -1)
    ticket.step_price(ticket.limit, -1)
    assert ticket.limit.price == D("0.01")


async def test_a_quantity_is_read_stepped_and_never_below_one(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.type_quantity("5")
    ticket.step_quantity(-9)
    assert ticket.quantity == 1
    ticket.type_quantity("-3")
    assert ticket.quantity == 1
    ticket.send(Side.BUY)
    ticket.join(Side.BUY)
    await bench.paper.drained()
    assert bench.paper.desk.orders == {}
    assert ticket.refusal == "'-3' is not a quantity. Nothing was sent."
    ticket.choose_quantity(D(2))
    assert ticket.problem == ""


async def test_an_edited_preset_is_kept_and_nonsense_is_not(bench: Bench) -> None:
    edited = tuple(map(D, (1, 2, 7, 5, 10)))
    bench.ticket.edit_preset(2, "7")
    assert bench.ticket.presets == edited
    assert bench.kept == [edited]
    bench.ticket.edit_preset(2, "seven")
    assert bench.ticket.presets == edited


async def test_a_sent_order_is_listed_with_its_state(bench: Bench) -> None:
    bench.ticket.choose_type(OrderType.MARKET)
    bench.ticket.send(Side.BUY)
    await bench.paper.drained()
    (sent,) = bench.ticket.sent.latest(3)
    assert (sent.words, sent.glyph, sent.state) == ("Buy 1 market", "✓", "4,800.25")
    assert bench.ticket.position == 1
    assert bench.ticket.refusal == ""


async def test_an_order_of_another_symbol_names_it_and_others_orders_are_not_listed(
    bench: Bench,
) -> None:
    bench.ticket.send(Side.BUY)
    await bench.buys(1)
    bench.ticket.show(INSTRUMENTS["ESM2024"])
    (sent,) = bench.ticket.sent.latest(3)
    assert sent.words == "Buy 1 ESH2024 limit 4,800.00"


async def test_an_order_of_unknown_outcome_stays_listed_and_holds_up_what_adds() -> None:
    bench = Bench(broker=SilentBroker(OutcomeUnknown(Message("outcome_unknown"))))
    await bench.open()
    ticket = bench.ticket
    ticket.join(Side.BUY)
    await bench.paper.drained()
    for _ in range(4):  # refused, as long as the outcome is not known
        ticket.send(Side.BUY)
        await bench.paper.drained()
    assert ticket.sent.unresolved == 1
    assert [sent.state for sent in ticket.sent.latest(2)] == ["Refused", "Unknown"]
    assert ticket.sent.latest(2)[1].glyph == "?"
    assert ticket.words.waits(Side.BUY).startswith("Buy waits. The outcome of an earlier order")
    await bench.close()


async def test_one_click_is_one_order_however_slow_the_loop_is(bench: Bench) -> None:
    bench.ticket.send(Side.BUY)
    for _ in range(50):
        bench.ticket.flush()  # frames pass while nothing else gets its turn
    await bench.paper.drained()
    assert len(bench.paper.desk.orders) == 1
    bench.ticket.send(Side.BUY)
    bench.ticket.send(Side.BUY)
    await bench.paper.drained()
    assert len(bench.paper.desk.orders) == 3


async def test_two_fast_clicks_are_two_orders_unless_the_account_guards_against_it() -> None:
    bench = Bench(limits=replace(PAPER, duplicate_window_s=D(2)))
    await bench.open()
    bench.ticket.send(Side.BUY)
    bench.ticket.send(Side.BUY)
    await bench.paper.drained()
    assert len(bench.ticket.working) == 1
    assert "The same order left" in bench.ticket.refusal
    await bench.close()


async def test_a_refusal_stays_in_words_until_the_next_action(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.choose_type(OrderType.MARKET)
    ticket.choose_quantity(D(500))
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert ticket.refusal.startswith("Refused. Nothing was sent. 500 ESH2024")
    bench.say("4802.00", "4802.25")
    ticket.flush()
    assert ticket.line(Side.SELL).words == ticket.refusal
    ticket.choose_quantity(D(1))
    assert ticket.refusal == ""


async def test_the_age_of_a_stale_quote_is_told_as_it_grows(bench: Bench) -> None:
    ages = []
    stop = bench.ticket.changed.connect(lambda _: ages.append(bench.ticket.stale))
    for silent in (0.5, 3.0, 3.0, 14.2):
        bench.paper.market.silent_s = silent
        bench.ticket.flush()
    bench.paper.market.state = FeedState.ENDED
    bench.ticket.flush()
    stop()
    assert ages[-3:] == ["3.0 s old", "14 s old", "ended"]


async def test_before_sending_it_says_what_each_side_would_come_to(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.choose_quantity(D(2))
    bought = ticket.what_if(Side.BUY)
    assert bought.preview is not None
    assert bought.preview.position_after == 2
    assert (bought.fees, bought.is_round_turn) == (D("9.00"), True)
    assert bought.if_stopped is None
    ticket.choose_quantity(D(500))
    assert ticket.what_if(Side.SELL).refusal is not None


async def test_an_order_that_only_closes_pays_one_side_and_loses_what_it_realises(
    bench: Bench,
) -> None:
    await bench.buys(2)
    ticket = bench.ticket
    ticket.choose_quantity(D(2))
    ticket.choose_type(OrderType.STOP)
    ticket.type_price(ticket.stop, "4796.25")
    stopped = ticket.what_if(Side.SELL)
    assert (stopped.fees, stopped.is_round_turn) == (D("4.50"), False)
    assert stopped.if_stopped == D(-400) - D("4.50")


async def test_the_change_is_from_the_previous_close_or_else_since_the_open(bench: Bench) -> None:
    assert bench.ticket.change is None
    bench.trade("4800.00", NOON_NS)
    for _ in range(2):  # a single one so far away is not believed
        bench.trade("4824.00", NOON_NS + MINUTE)
    assert bench.ticket.change == Change(D("24.00"), D("0.005"), since_open=True)
    for _ in range(2):
        bench.trade("4751.75", NOON_NS + 1440 * MINUTE)
    moved = bench.ticket.change
    assert moved is not None
    assert (moved.points, moved.since_open) == (D("-72.25"), False)
    assert round(moved.share, 4) == D("-0.0150")


async def test_join_rests_and_lift_trades(bench: Bench) -> None:
    bench.ticket.join(Side.BUY)
    await bench.paper.drained()
    assert [o.limit_price for o in bench.ticket.working] == [D("4800.00")]
    bench.ticket.take(Side.BUY)
    await bench.paper.drained()
    assert bench.ticket.position == 1


async def test_flatten_reverse_and_cancel_by_side(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.choose_type(OrderType.MARKET)
    ticket.send(Side.BUY)
    ticket.join(Side.SELL)
    await bench.paper.drained()
    ticket.cancel_all(Side.BUY)
    await bench.paper.drained()
    assert len(ticket.working) == 1
    ticket.reverse()
    await bench.paper.drained()
    assert ticket.position == -1
    ticket.flatten()
    await bench.paper.drained()
    assert ticket.position == 0
    assert list(ticket.working) == []


async def test_another_symbol_starts_with_prices_of_its_own(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.step_price(ticket.limit, 5)
    ticket.show(INSTRUMENTS["ESM2024"])
    assert ticket.limit.price is None
    assert ticket.limit.follows


async def test_orders_go_to_the_account_that_is_chosen() -> None:
    bench = Bench(accounts=["paper", "second"])
    await bench.open()
    bench.ticket.refuse("something earlier")
    bench.accounts.choose("second")
    assert bench.ticket.refusal == ""
    bench.ticket.join(Side.BUY)
    await bench.paper.drained()
    assert [o.account for o in bench.paper.desk.orders.values()] == ["second"]
    assert bench.ticket.buying_power("second") == 100_000
    assert bench.ticket.buying_power("nobody") is None
    await bench.close()


@pytest.mark.parametrize("side", list(Side))
async def test_a_missing_price_sends_nothing(bench: Bench, side: Side) -> None:
    bench.ticket.show(INSTRUMENTS["ESM2024"])
    bench.ticket.send(side)
    bench.ticket.join(side)
    await bench.paper.drained()
    assert bench.ticket.refusal
    assert bench.paper.desk.orders == {}


async def test_show_keeps_a_whole_number_of_lots(bench: Bench) -> None:
    small = replace(AAPL, lot_size=D("0.1"))
    bench.ticket.show(small)
    bench.ticket.type_quantity("0.3")
    bench.ticket.show(ES)
    assert bench.ticket.quantity == 1


async def test_a_price_that_snapped_is_no_news_for_another_type_or_order(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.type_price(ticket.limit, "4,799.90")
    ticket.choose_type(OrderType.STOP_LIMIT)
    assert "Snapped" not in ticket.line(None).words
    ticket.choose_type(OrderType.LIMIT)
    ticket.type_price(ticket.limit, "4,799.90")
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert "Snapped" not in ticket.line(None).words


async def test_reversing_or_flattening_nothing_is_said_calmly_and_not_listed(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.reverse()
    await bench.paper.drained()
    assert ticket.line(None) == Line("Already flat.", "t2")
    assert ticket.sent.latest(3) == []
    ticket.flatten()
    await bench.paper.drained()
    assert ticket.line(None) == Line("Nothing to flatten: no position or order in ESH2024.", "t2")


async def test_a_listed_order_has_a_short_form_without_its_price(bench: Bench) -> None:
    bench.ticket.send(Side.BUY)
    bench.ticket.show(INSTRUMENTS["ESM2024"])
    await bench.paper.drained()
    (sent,) = bench.ticket.sent.latest(3)
    assert sent.short == "Buy 1 ESH2024 limit"


async def test_a_stop_that_comes_with_the_order_limits_its_loss(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.choose_type(OrderType.MARKET)
    assert ticket.what_if(Side.BUY).if_stopped is None
    ticket.exits.take("stop", "16")
    assert ticket.what_if(Side.BUY).if_stopped == D(-200) - D("4.50")
    assert ticket.what_if(Side.SELL).if_stopped == D(-200) - D("4.50")


async def test_what_only_gets_out_has_no_exits_and_waits_for_none(bench: Bench) -> None:
    await bench.buys(1)
    ticket = bench.ticket
    ticket.choose_type(OrderType.MARKET)
    ticket.exits.take("stop", "nonsense")
    assert ticket.line(Side.BUY).words.startswith("Stop: 'nonsense'")
    assert ticket.line(Side.SELL).words == "Sell 1 ESH2024, market, day. A click sends at once."
    ticket.send(Side.BUY)
    ticket.take(Side.BUY)
    await bench.paper.drained()
    assert ticket.refusal == "Stop: 'nonsense' is not a number above zero. Nothing was sent."
    ticket.send(Side.SELL)
    await bench.paper.drained()
    assert ticket.position == 0


async def test_orders_at_the_quote_and_a_reversal_bring_the_exits_too(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.exits.take("stop", "16")
    ticket.take(Side.BUY)
    await bench.paper.drained()
    stops = [o.stop_price for o in ticket.working if o.link == "SL"]
    assert stops == [D("4796.25")]
    ticket.reverse()
    await bench.paper.drained()
    assert ticket.position == -1
    stops = [o.stop_price for o in ticket.working if o.link == "SL"]
    assert stops == [D("4804.00")]


async def test_an_order_that_was_refused_as_a_repetition_is_sent_when_meant() -> None:
    bench = Bench(limits=replace(PAPER, duplicate_window_s=D(2)))
    await bench.open()
    ticket = bench.ticket
    ticket.send(Side.BUY)
    await bench.paper.drained()
    # the button does not wait: the press is what asks
    assert ticket.words.waits(Side.BUY) == ""
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert len(ticket.working) == 1
    assert "Send it again within 2 s if you want it twice." in ticket.refusal
    # what is done in between takes the question back
    ticket.choose_quantity(D(2))
    ticket.choose_quantity(D(1))
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert len(ticket.working) == 1
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert len(ticket.working) == 2
    # and the one after asks again
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert len(ticket.working) == 2
    await bench.close()


async def test_a_trailing_stop_needs_a_distance_that_can_be_read(bench: Bench) -> None:
    await bench.buys(1)
    ticket = bench.ticket
    ticket.choose_type(OrderType.TRAILING_STOP)
    ticket.type_trail("x", "")
    assert ticket.line(None).words.startswith("Trail: 'x' is not a number")
    ticket.type_trail("2pt", "")
    ticket.step_trail(1)  # points have no ticks to step
    ticket.send(Side.SELL)
    await bench.paper.drained()
    (stop,) = ticket.working
    assert (stop.shown_type, stop.stop_price) == (OrderType.TRAILING_STOP, D("4798.00"))


async def test_an_order_waits_to_be_touched_on_its_side_of_the_market(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.choose_type(OrderType.MARKET_IF_TOUCHED)
    ticket.type_price(ticket.stop, "4,790")
    assert "beyond the 4,790.00" in ticket.words.waits(Side.SELL)
    assert ticket.words.waits(Side.BUY) == ""
    assert ticket.what_if(Side.BUY).if_stopped is None  # it limits no loss
    ticket.send(Side.BUY)
    await bench.paper.drained()
    (order,) = ticket.working
    assert (order.order_type, order.stop_price) == (OrderType.MARKET_IF_TOUCHED, D(4790))
    bench.paper.move("4789.75", "4790.00")
    await bench.paper.drained()
    assert ticket.position == 1


async def test_real_money_asks_before_what_adds_and_never_before_what_gets_out(
    bench: Bench,
) -> None:
    ticket, asked = bench.ticket, list[Question]()
    ticket.choose_type(OrderType.MARKET)
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert ticket.position == 1
    bench.arming.lower(ticket.account, Level.CONFIRM)
    ticket.sending.asking.connect(asked.append)
    assert ticket.line(Side.BUY).words.endswith("A click asks once more.")
    ticket.send(Side.BUY)
    ticket.reverse()
    await bench.paper.drained()
    assert ticket.position == 1
    assert [one.action for one in asked] == ["Buy 1 ESH2024", "Reverse ESH2024"]
    assert asked[0].sentence.endswith(": Buy 1 ESH2024 market, Day")
    ticket.sending.confirm(asked[0])
    await bench.paper.drained()
    assert ticket.position == 2
    ticket.send(Side.SELL)  # one of two: it can only get out
    await bench.paper.drained()
    assert ticket.position == 1
    assert len(asked) == 2
    bench.arming.arm(ticket.account)
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert ticket.position == 2
    assert len(asked) == 2


async def test_observed_nothing_enters_by_hand_and_exits_leave(bench: Bench) -> None:
    ticket, asked = bench.ticket, list[Question]()
    ticket.choose_type(OrderType.MARKET)
    ticket.send(Side.BUY)
    await bench.paper.drained()
    ticket.sending.asking.connect(asked.append)
    bench.arming.lower(ticket.account, Level.OBSERVE)
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert ticket.position == 1
    assert "is set to Observe" in ticket.refusal
    ticket.send(Side.SELL)
    await bench.paper.drained()
    assert ticket.position == 0
    assert not asked


async def test_a_preview_asks_at_every_level_and_says_what_the_order_would_come_to(
    bench: Bench,
) -> None:
    ticket, asked = bench.ticket, list[Question]()
    ticket.sending.asking.connect(asked.append)
    ticket.choose_type(OrderType.MARKET)
    ticket.exits.fill_in(TypedExits(unit="ticks", stop="8", target="16"))
    ticket.preview(Side.BUY)  # armed: a click would send at once
    await bench.paper.drained()
    assert bench.paper.desk.orders == {}
    (question,) = asked
    assert (question.sentence, question.side) == (
        "PAPER Paper: Buy 1 ESH2024 market, Day, with exits",
        "buy",
    )
    assert [(fact.caption, fact.value) for fact in question.facts][:4] == [
        ("Stop 4,798.25", "−$100.00"),
        ("Target 4,804.25", "+$200.00"),
        ("Fees, round turn", "$4.50"),
        ("Position after", "Long 1"),
    ]
    assert question.facts[4].caption.endswith(", after")
    ticket.sending.confirm(question)
    await bench.paper.drained()
    assert ticket.position == 1


async def test_a_preview_of_what_is_not_filled_in_says_so(bench: Bench) -> None:
    ticket, asked = bench.ticket, list[Question]()
    ticket.sending.asking.connect(asked.append)
    ticket.type_quantity("none")
    ticket.preview(Side.BUY)
    assert not asked
    assert ticket.refusal.endswith("Nothing was sent.")


async def test_what_is_confirmed_once_the_account_observes_leaves_only_as_a_way_out(
    bench: Bench,
) -> None:
    ticket, asked = bench.ticket, list[Question]()
    ticket.sending.asking.connect(asked.append)
    await bench.buys(1)
    ticket.choose_type(OrderType.MARKET)
    bench.arming.lower(ticket.account, Level.CONFIRM)
    ticket.send(Side.BUY)
    ticket.preview(Side.SELL)
    bench.arming.lower(ticket.account, Level.OBSERVE)
    adds, gets_out = asked
    ticket.sending.confirm(adds)
    await bench.paper.drained()
    assert ticket.position == 1
    assert "is set to Observe" in ticket.refusal
    ticket.sending.confirm(gets_out)
    await bench.paper.drained()
    assert ticket.position == 0


@pytest.mark.parametrize(
    ("side", "entry", "kind"),
    [
        (Side.BUY, "4795.00", OrderType.LIMIT),
        (Side.BUY, "4800.25", OrderType.LIMIT),
        (Side.BUY, "4800.50", OrderType.STOP),
        (Side.SELL, "4805.00", OrderType.LIMIT),
        (Side.SELL, "4800.00", OrderType.LIMIT),
        (Side.SELL, "4799.75", OrderType.STOP),
    ],
)
async def test_a_plan_is_filled_in_as_the_order_that_waits_for_its_entry(
    bench: Bench, side: Side, entry: str, kind: OrderType
) -> None:
    ticket, price = bench.ticket, D(entry)
    stop, target = price - 5 * side.sign, price + 10 * side.sign
    ticket.fill_in(ES, side, price, stop=stop, target=target)
    assert ticket.order_type is kind
    assert (ticket.stop if kind is OrderType.STOP else ticket.limit).price == price
    planned, aimed = ticket.planned_stop(side), ticket.planned_targets(side)
    assert planned is not None
    assert aimed is not None
    assert (planned.price, aimed.price) == (stop, target)
    assert ticket.line(None).words.endswith("Nothing was sent.")
    assert bench.paper.desk.orders == {}
    bench.say("4801.00", "4801.25")
    ticket.flush()
    assert (ticket.stop if kind is OrderType.STOP else ticket.limit).price == price


async def test_a_plan_that_is_filled_in_cannot_be_sent_on_the_other_side(bench: Bench) -> None:
    ticket = bench.ticket
    bench.arming.arm(ticket.account)
    ticket.fill_in(ES, Side.BUY, D("4795.00"), stop=D("4790.00"), target=D("4805.00"))
    ticket.send(Side.SELL)
    await bench.paper.drained()
    assert not any(order.is_live for order in bench.paper.desk.orders.values())
    assert ticket.refusal.startswith("Refused. Nothing was sent.")


async def test_a_plan_of_another_symbol_or_at_no_price_fills_in_nothing(bench: Bench) -> None:
    ticket = bench.ticket
    before = ticket.limit.price
    ticket.fill_in(AAPL, Side.BUY, D(170), stop=D(169), target=D(172))
    assert ticket.refusal == "Nothing was filled in: the plan is of AAPL."
    ticket.fill_in(ES, Side.BUY, D("4795.10"), stop=D(4790), target=D(4805))
    assert "cannot have these prices" in ticket.refusal
    ticket.show(AAPL)
    ticket.fill_in(AAPL, Side.SELL, D(2), stop=D(4), target=D(-2))
    assert "cannot have these prices" in ticket.refusal
    assert not ticket.exits.open
    ticket.show(ES)
    assert ticket.limit.price == before


async def test_a_price_that_has_left_is_cleared_and_one_that_was_refused_is_kept(
    bench: Bench,
) -> None:
    ticket = bench.ticket
    ticket.type_price(ticket.limit, "4799")
    ticket.choose_quantity(D(500))
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert "500 ESH2024 is more than the 100" in ticket.refusal
    assert ticket.limit.price == D(4799)
    ticket.choose_quantity(D(1))
    ticket.join(Side.SELL)  # at the quote: what is typed stays for its own order
    await bench.paper.drained()
    assert ticket.limit.price == D(4799)
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert (ticket.limit.price, ticket.limit.follows) == (D("4800.00"), True)
    assert ticket.quantity == 1
    assert sorted(o.limit_price or 0 for o in ticket.working) == [D(4799), D("4800.25")]


async def test_a_limit_follows_the_side_that_is_chosen(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.change_options(price_from="ask")
    assert ticket.limit.price == D("4800.25")
    bench.trade("4800.25")
    bench.say("4799.00", "4799.25")
    ticket.change_options(price_from="last")
    assert ticket.limit.price == D("4800.25")


async def test_a_size_from_risk_follows_the_market_and_the_stop(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.count_by(risk=True)
    ticket.type_quantity("$1,000")
    assert ticket.problem == "A size from risk needs a stop"
    ticket.exits.fill_in(TypedExits(unit="price", stop="4796"))
    assert ticket.quantity == 4  # 4 points are 200, and 4.50 of fees
    bench.say("4802.00", "4802.25")
    ticket.flush()
    assert ticket.quantity == 3  # now they are 6, and 304.50
    ticket.exits.fill_in(TypedExits(unit="price", stop="4806"))
    assert ticket.quantity == 4  # a stop above is that of a sale
    ticket.send(Side.SELL)
    await bench.paper.drained()
    assert [o.quantity for o in ticket.working if not o.link] == [D(4)] or ticket.position == -4
    ticket.show(AAPL)
    assert ticket.problem.startswith("Stop 4806 was a price of ESH2024")


def moves(bench: Bench, bid: str) -> None:
    """Quote anew to everybody."""
    ask = str(D(bid) + ES.tick_size)
    bench.paper.move(bid, ask)
    bench.say(bid, ask)


async def test_what_is_sent_is_worked_out_anew_while_nobody_looks_at_the_ticket(
    bench: Bench,
) -> None:
    ticket = bench.ticket
    ticket.count_by(risk=True)
    ticket.type_quantity("$1,000")
    ticket.exits.fill_in(TypedExits(unit="price", stop="4796"))
    assert ticket.quantity == 4
    drawn: list[None] = []
    ticket.changed.connect(drawn.append)
    for market, price, size in (("4808", "4797", 18), ("4803", "4798", 9), ("4801", "4799", 6)):
        moves(bench, market)
        ticket.order_at(Side.BUY, OrderType.LIMIT, D(price), "ladder")
        assert drawn == []  # the order goes first
        await bench.paper.drained()
        assert {(o.limit_price, o.quantity) for o in ticket.working} >= {(D(price), D(size))}
    moves(bench, "4800.50")
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert {(o.limit_price, o.quantity) for o in ticket.working} >= {(D("4800.50"), D(4))}
    ticket.flush()
    ticket.flush()
    assert len(drawn) == 1


async def test_the_active_strategy_enters_nothing_without_exits_to_go_along_with(
    bench: Bench,
) -> None:
    ticket = bench.ticket
    ticket.exits.choose(ticket.exits.offers.index("Active strategy"))
    ticket.choose_type(OrderType.MARKET)
    assert "no exits of a position work here" in ticket.problem
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert bench.paper.desk.orders == {}
    await bench.buys(2)  # without exits
    ticket.send(Side.BUY)
    await bench.paper.drained()
    assert ticket.position == 2
    assert "no exits of a long position work here" in ticket.refusal
    ticket.send(Side.SELL)  # a way out needs none
    await bench.paper.drained()
    assert ticket.position == 1
    ticket.exits.choose(0)
    assert ticket.problem == ""


async def test_a_price_picked_elsewhere_is_filled_in_and_not_sent(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.choose_type(OrderType.STOP)
    ticket.take_over(AAPL, Side.SELL, D("185.30"))
    assert ticket.instrument == AAPL
    assert ticket.order_type is OrderType.LIMIT
    assert (ticket.limit.price, ticket.limit.follows) == (D("185.30"), False)
    assert ticket.line(None) == Line("Filled in: sell limit 185.30. Nothing was sent.", "t2")
    await bench.paper.drained()
    assert bench.paper.desk.orders == {}
