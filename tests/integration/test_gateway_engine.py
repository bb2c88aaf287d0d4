"""The gateway over a running engine: the data feed's own sequence, and a fuzzer on the schema."""

import json
import random
import string
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from pydantic import BaseModel
from websockets.sync.client import connect

from tests.support.gateway_services import bearer
from tests.support.running_engine import RunningEngine, running_engine
from traderterminal.gateway import models

REQUESTS = 1_500
PAGE = "https://charts.example"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    folder = tmp_path_factory.mktemp("engine")
    (folder / "config.toml").write_text(f'[api]\norigins = ["{PAGE}"]\n')
    with running_engine(folder, "--market", "sim", "--seed", "1") as made:
        made.until("/quotes?symbols=ES", lambda found: found["items"][0]["last"])
        yield made


def udf(engine: RunningEngine, path: str, **query: Any) -> Any:
    with httpx.Client(base_url=engine.runtime["url"], trust_env=False, timeout=20.0) as client:
        answer = client.get(f"/udf/{path}", params={**query, "token": engine.runtime["udf_token"]})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_clients_own_sequence_is_answered(engine: RunningEngine) -> None:
    config = udf(engine, "config")
    assert config["supports_search"]
    symbol = udf(engine, "symbols", symbol="CME_MINI:ES1!")
    assert symbol["session"] == "24x7"  # the simulated market never closes
    now = udf(engine, "time")
    span = {"symbol": symbol["ticker"], "resolution": "1", "from": now - 20_000, "to": now + 60}
    history = udf(engine, "history", **span, countback=300)
    assert history["s"] == "ok"
    assert len(history["t"]) == 300
    assert history["t"] == sorted(set(history["t"]))
    assert {len(history[key]) for key in "tohlcv"} == {300}
    assert all(isinstance(price, float) for price in history["c"])
    latest = udf(engine, "history", **span, countback=2)
    assert len(latest["t"]) == 2
    assert latest["t"][-1] >= history["t"][-1]
    shown = udf(engine, "quotes", symbols=symbol["ticker"])["d"][0]["v"]
    assert shown["bid"] < shown["ask"]
    assert shown["low_price"] <= shown["lp"] <= shown["high_price"]


def test_an_order_shows_as_a_mark_at_its_bar(engine: RunningEngine) -> None:
    engine.post(
        "/orders",
        {"account": "paper_simulator", "symbol": "ES1!", "side": "buy", "quantity": "1"},
        status=202,
    )
    engine.until("/fills", lambda found: found["items"])
    fill = engine.get("/fills")["items"][0]
    (mark,) = udf(engine, "marks", symbol="ES1!", resolution="5")
    assert mark["id"] == fill["fill_id"]
    assert mark["time"] == fill["at_ns"] // 10**9 // 300 * 300


def test_neither_token_opens_what_is_the_others(engine: RunningEngine) -> None:
    url, runtime = engine.runtime["url"], engine.runtime
    with httpx.Client(base_url=url, trust_env=False) as client:
        for path in ("/api/v1/accounts", "/api/v1/orders", "/openapi.json"):
            with_udf = client.get(path, headers=bearer(runtime["udf_token"]))
            assert with_udf.status_code == 401, path
            in_query = client.get(path, params={"token": runtime["api_token"]})
            assert in_query.status_code == 401, path
        with_api = client.get("/udf/config", headers=bearer(runtime["api_token"]))
        assert with_api.status_code == 401


def test_a_listed_page_reads_the_feed_and_no_more(engine: RunningEngine) -> None:
    page = {"Origin": PAGE, "Sec-Fetch-Site": "cross-site"}
    runtime = engine.runtime
    with httpx.Client(base_url=runtime["url"], trust_env=False, headers=page) as client:
        feed = client.get("/udf/time", params={"token": runtime["udf_token"]})
        assert feed.headers["access-control-allow-origin"] == PAGE
        asked = {"Access-Control-Request-Method": "GET"}
        assert client.options("/udf/time", headers=asked).status_code == 200
        assert (
            client.get("/api/v1/accounts", headers=bearer(runtime["api_token"])).status_code == 403
        )


def test_the_pages_ticket_streams_bars_but_no_orders(engine: RunningEngine) -> None:
    runtime = engine.runtime
    with httpx.Client(base_url=runtime["url"], trust_env=False) as client:
        answer = client.post("/udf/stream-ticket", headers=bearer(runtime["udf_token"]))
    address = runtime["url"].replace("http", "ws") + "/api/v1/stream"
    with connect(f"{address}?ticket={answer.json()['ticket']}", proxy=None) as stream:
        stream.send('{"subscribe": ["orders"]}')
        assert json.loads(stream.recv(timeout=5))["error"]
        stream.send('{"subscribe": ["bars:ES1!:1"]}')
        message = json.loads(stream.recv(timeout=10))
    assert message["channel"].startswith("bars:ES")
    assert Decimal(message["data"]["low"]) <= Decimal(message["data"]["close"])


