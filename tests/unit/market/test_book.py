import pytest

from tests.support.market import a_quote, a_trade
from traderterminal.market.book import (
    BookEvent,
    BookRow,
    DepthOfBook,
    OrderBook,
    TopOfBook,
    WholeOfBook,
)
from traderterminal.market.ticks import Aggressor, DepthTick


@pytest.fixture
def book() -> OrderBook:
    book = OrderBook()
    for side, price, size, order_id in (
        ("B", 100, 5, "b1"),
        ("B", 100, 2, "b2"),
        ("B", 99, 9, "b3"),
        ("A", 102, 4, "a1"),
        ("A", 103, 6, "a2"),
    ):
        book.apply("A", side, price, size, order_id)
    return book


def test_the_best_of_each_side_adds_up_its_orders(book: OrderBook) -> None:
    assert book.top() == (100, 7, 102, 4)
    assert book.depth("B") == {100: 7, 99: 9}


def test_an_empty_book_has_no_best() -> None:
    assert OrderBook().top() == (None, 0, None, 0)


def test_a_cancel_takes_off_part_or_all(book: OrderBook) -> None:
    book.apply("C", "B", 100, 2, "b1")
    assert book.top()[:2] == (100, 5)
    book.apply("C", "B", 100, 3, "b1")
    book.apply("C", "B", 100, 2, "b2")
    assert book.top()[:2] == (99, 9)


def test_a_modify_sets_price_and_displayed_size(book: OrderBook) -> None:
    book.apply("M", "A", 101, 3, "a2")
    assert book.top()[2:] == (101, 3)
    book.apply("M", "A", 101, 8, "a2")
    assert book.top()[2:] == (101, 8)
    book.apply("M", "A", 104, 8, "a2")
    assert book.depth("A") == {102: 4, 104: 8}


def test_a_fill_changes_no_size_whoever_it_names(book: OrderBook) -> None:
    for order_id, price in (("b1", 100), ("b1", 98), ("the aggressor", 100)):
        book.apply("F", "B", price, 2, order_id)
    assert book.top() == (100, 7, 102, 4)


def test_a_cancel_of_an_order_that_is_not_there_changes_nothing(book: OrderBook) -> None:
    book.apply("C", "B", 100, 7, "b9")
    assert book.top() == (100, 7, 102, 4)


def test_a_clear_leaves_nothing(book: OrderBook) -> None:
    book.apply("R", "N", 0, 0, "")
    assert book.top() == (None, 0, None, 0)
    book.apply("A", "B", 100, 1, "b1")
    assert book.top() == (100, 1, None, 0)


