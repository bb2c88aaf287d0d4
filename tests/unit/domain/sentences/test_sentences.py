"""The catalogue: a sentence for every code, told once."""

import re

from traderterminal.domain.sentences import CATALOGUE
from traderterminal.domain.sentences.alerts import ALERTS
from traderterminal.domain.sentences.notices import NOTICES
from traderterminal.domain.sentences.orders import ORDERS
from traderterminal.domain.sentences.refusals import REFUSALS

#: The refusals that the outside may rely on.
PROMISED = {
    *("max_order_quantity", "max_position", "price_collar", "duplicate_order", "message_rate"),
    *("session_closed", "stale_quote", "unknown_symbol", "expired_contract", "off_tick"),
    *("odd_lot", "account_unknown", "insufficient_buying_power", "halted", "reducing"),
    *("order_unknown_pending", "ledger_down", "unsupported"),
}


def test_every_promised_refusal_has_a_sentence() -> None:
    assert REFUSALS.keys() >= PROMISED


def test_every_code_stands_once() -> None:
    assert len(CATALOGUE) == len(REFUSALS) + len(ORDERS) + len(NOTICES) + len(ALERTS)


def test_every_sentence_ends_and_names_its_values_plainly() -> None:
    for key, text in CATALOGUE.items():
        assert text.endswith((".", "}")), key
        assert re.sub(r"{\w+(:,|:span)?}", "", text).count("{") == 0, key
