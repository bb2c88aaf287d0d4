"""What is inferred of the queue ahead from best quotes, levels and trades."""

from typing import Any

import pytest

from tests.support.market import a_trade
from traderterminal.market.ticks import Aggressor, DepthTick, FeedTick, QuoteTick
from traderterminal.paper.level_queues import REMEMBERED, LevelQueues
from traderterminal.paper.resting import FillMode, Reached, Resting

SELLER, BUYER, NEITHER = Aggressor.SELLER, Aggressor.BUYER, Aggressor.NEITHER


class Feed:
    """Best quotes around 100 by 101, and what of our orders they reach."""

    def __init__(self, *, sharing: bool = False) -> None:
        self.queues = LevelQueues(sharing=sharing)
        self.at_ns = 0

    def happens(self, *ticks: FeedTick) -> list[tuple[int, str]]:
        return [(found.lots, found.rule) for found in self.reached(*ticks)]

    def reached(self, *ticks: FeedTick) -> list[Reached]:
        return self.queues.see(ticks)

    def quote(
        self, bid: int | None, bid_size: int, ask: int | None = 101, ask_size: int = 5
    ) -> QuoteTick:
        self.at_ns += 1_000_000
        return QuoteTick("ES", self.at_ns, bid, bid_size, ask, ask_size)

    def enter(self, price: int = 100, lots: int = 1, sign: int = 1, **changes: Any) -> Resting:
        order = Resting("ours", sign, price, lots, **changes)
        self.queues.enter(order)
        return order


@pytest.fixture
def feed() -> Feed:
    made = Feed()
    made.happens(made.quote(100, 10))
    return made


def sold(size: int, price: int = 100) -> FeedTick:
    return a_trade(price, size, aggressor=SELLER)


def test_who_joins_has_the_displayed_size_ahead(feed: Feed) -> None:
    assert feed.enter().ahead == 10


def test_who_improves_has_nobody_ahead(feed: Feed) -> None:
    feed.happens(feed.quote(100, 10, 103))
    ours = feed.enter(101)
    assert ours.ahead == 0
    assert feed.happens(sold(1, 101)) == [(1, "queue")]


def test_a_price_that_was_the_best_and_is_passed_over_is_out_of_sight(feed: Feed) -> None:
    feed.happens(feed.quote(99, 10))
    feed.happens(feed.quote(102, 10, 104))
    assert feed.enter(100).ahead is None


def test_a_print_takes_what_is_ahead_first(feed: Feed) -> None:
    ours = feed.enter(lots=3)
    assert feed.happens(sold(8), feed.quote(100, 2)) == []
    assert ours.ahead == 2
    assert feed.happens(sold(4), feed.quote(100, 5)) == [(2, "queue")]
    assert ours.lots == 1


def test_a_print_larger_than_the_level_met_hidden_size_behind_us(feed: Feed) -> None:
    feed.enter(lots=9)
    assert feed.happens(sold(15), feed.quote(100, 5)) == [(5, "queue")]


def test_a_print_by_the_other_side_takes_nothing(feed: Feed) -> None:
    ours = feed.enter()
    feed.happens(a_trade(100, 30, aggressor=BUYER))
    assert ours.ahead == 10


def test_an_opening_print_takes_from_both_sides_and_through_nobody(feed: Feed) -> None:
    bought, sold_ours = feed.enter(), feed.enter(101, sign=-1)
    feed.enter(99)
    feed.happens(a_trade(100, 4, aggressor=NEITHER))
    feed.happens(a_trade(101, 4, aggressor=NEITHER))
    assert (bought.ahead, sold_ours.ahead) == (6, 1)
    assert feed.happens(a_trade(98, 9, aggressor=NEITHER)) == []


def test_there_is_never_more_ahead_than_is_displayed(feed: Feed) -> None:
    capped, plain = feed.enter(mode=FillMode.CONSERVATIVE), feed.enter(mode=FillMode.QUEUE)
    feed.happens(feed.quote(100, 4))
    feed.happens(feed.quote(100, 30))
    assert (capped.ahead, plain.ahead) == (4, 10)


