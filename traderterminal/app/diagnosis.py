"""What the diagnostics pane is told of the service and of the machine it runs on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QGuiApplication

from traderterminal.app.login_chips import token_left
from traderterminal.app.machine import LITTLE_ROOM, MEBIBYTE, Machine
from traderterminal.app.service import Service
from traderterminal.app.status import DRIFT_S, ServiceStatus
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.connections import ConnectionsViewModel
from traderterminal.ui.viewmodels.diagnostics import Fact
from traderterminal.ui.viewmodels.sounds import Sound

#: A loop that is later is felt: it is four frames of the screen.
LATE_S: Final = 0.064
NOT_YET: Final = "Not yet"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Asks service and machine anew each time. `tray_problem` says why nothing is told there."""

    service: Service
    status: ServiceStatus
    connections: ConnectionsViewModel
    machine: Machine
    sound: Sound
    tray_problem: Callable[[], str]

    def facts(self, order_ns: int | None, late_s: float) -> list[Fact]:
        """Return what is known of the service."""
        return [
            self._last_tick(),
            self._last_order(order_ns),
            self._reconnects(),
            *self._tokens(),
            *self._clock(),
            Fact(
                "Loop late",
                f"{late_s * 1000:.0f} ms at worst in the last minute",
                "t1" if late_s < LATE_S else "warn",
            ),
            self._disk(),
            self._ledger(),
        ]

    def _last_tick(self) -> Fact:
        engine = self.service.engine
        source = engine.source
        symbols = source.symbols() if source is not None else ()
        quotes = [quote for quote in map(engine.hub.quote, symbols) if quote is not None]
        newest = max(quotes, key=lambda quote: quote.at_ns, default=None)
        if newest is None:
            return Fact("Last tick", NOT_YET, "t3")
        age = formats.age((engine.hub.clock.now_ns() - newest.at_ns) / NANOSECONDS)
        return Fact("Last tick", f"{formats.symbol(newest.symbol)}, {age} ago")

    def _last_order(self, order_ns: int | None) -> Fact:
        if order_ns is None:
            return Fact("Last order event", NOT_YET, "t3")
        host = self.service.engine.host
        age = formats.age((host.now_ns() - order_ns) / NANOSECONDS)
        at = f"{self.status.host_time(order_ns):%H:%M:%S}"
        return Fact("Last order event", f"{at}, {age} ago")

    def _reconnects(self) -> Fact:
        losses = self.connections.losses
        words = f"Lost {formats.counted(losses, 'time')} in a day" if losses else "None lost"
        return Fact("Streams", words, "warn" if losses else "t1")

    def _tokens(self) -> Iterator[Fact]:
        now = self.service.engine.host.now_ns()
        for login in self.service.engine.logins:
            name, left = f"Token of {login.name}", token_left(login, now)
            if left is None:
                yield Fact(name, "Not logged in", "t3")
                continue
            renewed = ", renewed by itself" if left.renews_itself else ""
            words = f"Holds for {left.words}{renewed}" if left.left_s > 0 else "Has run out"
            yield Fact(name, words, "warn" if left.is_soon else "t1")

    def _clock(self) -> Iterator[Fact]:
        offset_s = self.status.clock_offset_s()
        if offset_s is not None:
            way = "ahead of" if offset_s > 0 else "behind"
            words = f"{abs(offset_s):.1f} s {way} the broker's, which tells whole seconds"
            yield Fact("Clock", words, "warn" if abs(offset_s) > DRIFT_S else "t1")

    def _disk(self) -> Fact:
        free = self.machine.free_bytes
        if free is None:
            return Fact("Disk", "Not looked at yet", "t3")
        return Fact(
            "Disk", f"{free // MEBIBYTE:,} MB left", "t1" if free >= LITTLE_ROOM else "warn"
        )

    def _ledger(self) -> Fact:
        ledger = self.service.engine.ledger
        if ledger.down is not None:
            return Fact("Ledger", f"Down: {ledger.down.parameters['cause']}", "error")
        return Fact("Ledger", f"{ledger.last_seq:,} events are on the disk")

    # What is missing.

    def lacks(self) -> Sequence[Fact]:
        """Return one line for each thing that is not there, with what that means."""
        found = {
            "Sound": self.sound.problem,
            "Speech": self.sound.speech_problem,
            "Tray": self.tray_problem(),
            "Keyring": self._keyring(),
            "Monitors": _monitors(),
            "Wayland": _wayland(),
        }
        return [Fact(name, words, "t2", "warning") for name, words in found.items() if words]

    def _keyring(self) -> str:
        if self.machine.has_keyring is not False:
            return ""
        return "The system has no keyring: logins are sealed under a passphrase, asked for once."


def _monitors() -> str:
    if len(QGuiApplication.screens()) > 1:
        return ""
    return "There is one monitor: what lay on another one comes back onto it."


def _wayland() -> str:
    if not QGuiApplication.platformName().startswith("wayland"):
        return ""
    return "The compositor places windows: floating panes keep their size, not their place."