@pytest.mark.parametrize(("action", "side"), [("X", "B"), ("", "B"), ("A", "N"), ("M", "N")])
def test_what_no_feed_says_is_refused(action: str, side: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        BookRow(action, side, 100, 1, "x").check()


def test_a_print_without_a_possible_aggressor_is_refused() -> None:
    with pytest.raises(ValueError, match="Aggressor"):
        BookRow("T", "X", 100, 1, "0").check()


def event(at_ns: int, *rows: tuple[str, str, int, int, str]) -> BookEvent:
    return BookEvent(at_ns, [BookRow(*row) for row in rows])


def test_an_event_shows_its_prints_and_then_the_quote_they_led_to() -> None:
    derived = TopOfBook("ESH2024")
    placed = event(1, ("A", "B", 100, 5, "b1"), ("A", "A", 101, 2, "a1"))
    assert derived.see(placed) == [a_quote(100, 101, 1, 5, 2)]
    lifted = event(2, ("T", "B", 101, 2, "0"), ("F", "A", 101, 2, "a1"), ("C", "A", 101, 2, "a1"))
    assert derived.see(lifted) == [a_trade(101, 2, 2, Aggressor.BUYER), a_quote(100, None, 2, 5)]


def test_a_change_behind_the_best_is_no_new_quote() -> None:
    derived = TopOfBook("ESH2024")
    derived.see(event(1, ("A", "B", 100, 5, "b1")))
    assert derived.see(event(2, ("A", "B", 99, 5, "b2"))) == []


def test_overlapping_orders_before_an_auction_are_no_quote() -> None:
    derived = TopOfBook("ESH2024")
    assert derived.see(event(1, ("A", "B", 105, 5, "b1"), ("A", "A", 101, 2, "a1"))) == []
    assert derived.see(event(2, ("C", "B", 105, 5, "b1"))) == [a_quote(None, 101, 2, 0, 2)]


def test_depth_shows_the_prints_and_the_levels_that_changed() -> None:
    derived = DepthOfBook("ESH2024", levels=2)
    derived.see(event(1, ("A", "B", 100, 5, "b1"), ("A", "B", 99, 4, "b2")))
    hit = event(2, ("T", "A", 100, 5, "0"), ("F", "B", 100, 5, "b1"), ("C", "B", 100, 5, "b1"))
    assert derived.see(hit) == [
        a_trade(100, 5, 2, Aggressor.SELLER),
        DepthTick("ESH2024", 2, (("B", 100, 0),)),
    ]


def test_a_level_pushed_out_of_sight_is_not_reported_as_gone() -> None:
    derived = DepthOfBook("ESH2024", levels=2)
    derived.see(event(1, ("A", "A", 102, 1, "a1"), ("A", "A", 103, 2, "a2")))
    better = event(2, ("A", "A", 101, 3, "a3"))
    assert derived.see(better) == [DepthTick("ESH2024", 2, (("A", 101, 3),))]
    assert derived.see(event(3, ("C", "A", 103, 1, "a2"))) == []  # nobody sees it
    back = event(4, ("C", "A", 101, 3, "a3"))
    assert derived.see(back) == [DepthTick("ESH2024", 4, (("A", 103, 1), ("A", 101, 0)))]
    assert derived.see(event(5, ("A", "A", 102, 1, "a4"))) == [
        DepthTick("ESH2024", 5, (("A", 102, 2),))
    ]


def test_a_level_that_went_while_out_of_sight_is_gone_once_the_view_reaches_it() -> None:
    derived = DepthOfBook("ESH2024", levels=1)
    derived.see(event(1, ("A", "B", 100, 1, "b1")))
    derived.see(event(2, ("A", "B", 101, 1, "b2")))
    assert derived.see(event(3, ("C", "B", 100, 1, "b1"))) == [
        DepthTick("ESH2024", 3, (("B", 100, 0),))
    ]


def test_a_whole_book_shows_prints_then_levels_then_the_quote() -> None:
    derived = WholeOfBook("ESH2024", levels=2)
    derived.see(
        event(1, ("A", "B", 100, 5, "b1"), ("A", "B", 99, 4, "b2"), ("A", "A", 101, 1, "a"))
    )
    hit = event(2, ("T", "A", 100, 5, "0"), ("F", "B", 100, 5, "b1"), ("C", "B", 100, 5, "b1"))
    assert derived.see(hit) == [
        a_trade(100, 5, 2, Aggressor.SELLER),
        DepthTick("ESH2024", 2, (("B", 100, 0),)),
        a_quote(99, 101, 2, bid_size=4, ask_size=1),
    ]
    behind = event(3, ("A", "B", 98, 7, "b3"))  # which leaves the quote as it is
    assert derived.see(behind) == [DepthTick("ESH2024", 3, (("B", 98, 7),))]


def test_a_clear_takes_the_levels_of_both_sides_away() -> None:
    derived = DepthOfBook("ESH2024", levels=2)
    derived.see(event(1, ("A", "B", 100, 1, "b1"), ("A", "A", 101, 2, "a1")))
    assert derived.see(event(2, ("R", "N", 0, 0, ""))) == [
        DepthTick("ESH2024", 2, (("B", 100, 0), ("A", 101, 0)))
    ]