def test_the_schema_names_every_call_its_errors_and_its_token(engine: RunningEngine) -> None:
    schema = engine.client.get("/openapi.json").json()
    assert {"/api/v1/orders", "/api/v1/orders/{order_id}", "/api/v1/performance"} <= set(
        schema["paths"]
    )
    for path, methods in schema["paths"].items():
        for method, call in methods.items():
            assert call["security"], (method, path)
            assert {"401", "422"} <= set(call["responses"]), (method, path)


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("orders", models.OrderModel),
        ("fills", models.FillModel),
        ("trades", models.TradeModel),
        ("alerts", models.AlertModel),
    ],
)
def test_long_lists_are_what_the_schema_says(
    engine: RunningEngine, path: str, model: type[BaseModel]
) -> None:
    # given an order, its fill, a round trip and an alert
    order = {"account": "paper_simulator", "symbol": "AAPL", "side": "buy", "quantity": "1"}
    engine.post("/orders", order, status=202)
    engine.post("/orders", order | {"side": "sell"}, status=202)
    engine.alert('{"symbol": "AAPL", "action": "buy", "quantity": 0}')
    engine.until("/trades", lambda found: found["items"])
    # when the list is asked for
    found = engine.get(f"/{path}?limit=2")
    # then it holds what is described, and nothing else
    assert found["items"]
    assert set(found) == {"items", "next"}
    for item in found["items"]:
        model.model_validate(item, strict=True)
        assert set(item) == set(model.model_fields)


class Fuzzer:
    """Draws requests from the API's own schema: mostly right in shape, seldom in content."""

    ODD: tuple[Any, ...] = (
        *(None, True, 0, -1, 1.5, 10**25, "", "0", "-1", "abc", "1_0", "NaN", "1e999", "9" * 50),
        *("ES1!", "AAPL", "buy", "delta", "stop_limit", "paper_simulator", "\x00", "💥", "a" * 300),
        *(
            "2026-01-01T00:00:00Z",
            "0001-01-01",
            "9999-12-31T23:59:59-23:59",
            [],
            {},
            [[]],
            {"x": 1},
        ),
    )

    #: Bodies that are taken, so that every other request differs from one in a single field.
    GOOD: Mapping[str, dict[str, Any]] = MappingProxyType(
        {
            "/api/v1/orders": {"symbol": "ES1!", "side": "buy", "quantity": "1"},
            "/api/v1/accounts/{account_id}/reset": {"cash": "100000"},
        }
    )

    def __init__(self, schema: dict[str, Any], seed: int) -> None:
        self.draw = random.Random(seed)
        self.schema = schema
        self.calls = [
            (method, path, call)
            for path, methods in schema["paths"].items()
            for method, call in methods.items()
        ]

    def request(self, client: httpx.Client) -> httpx.Response:
        method, path, call = self.draw.choice(self.calls)
        query, good = {}, self.GOOD.get(path) if self.draw.random() < 0.5 else None
        for parameter in call.get("parameters", ()):
            value = "paper_simulator" if good else self.text()
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", quote(value or "x", safe=""))
            elif self.draw.random() < 0.5:
                query[parameter["name"]] = value
        content = None
        if "requestBody" in call:
            wanted = call["requestBody"]["content"]["application/json"]["schema"]
            drawn = self.value(wanted)
            if good is not None and isinstance(drawn, dict):
                drawn = good | dict(self.draw.sample(sorted(drawn.items()), min(1, len(drawn))))
            content = json.dumps(drawn).encode()
            if self.draw.random() < 0.1:
                content = content[: self.draw.randrange(len(content))]
        headers = {"Content-Type": "application/json"}
        return client.request(method, path, params=query, content=content, headers=headers)

    def text(self) -> str:
        if self.draw.random() < 0.5:
            return str(self.draw.choice(self.ODD))
        return "".join(self.draw.choices(string.printable + "é💥\x00", k=self.draw.randint(0, 12)))

    def value(self, schema: dict[str, Any]) -> Any:
        if self.draw.random() < 0.15:
            return self.draw.choice(self.ODD)
        if "$ref" in schema:
            return self.value(self.schema["components"]["schemas"][schema["$ref"].split("/")[-1]])
        if "anyOf" in schema:
            return self.value(self.draw.choice(schema["anyOf"]))
        if "enum" in schema:
            return self.draw.choice(schema["enum"])
        match schema.get("type"):
            case "object":
                return {
                    name: self.value(inner)
                    for name, inner in schema.get("properties", {}).items()
                    if self.draw.random() < 0.6 or name in schema.get("required", ())
                }
            case "array":
                return [self.value(schema.get("items", {})) for _ in range(self.draw.randint(0, 2))]
            case "boolean":
                return self.draw.random() < 0.5
            case "number" | "integer":
                return self.draw.choice([0, 1, 2, -3, 0.25, 10**12])
            case _:
                return self.draw.choice(["1", "2", "4800.25", "paper_simulator", "ES1!", "x"])


def test_no_request_drawn_from_the_schema_makes_the_api_fail(engine: RunningEngine) -> None:
    fuzzer = Fuzzer(engine.client.get("/openapi.json").json(), seed=11)
    statuses: dict[int, int] = {}
    for _ in range(REQUESTS):
        answer = fuzzer.request(engine.client)
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        request = answer.request
        about = (request.method, str(request.url), request.content, answer.text)
        assert answer.status_code < 500, about
        if answer.status_code >= 400:
            error = answer.json()["error"]
            assert error["code"], about
            assert error["message"], about
    assert engine.get("/health")["status"] == "ok"
    assert {200, 202, 400, 404, 422} <= set(statuses), statuses  # not all refused at the door
    assert not {301, 302, 307, 308} & set(statuses), statuses
    log = engine.data_dir / "logs" / "traderterminal.log"
    assert not log.exists() or "Traceback" not in log.read_text()
