"""What alerts of one's own can be set on in the window: prices, studies, lines, accounts, feeds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from traderterminal.app.charts import Chart, Charts
from traderterminal.app.engine import Engine
from traderterminal.app.own_alerts import OwnAlerts
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.kit.language import translate, within
from traderterminal.market.indicators.catalogue import CATALOGUE
from traderterminal.market.value_alerts import LineOf, StudyOf, Subject, ValueAlert
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.viewmodels.alert_list import AlertListViewModel, Watchable
from traderterminal.ui.viewmodels.alert_words import Unit, unit_of
from traderterminal.ui.viewmodels.drawing import KIND_WORDS, Drawing, Kind
from traderterminal.ui.viewmodels.drawing_book import DrawingBook
from traderterminal.ui.viewmodels.study import ShownStudy

USUAL_SILENCE: Final = "5"
#: Lines that go on before their first anchor, and beyond their second.
_LINES: Final = {
    Kind.TREND: (False, False),
    Kind.RAY: (False, True),
    Kind.EXTENDED: (True, True),
    Kind.HORIZONTAL: (True, True),
}


class AlertOffers:
    """What the trader's own alerts can be set on in the window, and the list of them.

    `charts` say which symbol, studies and drawings an alert can be set on; `book` holds the
    drawings, and a line that is moved takes its alerts along.
    """

    def __init__(
        self,
        engine: Engine,
        own: OwnAlerts,
        charts: Charts,
        accounts: AccountChoiceViewModel,
        book: DrawingBook,
    ) -> None:
        self._engine = engine
        self._own = own
        self._charts = charts
        self._accounts = accounts
        self._book = book
        self._keys: dict[str, int] = {}  # of the drawings that alerts are on
        hub = engine.hub
        self.list = AlertListViewModel(
            prices=own.prices,
            values=own.values,
            watchables=lambda: list(self._watchables()),
            words=own.words,
            instrument=engine.symbols.instrument,
            last_ticks=self._last_ticks,
            now_ns=lambda: hub.clock.now_ns(),
        )
        self._find_lines()
        self._stops = (
            book.changed.connect(lambda _: self._follow_lines()),
            own.values.changed.connect(lambda _: self._find_lines()),
        )

    def close(self) -> None:
        """Stop listening."""
        self.list.close()
        for stop in self._stops:
            stop()

    def _last_ticks(self, symbol: str) -> int | None:
        trade = self._engine.hub.last_trade(symbol)
        return None if trade is None else trade.price

    # What an alert can be set on.

    def _watchables(self) -> Iterator[Watchable]:
        chart = self._charts.active
        instrument = chart.vm.instrument
        if instrument is not None:
            yield self._price(instrument)
            yield from self._on_studies(chart, instrument)
            yield from self._on_lines(chart, instrument)
        yield from self._on_accounts()
        if instrument is not None:
            symbol = formats.symbol(instrument.symbol)
            silence = ValueAlert(
                "",
                Subject.SILENCE,
                0.0,
                translate("Alerts", "Silence of {symbol}").format(symbol=symbol),
                symbol=instrument.symbol,
            )
            words = translate("Alerts", "Silence of the {symbol} feed, in seconds").format(
                symbol=symbol
            )
            yield Watchable(words, Unit.SECONDS, instrument, silence, USUAL_SILENCE)

    def _price(self, instrument: Instrument) -> Watchable:
        last = self._last_ticks(instrument.symbol)
        level = "" if last is None else formats.price(instrument.from_ticks(last), instrument)
        return Watchable(
            translate("Alerts", "Price of {symbol}").format(
                symbol=formats.symbol(instrument.symbol)
            ),
            Unit.PRICE,
            instrument,
            level=level,
        )

    def _on_studies(self, chart: Chart, instrument: Instrument) -> Iterator[Watchable]:
        resolution, shown = str(chart.vm.resolution), chart.vm.resolution_name
        for row in chart.studies.rows:
            if row.choices.kind not in CATALOGUE:
                continue
            for output in row.outputs:
                if not row.is_drawn(output):
                    continue
                is_named = len(row.outputs) == 1 or output.label in row.name
                name = row.name if is_named else f"{row.name} {output.label}"
                called = translate("Alerts", "{name} of {symbol}, {shown}").format(
                    name=name, symbol=formats.symbol(instrument.symbol), shown=shown
                )
                settings = tuple(sorted(row.choices.settings.items()))
                study = StudyOf(row.choices.kind, settings, output.name, resolution)
                yield from self._on_study(row, called, study, instrument)

    def _on_study(
        self, row: ShownStudy, called: str, study: StudyOf, instrument: Instrument
    ) -> Iterator[Watchable]:
        symbol = instrument.symbol
        value = ValueAlert("", Subject.STUDY, 0.0, called, symbol=symbol, study=study)
        yield Watchable(called, unit_of(value), instrument, value)
        if row.is_of_price:
            words = translate("Alerts", "Price against {called}").format(called=called)
            against = replace(value, subject=Subject.PRICE_TO_STUDY, called=words)
            yield Watchable(
                translate("Alerts", "{words}, ticks apart").format(words=words),
                Unit.TICKS,
                instrument,
                against,
                "0",
            )

    def _on_lines(self, chart: Chart, instrument: Instrument) -> Iterator[Watchable]:
        resolution, symbol = str(chart.vm.resolution), instrument.symbol
        for number, drawing in enumerate(self._book.of(symbol).drawings, start=1):
            line = _line_of(drawing, resolution)
            if line is None:
                continue
            words = translate("Alerts", "Price against {drawing} {number}").format(
                drawing=within(translate("Drawings", KIND_WORDS[drawing.kind])), number=number
            )
            called = translate("Alerts", "{words} of {symbol}").format(
                words=words, symbol=formats.symbol(symbol)
            )
            alert = ValueAlert("", Subject.PRICE_TO_LINE, 0.0, called, symbol=symbol, line=line)
            yield Watchable(
                translate("Alerts", "{called}, ticks apart").format(called=called),
                Unit.TICKS,
                instrument,
                alert,
                "0",
            )

    def _on_accounts(self) -> Iterator[Watchable]:
        for entry in self._accounts.accounts:
            called = translate("Alerts", "Day result of {name}").format(name=entry.name)
            day = ValueAlert("", Subject.DAY_RESULT, 0.0, called, account=entry.account)
            yield Watchable(called, Unit.MONEY, alert=day)
        for position in self._engine.desk.positions.values():
            if position.is_flat:
                continue
            name = self._accounts.name_of(position.account)
            of = translate("Alerts", "{symbol} in {name}").format(
                symbol=formats.symbol(position.symbol), name=name
            )
            held = ValueAlert(
                *(
                    "",
                    Subject.POSITION,
                    0.0,
                    translate("Alerts", "Position {of}").format(of=of),
                    position.account,
                    position.symbol,
                )
            )
            result = replace(
                held,
                subject=Subject.OPEN_RESULT,
                called=translate("Alerts", "Open result {of}").format(of=of),
            )
            yield Watchable(result.called, Unit.MONEY, alert=result)
            yield Watchable(held.called, Unit.QUANTITY, alert=held, level="0")

    # Lines that are moved.

    def _find_lines(self) -> None:
        """Know again, after a start, which drawing each alert on a line is on."""
        for alert in self._own.values.all:
            if alert.line is None or alert.alert_id in self._keys:
                continue
            found = (
                one.key
                for one in self._book.of(alert.symbol).drawings
                if _line_of(one, alert.line.resolution) == alert.line
            )
            key = next(found, None)
            if key is not None:
                self._keys[alert.alert_id] = key

    def _follow_lines(self) -> None:
        """Let alerts go along with their lines; one whose line is gone ends, and that is told."""
        for alert in self._own.values.all:
            key = self._keys.get(alert.alert_id)
            if key is None or alert.line is None:
                continue
            drawing = self._book.of(alert.symbol).find(key)
            line = None if drawing is None else _line_of(drawing, alert.line.resolution)
            if line is None:
                del self._keys[alert.alert_id]
                self._own.values.remove(alert.alert_id)
                self._own.tell_ended(alert, Message("own_alert", variant="line_deleted"))
            elif line != alert.line:
                self._own.values.put(replace(alert, line=line))


def _line_of(drawing: Drawing, resolution: str) -> LineOf | None:
    """The line that a drawing is, as a chart of a bar length has it; None where it is no line."""
    reach = _LINES.get(drawing.kind)
    if reach is None:
        return None
    anchors: Sequence[tuple[int, int]] = [(one.at_ns, one.ticks) for one in drawing.anchors]
    before, beyond = reach
    return LineOf(tuple(anchors), resolution, begins=not before, ends=not beyond)
