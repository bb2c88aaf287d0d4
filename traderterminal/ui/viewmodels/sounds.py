"""What is to be heard: which event sounds how, how often, and what a mute lets through."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final, Protocol

from traderterminal.desk.desk import Change, Desk, FillBooked, OrderChanged
from traderterminal.domain.fills import Fill
from traderterminal.domain.orders import STOPS, Order, OrderStatus
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import AlertRecord
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.market.alert_terms import ToldAlert
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats

#: One order, or one kind of event that is no order's, is heard once in so long.
QUIET_NS: Final = NANOSECONDS
_REFUSED: Final = (OrderStatus.DENIED, OrderStatus.REJECTED)


class SoundName(StrEnum):
    """What can be heard; a file of the same name in the folder of sounds takes its place."""

    FILL = "fill"
    STOP = "stop"
    TARGET = "target"
    REJECT = "reject"
    DISCONNECT = "disconnect"
    ALERT = "alert"
    WARNING = "warning"
    BREACH = "breach"


#: What is heard although sounds are muted, unless that was muted, too.
GRAVE: Final = frozenset({SoundName.DISCONNECT, SoundName.BREACH})


class Mute(StrEnum):
    """What is not heard: nothing, all but a lost connection and a breached limit, or everything."""

    OFF = "off"
    MOST = "most"
    ALL = "all"


@frozen
class SoundChoice:
    """How things are heard; `volume` is percent, `speech` has them said as well."""

    mute: Mute = Mute.OFF
    volume: int = 70
    speech: bool = False

    def lets(self, name: SoundName) -> bool:
        """Say whether a sound is to be heard."""
        if name in GRAVE:
            return self.mute is not Mute.ALL
        return self.mute is Mute.OFF


class Sound(Protocol):
    """What plays sounds. Both calls return at once and fail in silence.

    `problem` says why nothing can be heard, `speech_problem` why nothing can be said; both are
    empty while nothing is known to be wrong.
    """

    @property
    def problem(self) -> str: ...
    @property
    def speech_problem(self) -> str: ...
    def play(self, name: SoundName, volume: int) -> None:
        """Play a sound at a volume in percent."""
        ...

    def speak(self, words: str) -> None:
        """Say words aloud."""
        ...


class Silence:
    """Implements `Sound` where nothing is to be heard: in pictures, and on a replay."""

    problem = ""
    speech_problem = ""

    def play(self, name: SoundName, volume: int) -> None:
        """Play nothing."""

    def speak(self, words: str) -> None:
        """Say nothing."""


class SoundsViewModel:
    """Turns events into sounds; `play` is for whoever has one of its own.

    `alerts` tells of alerts from outside.
    `choice` may be another at any time.
    """

    def __init__(
        self,
        *,
        sound: Sound,
        choice: SoundChoice,
        desk: Desk,
        alerts: Observers[AlertRecord],
        monotonic_ns: Callable[[], int],
    ) -> None:
        self.sound = sound
        self.choice = choice
        self._desk = desk
        self._monotonic_ns = monotonic_ns
        self._heard_ns: dict[str, int] = {}
        self._newest_alert = ""
        self._stop = (
            desk.changed.connect(self._hear),
            alerts.connect(self._hear_alert),
        )

    def close(self) -> None:
        """Stop listening."""
        for stop in self._stop:
            stop()

    def play(self, name: SoundName, key: str = "", words: str = "") -> None:
        """Play a sound and say `words`, where that is wanted.

        `key` is what it is about, such as an order's id: each is heard once a second at most.
        """
        now, key = self._monotonic_ns(), key or name
        if not self.choice.lets(name) or key in self._recent(now):
            return
        self._heard_ns[key] = now
        self.sound.play(name, self.choice.volume)
        if words and self.choice.speech:
            self.sound.speak(words)

    def _recent(self, now: int) -> dict[str, int]:
        self._heard_ns = {k: at for k, at in self._heard_ns.items() if now - at < QUIET_NS}
        return self._heard_ns

    def _hear(self, change: Change) -> None:
        match change:
            case FillBooked(fill=fill, position=after):
                order = self._desk.orders.get(fill.order_id)
                self.play(_sound_of(fill, order, after), fill.order_id, _spoken(fill))
            case OrderChanged(order=order) if order.quantity and order.status in _REFUSED:
                self.play(SoundName.REJECT, order.order_id, translate("Sounds", "Order refused"))
            case _:
                pass

    def _hear_alert(self, record: AlertRecord) -> None:
        """An alert is told of at each of its stages; its ids rise."""
        if record.alert_id > self._newest_alert:
            self._newest_alert = record.alert_id
            self.play(SoundName.ALERT)

    def hear_own(self, told: ToldAlert) -> None:
        """Sound for an alert of one's own that was reached."""
        if told.reached:
            self.play(SoundName.ALERT, told.alert_id, texts.text(told.title))


def _spoken(fill: Fill) -> str:
    verb = translate("Sounds", "Bought") if fill.side.sign > 0 else translate("Sounds", "Sold")
    return f"{verb} {formats.quantity(fill.quantity)} {formats.symbol(fill.symbol)}"


def _sound_of(fill: Fill, order: Order | None, after: Position) -> SoundName:
    if order is None:
        return SoundName.FILL
    if order.is_target:
        return SoundName.TARGET
    reduced = abs(after.quantity) < abs(after.quantity - fill.signed_quantity)
    return SoundName.STOP if reduced and order.order_type in STOPS else SoundName.FILL
