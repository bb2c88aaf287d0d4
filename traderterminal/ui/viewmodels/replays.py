"""The replays without their windows: what can be replayed, what has been, and what is open now.

A replay is a trading desk of its own: its account, its journal and its window, on a folder of its
own. The wiring gives the desk that makes, opens and deletes them.
"""

from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from traderterminal.domain.errors import BadData, TraderTerminalError
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.replay import SPEEDS

MOST_DAYS: Final = 20


class Material(StrEnum):
    """What is replayed."""

    TICKS = "ticks"
    BARS = "bars"
    FILE = "file"


@frozen
class ReplayWish:
    """A replay as it was filled in.

    Stored ticks and bars are played from trade date `day` on for so many trading days, a `file`
    from its first row. `start` is a time as it is typed, empty: where that begins; what lies before
    it is shown and not traded on. `speed` is one of `SPEEDS`.
    """

    material: Material = Material.TICKS
    symbol: str = ""
    day: date | None = None
    days: int = 1
    file: str = ""
    start: str = ""
    speed: str = "1×"


class Opening(StrEnum):
    """Whether a replay has a window."""

    CLOSED = "closed"
    OPENING = "opening"
    OPEN = "open"


@frozen
class KeptReplay:
    """A replay that there is: `stands` says where, `fills` how much was traded on it."""

    name: str
    stands: str
    fills: int
    opening: Opening


class ReplayDesk(Protocol):
    """Makes, opens and deletes replays; raises BadData where that cannot be done.

    What opens a window returns once it is there.
    """

    changed: Observers[str]
    """Something opened or closed; with what went wrong, if anything did."""

    async def symbols(self, material: Material) -> Sequence[str]: ...
    async def days(self, material: Material, symbol: str) -> Sequence[date]:
        """The trade dates of which something is stored, the latest first."""
        ...

    async def kept(self) -> Sequence[KeptReplay]: ...
    async def begin(self, wish: ReplayWish) -> None: ...
    async def open(self, name: str) -> None: ...
    async def remove(self, name: str) -> None: ...


class ReplaysViewModel:
    """Holds the wish that is being filled in; `changed` tells of anything to draw anew.

    `begun` tells that a window has opened.
    """

    def __init__(self, desk: ReplayDesk, tasks: TaskScope) -> None:
        self._desk = desk
        self._tasks = tasks
        self.wish = ReplayWish()
        self.symbols: Sequence[str] = ()
        self.days: Sequence[date] = ()
        self.kept: Sequence[KeptReplay] = ()
        self.busy = ""
        self.problem = ""
        self.changed: Observers[None] = Observers()
        self.begun: Observers[None] = Observers()
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        """Stop listening."""
        self._stop_listening()

    @property
    def missing(self) -> str:
        """What is still to be filled in, as a sentence; empty where nothing is."""
        wish = self.wish
        if wish.material is Material.FILE:
            if not wish.file:
                return translate("Replay", "Choose the recording")
            return (
                ""
                if wish.symbol
                else translate("Replay", "Type the contract that it holds, such as ESH2024")
            )
        if wish.day is None:
            return (
                translate(
                    "Replay", "No ticks are stored: import them, or let the market be recorded"
                )
                if wish.material is Material.TICKS
                else translate(
                    "Replay", "No minutes are stored: import them, or let the market be recorded"
                )
            )
        return ""

    def look(self) -> None:
        """Look anew at what is stored and what is kept."""
        self.problem = ""
        self._do("", self._look())

    def propose(self, symbol: str, day: date, start: str) -> None:
        """Fill in a trade date and where to start, of ticks if they are stored, else of bars."""
        self._do("", self._propose(symbol, day, start))

    async def _propose(self, symbol: str, day: date, start: str) -> None:
        for material in (Material.TICKS, Material.BARS):
            stored = symbol in await self._desk.symbols(material)
            if stored and day in await self._desk.days(material, symbol):
                self.wish = replace(
                    self.wish, material=material, symbol=symbol, day=day, days=1, start=start
                )
                await self._look()
                return
        self.problem = translate(
            "Replay", "Neither ticks nor minutes of {symbol} are stored of {day}"
        ).format(symbol=symbol, day=formats.dated(day, "%d %b %Y"))

    def choose_material(self, material: Material) -> None:
        self.wish = replace(self.wish, material=material, symbol="", day=None)
        self.look()

    def choose_symbol(self, symbol: str) -> None:
        self.wish = replace(self.wish, symbol=symbol, day=None)
        self._do("", self._look())

    def choose_day(self, day: date) -> None:
        self._fill_in(replace(self.wish, day=day))

    def choose_days(self, days: int) -> None:
        self._fill_in(replace(self.wish, days=days))

    def choose_speed(self, words: str) -> None:
        self.wish = replace(self.wish, speed=words if words in SPEEDS else self.wish.speed)

    def type_file(self, file: str) -> None:
        self._fill_in(replace(self.wish, file=file.strip()))

    def type_symbol(self, symbol: str) -> None:
        self._fill_in(replace(self.wish, symbol=symbol.strip()))

    def type_start(self, start: str) -> None:
        self._fill_in(replace(self.wish, start=start.strip()))

    def _fill_in(self, wish: ReplayWish) -> None:
        self.wish = wish
        self.problem = ""  # it was about what stood there before
        self.changed.emit(None)

    def begin(self) -> None:
        """Make the replay that was filled in, and open its window."""
        if not self.missing and not self.busy:
            self._do(
                translate("Replay", "Preparing the replay"),
                self._begin(self._desk.begin(self.wish)),
            )

    def open(self, name: str) -> None:
        """Open the window of a replay that was kept, where it stands."""
        if not self.busy:
            self._do(translate("Replay", "Opening the replay"), self._begin(self._desk.open(name)))

    def remove(self, name: str) -> None:
        """Delete a replay with its journal."""
        self._do("", self._remove(name))

    async def _look(self) -> None:
        wish = self.wish
        self.kept = await self._desk.kept()
        if wish.material is not Material.FILE:
            symbols = await self._desk.symbols(wish.material)
            symbol = wish.symbol if wish.symbol in symbols else next(iter(symbols), "")
            days = await self._desk.days(wish.material, symbol) if symbol else ()
            if self.wish != wish:  # something else was chosen meanwhile, and is looked at itself
                return
            self.symbols, self.days = symbols, days
            day = wish.day if wish.day in days else next(iter(days), None)
            self.wish = replace(wish, symbol=symbol, day=day)

    async def _begin(self, work: Awaitable[None]) -> None:
        await work
        self.begun.emit(None)

    async def _remove(self, name: str) -> None:
        await self._desk.remove(name)
        self.kept = await self._desk.kept()

    def _hear(self, problem: str) -> None:
        self.problem = problem or self.problem
        self._do("", self._look())

    def _do(self, busy: str, work: Awaitable[None]) -> None:
        self.busy = busy or self.busy
        self.problem = "" if busy else self.problem
        self.changed.emit(None)
        self._tasks.spawn(self._done(busy, work), name="look at replays")

    async def _done(self, busy: str, work: Awaitable[None]) -> None:
        try:
            await work
        except BadData as error:
            self.problem = texts.fault(error)
        except TraderTerminalError as error:
            self.problem = texts.text(error.message)
        finally:
            self.busy = "" if busy else self.busy
        self.changed.emit(None)
