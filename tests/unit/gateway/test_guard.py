"""What the guard lets through, before anything of a body is read."""

import json
from collections.abc import Sequence

import pytest

from tests.support.gateway_services import call, http_scope
from traderterminal.gateway.answers import Event, Receive, Scope, Send, send_json
from traderterminal.gateway.guard import BODY_LIMIT, HEADER_LIMIT, Admission, Guard

PORT = 8765
OWN = (b"host", b"127.0.0.1:8765")
TUNNEL = (b"host", b"alerts.example.com")
PAGE = "https://charts.example"
ADMISSION = Admission(PORT, frozenset({"alerts.example.com"}), frozenset({PAGE}))
Header = tuple[bytes, bytes]


class Behind:
    """An application that reads its body and notes what reached it."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            event = await receive()
            body += event.get("body", b"")
            more = event.get("more_body", False)
        self.bodies.append(body)
        await send_json(send, 200, {})


async def answer(path: str, *headers: Header, body: Sequence[bytes] = ()) -> tuple[int, str]:
    behind = Behind()
    status, sent = await call(Guard(behind, ADMISSION), http_scope(path, headers), *body)
    assert bool(behind.bodies) == (status == 200)
    if status == 200:
        return status, ""
    return status, str(json.loads(sent[1]["body"])["error"]["code"])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]", "[::1]:8765"]
)
async def test_its_own_names_are_admitted_with_its_own_port(host: str) -> None:
    assert await answer("/health", (b"host", host.encode())) == (200, "")


FOREIGN = [
    *("", "evil.example", "127.0.0.1:1", "127.0.0.1:", "[::2]", "127.0.0.2"),
    "0.0.0.0",  # noqa: S104 - a name that is refused, not an address to bind
    *("evil@127.0.0.1", "127.0.0.1/evil", "127.0.0.1?evil", "127.0.0.1#evil", "127.0.0.1\\evil"),
    *("127.0.0.1.evil.example", "localhost.", "127.0.0.1, evil.example", " 127.0.0.1", "\xff"),
]


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/health", "/webhook/tradingview"])
async def test_any_other_name_is_refused(host: str, path: str) -> None:
    assert await answer(path, (b"host", host.encode("latin-1"))) == (421, "unknown_host")


async def test_no_name_and_two_names_are_refused() -> None:
    assert await answer("/health") == (421, "unknown_host")
    assert await answer("/health", OWN, OWN) == (421, "unknown_host")


async def test_a_tunnels_name_reaches_the_webhook_alone() -> None:
    assert await answer("/webhook/tradingview", TUNNEL) == (200, "")
    for path in ("/health", "/api/v1/accounts", "/udf/config", "/openapi.json", "/webhookx"):
        assert await answer(path, TUNNEL) == (404, "not_found"), path


@pytest.mark.parametrize("name", [b"x-forwarded-for", b"cf-connecting-ip", b"forwarded"])
async def test_what_came_through_a_tunnel_reaches_the_webhook_alone(name: bytes) -> None:
    assert await answer("/webhook/tradingview", OWN, (name, b"1.2.3.4")) == (200, "")
    assert await answer("/api/v1/accounts", OWN, (name, b"1.2.3.4")) == (404, "not_found")


BROWSER = [
    (b"origin", b"null"),
    (b"origin", b"http://127.0.0.1:8765"),
    (b"referer", b"http://127.0.0.1:8765/"),
    (b"cookie", b"a=b"),
    (b"sec-fetch-site", b"none"),
    (b"sec-fetch-dest", b"empty"),
]


@pytest.mark.parametrize("header", BROWSER)
async def test_nothing_of_a_browser_reaches_the_webhook(header: Header) -> None:
    assert await answer("/webhook/tradingview", OWN, header) == (403, "browser_origin")


SAME = (b"sec-fetch-site", b"same-origin")


@pytest.mark.parametrize("path", ["/api/v1/accounts", "/udf/config"])
@pytest.mark.parametrize(
    "headers",
    [
        [SAME],
        [(b"sec-fetch-site", b"none")],
        [SAME, (b"origin", b"http://127.0.0.1:8765")],
        [SAME, (b"origin", b"http://localhost:8765"), (b"referer", b"http://localhost:8765/chart")],
    ],
)
async def test_our_own_page_reaches_what_needs_a_token(path: str, headers: list[Header]) -> None:
    assert await answer(path, OWN, *headers) == (200, "")


FOREIGN_PAGES: list[list[Header]] = [
    [(b"origin", b"https://evil.example")],
    [SAME, (b"origin", b"https://evil.example")],
    [SAME, (b"origin", b"http://127.0.0.1:1")],
    [SAME, (b"origin", b"https://127.0.0.1:8765")],
    [SAME, (b"origin", b"null")],
    [SAME, (b"origin", b"http://127.0.0.1:8765"), (b"origin", b"https://evil.example")],
    [(b"sec-fetch-site", b"cross-site")],
    [(b"sec-fetch-site", b"same-site")],
    [(b"sec-fetch-mode", b"no-cors")],
    [(b"cookie", b"a=b")],
]


@pytest.mark.parametrize("path", ["/api/v1/accounts", "/udf/config", "/health"])
@pytest.mark.parametrize("headers", FOREIGN_PAGES)
async def test_a_foreign_page_reaches_nothing(path: str, headers: list[Header]) -> None:
    assert await answer(path, OWN, *headers) == (403, "browser_origin")


@pytest.mark.parametrize(
    ("origin", "kind", "status"),
    [
        ("http://127.0.0.1:8765", "websocket", 200),
        ("http://127.0.0.1:8765", "http", 403),
        ("http://127.0.0.1:1", "websocket", 403),
        ("https://evil.example", "websocket", 403),
        ("null", "websocket", 403),
    ],
)
async def test_a_websocket_of_a_browser_is_known_by_its_origin_alone(
    origin: str, kind: str, status: int
) -> None:
    reached: list[str] = []

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope["type"])
        await send_json(send, 200, {})

    headers = [OWN, (b"origin", origin.encode()), (b"cookie", b"a=b")]
    await call(Guard(behind, ADMISSION), http_scope("/api/v1/stream", headers, kind=kind))
    assert reached == ([kind] if status == 200 else [])


async def test_a_page_of_the_settings_reaches_the_data_feed_alone() -> None:
    page = ((b"origin", PAGE.encode()), (b"sec-fetch-site", b"cross-site"))
    assert await answer("/udf/config", OWN, *page) == (200, "")
    for path in ("/api/v1/accounts", "/webhook/tradingview", "/health"):
        assert await answer(path, OWN, *page) == (403, "browser_origin"), path


@pytest.mark.parametrize("length", [b"65537", b"9" * 30, b"-1", b"1e3", b""])
async def test_a_body_announced_too_large_is_not_read(length: bytes) -> None:
    announced = (b"content-length", length)
    assert await answer("/webhook/tradingview", OWN, announced) == (413, "too_large")


async def test_a_body_that_grows_too_large_is_refused_whatever_was_announced() -> None:
    small = (b"content-length", b"10")
    full = [b"x" * BODY_LIMIT]
    assert await answer("/webhook/tradingview", OWN, small, body=full) == (200, "")
    assert await answer("/webhook/tradingview", OWN, small, body=[*full, b"x"]) == (
        413,
        "too_large",
    )


async def test_an_answer_of_the_application_to_too_large_a_body_is_kept_back() -> None:
    async def hasty(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await receive()
        except Exception:  # noqa: BLE001 - as frameworks do
            await send_json(send, 400, {})

    status, sent = await call(Guard(hasty, ADMISSION), http_scope(), b"x" * (BODY_LIMIT + 1))
    assert status == 413
    assert len(sent) == 2


async def test_headers_have_a_limit() -> None:
    assert await answer("/health", OWN, (b"x", b"y" * (HEADER_LIMIT - 100))) == (200, "")
    assert await answer("/health", OWN, (b"x", b"y" * HEADER_LIMIT)) == (431, "headers_too_large")


async def test_a_refused_websocket_is_never_opened() -> None:
    async def unreached(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("the guard let it through")

    headers = [OWN, (b"origin", b"https://evil.example")]
    _, sent = await call(Guard(unreached, ADMISSION), http_scope("/s", headers, kind="websocket"))
    expected: Event = {"type": "websocket.close", "code": 1008, "reason": "browser_origin"}
    assert sent == [expected]
