"""When a paper order trades, at which price, and how much of it."""

from typing import Any

import pytest

from traderterminal.domain.orders import TimeInForce
from traderterminal.market.ticks import Aggressor, DepthTick, FeedTick, QuoteTick, TradeTick
from traderterminal.paper.matching import (
    BUY,
    SELL,
    Dropped,
    Execution,
    Matcher,
    Outcome,
    PaperOrder,
    Pulled,
)
from traderterminal.paper.resting import FillMode, Standing

DAY, IOC, FOK = TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK


def quote(bid: int | None, bid_size: int, ask: int | None, ask_size: int) -> QuoteTick:
    return QuoteTick("ES", 1, bid, bid_size, ask, ask_size)


def trade(price: int, size: int, aggressor: Aggressor = Aggressor.SELLER) -> TradeTick:
    return TradeTick("ES", 1, price, size, aggressor)


def paper_order(order_id: str, sign: int, lots: int, **changes: Any) -> PaperOrder:
    changes.setdefault("time_in_force", DAY)
    return PaperOrder(order_id, sign, lots, **changes)


def traded(outcomes: list[Outcome]) -> list[tuple[str, int, int]]:
    return [(o.order_id, o.price, o.lots) for o in outcomes if isinstance(o, Execution)]


@pytest.fixture
def matcher() -> Matcher:
    made = Matcher()
    made.see(quote(100, 10, 101, 5))
    return made


def run(matcher: Matcher, *happenings: PaperOrder | FeedTick) -> list[Any]:
    """Let the rows of one event, or entries, happen and decide at the end."""
    for happening in happenings:
        if isinstance(happening, PaperOrder):
            matcher.enter(happening)
        else:
            matcher.see(happening)
    return list(matcher.settle())


def test_quotes_tell_nothing_new_where_levels_are_shown(matcher: Matcher) -> None:
    assert not matcher.is_deep
    run(matcher, LEVELS)
    assert matcher.is_deep
    run(matcher, quote(100, 9, 104, 9))  # late: its levels came already
    assert traded(run(matcher, paper_order("m", BUY, 6))) == [("m", 101, 5), ("m", 102, 1)]
    matcher.forget_market()
    assert not matcher.is_deep
    assert traded(run(matcher, quote(100, 9, 104, 9), paper_order("n", BUY, 1))) == [("n", 104, 1)]


@pytest.mark.parametrize(("sign", "price"), [(BUY, 101), (SELL, 100)])
def test_a_market_order_trades_at_the_opposite_quote(
    matcher: Matcher, sign: int, price: int
) -> None:
    assert traded(run(matcher, paper_order("m", sign, 2))) == [("m", price, 2)]


def test_a_market_order_takes_no_more_than_is_displayed(matcher: Matcher) -> None:
    assert traded(run(matcher, paper_order("m", BUY, 8))) == [("m", 101, 5)]
    # the same display again is not new size
    assert traded(run(matcher, quote(100, 9, 101, 5))) == []
    assert traded(run(matcher, quote(100, 9, 101, 7))) == [("m", 101, 2)]
    assert traded(run(matcher, quote(100, 9, 102, 4))) == [("m", 102, 1)]
    assert len(matcher) == 0


LEVELS = DepthTick("ES", 1, (("A", 101, 5), ("A", 102, 3), ("A", 104, 9), ("B", 100, 9)))


def test_a_market_order_walks_the_levels_that_are_displayed(matcher: Matcher) -> None:
    outcomes = run(matcher, LEVELS, paper_order("m", BUY, 10))
    assert traded(outcomes) == [("m", 101, 5), ("m", 102, 3), ("m", 104, 2)]
    assert [o.seen["expected"] for o in outcomes] == [101] * 3
    # what it took is gone until new size shows
    assert traded(run(matcher, paper_order("n", BUY, 9))) == [("n", 104, 7)]


def test_a_limit_walks_no_farther_than_its_price(matcher: Matcher) -> None:
    outcomes = run(matcher, LEVELS, paper_order("l", BUY, 10, limit=103))
    assert traded(outcomes) == [("l", 101, 5), ("l", 102, 3)]


@pytest.mark.parametrize(("lots", "filled"), [(17, 17), (18, 0)])
def test_all_or_nothing_counts_every_level_within_its_limit(
    matcher: Matcher, lots: int, filled: int
) -> None:
    outcomes = run(matcher, LEVELS, paper_order("f", BUY, lots, time_in_force=FOK))
    assert sum(lots for _, _, lots in traded(outcomes)) == filled


