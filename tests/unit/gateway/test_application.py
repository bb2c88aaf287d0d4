"""Who answers which address, and when the web framework is loaded."""

import asyncio
import gc
import inspect
import json
import weakref
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from tests.support.gateway_services import Gateway, call, http_scope
from traderterminal.gateway import stream
from traderterminal.gateway.answers import App
from traderterminal.gateway.application import Application
from traderterminal.gateway.webhook import Keys

API, UDF, SECRET = "a" * 40, "u" * 40, "s" * 40
HOST = (b"host", b"127.0.0.1:8765")


class Counting(Application):
    """Counts how often the framework is built, and sees the API that is."""

    built = 0
    during: Callable[[], object] = staticmethod(lambda: None)
    api: "weakref.ref[object] | None" = None

    def _build(self) -> App:
        self.built += 1
        self.during()
        framed = super()._build()
        self.api = weakref.ref(inspect.getclosurevars(framed).nonlocals["api"])
        return framed


@pytest_asyncio.fixture
async def served() -> AsyncIterator[Counting]:
    gateway = Gateway()
    await gateway.paper.open()
    yield Counting(
        gateway.services,
        api_token=API,
        udf_token=UDF,
        keys=Keys(SECRET, "r" * 40),
        origins=["https://charts.example"],
        rate_per_s=100,
        burst=200,
        read_page=lambda name: f"/* {name} */".encode(),
    )
    await gateway.paper.tasks.aclose()


def bearer(token: str) -> list[tuple[bytes, bytes]]:
    return [HOST, (b"authorization", f"Bearer {token}".encode())]


@pytest.mark.parametrize(
    ("path", "token", "status"),
    [
        ("/health", "", 200),
        ("/api/v1/health", API, 200),
        ("/api/v1/health", UDF, 401),
        ("/openapi.json", API, 200),
        ("/udf/time", UDF, 200),
        ("/udf/time", API, 401),
        ("/", API, 404),
        ("/webhookish", API, 404),
        ("/api/v1/webhook/tradingview", API, 404),
        ("/webhook/tradingview", "", 405),  # GET
        (f"/webhook/tradingview/{SECRET}", "", 405),
    ],
)
async def test_each_address_has_its_answer(
    served: Counting, path: str, token: str, status: int
) -> None:
    found, sent = await call(served, http_scope(path, bearer(token)))
    assert found == status
    assert json.loads(sent[1]["body"])


async def test_the_page_and_its_files_need_no_token(served: Counting) -> None:
    for path in ("/chart", "/chart/page.js"):
        found, _ = await call(served, http_scope(path, [HOST]))
        assert found == 200
    found, _ = await call(served, http_scope("/charts", [HOST]))
    assert found == 404


async def test_an_alert_does_not_wait_for_the_framework(served: Counting) -> None:
    body = b'{"action":"heartbeat","symbol":"ES1!","id":"1"}'
    scope = http_scope(f"/webhook/tradingview/{SECRET}", [HOST], "POST")
    status, sent = await call(served, scope, body)
    assert status == 202
    assert json.loads(sent[1]["body"])["status"] == "accepted"
    assert served.built == 0


async def test_the_framework_is_loaded_once_however_many_ask(served: Counting) -> None:
    asked = [call(served, http_scope("/health", [HOST])) for _ in range(5)]
    await asyncio.gather(served.warm_up(), *asked)
    await served.warm_up()
    assert served.built == 1


@pytest.mark.parametrize("is_early", [False, True])
async def test_nothing_keeps_what_answered_once_it_is_closed(
    served: Counting, is_early: bool
) -> None:
    if is_early:  # a window that is closed at once
        served.during = served.close
    await call(served, http_scope("/api/v1/health", bearer(API)))
    served.close()
    for _ in range(100):  # the thread that built it lets go of it, some time
        await asyncio.to_thread(gc.collect)
        if served.api is not None and served.api() is None:
            return
    raise AssertionError("the API is still there")


@pytest.mark.parametrize("path", ["/", "/stream", "/api/v1/orders", "/webhook/tradingview"])
async def test_a_websocket_anywhere_else_is_closed(served: Counting, path: str) -> None:
    _, sent = await call(served, http_scope(path, [HOST], kind="websocket"))
    assert sent == [{"type": "websocket.close", "code": stream.POLICY_VIOLATION}]
    assert served.built == 0


async def test_the_stream_asks_for_its_token(served: Counting) -> None:
    scope = http_scope(stream.PATH, [HOST], kind="websocket")
    _, sent = await call(served, scope)
    assert sent[0]["type"] == "websocket.close"
    assert served.built == 0
