"""Positions counted first in, first out."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from traderterminal.venues.tradovate.pairing import ZERO, DayPosition, Pair, Traded

FILLS = st.lists(
    st.tuples(st.integers(-5, 5).filter(bool), st.integers(1, 100).map(Decimal)), max_size=20
)


def take(position: DayPosition, *fills: tuple[int, int]) -> list[Pair]:
    return [
        pair
        for number, (lots, price) in enumerate(fills, start=1)
        for pair in position.take(Traded(number, lots, Decimal(price)))
    ]


def test_the_oldest_fill_is_closed_first() -> None:
    position = DayPosition()
    pairs = take(position, (2, 10), (1, 13), (-2, 20))
    assert pairs == [Pair(1, 3, 2, Decimal(10), Decimal(20))]
    assert (position.lots, position.price) == (1, Decimal(13))
    assert pairs[0].points == 20


def test_a_fill_may_close_several_and_open_the_other_way() -> None:
    position = DayPosition()
    pairs = take(position, (-1, 10), (-1, 12), (3, 9))
    assert [(pair.buy_fill, pair.sell_fill) for pair in pairs] == [(3, 1), (3, 2)]
    assert [int(pair.points) for pair in pairs] == [1, 3]
    assert (position.lots, position.price) == (1, Decimal(9))


def test_what_is_left_of_a_fill_stays_first() -> None:
    position = DayPosition()
    take(position, (3, 10), (1, 20), (-1, 15))
    assert (position.lots, position.price) == (3, Decimal(40) / 3)


def test_a_new_day_carries_the_position_and_counts_anew() -> None:
    position = DayPosition()
    take(position, (2, 10), (-1, 11))
    position.begin_day()
    assert (position.carried, position.carried_price) == (1, Decimal(10))
    assert (position.bought, position.sold, position.bought_value) == (0, 0, ZERO)
    take(position, (-1, 12))
    assert (position.lots, position.price, position.sold) == (0, None, 1)


@given(FILLS)
def test_pairs_and_what_is_left_make_up_the_cash_that_flowed(
    fills: list[tuple[int, Decimal]],
) -> None:
    position, won = DayPosition(), ZERO
    for number, (lots, price) in enumerate(fills):
        won += sum((pair.points for pair in position.take(Traded(number, lots, price))), ZERO)
    flowed = sum((-price * lots for lots, price in fills), ZERO)
    left = sum((traded.price * traded.lots for traded in position._open), ZERO)
    assert position.lots == sum(lots for lots, _ in fills) == position.bought - position.sold
    assert won == flowed + left
