"""The calendar file of the user: CSV and iCalendar, and what of it cannot be read."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from traderterminal.domain.errors import BadData
from traderterminal.domain.news import Importance, NewsEvent
from traderterminal.kit.clock import to_datetime, to_ns
from traderterminal.storage import news_calendar
from traderterminal.storage.news_calendar import read_calendar

NEW_YORK = ZoneInfo("America/New_York")
YEAR = (to_ns(datetime(2026, 1, 1, tzinfo=UTC)), to_ns(datetime(2027, 1, 1, tzinfo=UTC)))


def read(path: Path, text: str, zone: ZoneInfo = NEW_YORK) -> tuple[list[NewsEvent], Sequence[str]]:
    path.write_text(text, "utf-8")
    found = read_calendar(path, zone)
    return list(found.between(*YEAR)), tuple(map(str, found.problems))


def times(events: Sequence[NewsEvent]) -> list[str]:
    return [f"{to_datetime(event.at_ns):%m-%d %H:%M}" for event in events]


def test_a_csv_file_is_read_in_the_zone_of_its_times(tmp_path: Path) -> None:
    text = """# mine
Date,Time,Event,Currency,Importance,Zone,Forecast,Previous

2026-07-14,08:30,CPI m/m,USD,high,,0.3%,0.2%
2026-01-14,08:30,CPI m/m,USD,High,,0.3%,0.2%
2026-01-15,13:00,"Rates, ECB",EUR,medium,Europe/Berlin,,
"""
    events, problems = read(tmp_path / "news.csv", text)
    assert problems == ()
    # New York is five hours behind in winter and four in summer
    assert times(events) == ["01-14 13:30", "01-15 12:00", "07-14 12:30"]
    assert events[0].name == "CPI m/m"
    assert (events[0].currency, events[0].importance) == ("USD", Importance.HIGH)
    assert (events[0].forecast, events[0].previous) == ("0.3%", "0.2%")
    assert events[1].name == "Rates, ECB"


def test_calendars_of_others_are_read_as_they_come(tmp_path: Path) -> None:
    text = """Title,Country,Date,Time,Impact,Forecast,Previous,URL
Non-Farm Employment Change,USD,01-09-2026,8:30am,High,150K,119K,x
Bank Holiday,JPY,01-12-2026,,Holiday,,,x
FOMC Member Speaks,USD,01-13-2026,12:15pm,Low,,,x
Tentative thing,All,01-14-2026,Tentative,Medium,,,x
"""
    events, problems = read(tmp_path / "ff.csv", text)
    assert problems == ()
    assert times(events) == ["01-09 13:30", "01-12 05:00", "01-13 17:15", "01-14 05:00"]
    assert [event.all_day for event in events] == [False, True, False, True]
    assert [event.currency for event in events] == ["USD", "JPY", "USD", ""]


def test_a_line_that_cannot_be_read_is_named_and_the_rest_holds(tmp_path: Path) -> None:
    text = """date,time,event,importance,zone
2026-13-01,08:30,No month,high,
2026-01-02,25:30,No hour,high,
2026-01-02,13:30pm,No half,high,
2026-01-02,08:30,,high,
2026-01-02,08:30,No word,huge,
2026-01-02,08:30,No zone,high,Mars/Olympus
2026-03-08,02:30,Skipped,high,
2026-01-02
2026-01-05,08:30,Good,high,
"""
    events, problems = read(tmp_path / "news.csv", text)
    assert [event.name for event in events] == ["Good"]
    assert [problem.split(":")[0] for problem in problems] == [f"line {n}" for n in range(2, 10)]
    assert "'2026-13-01' is no date such as 2026-12-01" in problems[0]
    assert "'25:30' is no time such as 08:30" in problems[1]
    assert "'huge' is no importance" in problems[4]
    assert "'Mars/Olympus' is no time zone" in problems[5]
    assert "the clocks go forward" in problems[6]


def test_what_can_be_none_of_it_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "news.csv"
    for text, words in (
        ("", "is empty"),
        ("date,event\n", "the first line must name the columns; these are missing: time$"),
        ("a,b\n1,2\n", "these are missing: date, time, event$"),
    ):
        with pytest.raises(BadData, match=words):
            read(path, text)
    with pytest.raises(BadData, match=r"must end in .csv or .ics"):
        read(tmp_path / "news.txt", "x")
    with pytest.raises(BadData, match="cannot be read"):
        read_calendar(tmp_path / "none.csv", NEW_YORK)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadData, match="cannot be read"):
        read_calendar(path, NEW_YORK)
    with pytest.raises(BadData, match="is no calendar"):
        read(tmp_path / "news.ics", "hello")
    monkeypatch.setattr(news_calendar, "MOST_BYTES", 10)
    with pytest.raises(BadData, match="larger than"):
        read(path, "date,time,event\n")


def test_there_is_an_end_to_events_and_to_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "2026-01-05,08:30,Good\n" * 9 + "bad,08:30,Bad\n" * 9
    monkeypatch.setattr(news_calendar, "MOST_PROBLEMS", 4)
    _, problems = read(tmp_path / "news.csv", f"date,time,event\n{rows}")
    assert problems[-1] == "and 5 more"
    assert len(problems) == 5
    monkeypatch.setattr(news_calendar, "MOST_EVENTS", 8)
    with pytest.raises(BadData, match="more than 8 events"):
        read(tmp_path / "news.csv", f"date,time,event\n{rows}")


ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//
BEGIN:VTIMEZONE
TZID:Eastern
BEGIN:STANDARD
DTSTART:20201101T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20200308T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
{}END:VCALENDAR
"""


