"""The economic calendar without its widget."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from traderterminal.domain.news import Importance, NewsEvent
from traderterminal.kit.clock import NANOSECONDS, to_datetime
from traderterminal.kit.observe import Observers
from traderterminal.risk.blackouts import BlackoutRule, Blackouts
from traderterminal.ui.viewmodels.news import PAST_NS, NewsViewModel

MINUTE_NS = 60 * NANOSECONDS
NOON_NS = 1_768_392_000 * NANOSECONDS
RULE = BlackoutRule(2 * MINUTE_NS, 2 * MINUTE_NS)


def event(
    minutes: float, name: str = "CPI", importance: Importance | None = Importance.HIGH
) -> NewsEvent:
    return NewsEvent(NOON_NS + int(minutes * MINUTE_NS), name, "USD", importance)


class Known:
    """A calendar as the test wants it."""

    def __init__(self, events: Sequence[NewsEvent] = (), path: Path | None = Path("n.csv")) -> None:
        self.changed: Observers[None] = Observers()
        self.path = path
        self.problem = ""
        self.problems: Sequence[str] = ()
        self.blackouts = Blackouts(RULE, events)

    async def read(self) -> None:
        """Nothing is read here."""


class Bench:
    def __init__(self, *events: NewsEvent) -> None:
        self.calendar = Known(events)
        self.now_ns = NOON_NS
        self.changes = 0
        self.vm = NewsViewModel(self.calendar, lambda: self.now_ns, self.local, lambda: None)
        self.vm.changed.connect(lambda _: self._count())
        self.vm.flush()

    def _count(self) -> None:
        self.changes += 1

    def local(self, at_ns: int) -> datetime:
        return to_datetime(at_ns)

    @property
    def names(self) -> list[str]:
        return [row.event.name for row in self.vm.rows]


def test_events_count_down_and_the_next_one_is_marked() -> None:
    bench = Bench(event(-30, "Past"), event(5, "Next"), event(90, "Later"))
    assert [(row.event.name, row.left_s, row.is_next) for row in bench.vm.rows] == [
        ("Past", -1800, False),
        ("Next", 300, True),
        ("Later", 5400, False),
    ]
    assert bench.vm.context == "Next in 5 m"
    told = bench.changes
    bench.vm.flush()
    assert bench.changes == told
    bench.now_ns += NANOSECONDS
    bench.vm.flush()
    assert (bench.changes, bench.vm.rows[1].left_s) == (told + 1, 299)


def test_what_is_long_past_is_left_out() -> None:
    bench = Bench(event(-PAST_NS / MINUTE_NS - 1, "Old"), event(-PAST_NS / MINUTE_NS, "Recent"))
    assert bench.names == ["Recent"]
    assert bench.vm.context == ""


def test_a_filter_leaves_out_what_matters_less_and_keeps_what_nobody_rated() -> None:
    bench = Bench(
        event(1, "Low", Importance.LOW),
        event(2, "Medium", Importance.MEDIUM),
        event(3, "High"),
        event(4, "Unrated", None),
    )
    shown = []
    for number in range(3):
        bench.vm.choose(number)
        assert bench.vm.chosen == number
        shown.append(bench.names)
    assert shown == [
        ["High", "Unrated"],
        ["Medium", "High", "Unrated"],
        ["Low", "Medium", "High", "Unrated"],
    ]


def test_a_blackout_is_said_until_it_is_over() -> None:
    bench = Bench(event(1))
    assert bench.vm.said == ("CPI: entries wait until 12:03:00. Exits work.", "warn")
    assert bench.vm.rows[0].waits_now
    bench.now_ns += 3 * MINUTE_NS
    bench.vm.flush()
    assert not bench.vm.rows[0].waits_now
    assert bench.vm.said[0] == ("The calendar has no events from now on. Nothing waits for news.")


def test_what_is_wrong_with_the_calendar_is_said() -> None:
    bench = Bench(event(90))
    assert bench.vm.said == ("", "t2")
    bench.calendar.problems = [f"line {n}: bad" for n in range(2, 7)]
    assert bench.vm.said == (
        "Left out, line 2: bad; line 3: bad; line 4: bad; and 2 more",
        "warn",
    )
    bench.calendar.problem = "n.csv is empty"
    assert bench.vm.said == ("Entries wait: n.csv is empty. Exits work.", "error")


def test_another_calendar_is_shown_with_the_next_frame() -> None:
    bench = Bench(event(5))
    bench.calendar.blackouts = Blackouts(RULE, [event(7, "New")])
    bench.vm.flush()
    assert bench.names == ["CPI"]
    bench.calendar.changed.emit(None)
    bench.vm.flush()
    assert bench.names == ["New"]
    bench.vm.close()
    bench.calendar.changed.emit(None)
    told = bench.changes
    bench.vm.flush()
    assert bench.changes == told


def test_without_a_file_there_is_nothing_to_say() -> None:
    made = NewsViewModel(Known(path=None), lambda: NOON_NS, to_datetime, lambda: None)
    made.flush()
    assert (made.has_file, made.said, list(made.rows)) == (False, ("", "t2"), [])
