"""What is displayed, and that size once taken stays gone."""

from traderterminal.paper.display import WALKED, Display


def levels(display: Display) -> list[tuple[int, int, int]]:
    return [(price, shown.size, shown.available) for price, shown in display.offered()]


def take(display: Display, lots: int) -> None:
    display.offered()[0][1].available -= lots


def test_a_feed_of_the_best_price_shows_one_level() -> None:
    asks = Display(-1)
    asks.show_best(101, 5)
    asks.show_best(103, 7)
    assert levels(asks) == [(103, 7, 7)]
    asks.show_best(None, 0)
    assert (asks.best, asks.best_size, levels(asks)) == (None, 0, [])


def test_only_what_is_above_the_last_display_is_new() -> None:
    asks = Display(-1)
    asks.show_best(101, 5)
    take(asks, 4)
    asks.show_best(101, 5)
    assert levels(asks) == [(101, 5, 1)]
    asks.show_best(101, 7)
    assert levels(asks) == [(101, 7, 3)]
    asks.show_best(101, 2)
    assert levels(asks) == [(101, 2, 2)]


def test_what_was_traded_through_is_gone_until_it_is_shown_again() -> None:
    bids = Display(1)
    for price in (99, 100, 101):
        bids.show_level(price, 5)
    bids.trade_through(100)
    assert levels(bids) == [(100, 5, 5), (99, 5, 5)]
    take(bids, 5)
    bids.trade_through(101)
    bids.show_level(101, 3)
    assert levels(bids) == [(101, 3, 3), (100, 5, 0), (99, 5, 5)]


def test_levels_stand_in_the_order_in_which_they_are_met() -> None:
    bids, asks = Display(1), Display(-1)
    for price in (99, 101, 100):
        bids.show_level(price, price)
        asks.show_level(price, price)
    assert [price for price, _, _ in levels(bids)] == [101, 100, 99]
    assert [price for price, _, _ in levels(asks)] == [99, 100, 101]
    assert (bids.best, bids.best_size) == (101, 101)
    bids.show_level(101, 0)
    assert bids.best == 100


def test_a_best_price_says_of_levels_that_there_is_none_better() -> None:
    asks = Display(-1)
    for price in (101, 102, 103):
        asks.show_level(price, 5)
    asks.show_best(102, 6)
    assert levels(asks) == [(102, 6, 6), (103, 5, 5)]


def test_far_levels_are_not_offered_and_forgotten_in_time() -> None:
    asks = Display(-1)
    for price in range(1000, 0, -1):
        asks.show_level(price, 1)
    assert [price for price, _, _ in levels(asks)] == list(range(1, WALKED + 1))
    for price in range(1, 70):
        asks.show_level(price, 0)
    assert asks.best is not None
    assert asks.best <= 130
