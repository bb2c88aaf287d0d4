"""What topstep-client-py does at a practice venue: run with its own Python, by `test_peers`.

    python topstep_client.py REST_URL USER_HUB MARKET_HUB NAME API_KEY

Prints the name of each step that succeeded, one a line. Its hubs block when they are stopped, so
the process ends without stopping them.
"""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from topstep import TopstepClient
from topstep.models.order import Bracket, OrderSide, OrderType, PlaceOrderRequest
from topstep.realtime.market_hub import MarketHub
from topstep.realtime.user_hub import UserHub

DEADLINE_S = 15.0


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

        def hear(*arguments: Any) -> None:
            self.all.setdefault(kind, []).append(arguments)
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
    client = await TopstepClient.create(name, api_key, base_url=rest)
    done("login")
    account = (await client.accounts.search())[0]
    done("accounts")
    contract = next(c for c in await client.contracts.search("ES") if ".EP." in c.id)
    assert (await client.contracts.search_by_id(contract.id)).name == contract.name
    assert contract in await client.contracts.available()
    done("contracts")
    now = datetime.now(UTC)  # noqa: TID251 - a program of its own, on its own clock
    bars = await client.history.retrieve_bars(contract.id, now - timedelta(hours=2), now, limit=50)
    assert len(bars) == 50
    done("bars")
    await client.refresh_token()
    done("refresh")
    heard = Heard()
    user, market = UserHub(client.token or "", user_url), MarketHub(client.token or "", market_url)
    for kind, hub in (("account", user), ("order", user), ("position", user), ("trade", user)):
        getattr(hub, f"on_{kind}")(heard.ear(kind))
    market.on_quote(heard.ear("quote"))
    market.on_depth(heard.ear("depth"))
    user.on_open(heard.ear("user is open"))
    market.on_open(heard.ear("market is open"))
    await user.connect()
    await market.connect()
    await heard.until("user is open", "market is open")  # before that a call would be no handshake
    await user.subscribe_all(account.id)
    await market.subscribe_quotes(contract.id)
    await market.subscribe_depth(contract.id)
    await heard.until("quote", "depth")
    done("market hub")
    await trade(client, account.id, contract, heard)
    await heard.until("account", "order", "position", "trade")
    done("user hub")


async def trade(client: TopstepClient, account: int, contract: Any, heard: Heard) -> None:
    """Order, bracket, modify, cancel, position, trades."""

    def order(order_type: OrderType, **changes: Any) -> PlaceOrderRequest:
        return PlaceOrderRequest(
            accountId=account,
            contractId=contract.id,
            type=order_type,
            side=OrderSide.BUY,
            **changes,
        )

    started = datetime.now(UTC) - timedelta(hours=1)  # noqa: TID251 - a program of its own
    await client.orders.place(order(OrderType.MARKET, size=2))
    (position,) = await client.positions.search_open(account)
    assert position.size == 2
    done("order")
    away = round(position.average_price) - 100
    resting = await client.orders.place(order(OrderType.LIMIT, limitPrice=away))
    await client.orders.modify(account, resting, size=2, limit_price=away - 1)
    (working,) = await client.orders.search_open(account)
    assert (working.id, working.size, working.limit_price) == (resting, 2, away - 1)
    done("modify")
    await client.orders.cancel(account, resting)
    assert await client.orders.search_open(account) == []
    done("cancel")
    exits = {
        "stopLossBracket": Bracket(ticks=-400, type=4),
        "takeProfitBracket": Bracket(ticks=800, type=1),
    }
    entry = await client.orders.place(order(OrderType.MARKET, **exits))
    children = await client.orders.search_open(account)
    assert len(children) == 2
    done("bracket")
    await client.positions.partial_close(account, contract.id, 1)
    await client.positions.close(account, contract.id)
    assert await client.positions.search_open(account) == []
    for child in children:
        await client.orders.cancel(account, child.id)
    done("position")
    trades = await client.trades.search(account, started)
    assert {entry} <= {each.order_id for each in trades}
    assert sum(each.size * (1 if each.side == 0 else -1) for each in trades) == 0
    orders = await client.orders.search(account, started)
    assert len(orders) >= 5
    done("trades")


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
    os._exit(0)
