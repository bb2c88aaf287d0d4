"""Every case runs once for each broker."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Final

import pytest
import pytest_asyncio

from tests.support.contract import MAKERS, Bench
from tests.support.topstepx_bench import topstepx_bench

BROKERS: Final[Mapping[str, Callable[[], Awaitable[Bench]]]] = {
    **MAKERS,
    "topstepx": topstepx_bench,
}


@pytest_asyncio.fixture(params=BROKERS)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    made = await BROKERS[request.param]()
    await made.market("4800.00", "4800.25")
    if made.broker.capabilities.keeps_orders:
        assert await made.paper.reconciler.reconcile("paper")
    yield made
    await made.close()
