"""What is watched beside the trading: streams, limits, latencies, the machine; who hears of it."""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from traderterminal.app.connection_store import keep_connections, read_connections
from traderterminal.app.diagnosis import Diagnosis
from traderterminal.app.log_tail import LogTail
from traderterminal.app.logs import LOG_FILE, LOG_FOLDER
from traderterminal.app.machine import Machine
from traderterminal.app.service import Service
from traderterminal.app.settings import SoundSettings
from traderterminal.app.status import ServiceStatus
from traderterminal.app.streams import streams_of
from traderterminal.kit.language import mark, translate
from traderterminal.ui.docking import Pane
from traderterminal.ui.panes.diagnostics import DiagnosticsPane
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.connections import ConnectionsViewModel, KeptPast, Stream
from traderterminal.ui.viewmodels.diagnostics import DiagnosticsViewModel
from traderterminal.ui.viewmodels.latencies import LatenciesViewModel
from traderterminal.ui.viewmodels.log_lines import LogLine, LogLinesViewModel
from traderterminal.ui.viewmodels.notices import NoticesViewModel
from traderterminal.ui.viewmodels.rule_room import RuleRoomViewModel, RuleWarning
from traderterminal.ui.viewmodels.sounds import (
    Mute,
    Sound,
    SoundChoice,
    SoundName,
    SoundsViewModel,
)

#: How often it is kept how the streams stand, host time: no more of it is lost by a crash.
KEEP_S: Final = 30.0


class Lookout:
    """Watches a running service from `begin` on, until `close`."""

    def __init__(self, service: Service, sound: Sound) -> None:
        engine = service.engine
        self._service = service
        self._goes_on = False
        self._stops: list[Callable[[], None]] = []
        self._writing = threading.Lock()
        self.machine = Machine(engine.options.data_dir, engine.host)
        self.rooms = RuleRoomViewModel(
            desk=engine.desk, day_net=engine.day_net, instrument=engine.symbols.instrument
        )
        self.connections = ConnectionsViewModel(lambda: streams_of(engine), engine.host)
        self.latencies = LatenciesViewModel(
            desk=engine.desk,
            alerts=service.inbox.changed,
            listen=engine.hub.listen,
            monotonic_ns=engine.host.monotonic_ns,
        )
        self.sounds = SoundsViewModel(
            sound=sound,
            choice=sound_choice(engine.settings.sound),
            desk=engine.desk,
            alerts=service.inbox.changed,
            monotonic_ns=engine.host.monotonic_ns,
        )

    def begin(
        self, status: ServiceStatus, notices: NoticesViewModel, tray_problem: Callable[[], str]
    ) -> None:
        """Watch from here on."""
        service, engine = self._service, self._service.engine
        self._host_time = status.host_time
        self.rooms.warned.connect(lambda warning: self._warn(warning, notices))
        self.connections.lost.connect(self._lose)
        self._stops = [
            service.own_alerts.told.connect(self.sounds.hear_own),
            service.own_alerts.show_in(notices.tell_own),
        ]
        tail = LogTail(engine.options.data_dir / LOG_FOLDER / LOG_FILE)

        async def read() -> Sequence[LogLine] | None:
            return await asyncio.to_thread(tail.read)

        diagnosis = Diagnosis(
            service, status, self.connections, self.machine, self.sounds.sound, tray_problem
        )
        self.diagnostics = DiagnosticsViewModel(
            desk=engine.desk,
            facts=diagnosis.facts,
            lacks=diagnosis.lacks,
            connections=self.connections,
            latencies=self.latencies,
            log=LogLinesViewModel(read, engine.tasks),
            looks=[self.rooms.look],
            opened=lambda: engine.tasks.spawn(
                self.machine.look_for_keyring(), name="look for a keyring"
            ),
            host=engine.host,
        )
        engine.tasks.spawn(self.diagnostics.watch(), name="look at streams and limits")
        engine.tasks.spawn(self.machine.watch(), name="look at the disk")
        engine.tasks.spawn(self._keep_connections(), name="keep how the streams stand")

    async def _keep_connections(self) -> None:
        """Go on from the last run, then keep now and then until cancelled; beside the loop."""
        folder = self._service.engine.options.data_dir
        self.connections.take_up(*await asyncio.to_thread(read_connections, folder))
        self._goes_on = True
        while True:
            await self._service.engine.host.sleep(KEEP_S)
            await asyncio.to_thread(self._keep, *self.connections.to_keep())

    def _keep(self, pasts: Mapping[str, KeptPast], seen_ns: int) -> None:
        with self._writing:
            keep_connections(self._service.engine.options.data_dir, pasts, seen_ns)

    def _warn(self, warning: RuleWarning, notices: NoticesViewModel) -> None:
        room = warning.room
        name = SoundName.BREACH if room.is_breached else SoundName.WARNING
        self.sounds.play(name, f"{room.account} {room.rule}", warning.title)
        notices.warn(warning)

    def _lose(self, stream: Stream) -> None:
        self.sounds.play(
            SoundName.DISCONNECT,
            words=translate("Window", "{title} lost").format(title=stream.title),
        )

    def pane(self, theme: Theme) -> Pane:
        """Make what is seen of it, in a theme."""
        shown = DiagnosticsPane(self.diagnostics, theme, self._host_time)
        return Pane(mark("Pane", "Diagnostics"), shown, self.diagnostics.flush, quick=True)

    def close(self) -> None:
        """Stop listening, and keep how the streams stood."""
        for listening in (self.sounds, self.latencies, self.diagnostics):
            listening.close()
        for stop in self._stops:
            stop()
        if self._goes_on:  # else what was kept before has not been read yet
            self._keep(*self.connections.to_keep())


def sound_choice(settings: SoundSettings) -> SoundChoice:
    """Return what the settings say of sounds."""
    return SoundChoice(Mute(settings.mute), settings.volume, settings.speech)
