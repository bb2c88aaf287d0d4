"""Older minutes, fetched page by page: the latest first, older ones when somebody looks there."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from traderterminal.domain.errors import BadData, BrokerUnavailable
from traderterminal.market.columns import NO_MINUTES, Minutes
from traderterminal.market.ports import OlderMinutes, StoredHistory
from traderterminal.market.strip import Strip

#: Minutes a page, a fortnight of a market that seldom closes: a longer one would hold the loop.
PAGE: Final = 20_000

_log = logging.getLogger(__name__)


class FromDisk:
    """Implements `OlderMinutes` with stored ones, which are read beside the loop."""

    def __init__(self, stored: StoredHistory) -> None:
        self._stored = stored

    async def page(self, symbol: str, before_ns: int, count: int) -> Minutes:
        return await asyncio.to_thread(self._stored.page, symbol, before_ns, count)


class Backfill:
    """Fetches minutes of `older` and hands them to `prepend`.

    `first_ns` tells where the minutes of a symbol begin that are there already; `columns` are those
    that will hold so many more, each with how many places more it needs in front.
    """

    def __init__(
        self,
        older: OlderMinutes,
        first_ns: Callable[[str], int],
        columns: Callable[[str, int], Iterable[tuple[Strip, int]]],
        prepend: Callable[[str, Minutes], None],
    ) -> None:
        self._older = older
        self._first_ns = first_ns
        self._columns = columns
        self._prepend = prepend
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._whole: set[str] = set()  # there is nothing older
        self._reached: dict[str, int] = {}  # the start of the oldest minute that was read
        self._run = 0

    def begin_again(self) -> None:
        """Forget what was fetched: the market starts again, perhaps at an earlier time."""
        self._whole.clear()
        self._reached.clear()
        self._run += 1

    async def fetch_older(self, symbol: str) -> bool:
        """Fetch the next page; False where there is none, or none for now.

        Who has waited for the page that another one asked for has got it.
        """
        reached = self._reached.get(symbol)
        async with self._turns[symbol]:
            if self._reached.get(symbol) != reached:
                return True
            if symbol in self._whole:
                return False
            # Minutes that cannot be true are read as well, and no bars begin with them.
            run, before_ns = self._run, self._first_ns(symbol)
            before_ns = min(before_ns, self._reached.get(symbol, before_ns))
            try:
                page = await self._older.page(symbol, before_ns, PAGE)
            except BrokerUnavailable as unavailable:
                _log.info("older bars of %s are not there yet: %s", symbol, unavailable)
                return False
            except BadData as error:
                _log.warning("older bars of %s are not shown: %s", symbol, error)
                page = NO_MINUTES
            if len(page.bars):
                await self._make_room(symbol, len(page.bars))
            if run != self._run:
                return True  # what was read may lie in the future of the market that began anew
            if page.from_ns is None:
                self._whole.add(symbol)
                return False
            self._reached[symbol] = page.from_ns
            self._prepend(symbol, page)
            return True

    async def _make_room(self, symbol: str, count: int) -> None:
        """Where a column has no room in front, have it handed out beside the loop."""
        for column, places in list(self._columns(symbol, count)):
            if column.has_room(places, 0):
                continue
            larger = await asyncio.to_thread(column.larger, places, 0)
            if larger is not None:
                column.move_to(larger)
