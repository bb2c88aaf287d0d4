"""What is at stake over all accounts."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest_asyncio

from tests.support.paper_desk import PaperDesk, open_paper_desk, wish
from traderterminal.domain.orders import OrderType
from traderterminal.ui.viewmodels.exposure import ExposureViewModel


@pytest_asyncio.fixture
async def paper() -> AsyncIterator[PaperDesk]:
    async with open_paper_desk() as made:
        yield made


async def test_positions_and_orders_are_counted_as_they_come_and_go(paper: PaperDesk) -> None:
    listening = len(paper.desk.changed)
    exposure = ExposureViewModel(paper.desk)
    assert exposure.words == "0 positions, 0 orders"
    await paper.desk.place(wish())
    await paper.drained()
    resting = wish("sell", order_type=OrderType.LIMIT, limit_price=Decimal("4900.00"))
    await paper.desk.place(resting)
    await paper.drained()
    assert exposure.words == "1 position, 1 order"
    await paper.desk.flatten("paper")
    await paper.drained()
    assert (exposure.positions, exposure.orders) == (0, 0)
    exposure.close()
    assert len(paper.desk.changed) == listening
