"""The whole desktop for an hour: does it take more and more, and does it stay as quick?

Run as `python -m traderterminal.app.bench.endurance SECONDS`, in a process of its own. Four charts
follow 200 trades a second each. Meanwhile another program sends signed alerts that are traded, a
chart is opened and closed, panes are walked through, another workspace is shown for a moment. A
frame's work is what the window takes over and paints; the pause is from one frame to the next.
"""

import asyncio
import json
import multiprocessing
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from traderterminal.app.bench.figures import Figure, asked_of_a_process
from traderterminal.app.bench.full_desk import Found, FullDesk, measured, tell_alone
from traderterminal.app.client import send_alert
from traderterminal.app.options import Options

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

#: As a nightly run has it; a whole hour is asked for.
MINUTES: Final = 15.0
GROWTH_BAR: Final = 5
FRAME_BAR_MS: Final = 33
#: One more that happens to wait is no growth: what is left behind again and again is many more.
MORE_BAR: Final = 1
#: What grows until then has its reasons: caches fill, histories are drawn for the first time.
SETTLE_S: Final = 300.0
#: Of a shorter run so much.
SETTLE_SHARE: Final = 0.25
#: How often it is counted, and how much of the run each end is the median of.
COUNT_S: Final = 5.0
END_SHARE: Final = 0.1
#: How finely durations are told apart, and from where on they are not.
GRAIN_MS: Final = 0.05
LONGEST_MS: Final = 2_000.0
#: How often the trader's program sends an alert, and how often something is opened and closed.
ALERT_S: Final = 15.0
MOVE_S: Final = 30.0
STAY_S: Final = 1.0
#: For the start and the end of the process.
_AROUND_S: Final = 120.0

#: Panes that are brought to the front, one after the other.
WALK: Final = ("Journal", "Price alerts", "Alert studio", "Tape", "Brokers", "Orders", "Chart")

STATUS: Final = Path("/proc/self/status")
DESCRIPTORS: Final = Path("/proc/self/fd")
#: Answers to an alert that is taken.
TAKEN: Final = (200, 202)
COUNTED: Final = ("timers", "tasks", "sockets", "widgets")


def endurance_figures(minutes: float = MINUTES) -> Iterator[Figure]:
    """Yield what so many minutes have made of the desktop, where the system tells (Linux)."""
    if not STATUS.exists():
        return
    found = _asked(minutes * 60)
    span = f"{minutes:g} min at {found['ticks']:,.0f} ticks/s"
    yield Figure(f"full desk, {span}: memory grew", found["growth"], "%", bar=GROWTH_BAR)
    yield Figure("memory at the end", found["memory"], "MB")
    yield Figure("a frame's work, p95", found["work_p95"], "ms", bar=FRAME_BAR_MS)
    yield Figure("the same, p99", found["work_p99"], "ms")
    yield Figure("from frame to frame, p95", found["pause_p95"], "ms", bar=FRAME_BAR_MS)
    yield Figure("of the processor", found["processor"], "%")
    for name in COUNTED:
        bar = None if name == "widgets" else MORE_BAR  # lists that grow get scroll bars
        yield Figure(f"{name} more than at first", found[name], name, bar=bar)


def _asked(seconds: float) -> Mapping[str, float]:
    return asked_of_a_process(__name__, seconds, seconds + _AROUND_S)


_spawn = multiprocessing.get_context("spawn")


class Durations:
    """How many took how long, counted by columns of `GRAIN_MS`.

    Kept one by one, those of an hour of frames would take as much memory as may be taken in it.
    """

    def __init__(self) -> None:
        self._counts = np.zeros(round(LONGEST_MS / GRAIN_MS), np.int64)
        self.clear()

    def clear(self) -> None:
        """Forget all of them."""
        self._counts.fill(0)

    def add(self, took_ms: float) -> None:
        """Count one."""
        self._counts[min(int(took_ms / GRAIN_MS), len(self._counts) - 1)] += 1

    @property
    def total(self) -> int:
        """How many were counted."""
        return int(self._counts.sum())

    def percentile(self, percent: float) -> float:
        """Return what so many of them do not exceed, in milliseconds, to the grain."""
        reached = np.cumsum(self._counts)
        column = int(np.searchsorted(reached, reached[-1] * percent / 100))
        return (column + 1) * GRAIN_MS


