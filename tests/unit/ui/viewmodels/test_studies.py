"""The studies of a chart without its window."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
import pytest_asyncio

from tests.support.builders import AAPL, ES
from tests.support.market import MINUTE, utc_date
from tests.support.paper_desk import NOON_NS
from tests.support.study_bench import StudyBench
from traderterminal.domain.bars import Unit
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import give_way
from traderterminal.market.indicators.catalogue import CATALOGUE, make
from traderterminal.market.indicators.profile_study import PROFILES
from traderterminal.market.indicators.study import Study, StudyBars
from traderterminal.market.periods import SessionPeriod
from traderterminal.ui.viewmodels.studies import MOST_STUDIES, SLICE_NS
from traderterminal.ui.viewmodels.study import TOKENS, ShownStudy

D = Decimal


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[StudyBench]:
    made = StudyBench()
    await made.open()
    made.put_bars(400)
    made.chart.show(ES)
    yield made
    made.studies.close()
    await made.close()


def added(bench: StudyBench, kind: str) -> ShownStudy:
    row = bench.studies.add(kind)
    assert row is not None
    return row


def check(bench: StudyBench, row: ShownStudy) -> None:
    """Hold a study against one that is reckoned at one go."""
    series = bench.chart.series
    assert series is not None
    days = SessionPeriod(Unit.DAY, lambda at_ns: utc_date("", at_ns))
    expected = Study(make(row.choices.kind, row.choices.settings), StudyBars(series, days))
    expected.refresh()
    assert row.shift == 0
    for line, wanted in zip(row.lines, expected.lines, strict=True):
        np.testing.assert_array_equal(line, wanted)


async def test_an_added_study_has_a_value_for_every_bar_and_follows_ticks(
    bench: StudyBench,
) -> None:
    row = added(bench, "ema")
    bench.frame()
    check(bench, row)
    assert bench.told == [None]
    for minute, price in enumerate(("4801.00", "4802.50", "4799.75")):
        bench.trade(price, NOON_NS + minute * MINUTE)
        bench.trade("4800.00", NOON_NS + minute * MINUTE + 1)
        bench.frame()
        check(bench, row)
    assert bench.told == [None]  # the chart itself tells of ticks
    assert row.values_at(402) == pytest.approx((row.lines[0][402],), rel=1e-7)
    assert np.isnan(row.values_at(403)[0])
    assert np.isnan(row.values_at(-1)[0])


@pytest.mark.parametrize("kind", [*CATALOGUE, *PROFILES])
async def test_everything_that_is_listed_can_be_added(bench: StudyBench, kind: str) -> None:
    row = added(bench, kind)
    bench.chart.look_at(100, 300)
    bench.frame()
    bench.trade("4801.00")
    bench.frame()
    assert row.progress == 1.0
    assert len(row.values_at(400)) == len(row.outputs)
    words = bench.studies.legend(row, 400)
    assert words[0] == (row.name, "t2")
    assert all(token in (*TOKENS, "t2", "t3") for _, token in words)


async def test_the_legend_names_settings_and_values(bench: StudyBench) -> None:
    for kind, settings, name in (
        ("ema", {"length": 9}, "EMA 9"),
        ("sma", {"source": "high"}, "SMA 20 high"),
        ("vwap", {}, "VWAP"),
        ("vwap", {"period": "week"}, "VWAP week"),
        ("bollinger", {"factor": 2.5}, "BB 20 2.5"),
        ("anchored_vwap", {"anchor_s": 5}, "AVWAP"),
    ):
        row = added(bench, kind)
        bench.studies.change(row, replace(row.choices, settings=settings))
        assert row.name == name
    row = bench.studies.rows[0]
    bench.trade("4800.00")
    bench.frame()
    words = bench.studies.legend(row, 400)
    value = D(row.values_at(400)[0]) * ES.tick_size
    assert words == [("EMA 9", "t2"), (f"{value:,.2f}", "s2")]  # not only whole ticks
    bench.studies.hide(row, hidden=True)
    assert bench.studies.legend(row, 400) == [("EMA 9", "tdis"), ("hidden", "tdis")]


async def test_outputs_that_are_hidden_are_not_told(bench: StudyBench) -> None:
    row = added(bench, "vwap")
    bench.studies.change(row, replace(row.choices, hidden_outputs=frozenset(("upper_1", "vwap"))))
    bench.frame()
    assert len(bench.studies.legend(row, 399)) == 4
    drawn = [output.name for output in row.outputs if row.is_drawn(output)]
    assert drawn == ["lower_1", "upper_2", "lower_2"]


async def test_each_line_has_a_colour_and_averages_leave_the_first_one_to_the_vwap(
    bench: StudyBench,
) -> None:
    tokens = [added(bench, "ema").choices.token for _ in range(7)]
    assert tokens == ["s2", "s3", "s4", "s5", "s6", "s1", "s2"]
    macd = added(bench, "macd")
    bench.studies.change(macd, replace(macd.choices, token="s5"))
    assert [macd.token_of(number) for number in range(3)] == ["s5", "s6", "s1"]
    vwap = added(bench, "vwap")
    assert len({vwap.token_of(number) for number in range(5)}) == 1


async def test_there_is_no_room_for_ever_more(bench: StudyBench) -> None:
    for _ in range(MOST_STUDIES):
        assert bench.studies.add("obv") is not None
    assert bench.studies.add("obv") is None
    assert bench.studies.add("nothing") is None


async def test_settings_are_validated_and_reckoned_anew(bench: StudyBench) -> None:
    row = added(bench, "ema")
    bench.frame()
    with pytest.raises(ValueError, match="Length must be 1 to 10000, was 0"):
        bench.studies.change(row, replace(row.choices, settings={"length": 0}))
    assert row.choices.settings["length"] == 20
    bench.studies.change(row, replace(row.choices, settings={"length": 50}))
    bench.frame()
    check(bench, row)
    before = row.lines[0]
    bench.studies.change(row, replace(row.choices, token="s4"))  # nothing to reckon
    assert row.lines[0].base is before.base


async def test_order_and_removal(bench: StudyBench) -> None:
    first, second, third = (added(bench, kind) for kind in ("sma", "ema", "rsi"))
    bench.studies.move(third, -1)
    assert bench.studies.rows == [first, third, second]
    bench.studies.move(first, -1)
    bench.studies.move(second, 5)
    assert bench.studies.rows == [first, third, second]
    bench.studies.remove(first)
    assert bench.studies.rows == [third, second]
    assert [one["kind"] for one in bench.kept_studies[-1]["all"]] == ["rsi", "ema"]


async def test_what_was_chosen_is_there_again(bench: StudyBench) -> None:
    row = added(bench, "bollinger")
    choices = replace(
        row.choices,
        settings={"length": 30, "factor": 1.5},
        token="s6",
        hidden=True,
        hidden_outputs=frozenset(("lower",)),
        over_bars=False,
    )
    bench.studies.change(row, choices)
    bench.studies.add("mine.own")
    again = bench.make_studies(bench.kept_studies[-1])
    assert [row.choices for row in again.rows] == [row.choices for row in bench.studies.rows]
    assert again.rows[0].choices.settings == {"length": 30, "factor": 1.5, "source": "close"}
    again.close()


@pytest.mark.logs("a study was not taken over")
@pytest.mark.parametrize(
    "broken",
    [
        {},
        None,
        7,
        {"kind": "ema", "settings": [], "token": "s1"},
        {"kind": "ema", "settings": {"length": -1}, "token": "s1", "hidden": False},
        {"kind": "ema", "settings": {}, "token": "live", "hidden": False},
    ],
)
async def test_what_cannot_be_used_is_left_out(bench: StudyBench, broken: Any) -> None:
    added(bench, "obv")
    (good,) = bench.kept_studies[-1]["all"]
    more = {"hidden_outputs": [], "over_bars": True}
    filled = broken | more if isinstance(broken, dict) else broken
    again = bench.make_studies({"all": [filled, good], "symbols": []})
    assert [row.choices.kind for row in again.rows] == ["obv"]
    again.close()


async def test_without_anything_kept_there_are_the_usual_ones(bench: StudyBench) -> None:
    usual = bench.make_studies({})
    bench.trade("4800.00")
    usual.flush()
    assert [row.name for row in usual.rows] == ["VWAP", "EMA 21"]
    assert [len(usual.legend(row, 400)) for row in usual.rows] == [2, 2]
    usual.close()


async def test_another_symbol_has_the_same_studies_of_its_own_bars(bench: StudyBench) -> None:
    row = added(bench, "ema")
    bench.frame()
    bench.chart.show(AAPL)
    assert bench.studies.rows == [row]
    bench.frame()
    assert [len(line) for line in row.lines] == [0]
    bench.chart.show(ES)
    bench.frame()
    check(bench, row)


async def test_a_symbol_can_have_studies_of_its_own(bench: StudyBench) -> None:
    added(bench, "ema")
    bench.studies.choose_only_here(True)
    added(bench, "rsi")
    assert bench.studies.only_here
    bench.chart.show(AAPL)
    assert not bench.studies.only_here
    assert [row.choices.kind for row in bench.studies.rows] == ["ema"]
    bench.chart.show(ES)
    assert [row.choices.kind for row in bench.studies.rows] == ["ema", "rsi"]
    kept = bench.kept_studies[-1]
    again = bench.make_studies(kept)
    assert [row.choices.kind for row in again.rows] == ["ema", "rsi"]
    again.close()
    bench.studies.choose_only_here(False)
    assert [row.choices.kind for row in bench.studies.rows] == ["ema"]
    assert bench.kept_studies[-1]["symbols"] == {}


async def test_another_bar_length_is_reckoned_from_its_own_bars(bench: StudyBench) -> None:
    row = added(bench, "ema")
    for name in ("5m", "D", "1m"):
        bench.chart.choose_resolution(name)
        bench.frame()
        check(bench, row)


async def test_an_average_of_the_day_needs_bars_that_are_shorter(bench: StudyBench) -> None:
    bench.put_bars(5_000, seed=2)  # of some days
    day, week, average = added(bench, "vwap"), added(bench, "vwap"), added(bench, "ema")
    bench.studies.change(week, replace(week.choices, settings={"period": "week"}))
    bench.chart.choose_resolution("D")
    bench.frame()
    assert bench.chart.series is not None
    last = bench.chart.series.count - 1
    assert last > 1
    assert bench.studies.legend(day, last) == [("VWAP", "t2"), ("needs shorter bars", "t3")]
    assert (day.lines, day.last_values, day.progress) == ((), (), 1.0)
    assert all(np.isnan(day.values_at(last)))
    check(bench, week)
    check(bench, average)
    bench.studies.change(week, replace(week.choices, settings={}))
    assert week.silence == "needs shorter bars"
    bench.chart.choose_resolution("1m")
    await bench.settle(give_way)
    check(bench, day)
    assert (day.silence, week.silence) == ("", "")


async def test_a_long_history_comes_bit_by_bit_and_says_how_far_it_is(bench: StudyBench) -> None:
    bench.put_bars(60_000, seed=2)
    row, quick = added(bench, "pivots"), added(bench, "ema")
    bench.frame()
    assert 0 < row.progress < 0.5
    assert bench.studies.legend(row, 0)[1][1] == "t3"
    await bench.settle(give_way)
    assert (row.progress, quick.progress) == (1.0, 1.0)
    assert row.work_ahead(1)  # all of it is ready to be looked at from far away
    assert quick.work_ahead(1)
    check(bench, quick)
    assert len(row.lines[0]) == 60_400


class Slow(VirtualClock):
    """A clock on which every look at it costs half a slice more than the look before."""

    looks = 0

    def monotonic_ns(self) -> int:
        self.looks += 1
        return self.looks * 2 * SLICE_NS


async def test_slices_shrink_on_a_machine_that_takes_longer() -> None:
    slow = Slow()
    bench = StudyBench(host=slow)
    await bench.open()
    bench.put_bars(8_000)
    bench.chart.show(ES)
    row = added(bench, "ema")
    await bench.settle(give_way)
    check(bench, row)
    assert slow.looks > 2 * 8_000 // 512 * 4  # with slices of 64 bars in the end
    bench.studies.close()
    await bench.close()


async def test_older_bars_move_the_lines_along_until_they_are_reckoned_anew(
    bench: StudyBench,
) -> None:
    row = added(bench, "ema")
    bench.frame()
    before = row.lines[0].copy()
    bench.put_bars(30_000, seed=3)
    assert row.shift == 30_000
    np.testing.assert_array_equal(row.lines[0], before)
    assert row.values_at(30_399) == (before[399],)
    bench.frame()
    assert row.shift == 30_000  # still being reckoned
    await bench.settle(give_way)
    check(bench, row)
    assert len(row.lines[0]) == 30_400
    assert len(bench.told) > 2


async def test_a_late_trade_changes_what_follows_it(bench: StudyBench) -> None:
    row = added(bench, "ema")
    bench.trade("4800.00")
    bench.frame()
    bench.trade("4900.00", NOON_NS - 100 * MINUTE)
    bench.frame()
    check(bench, row)


async def test_more_bars_in_front_while_they_are_reckoned_begin_it_again(
    bench: StudyBench,
) -> None:
    row = added(bench, "ema")
    bench.frame()
    for seed in (4, 5):
        bench.put_bars(20_000, seed=seed)
        bench.frame()
        await give_way()
    assert row.shift == 40_000
    await bench.settle(give_way)
    check(bench, row)


async def test_a_removed_study_is_not_reckoned_to_its_end(bench: StudyBench) -> None:
    bench.put_bars(30_000, seed=6)
    row = added(bench, "pivots")
    bench.frame()
    bench.studies.remove(row)
    at = row.progress
    await give_way()
    await give_way()
    assert row.progress == at < 1.0
    assert bench.studies.progress == 1.0


async def test_delta_and_sessions_reach_the_studies(bench: StudyBench) -> None:
    delta, session = added(bench, "cvd"), added(bench, "session_extremes")
    bench.trade("4800.00", NOON_NS + MINUTE, 3)
    bench.trade("4801.00", NOON_NS + 2 * MINUTE, 4)
    bench.frame()
    assert delta.values_at(401) == (7.0,)
    assert np.isnan(delta.values_at(399)[0])
    series = bench.chart.series
    assert series is not None
    assert session.values_at(401)[:2] == (series.high.max(), series.low.min())
    bench.chart.choose_resolution("D")  # a day's bar has neither
    bench.frame()
    assert np.isnan(delta.values_at(0)[0])
    assert np.isnan(session.values_at(0)[0])


async def test_delta_goes_on_in_front_with_stored_trades_and_says_from_when(
    bench: StudyBench,
) -> None:
    series = bench.chart.series
    assert series is not None
    delta = added(bench, "cvd")
    bench.studies.change(delta, replace(delta.choices, settings={"since": "always"}))
    bench.trade("4800.00", NOON_NS + MINUTE, 3)
    # Of the last fifty of the stored bars every trade is stored; half of them were sales.
    starts, volume = series.start_ns[:400], series.volume[:400]
    bench.stored.signed_made = [
        (int(starts[n]) + 7, int(volume[n]) * (1 if n % 2 else -1), int(volume[n]))
        for n in range(350, 400)
    ]
    bench.chart.look_at(300, 101)
    await older_trades(bench)
    signed = [row[1] for row in bench.stored.signed_made]
    assert np.isnan(delta.values_at(349)[0])
    assert delta.values_at(350) == (signed[0],)
    assert delta.values_at(399) == (sum(signed),)
    assert delta.values_at(400) == (sum(signed) + 3,)
    assert bench.studies.legend(delta, 400)[-1] == ("from 25 Dec 22:10", "t3")
    bench.chart.look_at(350, 51)
    assert bench.studies.legend(delta, 400)[-1][1] != "t3"
    asked = len(bench.stored.asked)
    await older_trades(bench)
    assert len(bench.stored.asked) == asked  # there is nothing older, and nobody asks again


async def older_trades(bench: StudyBench) -> None:
    """Let frames go by until all stored trades that are looked at are read."""
    for _ in range(4):
        await bench.settle(give_way)
        await bench.paper.drained()
    await bench.settle(give_way)


async def test_delta_of_regular_hours_leaves_out_what_traded_outside() -> None:
    def sessions(symbol: str, from_ns: int, until_ns: int) -> list[tuple[int, int]]:
        return [(NOON_NS, NOON_NS + 2 * MINUTE)]

    bench = StudyBench(regular=sessions)
    await bench.open()
    bench.chart.show(ES)
    bench.chart.choose(regular=True)
    delta = added(bench, "cvd")
    bench.frame()
    for minute, size in ((0, 2), (1, 3), (2, 50)):  # the last one after the close
        bench.trade("4800.00", NOON_NS + minute * MINUTE, size)
        bench.frame()
    series = bench.chart.series
    assert series is not None
    assert series.count == 2
    assert delta.values_at(1) == (5.0,)
    bench.studies.close()
    await bench.close()


async def test_bars_that_trades_make_lie_in_sessions_but_tell_no_delta(bench: StudyBench) -> None:
    delta, session = added(bench, "cvd"), added(bench, "session_extremes")
    bench.chart.choose_resolution("2T")
    for number in range(6):
        bench.trade(f"48{number:02d}.00", NOON_NS + number)
    bench.frame()
    series = bench.chart.series
    assert series is not None
    last = series.count - 1
    assert np.isnan(delta.values_at(last)[0])
    assert session.values_at(last)[0] == 4805 * 4


async def test_instants_begin_at_what_is_looked_at(bench: StudyBench) -> None:
    bench.chart.look_at(150, 100)
    row = added(bench, "anchored_vwap")
    bench.frame()
    assert np.isnan(row.values_at(149)[0])
    assert not np.isnan(row.values_at(150)[0])
    fixed = added(bench, "fixed_profile")
    bench.frame()
    assert (fixed.profiles[0].first_bar, fixed.profiles[0].last_bar) == (150, 399)
    visible = added(bench, "visible_profile")
    bench.frame()
    assert (visible.profiles[0].first_bar, visible.profiles[0].last_bar) == (150, 249)


async def test_what_the_trader_wrote_is_refreshed_once_at_a_time(bench: StudyBench) -> None:
    row = added(bench, "mine.own")
    bench.frame()
    bench.frame()
    assert row.values_at(399) == pytest.approx((np.nan,), nan_ok=True)
    await give_way()
    bench.frame()
    assert bench.user.refreshed == 1
    assert not np.isnan(row.values_at(399)[0])
    bench.trade("4800.00")
    bench.frame()
    await give_way()
    assert bench.user.refreshed == 2
    assert len(row.lines[0]) == 401
    bench.put_bars(10)
    assert row.lines == ()  # they would stand at the wrong bars
    bench.frame()
    await give_way()
    assert len(row.values_at(410)) == 1
    assert not np.isnan(row.values_at(410)[0])
    bench.studies.remove(row)
    await give_way()
    assert bench.user.studies[0].closed


async def test_a_chart_that_is_closed_leaves_nothing_behind(bench: StudyBench) -> None:
    added(bench, "ema")
    added(bench, "mine.own")
    bench.frame()
    kept = len(bench.kept_studies)
    bench.studies.leave()
    await give_way()
    assert bench.user.studies[0].closed
    assert bench.studies.rows == []
    assert len(bench.kept_studies) == kept
    told = len(bench.told)
    bench.trade("4800.00")
    bench.user.changed.emit(None)
    assert len(bench.told) == told


async def test_what_fails_is_off_with_its_reason_until_it_is_mended(bench: StudyBench) -> None:
    good, row = added(bench, "ema"), added(bench, "mine.own")
    bench.frame()
    await give_way()
    assert not row.is_off
    bench.user.fails = True
    bench.trade("4800.00")
    bench.frame()
    await give_way()
    bench.frame()
    assert row.is_off
    assert row.failure is not None
    assert row.failure.traceback.startswith("ZeroDivisionError")
    assert bench.studies.legend(row, 0) == [("My average 5", "t2"), ("off", "warn")]
    check(bench, good)
    bench.user.mend()
    bench.frame()
    await give_way()
    assert not row.is_off
    assert len(row.lines[0]) == 401


async def test_a_kind_that_is_not_there_yet_waits_for_its_file(bench: StudyBench) -> None:
    added(bench, "mine.own")
    kept = bench.kept_studies[-1]
    bench.user.kinds = {}
    again = bench.make_studies(kept)
    (row,) = again.rows
    assert row.is_off
    assert row.name == "mine.own"
    bench.user.mend()
    assert not row.is_off
    assert row.name == "My average 5"
    again.close()


async def test_settings_that_a_changed_file_has_no_more_are_dropped(bench: StudyBench) -> None:
    row = added(bench, "mine.own")
    bench.studies.change(row, replace(row.choices, settings={"length": 9}))
    row.choices = replace(row.choices, settings={"former": 3})
    bench.user.mend()
    assert row.choices.settings == {}
    assert not row.is_off
