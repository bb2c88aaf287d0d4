"""Reversals: lines that stay on one side of the price until it turns."""

from typing import Final

import numpy as np

from traderterminal.market.indicators.arithmetic import NAN, Floats, V, choose
from traderterminal.market.indicators.columns import Bars, true_range
from traderterminal.market.indicators.indicator import (
    About,
    Family,
    Indicator,
    Mark,
    Output,
    Pane,
    Real,
    Unit,
    factor,
    length,
)
from traderterminal.market.indicators.steps import Before, Number, Recursion, State, wilder

_UP: Final = 1.0
_DOWN: Final = -1.0


class Supertrend(Indicator):
    """A stop some average true ranges from the middle of the bar that only follows the trend.

    Olivier Seban's. It begins falling, turns where a close is beyond it, and is told as two lines
    of which one has a value.
    """

    about = About(
        "supertrend",
        "Supertrend",
        Family.TREND,
        (Output("rising", "Rising", Mark.LEVEL), Output("falling", "Falling", Mark.LEVEL)),
        (length(10), factor(3.0)),
        Pane.PRICE,
        Unit.PRICE,
    )

    def _prepare(self) -> None:
        self._factor = self._real("factor")
        self._before = self.keep(Before())
        self._mean = self.keep(wilder(self._whole("length")))
        self._follow = self.keep(Recursion(_trail, (NAN, _DOWN, NAN, NAN, NAN), 2))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        reach = self._mean(true_range(bars, self._before(bars.close)))
        line, way = self._follow(bars.median, self._factor * reach, bars.close)
        none = line * NAN
        return choose(way > 0.0, line, none), choose(way < 0.0, line, none)


def _trail(state: State, middle: float, away: float, close: float) -> State:
    """Carry (line, way, upper, lower, close) on by one bar."""
    _, way, upper, lower, before = state
    above, below = middle + away, middle - away
    # A bound is moved against the trend only after a close beyond it.
    upper = upper if above >= upper and before <= upper else above
    lower = lower if below <= lower and before >= lower else below
    bound = upper if way < 0.0 else lower
    way = _UP if close > bound or (close == bound and way > 0.0) else _DOWN
    return (lower if way > 0.0 else upper), way, upper, lower, close


class ParabolicStop(Indicator):
    """A stop that nears the price the faster the more new extremes the trend makes.

    J. Welles Wilder, New Concepts in Technical Trading Systems (1978). He begins with a trade that
    is on; charts begin at the second bar, long where it closed higher, with the extreme of the
    first as the stop, and so does this. TA-Lib begins by the two bars' directional movement.
    """

    about = About(
        "parabolic",
        "Parabolic SAR",
        Family.TREND,
        (Output("stop", "SAR", Mark.DOTS),),
        (
            Real("start", "Start", 0.02, 0.0, 1.0),
            Real("step", "Increment", 0.02, 0.0, 1.0),
            Real("most", "Maximum", 0.2, 0.0, 1.0),
        ),
        Pane.PRICE,
        Unit.PRICE,
        short="SAR",
    )

    def _prepare(self) -> None:
        self._start, self._step = self._real("start"), self._real("step")
        self._most = self._real("most")
        self._follow = self.keep(Recursion(self._stop, (NAN,) * 9, 1))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return self._follow(bars.high, bars.low, bars.close)

    def _stop(self, state: State, high: float, low: float, close: float) -> State:
        """Carry (stop, way, extreme, speed, close, and highs and lows of two bars) on by one."""
        stop, way, extreme, speed, before, high_1, high_2, low_1, low_2 = state
        if before != before:  # the first bar
            return NAN, NAN, NAN, NAN, close, high, high, low, low
        if way != way:  # the second
            way = _UP if close > before else _DOWN
            stop, extreme = (low_1, high) if way > 0.0 else (high_1, low)
            speed = self._start
        if way > 0.0:
            stop, extreme, speed, stays = self._rise(
                stop, extreme, speed, high, low, high_1, low_1, low_2
            )
        else:  # a fall is a rise in the mirror
            stop, extreme, speed, stays = self._rise(
                -stop, -extreme, speed, -low, -high, -low_1, -high_1, -high_2
            )
            stop, extreme = -stop, -extreme
        return stop, way * stays, extreme, speed, close, high, high_1, low, low_1

    def _rise(
        self,
        stop: float,
        extreme: float,
        speed: float,
        high: float,
        low: float,
        high_1: float,
        low_1: float,
        low_2: float,
    ) -> tuple[float, float, float, float]:
        """Return stop, extreme and speed after a bar in a rise, and 1 or −1 where it turned."""
        # The stop never moves into the range of the last two bars.
        stop = min(stop + speed * (extreme - stop), low_1, low_2)
        if low <= stop:
            return max(extreme, high, high_1), low, self._start, -1.0
        if high > extreme:
            extreme, speed = high, min(speed + self._step, self._most)
        return stop, extreme, speed, 1.0


