"""Values as the outside reads them: decimal strings, UTC times."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import ES, fill, order, quote
from traderterminal.domain.bars import Bar
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Notation
from traderterminal.domain.orders import Accepted, OutcomeLost, Sending
from traderterminal.gateway import shapes
from traderterminal.kit.clock import parse_iso
from traderterminal.market.ports import FeedHealth, FeedState


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("4800.00", "4800.00"),
        ("1E+3", "1000"),
        ("1E-8", "0.00000001"),
        ("0.3333333333333333333333", "0.333333333333"),
        ("-0.5", "-0.5"),
    ],
)
def test_a_decimal_is_written_without_exponent(value: str, text: str) -> None:
    assert shapes.text(Decimal(value)) == text


def test_an_unset_price_stays_unset() -> None:
    shown = shapes.order(order())
    assert (shown["limit_price"], shown["average_price"], shown["alert_id"]) == (None, None, None)
    assert shown["quantity"] == "1"


def test_an_order_of_unknown_outcome_is_not_said_to_rest_here() -> None:
    sent = order(Sending())
    assert shapes.order(sent.apply(OutcomeLost()))["where"] == "broker"
    assert shapes.order(sent.apply(Accepted("B1")))["where"] == "exchange"


def test_a_bar_is_written_in_prices() -> None:
    start = parse_iso("2024-01-11T15:08:00Z")
    shown = shapes.bar(Bar(start, 19200, 19204, 19199, 19201, 7), ES, "1")
    assert shown == {
        "symbol": "ESH2024",
        "resolution": "1",
        "start": "2024-01-11T15:08:00.000000Z",
        "open": "4800.00",
        "high": "4801.00",
        "low": "4799.75",
        "close": "4800.25",
        "volume": "7",
    }


@pytest.mark.parametrize(
    ("side", "label", "verb"), [(Side.BUY, "B", "Bought"), (Side.SELL, "S", "Sold")]
)
def test_a_mark_says_what_was_done(side: Side, label: str, verb: str) -> None:
    mark = shapes.mark(fill("f9", side, "2", "4800.25"), ES, 60_999_999_999)
    assert (mark["id"], mark["time"], mark["label"]) == ("f9", 60, label)
    assert mark["text"] == f"{verb} 2 ESH2024 at 4,800.25 · paper"
    bond = replace(ES, tick_size=Decimal("0.015625"), notation=Notation.THIRTY_SECONDS)
    mark = shapes.mark(fill("f9", side, "2", "112.515625"), bond, 0)
    assert mark["text"] == f"{verb} 2 ESH2024 at 112'165 · paper"


@pytest.mark.parametrize(
    ("health", "stale", "approximate"),
    [
        (FeedHealth(FeedState.RUNNING, 0.0, None), False, False),
        (FeedHealth(FeedState.PAUSED, 0.0, None, approximate=True), False, True),
        (FeedHealth(FeedState.GAP, 0.0, None), True, False),
    ],
)
def test_a_quote_says_whether_it_is_stale_and_whether_it_was_ever_seen(
    health: FeedHealth, stale: bool, approximate: bool
) -> None:
    shown = shapes.quote("ESH2024", quote(), 5_000_001, health)
    assert (shown["stale"], shown["approximate"], shown["age_ms"]) == (stale, approximate, 5)
