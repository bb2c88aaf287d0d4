"""Every fault of the catalogue at the TopstepX venue: a client feels it, and it passes.

One client's day is written down, once in peace and once under each fault.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

import httpx
import pytest

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT
from tests.support.topstepx_client import (
    CONTRACT,
    LIMIT,
    HubClient,
    TopstepXClient,
    topstepx_client,
)
from tests.support.venue import elapse
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.venues.faults import CONNECT, FRAME, KINDS, NOW, REQUEST

#: Longer than any reply is held back.
PATIENCE_S: Final = 25.0
OF_ACCOUNT: Final = {"accountId": ACCOUNT}

#: What an entry needs besides the fault, where its own values say too little.
VALUES: Final[dict[str, dict[str, Any]]] = {
    "F32": {"symbol": ES.symbol},
    "F39": {"frames": 200},
    "F41": {"set": {"status": 99}},
    "F47": {"symbol": ES.symbol},
}
STRIKES: Final = [
    (fault, point)
    for fault, kind in KINDS.items()
    for point in (REQUEST, FRAME, CONNECT, NOW)
    if point in kind.points
]


class Day:
    """What one client asks and hears, written down."""

    def __init__(self, client: TopstepXClient) -> None:
        self.client = client
        self.written: list[str] = []

    async def patiently(self, what: str, work: Coroutine[Any, Any, object]) -> None:
        """Write down what came of something, waiting for it as long as any client would."""
        outcome = ["nothing"]

        async def do() -> None:
            try:
                outcome[0] = repr(await work)
            except (OSError, httpx.HTTPError, ValueError) as error:
                outcome[0] = type(error).__name__

        task = self.client.scene.tasks.spawn(do(), name=what)
        await elapse(self.client.scene.clock, 0)
        late = not task.done()
        if late:
            await elapse(self.client.scene.clock, PATIENCE_S)
        self.written.append(f"{what}: {outcome[0]}{' late' if late else ''}")

    async def ask(self, path: str, **body: Any) -> None:
        async def asked() -> tuple[int, str]:
            answer = await self.client.answer(path, body)
            return answer.status_code, answer.text

        await self.patiently(path, asked())

    async def live(self, resting: int) -> None:
        """Trade, change, cancel, look around; then come back on new connections."""
        order = {**OF_ACCOUNT, "contractId": CONTRACT, "side": 0, "size": 1}
        away = {"type": LIMIT, "limitPrice": 4790}
        exits = {"stopLossBracket": {"ticks": -40, "type": 4}}
        await self.patiently("connect", self.client.wire.connect())
        await self.ask("Account/search", onlyActiveAccounts=True)
        await self.ask("Order/modify", **OF_ACCOUNT, orderId=resting, size=2)
        await self.ask("Order/cancel", **OF_ACCOUNT, orderId=resting)
        await self.ask("Order/place", **{**order, "size": 3}, type=2, customTag="TT1", **exits)
        await self.ask("Order/place", **order, **away, customTag="TT2")
        self.client.scene.quote("4800.25", "4800.50")
        for page in (0, 1):
            await self.ask("Order/v2/query", filter=OF_ACCOUNT, pageOffset=page, pageSize=1)
        await self.ask("Position/searchOpen", **OF_ACCOUNT)
        await self.ask("Trade/search", **OF_ACCOUNT, startTimestamp="2024-03-11T00:00:00Z")
        await self.ask("Auth/loginKey", userName="trader", apiKey="key-of-the-test")

    async def listen(self, hub: HubClient) -> None:
        """Write down what a hub has told since, but for its pings."""
        said = [each for each in await hub.hear(2) if each.get("type") != 6]
        self.written.append(f"{said} {hub.protocol.parser_exc!r} {hub.over}")

    async def come_back(self, name: str) -> None:
        """Connect to a hub anew and write down how it receives us."""
        entered: list[HubClient] = []

        async def enter() -> None:
            entered.append(await self.client.hub(name))

        await self.patiently(f"{name} again", enter())
        for hub in entered:
            self.written.append(f"{name}: {await hub.begin()}")
            if hub.status == 101:
                target = "SubscribeOrders" if name == "user" else "SubscribeContractQuotes"
                await hub.call(target, ACCOUNT if name == "user" else CONTRACT)
            await self.listen(hub)


async def day(strike: tuple[str, str] | None) -> list[str]:
    """Return what a client writes down on a day that a fault strikes, or none."""
    client = await topstepx_client()
    user = await client.user_hub()
    market = await client.market_hub("ContractQuotes")
    await market.hear()
    await client.place()
    resting = (await client.place(type=LIMIT, limitPrice=4795))["orderId"]
    await user.hear()
    if strike is not None:
        fault, point = strike
        at = NOW if point == NOW else {point: "*", "times": 0}
        client.strike(fault, at, **VALUES.get(fault, {}))
    written = Day(client)
    await written.live(resting)
    for hub in (user, market):
        await written.listen(hub)
    for name in ("user", "market"):
        await written.come_back(name)
    await peace_again(client)
    await client.close()
    return written.written


async def peace_again(client: TopstepXClient) -> None:
    """After the fault the venue serves as ever."""
    await client.scene.venue.control._reset({})
    client.scene.host.advance(700 * NANOSECONDS)
    await elapse(client.scene.clock, 700)
    client.scene.quote("4800.00", "4800.25")
    await client.log_in()
    hub = await client.user_hub()
    assert (await client.place(customTag="TT1"))["success"]
    assert len(await hub.told("GatewayUserTrade")) == 1


@pytest.fixture(scope="module")
def in_peace() -> list[str]:
    """A day that nothing strikes."""
    return asyncio.run(day(None))


async def test_two_days_in_peace_are_the_same(in_peace: list[str]) -> None:
    assert await day(None) == in_peace


@pytest.mark.parametrize(("fault", "point"), STRIKES)
async def test_a_fault_is_felt_and_passes(fault: str, point: str, in_peace: list[str]) -> None:
    assert await day((fault, point)) != in_peace