def test_where_bids_and_asks_overlap_nothing_trades(matcher: Matcher) -> None:
    overlap = DepthTick("ES", 1, (("B", 103, 4),))
    stop = paper_order("s", BUY, 1, stop=102)
    assert run(matcher, overlap, paper_order("m", BUY, 1), stop) == []


# Auctions.


def closed(matcher: Matcher) -> None:
    assert list(matcher.settle(is_open=False)) == []


def test_an_auction_fills_at_its_price_who_stood_before_it_and_asked_no_better(
    matcher: Matcher,
) -> None:
    matcher.enter(paper_order("better", BUY, 2, limit=105))
    matcher.enter(paper_order("market", SELL, 3))
    matcher.enter(paper_order("worse", BUY, 1, limit=102))
    closed(matcher)
    opening = (trade(103, 4, Aggressor.NEITHER), quote(102, 5, 104, 5))
    outcomes = run(matcher, paper_order("late", BUY, 1, limit=103), *opening)
    assert traded(outcomes) == [("better", 103, 2), ("market", 103, 3)]
    assert {o.rule for o in outcomes} == {"auction"}


def test_orders_share_what_an_auction_printed_by_price_and_time(matcher: Matcher) -> None:
    for order_id, limit in (("second", 104), ("first", 105), ("third", 104)):
        matcher.enter(paper_order(order_id, BUY, 2, limit=limit))
    closed(matcher)
    outcomes = run(matcher, trade(103, 3, Aggressor.NEITHER), quote(103, 5, 106, 5))
    assert traded(outcomes) == [("first", 103, 2), ("second", 103, 1)]


def test_who_comes_with_an_auction_was_not_in_it_and_takes_what_it_shows(matcher: Matcher) -> None:
    closed(matcher)
    opening = (trade(103, 4, Aggressor.NEITHER), quote(102, 5, 104, 5))
    (late,) = run(matcher, paper_order("late", BUY, 1, limit=105), *opening)
    assert (late.rule, late.price) == ("taken", 104)


def test_both_sides_of_an_auction_are_one_print(matcher: Matcher) -> None:
    run(matcher, paper_order("bought", BUY, 3, limit=100), quote(100, 5, 104, 5))
    run(matcher, paper_order("asked just that", BUY, 4, limit=99), quote(99, 1, 104, 5))
    matcher.enter(paper_order("sold", SELL, 3, limit=98))
    closed(matcher)
    outcomes = run(matcher, trade(99, 6, Aggressor.NEITHER), quote(99, 1, 104, 5))
    assert traded(outcomes) == [
        ("bought", 99, 3),
        ("sold", 99, 3),
        ("asked just that", 99, 2),  # of the six that were bought, behind the one that stood
    ]


@pytest.mark.parametrize("aggressor", [Aggressor.NEITHER, Aggressor.SELLER])
def test_later_such_a_print_is_a_spread_trade_and_goes_through_nobody(
    matcher: Matcher, aggressor: Aggressor
) -> None:
    matcher.enter(paper_order("l", BUY, 2, limit=99))
    closed(matcher)
    assert run(matcher, quote(100, 5, 101, 5)) == []
    filled = [("l", 99, 2)] if aggressor is Aggressor.SELLER else []
    assert traded(run(matcher, trade(98, 5, aggressor))) == filled


def test_an_auction_ends_what_overlapped(matcher: Matcher) -> None:
    run(matcher, paper_order("l", SELL, 2, limit=102), DepthTick("ES", 1, (("B", 103, 4),)))
    parted = DepthTick("ES", 2, (("B", 103, 0), ("A", 101, 0), ("A", 104, 1)))
    outcomes = run(matcher, trade(103, 4, Aggressor.NEITHER), parted)
    assert traded(outcomes) == [("l", 103, 2)]


def test_displayed_size_is_not_taken_twice_by_two_orders(matcher: Matcher) -> None:
    outcomes = run(matcher, paper_order("a", BUY, 4), paper_order("b", BUY, 4))
    assert traded(outcomes) == [("a", 101, 4), ("b", 101, 1)]


def test_size_that_shrinks_below_what_is_left_is_gone(matcher: Matcher) -> None:
    run(matcher, paper_order("a", BUY, 1))
    run(matcher, quote(100, 10, 101, 2))
    assert traded(run(matcher, paper_order("b", BUY, 4))) == [("b", 101, 2)]


def test_a_marketable_limit_gets_the_better_quote(matcher: Matcher) -> None:
    assert traded(run(matcher, paper_order("l", BUY, 1, limit=103))) == [("l", 101, 1)]


