"""What a ladder shows: it stands still, follows, or is held; it never moves under the pointer."""

from random import Random

import pytest

from traderterminal.ui.viewmodels.ladder_view import LadderView


@pytest.fixture
def view() -> LadderView:
    made = LadderView()
    made.fit(11)
    made.see(100)
    return made


def middle(view: LadderView) -> int | None:
    return view.ticks(view.rows // 2)


def test_the_market_begins_in_the_middle(view: LadderView) -> None:
    assert middle(view) == 100
    assert (view.row(105), view.row(95)) == (0, 10)
    assert (view.row(106), view.row(94)) == (None, None)


def test_it_stands_still_as_long_as_the_market_is_in_view(view: LadderView) -> None:
    for ticks in (101, 105, 95, 99):
        view.see(ticks)
        assert middle(view) == 100
    view.see(94)
    assert middle(view) == 94
    assert view.words == "static"


def test_following_keeps_the_market_in_the_middle(view: LadderView) -> None:
    view.follows = True
    view.see(101)
    assert middle(view) == 101
    assert view.words == "following"


def test_held_it_moves_only_as_the_trader_asks(view: LadderView) -> None:
    view.held = view.follows = True
    view.see(300)
    assert middle(view) == 100
    assert view.words == "held"
    view.scroll(3)
    assert middle(view) == 103
    view.centre(300)
    assert middle(view) == 300
    view.held = False
    view.see(301)
    assert middle(view) == 301


def test_more_rows_leave_the_middle_where_it_is_and_the_top_where_it_is_held(
    view: LadderView,
) -> None:
    view.fit(21)
    assert middle(view) == 100
    top, view.held = view.top, True
    view.fit(9)
    assert view.top == top


def test_nothing_is_in_view_before_there_is_a_market() -> None:
    view = LadderView()
    view.scroll(4)
    assert view.top is None
    assert view.ticks(0) is None
    assert view.row(5) is None
    view.see(5)
    view.forget()
    assert view.top is None


def test_no_row_jumps_under_the_pointer_whatever_the_market_does(view: LadderView) -> None:
    random, view.held = Random(5), True
    for _ in range(1_000):
        view.follows = random.random() < 0.5
        view.see(random.randrange(1_000))
        assert view.top == 105
