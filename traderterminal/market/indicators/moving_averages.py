"""Moving averages: lines over the bars."""

from math import isqrt

from traderterminal.market.indicators.arithmetic import NAN, V, known, ratio
from traderterminal.market.indicators.columns import Bars
from traderterminal.market.indicators.indicator import (
    About,
    Family,
    Indicator,
    Output,
    Pane,
    Parameter,
    Unit,
    Whole,
    length,
    source,
)
from traderterminal.market.indicators.steps import (
    Before,
    Recursion,
    State,
    exponential,
    wilder,
)
from traderterminal.market.indicators.windows import (
    average,
    rolling_sum,
    weighted,
)


def _average(name: str, label: str, bars: int, *more: Parameter, least: int = 1) -> About:
    return About(
        name,
        label,
        Family.AVERAGES,
        (Output("average", label),),
        (length(bars, least=least), *more),
        Pane.PRICE,
        Unit.PRICE,
        short=name.upper(),
    )


class SimpleAverage(Indicator):
    """The mean of the last prices."""

    about = _average("sma", "Simple moving average", 20, source())

    def _prepare(self) -> None:
        self._mean = self.keep(average(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (self._mean(self._source(bars)),)


class ExponentialAverage(Indicator):
    """The newest price weighs 2 ÷ (length + 1), all before it the rest.

    P. N. Haurlan, Measuring Trend Values (1968). It begins with a simple average.
    """

    about = _average("ema", "Exponential moving average", 20, source())

    def _prepare(self) -> None:
        self._mean = self.keep(exponential(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (self._mean(self._source(bars)),)


class WilderAverage(Indicator):
    """The newest price weighs 1 ÷ length.

    J. Welles Wilder, New Concepts in Technical Trading Systems (1978). It begins with a simple
    average.
    """

    about = _average("rma", "Wilder's moving average", 14, source())

    def _prepare(self) -> None:
        self._mean = self.keep(wilder(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (self._mean(self._source(bars)),)


class WeightedAverage(Indicator):
    """Weights fall in equal steps from the newest price to the oldest."""

    about = _average("wma", "Weighted moving average", 20, source())

    def _prepare(self) -> None:
        self._mean = self.keep(weighted(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (self._mean(self._source(bars)),)


class HullAverage(Indicator):
    """The weighted average of √length of 2 × WMA(length ÷ 2) − WMA(length).

    Alan Hull, The Hull Moving Average (2005). Halves and roots are rounded down.
    """

    about = _average("hma", "Hull moving average", 20, source(), least=2)

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._slow = self.keep(weighted(bars))
        self._fast = self.keep(weighted(bars // 2))
        self._smooth = self.keep(weighted(isqrt(bars)))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        price = self._source(bars)
        return (self._smooth(2.0 * self._fast(price) - self._slow(price)),)


class TriangularAverage(Indicator):
    """A simple average of a simple average: the middle of the window weighs most."""

    about = _average("trima", "Triangular moving average", 20, source())

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._first = self.keep(average((bars + 1) // 2))
        self._second = self.keep(average(bars // 2 + 1))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (self._second(self._first(self._source(bars))),)


class DoubleExponentialAverage(Indicator):
    """2 × EMA − EMA of EMA.

    Patrick Mulloy, Smoothing Data with Faster Moving Averages, Technical Analysis of Stocks &
    Commodities, January 1994.
    """

    about = _average("dema", "Double exponential moving average", 20, source())

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._once = self.keep(exponential(bars))
        self._twice = self.keep(exponential(bars))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        once = self._once(self._source(bars))
        return (2.0 * once - self._twice(once),)


class TripleExponentialAverage(Indicator):
    """3 × EMA − 3 × EMA of EMA + EMA of EMA of EMA.

    Patrick Mulloy, Smoothing Data with Less Lag, Technical Analysis of Stocks & Commodities,
    February 1994.
    """

    about = _average("tema", "Triple exponential moving average", 20, source())

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._once = self.keep(exponential(bars))
        self._twice = self.keep(exponential(bars))
        self._thrice = self.keep(exponential(bars))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        once = self._once(self._source(bars))
        twice = self._twice(once)
        return (3.0 * once - 3.0 * twice + self._thrice(twice),)


class VolumeWeightedAverage(Indicator):
    """The mean price of the last bars, each weighing its volume; none where nothing traded."""

    about = _average("vwma", "Volume-weighted moving average", 20, source())

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._paid = self.keep(rolling_sum(bars))
        self._lots = self.keep(rolling_sum(bars))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        paid = self._paid(self._source(bars) * bars.volume)
        return (ratio(paid, self._lots(bars.volume)),)


class AdaptiveAverage(Indicator):
    """It follows fast where the price goes straight and hardly where it wanders.

    Perry Kaufman, Smarter Trading (1995): efficiency is the way made in `length` bars over the way
    gone; the weight is the square of what lies that far between those of a slow and a fast
    exponential average. It begins at the price before the first value.
    """

    about = _average(
        "kama",
        "Kaufman's adaptive moving average",
        10,
        Whole("fast", "Fast", 2),
        Whole("slow", "Slow", 30),
        source(),
    )

    def _prepare(self) -> None:
        bars = self._whole("length")
        self._fast = 2.0 / (self._whole("fast") + 1)
        self._slow = 2.0 / (self._whole("slow") + 1)
        self._before = self.keep(Before())
        self._begin = self.keep(Before(bars))
        self._way = self.keep(rolling_sum(bars))
        self._follow = self.keep(Recursion(_adapt, (NAN,), 1))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        price = self._source(bars)
        before = self._before(price)
        way = self._way(abs(price - before))
        made = abs(price - self._begin(price))
        # Where the price stood still it went straight: its way is zero.
        efficiency = known(ratio(made, way), 1.0 + way * 0.0)
        weight = efficiency * (self._fast - self._slow) + self._slow
        return self._follow(price, before, weight * weight)


def _adapt(state: State, price: float, before: float, weight: float) -> State:
    (line,) = state
    if line != line:
        line = before
    return (line + weight * (price - line),)
