"""Levels follow the quote: passed ones go, others come into sight, what stands keeps its size."""

from random import Random

from tests.support.market import a_quote
from traderterminal.market.levels import Levels
from traderterminal.market.simulated_depth import LEVELS, SimulatedDepth


def test_all_levels_are_told_at_first() -> None:
    tick = SimulatedDepth(Random(1), 20).follow(a_quote(100, 101))
    bids = [price for side, price, _ in tick.changes if side == "B"]
    asks = [price for side, price, _ in tick.changes if side == "A"]
    assert bids == list(range(100, 100 - LEVELS, -1))
    assert asks == list(range(101, 101 + LEVELS))
    assert (tick.symbol, tick.at_ns) == ("ESH2024", 1)


def test_a_level_keeps_its_size_until_somebody_comes_or_leaves() -> None:
    depth, stirred = SimulatedDepth(Random(1), 20), 0
    depth.follow(a_quote(100, 101))
    for _ in range(100):
        changes = depth.follow(a_quote(100, 101)).changes
        assert len(changes) <= 2  # one behind each touch at most
        stirred += bool(changes)
    assert 30 < stirred < 95


def test_what_the_touch_passes_is_gone_and_the_far_end_fills_up() -> None:
    depth, levels = SimulatedDepth(Random(1), 20), Levels()
    levels.take(depth.follow(a_quote(100, 101)))
    levels.take(depth.follow(a_quote(97, 98, bid_size=3)))
    assert sorted(levels.side("B")) == list(range(88, 98))
    assert sorted(levels.side("A")) == list(range(98, 108))
    assert levels.side("B")[97] == 3


def test_a_side_without_a_quote_displays_nothing() -> None:
    depth, levels = SimulatedDepth(Random(1), 20), Levels()
    levels.take(depth.follow(a_quote(100, 101)))
    levels.take(depth.follow(a_quote(None, 101)))
    assert not levels.side("B")
    assert len(levels.side("A")) == LEVELS
