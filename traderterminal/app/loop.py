"""The event loop of the desktop: asyncio's own queues, driven by Qt.

qasync gives every callback a Qt timer of its own. Here everything that is ready waits in asyncio's
one queue, drained by one posted event; everything that is due later waits in asyncio's one heap,
behind one precise timer. A drain gives way to Qt after four milliseconds. qasync still provides
what it is good at: sockets through Qt's notifiers, and the completion ports of Windows.

A nested Qt loop, such as a native file dialog opened from a slot, keeps everything running. Only
one that is spun inside a running callback, which nothing here does, waits for that callback to
return: a task cannot be entered twice.
"""

import asyncio
import heapq
import logging
import math
import sys
import threading
import time
from asyncio import base_events, events
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any, Final

import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from traderterminal.app.ending import SHUTDOWN_SECONDS, Deadline, signals_go_to

TURN_SECONDS: Final = 0.004
#: Callbacks run between two looks at the clock.
UNCHECKED: Final = 16
#: Cancelled timers are swept out when there are this many and they are half of all.
MANY_CANCELLED: Final = 100
#: A longer wait is cut into pieces: Qt counts milliseconds in 32 bits.
LONGEST_WAIT_SECONDS: Final = 24 * 3600.0
#: Python's signal handlers run only when Python runs, which Qt may not let it for long.
PULSE_MS: Final = 200

_log = logging.getLogger("traderterminal.app")
_WAKE: Final = QEvent.Type(QEvent.registerEventType())
#: Its queue and its heap are private to asyncio; the tests hold us to what they do.
_Asyncio: Any = asyncio.BaseEventLoop
_format_handle: Callable[[asyncio.Handle], str] = vars(base_events)["_format_handle"]


class _Waker(QObject):
    """Receives the one posted event."""

    def __init__(self, drain: Callable[[], None]) -> None:
        super().__init__()
        self._drain = drain

    def event(self, event: QEvent) -> bool:
        if event.type() == _WAKE:
            self._drain()
            return True
        return super().event(event)


