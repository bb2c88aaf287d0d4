"""What the fault script does at once."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT, PlainDialect, VenueScene, venue_scene
from tests.support.wire import Wire
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType
from traderterminal.venues.faults import BadScript, Script
from traderterminal.venues.orders import State, Ticket


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[VenueScene]:
    made = venue_scene()
    yield made
    await made.close()


def strike(scene: VenueScene, fault: str, **values: Any) -> None:
    entry = {"at": "now", "fault": fault, **values}
    scene.venue.control.strike(Script.parse({"script": [entry]}))


def resting() -> Ticket:
    return Ticket(
        ACCOUNT, ES.symbol, Side.BUY, 2, OrderType.LIMIT, limit_price=Decimal("4790"), tag="T1"
    )


async def test_the_door_is_shut_or_stalls(scene: VenueScene) -> None:
    wire = Wire(scene.venue, scene.host, scene.tasks)
    strike(scene, "F1", for_s=5)
    with pytest.raises(ConnectionRefusedError):
        await wire.connect()
    scene.host.advance(5_000_000_000)
    await wire.connect()


async def test_sessions_are_the_dialects_to_end(scene: VenueScene) -> None:
    for fault in ("F13", "F37", "F45"):
        strike(scene, fault)
    dialect = scene.venue.dialect
    assert isinstance(dialect, PlainDialect)
    assert [done.split()[0] for done in dialect.done] == ["refuse", "withhold", "compete"]


@pytest.mark.parametrize("state", [State.CANCELED, State.EXPIRED, State.REJECTED])
async def test_the_exchange_ends_an_order_of_its_own_accord(
    scene: VenueScene, state: State
) -> None:
    order = scene.exchange.place(resting())
    strike(scene, "F25", order="T1", state=state.value, reason="margin")
    assert (order.state, order.reason) == (state, "margin")


async def test_executions_are_taken_back_corrected_and_numbered_twice(scene: VenueScene) -> None:
    scene.exchange.place(Ticket(ACCOUNT, ES.symbol, Side.BUY, 1))
    (first,) = scene.exchange.executions()
    strike(scene, "F26", price="4801.00")
    strike(scene, "F26", execution=first.execution_id)
    (revised,) = scene.exchange.executions()
    assert (str(revised.price), revised.voided) == ("4801.00", True)
    strike(scene, "F18")
    assert scene.exchange.mishaps.next_execution_id == first.execution_id


async def test_counts_of_mishaps_add_up(scene: VenueScene) -> None:
    for fault in ("F27", "F27", "F28"):
        strike(scene, fault)
    strike(scene, "F30", hide_s=7)
    mishaps = scene.exchange.mishaps
    assert (mishaps.overfills, mishaps.refused_exits, mishaps.hidden_s) == (2, 1, 7.0)


async def test_somebody_trades_in_the_brokers_own_program(scene: VenueScene) -> None:
    strike(scene, "F32", symbol=ES.symbol, side="sell", quantity=3)
    (order,) = scene.exchange.orders.values()
    assert (order.ticket.account, order.ticket.tag, order.state) == (ACCOUNT, "", State.FILLED)


async def test_stamps_run_ahead(scene: VenueScene) -> None:
    strike(scene, "F43", ahead_s=90, zoneless=True)
    order = scene.exchange.place(resting())
    assert order.placed_ns == scene.clock.now_ns() + 90_000_000_000
    assert scene.venue.dialect.zoneless


async def test_a_contract_is_listed_anew_and_an_account_changes_its_world(
    scene: VenueScene,
) -> None:
    strike(scene, "F47", symbol=ES.symbol, tick_size="0.5")
    assert str(scene.exchange.instruments[ES.symbol].tick_size) == "0.5"
    assert ES.symbol in scene.exchange.inactive
    strike(scene, "F48", account=ACCOUNT)
    worlds = [account.simulated for account in scene.exchange.accounts.values()]
    assert worlds == [False, True]


@pytest.mark.parametrize(
    ("fault", "values"),
    [
        ("F18", {}),
        ("F25", {"order": "nobody"}),
        ("F25", {"state": "sideways"}),
        ("F26", {"execution": 7}),
        ("F32", {"symbol": "XX"}),
        ("F40", {"how": "loud"}),
        ("F47", {"symbol": "XX"}),
    ],
)
async def test_what_is_not_there_is_named(
    scene: VenueScene, fault: str, values: dict[str, Any]
) -> None:
    with pytest.raises(BadScript, match=fault):
        strike(scene, fault, **values)