def test_a_cancel_is_shared_out_among_those_ahead_and_behind(feed: Feed) -> None:
    ours = feed.enter()
    feed.happens(feed.quote(100, 13))
    feed.happens(feed.quote(100, 10))
    assert ours.ahead == pytest.approx(10, abs=0.6)  # just those three came last
    feed.happens(feed.quote(100, 9))
    assert ours.ahead is not None
    assert 8.4 < ours.ahead < 9.4


def test_our_own_display_is_not_ahead_of_us(feed: Feed) -> None:
    ours = feed.enter(shown=1)
    feed.happens(feed.quote(100, 11))
    feed.happens(feed.quote(100, 4))
    assert ours.ahead == 3
    feed.queues.unshow(ours)
    feed.happens(feed.quote(100, 3))
    assert ours.ahead is not None
    assert ours.ahead <= 3


def test_a_level_that_traded_out_has_reached_us(feed: Feed) -> None:
    feed.enter()
    assert feed.happens(sold(10), feed.quote(99, 3)) == [(1, "traded_out")]


def test_less_left_than_we_display_has_reached_us_in_part(feed: Feed) -> None:
    ours = feed.enter(lots=5, shown=5)
    feed.happens(feed.quote(100, 15))
    assert feed.happens(sold(2), feed.quote(100, 3)) == [(2, "traded_out")]
    assert ours.lots == 3


def test_a_level_that_was_cancelled_has_not_traded(feed: Feed) -> None:
    ours = feed.enter()
    assert feed.happens(feed.quote(99, 3)) == []
    assert ours.ahead == 0  # but nobody is left before us


def test_a_print_before_we_came_did_not_reach_us(feed: Feed) -> None:
    feed.happens(sold(3))
    feed.enter()
    assert feed.happens(feed.quote(99, 3)) == []


def test_a_trade_beyond_our_price_has_met_us(feed: Feed) -> None:
    feed.enter(lots=4)
    assert feed.happens(sold(1, 99)) == [(4, "traded_through")]


def test_a_sweep_of_several_prices_meets_each_order_once(feed: Feed) -> None:
    feed.enter()
    feed.enter(99)
    found = feed.happens(sold(10), sold(12, 99), feed.quote(99, 2))
    assert found == [(1, "traded_through"), (1, "queue")]


def test_an_opposite_quote_at_our_price_has_met_us(feed: Feed) -> None:
    feed.enter()
    assert feed.happens(feed.quote(99, 1, 100, 1)) == [(1, "touch")]


def test_behind_the_best_quote_the_queue_is_first_seen_when_it_becomes_best(feed: Feed) -> None:
    ours = feed.enter(99)
    assert ours.ahead is None
    feed.happens(feed.quote(99, 6))
    assert ours.ahead == 6


def test_of_a_level_seen_before_no_more_can_be_ahead_than_stood_there(feed: Feed) -> None:
    feed.happens(feed.quote(101, 3, 102))
    inferred, careful = feed.enter(), feed.enter(mode=FillMode.CONSERVATIVE)
    feed.happens(feed.quote(100, 25, 102))
    assert (inferred.ahead, careful.ahead) == (10, 25)


def test_in_a_feed_of_levels_those_behind_the_best_are_known() -> None:
    feed = Feed()
    feed.happens(DepthTick("ES", 1, (("B", 100, 10), ("B", 99, 7), ("A", 101, 5))))
    behind, unseen, between = feed.enter(99), feed.enter(97), feed.enter(100)
    assert (behind.ahead, unseen.ahead, between.ahead) == (7, None, 10)
    feed.happens(DepthTick("ES", 2, (("B", 100, 0), ("B", 98, 2))))
    assert feed.enter(99).ahead == 7
    gone = (("B", 99, 0), ("B", 98, 0), ("A", 99, 1))
    assert feed.happens(DepthTick("ES", 3, gone)) == [(1, "touch")] * 3


def test_where_the_sides_overlap_before_an_auction_nothing_is_met() -> None:
    feed = Feed()
    feed.happens(DepthTick("ES", 1, (("B", 100, 10), ("A", 102, 5))))
    feed.enter(100)
    assert feed.happens(DepthTick("ES", 2, (("A", 99, 1),))) == []
    assert feed.happens(DepthTick("ES", 3, (("B", 100, 0),))) == [(1, "touch")]


