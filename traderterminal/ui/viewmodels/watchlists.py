"""The watchlists without their widgets: what is in each, and what its symbols come to now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.watchlists import (
    LONGEST_NAME,
    MOST_CHARACTERS,
    MOST_LISTS,
    MOST_SYMBOLS,
    Watchlist,
    read,
    written,
)
from traderterminal.ui import texts
from traderterminal.ui.viewmodels.day_change import Change, day_change
from traderterminal.ui.viewmodels.freshness import stale_words

#: The line of a symbol goes back so many minutes that traded.
LINE_MINUTES: Final = 60
FIRST_NAME: Final = "Watchlist"
#: So many lines of a text are named that hold no symbol; the rest is counted.
TOLD: Final = 5


@frozen
class WatchRow:
    """A symbol of a list with what it comes to now; None where nothing is known.

    `key` is the symbol as the list keeps it. `line` holds the closes of its latest minutes in
    ticks, oldest first, `age_s` is how old the quote is in seconds of market time, and `stale` the
    words for a feed that is silent.
    """

    key: str
    instrument: Instrument | None
    group: str = ""
    begins_group: bool = False
    last: Decimal | None = None
    change: Change | None = None
    bid: Decimal | None = None
    ask: Decimal | None = None
    volume: Decimal | None = None
    high: Decimal | None = None
    low: Decimal | None = None
    line: tuple[int, ...] = ()
    age_s: float | None = None
    stale: str = ""


@dataclass(slots=True)
class _Shown:
    """What was made of a symbol last, of which version of its market and in which second."""

    row: WatchRow
    version: int = -1
    second: int = -1


class WatchlistsViewModel:
    """All lists, one of which is shown.

    `resolve` returns what any accepted form of a symbol means, and raises UnknownSymbol; `kept_as`
    is what an instrument is kept as; `keep` stores the lists and the name of the one that is
    shown. The `first` symbols are those of a trader without lists. `chosen` tells of a symbol that
    is to be shown in the panes that are linked with the list.
    """

    #: So many characters of a text are looked at.
    longest_text: Final = MOST_CHARACTERS

    def __init__(
        self,
        *,
        hub: MarketHub,
        bars: BarBook,
        resolve: Callable[[str], Instrument],
        kept_as: Callable[[Instrument], str],
        kept: tuple[Sequence[Watchlist], str],
        keep: Callable[[Sequence[Watchlist], str], object],
        first: Sequence[str] = (),
    ) -> None:
        self._hub = hub
        self._bars = bars
        self._resolve = resolve
        self._kept_as = kept_as
        self._keep = keep
        lists, shown = kept
        self._lists = {one.name: one for one in lists}
        if not self._lists:
            made = Watchlist(FIRST_NAME)
            for symbol in first:
                made = made.with_symbol(symbol)
            self._lists[FIRST_NAME] = made
        self._name = shown if shown in self._lists else next(iter(self._lists))
        self._shown: dict[str, _Shown] = {}
        self._rows: list[WatchRow] = []
        self._dirty = True
        self.instrument: Instrument | None = None
        self.changed: Observers[None] = Observers()
        self.chosen: Observers[Instrument] = Observers()

    # Which list is shown.

    @property
    def names(self) -> list[str]:
        """The names of all lists."""
        return list(self._lists)

    @property
    def name(self) -> str:
        """The name of the list that is shown."""
        return self._name

    @property
    def shown(self) -> Watchlist:
        """The list that is shown."""
        return self._lists[self._name]

    def choose(self, name: str) -> None:
        """Show another list."""
        if name in self._lists and name != self._name:
            self._name = name
            self._store()

    def add_list(self, name: str) -> str:
        """Begin a list and show it; return what stands against its name, or ""."""
        problem = self._name_problem(name)
        if not problem and len(self._lists) >= MOST_LISTS:
            problem = translate(
                "Watchlist", "There are {most_lists} lists already. Delete one first."
            ).format(most_lists=MOST_LISTS)
        if not problem:
            self._name = name.strip()
            self._lists[self._name] = Watchlist(self._name)
            self._store()
        return problem

    def rename(self, name: str) -> str:
        """Give the shown list another name; return what stands against it, or ""."""
        if name.strip() == self._name:
            return ""
        problem = self._name_problem(name)
        if not problem:
            before, self._name = self._name, name.strip()
            self._lists = {
                (self._name if key == before else key): (
                    replace(one, name=self._name) if key == before else one
                )
                for key, one in self._lists.items()
            }
            self._store()
        return problem

    def delete(self) -> None:
        """Delete the shown list; the last one is only emptied."""
        del self._lists[self._name]
        if not self._lists:
            self._lists[FIRST_NAME] = Watchlist(FIRST_NAME)
        self._name = next(iter(self._lists))
        self._store()

    def _name_problem(self, name: str) -> str:
        typed = name.strip()
        if not typed:
            return translate("Watchlist", "A list needs a name")
        if len(typed) > LONGEST_NAME:
            return translate("Watchlist", "A name has at most {longest_name} characters").format(
                longest_name=LONGEST_NAME
            )
        return (
            translate("Watchlist", "There is a list {typed} already").format(typed=typed)
            if typed in self._lists
            else ""
        )

    # What is in it.

    def add(self, text: str) -> str:
        """Add a symbol in any accepted form; return what stands against it, or ""."""
        if not text.strip():
            return ""
        try:
            instrument = self._resolve(text)
        except UnknownSymbol as unknown:
            return texts.text(unknown.message)
        symbol, watchlist = self._kept_as(instrument), self.shown
        if symbol in watchlist.symbols:
            return translate("Watchlist", "{symbol} is in {name} already").format(
                symbol=symbol, name=self._name
            )
        if watchlist.is_full:
            return translate(
                "Watchlist", "{name} is full: a list has room for {most_symbols} symbols"
            ).format(name=self._name, most_symbols=MOST_SYMBOLS)
        self._take(watchlist.with_symbol(symbol))
        return ""

    def remove(self, key: str) -> None:
        """Take a symbol out of the list."""
        self._take(self.shown.without(key))

    def move(self, key: str, before: str | None) -> None:
        """Put a symbol before another one, or at the end."""
        self._take(self.shown.moved(key, before))

    def shift(self, key: str, steps: int) -> None:
        """Move a symbol up (below zero) or down."""
        self._take(self.shown.shifted(key, steps))

    def group(self, key: str, name: str) -> str:
        """Let a group begin with a symbol; return what stands against its name, or ""."""
        typed = name.strip()
        if not typed:
            return translate("Watchlist", "A group needs a name")
        if len(typed) > LONGEST_NAME:
            return translate("Watchlist", "A name has at most {longest_name} characters").format(
                longest_name=LONGEST_NAME
            )
        self._take(self.shown.grouped(key, typed))
        return ""

    def ungroup(self, key: str) -> None:
        """Let the group that begins with a symbol be one with that before it."""
        self._take(self.shown.ungrouped(key))

    def export_text(self) -> str:
        """Return the list as text."""
        return written(self.shown)

    def import_text(self, text: str, into: str | None = None) -> str:
        """Add the symbols of a text to a list; say how many, and which lines hold none.

        Without the name of one it is the list that is shown.
        """
        name = self._name if into is None else into
        if name not in self._lists:
            return translate(
                "Watchlist", "Nothing was added. There is no list {name} any more."
            ).format(name=name)
        if len(text) > MOST_CHARACTERS:
            return translate(
                "Watchlist",
                "Nothing was added. The text is longer than {most_characters:,} characters.",
            ).format(most_characters=MOST_CHARACTERS)
        before, unknown = self._lists[name], list[str]()
        made = before
        for number, entry in read(text):
            try:
                symbol = self._kept_as(self._resolve(entry.symbol))
            except UnknownSymbol:
                unknown.append(
                    translate("Watchlist", "line {number}: {symbol}").format(
                        number=number, symbol=entry.symbol[:LONGEST_NAME]
                    )
                )
                continue
            made = made.with_symbol(symbol, entry.group)
        self._take(made)
        added = len(made.entries) - len(before.entries)
        words = translate("Watchlist", "{added} added to {name}.").format(added=added, name=name)
        if made.is_full:
            words += translate(
                "Watchlist", " It is full: a list has room for {most_symbols} symbols."
            ).format(most_symbols=MOST_SYMBOLS)
        if unknown:
            more = (
                translate("Watchlist", " and {count} more").format(count=len(unknown) - TOLD)
                if len(unknown) > TOLD
                else ""
            )
            words += translate("Watchlist", " Not known here, left out: {symbols}{more}.").format(
                symbols=", ".join(unknown[:TOLD]), more=more
            )
        return words

    def _take(self, watchlist: Watchlist) -> None:
        if watchlist != self._lists[watchlist.name]:
            self._lists[watchlist.name] = watchlist
            self._store()

    def _store(self) -> None:
        self._dirty = True
        self._keep(tuple(self._lists.values()), self._name)
        self.changed.emit(None)

    # Linked panes.

    def show(self, instrument: Instrument) -> None:
        """Mark the symbol that the linked panes show."""
        self.instrument = instrument
        self.changed.emit(None)

    @property
    def selected(self) -> str:
        """The key of the symbol that the linked panes show; empty where it is not in the list."""
        if self.instrument is None:
            return ""
        symbol = self.instrument.symbol
        found = (r.key for r in self.rows if r.instrument and r.instrument.symbol == symbol)
        return next(found, "")

    def pick(self, key: str) -> None:
        """Show a symbol of the list in the panes that are linked with it."""
        instrument = self.instrument_of(key)
        if instrument is not None:
            self.chosen.emit(instrument)

    def instrument_of(self, key: str) -> Instrument | None:
        """Return what a symbol of the list means; None where it is not known here."""
        return next((row.instrument for row in self.rows if row.key == key), None)

    # What it comes to.

    @property
    def rows(self) -> list[WatchRow]:
        """The symbols of the shown list, in its order, as of the last flush."""
        if self._dirty:
            self._begin_rows()
        return self._rows

    def flush(self) -> None:
        """Take over what came since the last frame.

        Ages and silence change without a tick: each row is looked at once a second, and not all of
        them in the same frame.
        """
        hub, dirty = self._hub, self._dirty
        if dirty:
            self._begin_rows()
        now_ns, apart_ns = hub.clock.now_ns(), NANOSECONDS // max(1, len(self._shown))
        for number, shown in enumerate(self._shown.values()):
            instrument = shown.row.instrument
            if instrument is None:
                continue
            version = hub.version(instrument.symbol)
            second = (now_ns + number * apart_ns) // NANOSECONDS
            if version != shown.version or second != shown.second:
                self._renew(shown, instrument, now_ns, is_due=second != shown.second)
                shown.version, shown.second = version, second
                dirty = True
        if dirty:
            self._rows = [shown.row for shown in self._shown.values()]
            self.changed.emit(None)

    def _begin_rows(self) -> None:
        """Have a row for each symbol; those that stay keep what they show."""
        self._dirty = False
        watchlist, before = self.shown, self._shown
        self._shown = {}
        for entry in watchlist.entries:
            key, begins = entry.symbol, watchlist.begins_group(entry.symbol)
            shown = before.get(key)
            if shown is None:
                shown = _Shown(WatchRow(key, self._wanted(key)))
            if (shown.row.group, shown.row.begins_group) != (entry.group, begins):
                shown.row = replace(shown.row, group=entry.group, begins_group=begins)
            self._shown[key] = shown
        self._rows = [shown.row for shown in self._shown.values()]

    def _wanted(self, key: str) -> Instrument | None:
        """Have a symbol delivered, where it is one; what the feed lacks is shown as silent."""
        try:
            instrument = self._resolve(key)
            self._hub.want(instrument.symbol)
        except UnknownSymbol:
            return None
        return instrument

    def _renew(self, shown: _Shown, instrument: Instrument, now_ns: int, *, is_due: bool) -> None:
        symbol, row = instrument.symbol, shown.row
        quote = self._hub.quote(symbol)
        day = self._bars.day(symbol) if self._bars.knows(symbol) else None
        line, age_s, stale = row.line, row.age_s, row.stale
        if is_due:
            line = self._line(symbol)
            age_s = None if quote is None else max(0.0, (now_ns - quote.at_ns) / NANOSECONDS)
            stale = stale_words(self._hub.health(symbol))
        last = None if quote is None else quote.last
        shown.row = WatchRow(
            key=row.key,
            instrument=instrument,
            group=row.group,
            begins_group=row.begins_group,
            last=last,
            change=day_change(instrument, last, day),
            bid=None if quote is None else quote.bid,
            ask=None if quote is None else quote.ask,
            volume=None if day is None else instrument.from_lots(day.bar.volume),
            high=None if day is None else instrument.from_ticks(day.bar.high),
            low=None if day is None else instrument.from_ticks(day.bar.low),
            line=line,
            age_s=age_s,
            stale=stale,
        )

    def _line(self, symbol: str) -> tuple[int, ...]:
        if not self._bars.knows(symbol):
            return ()
        return tuple(self._bars.series(symbol).close[-LINE_MINUTES:].tolist())
