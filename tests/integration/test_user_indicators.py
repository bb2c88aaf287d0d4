"""Indicators that users write run in a child of their own, and cost no more than themselves."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from textwrap import dedent
from typing import Final

import numpy as np
import pytest
import pytest_asyncio

from tests.support.market import MINUTE, utc_date
from traderterminal.app.user_indicators.frames import Frame
from traderterminal.app.user_indicators.host import (
    HISTORY_SECONDS,
    TICK_SECONDS,
    UserIndicatorFailed,
    UserIndicatorHost,
)
from traderterminal.app.user_indicators.shelf import WATCH_SECONDS, UserIndicatorShelf
from traderterminal.app.user_indicators.study import UserStudy
from traderterminal.domain.bars import Bar, Unit
from traderterminal.kit.clock import NANOSECONDS, HostClock
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.market.indicators.indicator import Whole
from traderterminal.market.indicators.moving_averages import ExponentialAverage
from traderterminal.market.indicators.study import PIECE, Study, StudyBars
from traderterminal.market.periods import ClockPeriod, SessionPeriod
from traderterminal.market.series import Series
from traderterminal.market.time_bars import BarSeries

START: Final = 1_704_067_200_000_000_000
HEADER: Final = """
    from traderterminal.market.indicators.indicator import *
    from traderterminal.market.indicators.steps import exponential
    import os, sys, time

    def _about(name, *parameters):
        return About(name, name.title(), Family.TREND, (Output("line", "Line"),), parameters)

    class Plain(Indicator):
        about = _about("plain", length(20))

        def _prepare(self):
            self._mean = self.keep(exponential(self._whole("length")))

        def _values(self, bars):
            return (self._mean(bars.close),)
"""
#: An indicator that does `body` in place of reckoning once a close is 13.
TRIPPED: Final = """
    class Tripped(Plain):
        about = _about("tripped")

        def _prepare(self):
            self._mean = self.keep(exponential(5))

        def update(self, bar):
            if bar.close == 13.0:
                trip()
            return super().update(bar)
"""


#: One that forgets the first bar of a history.
SHORT: Final = """
    class Short(Plain):
        about = _about("short")

        def _prepare(self):
            pass

        def history(self, bars):
            return (bars.close[1:],)
"""
#: One that says in which process it runs.
WHO: Final = """
    class Who(Plain):
        about = _about("who")

        def _prepare(self):
            pass

        def _values(self, bars):
            return (bars.close * 0.0 + os.getpid(),)
"""


class Deadlines:
    """A clock on which no deadline passes but one of no time, and a tick's where meant."""

    def __init__(self) -> None:
        self.of_a_tick = False
        self.passed_ns = 0
        self.asked: list[float] = []
        self._host = HostClock()
        self._monotonic_ns = 0

    def now_ns(self) -> int:
        return self._host.now_ns()

    def monotonic_ns(self) -> int:
        self._monotonic_ns += self.passed_ns
        return self._monotonic_ns

    async def sleep(self, seconds: float) -> None:
        self.asked.append(seconds)
        # a second, so that a busy machine has said where the child stands by then
        if seconds > 0.0:
            passes = self.of_a_tick and seconds == TICK_SECONDS
            await self._host.sleep(1.0 if passes else 3_600.0)


@pytest_asyncio.fixture
async def tasks() -> AsyncIterator[TaskScope]:
    failed: list[tuple[str, Exception]] = []
    scope = TaskScope(on_error=lambda name, error: failed.append((name, error)))
    yield scope
    await scope.aclose()
    assert failed == []


@pytest.fixture
def clock() -> Deadlines:
    return Deadlines()


@pytest_asyncio.fixture
async def host(
    tmp_path: Path, clock: Deadlines, tasks: TaskScope
) -> AsyncIterator[UserIndicatorHost]:
    running = UserIndicatorHost(tmp_path, clock, tasks)
    yield running
    await running.aclose()


def write(folder: Path, name: str, *parts: str) -> None:
    (folder / f"{name}.py").write_text("\n".join(map(dedent, parts)), "utf-8")


def a_series(bars: int = 500) -> BarSeries:
    draw = np.random.default_rng(1)
    closes = (20_000 + np.cumsum(draw.integers(-5, 6, bars))).tolist()
    series = BarSeries(ClockPeriod(MINUTE))
    series.prepend([Bar(START + n * MINUTE, c, c + 1, c - 1, c, 5) for n, c in enumerate(closes)])
    return series


def a_study(host: UserIndicatorHost, kind: str, series: BarSeries, clock: Deadlines) -> UserStudy:
    return UserStudy(host, kind, {}, bars_of(series), clock)


def bars_of(series: BarSeries) -> StudyBars:
    return StudyBars(series, SessionPeriod(Unit.DAY, lambda at_ns: utc_date("", at_ns)))


