"""What a request asks for becomes what the desk is asked for, whole, or names what does not fit."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import order
from traderterminal.desk.ports import Terms
from traderterminal.domain.exits import BreakEven, ExitLevel, Target, Trail
from traderterminal.domain.orders import OrderType
from traderterminal.gateway import wishes
from traderterminal.gateway.answers import Problem
from traderterminal.gateway.models import ChangeRequest, OrderRequest

D = Decimal
ORDER: dict[str, Any] = {"symbol": "ES1!", "side": "buy", "quantity": "1"}


def asked(**more: Any) -> OrderRequest:
    return OrderRequest.model_validate(ORDER | more)


def test_a_bracket_is_wished_for_with_everything_that_it_holds() -> None:
    bracket = {
        "stop_loss": {"ticks": "8"},
        "take_profit": [{"price": "4820", "quantity": "1"}, {"money": "500"}],
        "trail": {"percent": "0.5", "activation": "4810"},
        "break_even": {"after": 6, "offset": 1},
        "close_after_s": 900,
    }
    exits = wishes.wish(asked(bracket=bracket)).exits
    assert exits is not None
    assert exits.stop == ExitLevel(D(8), "ticks")
    assert exits.targets == (
        Target(ExitLevel(D(4820), "price"), D(1)),
        Target(ExitLevel(D(500), "money"), None),
    )
    assert exits.trail == Trail(percent=D("0.5"), activation=D(4810))
    assert exits.break_even == BreakEven(6, 1)
    assert exits.close_after_s == 900


def test_one_target_needs_no_list() -> None:
    exits = wishes.wish(asked(bracket={"take_profit": {"ticks": "12"}})).exits
    assert exits is not None
    assert exits.targets == (Target(ExitLevel(D(12), "ticks"), None),)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"bracket": {"stop_loss": {"ticks": 8, "money": 200}}}, "bracket.stop_loss"),
        ({"bracket": {"take_profit": {}}}, "bracket.take_profit"),
        ({"trail": {"ticks": 4}}, "trail"),
        ({"order_type": "trailing_stop"}, "trail"),
        ({"order_type": "market_if_touched"}, "stop_price"),
    ],
)
def test_what_does_not_fit_the_order_is_named(more: dict[str, Any], field: str) -> None:
    with pytest.raises(Problem) as problem:
        wishes.wish(asked(**more))
    assert (problem.value.status, problem.value.field) == (422, field)


def test_a_change_leaves_the_terms_that_it_does_not_name() -> None:
    working = order(order_type=OrderType.STOP_LIMIT, limit_price=D(4790), stop_price=D(4791))
    given = ChangeRequest.model_validate({"stop_price": "4792"})
    assert wishes.terms(working, given) == Terms(working.quantity, D(4790), D(4792))


@pytest.mark.parametrize(("given", "field"), [({}, ""), ({"stop_price": "4792"}, "stop_price")])
def test_a_change_of_what_the_order_does_not_have_is_refused(
    given: dict[str, Any], field: str
) -> None:
    working = order(order_type=OrderType.LIMIT, limit_price=D(4790))
    with pytest.raises(Problem) as problem:
        wishes.terms(working, ChangeRequest.model_validate(given))
    assert (problem.value.status, problem.value.field) == (422, field)
