"""What an alert would do if it came now, and its trial on paper."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.alerts import BUY, CLOSE, InboxDesk, seconds_ago, turns, wishes
from traderterminal.alerts.rehearsal import TRIAL, Rehearsal
from traderterminal.alerts.routing import StrategyRule
from traderterminal.desk.groups import Member
from traderterminal.domain.exits import ExitLevel
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message, english
from traderterminal.domain.signals import AlertStatus, Touch

D = Decimal


@pytest.fixture
def desk() -> InboxDesk:
    return InboxDesk()


def rehearsed(desk: InboxDesk, message: Mapping[str, object] | str) -> Rehearsal:
    text = message if isinstance(message, str) else json.dumps(message)
    return desk.inbox.rehearse(text.encode())


async def test_a_rehearsal_says_what_every_account_would_do_and_does_nothing(
    desk: InboxDesk,
) -> None:
    desk.groups["both"] = [Member("paper"), Member("broker", multiplier=D(3))]
    desk.strategies["orb"] = StrategyRule(group="both")
    desk.trader.hold("ESH2024", -1)
    found = rehearsed(desk, {**BUY, "strategy": "orb"})
    await turns()
    assert found.trades
    assert [
        (one.account, one.preview and (one.preview.side, one.preview.quantity), one.refusal)
        for one in found.accounts
    ] == [("paper", (Side.BUY, D(2)), None), ("broker", (Side.BUY, D(6)), None)]
    assert found.understood.symbol == "ESH2024"
    assert desk.inbox.records == ()
    assert desk.stored == []
    assert desk.trader.wishes == []


def test_an_old_alert_counts_as_fired_now(desk: InboxDesk) -> None:
    assert rehearsed(desk, {**BUY, "time": seconds_ago(9_000)}).trades


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("{", "line 1"),
        ({**BUY, "symbol": "XXX"}, "XXX"),
        ({**BUY, "action": "{{strategy.order.action}}"}, "{{strategy.order.action}}"),
        ({**BUY, "quantity": "NaN"}, "NaN"),
        ({**BUY, "sl": 10}, "sl"),
    ],
)
def test_a_message_that_cannot_be_traded_says_why(
    desk: InboxDesk, message: Mapping[str, object] | str, says: str
) -> None:
    found = rehearsed(desk, message)
    assert found.accounts == ()
    assert not found.trades
    assert found.understood.refusal is not None
    assert says in english(found.understood.refusal)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (StrategyRule(mode="off"), "strategy_off"),
        (StrategyRule(group="nobody"), "account_unknown"),
    ],
)
def test_a_message_for_nobody_says_why(desk: InboxDesk, rule: StrategyRule, code: str) -> None:
    desk.strategies["orb"] = rule
    found = rehearsed(desk, {**BUY, "strategy": "orb"})
    assert found.accounts == ()
    assert [reason.code for reason in found.reasons] == [code]


def test_what_holds_an_account_back_is_told_per_account(desk: InboxDesk) -> None:
    desk.groups["both"] = [Member("paper"), Member("broker")]
    found = rehearsed(desk, {**BUY, "account_group": "both"})  # of no strategy: on paper alone
    assert [(one.account, one.refusal and one.refusal.code) for one in found.accounts] == [
        ("paper", None),
        ("broker", "live_needs_strategy"),
    ]
    desk.strategies["orb"] = StrategyRule(approval="manual")
    asked = rehearsed(desk, {**BUY, "strategy": "orb"})
    assert [one.asks for one in asked.accounts] == [True]
    closing = rehearsed(desk, {**CLOSE, "strategy": "orb"})
    assert [one.asks for one in closing.accounts] == [False]


def test_cancels_and_heartbeats_are_told_as_such(desk: InboxDesk) -> None:
    (one,) = rehearsed(desk, {**BUY, "action": "cancel"}).accounts
    assert one.refusal == Message("cancels_orders")
    beat = rehearsed(desk, {"action": "heartbeat", "strategy": "orb"})
    assert [reason.code for reason in beat.reasons] == ["heartbeat"]


async def test_a_trial_trades_on_paper_under_a_name_of_its_own(desk: InboxDesk) -> None:
    desk.strategies["orb"] = StrategyRule(
        group="broker", quantity=D(4), sl_tp_unit="ticks", approval="manual"
    )
    body = {k: v for k, v in BUY.items() if k != "quantity"} | {"strategy": "orb", "sl": 10}
    text = json.dumps({**body, "time": seconds_ago(9_000)}).encode()
    for _ in range(2):  # each time anew, whatever the message says of itself
        receipt = await desk.inbox.try_on_paper(text, "paper_two")
        await turns()
        assert receipt.status == 202
        record = desk.alert(receipt.alert_id)
        assert record.status is AlertStatus.EXECUTED
        assert record.signals[0].strategy == f"{TRIAL} orb"
    assert wishes(desk) == [("paper_two", "delta", "buy", 4)] * 2
    exits = desk.trader.wishes[0].exits
    assert exits is not None
    assert exits.stop == ExitLevel(D(10), "ticks")


async def test_a_trial_never_leaves_paper(desk: InboxDesk) -> None:
    desk.strategies["orb"] = StrategyRule(mode="auto")
    text = json.dumps({**BUY, "strategy": "orb", "account": "broker"}).encode()
    receipt = await desk.inbox.try_on_paper(text, "broker")
    assert (receipt.status, receipt.code, receipt.alert_id) == (422, "not_on_paper", "")
    # nor where a strategy of the very name of a trial were set up
    desk.strategies[f"{TRIAL} orb"] = replace(desk.strategies["orb"], group="broker")
    await desk.inbox.try_on_paper(text, "paper")
    await turns()
    assert [wish.account for wish in desk.trader.wishes] == ["paper"]
    refused = await desk.inbox.try_on_paper(b"{", "paper")
    assert (refused.status, refused.code) == (422, "not_tradeable")
    assert desk.inbox.records[0].signals[0].account == "paper"


# As if nothing had held it back.


@pytest.mark.parametrize("mode", ["off", "paper", "auto"])
async def test_what_was_held_back_is_supposed_to_trade_all_the_same(
    desk: InboxDesk, mode: str
) -> None:
    desk.groups["both"] = [Member("paper"), Member("broker", multiplier=D(3))]
    desk.strategies["orb"] = StrategyRule(group="both", mode=mode)
    message = {**BUY, "strategy": "orb", "time": seconds_ago(9_000), "sl_ticks": "8"}
    record = await desk.ended(message)
    assert record.status is AlertStatus.REJECTED
    found = desk.inbox.suppose(record)
    assert [(one.account, one.preview and one.preview.quantity) for one in found] == [
        ("paper", D(2)),
        ("broker", D(6)),
    ]
    assert all(one.wish and one.wish.exits and one.wish.exits.has_stop for one in found)
    assert desk.trader.wishes == []


async def test_of_what_has_no_order_nothing_is_supposed(desk: InboxDesk) -> None:
    for message in ({**BUY, "action": "cancel"}, {**BUY, "account": "nobody"}, "{"):
        record = await desk.ended(message)
        assert desk.inbox.suppose(record) == []
    heartbeat = await desk.ended({"action": "heartbeat", "strategy": "orb"})
    assert desk.inbox.suppose(heartbeat) == []


async def test_an_alert_keeps_what_its_contract_was_quoted_at_as_it_came(desk: InboxDesk) -> None:
    desk.touches["ESH2024"] = Touch(D("4808.25"), D("4808.50"))
    record = await desk.ended(BUY)
    assert record.touches == {"ESH2024": Touch(D("4808.25"), D("4808.50"))}
    assert desk.stored[-1].touches == record.touches
    desk.touches.clear()
    assert (await desk.ended(CLOSE)).touches == {}
