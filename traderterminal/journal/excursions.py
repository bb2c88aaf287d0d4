"""How far a trade went against and for its owner, and what it made of its risk."""

from decimal import Decimal

from traderterminal.kit.frozen import frozen


@frozen
class Excursion:
    """Of one trade: R multiples, worst and best open result (≤ 0 and ≥ 0). None is undefined.

    `exit_efficiency` is gross over the best open result.
    """

    risk: Decimal | None
    r_gross: Decimal | None
    r_net: Decimal | None
    mae: Decimal
    mfe: Decimal
    mae_r: Decimal | None
    mfe_r: Decimal | None
    exit_efficiency: Decimal | None


def excursion(
    *,
    sign: int,
    quantity: Decimal,
    entry: Decimal,
    exit_price: Decimal,
    low: Decimal,
    high: Decimal,
    point_value: Decimal,
    fees: Decimal,
    stop: Decimal | None,
) -> Excursion:
    """Measure a trade with one entry and one exit; `sign` is +1 long, −1 short.

    `low` and `high` are the extremes between entry and exit, never later. Risk is the distance from
    entry to the initial stop; a missing stop, or one on the wrong side, leaves it undefined.
    """
    worth = sign * quantity * point_value
    gross = (exit_price - entry) * worth
    worst, best = sorted(((low - entry) * worth, (high - entry) * worth))
    mae, mfe = min(worst, Decimal(0)), max(best, Decimal(0))
    risk = None if stop is None else (entry - stop) * worth
    if risk is not None and risk <= 0:
        risk = None

    def in_r(amount: Decimal) -> Decimal | None:
        return None if risk is None else amount / risk

    return Excursion(
        risk=risk,
        r_gross=in_r(gross),
        r_net=in_r(gross - fees),
        mae=mae,
        mfe=mfe,
        mae_r=in_r(mae),
        mfe_r=in_r(mfe),
        exit_efficiency=gross / mfe if mfe else None,
    )
