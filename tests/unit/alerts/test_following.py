"""Stops that follow, moves to break even and timed exits, as alerts ask for them."""

from decimal import Decimal

import pytest

from traderterminal.alerts.dialects import Value
from traderterminal.alerts.fields import Fields, NotTradeable
from traderterminal.alerts.following import Following, read_following, read_trail
from traderterminal.domain.exits import BreakEven, Trail

D = Decimal


def following(fields: dict[str, Value], unit: str | None = None, side: str = "long") -> Following:
    return read_following(Fields(fields), side, unit, "orb")


@pytest.mark.parametrize(
    ("fields", "trail"),
    [
        ({"trailAmount": "2.50"}, Trail(price=D("2.50"))),
        ({"trail_points": D(3)}, Trail(price=D(3))),
        ({"trailPercent": D("0.5")}, Trail(percent=D("0.5"))),
        ({"trail_ticks": "12"}, Trail(ticks=12)),
        ({"trailing_stop_ticks": D("12.0")}, Trail(ticks=12)),
        ({"stopLoss": {"type": "trailing_stop", "trailPercent": "2"}}, Trail(percent=D(2))),
        ({"stop_loss": {"trail_amount": D(4)}}, Trail(price=D(4))),
        ({"long trail ticks": "8", "short trail ticks": "9"}, Trail(ticks=8)),
        (
            {"trailAmount": "2", "trailActivation": "4810.25"},
            Trail(price=D(2), activation=D("4810.25")),
        ),
        ({"trail": True, "trailAmount": "2"}, Trail(price=D(2))),
        ({"trail": D(1), "trail_ticks": "6"}, Trail(ticks=6)),
    ],
)
def test_a_distance_that_carries_its_unit(fields: dict[str, Value], trail: Trail) -> None:
    assert following(fields) == Following(trail)


@pytest.mark.parametrize("name", ["trail", "trail_stop", "trailing_stop", "trailingStop"])
def test_a_bare_distance_needs_the_unit_of_its_strategy(name: str) -> None:
    with pytest.raises(NotTradeable) as caught:
        following({name: "20"})
    assert caught.value.reason.code == "unit_unset"
    assert following({name: "20"}, "ticks").trail == Trail(ticks=20)
    assert following({name: "20"}, "points").trail == Trail(price=D(20))
    assert following({name: "20"}, "percent").trail == Trail(percent=D(20))
    assert following({name: "20"}, "money").unsupported == ("a trailing stop in money",)


@pytest.mark.parametrize("value", [D(0), "0", "", "NaN", None, False])
def test_what_is_unset_asks_for_nothing(value: Value) -> None:
    names = ("trail", "trail_stop", "trailAmount", "breakeven", "close_after_s")
    assert following({name: value for name in names}) == Following()


@pytest.mark.parametrize("value", [True, "true", D(1), "1"])
def test_a_switch_alone_is_no_distance(value: Value) -> None:
    found = following({"trail": value}, "ticks")
    assert found == Following(unsupported=("a trailing stop without a distance",))


def test_an_activation_alone_is_no_distance() -> None:
    assert following({"trail_activation": "4810"}).unsupported == (
        "a trailing stop without a distance",
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"trail": D(0), "trail_stop": "20"},
        {"trailing_stop": False, "trailAmount": "2"},
        {"trailAmount": "2", "trailPercent": "1"},
        {"trailAmount": "2", "stopLoss": {"trailAmount": "2"}},
    ],
)
def test_distances_that_contradict_each_other_are_refused(fields: dict[str, Value]) -> None:
    with pytest.raises(NotTradeable) as caught:
        following(fields, "ticks")
    assert caught.value.reason.code == "contradictory_fields"


@pytest.mark.parametrize(
    "fields",
    [
        {"trailAmount": "-2"},
        {"trailAmount": "far"},
        {"trailPercent": "100"},
        {"trail_ticks": "2.5"},
        {"trail_ticks": "1000001"},
        {"trailAmount": "2", "trailActivation": "-1"},
        {"breakeven_ticks": "-3"},
        {"close_after_s": "0.5"},
    ],
)
def test_what_is_no_distance_is_refused(fields: dict[str, Value]) -> None:
    with pytest.raises(NotTradeable) as caught:
        following(fields)
    assert caught.value.reason.code == "bad_distance"


def test_a_placeholder_inside_a_stop_loss_is_refused() -> None:
    with pytest.raises(NotTradeable) as caught:
        following({"stopLoss": {"trailAmount": "{{plot_0}}"}})
    assert caught.value.reason.code == "unsubstituted_placeholder"


def test_break_even_is_in_ticks() -> None:
    assert following({"break_even_ticks": "15"}).break_even == BreakEven(15)
    assert following({"breakeven": "15"}, "ticks").break_even == BreakEven(15)
    assert following({"breakeven": "15"}, "points") == Following(
        unsupported=("a move to break even in points",)
    )
    with pytest.raises(NotTradeable) as caught:
        following({"breakeven": "15"})
    assert caught.value.reason.code == "unit_unset"


def test_an_exit_by_time_is_in_whole_seconds() -> None:
    assert following({"close_after_s": "900"}).close_after_s == 900


def test_the_distance_of_an_order_is_read_alike() -> None:
    assert read_trail(Fields({"trailPercent": D(1)}), "", None, "") == (Trail(percent=D(1)), [])
