"""The list of all alerts of one's own without its widget: set, changed, rested, taken away."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from traderterminal.domain.instruments import Instrument
from traderterminal.domain.notation import MINUS
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate, within
from traderterminal.kit.observe import Observers
from traderterminal.market.alert_terms import LONGEST_NOTE, AlertTerms, Direction
from traderterminal.market.price_alerts import PriceAlert, PriceAlerts
from traderterminal.market.value_alerts import ValueAlert, ValueAlerts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.alert_words import AlertWords, Unit
from traderterminal.ui.viewmodels.typed import NotReadable, read_price

#: More alerts than these nobody keeps in his head, and each is looked at four times a second.
MOST: Final = 200
HOUR_NS: Final = 3_600 * NANOSECONDS
DIRECTIONS: Final = (
    (mark("Alerts", "Crosses"), Direction.CROSSES),
    (mark("Alerts", "Rises to"), Direction.RISES),
    (mark("Alerts", "Falls to"), Direction.FALLS),
)
LASTING: Final = (
    (mark("Alerts", "For ever"), None),
    (mark("Alerts", "For an hour"), HOUR_NS),
    (mark("Alerts", "For four hours"), 4 * HOUR_NS),
    (mark("Alerts", "For a day"), 24 * HOUR_NS),
    (mark("Alerts", "For a week"), 7 * 24 * HOUR_NS),
)
_PRICE: Final = "price "
_VALUE: Final = "value "
_LONGEST_NUMBER: Final = 20


@frozen
class Watchable:
    """Something that an alert can be set on: a price where `alert` is None, else what it holds.

    `level` is what stands in the field to begin with.
    """

    words: str
    unit: Unit
    instrument: Instrument | None = None
    alert: ValueAlert | None = None
    level: str = ""


@frozen
class AlertForm:
    """What is filled in of an alert. `lasting` numbers how long it holds; None leaves that."""

    level: str
    direction: Direction = Direction.CROSSES
    each: bool = False
    lasting: int | None = 0
    note: str = ""


@frozen
class AlertRow:
    """An alert as it is listed. `now` is what the value is, a dash while it is not known."""

    key: str
    what: str
    condition: str
    now: str
    terms: AlertTerms
    until: datetime | None


class AlertListViewModel:
    """All alerts on prices and on other values, in one list.

    `watchables` says what an alert can be set on now, `instrument` what a symbol is, `words` how
    alerts are written.
    """

    def __init__(
        self,
        *,
        prices: PriceAlerts,
        values: ValueAlerts,
        watchables: Callable[[], Sequence[Watchable]],
        words: AlertWords,
        instrument: Callable[[str], Instrument],
        last_ticks: Callable[[str], int | None],
        now_ns: Callable[[], int],
    ) -> None:
        self._prices = prices
        self._values = values
        self.watchables = watchables
        self._words = words
        self._instrument = instrument
        self._last_ticks = last_ticks
        self._now_ns = now_ns
        self._dirty = True
        self._second = -1
        self._rows: Sequence[AlertRow] = ()
        self.changed: Observers[None] = Observers()
        self._stops = (
            prices.changed.connect(lambda _: self._forget()),
            values.changed.connect(lambda _: self._forget()),
        )

    def close(self) -> None:
        """Stop listening."""
        for stop in self._stops:
            stop()

    def _forget(self) -> None:
        self._dirty = True

    # The list.

    @property
    def rows(self) -> Sequence[AlertRow]:
        """All alerts, as of the last flush."""
        return self._rows

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._prices.all) + len(self._values.all)

    def flush(self) -> None:
        """Take over changes at once, and what the values are once a second."""
        second = self._now_ns() // NANOSECONDS
        if self._dirty or second != self._second:
            self._dirty, self._second = False, second
            prices = [self._price_row(alert) for alert in self._prices.all]
            self._rows = [*prices, *(self._value_row(alert) for alert in self._values.all)]
            self.changed.emit(None)

    def _price_row(self, alert: PriceAlert) -> AlertRow:
        instrument, level = self._instrument(alert.symbol), self._words.level(alert)
        last = self._last_ticks(alert.symbol)
        now = None if last is None else instrument.from_ticks(last)
        return self._row(
            _PRICE + alert.alert_id,
            formats.symbol(alert.symbol),
            level,
            formats.price(now, instrument),
            alert.terms,
        )

    def _value_row(self, alert: ValueAlert) -> AlertRow:
        value = self._values.value(alert.alert_id)
        now = formats.NOTHING if value is None else self._words.written(alert, value)
        level = self._words.written(alert, alert.level)
        return self._row(_VALUE + alert.alert_id, alert.called, level, now, alert.terms)

    def _row(self, key: str, what: str, level: str, now: str, terms: AlertTerms) -> AlertRow:
        verb = translate(
            "Alerts", next(words for words, one in DIRECTIONS if one is terms.direction)
        )
        until = None if terms.until_ns is None else self._words.local(terms.until_ns)
        return AlertRow(key, what, f"{within(verb)} {level}", now, terms, until)

    def _known(self, symbol: str) -> Instrument | None:
        return self._instrument(symbol) if symbol else None

    # What the trader does.

    def set(self, on: Watchable, form: AlertForm) -> str:
        """Set an alert; return what stands against it, or ""."""
        if self.count >= MOST:
            return translate("Alerts", "There are {MOST} alerts already. Delete one first.").format(
                MOST=MOST
            )
        try:
            level, terms = self._level(form.level, on.unit, on.instrument), self._terms(form, None)
        except NotReadable as unreadable:
            return str(unreadable)
        if on.alert is not None:
            self._values.add(replace(on.alert, level=level, terms=terms))
            return ""
        if on.instrument is None:
            return translate("Alerts", "This cannot be watched any more")
        made = self._prices.add(on.instrument, int(level), terms)
        self._prices.change(made.alert_id, terms)
        return ""

    def edit(self, key: str, form: AlertForm) -> str:
        """Change an alert; return what stands against it, or ""."""
        price, value = self._found(key)
        try:
            if price is not None:
                instrument = self._instrument(price.symbol)
                ticks = int(self._level(form.level, Unit.PRICE, instrument))
                self._prices.move(price.alert_id, ticks)
                self._prices.change(price.alert_id, self._terms(form, price.terms))
            elif value is not None:
                unit, instrument_of = self._words.unit_of(value), self._known(value.symbol)
                level = self._level(form.level, unit, instrument_of)
                terms = self._terms(form, value.terms)
                self._values.put(replace(value, level=level, terms=terms))
            else:
                return translate("Alerts", "The alert has ended meanwhile")
        except NotReadable as unreadable:
            return str(unreadable)
        return ""

    def form_of(self, key: str) -> AlertForm | None:
        """Return what is filled in of an alert; None once it has ended."""
        price, value = self._found(key)
        if price is not None:
            instrument, terms = self._instrument(price.symbol), price.terms
            level = formats.price(instrument.from_ticks(price.ticks), instrument)
        elif value is not None:
            level, terms = self._typed(value), value.terms
        else:
            return None
        return AlertForm(level, terms.direction, terms.each, None, terms.note)

    def _typed(self, alert: ValueAlert) -> str:
        """The level as it is typed: a price in its notation, anything else as a plain number."""
        if self._words.unit_of(alert) is Unit.PRICE:
            return self._words.written(alert, alert.level)
        return f"{Decimal(repr(alert.level)).normalize():f}"

    def rest(self, key: str, *, enabled: bool) -> None:
        """Let an alert rest, or watch again."""
        price, value = self._found(key)
        if price is not None:
            self._prices.change(price.alert_id, replace(price.terms, enabled=enabled))
        elif value is not None:
            self._values.put(replace(value, terms=replace(value.terms, enabled=enabled)))

    def remove(self, key: str) -> None:
        """Take an alert away."""
        price, value = self._found(key)
        if price is not None:
            self._prices.remove(price.alert_id)
        elif value is not None:
            self._values.remove(value.alert_id)

    def _found(self, key: str) -> tuple[PriceAlert | None, ValueAlert | None]:
        if key.startswith(_PRICE):
            return self._prices.find(key.removeprefix(_PRICE)), None
        return None, self._values.find(key.removeprefix(_VALUE))

    def _terms(self, form: AlertForm, before: AlertTerms | None) -> AlertTerms:
        """What is asked for; raises NotReadable for a note that is too long."""
        if len(form.note) > LONGEST_NOTE:
            raise NotReadable(
                translate("Alerts", "A note has at most {LONGEST_NOTE} characters").format(
                    LONGEST_NOTE=LONGEST_NOTE
                )
            )
        if form.lasting is None and before is not None:
            until_ns = before.until_ns
        else:
            length_ns = LASTING[form.lasting or 0][1]
            until_ns = None if length_ns is None else self._now_ns() + length_ns
        enabled = True if before is None else before.enabled
        return AlertTerms(form.direction, form.each, until_ns, form.note.strip(), enabled)

    def _level(self, text: str, unit: Unit, instrument: Instrument | None) -> float:
        """The level that was typed: a price in ticks; raises NotReadable."""
        if unit is Unit.PRICE and instrument is not None:
            price = instrument.nearest_price(read_price(text, instrument))
            return float(instrument.to_ticks(price))
        value = _number(text)
        if unit is Unit.SECONDS and value <= 0:
            raise NotReadable(translate("Alerts", "A silence is longer than nothing"))
        return value


def _number(text: str) -> float:
    """Read a number with a sign, separators and a money sign; raises NotReadable."""
    plain = text.strip().replace(MINUS, "-").replace(",", "").replace(formats.money_sign(), "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise NotReadable(
            translate("Alerts", "{text!r} is not a number").format(text=text.strip())
        ) from None
    if not math.isfinite(value) or len(plain) > _LONGEST_NUMBER:
        raise NotReadable(translate("Alerts", "{text!r} is not a number").format(text=text.strip()))
    return float(value)
