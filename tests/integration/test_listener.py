"""The listener over real sockets: who is let in, who is kept out, and what no request can break."""

import hashlib
import hmac
import json
import socket
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from tests.support.running_engine import RunningEngine, running_engine

BUY = '{"symbol":"ES1!","action":"buy","quantity":1,"id":"%s"}'


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    folder = tmp_path_factory.mktemp("engine")
    (folder / "config.toml").write_text(
        '[webhook]\nhosts = ["alerts.example.com"]\nrate_per_s = 100000\nburst = 100000\n'
    )
    with running_engine(folder, "--market", "sim", "--seed", "1") as made:
        made.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        yield made


def raw(engine: RunningEngine) -> httpx.Client:
    return httpx.Client(base_url=engine.runtime["url"], trust_env=False, timeout=20.0)


def code(answer: httpx.Response) -> str:
    return str(answer.json()["error"]["code"])


SECRET_FIELDS = ["secret", "passphrase", "token", "key"]


@pytest.mark.parametrize("field", SECRET_FIELDS)
def test_a_secret_in_the_body_proves_the_alert(engine: RunningEngine, field: str) -> None:
    body = {"symbol": "ES1!", "action": "heartbeat", "id": f"body-{field}"}
    answer = engine.alert(
        json.dumps(body | {field: engine.runtime["webhook_secret"]}), "/webhook/tradingview"
    )
    assert answer.status_code == 202
    stored = engine.get(f"/alerts/{answer.json()['alert_id']}")
    assert engine.runtime["webhook_secret"] not in json.dumps(stored)


@pytest.mark.parametrize("secret", ["", "wrong", "ünïcode", "x" * 5000, "\ud800"])
def test_a_wrong_secret_is_refused(engine: RunningEngine, secret: str) -> None:
    body = json.dumps({"symbol": "ES1!", "action": "buy", "secret": secret})
    answer = engine.alert(body, "/webhook/tradingview")
    assert answer.status_code in (401, 429)


def signed(engine: RunningEngine, body: str, at: int, nonce: str, key: str = "") -> dict[str, str]:
    relay_key = key or engine.runtime["relay_key"]
    text = f"{at}.{nonce}.{body}".encode()
    signature = hmac.new(relay_key.encode(), text, hashlib.sha256).hexdigest()
    return {
        "X-TT-Timestamp": str(at),
        "X-TT-Nonce": nonce,
        "X-TT-Signature": f"sha256={signature}",
    }


def now() -> int:
    return int(time.time())  # noqa: TID251 - the relay's own clock


def test_a_relay_proves_itself_by_its_signature_once(engine: RunningEngine) -> None:
    body, other = BUY % "relay", BUY % "relay-2"
    with raw(engine) as client:

        def post(text: str, headers: dict[str, str]) -> httpx.Response:
            return client.post("/webhook/tradingview", content=text, headers=headers)

        headers = signed(engine, body, now(), "nonce-1")
        first = post(body, headers)
        assert first.status_code == 202
        again = post(body, headers)
        assert (again.status_code, again.json()["alert_id"]) == (200, first.json()["alert_id"])
        replayed = post(other, signed(engine, other, now(), "nonce-1"))
        assert (replayed.status_code, code(replayed)) == (403, "replayed")
        old = post(body, signed(engine, body, now() - 60, "nonce-2"))
        assert (old.status_code, code(old)) == (403, "stale_signature")
        forged = post(body, signed(engine, body, now(), "nonce-3", key="another"))
        assert forged.status_code in (401, 429)


BROWSER = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Referer": "https://evil.example/page"},
    {"Cookie": "a=b"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Mode": "no-cors"},
]


@pytest.mark.parametrize("headers", BROWSER, ids=lambda h: next(iter(h)))
def test_what_only_a_browser_sends_is_refused_at_the_webhook(
    engine: RunningEngine, headers: dict[str, str]
) -> None:
    with raw(engine) as client:
        answer = client.post(engine.runtime["webhook_path"], content=BUY % "b", headers=headers)
    assert (answer.status_code, code(answer)) == (403, "browser_origin")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "[::2]", "127.0.0.1:1", ""])
def test_a_foreign_host_name_is_refused_and_the_setting_named(
    engine: RunningEngine, host: str
) -> None:
    with raw(engine) as client:
        answer = client.get("/health", headers={"Host": host})
    assert answer.status_code == 421
    assert code(answer) == "unknown_host"
    assert "[webhook]" in answer.json()["error"]["message"]