def tick(series: Series, price: int, minutes: int = 0) -> None:
    assert isinstance(series, BarSeries)
    series.add_trade(int(series.start_ns[-1]) + minutes * MINUTE, price, 1)


def check(study: UserStudy, series: BarSeries, length: int = 20) -> None:
    """Hold it against the same indicator of ours."""
    ours = Study(ExponentialAverage(length=length), bars_of(series))
    ours.refresh()
    assert study.values == ours.values
    assert study.count == ours.count == series.count
    np.testing.assert_array_equal(study.lines[0], ours.lines[0])


async def test_a_user_s_indicator_is_a_study_as_any_other(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path
) -> None:
    write(tmp_path, "mine", HEADER)
    await host.start()
    assert list(host.kinds) == ["mine.plain"]
    (parameter,) = host.kinds["mine.plain"].parameters
    assert parameter == Whole("length", "Length", 20)
    series = a_series(PIECE + 100)
    study = a_study(host, "mine.plain", series, clock)
    assert await study.refresh()
    check(study, series)
    for price, minutes in ((19_990, 0), (20_050, 0), (20_010, 1), (20_000, 2), (19_000, 40)):
        tick(series, price, minutes)
        assert await study.refresh()
        check(study, series)
    assert await study.refresh()  # nothing new
    assert study.generation == 1
    assert clock.asked[-1] == TICK_SECONDS
    assert clock.asked.count(HISTORY_SECONDS) == 3  # one to open it, two pieces
    series.add_trade(int(series.start_ns[3]), 1, 1)  # a late one
    assert await study.refresh()
    check(study, series)
    assert study.generation == 2
    await study.aclose()


async def test_settings_are_checked_before_the_child_hears_of_them(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path
) -> None:
    write(tmp_path, "mine", HEADER)
    await host.start()
    series = a_series()
    with pytest.raises(ValueError, match="Length must be"):
        UserStudy(host, "mine.plain", {"length": 0}, bars_of(series), clock)
    with pytest.raises(KeyError):
        a_study(host, "mine.other", series, clock)
    with pytest.raises(ValueError, match="Length must be"):
        await host.open("mine.plain", {"length": 0})
    study = UserStudy(host, "mine.plain", {"length": 7}, bars_of(series), clock)
    assert await study.refresh()
    check(study, series, 7)


@pytest.mark.parametrize(
    ("trip", "said", "words"),
    [
        ("raise ArithmeticError('no luck')", "raised an error", "ArithmeticError: no luck"),
        ("sys.exit(3)", "raised an error", "SystemExit: 3"),
        ("os._exit(3)", "brought the indicators' process to its end", ""),
        ("os.abort()", "brought the indicators' process to its end", "in trip"),
    ],
)
async def test_one_that_fails_costs_the_chart_no_other(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path, trip: str, said: str, words: str
) -> None:
    # given two files, of which one will go wrong at a price
    write(tmp_path, "good", HEADER)
    write(tmp_path, "wrong", HEADER, f"def trip():\n    {trip}", TRIPPED)
    await host.start()
    told: list[None] = []
    host.changed.connect(told.append)
    series = a_series()
    good = a_study(host, "good.plain", series, clock)
    wrong = a_study(host, "wrong.tripped", series, clock)
    sibling = a_study(host, "wrong.plain", series, clock)
    for study in (good, wrong, sibling):
        assert await study.refresh()
    # when the price is there
    tick(series, 13)
    assert not await wrong.refresh()
    # then that file is off, and said to be with where it was
    assert wrong.failure is not None
    assert wrong.failure == host.failures["wrong.py"]
    assert str(wrong.failure.message).startswith(f"wrong.py {said}")
    assert words in wrong.failure.traceback
    assert (wrong.count, len(wrong.lines[0])) == (0, 0)
    assert told == [None]
    assert list(host.kinds) == ["good.plain"]
    # and its other indicators with it, but the other file's goes on
    assert not await sibling.refresh()
    assert await good.refresh()
    check(good, series)
    # until it was mended
    write(tmp_path, "wrong", HEADER)
    await host.start()
    assert host.failures == {}
    assert set(host.kinds) == {"good.plain", "wrong.plain"}
    assert await good.refresh()
    check(good, series)
    assert not await wrong.refresh()


