"""The tape: trades put together, kept, and measured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.market import a_quote, a_trade
from traderterminal.market.tape import ENOUGH, KEPT, Merge, Tape
from traderterminal.market.ticks import Aggressor

B, A, N = Aggressor.BUYER, Aggressor.SELLER, Aggressor.NEITHER
#: Price, size, instant and side of trades: a sweep of a buyer, one of a seller, a cross.
TRADES = [
    (100, 2, 1, B),
    (101, 3, 1, B),
    (101, 1, 2, B),
    (101, 4, 2, A),
    (100, 5, 2, A),
    (100, 1, 3, N),
    (100, 1, 3, N),
]


def tape(merge: Merge, trades: list[tuple[int, int, int, Aggressor]] = TRADES) -> Tape:
    made = Tape(merge)
    for price, size, at_ns, side in trades:
        made.add(a_trade(price, size, at_ns, side))
    return made


def shown(made: Tape, least: int = 1) -> list[tuple[int, int, int]]:
    """Price, size and count of trades of the rows, the newest first."""
    return [(one.price, one.size, one.trades) for one in made.latest(made.newest, least)]


@pytest.mark.parametrize(
    ("merge", "rows"),
    [
        (Merge.EACH, [(p, s, 1) for p, s, _, _ in reversed(TRADES)]),
        (Merge.SWEEP, [(100, 1, 1), (100, 1, 1), (100, 9, 2), (101, 1, 1), (101, 5, 2)]),
        (Merge.PRICE, [(100, 2, 2), (100, 5, 1), (101, 4, 1), (101, 4, 2), (100, 2, 1)]),
    ],
)
def test_trades_are_put_together(merge: Merge, rows: list[tuple[int, int, int]]) -> None:
    assert shown(tape(merge)) == rows


def test_small_rows_are_left_out_after_they_were_put_together() -> None:
    assert shown(tape(Merge.SWEEP), least=5) == [(100, 9, 2), (101, 5, 2)]


def test_it_can_be_looked_at_as_it_was() -> None:
    made = tape(Merge.EACH)
    held = made.newest
    made.add(a_trade(105, 9, 4, B))
    assert made.newest == held + 1
    assert [one.price for one in made.latest(held)][:2] == [100, 100]
    assert next(made.latest(made.newest)).price == 105


def test_quotes_and_what_was_cleared_are_none_of_it() -> None:
    made = tape(Merge.EACH)
    version, newest = made.version, made.newest
    made.add(a_quote())
    assert made.version == version
    made.clear()
    assert shown(made) == []
    made.add(a_trade(7))
    assert made.newest == newest + 1  # so that what was held is not taken for what is new


def test_few_rows_are_large() -> None:
    few = tape(Merge.EACH, [(100, 500, n, B) for n in range(ENOUGH - 1)])
    assert few.large() is None
    many = tape(Merge.EACH, [(100, 1 + n % 100, n, B) for n in range(200)])
    large = many.large()
    assert large == 99
    assert len(shown(many, large)) == 4
    # where all trade one lot nothing stands out
    assert tape(Merge.EACH, [(100, 1, n, B) for n in range(300)]).large() == 2


TICKS = st.lists(
    st.tuples(
        st.integers(95, 105), st.integers(1, 9), st.integers(1, 5), st.sampled_from(Aggressor)
    ),
    max_size=60,
)


@given(TICKS, st.sampled_from(Merge))
def test_no_lot_is_lost_or_counted_twice(
    trades: list[tuple[int, int, int, Aggressor]], merge: Merge
) -> None:
    made = tape(merge, sorted(trades, key=lambda one: one[2]))
    rows = list(made.latest(made.newest))
    assert sum(row.size for row in rows) == sum(size for _, size, _, _ in trades)
    assert sum(row.trades for row in rows) == len(trades)
    assert [row.number for row in rows] == list(range(len(rows) - 1, -1, -1))
    bought = sum(size for _, size, _, side in trades if side is B)
    assert sum(row.size for row in rows if row.aggressor is B) == bought


def test_its_memory_is_bounded() -> None:
    made = tape(Merge.EACH, [(100, 1, n, B) for n in range(KEPT + 300)])
    assert len(shown(made)) == KEPT
    assert made.newest == KEPT + 299
    assert list(made.latest(10)) == []  # long gone
