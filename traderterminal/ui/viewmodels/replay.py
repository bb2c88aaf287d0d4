"""The replay bar without its widget: where the recording stands, and how it is moved."""

import math
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final, Protocol

from traderterminal.domain.errors import TraderTerminalError
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.replay import ReplayState, ReplayStatus
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.moments import read_moment

#: How fast it may play, as it is shown.
SPEEDS: Final = {
    **{f"{factor}×": float(factor) for factor in (1, 2, 5, 10, 25, 50, 100, 500)},
    "max": math.inf,
}
#: Parts of the slider.
PARTS: Final = 1_000

_STATES: Final = {
    ReplayState.PLAYING: (mark("Replay", "Playing"), "ok"),
    ReplayState.PAUSED: (mark("Replay", "Paused"), "t1"),
    ReplayState.ENDED: (mark("Replay", "At its end"), "t2"),
}


class Controls(Protocol):
    """Moves the recording; each call returns once the move is done and durable."""

    @property
    def status(self) -> ReplayStatus: ...
    @property
    def speed(self) -> float: ...
    @property
    def approximate(self) -> bool: ...
    @property
    def symbol(self) -> str: ...
    @property
    def first_ns(self) -> int: ...
    @property
    def last_ns(self) -> int: ...
    @property
    def next_ns(self) -> int | None: ...
    def last_booked_ns(self) -> int: ...
    def set_speed(self, speed: float) -> None: ...
    async def play(self, speed: float | None = None) -> None: ...
    async def pause(self) -> None: ...
    async def step(self, seconds: float | None = None) -> None: ...
    async def seek(self, until_ns: int) -> None: ...
    async def begin_anew(self, until_ns: int) -> None: ...


def _in_words(source: str, token: str) -> tuple[str, str]:
    return translate("Replay", source), token


@frozen
class Rewind:
    """A jump back behind what was traded, which is to be meant."""

    until_ns: int
    words: str


