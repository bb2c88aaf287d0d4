"""Trading hours: when a group of instruments trades, and to which trade date a moment belongs.

A session may start on the evening before its trade date. On most US holidays futures trade until a
halt, and that part counts for the next trade date. Sessions are half open: the opening instant
belongs to them, the closing instant does not.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from traderterminal.kit.clock import to_datetime, to_ns
from traderterminal.kit.frozen import frozen

MIDNIGHT: Final = time(0)
#: How a holiday says that a group does not trade at all.
CLOSED: Final = MIDNIGHT
#: How far a search for the next session looks: past any run of holidays.
HORIZON_DAYS: Final = 14
#: How far before its week a session may have begun: Thursday, were Friday a holiday too.
LOOK_BACK_DAYS: Final = 4

_DAY_NS: Final = 86_400_000_000_000
WEEK_NS: Final = 7 * _DAY_NS
_EPOCH: Final = date(1970, 1, 1).toordinal()


class Hours(StrEnum):
    """Which part of a trading day bars are made of."""

    ALL = "all"
    REGULAR = "regular"


class HolidayKind(StrEnum):
    CLOSED = "closed"
    HALT = "halt"
    EARLY = "early"


@frozen
class Span:
    """A stretch of trading of one trade date: `day` is 0, or −1 for a start the evening before.

    Times are local; a `close` of midnight ends the day.
    """

    day: int
    open: time
    close: time


@frozen
class RegularSession:
    """The hours of a trade date that count as regular, local, on the date itself."""

    open: time
    close: time


@frozen
class Holiday:
    """What happens on one date.

    `exceptions` are groups with a closing time of their own, None where they trade as on any day;
    groups of `no_evening` do not open that evening for the next trade date.
    """

    name: str
    kind: HolidayKind
    exceptions: Mapping[str, time | None] = field(default_factory=dict)
    no_evening: frozenset[str] = frozenset()


@frozen
class SessionGroup:
    """The hours of a group of instruments.

    `regular` is None where no hours are more regular than others. `halt` ends a session on a
    holiday (None: holidays are not traded), `early` on the eve of one (None: it is a day like any
    other); `weekdays` are its trade dates, Monday being 0.
    """

    name: str
    zone: ZoneInfo
    spans: tuple[Span, ...]
    weekdays: frozenset[int] = frozenset(range(5))
    halt: time | None = None
    early: time | None = None
    observes_holidays: bool = True
    regular: RegularSession | None = None


@frozen
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
        self._bounds = lru_cache(maxsize=4096)(self._find_bounds)
        self._latest: dict[str, _Session] = {}  # by group, the session last found

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

    def day_start(self, group: str, at_ns: int) -> int:
        """Return when the moment's trade date began: as the last session before it ended."""
        day, sessions = self.trade_date(group, at_ns), self._around(group, at_ns)
        first = next(n for n, session in enumerate(sessions) if session.trade_date == day)
        return sessions[first - 1].end

    def bounds(self, group: str, trade_date: date) -> tuple[int, int]:
        """Return first open and last close of a trade date; raises ValueError if it has none."""
        found = self._bounds(group, trade_date)
        if found is None:
            raise ValueError(f"{group} has no session on {trade_date}")
        return found

    def sessions(self, group: str, from_ns: int, until_ns: int) -> list[tuple[int, int]]:
        """Return start and end of the sessions that touch a time, in order."""
        day, last = _utc_date(from_ns - _DAY_NS), _utc_date(until_ns + _DAY_NS)
        found = []
        while day <= last + timedelta(days=LOOK_BACK_DAYS):
            found += self._of_date(group, day)
            day += timedelta(days=1)
        return [(s.start, s.end) for s in found if s.start < until_ns and s.end > from_ns]

    def regular_sessions(self, group: str, from_ns: int, until_ns: int) -> list[tuple[int, int]]:
        """Return start and end of the regular sessions that touch a time, in order.

        One ends early where its trade date does. There are none on a date without a session.
        """
        hours = self._groups[group]
        day, last = (_utc_date(at_ns) for at_ns in (from_ns - _DAY_NS, until_ns + _DAY_NS))
        found = []
        while hours.regular is not None and day <= last:
            bounds = self._bounds(group, day)
            if bounds is not None:
                start = max(bounds[0], _instant(hours.zone, day, hours.regular.open))
                end = min(bounds[1], _instant(hours.zone, day, hours.regular.close))
                if start < end and start < until_ns and end > from_ns:
                    found.append((start, end))
            day += timedelta(days=1)
        return found

    def trading_days(self, group: str, from_ns: int, until_ns: int) -> list[tuple[int, int]]:
        """Return the trading days that touch a time, in order: from the first open of each to that
        of the next one, so that each moment lies in one."""
        day, last = (_utc_date(at_ns) for at_ns in (from_ns - WEEK_NS, until_ns + WEEK_NS))
        opens = []
        while day <= last:
            bounds = self._bounds(group, day)
            if bounds is not None:
                opens.append(bounds[0])
            day += timedelta(days=1)
        return [(a, b) for a, b in pairwise(opens) if a < until_ns and b > from_ns]

    def is_trading_day(self, group: str, day: date) -> bool:
        """Say whether a session ends on that trade date."""
        return self._bounds(group, day) is not None

    def is_business_day(self, day: date) -> bool:
        """Say whether US exchanges settle on that day: neither weekend nor holiday."""
        holiday = self._holidays.get(day)
        return day.weekday() < 5 and (holiday is None or holiday.kind is HolidayKind.EARLY)

    def local(self, group: str, at_ns: int) -> datetime:
        """Return the moment on the group's wall clock."""
        return to_datetime(at_ns).astimezone(self._groups[group].zone)

    def _at(self, group: str, at_ns: int) -> _Session | None:
        latest = self._latest.get(group)  # asked several times an order, mostly of one session
        if latest is not None and latest.start <= at_ns < latest.end:
            return latest
        sessions = self._around(group, at_ns)
        index = bisect_right(sessions, at_ns, key=lambda s: s.start) - 1
        if index >= 0 and at_ns < sessions[index].end:
            self._latest[group] = sessions[index]
            return sessions[index]
        return None

    def _after(self, group: str, at_ns: int) -> _Session:
        sessions = self._around(group, at_ns)
        return sessions[bisect_right(sessions, at_ns, key=lambda s: s.start)]

    def _around(self, group: str, at_ns: int) -> tuple[_Session, ...]:
        return self._week(group, _monday(_utc_date(at_ns)))

    def _find_bounds(self, group: str, trade_date: date) -> tuple[int, int] | None:
        sessions = self._of_date(group, trade_date)
        return (sessions[0].start, sessions[-1].end) if sessions else None

    def _of_date(self, group: str, trade_date: date) -> list[_Session]:
        return [s for s in self._week(group, _monday(trade_date)) if s.trade_date == trade_date]

    def _sessions_around(self, name: str, monday: date) -> tuple[_Session, ...]:
        """All sessions of a week, of the days before it, and as far as a search may look."""
        group = self._groups[name]
        sessions: list[_Session] = []
        halted: list[_Session] = []
        for offset in range(-LOOK_BACK_DAYS, 7 + HORIZON_DAYS):
            day = monday + timedelta(days=offset)
            if day.weekday() not in group.weekdays:
                continue
            until = self._until(group, day)
            spans = self._spans(group, day, until)
            if self._is_halted(group, day):
                halted += spans
            elif until != CLOSED:
                sessions += [replace(session, trade_date=day) for session in halted]
                sessions += spans
                halted.clear()
        return tuple(sessions)

    def _holiday(self, group: SessionGroup, day: date) -> Holiday | None:
        return self._holidays.get(day) if group.observes_holidays else None

    def _is_halted(self, group: SessionGroup, day: date) -> bool:
        holiday = self._holiday(group, day)
        return (
            holiday is not None
            and holiday.kind is HolidayKind.HALT
            and group.name not in holiday.exceptions
        )

    def _until(self, group: SessionGroup, day: date) -> time | None:
        """When trading of a date ends before its time: None never, `CLOSED` before it began."""
        holiday = self._holiday(group, day)
        if holiday is None:
            return None
        if group.name in holiday.exceptions:
            return holiday.exceptions[group.name]
        match holiday.kind:
            case HolidayKind.EARLY:
                return group.early
            case HolidayKind.HALT:
                return group.halt or CLOSED
            case HolidayKind.CLOSED:
                return CLOSED

    def _spans(self, group: SessionGroup, day: date, until: time | None) -> list[_Session]:
        if until == CLOSED:
            return []
        limit = None if until is None else _instant(group.zone, day, until)
        spans = []
        for span in group.spans:
            opening = day + timedelta(days=span.day)
            holiday = self._holiday(group, opening)
            if opening < day and holiday is not None and group.name in holiday.no_evening:
                continue
            start = _instant(group.zone, opening, span.open)
            last = day if span.close != MIDNIGHT else day + timedelta(days=1)
            end = _instant(group.zone, last, span.close)
            end = end if limit is None else min(end, limit)
            if start < end:
                spans.append(_Session(start, end, day))
        return spans


def _instant(zone: ZoneInfo, day: date, at: time) -> int:
    return to_ns(datetime.combine(day, at, zone))


def _utc_date(at_ns: int) -> date:
    return date.fromordinal(_EPOCH + at_ns // _DAY_NS)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
