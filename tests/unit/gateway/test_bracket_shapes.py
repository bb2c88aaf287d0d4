"""A bracket as the outside reads it."""

from decimal import Decimal

import pytest

from tests.support.builders import ES, order, quote
from traderterminal.desk.bracket_state import BracketState, bracket_state
from traderterminal.desk.protection import Entry
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.orders import Accepted, Sending, Where
from traderterminal.gateway import bracket_shapes
from traderterminal.gateway.bracket_models import BracketModel

D = Decimal


def state(exits: Exits, where: Where = Where.LOCAL) -> BracketState:
    parent = order(Sending(), Accepted(), exits=exits)
    return bracket_state(Entry(parent, (), D(0), (), ES), exits, quote(), 1, where)


@pytest.mark.parametrize("unit", ["ticks", "price", "points", "percent", "money"])
def test_a_level_stands_under_its_unit_alone(unit: str) -> None:
    exits = Exits(stop=ExitLevel(D("16.50"), unit))
    level = bracket_shapes.bracket(state(exits))["stop_loss"]
    assert {name: value for name, value in level.items() if value is not None} == {unit: "16.50"}


def test_every_part_is_as_the_description_says() -> None:
    exits = Exits(
        stop=ExitLevel(D(16), "ticks"),
        targets=(Target(ExitLevel(D(16), "ticks"), D(1)), Target(ExitLevel(D(4810), "price"))),
        trail=Trail(percent=D("0.5"), activation=D(4810)),
        break_even=BreakEven(8, 1),
        close_after_s=60,
        close_at_ns=0,
    )
    shown = bracket_shapes.bracket(state(exits, Where.BROKER))
    assert BracketModel(**shown).model_dump() == shown
    assert (shown["where"], shown["close_at"]) == ("broker", "1970-01-01T00:00:00.000000Z")
    assert [leg["kind"] for leg in shown["legs"]] == [
        *("take_profit", "take_profit", "stop_loss", "timed_exit"),
    ]


def test_what_was_not_asked_for_is_null() -> None:
    shown = bracket_shapes.bracket(state(Exits(targets=(Target(ExitLevel(D(16), "ticks")),))))
    for name in ("stop_loss", "trail", "break_even", "close_after_s", "close_at", "due_at"):
        assert shown[name] is None