def test_behind_a_tunnel_only_the_webhook_answers(engine: RunningEngine) -> None:
    tunnel = {"Host": "alerts.example.com"}
    token = {"Authorization": f"Bearer {engine.runtime['api_token']}"}
    with raw(engine) as client:
        hook = client.post(
            engine.runtime["webhook_path"],
            content='{"action":"heartbeat","symbol":"ES1!","id":"tunnel"}',
            headers=tunnel,
        )
        assert hook.status_code == 202
        assert client.get("/api/v1/accounts", headers=tunnel | token).status_code == 404
        for name in ("X-Forwarded-For", "CF-Connecting-IP", "Forwarded"):
            answer = client.get("/api/v1/accounts", headers=token | {name: "1.2.3.4"})
            assert answer.status_code == 404, name


def test_the_api_needs_its_token_and_a_page_cannot_use_it(engine: RunningEngine) -> None:
    token = {"Authorization": f"Bearer {engine.runtime['api_token']}"}
    with raw(engine) as client:
        assert client.get("/api/v1/accounts").status_code == 401
        assert client.get("/openapi.json").status_code == 401
        wrong = {"Authorization": f"Bearer {engine.runtime['udf_token']}"}
        assert client.get("/api/v1/accounts", headers=wrong).status_code == 401
        page = token | {"Origin": "https://evil.example"}
        assert client.get("/api/v1/accounts", headers=page).status_code == 403
        assert client.get("/api/v1/accounts", headers=token).status_code == 200
        assert client.get("/health").json()["status"] == "ok"


def test_a_body_over_the_limit_is_refused_however_it_is_sent(engine: RunningEngine) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * 8192

    path = engine.runtime["webhook_path"]
    with raw(engine) as client:
        assert client.post(path, content=b"x" * 70_000).status_code == 413
        assert client.post(path, content=pieces()).status_code == 413
        at_the_limit = client.post(path, content=b" " * 65_536)
        assert at_the_limit.status_code == 400


UNREADABLE = [
    b"",
    b"{",
    b'{"symbol":"ES1!","action":"buy","quantity":1e400}',
    b'{"symbol":"ES1!","action":"buy","quantity":' + b"9" * 5000 + b"}",
    b'{"symbol":"ES1!","symbol":"NQ1!","action":"buy"}',
    b"[" * 1000 + b"]" * 1000,
    b'{"symbol":"\\ud800","action":"buy"}',
    b'{"symbol":"ES1!","action":"buy","quantity":NaN}',
    b'{"symbol":"ES1!","action":"buy","quantity":"0"}',
    b'{"symbol":"ES1!","action":"buy","quantity":-1}',
    b'{"symbol":"XYZ!","action":"buy"}',
    b'{"symbol":"ES1!","action":"{{strategy.order.action}}"}',
    b'{"symbol":"ES1!"}',
    b"\xff\xfe\x00",
    b"hello",
]


