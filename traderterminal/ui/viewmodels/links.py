"""Which panes show the same symbol: those of a group, which is named by a letter and a colour."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers

#: The groups and their colour tokens.
GROUPS: Final = {"A": "s2", "B": "s1", "C": "s3", "D": "s4", "E": "s5", "F": "s6"}
#: Of a pane that goes its own way.
NO_GROUP: Final = ""
FIRST_GROUP: Final = "A"
SECOND_GROUP: Final = "B"


class ShowsSymbol(Protocol):
    """What a pane that can be linked shows."""

    @property
    def instrument(self) -> Instrument | None: ...
    def show(self, instrument: Instrument) -> None: ...


@dataclass(slots=True)
class _Linked:
    shows: ShowsSymbol
    group: str


class LinksViewModel:
    """The groups of the panes; `changed` tells of another group, symbol or active pane.

    The active pane is the one that the trader was in last: the symbol search is about it.
    """

    def __init__(self) -> None:
        self.changed: Observers[None] = Observers()
        self.active = ""
        self._panes: dict[str, _Linked] = {}

    # Panes come and go.

    def add(self, pane: str, shows: ShowsSymbol, group: str = NO_GROUP) -> None:
        """Let a pane be linked; the first one is the active one."""
        self._panes[pane] = _Linked(shows, group)
        self.active = self.active or pane
        self.changed.emit(None)

    def remove(self, pane: str) -> None:
        """Let a pane go; where it was the active one the first is."""
        del self._panes[pane]
        if self.active == pane:
            self.active = next(iter(self._panes), "")
        self.changed.emit(None)

    def enter(self, pane: str) -> None:
        """Let a pane be the active one, if it is one that can be linked."""
        if pane in self._panes and pane != self.active:
            self.active = pane
            self.changed.emit(None)

    def has(self, pane: str) -> bool:
        """Whether a pane of that name can be linked."""
        return pane in self._panes

    # Groups.

    def group_of(self, pane: str) -> str:
        """Return the letter of a pane's group; empty where it goes its own way."""
        return self._panes[pane].group

    def instrument_of(self, pane: str) -> Instrument | None:
        """Return what a pane shows."""
        return self._panes[pane].shows.instrument

    def mates(self, pane: str) -> list[str]:
        """Return the panes that show what a pane shows, itself among them."""
        group = self.group_of(pane)
        if group == NO_GROUP:
            return [pane]
        return [name for name, one in self._panes.items() if one.group == group]

    def choose_group(self, pane: str, group: str) -> None:
        """Put a pane into a group, or into none; it takes over the symbol that the group shows."""
        self._panes[pane].group = group
        found = (self._panes[mate].shows.instrument for mate in self.mates(pane) if mate != pane)
        instrument = next((one for one in found if one is not None), None)
        if instrument is not None:
            self._show_in(pane, instrument)
        self.changed.emit(None)

    # Symbols.

    def show(self, pane: str, instrument: Instrument) -> None:
        """Show a symbol in a pane and in all of its group."""
        for mate in self.mates(pane):
            self._show_in(mate, instrument)
        self.changed.emit(None)

    def _show_in(self, pane: str, instrument: Instrument) -> None:
        """What shows it already keeps what was typed, and where it looked."""
        shows = self._panes[pane].shows
        if shows.instrument != instrument:
            shows.show(instrument)

    @property
    def shown(self) -> Instrument | None:
        """What the active pane shows; None before it shows anything."""
        return self._panes[self.active].shows.instrument if self.active else None

    @property
    def target(self) -> str:
        """Say where the symbol search shows a symbol; empty where that is everywhere."""
        if not self.active or len(self.mates(self.active)) == len(self._panes):
            return ""
        group = self.group_of(self.active)
        return translate("Links", "group {group}").format(group=group) if group else self.active

    # From one time to the next.

    def state(self, name_of: Callable[[Instrument], str]) -> dict[str, Any]:
        """Return the group and the symbol of each pane, as JSON takes it.

        `name_of` is what a symbol is kept as.
        """
        return {
            pane: {
                "group": one.group,
                "symbol": "" if one.shows.instrument is None else name_of(one.shows.instrument),
            }
            for pane, one in self._panes.items()
        }

    def restore(
        self, state: Mapping[str, Any], resolve: Callable[[str], Instrument], *, stays: str = ""
    ) -> list[tuple[str, str]]:
        """Take over what `state` gave; return each pane whose symbol is none (any more), with it.

        What is wrong of a group is as it was. A group shows the symbol of its first pane, that of
        the pane that `stays` what this one shows already; an option that is picked in a chain is
        shown where it is traded alone.
        """
        lost = []
        for pane, linked in self._panes.items():
            kept = state.get(pane)
            if not isinstance(kept, Mapping):
                continue
            group, symbol = kept.get("group"), kept.get("symbol")
            if isinstance(group, str) and (group == NO_GROUP or group in GROUPS):
                linked.group = group
            if pane == stays or not isinstance(symbol, str) or not symbol:
                continue
            try:
                linked.shows.show(resolve(symbol))
            except UnknownSymbol:
                lost.append((pane, symbol))
        alone = {pane for pane, one in self._panes.items() if _is_option(one.shows.instrument)}
        for pane in self._panes:
            if pane in alone:
                continue
            mates = [mate for mate in self.mates(pane) if mate not in alone]
            first = self._panes[stays if stays in mates else mates[0]].shows.instrument
            if first is not None:
                self._show_in(pane, first)
        self.changed.emit(None)
        return lost


def _is_option(instrument: Instrument | None) -> bool:
    return instrument is not None and instrument.asset_class is AssetClass.OPTION
