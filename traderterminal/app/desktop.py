"""The desktop: the engine and its window on one loop, begun anew where the settings changed."""

import asyncio
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from traderterminal.app.display import has_display
from traderterminal.app.headless import OK, exit_code
from traderterminal.app.instance import AlreadyRunning
from traderterminal.app.logs import Redactor, log_crashes
from traderterminal.app.loop import run_until_quit
from traderterminal.app.options import Options
from traderterminal.app.registry import Plugins
from traderterminal.app.replay_windows import ReplayWindows, replay_windows
from traderterminal.app.screen import Screen, application_icon, build_screen
from traderterminal.app.service import run_service
from traderterminal.app.settings import Settings
from traderterminal.app.sound.device import SoundDevice, find_voice
from traderterminal.app.venue_children import PracticeVenues, practice_venues, recording_of
from traderterminal.domain.errors import BadData
from traderterminal.gateway.listener import PortTaken
from traderterminal.ui.tray import system_tray_icon

if TYPE_CHECKING:  # what a login needs takes a while to load
    from traderterminal.app.logins import Wires
    from traderterminal.storage.secrets import Secrets

NO_DISPLAY: Final = 2
OK_STATUS: Final = 200
#: In the data folder: what is heard, which a trader may put others in the place of.
SOUNDS: Final = "sounds"


def run_desktop(options: Options) -> int:
    """Open the window and run until it is closed; return the exit code."""
    if not has_display(dict(os.environ), sys.platform):
        sys.stderr.write(
            "traderterminal: there is no display to open a window on. The same engine runs without"
            " one: traderterminal serve\n"
        )
        return NO_DISPLAY
    log_crashes()
    app = QApplication(["TraderTerminal"])
    app.setApplicationName("TraderTerminal")
    app.setDesktopFileName("traderterminal")
    try:
        return run_until_quit(app, partial(run_windows, app, options))
    except AlreadyRunning as error:
        return exit_code(_brought_forward(options) or error)
    except (BadData, PortTaken) as error:
        return exit_code(error)


def _brought_forward(options: Options) -> AlreadyRunning | None:
    """Let the window that is there on the data folder come forward, as one that is hidden in the
    tray is wanted when the program is started again; None where that cannot be."""
    from traderterminal.app.client import post

    try:
        status, answer = post(options, "/window", {})
    except (BadData, ValueError):  # it begins or ends just now, or another answers in its place
        return None
    if status != OK_STATUS or not answer.get("shown"):
        return None
    return AlreadyRunning(
        f"TraderTerminal is already running on {options.data_dir}. Its window was brought forward."
    )


async def run_windows(app: QApplication, options: Options, quitting: asyncio.Event) -> int:
    """Run engine and window, and both anew as often as the settings were changed in the window.

    Practice venues and opened secrets outlive the engine. The old window stays, without life, until
    the new one stands in its place.
    """
    sound = SoundDevice(options.data_dir / SOUNDS, voice=find_voice())
    try:
        async with practice_venues(options) as venues, replay_windows() as windows:
            wiring = _Wiring(venues, windows, sound)
            while not quitting.is_set():
                await _run_window(app, options, quitting, wiring)
    finally:
        sound.close()
    return OK


async def _run_window(
    app: QApplication,
    options: Options,
    quitting: asyncio.Event,
    wiring: "_Wiring",
) -> None:
    over = asyncio.Event()

    async def end_with_the_program() -> None:
        await quitting.wait()
        over.set()

    async with run_service(options, log_to_screen=True, make_wires=wiring.wires) as service:
        is_replay = service.engine.replay is not None  # seen and heard in its own window alone
        screen = build_screen(
            app,
            service,
            restart=over.set,
            windows=wiring.windows,
            sound=None if is_replay else wiring.sound,
            make_tray=_no_tray if is_replay else partial(system_tray_icon, application_icon()),
            shows_guide=not is_replay,
        )
        screen.show()
        screen.window.repaint()  # the trader sees it before the listener is loaded
        is_anew = wiring.leave_to(screen)
        service.listen()
        if not is_replay:
            wiring.sound.start()
        service.engine.tasks.spawn(end_with_the_program(), name="end with the program")
        service.engine.tasks.spawn(service.load(after_another=is_anew), name="load the API")
        try:
            await over.wait()
        finally:
            screen.close()
            screen.window.enable_all(quitting.is_set())
    wiring.former = screen


def _no_tray(clicked: object) -> None:
    """A replay has no icon in the tray: the program that began it has one."""


class _Wiring:
    """What outlives an engine of the desktop."""

    def __init__(self, venues: PracticeVenues, windows: ReplayWindows, sound: SoundDevice) -> None:
        self._venues = venues
        self.windows = windows
        self.sound = sound
        #: The screen whose engine has ended, until another stands in its place.
        self.former: Screen | None = None
        self._secrets: Secrets | None = None

    def leave_to(self, screen: Screen) -> bool:
        """Let the former screen go, where there is one, and say whether there was."""
        former, self.former = self.former, None
        if former is not None:
            former.leave_to(screen)
        return former is not None

    def wires(
        self, options: Options, settings: Settings, plugins: Plugins, redactor: Redactor
    ) -> "Wires":
        """Return the wires of this machine; the window asks for a passphrase that is missing."""
        from traderterminal.app.wiring import machine_wires, open_if_possible

        if self._secrets is None:
            self._secrets = open_if_possible(options)
        venues = self._venues
        venues.recording = recording_of(options, settings)
        return machine_wires(self._secrets, plugins, venues.start, venues.move_to, redactor.hide)
