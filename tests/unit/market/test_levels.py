"""Levels are kept from what a feed says has changed."""

from traderterminal.market.levels import KEPT, Levels
from traderterminal.market.ticks import DepthTick


def told(*changes: tuple[str, int, int]) -> DepthTick:
    return DepthTick("ESH2024", 1, changes)


def test_changes_add_up_to_what_stands() -> None:
    levels = Levels()
    assert levels.whole("ESH2024", 7) is None
    levels.take(told(("B", 100, 5), ("A", 101, 3), ("A", 102, 4)))
    levels.take(told(("A", 101, 0), ("A", 102, 9), ("B", 99, 0)))
    assert levels.whole("ESH2024", 7) == DepthTick("ESH2024", 7, (("B", 100, 5), ("A", 102, 9)))


def test_the_farthest_are_let_go() -> None:
    levels = Levels()
    many = 2 * KEPT + 1
    levels.take(told(*(("B", 1_000 - n, 1) for n in range(many))))
    levels.take(told(*(("A", 1_001 + n, 1) for n in range(many))))
    whole = levels.whole("ESH2024", 1)
    assert whole is not None
    assert [price for side, price, _ in whole.changes if side == "B"] == [
        1_000 - n for n in range(KEPT)
    ]
    assert max(price for side, price, _ in whole.changes if side == "A") == 1_000 + KEPT


def test_a_side_is_looked_at_and_tells_of_changes_by_its_version() -> None:
    levels = Levels()
    assert not levels
    before = levels.version
    levels.take(told(("A", 101, 3)))
    assert levels
    assert dict(levels.side("A")) == {101: 3}
    assert not levels.side("B")
    assert levels.version > before