class DesktopEventLoop(qasync.QEventLoop):  # type: ignore[misc] # qasync ships no types
    """An asyncio loop inside Qt's; use it as the `loop_factory` of an `asyncio.Runner`."""

    # Straight from asyncio what qasync does in a way of its own.
    run_until_complete = _Asyncio.run_until_complete
    call_later = _Asyncio.call_later
    call_soon_threadsafe = _Asyncio.call_soon_threadsafe
    run_in_executor = _Asyncio.run_in_executor
    set_default_executor = _Asyncio.set_default_executor
    set_exception_handler = _Asyncio.set_exception_handler
    default_exception_handler = _Asyncio.default_exception_handler
    call_exception_handler = _Asyncio.call_exception_handler
    is_running = _Asyncio.is_running
    get_debug = _Asyncio.get_debug
    set_debug = _Asyncio.set_debug
    _add_callback = _Asyncio._add_callback

    _thread_id: int | None
    _current_handle: asyncio.Handle | None

    def __init__(self, app: QCoreApplication | None = None) -> None:
        self._live = False  # between the start of `run_forever` and the decision to end it
        self._awake = True  # a drain is sure to come: while it stands still, that of its start
        self._inside = False  # in a drain
        self._batch = 0  # callbacks still to run of those that were ready together
        self._fatal: BaseException | None = None
        self._readers: dict[int, asyncio.Handle] = {}
        self._writers: dict[int, asyncio.Handle] = {}
        self._waker = _Waker(self._drain)
        self._due = QTimer()
        self._due.setTimerType(Qt.TimerType.PreciseTimer)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._drain)
        self._pulse = QTimer()
        self._pulse.setInterval(PULSE_MS)
        self._pulse.timeout.connect(_let_signals_in)
        super().__init__(app)

    @property
    def waiting_timers(self) -> int:
        """How many timers are kept, cancelled ones that were not swept out yet included."""
        return len(self._scheduled)

    def time(self) -> float:
        """Return the monotonic clock, in seconds."""
        return time.monotonic()  # noqa: TID251 - the loop is what clocks are made of

    # Queueing.

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Run `callback` on the next turn."""
        if self._closed or self._debug:
            handle: asyncio.Handle = _Asyncio.call_soon(self, callback, *args, context=context)
            _drop_own_frame(handle)
        else:
            handle = asyncio.Handle(callback, args, self, context)
            self._ready.append(handle)
        if not self._awake:
            self._wake()
        return handle

    def call_at(
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """Run `callback` not before `when`."""
        handle: asyncio.TimerHandle = _Asyncio.call_at(self, when, callback, *args, context=context)
        _drop_own_frame(handle)
        if self._scheduled[0] is handle and not self._awake:
            self._set_timer()
        return handle

    def _write_to_self(self) -> None:
        """Asked for by other threads, and by signals, after they have queued something."""
        if not self._awake:
            self._wake()

    def _wake(self) -> None:
        self._awake = True
        QCoreApplication.postEvent(self._waker, QEvent(_WAKE))

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Asked for by `handle` just before it is cancelled."""
        cancelled = self._timer_cancelled_count
        if cancelled > MANY_CANCELLED and cancelled * 2 > len(self._scheduled):
            self._sweep()
        _Asyncio._timer_handle_cancelled(self, handle)

    def _sweep(self) -> None:
        kept = []
        for handle in self._scheduled:
            if handle._cancelled:
                handle._scheduled = False
            else:
                kept.append(handle)
        heapq.heapify(kept)
        self._scheduled[:] = kept
        self._timer_cancelled_count = 0

    # Sockets: qasync's notifiers, with asyncio's handles, which keep the context of who added them
    # and tell a callback that was replaced from the one that stands.

    def _add_reader(self, fd: Any, callback: Callable[..., object], *args: Any) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self)
        _forget(self._readers, _number(fd))
        self._readers[_number(fd)] = handle
        super()._add_reader(_number(fd), handle._run)
        return handle

    def _add_writer(self, fd: Any, callback: Callable[..., object], *args: Any) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self)
        _forget(self._writers, _number(fd))
        self._writers[_number(fd)] = handle
        super()._add_writer(_number(fd), handle._run)
        return handle

    def _remove_reader(self, fd: Any) -> bool:
        _forget(self._readers, _number(fd))
        return bool(super()._remove_reader(_number(fd)))

    def _remove_writer(self, fd: Any) -> bool:
        _forget(self._writers, _number(fd))
        return bool(super()._remove_writer(_number(fd)))

    # Running.

    def _drain(self) -> None:
        """Run what is ready, for one turn at the most, then see when to go on."""
        if self._inside or not self._live:
            return
        self._inside = self._awake = True
        try:
            self._run_ready()
        except (SystemExit, KeyboardInterrupt) as fatal:
            # Raised into Qt it would be printed and forgotten.
            self._fatal = fatal
        finally:
            self._inside = False
        self._awake = False  # before the look at the queue, which another thread may be filling
        self._set_timer()
        if self._fatal is not None or (self._stopping and not self._batch):
            self._live = False
            QCoreApplication.exit()

    def _run_ready(self) -> None:
        """Run in batches, as asyncio does: what a batch queues, and what falls due, is the next.

        A turn may end within a batch, a stop takes effect only between two.
        """
        ready, clock = self._ready, time.monotonic  # noqa: TID251 - the loop's own clock
        debug = self._debug
        stop_at = clock() + TURN_SECONDS
        batch = self._batch
        try:
            while True:
                if not batch:
                    if self._scheduled:
                        self._take_due()
                    batch = len(ready)
                while batch:
                    unchecked = min(batch, UNCHECKED)
                    batch -= unchecked
                    for _ in range(unchecked):
                        handle = ready.popleft()
                        if handle._cancelled:
                            continue
                        if debug:
                            self._run_watched(handle)
                        else:
                            handle._run()
                    if clock() >= stop_at:
                        return
                if self._stopping or not ready:
                    return
        finally:
            self._batch = batch

    def _run_watched(self, handle: asyncio.Handle) -> None:
        """Run `handle` and say when it was slow: asyncio's debug mode."""
        self._current_handle = handle
        start = self.time()
        try:
            handle._run()
        finally:
            self._current_handle = None
        took = self.time() - start
        if took >= self.slow_callback_duration:
            _log.warning("%s held the loop for %.3f s", _format_handle(handle), took)

    def _take_due(self) -> None:
        """Move timers that are due to the queue."""
        scheduled, now = self._scheduled, self.time()
        while scheduled and (scheduled[0]._cancelled or scheduled[0]._when <= now):
            handle = heapq.heappop(scheduled)
            handle._scheduled = False
            if handle._cancelled:
                self._timer_cancelled_count -= 1
            else:
                self._ready.append(handle)

    def _set_timer(self) -> None:
        """Let the timer fire for what is left: at once, or when the next is due, never early."""
        if self._ready:
            self._due.start(0)
        elif self._scheduled:
            wait = min(self._scheduled[0]._when - self.time(), LONGEST_WAIT_SECONDS)
            self._due.start(max(0, math.ceil(wait * 1000)))
        else:
            self._due.stop()

    def run_forever(self) -> None:
        """Run until `stop`, even when Qt is told to quit.

        Re-raises a SystemExit or KeyboardInterrupt of a callback.
        """
        self._check_closed()
        self._check_running()
        self._set_coroutine_origin_tracking(self._debug)
        hooks = sys.get_asyncgen_hooks()
        self._thread_id = threading.get_ident()
        sys.set_asyncgen_hooks(
            firstiter=self._asyncgen_firstiter_hook, finalizer=self._asyncgen_finalizer_hook
        )
        events._set_running_loop(self)
        self._before_run_forever()
        try:
            self._run_qt()
        finally:
            self._live, self._awake, self._stopping = False, True, False
            self._thread_id = None
            self._after_run_forever()
            events._set_running_loop(None)
            self._set_coroutine_origin_tracking(False)
            sys.set_asyncgen_hooks(*hooks)

    def _run_qt(self) -> None:
        self._live = True
        self._pulse.start()
        try:
            while self._live:
                self._wake()
                if QCoreApplication.exec() == -1:
                    raise RuntimeError("Qt's loop already runs, or this is not the main thread")
        finally:
            self._pulse.stop()
            self._due.stop()
        if self._fatal is not None:
            fatal, self._fatal = self._fatal, None
            raise fatal

    def stop(self) -> None:
        """End `run_forever` after what is ready by then has run."""
        self._stopping = True
        if not self._awake:
            self._wake()

    def close(self) -> None:
        """Release everything; the loop cannot run again."""
        super().close()
        QCoreApplication.removePostedEvents(self._waker)


