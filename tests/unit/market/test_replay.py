import math
from collections.abc import AsyncIterator, Sequence
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.market import SECOND, Tape, a_hub, a_quote, a_trade
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedState
from traderterminal.market.replay import (
    ReplaySource,
    ReplayState,
    ReplayStatus,
    Speed,
    WouldRewind,
)
from traderterminal.market.ticks import GapMark, Row

START = 1_000 * SECOND
STEP = Speed(starts_paused=True)
D = Decimal


def row_at(second: float, ask: int = 101) -> Row:
    return a_quote(ask - 1, ask, START + round(second * SECOND))


# An event of three rows at second 3; one row each at 0, 1, 5 and 9.
ROWS: Sequence[Row] = (
    row_at(0),
    row_at(1, 102),
    a_trade(102, 4, START + 3 * SECOND),
    a_trade(103, 1, START + 3 * SECOND),
    row_at(3, 104),
    row_at(5, 105),
    row_at(9, 106),
)


@pytest.fixture
def hub() -> MarketHub:
    return a_hub()


@pytest.fixture
def host() -> VirtualClock:
    return VirtualClock()


@pytest_asyncio.fixture
async def tasks() -> AsyncIterator[TaskScope]:
    failures: list[Exception] = []
    scope = TaskScope(on_error=lambda name, error: failures.append(error))
    yield scope
    await scope.aclose()
    assert not failures


def replay(
    hub: MarketHub, host: VirtualClock, speed: Speed = STEP, rows: Sequence[Row] = ROWS
) -> ReplaySource:
    source = ReplaySource(hub, rows, host, speed)
    hub.follow(source)
    return source


