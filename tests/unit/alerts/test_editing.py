"""Changing one value of an alert's message."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.alerts import signal_of
from tests.support.shipped import shipped_templates
from traderterminal.alerts.editing import (
    LEVELS,
    unit_of_levels,
    values_of,
    with_unit,
    with_value,
)
from traderterminal.alerts.templates import Template, render

JSON = '{"strategy": "orb",\n "symbol": "{{ticker}}",\n "quantity": 2,\n "tp": [1, 2]}'
PAIRS = "strategy=orb; symbol={{ticker}}; quantity=2;"


@pytest.mark.parametrize("text", [JSON, PAIRS])
def test_a_value_is_put_in_changed_and_taken_out_in_its_place(text: str) -> None:
    changed = with_value(text, "quantity", "5")
    assert list(values_of(changed) or {}) == list(values_of(text) or {})
    assert (values_of(changed) or {})["quantity"] == "5"
    added = with_value(changed, "account", "paper")
    assert list(values_of(added) or {})[-1] == "account"
    assert values_of(with_value(added, "account", "")) == values_of(changed)
    assert with_value(text, "nothing", "") == with_value(text, "quantity", "2")


def test_what_is_no_text_stays_what_it_was() -> None:
    changed = json.loads(with_value(JSON, "strategy", "other"))
    assert changed["tp"] == ["1", "2"]
    assert (values_of(JSON) or {})["tp"] == '["1", "2"]'


@pytest.mark.parametrize(
    "text", ["", "buy", "{", "[1]", '{"quantity": {{strategy.order.contracts}}}', "ES1!,buy,1,2"]
)
def test_what_cannot_be_edited_is_left_alone(text: str) -> None:
    assert values_of(text) is None
    assert with_value(text, "quantity", "5") == text
    assert with_unit(text, "money") == text


def test_exits_change_their_unit_by_name() -> None:
    text = with_value(with_value(JSON, "sl_ticks", "16"), "tp_ticks", "32")
    assert unit_of_levels(values_of(text) or {}) == "ticks"
    for unit, (stop, target) in LEVELS.items():
        changed = values_of(with_unit(text, unit)) or {}
        assert (changed[stop], changed[target]) == ("16", "32")
        assert unit_of_levels(changed) == unit
    assert unit_of_levels({}) == "ticks"


@pytest.mark.parametrize("unit", list(LEVELS))
def test_the_names_of_the_exits_are_those_that_are_read(unit: str) -> None:
    stop, target = LEVELS[unit]
    text = '{"symbol": "ES1!", "action": "buy", "quantity": "1"}'
    signal = signal_of(with_value(with_value(text, stop, "16"), target, "32"))
    assert signal.stop_loss is not None
    assert (signal.stop_loss.unit, str(signal.stop_loss.value)) == (unit, "16")
    assert [(one.unit, str(one.value)) for one in signal.take_profit] == [(unit, "32")]


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda one: one.name)
def test_a_template_that_was_edited_is_still_read(template: Template) -> None:
    changed = with_value(with_value(template.text, "strategy", "orb-5m"), "note", "x")
    before, after = (signal_of(render(text)) for text in (template.text, changed))
    assert after.strategy == "orb-5m"
    assert (after.action, after.symbol, after.quantity, after.fired_ns) == (
        before.action,
        before.symbol,
        before.quantity,
        before.fired_ns,
    )


@given(st.text(), st.sampled_from(["strategy", "sl_ticks"]), st.text(max_size=8))
def test_any_text_is_edited_or_left_alone(text: str, name: str, value: str) -> None:
    changed = with_value(text, name, value)
    if values_of(text) is None:
        assert changed == text
