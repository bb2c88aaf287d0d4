"""Volatility: how far prices reach, as channels over the bars and in panes of their own."""

from math import log10
from typing import Final

from traderterminal.market.indicators.arithmetic import V, decimal_logarithm, percent, ratio, root
from traderterminal.market.indicators.columns import Bars, true_range
from traderterminal.market.indicators.indicator import (
    About,
    Choice,
    Family,
    Indicator,
    Mark,
    Output,
    Pane,
    Unit,
    factor,
    length,
    source,
)
from traderterminal.market.indicators.steps import Before, exponential, wilder
from traderterminal.market.indicators.windows import (
    average,
    highest,
    lowest,
    rolling_sum,
    variance,
)

_CHANNEL: Final = (
    Output("middle", "Middle"),
    Output("upper", "Upper", Mark.BAND),
    Output("lower", "Lower", Mark.BAND),
)


class TrueRange(Indicator):
    """How far the price went since the previous close, gap included.

    J. Welles Wilder, New Concepts in Technical Trading Systems (1978). The first bar's is its own
    range.
    """

    about = About(
        "true_range",
        "True range",
        Family.VOLATILITY,
        (Output("range", "True range"),),
        unit=Unit.DIFFERENCE,
        short="TR",
    )

    def _prepare(self) -> None:
        self._before = self.keep(Before())

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (true_range(bars, self._before(bars.close)),)


class AverageTrueRange(Indicator):
    """Wilder's average of the true range.

    J. Welles Wilder, New Concepts in Technical Trading Systems (1978).
    """

    about = About(
        "atr",
        "Average true range",
        Family.VOLATILITY,
        (Output("atr", "ATR"),),
        (length(14),),
        unit=Unit.DIFFERENCE,
        short="ATR",
    )

    def _prepare(self) -> None:
        self._before = self.keep(Before())
        self._mean = self.keep(wilder(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (self._mean(true_range(bars, self._before(bars.close))),)


class StandardDeviation(Indicator):
    """The root of the mean square distance from the average, of a population."""

    about = About(
        "standard_deviation",
        "Standard deviation",
        Family.VOLATILITY,
        (Output("deviation", "Deviation"),),
        (length(20), source()),
        unit=Unit.DIFFERENCE,
        short="StdDev",
    )

    def _prepare(self) -> None:
        self._variance = self.keep(variance(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (root(self._variance(self._source(bars))),)


class _Bands(Indicator):
    """Bollinger's lines, which three indicators tell of."""

    def _prepare(self) -> None:
        self._mean = self.keep(average(self._whole("length")))
        self._variance = self.keep(variance(self._whole("length")))
        self._factor = self._real("factor")

    def _lines(self, price: V) -> tuple[V, V, V]:
        """Return average, upper and lower line."""
        mean = self._mean(price)
        away = self._factor * root(self._variance(price))
        return mean, mean + away, mean - away


class BollingerBands(_Bands):
    """A simple average and lines some standard deviations of a population above and below.

    John Bollinger, Bollinger on Bollinger Bands (2001).
    """

    about = About(
        "bollinger",
        "Bollinger bands",
        Family.VOLATILITY,
        _CHANNEL,
        (length(20), factor(2.0, "Standard deviations"), source()),
        Pane.PRICE,
        Unit.PRICE,
        short="BB",
    )

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return self._lines(self._source(bars))


class BollingerPercent(_Bands):
    """Where the price stands between the bands: 0 is the lower one, 1 the upper.

    John Bollinger, Bollinger on Bollinger Bands (2001). None where the bands are one line.
    """

    about = About(
        "bollinger_percent",
        "Bollinger %B",
        Family.VOLATILITY,
        (Output("percent", "%B"),),
        (length(20), factor(2.0, "Standard deviations"), source()),
        guides=(0.0, 1.0),
        short="BB %B",
    )

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        price = self._source(bars)
        _, upper, lower = self._lines(price)
        return (ratio(price - lower, upper - lower),)


class BollingerWidth(_Bands):
    """The distance of the bands in percent of the average; none where that is not positive.

    John Bollinger, Bollinger on Bollinger Bands (2001).
    """

    about = About(
        "bollinger_width",
        "Bollinger bandwidth",
        Family.VOLATILITY,
        (Output("width", "Bandwidth"),),
        (length(20), factor(2.0, "Standard deviations"), source()),
        unit=Unit.PERCENT,
        short="BB width",
    )

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        mean, upper, lower = self._lines(self._source(bars))
        return (percent(upper - lower, mean),)


class KeltnerChannel(Indicator):
    """An exponential average and lines some average true ranges above and below.

    Linda Bradford Raschke's form of the 1980s, which charts show; Chester Keltner's own (How to
    Make Money in Commodities, 1960) is the choice `keltner`: simple averages of the typical price
    and of the bar's range.
    """

    about = About(
        "keltner",
        "Keltner channel",
        Family.VOLATILITY,
        _CHANNEL,
        (
            length(20),
            factor(2.0),
            length(10, "ATR length", "range_length"),
            Choice("form", "Form", "raschke", ("raschke", "keltner")),
            source(),
        ),
        Pane.PRICE,
        Unit.PRICE,
        short="KC",
    )

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._factor = self._real("factor")
        self._original = self.settings["form"] == "keltner"
        self._before = self.keep(Before())
        if self._original:
            self._mean, self._reach = self.keep(average(bars)), self.keep(average(bars))
        else:
            self._trend = self.keep(exponential(bars))
            self._true = self.keep(wilder(self._whole("range_length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        before = self._before(bars.close)
        if self._original:
            middle, reach = self._mean(bars.typical), self._reach(bars.high - bars.low)
        else:
            middle = self._trend(self._source(bars))
            reach = self._true(true_range(bars, before))
        away = self._factor * reach
        return middle, middle + away, middle - away


class DonchianChannel(Indicator):
    """The highest high, the lowest low and their middle. Richard Donchian's four-week rule."""

    about = About(
        "donchian",
        "Donchian channel",
        Family.VOLATILITY,
        _CHANNEL,
        (length(20),),
        Pane.PRICE,
        Unit.PRICE,
        short="DC",
    )

    def _prepare(self) -> None:
        self._top = self.keep(highest(self._whole("length")))
        self._bottom = self.keep(lowest(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        top, bottom = self._top(bars.high), self._bottom(bars.low)
        return (top + bottom) / 2.0, top, bottom


class Choppiness(Indicator):
    """How much of its way the price wasted: 100 is all of it, 0 none.

    E. W. Dreiss: 100 × log10(sum of true ranges ÷ (highest − lowest)) ÷ log10(length).
    """

    about = About(
        "choppiness",
        "Choppiness index",
        Family.VOLATILITY,
        (Output("choppiness", "Choppiness"),),
        (length(14, least=2),),
        unit=Unit.PERCENT,
        scale=(0.0, 100.0),
        guides=(38.2, 61.8),
        short="Chop",
    )

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._full = 100.0 / log10(bars)
        self._before = self.keep(Before())
        self._way = self.keep(rolling_sum(bars))
        self._top = self.keep(highest(bars))
        self._bottom = self.keep(lowest(bars))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        way = self._way(true_range(bars, self._before(bars.close)))
        made = self._top(bars.high) - self._bottom(bars.low)
        return (self._full * decimal_logarithm(ratio(way, made)),)
