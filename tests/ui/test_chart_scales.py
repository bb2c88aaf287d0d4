"""Scales: values and pixels map back and forth in every kind, and a scale left alone is steady."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from traderterminal.ui.chart.axes import decimals_of, round_values
from traderterminal.ui.chart.axis_drawing import axis_values
from traderterminal.ui.chart.panes import Pane, Side
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.viewmodels.chart_options import ScaleKind

kinds = st.sampled_from(ScaleKind)
values = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


def fitted(kind: ScaleKind, low: float, high: float, *, inverted: bool = False) -> Scale:
    scale = Scale(kind, inverted, top=40.0, height=500.0, step=1.0, base=low)
    scale.fit(low, high, closely=True)
    return scale


@given(kinds, values, values, st.booleans(), st.floats(0.01, 0.99))
def test_a_value_and_its_pixel_map_back_and_forth(
    kind: ScaleKind, one: float, other: float, inverted: bool, share: float
) -> None:
    low, high = sorted((one, other))
    assume(high - low > 1e-3 * max(abs(low), abs(high), 1))
    scale = fitted(kind, low, high, inverted=inverted)
    value = low + (high - low) * share
    assert scale.value_at(scale.y(value)) == pytest.approx(value, abs=1e-6 * (high - low))
    assert scale.ys(np.array([value]))[0] == pytest.approx(scale.y(value))
    assert scale.value_of(scale.shown(value)) == pytest.approx(value)


@given(kinds, values, values, st.booleans())
def test_what_is_visible_is_within_and_clear_of_what_is_kept_free(
    kind: ScaleKind, one: float, other: float, inverted: bool
) -> None:
    low, high = sorted((one, other))
    scale = Scale(kind, inverted, top=40.0, height=500.0, head=0.1, foot=0.2, step=1.0)
    scale.fit(low, high, closely=True)
    ends = sorted((scale.y(low), scale.y(high)))
    assert ends[0] >= 40 + 0.1 * 500 - 1e-6
    assert ends[1] <= 540 - 0.2 * 500 + 1e-6
    assert (scale.y(high) <= scale.y(low)) is not (inverted and high > low)


def test_a_scale_stands_still_while_it_fits() -> None:
    scale = Scale(step=1.0)
    assert scale.fit(100, 200, closely=False)
    low, high = scale.low, scale.high
    assert not scale.fit(101, 199, closely=False)
    assert (scale.low, scale.high) == (low, high)
    assert scale.fit(100, 220, closely=False)
    assert scale.fit(150, 160, closely=False)
    # who pans or zooms sees the scale follow at once
    assert scale.fit(151, 160, closely=True)


def test_ticks_move_a_scale_no_more_often_than_its_room_is_used_up() -> None:
    scale, changes = Scale(step=1.0, foot=0.16), 0
    scale.fit(1000, 1100, closely=True)
    for high in range(1101, 1200):
        changes += scale.fit(1000, high, closely=False)
    assert 5 <= changes <= 15  # not once a tick


def test_a_volume_that_grows_moves_its_scale_a_few_times_until_it_is_ten_times_as_much() -> None:
    scale = Scale(head=0.8, grounded=True, top=0.0, height=500.0, step=1.0)
    scale.fit(0, 1000, closely=True)
    moved = sum(scale.fit(0, traded, closely=False) for traded in range(1000, 10_001))
    assert 5 <= moved <= 9
    assert scale.y(10_000) >= 0.8 * 500  # and it keeps to its part of the pane
    assert scale.fit(0, 10_000, closely=True)  # close up as before
    assert scale.y(10_000) == pytest.approx(0.8 * 500, abs=10)


def test_a_stretched_scale_stays_until_it_follows_again() -> None:
    scale = Scale(low=100, high=200, height=400, step=1.0)
    scale.stretch(2)
    assert (scale.low, scale.high, scale.auto) == (50, 250, False)
    assert not scale.fit(0, 1000, closely=True)
    scale.pan(200)
    assert (scale.low, scale.high) == (150, 350)
    scale.auto = True
    assert scale.fit(0, 1000, closely=False)
    scale.stretch(1e-9)
    assert scale.high - scale.low >= 4


def test_an_inverted_scale_pans_with_the_pointer() -> None:
    scale = Scale(inverted=True, low=0, high=100, height=100, step=1.0)
    before = scale.y(50)
    scale.pan(10)
    assert scale.y(50) == pytest.approx(before + 10)


def test_a_logarithmic_scale_is_plain_while_prices_are_not_above_zero() -> None:
    scale = fitted(ScaleKind.LOG, 10, 1000)
    assert scale.is_log
    assert scale.y(100) == pytest.approx((scale.y(10) + scale.y(1000)) / 2)
    # oil in April 2020: the range turns negative, and back
    assert scale.fit(-4000, 1000, closely=False)
    assert not scale.is_log
    assert scale.y(0) == pytest.approx(scale.y(-4000) + (scale.y(1000) - scale.y(-4000)) * 0.8)
    assert scale.fit(10, 1000, closely=False)
    assert scale.is_log


def test_what_is_not_a_number_does_not_move_a_scale() -> None:
    scale = Scale(low=1, high=2)
    assert not scale.fit(float("nan"), 5, closely=True)
    assert not scale.fit(0, float("inf"), closely=True)
    assert (scale.low, scale.high) == (1, 2)


@pytest.mark.parametrize("value", [0.0, -37.63, 19200.0])
def test_one_price_alone_stands_in_the_middle(value: float) -> None:
    scale = Scale(top=0, height=100, step=1.0)
    scale.fit(value, value, closely=True)
    assert scale.y(value) == pytest.approx(50)


def test_percents_are_of_the_base_whatever_its_sign() -> None:
    scale = Scale(ScaleKind.PERCENT, base=200.0)
    assert scale.shown(210) == pytest.approx(5)
    assert Scale(ScaleKind.INDEXED, base=200.0).shown(210) == pytest.approx(105)
    assert Scale(ScaleKind.PERCENT, base=-200.0).shown(-190) == pytest.approx(5)
    assert [scale.words(value) for value in (210, 200, 190)] == ["+5.00%", "0.00%", "−5.00%"]
    assert Scale(ScaleKind.INDEXED, base=200.0).words(210) == "105.00"
    of_nothing = Scale(ScaleKind.PERCENT, base=0.0)
    assert (of_nothing.shown(7), of_nothing.words(7)) == (7, "")  # there are no percents of it
    assert Scale(ScaleKind.LINEAR, base=200.0).words(210) == ""


@given(kinds, values, values, st.integers(2, 8))
def test_round_values_are_few_and_within(
    kind: ScaleKind, one: float, other: float, most: int
) -> None:
    low, high = sorted((one, other))
    scale = fitted(kind, low, high)
    found = round_values(scale, most)
    slack = 1e-6 * (scale.high - scale.low)
    assert len(found) <= most + 1
    assert all(scale.low - slack <= value <= scale.high + slack for value in found)


def test_a_long_logarithmic_axis_goes_by_powers_of_ten() -> None:
    scale = Scale(ScaleKind.LOG, low=4, high=40_000)
    assert round_values(scale, 20, 0.25) == [4, 8, 20, 40, 80, 200, 400, 800, 2000, 4000, 8000,
                                             20_000, 40_000]  # fmt: skip
    assert round_values(scale, 5, 0.25) == [4, 40, 400, 4000, 40_000]


def test_decimals_are_as_many_as_tell_values_apart() -> None:
    assert decimals_of([0.0, 0.5, 1.0]) == 1
    assert decimals_of([0.25, 0.5]) == 2
    assert decimals_of([10, 20]) == 0
    assert decimals_of([]) == 0


def test_an_axis_on_which_nothing_ever_stood_tells_no_values() -> None:
    pane = Pane("own")
    pane.lie(QRectF(0, 0, 300, 200))
    assert axis_values(pane, Side.RIGHT, lambda em: 12 * int(em), 0.0).labels == []
    pane.right.fit(10, 20, closely=False)
    assert axis_values(pane, Side.RIGHT, lambda em: 12 * int(em), 0.0).labels
    pane.left.stretch(2)  # that is what the trader wants to see
    assert axis_values(pane, Side.LEFT, lambda em: 12 * int(em), 0.0).labels
