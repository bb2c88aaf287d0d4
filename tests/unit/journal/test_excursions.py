"""How far a trade went for and against its owner."""

from decimal import Decimal
from typing import Any

import pytest

from traderterminal.journal.excursions import excursion

D = Decimal


def measured(**changes: Any) -> Any:
    """Two long contracts of ES from 100 to 104, with 98 and 106 on the way and a stop at 99."""
    given: dict[str, Any] = {
        "sign": 1,
        "quantity": D(2),
        "entry": D(100),
        "exit_price": D(104),
        "low": D(98),
        "high": D(106),
        "point_value": D(50),
        "fees": D(10),
        "stop": D(99),
    }
    return excursion(**(given | changes))


def test_a_long_trade() -> None:
    found = measured()
    assert (found.risk, found.r_gross, found.r_net) == (100, 4, D("3.9"))
    assert (found.mae, found.mfe) == (-200, 600)
    assert (found.mae_r, found.mfe_r) == (-2, 6)
    assert found.exit_efficiency == D(400) / 600


def test_a_short_trade_is_its_mirror() -> None:
    mirrored = {"sign": -1, "exit_price": D(96), "low": D(94), "high": D(102), "stop": D(101)}
    assert measured(**mirrored) == measured()


@pytest.mark.parametrize("stop", [None, D(100), D(101)])
def test_without_a_stop_that_protects_there_is_no_risk_to_measure_by(stop: Decimal | None) -> None:
    found = measured(stop=stop)
    assert found.risk is found.r_gross is found.r_net is found.mae_r is found.mfe_r is None
    assert (found.mae, found.mfe) == (-200, 600)


def test_a_trade_that_was_never_ahead_has_no_efficiency() -> None:
    found = measured(high=D(99), low=D(97), exit_price=D(98))
    assert found.mfe == 0
    assert found.exit_efficiency is None
    assert (found.mae, found.r_gross) == (-300, -2)


def test_a_trade_that_was_never_behind() -> None:
    found = measured(low=D(101))
    assert (found.mae, found.mae_r) == (0, 0)


def test_an_exit_at_the_best_price_is_whole() -> None:
    assert measured(exit_price=D(106)).exit_efficiency == 1
