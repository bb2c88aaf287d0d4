"""A desk on paper, open and at its end without a failure in the background."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.paper_desk import PaperDesk, open_paper_desk


@pytest_asyncio.fixture
async def paper() -> AsyncIterator[PaperDesk]:
    async with open_paper_desk() as made:
        yield made
