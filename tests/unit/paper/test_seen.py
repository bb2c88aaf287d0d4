"""What a paper fill keeps of the moment in which it was made."""

from tests.support.builders import ES, order
from traderterminal.domain.orders import Accepted, Order, OrderType, Sending, Triggered
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.paper.matching import Execution
from traderterminal.paper.seen import feed_seen, seen_at

SEEN = {"displayed": 7, "expected": 101, "print": None}
EXECUTION = Execution("TT1", 102, 2, "taken", SEEN, 0.987)


def kept(by: Order) -> dict[str, str]:
    return seen_at(EXECUTION, by, ES)


def test_sizes_are_quantities_the_rest_prices_and_what_was_not_seen_is_left_out() -> None:
    assert kept(order(Sending(), Accepted())) == {
        "rule": "taken",
        "confidence": "0.99",
        "displayed": "7",
        "arrived_at": "25.25",
    }


def test_on_quotes_made_up_of_bars_no_fill_is_more_than_half_sure() -> None:
    by = order(Sending(), Accepted())
    assert seen_at(EXECUTION, by, ES, of_bars=True)["confidence"] == "0.50"
    unsure = Execution("TT1", 102, 2, "taken", SEEN, 0.25)
    assert seen_at(unsure, by, ES, of_bars=True)["confidence"] == "0.25"


def test_a_stop_is_measured_against_its_trigger() -> None:
    stop = order(
        Sending(),
        Accepted(),
        Triggered(),
        order_type=OrderType.STOP,
        stop_price=ES.from_ticks(101),
    )
    assert kept(stop)["triggered_at"] == "25.25"
    assert "arrived_at" not in kept(stop)


def test_how_fine_the_feed_is_and_what_speaks_against_it() -> None:
    running = FeedHealth(FeedState.RUNNING, 0.0, None)
    assert feed_seen(running, is_deep=True) == {"feed_shows": "levels"}
    bars = FeedHealth(FeedState.GAP, 0.0, None, approximate=True)
    assert feed_seen(bars, is_deep=False) == {
        "feed_shows": "best quote",
        "feed": "gap",
        "quotes": "made up of bars",
    }
