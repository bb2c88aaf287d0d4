"""Entities of Tradovate as it sends them, for tests: one account, one contract, one order."""

from decimal import Decimal
from typing import Any, Final

NOON: Final = "2024-01-02T12:00:00.000Z"
ACCOUNT_ID, CONTRACT_ID, ORDER_ID = 101, 3, 7
PRODUCT: Final[dict[str, Any]] = {
    "id": 1,
    "name": "ES",
    "valuePerPoint": 50,
    "tickSize": Decimal("0.25"),
}
MATURITY: Final[dict[str, Any]] = {
    "id": 2,
    "productId": 1,
    "expirationMonth": 202403,
    "expirationDate": "2024-03-15T22:00Z",
    "isFront": True,
}
CONTRACT: Final[dict[str, Any]] = {"id": CONTRACT_ID, "name": "ESH4", "contractMaturityId": 2}


def props(kind: str, change: str = "Created", **entity: Any) -> dict[str, Any]:
    """Return the data of a props event."""
    return {"entityType": kind, "eventType": change, "entity": entity}


def order(change: str = "Created", **changes: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": ORDER_ID,
        "accountId": ACCOUNT_ID,
        "contractId": CONTRACT_ID,
        "timestamp": NOON,
        "action": "Buy",
        "ordStatus": "Working",
    }
    return props("order", change, **told | changes)


def version(number: int = 20, **changes: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": number,
        "orderId": ORDER_ID,
        "orderQty": 2,
        "orderType": "Limit",
        "price": 4790,
        "timeInForce": "Day",
    }
    return props("orderVersion", **told | changes)


def command(number: int = 30, kind: str = "New", **changes: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": number,
        "orderId": ORDER_ID,
        "timestamp": NOON,
        "commandType": kind,
        "commandStatus": "RiskPassed",
        "clOrdId": "TT1" if kind == "New" else None,
    }
    return props("command", **told | changes)


def report(number: int, status: str = "RiskRejected", **changes: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"id": number + 100, "commandId": number, "commandStatus": status}
    return props("commandReport", **told | changes)


def fill(number: int = 40, change: str = "Created", **changes: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": number,
        "orderId": ORDER_ID,
        "contractId": CONTRACT_ID,
        "timestamp": NOON,
        "action": "Buy",
        "qty": 2,
        "price": 4790,
        "active": True,
    }
    return props("fill", change, **told | changes)
