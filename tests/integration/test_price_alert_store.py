"""The price alerts from one start to the next."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import AAPL, ES, listed
from traderterminal.app.kept_file import BROKEN
from traderterminal.app.price_alert_store import (
    PRICE_ALERTS_FILE,
    keep_price_alerts,
    read_price_alerts,
)
from traderterminal.market.price_alerts import PriceAlert

KEPT = [
    PriceAlert("A1", ES.symbol, 4810 * 4, -1),
    PriceAlert("A2", ES.symbol, -3, 0),  # a future may trade below zero
    PriceAlert("A3", AAPL.symbol, 18_512, 1),
]
GOOD = {"id": "A1", "symbol": "ESH2024", "price": "4810.00", "side": -1}


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    assert list(read_price_alerts(tmp_path, listed)) == []
    keep_price_alerts(tmp_path, KEPT, listed)
    assert list(read_price_alerts(tmp_path, listed)) == KEPT
    assert [path.name for path in tmp_path.iterdir()] == [PRICE_ALERTS_FILE]


@pytest.mark.logs("a price alert was left out")
@pytest.mark.parametrize(
    "wrong",
    [
        {"symbol": "NOSUCH"},
        {"price": "4810.10"},
        {"price": "NaN"},
        {"price": "much"},
        {"price": None},
        {"symbol": "AAPL", "price": "-1.00"},
        {"side": 2},
        {"side": "above"},
    ],
)
def test_an_alert_that_cannot_be_is_left_out_and_the_rest_holds(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    rows: list[Any] = [{**GOOD, **wrong}, GOOD, {"id": "A9"}, 7]
    (tmp_path / PRICE_ALERTS_FILE).write_text(json.dumps({"version": 1, "alerts": rows}))
    assert list(read_price_alerts(tmp_path, listed)) == [KEPT[0]]


@pytest.mark.logs("were not taken over")
@pytest.mark.parametrize("text", ["", "[]", '{"version": 9, "alerts": []}'])
def test_a_file_that_cannot_be_read_is_put_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / PRICE_ALERTS_FILE).write_text(text)
    assert list(read_price_alerts(tmp_path, listed)) == []
    assert [path.name for path in tmp_path.iterdir()] == [PRICE_ALERTS_FILE + BROKEN]


@pytest.mark.logs("holds no list of them")
@pytest.mark.parametrize("alerts", [None, {"A": 1}, "many", 3])
def test_a_file_without_a_list_holds_none(tmp_path: Path, alerts: object) -> None:
    (tmp_path / PRICE_ALERTS_FILE).write_text(json.dumps({"version": 1, "alerts": alerts}))
    assert list(read_price_alerts(tmp_path, listed)) == []
