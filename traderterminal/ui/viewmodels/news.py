"""The economic calendar without its widget: what comes, how soon, and what waits for it."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from traderterminal.domain.news import Importance, NewsEvent
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.risk.blackouts import Blackout, Blackouts
from traderterminal.ui.viewmodels import formats

#: What is past stays in view for so long, and so many events are shown at most.
PAST_NS: Final = 12 * 3600 * NANOSECONDS
SHOWN: Final = 400
#: So many lines that cannot be read are said at once.
TOLD: Final = 3
#: From which importance on events are shown.
FILTERS: Final = (
    (mark("News", "High"), Importance.HIGH),
    (mark("News", "Medium and high"), Importance.MEDIUM),
    (mark("News", "All"), Importance.LOW),
)


class Calendar(Protocol):
    """What is known of scheduled news."""

    changed: Observers[None]
    path: Path | None
    blackouts: Blackouts

    @property
    def problem(self) -> str:
        """Why nothing of the file can be used; empty where it can be."""
        ...

    @property
    def problems(self) -> Sequence[str]:
        """Which of the file's lines cannot be used."""
        ...

    async def read(self) -> None:
        """Read the file again."""
        ...


@frozen
class NewsRow:
    """An event as it is shown. `at` is the exchange's time, `left_s` the seconds until it, below
    zero once it is past; `blackout` is when entries wait for it, `is_next` the first to come."""

    key: str
    event: NewsEvent
    at: datetime
    left_s: int
    blackout: Blackout | None
    waits_now: bool
    is_next: bool


class NewsViewModel:
    """The events around now, as of the last flush, which tells of changes once a second.

    `now_ns` is market time, `local` gives a moment on the wall clock that the window shows.
    """

    def __init__(
        self,
        calendar: Calendar,
        now_ns: Callable[[], int],
        local: Callable[[int], datetime],
        read_again: Callable[[], object],
    ) -> None:
        self._calendar = calendar
        self._now_ns = now_ns
        self._local = local
        self.read_again = read_again
        self._second = -1
        self._dirty = True
        self._rows: Sequence[NewsRow] = ()
        self.least = Importance.MEDIUM
        self.changed: Observers[None] = Observers()
        self._stop = calendar.changed.connect(lambda _: self._forget())

    def close(self) -> None:
        """Stop listening."""
        self._stop()

    def _forget(self) -> None:
        self._dirty = True

    def choose(self, number: int) -> None:
        """Show events from another importance on."""
        self.least = FILTERS[number][1]
        self._dirty = True
        self.flush()

    @property
    def chosen(self) -> int:
        """Which filter holds."""
        return [least for _, least in FILTERS].index(self.least)

    @property
    def has_file(self) -> bool:
        """Whether there is a calendar at all."""
        return self._calendar.path is not None

    @property
    def rows(self) -> Sequence[NewsRow]:
        """The events in order of time, those just past first."""
        return self._rows

    def flush(self) -> None:
        """Count down once a second."""
        second = self._now_ns() // NANOSECONDS
        if self._dirty or second != self._second:
            self._dirty, self._second = False, second
            self._rows = self._made()
            self.changed.emit(None)

    def _made(self) -> Sequence[NewsRow]:
        now_ns, blackouts = self._now_ns(), self._calendar.blackouts
        events = blackouts.events
        first = bisect_left(events, now_ns - PAST_NS, key=lambda event: event.at_ns)
        shown = [event for event in events[first:] if self._counts(event)][:SHOWN]
        coming = next((event for event in shown if event.at_ns > now_ns), None)
        return [self._row(n, event, now_ns, coming) for n, event in enumerate(shown, first)]

    def _counts(self, event: NewsEvent) -> bool:
        return event.importance is None or event.importance >= self.least

    def _row(self, number: int, event: NewsEvent, now_ns: int, coming: NewsEvent | None) -> NewsRow:
        blackout = self._calendar.blackouts.of(event)
        return NewsRow(
            key=f"{event.at_ns} {event.name} {event.currency} {number}",
            event=event,
            at=self._local(event.at_ns),
            left_s=(event.at_ns - now_ns) // NANOSECONDS,
            blackout=blackout,
            waits_now=blackout is not None and blackout.from_ns <= now_ns < blackout.until_ns,
            is_next=event is coming,
        )

    @property
    def said(self) -> tuple[str, str]:
        """What matters now, in words, and the colour token of how much."""
        calendar, now_ns = self._calendar, self._now_ns()
        if calendar.problem:
            return translate("News", "Entries wait: {problem}. Exits work.").format(
                problem=calendar.problem
            ), "error"
        current = calendar.blackouts.at(now_ns)
        if current is not None:
            until = f"{self._local(current.until_ns):%H:%M:%S}"
            return translate("News", "{name}: entries wait until {until}. Exits work.").format(
                name=current.event.name, until=until
            ), "warn"
        if calendar.problems:
            lines = calendar.problems[:TOLD]
            more = len(calendar.problems) - len(lines)
            words = "; ".join(
                [
                    *lines,
                    *([translate("News", "and {more} more").format(more=more)] if more else []),
                ]
            )
            return translate("News", "Left out, {words}").format(words=words), "warn"
        if self.has_file and not any(e.at_ns > now_ns for e in calendar.blackouts.events):
            return translate(
                "News", "The calendar has no events from now on. Nothing waits for news."
            ), "warn"
        return "", "t2"

    @property
    def context(self) -> str:
        """The next event and how soon it is, for the title."""
        coming = next((row for row in self._rows if row.is_next), None)
        return (
            ""
            if coming is None
            else translate("News", "{name} in {duration}").format(
                name=coming.event.name, duration=formats.duration(coming.left_s)
            )
        )
