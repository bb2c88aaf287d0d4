"""Time and sales without its widget: which trades are shown, and what stands out among them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.market.hub import MarketHub
from traderterminal.market.tape import KEPT, Merge, Print, Tape
from traderterminal.market.ticks import Aggressor
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.freshness import stale_words
from traderterminal.ui.viewmodels.typed import NotReadable, read_quantity

MERGES: Final = {
    Merge.EACH: mark("Trades", "Every trade"),
    Merge.SWEEP: mark("Trades", "One order"),
    Merge.PRICE: mark("Trades", "Runs at a price"),
}
_SIDES: Final = {
    Aggressor.BUYER: ("▲", "buy", mark("Trades", "bought")),
    Aggressor.SELLER: ("▼", "sell", mark("Trades", "sold")),
    Aggressor.NEITHER: ("", "t2", mark("Trades", "traded")),
}
#: So many rows that are written out are remembered.
_WRITTEN: Final = 512


@frozen
class TapeRow:
    """One row as it is drawn. `glyph` and `token` tell who crossed the spread."""

    number: int
    time: str
    price: str
    size: str
    trades: int
    glyph: str
    token: str
    is_large: bool


class TimeAndSalesViewModel:
    """The trades of one symbol, the newest first.

    `local` gives a moment on the exchange's wall clock. While the tape is held, because the pointer
    is on it or the trader looks further back, it stands still and counts what comes.
    """

    def __init__(self, hub: MarketHub, local: Callable[[Instrument, int], datetime]) -> None:
        self._hub = hub
        self._local = local
        self._tape = Tape()
        self._stop: Callable[[], None] = lambda: None
        self._stop_clearing = hub.cleared.connect(lambda _: self._start_again())
        self._written: dict[tuple[int, int, int, bool], TapeRow] = {}
        self._version = -1
        self._second = -1
        self._automatic: int | None = None
        self._is_under_pointer = False
        self._held_at: int | None = None
        self._back = 0
        self.instrument: Instrument | None = None
        self.least = 0  # lots; 0 shows all
        self.large = 0  # lots; 0 lets the tape decide
        self.stale = ""
        self.problem = ""
        self.changed: Observers[None] = Observers()

    def close(self) -> None:
        """Stop listening."""
        self._stop()
        self._stop_clearing()

    # Which symbol.

    def show(self, instrument: Instrument) -> None:
        """Show the trades of a symbol from now on; sizes that were typed are of the one before."""
        self._stop()
        self.instrument = instrument
        self.least = self.large = 0
        self._start_again()
        self._stop = self._hub.listen(instrument.symbol, self._tape.add)

    def _start_again(self) -> None:
        self._tape.clear()
        self._written.clear()
        self._automatic = None
        self._held_at = self._tape.newest if self._is_under_pointer else None
        self._back = 0
        self.changed.emit(None)

    # What is shown of it.

    @property
    def merge(self) -> Merge:
        """Which trades make up a row."""
        return self._tape.merge

    def choose_merge(self, merge: Merge) -> None:
        """Put trades together otherwise from now on."""
        self._tape.merge = merge
        self.changed.emit(None)

    def type_least(self, text: str) -> None:
        """Show trades from a typed quantity on; nothing typed shows all."""
        lots = self._lots(text)
        if lots is not None:
            self.least = lots
        self.changed.emit(None)

    def type_large(self, text: str) -> None:
        """Let trades from a typed quantity on stand out; nothing typed lets the tape decide."""
        lots = self._lots(text)
        if lots is not None:
            self.large = lots
        self.changed.emit(None)

    def _lots(self, text: str) -> int | None:
        """What was typed in lots; None, and `problem` says why, where it is no quantity."""
        self.problem = ""
        if self.instrument is None or not text.strip():
            return 0
        try:
            return self.instrument.to_lots(read_quantity(text, self.instrument))
        except NotReadable as unreadable:
            self.problem = str(unreadable)
            return None

    def shown_lots(self, lots: int) -> str:
        """Write a number of lots as a quantity; empty for none."""
        if not lots or self.instrument is None:
            return ""
        return formats.quantity(self.instrument.from_lots(lots))

    @property
    def large_words(self) -> str:
        """From which quantity on a trade stands out, as far as that is known."""
        from_lots = self.large or self._automatic
        return (
            translate("Trades", "large from {size}").format(size=self.shown_lots(from_lots))
            if from_lots
            else ""
        )

    # Standing still.

    @property
    def is_held(self) -> bool:
        """Whether it stands still."""
        return self._held_at is not None

    @property
    def newer(self) -> int:
        """How many rows have come since it stands still."""
        return 0 if self._held_at is None else self._tape.newest - self._held_at

    @property
    def back(self) -> int:
        """How many rows the trader looks back."""
        return self._back

    def hold(self, *, held: bool) -> None:
        """Stand still under the pointer."""
        self._is_under_pointer = held
        self._settle()

    def scroll(self, rows: int) -> None:
        """Look so many rows further back; below zero, towards the newest."""
        self._back = max(0, min(KEPT, self._back + rows))
        self._settle()

    def to_newest(self) -> None:
        """Look at the newest rows again."""
        self._back = 0
        self._held_at = self._tape.newest if self._is_under_pointer else None
        self.changed.emit(None)

    def _settle(self) -> None:
        if not self._is_under_pointer and not self._back:
            self._held_at = None
        elif self._held_at is None:
            self._held_at = self._tape.newest
        self.changed.emit(None)

    # Rows.

    def rows(self, count: int) -> Sequence[TapeRow]:
        """Return the rows in view, at most `count`, the newest first."""
        rows = list(islice(self._found(), self._back, self._back + count))
        if self._back and len(rows) < count:  # so far back there is none: stay at the oldest
            self._back = max(0, sum(1 for _ in self._found()) - count)
            rows = list(islice(self._found(), self._back, self._back + count))
        return [self._row(one) for one in rows]

    def _found(self) -> Iterator[Print]:
        up_to = self._tape.newest if self._held_at is None else self._held_at
        return self._tape.latest(up_to, max(1, self.least))

    def _row(self, one: Print) -> TapeRow:
        from_lots = self.large or self._automatic
        is_large = from_lots is not None and one.size >= from_lots
        key = (one.number, one.size, one.price, is_large)
        row = self._written.get(key)
        if row is None:
            if len(self._written) >= _WRITTEN:
                self._written.clear()
            row = self._written[key] = self._write(one, is_large=is_large)
        return row

    def _write(self, one: Print, *, is_large: bool) -> TapeRow:
        instrument = self.instrument
        assert instrument is not None  # noqa: S101 - what was heard is of a symbol
        glyph, token, _ = _SIDES[one.aggressor]
        at = self._local(instrument, one.at_ns)
        return TapeRow(
            one.number,
            f"{at:%H:%M:%S}.{at.microsecond // 1000:03}",
            formats.price(instrument.from_ticks(one.price), instrument),
            formats.quantity(instrument.from_lots(one.size)),
            one.trades,
            glyph,
            token,
            is_large,
        )

    @property
    def spoken(self) -> str:
        """The latest trade in words."""
        newest = next(self._tape.latest(self._tape.newest), None)
        if newest is None:
            return translate("Trades", "no trade yet")
        row = self._row(newest)
        return translate("Trades", "{done} {size} at {price}, {time}").format(
            done=translate("Trades", _SIDES[newest.aggressor][2]),
            size=row.size,
            price=row.price,
            time=row.time[:8],
        )

    def flush(self) -> None:
        """Take over what came since the last frame."""
        if self.instrument is None:
            return
        second = self._hub.clock.now_ns() // NANOSECONDS
        due = second != self._second
        if due:
            self._second = second
            self._automatic = self._tape.large()
            stale = stale_words(self._hub.health(self.instrument.symbol))
            due, self.stale = stale != self.stale, stale
        if due or self._tape.version != self._version:
            self._version = self._tape.version
            self.changed.emit(None)

    # From one time to the next.

    def state(self) -> dict[str, Any]:
        """Return how trades are put together, as JSON takes it."""
        return {"merge": str(self.merge)}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` gave; what is none of it is left as it was."""
        if state.get("merge") in set(Merge):
            self._tape.merge = Merge(state["merge"])
