"""A screen that nobody sees, with a window manager, a session bus and a hand on mouse and keys."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, TypeVar

import pytest

from tests.support.accessible_tree import AccessibleTree, Element, Gone
from traderterminal.kit.clock import HostClock

PROGRAMS: Final = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
#: Starts the bus that screen readers listen on, where Debian and others keep it.
ACCESSIBILITY: Final = "/usr/share/dbus-1/services/org.a11y.Bus.service"
SECOND: Final = 1_000_000_000
_now = HostClock().monotonic_ns

T = TypeVar("T")


def until(find: Callable[[], T | None], what: str, seconds: float = 15.0) -> T:
    """Ask until there is something, and return it."""
    give_up = _now() + int(seconds * SECOND)
    while True:
        found = find()
        if found:
            return found
        assert _now() < give_up, f"{what} never came to be"
        time.sleep(0.02)


class XDisplay:
    """A screen with one program on it.

    What is to be clicked is found by the name that a screen reader says; `environment` is what the
    program is to be started with.
    """

    def __init__(self, display: str, session_bus: str, runtime_dir: str) -> None:
        self.environment = {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "DBUS_SESSION_BUS_ADDRESS": session_bus,
            "XDG_RUNTIME_DIR": runtime_dir,
        }
        self._display = display
        self._session_bus = session_bus
        self._tree: AccessibleTree | None = None
        self._known: dict[tuple[str, str], Element] = {}

    def close(self) -> None:
        if self._tree is not None:
            self._tree.close()

    # What is there.

    def _shown(self) -> Iterator[Element]:
        if self._tree is None:
            self._tree = AccessibleTree(self._session_bus)
        for window in self._tree.windows():
            yield from window.shown()

    def look(self, name: str, role: str = "") -> Element | None:
        """Return what is shown under a name that begins so; None where nothing is."""
        known = self._known.get((name, role))
        try:
            if known is not None and known.name.startswith(name) and known.box.is_shown:
                return known
            for one in self._shown():
                if one.name.startswith(name) and role in ("", one.role) and one.box.is_shown:
                    self._known[name, role] = one
                    return one
        except Gone:  # while it was being asked
            pass
        return None

    def find(self, name: str, role: str = "") -> Element:
        """Return what is called so, once it is shown."""
        return until(lambda: self.look(name, role), f"{role or 'anything'} called {name!r}")

    def until_gone(self, name: str) -> None:
        """Wait until nothing is called so."""
        until(lambda: self.look(name) is None, f"no {name!r}")

    # What the hand does.

    def act(self, *words: object) -> None:
        """Move, press or type, in the words of xdotool."""
        subprocess.run(  # noqa: S603 - words of ours
            ["xdotool", *map(str, words)],  # noqa: S607 - found where it was looked for
            env=os.environ | {"DISPLAY": self._display},
            check=True,
            timeout=20,
        )

    def point_at(self, name: str, role: str = "") -> None:
        """Move the pointer over the middle of what is called so, and stays there meanwhile."""

        def reached() -> bool:
            before = self.find(name, role).box
            self.act("mousemove", *before.centre)
            return self.find(name, role).box == before

        until(reached, f"a {name!r} that stands still")

    def fill_the_screen(self, width: int, height: int) -> None:
        """Let the window be as large as the screen, as its manager would."""
        window = self.find("", "frame")
        self.act("search", "--onlyvisible", "--name", window.name, "windowmove", 0, 0)
        self.act("search", "--onlyvisible", "--name", window.name, "windowsize", width, height)
        until(lambda: window.box.height > height * 0.9, "a window that fills the screen")

    def click(self, name: str, role: str = "") -> None:
        """Click the middle of what is called so."""
        self.point_at(name, role)
        self.act("click", 1)

    def hold(self, name: str, done: Callable[[], bool]) -> None:
        """Hold the mouse on what is called so until something is done."""
        self.point_at(name)
        self.act("mousedown", 1)
        try:
            until(done, f"what comes of holding {name!r}")
        finally:
            self.act("mouseup", 1)


@contextmanager
def x_display(width: int, height: int) -> Iterator[XDisplay]:
    """Give a screen of its own; the test is skipped where there can be none."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if not Path(ACCESSIBILITY).exists():
        missing.append("at-spi2-core")
    if missing:
        pytest.skip(f"needs {', '.join(missing)}, which packaging/prepare screen installs")
    with ExitStack() as stack:
        # Sockets lie in it, whose paths must be short.
        runtime = stack.enter_context(tempfile.TemporaryDirectory(prefix="screen-"))
        number = _started(
            stack,
            ("Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"),
            {},
        )
        surroundings = {"DISPLAY": f":{number}", "XDG_RUNTIME_DIR": runtime}
        # Nothing is asked of a keyring or of a browser's settings that this account may have.
        surroundings |= {"HOME": runtime}
        bus = _started(
            stack, ("dbus-daemon", "--session", "--nofork", "--print-address=1"), surroundings
        )
        _begin(stack, ("openbox", "--sm-disable"), surroundings)
        display = XDisplay(f":{number}", bus, runtime)
        stack.callback(display.close)
        yield display


def _begin(
    stack: ExitStack, command: tuple[str, ...], surroundings: dict[str, str]
) -> subprocess.Popen[str]:
    process = subprocess.Popen(  # noqa: S603 - programs of the system, by names of ours
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | surroundings,
    )

    def end() -> None:
        process.terminate()
        process.communicate(timeout=10)

    stack.callback(end)
    return process


def _started(stack: ExitStack, command: tuple[str, ...], surroundings: dict[str, str]) -> str:
    """Begin a program, and return the line in which it says that it has begun."""
    process = _begin(stack, command, surroundings)
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line, f"{command[0]} did not begin"
    return line
