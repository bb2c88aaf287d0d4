"""Volume: what was traded, at what price, and by whom."""

from typing import Final

from traderterminal.market.indicators.arithmetic import (
    NAN,
    V,
    choose,
    known,
    ratio,
    root,
    sign,
)
from traderterminal.market.indicators.columns import Bars
from traderterminal.market.indicators.indicator import (
    About,
    Choice,
    Family,
    Indicator,
    Mark,
    Moment,
    Output,
    Pane,
    Unit,
    factor,
    length,
    source,
)
from traderterminal.market.indicators.periods import period, period_key
from traderterminal.market.indicators.steps import (
    Before,
    FirstOf,
    SumOf,
    Total,
    exponential,
)
from traderterminal.market.indicators.windows import average, rolling_sum

_BANDS: Final = (
    Output("vwap", "VWAP"),
    Output("upper_1", "Upper 1", Mark.BAND),
    Output("lower_1", "Lower 1", Mark.BAND),
    Output("upper_2", "Upper 2", Mark.BAND),
    Output("lower_2", "Lower 2", Mark.BAND),
)
_FACTORS: Final = (
    factor(1.0, "Inner bands", "inner"),
    factor(2.0, "Outer bands", "outer"),
)


class Volume(Indicator):
    """The lots traded and their average."""

    about = About(
        "volume",
        "Volume",
        Family.VOLUME,
        (Output("volume", "Volume", Mark.HISTOGRAM), Output("average", "Average")),
        (length(20),),
        unit=Unit.VOLUME,
    )

    def _prepare(self) -> None:
        self._mean = self.keep(average(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return bars.volume, self._mean(bars.volume)


class _WeightedPrice(Indicator):
    """A mean price weighted by volume since something began, with bands of its spread."""

    def _prepare(self) -> None:
        self._first = self.keep(FirstOf())
        self._lots, self._moved, self._squares = (self.keep(SumOf()) for _ in range(3))
        self._inner, self._outer = self._real("inner"), self._real("outer")

    def _lines(self, bars: Bars[V], began: V) -> tuple[V, ...]:
        price, volume = self._source(bars), bars.volume
        lots = self._lots(volume + price * 0.0, began)
        # Squares of distances from the first price: those of prices would drown the spread.
        first = self._first(price + volume * 0.0, began)
        apart = price - first
        moved = ratio(self._moved(volume * apart, began), lots)
        spread = ratio(self._squares(volume * apart * apart, began), lots) - moved * moved
        mean, away = first + moved, root(spread)
        inner, outer = self._inner * away, self._outer * away
        return mean, mean + inner, mean - inner, mean + outer, mean - outer


class SessionWeightedPrice(_WeightedPrice):
    """Volume-weighted average price since the day began, and standard deviations around it.

    S. Berkowitz, D. Logue and E. Noser, The Total Cost of Transactions on the NYSE, Journal of
    Finance (1988). Of each bar the source price, which is the typical one; squares are weighted by
    volume too. None before anything traded.
    """

    about = About(
        "vwap",
        "VWAP",
        Family.VOLUME,
        _BANDS,
        (period(), *_FACTORS, source("typical")),
        Pane.PRICE,
        Unit.PRICE,
        gathers=True,
    )

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return self._lines(bars, period_key(bars, str(self.settings["period"])))


class AnchoredWeightedPrice(_WeightedPrice):
    """Volume-weighted average price since an instant that the trader picked.

    Brian Shannon, Maximum Trading Gains with Anchored VWAP (2022). From the first bar that starts
    then or later.
    """

    about = About(
        "anchored_vwap",
        "Anchored VWAP",
        Family.VOLUME,
        _BANDS,
        (Moment("anchor_s", "Anchor"), *_FACTORS, source("typical")),
        Pane.PRICE,
        Unit.PRICE,
        short="AVWAP",
    )

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        anchor_ns = self._whole("anchor_s") * 1e9
        nothing = bars.start_ns * NAN
        began = choose(bars.start_ns >= anchor_ns, bars.start_ns * 0.0, nothing)
        return self._lines(bars, began)


class OnBalance(Indicator):
    """Volume added where the close rose and taken off where it fell, since the first bar.

    Joseph Granville, New Key to Stock Market Profits (1963). It begins at zero.
    """

    about = About(
        "obv",
        "On-balance volume",
        Family.VOLUME,
        (Output("obv", "OBV"),),
        unit=Unit.VOLUME,
        short="OBV",
    )

    def _prepare(self) -> None:
        self._before = self.keep(Before())
        self._total = self.keep(Total())

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        way = sign(bars.close - self._before(bars.close))
        return (self._total(bars.volume * known(way, bars.volume * 0.0)),)


class CumulativeDelta(Indicator):
    """What buyers took less what sellers gave, added up since the day or all began.

    Only where the feed says who crossed the spread: it is not guessed from prices.
    """

    about = About(
        "cvd",
        "Cumulative volume delta",
        Family.VOLUME,
        (Output("cvd", "CVD"),),
        (Choice("since", "Since", "day", ("day", "session", "week", "month", "always")),),
        unit=Unit.VOLUME,
        guides=(0.0,),
        short="CVD",
        reads_delta=True,
    )

    def _prepare(self) -> None:
        self._sum = self.keep(SumOf())

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        since = str(self.settings["since"])
        began = bars.delta * 0.0 if since == "always" else period_key(bars, since)
        return (self._sum(bars.delta, began),)


class MoneyFlow(Indicator):
    """Money traded at rising typical prices, in percent of that at rising and falling ones.

    Gene Quong and Avrum Soudack, Volume-Weighted RSI: Money Flow, Technical Analysis of Stocks &
    Commodities, March 1989. None while nothing flows.
    """

    about = About(
        "mfi",
        "Money flow index",
        Family.VOLUME,
        (Output("mfi", "MFI"),),
        (length(14),),
        unit=Unit.PERCENT,
        scale=(0.0, 100.0),
        guides=(20.0, 80.0),
        short="MFI",
    )

    def _prepare(self) -> None:
        self._before = self.keep(Before())
        self._rising = self.keep(rolling_sum(self._whole("length")))
        self._both = self.keep(rolling_sum(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        price = bars.typical
        way = sign(price - self._before(price))
        flow = price * bars.volume
        rising = self._rising(choose(way > 0.0, flow, flow * way * 0.0))
        return (100.0 * ratio(rising, self._both(flow * way * way)),)


def _bought(bars: Bars[V]) -> V:
    """Return the share of volume that the close's place in the range speaks for: −1 to 1 times it.

    A bar of one price speaks for nothing.
    """
    up, down = bars.close - bars.low, bars.high - bars.close
    return bars.volume * known(ratio(up - down, bars.high - bars.low), (up + down) * 0.0)


class ChaikinMoneyFlow(Indicator):
    """Volume by the close's place in its bar, over all volume: −1 to 1.

    Marc Chaikin's.
    """

    about = About(
        "cmf",
        "Chaikin money flow",
        Family.VOLUME,
        (Output("cmf", "CMF"),),
        (length(20),),
        scale=(-1.0, 1.0),
        guides=(0.0,),
        short="CMF",
    )

    def _prepare(self) -> None:
        self._bought = self.keep(rolling_sum(self._whole("length")))
        self._lots = self.keep(rolling_sum(self._whole("length")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (ratio(self._bought(_bought(bars)), self._lots(bars.volume)),)


class Accumulation(Indicator):
    """Volume by the close's place in its bar, added up since the first bar.

    Marc Chaikin's accumulation/distribution line.
    """

    about = About(
        "accumulation",
        "Accumulation/distribution",
        Family.VOLUME,
        (Output("line", "A/D"),),
        unit=Unit.VOLUME,
        short="A/D",
    )

    def _prepare(self) -> None:
        self._total = self.keep(Total())

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (self._total(_bought(bars)),)


class ChaikinOscillator(Indicator):
    """The distance of two exponential averages of the accumulation/distribution line.

    Marc Chaikin's.
    """

    about = About(
        "chaikin_oscillator",
        "Chaikin oscillator",
        Family.VOLUME,
        (Output("oscillator", "Oscillator"),),
        (length(3, "Fast length", "fast"), length(10, "Slow length", "slow")),
        unit=Unit.VOLUME,
        guides=(0.0,),
        short="Chaikin",
    )

    def _prepare(self) -> None:
        self._total = self.keep(Total())
        self._fast = self.keep(exponential(self._whole("fast")))
        self._slow = self.keep(exponential(self._whole("slow")))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        line = self._total(_bought(bars))
        return (self._fast(line) - self._slow(line),)
