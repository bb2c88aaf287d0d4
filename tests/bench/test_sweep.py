"""A long replay under many strategies: what the program holds does not grow with the ticks."""

import asyncio
import gc
import json
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.support.figures import Cases
from tests.support.recorded_day import START_NS, SYMBOL, TraderOfTheDay, trade_the_day
from tests.support.scale import scaled
from traderterminal.domain.signals import AlertStatus

TICKS: Final = scaled(1_000_000)
TENTH: Final = TICKS // 10
#: So far apart that the whole lies within one session.
STEP_NS: Final = 10_000_000
STRATEGIES: Final = [f"strategy_{number:02}" for number in range(50)]
#: One of the strategies speaks each time that so many ticks have passed.
BETWEEN: Final = 1_000
#: What may come on for each tick, most of it for orders, of which some thousands are remembered. A
#: tick that leaves one object, or one entry of a list, would add 1.
FLAT: Final = 0.5

HEADER: Final = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size\n"


def long_recording(draw: Random) -> Iterator[str]:
    """Lines of quotes that wander, every third row a trade at one of them."""
    yield HEADER
    bid = 4_800.0
    for number in range(TICKS):
        at_ns, size = START_NS + number * STEP_NS, draw.randint(1, 30)
        if number % 3 == 2:
            price, aggressor = draw.choice(((bid, "A"), (bid + 0.25, "B")))
            yield f"{at_ns},trade,{price},{size},{aggressor},,,,\n"
        else:
            bid += draw.choice((-0.25, 0, 0, 0, 0, 0, 0, 0.25))
            yield f"{at_ns},quote,,,,{bid},{size},{bid + 0.25},{draw.randint(1, 30)}\n"


def settings() -> str:
    """Each strategy has a paper account of its own."""
    return "".join(
        f'[[accounts]]\nid = "{name}"\n'
        f'[groups.{name}]\naccounts = [{{ id = "{name}" }}]\n'
        f'[strategies.{name}]\ngroup = "{name}"\nsl_tp_unit = "ticks"\n'
        for name in STRATEGIES
    )


def alert(number: int, trader: TraderOfTheDay) -> str:
    """An entry at the market, one at a price some points away, or one with stop and target."""
    quote = trader.engine.hub.quote(SYMBOL)
    assert quote is not None
    assert quote.mark is not None
    round_, place = divmod(number, len(STRATEGIES))
    side = ("buy", "sell")[(place + round_) % 2]
    message = {"symbol": "ES1!", "action": side, "quantity": 1, "id": str(number)}
    match (place + round_) % 3:
        case 1:
            price = quote.mark // 1 + (-2 if side == "buy" else 2)
            message |= {"order_type": "limit", "limit_price": str(price)}
        case 2:
            message |= {"sl": "40", "tp": "40"}
    return json.dumps(message | {"strategy": STRATEGIES[place]})


def held() -> int:
    """Count the objects of this process, and the entries of its containers."""
    gc.unfreeze()  # the engine hides from the collector what was there when it started
    gc.collect()
    containers = (one for one in gc.get_objects() if type(one) in (list, dict, set, deque))
    return sys.getallocatedblocks() + sum(map(len, containers))


@pytest.mark.counted("ticks replayed under 50 strategies")
@pytest.mark.timeout(60 + TICKS // 2_000)
def test_memory_stays_flat_over_a_long_replay(tmp_path: Path, cases: Cases) -> None:
    recording = tmp_path / "long.csv"
    with recording.open("w") as file:
        file.writelines(long_recording(Random(3)))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "config.toml").write_text(settings())
    first_tenth = last_tenth = 0

    async def sweep(trader: TraderOfTheDay) -> None:
        nonlocal first_tenth, last_tenth
        engine = trader.engine
        assert engine.replay is not None
        source = engine.replay.source
        await source.seek(START_NS)
        for number in range(TICKS // BETWEEN):
            await trader.deliver(alert(number, trader))
            ticks = (number + 1) * BETWEEN
            await source.seek(START_NS + (ticks - 1) * STEP_NS)
            if ticks == TENTH:
                await engine.desk.booked()
                first_tenth = held()
        await engine.desk.booked()
        last_tenth = held()
        assert source.status.position == TICKS
        fills = list(engine.journal.all_fills())
        assert {fill.strategy for fill in fills} == set(STRATEGIES)
        cases.count += TICKS
        cases.found["alerts"] = TICKS // BETWEEN
        cases.found["fills"] = len(fills)
        working = {AlertStatus.ACCEPTED, AlertStatus.EXECUTED}
        assert {record.status for record in trader.alerts} <= working

    asyncio.run(trade_the_day(tmp_path / "data", recording, sweep))
    more = last_tenth - first_tenth
    cases.found["objects and entries more"] = more
    assert more < FLAT * (TICKS - TENTH)