@pytest.mark.parametrize(
    ("mode", "found"),
    [
        (FillMode.TOUCH, [(1, "print")]),
        (FillMode.QUEUE, []),
        (FillMode.CONSERVATIVE, []),
        (FillMode.REALISTIC, []),
        (FillMode.VNPY, []),
    ],
)
def test_only_the_touch_rule_fills_at_the_first_print(
    feed: Feed, mode: FillMode, found: list[tuple[int, str]]
) -> None:
    feed.enter(mode=mode)
    assert feed.happens(sold(1), feed.quote(100, 9)) == found


def test_the_rule_of_the_opposite_quote_hears_no_trades(feed: Feed) -> None:
    feed.enter(mode=FillMode.VNPY)
    assert feed.happens(sold(10), sold(5, 99), feed.quote(98, 1, 101)) == []
    assert feed.happens(feed.quote(98, 1, 100)) == [(1, "touch")]


def test_confidence_grows_with_what_there_was_to_spare(feed: Feed) -> None:
    sure = []
    for size in (11, 14):
        feed.happens(feed.quote(100, 12))
        ours = feed.enter()
        ours.ahead = 10.4
        (found,) = feed.reached(sold(size), feed.quote(100, 2))
        sure.append(found.confidence)
    assert 0.7 < sure[0] < 0.95 < sure[1] < 1


def lagging() -> Feed:
    """A feed whose quotes always come after the trade that led to them."""
    feed = Feed()
    for _ in range(200):
        feed.happens(sold(1))
        feed.happens(feed.quote(100, 10))
    return feed


def test_confidence_falls_where_no_quote_has_come_since_the_order_on_a_feed_that_lags() -> None:
    def confidence(feed: Feed, *, quoted: bool) -> float:
        feed.enter()
        if quoted:
            feed.happens(feed.quote(100, 11))
        (found,) = feed.reached(sold(15))
        assert found.rule == "queue"
        return found.confidence

    prompt = Feed()
    prompt.happens(prompt.quote(100, 10))
    assert confidence(lagging(), quoted=False) < 0.85
    assert 0.95 < confidence(lagging(), quoted=True) < confidence(prompt, quoted=False)


def test_what_a_trade_proves_it_proves_on_a_feed_that_lags_as_well() -> None:
    feed = lagging()
    feed.enter()
    (beyond,) = feed.reached(sold(1, 99))
    assert (beyond.rule, beyond.confidence) == ("traded_through", 0.99)
    feed = lagging()
    feed.enter(lots=3)
    feed.happens(sold(10))
    (gone,) = feed.reached(feed.quote(99, 10))
    assert (gone.rule, gone.confidence) == ("traded_out", 0.99)


def test_who_improved_on_a_late_quote_had_perhaps_others_before() -> None:
    feed = Feed()
    feed.happens(feed.quote(100, 10, 103))
    for _ in range(300):
        feed.happens(sold(1))
        feed.happens(feed.quote(100, 10, 103))
    ours = feed.enter(101)
    feed.happens(feed.quote(101, 8, 103))
    assert ours.ahead == pytest.approx(4, abs=0.1)


def test_orders_that_share_get_no_more_than_what_traded() -> None:
    feed = Feed(sharing=True)
    feed.happens(feed.quote(100, 2))
    first, second = feed.enter(), feed.enter(lots=5)
    found = feed.happens(sold(4), feed.quote(99, 3))
    assert found == [(1, "queue"), (1, "queue"), (2, "traded_out")]
    assert (first.lots, second.lots) == (0, 2)


def test_what_traded_through_some_is_gone_for_those_at_the_price() -> None:
    feed = Feed(sharing=True)
    feed.happens(feed.quote(100, 2))
    feed.enter(lots=2)
    feed.enter(99)
    feed.happens(feed.quote(99, 1))
    assert feed.happens(sold(2, 99), feed.quote(99, 1)) == [(2, "traded_through")]


def test_crossed_orders_that_share_are_left_to_the_caller() -> None:
    feed = Feed(sharing=True)
    feed.happens(feed.quote(100, 2))
    feed.enter()
    assert feed.happens(feed.quote(99, 1, 100, 1)) == []


def test_levels_are_forgotten_but_not_those_where_an_order_waits(feed: Feed) -> None:
    ours = feed.enter(99)
    for price in range(100, 100 + 3 * REMEMBERED):
        feed.happens(feed.quote(price, 4, price + 1))
    feed.happens(feed.quote(99, 6))
    assert ours.ahead == 6
