"""Paper market orders through gate, ledger and fill, all durable."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from traderterminal.app.bench.figures import Figure
from traderterminal.app.engine import Engine, run_engine
from traderterminal.app.headless import loop_factory
from traderterminal.app.options import Options
from traderterminal.app.settings_reading import load_settings
from traderterminal.desk.desk import Desk
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.orders import OrderStatus
from traderterminal.market.ticks import QuoteTick

ORDERS: Final = 6_000
IN_FLIGHT: Final = 64
BAR: Final = 2_000
DECISIONS: Final = 5_000
DECISION_BAR: Final = 200
#: Enough size at the touch for every order of the run.
DEEP: Final = 10**9


def order_figures() -> Iterator[Figure]:
    """Yield orders a second with 64 in flight, and how long the gate takes."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        # So slow that the market stands: what is measured is the desk, not the depth.
        options = Options(data_dir, data_dir / "config.toml", market="sim", speed="0.001", seed=1)
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            rate, decision = runner.run(_run(options))
    yield Figure("paper orders, 64 in flight", rate, "orders/s", bar=BAR, rate=True)
    yield Figure("gate decision, p99", decision, "µs", bar=DECISION_BAR)


async def _run(options: Options) -> tuple[float, float]:
    async with run_engine(options, load_settings(options.config, {})) as engine:
        symbol = engine.resolve("MES").symbol
        account = engine.settings.accounts[0].id
        await engine.host.sleep(0.5)
        _deepen(engine, symbol)
        left = iter(range(ORDERS))

        async def trader() -> None:
            for number in left:
                side = "buy" if number % 2 else "sell"
                wish = OrderWish(account, symbol, "delta", side, Decimal(1), source="bench")
                order = await engine.desk.place(wish)
                if order.status is not OrderStatus.FILLED:
                    raise RuntimeError(f"an order of the bench was {order.status}: {order.reason}")

        start = time.perf_counter()
        await asyncio.gather(*(trader() for _ in range(IN_FLIGHT)))
        rate = ORDERS / (time.perf_counter() - start)
        return rate, _decision(engine.desk, OrderWish(account, symbol, "delta", "buy", Decimal(1)))


def _decision(desk: Desk, wish: OrderWish) -> float:
    """Return the 99th percentile of judging a wish, netting and fees included, in µs."""
    took = []
    for _ in range(DECISIONS):
        start = time.perf_counter_ns()
        desk.preview(wish)
        took.append(time.perf_counter_ns() - start)
    return sorted(took)[DECISIONS * 99 // 100] / 1000


def _deepen(engine: Engine, symbol: str) -> None:
    top = engine.hub.top(symbol)
    if top is not None:
        at = engine.hub.clock.now_ns()
        engine.hub.publish(QuoteTick(symbol, at, top.bid, DEEP, top.ask, DEEP))
