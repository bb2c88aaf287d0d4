"""What of a feed is believed, what waits until something agrees, and what is kept back."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.support.market import SECOND, a_quote, a_trade
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.columns import MOST_TICKS
from traderterminal.market.quarantine import (
    AHEAD_NS,
    FAR_TICKS,
    FRESH_NS,
    MOST_LOTS,
    Faults,
    Quarantine,
)
from traderterminal.market.ticks import DepthTick, FeedTick, QuoteTick, Tick

STANDING = a_quote(4000, 4001)
kept_back = pytest.mark.logs("sent .*, kept back")


def seen(*rows: FeedTick, first: Sequence[Tick] = (STANDING,)) -> tuple[list[FeedTick], Faults]:
    """What is seen of `rows` after `first`, and what was wrong with them."""
    quarantine = Quarantine(1)
    for row in first:
        quarantine.admit(row)
    return [shown for row in rows for shown in quarantine.admit(row)], quarantine.faults


@kept_back
@pytest.mark.parametrize(
    "impossible",
    [
        a_trade(4000, size=0),
        a_trade(0),
        a_quote(4001, 4001),  # locked
        a_quote(4002, 4001),  # crossed
        a_quote(0, 4001),
        a_quote(-5, 4001),
        a_quote(4000, 4001, ask_size=0),
        QuoteTick("ESH2024", 1, None, 0, 0, 1),
        # beyond what the columns of bars can hold, after which a chart would show none any more
        a_trade(4000, size=MOST_LOTS + 1),
        a_trade(MOST_TICKS + 1),
        a_quote(4000, 4001, bid_size=2**63),
        a_quote(MOST_TICKS + 1, MOST_TICKS + 2),
        QuoteTick("ESH2024", 1, None, 0, MOST_TICKS + 1, 1),
        DepthTick("ESH2024", 1, (("B", 4000, MOST_LOTS + 1),)),
        DepthTick("ESH2024", 1, (("B", MOST_TICKS + 1, 1),)),
        a_trade(4000, at_ns=-1),
    ],
)
def test_what_is_true_of_no_market_is_kept_back(impossible: Tick) -> None:
    assert seen(impossible, STANDING) == ([STANDING], Faults(impossible=1))


@kept_back
def test_a_time_far_ahead_of_the_clock_does_not_drag_on_all_that_follow() -> None:
    clock, quarantine = VirtualClock(SECOND), Quarantine(1)
    assert quarantine.admit(STANDING, clock) == (STANDING,)
    ahead = a_trade(4000, at_ns=SECOND + AHEAD_NS + 1)
    assert quarantine.admit(ahead, clock) == ()
    after = a_trade(4000, at_ns=2 * SECOND)
    assert quarantine.admit(after, clock) == (after,)
    assert quarantine.faults == Faults(impossible=1)
    # unless two in a row agree: then it is the clock that is behind
    assert quarantine.admit(ahead, clock) == ()
    second = replace(ahead, at_ns=ahead.at_ns + SECOND)
    assert quarantine.admit(second, clock) == (second,)
    assert quarantine.admit(after, clock) == (replace(after, at_ns=second.at_ns),)


def test_a_time_a_little_ahead_or_of_the_past_is_as_it_is() -> None:
    clock, quarantine = VirtualClock(SECOND), Quarantine(1)
    ahead = a_trade(4000, at_ns=SECOND + AHEAD_NS + 1)
    # a day is not much for a clock that is wrong, and a row of the past was checked before
    just = a_trade(4000, at_ns=SECOND + AHEAD_NS)
    assert quarantine.admit(just, clock) == (just,)
    assert Quarantine(1).admit(ahead) == (ahead,)


@pytest.mark.parametrize(
    "price", [3950, 4000 - FAR_TICKS, 4001 + FAR_TICKS, 4000 - 4000 // 400, 4010]
)
def test_a_trade_not_far_outside_the_spread_is_believed(price: int) -> None:
    quote = a_quote(4000, 4005) if price == 3950 else STANDING  # ten spreads away
    assert seen(a_trade(price), first=[quote]) == ([a_trade(price)], Faults())


def test_what_is_far_grows_with_the_price() -> None:
    assert seen(a_trade(19248), first=[a_quote(19200, 19201)])[0] == [a_trade(19248)]
    assert seen(a_trade(19251), first=[a_quote(19200, 19201)])[0] == []


@kept_back
@pytest.mark.parametrize("after", [a_trade(4001), STANDING, a_trade(3900)])
def test_a_far_trade_that_the_next_row_does_not_agree_with_is_dropped(after: Tick) -> None:
    shown, faults = seen(a_trade(4100), after, STANDING)
    assert a_trade(4100) not in shown
    assert faults.lonely == (2 if after == a_trade(3900) else 1)


@pytest.mark.parametrize("agrees", [a_trade(4105), a_quote(4100, 4101), a_quote(4115, 4116)])
def test_a_true_gap_is_seen_whole_with_the_row_that_agrees(agrees: Tick) -> None:
    assert seen(a_trade(4100), agrees) == ([a_trade(4100), agrees], Faults())
    # and from then on the market is there
    assert seen(a_trade(4100), agrees, a_trade(4102))[0][-1] == a_trade(4102)


@kept_back
def test_a_second_far_trade_is_believed_though_an_old_quote_came_between() -> None:
    rows = (a_trade(4100), STANDING, a_trade(4101))
    assert seen(*rows) == ([STANDING, a_trade(4101)], Faults(lonely=1))


@kept_back
def test_two_far_trades_far_from_each_other_never_agree() -> None:
    later = replace(a_trade(3000), at_ns=1 + FRESH_NS)
    assert seen(a_trade(5000), later)[0] == []


@kept_back
def test_two_mistakes_with_a_trade_at_the_old_price_between_them_do_not_agree() -> None:
    shown, faults = seen(a_trade(4100), a_trade(4001), a_trade(4100), STANDING)
    assert (shown, faults) == ([a_trade(4001), STANDING], Faults(lonely=2))


#: Quotes of which a side, or both, lie where nobody trades.
FAR_QUOTES = [a_quote(4100, 4101), a_quote(5, 4001), a_quote(4000, 9000), a_quote(5, None)]


@kept_back
@pytest.mark.parametrize("far", FAR_QUOTES)
@pytest.mark.parametrize("after", [STANDING, a_trade(4001), a_quote(3900, 3901)])
def test_a_far_quote_that_the_next_row_does_not_agree_with_is_dropped(
    far: QuoteTick, after: Tick
) -> None:
    shown, faults = seen(far, after, STANDING)
    assert far not in shown
    assert shown[-1] == STANDING
    assert faults == Faults(lonely=2 if after == a_quote(3900, 3901) else 1)


@pytest.mark.parametrize("far", FAR_QUOTES)
def test_two_quotes_at_new_prices_are_believed(far: QuoteTick) -> None:
    again = replace(far, bid_size=9)
    assert seen(far, again) == ([far, again], Faults())


@pytest.mark.parametrize("agrees", [a_trade(4101), a_quote(4105, 4106), a_quote(None, 4101)])
def test_a_market_that_jumps_in_a_quote_is_seen_with_the_row_that_agrees(agrees: Tick) -> None:
    assert seen(a_quote(4100, 4101), agrees) == ([a_quote(4100, 4101), agrees], Faults())


@kept_back
def test_a_far_quote_is_believed_again_whatever_trades_came_between_but_not_quotes() -> None:
    far = a_quote(5, 4001)
    assert seen(far, a_trade(4001), far) == ([a_trade(4001), far], Faults(lonely=1))
    assert seen(far, STANDING, far, STANDING) == ([STANDING] * 2, Faults(lonely=2))


def test_a_quote_that_follows_its_trades_is_not_far() -> None:
    near_the_trade = a_quote(4040, 4041)
    shown, _ = seen(a_trade(4021), near_the_trade)
    assert shown == [a_trade(4021), near_the_trade]


def test_a_quote_without_prices_agrees_with_nothing_and_tells_of_no_market() -> None:
    empty = QuoteTick("ESH2024", 1, None, 0, None, 0)
    assert seen(a_trade(9000), first=[empty])[0] == [a_trade(9000)]


@kept_back
def test_an_empty_quote_does_not_speak_for_a_far_trade() -> None:
    empty = QuoteTick("ESH2024", 1, None, 0, None, 0)
    assert seen(a_trade(4100), empty) == ([empty], Faults(lonely=1))


def test_one_side_alone_tells_where_the_market_is() -> None:
    bid_only = QuoteTick("ESH2024", 1, 4000, 1, None, 0)
    assert seen(a_trade(4010), first=[bid_only])[0] == [a_trade(4010)]
    assert seen(a_trade(4100), first=[bid_only])[0] == []


@pytest.mark.parametrize(("later", "waits"), [(FRESH_NS - 1, True), (FRESH_NS, False)])
def test_without_a_quote_the_last_trade_tells_it_for_a_minute(later: int, *, waits: bool) -> None:
    trade = replace(a_trade(4100), at_ns=1 + later)
    shown, _ = seen(trade, first=[replace(a_trade(4000), at_ns=1)])
    assert shown == ([] if waits else [trade])


@kept_back
def test_levels_are_seen_however_far_but_not_where_they_cannot_be() -> None:
    far = DepthTick("ESH2024", 1, (("B", 5, 9), ("A", 9000, 1), ("A", 0, 0)))
    assert seen(far) == ([far], Faults())
    for change in (("B", 0, 9), ("A", 4001, -1)):
        assert seen(DepthTick("ESH2024", 1, (change,))) == ([], Faults(impossible=1))


def test_after_a_gap_nothing_of_before_it_is_a_measure_but_time_goes_on() -> None:
    quarantine = Quarantine(1)
    quarantine.admit(STANDING)
    quarantine.interrupt()
    moved = replace(a_quote(4300, 4301), at_ns=0)
    assert quarantine.admit(moved) == (replace(moved, at_ns=STANDING.at_ns),)
    assert quarantine.faults == Faults(backwards=1)


def test_after_a_gap_neither_the_last_trade_nor_a_far_quote_of_before_it_counts() -> None:
    quarantine = Quarantine(1)
    quarantine.admit(a_trade(4000))
    quarantine.interrupt()
    assert quarantine.admit(a_trade(4300)) == (a_trade(4300),)
    assert quarantine.admit(a_quote(4100, 4101)) == ()
    quarantine.interrupt()
    quarantine.admit(a_trade(4300))
    assert quarantine.admit(a_quote(4100, 4101)) == ()


@kept_back
@pytest.mark.parametrize(
    ("far", "other", "same"),
    [
        (a_quote(4100, 4101), a_trade(4001), STANDING),
        (a_trade(4100), STANDING, a_trade(4001)),
    ],
)
def test_a_mistake_is_forgotten_once_the_next_of_its_kind_is_none(
    far: Tick, other: Tick, same: Tick
) -> None:
    assert seen(far, other, same, far, other)[0] == [other, same, other]


def test_time_never_runs_backwards() -> None:
    first = replace(STANDING, at_ns=5 * SECOND)
    early = replace(a_trade(4001), at_ns=3 * SECOND)
    late = replace(a_trade(4001), at_ns=6 * SECOND)
    shown, faults = seen(early, late, first=[first])
    assert (shown, faults) == ([replace(early, at_ns=5 * SECOND), late], Faults(backwards=1))
    assert faults.total == 1


def test_what_was_forgotten_is_no_measure_but_stays_counted() -> None:
    quarantine = Quarantine(1)
    quarantine.admit(replace(STANDING, at_ns=SECOND))
    quarantine.admit(STANDING)
    quarantine.clear()
    assert quarantine.admit(a_trade(9000)) == (a_trade(9000),)
    assert quarantine.faults == Faults(backwards=1)
