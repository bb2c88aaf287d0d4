"""Watchlists: the symbols that a trader looks at together, in his order and in groups.

Symbols stand as they are kept: the root of what rolls, else the contract. A group is a stretch of
neighbours under one name; those before the first group stand under none.

As text a list has one symbol a line, or several with commas between them; a line that begins with
`###` names the group of those that follow, as TradingView's lists have it, one with a single `#` is
a remark.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from traderterminal.kit.frozen import frozen

#: More is slower to look at than to search.
MOST_SYMBOLS: Final = 500
MOST_LISTS: Final = 50
LONGEST_NAME: Final = 40
#: The longest text that is looked at.
MOST_CHARACTERS: Final = 64 * 1024

_GROUP: Final = "###"
_REMARK: Final = "#"


@frozen
class Watched:
    """A symbol of a list, and the name of the group that it stands in."""

    symbol: str
    group: str = ""


@frozen
class Watchlist:
    """Symbols under a name, each once."""

    name: str
    entries: tuple[Watched, ...] = ()

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols in their order."""
        return tuple(entry.symbol for entry in self.entries)

    @property
    def is_full(self) -> bool:
        """Whether no more have room."""
        return len(self.entries) >= MOST_SYMBOLS

    def group_of(self, symbol: str) -> str:
        """Return the group that a symbol stands in; empty for none."""
        return next((entry.group for entry in self.entries if entry.symbol == symbol), "")

    def begins_group(self, symbol: str) -> bool:
        """Whether another group begins with a symbol that is not the first of all."""
        at = self._position(symbol)
        return bool(at) and self.entries[at].group != self.entries[at - 1].group

    def with_symbol(self, symbol: str, group: str | None = None) -> "Watchlist":
        """Add a symbol at the end, to the last group unless another is given."""
        if symbol in self.symbols or self.is_full:
            return self
        last = self.entries[-1].group if self.entries else ""
        return replace(
            self, entries=(*self.entries, Watched(symbol, last if group is None else group))
        )

    def without(self, symbol: str) -> "Watchlist":
        """Take a symbol out."""
        return replace(self, entries=tuple(e for e in self.entries if e.symbol != symbol))

    def moved(self, symbol: str, before: str | None) -> "Watchlist":
        """Put a symbol before another one, whose group it takes, or at the end."""
        if symbol not in self.symbols or symbol == before:
            return self
        left = self.without(symbol)
        at = len(left.entries) if before is None else left._position(before)
        beside = left.entries[at] if at < len(left.entries) else next(reversed(left.entries), None)
        entry = Watched(symbol, "" if beside is None else beside.group)
        return replace(self, entries=(*left.entries[:at], entry, *left.entries[at:]))

    def shifted(self, symbol: str, steps: int) -> "Watchlist":
        """Move a symbol up (below zero) or down among the others, into their groups."""
        if symbol not in self.symbols:
            return self
        others = self.without(symbol).symbols
        at = self._position(symbol) + steps
        if not 0 <= at <= len(others):
            return self
        return self.moved(symbol, others[at] if at < len(others) else None)

    def grouped(self, symbol: str, name: str) -> "Watchlist":
        """Let a group of a name begin with a symbol; it ends where the one it was in ended."""
        at, was = self._position(symbol), self.group_of(symbol)
        end = next((n for n in range(at, len(self.entries)) if self.entries[n].group != was), None)
        named = (replace(entry, group=name) for entry in self.entries[at:end])
        rest = () if end is None else self.entries[end:]
        return replace(self, entries=(*self.entries[:at], *named, *rest))

    def ungrouped(self, symbol: str) -> "Watchlist":
        """Let the group that begins with a symbol become a part of the one before it."""
        at = self._position(symbol)
        return self.grouped(symbol, self.entries[at - 1].group if at else "")

    def _position(self, symbol: str) -> int:
        return self.symbols.index(symbol) if symbol in self.symbols else 0


def written(watchlist: Watchlist) -> str:
    """Return a list as text, one symbol a line."""
    lines: list[str] = []
    for group, entries in groupby(watchlist.entries, key=lambda entry: entry.group):
        lines += [f"{_GROUP} {group}"] if group else []
        lines += [entry.symbol for entry in entries]
    return "".join(f"{line}\n" for line in lines)


def read(text: str) -> Iterator[tuple[int, Watched]]:
    """Yield the symbols of a text as they are written, each with the number of its line from 1."""
    group = ""
    for number, line in enumerate(text.splitlines(), start=1):
        for part in _parts(line):
            if part.startswith(_GROUP):
                group = part.removeprefix(_GROUP).strip()[:LONGEST_NAME]
            else:
                yield number, Watched(part, group)


def _parts(line: str) -> Sequence[str]:
    stripped = line.strip()
    if stripped.startswith(_REMARK) and not stripped.startswith(_GROUP):
        return ()
    return [part.strip() for part in stripped.split(",") if part.strip()]
