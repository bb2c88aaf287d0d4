"""Why an order traded and what it waits for, in sentences a trader can check."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import ES, fill, order
from traderterminal.domain.execution import QueueAhead, why_filled, why_waiting
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType
from traderterminal.domain.sentences import CATALOGUE

SECOND = 1_000_000_000
SURE = {"confidence": "0.93"}


def words(why: dict[str, str], **changes: Any) -> str:
    return " ".join(map(str, why_filled(fill(why=why, **changes), ES)))


@pytest.mark.parametrize(
    ("why", "side", "sentence"),
    [
        (
            {"rule": "taken", "displayed": "14", "arrived_at": "4800"},
            Side.BUY,
            "Took 2 of 14 offered at 4,800.00.",
        ),
        (
            {"rule": "taken", "displayed": "1400", "arrived_at": "4800"},
            Side.SELL,
            "Hit 2 of 1,400 bid for at 4,800.00.",
        ),
        (
            {"rule": "touch", "displayed": "14"},
            Side.BUY,
            "The offer came down to its limit 4,800.00: 2 of 14 shown.",
        ),
        (
            {"rule": "touch", "displayed": "14"},
            Side.SELL,
            "The bid came up to its limit 4,800.00: 2 of 14 shown.",
        ),
        (
            {"rule": "queue", "queue_at_entry": "38", "traded_at_price": "41"},
            Side.BUY,
            "Filled at 4,800.00 after 41 traded there; 38 stood ahead when it came.",
        ),
        (
            {"rule": "queue", "traded_at_price": "41"},
            Side.BUY,
            "Filled at 4,800.00 after 41 traded there; what stood ahead when it came was out of"
            " sight.",
        ),
        (
            {"rule": "traded_out", "queue_at_entry": "38"},
            Side.BUY,
            "Filled at 4,800.00: a trade there left nothing at its price.",
        ),
        (
            {"rule": "package", "displayed": "14"},
            Side.SELL,
            "Hit 2 of 14 bid for at 4,800.00, with all legs of its package.",
        ),
        (
            {"rule": "auction", "printed": "44"},
            Side.BUY,
            "Filled in an auction at 4,800.00: 2 of 44 that traded.",
        ),
        (
            {"rule": "traded_through", "print": "4799.75"},
            Side.BUY,
            "Traded through: a print at 4,799.75 was beyond its limit 4,800.00.",
        ),
    ],
)
def test_every_rule_has_its_sentence(why: dict[str, str], side: Side, sentence: str) -> None:
    assert words(why, side=side, quantity="2") == sentence


@pytest.mark.parametrize(
    ("side", "expected", "slip"),
    [
        (Side.BUY, "4799.5", " That is 0.50 worse than 4,799.50, which stood when it arrived."),
        (Side.SELL, "4800.25", " That is 0.25 worse than 4,800.25, which stood when it arrived."),
        (Side.SELL, "4799.5", ""),
    ],
)
def test_a_price_worse_than_the_one_it_came_for_is_told(
    side: Side, expected: str, slip: str
) -> None:
    why = {"rule": "taken", "displayed": "3", "arrived_at": expected}
    assert words(why, side=side).partition("4,800.00.")[2] == slip


def test_a_stop_tells_how_far_from_its_trigger_it_traded() -> None:
    why = {"rule": "taken", "displayed": "3", "triggered_at": "4801"}
    assert words(why, side=Side.SELL).endswith("1.00 worse than 4,801.00, where it was triggered.")


def test_a_correction_by_live_fills_is_told_apart_from_what_was_displayed() -> None:
    why = {"rule": "taken", "displayed": "3", "arrived_at": "4799.5", "slippage": "0.50"}
    assert words(why) == (
        "Took 1 of 3 offered at 4,799.50. It is booked 0.50 worse than that, as live fills were"
        " found to be."
    )


def test_how_sure_it_is_and_what_speaks_against_it_comes_last() -> None:
    why = {"rule": "traded_out", "latency_ms": "250", "feed": "gap", "quotes": "made up of bars"}
    assert words(why | SURE).endswith(
        "93% sure. It was 250 ms on its way. The feed was not live: gap. Its quotes were made up"
        " of bars."
    )
    assert words({"rule": "traded_out", "latency_ms": "0"} | SURE).endswith("93% sure.")


def test_nothing_is_said_of_a_fill_that_kept_nothing() -> None:
    assert words({}) == ""


@pytest.mark.parametrize(
    ("queue", "sentence"),
    [
        (
            QueueAhead(Decimal(1038), 2 * SECOND, 0.931),
            "About 1,038 stand ahead at 4,800.00, seen 3 s ago; 93% sure of a fill once they have"
            " traded.",
        ),
        (
            QueueAhead(Decimal(0), 5 * SECOND, 0.97),
            "Nothing stands ahead at 4,800.00, seen 0 s ago; 97% sure of a fill at the next trade"
            " there.",
        ),
        (
            QueueAhead(Decimal(7), 0, None),
            "About 7 stood ahead at 4,800.00 when it was last in sight, 5 s ago.",
        ),
        (
            QueueAhead(None, 0, None),
            "4,800.00 is out of sight: what stands ahead there is not known.",
        ),
    ],
)
def test_an_order_at_rest_tells_what_stands_before_it(queue: QueueAhead, sentence: str) -> None:
    resting = order(order_type=OrderType.LIMIT, limit_price=Decimal(4800))
    assert str(why_waiting(resting, queue, ES, 5 * SECOND)) == sentence


@pytest.mark.parametrize(
    "rule",
    ["taken", "touch", "queue", "traded_out", "traded_through", "auction", "package"],
)
@pytest.mark.parametrize("side", Side)
def test_no_rule_is_without_a_sentence(rule: str, side: Side) -> None:
    (message,) = why_filled(fill(side=side, why={"rule": rule}), ES)
    assert message.key in CATALOGUE
