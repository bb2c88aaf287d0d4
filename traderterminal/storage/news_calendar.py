"""The economic calendar that the user supplies: a CSV or an iCalendar file.

A CSV file names its columns in the first line: `date`, `time` and `event`, and as far as there are
any `currency`, `importance`, `zone`, `forecast` and `previous`; those of well-known calendars are
known by their names too. An iCalendar file may repeat events and name time zones. Times without a
zone are in the one that is given. What cannot be read is left out and named by its line.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from traderterminal.domain.errors import BadData, BadValue, Fault
from traderterminal.domain.news import Importance, NewsEvent
from traderterminal.kit.clock import to_datetime, to_ns
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark

MOST_BYTES: Final = 8 * 1024 * 1024
MOST_EVENTS: Final = 50_000
#: So many lines that cannot be read are named.
MOST_PROBLEMS: Final = 50
LONGEST_NAME: Final = 200

#: What the columns are called, here and in calendars of others.
_COLUMNS: Final = {
    "date": "date",
    "time": "time",
    "event": "name",
    "name": "name",
    "title": "name",
    "currency": "currency",
    "country": "currency",
    "importance": "importance",
    "impact": "importance",
    "zone": "zone",
    "forecast": "forecast",
    "previous": "previous",
}
_WORDS: Final = {
    "high": Importance.HIGH,
    "3": Importance.HIGH,
    "medium": Importance.MEDIUM,
    "moderate": Importance.MEDIUM,
    "2": Importance.MEDIUM,
    "low": Importance.LOW,
    "1": Importance.LOW,
}
#: Whose events stand in a calendar for information only.
_HOLIDAYS: Final = frozenset({"holiday", "non-economic", "none", "0"})
_ALL_DAY: Final = frozenset({"", "all day", "tentative"})
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?", re.IGNORECASE)
_AMERICAN: Final = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_DELIMITERS: Final = (",", ";", "\t")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
#: A repetition as often as this is no calendar of news.
_TOO_OFTEN: Final = re.compile(r"FREQ=(SECONDLY|MINUTELY)", re.IGNORECASE)
_BEGIN: Final = "BEGIN:VEVENT"

#: Gives the events from one moment to before another, in ns and in order.
Between = Callable[[int, int], Sequence[NewsEvent]]


@frozen
class CalendarFile:
    """What a calendar holds, and what of it could not be read, by line."""

    between: Between
    problems: Sequence[Fault] = ()


def read_calendar(path: Path, zone: ZoneInfo) -> CalendarFile:
    """Read a calendar; its ending says which kind it is. Raises BadData where nothing of it can be.

    It takes a while: a large one of many repetitions a second.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadData(
                mark("Fault", "{path} is larger than {most} MB"),
                path=path,
                most=MOST_BYTES // 1024 // 1024,
            )
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(
            mark("Fault", "{path} cannot be read: {error}"), path=path, error=error
        ) from error
    if path.suffix.lower() in (".ics", ".ical", ".ifb"):
        return _read_ics(path, text, zone)
    if path.suffix.lower() == ".csv":
        return _read_csv(path, text, zone)
    raise BadData(
        mark("Fault", "{path} is no calendar: its name must end in .csv or .ics"), path=path
    )


class _Problems:
    """What could not be read, the first of it by line."""

    def __init__(self) -> None:
        self._named: list[Fault] = []
        self._count = 0

    def add(self, line: int, reason: Exception) -> None:
        self._count += 1
        if len(self._named) < MOST_PROBLEMS:
            self._named.append(
                BadValue(mark("Fault", "line {line}: {reason}"), line=line, reason=reason)
            )

    @property
    def all(self) -> Sequence[Fault]:
        more = self._count - len(self._named)
        rest = [BadValue(mark("Fault", "and {more} more"), more=more)] if more else []
        return (*self._named, *rest)


# CSV.


def _read_csv(path: Path, text: str, zone: ZoneInfo) -> CalendarFile:
    lines = text.splitlines()
    rows = csv.reader(lines, delimiter=_delimiter(lines))
    problems, events = _Problems(), list[NewsEvent]()
    titles: Sequence[str] | None = None
    try:
        for cells in rows:
            if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
                continue
            if titles is None:
                titles = _titles(path, cells)
                continue
            try:
                events.append(_event(dict(zip(titles, cells, strict=False)), zone))
            except ValueError as error:
                problems.add(rows.line_num, error)
            if len(events) > MOST_EVENTS:
                raise _too_many(path)
    except csv.Error as error:
        raise BadData(
            mark("Fault", "{path}: line {line}: {error}"),
            path=path,
            line=rows.line_num,
            error=error,
        ) from error
    if titles is None:
        raise BadData(
            mark("Fault", "{path} is empty: its first line must name the columns"), path=path
        )
    events.sort(key=lambda event: event.at_ns)

    def between(from_ns: int, until_ns: int) -> Sequence[NewsEvent]:
        return [event for event in events if from_ns <= event.at_ns < until_ns]

    return CalendarFile(between, problems.all)