def test_a_resting_limit_waits_until_the_market_reaches_it(matcher: Matcher) -> None:
    assert run(matcher, paper_order("l", BUY, 3, limit=99)) == []
    assert run(matcher, quote(99, 5, 100, 9)) == []
    # a print at its price takes what is ahead first
    assert run(matcher, trade(99, 4), quote(99, 1, 100, 9)) == []
    assert traded(run(matcher, quote(98, 5, 99, 2))) == [("l", 99, 2)]


def test_a_print_at_its_price_reaches_a_limit_once_the_queue_ahead_is_gone(
    matcher: Matcher,
) -> None:
    run(matcher, paper_order("l", BUY, 3, limit=100))
    assert run(matcher, trade(100, 8), quote(100, 2, 101, 5)) == []
    (execution,) = run(matcher, trade(100, 4), quote(100, 1, 101, 5))
    assert traded([execution]) == [("l", 100, 2)]
    assert execution.rule == "queue"
    assert (execution.seen["print"], execution.seen["printed"]) == (100, 4)
    assert 0 < execution.confidence < 1


def test_a_fill_from_the_queue_tells_what_stood_before_it_and_what_traded(
    matcher: Matcher,
) -> None:
    run(matcher, paper_order("l", BUY, 3, limit=100))
    run(matcher, trade(100, 8), quote(100, 2, 101, 5))
    (execution,) = run(matcher, trade(100, 4), quote(100, 1, 101, 5))
    names = ("queue_at_entry", "queue_at_fill", "traded_at_price")
    assert [execution.seen[name] for name in names] == [10, 2, 12]


def test_an_order_says_what_stands_before_it_and_how_sure_that_is(matcher: Matcher) -> None:
    run(matcher, paper_order("l", BUY, 3, limit=100), paper_order("deep", BUY, 1, limit=90))
    run(matcher, trade(100, 4), quote(100, 6, 101, 5))
    standing = matcher.standing("l")
    assert standing is not None
    assert (standing.ahead, standing.seen_ns) == (6, 1)
    assert standing.confidence == pytest.approx(0.97, abs=0.01)
    assert matcher.standing("deep") == Standing(None, 0, None)
    assert matcher.standing("gone") is None
    # given its price goes out of sight
    run(matcher, QuoteTick("ES", 2, 101, 1, 102, 1))
    assert matcher.standing("l") == Standing(6, 1, None)


def test_an_order_that_slips_tells_what_it_came_for(matcher: Matcher) -> None:
    run(matcher, paper_order("m", BUY, 7), paper_order("s", SELL, 1, stop=98))
    (rest,) = run(matcher, quote(101, 5, 103, 9))
    assert (rest.price, rest.seen["expected"]) == (103, 101)
    _, stopped = run(matcher, trade(97, 1), quote(95, 5, 96, 9))
    assert (stopped.price, stopped.seen["expected"]) == (95, 98)


def test_own_orders_at_a_price_share_a_print_first_come_first_served(matcher: Matcher) -> None:
    for order_id in ("first", "second"):
        run(matcher, paper_order(order_id, BUY, 2, limit=100))
    outcomes = run(matcher, trade(100, 13), quote(100, 4, 101, 5))
    assert traded(outcomes) == [("first", 100, 2), ("second", 100, 1)]


def test_who_waits_out_a_closed_session_queues_anew(matcher: Matcher) -> None:
    run(matcher, paper_order("l", BUY, 1, limit=100))
    matcher.see(quote(100, 30, 101, 5))
    assert list(matcher.settle(is_open=False)) == []
    assert run(matcher) == []
    assert run(matcher, trade(100, 29), quote(100, 2, 101, 5)) == []
    assert traded(run(matcher, trade(100, 2), quote(100, 3, 101, 5))) == [("l", 100, 1)]


def test_a_partly_met_limit_keeps_its_place_in_the_queue(matcher: Matcher) -> None:
    run(matcher, paper_order("l", BUY, 3, limit=100))
    assert traded(run(matcher, quote(99, 2, 100, 1))) == [("l", 100, 1)]
    matcher.shrink("l", 1)
    assert traded(run(matcher, quote(100, 2, 101, 1), trade(100, 5))) == [("l", 100, 1)]
    assert len(matcher) == 0


def test_a_market_that_starts_again_is_queued_for_anew(matcher: Matcher) -> None:
    run(matcher, paper_order("l", BUY, 1, limit=100))
    matcher.forget_market()
    assert run(matcher, quote(100, 4, 101, 5)) == []
    assert traded(run(matcher, trade(100, 5), quote(100, 4, 101, 5))) == [("l", 100, 1)]


