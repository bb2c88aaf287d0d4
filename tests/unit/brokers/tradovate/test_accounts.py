"""Accounts as the broker lists them: whose world, what they hold, whether they may trade."""

from decimal import Decimal
from typing import Any

import pytest

from traderterminal.brokers.tradovate.accounts import describe_accounts, mode_of
from traderterminal.brokers.tradovate.wire import Account
from traderterminal.brokers.transport.http import unavailable
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BrokerUnavailable

D = Decimal
LISTED = {"id": 101, "name": "PA-101", "active": True, "archived": False}
CASH = {"totalCashValue": 50_000, "netLiq": 50_250, "realizedPnL": 100, "openPnL": 250}


class Answers:
    """Stands for the calls of a login."""

    def __init__(self, **answers: Any) -> None:
        self.answers = {
            "account/list": [LISTED],
            "cashBalance/getcashbalancesnapshot": CASH,
            "accountRiskStatus/list": [],
            "userAccountAutoLiq/list": [],
        }
        self.answers.update({key.replace("_", "/"): value for key, value in answers.items()})

    async def ask(self, endpoint: str, query: str = "", body: Any = None) -> Any:
        return self.answers[endpoint]

    async def listed(self, endpoint: str, query: str = "") -> Any:
        return self.answers[endpoint]


def account(**changes: Any) -> Account:
    return Account.model_validate(LISTED | changes)


async def test_an_account_is_told_with_what_it_is_worth() -> None:
    calls: Any = Answers(
        accountRiskStatus_list=[{"id": 101, "adminAction": "Normal"}],
        userAccountAutoLiq_list=[{"id": 101, "dailyLossAutoLiq": 500}],
    )
    (told,) = await describe_accounts(Mode.SANDBOX, calls)
    assert (told.number, told.name, told.mode, told.may_trade) == (
        *("101", "PA-101"),
        *(Mode.SANDBOX, True),
    )
    assert (told.cash, told.equity) == (D(50_000), D(50_250))
    assert [(figure.name, figure.value, figure.limit) for figure in told.risk] == [
        ("dailyLossAutoLiq", D(-350), D(500))
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"active": False},
        {"archived": True},
        {"closed": True},
        {"readonly": True},
        {"restricted": True},
        {"futuresDisabled": True},
    ],
    ids=str,
)
async def test_an_account_that_may_not_trade_says_so(changes: dict[str, Any]) -> None:
    calls: Any = Answers(account_list=[LISTED | changes])
    (told,) = await describe_accounts(Mode.SANDBOX, calls)
    assert not told.may_trade


async def test_an_account_that_the_broker_has_locked_may_not_trade() -> None:
    locked = [{"id": 101, "adminAction": "LockTradingImmediately"}]
    calls: Any = Answers(accountRiskStatus_list=locked)
    (told,) = await describe_accounts(Mode.LIVE, calls)
    assert not told.may_trade
    assert told.risk[-1].broken


def test_a_demo_account_is_no_live_one_wherever_it_answers() -> None:
    assert mode_of(account(name="DEMO12345"), Mode.LIVE) is Mode.SANDBOX
    assert mode_of(account(name="1234567"), Mode.LIVE) is Mode.LIVE
    assert mode_of(account(name="1234567"), Mode.SANDBOX) is Mode.SANDBOX


@pytest.mark.parametrize(
    "answers",
    [
        {"account_list": [{"id": "x"}]},
        {"cashBalance_getcashbalancesnapshot": {"netLiq": "much"}},
        {"cashBalance_getcashbalancesnapshot": None},
        {"accountRiskStatus_list": [{"id": None}]},
    ],
    ids=str,
)
async def test_what_cannot_be_read_is_no_answer(answers: dict[str, Any]) -> None:
    calls: Any = Answers(**answers)
    with pytest.raises(BrokerUnavailable):
        await describe_accounts(Mode.SANDBOX, calls)


async def test_limits_that_may_not_be_read_are_not_shown() -> None:
    calls: Any = Answers()
    listed = calls.listed

    async def denied(endpoint: str, query: str = "") -> Any:
        if endpoint != "account/list":
            raise unavailable("Access is denied")
        return await listed(endpoint)

    calls.listed = denied
    (told,) = await describe_accounts(Mode.SANDBOX, calls)
    assert (told.may_trade, list(told.risk)) == (True, [])
    assert told.cash == D(50_000)


async def test_each_account_has_its_own_limits() -> None:
    calls: Any = Answers(
        account_list=[LISTED, LISTED | {"id": 102, "name": "PA-102"}],
        userAccountAutoLiq_list=[
            {"id": 101, "dailyLossAutoLiq": 500},
            {"id": 7, "accountId": 102, "dailyLossAutoLiq": 900},
        ],
    )
    told = await describe_accounts(Mode.SANDBOX, calls)
    assert [one.risk[0].limit for one in told] == [D(500), D(900)]
