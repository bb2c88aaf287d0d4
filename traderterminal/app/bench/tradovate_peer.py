"""What Tradovate says in a bench."""

import json
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from typing import Any, Final

from traderterminal.app.bench.broker_peer import serve

ACCOUNT: Final = 1_840_001
CONTRACT_ID: Final = 3
ORDER_ID: Final = 9056
_MOMENT: Final = "2026-11-26T15:00:00.123Z"
_ORDER: Final = {
    "id": ORDER_ID,
    "accountId": ACCOUNT,
    "contractId": CONTRACT_ID,
    "timestamp": _MOMENT,
    "action": "Buy",
    "ordStatus": "Working",
}
_COMMAND: Final = {
    "id": 30,
    "orderId": ORDER_ID,
    "timestamp": _MOMENT,
    "commandType": "New",
    "commandStatus": "ExecutionSuccess",
    "clOrdId": "TT0",
}
_ACCOUNT: Final = {
    "id": ACCOUNT,
    "name": "DEMO1840001",
    "userId": 1,
    "accountType": "Customer",
    "active": True,
}
_CONTRACT: Final = {"id": CONTRACT_ID, "name": "MESZ6", "contractMaturityId": 2}
_ANSWERS: Final[Mapping[str, object]] = {
    "auth/accesstokenrequest": {
        "accessToken": "token",
        "mdAccessToken": "market",
        "expirationTime": "2099-01-01T00:00:00.000Z",
        "userId": 1,
        "userStatus": "Active",
        "name": "bench",
        "hasLive": False,
    },
    "authorize": {},
    "account/list": [_ACCOUNT],
    "user/syncrequest": {
        "users": [{"id": 1, "name": "bench"}],
        "accounts": [_ACCOUNT],
        "orders": [_ORDER],
        "commands": [_COMMAND],
        "contracts": [_CONTRACT],
    },
    "contract/find": _CONTRACT,
    "contract/item": _CONTRACT,
    "contractMaturity/item": {
        "id": 2,
        "productId": 1,
        "expirationMonth": 202612,
        "expirationDate": "2026-12-18T22:00Z",
        "isFront": True,
    },
    "product/item": {"id": 1, "name": "MES", "valuePerPoint": 5, "tickSize": 0.25},
    "md/subscribequote": {"mode": "RealTime"},
    "order/placeorder": {"orderId": ORDER_ID},
    "cashBalance/getcashbalancesnapshot": {"totalCashValue": 50_000, "netLiq": 50_000},
}
#: After which requests everything is followed that is to be.
_LAST: Final = frozenset({"user/syncrequest", "md/subscribequote"})


def serve_tradovate(pipe: Connection, quotes: int) -> None:
    """Serve as Tradovate does."""
    serve(_Dialect, pipe, quotes)


class _Talk:
    """A socket: every request is answered."""

    hello = ("o",)

    def __init__(self) -> None:
        self.is_begun = False

    def replies(self, text: str) -> Iterator[str]:
        if text != "[]":
            endpoint, number, _ = text.split("\n", 2)
            self.is_begun = self.is_begun or endpoint in _LAST
            answer = {"s": 200, "i": int(number), "d": _ANSWERS.get(endpoint, [])}
            yield "a" + json.dumps([answer])


class _Dialect:
    def answer(self, path: str) -> Any:
        return _ANSWERS.get(path.partition("?")[0].removeprefix("/"), [])

    def is_market(self, path: str) -> bool:
        return path.startswith("/md")

    def talk(self, path: str) -> _Talk:
        return _Talk()

    def quote(self, number: int) -> str:
        step = number % 2 * 0.25
        entries = {
            "Bid": {"price": 6850.0 + step, "size": 12},
            "Offer": {"price": 6850.25 + step, "size": 9},
            "Trade": {"price": 6850.25, "size": 3},
            "TotalTradeVolume": {"size": 120_000},
            "OpenInterest": {"size": 2_100_000},
            "OpeningPrice": {"price": 6831.5},
            "HighPrice": {"price": 6862.0},
            "LowPrice": {"price": 6820.75},
            "SettlementPrice": {"price": 6830.25},
        }
        quote = {"timestamp": _MOMENT, "contractId": CONTRACT_ID, "entries": entries}
        return _event("md", {"quotes": [quote]})

    def order(self, told_us: int) -> str:
        version = {
            "id": 20,
            "orderId": ORDER_ID,
            "orderQty": told_us,
            "orderType": "Limit",
            "price": 6800,
            "timeInForce": "Day",
        }
        told = {"entityType": "orderVersion", "eventType": "Updated", "entity": version}
        return _event("props", told)


def _event(kind: str, data: object) -> str:
    return "a" + json.dumps([{"e": kind, "d": data}], separators=(",", ":"))