def vevent(*lines: str, uid: str = "1", summary: str = "Crude inventories") -> str:
    inside = (f"UID:{uid}", f"SUMMARY:{summary}", *lines)
    return "".join(f"{line}\n" for line in ("BEGIN:VEVENT", *inside, "END:VEVENT"))


def test_an_event_that_repeats_keeps_its_hour_over_the_change_of_clocks(tmp_path: Path) -> None:
    weekly = vevent(
        "DTSTART;TZID=Eastern:20260225T103000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Eastern:20260304T103000",
        "CATEGORIES:USD,High",
    )
    events, problems = read(tmp_path / "news.ics", ICS.format(weekly))
    assert problems == ()
    assert times(events) == ["02-25 15:30", "03-11 14:30", "03-18 14:30"]
    assert {(event.currency, event.importance) for event in events} == {("USD", Importance.HIGH)}


def test_zones_days_and_priorities_of_icalendar(tmp_path: Path) -> None:
    text = ICS.format(
        vevent("DTSTART:20260105T140000Z", "PRIORITY:1", uid="a")
        + vevent("DTSTART:20260106T083000", "PRIORITY:5", uid="b")  # in the zone of the settings
        + vevent("DTSTART;VALUE=DATE:20260107", "PRIORITY:9", uid="c")
        + vevent("DTSTART;TZID=Europe/Berlin:20260108T130000", uid="d")
        + vevent("DTSTART:20260109T140000Z", "STATUS:CANCELLED", uid="e")
    )
    events, problems = read(tmp_path / "news.ICS", text)
    assert problems == ()
    assert times(events) == ["01-05 14:00", "01-06 13:30", "01-07 05:00", "01-08 12:00"]
    assert [event.importance for event in events] == [*reversed(Importance), None]
    assert [event.all_day for event in events] == [False, False, True, False]


def test_what_of_an_icalendar_file_is_wrong_is_named_by_its_line(tmp_path: Path) -> None:
    good = vevent("DTSTART:20260105T140000Z", uid="good", summary="Good")
    bad = (
        vevent("DTSTART:2026AA05T14", uid="a")
        + vevent("DTSTART:20260105T140000Z", uid="b", summary=" ")
        + vevent("DURATION:PT1H", uid="c")
        + vevent("DTSTART:20260105T140000Z", "RRULE:FREQ=SECONDLY", uid="d")
        + vevent("DTSTART:20260105T140000Z", "RRULE:FREQ=OFTEN", uid="e")
    )
    text = ICS.format(bad + good)
    events, problems = read(tmp_path / "news.ics", text)
    assert [event.name for event in events] == ["Good"]
    begins = [n for n, line in enumerate(text.splitlines(), 1) if line == "BEGIN:VEVENT"]
    assert [int(problem.split()[1].rstrip(":")) for problem in problems] == begins[:5]
    assert "DTSTART" in problems[0]
    assert "no SUMMARY" in problems[1]
    assert "no DTSTART" in problems[2]
    assert "more often than hourly" in problems[3]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=200), st.sampled_from(["x.csv", "x.ics"]))
def test_no_file_is_too_strange(tmp_path: Path, text: str, name: str) -> None:
    body = ICS.format(text) if name == "x.ics" else f"date,time,event\n{text}"
    try:
        events, _ = read(tmp_path / name, body.replace("\x00", ""))
    except BadData:
        return
    assert all(event.name for event in events)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_columns_may_be_parted_as_spreadsheets_of_other_countries_do(
    tmp_path: Path, mark: str
) -> None:
    text = "# mine, and yours\ndate,time,event,importance\n2026-01-14,08:30,CPI,high\n"
    events, problems = read(tmp_path / "news.csv", text.replace(",", mark))
    assert (times(events), [event.name for event in events]) == (["01-14 13:30"], ["CPI"])
    assert not problems


def test_an_event_in_a_zone_that_is_not_known_is_left_out_and_named(tmp_path: Path) -> None:
    events = "".join(
        f"BEGIN:VEVENT\nUID:{zone}\nSUMMARY:{zone}\nDTSTART;TZID={zone}:20260114T083000\nEND:VEVENT\n"
        for zone in ("Nowhere/Land", "Europe/Berlin", "Eastern Standard Time")
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{events}END:VCALENDAR\n"
    found, problems = read(tmp_path / "news.ics", text)
    assert times(found) == ["01-14 07:30", "01-14 13:30"]
    assert problems == ("line 4: the time zone Nowhere/Land is not known",)
