"""The replay bar without its widget, on a recording that the test makes up."""

import math
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from tests.support.alerts import turns
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, parse_iso
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.replay import ReplayState, ReplayStatus, WouldRewind
from traderterminal.ui.viewmodels.replay import (
    PARTS,
    ReplayViewModel,
    Rewind,
    traded_words,
)

MINUTE = 60 * NANOSECONDS
FIRST = parse_iso("2024-01-11T15:00:00Z")


class MadeUpRecording:
    """Implements `Controls`: an hour of a recording, and what it was asked."""

    symbol = "ESH2024"
    approximate = False
    first_ns = FIRST
    last_ns = FIRST + 60 * MINUTE

    def __init__(self) -> None:
        self.state = ReplayState.PAUSED
        self.now_ns = FIRST + 10 * MINUTE
        self.next_ns: int | None = self.now_ns + NANOSECONDS
        self.speed = 1.0
        self.booked_ns = 0
        self.asked: list[object] = []
        self.refuses: Exception | None = None

    @property
    def status(self) -> ReplayStatus:
        return ReplayStatus(self.state, self.now_ns, 1, 2)

    def last_booked_ns(self) -> int:
        return self.booked_ns

    def set_speed(self, speed: float) -> None:
        self.speed = speed

    async def play(self, speed: float | None = None) -> None:
        self.state = ReplayState.PLAYING

    async def pause(self) -> None:
        self.state = ReplayState.PAUSED

    async def step(self, seconds: float | None = None) -> None:
        self.asked.append(("step", seconds))

    async def seek(self, until_ns: int) -> None:
        self.asked.append(("seek", until_ns))
        if self.refuses is not None:
            raise self.refuses

    async def begin_anew(self, until_ns: int) -> None:
        self.asked.append(("begin anew", until_ns))
        if self.refuses is not None:
            raise self.refuses


def local(at_ns: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at_ns // 1000)


def minute_end(at_ns: int) -> int:
    return at_ns - at_ns % MINUTE + MINUTE


@pytest.fixture
def recording() -> MadeUpRecording:
    return MadeUpRecording()


@pytest_asyncio.fixture
async def tasks() -> AsyncIterator[TaskScope]:
    scope = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error!r}"))
    yield scope
    await scope.aclose()


@pytest.fixture
def vm(recording: MadeUpRecording, tasks: TaskScope) -> ReplayViewModel:
    words = traded_words(1, 2, "$100,000.00")
    return ReplayViewModel(recording, tasks, local, minute_end, lambda: words)


async def test_it_plays_where_it_stands_and_pauses_where_it_plays(
    vm: ReplayViewModel, recording: MadeUpRecording
) -> None:
    assert vm.state == ("Paused", "t1")
    vm.toggle()
    assert vm.state == ("Moving", "t1")
    await turns()
    assert (vm.is_playing, vm.state) == (True, ("Playing", "ok"))
    vm.toggle()
    await turns()
    assert not vm.is_playing
    recording.state = ReplayState.ENDED
    assert vm.state == ("At its end", "t2")


