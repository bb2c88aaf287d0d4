"""Trading hours: when a group of instruments trades, and to which trade date a moment belongs.

A session may start on the evening before its trade date. On some US holidays futures trade until a
halt and that part counts for the next trade date. Spans are half open: the opening instant belongs
to the session, the closing instant does not.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from traderterminal.kit.clock import to_datetime, to_ns

MIDNIGHT: Final = time(0)
#: How far a search for the next session looks: past any run of holidays.
HORIZON_DAYS: Final = 14


class HolidayKind(StrEnum):
    CLOSED = "closed"
    HALT = "halt"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of trading of one trade date: `day` is 0, or −1 for a start the evening before.

    Times are local; a `close` of midnight ends the day.
    """

    day: int
    open: time
    close: time


@dataclass(frozen=True, slots=True)
class Holiday:
    """What happens on one date; `exceptions` trade up to the given time although it is closed."""

    name: str
    kind: HolidayKind
    exceptions: Mapping[str, time] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SessionGroup:
    """The hours of a group of instruments; `halt` is None where holidays are not traded at all."""

    name: str
    zone: ZoneInfo
    spans: tuple[Span, ...]
    weekdays: frozenset[int] = frozenset(range(5))
    halt: time | None = None
    early: time | None = None
    observes_holidays: bool = True


@dataclass(frozen=True, slots=True)
class _Session:
    """One span in nanoseconds UTC with its trade date."""

    start: int
    end: int
    trade_date: date


class SessionCalendar:
    """Answers in UTC nanoseconds; raises KeyError for a group that does not exist."""

    def __init__(
        self, groups: Mapping[str, SessionGroup], holidays: Mapping[date, Holiday]
    ) -> None:
        self._groups = dict(groups)
        self._holidays = dict(holidays)
        self._week = lru_cache(maxsize=4096)(self._sessions_around)

    def groups(self) -> Mapping[str, SessionGroup]:
        return self._groups

    def is_open(self, group: str, at_ns: int) -> bool:
        """Say whether the group trades at that instant."""
        return self._at(group, at_ns) is not None

    def trade_date(self, group: str, at_ns: int) -> date:
        """Return the trade date of a moment; between sessions it is that of the next one."""
        return (self._at(group, at_ns) or self._after(group, at_ns)).trade_date

    def next_open(self, group: str, at_ns: int) -> int:
        """Return when the next session starts after that instant."""
        return self._after(group, at_ns).start

    def next_close(self, group: str, at_ns: int) -> int:
        """Return when the current session ends, or the next one where none is open."""
        return (self._at(group, at_ns) or self._after(group, at_ns)).end

    def day_end(self, group: str, at_ns: int) -> int:
        """Return when the last session of the moment's trade date ends."""
        return self.bounds(group, self.trade_date(group, at_ns))[1]

    def bounds(self, group: str, trade_date: date) -> tuple[int, int]:
        """Return first open and last close of a trade date; raises ValueError if it has none."""
        sessions = [s for s in self._week(group, _monday(trade_date)) if s.trade_date == trade_date]
        if not sessions:
            raise ValueError(f"{group} has no session on {trade_date}")
        return sessions[0].start, sessions[-1].end

    def is_trading_day(self, group: str, day: date) -> bool:
        """Say whether a session ends on that trade date."""
        return any(s.trade_date == day for s in self._week(group, _monday(day)))

    def is_business_day(self, day: date) -> bool:
        """Say whether US exchanges settle on that day: neither weekend nor holiday."""
        holiday = self._holidays.get(day)
        return day.weekday() < 5 and (holiday is None or holiday.kind is HolidayKind.EARLY)

    def local(self, group: str, at_ns: int) -> datetime:
        """Return the moment on the group's wall clock."""
        return to_datetime(at_ns).astimezone(self._groups[group].zone)

    def _at(self, group: str, at_ns: int) -> _Session | None:
        sessions = self._around(group, at_ns)
        index = bisect_right(sessions, at_ns, key=lambda s: s.start) - 1
        if index >= 0 and at_ns < sessions[index].end:
            return sessions[index]
        return None

    def _after(self, group: str, at_ns: int) -> _Session:
        sessions = self._around(group, at_ns)
        return sessions[bisect_right(sessions, at_ns, key=lambda s: s.start)]

    def _around(self, group: str, at_ns: int) -> tuple[_Session, ...]:
        return self._week(group, _monday(date.fromordinal(719_163 + at_ns // 86_400_000_000_000)))

    def _sessions_around(self, name: str, monday: date) -> tuple[_Session, ...]:
        """All sessions of a week, of the days before it, and as far as a search may look."""
        group = self._groups[name]
        sessions: list[_Session] = []
        carried: list[_Session] = []
        for offset in range(-4, 7 + HORIZON_DAYS):
            day = monday + timedelta(days=offset)
            if day.weekday() not in group.weekdays:
                continue
            until, joins_next = self._cut(group, day)
            spans = [] if until is MIDNIGHT else _spans(group, day, until)
            if joins_next:
                carried.extend(spans)
                continue
            if until is MIDNIGHT:
                continue
            sessions.extend(_Session(s.start, s.end, day) for s in carried)
            carried.clear()
            sessions.extend(spans)
        return tuple(sessions)

    def _cut(self, group: SessionGroup, day: date) -> tuple[time | None, bool]:
        """Up to when the group trades on a day (None: as usual, midnight: not at all), and whether
        that counts for the next trade date."""
        holiday = self._holidays.get(day) if group.observes_holidays else None
        if holiday is None:
            return None, False
        if group.name in holiday.exceptions:
            return holiday.exceptions[group.name], False
        if holiday.kind is HolidayKind.EARLY:
            return group.early, False
        if holiday.kind is HolidayKind.HALT and group.halt is not None:
            return group.halt, True
        return MIDNIGHT, False


def _spans(group: SessionGroup, day: date, until: time | None) -> list[_Session]:
    limit = None if until is None else _instant(group.zone, day, until)
    spans = []
    for span in group.spans:
        start = _instant(group.zone, day + timedelta(days=span.day), span.open)
        if span.close == MIDNIGHT:
            end = _instant(group.zone, day + timedelta(days=1), MIDNIGHT)
        else:
            end = _instant(group.zone, day, span.close)
        end = end if limit is None else min(end, limit)
        if start < end:
            spans.append(_Session(start, end, day))
    return spans


def _instant(zone: ZoneInfo, day: date, at: time) -> int:
    return to_ns(datetime.combine(day, at, zone))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
