"""The journal as it grows: fills in, round trips and their figures out."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from traderterminal.domain.fills import Fill
from traderterminal.journal.round_trips import EntryPart, PositionHistory, RoundTrip, net_results
from traderterminal.journal.statistics import TradeStatistics, trade_statistics
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers

ZERO: Final = Decimal(0)
#: So many trades are judged in a few milliseconds.
AT_ONCE: Final = 200
TradeDate = Callable[[str, int], date]
#: What entries put at risk at a point value; None where it is not known.
Risk = Callable[[Iterable[EntryPart], Decimal], Decimal | None]


@frozen
class Selection:
    """Which trades are meant; an empty field means all. Dates are trade dates, both included."""

    account: str = ""
    symbol: str = ""
    strategy: str = ""
    first: date | None = None
    last: date | None = None
    group: str = ""


ALL: Final = Selection()


@frozen
class JournalTrade:
    """A round trip with the session date on which it closed, and what it had put at risk."""

    trip: RoundTrip
    trade_date: date
    risk: Decimal | None = None

    @property
    def r_net(self) -> Decimal | None:
        """What it made, net, in units of its risk; None while that is not known."""
        return None if self.risk is None else self.trip.net_pnl / self.risk


@dataclass(slots=True)
class Since:
    """What the fills of one position came to since an instant.

    `cash` is what they brought in, less fees; `bought` is signed, as is what was held before, at
    a point value of its own.
    """

    start_ns: int
    counted: int  # how many of all the fills
    point_value: Decimal
    cash: Decimal = ZERO
    bought: Decimal = ZERO
    held_before: Decimal = ZERO
    point_value_before: Decimal = ZERO


class Journal:
    """Builds round trips from fills as they are booked.

    `trade_date` returns the session date of a moment for a symbol. A fill that arrives late, behind
    others of its position, has that position rebuilt from its start, once it is asked about: a
    split changes all of them. `risk` tells what the entries of a trade had put at risk.
    """

    def __init__(
        self, trade_date: TradeDate, risk: Risk = lambda entries, point_value: None
    ) -> None:
        self._trade_date = trade_date
        self._risk = risk
        self._fills: dict[tuple[str, str], list[Fill]] = {}
        self._known: set[tuple[str, str]] = set()
        self._histories: dict[tuple[str, str], PositionHistory] = {}
        self._trades: list[JournalTrade] = []  # in the order in which they closed
        self._since: dict[tuple[str, str], Since] = {}
        self._stale: set[tuple[str, str]] = set()  # positions to be rebuilt
        self.changed: Observers[Fill] = Observers()
        self.version = 0

    def load(self, fills: Iterable[Fill]) -> None:
        """Start from the fills of the ledger, in order."""
        for fill in fills:
            self._add(fill)
        self.version += 1

    def add(self, fill: Fill) -> None:
        """Count a booked fill, once."""
        if self._add(fill):
            self.version += 1
            self.changed.emit(fill)

    def change(self, was: Fill, now: Fill | None) -> None:
        """Count a fill that the exchange changed or took back (`now` None), from its start on."""
        key = (was.account, was.symbol)
        fills = self._fills[key]
        del fills[bisect_left(fills, _moment(was), key=_moment)]
        if now is None:
            self._known.discard((was.account, was.fill_id))
        else:
            insort(fills, now, key=_moment)
        self._stale.add(key)
        self.version += 1
        self.changed.emit(now or was)

    def forget(self, account: str) -> None:
        """Start an account anew, after its reset."""
        for key in [key for key in self._fills if key[0] == account]:
            for fill in self._fills.pop(key):
                self._known.discard((account, fill.fill_id))
            self._histories.pop(key, None)
            self._since.pop(key, None)
            self._stale.discard(key)
        self._trades = [trade for trade in self._trades if trade.trip.account != account]
        self.version += 1

    def trades(self, selection: Selection = ALL) -> list[JournalTrade]:
        """Return the selected trades in the order in which they closed."""
        self._rebuild_stale()
        if selection == ALL:
            return self._trades.copy()
        return [trade for trade in self._trades if _selected(trade, selection)]

    def judge_risks(self) -> Iterator[None]:
        """Ask again for each risk that is not known yet, a few trades at each step."""
        for first in range(0, len(trades := self._trades.copy()), AT_ONCE):
            for trade in trades[first : first + AT_ONCE]:
                self._judge_risk(trade)
            yield
        self.version += 1

    def _judge_risk(self, trade: JournalTrade) -> None:
        if trade.risk is not None:
            return
        risk = self._risk(trade.trip.entries, trade.trip.point_value)
        at = bisect_left(self._trades, _closed(trade), key=_closed)
        if risk is not None and self._trades[at : at + 1] == [trade]:
            self._trades[at] = replace(trade, risk=risk)

    def risk_of_unit(self, account: str, symbol: str, held: Decimal) -> Decimal | None:
        """What each unit of the `held` ones puts at risk on average, by the stops of their entries.

        None where one is not known, or where these fills do not come to what is held.
        """
        self._rebuild_stale()
        history = self._histories.get((account, symbol))
        if history is None or history.position != held:
            return None
        risk = self._risk(history.entries, history.point_value)
        opened = sum((entry.quantity for entry in history.entries), ZERO)
        return None if risk is None else risk / opened

    def statistics(self, selection: Selection = ALL) -> TradeStatistics:
        """Return the statistics of the selected trades, net of fees."""
        return trade_statistics(net_results([trade.trip for trade in self.trades(selection)]))

    def fills(self, account: str, symbol: str) -> Sequence[Fill]:
        """The fills of one position, in order of time."""
        return self._fills.get((account, symbol), ())

    def all_fills(self) -> Iterator[Fill]:
        """Every fill since the accounts were opened or last reset."""
        for fills in self._fills.values():
            yield from fills

    def symbols(self, account: str) -> list[str]:
        """What an account has traded."""
        return [symbol for owner, symbol in self._fills if owner == account]

    def since(self, account: str, symbol: str, start_ns: int) -> Since:
        """Return what the fills of a position from `start_ns` on came to; there must be fills."""
        self._rebuild_stale()
        key = (account, symbol)
        fills, found = self._fills[key], self._since.get(key)
        if found is None or found.start_ns != start_ns:
            first = bisect_left(fills, start_ns, key=lambda fill: fill.at_ns)
            before = fills[max(0, first - 1)].point_value
            found = self._since[key] = Since(start_ns, first, before, point_value_before=before)
        for fill in fills[found.counted :]:
            found.cash -= fill.signed_quantity * fill.price * fill.point_value + fill.fee
            found.bought += fill.signed_quantity
        found.counted, found.point_value = len(fills), fills[-1].point_value
        found.held_before = self._histories[key].position - found.bought
        return found

    def last_price_before(self, account: str, symbol: str, at_ns: int) -> Decimal:
        """Return the price of the last fill of a position before an instant; KeyError if none."""
        fills = self._fills[account, symbol]
        index = bisect_left(fills, at_ns, key=lambda fill: fill.at_ns)
        if index == 0:
            raise KeyError((account, symbol, at_ns))
        return fills[index - 1].price

    def _add(self, fill: Fill) -> bool:
        if (fill.account, fill.fill_id) in self._known:
            return False
        self._known.add((fill.account, fill.fill_id))
        key = (fill.account, fill.symbol)
        fills = self._fills.setdefault(key, [])
        late = bool(fills) and _moment(fill) < _moment(fills[-1])
        insort(fills, fill, key=_moment)
        if late:
            self._stale.add(key)
        elif key not in self._stale:
            self._count(key, fill)
        return True

    def _rebuild_stale(self) -> None:
        while self._stale:
            self._rebuild(self._stale.pop())

    def _rebuild(self, key: tuple[str, str]) -> None:
        self._histories[key] = PositionHistory()
        self._since.pop(key, None)
        self._trades = [trade for trade in self._trades if _position(trade) != key]
        for fill in self._fills[key]:
            self._count(key, fill)

    def _count(self, key: tuple[str, str], fill: Fill) -> None:
        history = self._histories.setdefault(key, PositionHistory())
        for trip in history.add(fill):
            day = self._trade_date(trip.symbol, trip.exit_ns)
            trade = JournalTrade(trip, day, self._risk(trip.entries, trip.point_value))
            insort(self._trades, trade, key=_closed)


def _moment(fill: Fill) -> tuple[int, str]:
    return fill.at_ns, fill.fill_id


def _closed(trade: JournalTrade) -> tuple[int, str]:
    return trade.trip.exit_ns, trade.trip.trade_id


def _position(trade: JournalTrade) -> tuple[str, str]:
    return trade.trip.account, trade.trip.symbol


def _selected(trade: JournalTrade, selection: Selection) -> bool:
    return (
        selection.account in ("", trade.trip.account)
        and selection.symbol in ("", trade.trip.symbol)
        and selection.strategy in ("", trade.trip.strategy)
        and selection.group in ("", trade.trip.group)
        and (selection.first is None or trade.trade_date >= selection.first)
        and (selection.last is None or trade.trade_date <= selection.last)
    )
