"""The economic calendar as the running program knows it, read again when the file is another."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from traderterminal.app.settings import CalendarSettings
from traderterminal.domain.errors import BadData, Fault
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.news import NewsEvent
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.language import mark
from traderterminal.kit.observe import Observers
from traderterminal.risk.blackouts import Blackouts
from traderterminal.storage.news_calendar import CalendarFile, read_calendar
from traderterminal.ui import texts

#: How often it is looked whether the file is another one, host time.
LOOK_SECONDS: Final = 15.0
DAY_NS: Final = 86_400 * NANOSECONDS
#: What is known at once: so far back and ahead of the market's time.
BACK_NS: Final = 7 * DAY_NS
AHEAD_NS: Final = 60 * DAY_NS
#: Closer to either end the days after, or before, are worked out as well.
MARGIN_NS: Final = 2 * DAY_NS

_log = logging.getLogger(__name__)


class NewsCalendar:
    """The events of the user's file, and when entries wait for them.

    `local` gives a moment on the wall clock of an instrument's exchange, `now_ns` is market time.
    `changed` tells of another file, or of other days. Without a file there are no events, and
    nothing waits.
    """

    def __init__(
        self,
        settings: CalendarSettings,
        folder: Path,
        local: Callable[[Instrument, int], datetime],
        now_ns: Callable[[], int],
    ) -> None:
        self.changed: Observers[None] = Observers()
        self.path = folder / settings.file if settings.file else None
        self._fault: Fault | None = None
        if self.path is not None:
            self._fault = BadData(mark("Fault", "{path} has not been read yet"), path=self.path)
        self._faults: Sequence[Fault] = ()
        self.blackouts = Blackouts(settings.rule)
        self._zone = ZoneInfo(settings.zone)
        self._local = local
        self._now_ns = now_ns
        self._file: CalendarFile | None = None
        self._known_ns = (0, 0)
        self._stamp: tuple[int, int] | None = None

    @property
    def events(self) -> Sequence[NewsEvent]:
        """The events around now, in order of time."""
        return self.blackouts.events

    @property
    def problem(self) -> str:
        """Why nothing of the file can be used; empty where it can be."""
        return "" if self._fault is None else texts.fault(self._fault)

    @property
    def problems(self) -> Sequence[str]:
        """Which of the file's lines cannot be used."""
        return [texts.fault(fault) for fault in self._faults]

    async def read(self) -> None:
        """Read the file; where it cannot be, entries wait until it can."""
        if self.path is None:
            return
        self._stamp = _stamp(self.path)
        try:
            file = await asyncio.to_thread(read_calendar, self.path, self._zone)
        except BadData as error:
            self._fault, self._faults, self._file = error, (), None
            self.blackouts = Blackouts(self.blackouts.rule)
            _log.warning("the calendar is not known: %s", error)
        else:
            self._fault, self._faults, self._file = None, file.problems, file
            if file.problems:
                _log.warning(
                    "%s was read without %s", self.path, "; ".join(map(str, file.problems))
                )
            self._work_out(self._now_ns())
        self.changed.emit(None)

    async def watch(self, host: Clock) -> None:
        """Read the file again whenever it is another one, until cancelled."""
        while self.path is not None:
            await host.sleep(LOOK_SECONDS)
            if await asyncio.to_thread(_stamp, self.path) != self._stamp:
                await self.read()
            elif self._file is not None and not self._knows(self._now_ns()):
                self._work_out(self._now_ns())
                self.changed.emit(None)

    def blackout(self, instrument: Instrument, at_ns: int) -> Message | None:
        """Return why entries in an instrument wait at a moment of market time; None if they do not.

        A calendar that is asked for and cannot be read leaves that unknown: then they wait.
        """
        if self.path is None:
            return None
        if self._file is None:
            parameters = {"symbol": instrument.symbol, "problem": self.problem}
            return Message("news_blackout", parameters, "unknown")
        if not self._knows(at_ns):  # a replay that went to another week
            self._work_out(at_ns)
        found = self.blackouts.at(at_ns)
        if found is None:
            return None
        at, until = (
            self._local(instrument, moment) for moment in (found.event.at_ns, found.until_ns)
        )
        parameters = {
            "symbol": instrument.symbol,
            "event": found.event.name,
            "at": f"{at:%H:%M %Z}",
            "until": f"{until:%H:%M:%S}",
        }
        return Message("news_blackout", parameters)

    def _knows(self, at_ns: int) -> bool:
        first_ns, last_ns = self._known_ns
        return first_ns + MARGIN_NS <= at_ns <= last_ns - MARGIN_NS

    def _work_out(self, at_ns: int) -> None:
        """Know the events around a moment."""
        if self._file is not None:
            self._known_ns = (max(0, at_ns - BACK_NS), at_ns + AHEAD_NS)
            self.blackouts = Blackouts(self.blackouts.rule, self._file.between(*self._known_ns))


def _stamp(path: Path) -> tuple[int, int] | None:
    """When a file was written last, and how large it is; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