def _let_signals_in() -> None:
    """Give Python a moment to run the handlers of signals that have arrived."""


def _drop_own_frame(handle: Any) -> None:
    """Let the traceback that debug mode keeps end where `handle` was asked for."""
    if handle._source_traceback:
        del handle._source_traceback[-1]


def _number(fd: Any) -> int:
    return fd if isinstance(fd, int) else int(fd.fileno())


def _forget(handles: dict[int, asyncio.Handle], fd: int) -> None:
    handle = handles.pop(fd, None)
    if handle is not None:
        handle.cancel()


def run_until_quit(
    app: QApplication,
    main: Callable[[asyncio.Event], Coroutine[Any, Any, int]],
    *,
    shutdown_seconds: float = SHUTDOWN_SECONDS,
) -> int:
    """Run `main` on a desktop loop and return its exit code.

    `main` is given an event that is set when the last window closes, Qt is told to quit or the
    system asks the program to end; the loop runs on, so that awaited cleanup comes to its end.
    Cleanup that takes longer than `shutdown_seconds` is cut off with exit code 1.
    """
    app.setQuitOnLastWindowClosed(False)
    with (
        Deadline(shutdown_seconds) as deadline,
        asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app)) as runner,
    ):
        return runner.run(_watched(app, main, deadline))


async def _watched(
    app: QApplication,
    main: Callable[[asyncio.Event], Coroutine[Any, Any, int]],
    deadline: Deadline,
) -> int:
    loop, quitting = asyncio.get_running_loop(), asyncio.Event()

    def quit_now() -> None:
        quitting.set()
        deadline.start()

    occasions = (app.lastWindowClosed, app.aboutToQuit, app.commitDataRequest)
    for occasion in occasions:
        occasion.connect(quit_now)
    try:
        with signals_go_to(lambda: loop.call_soon_threadsafe(quit_now)):
            return await main(quitting)
    finally:
        deadline.start()
        for occasion in occasions:
            occasion.disconnect(quit_now)
