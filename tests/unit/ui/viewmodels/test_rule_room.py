"""Room: what the limits leave, and warnings at their marks, each once until it has gone back."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.support.builders import INSTRUMENTS
from traderterminal.desk.desk import Desk
from traderterminal.domain.instruments import AssetClass
from traderterminal.risk.limits import PAPER
from traderterminal.ui.viewmodels.rule_room import RuleRoomViewModel


class Scene:
    def __init__(self, **limits: Any) -> None:
        self.limits = replace(PAPER, max_position=dict.fromkeys(AssetClass, Decimal(0)), **limits)
        self.orders = 0
        self.net: Decimal | None = Decimal(0)
        self.exposures: list[Any] = []
        desk = SimpleNamespace(
            accounts={"paper": None},
            limits=lambda account: self.limits,
            orders_today=lambda account: self.orders,
            exposures=lambda account: self.exposures,
        )
        self.vm = RuleRoomViewModel(
            desk=cast(Desk, desk),
            day_net=lambda account: self.net,
            instrument=INSTRUMENTS.__getitem__,
        )
        self.told: list[str] = []
        self.vm.warned.connect(lambda warning: self.told.append(warning.title))

    def lose(self, *amounts: str) -> list[str]:
        """Have lost so much, one after the other; return what was warned of."""
        self.told.clear()
        for amount in amounts:
            self.net = -Decimal(amount)
            self.vm.look()
        return self.told.copy()


def test_without_limits_there_is_no_room_to_tell() -> None:
    scene = Scene()
    scene.orders = 5
    scene.vm.look()
    assert scene.vm.nearest("paper") is None
    assert scene.vm.nearest("another") is None


def test_the_nearest_limit_is_that_of_which_most_is_used() -> None:
    scene = Scene(max_daily_loss=Decimal(2000), orders_per_day=100)
    scene.orders = 40
    scene.lose("1396")
    room = scene.vm.nearest("paper")
    assert room is not None
    assert (room.rule, room.short, room.left, room.limit) == (
        "Daily loss",
        "DLL",
        "$604.00",
        "$2,000.00",
    )
    scene.lose("100")
    room = scene.vm.nearest("paper")
    assert room is not None
    assert (room.rule, room.left, room.used) == ("Orders of the day", "60", 0.4)


def test_a_position_uses_its_limit_up_to_where_orders_could_take_it() -> None:
    scene = Scene()
    scene.limits = replace(PAPER, max_position=dict.fromkeys(AssetClass, Decimal(10)))
    scene.exposures = [SimpleNamespace(symbol="ESH2024", most=Decimal(2), least=Decimal(-6))]
    scene.vm.look()
    room = scene.vm.nearest("paper")
    assert room is not None
    assert (room.rule, room.left, room.limit, room.used) == ("Position, ESH2024", "4", "10", 0.6)
    assert scene.told == []  # it comes and goes with each trade


def test_each_mark_is_warned_of_once_as_it_is_reached() -> None:
    scene = Scene(max_daily_loss=Decimal(2000))
    assert scene.lose("0", "999") == []
    assert scene.lose("1000", "1100") == ["Daily loss 50% used"]
    assert scene.lose("1499", "1500", "1501") == ["Daily loss 75% used"]
    assert scene.lose("1900") == ["Daily loss 90% used"]
    assert scene.vm.breached() == []
    assert scene.lose("2000", "2500") == ["Daily loss at its limit"]
    (breached,) = scene.vm.breached()
    assert breached.left == "$0.00"


def test_a_fall_through_several_marks_is_one_warning() -> None:
    scene = Scene(max_daily_loss=Decimal(2000))
    assert scene.lose("1950") == ["Daily loss 90% used"]


def test_a_mark_is_warned_of_again_only_after_it_was_left_well_behind() -> None:
    scene = Scene(max_daily_loss=Decimal(2000))
    assert scene.lose("1500", "1450", "1500") == ["Daily loss 75% used"]
    assert scene.lose("1300", "1500") == ["Daily loss 75% used"]
    assert scene.lose("0", "1500") == ["Daily loss 75% used"]  # another day


def test_a_gain_uses_nothing_up_and_an_unknown_result_tells_nothing() -> None:
    scene = Scene(max_daily_loss=Decimal(2000))
    scene.lose("-5000")
    room = scene.vm.nearest("paper")
    assert room is not None
    assert room.used == 0
    scene.net = None
    scene.vm.look()
    assert scene.vm.nearest("paper") is None


@pytest.mark.parametrize("used", [1.0, 3.0])
def test_orders_that_are_used_up_are_no_banner(used: float) -> None:
    scene = Scene(orders_per_day=10)
    scene.orders = int(10 * used)
    scene.vm.look()
    assert scene.told == ["Orders of the day at its limit"]
    assert scene.vm.breached() == []
