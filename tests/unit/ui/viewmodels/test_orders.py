"""Orders without their widgets."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.orders_bench import Bench
from traderterminal.desk.arming import ARMED_S, Level
from traderterminal.desk.ports import Terms
from traderterminal.domain.errors import OrderRefused, OutcomeUnknown
from traderterminal.domain.exits import Exits, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.ui.viewmodels.orders import ChangeQuestion
from traderterminal.ui.viewmodels.typed import Taken

D = Decimal


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    await made.paper.open()
    yield made
    await made.close()


async def test_orders_are_counted_as_they_change(bench: Bench) -> None:
    # given one that fills and two that rest
    await bench.buy(2)
    first = await bench.stop("4790.00", 1)
    second = await bench.stop("4791.00", 1)
    counts = {name: bench.orders.count(name) for name in ("Working", "Filled", "All")}
    assert counts == {"Working": 2, "Filled": 1, "All": 3}
    # then the latest stands first
    shown = [row.order.order_id for row in bench.orders.rows]
    assert shown == [second.order_id, first.order_id]
    # and when one is cancelled it works no longer, but is still among all of them
    bench.orders.cancel(first.order_id)
    await bench.paper.drained()
    assert [row.order.order_id for row in bench.orders.rows] == [second.order_id]
    bench.orders.choose_filter("All")
    assert len(bench.orders.rows) == 3


async def test_cancel_all_takes_every_working_order_out(bench: Bench) -> None:
    await bench.buy(2)
    await bench.stop("4790.00", 1)
    await bench.stop("4791.00", 1)
    bench.orders.cancel_all()
    await bench.paper.drained()
    assert bench.orders.rows == []


async def test_the_orders_of_a_side_are_cancelled_and_the_others_stay(bench: Bench) -> None:
    await bench.buy(1)
    stop = await bench.stop("4790.00", 1)
    await bench.stop("4810.00", 1, side="buy")
    bench.orders.cancel_symbol("paper", "ESH2024", Side.BUY)
    await bench.paper.drained()
    assert [row.order.order_id for row in bench.orders.rows] == [stop.order_id]
    bench.orders.cancel_symbol("paper", "ESH2024")
    await bench.paper.drained()
    assert bench.orders.rows == []


async def test_a_view_that_opens_later_sees_the_orders_that_are_there(bench: Bench) -> None:
    await bench.buy(2)
    await bench.stop("4790.00", 2)
    later = bench.view()
    assert later.count("Working") == 1
    assert later.count("Filled") == 1
    later.close()


@pytest.mark.parametrize("account", ["paper", "nobody"])
async def test_an_account_whose_orders_rest_here_is_paper(bench: Bench, account: str) -> None:
    assert bench.orders.is_paper(account)


# Brackets.


async def test_the_legs_of_a_bracket_stand_below_their_entry(bench: Bench) -> None:
    await bench.bracket()
    alone = await bench.stop("4790.00", 1, side="sell")
    # the entry has filled, and stands there because its legs work
    legs = [(link, True, 0) for link in ("T1", "T2", "SL")]
    assert bench.shown == [("", False, 0), ("", False, 3), *legs]
    assert bench.orders.rows[0].order.order_id == alone.order_id
    assert bench.orders.count("Working") == 4


async def test_the_legs_of_a_package_stand_below_its_first(bench: Bench) -> None:
    first = await bench.package()
    assert bench.shown == [("", False, 1), ("", True, 0)]
    head, leg = bench.orders.rows
    assert (head.order.order_id, leg.head) == (first.order_id, first.order_id)
    assert not bench.orders.can_change(head.order)
    bench.orders.cancel(leg.order.order_id)
    await bench.paper.drained()
    assert bench.orders.rows == []


async def test_a_folded_bracket_says_how_many_legs_it_has(bench: Bench) -> None:
    entry = await bench.bracket()
    bench.orders.fold(entry.order_id, folded=True)
    (row,) = bench.orders.rows
    assert (row.order.order_id, row.legs, row.folded) == (entry.order_id, 3, True)
    bench.orders.fold(entry.order_id, folded=False)
    assert len(bench.orders.rows) == 4


async def test_who_goes_to_a_leg_of_a_folded_bracket_sees_it(bench: Bench) -> None:
    entry = await bench.bracket()
    bench.orders.fold(entry.order_id, folded=True)
    seen: list[tuple[str, list[str]]] = []
    bench.orders.found.connect(
        lambda order_id: seen.append((order_id, [r.order.order_id for r in bench.orders.rows]))
    )
    stop = bench.leg("SL").order_id
    bench.orders.go_to(stop)
    ((found, shown),) = seen
    assert found == stop
    assert stop in shown


async def test_among_filled_orders_only_filled_legs_stand_below(bench: Bench) -> None:
    await bench.bracket()
    bench.orders.choose_filter("Filled")
    assert bench.shown == [("", False, 0)]
    bench.paper.move("4804.25", "4804.50")
    await bench.paper.drained()
    assert bench.shown == [("", False, 1), ("T1", True, 0)]


# Changing in place.


async def test_a_typed_price_asks_for_a_change_once(bench: Bench) -> None:
    await bench.buy(1)
    stop = await bench.stop("4790.00", 1)
    assert bench.orders.price_to_edit(stop) == "4,790.00"
    assert bench.orders.take_price(stop, "4,791.25") == Taken()
    await bench.paper.drained()
    assert bench.latest(stop).stop_price == D("4791.25")
    assert bench.orders.said[0] == ""


async def test_a_price_off_the_tick_snaps_and_needs_another_enter(bench: Bench) -> None:
    await bench.buy(1)
    stop = await bench.stop("4790.00", 1)
    taken = bench.orders.take_price(stop, "4791.30")
    assert taken == Taken(False, "4,791.25", "Snapped to 4,791.25. Enter asks for it.")
    assert bench.orders.said == (taken.words, "warn")
    await bench.paper.drained()
    assert bench.latest(stop).stop_price == D("4790.00")
    assert bench.orders.take_price(stop, taken.text).done
    await bench.paper.drained()
    assert bench.latest(stop).stop_price == D("4791.25")


@pytest.mark.parametrize("text", ["", "soon", "47x1"])
async def test_what_cannot_be_read_changes_nothing_and_says_so(bench: Bench, text: str) -> None:
    await bench.buy(1)
    stop = await bench.stop("4790.00", 1)
    for take in (bench.orders.take_price, bench.orders.take_quantity):
        taken = take(stop, text)
        assert (taken.done, taken.text) == (False, text)
        assert bench.orders.said[0] == taken.words
        assert taken.words.endswith("The order stands as it was.")
    await bench.paper.drained()
    assert bench.latest(stop) == stop


async def test_the_same_value_asks_for_nothing(bench: Bench) -> None:
    await bench.buy(1)
    stop = await bench.stop("4790.00", 1)
    assert bench.orders.take_price(stop, "4790").done
    assert bench.orders.take_quantity(stop, "1").done
    await bench.paper.drained()
    assert bench.latest(stop) == stop


async def test_the_limit_of_a_stop_limit_keeps_its_distance(bench: Bench) -> None:
    order = await bench.place(
        "buy",
        1,
        order_type=OrderType.STOP_LIMIT,
        stop_price=D(4810),
        limit_price=D(4812),
    )
    assert bench.orders.take_price(order, "4815").done
    await bench.paper.drained()
    changed = bench.latest(order)
    assert (changed.stop_price, changed.limit_price) == (D(4815), D(4817))


async def test_a_quantity_changes_and_never_below_what_has_traded(bench: Bench) -> None:
    order = await bench.place("buy", 2, order_type=OrderType.LIMIT, limit_price=D(4790))
    assert bench.orders.quantity_to_edit(order) == "2"
    assert bench.orders.take_quantity(order, "5").done
    await bench.paper.drained()
    assert bench.latest(order).quantity == 5
    part = replace(bench.latest(order), filled_quantity=D(3))
    taken = bench.orders.take_quantity(part, "3")
    assert taken.words == "3 of it have traded. Cancel the rest instead."


async def test_a_refused_change_is_said_and_the_order_stands(bench: Bench) -> None:
    order = await bench.place("buy", 2, order_type=OrderType.LIMIT, limit_price=D(4790))
    assert bench.orders.take_quantity(order, "5000").done
    await bench.paper.drained()
    assert "5,000 ESH2024 is more than" in bench.orders.said[0]
    assert bench.latest(order) == order
    # and it is forgotten with the next thing that is done
    bench.orders.cancel(order.order_id)
    assert bench.orders.said[0] == ""
    await bench.paper.drained()


async def test_a_leg_moves_in_price_but_its_quantity_follows_the_entry(bench: Bench) -> None:
    await bench.bracket()
    target = bench.leg("T1")
    assert bench.orders.quantity_to_edit(target) is None
    assert bench.orders.take_price(target, "4806").done
    await bench.paper.drained()
    assert bench.leg("T1").limit_price == D(4806)


async def test_what_has_changed_meanwhile_is_not_changed_again(bench: Bench) -> None:
    await bench.buy(1)
    stop = await bench.stop("4790.00", 1)
    await bench.paper.desk.cancel(stop.order_id)
    await bench.paper.drained()
    assert bench.orders.take_price(stop, "4791").done
    assert bench.orders.said[0] == "The order has ended. Nothing was sent."
    assert bench.orders.price_to_edit(bench.latest(stop)) is None
    assert bench.orders.quantity_to_edit(bench.latest(stop)) is None


def answer_changes(bench: Bench, patch: pytest.MonkeyPatch, error: Exception) -> list[Terms]:
    """Let the broker answer every change with an error; return what it was asked for."""
    asked: list[Terms] = []

    async def answer(order: Order, terms: Terms) -> None:
        asked.append(terms)
        raise error

    patch.setattr(bench.paper.broker, "replace", answer)
    return asked


async def test_while_a_change_is_on_its_way_the_row_says_what_was_asked(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.buy(1)
    stop = await bench.stop("4790.00", 1)
    asked = answer_changes(bench, monkeypatch, OutcomeUnknown(Message("outcome_unknown")))
    assert bench.orders.take_price(stop, "4791").done
    await bench.paper.drained()
    (row,) = bench.orders.rows
    assert row.order.status is OrderStatus.PENDING_REPLACE
    assert row.asked == Terms(D(1), None, D(4791))
    assert bench.orders.price_to_edit(row.order) is None  # one change at a time
    assert asked == [row.asked]


async def test_after_a_refusal_by_the_broker_nothing_is_asked_any_more(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.buy(1)
    stop = await bench.stop("4790.00", 1)
    answer_changes(bench, monkeypatch, OrderRefused(Message("refused")))
    assert bench.orders.take_price(stop, "4791").done
    await bench.paper.drained()
    (row,) = bench.orders.rows
    assert (row.order.status, row.asked) == (OrderStatus.ACCEPTED, None)
    assert bench.orders.said[0] == "Refused."


# Break even.


async def test_a_stop_goes_to_where_its_entry_was_paid(bench: Bench) -> None:
    await bench.bracket()
    stop = bench.leg("SL")
    assert bench.orders.even_price(stop) is None  # the market is not beyond the entry
    bench.orders.move_to_even(stop)
    assert bench.orders.said[0].startswith("The market is not beyond the entry.")
    bench.paper.move("4802.00", "4802.25")
    bench.say("4802.00", "4802.25")
    assert bench.orders.even_price(stop) == D("4800.25")
    bench.orders.move_to_even(stop)
    await bench.paper.drained()
    assert bench.leg("SL").stop_price == D("4800.25")
    assert bench.orders.even_price(bench.leg("SL")) is None  # it is there
    assert bench.orders.said[0] == ""


async def test_a_stop_of_no_bracket_goes_to_the_average_of_the_position(bench: Bench) -> None:
    await bench.place("sell", 1)
    stop = await bench.stop("4810.00", 1, side="buy")
    bench.say("4795.00", "4795.25")
    assert bench.orders.even_price(stop) == D("4800.00")
    entry = await bench.stop("4790.00", 1, side="sell")
    assert bench.orders.even_price(entry) is None  # it protects nothing


async def test_a_trailing_stop_goes_to_break_even_and_no_further(bench: Bench) -> None:
    await bench.place("buy", 1, exits=Exits(trail=Trail(ticks=40)))
    bench.say("4802.00", "4802.25")
    assert bench.orders.even_price(bench.leg("SL")) == D("4800.25")


async def test_only_a_stop_goes_to_break_even(bench: Bench) -> None:
    await bench.bracket()
    bench.say("4802.00", "4802.25")
    assert bench.orders.even_price(bench.leg("T1")) is None


# Real money.


async def test_new_terms_that_may_lead_into_the_market_are_asked_for_once_more(
    bench: Bench,
) -> None:
    asked: list[ChangeQuestion] = []
    bench.orders.asking.connect(asked.append)
    resting = await bench.place("buy", 2, order_type=OrderType.LIMIT, limit_price=D("4790"))
    bench.arming.lower("paper", Level.CONFIRM)
    bench.orders.take_price(resting, "4795")
    await bench.paper.drained()
    (question,) = asked
    assert bench.latest(resting).limit_price == D("4790")
    assert "Buy 2 ESH2024 limit 4,795.00, in place of 2 limit 4,790.00" in question.sentence
    bench.orders.confirm(question)
    await bench.paper.drained()
    assert bench.latest(resting).limit_price == D("4795")
    # more of it is asked for, too; less of it is not
    bench.orders.take_quantity(bench.latest(resting), "3")
    assert len(asked) == 2
    bench.orders.take_quantity(bench.latest(resting), "1")
    await bench.paper.drained()
    assert (len(asked), bench.latest(resting).quantity) == (2, D(1))


async def test_in_observe_terms_are_not_changed_by_hand_but_for_a_way_out(bench: Bench) -> None:
    asked: list[ChangeQuestion] = []
    bench.orders.asking.connect(asked.append)
    await bench.place("buy", 2)
    entry = await bench.place("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4790"))
    out = await bench.place("sell", 2, order_type=OrderType.LIMIT, limit_price=D("4810"))
    bench.arming.lower("paper", Level.OBSERVE)
    bench.orders.take_price(entry, "4791")
    assert "Observe" in bench.orders.said[0]
    bench.orders.take_price(out, "4805")
    await bench.paper.drained()
    assert bench.latest(entry).limit_price == D("4790")
    assert bench.latest(out).limit_price == D("4805")
    # more than is held would turn the position over
    bench.orders.take_quantity(bench.latest(out), "3")
    assert "Observe" in bench.orders.said[0]
    assert asked == []


async def test_an_order_that_is_more_than_is_held_is_changed_in_observe_by_nobody(
    bench: Bench,
) -> None:
    """Of two exits of all that is held the second turns the position once both trade."""
    await bench.place("buy", 2)
    first = await bench.place("sell", 2, order_type=OrderType.LIMIT, limit_price=D("4810"))
    second = await bench.place("sell", 1, order_type=OrderType.LIMIT, limit_price=D("4811"))
    bench.arming.lower("paper", Level.OBSERVE)
    for take, text in ((bench.orders.take_quantity, "2"), (bench.orders.take_price, "4805")):
        take(second, text)
        await bench.paper.drained()
        assert "Observe" in bench.orders.said[0]
        assert bench.latest(second) == second
    bench.orders.take_price(first, "4805")
    await bench.paper.drained()
    assert bench.latest(first).limit_price == D("4805")


async def test_two_changes_at_once_of_what_is_held_do_not_add(bench: Bench) -> None:
    """Each of them is a way out when it is asked for; by its turn the other has grown."""
    await bench.place("buy", 3)
    exits = [
        await bench.place("sell", 1, order_type=OrderType.LIMIT, limit_price=D(price))
        for price in ("4810", "4811")
    ]
    bench.arming.lower("paper", Level.OBSERVE)
    for one in exits:
        bench.orders.take_quantity(one, "2")
    await bench.paper.drained()
    assert sorted(bench.latest(one).quantity for one in exits) == [D(1), D(2)]
    assert "would add exposure" in bench.orders.said[0]


async def test_terms_confirmed_once_the_account_observes_are_not_sent(bench: Bench) -> None:
    asked: list[ChangeQuestion] = []
    bench.orders.asking.connect(asked.append)
    entry = await bench.place("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4790"))
    bench.arming.lower("paper", Level.CONFIRM)
    bench.orders.take_price(entry, "4791")
    bench.arming.lower("paper", Level.OBSERVE)
    bench.orders.confirm(asked[0])
    await bench.paper.drained()
    assert bench.latest(entry).limit_price == D("4790")
    assert "Observe" in bench.orders.said[0]


async def test_armed_a_change_goes_at_once_and_keeps_the_account_armed(bench: Bench) -> None:
    resting = await bench.place("buy", 2, order_type=OrderType.LIMIT, limit_price=D("4790"))
    assert bench.arming.arm("paper") is None
    clock = bench.paper.host
    clock.advance_to(clock.now_ns() + 1_700 * NANOSECONDS)
    bench.orders.take_price(resting, "4791")
    await bench.paper.drained()
    assert bench.latest(resting).limit_price == D("4791")
    assert bench.arming.left_s("paper") == ARMED_S


async def test_what_is_confirmed_too_late_changes_nothing(bench: Bench) -> None:
    asked: list[ChangeQuestion] = []
    bench.orders.asking.connect(asked.append)
    resting = await bench.place("buy", 2, order_type=OrderType.LIMIT, limit_price=D("4790"))
    bench.arming.lower("paper", Level.CONFIRM)
    bench.orders.take_price(resting, "4795")
    bench.orders.cancel(resting.order_id)
    await bench.paper.drained()
    bench.orders.confirm(asked[0])
    assert "changed meanwhile" in bench.orders.said[0]
    assert bench.latest(resting).status is OrderStatus.CANCELED


async def test_a_change_is_not_confirmed_once_the_order_stands_otherwise(bench: Bench) -> None:
    asked: list[ChangeQuestion] = []
    bench.orders.asking.connect(asked.append)
    resting = await bench.place("buy", 2, order_type=OrderType.LIMIT, limit_price=D("4790"))
    bench.arming.lower("paper", Level.CONFIRM)
    bench.orders.move(resting, D("4795"))
    await bench.paper.desk.replace(resting.order_id, Terms(D(2), D("4780")))
    await bench.paper.drained()
    bench.orders.confirm(asked[0])
    await bench.paper.drained()
    assert bench.orders.said[0].startswith("The order has changed meanwhile.")
    assert bench.orders.said_of == resting.order_id
    assert bench.latest(resting).limit_price == D("4780")


async def test_the_question_of_a_stop_limit_names_trigger_and_limit(bench: Bench) -> None:
    asked: list[ChangeQuestion] = []
    bench.orders.asking.connect(asked.append)
    kind = OrderType.STOP_LIMIT
    terms = {"stop_price": D("4810"), "limit_price": D("4811")}
    resting = await bench.place("buy", 1, order_type=kind, **terms)
    bench.arming.lower("paper", Level.CONFIRM)
    bench.orders.move(resting, D("4820"))
    assert asked[0].sentence.endswith(
        "Buy 1 ESH2024 stop limit 4,820.00 / 4,821.00, in place of 1 stop limit 4,810.00 / 4,811.00"
    )
