"""A feed that sends quotes only now and then."""

from tests.support.market import a_quote, a_trade
from traderterminal.market.conflation import conflated
from traderterminal.market.ticks import DepthTick, FeedTick


def test_trades_pass_at_once_and_the_last_quote_of_an_interval_at_its_end() -> None:
    events: list[list[FeedTick]] = [
        [a_quote(100, 101, 3)],
        [a_trade(101, 2, 5), a_quote(100, 102, 5)],
        [a_quote(99, 102, 12)],
        [a_trade(99, 1, 31)],
    ]
    assert list(conflated(events, 10)) == [
        [a_trade(101, 2, 5)],
        [a_quote(100, 102, 10)],
        [a_quote(99, 102, 20)],
        [a_trade(99, 1, 31)],
    ]


def test_what_is_held_at_the_end_is_shown_then() -> None:
    assert list(conflated([[a_quote(100, 101, 3)]], 10)) == [[a_quote(100, 101, 10)]]


def test_the_levels_that_changed_in_an_interval_are_shown_together() -> None:
    changes: list[list[FeedTick]] = [
        [DepthTick("ESH2024", 1, (("B", 100, 5), ("A", 101, 2)))],
        [DepthTick("ESH2024", 2, (("B", 100, 4),))],
    ]
    assert list(conflated(changes, 10)) == [
        [DepthTick("ESH2024", 10, (("B", 100, 4), ("A", 101, 2)))]
    ]
