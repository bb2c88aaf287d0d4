"""What is asked of an alert beside its level."""

import pytest

from traderterminal.market.alert_terms import AlertTerms, Direction, side_of


def test_a_value_is_above_below_or_at_a_level() -> None:
    assert [side_of(value, 1.5) for value in (1.4, 1.5, 1.6)] == [-1, 0, 1]


@pytest.mark.parametrize(
    ("direction", "reached"),
    [
        (Direction.CROSSES, {(-1, 0), (-1, 1), (1, 0), (1, -1)}),
        (Direction.RISES, {(-1, 0), (-1, 1)}),
        (Direction.FALLS, {(1, 0), (1, -1)}),
    ],
)
def test_a_level_is_reached_from_the_side_asked_for(
    direction: Direction, reached: set[tuple[int, int]]
) -> None:
    sides = (-1, 0, 1)
    terms = AlertTerms(direction)
    assert {(a, b) for a in sides for b in sides if terms.reached(a, b)} == reached


def test_an_alert_ends_at_its_moment() -> None:
    assert [AlertTerms(until_ns=5).expired(now) for now in (4, 5, 6)] == [False, True, True]
    assert not AlertTerms().expired(2**62)
