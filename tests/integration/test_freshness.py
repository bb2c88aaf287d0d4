"""How old an alert may be, through the webhook: entries to the second, exits at any age."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.support.alerts import InboxDesk, seconds_ago, turns
from tests.support.gateway_services import call, http_scope
from traderterminal.alerts.routing import StrategyRule
from traderterminal.domain.messages import Message
from traderterminal.domain.signals import AlertRecord, AlertStatus, Decision
from traderterminal.gateway.webhook import PATH, Keys, Webhook
from traderterminal.kit.clock import NANOSECONDS

SECRET = "own-path"
BUY = {"symbol": "ES1!", "action": "buy", "quantity": 2}
CLOSE = {"symbol": "ES1!", "action": "close"}
LAG_S = 30  # unless a strategy or a message says otherwise


class Hook:
    """A webhook before an inbox, with both clocks in the test's hands."""

    def __init__(self, **strategies: StrategyRule) -> None:
        self.desk = InboxDesk(strategies=strategies)
        self._listen()

    def _listen(self) -> None:
        keys = Keys(SECRET, "relay")
        self.webhook = Webhook(self.desk.inbox.receive, keys, self.desk.host, 100, 200)

    async def deliver(self, message: Mapping[str, object]) -> AlertRecord:
        """Deliver a message and return the alert as it stands then."""
        scope = http_scope(f"{PATH}/{SECRET}", method="POST")
        status, sent = await call(self.webhook, scope, json.dumps(message).encode())
        answer: dict[str, Any] = json.loads(sent[1]["body"])
        assert status == 202, answer  # how old it is shows in the alert, not in the answer
        await turns()
        return self.desk.alert(answer["alert_id"])

    async def after(self, seconds: float, record: AlertRecord) -> AlertRecord:
        """Let the time go on, on both clocks."""
        for clock in (self.desk.market, self.desk.host):
            clock.advance_to(clock.now_ns() + int(seconds * NANOSECONDS))
        await turns()
        return self.desk.alert(record.alert_id)

    async def decide(self, record: AlertRecord, decision: Decision) -> AlertRecord:
        assert await self.desk.inbox.decide(record.alert_id, decision)
        await turns()
        return self.desk.alert(record.alert_id)

    async def restart(self, *open_alerts: AlertRecord) -> None:
        await self.desk.tasks.aclose()
        self.desk = InboxDesk(
            ledger=self.desk.ledger,
            trader=self.desk.trader,
            market=self.desk.market,
            host=self.desk.host,
            strategies=self.desk.strategies,
        )
        self._listen()
        await self.desk.inbox.start(open_alerts)
        await turns()

    @property
    def intents(self) -> list[str]:
        return [wish.intent for wish in self.desk.trader.wishes]


ASKS = StrategyRule(approval="manual", approval_expires_s=120)


@pytest.mark.parametrize(
    ("age", "rule", "changes", "trades"),
    [
        (0, None, {}, True),
        (LAG_S, None, {}, True),
        (LAG_S + 0.001, None, {}, False),
        (-5, None, {}, True),  # a sender's clock may run ahead
        (-5.001, None, {}, False),
        (10, None, {"max_lag": 10}, True),
        (10.001, None, {"max_lag": 10}, False),
        (LAG_S + 0.001, None, {"max_lag": 300}, False),  # a message may only shorten it
        (60, StrategyRule(max_lag_s=60), {}, True),
        (60.001, StrategyRule(max_lag_s=60), {}, False),
    ],
)
async def test_an_entry_trades_up_to_its_age_and_not_beyond(
    age: float, rule: StrategyRule | None, changes: Mapping[str, object], trades: bool
) -> None:
    hook = Hook(**({"orb": rule} if rule else {}))
    record = await hook.deliver({**BUY, "strategy": "orb", "time": seconds_ago(age), **changes})
    assert record.status is (AlertStatus.EXECUTED if trades else AlertStatus.REJECTED)
    assert hook.intents == (["delta"] if trades else [])


@pytest.mark.parametrize("age", [LAG_S + 1, 7_200])
async def test_an_exit_is_honoured_at_any_age_and_marked(age: int) -> None:
    hook = Hook()
    hook.desk.trader.hold("ESH2024", 2)
    record = await hook.deliver({**CLOSE, "time": seconds_ago(age)})
    assert record.status is AlertStatus.EXECUTED
    assert record.reason == Message("late_exit", {"measured": str(age)})
    assert hook.intents == ["close"]


async def test_what_is_late_already_does_not_even_ask() -> None:
    hook = Hook(asks=ASKS)
    late = {**BUY, "strategy": "asks", "time": seconds_ago(LAG_S + 0.001)}
    record = await hook.deliver(late)
    assert record.reason == Message("too_late", {"measured": "30", "limit": "30"})
    assert record.approval is None


@pytest.mark.parametrize("seconds", [LAG_S, LAG_S + 1, 119])
async def test_an_entry_approved_in_time_trades_however_old_it_is_by_then(seconds: int) -> None:
    hook = Hook(asks=ASKS)
    record = await hook.deliver({**BUY, "strategy": "asks", "time": seconds_ago(0)})
    record = await hook.decide(await hook.after(seconds, record), Decision.APPROVED)
    assert record.status is AlertStatus.EXECUTED
    assert hook.intents == ["delta"]


async def test_an_entry_that_waits_goes_on_waiting_after_a_restart() -> None:
    hook = Hook(asks=ASKS)
    record = await hook.deliver({**BUY, "strategy": "asks", "time": seconds_ago(0)})
    record = await hook.after(LAG_S + 1, record)
    await hook.restart(record)
    assert [one.alert_id for one in hook.desk.inbox.waiting] == [record.alert_id]
    record = await hook.decide(record, Decision.APPROVED)
    assert record.status is AlertStatus.EXECUTED


async def test_what_need_not_ask_any_more_after_a_restart_must_be_fresh() -> None:
    hook = Hook(asks=ASKS)
    record = await hook.deliver({**BUY, "strategy": "asks", "time": seconds_ago(0)})
    record = await hook.after(LAG_S + 1, record)
    hook.desk.strategies["asks"] = StrategyRule()
    await hook.restart(record)
    ended = hook.desk.alert(record.alert_id)
    assert ended.reason == Message("too_late", {"measured": "31", "limit": "30"})
    assert hook.intents == []


async def test_an_approval_does_not_outlive_a_stop_that_kept_it_from_trading() -> None:
    hook = Hook(asks=ASKS)
    record = await hook.deliver({**BUY, "strategy": "asks", "time": seconds_ago(0)})
    waiting = await hook.after(LAG_S + 1, record)
    assert waiting.approval is not None
    approved = replace(waiting.approval, decision=Decision.APPROVED)
    await hook.restart(replace(waiting, approval=approved))
    ended = hook.desk.alert(record.alert_id)
    assert (ended.status, ended.reason and ended.reason.code) == (
        AlertStatus.FAILED,
        "stopped_midway",
    )
    assert hook.intents == []
