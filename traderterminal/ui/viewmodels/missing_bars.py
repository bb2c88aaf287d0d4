"""What there is to say of a symbol without bars: that none have come yet, or that none will."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from traderterminal.domain.errors import BadData
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.language import translate
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels import formats


async def nothing_stored(symbol: str) -> None:
    """Stand for a disk without history."""


class MissingBars:
    """Speaks of symbols that have no bars here.

    `delivered` returns the symbols that the market has a feed of. `last_stored` tells until when
    there is history of a symbol on the disk, as nanoseconds, None where there is none; it raises
    BadData. `told` is called when that is known.
    """

    def __init__(
        self,
        delivered: Callable[[], Sequence[str]],
        tasks: TaskScope,
        local: Callable[[Instrument, int], datetime],
        last_stored: Callable[[str], Awaitable[int | None]],
        told: Callable[[], object],
    ) -> None:
        self._delivered = delivered
        self._tasks = tasks
        self._local = local
        self._last_stored = last_stored
        self._told = told
        self._stored: dict[str, int | None] = {}

    def look(self, symbol: str) -> None:
        """Find out what is stored of a symbol that nobody delivers."""
        if symbol not in self._delivered():
            self._tasks.spawn(self._look(symbol), name=f"what is stored of {symbol}")

    async def _look(self, symbol: str) -> None:
        try:
            self._stored[symbol] = await self._last_stored(symbol)
        except BadData:
            return  # who reads it is told why it cannot be read
        self._told()

    def words(self, instrument: Instrument) -> tuple[str, str]:
        """Return a line that says what is missing, and one that says more."""
        symbol = formats.symbol(instrument.symbol)
        if instrument.symbol in self._delivered():
            return (
                translate("Chart", "No trades in {symbol} yet").format(symbol=symbol),
                translate("Chart", "The first bar appears with the first trade"),
            )
        title = translate("Chart", "This market has no feed of {symbol}").format(symbol=symbol)
        last_ns = self._stored.get(instrument.symbol)
        if last_ns is None:
            return title, translate("Chart", "Choose another symbol with Ctrl+L")
        until = formats.dated(self._local(instrument, last_ns), "%e %b %Y, %H:%M")
        return title, translate(
            "Chart", "History is stored until {until}: File, Replay… plays it"
        ).format(until=until)
