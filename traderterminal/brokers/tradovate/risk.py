"""What Tradovate's own risk desk holds an account to, for people to read.

These limits are the broker's and stand beside ours, which are stricter and do not rest on them.

Source: the entities accountRiskStatus and userAccountAutoLiq of the OpenAPI description of
2026-08-21. That the floor of a trailing drawdown is the highest net liquidation less the drawdown,
never above its limit, is an interpretation.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from traderterminal.brokers.plugin import RiskFigure
from traderterminal.brokers.tradovate.wire import AccountRiskStatus, AutoLiquidation

#: What the risk desk has done to an account that may not open anything now.
LOCKING: Final = frozenset(
    {
        "LiquidateImmediately",
        "LiquidateOnlyModeImmediately",
        "LockTradingImmediately",
        "AgreedOnLiqOnlyModeByAutoLiq",
        "AgreedOnLiquidationByAutoLiq",
    }
)


def is_locked(status: AccountRiskStatus | None) -> bool:
    """Say whether the broker lets an account open nothing now."""
    if status is None:
        return False
    closing = status.liquidate_only or status.user_triggered_liq_only
    return bool(closing) or status.admin_action in LOCKING


def figures(
    status: AccountRiskStatus | None,
    limits: AutoLiquidation | None,
    equity: Decimal | None,
    day_pnl: Decimal | None,
) -> list[RiskFigure]:
    """Return every limit that is set, with what it is compared with, as far as that is known.

    Losses are positive numbers in `limits`, in the account's currency.
    """
    found: list[RiskFigure] = []
    if limits is not None:
        found += _losses(limits, day_pnl)
        found += _profits(limits, day_pnl)
        found += _drawdown(status, limits, equity)
    if status is not None and status.min_net_liq is not None:
        below = equity is not None and equity <= status.min_net_liq
        found.append(RiskFigure("minNetLiq", equity, status.min_net_liq, below))
    if is_locked(status):
        found.append(RiskFigure("liquidateOnly", None, None, broken=True))
    return found


def _losses(limits: AutoLiquidation, day_pnl: Decimal | None) -> Iterator[RiskFigure]:
    named = {
        "dailyLossAlert": limits.daily_loss_alert,
        "dailyLossLiqOnly": limits.daily_loss_liq_only,
        "dailyLossAutoLiq": limits.daily_loss_auto_liq,
    }
    for name, limit in named.items():
        if limit:
            loss = None if day_pnl is None else -day_pnl
            yield RiskFigure(name, loss, limit, loss is not None and loss >= limit)
    if limits.weekly_loss_auto_liq:
        yield RiskFigure("weeklyLossAutoLiq", None, limits.weekly_loss_auto_liq)


def _profits(limits: AutoLiquidation, day_pnl: Decimal | None) -> Iterator[RiskFigure]:
    target = limits.daily_profit_auto_liq
    if target:
        reached = day_pnl is not None and day_pnl >= target
        yield RiskFigure("dailyProfitAutoLiq", day_pnl, target, reached)
    if limits.weekly_profit_auto_liq:
        yield RiskFigure("weeklyProfitAutoLiq", None, limits.weekly_profit_auto_liq)


def _drawdown(
    status: AccountRiskStatus | None, limits: AutoLiquidation, equity: Decimal | None
) -> Iterator[RiskFigure]:
    drawdown = limits.trailing_max_drawdown
    if not drawdown:
        return
    peak = None if status is None else status.max_net_liq
    if peak is None:
        yield RiskFigure("trailingMaxDrawdown", None, drawdown)
        return
    floor = peak - drawdown
    if limits.trailing_max_drawdown_limit is not None:
        floor = min(floor, limits.trailing_max_drawdown_limit)
    yield RiskFigure("trailingMaxDrawdown", equity, floor, equity is not None and equity <= floor)
