"""The list of alerts without its widget."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count

import pytest

from tests.support.builders import AAPL, ES, INSTRUMENTS
from tests.support.market import SECOND, a_hub, a_trade
from traderterminal.kit.clock import VirtualClock, to_datetime
from traderterminal.market.alert_terms import AlertTerms, Direction
from traderterminal.market.price_alerts import PriceAlerts
from traderterminal.market.value_alerts import Subject, ValueAlert, ValueAlerts
from traderterminal.ui.viewmodels import alert_list
from traderterminal.ui.viewmodels.alert_list import (
    LASTING,
    AlertForm,
    AlertListViewModel,
    Watchable,
)
from traderterminal.ui.viewmodels.alert_words import AlertWords, Unit

NOON_NS = 1_704_974_400 * SECOND
PRICE = Watchable("Price of ESH2024", Unit.PRICE, ES)
UNITS = {
    Subject.DAY_RESULT: Unit.MONEY,
    Subject.POSITION: Unit.QUANTITY,
    Subject.SILENCE: Unit.SECONDS,
    Subject.PRICE_TO_LINE: Unit.TICKS,
    Subject.STUDY: Unit.PRICE,
    Subject.OPEN_RESULT: Unit.NUMBER,
}


def on(subject: Subject) -> Watchable:
    alert = ValueAlert("", subject, 0.0, "It", "paper", "ESH2024")
    return Watchable("It", UNITS[subject], ES, alert)


class Bench:
    def __init__(self) -> None:
        self.clock = VirtualClock(NOON_NS)
        self.hub = a_hub(self.clock)
        self.value: float | None = 0.0
        numbers = count(1)
        new_id = lambda: f"A{next(numbers)}"  # noqa: E731 - a short id source
        self.prices = PriceAlerts(self.hub, new_id)
        self.values = ValueAlerts(lambda _: self.value, new_id, self.clock.now_ns)
        self.list = AlertListViewModel(
            prices=self.prices,
            values=self.values,
            watchables=lambda: [PRICE],
            words=AlertWords(
                INSTRUMENTS.__getitem__,
                to_datetime,
                lambda instrument, at_ns: to_datetime(at_ns),
                lambda alert: UNITS[alert.subject],
            ),
            instrument=INSTRUMENTS.__getitem__,
            last_ticks=self.last,
            now_ns=self.clock.now_ns,
        )

    def last(self, symbol: str) -> int | None:
        trade = self.hub.last_trade(symbol)
        return None if trade is None else trade.price

    def rows(self) -> list[tuple[str, str, str]]:
        self.list.flush()
        return [(row.what, row.condition, row.now) for row in self.list.rows]

    def trade(self, ticks: int) -> None:
        self.hub.publish(a_trade(ticks, 1, self.clock.now_ns()))


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.list.close()
    made.prices.close()


@pytest.mark.parametrize(
    ("subject", "level", "value", "condition", "now"),
    [
        (Subject.DAY_RESULT, "-$1,500.5", -3.0, "crosses −$1,500.50", "−$3.00"),
        (Subject.POSITION, "−2", 1.0, "crosses −2", "1"),
        (Subject.SILENCE, "5", float("inf"), "crosses 5.0 s", "no feed"),
        (Subject.PRICE_TO_LINE, "4", -12.4, "crosses +4 t", "−12 t"),
        (Subject.STUDY, "4,800.10", 19_200.6, "crosses 4,800.00", "4,800.25"),
        (Subject.OPEN_RESULT, "70", 33.337, "crosses 70", "33.34"),
        (Subject.POSITION, "0", None, "crosses 0", "—"),
    ],
)
def test_values_are_typed_and_written_in_their_unit(
    bench: Bench, subject: Subject, level: str, value: float | None, condition: str, now: str
) -> None:
    bench.value = value
    assert bench.list.set(on(subject), AlertForm(level)) == ""
    assert bench.rows() == [("It", condition, now)]
    (row,) = bench.list.rows
    form = bench.list.form_of(row.key)
    assert form is not None
    assert bench.list.edit(row.key, form) == ""
    assert bench.rows() == [("It", condition, now)]


@pytest.mark.parametrize("text", ["", "much", "NaN", "inf", "1e999", "1" * 30, "--5"])
def test_what_is_no_number_is_said(bench: Bench, text: str) -> None:
    assert "is not a number" in bench.list.set(on(Subject.DAY_RESULT), AlertForm(text))
    assert bench.list.count == 0


def test_a_price_snaps_and_has_its_terms_also_where_there_was_an_alert(bench: Bench) -> None:
    bench.prices.add(ES, 19_240)
    form = AlertForm("4810.10", Direction.FALLS, each=True, lasting=1, note=" mind ")
    assert bench.list.set(PRICE, form) == ""
    (alert,) = bench.prices.all
    assert alert.ticks == 19_240
    wanted = AlertTerms(Direction.FALLS, each=True, until_ns=NOON_NS + 3600 * SECOND, note="mind")
    assert alert.terms == wanted
    assert "not a price" in bench.list.set(PRICE, AlertForm("x"))
    assert "above zero" in bench.list.set(Watchable("", Unit.PRICE, AAPL), AlertForm("-1"))
    assert "cannot be watched" in bench.list.set(Watchable("", Unit.NUMBER), AlertForm("1"))


def test_how_long_it_lasts_is_left_or_begins_anew(bench: Bench) -> None:
    bench.list.set(on(Subject.POSITION), AlertForm("1", lasting=1))
    bench.list.flush()
    (row,) = bench.list.rows
    bench.clock.advance_to(NOON_NS + SECOND)
    bench.list.edit(row.key, AlertForm("2", lasting=None))
    assert bench.values.all[0].terms.until_ns == NOON_NS + 3600 * SECOND
    bench.list.edit(row.key, AlertForm("2", lasting=1))
    assert bench.values.all[0].terms.until_ns == NOON_NS + 3601 * SECOND
    bench.list.edit(row.key, AlertForm("2", lasting=0))
    assert bench.values.all[0].terms.until_ns is None
    assert LASTING[0][1] is None


def test_there_is_an_end_to_alerts_and_to_notes(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "at most" in bench.list.set(on(Subject.POSITION), AlertForm("1", note="x" * 121))
    monkeypatch.setattr(alert_list, "MOST", 1)
    assert bench.list.set(on(Subject.POSITION), AlertForm("1")) == ""
    assert "already" in bench.list.set(PRICE, AlertForm("4800"))


def test_one_that_has_ended_is_changed_no_more(bench: Bench) -> None:
    bench.list.set(on(Subject.POSITION), AlertForm("1"))
    bench.list.flush()
    (row,) = bench.list.rows
    bench.list.remove(row.key)
    assert bench.list.form_of(row.key) is None
    assert bench.list.edit(row.key, AlertForm("2")) == "The alert has ended meanwhile"
    bench.list.rest(row.key, enabled=False)
    bench.list.remove(row.key)
    assert bench.rows() == []


def test_a_frame_tells_of_changes_at_once_and_of_values_once_a_second(bench: Bench) -> None:
    bench.list.set(PRICE, AlertForm("4810"))
    told: list[None] = []
    bench.list.changed.connect(told.append)
    assert bench.rows()[0][2] == "—"
    bench.trade(19_200)
    for _ in range(2):
        bench.list.flush()
        assert len(told) == 2  # the alert learned its side
    bench.clock.advance_to(NOON_NS + SECOND)
    assert bench.rows()[0][2] == "4,800.00"
    assert ES.from_ticks(19_200) == Decimal("4800.00")