class ZigZag(Indicator):
    """The turns of the price, of which each lies some percent from the one before.

    Arthur Merrill, Filtered Waves (1977). Nothing is redrawn: `pivot` is the last turn that is
    sure at a bar and `pivot_bar` which bar that was, counted from the first; `extreme` and
    `extreme_bar` are the end of the leg under way. `vertices` makes the line of them.
    """

    about = About(
        "zigzag",
        "ZigZag",
        Family.TREND,
        (
            Output("pivot", "Last turn", Mark.DATA),
            Output("pivot_bar", "Bar of the turn", Mark.DATA),
            Output("extreme", "Leg's end", Mark.DATA),
            Output("extreme_bar", "Bar of the leg's end", Mark.DATA),
        ),
        (Real("percent", "Reversal (%)", 1.0, 0.001, 100.0),),
        Pane.PRICE,
        Unit.PRICE,
    )

    def _prepare(self) -> None:
        self._share = self._real("percent") / 100.0
        self._number = self.keep(Number())
        self._follow = self.keep(Recursion(self._turn, (NAN,) * 9, 4))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return self._follow(bars.high, bars.low, self._number(bars.close))

    def _turn(self, state: State, high: float, low: float, bar: float) -> State:
        """Carry (pivot, its bar, extreme, its bar, way, and both extremes since the first bar) on.

        Whether the high or the low of a bar came first is not known: one that goes on with the leg
        does not end it.
        """
        pivot, pivot_bar, extreme, extreme_bar, way, *first = state
        if way != way:
            return self._begin(first, high, low, bar)
        end, back = (high, low) if way > 0.0 else (-low, -high)
        sofar = way * extreme
        if end > sofar:
            extreme, extreme_bar = way * end, bar
        elif back <= sofar - self._share * abs(sofar):
            pivot, pivot_bar, extreme, extreme_bar, way = (
                extreme,
                extreme_bar,
                way * back,
                bar,
                -way,
            )
        return pivot, pivot_bar, extreme, extreme_bar, way, *first

    def _begin(self, first: list[float], high: float, low: float, bar: float) -> State:
        """Look for the first leg: the first way that is long enough."""
        top, top_bar, bottom, bottom_bar = first
        if not high <= top:
            top, top_bar = high, bar
        if not low >= bottom:
            bottom, bottom_bar = low, bar
        first = [top, top_bar, bottom, bottom_bar]
        if top_bar > bottom_bar and top >= bottom + self._share * abs(bottom):
            return bottom, bottom_bar, top, top_bar, _UP, *first
        if bottom_bar > top_bar and bottom <= top - self._share * abs(top):
            return top, top_bar, bottom, bottom_bar, _DOWN, *first
        return NAN, NAN, NAN, NAN, NAN, *first


def vertices(
    pivot: Floats, pivot_bar: Floats, extreme: Floats, extreme_bar: Floats
) -> list[tuple[int, float]]:
    """Return the corners of a ZigZag's line as (bar, price) from the columns of its outputs.

    The last one is the end of the leg under way, which a later bar may still move.
    """
    known = np.flatnonzero(~np.isnan(pivot_bar))
    if not len(known):
        return []
    turned = known[np.flatnonzero(np.diff(pivot_bar[known], prepend=-1.0))]
    corners = [(int(pivot_bar[at]), float(pivot[at])) for at in turned.tolist()]
    return [*corners, (int(extreme_bar[known[-1]]), float(extreme[known[-1]]))]
