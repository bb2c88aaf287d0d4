"""The past of the running market: made up, off the disk, or told by the broker whose quotes it is.

What a broker tells is kept in the store of history, so that it is there when the broker keeps it no
longer. Prices of a practice venue were never an exchange's: they are not kept, and nothing that is
stored stands in front of them.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from itertools import chain, repeat
from typing import Final

from traderterminal.app.logins import BrokerLogin
from traderterminal.brokers.plugin import PRACTICE, BarsFrom
from traderterminal.domain.bars import Resolution, Unit
from traderterminal.domain.errors import BadData, BrokerUnavailable
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import Clock
from traderterminal.market.columns import BarColumns, Minutes
from traderterminal.market.ports import MarketSource
from traderterminal.market.simulated import SimulatedMarket
from traderterminal.storage.history import HistoryStore

MINUTE: Final = str(Resolution(1, Unit.MINUTE))
#: How long it is waited before the first bars of a symbol are asked for again, host time.
FIRST_WAITS_S: Final = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
#: So many failures one after the other are no matter of a connection that is still being made.
TELL_AFTER: Final = 4

_log = logging.getLogger(__name__)


def is_made_up(source: MarketSource | None, login: BrokerLogin | None) -> bool:
    """Say whether the prices of a market were never those of an exchange."""
    practised = login is not None and login.login.environment.name == PRACTICE
    return practised or isinstance(source, SimulatedMarket)


class BrokerHistory:
    """Implements `market.ports.OlderMinutes` with the bars of a broker.

    `bars` returns what is asked, None while the broker is not connected. `store` keeps them; None:
    nothing does. `trouble` is told symbol and cause where the broker fails again and again. What is
    stored is shown where the broker has nothing older, and not before: it may end long before what
    the broker would tell.
    """

    def __init__(
        self,
        bars: Callable[[], BarsFrom | None],
        store: HistoryStore | None,
        trouble: Callable[[str, str], None],
    ) -> None:
        self._bars = bars
        self._store = store
        self._trouble = trouble
        self._failures: Counter[str] = Counter()
        self._waiting: set[str] = set()

    def is_due(self, symbol: str) -> bool:
        """Say whether what was asked for last did not come, and may come later."""
        return symbol in self._waiting

    async def page(self, symbol: str, before_ns: int, count: int) -> Minutes:
        self._waiting.add(symbol)
        bars = self._bars()
        if bars is None:
            raise BrokerUnavailable(Message("broker_unavailable", {"cause": "not connected"}))
        try:
            told = BarColumns.of(await bars(symbol, MINUTE, before_ns, count))
        except BrokerUnavailable as failed:
            self._failures[symbol] += 1
            if self._failures[symbol] == TELL_AFTER:
                self._trouble(symbol, str(failed.message.parameters.get("cause", failed)))
            raise
        self._waiting.discard(symbol)
        self._failures[symbol] = 0
        if self._store is None:
            return Minutes.of(told)
        return await asyncio.to_thread(self._keep, self._store, symbol, told, before_ns, count)

    def _keep(
        self, store: HistoryStore, symbol: str, told: BarColumns, before_ns: int, count: int
    ) -> Minutes:
        if not len(told):
            return store.page(symbol, before_ns, count)
        try:
            store.add_minutes(symbol, told)
        except BadData as error:  # they are shown all the same
            _log.warning("bars of %s were not stored: %s", symbol, error)
        return Minutes.of(told)


async def fetch_first(
    symbol: str, fetch: Callable[[str], Awaitable[bool]], history: BrokerHistory, host: Clock
) -> None:
    """Fetch the first page of a symbol, again and again until the broker has answered."""
    for wait_s in chain(FIRST_WAITS_S, repeat(FIRST_WAITS_S[-1])):
        await fetch(symbol)
        if not history.is_due(symbol):
            return
        await host.sleep(wait_s)
