"""The prices from which a day's results start: noted as the day changes, kept in the ledger."""

import logging
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from traderterminal.app.hours import TradingHours
from traderterminal.desk.desk import Desk
from traderterminal.desk.ports import Ledger, NoteFact
from traderterminal.domain.errors import LedgerDown
from traderterminal.journal.days import DayResults
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen

#: How often what is held is noted, so that a day that begins while the program is off has a start.
NOTE_SECONDS: Final = 300.0
_START: Final = "day start "
_LATEST: Final = "latest mark "

_log = logging.getLogger(__name__)

Notes = Mapping[str, Mapping[str, str]]


def noted_mark(notes: Notes, symbol: str) -> tuple[int, Decimal] | None:
    """Return the latest mark of what was held that an earlier run noted, and its market time."""
    note = notes.get(_LATEST + symbol)
    return None if note is None else (int(note["at_ns"]), Decimal(note["mark"]))


def restated_start(
    results: DayResults, symbol: str, began_ns: int, price: Callable[[Decimal], Decimal]
) -> list[NoteFact]:
    """Let a day start from another price, as a dividend or a split has it; return what to note."""
    mark = results.start(symbol, began_ns)
    return [] if mark is None else [_started(results, symbol, began_ns, price(mark))]


def _started(results: DayResults, symbol: str, began_ns: int, mark: Decimal) -> NoteFact:
    results.start_from(symbol, began_ns, mark)
    return NoteFact(_START + symbol, {"began_ns": str(began_ns), "mark": str(mark)})


@frozen
class DayMarks:
    """Keeps the marks of what is held. `market` returns the clock of market time."""

    desk: Desk
    ledger: Ledger
    hours: TradingHours
    results: DayResults
    market: Callable[[], Clock]

    async def take_up(self, notes: Notes) -> None:
        """Go on from what the ledger knew.

        A day that began while the program was off starts from the latest mark before it.
        """
        began_ns, facts = self.hours.day_start(self.market().now_ns()), list[NoteFact]()
        for key, note in notes.items():
            if key.startswith(_START):
                symbol = key.removeprefix(_START)
                self.results.start_from(symbol, int(note["began_ns"]), Decimal(note["mark"]))
        for key, note in notes.items():
            if not key.startswith(_LATEST) or int(note["at_ns"]) > began_ns:
                continue
            symbol = key.removeprefix(_LATEST)
            known = notes.get(_START + symbol)
            if known is None or int(known["began_ns"]) != began_ns:
                facts.append(self._start(symbol, began_ns, Decimal(note["mark"])))
        await self._note(facts)

    async def follow_days(self) -> None:
        """Note a start for what is held whenever the market's day changes, until cancelled."""
        while True:
            clock = self.market()
            began_ns = self.hours.next_day_start(clock.now_ns())
            while (left := began_ns - clock.now_ns()) > 0:
                await clock.sleep(left / NANOSECONDS)
            await self._note([self._start(s, began_ns, mark) for s, mark in self._held().items()])

    async def note_now_and_then(self, host: Clock) -> None:
        """Note the latest marks at intervals of host time, until cancelled."""
        while True:
            await host.sleep(NOTE_SECONDS)
            await self.note_latest()

    async def note_latest(self) -> None:
        """Make the latest marks of what is held durable."""
        at = str(self.market().now_ns())
        await self._note(
            [
                NoteFact(_LATEST + symbol, {"at_ns": at, "mark": str(mark)})
                for symbol, mark in self._held().items()
            ]
        )

    def _held(self) -> dict[str, Decimal]:
        symbols = {p.symbol for p in self.desk.positions.values() if not p.is_flat}
        marks = {symbol: self.desk.mark(symbol) for symbol in sorted(symbols)}
        return {symbol: mark for symbol, mark in marks.items() if mark is not None}

    def _start(self, symbol: str, began_ns: int, mark: Decimal) -> NoteFact:
        return _started(self.results, symbol, began_ns, mark)

    async def _note(self, facts: list[NoteFact]) -> None:
        try:
            await self.ledger.commit(facts)
        except LedgerDown as down:
            _log.warning("the marks of what is held were not noted: %s", down.cause)
