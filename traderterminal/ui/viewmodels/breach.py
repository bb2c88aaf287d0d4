"""Where the market would break the nearest rule: the price at which the loss of the day is at its
limit.

It is reckoned from the figures that the gate asks: result of the day, limit, position. Everything
else is taken as it stands, what is held of other symbols and fees to come included. Where a figure
is missing there is no line.
"""

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, Protocol

from traderterminal.desk.desk import Desk
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.positions import Position
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels import formats

NAME: Final = mark("Banner", "Daily-loss breach")

#: The net result of an account's day; None while a price is missing.
DayNet = Callable[[str], Decimal | None]


@frozen
class BreachLine:
    """The first price in ticks at which the rule breaks: its name with the price, how far from the
    last trade, and what the position loses from here until there."""

    ticks: int
    words: tuple[str, str, str]


class ShowsMarket(Protocol):
    """What the line is drawn on: prices of one symbol, and what an account holds of it."""

    @property
    def changed(self) -> Observers[None]: ...
    @property
    def account(self) -> str: ...
    @property
    def instrument(self) -> Instrument | None: ...
    @property
    def position(self) -> Position | None: ...
    @property
    def last_ticks(self) -> int | None: ...
    def price(self, ticks: int) -> str: ...


class Breach:
    """The breach line of the account and the symbol that a chart or a ladder shows."""

    def __init__(self, chart: ShowsMarket, desk: Desk, day_net: DayNet) -> None:
        self.chart = chart
        self._desk = desk
        self._day_net = day_net

    @property
    def line(self) -> BreachLine | None:
        """Where the rule would break; None where no limit is set, nothing is held, a figure is not
        known, the rule is broken already, or no price is so low."""
        chart, instrument, held = self.chart, self.chart.instrument, self.chart.position
        limit = self._desk.limits(chart.account).max_daily_loss
        if not limit or instrument is None or held is None:
            return None
        net, mark = self._day_net(chart.account), self._desk.mark(instrument.symbol)
        if net is None or mark is None or net + limit <= 0:
            return None
        room = net + limit
        ticks = _breach_ticks(held, room, mark, instrument.tick_size)
        lowest = instrument.lowest_price
        if lowest is not None and instrument.from_ticks(ticks) < lowest:
            return None
        words = (
            f"{translate('Banner', NAME)} {chart.price(ticks)}",
            self._away(ticks),
            formats.signed_money(-room),
        )
        return BreachLine(ticks, words)

    def _away(self, ticks: int) -> str:
        last = self.chart.last_ticks
        if last is None:
            return formats.NOTHING
        away = f"{abs(ticks - last):,}"
        if ticks < last:
            return translate("Chart", "{away} t below").format(away=away)
        return translate("Chart", "{away} t above").format(away=away)


def _breach_ticks(held: Position, room: Decimal, mark: Decimal, tick_size: Decimal) -> int:
    """The first whole tick at which a position has lost its room from a mark on."""
    price = mark - room / (held.quantity * held.point_value)
    rounding = ROUND_FLOOR if held.quantity > 0 else ROUND_CEILING
    return int((price / tick_size).to_integral_value(rounding))
