"""What the diagnostics pane is told of the service and of the machine it runs on."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtGui import QGuiApplication

from traderterminal.app.login_chips import token_left
from traderterminal.app.machine import LITTLE_ROOM, MEBIBYTE, Machine
from traderterminal.app.service import Service
from traderterminal.app.status import DRIFT_S, ServiceStatus
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.connections import ConnectionsViewModel
from traderterminal.ui.viewmodels.diagnostics import Fact
from traderterminal.ui.viewmodels.sounds import Sound

#: A loop that is later is felt: it is four frames of the screen.
LATE_S: Final = 0.064
NOT_YET: Final = mark("Diagnostics", "Not yet")


@frozen
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
                translate("Diagnostics", "Loop late"),
                translate("Diagnostics", "{late_s:.0f} ms at worst in the last minute").format(
                    late_s=late_s * 1000
                ),
                "t1" if late_s < LATE_S else "warn",
            ),
            self._disk(),
            self._ledger(),
        ]

    def _last_tick(self) -> Fact:
        engine = self.service.engine
        source = engine.source
        symbols = source.symbols() if source is not None else ()
        quotes = [quote for quote in map(engine.hub.known, symbols) if quote is not None]
        newest = max(quotes, key=lambda quote: quote.at_ns, default=None)
        if newest is None:
            return Fact(
                translate("Diagnostics", "Last tick"), translate("Diagnostics", NOT_YET), "t3"
            )
        age = formats.age((engine.hub.clock.now_ns() - newest.at_ns) / NANOSECONDS)
        return Fact(
            translate("Diagnostics", "Last tick"),
            translate("Diagnostics", "{symbol}, {age} ago").format(
                symbol=formats.symbol(newest.symbol), age=age
            ),
        )

    def _last_order(self, order_ns: int | None) -> Fact:
        if order_ns is None:
            return Fact(
                translate("Diagnostics", "Last order event"),
                translate("Diagnostics", NOT_YET),
                "t3",
            )
        host = self.service.engine.host
        age = formats.age((host.now_ns() - order_ns) / NANOSECONDS)
        at = f"{self.status.host_time(order_ns):%H:%M:%S}"
        return Fact(
            translate("Diagnostics", "Last order event"),
            translate("Diagnostics", "{at}, {age} ago").format(at=at, age=age),
        )

    def _reconnects(self) -> Fact:
        losses = self.connections.losses
        words = (
            translate("Diagnostics", "Lost {losses} in a day").format(
                losses=formats.counted(losses, "time")
            )
            if losses
            else translate("Diagnostics", "None lost")
        )
        return Fact(translate("Diagnostics", "Streams"), words, "warn" if losses else "t1")

    def _tokens(self) -> Iterator[Fact]:
        now = self.service.engine.host.now_ns()
        for login in self.service.engine.logins:
            name, left = (
                translate("Diagnostics", "Token of {name}").format(name=login.name),
                token_left(login, now),
            )
            if left is None:
                yield Fact(name, translate("Diagnostics", "Not logged in"), "t3")
                continue
            renewed = translate("Diagnostics", ", renewed by itself") if left.renews_itself else ""
            words = (
                translate("Diagnostics", "Holds for {words}{renewed}").format(
                    words=left.words, renewed=renewed
                )
                if left.left_s > 0
                else translate("Diagnostics", "Has run out")
            )
            yield Fact(name, words, "warn" if left.is_soon else "t1")

    def _clock(self) -> Iterator[Fact]:
        offset_s = self.status.clock_offset_s()
        if offset_s is not None:
            way = (
                translate("Diagnostics", "ahead of")
                if offset_s > 0
                else translate("Diagnostics", "behind")
            )
            words = translate(
                "Diagnostics", "{offset_s:.1f} s {way} the broker's, which tells whole seconds"
            ).format(offset_s=abs(offset_s), way=way)
            yield Fact(
                translate("Diagnostics", "Clock"),
                words,
                "warn" if abs(offset_s) > DRIFT_S else "t1",
            )

    def _disk(self) -> Fact:
        free = self.machine.free_bytes
        if free is None:
            return Fact(
                translate("Diagnostics", "Disk"),
                translate("Diagnostics", "Not looked at yet"),
                "t3",
            )
        return Fact(
            translate("Diagnostics", "Disk"),
            translate("Diagnostics", "{free:,} MB left").format(free=free // MEBIBYTE),
            "t1" if free >= LITTLE_ROOM else "warn",
        )

    def _ledger(self) -> Fact:
        ledger = self.service.engine.ledger
        if ledger.down is not None:
            return Fact(
                translate("Diagnostics", "Ledger"),
                translate("Diagnostics", "Down: {cause}").format(
                    cause=ledger.down.parameters["cause"]
                ),
                "error",
            )
        return Fact(
            translate("Diagnostics", "Ledger"),
            translate("Diagnostics", "{last_seq:,} events are on the disk").format(
                last_seq=ledger.last_seq
            ),
        )

    # What is missing.

    def lacks(self) -> Sequence[Fact]:
        """Return one line for each thing that is not there, with what that means."""
        found = {
            translate("Diagnostics", "Sound"): self.sound.problem,
            translate("Diagnostics", "Speech"): translate("Diagnostics", self.sound.speech_problem),
            translate("Diagnostics", "Tray"): self.tray_problem(),
            translate("Diagnostics", "Keyring"): self._keyring(),
            translate("Diagnostics", "Monitors"): _monitors(),
            "Wayland": _wayland(),
        }
        return [Fact(name, words, "t2", "warning") for name, words in found.items() if words]

    def _keyring(self) -> str:
        if self.machine.has_keyring is not False:
            return ""
        return translate(
            "Diagnostics",
            "The system has no keyring: logins are sealed under a passphrase, asked for once.",
        )


def _monitors() -> str:
    if len(QGuiApplication.screens()) > 1:
        return ""
    return translate(
        "Diagnostics", "There is one monitor: what lay on another one comes back onto it."
    )


def _wayland() -> str:
    if not QGuiApplication.platformName().startswith("wayland"):
        return ""
    return translate(
        "Diagnostics",
        "The compositor places windows: floating panes keep their size, not their place.",
    )
