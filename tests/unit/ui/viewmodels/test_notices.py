"""Notices: fills for a moment, refusals until they are seen."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest_asyncio

from tests.support.builders import INSTRUMENTS, fill, order
from tests.support.paper_desk import PaperDesk, paper_desk, wish
from traderterminal.desk.desk import FillBooked, OrderChanged
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderStatus
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import (
    Action,
    AlertRecord,
    AlertStatus,
    Approval,
    Decision,
    Signal,
)
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.observe import Observers
from traderterminal.market.alert_terms import ToldAlert
from traderterminal.ui.viewmodels.notices import ASK_SECONDS, FILL_SECONDS, Notice, NoticesViewModel
from traderterminal.ui.viewmodels.rule_room import RuleRoom, RuleWarning


class Bench:
    """Notices of a paper desk whose account `paper` is called Practice."""

    def __init__(self) -> None:
        self.paper: PaperDesk = paper_desk()
        self.alerts: Observers[AlertRecord] = Observers()
        self.now_ns = 0
        self.told = 0
        self.vm = NoticesViewModel(
            desk=self.paper.desk,
            alerts=self.alerts,
            instrument=INSTRUMENTS.__getitem__,
            name_of=lambda account: "Practice" if account == "paper" else account,
            monotonic_ns=lambda: self.now_ns,
        )
        self.vm.changed.connect(self._count)

    def _count(self, _: None) -> None:
        self.told += 1

    def book(self, fill_id: str, quantity: str, price: str, order_id: str = "TT1") -> None:
        booked = fill(fill_id, Side.BUY, quantity, price, order_id=order_id)
        account = self.paper.desk.accounts["paper"]
        position = Position("paper", "ESH2024", Decimal(50))
        self.paper.desk.changed.emit(FillBooked(booked, position, account))

    def titles(self) -> list[str]:
        self.vm.flush()
        return [notice.title for notice in self.vm.shown]


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    await made.paper.open()
    yield made
    made.vm.close()
    assert len(made.alerts) == 0
    await made.paper.tasks.aclose()


def alert(status: AlertStatus, reason: Message | None = None) -> AlertRecord:
    return AlertRecord(alert_id="AL1", received_ns=1, body="{}", status=status, reason=reason)


async def test_a_fill_is_told_and_leaves_by_itself(bench: Bench) -> None:
    await bench.paper.desk.place(wish(quantity=2))
    await bench.paper.drained()
    assert bench.titles() == ["Bought 2 ESH2024 @ 4,800.25"]
    assert bench.vm.shown[0].detail == "Practice"
    assert bench.told == 1
    bench.now_ns = FILL_SECONDS * NANOSECONDS - 1
    assert len(bench.titles()) == 1
    bench.now_ns += 1
    assert bench.titles() == []
    assert bench.told == 2


async def test_the_fills_of_one_order_are_one_notice(bench: Bench) -> None:
    bench.book("f1", "1", "4800.00")
    bench.book("f2", "3", "4801.00")
    assert bench.titles() == ["Bought 4 ESH2024 @ 4,800.75"]


async def test_a_refusal_stays_until_it_is_dismissed(bench: Bench) -> None:
    refused = await bench.paper.desk.place(wish(quantity=500))
    assert refused.status is OrderStatus.DENIED
    bench.now_ns = 3600 * NANOSECONDS
    assert bench.titles() == ["Refused: Buy 500 ESH2024 on Practice"]
    (notice,) = bench.vm.shown
    assert notice.detail.startswith("500 ESH2024 is more than")
    assert (notice.pane, notice.about) == ("Orders", refused.order_id)
    bench.vm.dismiss(notice.key)
    assert bench.titles() == []


async def test_what_a_broker_refuses_begins_with_his_words(bench: Bench) -> None:
    reason = Message("refused_by_broker", {"text": "not enough margin"})
    rejected = replace(order(), status=OrderStatus.REJECTED, reason=reason)
    bench.paper.desk.changed.emit(OrderChanged(rejected))
    assert bench.titles() == ["Refused by broker: not enough margin"]
    assert bench.vm.shown[0].detail == "Buy 1 ESH2024, Practice"


async def test_an_unknown_outcome_is_told_and_stays(bench: Bench) -> None:
    lost = replace(order(), status=OrderStatus.UNKNOWN)
    bench.paper.desk.changed.emit(OrderChanged(lost))
    bench.now_ns = 3600 * NANOSECONDS
    assert bench.titles() == ["Order outcome unknown"]
    assert bench.vm.shown[0].token == "unknown"


async def test_an_alert_that_never_became_an_order_is_told_once(bench: Bench) -> None:
    refused = alert(AlertStatus.REJECTED, Message("unparseable.empty"))
    bench.alerts.emit(refused)
    assert bench.titles() == ["Alert refused"]
    assert bench.vm.shown[0].detail == "The message is empty."
    assert (bench.vm.shown[0].pane, bench.vm.shown[0].about) == ("Alerts", "AL1")
    bench.vm.dismiss("AL1")
    bench.alerts.emit(replace(refused, duplicates=1))
    assert bench.titles() == []


async def test_an_alert_whose_order_was_refused_is_not_told_twice(bench: Bench) -> None:
    await bench.paper.desk.place(wish(quantity=500, alert_id="AL1"))
    bench.alerts.emit(alert(AlertStatus.REJECTED, Message("max_order_quantity")))
    assert bench.titles() == ["Refused: Buy 500 ESH2024 on Practice"]


async def test_at_most_three_are_shown_and_the_others_counted(bench: Bench) -> None:
    for number in range(5):
        bench.book(f"f{number}", "1", "4800.00", order_id=f"TT{number}")
    assert [notice.key for notice in bench.vm.shown] == ["TT2", "TT3", "TT4"]
    assert bench.vm.more == 2
    bench.vm.dismiss("TT4")
    assert [notice.key for notice in bench.vm.shown] == ["TT1", "TT2", "TT3"]


async def test_opening_an_account_is_no_notice(bench: Bench) -> None:
    await bench.paper.tracker.open_account(
        Account("other", "paper", Mode.SIMULATOR, "USD", Decimal(1), Decimal(1)), "opened"
    )
    assert bench.titles() == []


async def test_a_close_that_finds_nothing_is_no_refusal(bench: Bench) -> None:
    await bench.paper.desk.place(wish(intent="close", side=None, quantity=None))
    assert bench.titles() == []


async def test_all_can_be_dismissed_at_once(bench: Bench) -> None:
    for number in range(5):
        bench.book(f"f{number}", "1", "4800.00", order_id=f"TT{number}")
    bench.vm.dismiss_all()
    assert (bench.titles(), bench.vm.more) == ([], 0)


WAITING = AlertRecord(
    "AL1",
    1,
    AlertStatus.ACCEPTED,
    signals=(Signal(Action.BUY, "ES1!", Decimal(2), strategy="asks"),),
    symbol="ESH2024",
    approval=Approval(1, 2),
)


async def test_an_alert_that_waits_is_told_once_and_for_a_while(bench: Bench) -> None:
    bench.alerts.emit(WAITING)
    assert bench.titles() == ["Waits for approval: asks"]
    (notice,) = bench.vm.shown
    assert (notice.detail, notice.pane) == ("Buy 2 ESH2024", "Approvals")
    bench.alerts.emit(replace(WAITING, duplicates=1))
    bench.now_ns = ASK_SECONDS * NANOSECONDS
    assert bench.titles() == []
    bench.alerts.emit(replace(WAITING, duplicates=2))
    assert bench.titles() == []


async def test_a_decision_takes_the_notice_away_and_a_refusal_by_hand_is_no_news(
    bench: Bench,
) -> None:
    bench.alerts.emit(WAITING)
    approved = replace(WAITING, approval=Approval(1, 2, Decision.APPROVED))
    bench.alerts.emit(approved)
    assert bench.titles() == []
    refused = replace(
        WAITING,
        status=AlertStatus.REJECTED,
        reason=Message("approval_rejected"),
        approval=Approval(1, 2, Decision.REJECTED),
    )
    bench.alerts.emit(refused)
    assert bench.titles() == []
    bench.alerts.emit(replace(refused, reason=Message("approval_expired")))
    assert bench.titles() == ["Alert refused: asks"]


def test_an_alert_of_ones_own_is_told_until_it_is_seen(bench: Bench) -> None:
    told: list[Notice] = []
    bench.vm.told.connect(told.append)
    rose = Message("own_alert", {"what": "ESH2024", "level": "4,810.00"}, "rose")
    bench.vm.tell_own(
        ToldAlert("A1", rose, (Message("own_alert", variant="not_in_time"),), 1, note="call")
    )
    bench.now_ns = 3_600 * NANOSECONDS
    bench.vm.flush()
    (notice,) = bench.vm.shown
    assert told == [notice]
    assert (notice.title, notice.detail) == (
        "ESH2024 rose to 4,810.00",
        "It was not reached in its time. call",
    )
    assert (notice.glyph, notice.pane, notice.until_ns) == ("price alert", "Price alerts", None)


async def test_a_used_up_limit_is_one_notice_that_stays_and_grows(bench: Bench) -> None:
    told: list[str] = []
    bench.vm.told.connect(lambda notice: told.append(notice.title))
    room = RuleRoom("paper", "Daily loss", "DLL", 0.75, "$500.00", "$2,000.00")
    bench.vm.warn(RuleWarning(room, 0.75))
    bench.now_ns = 3600 * NANOSECONDS
    assert bench.titles() == ["Daily loss 75% used"]
    (notice,) = bench.vm.shown
    assert notice.detail == "$500.00 of $2,000.00 left on Practice"
    assert (notice.token, notice.pane) == ("warn", "Accounts")
    bench.vm.warn(RuleWarning(replace(room, used=1.0, left="$0.00"), 1.0))
    assert bench.titles() == ["Daily loss at its limit"]
    assert bench.vm.shown[0].token == "error"
    assert told == ["Daily loss 75% used", "Daily loss at its limit"]
