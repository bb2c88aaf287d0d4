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
import math
import os
import signal
import sys
import threading
import time
from asyncio import events
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from contextvars import Context
from typing import Any, Final, TypeVar

import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

T = TypeVar("T")

TURN_SECONDS: Final = 0.004
#: Callbacks run between two looks at the clock.
UNCHECKED: Final = 32
#: Cancelled timers are swept out when there are this many and they are half of all.
MANY_CANCELLED: Final = 100
#: A longer wait is cut into pieces: Qt counts milliseconds in 32 bits.
LONGEST_WAIT_MS: Final = 24 * 3600 * 1000
SHUTDOWN_SECONDS: Final = 5.0

_WAKE: Final = QEvent.Type(QEvent.registerEventType())
#: Its queue and its heap are private to asyncio; the tests hold us to what they do.
_Asyncio: Any = asyncio.BaseEventLoop


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

    _thread_id: int | None
    _default_executor: Executor | None

    def __init__(self, app: QCoreApplication | None = None) -> None:
        self._awake = False
        self._inside = False
        self._fatal: BaseException | None = None
        self._waker = _Waker(self._drain)
        self._due = QTimer()
        self._due.setTimerType(Qt.TimerType.PreciseTimer)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._drain)
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
        if self._scheduled[0] is handle and not self._awake:
            self._set_timer()
        return handle

    def _write_to_self(self) -> None:
        """Asked for by other threads after they have queued something."""
        if not self._closed:
            self._wake()

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> None:
        self._ready.append(handle)
        self._wake()

    def _wake(self) -> None:
        self._awake = True
        QCoreApplication.postEvent(self._waker, QEvent(_WAKE))

    def _process_event(self, key: Any, mask: int) -> None:
        """A socket is ready."""
        if self._inside:  # a callback spins Qt: its context must not be entered again
            self._ready.append(asyncio.Handle(self._process_event, (key, mask), self))
            return
        super()._process_event(key, mask)

    # Running.

    def _drain(self) -> None:
        """Run what is ready, for one turn at the most, then see when to go on."""
        if self._inside:
            return
        self._inside = True
        try:
            self._run_ready()
        except (SystemExit, KeyboardInterrupt) as fatal:
            # Raised into Qt it would be printed and forgotten.
            self._fatal = fatal
            self._stopping = True
        finally:
            self._inside = False
        self._awake = bool(self._ready)
        self._set_timer()
        if self._stopping and self._thread_id is not None:
            QCoreApplication.exit()

    def _run_ready(self) -> None:
        self._take_due()
        ready, clock = self._ready, time.monotonic  # noqa: TID251 - the loop's own clock
        stop_at = clock() + TURN_SECONDS
        while ready:
            for _ in range(min(UNCHECKED, len(ready))):
                handle = ready.popleft()
                if not handle._cancelled:
                    handle._run()
            if self._stopping or clock() >= stop_at:
                return

    def _take_due(self) -> None:
        """Move timers that are due to the queue, and sweep out cancelled ones."""
        scheduled = self._scheduled
        if self._timer_cancelled_count > MANY_CANCELLED and self._timer_cancelled_count * 2 > len(
            scheduled
        ):
            self._sweep()
        now = self.time()
        while scheduled and (scheduled[0]._cancelled or scheduled[0]._when <= now):
            handle = heapq.heappop(scheduled)
            handle._scheduled = False
            if handle._cancelled:
                self._timer_cancelled_count -= 1
            else:
                self._ready.append(handle)

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

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        _Asyncio._timer_handle_cancelled(self, handle)
        if self._timer_cancelled_count > MANY_CANCELLED and self._timer_cancelled_count * 2 > len(
            self._scheduled
        ):
            self._sweep()

    def _set_timer(self) -> None:
        """Let the timer fire for what is left: at once, or when the next is due, never early."""
        if self._ready:
            self._due.start(0)
        elif self._scheduled:
            wait = math.ceil((self._scheduled[0]._when - self.time()) * 1000)
            self._due.start(max(0, min(wait, LONGEST_WAIT_MS)))
        else:
            self._due.stop()

    def run_forever(self) -> None:
        """Run until `stop`; re-raises a SystemExit or KeyboardInterrupt of a callback."""
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
            self._wake()
            QCoreApplication.exec()
            if self._fatal is not None:
                fatal, self._fatal = self._fatal, None
                raise fatal
        finally:
            self._stopping = False
            self._thread_id = None
            self._after_run_forever()
            events._set_running_loop(None)
            self._set_coroutine_origin_tracking(False)
            sys.set_asyncgen_hooks(*hooks)

    def stop(self) -> None:
        """End `run_forever` after the current turn."""
        self._stopping = True
        self._wake()

    def close(self) -> None:
        """Release everything; the loop cannot run again."""
        if self.is_running():
            raise RuntimeError("a running event loop cannot be closed")
        if self.is_closed():
            return
        self._due.stop()
        executor, self._default_executor = self._default_executor, None
        super().close()
        if executor is not None:
            executor.shutdown(wait=False)
        QCoreApplication.removePostedEvents(self._waker)


def run_until_quit(
    app: QApplication, main: Callable[[asyncio.Event], Coroutine[Any, Any, int]]
) -> int:
    """Run `main` on a desktop loop and return its exit code.

    `main` is given an event that is set when the last window closes or the system asks the program
    to end; Qt itself does not quit, so that awaited cleanup runs to its end. Cleanup that takes
    longer than five seconds is cut off with exit code 1.
    """
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app)) as runner:
        return runner.run(_watched(app, main))


async def _watched(
    app: QApplication, main: Callable[[asyncio.Event], Coroutine[Any, Any, int]]
) -> int:
    loop = asyncio.get_running_loop()
    quitting = asyncio.Event()
    deadline: list[asyncio.TimerHandle] = []

    def quit_now() -> None:
        if not quitting.is_set():
            quitting.set()
            deadline.append(loop.call_later(SHUTDOWN_SECONDS, os._exit, 1))

    app.lastWindowClosed.connect(quit_now)
    app.commitDataRequest.connect(quit_now)
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, quit_now)
    try:
        return await main(quitting)
    finally:
        app.lastWindowClosed.disconnect(quit_now)
        app.commitDataRequest.disconnect(quit_now)
        for handle in deadline:
            handle.cancel()
