"""What every indicator shares: settings that are checked, and bars closed one by one or at once."""

from typing import ClassVar

import numpy as np
import pytest

from tests.support.indicator_bars import a_market, closes, part
from traderterminal.market.indicators.arithmetic import V
from traderterminal.market.indicators.columns import Bars, each_bar
from traderterminal.market.indicators.indicator import (
    LONGEST,
    About,
    Choice,
    Family,
    Indicator,
    Moment,
    Output,
    Real,
    Setting,
    factor,
    length,
    source,
)
from traderterminal.market.indicators.windows import average


class Envelope(Indicator):
    """An average and a line some percent above it, begun with a look at every kind of setting."""

    about: ClassVar[About] = About(
        "envelope",
        "Envelope",
        Family.AVERAGES,
        (Output("middle", "Middle"), Output("upper", "Upper")),
        (
            length(3),
            factor(1.5, "Percent", "percent"),
            source(),
            Choice("side", "Side", "above", ("above", "below")),
            Moment("since", "Since"),
        ),
    )

    def _prepare(self) -> None:
        self._mean = self.keep(average(self._whole("length")))
        sign = 1.0 if self.settings["side"] == "above" else -1.0
        self._factor = 1.0 + sign * self._real("percent") / 100.0

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        middle = self._mean(self._source(bars))
        return middle, middle * self._factor


def test_settings_that_are_not_given_have_their_defaults() -> None:
    assert Envelope(length=5).settings == {
        "length": 5,
        "percent": 1.5,
        "source": "close",
        "side": "above",
        "since": 0,
    }
    assert Envelope(percent=2).settings["percent"] == 2.0


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"length": 0}, "Length must be 1 to 10000, was 0"),
        ({"length": LONGEST + 1}, "Length must be 1 to 10000, was 10001"),
        ({"length": 2.0}, "Length must be a whole number, was 2.0"),
        ({"length": True}, "Length must be a whole number, was True"),
        ({"length": "9"}, "Length must be a whole number, was '9'"),
        ({"percent": -0.1}, "Percent must be 0 to 1000, was -0.1"),
        ({"percent": float("nan")}, "Percent must be 0 to 1000, was nan"),
        ({"percent": float("inf")}, "Percent must be 0 to 1000, was inf"),
        ({"percent": "2"}, "Percent must be a number, was '2'"),
        ({"percent": False}, "Percent must be a number, was False"),
        ({"side": "left"}, "Side must be one of above, below: 'left'"),
        ({"side": 1}, "Side must be one of above, below: 1"),
        ({"source": "volume"}, "Source must be one of close, open"),
        ({"since": -1}, "Since must be 0 to 8589934592, was -1"),
        ({"width": 3}, "Envelope has no setting 'width'"),
    ],
)
def test_unusable_settings_are_refused_with_the_reason(
    settings: dict[str, Setting], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        Envelope(**settings)


def test_a_number_s_range_includes_its_ends() -> None:
    real = Real("x", "X", 1.0, 0.5, 2.0)
    assert (real.check(0.5), real.check(2)) == (0.5, 2.0)


def test_a_live_bar_is_asked_about_and_closed_once() -> None:
    one, two, three, four = each_bar(closes(1.0, 2.0, 3.0, 9.0))
    indicator = Envelope()
    indicator.append(one)
    indicator.append(two)
    assert indicator.update(four)[0] == 4.0
    assert indicator.update(three)[0] == 2.0
    assert indicator.append(three)[0] == 2.0
    assert indicator.update(four)[0] == pytest.approx(14.0 / 3.0)


def test_a_history_goes_on_where_the_last_one_ended() -> None:
    bars = a_market(100)
    whole = Envelope().history(bars)
    pieces = Envelope()
    found = [pieces.history(part(bars, *ends)) for ends in ((0, 0), (0, 1), (1, 60), (60, 100))]
    for number, line in enumerate(whole):
        np.testing.assert_array_equal(line, np.concatenate([lines[number] for lines in found]))


def test_one_made_afresh_has_the_settings_but_not_the_memory() -> None:
    indicator = Envelope(length=2, percent=3.0)
    indicator.history(closes(1.0, 2.0))
    fresh = indicator.fresh()
    assert fresh.settings == indicator.settings
    assert np.isnan(fresh.update(next(each_bar(closes(5.0))))).all()
