"""Whatever clients send, the practice Tradovate answers, and its books stay right."""

import json
import random
from decimal import Decimal
from typing import Any, Final

import pytest

from tests.support.figures import Cases
from tests.support.plain_dialect import ACCOUNT
from tests.support.scale import scaled
from tests.support.tradovate_scene import Practice, practice

KNOWN: Final = ("accountId", "symbol", "action", "orderQty", "orderType", "price", "stopPrice")
ENDPOINTS: Final = (
    *("order/placeorder", "order/placeoso", "order/placeoco", "order/modifyorder"),
    *("order/cancelorder", "order/liquidateposition", "order/liquidatepositions", "order/dryrun"),
    *("order/list", "fill/deps", "contract/find", "contract/rollcontract", "account/item"),
    *("contract/getproductfeeparams", "cashBalance/changedemobalance", "user/syncrequest"),
    *("md/getchart", "md/subscribequote", "md/cancelchart", "auth/me", "nothing", ""),
)
VALUES: Final[tuple[Any, ...]] = (
    *(None, True, 0, 1, -1, 2**70, 1.5, 1e308, "", "x", "Buy", "Sell", "Limit", "Stop", "ESH4"),
    *([], [1, "x"], {}, {"action": "Buy", "orderType": "Limit", "price": 4799}, "4800.25"),
)
NAMES: Final = (
    *(*KNOWN, "bracket1", "bracket2", "other", "orderId", "contractId", "positions", "orders"),
    *("isAutomated", "admin", "timeInForce", "expireTime", "clOrdId", "pegDifference", "ids"),
    *("name", "masterid", "id", "users", "accounts", "entityTypes", "timeRange", "p-ticket"),
    *("chartDescription", "subscriptionId", "cashChange", "productIds", "forward", "ifExpired"),
)


def any_body(draw: random.Random) -> str:
    if draw.random() < 0.1:
        return "".join(chr(draw.randrange(1, 0x2FF)) for _ in range(draw.randrange(20)))
    names = draw.sample(NAMES, draw.randrange(10))
    return json.dumps({name: draw.choice(VALUES) for name in names})


@pytest.mark.counted("requests of any content to the practice Tradovate")
async def test_no_request_is_more_than_it_can_answer(cases: Cases) -> None:
    draw, count = random.Random(1), scaled(50_000)
    async with practice() as at:
        for number in cases.over(range(count)):
            if number % 50 == 0:  # what so many failures are held against goes
                at.scene.host.advance(3_600 * 1_000_000_000)
                await at.log_in()
            answer = await at.request(draw.choice(ENDPOINTS), any_body(draw))
            assert answer.status in (200, 400, 401, 404, 429)


@pytest.mark.counted("frames of any content to the practice Tradovate's socket")
async def test_no_frame_is_more_than_it_can_answer(cases: Cases) -> None:
    draw, count = random.Random(2), scaled(10_000)
    async with practice() as at:
        line = await at.line(market=True)
        for number in cases.over(range(count)):
            endpoint, body = draw.choice(ENDPOINTS), any_body(draw)
            await line.say(f"{endpoint}\n{number}\n{draw.choice(('', 'id=1', '%%'))}\n{body}")
            if number % 50 == 49:
                await line.hear()
                assert not line.broken
                at.dialect.reset()
                await at.log_in()
                line = await at.line(market=True)


def any_terms(draw: random.Random) -> dict[str, object]:
    price = 4800 + draw.randrange(-12, 13) / 4
    kind = draw.choice(("Market", "Limit", "Stop"))
    prices = {"Limit": {"price": price}, "Stop": {"stopPrice": price}}.get(kind, {})
    side, other = draw.choice((("Buy", "Sell"), ("Sell", "Buy")))
    terms: dict[str, object] = {
        "action": side,
        "orderType": kind,
        "orderQty": draw.randrange(1, 4),
        **prices,
    }
    if draw.random() < 0.3:
        way = 1 if side == "Buy" else -1
        terms["bracket1"] = {"action": other, "orderType": "Limit", "price": price + way * 2}
        terms["bracket2"] = {"action": other, "orderType": "Stop", "stopPrice": price - way * 2}
    return terms


async def check_books(at: Practice) -> None:
    """Compare the broker's entities with the exchange, and with each other."""
    fills = await at.get("fill/list")
    signed = sum(fill["qty"] * (1 if fill["action"] == "Buy" else -1) for fill in fills)
    executions = at.scene.exchange.executions()
    positions = await at.get("position/list")
    cash = next(c for c in await at.get("cashBalance/list") if c["accountId"] == ACCOUNT)
    log = await at.get("cashBalanceLog/list")
    statuses = {order["id"]: order["ordStatus"] for order in await at.get("order/list")}
    working = {i for i, s in statuses.items() if s in ("Working", "Suspended")}
    assert [fill["id"] for fill in fills] == [one.execution_id for one in executions]
    assert sum(position["netPos"] for position in positions) == signed
    assert cash["amount"] == 50_000 + sum((one["delta"] for one in log), Decimal(0))
    assert working == {o.order_id for o in at.scene.exchange.orders.values() if o.is_open}
    if not signed:
        assert cash["amount"] == at.scene.exchange.cash(ACCOUNT)


@pytest.mark.counted("orders at the practice Tradovate, whose books are compared")
async def test_entities_and_exchange_agree_whatever_is_traded(
    cases: Cases,
) -> None:
    draw, rounds = random.Random(3), scaled(3_000)
    async with practice() as at:
        for _ in cases.over(range(rounds)):
            at.scene.host.advance(1_000_000_000)
            await at.place(**any_terms(draw))
            bid = 4800 + draw.randrange(-12, 13) / 4
            at.scene.quote(f"{bid:.2f}", f"{bid + 0.25:.2f}", draw.randrange(1, 6))
        await check_books(at)
        (contract,) = {position["contractId"] for position in await at.get("position/list")}
        at.scene.quote("4800.00", "4800.25", size=1_000)
        closing = {"accountId": ACCOUNT, "contractId": contract, "admin": False}
        await at.post("order/liquidateposition", **closing)
        await check_books(at)
