"""The alerts on values from one start to the next."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import ES, listed
from traderterminal.app.alert_terms_file import kept_terms, read_terms
from traderterminal.app.price_alert_store import keep_price_alerts, read_price_alerts
from traderterminal.app.value_alert_store import (
    VALUE_ALERTS_FILE,
    keep_value_alerts,
    read_value_alerts,
)
from traderterminal.market.alert_terms import LONGEST_NOTE, AlertTerms, Direction
from traderterminal.market.price_alerts import PriceAlert
from traderterminal.market.value_alerts import LineOf, StudyOf, Subject, ValueAlert

TERMS = AlertTerms(Direction.RISES, each=True, until_ns=7, note="mind it", enabled=False)
KEPT = [
    ValueAlert("V1", Subject.DAY_RESULT, -500.0, "Day result", "paper", terms=TERMS, side=1),
    ValueAlert("V2", Subject.POSITION, 0.0, "Position", "paper", "ESH2024"),
    ValueAlert(
        *("V3", Subject.STUDY, 19_200.5, "EMA 21 of ESH2024, 1m", "", "ESH2024"),
        study=StudyOf("ema", (("length", 21),), "ema", "1"),
    ),
    ValueAlert(
        *("V4", Subject.PRICE_TO_LINE, 0.0, "Price against a line", "", "ESH2024"),
        line=LineOf(((1, 100), (2, 110)), "5", begins=False, ends=True),
        side=-1,
    ),
]


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    assert list(read_value_alerts(tmp_path, listed)) == []
    keep_value_alerts(tmp_path, KEPT)
    assert list(read_value_alerts(tmp_path, listed)) == KEPT


def rows(folder: Path) -> list[dict[str, Any]]:
    keep_value_alerts(folder, KEPT)
    found: list[dict[str, Any]] = json.loads((folder / VALUE_ALERTS_FILE).read_text())["alerts"]
    return found


@pytest.mark.logs("an alert was left out")
@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        (0, {"level": "NaN"}),
        (0, {"level": "inf"}),
        (0, {"level": None}),
        (0, {"side": 2}),
        (0, {"subject": "weather"}),
        (0, {"direction": "sideways"}),
        (0, {"until_ns": "soon"}),
        (0, {"each": 1}),
        (0, {"note": 7}),
        (0, {"study": ["ema", {}, "ema", "1"]}),
        (2, {"study": ["ema"]}),
        (2, {"study": ["ema", 7, "ema", "1"]}),
        (3, {"line": [[], "5", True, True]}),
        (3, {"line": [[[1, 2], [3, 4], [5, 6]], "5", True, True]}),
        (3, {"line": [[["a", 2]], "5", True, True]}),
        (3, {"subject": "position"}),
        (1, {"symbol": "NOSUCH"}),
    ],
)
def test_what_is_no_alert_is_left_out_and_the_rest_holds(
    tmp_path: Path, number: int, wrong: dict[str, Any]
) -> None:
    found = rows(tmp_path)
    found[number] |= wrong
    found.append({"id": "V9"})
    (tmp_path / VALUE_ALERTS_FILE).write_text(json.dumps({"version": 1, "alerts": found}))
    left = [alert.alert_id for alert in read_value_alerts(tmp_path, listed)]
    assert left == [alert.alert_id for alert in KEPT if alert is not KEPT[number]]


@pytest.mark.logs("holds no list of them")
def test_a_file_without_a_list_holds_none(tmp_path: Path) -> None:
    (tmp_path / VALUE_ALERTS_FILE).write_text(json.dumps({"version": 1, "alerts": 7}))
    assert read_value_alerts(tmp_path, listed) == []


def test_terms_are_kept_with_alerts_on_prices_too(tmp_path: Path) -> None:
    alert = PriceAlert("A1", ES.symbol, 19_200, -1, TERMS)
    keep_price_alerts(tmp_path, [alert], listed)
    assert list(read_price_alerts(tmp_path, listed)) == [alert]


def test_what_an_older_file_does_not_say_is_as_usual() -> None:
    assert read_terms({}) == AlertTerms()
    assert read_terms(kept_terms(TERMS)) == TERMS
    assert len(read_terms({"note": "x" * 999}).note) == LONGEST_NOTE
