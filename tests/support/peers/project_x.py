"""What project-x-py does at a practice venue: run with its own Python, by `test_peers`.

    python project_x.py REST_URL USER_HUB MARKET_HUB NAME API_KEY

Prints the name of each step that succeeded, one a line.
"""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from project_x_py import ProjectX
from project_x_py.event_bus import EventBus
from project_x_py.models import ProjectXConfig
from project_x_py.order_manager import OrderManager
from project_x_py.position_manager import PositionManager
from project_x_py.realtime import ProjectXRealtimeClient

DEADLINE_S = 15.0
BUY, LIMIT = 0, 1


def done(step: str) -> None:
    """Say that a step succeeded."""
    sys.stdout.write(f"{step}\n")
    sys.stdout.flush()


class Heard:
    """What the hubs told, by kind."""

    def __init__(self) -> None:
        self.all: dict[str, list[Any]] = {}
        self.changed = asyncio.Event()

    def ear(self, kind: str) -> Any:
        """Return a callback that keeps what it hears."""

        async def hear(data: Any) -> None:
            self.all.setdefault(kind, []).append(data)
            self.changed.set()

        return hear

    async def until(self, *kinds: str) -> None:
        """Wait until each of these was heard."""
        async with asyncio.timeout(DEADLINE_S):  # noqa: TID251 - a program of its own, on its own clock
            while not all(kind in self.all for kind in kinds):
                self.changed.clear()
                await self.changed.wait()


async def run(rest: str, user_url: str, market_url: str, name: str, api_key: str) -> None:
    """Do everything that a trading program does."""
    config = ProjectXConfig(api_url=f"{rest}/api", user_hub_url=user_url, market_hub_url=market_url)
    async with ProjectX(name, api_key, config=config) as client:
        await client.authenticate()
        done("login")
        accounts = await client.list_accounts()
        account = client.get_account_info()
        assert account.id in [each.id for each in accounts]
        done("accounts")
        contract = await client.get_instrument("ES")
        assert ".EP." in contract.id
        assert contract.id in [each.id for each in await client.search_instruments("ES")]
        done("contracts")
        bars = await client.get_bars("ES", days=1, interval=5)
        assert bars.height > 10
        done("bars")
        realtime = ProjectXRealtimeClient(
            client.get_session_token(), str(account.id), config=config
        )
        heard = Heard()
        for kind in (
            *("quote_update", "market_depth", "order_update", "position_update"),
            *("trade_execution", "account_update"),
        ):
            await realtime.add_callback(kind, heard.ear(kind))
        assert await realtime.connect()
        assert await realtime.subscribe_user_updates()
        assert await realtime.subscribe_market_data([contract.id])
        await heard.until("quote_update", "market_depth")
        done("market hub")
        bus = EventBus()
        orders, positions = OrderManager(client, bus), PositionManager(client, bus)
        await orders.initialize(realtime)
        await positions.initialize(realtime, orders)
        await trade(client, orders, positions, contract)
        await heard.until("account_update", "order_update", "position_update", "trade_execution")
        done("user hub")
        # Its hubs complain when the loop ends under them: the process goes before.
        os._exit(0)


async def trade(
    client: ProjectX, orders: OrderManager, positions: PositionManager, contract: Any
) -> None:
    """Order, bracket, modify, cancel, position, trades."""
    own = contract.id
    placed = await orders.place_market_order(own, BUY, 2)
    assert placed.success
    (position,) = await client.search_open_positions()
    assert position.size == 2
    done("order")
    away = round(position.averagePrice) - 100
    resting = await orders.place_limit_order(own, BUY, 1, float(away))
    assert await orders.modify_order(resting.orderId, limit_price=float(away - 1), size=2)
    (found,) = await orders.search_open_orders()
    assert (found.size, found.limitPrice) == (2, away - 1)
    done("modify")
    assert await orders.cancel_order(resting.orderId)
    assert await orders.search_open_orders() == []
    done("cancel")
    entry = await orders.place_order(
        own,
        LIMIT,
        BUY,
        1,
        limit_price=float(away + 200),
        stop_loss_bracket={"ticks": -400, "type": 4},
        take_profit_bracket={"ticks": 800, "type": 1},
    )
    assert entry.success
    assert len(await orders.search_open_orders()) == 2
    done("bracket")
    assert (await positions.partially_close_position(own, 1))["success"]
    assert (await positions.close_position_direct(own))["success"]
    assert await client.search_open_positions() == []
    await orders.cancel_all_orders()
    assert await orders.search_open_orders() == []
    done("position")
    since = datetime.now(UTC) - timedelta(hours=1)  # noqa: TID251 - a program of its own
    trades = await client.search_trades(since)
    assert entry.orderId in [each.orderId for each in trades]
    done("trades")


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
