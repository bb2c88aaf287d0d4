"""The place of a resting order in a book known order by order, and what reaches it there."""

import pytest

from traderterminal.market.book import BookEvent, BookRow
from traderterminal.paper.order_queues import OrderQueues
from traderterminal.paper.resting import Reached, Resting

Row = tuple[str, str, int, int, str]


def resting(lots: int = 1, price: int = 100, sign: int = 1) -> Resting:
    return Resting("ours", sign, price, lots)


class Market:
    """A book of bids at 100 (`b1` 2 lots, `b2` 3 lots) and 99, asks at 101."""

    def __init__(self) -> None:
        self.queues = OrderQueues()
        self.at_ns = 0
        self.happens(
            ("A", "B", 100, 2, "b1"),
            ("A", "B", 100, 3, "b2"),
            ("A", "B", 99, 4, "b3"),
            ("A", "A", 101, 5, "a1"),
        )

    def happens(self, *rows: Row) -> list[tuple[int, str]]:
        self.at_ns += 1
        reached = self.queues.see(BookEvent(self.at_ns, [BookRow(*row) for row in rows]))
        return [(found.lots, found.rule) for found in reached]


def hit(*fills: tuple[str, int], price: int = 100) -> list[Row]:
    """A seller trades with orders of the book, which then are gone."""
    rows: list[Row] = [("T", "A", price, sum(lots for _, lots in fills), "x")]
    rows += [("F", "B", price, lots, order_id) for order_id, lots in fills]
    return rows + [("C", "B", price, lots, order_id) for order_id, lots in fills]


@pytest.fixture
def market() -> Market:
    return Market()


def test_who_joins_stands_behind_all_that_are_there(market: Market) -> None:
    ours = resting()
    market.queues.enter(ours)
    market.happens(("A", "B", 100, 9, "late"))
    assert market.queues.ahead(ours) == 5
    assert market.happens(*hit(("b1", 2), ("b2", 3))) == []
    assert market.happens(*hit(("late", 1))) == [(1, "queue")]
    assert ours.lots == 0


def test_who_improves_has_nobody_ahead(market: Market) -> None:
    ours = resting(sign=-1, price=101)
    better = Resting("better", -1, 100, 1)
    market.queues.enter(ours)
    market.queues.enter(better)
    assert (market.queues.ahead(ours), market.queues.ahead(better)) == (5, 0)


def test_a_cancel_ahead_moves_an_order_up_and_one_behind_does_not(market: Market) -> None:
    ours = resting()
    market.queues.enter(ours)
    market.happens(("A", "B", 100, 9, "late"))
    market.happens(("C", "B", 100, 9, "late"))
    assert market.queues.ahead(ours) == 5
    market.happens(("C", "B", 100, 1, "b2"))
    assert market.queues.ahead(ours) == 4
    market.happens(("C", "B", 100, 2, "b1"))
    assert market.queues.ahead(ours) == 2


@pytest.mark.parametrize(
    ("row", "ahead"),
    [
        (("M", "B", 100, 1, "b1"), 4),  # a smaller size keeps its place
        (("M", "B", 100, 5, "b1"), 3),  # more size goes to the back
        (("M", "B", 99, 2, "b1"), 3),  # so does another price
        (("M", "B", 100, 2, "b3"), 5),  # who comes now comes behind
        (("R", "N", 0, 0, ""), 0),
    ],
)
def test_what_a_modification_does_to_the_queue(market: Market, row: Row, ahead: int) -> None:
    ours = resting()
    market.queues.enter(ours)
    market.happens(row)
    assert market.queues.ahead(ours) == ahead


def test_the_refresh_of_an_iceberg_rejoins_at_the_back(market: Market) -> None:
    ours = resting()
    market.queues.enter(ours)
    market.happens(("T", "A", 100, 2, "x"), ("F", "B", 100, 2, "b1"), ("M", "B", 100, 2, "b1"))
    assert market.queues.ahead(ours) == 3