@pytest.mark.parametrize("trip", ["while True: pass", "time.sleep(60)"])
async def test_one_that_does_not_answer_is_killed_where_it_stands(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path, trip: str
) -> None:
    write(tmp_path, "good", HEADER)
    write(tmp_path, "stuck", HEADER, f"def trip():\n    {trip}", TRIPPED)
    await host.start()
    series = a_series()
    good, stuck = (a_study(host, k, series, clock) for k in ("good.plain", "stuck.tripped"))
    assert await good.refresh()
    assert await stuck.refresh()
    tick(series, 13)
    clock.of_a_tick = True
    assert not await stuck.refresh()
    clock.of_a_tick = False
    assert stuck.failure is not None
    assert str(stuck.failure.message).startswith("stuck.py did not answer within 0.2 s.")
    assert "stuck.py" in stuck.failure.traceback
    assert "in trip" in stuck.failure.traceback
    assert await good.refresh()
    check(good, series)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("import nowhere_to_be_found", "ModuleNotFoundError"),
        ("this is no Python", "SyntaxError"),
        ("x = 1", "broken.py defines no indicator"),
        ("import os\nos._exit(1)", ""),
    ],
)
async def test_a_file_that_cannot_be_loaded_leaves_the_others_there(
    host: UserIndicatorHost, tmp_path: Path, text: str, words: str
) -> None:
    write(tmp_path, "broken", text)
    write(tmp_path, "good", HEADER)
    write(tmp_path, "_shared", "raise Exception('not for you')")
    write(tmp_path, "not-a-name", "raise Exception('nor this')")
    await host.start()
    assert list(host.kinds) == ["good.plain"]
    assert list(host.failures) == ["broken.py"]
    assert words in host.failures["broken.py"].traceback


async def test_values_of_another_shape_than_promised_are_an_error(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path
) -> None:
    write(tmp_path, "mine", HEADER, SHORT)
    await host.start()
    study = a_study(host, "mine.short", a_series(), clock)
    assert not await study.refresh()
    assert study.failure is not None
    assert "bars gave values of shape" in study.failure.traceback


async def test_what_a_file_prints_does_no_harm(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path
) -> None:
    write(tmp_path, "loud", "print('hello' * 100_000)", HEADER)
    await host.start()
    series = a_series()
    study = a_study(host, "loud.plain", series, clock)
    assert await study.refresh()
    check(study, series)


async def test_a_child_that_somebody_ended_is_started_again_and_no_file_pays(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path
) -> None:
    write(tmp_path, "mine", HEADER, WHO)
    await host.start()
    series = a_series(3)
    study = a_study(host, "mine.who", series, clock)
    assert await study.refresh()
    pid = int(study.values[0])
    os.kill(pid, signal.SIGKILL)
    await _noticed(host)
    # when the next tick asks it
    tick(series, 5)
    assert await study.refresh()
    # then another one answers
    assert int(study.values[0]) != pid
    assert host.failures == {}


async def _noticed(host: UserIndicatorHost) -> None:
    """Wait until the program knows that the child has ended."""
    child = host._child
    assert child is not None
    while child.usable:
        await HostClock().sleep(0.01)


@pytest.mark.parametrize("text", ["while True: pass", "import time\ntime.sleep(60)"])
def test_a_child_ends_with_the_program_in_the_middle_of_a_loop_too(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "stuck.py").write_text(f"print('here', flush=True)\n{text}")
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-m", "traderterminal.app.user_indicators.child"], stdin=pipe, stderr=pipe
    ) as child:
        assert child.stdin is not None
        assert child.stderr is not None
        asked = {"do": "load", "path": str(tmp_path / "stuck.py"), "seconds": 60.0}
        child.stdin.write(Frame(asked).packed())
        child.stdin.flush()
        assert child.stderr.readline() == b"here\n"
        child.stdin.close()
        assert child.wait(20) == 0


async def test_a_refresh_that_was_given_up_leaves_no_answer_for_the_next(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path
) -> None:
    write(tmp_path, "mine", HEADER)
    await host.start()
    series = a_series(PIECE * 3)
    study = a_study(host, "mine.plain", series, clock)
    loop = asyncio.get_running_loop()
    for turns in (3, 6, 12):
        refreshing = loop.create_task(study.refresh())
        for _ in range(turns):
            await give_way()
        refreshing.cancel()
        await asyncio.gather(refreshing, return_exceptions=True)
    assert await study.refresh()
    check(study, series)


@pytest.mark.parametrize("minute", [3, PIECE * 3 - 1])
async def test_bars_that_change_while_the_child_reckons_are_reckoned_again(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path, minute: int
) -> None:
    write(tmp_path, "mine", HEADER)
    await host.start()
    series = a_series(PIECE * 3)
    study = a_study(host, "mine.plain", series, clock)
    refreshing = asyncio.get_running_loop().create_task(study.refresh())
    # given that the first piece is there
    while not study.count:
        await give_way()
    # when a trade comes late, or one on the last bar
    series.add_trade(int(series.start_ns[minute]), 1, 1)
    assert await refreshing
    check(study, series)