@dataclass(slots=True)
class Frames:
    """What each frame of a window took, and how long after the one before it came."""

    work: Durations = field(default_factory=Durations)
    pauses: Durations = field(default_factory=Durations)

    def clear(self) -> None:
        """Forget all of them."""
        self.work.clear()
        self.pauses.clear()


def watch_frames(window: Any) -> tuple["QObject", Frames]:
    """Time the frames of a window from now on, as long as what is returned first is kept."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    from traderterminal.ui.window import TURN_MS

    frames, began, spent_ms = Frames(), 0.0, 0.0
    direct = window.findChildren(QTimer)
    (timer,) = [one for one in direct if one.parent() is window and one.interval() == TURN_MS]

    class Watch(QObject):
        """Stands before the window and its timer, and lets each event happen."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            nonlocal began, spent_ms
            is_frame = event.type() is QEvent.Type.Timer and watched is timer
            is_paint = event.type() is QEvent.Type.UpdateRequest and watched is window
            if not (is_frame or is_paint):
                return False
            now = time.perf_counter()
            if is_frame:
                if began:
                    frames.pauses.add((now - began) * 1e3)
                    frames.work.add(spent_ms)
                began, spent_ms = now, 0.0
            watched.event(event)
            spent_ms += (time.perf_counter() - now) * 1e3
            return True

    watch = Watch()
    for watched in (timer, window):
        watched.installEventFilter(watch)
    return watch, frames


def counted() -> dict[str, float]:
    """Return what there is of everything that must not become more, and the memory in MB.

    Timers are those that belong to a window, and those that the loop waits for. Python's own list
    of objects is not asked: it takes hold of tuples that another thread is about to fill.
    """
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    loop: Any = asyncio.get_running_loop()
    qt = sum(len(window.findChildren(QTimer)) for window in QApplication.topLevelWidgets())
    waiting = sum(not one.cancelled() for one in loop._scheduled)
    open_files = [_target(one) for one in DESCRIPTORS.iterdir()]
    (line,) = [one for one in STATUS.read_text().splitlines() if one.startswith("VmRSS")]
    return {
        "timers": float(qt + waiting),
        "tasks": float(len(asyncio.all_tasks())),
        "sockets": float(sum(one.startswith("socket:") for one in open_files)),
        "widgets": float(len(QApplication.allWidgets())),
        "memory": int(line.split()[1]) / 1024,
    }


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:  # it was the one that the folder was read by
        return ""


class Relay:
    """A program of its own that sends signed alerts to a desk: it buys and closes in turns."""

    def __init__(self, desk: FullDesk) -> None:
        self._ours, theirs = _spawn.Pipe()
        asked = (desk.engine.options, ALERT_S, theirs)
        self._process = _spawn.Process(target=_send_alerts, args=asked)
        self._process.start()
        theirs.close()

    def end(self) -> int:
        """Let it end; return how many alerts were taken. Raises RuntimeError where one was not."""
        self._ours.send("end")
        taken = 0
        while (status := self._ours.recv()) is not None:
            if status not in TAKEN:
                raise RuntimeError(f"an alert of the bench was answered with {status}")
            taken += 1
        self._process.join()
        self._ours.close()
        return taken


def _send_alerts(options: Options, every_s: float, told: Connection) -> None:
    """Send alerts until told to end; tell the answer to each, and at last None."""
    number = 0
    while not told.poll(every_s):
        number += 1
        alert = {"strategy": "bench", "symbol": "ES1!", "id": str(number)}
        alert |= {"action": "buy", "quantity": "1"} if number % 2 else {"action": "close"}
        status, _ = send_alert(options, json.dumps(alert).encode())
        told.send(status)
    told.send(None)