async def pass_time(host: VirtualClock, seconds: float) -> None:
    """Let the host's time go on in hundredths, with everybody awake in between."""
    for _ in range(round(seconds * 100)):
        host.advance_to(host.now_ns() + SECOND // 100)
        for _ in range(4):
            await give_way()


async def test_a_stepped_recording_starts_paused_before_its_first_row(
    hub: MarketHub, host: VirtualClock, tasks: TaskScope
) -> None:
    source = replay(hub, host)
    tasks.spawn(source.run(), name="replay")
    await pass_time(host, 2)
    assert source.status == ReplayStatus(ReplayState.PAUSED, START, 0, 7)
    assert source.health("ESH2024").state is FeedState.PAUSED
    assert not source.health("ESH2024").stale
    assert hub.quote("ESH2024") is None


async def test_a_step_plays_one_row_and_stands_at_its_time(
    hub: MarketHub, host: VirtualClock
) -> None:
    source, tape = replay(hub, host), Tape(hub)
    await source.step()
    await source.step()
    assert tape.ticks == list(ROWS[:2])
    assert source.status == ReplayStatus(ReplayState.PAUSED, START + SECOND, 2, 7)


async def test_a_step_into_an_event_leaves_it_undecided_until_its_last_row(
    hub: MarketHub, host: VirtualClock
) -> None:
    source, tape = replay(hub, host), Tape(hub)
    for _ in range(4):
        await source.step()
    assert tape.events == [[ROWS[0]], [ROWS[1]]]
    await source.step()
    assert tape.events[2] == list(ROWS[2:5])


async def test_a_step_of_seconds_plays_every_row_in_between(
    hub: MarketHub, host: VirtualClock
) -> None:
    source, tape = replay(hub, host), Tape(hub)
    await source.step(4)
    assert tape.ticks == list(ROWS[:5])
    assert source.status.now_ns == START + 4 * SECOND
    await source.step(0.5)
    assert len(tape.ticks) == 5
    assert source.status.now_ns == START + round(4.5 * SECOND)


async def test_stepping_on_after_the_end_changes_nothing(
    hub: MarketHub, host: VirtualClock
) -> None:
    source = replay(hub, host)
    await source.step(60)
    await source.step()
    assert source.status == ReplayStatus(ReplayState.ENDED, START + 9 * SECOND, 7, 7)


async def test_it_plays_at_the_speed_asked_for(
    hub: MarketHub, host: VirtualClock, tasks: TaskScope
) -> None:
    source = replay(hub, host, Speed(2.0))
    tasks.spawn(source.run(), name="replay")
    await pass_time(host, 2)
    assert source.status.state is ReplayState.PLAYING
    assert source.status.position == 5
    assert source.clock.now_ns() == pytest.approx(START + 4 * SECOND, abs=SECOND // 10)
    source.set_speed(10.0)
    await pass_time(host, 0.4)
    assert source.status.position == 6


async def test_while_paused_market_time_stands_still(
    hub: MarketHub, host: VirtualClock, tasks: TaskScope
) -> None:
    source = replay(hub, host, Speed(1.0))
    tasks.spawn(source.run(), name="replay")
    await pass_time(host, 1.5)
    await source.pause()
    stood = source.clock.now_ns()
    await pass_time(host, 60)
    assert source.clock.now_ns() == stood
    # the time of the pause is not caught up with
    source.play()
    await pass_time(host, 1)
    assert source.clock.now_ns() == pytest.approx(stood + SECOND, abs=SECOND // 10)


async def test_as_fast_as_it_can_plays_everything_and_ends(
    hub: MarketHub, host: VirtualClock, tasks: TaskScope
) -> None:
    rows = [row_at(second) for second in range(3_000)]
    source, tape = replay(hub, host, Speed(math.inf), rows), Tape(hub)
    tasks.spawn(source.run(), name="replay")
    await pass_time(host, 0.1)
    assert tape.ticks == rows
    assert source.status.state is ReplayState.ENDED


async def test_as_fast_as_it_can_still_stops_when_told(
    hub: MarketHub, host: VirtualClock, tasks: TaskScope
) -> None:
    rows = [row_at(second) for second in range(100_000)]
    source = replay(hub, host, Speed(math.inf), rows)
    tasks.spawn(source.run(), name="replay")
    for _ in range(5):
        await give_way()
    await source.pause()
    stood = source.status
    await pass_time(host, 0.1)
    assert source.status == stood
    assert 0 < stood.position < len(rows)


async def test_seek_plays_every_row_up_to_and_including_the_time(
    hub: MarketHub, host: VirtualClock
) -> None:
    source, tape = replay(hub, host), Tape(hub)
    await source.seek(START + 3 * SECOND)
    assert tape.ticks == list(ROWS[:5])
    assert tape.events == [[ROWS[0]], [ROWS[1]], list(ROWS[2:5])]
    await source.seek(START + 3 * SECOND)
    assert len(tape.ticks) == 5


async def test_after_a_seek_it_plays_on_from_there_at_once(
    hub: MarketHub, host: VirtualClock, tasks: TaskScope
) -> None:
    source = replay(hub, host, Speed(1.0))
    tasks.spawn(source.run(), name="replay")
    await pass_time(host, 0.5)
    await source.seek(START + 5 * SECOND)
    await pass_time(host, 1)
    assert source.clock.now_ns() == pytest.approx(START + 6 * SECOND, abs=SECOND // 10)


async def test_market_time_ends_with_the_recording(hub: MarketHub, host: VirtualClock) -> None:
    source = replay(hub, host)
    await source.seek(START + 3_600 * SECOND)
    assert source.status == ReplayStatus(ReplayState.ENDED, START + 9 * SECOND, 7, 7)
    assert source.health("ESH2024").state is FeedState.ENDED
    assert source.health("ESH2024").stale


async def test_seek_goes_back_as_long_as_nothing_was_booked_after(
    hub: MarketHub, host: VirtualClock
) -> None:
    source = replay(hub, host)
    await source.seek(START + 5 * SECOND)
    await source.seek(START + 2 * SECOND, booked_ns=START + 2 * SECOND)
    assert source.status == ReplayStatus(ReplayState.PAUSED, START + 2 * SECOND, 2, 7)
    assert hub.top("ESH2024") == ROWS[1]
    assert hub.last_trade("ESH2024") is None
    # and goes forward from there as if it had never been further
    await source.step()
    assert source.status.position == 3


async def test_seek_before_the_last_booked_event_is_refused_and_moves_nothing(
    hub: MarketHub, host: VirtualClock
) -> None:
    source = replay(hub, host)
    await source.seek(START + 5 * SECOND)
    before, version = source.status, hub.version("ESH2024")
    with pytest.raises(WouldRewind, match="Not moved") as refused:
        await source.seek(START + 2 * SECOND, booked_ns=START + 2 * SECOND + 1)
    assert refused.value.message.code == "would_rewind"
    assert (source.status, hub.version("ESH2024")) == (before, version)


async def test_nothing_trades_on_rows_that_are_shown_again(
    hub: MarketHub, host: VirtualClock
) -> None:
    source = replay(hub, host)
    await source.seek(START + 9 * SECOND)
    tape = Tape(hub)
    await source.seek(START + 5 * SECOND)
    # bars and panes see all of it, matching only what stands now
    assert tape.ticks[:6] == list(ROWS[:6])
    assert tape.events == [[ROWS[5]]]


async def test_it_resumes_paused_where_an_earlier_run_stood(
    hub: MarketHub, host: VirtualClock, tasks: TaskScope
) -> None:
    source = replay(hub, host, Speed(1.0))
    await source.resume(position=5, now_ns=START + 4 * SECOND)
    tasks.spawn(source.run(), name="replay")
    await pass_time(host, 1)
    assert source.status == ReplayStatus(ReplayState.PAUSED, START + 4 * SECOND, 5, 7)
    assert hub.top("ESH2024") == ROWS[4]
    await source.step()
    assert hub.top("ESH2024") == ROWS[5]


async def test_a_place_beyond_the_file_is_its_end(hub: MarketHub, host: VirtualClock) -> None:
    source = replay(hub, host)
    await source.resume(position=99, now_ns=START + 99 * SECOND)
    assert source.status == ReplayStatus(ReplayState.ENDED, START + 9 * SECOND, 7, 7)


def test_the_place_of_a_time_is_after_its_whole_event(hub: MarketHub, host: VirtualClock) -> None:
    source = replay(hub, host)
    places = [source.position_at(START + second * SECOND) for second in (-1, 0, 2, 3, 99)]
    assert places == [0, 1, 2, 5, 7]


async def test_inside_a_marked_gap_the_feed_is_stale(hub: MarketHub, host: VirtualClock) -> None:
    rows = [row_at(0), GapMark("ESH2024", START), row_at(5), row_at(6)]
    source, tape = replay(hub, host, rows=rows), Tape(hub)
    states = []
    for second in (0, 1, 5):
        await source.seek(START + second * SECOND)
        states.append(source.health("ESH2024").state)
    assert states == [FeedState.GAP, FeedState.GAP, FeedState.PAUSED]
    assert tape.events == [[rows[0]], [rows[2]]]


def test_it_binds_real_sessions_and_knows_one_symbol(hub: MarketHub, host: VirtualClock) -> None:
    source = replay(hub, host)
    assert source.follows_sessions
    assert source.symbols() == ("ESH2024",)
    assert hub.clock is source.clock


@pytest.mark.parametrize(
    ("text", "speed"),
    [("1", Speed(1.0)), ("2.5", Speed(2.5)), ("max", Speed(math.inf)), (" STEP ", STEP)],
)
def test_a_speed_is_a_number_max_or_step(text: str, speed: Speed) -> None:
    assert Speed.parse(text) == speed


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "fast", ""])
def test_anything_else_is_no_speed(text: str) -> None:
    with pytest.raises(ValueError, match="is not a speed"):
        Speed.parse(text)


async def test_a_gap_reaches_the_hub_and_what_is_made_up_of_bars_says_so(
    hub: MarketHub, host: VirtualClock
) -> None:
    rows = (a_quote(at_ns=1), GapMark("ESH2024", 2), a_quote(at_ns=3))
    gaps: list[GapMark] = []
    hub.interrupted.connect(gaps.append)
    source = ReplaySource(hub, rows, host, Speed(starts_paused=True), approximate=True)
    hub.follow(source)
    await source.step()
    assert gaps == []
    await source.step()
    assert gaps == [rows[1]]
    health = hub.health("ESH2024")
    assert (health.state, health.stale, health.approximate) == (FeedState.GAP, True, True)
    await source.step()
    assert hub.health("ESH2024").state is FeedState.ENDED


async def test_further_sizes_of_what_was_recorded_trade_at_its_prices_and_say_so(
    hub: MarketHub, host: VirtualClock
) -> None:
    rows = (row_at(0), row_at(1, 102), GapMark("ESH2024", START + 2 * SECOND), row_at(3, 104))
    source = ReplaySource(hub, rows, host, STEP, followers=("MESH2024",))
    hub.follow(source)
    events, gaps = Tape(hub).events, list[GapMark]()
    hub.interrupted.connect(gaps.append)
    assert source.symbols() == ("ESH2024", "MESH2024")
    await source.step(2)
    assert [row.symbol for (row,) in events] == ["ESH2024", "MESH2024"] * 2
    assert [gap.symbol for gap in gaps] == ["ESH2024", "MESH2024"]
    quotes = [hub.quote(symbol) for symbol in source.symbols()]
    assert [quote.ask for quote in quotes if quote] == [D("25.50")] * 2  # a tick is a quarter
    health = [hub.health(symbol) for symbol in source.symbols()]
    assert [(one.state, one.approximate) for one in health] == [
        (FeedState.GAP, False),
        (FeedState.GAP, True),
    ]
    # wound back, matching is told of the standing quotes of all
    events.clear()
    await source.seek(START)
    assert [(row.symbol, row.at_ns) for (row,) in events] == [
        ("ESH2024", START),
        ("MESH2024", START),
    ]
