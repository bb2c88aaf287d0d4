"""Trend: which way the price goes, how surely, and where that would be over."""

from dataclasses import replace
from typing import Final

from traderterminal.market.indicators.arithmetic import V, above_zero, choose, ratio, root
from traderterminal.market.indicators.columns import Bars, true_range
from traderterminal.market.indicators.indicator import (
    About,
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
from traderterminal.market.indicators.steps import Before, wilder
from traderterminal.market.indicators.windows import (
    average,
    bars_since_highest,
    bars_since_lowest,
    highest,
    lowest,
    rolling_sum,
    variance,
    weighted,
)

_PERCENT: Final = (0.0, 100.0)


class DirectionalMovement(Indicator):
    """How much of the true range went up and down, and how one-sided that is on average.

    J. Welles Wilder, New Concepts in Technical Trading Systems (1978): +DI, −DI and ADX.
    """

    about = About(
        "dmi",
        "Directional movement (ADX)",
        Family.TREND,
        (Output("plus", "+DI"), Output("minus", "−DI"), Output("adx", "ADX")),
        (length(14), length(14, "ADX smoothing", "smoothing")),
        unit=Unit.PERCENT,
        scale=_PERCENT,
        guides=(20.0,),
        short="DMI",
    )

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._close, self._high, self._low = (self.keep(Before()) for _ in range(3))
        self._up, self._down, self._reach = (self.keep(wilder(bars)) for _ in range(3))
        self._mean = self.keep(wilder(self._whole("smoothing")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        up = bars.high - self._high(bars.high)
        down = self._low(bars.low) - bars.low
        none = (up + down) * 0.0
        reach = self._reach(true_range(bars, self._close(bars.close)) + none)
        plus = 100.0 * ratio(self._up(choose(up > down, above_zero(up), none)), reach)
        minus = 100.0 * ratio(self._down(choose(down > up, above_zero(down), none)), reach)
        return plus, minus, self._mean(100.0 * ratio(abs(plus - minus), plus + minus))


class Aroon(Indicator):
    """How lately the highest high and the lowest low were: 100 is now, 0 `length` bars ago.

    Tushar Chande, A Time Price Oscillator, Technical Analysis of Stocks & Commodities, September
    1995. Of equal extremes the latest counts.
    """

    about = About(
        "aroon",
        "Aroon",
        Family.TREND,
        (Output("up", "Up"), Output("down", "Down"), Output("oscillator", "Oscillator")),
        (length(14),),
        unit=Unit.PERCENT,
        scale=(-100.0, 100.0),
        guides=(0.0,),
    )

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._length = float(bars)
        self._top = self.keep(bars_since_highest(bars + 1))
        self._bottom = self.keep(bars_since_lowest(bars + 1))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        up = 100.0 * (self._length - self._top(bars.high)) / self._length
        down = 100.0 * (self._length - self._bottom(bars.low)) / self._length
        return up, down, up - down


class Vortex(Indicator):
    """How far highs reach above the lows before, and lows below the highs, in true ranges.

    Etienne Botes and Douglas Siepman, The Vortex Indicator, Technical Analysis of Stocks &
    Commodities, January 2010.
    """

    about = About(
        "vortex",
        "Vortex",
        Family.TREND,
        (Output("plus", "VI+"), Output("minus", "VI−")),
        (length(14),),
        guides=(1.0,),
    )

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._close, self._high, self._low = (self.keep(Before()) for _ in range(3))
        self._up, self._down, self._reach = (self.keep(rolling_sum(bars)) for _ in range(3))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        reach = self._reach(true_range(bars, self._close(bars.close)))
        up = self._up(abs(bars.high - self._low(bars.low)))
        down = self._down(abs(bars.low - self._high(bars.high)))
        return ratio(up, reach), ratio(down, reach)


class Ichimoku(Indicator):
    """Middles of the range over three lengths; two of them ahead as a cloud, the close behind.

    Goichi Hosoda (Ichimoku Sanjin), Ichimoku Kinko Hyo (1969). The bar itself counts as the first
    of those that lines are displaced by.
    """

    about = About(
        "ichimoku",
        "Ichimoku cloud",
        Family.TREND,
        (
            Output("conversion", "Conversion (Tenkan)"),
            Output("base", "Base (Kijun)"),
            Output("span_a", "Leading span A (Senkou A)", Mark.BAND),
            Output("span_b", "Leading span B (Senkou B)", Mark.BAND),
            Output("lagging", "Lagging span (Chikou)"),
        ),
        (
            length(9, "Conversion length", "conversion"),
            length(26, "Base length", "base"),
            length(52, "Span B length", "span_b"),
            length(26, "Displacement", "displacement"),
        ),
        Pane.PRICE,
        Unit.PRICE,
        short="Ichimoku",
    )

    @property
    def outputs(self) -> tuple[Output, ...]:
        ahead = self._whole("displacement") - 1
        shifts = {"span_a": ahead, "span_b": ahead, "lagging": -ahead}
        return tuple(
            replace(output, shift=shifts.get(output.name, 0)) for output in self.about.outputs
        )

    def _prepare(self) -> None:
        self._ranges = [
            (self.keep(highest(bars)), self.keep(lowest(bars)))
            for bars in map(self._whole, ("conversion", "base", "span_b"))
        ]

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        conversion, base, span_b = (
            (top(bars.high) + bottom(bars.low)) / 2.0 for top, bottom in self._ranges
        )
        return conversion, base, (conversion + base) / 2.0, span_b, bars.close


class RegressionChannel(Indicator):
    """The end of the straight line of least squares through the last prices, and its spread.

    Gilbert Raff's channel (Technical Analysis of Stocks & Commodities, October 1991) with standard
    deviations of the distances in place of the largest one. `slope` is the line's rise a bar: the
    channel at a bar begins `length` − 1 bars before it, that many slopes lower.
    """

    about = About(
        "regression",
        "Linear regression channel",
        Family.TREND,
        (
            Output("middle", "Middle"),
            Output("upper", "Upper", Mark.BAND),
            Output("lower", "Lower", Mark.BAND),
            Output("slope", "Slope", Mark.DATA),
        ),
        (length(100, least=2), factor(2.0, "Standard deviations"), source()),
        Pane.PRICE,
        Unit.PRICE,
        short="Regression",
    )

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._per_bar = 6.0 / (bars - 1)
        self._time_variance = (bars * bars - 1) / 12.0
        self._factor = self._real("factor")
        self._mean = self.keep(average(bars))
        self._heavy = self.keep(weighted(bars))
        self._variance = self.keep(variance(bars))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        price = self._source(bars)
        # A line that rises by s a bar has its weighted average s × (length − 1) ÷ 6 above the mean.
        mean = self._mean(price)
        rise = self._heavy(price) - mean
        slope = self._per_bar * rise
        middle = mean + 3.0 * rise
        left = self._variance(price) - slope * slope * self._time_variance
        away = self._factor * root(left)
        return middle, middle + away, middle - away, slope
