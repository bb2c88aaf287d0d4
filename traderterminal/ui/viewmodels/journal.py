"""The journal pane without its widgets: a selection of trades, its figures and its curve."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from traderterminal.journal.book import Journal, JournalTrade, Selection
from traderterminal.journal.statistics import TradeStatistics, win_rate_interval
from traderterminal.kit.observe import Observers

__all__ = ["EquityPoint", "JournalTrade", "JournalViewModel"]

ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class EquityPoint:
    """Cumulative net result after a trade closed, and how far below its peak that is."""

    at_ns: int
    net: Decimal
    drawdown: Decimal


class JournalViewModel:
    """Figures are worked out once per change, not once per look."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.changed: Observers[None] = Observers()
        self.selection = Selection()
        self._version = -1
        self._trades: list[JournalTrade] = []
        self._statistics = journal.statistics(self.selection)

    @property
    def trades(self) -> Sequence[JournalTrade]:
        """The selected trades, the latest first."""
        return self._trades[::-1]

    @property
    def statistics(self) -> TradeStatistics:
        return self._statistics

    @property
    def fees(self) -> Decimal:
        """All fees of the selected trades."""
        return sum((trade.trip.fees for trade in self._trades), ZERO)

    @property
    def win_rate_range(self) -> tuple[float, float] | None:
        """The 95 % interval of the win rate, as shares of one."""
        found = self._statistics
        return win_rate_interval(found.wins, found.wins + found.losses)

    @property
    def equity(self) -> list[EquityPoint]:
        """The curve of cumulative net results by trade."""
        points, total, peak = [], ZERO, ZERO
        for trade in self._trades:
            total += trade.trip.net_pnl
            peak = max(peak, total)
            points.append(EquityPoint(trade.trip.exit_ns, total, total - peak))
        return points

    def choose_account(self, account: str) -> None:
        """Show the trades of one account, or of all."""
        self._select(replace(self.selection, account=account))

    def choose_symbol(self, symbol: str) -> None:
        self._select(replace(self.selection, symbol=symbol))

    def choose_strategy(self, strategy: str) -> None:
        self._select(replace(self.selection, strategy=strategy))

    def _select(self, selection: Selection) -> None:
        self.selection, self._version = selection, -1
        self.flush()

    def flush(self) -> None:
        """Take over what was booked since the last frame."""
        if self._journal.version == self._version:
            return
        self._version = self._journal.version
        self._trades = self._journal.trades(self.selection)
        self._statistics = self._journal.statistics(self.selection)
        self.changed.emit(None)
