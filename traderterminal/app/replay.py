"""The recording that the engine plays, and the place in it that the ledger keeps."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from traderterminal.app.logins import Wires
from traderterminal.app.markets import replay_key
from traderterminal.app.options import Options
from traderterminal.app.settings import Settings
from traderterminal.app.venue_lead import VenueLead
from traderterminal.desk.desk import Desk
from traderterminal.desk.ports import NoteFact
from traderterminal.domain.errors import LedgerDown
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.market.ports import MarketSource
from traderterminal.market.replay import ReplaySource
from traderterminal.storage.ledger import SqliteLedger

#: How often the place in a recording that plays is noted, host time.
NOTE_SECONDS: Final = 1.0

_log = logging.getLogger(__name__)


@frozen
class Replay:
    """The recording that is played, the note in the ledger that keeps its place, and the practice
    venues that go along."""

    source: ReplaySource
    ledger: SqliteLedger
    key: str
    booked: Callable[[], Awaitable[None]]
    lead: VenueLead

    async def arrive(self) -> None:
        """Lead the venues to where a move has ended, and make the place durable."""
        await self.lead.catch_up()
        await self.note_place()

    async def note_place(self) -> None:
        """Make the place durable, after what happened up to it; a later run resumes there."""
        await self.booked()
        status = self.source.status
        place = {
            "content": self.source.content,
            "position": str(status.position),
            "now_ns": str(status.now_ns),
        }
        await self.ledger.commit([NoteFact(self.key, place)])

    async def note_places(self, host: Clock) -> None:
        """Note the place whenever it has moved, until cancelled."""
        noted = -1
        while True:
            await host.sleep(NOTE_SECONDS)
            if self.source.status.position != noted:
                noted = self.source.status.position
                try:
                    await self.note_place()
                except LedgerDown as down:
                    _log.warning("the place in the recording was not noted: %s", down.cause)


def open_replay(
    options: Options,
    settings: Settings,
    source: MarketSource | None,
    ledger: SqliteLedger,
    desk: Desk,
    wires: Wires | None,
) -> Replay | None:
    """Return the replay of a recording; None where the market is none."""
    if not isinstance(source, ReplaySource):
        return None
    file = options.market or settings.market.source
    lead = VenueLead(source, _no_venues if wires is None else wires.move_venues)
    return Replay(source, ledger, replay_key(file, source.symbols()[0]), desk.booked, lead)


async def _no_venues(market_ns: int) -> bool:
    return False
