"""The accounts of a login: what they hold, whether they may trade, and the broker's limits."""

from typing import Any, Final

from traderterminal.brokers.plugin import AccountAtBroker
from traderterminal.brokers.tradovate.calls import Calls
from traderterminal.brokers.tradovate.entities import E, UnreadableEntity, read_as
from traderterminal.brokers.tradovate.risk import figures, is_locked
from traderterminal.brokers.tradovate.wire import (
    Account,
    AccountRiskStatus,
    AutoLiquidation,
    CashSnapshot,
)
from traderterminal.brokers.transport.http import unavailable
from traderterminal.domain.accounts import Mode

#: How the names of the broker's demo accounts begin.
DEMO: Final = "DEMO"


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


async def describe(account: Account, environment: Mode, calls: Calls) -> AccountAtBroker:
    """Return an account with balances and limits; raises BrokerUnavailable."""
    number = account.id
    snapshot = _snapshot(
        await calls.ask("cashBalance/getcashbalancesnapshot", body={"accountId": number})
    )
    status = await _dependent(AccountRiskStatus, "accountRiskStatus", number, calls)
    limits = await _dependent(AutoLiquidation, "userAccountAutoLiq", number, calls)
    return AccountAtBroker(
        number=str(number),
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


async def _dependent(model: type[E], kind: str, account: int, calls: Calls) -> E | None:
    """Return what belongs to an account, of which there is one at most."""
    raw = await calls.listed(f"{kind}/deps", f"masterid={account}")
    try:
        return read_as(model, kind, raw[0]) if raw else None
    except UnreadableEntity as error:
        raise unavailable(str(error)) from error
