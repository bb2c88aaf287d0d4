"""Every case runs once for each broker."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.contract import MAKERS, Bench, RemoteBench
from tests.support.contract_tradovate import tradovate
from tests.support.topstepx_bench import topstepx_bench

ALL = {**MAKERS, "topstepx": topstepx_bench, "tradovate": tradovate}


@pytest_asyncio.fixture(params=ALL)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    made = await ALL[request.param]()
    if isinstance(made, RemoteBench):
        made.announce = lambda pattern: request.applymarker(pytest.mark.logs(pattern))
    await made.market("4800.00", "4800.25")
    if made.broker.capabilities.keeps_orders:
        assert await made.paper.reconciler.reconcile("paper")
    yield made
    await made.close()
