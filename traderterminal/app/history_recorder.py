"""Recording into history: what the running market shows is stored every now and then.

What came since it was stored last is lost when the program is killed; orders and fills do not live
here. It is stored by whole minutes, beside the loop.
"""

import asyncio
import logging
from array import array
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.market.columns import MINUTE_NS
from traderterminal.market.hub import MarketHub
from traderterminal.market.recorder import TickRecorder
from traderterminal.market.ticks import GapMark, QuoteTick, Tick, TradeTick
from traderterminal.storage.history import AGGRESSORS, KINDS, NOTHING, HistoryStore
from traderterminal.storage.parquet import ParquetError
from traderterminal.storage.parts import Kind

#: How often it is looked whether feeds live and new symbols came, host time.
LOOK_SECONDS: Final = 1.0
#: How often ticks are stored, host time; and how many are not kept in memory longer.
STORE_SECONDS: Final = 600.0
MOST_ROWS: Final = 100_000

_DAY_NS: Final = 86_400 * NANOSECONDS
_WIDTH: Final = 9
_QUOTE, _TRADE, _GAP = (KINDS.index(kind) for kind in ("quote", "trade", "gap"))
_AGGRESSORS: Final = {aggressor: number for number, aggressor in enumerate(AGGRESSORS)}
_NO_QUOTE: Final = (NOTHING,) * 4

_log = logging.getLogger(__name__)

Rows = npt.NDArray[np.int64]


class _Buffer:
    """Ticks of one symbol that are not stored yet, in runs that are each in order of time."""

    def __init__(self) -> None:
        self._runs = [array("q")]
        self._latest_ns = 0

    def __len__(self) -> int:
        return sum(map(len, self._runs)) // _WIDTH

    def add(self, tick: Tick | GapMark) -> None:
        if tick.at_ns < self._latest_ns:  # a recording was wound back
            self._runs.append(array("q"))
        self._latest_ns = tick.at_ns
        self._runs[-1].extend(_row(tick))

    def take(self, *, every: bool) -> list[Rows]:
        """Hand over what is to be stored; not yet the minute that goes on, unless `every` is."""
        runs = [np.array(run, np.int64).reshape(-1, _WIDTH) for run in self._runs]
        rest = array("q")
        if not every:
            last = runs[-1]
            minute_ns = self._latest_ns - self._latest_ns % MINUTE_NS
            done = int(np.searchsorted(last[:, 0], minute_ns))
            rest.extend(last[done:].ravel().tolist())
            runs[-1] = last[:done]
        self._runs = [rest]
        return [run for run in runs if len(run)]


class HistoryRecorder:
    """Stores every tick of the hub's symbols in `store`, and compacts that day by day.

    `keep_from` tells from when on what is stored is kept.
    """

    def __init__(
        self,
        hub: MarketHub,
        store: HistoryStore,
        host: Clock,
        keep_from: Callable[[], dict[Kind, int]],
    ) -> None:
        self._hub = hub
        self._store = store
        self._host = host
        self._keep_from = keep_from
        self._buffers: dict[str, _Buffer] = {}
        self._recorders: list[TickRecorder] = []
        self._day = host.now_ns() // _DAY_NS
        self._follow()

    async def run(self) -> None:
        """Store what comes until cancelled."""
        due_ns = self._host.monotonic_ns() + int(STORE_SECONDS * NANOSECONDS)
        while True:
            await self._host.sleep(LOOK_SECONDS)
            self._follow()
            for recorder in self._recorders:
                recorder.look()
            full = any(len(buffer) >= MOST_ROWS for buffer in self._buffers.values())
            if full or self._host.monotonic_ns() >= due_ns:
                due_ns = self._host.monotonic_ns() + int(STORE_SECONDS * NANOSECONDS)
                await self._store_all(every=False)
                await self._compact_at_the_end_of_a_day()

    async def close(self) -> None:
        """Store what is left."""
        await self._store_all(every=True)

    def _follow(self) -> None:
        for symbol in self._hub.symbols():
            # What is made up of bars was never seen: as ticks it is no history.
            made_up = self._hub.health(symbol).approximate
            if symbol not in self._buffers and not made_up:
                buffer = self._buffers[symbol] = _Buffer()
                self._recorders.append(TickRecorder(self._hub, symbol, buffer.add, asks=False))

    async def _store_all(self, *, every: bool) -> None:
        for symbol, buffer in self._buffers.items():
            for rows in buffer.take(every=every):
                await self._do(f"ticks of {symbol}", self._store.add_ticks, symbol, rows)

    async def _compact_at_the_end_of_a_day(self) -> None:
        day = self._host.now_ns() // _DAY_NS
        if day != self._day:
            self._day = day
            await self._do("compacted history", self._store.compact, self._keep_from())

    async def _do(self, what: str, work: Callable[..., object], *given: object) -> None:
        try:
            await asyncio.to_thread(work, *given)
        except (OSError, ParquetError, BadData) as error:
            _log.warning("%s could not be stored: %s", what, error)


def _row(tick: Tick | GapMark) -> tuple[int, ...]:
    """A tick in the columns that the store takes."""
    match tick:
        case TradeTick():
            crossed = _AGGRESSORS[tick.aggressor]
            return (tick.at_ns, _TRADE, tick.price, tick.size, crossed, *_NO_QUOTE)
        case QuoteTick():
            bid = _NO_QUOTE[:2] if tick.bid is None else (tick.bid, tick.bid_size)
            ask = _NO_QUOTE[:2] if tick.ask is None else (tick.ask, tick.ask_size)
            return (tick.at_ns, _QUOTE, NOTHING, NOTHING, 0, *bid, *ask)
        case GapMark():
            return (tick.at_ns, _GAP, NOTHING, NOTHING, 0, *_NO_QUOTE)
