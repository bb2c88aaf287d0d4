"""The order in which rows of the ticket give way."""

from hypothesis import given
from hypothesis import strategies as st

from traderterminal.ui.panes.give_way import STEPS, Fitting, fit


def needed(fitting: Fitting) -> int:
    what_if = 17 if fitting.what_if_folded else 60 + 22 * fitting.rooms
    levels = 34 if fitting.exits_share else 68
    return 300 + what_if + 17 * fitting.sent + levels + (34 if fitting.quick else 0)


def test_everything_is_shown_where_it_fits() -> None:
    assert fit(needed(Fitting()), needed) == Fitting()


def test_rows_give_way_in_the_order_of_their_worth() -> None:
    seen = list(dict.fromkeys(fit(h, needed) for h in range(needed(Fitting()), 300, -1)))
    assert seen == list(STEPS)
    assert [(s.rooms, s.sent, s.what_if_folded, s.exits_share, s.quick) for s in seen] == [
        (3, 3, False, False, True),
        (2, 3, False, False, True),
        (1, 3, False, False, True),
        (1, 2, False, False, True),
        (1, 1, False, False, True),
        (1, 1, True, False, True),
        (1, 1, True, True, True),
        (1, 1, True, True, False),
    ]


@given(st.integers(0, 2000))
def test_what_is_shown_fits_or_is_the_least(height: int) -> None:
    found = fit(height, needed)
    assert needed(found) <= height or found == STEPS[-1]
