"""Stop losses, take profits, and what cannot be done yet."""

from decimal import Decimal

import pytest

from traderterminal.alerts.dialects import Value
from traderterminal.alerts.exits import read_exits, read_unsupported
from traderterminal.alerts.fields import Fields, NotTradeable
from traderterminal.domain.exits import ExitLevel


def exits(
    fields: dict[str, Value], unit: str | None = None, side: str = "long"
) -> tuple[ExitLevel | None, tuple[ExitLevel, ...], list[str]]:
    return read_exits(Fields(fields), side, unit, "orb")


@pytest.mark.parametrize(
    ("fields", "unit", "value"),
    [
        ({"percentage_sl": "1.5"}, "percent", "1.5"),
        ({"dollar_sl": Decimal(250)}, "money", "250"),
        ({"sl_ticks": "12"}, "ticks", "12"),
        ({"sl-offset": Decimal("0.002")}, "points", "0.002"),
        ({"stopLoss": {"percent": Decimal(5), "type": "stop"}}, "percent", "5"),
        ({"stopLoss": {"stopPrice": "4790.25"}}, "price", "4790.25"),
        ({"stopLoss": {"amount": "8"}}, "points", "8"),
        ({"stop_price": "4790.25"}, "price", "4790.25"),
    ],
)
def test_a_stop_loss_that_carries_its_unit(fields: dict[str, Value], unit: str, value: str) -> None:
    assert exits(fields) == (ExitLevel(Decimal(value), unit), (), [])


def test_take_profits_may_be_several() -> None:
    found = exits({"takeProfits": [{"percent": "1"}, {"percent": "2"}]})
    assert found[1] == (ExitLevel(Decimal(1), "percent"), ExitLevel(Decimal(2), "percent"))


@pytest.mark.parametrize("name", ["sl", "stop_loss", "stopLoss", "long SL", "tp", "take_profit"])
def test_a_bare_level_needs_the_unit_of_its_strategy(name: str) -> None:
    with pytest.raises(NotTradeable) as caught:
        exits({name: "20"})
    assert caught.value.reason.code == "unit_unset"
    assert "strategy orb" in str(caught.value)
    stop_loss, take_profit, _ = exits({name: "20"}, unit="ticks")
    assert (stop_loss or take_profit[0]) == ExitLevel(Decimal(20), "ticks")


@pytest.mark.parametrize("value", [0, "0", "", "NaN", None, False])
def test_a_level_that_is_unset_asks_for_nothing(value: str | int | None) -> None:
    held: Value = Decimal(value) if isinstance(value, int) and value is not False else value
    assert exits({"sl": held, "takeProfit": {"percent": held}}) == (None, (), [])


def test_levels_of_the_other_side_are_passed_over() -> None:
    levels: dict[str, Value] = {"long SL": "4790", "short SL": "4830"}
    assert exits(levels, "price", "long")[0] == ExitLevel(Decimal(4790), "price")
    assert exits(levels, "price", "short")[0] == ExitLevel(Decimal(4830), "price")


def test_a_level_that_is_a_word_is_refused() -> None:
    with pytest.raises(NotTradeable) as caught:
        exits({"percentage_sl": "tight"})
    assert caught.value.reason.code == "bad_price"


def test_a_placeholder_inside_a_level_is_refused() -> None:
    with pytest.raises(NotTradeable) as caught:
        exits({"stopLoss": {"stopPrice": "{{plot_0}}"}})
    assert caught.value.reason.code == "unsubstituted_placeholder"


def test_the_prices_of_a_limit_order_are_no_exits() -> None:
    fields: dict[str, Value] = {"orderType": "stop_limit", "limit_price": "1", "stop_price": "2"}
    assert exits(fields) == (None, (), [])


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"sl_pips": "20"}, "stop loss in pips"),
        ({"stopLoss": {"trailPrice": "2"}}, "a trailing stop loss by trail_price"),
        ({"takeProfit": {"trailPercent": "2"}}, "a trailing take profit by trail_percent"),
        ({"tp1 Mult": Decimal("0.6")}, "a ladder of exits"),
        ({"sl_ticks": "5", "dollar_sl": "50"}, "more than one stop loss"),
    ],
)
def test_levels_beyond_our_means_are_named(fields: dict[str, Value], what: str) -> None:
    assert what in exits(fields)[2]


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"risk": "0.5"}, "sizing by risk"),
        ({"risk_percentage": Decimal(1)}, "sizing by risk_percentage"),
        ({"quantityType": "percent_of_equity"}, "quantity_type percent_of_equity"),
        ({"currency_type": "quote"}, "currency_type quote"),
        ({"qty": "10%"}, "qty in percent"),
        ({"trail_trigger": Decimal(1)}, "a trailing stop with trail_trigger"),
        ({"trail_freq": "2"}, "a trailing stop with trail_freq"),
        ({"max": "500"}, "a position cap in the message"),
        ({"multiple_accounts": [{"account_id": "X"}]}, "multiple_accounts (use an account group)"),
        ({"reduceOnly": True}, "reduce_only true"),
        ({"update_sl": "true"}, "update_sl true"),
        ({"pyramid": False}, "pyramid false"),
        ({"duplicate_position_allow": "false"}, "duplicate_position_allow false"),
    ],
)
def test_what_cannot_be_done_is_named(fields: dict[str, Value], what: str) -> None:
    assert read_unsupported(Fields(fields)) == [what]


def test_switches_that_change_nothing_are_passed_over() -> None:
    fields: dict[str, Value] = {
        "risk_percentage": Decimal(0),
        "trail": "0",
        "quantityType": "fixed_quantity",
        "currency_type": "base",
        "reduceOnly": False,
        "pyramid": True,
        "multiple_accounts": [],
    }
    assert read_unsupported(Fields(fields)) == []
