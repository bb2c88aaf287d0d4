"""A small recorded day: an hour of ES around 11:00 in Chicago, traded by alerts and by hand."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from traderterminal.alerts.inbox import Inbox, Proof
from traderterminal.app.engine import Engine, run_engine
from traderterminal.app.options import Options
from traderterminal.app.service import open_inbox
from traderterminal.app.settings_reading import load_settings
from traderterminal.desk.ports import OrderWish, Terms
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.orders import OrderType
from traderterminal.domain.signals import AlertRecord, AlertStatus, Decision

D = Decimal
SYMBOL: Final = "ESH2024"
ACCOUNT: Final = "paper_simulator"
SECOND: Final = 1_000_000_000
MINUTE: Final = 60 * SECOND
#: 2024-01-09 10:30 in Chicago.
START_NS: Final = 1_704_817_800 * SECOND
_HEADER: Final = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size\n"


def write_recording(folder: Path, minutes: int = 60, seed: int = 7) -> Path:
    """Write a walk of ES, a quote every ten seconds and a print in between."""
    path, draw, bid = folder / "ES.csv", random.Random(seed), D(4800)
    with path.open("w") as file:
        file.write(_HEADER)
        for step in range(minutes * 6):
            at_ns = START_NS + step * 10 * SECOND
            file.write(f"{at_ns},quote,,,,{bid},20,{bid + D('0.25')},20\n")
            file.write(f"{at_ns + 5 * SECOND},trade,{bid},3,A,,,,\n")
            bid += draw.choice((-3, -1, 0, 1, 3)) * D("0.25")
    return path


class TraderOfTheDay:
    """Trades on a replay that is moved by hand."""

    def __init__(self, engine: Engine, inbox: Inbox) -> None:
        self.engine = engine
        self._inbox = inbox

    async def at(self, minute: float) -> None:
        """Play on to a minute of the recording."""
        assert self.engine.replay is not None
        await self.engine.replay.source.seek(START_NS + round(minute * MINUTE))
        await self.engine.replay.note_place()

    @property
    def alerts(self) -> Sequence[AlertRecord]:
        """The latest alerts, newest first."""
        return self._inbox.records

    async def deliver(self, body: str) -> str:
        """Let an alert come in; return its id."""
        receipt = await self._inbox.receive(body.encode(), Proof.PATH, self.engine.host.now_ns())
        assert receipt.status == 202, receipt
        return receipt.alert_id

    async def alert(self, body: str) -> None:
        """Let an alert come in, and see it through."""
        alert_id = await self.deliver(body)
        while (record := await self._inbox.record(alert_id)) is not None:
            if record.status is not AlertStatus.ACCEPTED:
                break
            await self.engine.host.sleep(0.005)

    async def until_waiting(self, count: int) -> list[str]:
        """Wait until so many alerts wait for approval; return their ids, oldest first."""
        while len(self._inbox.waiting) < count:
            await self.engine.host.sleep(0.005)
        return [record.alert_id for record in reversed(self._inbox.waiting)]

    async def decide(self, alert_id: str, decision: Decision) -> None:
        """Say the trader's word."""
        assert await self._inbox.decide(alert_id, decision)

    async def order(self, side: str, quantity: int, **terms: object) -> str:
        """Place an order by hand; return its id."""
        wish = OrderWish(ACCOUNT, SYMBOL, "delta", side, D(quantity), source="ticket", **terms)  # type: ignore[arg-type] # by use
        order = await self.engine.desk.place(wish)
        await asyncio.shield(self.engine.desk.booked())
        return order.order_id


async def trade_the_day(
    data_dir: Path,
    recording: Path,
    work: Callable[[TraderOfTheDay], Awaitable[None]],
) -> None:
    """Let `work` trade on a paused replay of the recording."""
    options = Options(
        data_dir,
        data_dir / "config.toml",
        market=f"replay:{recording}",
        symbol=SYMBOL,
        speed="step",
    )
    async with run_engine(options, load_settings(options.config, {})) as engine:
        inbox = open_inbox(engine, secret="")
        await inbox.start(())
        await work(TraderOfTheDay(engine, inbox))
        inbox.close()


async def busy_day(trader: TraderOfTheDay) -> None:
    """Entries by alert and by hand, before and after 11:00, one of them changed, one cancelled."""
    buy = '{"symbol": "ES1!", "action": "buy", "quantity": 2, "id": "%s"}'
    await trader.at(2)
    await trader.alert(buy % "first")
    await trader.at(7)
    await trader.alert('{"symbol": "ES1!", "action": "close", "id": "out"}')
    await trader.at(10)
    bracket = Exits(ExitLevel(D(8), "ticks"), (Target(ExitLevel(D(8), "ticks")),))
    await trader.order("sell", 3, exits=bracket)
    await trader.at(12)
    # More than an exit, which would leave with the position.
    resting = await trader.order("buy", 4, order_type=OrderType.LIMIT, limit_price=D("4700"))
    await trader.at(13)
    await trader.engine.desk.replace(resting, Terms(D(4), D("4705")))
    await trader.at(20)
    await trader.engine.desk.cancel(resting)
    await trader.at(35)  # 11:05
    await trader.alert(buy % "late")
    await trader.at(40)
    await trader.order("sell", 1)
    await trader.at(50)
    await trader.alert('{"symbol": "ES1!", "action": "close", "id": "last"}')
    await trader.at(59)
