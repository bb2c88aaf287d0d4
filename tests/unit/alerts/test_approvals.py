"""Alerts that wait: approved, rejected, expired, overtaken; each decided once."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.support.alerts import InboxDesk, seconds_ago, turns
from traderterminal.alerts.routing import StrategyRule
from traderterminal.desk.ports import Fact
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.messages import Message
from traderterminal.domain.signals import AlertRecord, AlertStatus, Decision, Stage
from traderterminal.kit.clock import NANOSECONDS

BUY = {"symbol": "ES1!", "action": "buy", "quantity": 2, "strategy": "orb"}
SELL = {**BUY, "action": "sell", "quantity": 5}
CLOSE = {"symbol": "ES1!", "action": "close", "strategy": "orb"}
MANUAL = StrategyRule(approval="manual")


@pytest.fixture
def desk() -> InboxDesk:
    return InboxDesk(strategies={"orb": MANUAL})


async def decided(desk: InboxDesk, record: AlertRecord, decision: Decision) -> AlertRecord:
    assert await desk.inbox.decide(record.alert_id, decision)
    await turns()
    return desk.alert(record.alert_id)


async def test_an_entry_waits_and_trades_once_it_is_approved(desk: InboxDesk) -> None:
    record = await desk.ended(BUY)
    assert record.waits
    assert list(desk.inbox.waiting) == [record]
    assert desk.trader.wishes == []
    assert Stage.WAITING in dict(record.timeline)
    assert desk.stored[0].approval == record.approval
    record = await decided(desk, record, Decision.APPROVED)
    assert record.status is AlertStatus.EXECUTED
    assert len(desk.trader.wishes) == 1
    assert not await desk.inbox.decide(record.alert_id, Decision.REJECTED)
    assert not await desk.inbox.decide("nobody", Decision.APPROVED)


async def test_a_rejected_entry_sends_nothing(desk: InboxDesk) -> None:
    record = await decided(desk, await desk.ended(BUY), Decision.REJECTED)
    assert (record.status, record.reason) == (
        AlertStatus.REJECTED,
        Message("approval_rejected"),
    )
    assert desk.trader.wishes == []


async def test_an_entry_that_nobody_approves_ends_with_its_time(desk: InboxDesk) -> None:
    record = await desk.ended(BUY)
    desk.host.advance_to(desk.host.now_ns() + 59 * NANOSECONDS)
    await turns()
    assert desk.alert(record.alert_id).waits
    desk.host.advance_to(desk.host.now_ns() + 1 * NANOSECONDS)
    await turns()
    ended = desk.alert(record.alert_id)
    assert (ended.status, ended.reason) == (AlertStatus.REJECTED, Message("approval_expired"))
    assert not await desk.inbox.decide(record.alert_id, Decision.APPROVED)
    assert desk.trader.wishes == []


async def test_what_asks_must_be_fresh_and_a_word_in_time_makes_it_so(desk: InboxDesk) -> None:
    late = await desk.ended({**BUY, "time": seconds_ago(31)})
    assert late.reason is not None
    assert late.reason.code == "too_late"
    record = await desk.ended({**BUY, "time": seconds_ago(1)})
    desk.market.advance_to(desk.market.now_ns() + 40 * NANOSECONDS)
    record = await decided(desk, record, Decision.APPROVED)
    assert record.status is AlertStatus.EXECUTED


async def test_an_exit_asks_nobody(desk: InboxDesk) -> None:
    desk.trader.hold("ESH2024", 2)
    record = await desk.ended(CLOSE)
    assert record.status is AlertStatus.EXECUTED


async def test_of_a_turn_only_the_way_out_is_traded(desk: InboxDesk) -> None:
    desk.trader.hold("ESH2024", 2)
    record = await desk.ended(SELL)
    assert record.status is AlertStatus.PARTLY_EXECUTED
    assert record.reason == Message("exit_without_approval")
    assert [wish.intent for wish in desk.trader.wishes] == ["close"]


async def test_a_later_close_overtakes_what_waits(desk: InboxDesk) -> None:
    waiting = await desk.ended(BUY)
    await desk.ended(CLOSE)
    ended = desk.alert(waiting.alert_id)
    assert ended.reason == Message("approval_overtaken")
    assert not await desk.inbox.decide(waiting.alert_id, Decision.APPROVED)
    assert [wish.intent for wish in desk.trader.wishes] == ["close"]


async def test_a_strategy_switched_off_meanwhile_does_not_trade(desk: InboxDesk) -> None:
    record = await desk.ended(BUY)
    desk.strategies["orb"] = StrategyRule(mode="off")
    record = await decided(desk, record, Decision.APPROVED)
    assert record.reason == Message("strategy_off", {"strategy": "orb"})


@pytest.mark.parametrize("first", [Decision.APPROVED, Decision.REJECTED])
@pytest.mark.parametrize("seconds", [59, 60, 61])
async def test_words_and_the_end_of_the_time_that_meet_decide_once(
    desk: InboxDesk, first: Decision, seconds: int
) -> None:
    desk.strategies["orb"] = replace(MANUAL, max_lag_s=300)
    record = await desk.ended(BUY)
    other = Decision.REJECTED if first is Decision.APPROVED else Decision.APPROVED
    desk.host.advance_to(desk.host.now_ns() + seconds * NANOSECONDS)
    taken = await asyncio.gather(
        *(desk.inbox.decide(record.alert_id, word) for word in (first, other, first))
    )
    await turns()
    ended, in_time = desk.alert(record.alert_id), seconds < 60
    assert taken == [in_time, False, False]
    assert ended.status is not AlertStatus.ACCEPTED
    assert ended.approval is not None
    assert ended.approval.decision is (first if in_time else Decision.EXPIRED)
    assert len(desk.trader.wishes) == (in_time and first is Decision.APPROVED)


async def test_without_a_ledger_it_waits_on(
    desk: InboxDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = await desk.ended(BUY)

    async def down(facts: Sequence[Fact]) -> None:
        raise LedgerDown("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(desk.ledger, "commit", down)
        with pytest.raises(LedgerDown):
            await desk.inbox.decide(record.alert_id, Decision.APPROVED)
    await turns()
    assert desk.alert(record.alert_id).waits
    assert (await decided(desk, record, Decision.APPROVED)).status is AlertStatus.EXECUTED


@pytest.mark.parametrize("decision", [None, Decision.APPROVED])
async def test_what_waits_outlives_a_restart_with_its_time(
    desk: InboxDesk, decision: Decision | None
) -> None:
    record = await desk.ended(BUY)
    await desk.tasks.aclose()
    desk.inbox.close()
    desk.host.advance_to(desk.host.now_ns() + 20 * NANOSECONDS)
    desk.inbox = desk.new_inbox()
    await desk.inbox.start([record])
    await turns()
    (waiting,) = desk.inbox.waiting
    assert waiting.approval == record.approval
    if decision is not None:
        assert (await decided(desk, record, decision)).status is AlertStatus.EXECUTED
        return
    desk.host.advance_to(desk.host.now_ns() + 40 * NANOSECONDS)
    await turns()
    assert desk.alert(record.alert_id).reason == Message("approval_expired")
