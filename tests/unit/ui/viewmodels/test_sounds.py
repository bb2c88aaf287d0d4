"""Sounds: which event is heard as what, how often, and what a mute lets through."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import fill, order
from tests.support.paper_desk import PaperDesk, paper_desk, wish
from traderterminal.desk.desk import FillBooked, OrderChanged
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import AlertRecord, AlertStatus
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.observe import Observers
from traderterminal.market.alert_terms import ToldAlert
from traderterminal.ui.viewmodels.sounds import (
    GRAVE,
    QUIET_NS,
    Mute,
    Silence,
    SoundChoice,
    SoundName,
    SoundsViewModel,
)


class Heard(Silence):
    def __init__(self) -> None:
        self.played: list[tuple[SoundName, int]] = []
        self.said: list[str] = []

    def play(self, name: SoundName, volume: int) -> None:
        self.played.append((name, volume))

    def speak(self, words: str) -> None:
        self.said.append(words)

    @property
    def names(self) -> list[SoundName]:
        return [name for name, _ in self.played]


class Bench:
    def __init__(self) -> None:
        self.paper: PaperDesk = paper_desk()
        self.alerts: Observers[AlertRecord] = Observers()
        self.heard = Heard()
        self.now_ns = 5 * NANOSECONDS
        self.vm = SoundsViewModel(
            sound=self.heard,
            choice=SoundChoice(volume=40),
            desk=self.paper.desk,
            alerts=self.alerts,
            monotonic_ns=lambda: self.now_ns,
        )

    def fills(self, number: str, made: Order, before: int, after: int) -> None:
        """A fill of an order books a position."""
        change = after - before
        side = Side.BUY if change > 0 else Side.SELL
        booked = fill(number, side, str(abs(change)), "4800", order_id=made.order_id)
        position = replace(Position("paper", "ESH2024", Decimal(50)), quantity=Decimal(after))
        account = self.paper.desk.accounts["paper"]
        self.paper.tracker.orders[made.order_id] = made
        self.paper.desk.changed.emit(FillBooked(booked, position, account))


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    await made.paper.open()
    yield made
    made.vm.close()
    assert len(made.alerts) == 0
    await made.paper.tasks.aclose()


STOP = order(order_id="TT2", order_type=OrderType.STOP, stop_price=Decimal(4790), side=Side.SELL)


@pytest.mark.parametrize(
    ("made", "before", "after", "name"),
    [
        (order(), 0, 1, SoundName.FILL),
        (replace(STOP, link="SL"), 1, 0, SoundName.STOP),
        (STOP, 1, 0, SoundName.STOP),
        (STOP, 0, -1, SoundName.FILL),
        (STOP, 1, -1, SoundName.FILL),
        (order(order_type=OrderType.LIMIT, link="T1"), -1, 0, SoundName.TARGET),
        (order(link="TX"), -1, 0, SoundName.FILL),
    ],
    ids=[
        "entry",
        "stop of a bracket",
        "stop by hand",
        "stop that enters",
        "stop that turns",
        "target",
        "timed exit",
    ],
)
async def test_a_fill_sounds_as_what_it_was(
    bench: Bench, made: Order, before: int, after: int, name: SoundName
) -> None:
    bench.fills("f1", made, before, after)
    assert bench.heard.played == [(name, 40)]


async def test_one_order_is_heard_once_a_second_and_another_at_once(bench: Bench) -> None:
    bench.fills("f1", order(), 0, 1)
    bench.now_ns += QUIET_NS - 1
    bench.fills("f2", order(), 1, 2)
    bench.fills("f3", order(order_id="TT9"), 2, 3)
    assert len(bench.heard.played) == 2
    bench.now_ns += 1
    bench.fills("f4", order(), 3, 4)
    assert len(bench.heard.played) == 3


async def test_a_refusal_is_heard_and_a_close_with_nothing_to_do_is_not(bench: Bench) -> None:
    refused = await bench.paper.desk.place(wish(quantity=500))
    assert refused.status is OrderStatus.DENIED
    assert bench.heard.names == [SoundName.REJECT]
    nothing = order(order_id="TT8", quantity=0).revised(status=OrderStatus.DENIED)
    bench.paper.desk.changed.emit(OrderChanged(nothing))
    assert bench.heard.names == [SoundName.REJECT]


async def test_an_alert_is_heard_once_whatever_becomes_of_it(bench: Bench) -> None:
    for number, status in (("1", AlertStatus.ACCEPTED), ("1", AlertStatus.EXECUTED)):
        bench.alerts.emit(AlertRecord(f"AL{number}", 1, status, body="{}"))
        bench.now_ns += QUIET_NS
    assert bench.heard.names == [SoundName.ALERT]
    bench.alerts.emit(AlertRecord("AL2", 1, AlertStatus.REJECTED, body="{}"))
    assert bench.heard.names == [SoundName.ALERT] * 2


async def test_an_alert_of_ones_own_is_heard_and_said_once_it_is_reached(bench: Bench) -> None:
    bench.vm.choice = SoundChoice(speech=True)
    fell = Message("own_alert", {"what": "ESH2024", "level": "4,800.00"}, "fell")
    told = ToldAlert("A1", fell, (), 1)
    bench.vm.hear_own(replace(told, reached=False))
    assert bench.heard.names == []
    bench.vm.hear_own(told)
    assert bench.heard.names == [SoundName.ALERT]
    assert bench.heard.said == ["ESH2024 fell to 4,800.00"]


async def test_fills_are_said_where_that_is_wanted(bench: Bench) -> None:
    bench.fills("f1", order(), 0, 2)
    assert bench.heard.said == []
    bench.vm.choice = SoundChoice(speech=True)
    bench.fills("f2", order(order_id="TT5"), 2, 1)
    assert bench.heard.said == ["Sold 1 ESH2024"]


@pytest.mark.parametrize("name", SoundName)
async def test_a_mute_lets_through_what_must_not_be_missed(bench: Bench, name: SoundName) -> None:
    for mute, heard in ((Mute.OFF, True), (Mute.MOST, name in GRAVE), (Mute.ALL, False)):
        bench.vm.choice = SoundChoice(mute)
        bench.vm.play(name, key=mute, words="words")
        assert (bench.heard.names == [name]) is heard
        bench.heard.played.clear()
    assert {SoundName.DISCONNECT, SoundName.BREACH} == GRAVE