def _too_many(path: Path) -> BadData:
    return BadData(
        mark("Fault", "{path} has more than {most:,} events"), path=path, most=MOST_EVENTS
    )


def _delimiter(lines: Sequence[str]) -> str:
    """What parts the columns: where a comma is a decimal one, spreadsheets write semicolons."""
    titles = next((one for one in lines if one.strip() and not one.startswith("#")), "")
    return max(_DELIMITERS, key=titles.count)


def _titles(path: Path, cells: Sequence[str]) -> Sequence[str]:
    titles = [_COLUMNS.get(cell.strip().lower(), "") for cell in cells]
    missing = [name for name in ("date", "time", "name") if name not in titles]
    if missing:
        raise BadData(
            mark(
                "Fault", "{path}: the first line must name the columns; these are missing: {names}"
            ),
            path=path,
            names=", ".join({"name": "event"}.get(name, name) for name in missing),
        )
    return titles


def _event(cells: Mapping[str, str], zone: ZoneInfo) -> NewsEvent:
    cell = {name: text.strip() for name, text in cells.items()}
    name = cell.get("name", "")[:LONGEST_NAME]
    if not name:
        raise BadValue(mark("Fault", "there is no event"))
    on, clock = _date(cell.get("date", "")), cell.get("time", "").lower()
    word = cell.get("importance", "").lower().removesuffix(" impact")
    importance, all_day = _importance(word), clock in _ALL_DAY or word in _HOLIDAYS
    where = _zone(cell.get("zone", ""), zone)
    at = time() if clock in _ALL_DAY else _time(clock)
    return NewsEvent(
        at_ns=to_ns(_existing(datetime.combine(on, at), where)),
        name=name,
        currency=_currency(cell.get("currency", "")),
        importance=importance,
        forecast=cell.get("forecast", ""),
        previous=cell.get("previous", ""),
        all_day=all_day,
    )


def _date(text: str) -> date:
    american = _AMERICAN.fullmatch(text)
    try:
        if american is not None:
            month, day, year = map(int, american.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadValue(
            mark("Fault", "{text!r} is no date such as 2026-12-01"), text=text
        ) from error


def _time(text: str) -> time:
    found = _CLOCK.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        hours, minutes, seconds, half = found.groups()
        hour = int(hours)
        if half and not 1 <= hour <= 12:
            raise ValueError(text)
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        return time(hour, int(minutes), int(seconds or 0))
    except ValueError as error:
        raise BadValue(mark("Fault", "{text!r} is no time such as 08:30"), text=text) from error


def _zone(text: str, usual: ZoneInfo) -> ZoneInfo:
    if not text:
        return usual
    try:
        return ZoneInfo(text)
    except (ValueError, OSError, KeyError) as error:  # one that is not found is a KeyError
        raise BadValue(
            mark("Fault", "{text!r} is no time zone such as America/New_York"), text=text
        ) from error


def _existing(at: datetime, zone: tzinfo) -> datetime:
    """Put a wall clock's time into its zone; raises ValueError where clocks skip it."""
    zoned = at.replace(tzinfo=zone)
    if zoned.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at:
        raise BadValue(
            mark("Fault", "{at:%Y-%m-%d %H:%M} is skipped there: the clocks go forward"), at=at
        )
    return zoned


def _importance(word: str) -> Importance | None:
    if word in _HOLIDAYS:
        return Importance.LOW
    if word and word not in _WORDS:
        raise BadValue(mark("Fault", "{word!r} is no importance: high, medium or low"), word=word)
    return _WORDS.get(word)


def _currency(text: str) -> str:
    """A currency by its three letters; what is called otherwise, or all, counts as not said."""
    word = text.strip().upper()
    return word if _CURRENCY.fullmatch(word) and word != "ALL" else ""


# iCalendar.


def _read_ics(path: Path, text: str, zone: ZoneInfo) -> CalendarFile:
    # Here, as they take a third of a second to load and most traders have no such file.
    from icalendar import Calendar
    from icalendar.cal.component import Component

    begins = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == _BEGIN]
    try:
        calendar: Component = Calendar.from_ical(text)
    except (ValueError, IndexError, KeyError) as error:
        raise BadData(
            mark("Fault", "{path} is no calendar: {error}"), path=path, error=error
        ) from error
    problems, good = _Problems(), list[Component]()
    for line, component in zip(begins, calendar.walk("VEVENT"), strict=False):
        reason = _flaw(component)
        if reason is not None:
            problems.add(line, reason)
        else:
            good.append(component)
    if len(good) > MOST_EVENTS:
        raise _too_many(path)
    others = [one for one in calendar.subcomponents if one.name != "VEVENT"]
    calendar.subcomponents = [*others, *good]
    _check_series(calendar, others, list(zip(begins, good, strict=False)), problems)
    return CalendarFile(_expanding(calendar, zone), problems.all)