class Day:
    """What is done on the desk while it is watched: small things, again and again."""

    def __init__(self, desk: FullDesk) -> None:
        self._desk = desk
        self._window = desk.screen.window

    async def move_about(self) -> None:
        """Open and close a chart, walk through the panes, show another workspace, in turns."""
        host = self._desk.engine.host
        acts, turn = (self._visit_chart, self._walk, self._visit_workspace), 0
        while True:
            await host.sleep(MOVE_S)
            await acts[turn % len(acts)]()
            turn += 1

    async def _stay(self) -> None:
        await self._desk.engine.host.sleep(STAY_S)

    async def _visit_chart(self) -> None:
        screen = self._desk.screen
        before = set(screen.charts.all)
        screen.charting.new_chart()
        await self._stay()
        for chart in set(screen.charts.all) - before:
            screen.charting.close_chart(chart.name)

    async def _walk(self) -> None:
        for name in (
            "Journal",
            "Diagnostics",
            "Alert studio",
            "Tape",
            "Brokers",
            "Orders",
            "Chart",
        ):
            self._window.open_pane(name)
            await self._stay()
        self._window.asking.open_settings()
        await self._stay()
        self._window.open_pane("Alerts")

    async def _visit_workspace(self) -> None:
        workspaces = self._desk.screen.workspaces.vm
        workspaces.choose(1)
        await self._stay()
        workspaces.choose(0)


async def _watch(desk: FullDesk, seconds: float) -> Found:
    host, day = desk.engine.host, Day(desk)
    desk.trade()
    kept, frames = watch_frames(desk.screen.window)
    relay = Relay(desk)
    moving = desk.engine.tasks.spawn(day.move_about(), name="what is done on the desk")
    settle = min(SETTLE_S, seconds * SETTLE_SHARE)
    await host.sleep(settle)
    frames.clear()
    heard = [desk.engine.hub.version(symbol) for symbol in desk.symbols]
    found, began, busy = [counted()], time.perf_counter(), time.process_time()
    while (left := seconds - settle - (time.perf_counter() - began)) > 0:
        await host.sleep(min(left, COUNT_S))
        found.append(counted())
    wall, busy = time.perf_counter() - began, time.process_time() - busy
    ticks = [
        desk.engine.hub.version(symbol) - before
        for symbol, before in zip(desk.symbols, heard, strict=True)
    ]
    kept.deleteLater()
    alerts = await asyncio.to_thread(relay.end)
    if moving.done():
        raise RuntimeError("what the bench does on the desk has failed")
    moving.cancel()
    await asyncio.wait([moving])
    return {
        **_ends(found),
        "work_p95": frames.work.percentile(95),
        "work_p99": frames.work.percentile(99),
        "pause_p95": frames.pauses.percentile(95),
        "frames": float(frames.work.total),
        "alerts": float(alerts),
        "processor": 100 * busy / wall,
        "ticks": min(ticks) / wall,
    }


def _ends(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return how much more there is at the end than at the beginning, by the looks at both ends.

    Of each end it is the middle: what is counted comes and goes meanwhile.
    """
    few = max(1, round(len(found) * END_SHARE))
    first, last = found[:few], found[-few:]
    ends = {
        name: [median(one[name] for one in part) for part in (first, last)]
        for name in (*COUNTED, "memory")
    }
    before, after = ends["memory"]
    return {
        **{name: ends[name][1] - ends[name][0] for name in COUNTED},
        "growth": 100 * (after / before - 1),
        "memory": after,
    }


def measure(app: Any, seconds: float) -> Found:
    """Measure on a desktop of its own, with Qt's application."""
    return measured(app, lambda desk: _watch(desk, seconds))


if __name__ == "__main__":
    tell_alone(measure)
