"""What is left behind by who closes the window, in words."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest
import pytest_asyncio

from tests.support.paper_desk import PaperDesk, open_paper_desk, wish
from traderterminal.desk.desk import Desk
from traderterminal.domain.accounts import Mode
from traderterminal.domain.orders import OrderType, Where
from traderterminal.ui.viewmodels.exposure import ExposureViewModel
from traderterminal.ui.viewmodels.leaving import LeavingViewModel


@dataclass
class Leaving:
    """What is asked of the surroundings."""

    approvals: int = 0
    tray: bool = False
    chosen: bool = False

    def vm(self, desk: Desk) -> LeavingViewModel:
        return LeavingViewModel(
            desk,
            ExposureViewModel(desk),
            lambda: self.approvals,
            lambda: self.tray,
            lambda: self.chosen,
        )


@pytest_asyncio.fixture
async def paper() -> AsyncIterator[PaperDesk]:
    async with open_paper_desk() as made:
        yield made


async def test_who_holds_nothing_is_not_asked(paper: PaperDesk) -> None:
    around = Leaving()
    vm = around.vm(paper.desk)
    assert not vm.asks
    assert vm.words == ""
    around.approvals = 2
    assert vm.asks
    assert vm.words == "Alerts that wait for your approval: 2."


async def test_a_position_and_an_order_on_paper_sleep(paper: PaperDesk) -> None:
    vm = Leaving().vm(paper.desk)
    await paper.desk.place(wish())
    await paper.drained()
    resting = wish("sell", order_type=OrderType.LIMIT, limit_price=Decimal("4900.00"))
    await paper.desk.place(resting)
    await paper.drained()
    assert vm.asks
    assert vm.words.splitlines() == [
        "Left as they are: 1 position, 1 order.",
        "On paper, asleep until the next start: 1 order.",
    ]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (Where.EXCHANGE, "At a broker or an exchange, where they go on: 1 order."),
        (Where.BROKER, "At a broker or an exchange, where they go on: 1 order."),
        (Where.LOCAL, "Held here, asleep until the next start: 1 order."),
        (Where.UNKNOWN, "Not known whether they are there: 1 order."),
    ],
)
async def test_of_a_brokers_order_it_is_said_where_it_rests(
    paper: PaperDesk, where: Where, said: str
) -> None:
    resting = wish("buy", order_type=OrderType.LIMIT, limit_price=Decimal("4700.00"))
    await paper.desk.place(resting)
    await paper.drained()
    (order,) = paper.desk.orders.values()
    account = paper.desk.accounts[order.account]
    seen: Any = SimpleNamespace(
        orders={"one": replace(order, where=where)},
        positions={},
        accounts={order.account: replace(account, mode=Mode.LIVE)},
        changed=paper.desk.changed,
    )
    assert Leaving().vm(cast(Desk, seen)).words.splitlines()[1:] == [said]


def test_the_program_goes_on_where_that_is_wanted_and_there_is_a_tray(paper: PaperDesk) -> None:
    around = Leaving(chosen=True)
    vm = around.vm(paper.desk)
    assert not vm.hides
    around.tray = True
    assert vm.hides
    assert vm.has_tray
    around.chosen = False
    assert not vm.hides