@pytest.mark.parametrize("body", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_bad_body_is_refused_with_its_reason_and_never_trades(
    engine: RunningEngine, body: bytes
) -> None:
    before = engine.get("/orders?limit=1000")["items"]
    answer = engine.alert(body)
    assert answer.status_code in (400, 422)
    assert code(answer) in ("unparseable", "not_tradeable")
    assert answer.json()["error"]["message"]
    stored = engine.get(f"/alerts/{answer.json()['alert_id']}")
    assert stored["status"] == "rejected"
    assert stored["reason"]
    assert engine.get("/orders?limit=1000")["items"] == before


def test_slow_connections_are_closed_and_do_not_keep_others_waiting(
    engine: RunningEngine,
) -> None:
    host, port = engine.runtime["url"].removeprefix("http://").split(":")
    slow: list[socket.socket] = []
    head = f"POST /webhook/tradingview HTTP/1.1\r\nHost: {host}:{port}\r\n".encode()
    for number in range(200):
        made = socket.create_connection((host, int(port)), timeout=10)
        made.sendall(head if number % 2 else head + b"Content-Length: 100\r\n\r\n{")
        slow.append(made)
    with raw(engine) as client:
        slowest = 0.0
        for _ in range(20):
            start = time.perf_counter()
            assert client.get("/health").status_code == 200
            slowest = max(slowest, time.perf_counter() - start)
    assert slowest < 1.0
    for made in slow:
        made.settimeout(8)
        try:
            while made.recv(4096):
                pass
        except ConnectionResetError:
            pass  # closed without a word, as it should be
        made.close()


def test_the_stream_tells_of_orders_fills_and_quotes_in_order(engine: RunningEngine) -> None:
    url = engine.runtime["url"].replace("http", "ws") + "/api/v1/stream"
    bearer = {"Authorization": f"Bearer {engine.runtime['api_token']}"}
    with connect(url, additional_headers=bearer, proxy=None) as stream:
        stream.send(json.dumps({"subscribe": ["orders", "fills", "quotes:ES1!"]}))
        stream.send('{"subscribe": ["nothing"]}')  # its refusal says that the first was read
        while "error" not in json.loads(stream.recv(timeout=10)):
            pass
        order = {"account": "paper_simulator", "symbol": "ES1!", "side": "buy", "quantity": "1"}
        placed = engine.post("/orders", order, status=202)
        seen: list[dict[str, Any]] = []
        while not any(m["channel"] == "fills" for m in seen):
            seen.append(json.loads(stream.recv(timeout=10)))
    statuses = [m["data"]["status"] for m in seen if m["channel"] == "orders"]
    assert statuses == ["sending", "accepted", "filled"]
    numbers = [m["seq"] for m in seen if m["channel"] == "orders"]
    assert numbers == [1, 2, 3]
    assert seen[-1]["data"]["order_id"] == placed["order_id"]


def test_a_stream_ticket_opens_the_stream_once(engine: RunningEngine) -> None:
    url = engine.runtime["url"].replace("http", "ws") + "/api/v1/stream"
    ticket = engine.post("/stream-ticket", {})["ticket"]
    with connect(f"{url}?ticket={ticket}", proxy=None) as stream:
        stream.send('{"subscribe": ["nothing"]}')
        assert "error" in json.loads(stream.recv(timeout=5))
    for address in (f"{url}?ticket={ticket}", url):
        with pytest.raises(Exception, match="403"), connect(address, proxy=None):
            pass


#: Options that nobody quotes in the simulated market.
PACKAGE = [
    {"symbol": "AAPL  991217C00180000", "side": "buy"},
    {"symbol": "AAPL  991217C00185000", "side": "sell", "ratio": 1},
]
ORDER = {"account": "paper_simulator", "symbol": "ES1!", "side": "buy", "quantity": "1"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"quantity": "101"}, "max_order_quantity"),
        ({"quantity": 1.5}, "odd_lot"),
        ({"symbol": "XYZW"}, "unknown_symbol"),
        ({"account": "nobody"}, "account_unknown"),
        ({"order_type": "limit", "limit_price": "1.10"}, "off_tick"),
        ({"order_type": "trailing_stop"}, "invalid_request"),
        ({"legs": [{"symbol": "ES", "side": "buy", "ratio": 1}]}, "invalid_request"),
        (
            {"legs": [{"symbol": "ES", "side": "buy"}, {"symbol": "NQ", "side": "sell"}]},
            "unsupported",
        ),
        ({"legs": PACKAGE, "side": None}, "invalid_request"),
        ({"legs": PACKAGE, "account": "", "account_group": "paper_simulator"}, "unsupported"),
        ({"order_type": "limit"}, "invalid_request"),
        ({"side": None}, "invalid_request"),
        ({"quantity": "NaN"}, "invalid_request"),
        ({"quantity": "1e30"}, "invalid_request"),
        ({"unknown_key": 1}, "invalid_request"),
        ({"intent": "close"}, "invalid_request"),
    ],
)
def test_a_refused_order_names_its_rule(
    engine: RunningEngine, changes: dict[str, Any], expected: str
) -> None:
    answer = engine.client.post("/api/v1/orders", json=ORDER | changes)
    assert (answer.status_code, code(answer)) == (422, expected)


def test_a_package_without_quotes_is_refused_with_the_leg_that_lacks_one(
    engine: RunningEngine,
) -> None:
    answer = engine.client.post("/api/v1/orders", json=ORDER | {"legs": PACKAGE})
    assert (answer.status_code, code(answer)) == (422, "stale_quote")
    assert "AAPL  991217C00180000" in answer.json()["error"]["message"]
    one, other = engine.get("/orders?limit=2")["items"][::-1]
    assert other["parent_id"] == one["order_id"]
    assert one["package"] == {"legs": 2, "ratio": 1, "net_limit": None}


