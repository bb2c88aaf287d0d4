"""Which recorded orders can be held against a paper order, and which cannot."""

from dataclasses import replace

import pytest

from traderterminal.market.book import BookEvent, BookRow
from traderterminal.market.fates import RecordedOrder, Unfollowable

ORDER = RecordedOrder("ours", 10, 1, 100, 1, 50, 0, None)
FILLED = replace(ORDER, filled_lots=1, last_fill_ns=50)

Row = tuple[str, str, int, int, str]
PULLED: Row = ("C", "B", 100, 1, "ours")


def dropped(order: RecordedOrder, at_ns: int, *rows: Row) -> bool:
    cleaning = Unfollowable([order])
    cleaning.see(BookEvent(at_ns, [BookRow(*row) for row in rows]))
    return cleaning.order_ids == {order.order_id}


def test_an_order_is_filled_when_all_of_it_traded() -> None:
    assert not ORDER.filled
    assert FILLED.filled
    assert not replace(FILLED, lots=2).filled


@pytest.mark.parametrize(
    "order",
    [replace(ORDER, lots=0), replace(FILLED, last_fill_ns=None)],
)
def test_an_order_that_cannot_have_been_is_refused(order: RecordedOrder) -> None:
    with pytest.raises(ValueError, match="order"):
        order.check()


def test_an_order_that_crossed_the_spread_itself_is_dropped() -> None:
    assert dropped(FILLED, 50, ("T", "B", 101, 1, "ours"), ("F", "A", 101, 1, "x"))


def test_a_fill_off_its_price_drops_an_order() -> None:
    assert dropped(FILLED, 50, ("F", "B", 101, 1, "ours"))


def test_a_fill_at_its_price_keeps_an_order() -> None:
    assert not dropped(
        FILLED, 50, ("T", "A", 100, 1, "x"), ("F", "B", 100, 1, "ours"), ("C", "B", 100, 1, "ours")
    )


@pytest.mark.parametrize(
    ("reaches", "row"),
    [
        (True, ("T", "A", 100, 1, "x")),
        (True, ("T", "N", 99, 1, "x")),
        (True, ("A", "A", 100, 1, "x")),
        (True, ("M", "A", 99, 1, "x")),
        (False, ("T", "A", 101, 1, "x")),
        (False, ("T", "B", 100, 1, "x")),
        (False, ("A", "A", 101, 1, "x")),
        (False, ("A", "B", 100, 1, "x")),
    ],
)
def test_an_order_pulled_from_what_reaches_its_price_is_dropped(reaches: bool, row: Row) -> None:
    assert dropped(ORDER, 50, row, PULLED) is reaches


def test_a_plain_cancel_keeps_an_order() -> None:
    assert not dropped(ORDER, 50, PULLED)


def test_what_an_id_did_before_the_order_was_placed_says_nothing() -> None:
    assert not dropped(ORDER, 9, ("T", "B", 101, 1, "ours"))
