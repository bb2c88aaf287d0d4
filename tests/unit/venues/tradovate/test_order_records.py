"""The life of an order as Tradovate tells it, entity by entity."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest_asyncio

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT
from tests.support.tradovate_scene import Practice, practice
from traderterminal.venues.tradovate.entities import Change

_OF_ACCOUNTS = {"cashBalance", "cashBalanceLog", "marginSnapshot", "accountRiskStatus"}
_STATUS = {"order": "ordStatus", "commandReport": "commandStatus", "executionReport": "execType"}
LIMIT = {"orderType": "Limit", "price": 4799.5}


@pytest_asyncio.fixture
async def at() -> AsyncIterator[Practice]:
    async with practice() as made:
        yield made


class Trail:
    """What is told of orders from here on."""

    def __init__(self, at: Practice) -> None:
        self.changes: list[Change] = []
        at.dialect.house.entities.changed.connect(self.changes.append)

    def short(self) -> list[str]:
        """The kinds, with the status that each has."""
        orders = [each for each in self.changes if each.kind not in _OF_ACCOUNTS]
        told = [c for c in orders if (c.kind, c.event) != ("command", "Updated")]
        return [f"{c.kind} {c.entity.get(_STATUS.get(c.kind, ''), '')}".strip() for c in told]

    def last(self, kind: str) -> Any:
        return [change.entity for change in self.changes if change.kind == kind][-1]


async def test_an_order_that_rests_is_told_in_the_brokers_sequence(at: Practice) -> None:
    trail = Trail(at)
    await at.place(**LIMIT, clOrdId="TT1", customTag50="tag", text="a note")
    assert trail.short() == [
        "order PendingNew",
        "orderVersion",
        "command",
        "commandReport RiskPassed",
        "executionReport New",
        "order Working",
    ]
    command, version = trail.last("command"), trail.last("orderVersion")
    assert (command["clOrdId"], command["customTag50"]) == ("TT1", "tag")
    assert command["isAutomated"] is True
    assert (version["price"], version["timeInForce"]) == (Decimal("4799.5"), "Day")
    assert version["text"] == "a note"


async def test_a_fill_is_told_with_its_report_its_fees_and_the_position(at: Practice) -> None:
    trail = Trail(at)
    await at.place()
    assert trail.short()[4:] == [
        "executionReport New",
        "order Working",
        "executionReport Trade",
        "fill",
        "fillFee",
        "order Filled",
        "position",
    ]
    report, fill = trail.last("executionReport"), trail.last("fill")
    assert (report["lastQty"], report["cumQty"]) == (1, 1)
    assert (report["lastPx"], report["avgPx"]) == (fill["price"], Decimal("4800.25"))
    assert report["execRefId"] == str(fill["id"])
    assert trail.last("fillFee")["id"] == fill["id"]


async def test_an_order_that_traded_in_part_stays_working(at: Practice) -> None:
    trail = Trail(at)
    await at.place(orderQty=12, orderType="Limit", price=4800.25)
    assert trail.last("order")["ordStatus"] == "Working"
    assert trail.last("executionReport")["cumQty"] == 10


async def test_a_change_is_a_command_and_a_new_version(at: Practice) -> None:
    placed = await at.place(**LIMIT)
    trail = Trail(at)
    answer = await at.post(
        "order/modifyorder", orderId=placed["orderId"], orderQty=2, orderType="Limit", price=4799
    )
    assert trail.short() == [
        "command",
        "commandReport RiskPassed",
        "orderVersion",
        "executionReport Replaced",
    ]
    assert trail.last("command")["commandType"] == "Modify"
    assert trail.last("executionReport")["commandId"] == answer["commandId"]
    assert trail.last("orderVersion")["orderQty"] == 2


async def test_what_the_exchange_refuses_to_change_is_reported(at: Practice) -> None:
    placed = await at.place(**LIMIT)
    trail = Trail(at)
    answer = await at.post(
        "order/modifyorder", orderId=placed["orderId"], orderQty=2, orderType="Limit", price=4799.1
    )
    report = trail.last("commandReport")
    assert answer["failureReason"] == report["rejectReason"] == "InvalidPrice"
    assert (report["commandStatus"], report["ordStatus"]) == ("ExecutionRejected", "Working")


async def test_an_order_that_risk_does_not_pass_is_told_as_rejected(at: Practice) -> None:
    trail = Trail(at)
    await at.place(orderType="Limit")
    assert trail.short() == [
        "order PendingNew",
        "orderVersion",
        "command",
        "commandReport RiskRejected",
        "order Rejected",
    ]
    assert trail.last("commandReport")["text"] == "Price is not specified"


async def test_an_order_from_elsewhere_is_told_like_any_other(at: Practice) -> None:
    trail = Trail(at)
    at.strike("F32", symbol=ES.symbol, order_type="limit", limit_price="4799")
    assert trail.last("order")["ordStatus"] == "Working"
    assert "clOrdId" not in trail.last("command")


async def test_an_order_ended_by_the_exchange_says_why(at: Practice) -> None:
    await at.place(**LIMIT)
    trail = Trail(at)
    at.strike("F25", state="expired", reason="the day is over")
    assert trail.short() == ["executionReport Expired", "order Expired"]
    assert trail.last("executionReport")["text"] == "the day is over"


async def test_an_exit_that_the_exchange_refuses_is_rejected(at: Practice) -> None:
    at.strike("F28")
    trail = Trail(at)
    await at.place(bracket1={"action": "Sell", "orderType": "Limit", "price": 4801})
    report = trail.last("executionReport")
    assert (report["execType"], report["rejectReason"]) == ("Rejected", "OtherExecutionRelated")


async def test_an_execution_is_corrected_and_taken_back(at: Practice) -> None:
    await at.place()
    trail = Trail(at)
    at.strike("F26", price="4801.00")
    corrected = trail.last("fill")
    at.strike("F26")
    reports = [c.entity["execType"] for c in trail.changes if c.kind == "executionReport"]
    assert reports == ["TradeCorrect", "TradeCancel"]
    assert (corrected["price"], corrected["active"]) == (Decimal(4801), True)
    assert trail.last("fill")["active"] is False


async def test_terms_stand_in_the_fields_of_their_type(at: Practice) -> None:
    trail = Trail(at)
    await at.place(orderType="MIT", price=4790, action="Buy")
    assert (trail.last("orderVersion")["price"], "stopPrice" in trail.last("orderVersion")) == (
        Decimal(4790),
        False,
    )
    await at.place(orderType="TrailingStop", action="Sell", pegDifference=5)
    version = trail.last("orderVersion")
    assert (version["stopPrice"], version["pegDifference"]) == (Decimal(4795), Decimal(5))
    await at.place(**LIMIT, timeInForce="GTD", expireTime="2024-03-12T12:00:00.000Z")
    assert trail.last("orderVersion")["expireTime"] == "2024-03-12T12:00:00.000Z"
    assert trail.last("order")["accountId"] == ACCOUNT


async def test_a_note_stays_with_an_order_through_its_versions(at: Practice) -> None:
    trail = Trail(at)
    placed = await at.place(**LIMIT, text="a note")
    change = {"orderId": placed["orderId"], "orderType": "Limit", "price": 4799.5}
    await at.post("order/modifyorder", **change, orderQty=1)
    assert len([each for each in trail.changes if each.kind == "orderVersion"]) == 1
    await at.post("order/modifyorder", **change, orderQty=2)
    assert trail.last("orderVersion")["text"] == "a note"


async def test_a_stop_that_the_market_reaches_is_told_by_what_it_trades(at: Practice) -> None:
    await at.place(orderType="Stop", stopPrice=4801)
    trail = Trail(at)
    at.scene.quote("4801.00", "4801.25")
    assert trail.short() == [
        "executionReport Trade",
        "fill",
        "fillFee",
        "order Filled",
        "position",
    ]


async def test_an_exit_is_suspended_then_works_and_grows_with_its_entry(at: Practice) -> None:
    trail = Trail(at)
    answer = await at.place(
        orderQty=14, bracket1={"action": "Sell", "orderType": "Limit", "price": 4805}
    )
    exit_id = answer["oso1Id"]

    def told(kind: str, name: str) -> list[Any]:
        rows = [change.entity for change in trail.changes if change.kind == kind]
        return [row[name] for row in rows if exit_id in (row["id"], row.get("orderId"))]

    assert told("order", "ordStatus") == ["PendingNew", "Suspended", "Working"]
    at.scene.quote("4800.00", "4800.50")
    assert told("orderVersion", "orderQty") == [14, 10, 14]
    assert told("executionReport", "execType") == ["Suspended", "New", "Replaced"]
