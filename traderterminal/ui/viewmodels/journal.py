"""The journal pane without its widgets: a selection of trades, its figures, curve and calendar."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from traderterminal.journal.book import Journal, JournalTrade, Selection
from traderterminal.journal.round_trips import net_results
from traderterminal.journal.statistics import (
    TradeStatistics,
    trade_statistics,
    win_rate_interval,
)
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels.account_choice import AccountEntry

__all__ = ["Curve", "Day", "Figures", "JournalTrade", "JournalViewModel"]

ZERO: Final = Decimal(0)
#: Decided trades from which on a win rate is shown with its interval.
ENOUGH: Final = 20
#: Points that a curve is drawn with; a screen shows no more.
MOST_POINTS: Final = 1_200
DATE_RANGES: Final = (
    mark("Journal", "All dates"),
    mark("Journal", "Today"),
    mark("Journal", "This week"),
    mark("Journal", "This month"),
    mark("Journal", "This year"),
)


@frozen
class Day:
    """The net result of the trades that closed on a trade date."""

    net: Decimal
    trades: int


@frozen
class Curve:
    """Cumulative net results by trade, thinned out without losing a peak or a trough.

    `numbers` counts closed trades from 0; `drawdown` is how far below its peak the curve is, ≤ 0.
    The deepest fall lasted from `peak_on` to `trough_on`.
    """

    numbers: Sequence[int] = ()
    net: Sequence[float] = ()
    drawdown: Sequence[float] = ()
    peak_on: date | None = None
    trough_on: date | None = None
    recovered: bool = False


@frozen
class Figures:
    """Everything that the pane shows of a selection. `trades` are the latest first."""

    statistics: TradeStatistics
    trades: Sequence[JournalTrade] = ()
    fees: Decimal = ZERO
    curve: Curve = field(default_factory=Curve)
    days: dict[date, Day] = field(default_factory=dict)

    @property
    def win_rate_range(self) -> tuple[float, float] | None:
        """The 95 % interval of the win rate, as shares of one; None with too few trades."""
        decided = self.statistics.wins + self.statistics.losses
        return win_rate_interval(self.statistics.wins, decided) if decided >= ENOUGH else None


class JournalViewModel:
    """Figures are worked out once per change, one stage a frame, so that no frame waits for them.

    `today` returns the market's trade date, `entry_of` an account.
    """

    def __init__(
        self,
        journal: Journal,
        today: Callable[[], date],
        entry_of: Callable[[str], AccountEntry],
    ) -> None:
        self._journal = journal
        self.today = today
        self.entry_of = entry_of
        self.changed: Observers[None] = Observers()
        self.selection = Selection()
        self.date_range = DATE_RANGES[0]
        self.figures = Figures(trade_statistics(()))
        self.accounts: Sequence[str] = ()
        self.symbols: Sequence[str] = ()
        self.strategies: Sequence[str] = ()
        self.last_trade_on: date | None = None
        #: Whether the figures are known: nothing is said of trades that are not counted yet.
        self.is_counted = False
        self._as_of: tuple[int, Selection] | None = None
        self._work: Iterator[None] | None = None

    @property
    def is_counting(self) -> bool:
        """Say whether figures are still being worked out."""
        return self._work is not None

    def choose_account(self, account: str) -> None:
        """Show the trades of one account, or of all."""
        self.selection = replace(self.selection, account=account)

    def choose_symbol(self, symbol: str) -> None:
        self.selection = replace(self.selection, symbol=symbol)

    def choose_strategy(self, strategy: str) -> None:
        self.selection = replace(self.selection, strategy=strategy)

    def choose_dates(self, name: str) -> None:
        """Show the trades of one of `DATE_RANGES`, or of a single day given in ISO form."""
        self.date_range = name
        first, last = self._dates(name)
        self.selection = replace(self.selection, first=first, last=last)

    def show_all(self) -> None:
        """Take every filter away."""
        self.selection, self.date_range = Selection(), DATE_RANGES[0]

    def _dates(self, name: str) -> tuple[date | None, date | None]:
        today = self.today()
        match name:
            case "All dates":
                return None, None
            case "Today":
                return today, today
            case "This week":
                return today - timedelta(days=today.weekday()), today
            case "This month":
                return today.replace(day=1), today
            case "This year":
                return today.replace(month=1, day=1), today
            case _:
                day = date.fromisoformat(name)
                return day, day

    def flush(self) -> None:
        """Take the next step towards what was booked or chosen since; tell when it is done."""
        wanted = (self._journal.version, self.selection)
        if wanted != self._as_of:
            self._as_of, self._work = wanted, self._recount(self.selection)
        if self._work is not None and next(self._work, self) is self:
            self._work, self.is_counted = None, True
            self.changed.emit(None)

    def _recount(self, selection: Selection) -> Iterator[None]:
        """Work everything out, in stages that each take a few milliseconds for 20,000 trades."""
        everything = self._journal.trades()
        yield
        self.accounts = sorted({trade.trip.account for trade in everything})
        self.symbols = sorted({trade.trip.symbol for trade in everything})
        self.strategies = sorted({trade.trip.strategy for trade in everything} - {""})
        self.last_trade_on = max((trade.trade_date for trade in everything), default=None)
        yield
        trades = everything if selection == Selection() else self._journal.trades(selection)
        yield
        net = net_results([trade.trip for trade in trades])
        yield
        statistics = trade_statistics(net)
        yield
        curve = yield from _curve(trades)
        days = _days(trades)
        yield
        fees = sum((trade.trip.fees for trade in trades), ZERO)
        self.figures = Figures(statistics, trades[::-1], fees, curve, days)


def _curve(trades: Sequence[JournalTrade]) -> Generator[None, None, Curve]:
    net, drawdown = [0.0], [0.0]
    total = peak = deepest = ZERO
    peak_at = trough_at = deepest_peak_at = 0
    for number, trade in enumerate(trades, 1):
        total += trade.trip.net_pnl
        if total >= peak:
            peak, peak_at = total, number
        if total - peak < deepest:
            deepest, trough_at, deepest_peak_at = total - peak, number, peak_at
        net.append(float(total))
        drawdown.append(float(total - peak))
    yield
    kept = _kept(net, drawdown)
    recovered = max(net[trough_at:]) >= net[deepest_peak_at]
    return Curve(
        numbers=kept,
        net=[net[number] for number in kept],
        drawdown=[drawdown[number] for number in kept],
        peak_on=trades[max(0, deepest_peak_at - 1)].trade_date if deepest else None,
        trough_on=trades[trough_at - 1].trade_date if deepest else None,
        recovered=recovered,
    )


def _kept(net: Sequence[float], drawdown: Sequence[float]) -> list[int]:
    """The points to draw: all of them, or of each stretch its extremes."""
    if len(net) <= MOST_POINTS:
        return list(range(len(net)))
    step = -(-len(net) * 3 // MOST_POINTS)
    kept = {0, len(net) - 1}
    for first in range(0, len(net), step):
        stretch = range(first, min(first + step, len(net)))
        kept.update((min(stretch, key=net.__getitem__), max(stretch, key=net.__getitem__)))
        kept.add(min(stretch, key=drawdown.__getitem__))
    return sorted(kept)


def _days(trades: Sequence[JournalTrade]) -> dict[date, Day]:
    found: dict[date, Day] = {}
    for trade in trades:
        before = found.get(trade.trade_date, Day(ZERO, 0))
        found[trade.trade_date] = Day(before.net + trade.trip.net_pnl, before.trades + 1)
    return found