def test_a_careful_order_waits_longer_than_a_realistic_one(matcher: Matcher) -> None:
    careful = paper_order("careful", BUY, 1, limit=100, fill_mode=FillMode.CONSERVATIVE)
    run(matcher, careful, paper_order("realistic", BUY, 1, limit=100))
    run(matcher, quote(100, 16, 101, 5))
    for left in range(15, 9, -1):  # some of these cancels were ahead
        run(matcher, quote(100, left, 101, 5))
    outcomes = run(matcher, trade(100, 9), quote(100, 1, 101, 5))
    assert traded(outcomes) == [("realistic", 100, 1)]


def test_a_resting_limit_never_trades_better_or_worse_than_its_price(matcher: Matcher) -> None:
    run(matcher, paper_order("l", BUY, 3, limit=99))
    assert traded(run(matcher, quote(94, 5, 95, 9))) == [("l", 99, 3)]


def test_a_print_beyond_a_resting_limit_fills_up_to_its_size(matcher: Matcher) -> None:
    run(matcher, paper_order("l", BUY, 3, limit=99))
    assert traded(run(matcher, trade(98, 2))) == [("l", 99, 2)]


def test_a_print_is_shared_by_price_then_time(matcher: Matcher) -> None:
    run(matcher, paper_order("late", BUY, 1, limit=98), paper_order("best", BUY, 1, limit=99))
    run(matcher, paper_order("last", BUY, 1, limit=98))
    outcomes = run(matcher, trade(97, 2))
    assert traded(outcomes) == [("best", 99, 1), ("late", 98, 1)]


@pytest.mark.parametrize("aggressor", [Aggressor.NEITHER, Aggressor.BUYER])
def test_only_a_seller_who_trades_through_fills_a_resting_buy(
    matcher: Matcher, aggressor: Aggressor
) -> None:
    run(matcher, paper_order("l", BUY, 1, limit=99))
    assert run(matcher, trade(98, 5, aggressor)) == []


def test_a_limit_that_has_just_arrived_is_not_filled_by_the_print_before_it(
    matcher: Matcher,
) -> None:
    assert run(matcher, trade(97, 5), paper_order("l", BUY, 1, limit=99)) == []


def test_a_stop_trades_at_the_quote_after_the_trade_that_triggered_it(matcher: Matcher) -> None:
    run(matcher, paper_order("s", SELL, 1, stop=98))
    # the print comes first, the quote it led to follows within the same event
    outcomes = run(matcher, trade(98, 3), quote(96, 4, 97, 4))
    assert traded(outcomes) == [("s", 96, 1)]


def test_a_stop_does_not_trade_at_a_quote_that_was_traded_through(matcher: Matcher) -> None:
    run(matcher, paper_order("s", SELL, 1, stop=98))
    assert run(matcher, trade(90, 3)) == [Pulled("s")]  # the bid of 100 is the past
    assert traded(run(matcher, quote(89, 4, 91, 4))) == [("s", 89, 1)]


@pytest.mark.parametrize(("printed", "sign", "price"), [(90, SELL, 100), (110, BUY, 101)])
def test_a_trade_without_an_aggressor_leaves_the_quote_alone(
    matcher: Matcher, printed: int, sign: int, price: int
) -> None:
    run(matcher, trade(printed, 3, Aggressor.NEITHER))
    assert traded(run(matcher, paper_order("m", sign, 1))) == [("m", price, 1)]


@pytest.mark.parametrize(
    ("sign", "stop", "moved"), [(BUY, 103, (103, 1, 104, 1)), (SELL, 98, (97, 1, 98, 1))]
)
def test_a_stop_is_triggered_when_the_whole_quote_has_passed_it(
    matcher: Matcher, sign: int, stop: int, moved: tuple[int, int, int, int]
) -> None:
    assert run(matcher, paper_order("s", sign, 1, stop=stop)) == []
    assert len(traded(run(matcher, quote(*moved)))) == 1


def test_a_stop_limit_becomes_a_limit_and_not_a_market_order(matcher: Matcher) -> None:
    run(matcher, paper_order("s", BUY, 1, stop=103, limit=104))
    assert run(matcher, trade(103, 1, Aggressor.BUYER), quote(105, 1, 106, 9)) == [Pulled("s")]
    assert traded(run(matcher, quote(103, 1, 104, 9))) == [("s", 104, 1)]


def test_a_stop_stands_behind_those_who_were_in_the_market_before_it(matcher: Matcher) -> None:
    run(matcher, paper_order("s", BUY, 3, stop=102, limit=102))
    run(matcher, paper_order("l", BUY, 3, limit=102, time_in_force=DAY), quote(100, 1, 103, 1))
    outcomes = run(matcher, trade(102, 1, Aggressor.BUYER), quote(101, 1, 102, 4))
    assert traded(outcomes) == [("l", 102, 3), ("s", 102, 1)]


