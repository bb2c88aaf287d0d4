"""A desk on paper, open and at its end without a failure in the background."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.paper_desk import PaperDesk, paper_desk


@pytest_asyncio.fixture
async def paper() -> AsyncIterator[PaperDesk]:
    made = paper_desk()
    await made.open()
    yield made
    assert made.failures == []
    await made.tasks.aclose()
