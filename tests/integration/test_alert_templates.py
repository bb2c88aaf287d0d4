"""The shipped message templates: each is read, as TradingView sends it, as what it promises."""

import json

import pytest

from tests.integration.payload_expectations import words_of
from tests.support.alerts import signal_of
from tests.support.tradingview import OPENED_LONG, TURNED_SHORT, WENT_FLAT, rendered
from traderterminal.alerts.dialects import decode
from traderterminal.alerts.templates import read_templates
from traderterminal.storage.resources import Resources

TEMPLATES = read_templates(Resources().texts("alert_templates"))
ES = "CME_MINI:ES1!"
PROMISED = {
    "buy": (f"buy 1 {ES}",) * 3,
    "sell": (f"sell 1 {ES}",) * 3,
    "close": (f"close {ES}",) * 3,
    "reverse": (f"reverse {ES}",) * 3,
    "heartbeat": ("ignore ",) * 3,
    "strategy": (f"target +1 {ES}", f"target -1 {ES}", f"target +0 {ES}"),
    "strategy-orders": (f"buy 1 {ES}", f"sell 2 {ES}", f"sell 1 {ES}"),
    "pairs": (f"buy 1 {ES}", f"sell 2 {ES}", f"sell 1 {ES}"),
}


def test_every_template_has_its_promise() -> None:
    assert set(TEMPLATES) == set(PROMISED)


@pytest.mark.parametrize("name", PROMISED)
def test_a_template_is_read_as_what_it_promises(name: str) -> None:
    situations = (OPENED_LONG, TURNED_SHORT, WENT_FLAT)
    for values, words in zip(situations, PROMISED[name], strict=True):
        signal = signal_of(rendered(TEMPLATES[name].text, values))
        assert words_of(signal) == words
        assert signal.fired_ns is not None
        assert signal.unsupported == ()


@pytest.mark.parametrize("name", sorted(set(PROMISED) - {"pairs"}))
def test_a_template_is_json_whatever_is_filled_in(name: str) -> None:
    text = TEMPLATES[name].text
    assert isinstance(json.loads(text), dict)
    assert decode(text.encode()).placeholder == ""
