"""The journal's figures computed a second way, from the formulas alone: slow, plain, in fractions.

Unit by unit: every fill is taken apart into single lots, which are paired first in, first out. The
statistics look at every stretch of trades instead of keeping a running state. No code is shared
with the program.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass
class Execution:
    """A fill in plain numbers; `sign` is +1 for a buy."""

    at: int
    name: str
    sign: int
    quantity: int
    price: Fraction
    fee: Fraction
    point_value: Fraction


@dataclass
class Trade:
    """A flat-to-flat trade."""

    sign: int
    opened: int = 0
    entry_sum: Fraction = Fraction(0)
    exit_sum: Fraction = Fraction(0)
    gross: Fraction = Fraction(0)
    fees: Fraction = Fraction(0)
    first: int = 0
    last: int = 0
    peak: int = 0
    names: list[str] = field(default_factory=list)


@dataclass
class Account:
    """What is left after all executions."""

    trades: list[Trade]
    position: int
    realized_fifo: Fraction
    realized_average: Fraction
    cash: Fraction


def reckon(executions: Iterable[Execution]) -> Account:
    """Reckon one account in one instrument."""
    lots: list[tuple[int, Fraction]] = []  # sign and price of each single open lot
    trades: list[Trade] = []
    current: Trade | None = None
    fifo = average = cash = Fraction(0)
    mean = Fraction(0)
    for e in executions:
        fee_per_lot = e.fee / e.quantity
        cash -= e.sign * e.quantity * e.price * e.point_value + e.fee
        for _ in range(e.quantity):
            if lots and lots[0][0] != e.sign:
                sign, price = lots.pop(0)
                assert current is not None
                gain = (e.price - price) * sign * e.point_value
                fifo += gain
                average += (e.price - mean) * sign * e.point_value
                current.exit_sum += e.price
            else:
                if current is None:
                    current = Trade(e.sign, first=e.at)
                    trades.append(current)
                mean = (mean * len(lots) + e.price) / (len(lots) + 1)
                lots.append((e.sign, e.price))
                current.opened += 1
                current.entry_sum += e.price
            current.gross -= e.sign * e.price * e.point_value
            current.fees += fee_per_lot
            current.last = e.at
            current.peak = max(current.peak, len(lots))
            if not current.names or current.names[-1] != e.name:
                current.names.append(e.name)
            if not lots:
                current, mean = None, Fraction(0)
    closed = [t for t in trades if t is not current]
    return Account(closed, sum(sign for sign, _ in lots), fifo, average, cash)


Figure = Fraction | int | None
INFINITE = Fraction(10**30)


def figures(net: list[Fraction]) -> dict[str, Figure]:
    """Work out the statistics of net results in the order in which the trades closed."""
    won, lost = [x for x in net if x > 0], [-x for x in net if x < 0]
    decided = [x for x in net if x != 0]
    profit, loss = sum(won, Fraction(0)), sum(lost, Fraction(0))
    average_win, average_loss = _over(profit, len(won)), _over(loss, len(lost))
    curve = [sum(net[:n], Fraction(0)) for n in range(len(net) + 1)]
    falls = [high - low for n, high in enumerate(curve) for low in curve[n:]]
    factor: Figure = _over(profit, loss)
    return {
        "n": len(net),
        "wins": len(won),
        "losses": len(lost),
        "breakeven": len(net) - len(decided),
        "win_rate_decided": _over(Fraction(len(won)), len(decided)),
        "win_rate_all": _over(Fraction(len(won)), len(net)),
        "gross_profit": profit,
        "gross_loss": loss,
        "profit_factor": INFINITE if factor is None and profit else factor,
        "net": profit - loss,
        "expectancy": _over(profit - loss, len(net)),
        "avg_win": average_win,
        "avg_loss": average_loss,
        "payoff": None if average_win is None else _over(average_win, average_loss or 0),
        "max_win_streak": _longest([x > 0 for x in decided]),
        "max_loss_streak": _longest([x < 0 for x in decided]),
        "max_dd_closed": max(falls),
        "largest_win": max(won, default=None),
        "largest_loss": -max(lost) if lost else None,
    }


def _over(total: Fraction, divisor: Fraction | int) -> Fraction | None:
    return total / divisor if divisor else None


def _longest(marks: list[bool]) -> int:
    """The longest stretch in which every mark is set."""
    stretches = [(a, b) for a in range(len(marks)) for b in range(a + 1, len(marks) + 1)]
    return max((b - a for a, b in stretches if all(marks[a:b])), default=0)
