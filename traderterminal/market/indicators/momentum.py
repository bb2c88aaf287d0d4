"""Momentum: how fast the price goes and how far it went too far, in panes of their own."""

from traderterminal.market.indicators.arithmetic import (
    V,
    above_zero,
    choose,
    known,
    percent,
    ratio,
    smaller,
)
from traderterminal.market.indicators.columns import Bars, true_range
from traderterminal.market.indicators.indicator import (
    About,
    Family,
    Indicator,
    Mark,
    Output,
    Unit,
    Whole,
    length,
    source,
)
from traderterminal.market.indicators.steps import Before, exponential, wilder
from traderterminal.market.indicators.windows import (
    MeanDeviation,
    average,
    highest,
    lowest,
    rolling_sum,
)

#: A mean deviation takes a step for every bar that it looks back.
LONGEST_DEVIATION = 500

_PERCENT = (0.0, 100.0)
#: What rounding may come to on a scale to a hundred.
_ROUNDING = 1e-9


class _Strength:
    """Relative strength of a series of prices, for whoever keeps its steps."""

    def __init__(self, owner: Indicator, bars: int) -> None:
        self._before = owner.keep(Before())
        self._up = owner.keep(wilder(bars))
        self._down = owner.keep(wilder(bars))

    def __call__(self, price: V) -> V:
        change = price - self._before(price)
        up = self._up(above_zero(change))
        return 100.0 * ratio(up, up + self._down(above_zero(-change)))


class RelativeStrength(Indicator):
    """What the price gained, in percent of what it gained and lost, both by Wilder's average.

    J. Welles Wilder, New Concepts in Technical Trading Systems (1978). None while it stands still.
    """

    about = About(
        "rsi",
        "Relative strength index",
        Family.MOMENTUM,
        (Output("rsi", "RSI"),),
        (length(14), source()),
        unit=Unit.PERCENT,
        scale=_PERCENT,
        guides=(30.0, 70.0),
        short="RSI",
    )

    def _prepare(self) -> None:
        self._strength = _Strength(self, self._whole("length"))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (self._strength(self._source(bars)),)


