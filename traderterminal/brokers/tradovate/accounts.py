"""The accounts of a login: what they hold, whether they may trade, and the broker's limits."""

import logging
from typing import Any, Final, TypeVar

from traderterminal.brokers.plugin import AccountAtBroker
from traderterminal.brokers.tradovate.calls import Calls
from traderterminal.brokers.tradovate.entities import UnreadableEntity, read_as
from traderterminal.brokers.tradovate.risk import figures, is_locked
from traderterminal.brokers.tradovate.wire import (
    Account,
    AccountRiskStatus,
    AutoLiquidation,
    CashSnapshot,
)
from traderterminal.brokers.transport.http import unavailable
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BrokerUnavailable

#: How the names of the broker's demo accounts begin.
DEMO: Final = "DEMO"

OfAccount = TypeVar("OfAccount", AccountRiskStatus, AutoLiquidation)

_log = logging.getLogger(__name__)


async def list_accounts(calls: Calls) -> list[Account]:
    """Return the accounts of the login; raises BrokerUnavailable."""
    raw = await calls.listed("account/list")
    try:
        return [read_as(Account, "account", item) for item in raw]
    except UnreadableEntity as error:
        raise unavailable(str(error)) from error


def mode_of(account: Account, environment: Mode) -> Mode:
    """Return which world an account is of: what its name says counts more than its address."""
    is_demo = account.name.upper().startswith(DEMO)
    return Mode.SANDBOX if is_demo else environment


async def describe_accounts(environment: Mode, calls: Calls) -> list[AccountAtBroker]:
    """Return every account with balances and limits; raises BrokerUnavailable.

    A key that may not read the limits sees none.
    """
    accounts = await list_accounts(calls)
    statuses = await _by_account(AccountRiskStatus, "accountRiskStatus", calls)
    limits = await _by_account(AutoLiquidation, "userAccountAutoLiq", calls)
    return [
        await _describe(one, environment, statuses.get(one.id), limits.get(one.id), calls)
        for one in accounts
    ]


async def _describe(
    account: Account,
    environment: Mode,
    status: AccountRiskStatus | None,
    limits: AutoLiquidation | None,
    calls: Calls,
) -> AccountAtBroker:
    snapshot = _snapshot(
        await calls.ask("cashBalance/getcashbalancesnapshot", body={"accountId": account.id})
    )
    return AccountAtBroker(
        number=str(account.id),
        name=account.name,
        mode=mode_of(account, environment),
        may_trade=_may_trade(account) and not is_locked(status),
        cash=snapshot.total_cash_value,
        equity=snapshot.net_liq,
        risk=figures(status, limits, snapshot.net_liq, snapshot.day_pnl),
    )


def _may_trade(account: Account) -> bool:
    shut = (account.archived, account.closed, account.readonly, account.restricted)
    return account.active and not any(shut) and not account.futures_disabled


def _snapshot(raw: Any) -> CashSnapshot:
    try:
        return read_as(CashSnapshot, "cashBalanceSnapshot", raw)
    except UnreadableEntity as error:
        raise unavailable(str(error)) from error


async def _by_account(model: type[OfAccount], kind: str, calls: Calls) -> dict[int, OfAccount]:
    """Return what there is of a kind, of which an account has one at most."""
    try:
        raw = await calls.listed(f"{kind}/list")
    except BrokerUnavailable as error:
        _log.info("no limits of the broker's: %s", error)
        return {}
    try:
        found = [read_as(model, kind, item) for item in raw]
    except UnreadableEntity as error:
        raise unavailable(str(error)) from error
    return {one.id if one.account_id is None else one.account_id: one for one in found}
