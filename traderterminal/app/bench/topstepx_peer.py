"""What TopstepX says in a bench."""

import json
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from typing import Any, Final

from traderterminal.app.bench.broker_peer import serve

CONTRACT: Final = "CON.F.US.MES.Z26"
ACCOUNT: Final = 465_001
_MOMENT: Final = "2026-11-26T15:00:00.123456+00:00"
_END: Final = "\x1e"
_CONTRACT: Final = {
    "id": CONTRACT,
    "name": "MESZ6",
    "tickSize": 0.25,
    "tickValue": 1.25,
    "activeContract": True,
}
_ANSWERS: Final[Mapping[str, Mapping[str, object]]] = {
    "/api/Auth/loginKey": {"token": "a.b.c"},
    "/api/Account/search": {
        "accounts": [{"id": ACCOUNT, "name": "BENCH", "canTrade": True, "simulated": True}]
    },
    "/api/Contract/search": {"contracts": [_CONTRACT]},
    "/api/Contract/searchById": {"contract": _CONTRACT},
    "/api/Order/place": {"orderId": 9056},
}


def serve_topstepx(pipe: Connection, quotes: int) -> None:
    """Serve as TopstepX does."""
    serve(_Dialect, pipe, quotes)


class _Talk:
    """A hub: every call is completed."""

    hello = ()

    def __init__(self, calls: int) -> None:
        self._open_calls = calls

    @property
    def is_begun(self) -> bool:
        return not self._open_calls

    def replies(self, text: str) -> Iterator[str]:
        for record in text.split(_END)[:-1]:
            said = json.loads(record)
            if "protocol" in said:
                yield "{}" + _END
            elif said["type"] == 1:
                self._open_calls -= 1
                answer = {"type": 3, "invocationId": said["invocationId"], "result": None}
                yield json.dumps(answer) + _END


class _Dialect:
    def answer(self, path: str) -> Any:
        return {**_ANSWERS.get(path, {}), "success": True, "errorCode": 0, "errorMessage": None}

    def is_market(self, path: str) -> bool:
        return "/market" in path

    def talk(self, path: str) -> _Talk:
        return _Talk(3 if self.is_market(path) else 2)

    def quote(self, number: int) -> str:
        step = number % 2 * 0.25
        quote = {
            "symbol": "F.US.MES",
            "symbolName": "MESZ6",
            "lastPrice": 6850.25,
            "bestBid": 6850.0 + step,
            "bestAsk": 6850.25 + step,
            "change": 12.5,
            "changePercent": 0.0018,
            "volume": 120_000 + number,
            "lastUpdated": _MOMENT,
            "timestamp": _MOMENT,
        }
        return _invocation("GatewayQuote", CONTRACT, quote)

    def order(self, told_us: int) -> str:
        order = {
            "id": 9056,
            "accountId": ACCOUNT,
            "contractId": CONTRACT,
            "creationTimestamp": _MOMENT,
            "status": 1,
            "type": 1,
            "side": 0,
            "size": told_us,
            "limitPrice": 6800.0,
        }
        return _invocation("GatewayUserOrder", {"action": 1, "data": order})


def _invocation(target: str, *arguments: object) -> str:
    record = {"type": 1, "target": target, "arguments": arguments}
    return json.dumps(record, separators=(",", ":")) + _END
