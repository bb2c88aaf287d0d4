"""Stored minutes, fetched page by page: the latest first, older ones when somebody looks there."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from traderterminal.domain.errors import BadData
from traderterminal.market.columns import BarColumns
from traderterminal.market.ports import StoredHistory

#: The first page is as long as this; a later one as all that is there already, within bounds.
FIRST_PAGE: Final = 50_000
LONGEST_PAGE: Final = 200_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the minutes of a symbol begin, and how many there are."""

    first_ns: int
    count: int


class Backfill:
    """Fetches minutes of `stored` beside the loop and hands them to `prepend`.

    `edge` tells where the minutes of a symbol begin that are there already.
    """

    def __init__(
        self,
        stored: StoredHistory,
        edge: Callable[[str], Edge],
        prepend: Callable[[str, BarColumns], None],
    ) -> None:
        self._stored = stored
        self._edge = edge
        self._prepend = prepend
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._whole: set[str] = set()  # there is nothing older
        self._run = 0

    def begin_again(self) -> None:
        """Forget what was fetched: the market starts again, perhaps at an earlier time."""
        self._whole.clear()
        self._run += 1

    async def fetch_older(self, symbol: str) -> bool:
        """Fetch the next page; False once there is none."""
        async with self._turns[symbol]:
            if symbol in self._whole:
                return False
            run, edge = self._run, self._edge(symbol)
            count = min(max(FIRST_PAGE, edge.count), LONGEST_PAGE)
            try:
                page = await asyncio.to_thread(self._stored.page, symbol, edge.first_ns, count)
            except BadData as error:
                _log.warning("older bars of %s are not shown: %s", symbol, error)
                page = None
            if run != self._run:
                return True  # what was read may lie in the future of the market that began anew
            if not page:
                self._whole.add(symbol)
                return False
            self._prepend(symbol, page)
            return True
