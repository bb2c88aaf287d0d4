"""Stops a strategy that runs in circles: too many round trips without a hand on it."""

from collections import deque
from collections.abc import Callable, Mapping
from typing import Final

from traderterminal.desk.ports import Ledger, NoteFact
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.fills import Fill
from traderterminal.domain.positions import Position
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.tasks import TaskScope

#: Within this time the round trips are counted, host time.
WINDOW_NS: Final = 600 * NANOSECONDS
RETRY_S: Final = 1.0
#: What the notes on stopped strategies are called, the strategy behind it.
NOTE: Final = "stopped strategy "


class Repetition:
    """Counts the round trips of each strategy on each account, for a group repeats every one of
    them; `stopped` holds the strategies that made too many.

    `limit` gives how many a strategy may make on an account, 0 for any number. `tell` hears of the
    account, the strategy and the number when one is stopped.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        host: Clock,
        tasks: TaskScope,
        limit: Callable[[str], int],
        tell: Callable[[str, str, int], None],
    ) -> None:
        self._ledger = ledger
        self._host = host
        self._tasks = tasks
        self._limit = limit
        self._tell = tell
        self._trips: dict[tuple[str, str], deque[int]] = {}
        self.stopped: dict[str, int] = {}

    def load(self, notes: Mapping[str, Mapping[str, str]]) -> None:
        """Keep stopped what was stopped in an earlier run."""
        for key, note in notes.items():
            if key.startswith(NOTE) and note.get("round_trips"):
                self.stopped[key.removeprefix(NOTE)] = int(note["round_trips"])

    def hear(self, fill: Fill, after: Position) -> None:
        """Count a fill that brought its position to `after`, if that ended a round trip."""
        before = after.quantity - fill.signed_quantity
        limit = self._limit(fill.account)
        if not fill.strategy or not limit or before * fill.side.sign >= 0:
            return
        if before * after.quantity > 0:
            return  # a part of it is still open
        now = self._host.monotonic_ns()
        trips = self._trips.setdefault((fill.strategy, fill.account), deque())
        trips.append(now)
        while trips[0] <= now - WINDOW_NS:
            trips.popleft()
        if len(trips) > limit and fill.strategy not in self.stopped:
            self.stopped[fill.strategy] = len(trips)
            self._tasks.spawn(self._note(fill.strategy, len(trips)), name="note stopped strategy")
            self._tell(fill.account, fill.strategy, len(trips))

    def a_hand_is_on(self) -> None:
        """A person acted: what was counted before does not run by itself."""
        self._trips.clear()

    async def release(self, strategy: str) -> bool:
        """Let a stopped strategy go on; False when it was not stopped. Raises LedgerDown."""
        if strategy not in self.stopped:
            return False
        await self._ledger.commit([NoteFact(NOTE + strategy, {"round_trips": ""})])
        del self.stopped[strategy]
        for key in [key for key in self._trips if key[0] == strategy]:
            del self._trips[key]
        return True

    async def _note(self, strategy: str, trips: int) -> None:
        fact = NoteFact(NOTE + strategy, {"round_trips": str(trips)})
        while strategy in self.stopped:
            try:
                await self._ledger.commit([fact])
                return
            except LedgerDown:
                await self._host.sleep(RETRY_S)