async def test_where_it_stands_is_told_in_exchange_time_and_parts(
    vm: ReplayViewModel, recording: MadeUpRecording
) -> None:
    assert vm.now == "Thu 11 Jan 2024 15:10:00 UTC"
    assert vm.part == round(PARTS / 6)
    assert vm.time_at(PARTS // 2) == "11 Jan 15:30:00"
    recording.last_ns = recording.first_ns
    assert vm.part == PARTS  # of a recording of one instant


@pytest.mark.parametrize(
    ("speed", "words"), [(1.0, "1×"), (2.5, "2.5×"), (math.inf, "max"), (500.0, "500×")]
)
def test_the_speed_is_shown_as_it_is(
    vm: ReplayViewModel, recording: MadeUpRecording, speed: float, words: str
) -> None:
    recording.speed = speed
    assert vm.speed == words


async def test_a_speed_is_chosen_without_playing(
    vm: ReplayViewModel, recording: MadeUpRecording
) -> None:
    vm.choose_speed("max")
    assert (recording.speed, vm.is_playing) == (math.inf, False)


async def test_a_row_and_a_bar_are_stepped(vm: ReplayViewModel, recording: MadeUpRecording) -> None:
    vm.step_row()
    await turns()
    recording.state = ReplayState.PLAYING
    vm.step_bar()
    await turns()
    assert recording.asked == [("step", None), ("seek", FIRST + 11 * MINUTE - 1)]
    assert not vm.is_playing


async def test_from_the_end_of_a_bar_the_next_one_is_played(
    vm: ReplayViewModel, recording: MadeUpRecording
) -> None:
    recording.now_ns = FIRST + 11 * MINUTE - 1
    recording.next_ns = FIRST + 11 * MINUTE
    vm.step_bar()
    await turns()
    assert recording.asked == [("seek", FIRST + 12 * MINUTE - 1)]


async def test_a_pause_of_the_market_is_skipped_and_at_the_end_nothing_is_stepped(
    vm: ReplayViewModel, recording: MadeUpRecording
) -> None:
    recording.next_ns = FIRST + 40 * MINUTE + NANOSECONDS
    vm.step_bar()
    await turns()
    recording.next_ns = recording.last_ns
    vm.step_bar()
    await turns()
    recording.next_ns = None
    vm.step_bar()
    await turns()
    assert recording.asked == [("seek", FIRST + 41 * MINUTE - 1), ("seek", recording.last_ns)]


async def test_a_jump_ahead_and_one_back_behind_nothing_are_made(
    vm: ReplayViewModel, recording: MadeUpRecording
) -> None:
    assert vm.jump("15:30")
    assert vm.jump("15:05")
    vm.jump_to_part(PARTS)
    await turns()
    ends = (30 * MINUTE, 5 * MINUTE, 60 * MINUTE)
    assert recording.asked == [("seek", FIRST + end) for end in ends]


async def test_what_is_typed_wrong_is_said_and_moves_nothing(
    vm: ReplayViewModel, recording: MadeUpRecording
) -> None:
    assert not vm.jump("noon")
    assert vm.problem == "'noon' is no time such as 09:30 or 2024-01-11 09:30"
    assert not vm.jump("09:30")
    assert vm.problem == "09:30 does not lie in what is replayed"
    vm.step_row()
    assert vm.problem == ""
    await turns()
    assert recording.asked == [("step", None)]


async def test_a_jump_back_behind_a_trade_is_asked_about_and_begins_anew(
    vm: ReplayViewModel, recording: MadeUpRecording
) -> None:
    asked: list[Rewind] = []
    vm.asks.connect(asked.append)
    recording.booked_ns = FIRST + 8 * MINUTE
    assert vm.jump("15:09")  # after the trade: what lies between is shown again
    assert vm.jump("15:05")
    await turns()
    assert recording.asked == [("seek", FIRST + 9 * MINUTE)]
    (rewind,) = asked
    assert rewind.words == (
        "Back to 11 Jan 15:05:00 the replay begins afresh: its account has $100,000.00 again,"
        " without 1 working order and 2 fills, in the journal too. What alerts did stays in the"
        " list of alerts. To keep the trades of now, let this replay be and begin another."
    )
    vm.confirm(rewind)
    await turns()
    assert recording.asked[-1] == ("begin anew", FIRST + 5 * MINUTE)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (WouldRewind(FIRST, FIRST + MINUTE), "Not moved."),
        (OrderRefused(Message("not_reset", {"account": "replay", "count": "1"})), "replay"),
    ],
)
async def test_a_move_that_is_refused_says_why(
    vm: ReplayViewModel, recording: MadeUpRecording, error: Exception, words: str
) -> None:
    recording.refuses = error
    vm.jump("15:30")
    await turns()
    assert words in vm.problem
    assert vm.state == ("Paused", "t1")


# A bar that is picked.


async def test_a_bar_that_is_picked_is_jumped_to(
    vm: ReplayViewModel, recording: MadeUpRecording
) -> None:
    vm.ask_for_bar(wanted=True)
    assert vm.picking
    assert vm.state == ("Click a bar to go on there", "accent")
    vm.pick(FIRST + 3 * MINUTE)
    await turns(5)
    assert not vm.picking
    assert recording.asked == [("seek", FIRST + 3 * MINUTE)]
    vm.pick(recording.last_ns + MINUTE)
    await turns(5)
    assert recording.asked[-1] == ("seek", recording.last_ns)


async def test_a_bar_before_the_recording_is_not_jumped_to(
    vm: ReplayViewModel, recording: MadeUpRecording
) -> None:
    vm.pick(FIRST - MINUTE)
    await turns(5)
    assert recording.asked == []
    assert vm.problem == "The bar lies before what is replayed, which begins 11 Jan 15:00:00"
    vm.ask_for_bar(wanted=True)
    assert vm.problem == ""


async def test_a_picked_bar_behind_what_was_traded_is_asked_about(
    vm: ReplayViewModel, recording: MadeUpRecording
) -> None:
    asked: list[Rewind] = []
    vm.asks.connect(asked.append)
    recording.booked_ns = FIRST + 5 * MINUTE
    vm.pick(FIRST + 2 * MINUTE)
    await turns(5)
    assert recording.asked == []
    assert [one.until_ns for one in asked] == [FIRST + 2 * MINUTE]
