"""How many contracts a risk comes to: what is to be lost at the stop, divided by what one loses."""

import re
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Final

from traderterminal.domain.exits import Exits
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.typed import NotReadable, read_distance

HUNDRED: Final = Decimal(100)

_SIGNED: Final = re.compile(r"(?P<before>\$)?(?P<number>[^$%t]+?)\s*(?P<after>[$%t])?")


class RiskUnit(StrEnum):
    """Money, a share of the account's equity, or ticks times contracts; by the sign typed."""

    MONEY = "$"
    PERCENT = "%"
    TICKS = "t"


@frozen
class Risk:
    """What an entry may lose once its stop has filled: money with its fees, ticks without."""

    value: Decimal
    unit: RiskUnit = RiskUnit.MONEY

    @property
    def text(self) -> str:
        """The risk as it is typed."""
        number = f"{self.value.normalize():f}"
        return f"${number}" if self.unit is RiskUnit.MONEY else f"{number}{self.unit}"

    def stepped(self, by: int) -> "Risk":
        """Return it larger or smaller by whole steps, never down to nothing."""
        step = _STEPS[self.unit]
        return Risk(max(step, self.value + by * step), self.unit)


_STEPS: Final = {
    RiskUnit.MONEY: Decimal(10),
    RiskUnit.PERCENT: Decimal("0.1"),
    RiskUnit.TICKS: Decimal(1),
}


class NotSized(ValueError):
    """No quantity comes of the risk; its text says why."""


def read_risk(text: str) -> Risk:
    """Return a typed risk, a bare number as money: `200`, `$200`, `1%`, `40t`; raises
    NotReadable."""
    found = _SIGNED.fullmatch(text.strip())
    if found is None or (found["before"] and found["after"]):
        raise NotReadable(
            translate("Ticket", "{text!r} is no risk: write $200, 1% or 40t").format(
                text=text.strip()
            )
        )
    sign = found["before"] or found["after"] or RiskUnit.MONEY.value
    return Risk(read_distance(found["number"]), RiskUnit(sign))


def size_from(
    risk: Risk,
    exits: Exits | None,
    entry: Decimal | None,
    instrument: Instrument,
    *,
    side: Side,
    equity: Decimal | None,
    fees: Decimal,
) -> Decimal:
    """Return the most units, in whole lots, that lose no more than `risk` at their stop.

    `fees` are those of one lot in and out. Raises NotSized.
    """
    loss = _loss_of_a_lot(exits, entry, instrument, side)
    if risk.unit is RiskUnit.TICKS:
        budget, each = risk.value * instrument.tick_value * instrument.lot_size, loss
    else:
        budget, each = _budget(risk, equity), loss + fees
    lots = (budget / each).to_integral_value(ROUND_FLOOR)
    if lots < 1:
        lot = formats.quantity(instrument.lot_size)
        raise NotSized(
            translate(
                "Ticket",
                "{lot} {symbol} would lose {loss} at its stop, more than the risk of {risk}",
            ).format(
                lot=lot,
                symbol=formats.symbol(instrument.symbol),
                loss=formats.money(each),
                risk=formats.money(budget),
            )
        )
    return lots * instrument.lot_size


def _budget(risk: Risk, equity: Decimal | None) -> Decimal:
    if risk.unit is RiskUnit.MONEY:
        return risk.value
    if equity is None:
        raise NotSized(
            translate("Ticket", "What the account is worth is not known while a price is missing")
        )
    return max(Decimal(0), equity) * risk.value / HUNDRED


def _loss_of_a_lot(
    exits: Exits | None, entry: Decimal | None, instrument: Instrument, side: Side
) -> Decimal:
    if exits is None or not exits.has_stop:
        raise NotSized(translate("Ticket", "A size from risk needs a stop"))
    if exits.stop is not None and exits.stop.unit == "money":
        raise NotSized(
            translate(
                "Ticket",
                "A stop in money is that of the whole order: a size from risk needs it"
                " in t, pt, % or as a price",
            )
        )
    if entry is None:
        raise NotSized(translate("Ticket", "A size from risk needs a price, and there is none now"))
    stop = exits.stop_price(entry, side, instrument, instrument.lot_size)
    loss = instrument.money((entry - stop) * side.sign, instrument.lot_size)
    if loss <= 0:
        raise NotSized(
            translate(
                "Ticket", "The stop at {stop} is on the wrong side of {entry} to {side}"
            ).format(
                stop=formats.price(stop, instrument),
                entry=formats.price(entry, instrument),
                side=side,
            )
        )
    return loss
