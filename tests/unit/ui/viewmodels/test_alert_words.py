"""Alerts of one's own in words: levels, values, and what is told."""

import math

import pytest

from tests.support.builders import INSTRUMENTS
from traderterminal.kit.clock import NANOSECONDS, to_datetime
from traderterminal.market.alert_terms import AlertTerms
from traderterminal.market.price_alerts import Crossing, PriceAlert
from traderterminal.market.value_alerts import Reached, StudyOf, Subject, ValueAlert
from traderterminal.ui.viewmodels.alert_words import AlertWords, Unit, unit_of

AT_NS = 34_262 * NANOSECONDS  # 09:31:02
LEVEL = 4810 * 4
RESULT = ValueAlert("V1", Subject.DAY_RESULT, -500.0, "Day result of Practice", "paper", side=1)


@pytest.fixture
def words() -> AlertWords:
    def at_exchange(instrument: object, at_ns: int) -> object:
        return to_datetime(at_ns - 3_600 * NANOSECONDS)

    return AlertWords(INSTRUMENTS.__getitem__, to_datetime, at_exchange)  # type: ignore[arg-type] # any clock


@pytest.mark.parametrize(
    ("side", "title", "traded"),
    [
        (-1, "ESH2024 rose to 4,810.00", "4,810.25"),
        (1, "ESH2024 fell to 4,810.00", "4,809.75"),
    ],
)
def test_a_price_that_was_reached_is_told_at_the_exchanges_time(
    words: AlertWords, side: int, title: str, traded: str
) -> None:
    alert = PriceAlert("A1", "ESH2024", LEVEL, side)
    told = words.crossed(Crossing(alert, LEVEL - side, AT_NS))
    sentence = f"Price alert. It traded at {traded} at 08:31:02."
    assert (str(told.title), told.at_ns, told.reached) == (title, AT_NS, True)
    assert [*map(str, told.said)] == [sentence]


def test_a_value_that_was_reached_is_told_with_the_note(words: AlertWords) -> None:
    told = words.reached(Reached(RESULT, -620.0, AT_NS))
    assert str(told.title) == "Day result of Practice fell to −$500.00"
    assert [*map(str, told.said)] == ["Alert. It is −$620.00 at 09:31:02."]
    noted = ValueAlert(
        *("V2", Subject.SILENCE, 5.0, "Silence of ESH2024", "", "ESH2024"),
        terms=AlertTerms(note="call the broker"),
        side=-1,
    )
    told = words.reached(Reached(noted, math.inf, AT_NS))
    assert str(told.title) == "Silence of ESH2024 rose to 5.0 s"
    assert [*map(str, told.said)] == ["Alert. It is no feed at 09:31:02."]
    assert told.note == "call the broker"


def test_one_that_was_not_reached_in_its_time_is_told_as_that(words: AlertWords) -> None:
    gone = words.expired(PriceAlert("A1", "ESH2024", LEVEL), AT_NS)
    assert (str(gone.title), gone.reached) == ("Alert ended: ESH2024 at 4,810.00", False)
    assert str(words.expired(RESULT, AT_NS).title) == "Alert ended: Day result of Practice"


@pytest.mark.parametrize(
    ("kind", "output", "unit"),
    [("ema", "ema", Unit.PRICE), ("rsi", "rsi", Unit.NUMBER), ("no such", "", Unit.NUMBER)],
)
def test_a_study_is_counted_in_its_own_unit(kind: str, output: str, unit: Unit) -> None:
    study = StudyOf(kind, (), output, "1")
    assert unit_of(ValueAlert("", Subject.STUDY, 0.0, "", study=study)) is unit
    assert unit_of(ValueAlert("", Subject.PRICE_TO_STUDY, 0.0, "", study=study)) is Unit.TICKS
