"""A recorded book in the engine: what its levels show is what paper orders trade with."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.recorded_day import SECOND, START_NS, SYMBOL, TraderOfTheDay, trade_the_day
from tests.support.shared_data import shared_file
from traderterminal.domain.fills import Fill
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.kit.clock import parse_iso

D = Decimal
HEADER = "ts_event_ns,action,side,price,size,order_id,flags"
#: Five offers at four prices and two bids; later somebody joins far behind.
ROWS = (
    "0,A,B,4800.00,5,1,0",
    "0,A,B,4799.75,6,2,0",
    "0,A,A,4800.25,3,3,0",
    "0,A,A,4800.50,1,4,0",
    "0,A,A,4800.50,3,5,0",
    "0,A,A,4801.00,10,6,0",
    "0,A,A,4802.00,10,7,128",
    "10,A,B,4798.00,1,8,128",
    "20,C,A,4800.25,3,3,128",
    "30,A,A,4800.25,2,9,128",
    "60,A,B,4797.00,1,10,128",
)
Work = Callable[[TraderOfTheDay], Awaitable[None]]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    path, lines = tmp_path / "book.csv", [HEADER]
    for row in ROWS:
        seconds, _, rest = row.partition(",")
        lines.append(f"{START_NS + int(seconds) * SECOND},{rest}")
    path.write_text("\n".join(lines) + "\n")
    return path


async def bought(trader: TraderOfTheDay, quantity: int, **terms: object) -> list[tuple[str, int]]:
    """Prices and quantities that an order for so many traded at once."""
    order_id = await trader.order("buy", quantity, **terms)
    return [(str(f.price), int(f.quantity)) for f in fills_of(trader, order_id)]


def fills_of(trader: TraderOfTheDay, order_id: str) -> list[Fill]:
    return [fill for fill in trader.engine.journal.all_fills() if fill.order_id == order_id]


async def test_a_market_order_walks_the_levels_and_what_it_took_stays_gone(
    book: Path, tmp_path: Path
) -> None:
    async def work(trader: TraderOfTheDay) -> None:
        await trader.at(0.2)
        order_id = await trader.order("buy", 9)
        fills = fills_of(trader, order_id)
        found = [(str(fill.price), int(fill.quantity)) for fill in fills]
        assert found == [("4800.25", 3), ("4800.50", 4), ("4801.00", 2)]
        assert fills[-1].why["feed_shows"] == "levels"
        assert fills[-1].why["arrived_at"] == "4800.25"
        assert await bought(trader, 1) == [("4801.00", 1)]
        # what leaves and comes again is there to be had
        await trader.at(0.6)
        assert await bought(trader, 3) == [("4800.25", 2), ("4801.00", 1)]

    await trade_the_day(tmp_path / "data", book, work)


async def test_all_or_nothing_counts_every_level(book: Path, tmp_path: Path) -> None:
    async def work(trader: TraderOfTheDay) -> None:
        await trader.at(0.2)
        terms = {"order_type": OrderType.LIMIT, "time_in_force": TimeInForce.FOK}
        assert await bought(trader, 8, limit_price=D("4800.50"), **terms) == []
        assert await bought(trader, 7, limit_price=D("4800.50"), **terms) == [
            ("4800.25", 3),
            ("4800.50", 4),
        ]

    await trade_the_day(tmp_path / "data", book, work)


async def test_a_resting_order_behind_the_touch_knows_what_is_ahead(
    book: Path, tmp_path: Path
) -> None:
    async def work(trader: TraderOfTheDay) -> None:
        await trader.at(0.2)
        order_id = await trader.order(
            "buy", 1, order_type=OrderType.LIMIT, limit_price=D("4799.75")
        )
        ahead = trader.engine.find_queue(trader.engine.desk.orders[order_id])
        assert ahead is not None
        assert ahead.ahead == 6

    await trade_the_day(tmp_path / "data", book, work)


async def test_after_a_restart_the_levels_stand_as_before(book: Path, tmp_path: Path) -> None:
    async def first(trader: TraderOfTheDay) -> None:
        await trader.at(0.2)

    async def second(trader: TraderOfTheDay) -> None:
        assert trader.engine.hub.levels(SYMBOL) is not None
        assert await bought(trader, 8) == [("4800.25", 3), ("4800.50", 4), ("4801.00", 1)]

    for work in (first, second):
        await trade_the_day(tmp_path / "data", book, work)


async def test_a_recorded_session_of_the_exchange_fills_an_order_larger_than_its_touch(
    tmp_path: Path,
) -> None:
    recording = shared_file("marketdata/ESH4_2023-12-25_mbo_2200-2330.csv.gz")
    (tmp_path / "data").mkdir()

    async def work(trader: TraderOfTheDay) -> None:
        assert trader.engine.replay is not None
        await trader.engine.replay.source.seek(parse_iso("2023-12-25T23:16:00Z"))
        quote = trader.engine.hub.top(SYMBOL)
        assert quote is not None
        found = await bought(trader, 90)
        assert found[0][1] == quote.ask_size < 90
        assert sum(quantity for _, quantity in found) == 90
        prices = [D(price) for price, _ in found]
        assert prices == sorted(set(prices))

    await trade_the_day(tmp_path / "data", recording, work)
