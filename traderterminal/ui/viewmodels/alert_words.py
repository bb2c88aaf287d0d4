"""How alerts of one's own are written: levels and values in their units, and what is told."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.kit.language import mark, translate
from traderterminal.market.alert_terms import ToldAlert
from traderterminal.market.price_alerts import Crossing, PriceAlert
from traderterminal.market.value_alerts import Reached, Subject, ValueAlert
from traderterminal.ui.viewmodels import formats

#: What a silence comes to where nothing was ever heard.
NO_FEED: Final = mark("Parameter", "no feed")


class Unit(StrEnum):
    """What a level is counted in, as it is typed and shown."""

    PRICE = "price"
    MONEY = "money"
    QUANTITY = "quantity"
    SECONDS = "seconds"
    NUMBER = "number"
    TICKS = "ticks"


_UNITS: Final[Mapping[Subject, Unit]] = {
    Subject.DAY_RESULT: Unit.MONEY,
    Subject.OPEN_RESULT: Unit.MONEY,
    Subject.POSITION: Unit.QUANTITY,
    Subject.SILENCE: Unit.SECONDS,
    Subject.PRICE_TO_STUDY: Unit.TICKS,
    Subject.PRICE_TO_LINE: Unit.TICKS,
}


def unit_of(alert: ValueAlert) -> Unit:
    """Return what the level of an alert is counted in."""
    if alert.study is None or alert.subject is not Subject.STUDY:
        return _UNITS[alert.subject]
    # An engine without an alert on a study need not wait for all of them.
    from traderterminal.market.indicators.catalogue import CATALOGUE
    from traderterminal.market.indicators.indicator import Unit as StudyUnit

    units = {StudyUnit.PRICE: Unit.PRICE, StudyUnit.DIFFERENCE: Unit.TICKS}
    kind = CATALOGUE.get(alert.study.kind)
    return Unit.NUMBER if kind is None else units.get(kind.about.unit, Unit.NUMBER)


class AlertWords:
    """Writes alerts.

    `instrument` says what a symbol is, `local` gives a moment on the wall clock that the window
    shows, `at_exchange` on that of an instrument; `unit_of` what a level is counted in.
    """

    def __init__(
        self,
        instrument: Callable[[str], Instrument],
        local: Callable[[int], datetime],
        at_exchange: Callable[[Instrument, int], datetime],
        unit_of: Callable[[ValueAlert], Unit] = unit_of,
    ) -> None:
        self._instrument = instrument
        self._at_exchange = at_exchange
        self.local = local
        self.unit_of = unit_of

    def level(self, alert: PriceAlert) -> str:
        """Write the level of a price alert."""
        return self._price(alert.symbol, alert.ticks)

    def _price(self, symbol: str, ticks: int) -> str:
        instrument = self._instrument(symbol)
        return formats.price(instrument.from_ticks(ticks), instrument)

    def written(self, alert: ValueAlert, value: float) -> str:
        """Write a value in the unit of its alert."""
        unit = self.unit_of(alert)
        instrument = self._instrument(alert.symbol) if alert.symbol else None
        if math.isinf(value):
            return translate("Parameter", NO_FEED)
        exact = Decimal(repr(value))
        match unit:
            case Unit.PRICE if instrument is not None:
                price = instrument.tick_size * exact
                return formats.price(instrument.snap(price), instrument)
            case Unit.MONEY:
                return formats.signed_money(exact)
            case Unit.SECONDS:
                return formats.age(value)
            case Unit.TICKS:
                return formats.signed(round(value), " t")
            case Unit.QUANTITY:
                return formats.quantity(exact)
            case _:
                return formats.quantity(exact.quantize(Decimal("0.01")))

    # What is told.

    def crossed(self, crossing: Crossing) -> ToldAlert:
        """Tell of a price that was reached."""
        alert, at_ns = crossing.alert, crossing.at_ns
        at = self._at_exchange(self._instrument(alert.symbol), at_ns)
        price = self._price(alert.symbol, crossing.ticks)
        traded = Message("own_alert", {"price": price, "at": f"{at:%H:%M:%S}"}, "traded")
        came = {"what": formats.symbol(alert.symbol), "level": self.level(alert)}
        title = Message("own_alert", came, "rose" if alert.side < 0 else "fell")
        return ToldAlert(alert.alert_id, title, (traded,), at_ns, note=alert.terms.note)

    def reached(self, reached: Reached) -> ToldAlert:
        """Tell of a value that was reached."""
        alert, at_ns = reached.alert, reached.at_ns
        value = NO_FEED if math.isinf(reached.value) else self.written(alert, reached.value)
        now = Message("own_alert", {"value": value, "at": f"{self.local(at_ns):%H:%M:%S}"}, "is")
        fell = reached.value < alert.level or alert.side > 0
        came = {"what": alert.called, "level": self.written(alert, alert.level)}
        title = Message("own_alert", came, "fell" if fell else "rose")
        return ToldAlert(alert.alert_id, title, (now,), at_ns, note=alert.terms.note)

    def expired(self, gone: PriceAlert | ValueAlert, at_ns: int) -> ToldAlert:
        """Tell of an alert that was not reached in its time."""
        why = Message("own_alert", variant="not_in_time")
        if isinstance(gone, ValueAlert):
            return self.ended(gone, why, at_ns)
        what = {"what": formats.symbol(gone.symbol), "level": self.level(gone)}
        title = Message("own_alert", what, "ended_at")
        return ToldAlert(gone.alert_id, title, (why,), at_ns, reached=False)

    def ended(self, alert: ValueAlert, why: Message, at_ns: int) -> ToldAlert:
        """Tell of an alert that has ended without having been reached."""
        title = Message("own_alert", {"what": alert.called}, "ended")
        return ToldAlert(alert.alert_id, title, (why,), at_ns, reached=False)

    def missed(self, told: ToldAlert) -> ToldAlert:
        """Say of what was told that nobody saw it."""
        unseen = Message("own_alert", {"day": f"{self.local(told.at_ns):%Y-%m-%d}"}, "unseen")
        return replace(told, said=(*told.said, unseen))
