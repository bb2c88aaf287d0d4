"""Signed volume: what buyers took less what sellers gave, of symbols that somebody asks about.

It is added up second by second, which all lengths of time are made of: from the latest trades that
were heard on, and before that from stored ones, which are read day by day as far back as somebody
looks.
Nothing is guessed: a bar has none where more was traded in it than is known trade by trade, or
where none of its trades says who crossed the spread.
"""

import asyncio
import logging
from array import array
from bisect import bisect_left
from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np

from traderterminal.domain.errors import BadData
from traderterminal.domain.sessions import Hours
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.columns import Int64s, SignedSeconds
from traderterminal.market.hub import MarketHub
from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.ports import StoredHistory
from traderterminal.market.regular_hours import OUTSIDE, RegularHours
from traderterminal.market.ticks import SIGNS, Tick, TradeTick

#: After every instant.
NEVER_NS: Final = 2**63 - 1

_log = logging.getLogger(__name__)


class SignedVolume:
    """The signed volume of one symbol since `since_ns` of market time, and of older trades before.

    `regular` leaves the trades of these hours, None all. `version` rises when older ones came.
    """

    def __init__(self, since_ns: int, regular: RegularHours | None = None) -> None:
        self.version = 0
        self._regular = regular
        self.clear()
        self._since_ns = self._reached_ns = self._wanted_ns = since_ns

    def clear(self) -> None:
        """Forget all: the market starts again, and may do so at an earlier time."""
        # What is stored is read up to the first trade that comes, whenever that is.
        self._since_ns = self._reached_ns = 0
        self._wanted_ns = NEVER_NS
        self._seconds = array("q")  # in which trades were, as nanoseconds, in order
        self._signed = array("q")  # lots
        self._traded = array("q")
        self._told = array("q")  # lots of which it was said who crossed the spread
        self.version += 1

    @property
    def first_ns(self) -> int | None:
        """From when on something is known; None before anything is."""
        return self._seconds[0] if self._seconds else None

    @property
    def older_before_ns(self) -> int | None:
        """Before when stored trades are to be read; None where nobody looks that far back."""
        return self._reached_ns if self._wanted_ns < self._reached_ns else None

    def add(self, tick: Tick) -> None:
        """Take in a tick; one that comes late still counts in its second."""
        if type(tick) is not TradeTick or tick.at_ns < self._since_ns:
            return
        if self._regular is not None and self._regular.session(tick.at_ns) is None:
            return
        if not self._since_ns:
            self._since_ns = self._reached_ns = tick.at_ns
        sign, second = SIGNS[tick.aggressor], tick.at_ns - tick.at_ns % NANOSECONDS
        at = len(self._seconds) - 1
        if at < 0 or self._seconds[at] != second:
            at = bisect_left(self._seconds, second)
            if at == len(self._seconds) or self._seconds[at] != second:
                self._seconds.insert(at, second)
                for column in (self._signed, self._traded, self._told):
                    column.insert(at, 0)
        self._signed[at] += sign * tick.size
        self._traded[at] += tick.size
        self._told[at] += abs(sign) * tick.size

    def prepend(self, older: SignedSeconds) -> None:
        """Put older trades in front, which are all that there are from `older.from_ns` on."""
        self._reached_ns = older.from_ns
        self._since_ns = min(self._since_ns, max(older.from_ns, 1))
        if self._regular is not None:
            older = older.where(self._regular.starts(older.second_ns) != OUTSIDE)
        if not len(older):
            return
        if self._seconds and self._seconds[0] == older.second_ns[-1]:
            older = self._join_first(older)
        self._seconds = _joined(older.second_ns, self._seconds)
        self._signed = _joined(older.signed, self._signed)
        self._traded = _joined(older.traded, self._traded)
        self._told = _joined(older.told, self._told)
        self.version += 1

    def _join_first(self, older: SignedSeconds) -> SignedSeconds:
        """Count the stored part of the second that is there already, which is the last of them."""
        self._signed[0] += int(older.signed[-1])
        self._traded[0] += int(older.traded[-1])
        self._told[0] += int(older.told[-1])
        return older.where(np.arange(len(older)) < len(older) - 1)

    def of_bars(self, starts_ns: Int64s, until_ns: int | None, traded: Floats) -> Floats:
        """Return the signed volume, in lots, of bars that begin then, each up to the next one.

        The last one ends before `until_ns`, or takes all that came since. `traded` are the volumes
        of the bars, in lots. NaN where it is not known.
        """
        found = np.full(len(starts_ns), NAN)
        if not len(starts_ns):
            return found
        self._wanted_ns = min(self._wanted_ns, int(starts_ns[0]))
        if not self._seconds:
            return found
        seconds = np.frombuffer(self._seconds, np.int64)
        cuts = np.searchsorted(seconds, starts_ns)
        end = len(seconds) if until_ns is None else int(np.searchsorted(seconds, until_ns))
        ends = np.append(cuts[1:], max(int(cuts[-1]), end))
        signed, every, told = (
            _sums(column, cuts, ends) for column in (self._signed, self._traded, self._told)
        )
        known = (told > 0) & (traded > 0) & (every >= traded)
        found[known] = signed[known]
        return found


