"""A ticket and a chart on a paper desk, for the tests of what stands on them."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.ticket_bench import Bench


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    """Give a bench that has begun."""
    made = Bench()
    await made.open()
    yield made
    await made.close()