class StochasticStrength(Indicator):
    """Where the RSI stands between its own extremes, smoothed, and the average of that.

    Tushar Chande and Stanley Kroll, The New Technical Trader (1994); charts smooth %K as well.
    """

    about = About(
        "stochastic_rsi",
        "Stochastic RSI",
        Family.MOMENTUM,
        (Output("k", "%K"), Output("d", "%D")),
        (
            length(14, "RSI length", "rsi_length"),
            length(14, "Stochastic length"),
            length(3, "%K smoothing", "smoothing"),
            length(3, "%D smoothing", "signal"),
            source(),
        ),
        unit=Unit.PERCENT,
        scale=_PERCENT,
        guides=(20.0, 80.0),
        short="Stoch RSI",
    )

    def _prepare(self) -> None:
        self._strength = _Strength(self, self._whole("rsi_length"))
        self._top = self.keep(highest(self._whole("length")))
        self._bottom = self.keep(lowest(self._whole("length")))
        self._smooth = self.keep(average(self._whole("smoothing")))
        self._signal = self.keep(average(self._whole("signal")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        strength = self._strength(self._source(bars))
        bottom = self._bottom(strength)
        reach = self._top(strength) - bottom
        # Of a price that stands still the strength stays but for rounding: it has no range.
        reach = choose(reach > _ROUNDING, reach, reach * 0.0)
        k = self._smooth(100.0 * ratio(strength - bottom, reach))
        return k, self._signal(k)


class Stochastic(Indicator):
    """Where the close stands between the extremes of the last bars, smoothed, and its average.

    George Lane, Lane's Stochastics, Technical Analysis of Stocks & Commodities, May 1984. Smoothed
    over 1 it is the fast one, over 3 the slow one, both by simple averages. None where the extremes
    are one price.
    """

    about = About(
        "stochastic",
        "Stochastic",
        Family.MOMENTUM,
        (Output("k", "%K"), Output("d", "%D")),
        (
            length(14),
            length(3, "%K smoothing", "smoothing"),
            length(3, "%D smoothing", "signal"),
        ),
        unit=Unit.PERCENT,
        scale=_PERCENT,
        guides=(20.0, 80.0),
        short="Stoch",
    )

    def _prepare(self) -> None:
        self._top = self.keep(highest(self._whole("length")))
        self._bottom = self.keep(lowest(self._whole("length")))
        self._smooth = self.keep(average(self._whole("smoothing")))
        self._signal = self.keep(average(self._whole("signal")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        bottom = self._bottom(bars.low)
        k = self._smooth(100.0 * ratio(bars.close - bottom, self._top(bars.high) - bottom))
        return k, self._signal(k)


class WilliamsRange(Indicator):
    """How far the close lies under the highest high, in percent of the range: 0 to −100.

    Larry Williams, How I Made One Million Dollars Last Year Trading Commodities (1973).
    """

    about = About(
        "williams_r",
        "Williams %R",
        Family.MOMENTUM,
        (Output("r", "%R"),),
        (length(14),),
        unit=Unit.PERCENT,
        scale=(-100.0, 0.0),
        guides=(-80.0, -20.0),
    )

    def _prepare(self) -> None:
        self._top = self.keep(highest(self._whole("length")))
        self._bottom = self.keep(lowest(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        top = self._top(bars.high)
        return (100.0 * ratio(bars.close - top, top - self._bottom(bars.low)),)


def _distance(name: str, label: str, short: str, unit: Unit) -> About:
    return About(
        name,
        label,
        Family.MOMENTUM,
        (
            Output(name, short),
            Output("signal", "Signal"),
            Output("histogram", "Histogram", Mark.HISTOGRAM),
        ),
        (
            length(12, "Fast length", "fast"),
            length(26, "Slow length", "slow"),
            length(9, "Signal length", "signal"),
            source(),
        ),
        unit=unit,
        guides=(0.0,),
        short=short,
    )


class Convergence(Indicator):
    """The distance of two exponential averages, its own average, and how far apart these are.

    Gerald Appel, The Moving Average Convergence-Divergence Trading Method (1979).
    """

    about = _distance("macd", "MACD", "MACD", Unit.DIFFERENCE)

    def _prepare(self) -> None:
        self._fast = self.keep(exponential(self._whole("fast")))
        self._slow = self.keep(exponential(self._whole("slow")))
        self._signal = self.keep(exponential(self._whole("signal")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        price = self._source(bars)
        macd = self._line(self._fast(price), self._slow(price))
        signal = self._signal(macd)
        return macd, signal, macd - signal

    def _line(self, fast: V, slow: V) -> V:
        return fast - slow


class PercentagePrice(Convergence):
    """MACD in percent of the slow average, so that symbols can be compared.

    Gerald Appel's; exponential averages, as charts have it. None where the average is not positive.
    """

    about = _distance("ppo", "Percentage price oscillator", "PPO", Unit.PERCENT)

    def _line(self, fast: V, slow: V) -> V:
        return percent(fast - slow, slow)


class CommodityChannel(Indicator):
    """How far the typical price is from its average, in 0.015 mean distances from it.

    Donald Lambert, Commodity Channel Index, Commodities, October 1980. None where prices stand
    still. The mean distance takes a step a bar looked back, hence its limit.
    """

    about = About(
        "cci",
        "Commodity channel index",
        Family.MOMENTUM,
        (Output("cci", "CCI"),),
        (Whole("length", "Length", 20, 2, LONGEST_DEVIATION),),
        guides=(-100.0, 100.0),
        short="CCI",
    )

    def _prepare(self) -> None:
        self._mean = self.keep(average(self._whole("length")))
        self._distance = self.keep(MeanDeviation(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        price = bars.typical
        mean = self._mean(price)
        return (ratio(price - mean, 0.015 * self._distance(price, mean)),)


class RateOfChange(Indicator):
    """The change over `length` bars in percent; none from a price that is not positive."""

    about = About(
        "roc",
        "Rate of change",
        Family.MOMENTUM,
        (Output("roc", "ROC"),),
        (length(9), source()),
        unit=Unit.PERCENT,
        guides=(0.0,),
        short="ROC",
    )

    def _prepare(self) -> None:
        self._before = self.keep(Before(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        price = self._source(bars)
        before = self._before(price)
        return (percent(price - before, before),)


class Momentum(Indicator):
    """The change over `length` bars."""

    about = About(
        "momentum",
        "Momentum",
        Family.MOMENTUM,
        (Output("momentum", "Momentum"),),
        (length(10), source()),
        unit=Unit.DIFFERENCE,
        guides=(0.0,),
    )

    def _prepare(self) -> None:
        self._before = self.keep(Before(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        price = self._source(bars)
        return (price - self._before(price),)


class TripleSmoothed(Indicator):
    """The change of a triple exponential average from bar to bar, in percent.

    Jack Hutson, Good TRIX, Technical Analysis of Stocks & Commodities, July 1983.
    """

    about = About(
        "trix",
        "TRIX",
        Family.MOMENTUM,
        (Output("trix", "TRIX"),),
        (length(18), source()),
        unit=Unit.PERCENT,
        guides=(0.0,),
    )

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._once = self.keep(exponential(bars))
        self._twice = self.keep(exponential(bars))
        self._thrice = self.keep(exponential(bars))
        self._before = self.keep(Before())

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        line = self._thrice(self._twice(self._once(self._source(bars))))
        before = self._before(line)
        return (percent(line - before, before),)


class Ultimate(Indicator):
    """How much of the true range was bought, over three lengths that weigh 4, 2 and 1.

    Larry Williams, The Ultimate Oscillator, Technical Analysis of Stocks & Commodities, April 1985.
    """

    about = About(
        "ultimate",
        "Ultimate oscillator",
        Family.MOMENTUM,
        (Output("ultimate", "UO"),),
        (
            length(7, "Fast length", "fast"),
            length(14, "Middle length", "middle"),
            length(28, "Slow length", "slow"),
        ),
        unit=Unit.PERCENT,
        scale=_PERCENT,
        guides=(30.0, 70.0),
        short="UO",
    )

    def _prepare(self) -> None:
        self._before = self.keep(Before())
        self._sums = [
            (self.keep(rolling_sum(bars)), self.keep(rolling_sum(bars)))
            for bars in map(self._whole, ("fast", "middle", "slow"))
        ]

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        before = self._before(bars.close)
        reach = true_range(bars, before)
        # From a close that is not known, the buying is counted from the low.
        bought = bars.close - smaller(bars.low, known(before, bars.low))
        fast, middle, slow = (ratio(buying(bought), ranges(reach)) for buying, ranges in self._sums)
        return (100.0 / 7.0 * (4.0 * fast + 2.0 * middle + slow),)


class ChandeMomentum(Indicator):
    """Gains less losses in percent of both, over `length` bars: −100 to 100.

    Tushar Chande and Stanley Kroll, The New Technical Trader (1994): plain sums.
    """

    about = About(
        "cmo",
        "Chande momentum oscillator",
        Family.MOMENTUM,
        (Output("cmo", "CMO"),),
        (length(9), source()),
        unit=Unit.PERCENT,
        scale=(-100.0, 100.0),
        guides=(-50.0, 50.0),
        short="CMO",
    )

    def _prepare(self) -> None:
        self._before = self.keep(Before())
        self._up = self.keep(rolling_sum(self._whole("length")))
        self._down = self.keep(rolling_sum(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        price = self._source(bars)
        change = price - self._before(price)
        up, down = self._up(above_zero(change)), self._down(above_zero(-change))
        return (100.0 * ratio(up - down, up + down),)
