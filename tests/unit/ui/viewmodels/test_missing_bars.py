"""What a chart says of a symbol without bars."""

from datetime import UTC

import pytest

from tests.support.builders import AAPL, ES
from tests.support.paper_desk import NOON_NS
from traderterminal.domain.errors import BadData
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import to_datetime
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.ui.viewmodels.missing_bars import MissingBars, nothing_stored

NO_FEED = "This market has no feed of AAPL"


async def said(instrument: Instrument, stored: object) -> tuple[str, str]:
    """What is said of a symbol once it is known what is stored of it: a number, or what fails."""
    tasks = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error}"))
    told: list[None] = []

    async def last_stored(symbol: str) -> int | None:
        assert symbol == instrument.symbol
        if isinstance(stored, BadData):
            raise stored
        if not isinstance(stored, int):
            await nothing_stored(symbol)
            return None
        return stored

    missing = MissingBars(
        lambda: [ES.symbol],
        tasks,
        lambda of, at_ns: to_datetime(at_ns).astimezone(UTC),
        last_stored,
        lambda: told.append(None),
    )
    missing.look(instrument.symbol)
    while tasks.running:
        await give_way()
    assert len(told) == (instrument is AAPL and not isinstance(stored, BadData))
    return missing.words(instrument)


async def test_what_is_delivered_has_its_first_bar_to_come() -> None:
    assert await said(ES, None) == (
        "No trades in ESH2024 yet",
        "The first bar appears with the first trade",
    )


async def test_of_what_nobody_delivers_it_says_what_is_stored() -> None:
    assert await said(AAPL, NOON_NS) == (
        NO_FEED,
        "History is stored until 25 Dec 2023, 23:00: File, Replay… plays it",
    )


@pytest.mark.parametrize("stored", [None, BadData("it cannot be read")], ids=["nothing", "unread"])
async def test_where_nothing_can_be_played_it_promises_nothing(stored: object) -> None:
    assert await said(AAPL, stored) == (NO_FEED, "Choose another symbol with Ctrl+L")
