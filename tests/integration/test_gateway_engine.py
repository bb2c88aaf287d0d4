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
from tests.support.udf_client import UdfClient
from traderterminal.gateway import models

REQUESTS = 4_000
FEED_REQUESTS = 600
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


@pytest.mark.parametrize("resolution", ["1", "60", "1D"])
async def test_the_librarys_own_sequence_is_borne(engine: RunningEngine, resolution: str) -> None:
    async def ask(path: str, **query: Any) -> Any:
        return udf(engine, path, **query)

    client = UdfClient(ask)
    await client.start("CME_MINI:ES1!", resolution, await ask("time"))
    assert client.bars
    await client.load_everything()
    for _ in range(3):
        await client.pulse(await ask("time"))
    await client.marks()
    await client.marks("timescale_marks")


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

    def request(self, client: httpx.Client) -> tuple[dict[str, Any], httpx.Response]:
        """Make a request; return the document of its call, and the answer."""
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
        return call, client.request(method, path, params=query, content=content, headers=headers)

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


_TYPES: Mapping[str, type | tuple[type, ...]] = MappingProxyType(
    {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "null": type(None),
    }
)


def misfits(schema: dict[str, Any], wanted: dict[str, Any], value: Any, at: str = "") -> list[str]:
    """Say where `value` is not what the document promises."""
    if "$ref" in wanted:
        wanted = schema["components"]["schemas"][wanted["$ref"].split("/")[-1]]
    if "anyOf" in wanted:
        tries = [misfits(schema, each, value, at) for each in wanted["anyOf"]]
        return [] if [] in tries else [f"{at}: fits none of {len(tries)}"]
    kind = wanted.get("type")
    if kind is not None and not isinstance(value, _TYPES[kind]):
        return [f"{at}: {value!r} is no {kind}"]
    if "enum" in wanted and value not in wanted["enum"]:
        return [f"{at}: {value!r} is none of {wanted['enum']}"]
    if isinstance(value, dict):
        return _misfits_of_object(schema, wanted, value, at)
    if isinstance(value, list):
        each = wanted.get("items", {})
        return [
            m for n, part in enumerate(value) for m in misfits(schema, each, part, f"{at}[{n}]")
        ]
    return []


def _misfits_of_object(
    schema: dict[str, Any], wanted: dict[str, Any], value: dict[str, Any], at: str
) -> list[str]:
    known, others = wanted.get("properties", {}), wanted.get("additionalProperties")
    found = [f"{at}.{name} is missing" for name in wanted.get("required", ()) if name not in value]
    for name, part in value.items():
        promised = known.get(name, others)
        if isinstance(promised, dict):
            found += misfits(schema, promised, part, f"{at}.{name}")
        elif known and not promised:
            found.append(f"{at}.{name} is not in the document")
    return found


def test_every_answer_to_a_request_drawn_from_the_schema_is_in_it(engine: RunningEngine) -> None:
    fuzzer = Fuzzer(engine.client.get("/openapi.json").json(), seed=11)
    statuses: dict[int, int] = {}
    answered: set[tuple[str, str]] = set()
    for _ in range(REQUESTS):
        call, answer = fuzzer.request(engine.client)
        if answer.is_success and answer.request.url.path.endswith(("/kill-switch", "/state")):
            # Let go what was stopped: else nothing is traded from here on.
            engine.client.post("/api/v1/kill-switch", json={"engaged": False})
            for account in engine.get("/accounts")["items"]:
                path = f"/api/v1/accounts/{account['account']}/state"
                engine.client.post(path, json={"state": "active"})
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        request = answer.request
        about = (request.method, str(request.url), request.content, answer.text[:500])
        assert answer.status_code < 500, about
        documented = call["responses"].get(str(answer.status_code))
        assert documented is not None, about
        body, shape = answer.json(), documented["content"]["application/json"]["schema"]
        assert misfits(fuzzer.schema, shape, body) == [], about
        if answer.status_code >= 400:
            assert set(body) == {"error"}, about
            assert body["error"]["code"], about
            assert body["error"]["message"], about
        else:
            answered.add((request.method, call["operationId"]))
    assert engine.get("/health")["status"] == "ok"
    assert {200, 202, 400, 404, 422} <= set(statuses), statuses  # not all refused at the door
    assert len(answered) > 10, answered  # most calls were also answered as they should be
    log = engine.data_dir / "logs" / "traderterminal.log"
    assert not log.exists() or "Traceback" not in log.read_text()


FEED = {
    "config": (),
    "time": (),
    "symbols": ("symbol",),
    "search": ("query", "type", "exchange", "limit"),
    "history": ("symbol", "resolution", "from", "to", "countback"),
    "quotes": ("symbols",),
    "marks": ("symbol", "resolution", "from", "to"),
    "timescale_marks": ("symbol", "resolution", "from", "to"),
    "none/such": ("symbol",),
}


def test_no_request_of_the_data_feed_makes_it_fail(engine: RunningEngine) -> None:
    fuzzer, draw = Fuzzer({"paths": {}}, seed=5), random.Random(6)
    likely = ["ES1!", "ESZ2026", "1", "60", "1D", "0", "1700000000", "99999999999", "30"]
    statuses: dict[int, int] = {}
    for _ in range(FEED_REQUESTS):
        path = draw.choice(list(FEED))
        query = {
            name: draw.choice(likely) if draw.random() < 0.6 else fuzzer.text()
            for name in FEED[path]
            if draw.random() < 0.9
        }
        token = {"token": engine.runtime["udf_token"]}
        answer = engine.client.get(
            f"/udf/{path}", params=query | token, headers={"Authorization": ""}
        )
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        about = (path, query, answer.text[:300])
        assert answer.status_code in (200, 400, 404, 422), about
        if path != "time":
            found = answer.json()
            if isinstance(found, dict) and found.get("s") == "error":
                assert found["errmsg"] or found.get("error"), about
    assert statuses[200] > FEED_REQUESTS / 4, statuses