async def test_a_study_of_no_bars_waits_for_them(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path
) -> None:
    write(tmp_path, "mine", HEADER)
    await host.start()
    series = BarSeries(ClockPeriod(MINUTE))
    study = a_study(host, "mine.plain", series, clock)
    assert await study.refresh()
    assert (study.count, len(study.lines[0])) == (0, 0)
    series.add_trade(START, 5, 1)
    assert await study.refresh()
    assert study.count == 1


async def test_without_a_file_there_is_no_child(
    host: UserIndicatorHost, tmp_path: Path, tasks: TaskScope
) -> None:
    await host.start()
    assert (host.kinds, host.failures, tasks.running) == ({}, {}, 0)
    with pytest.raises(
        UserIndicatorFailed, match=r"mine\.py has no indicator mine\.plain any more"
    ):
        await host.open("mine.plain", {})


async def test_an_indicator_whose_file_is_gone_says_so(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path
) -> None:
    write(tmp_path, "mine", HEADER)
    await host.start()
    study = a_study(host, "mine.plain", a_series(), clock)
    assert await study.refresh()
    (tmp_path / "mine.py").unlink()
    await host.start()
    tick(study._bars.series, 5)
    assert not await study.refresh()
    assert study.failure is not None
    assert str(study.failure.message) == "mine.py has no indicator mine.plain any more."
    assert not await study.refresh()


async def test_a_history_has_its_seconds_for_all_of_its_pieces(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path
) -> None:
    write(tmp_path, "mine", HEADER)
    await host.start()
    series = a_series(PIECE * 2)
    study = a_study(host, "mine.plain", series, clock)
    clock.passed_ns = 2_600_000_000  # from one look at the clock to the next
    assert not await study.refresh()
    assert study.failure is not None
    assert str(study.failure.message).startswith("mine.py did not answer within 5 s.")


async def test_what_has_ended_gives_nothing_and_raises_nothing(
    host: UserIndicatorHost, clock: Deadlines, tmp_path: Path
) -> None:
    write(tmp_path, "mine", HEADER)
    await host.start()
    study = a_study(host, "mine.plain", a_series(), clock)
    assert await study.refresh()
    await host.aclose()
    tick(study._bars.series, 5)
    assert not await study.refresh()
    await study.aclose()


async def test_a_file_that_failed_opens_nothing(host: UserIndicatorHost, tmp_path: Path) -> None:
    write(tmp_path, "broken", "raise ValueError('at once')")
    await host.start()
    with pytest.raises(UserIndicatorFailed) as failed:
        await host.open("broken.any", {})
    assert "ValueError: at once" in failed.value.failure.traceback


class Frames(HostClock):
    """A clock on which files are looked at again at once, as often as asked."""

    async def sleep(self, seconds: float) -> None:
        if seconds == WATCH_SECONDS:
            await super().sleep(0.01)
        else:
            await super().sleep(3_600.0)


async def until(happened: Callable[[], bool]) -> None:
    machine = HostClock()
    give_up_ns = machine.monotonic_ns() + 60 * NANOSECONDS
    while not happened():
        assert machine.monotonic_ns() < give_up_ns, "it never happened"
        await machine.sleep(0.01)


async def test_a_file_is_loaded_when_it_comes_and_when_it_changes(
    tmp_path: Path, tasks: TaskScope
) -> None:
    folder = tmp_path / "indicators"
    shelf = UserIndicatorShelf(folder, Frames(), tasks)
    told: list[bool] = []
    shelf.changed.connect(lambda _: told.append(shelf.is_loading))
    tasks.spawn(shelf.watch(), name="watch")
    await until(folder.is_dir)
    assert told == []  # nothing is there, and no process runs for it
    # given a file that is no Python yet
    (folder / "mine.py").write_text("this is no Python")
    await until(lambda: bool(shelf.failures))
    assert "SyntaxError" in shelf.failures["mine.py"].traceback
    await until(lambda: not shelf.is_loading)
    assert (told[0], told[-1]) == (True, False)
    # when it is mended
    write(folder, "mine", HEADER)
    await until(lambda: "mine.plain" in shelf.kinds)
    assert shelf.failures == {}
    # then its indicator goes on a chart like any other
    series = a_series()
    study = shelf.study("mine.plain", {}, bars_of(series))
    assert await study.refresh()
    check(study, series)
    loads = len(told)
    shelf.reload()
    await until(lambda: len(told) > loads)
    assert shelf.folder == str(folder)
    # and its process ends with the watch
    await tasks.aclose()
    assert shelf.kinds == {}


@pytest.mark.logs("indicators of yours were not loaded")
async def test_a_folder_that_cannot_be_made_costs_nothing_else(
    tmp_path: Path, tasks: TaskScope, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "indicators").write_text("in the way")
    shelf = UserIndicatorShelf(tmp_path / "indicators", Frames(), tasks)
    watching = tasks.spawn(shelf.watch(), name="watch")
    await until(lambda: len(caplog.records) > 1)
    assert not watching.done()
