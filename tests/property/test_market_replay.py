"""However a recording is moved through, every row is played once and in order."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from tests.support.market import SECOND, Tape, a_hub, a_quote, a_trade
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.replay import ReplaySource, Speed
from traderterminal.market.ticks import Row

recordings = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=40).map(
    lambda made: [_row(second, is_trade) for second, is_trade in sorted(made)]
)

moves = st.lists(
    st.one_of(
        st.just(None),
        st.floats(0, 5),
        st.integers(0, 35),
    ),
    max_size=12,
)


def _row(second: int, is_trade: bool) -> Row:
    at_ns = second * SECOND
    return a_trade(at_ns=at_ns) if is_trade else a_quote(at_ns=at_ns)


@given(recordings, moves)
def test_forward_moves_play_each_row_once_and_decide_each_event_whole(
    rows: list[Row], made: list[float | int | None]
) -> None:
    hub = a_hub()
    source, tape = ReplaySource(hub, rows, VirtualClock(), Speed(starts_paused=True)), Tape(hub)

    async def walk() -> None:
        for move in made:
            if isinstance(move, int):
                await source.seek(max(move * SECOND, source.clock.now_ns()))
            else:
                await source.step(move)
        await source.seek(10**18)

    asyncio.run(walk())
    assert tape.ticks == rows
    assert [tick for event in tape.events for tick in event] == rows
    times = [event[0].at_ns for event in tape.events]
    assert times == sorted(set(times))


@given(recordings, st.integers(0, 35), st.integers(0, 35))
def test_going_back_and_forth_ends_where_going_straight_does(
    rows: list[Row], far: int, near: int
) -> None:
    async def after(*stops: int) -> tuple[object, ...]:
        hub = a_hub()
        source = ReplaySource(hub, rows, VirtualClock(), Speed(starts_paused=True))
        for second in stops:
            await source.seek(second * SECOND)
        return hub.top("ESH2024"), hub.last_trade("ESH2024"), source.status

    async def both() -> None:
        there = min(far, near)
        assert await after(max(far, near), there) == await after(there)

    asyncio.run(both())
