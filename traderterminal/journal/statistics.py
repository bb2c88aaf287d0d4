"""Statistics of closed trades, days and equity curves; None means undefined, never zero."""

import math
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, groupby
from typing import Final

from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)
INFINITY: Final = Decimal("Infinity")
#: Standard normal quantile of a 95 % interval.
Z95: Final = 1.959963984540054


@frozen
class TradeStatistics:
    """What a list of net results says. Money in account currency, losses as positive amounts.

    `win_rate_decided` leaves break-even trades out, `win_rate_all` does not; `profit_factor` is
    infinite with profit and no loss.
    """

    n: int
    wins: int
    losses: int
    breakeven: int
    win_rate_decided: Decimal | None
    win_rate_all: Decimal | None
    gross_profit: Decimal
    gross_loss: Decimal
    profit_factor: Decimal | None
    net: Decimal
    expectancy: Decimal | None
    avg_win: Decimal | None
    avg_loss: Decimal | None
    payoff: Decimal | None
    max_win_streak: int
    max_loss_streak: int
    max_dd_closed: Decimal
    largest_win: Decimal | None
    largest_loss: Decimal | None


def trade_statistics(net: Sequence[Decimal]) -> TradeStatistics:
    """Return the statistics of net results in the order in which the trades closed."""
    wins, losses = [x for x in net if x > 0], [x for x in net if x < 0]
    profit, loss = sum(wins, ZERO), -sum(losses, ZERO)
    average_win, average_loss = _ratio(profit, len(wins)), _ratio(loss, len(losses))
    total = profit - loss
    return TradeStatistics(
        n=len(net),
        wins=len(wins),
        losses=len(losses),
        breakeven=len(net) - len(wins) - len(losses),
        win_rate_decided=_ratio(Decimal(len(wins)), len(wins) + len(losses)),
        win_rate_all=_ratio(Decimal(len(wins)), len(net)),
        gross_profit=profit,
        gross_loss=loss,
        profit_factor=profit / loss if loss else (INFINITY if profit else None),
        net=total,
        expectancy=_ratio(total, len(net)),
        avg_win=average_win,
        avg_loss=average_loss,
        payoff=average_win / average_loss if average_win and average_loss else None,
        max_win_streak=_longest_run(net, 1),
        max_loss_streak=_longest_run(net, -1),
        max_dd_closed=max_drawdown([ZERO, *accumulate(net)]),
        largest_win=max(wins, default=None),
        largest_loss=min(losses, default=None),
    )


def _ratio(total: Decimal, count: int) -> Decimal | None:
    return total / count if count else None


def _longest_run(net: Sequence[Decimal], sign: int) -> int:
    """The longest run of wins (+1) or losses (−1); a break-even neither extends nor breaks it."""
    runs = groupby(x > 0 for x in net if x)
    return max((len(list(run)) for won, run in runs if won is (sign > 0)), default=0)


def max_drawdown(curve: Sequence[Decimal]) -> Decimal:
    """Return the deepest fall from a peak of `curve`; its first value is the first peak."""
    falls = (peak - value for peak, value in zip(accumulate(curve, max), curve, strict=True))
    return max(falls, default=ZERO)


@frozen
class DailyStatistics:
    """What daily net results say; ratios are annualised with √periods."""

    mean: Decimal | None
    stdev_sample: Decimal | None
    sharpe_ann: Decimal | None
    downside_dev: Decimal | None
    sortino_ann: Decimal | None
    max_dd_daily: Decimal


def daily_statistics(
    daily: Sequence[Decimal], periods: int = 252, target: Decimal = ZERO
) -> DailyStatistics:
    """Return mean, deviation, Sharpe and Sortino ratio of `daily` (flat days belong in it as 0).

    Sharpe = mean / sample deviation · √periods; Sortino = (mean − target) / downside · √periods
    with downside = √(Σ min(0, r − target)² / n) over all n days.
    """
    n = len(daily)
    mean = _ratio(sum(daily, ZERO), n)
    deviation = downside = None
    if mean is not None:
        short = sum((min(ZERO, r - target) ** 2 for r in daily), ZERO)
        downside = (short / n).sqrt()
    if mean is not None and n > 1:
        deviation = (sum(((r - mean) ** 2 for r in daily), ZERO) / (n - 1)).sqrt()
    annual = Decimal(periods).sqrt()
    return DailyStatistics(
        mean=mean,
        stdev_sample=deviation,
        sharpe_ann=mean / deviation * annual if mean is not None and deviation else None,
        downside_dev=downside,
        sortino_ann=(mean - target) / downside * annual if mean is not None and downside else None,
        max_dd_daily=max_drawdown([ZERO, *accumulate(daily)]),
    )


def win_rate_interval(wins: int, decided: int) -> tuple[float, float] | None:
    """Return the 95 % Wilson score interval of a win rate; None without a decided trade.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    """
    if not decided:
        return None
    share, z2 = wins / decided, Z95 * Z95
    centre = (share + z2 / (2 * decided)) / (1 + z2 / decided)
    spread = (
        Z95
        * math.sqrt(share * (1 - share) / decided + z2 / (4 * decided * decided))
        / (1 + z2 / decided)
    )
    return max(0.0, centre - spread), min(1.0, centre + spread)