def test_what_is_left_after_a_part_fill_keeps_its_place(market: Market) -> None:
    ours = resting()
    market.queues.enter(ours)
    market.happens(("T", "A", 100, 1, "x"), ("F", "B", 100, 1, "b1"), ("M", "B", 100, 1, "b1"))
    assert market.queues.ahead(ours) == 4


def test_what_reaches_those_behind_has_reached_an_order_first(market: Market) -> None:
    ours = resting(lots=3)
    market.queues.enter(ours)
    market.happens(("A", "B", 100, 4, "late"))
    assert market.happens(*hit(("b1", 2), ("b2", 3), ("late", 2))) == [(2, "queue")]
    assert ours.lots == 1


def test_a_sweep_of_several_prices_meets_each_order_once(market: Market) -> None:
    near, far = resting(), Resting("far", 1, 99, 1)
    market.queues.enter(near)
    market.queues.enter(far)
    rows = [*hit(("b1", 2), ("b2", 3)), *hit(("b3", 4), price=99)]
    assert sorted(market.happens(*rows)) == [(1, "traded_out"), (1, "traded_through")]


def test_a_level_that_traded_out_has_reached_an_order_that_nobody_sees(market: Market) -> None:
    market.queues.enter(resting())
    assert market.happens(*hit(("b1", 2), ("b2", 3))) == [(1, "traded_out")]


def test_an_order_that_the_feed_shows_is_told_by_its_rows_alone(market: Market) -> None:
    market.queues.enter(Resting("ours", 1, 100, 1, shown=1))
    assert market.happens(*hit(("b1", 2), ("b2", 3))) == []


def test_a_level_that_was_cancelled_has_not_traded(market: Market) -> None:
    market.queues.enter(resting())
    assert market.happens(("C", "B", 100, 2, "b1"), ("C", "B", 100, 3, "b2")) == []


def test_an_order_that_comes_to_rest_opposite_has_met_ours(market: Market) -> None:
    market.queues.enter(resting(lots=3))
    assert market.happens(("A", "A", 100, 2, "a9")) == [(2, "touch")]


def test_the_aggressors_own_record_is_no_fill_of_the_queue(market: Market) -> None:
    market.queues.enter(resting())
    market.happens(("A", "B", 100, 1, "late"))
    assert market.happens(("T", "A", 100, 1, "x"), ("F", "B", 98, 1, "late")) == []
    assert market.happens(("T", "A", 100, 1, "x"), ("F", "B", 100, 1, "x")) == []


def test_an_auction_trades_through_nobody(market: Market) -> None:
    market.queues.enter(resting())
    rows: list[Row] = [("T", "N", 99, 4, ""), ("F", "B", 99, 4, "b3"), ("C", "B", 99, 4, "b3")]
    assert market.happens(*rows) == []


def test_an_order_that_the_feed_shows_stands_where_it_shows_it(market: Market) -> None:
    ours = Resting("ours", 1, 100, 1, shown=1)
    market.queues.enter(ours)
    market.happens(("A", "B", 100, 4, "earlier"), ("A", "B", 100, 1, "ours"))
    market.happens(("A", "B", 100, 4, "late"))
    assert market.queues.ahead(ours) == 9


def test_who_left_is_not_reached(market: Market) -> None:
    ours = resting()
    market.queues.enter(ours)
    market.queues.leave(ours)
    assert market.happens(*hit(("b1", 2), ("b2", 3))) == []


def test_a_place_is_kept_when_the_feed_shows_an_order_no_longer(market: Market) -> None:
    ours = Resting("ours", 1, 100, 1, shown=1)
    market.queues.enter(ours)
    market.queues.unshow(ours)
    assert market.queues.ahead(ours) == 5
    assert market.happens(*hit(("b1", 2), ("b2", 3))) == [(1, "traded_out")]


def test_certainty_is_near_but_not_complete(market: Market) -> None:
    market.queues.enter(resting())
    rows = [BookRow(*row) for row in hit(("b1", 2), ("b2", 3))]
    (reached,) = market.queues.see(BookEvent(9, rows))
    assert isinstance(reached, Reached)
    assert 0.95 < reached.confidence < 1