def test_a_stop_says_that_it_was_triggered_before_it_trades(matcher: Matcher) -> None:
    run(matcher, paper_order("s", SELL, 1, stop=98))
    outcomes = run(matcher, trade(98, 3), quote(96, 4, 97, 4))
    assert [type(outcome) for outcome in outcomes] == [Pulled, Execution]


def test_what_happens_without_trading_leads_to_nothing_later_either(matcher: Matcher) -> None:
    run(matcher, paper_order("l", BUY, 1, limit=99), paper_order("s", SELL, 1, stop=98))
    matcher.see(trade(90, 5))
    assert list(matcher.settle(is_open=False)) == []
    assert run(matcher, quote(100, 10, 101, 5)) == []


def test_who_may_not_wait_does_not_wait_for_the_opening(matcher: Matcher) -> None:
    matcher.enter(paper_order("i", BUY, 8, time_in_force=IOC))
    matcher.enter(paper_order("d", BUY, 8, limit=99))
    assert list(matcher.settle(is_open=False)) == [Dropped("i", 101, whole=False)]
    assert len(matcher) == 1


def test_an_untriggered_stop_never_trades(matcher: Matcher) -> None:
    run(matcher, paper_order("s", SELL, 1, stop=98))
    assert run(matcher, trade(99, 9), quote(99, 9, 100, 9)) == []


def test_immediate_or_cancel_drops_its_rest(matcher: Matcher) -> None:
    outcomes = run(matcher, paper_order("i", BUY, 8, time_in_force=IOC))
    assert traded(outcomes) == [("i", 101, 5)]
    assert outcomes[-1] == Dropped("i", 101, whole=False)
    assert len(matcher) == 0


def test_fill_or_kill_takes_all_or_nothing(matcher: Matcher) -> None:
    assert run(matcher, paper_order("f", BUY, 6, time_in_force=FOK)) == [
        Dropped("f", 101, whole=True)
    ]
    assert traded(run(matcher, paper_order("g", BUY, 5, time_in_force=FOK))) == [("g", 101, 5)]


def test_a_market_order_waits_for_a_side_that_is_empty() -> None:
    matcher = Matcher()
    assert run(matcher, paper_order("m", BUY, 1)) == []
    assert traded(run(matcher, quote(None, 0, 103, 1))) == [("m", 103, 1)]


def test_a_removed_order_does_not_trade(matcher: Matcher) -> None:
    run(matcher, paper_order("l", BUY, 1, limit=99))
    assert matcher.remove("l")
    assert not matcher.remove("l")
    assert run(matcher, quote(90, 5, 91, 5)) == []


def test_a_fill_tells_what_was_seen(matcher: Matcher) -> None:
    (execution,) = run(matcher, paper_order("m", BUY, 2))
    assert execution.rule == "taken"
    assert execution.seen == {
        "displayed": 5,
        "left": 3,
        "expected": 101,
        "bid": 100,
        "bid_size": 10,
        "ask": 101,
        "ask_size": 5,
    }


@pytest.mark.parametrize(
    ("sign", "price", "beside", "there"),
    [
        (BUY, 99, (99, 1, 100, 1), (98, 1, 99, 1)),  # the ask comes down to it
        (SELL, 102, (101, 1, 102, 1), (102, 1, 103, 1)),  # the bid comes up to it
    ],
)
def test_an_order_waits_to_be_touched_from_the_other_side_than_a_stop(
    matcher: Matcher,
    sign: int,
    price: int,
    beside: tuple[int, int, int, int],
    there: tuple[int, int, int, int],
) -> None:
    assert run(matcher, paper_order("m", sign, 1, stop=price, if_touched=True)) == []
    assert run(matcher, quote(*beside)) == []
    pulled, execution = run(matcher, quote(*there))
    assert pulled == Pulled("m")
    assert (execution.price, execution.lots) == (price, 1)


@pytest.mark.parametrize(("sign", "price", "fills_at"), [(BUY, 99, 101), (SELL, 102, 100)])
def test_a_trade_touches_too_and_the_order_trades_at_the_quote(
    matcher: Matcher, sign: int, price: int, fills_at: int
) -> None:
    run(matcher, paper_order("m", sign, 1, stop=price, if_touched=True))
    assert run(matcher, trade(price + sign, 1)) == []  # one tick short of it
    assert traded(run(matcher, trade(price, 1))) == [("m", fills_at, 1)]
