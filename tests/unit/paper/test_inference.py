"""Who left a queue of which only the sum is seen."""

import pytest

from traderterminal.paper.inference import InferredQueue
from traderterminal.paper.resting import FillMode, Resting

SECOND = 1_000_000_000


def queue(*sizes: int, lump: bool = False) -> InferredQueue:
    made = InferredQueue()
    for number, size in enumerate(sizes):
        made.join(size, number * SECOND, lump=lump)
    return made


def behind(made: InferredQueue, ahead: float, **changes: object) -> Resting:
    order = Resting("ours", 1, 100, 1, ahead=ahead, place=made.back)
    for name, value in changes.items():
        setattr(order, name, value)
    return order


def after(made: InferredQueue, order: Resting, lots: int, *, lump: bool = False) -> float:
    """What is ahead of `order` after a cancel of `lots`."""
    made.leave(lots, 10 * SECOND, [order], lump=lump)
    assert order.ahead is not None
    return order.ahead


def test_the_size_of_a_cancel_tells_whose_it_was() -> None:
    made = queue(5, 3)
    order = behind(made, 8)
    made.join(4, 3 * SECOND, lump=False)
    assert after(made, order, 3) == pytest.approx(5, abs=0.1)
    assert after(made, order, 4) == pytest.approx(5, abs=0.2)


def test_among_equals_the_younger_and_the_later_leave_sooner() -> None:
    made = queue(1)
    order = behind(made, 1)
    made.join(1, 9 * SECOND, lump=False)
    assert 0.5 < after(made, order, 1) < 1


def test_what_left_is_what_is_missing_ahead_and_behind_together() -> None:
    made = queue(2, 2)
    order = behind(made, 4)
    made.join(2, SECOND, lump=False)
    left = after(made, order, 2)
    assert 2 < left < 4
    assert after(made, order, 2) < left


def test_with_nobody_behind_all_that_leaves_was_ahead() -> None:
    made = queue(1, 1, 1)
    assert after(made, behind(made, 3), 1) == pytest.approx(2)


def test_our_own_display_is_known_to_stand() -> None:
    made = queue(1)
    order = behind(made, 1, shown=1)
    made.join(1, SECOND, lump=False)
    assert after(made, order, 1) == pytest.approx(0)


def test_a_lump_loses_parts_of_itself() -> None:
    made = queue(10, lump=True)
    order = behind(made, 10)
    assert after(made, order, 1) == pytest.approx(9)
    assert after(made, order, 2) == pytest.approx(7)


def test_as_a_lump_the_size_of_what_left_tells_nothing() -> None:
    made = queue(6)
    order = behind(made, 6)
    made.join(2, SECOND, lump=False)
    assert after(made, order, 2, lump=True) < 5


def test_an_order_that_does_not_infer_is_left_alone() -> None:
    made = queue(1, 1)
    assert after(made, behind(made, 2, mode=FillMode.QUEUE), 1) == 2


def test_a_trade_takes_the_front_and_places_stand() -> None:
    made = queue(2, 3)
    order = behind(made, 5)
    made.trade(4)
    assert made.place_behind(0) == 1
    order.ahead = 1
    assert after(made, order, 1) == pytest.approx(0)


def test_a_place_is_found_by_what_is_before_it() -> None:
    made = queue(2, 3, 4)
    assert [made.place_behind(lots) for lots in (0, 2, 5, 9)] == [0, 1, 2, 3]


def test_a_cleared_queue_keeps_counting() -> None:
    made = queue(2, 3)
    made.clear()
    assert made.back == 2
    made.join(1, 0, lump=False)
    assert made.back == 3


def test_nothing_can_leave_an_empty_queue() -> None:
    made = queue()
    assert after(made, behind(made, 1), 1) == 1


def test_who_has_left_is_forgotten_and_the_others_keep_their_order() -> None:
    made = queue(7)
    order = behind(made, 7)
    for number in range(500):
        made.join(1, number * SECOND, lump=False)
        made.leave(1, number * SECOND + 1, [order], lump=False)
    assert made.back < 200
    assert order.place == 1
    assert order.ahead == pytest.approx(7, abs=0.5)