def contract(engine: RunningEngine, right: str, day: int, strike: int) -> str:
    """A listed option; days are counted from the first one, strikes from the middle."""
    chain = [one for one in engine.get("/options?symbol=SPY")["items"] if one["right"] == right]
    expiry = sorted({one["expiry"] for one in chain})[day]
    there = [one["symbol"] for one in chain if one["expiry"] == expiry]
    symbol: str = there[len(there) // 2 + strike]
    return symbol


@pytest.mark.parametrize(
    "package",
    [
        [("call", 2, 0, "buy"), ("call", 2, 2, "sell")],
        [("put", 2, 0, "sell"), ("put", 3, 0, "buy")],
        [
            *(("put", 3, -6, "buy"), ("put", 3, -4, "sell")),
            *(("call", 3, 4, "sell"), ("call", 3, 6, "buy")),
        ],
    ],
    ids=["vertical", "calendar", "iron condor"],
)
def test_packages_of_options_trade_on_a_first_start(
    engine: RunningEngine, package: list[tuple[str, int, int, str]]
) -> None:
    legs = [
        {"symbol": contract(engine, right, day, strike), "side": side}
        for right, day, strike, side in package
    ]
    first = engine.post("/orders", ORDER | {"symbol": "SPY", "legs": legs}, status=202)
    family = [first["order_id"], *(o["order_id"] for o in engine.get("/orders")["items"])]
    fills = [fill for fill in engine.get("/fills")["items"] if fill["order_id"] in family]
    traded = {(fill["symbol"], fill["side"], fill["quantity"]) for fill in fills[: len(legs)]}
    assert traded == {(leg["symbol"], leg["side"], "1") for leg in legs}
    assert all("with all legs of its package" in fill["why_text"] for fill in fills[: len(legs)])


def test_the_same_client_order_id_is_one_order(engine: RunningEngine) -> None:
    body = ORDER | {"client_order_id": "mine-1"}
    first = engine.post("/orders", body, status=202)
    assert engine.post("/orders", body, status=202)["order_id"] == first["order_id"]
    other = engine.client.post("/api/v1/orders", json=body | {"quantity": "2"})
    assert (other.status_code, code(other)) == (409, "client_order_id_reused")


def test_prices_are_never_read_through_a_float(engine: RunningEngine) -> None:
    text = '{"account":"paper_simulator","symbol":"BTCUSD","side":"buy","quantity":0.00003}'
    answer = engine.client.post(
        "/api/v1/orders", content=text, headers={"Content-Type": "application/json"}
    )
    assert answer.json()["quantity"] == "0.00003"


def test_every_address_answers_without_a_server_error(engine: RunningEngine) -> None:
    schema = engine.client.get("/openapi.json").json()
    odd = ["", "\x00", "💥", "-1", "1e999", "a" * 200, "null", "[]", "../../etc"]
    for path, methods in schema["paths"].items():
        for method in methods:
            for value in odd:
                address = path.replace("{", "").replace("}", "")
                query = {"limit": value, "cursor": value, "symbol": value, "from": value}
                answer = engine.client.request(
                    method, address, params=query, content=json.dumps({"x": value})
                )
                assert answer.status_code < 500, (method, path, value, answer.text)


def test_flatten_and_reset_end_with_nothing_held(engine: RunningEngine) -> None:
    engine.post("/orders", ORDER, status=202)
    engine.post("/accounts/paper_simulator/flatten", {})
    engine.until("/positions", lambda found: all(float(p["quantity"]) == 0 for p in found["items"]))
    account = engine.post("/accounts/paper_simulator/reset", {"cash": "5000.50"})
    assert account["cash"] == "5000.50"
    assert engine.get("/trades")["items"] == []


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", None])
def test_a_body_is_json_whatever_it_is_called(engine: RunningEngine, kind: str | None) -> None:
    headers = {"Authorization": f"Bearer {engine.runtime['api_token']}"}
    if kind is not None:
        headers["Content-Type"] = kind
    body = '{"account":"paper_simulator","symbol":"ES","side":"buy","quantity":101}'
    with httpx.Client(base_url=engine.runtime["url"], trust_env=False) as client:
        answer = client.post("/api/v1/orders", content=body, headers=headers)
    assert answer.json()["error"]["code"] == "max_order_quantity", answer.text


def test_a_stop_on_the_wrong_side_is_told_the_market_not_itself(engine: RunningEngine) -> None:
    quote = engine.client.get("/api/v1/quotes", params={"symbols": "ES"}).json()["items"][0]
    below = str(Decimal(quote["bid"]) - 10)
    answer = engine.client.post(
        "/api/v1/orders", json=ORDER | {"order_type": "stop", "stop_price": below}
    )
    error = answer.json()["error"]
    assert error["measured"] == below
    assert f"stop at {Decimal(below):,.2f}" in error["message"]
    assert f"market at {Decimal(error['limit']):,.2f}" in error["message"]


def test_a_bracket_protects_what_was_filled_and_goes_with_the_position(
    engine: RunningEngine,
) -> None:
    bracket = {"take_profit": {"ticks": 40}, "stop_loss": {"ticks": 40}}
    entry = engine.post("/orders", ORDER | {"symbol": "NQ", "bracket": bracket}, status=202)

    def working() -> list[dict[str, Any]]:
        items = engine.get("/orders?symbol=NQ&status=accepted")["items"]
        return [order for order in items if order["parent_id"] == entry["order_id"]]

    engine.until("/orders?symbol=NQ&status=accepted", lambda _: len(working()) == 2)
    assert {(order["side"], order["order_type"]) for order in working()} == {
        ("sell", "limit"),
        ("sell", "stop"),
    }
    closing = {"account": "paper_simulator", "symbol": "NQ", "intent": "close"}
    engine.post("/orders", closing, status=202)
    engine.until("/orders?symbol=NQ&status=accepted", lambda _: not working())
