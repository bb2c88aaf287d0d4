"""Signed volume is what the feed said since somebody asked, and nothing where it did not say."""

import numpy as np
import pytest

from tests.support.market import MINUTE, SECOND, a_hub, a_quote, a_trade, utc_date
from traderterminal.domain.bars import Unit
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.columns import Int64s
from traderterminal.market.indicators.catalogue import make
from traderterminal.market.indicators.study import Study, StudyBars
from traderterminal.market.periods import ClockPeriod, SessionPeriod
from traderterminal.market.signed_volume import SignedVolume, SignedVolumes
from traderterminal.market.ticks import Aggressor
from traderterminal.market.time_bars import BarSeries

BUYER, SELLER, NEITHER = Aggressor.BUYER, Aggressor.SELLER, Aggressor.NEITHER


def starts(*minutes: int) -> Int64s:
    return np.array(minutes, np.int64) * MINUTE


def test_it_adds_what_buyers_took_and_takes_off_what_sellers_gave() -> None:
    signed = SignedVolume(0)
    for second, size, who in ((1, 5, BUYER), (2, 3, SELLER), (2, 1, SELLER), (61, 4, SELLER)):
        signed.add(a_trade(size=size, at_ns=second * SECOND, aggressor=who))
    signed.add(a_quote(at_ns=62 * SECOND))
    np.testing.assert_array_equal(signed.of_bars(starts(0, 1)), [1, -4])
    np.testing.assert_array_equal(signed.of_bars(starts(0)), [-3])  # the last one goes on
    np.testing.assert_array_equal(signed.of_bars(starts(0), MINUTE), [1])
    assert signed.of_bars(starts()).size == 0


def test_a_late_trade_counts_in_its_second() -> None:
    signed = SignedVolume(0)
    for second, size in ((10, 1), (70, 2), (40, 7), (10, 3)):
        signed.add(a_trade(size=size, at_ns=second * SECOND))
    np.testing.assert_array_equal(signed.of_bars(starts(0, 1)), [11, 2])


def test_what_is_not_known_stays_unknown() -> None:
    signed = SignedVolume(MINUTE + SECOND)
    assert np.isnan(signed.of_bars(starts(0, 1))).all()  # nothing was heard yet
    signed.add(a_trade(size=9, at_ns=MINUTE))  # before anybody asked
    signed.add(a_trade(size=5, at_ns=MINUTE + 2 * SECOND))
    signed.add(a_trade(size=5, at_ns=2 * MINUTE, aggressor=NEITHER))
    signed.add(a_trade(size=6, at_ns=3 * MINUTE, aggressor=SELLER))
    signed.add(a_trade(size=6, at_ns=3 * MINUTE, aggressor=NEITHER))
    found = signed.of_bars(starts(1, 2, 3))
    np.testing.assert_array_equal(found, [np.nan, np.nan, -6])


def test_a_symbol_is_added_up_from_the_first_question_on_and_anew_after_a_restart() -> None:
    clock = VirtualClock(MINUTE)
    hub = a_hub(clock)
    volumes = SignedVolumes(hub)
    hub.publish(a_trade(at_ns=MINUTE))
    signed = volumes.of("ESH2024")
    assert volumes.of("ESH2024") is signed
    hub.publish(a_trade(size=3, at_ns=MINUTE + 1))
    hub.publish(a_trade(size=8, at_ns=MINUTE + 1, symbol="MESH2024"))
    np.testing.assert_array_equal(signed.of_bars(starts(1)), [3])
    hub.clear()
    assert np.isnan(signed.of_bars(starts(1))).all()
    hub.publish(a_trade(size=2, at_ns=MINUTE + 2))
    np.testing.assert_array_equal(signed.of_bars(starts(1)), [2])


@pytest.mark.parametrize("frames", [1, 7])
def test_cumulative_delta_follows_it_tick_by_tick(frames: int) -> None:
    signed, series = SignedVolume(MINUTE), BarSeries(ClockPeriod(MINUTE))
    days = SessionPeriod(Unit.DAY, lambda at_ns: utc_date("", at_ns))
    study = Study(make("cvd", {}), StudyBars(series, days, delta=signed.of_bars))
    total = 0
    for number in range(200):
        at_ns, size = number * 7 * SECOND, 1 + number % 5
        who = BUYER if number % 3 else SELLER
        series.add_trade(at_ns, 100, size)
        signed.add(a_trade(size=size, at_ns=at_ns, aggressor=who))
        if at_ns >= MINUTE:
            total += size if number % 3 else -size
        if number % frames == 0:
            study.refresh()
            assert np.isnan(study.values[0]) if at_ns < MINUTE else study.values == (total,)
    study.refresh()
    assert study.values == (total,)
