"""One study: how it is kept, named and worded."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import ES
from tests.support.market import BTC
from traderterminal.domain.instruments import Instrument, Notation
from traderterminal.market.indicators.arithmetic import NAN
from traderterminal.market.indicators.indicator import Unit
from traderterminal.ui.viewmodels.study import (
    Choices,
    ShownStudy,
    about_of,
    file_of,
    initial_choices,
    on_tag,
    written,
)

BOND = replace(
    ES, symbol="ZNH2024", tick_size=Decimal("0.015625"), notation=Notation.THIRTY_SECONDS
)


@pytest.mark.parametrize(
    ("value", "unit", "instrument", "words"),
    [
        (19_200.4, Unit.PRICE, ES, "4,800.10"),
        (-5.0, Unit.PRICE, ES, "−1.25"),
        (7_136.0, Unit.PRICE, BOND, "111'160"),
        (10.0, Unit.DIFFERENCE, ES, "2.50"),
        (-3.0, Unit.DIFFERENCE, ES, "−0.75"),
        (3.0, Unit.DIFFERENCE, BOND, "0.0469"),
        (12_345.6, Unit.VOLUME, ES, "12,346"),
        (50_000.0, Unit.VOLUME, BTC, "0.50"),
        (38.196, Unit.PERCENT, ES, "38.20"),
        (-0.5, Unit.NUMBER, ES, "−0.50"),
        (NAN, Unit.PRICE, ES, "—"),
        (float("inf"), Unit.NUMBER, ES, "—"),
    ],
)
def test_values_are_written_as_what_they_are(
    value: float, unit: Unit, instrument: Instrument, words: str
) -> None:
    assert written(value, unit, instrument) == words


@pytest.mark.parametrize(
    ("value", "unit", "instrument", "words"),
    [
        (-999_999.0, Unit.VOLUME, ES, "−999,999"),
        (-3_271_110.0, Unit.VOLUME, ES, "−3.271M"),
        (12_345_678_900.0, Unit.VOLUME, ES, "12.346B"),
        (50_000.0, Unit.VOLUME, BTC, "0.50"),
        (19_200_000.0, Unit.PRICE, ES, "4,800,000.00"),
        (NAN, Unit.VOLUME, ES, "—"),
        (float("inf"), Unit.VOLUME, ES, "—"),
    ],
)
def test_a_volume_of_millions_has_room_in_a_tag(
    value: float, unit: Unit, instrument: Instrument, words: str
) -> None:
    assert on_tag(value, unit, instrument) == words


def test_choices_are_kept_as_they_are() -> None:
    chosen = Choices("rsi", {"length": 9, "source": "open"}, "s3", True, frozenset(("rsi",)), False)
    assert Choices.read(chosen.kept()) == chosen
    own = Choices("mine.own", {"anything": 3})
    assert Choices.read(own.kept()) == own  # its settings are for its file to judge


def test_a_new_study_lies_where_its_indicator_says() -> None:
    about = about_of("rsi")
    assert about is not None
    choices = initial_choices(about, "rsi", "s4", 5)
    assert (choices.over_bars, choices.token) == (False, "s4")
    assert choices.settings == {"length": 14, "source": "close"}
    anchored = about_of("anchored_vwap")
    assert anchored is not None
    assert initial_choices(anchored, "anchored_vwap", "s1", 5).settings["anchor_s"] == 5
    assert about_of("mine.own") is None
    assert file_of("mine.own") == "mine.py"


def test_before_any_bars_there_is_nothing_to_show() -> None:
    row = ShownStudy("study 1", Choices("ema"), about_of("ema"))
    assert (row.lines, row.profiles, row.shift, row.progress) == ((), (), 0, 1.0)
    assert row.values_at(0) == pytest.approx((NAN,), nan_ok=True)
    assert row.advance(10)
    assert row.name == "EMA 20"
    nameless = ShownStudy("study 2", Choices("mine.own"), None)
    assert nameless.outputs == ()
    assert nameless.name == "mine.own"
