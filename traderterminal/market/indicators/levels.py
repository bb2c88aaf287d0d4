"""Levels: prices of earlier days and of the day's beginning that traders watch."""

from typing import Final

from traderterminal.market.indicators.arithmetic import NAN, V
from traderterminal.market.indicators.columns import Bars
from traderterminal.market.indicators.indicator import (
    About,
    Choice,
    Family,
    Indicator,
    Mark,
    Output,
    Pane,
    Unit,
    Whole,
)
from traderterminal.market.indicators.periods import period, period_key
from traderterminal.market.indicators.steps import Recursion, State


def _levels(*named: tuple[str, str]) -> tuple[Output, ...]:
    return tuple(Output(name, label, Mark.LEVEL) for name, label in named)


class _Periods(Indicator):
    """What the last period and the one under way came to."""

    def _prepare(self) -> None:
        self._follow = self.keep(Recursion(_period, (NAN,) * 9, 8))

    def _figures(self, bars: Bars[V]) -> tuple[V, ...]:
        """Return open, high, low, close of the period before, and of the one so far."""
        began = period_key(bars, str(self.settings["period"]))
        return self._follow(bars.open, bars.high, bars.low, bars.close, began)


def _period(
    state: State, first: float, high: float, low: float, close: float, began: float
) -> State:
    """Carry the figures of the period before, of this one and its key on by one bar."""
    *before, opened, top, bottom, last, since = state
    if began != since:
        return opened, top, bottom, last, first, high, low, close, began
    return *before, opened, max(top, high), min(bottom, low), close, since


class Pivots(_Periods):
    """Levels reckoned from the high, low and close of the period before.

    `classic` is the floor traders' (R3 = H + 2 × (P − L), R4 = R3 + H − L), `fibonacci` puts
    0.382, 0.618 and 1 ranges around the pivot, `camarilla` (Nick Scott, 1989) 1.1 ranges ÷ 12, 6, 4
    and 2 around the close. Fibonacci's have no fourth level.
    """

    about = About(
        "pivots",
        "Pivot points",
        Family.LEVELS,
        _levels(
            ("pivot", "P"),
            ("r1", "R1"),
            ("s1", "S1"),
            ("r2", "R2"),
            ("s2", "S2"),
            ("r3", "R3"),
            ("s3", "S3"),
            ("r4", "R4"),
            ("s4", "S4"),
        ),
        (Choice("form", "Form", "classic", ("classic", "fibonacci", "camarilla")), period()),
        Pane.PRICE,
        Unit.PRICE,
        short="Pivots",
    )

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        _, high, low, close, *_ = self._figures(bars)
        pivot = (high + low + close) / 3.0
        reach = high - low
        match self.settings["form"]:
            case "fibonacci":
                around, away = pivot, (0.382 * reach, 0.618 * reach, reach, reach * NAN)
            case "camarilla":
                around = close
                away = (1.1 * reach / 12.0, 1.1 * reach / 6.0, 1.1 * reach / 4.0, 1.1 * reach / 2.0)
            case _:
                return _classic(pivot, high, low)
        lines: list[V] = [pivot]
        for step in away:
            lines += [around + step, around - step]
        return tuple(lines)


def _classic(pivot: V, high: V, low: V) -> tuple[V, ...]:
    reach = high - low
    r3, s3 = high + 2.0 * (pivot - low), low - 2.0 * (high - pivot)
    return (
        pivot,
        2.0 * pivot - low,
        2.0 * pivot - high,
        pivot + reach,
        pivot - reach,
        r3,
        s3,
        r3 + reach,
        s3 - reach,
    )


class PreviousLevels(_Periods):
    """Open, high, low and close of the period before, and the open of this one."""

    about = About(
        "previous_levels",
        "Previous day's levels",
        Family.LEVELS,
        _levels(
            ("previous_open", "Previous open"),
            ("previous_high", "Previous high"),
            ("previous_low", "Previous low"),
            ("previous_close", "Previous close"),
            ("open", "Open"),
        ),
        (period(),),
        Pane.PRICE,
        Unit.PRICE,
        short="Previous",
    )

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return self._figures(bars)[:5]


class SessionExtremes(_Periods):
    """Highest and lowest price of the period so far, and their middle."""

    about = About(
        "session_extremes",
        "Session high and low",
        Family.LEVELS,
        _levels(("high", "High"), ("low", "Low"), ("middle", "Middle")),
        (period("session"),),
        Pane.PRICE,
        Unit.PRICE,
        short="Session",
    )

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        high, low = self._figures(bars)[5:7]
        return high, low, (high + low) / 2.0


class _Opening(Indicator):
    """High and low of the first minutes of the regular session.

    Of bars that start within them; they widen while these last and stand until the session ends.
    None in a session of which no such bar is there.
    """

    def _prepare(self) -> None:
        self._lasts_ns = self._whole("minutes") * 60e9
        self._follow = self.keep(Recursion(self._widen, (NAN, NAN, NAN), 2))

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        high, low = self._follow(bars.high, bars.low, bars.start_ns, bars.session_ns)
        return high, low, (high + low) / 2.0

    def _widen(self, state: State, high: float, low: float, at: float, session: float) -> State:
        top, bottom, since = state
        if session != since:
            top = bottom = NAN
        if at < session + self._lasts_ns:
            top = top if top >= high else high
            bottom = bottom if bottom <= low else low
        return top, bottom, session


_RANGE: Final = _levels(("high", "High"), ("low", "Low"), ("middle", "Middle"))


class InitialBalance(_Opening):
    """High and low of the regular session's first hour.

    J. Peter Steidlmayer's Market Profile (Chicago Board of Trade, 1985).
    """

    about = About(
        "initial_balance",
        "Initial balance",
        Family.LEVELS,
        _RANGE,
        (Whole("minutes", "Minutes", 60, 1, 1440),),
        Pane.PRICE,
        Unit.PRICE,
        short="IB",
    )


class OpeningRange(_Opening):
    """High and low of the regular session's first minutes.

    Toby Crabel, Day Trading with Short Term Price Patterns and Opening Range Breakout (1990).
    """

    about = About(
        "opening_range",
        "Opening range",
        Family.LEVELS,
        _RANGE,
        (Whole("minutes", "Minutes", 15, 1, 1440),),
        Pane.PRICE,
        Unit.PRICE,
        short="OR",
    )
