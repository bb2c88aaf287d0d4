"""A client at a TopstepX venue for every test here."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.topstepx_client import TopstepXClient, topstepx_client


@pytest_asyncio.fixture
async def client() -> AsyncIterator[TopstepXClient]:
    made = await topstepx_client()
    yield made
    await made.close()
