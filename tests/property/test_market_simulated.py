"""The simulated market is a function of its seed and start, and never impossible."""

import asyncio
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import AAPL, ES
from tests.support.market import MES, SECOND, Tape, a_hub
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.simulated import SimulatedMarket
from traderterminal.market.ticks import Tick


def lived(seed: int, start_ns: int, cuts: Sequence[int]) -> tuple[list[Tick], int]:
    """Return the ticks of 20 seconds that are cut into turns, and how many were impossible."""
    hub = a_hub()
    market = SimulatedMarket(hub, (ES, MES, AAPL), VirtualClock(), seed=seed, start_ns=start_ns)
    tape = Tape(hub)

    async def live() -> None:
        for cut in (*sorted(cuts), 20 * SECOND):
            await market.advance_to(start_ns + cut)

    asyncio.run(live())
    return tape.ticks, sum(hub.faults(symbol).total for symbol in market.symbols())


@settings(max_examples=30)
@given(
    st.integers(0, 2**40),
    st.integers(0, 2**60),
    st.lists(st.integers(0, 20 * SECOND), max_size=8),
)
def test_how_time_is_cut_changes_no_tick_and_no_tick_is_impossible(
    seed: int, start_ns: int, cuts: list[int]
) -> None:
    whole, impossible = lived(seed, start_ns, [])
    assert lived(seed, start_ns, cuts) == (whole, 0)
    assert impossible == 0
    assert len(whole) > 20
