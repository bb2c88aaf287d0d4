"""How many orders left, and when the same one left last."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import order
from traderterminal.desk import pace
from traderterminal.desk.gate import Pace
from traderterminal.desk.pace import DAY_NS, PaceKeeper
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Denied, Order
from traderterminal.kit.clock import NANOSECONDS, VirtualClock


class Timeline:
    """Orders that leave at given seconds."""

    def __init__(self) -> None:
        self.clock = VirtualClock(0)
        self.keeper = PaceKeeper(self.clock)

    def send(self, *seconds: float, **changes: object) -> None:
        for second in seconds:
            self.clock.advance_to(int(second * NANOSECONDS))
            made = order(**changes)  # type: ignore[arg-type] # changes are checked by use
            self.keeper.pace(made)  # the gate asks before each
            self.keeper.left(made)

    def at(self, second: float, asked: Order | None = None) -> Pace:
        self.clock.advance_to(int(second * NANOSECONDS))
        return self.keeper.pace(asked or order(quantity=9))


def counts(found: Pace) -> tuple[int, int, int]:
    return found.last_second, found.last_minute, found.today


def test_nothing_left_yet() -> None:
    assert Timeline().at(1) == Pace()


def test_each_window_counts_what_left_within_it_and_not_at_its_edge() -> None:
    line = Timeline()
    line.send(0, 10, 59.5, 60)
    assert counts(line.at(60)) == (2, 3, 4)  # 0 s left a whole minute ago
    assert counts(line.at(60.5)) == (1, 3, 4)
    assert counts(line.at(61)) == (0, 3, 4)
    assert counts(line.at(120)) == (0, 0, 4)
    assert counts(line.at(86_400)) == (0, 0, 3)
    assert counts(line.at(3 * 86_400)) == (0, 0, 0)


def test_accounts_do_not_add_up() -> None:
    line = Timeline()
    line.send(1, 2, account="other")
    assert counts(line.at(2)) == (0, 0, 0)
    assert counts(line.at(2, order(account="other"))) == (1, 2, 2)


def test_automation_is_counted_by_strategy_and_apart_from_what_is_done_by_hand() -> None:
    line = Timeline()
    line.send(1, 2)
    line.send(3, 4, strategy="orb")
    line.send(5, strategy="trend")
    line.send(6, alert_id="AL1")
    assert line.at(10, order(strategy="orb")).automated_last_minute == 2
    assert line.at(10, order(strategy="trend")).automated_last_minute == 1
    assert line.at(10, order(alert_id="AL2")).automated_last_minute == 1  # of no strategy
    assert line.at(63.5, order(strategy="orb")).automated_last_minute == 1
    assert line.at(63.5).last_minute == 3  # of every kind


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"order_id": "TT2", "client_order_id": "mine", "strategy": "orb"}, True),
        ({"side": Side.SELL}, False),
        ({"quantity": 2}, False),
        ({"limit_price": Decimal(4800)}, False),
        ({"stop_price": Decimal(4800)}, False),
        ({"symbol": "ESM2024"}, False),
        ({"account": "other"}, False),
    ],
)
def test_the_same_order_is_known_by_its_terms(change: dict[str, object], same: bool) -> None:
    line = Timeline()
    line.send(0.5)
    found = line.at(2.0, order(**change)).same_seconds_ago  # type: ignore[arg-type] # by use
    assert found == (Decimal("1.5") if same else None)


def test_the_latest_of_the_same_orders_counts() -> None:
    line = Timeline()
    line.send(1, 2, 3)
    assert line.at(3.25, order()).same_seconds_ago == Decimal("0.25")


def test_memory_stays_bounded_and_keeps_the_last_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "REMEMBERED", 100)
    line = Timeline()
    line.send(1, quantity=7)
    for number in range(100):
        line.send(70 + number * 0.1, quantity=100 + number)
    assert line.at(80, order(quantity=7)).same_seconds_ago is None  # dropped: 79 s old
    assert line.at(80, order(quantity=101)).same_seconds_ago is not None
    assert line.at(80).today == 101  # still counted


def test_what_left_an_account_within_a_day_is_counted_without_an_order_at_hand() -> None:
    made = Timeline()
    made.send(0, 1, 86_000)
    assert made.keeper.today("paper") == 3
    assert made.keeper.today("other") == 0
    made.at(86_400.5)
    assert made.keeper.today("paper") == 2


def test_what_earlier_runs_sent_within_a_day_goes_on_counting() -> None:
    clock = VirtualClock(2 * DAY_NS)
    keeper = PaceKeeper(clock)

    def sent(seconds_ago: float, **changes: Any) -> Order:
        at_ns = clock.now_ns() - int(seconds_ago * NANOSECONDS)
        return order(created_ns=at_ns, **changes)

    keeper.load(
        [
            sent(30, strategy="orb"),
            sent(0.5, limit_price=Decimal(4800)),
            sent(7_200),
            sent(86_401),  # yesterday
            sent(-60),  # on a market that was ahead of its time
            sent(1, source="external"),
            sent(1, attached=True),  # in one request with its entry
            order(Denied(Message("halted")), created_ns=clock.now_ns()),
        ]
    )
    asked = order(strategy="orb", limit_price=Decimal(4800))
    assert keeper.pace(asked) == Pace(1, 2, 3, 1, Decimal("0.5"))
    clock.advance_to(clock.now_ns() + 80_000 * NANOSECONDS)
    assert keeper.today("paper") == 2