def _flaw(component: Any) -> Fault | None:
    """Say what is wrong with an event; None where nothing is."""
    if component.errors:
        name, reason = component.errors[0]
        return BadValue(f"{name}: {reason}")
    if "DTSTART" not in component:
        return BadValue(mark("Fault", "the event has no {field}"), field="DTSTART")
    start = component["DTSTART"]
    zone = start.params.get("TZID")
    if zone is not None and getattr(start.dt, "tzinfo", None) is None:
        # At another hour nobody would wait for it.
        return BadValue(mark("Fault", "the time zone {zone} is not known"), zone=zone)
    if not str(component.get("SUMMARY", "")).strip():
        return BadValue(mark("Fault", "the event has no {field}"), field="SUMMARY")
    rule = component.get("RRULE")
    if rule is not None and _TOO_OFTEN.search(rule.to_ical().decode()):
        return BadValue(mark("Fault", "the event repeats more often than hourly"))
    return None


def _check_series(
    calendar: Any, others: Sequence[Any], events: Sequence[tuple[int, Any]], problems: _Problems
) -> None:
    """Leave out the events whose repetition cannot be worked out."""
    from icalendar import Calendar
    from recurring_ical_events import of

    bad = []
    for line, event in events:
        if not ({"RRULE", "RDATE", "EXDATE"} & set(event)):
            continue
        alone = Calendar()
        alone.subcomponents = [*others, event]
        try:
            next(iter(of(alone).after(to_datetime(0))), None)
        except Exception as error:  # noqa: BLE001 - whatever such a rule makes of a library
            reason = mark("Fault", "the repetition cannot be worked out: {error}")
            problems.add(line, BadValue(reason, error=error))
            bad.append(event)
    calendar.subcomponents = [one for one in calendar.subcomponents if one not in bad]


def _expanding(calendar: Any, zone: ZoneInfo) -> Between:
    from recurring_ical_events import of

    series = of(calendar, skip_bad_series=True)

    def between(from_ns: int, until_ns: int) -> Sequence[NewsEvent]:
        found = series.between(to_datetime(from_ns), to_datetime(until_ns))
        events = sorted(_of_series(found, zone), key=lambda event: event.at_ns)
        return [event for event in events if from_ns <= event.at_ns < until_ns][:MOST_EVENTS]

    return between


def _of_series(found: Sequence[Any], zone: ZoneInfo) -> Iterator[NewsEvent]:
    for one in found:
        start = one["DTSTART"].dt
        all_day = not isinstance(start, datetime)
        at = datetime.combine(start, time(), zone) if all_day else start
        if at.tzinfo is None:
            at = at.replace(tzinfo=zone)
        if str(one.get("STATUS", "")).upper() == "CANCELLED":
            continue
        categories = [str(word) for word in getattr(one.get("CATEGORIES"), "cats", ())]
        yield NewsEvent(
            at_ns=to_ns(at),
            name=str(one["SUMMARY"]).strip()[:LONGEST_NAME],
            currency=next(filter(None, map(_currency, categories)), ""),
            importance=_ics_importance(one.get("PRIORITY"), categories),
            all_day=all_day,
        )


def _ics_importance(priority: object, categories: Sequence[str]) -> Importance | None:
    """By its category, else by the scale of RFC 5545: 1 to 4 is high, 5 medium, above it low."""
    named = (_WORDS.get(word.strip().lower()) for word in categories)
    importance = next(filter(None, named), None)
    if importance is not None or not isinstance(priority, int) or not 1 <= priority <= 9:
        return importance
    return Importance.HIGH if priority < 5 else Importance(2 if priority == 5 else 1)