class ReplayViewModel:
    """Asks the recording anew each time; it holds what was asked for and went wrong.

    `local` gives a moment on the exchange's wall clock, `bar_end_ns` when the bar of the chart ends
    that a moment lies in, `traded` what beginning afresh would take away. `asks` tells of a jump
    that has to be confirmed.
    """

    def __init__(
        self,
        controls: Controls,
        tasks: TaskScope,
        local: Callable[[int], datetime],
        bar_end_ns: Callable[[int], int],
        traded: Callable[[], str],
    ) -> None:
        self._controls = controls
        self._tasks = tasks
        self._local = local
        self._bar_end_ns = bar_end_ns
        self._traded = traded
        self._moving = 0
        self.problem = ""
        self.picking = False  # the next bar that is clicked on a chart is jumped to
        self.asks: Observers[Rewind] = Observers()

    # What is shown.

    @property
    def symbol(self) -> str:
        return self._controls.symbol

    @property
    def of_bars(self) -> bool:
        """Say whether quotes and prints are made up of bars."""
        return self._controls.approximate

    @property
    def is_playing(self) -> bool:
        return self._controls.status.state is ReplayState.PLAYING

    @property
    def state(self) -> tuple[str, str]:
        """How it stands in a word, and the colour of that."""
        if self.picking:
            return translate("Replay", "Click a bar to go on there"), "accent"
        return (
            (translate("Replay", "Moving"), "t1")
            if self._moving
            else _in_words(*_STATES[self._controls.status.state])
        )

    @property
    def now(self) -> str:
        """Market time at the exchange."""
        return formats.dated(self._local(self._controls.status.now_ns), "%a %d %b %Y %H:%M:%S %Z")

    @property
    def part(self) -> int:
        """How much of its time has passed, in parts of the slider."""
        first_ns, last_ns = self._controls.first_ns, self._controls.last_ns
        passed = self._controls.status.now_ns - first_ns
        return round(PARTS * passed / (last_ns - first_ns)) if last_ns > first_ns else PARTS

    @property
    def speed(self) -> str:
        """The speed as it is shown, whether it is one of those offered or not."""
        speed = self._controls.speed
        return "max" if math.isinf(speed) else f"{speed:g}×"

    def time_at(self, part: int) -> str:
        """The time at the exchange in a part of the slider."""
        return formats.dated(self._local(self._at(part)), "%d %b %H:%M:%S")

    # What is done.

    def toggle(self) -> None:
        """Play where it stands, pause where it plays."""
        self._move(self._controls.pause() if self.is_playing else self._controls.play())

    def choose_speed(self, words: str) -> None:
        """Play at one of the speeds offered from now on."""
        self._controls.set_speed(SPEEDS[words])

    def step_row(self) -> None:
        """Pause, and let the next row of the recording happen."""
        self._move(self._controls.step())

    def step_bar(self) -> None:
        """Pause, and play to the end of the chart's bar, or of the next one that trades."""
        now_ns, next_ns = self._controls.status.now_ns, self._controls.next_ns
        if next_ns is None:
            return
        until_ns = self._bar_end_ns(max(now_ns + 1, next_ns)) - 1
        self._move(self._step_until(until_ns))

    async def _step_until(self, until_ns: int) -> None:
        await self._controls.pause()
        await self._controls.seek(min(until_ns, self._controls.last_ns))

    def jump(self, typed: str) -> bool:
        """Jump to a time as it is typed; False where it is none, and `problem` says why."""
        around = self._local(self._controls.status.now_ns)
        try:
            at_ns = read_moment(typed, around, self._controls.first_ns, self._controls.last_ns)
        except ValueError as error:
            self.problem = texts.fault(error)
            return False
        self._jump(at_ns)
        return True

    def ask_for_bar(self, *, wanted: bool) -> None:
        """Have the next bar that is clicked on a chart jumped to, or no longer."""
        self.picking, self.problem = wanted, ""

    def pick(self, at_ns: int) -> None:
        """Jump to the start of a bar; what lies before the recording is shown and not played."""
        self.picking = False
        if at_ns < self._controls.first_ns:
            begins = formats.dated(self._local(self._controls.first_ns), "%d %b %H:%M:%S")
            self.problem = translate(
                "Replay", "The bar lies before what is replayed, which begins {begins}"
            ).format(begins=begins)
        else:
            self._jump(min(at_ns, self._controls.last_ns))

    def words_of(self, at_ns: int) -> str:
        """A moment as a menu calls it."""
        return formats.dated(self._local(at_ns), "%d %b %H:%M")

    def jump_to_part(self, part: int) -> None:
        """Jump to a part of the slider."""
        self._jump(self._at(part))

    def confirm(self, rewind: Rewind) -> None:
        """Begin anew at the moment of a jump back that was asked about."""
        self._move(self._controls.begin_anew(rewind.until_ns))

    def _jump(self, at_ns: int) -> None:
        self.problem = ""
        behind = at_ns < self._controls.status.now_ns
        if behind and at_ns < self._controls.last_booked_ns():
            self.asks.emit(self._rewind(at_ns))
        else:
            self._move(self._controls.seek(at_ns))

    def _rewind(self, at_ns: int) -> Rewind:
        to = formats.dated(self._local(at_ns), "%d %b %H:%M:%S")
        return Rewind(
            at_ns,
            translate(
                "Replay",
                "Back to {to} the replay begins afresh: {traded} What alerts did stays"
                " in the list of alerts. To keep the trades of now, let this replay be"
                " and begin another.",
            ).format(to=to, traded=self._traded()),
        )

    def _at(self, part: int) -> int:
        first_ns, last_ns = self._controls.first_ns, self._controls.last_ns
        return first_ns + (last_ns - first_ns) * part // PARTS

    def _move(self, move: Awaitable[None]) -> None:
        self.problem = ""
        self._moving += 1
        self._tasks.spawn(self._moved(move), name="move the replay")

    async def _moved(self, move: Awaitable[None]) -> None:
        try:
            await move
        except TraderTerminalError as refused:
            self.problem = texts.text(refused.message)
        finally:
            self._moving -= 1


def traded_words(working: int, fills: int, cash: str) -> str:
    """Say what beginning afresh takes away: orders that work, and what was traded."""
    orders, traded = (
        formats.counted(working, "working order"),
        formats.counted(fills, "fill"),
    )
    return translate(
        "Replay", "its account has {cash} again, without {orders} and {traded}, in the journal too."
    ).format(cash=cash, orders=orders, traded=traded)