def _joined(older: Int64s, newer: "array[int]") -> "array[int]":
    made = array("q", older.astype(np.int64).tobytes())
    made.extend(newer)
    return made


def _sums(column: "array[int]", cuts: Int64s, ends: Int64s) -> Int64s:
    """Add up what lies between places of a column; the places rise."""
    first = int(cuts[0])
    sums = np.concatenate(([0], np.cumsum(np.frombuffer(column, np.int64)[first : ends[-1]])))
    found: Int64s = sums[ends - first] - sums[cuts - first]
    return found


class SignedVolumes:
    """The signed volume of each symbol that was asked about, of all hours and of regular ones.

    `regular` returns the regular hours of a symbol, `heard` its latest trades of this run; `stored`
    has those of before.
    """

    def __init__(
        self,
        hub: MarketHub,
        regular: Callable[[str], RegularHours],
        heard: Callable[[str], SignedSeconds],
        stored: StoredHistory | None = None,
    ) -> None:
        self._hub = hub
        self._regular = regular
        self._heard = heard
        self._stored = stored
        self._by_symbol: dict[tuple[str, Hours], SignedVolume] = {}
        self._reading: set[tuple[str, Hours]] = set()
        hub.cleared.connect(lambda _: self._clear())

    def of(self, symbol: str, hours: Hours = Hours.ALL) -> SignedVolume:
        """Return that of a symbol, the same object for good; it is kept up from now on."""
        found = self._by_symbol.get((symbol, hours))
        if found is None:
            regular = None if hours is Hours.ALL else self._regular(symbol)
            found = SignedVolume(self._hub.clock.now_ns(), regular)
            if len(heard := self._heard(symbol)):
                found.prepend(heard)
            self._by_symbol[symbol, hours] = found
            self._hub.listen(symbol, found.add)
        return found

    def wants_older(self, symbol: str, hours: Hours) -> bool:
        """Say whether stored trades are to be read for what somebody looks at."""
        return (
            self._stored is not None
            and (symbol, hours) not in self._reading
            and self.of(symbol, hours).older_before_ns is not None
        )

    async def read_older(self, symbol: str, hours: Hours) -> None:
        """Read the latest day of stored trades that is not there yet, beside the loop."""
        found = self.of(symbol, hours)
        before_ns, run = found.older_before_ns, found.version
        if self._stored is None or before_ns is None or (symbol, hours) in self._reading:
            return
        self._reading.add((symbol, hours))
        try:
            older = await asyncio.to_thread(self._stored.signed, symbol, before_ns)
        except BadData as error:
            _log.warning("older trades of %s are not counted: %s", symbol, error)
            older = SignedSeconds.none()
        finally:
            self._reading.discard((symbol, hours))
        if run == found.version:  # else the market began anew, and what was read may lie ahead
            found.prepend(older)

    def _clear(self) -> None:
        for found in self._by_symbol.values():
            found.clear()


#: Finds the signed volume of bars by their starts, the last of which ends at an instant or not yet,
#: and by the volume of each.
FindDelta: TypeAlias = Callable[[Int64s, int | None, Floats], Floats]
