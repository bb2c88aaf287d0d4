"""The API over a desk in the test's hands: shapes, pages, refusals, and who may ask."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.support.alerts import turns
from tests.support.builders import quote
from tests.support.gateway_services import START_NS, Gateway, bearer
from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import wish
from traderterminal.alerts.routing import StrategyRule
from traderterminal.desk.groups import Member
from traderterminal.desk.variants import Variant
from traderterminal.domain.exits import ExitLevel
from traderterminal.domain.fills import Side
from traderterminal.gateway.rest import build_api
from traderterminal.gateway.tokens import Access, Tickets, Token
from traderterminal.kit.clock import NANOSECONDS, parse_iso
from traderterminal.market.ports import FeedState
from traderterminal.market.replay import ReplayState, ReplayStatus, WouldRewind

D = Decimal
TOKEN = "api-token"
ORDER = {"account": "paper", "symbol": "ES1!", "side": "buy", "quantity": "1"}
CLOSE = {"account": "paper", "symbol": "ES1!", "intent": "close"}
LIMIT = ORDER | {"order_type": "limit", "limit_price": "4790.00", "time_in_force": "gtc"}


class Api:
    """The API over a paper desk with an open account."""

    def __init__(self, **services: Any) -> None:
        self.gateway = Gateway()
        self.services = replace(self.gateway.services, **services)
        self.tickets = Tickets(self.services.host)
        app = build_api(self.services, Token(TOKEN), self.tickets)
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://127.0.0.1",
            headers=bearer(TOKEN),
        )

    async def call(self, method: str, path: str, status: int = 200, **more: Any) -> Any:
        answer = await self.client.request(method, f"/api/v1{path}", **more)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def get(self, path: str, **query: Any) -> Any:
        return await self.call("GET", path, params=query)

    async def post(self, path: str, body: object = None, status: int = 200) -> Any:
        return await self.call("POST", path, status, json=body)

    async def refused(self, method: str, path: str, status: int, **more: Any) -> dict[str, Any]:
        """The error of a call that must not succeed; always of one shape."""
        answer = await self.call(method, path, status, **more)
        assert set(answer) == {"error"}
        error: dict[str, Any] = answer["error"]
        assert (
            {"code", "message"} <= set(error) <= {"code", "message", "field", "measured", "limit"}
        )
        return error


async def opened(**services: Any) -> Api:
    made = Api(**services)
    await made.gateway.paper.open()
    return made


async def closed(api: Api) -> None:
    await api.client.aclose()
    for desk in (api.gateway.alerts, api.gateway.paper):
        assert desk.failures == []
        await desk.tasks.aclose()


@pytest_asyncio.fixture
async def api() -> AsyncIterator[Api]:
    made = await opened()
    yield made
    await closed(made)


async def test_an_order_is_answered_as_it_stands_once_filled(api: Api) -> None:
    shown = await api.post("/orders", ORDER, 202)
    assert shown["order_id"].startswith("TT")
    assert (shown["symbol"], shown["side"], shown["quantity"]) == ("ESH2024", "buy", "1")
    assert (shown["status"], shown["filled_quantity"]) == ("filled", "1")
    assert (shown["average_price"], shown["limit_price"]) == ("4800.25", None)
    assert (shown["where"], shown["source"], shown["reason"]) == ("local", "api", None)
    assert {v["outcome"] for v in shown["verdict"]} == {"pass"}
    assert shown["created_at"].endswith("Z")
    assert await api.get(f"/orders/{shown['order_id']}") == {
        **shown,
        "bracket": None,
        "queue": None,
    }
    assert (await api.get("/orders"))["items"] == [shown]


async def test_a_resting_order_tells_what_stands_before_it(api: Api) -> None:
    resting = ORDER | {"order_type": "limit", "limit_price": "4800.00"}
    order_id = (await api.post("/orders", resting, 202))["order_id"]
    queue = (await api.get(f"/orders/{order_id}"))["queue"]
    assert (queue["ahead"], queue["confidence"]) == ("10", "0.97")
    assert queue["text"].startswith("About 10 stand ahead at 4,800.00, seen ")
    await api.call("DELETE", f"/orders/{order_id}")
    assert (await api.get(f"/orders/{order_id}"))["queue"] is None
    # of a price that was never in sight there is nothing to say, nor when
    far = ORDER | {"order_type": "limit", "limit_price": "4790.00"}
    order_id = (await api.post("/orders", far, 202))["order_id"]
    queue = (await api.get(f"/orders/{order_id}"))["queue"]
    assert queue == {
        "ahead": None,
        "seen_at": None,
        "confidence": None,
        "text": "4,790.00 is out of sight: what stands ahead there is not known.",
    }


async def test_fills_positions_and_accounts_show_money_as_exact_text(api: Api) -> None:
    await api.post("/orders", ORDER | {"quantity": "2"}, 202)
    (made,) = (await api.get("/fills"))["items"]
    assert (made["price"], made["quantity"], made["fee"]) == ("4800.25", "2", "4.50")
    assert made["why_text"] == "Took 2 of 10 offered at 4,800.25. 99% sure."
    assert parse_iso(made["at"]) == made["at_ns"] // 1000 * 1000
    (held,) = (await api.get("/positions"))["items"]
    assert (held["quantity"], held["average_price"]) == ("2", "4800.25")
    (account,) = (await api.get("/accounts"))["items"]
    assert account["cash"] == "99995.50"
    assert (account["mode"], account["state"], account["fees"]) == ("simulator", "active", "4.50")
    assert account["automation"] == "on"
    for shown in (made, held, account):
        assert not any(isinstance(value, float) for value in shown.values())


async def test_a_position_without_a_price_has_no_open_result_and_no_equity(api: Api) -> None:
    await api.post("/orders", ORDER, 202)
    api.gateway.paper.market.quotes.clear()
    api.gateway.feed.state = FeedState.DOWN
    (held,) = (await api.get("/positions"))["items"]
    assert (held["mark"], held["unrealized_pnl"], held["stale"]) == (None, None, True)
    (account,) = (await api.get("/accounts"))["items"]
    assert (account["equity"], account["unrealized_pnl"]) == (None, None)
    assert account["buying_power"] == "99997.75"


async def test_lists_come_in_pages_newest_first_and_end(api: Api) -> None:
    ids = [(await api.post("/orders", LIMIT, 202))["order_id"] for _ in range(5)]
    seen: list[str] = []
    cursor: str | None = ""
    pages = 0
    while cursor is not None:
        page = await api.get("/orders", limit=2, cursor=cursor)
        seen += [shown["order_id"] for shown in page["items"]]
        cursor = page["next"]
        pages += 1
    assert seen == ids[::-1]
    assert pages == 3
    for _ in range(3):
        await api.post("/orders", ORDER, 202)
    first = await api.get("/fills", limit=2)
    rest = await api.get("/fills", limit=2, cursor=first["next"])
    assert [len(page["items"]) for page in (first, rest)] == [2, 1]
    assert rest["next"] is None
    assert (await api.get("/fills", cursor="none such"))["items"] == []


async def test_trades_page_too_and_performance_counts_what_is_chosen(api: Api) -> None:
    for _ in range(3):
        await api.post("/orders", ORDER, 202)
        await api.post("/orders", CLOSE, 202)
    first = await api.get("/trades", limit=2)
    rest = await api.get("/trades", limit=2, cursor=first["next"])
    ids = [trade["trade_id"] for page in (first, rest) for trade in page["items"]]
    assert len(set(ids)) == 3
    assert rest["next"] is None
    assert (await api.get("/trades", cursor="none such"))["items"] == []
    trade = first["items"][0]
    assert (trade["direction"], trade["gross_pnl"], trade["fees"]) == ("long", "-12.50", "4.50")
    assert trade["net_pnl"] == "-17.00"
    assert trade["trade_date"] == "2023-12-25"
    chosen = await api.get("/performance", account="paper", **{"from": "2023-12-25"})
    assert (chosen["n"], chosen["net"], chosen["from"], chosen["to"]) == (
        3, "-51", "2023-12-25", None,
    )  # fmt: skip
    assert chosen["account"] == "paper"
    assert (await api.get("/performance", **{"to": "2023-12-24"}))["n"] == 0
    assert (await api.get("/trades", symbol="AAPL"))["items"] == []


async def test_orders_are_chosen_by_account_symbol_and_status(api: Api) -> None:
    working = await api.post("/orders", LIMIT, 202)
    await api.post("/orders", ORDER, 202)
    found = await api.get("/orders", status="accepted", symbol="ES1!", account="paper")
    assert [shown["order_id"] for shown in found["items"]] == [working["order_id"]]
    assert (await api.get("/orders", account="other"))["items"] == []
    assert (await api.get("/positions", symbol="AAPL"))["items"] == []
    error = await api.refused("GET", "/orders", 422, params={"symbol": "XYZ1"})
    assert error["code"] == "unknown_symbol"


@pytest.mark.parametrize(
    ("body", "code", "measured", "limit"),
    [
        ({"quantity": "101"}, "max_order_quantity", "101", "100"),
        ({"quantity": "1.5"}, "odd_lot", "1.5", "1"),
        ({"order_type": "limit", "limit_price": "4800.10"}, "off_tick", "4800.10", "0.25"),
        ({"order_type": "limit", "limit_price": "4900"}, "price_collar", "2.08", "0.5"),
        ({"account": "nobody"}, "account_unknown", None, None),
        (
            {"order_type": "market_if_touched", "stop_price": "4810"},
            "price_collar",
            "4810",
            "4800.25",
        ),
    ],
)
async def test_a_refusal_has_the_rules_code_and_figures(
    api: Api, body: dict[str, str], code: str, measured: str | None, limit: str | None
) -> None:
    error = await api.refused("POST", "/orders", 422, json=ORDER | body)
    assert error["code"] == code
    if measured is not None:
        assert (error["measured"], error["limit"]) == (measured, limit)
    assert error["message"].startswith("Refused. Nothing was sent.")
    assert (await api.get("/fills"))["items"] == []


MISFITS: list[tuple[dict[str, Any], str]] = [
    ({**ORDER, "side": None}, "side"),
    ({**ORDER, "quantity": None}, "quantity"),
    ({**ORDER, "order_type": "limit"}, "limit_price"),
    ({**ORDER, "limit_price": "4800"}, "limit_price"),
    ({**ORDER, "order_type": "stop"}, "stop_price"),
    ({**ORDER, "order_type": "stop_limit", "limit_price": "4800"}, "stop_price"),
    ({**ORDER, "stop_price": "4800"}, "stop_price"),
    ({**ORDER, "time_in_force": "gtd"}, "expires_at"),
    ({**ORDER, "expires_at": "2024-01-01T00:00:00Z"}, "expires_at"),
    ({**CLOSE, "quantity": "1"}, "quantity"),
    ({**CLOSE, "side": "sell"}, "side"),
    ({**ORDER, "intent": "target"}, "side"),
    ({**CLOSE, "intent": "target"}, "quantity"),
    ({**ORDER, "quantity": "ten"}, "quantity"),
    ({**ORDER, "quantity": "NaN"}, "quantity"),
    ({**ORDER, "quantity": True}, "quantity"),
    ({**ORDER, "quantity": "1_0"}, "quantity"),
    ({**ORDER, "quantity": "9" * 41}, "quantity"),
    ({**ORDER, "quantity": []}, "quantity"),
    ({**ORDER, "side": "hold"}, "side"),
    ({**ORDER, "intent": "guess"}, "intent"),
    ({**ORDER, "symbol": ""}, "symbol"),
    ({**ORDER, "symbol": "X" * 65}, "symbol"),
    ({**ORDER, "client_order_id": "x" * 65}, "client_order_id"),
    ({**ORDER, "expires_at": "tomorrow", "time_in_force": "gtd"}, "expires_at"),
    ({**ORDER, "colour": "red"}, "colour"),
    ({"account": "paper"}, "symbol"),
]


async def test_what_does_not_fit_names_its_field(api: Api) -> None:
    for body, field in MISFITS:
        error = await api.refused("POST", "/orders", 422, json=body)
        assert (error["code"], error["field"]) == ("invalid_request", field), body
    assert (await api.get("/orders"))["items"] == []


async def test_an_order_takes_a_bracket_and_refuses_one_that_does_not_fit(api: Api) -> None:
    bracket = {"stop_loss": {"ticks": 8}, "take_profit": [{"ticks": "12", "quantity": 1}]}
    await api.post("/orders", ORDER | {"bracket": bracket}, 202)
    both = {"stop_loss": {"ticks": 8, "money": 200}}
    error = await api.refused("POST", "/orders", 422, json=ORDER | {"bracket": both})
    assert (error["code"], error["field"]) == ("invalid_request", "bracket.stop_loss")
    unnamed = await api.refused("POST", "/orders", 422, json=ORDER | {"trail": {"ticks": 4}})
    assert (unnamed["code"], unnamed["field"]) == ("invalid_request", "trail")


LEGS: list[dict[str, Any]] = [
    {"symbol": "ESH2024", "side": "sell"},
    {"symbol": "ESM2024", "side": "buy", "ratio": 1},
]
CALENDAR = ORDER | {"legs": LEGS, "order_type": "limit", "limit_price": "50.50"}


async def test_legs_trade_as_one_order_at_a_net_price(api: Api) -> None:
    api.gateway.paper.market.quotes["ESM2024"] = quote("4850.00", "4850.50")
    first = await api.post("/orders", CALENDAR | {"limit_price": "40"}, 202)
    assert first["package"] == {"legs": 2, "ratio": 1, "net_limit": "40"}
    assert (first["symbol"], first["side"], first["limit_price"]) == ("ESH2024", "sell", None)
    leg, _ = (await api.get("/orders"))["items"]
    assert (leg["symbol"], leg["parent_id"]) == ("ESM2024", first["order_id"])
    await api.call("DELETE", f"/orders/{leg['order_id']}")
    assert [one["status"] for one in (await api.get("/orders"))["items"]] == ["canceled"] * 2
    await api.post("/orders", CALENDAR, 202)
    made = (await api.get("/fills"))["items"]
    assert [(one["symbol"], one["price"]) for one in made[::-1]] == [
        ("ESH2024", "4800.00"),
        ("ESM2024", "4850.50"),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"legs": LEGS[:1]}, "invalid_request"),
        ({"legs": [*LEGS, *LEGS, *LEGS]}, "invalid_request"),
        ({"legs": [LEGS[0], LEGS[1] | {"ratio": 0}]}, "invalid_request"),
        ({"legs": [LEGS[0], LEGS[1] | {"ratio": 1.5}]}, "invalid_request"),
        ({"legs": [LEGS[0], LEGS[1] | {"side": "hold"}]}, "invalid_request"),
        ({"legs": [LEGS[0], LEGS[0]]}, "unsupported"),
        ({"legs": [LEGS[0], LEGS[1] | {"symbol": "XYZW"}]}, "unknown_symbol"),
        ({"account": "", "account_group": "paper"}, "unsupported"),
        ({"bracket": {"stop_loss": {"ticks": 8}}}, "unsupported"),
        ({}, "stale_quote"),  # nobody quotes June
    ],
)
async def test_legs_that_cannot_trade_as_one_are_refused(
    api: Api, changes: dict[str, Any], code: str
) -> None:
    error = await api.refused("POST", "/orders", 422, json=CALENDAR | changes)
    assert error["code"] == code
    assert (await api.get("/fills"))["items"] == []


HOSTILE = [
    (b"", 422),
    (b"{", 400),
    (b'{"symbol": "ES1!", "quantity": NaN}', 400),
    (b'{"symbol": "ES1!", "quantity": Infinity}', 400),
    (b'{"symbol":"ES1!","side":"buy","quantity":1e400}', 422),
    (b'{"symbol":"ES1!","side":"buy","quantity":' + b"9" * 5000 + b"}", 400),
    (b"[" * 100_000, 400),
    (b"\xff\xfe", 400),
    (b"[]", 422),
    (b"null", 422),
    (b'{"symbol":"\\ud800","side":"buy","quantity":1}', 422),
    (b'{"symbol":"ES1!","side":"buy","quantity":1,"quantity":2}', 400),
]


async def test_a_hostile_body_is_refused_and_places_nothing(api: Api) -> None:
    for content, status in HOSTILE:
        headers = {"Content-Type": "application/json"}
        error = await api.refused("POST", "/orders", status, content=content, headers=headers)
        assert error["code"] == "invalid_request"
        assert error["message"].encode()
    assert (await api.get("/orders"))["items"] == []


async def test_the_same_client_order_id_is_one_order_and_another_body_a_conflict(api: Api) -> None:
    body = ORDER | {"client_order_id": "mine"}
    first = await api.post("/orders", body, 202)
    assert (await api.post("/orders", body, 202))["order_id"] == first["order_id"]
    error = await api.refused("POST", "/orders", 409, json=body | {"quantity": "2"})
    assert error["code"] == "client_order_id_reused"


async def test_an_order_is_cancelled_once_and_stays_so(api: Api) -> None:
    working = await api.post("/orders", LIMIT, 202)
    path = f"/orders/{working['order_id']}"
    for _ in range(2):
        assert (await api.call("DELETE", path))["status"] == "canceled"
    filled = await api.post("/orders", ORDER, 202)
    assert (await api.call("DELETE", f"/orders/{filled['order_id']}"))["status"] == "filled"
    changed = await api.refused("PATCH", path, 422, json={"quantity": "2"})
    assert changed["code"] == "not_changeable"


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/orders/none", "order_not_found"),
        ("DELETE", "/orders/none", "order_not_found"),
        ("GET", "/alerts/none", "alert_not_found"),
        ("POST", "/accounts/none/flatten", "account_unknown"),
        ("POST", "/accounts/none/cancel-all", "account_unknown"),
        ("GET", "/nothing/here", "not_found"),
    ],
)
async def test_what_is_not_there_is_a_404_that_says_what(
    api: Api, method: str, path: str, code: str
) -> None:
    assert (await api.refused(method, path, 404))["code"] == code


async def test_a_window_that_is_there_is_called_forward(api: Api) -> None:
    assert await api.post("/window") == {"shown": False}
    calls: list[None] = []
    api.gateway.called.connect(calls.append)
    assert await api.post("/window") == {"shown": True}
    assert calls == [None]


async def test_a_method_that_is_not_taken_is_named(api: Api) -> None:
    error = await api.refused("PUT", "/accounts", 405)
    assert error["code"] == "method_not_allowed"
    assert "GET" in error["message"]


async def test_flatten_cancel_all_and_reset_can_be_repeated(api: Api) -> None:
    await api.post("/orders", ORDER, 202)
    await api.post("/orders", LIMIT, 202)
    swept = {"engaged": False, "orders_cancelled": 1, "orders_kept": 0, "positions_closed": 0}
    assert await api.post("/accounts/paper/cancel-all") == swept
    swept["orders_cancelled"] = 0
    assert await api.post("/accounts/paper/cancel-all") == swept
    flat = await api.post("/accounts/paper/flatten")
    assert flat == swept | {"positions_closed": 1}
    assert (await api.post("/accounts/paper/flatten"))["positions_closed"] == 0
    account = await api.post("/accounts/paper/reset", {"cash": "5000.50"})
    assert account["cash"] == account["equity"] == "5000.50"
    for cash in ("0", "-1", "NaN", None):
        error = await api.refused("POST", "/accounts/paper/reset", 422, json={"cash": cash})
        assert error["field"] == "cash"


async def test_orders_are_cancelled_and_positions_closed_by_symbol_and_side(api: Api) -> None:
    await api.post("/orders", ORDER, 202)
    for _ in range(2):
        await api.post("/orders", LIMIT, 202)
    above = LIMIT | {"side": "sell", "limit_price": "4810.00"}
    await api.post("/orders", above, 202)
    cancel, flatten = "/accounts/paper/cancel-all", "/accounts/paper/flatten"
    assert (await api.post(f"{cancel}?side=sell"))["orders_cancelled"] == 1
    assert (await api.post(f"{cancel}?symbol=ESM2024"))["orders_cancelled"] == 0
    assert (await api.post(f"{flatten}?symbol=ESM2024"))["positions_closed"] == 0
    assert (await api.post(f"{cancel}?symbol=ES1!&side=buy"))["orders_cancelled"] == 2
    assert (await api.post(f"{flatten}?symbol=ES1!"))["positions_closed"] == 1


async def test_an_order_that_fills_before_its_cancel_is_not_counted_as_cancelled(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    await api.post("/orders", LIMIT, 202)
    paper = api.gateway.paper

    async def fills_first(account: str, symbol: str, side: Side | None) -> int:
        paper.move("4700.00", "4700.25")
        await paper.tracker.booked()
        return 0

    monkeypatch.setattr(paper.desk, "cancel_all", fills_first)
    swept = await api.post("/accounts/paper/cancel-all")
    assert (swept["orders_cancelled"], swept["orders_kept"]) == (0, 0)


async def test_while_the_ledger_is_down_orders_are_refused_and_health_says_so(api: Api) -> None:
    ledger = api.gateway.paper.ledger
    assert isinstance(ledger, MemoryLedger)
    assert (await api.get("/health"))["status"] == "ok"
    ledger.broken = "the disk is full"
    error = await api.refused("POST", "/orders", 422, json=ORDER)
    assert error["code"] == "ledger_down"
    assert "the disk is full" in error["message"]
    health = await api.get("/health")
    assert (health["status"], health["ledger"]["ok"]) == ("ledger_down", False)
    assert "the disk is full" in health["ledger"]["detail"]
    bare = (await api.client.get("/health")).json()
    assert bare == {"status": "ledger_down", "version": "1.0"}
    ledger.broken = ""


@pytest.mark.parametrize(
    "given", [None, "", "Bearer ", "Bearer wrong", "Basic api-token", "Bearer é"]
)
async def test_without_the_token_every_call_but_health_is_refused(
    api: Api, given: str | None
) -> None:
    headers = {} if given is None else {b"Authorization": given.encode("latin-1")}
    app = api.client._transport
    async with httpx.AsyncClient(transport=app, base_url="http://127.0.0.1") as stranger:
        schema = (await api.client.get("/openapi.json")).json()
        for path, methods in schema["paths"].items():
            for method in methods:
                answer = await stranger.request(method, path, headers=headers)
                assert answer.status_code == 401, (method, path)
                assert answer.json()["error"]["code"] == "unauthenticated"
        assert (await stranger.get("/openapi.json", headers=headers)).status_code == 401
        assert (await stranger.get("/health")).status_code == 200


async def test_quotes_show_what_stands_and_how_old_it_is(api: Api) -> None:
    api.gateway.quote(19_200, 19_201)
    api.gateway.clock.advance_to(START_NS + 1_500_000_000)
    shown, unknown = (await api.get("/quotes", symbols="ES1!,AAPL"))["items"]
    assert (shown["symbol"], shown["bid"], shown["ask"]) == ("ESH2024", "4800.00", "4800.25")
    assert (shown["age_ms"], shown["stale"]) == (1500, False)
    assert (unknown["bid"], unknown["at"], unknown["age_ms"]) == (None, None, None)
    everything = (await api.get("/quotes"))["items"]
    assert [quote["symbol"] for quote in everything] == ["ESH2024"]
    error = await api.refused("GET", "/quotes", 422, params={"symbols": "XYZ1"})
    assert error["code"] == "unknown_symbol"


async def test_only_who_names_a_symbol_has_it_quoted_from_then_on(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[str] = []
    monkeypatch.setattr(api.gateway.hub, "want", wanted.append)
    api.gateway.quote(19_200, 19_201)
    assert len((await api.get("/quotes"))["items"]) == 1
    assert wanted == []
    await api.get("/quotes", symbols="ES1!,AAPL")
    assert wanted == ["ESH2024", "AAPL"]


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "x", "1e3", ""])
async def test_a_limit_out_of_range_names_itself(api: Api, limit: str) -> None:
    for path in ("/orders", "/fills", "/trades", "/alerts"):
        error = await api.refused("GET", path, 422, params={"limit": limit})
        assert error["field"] == "limit"


async def test_alerts_are_shown_with_timeline_and_signal(api: Api) -> None:
    await api.gateway.alerts.post('{"symbol":"ES1!","action":"buy","id":"1","secret":"hush-hush"}')
    await api.gateway.alerts.post('{"symbol":"ES1!"}')
    store = api.gateway.alerts.ledger
    api.gateway.paper.ledger.facts.extend(store.facts)  # type: ignore[attr-defined] # one ledger
    newest, oldest = (await api.get("/alerts"))["items"]
    assert (newest["status"], newest["reason"]["code"]) == ("rejected", "no_side")
    assert (oldest["status"], oldest["signal"]["action"]) == ("executed", "buy")
    stages = [step["stage"] for step in oldest["timeline"]]
    assert (stages[0], stages[-1]) == ("received", "filled")
    assert "hush-hush" not in json.dumps(oldest)
    assert await api.get(f"/alerts/{oldest['alert_id']}") == oldest
    chosen = (await api.get("/alerts", status="rejected"))["items"]
    assert [alert["alert_id"] for alert in chosen] == [newest["alert_id"]]


async def test_a_stream_ticket_opens_everything_once(api: Api) -> None:
    ticket = (await api.post("/stream-ticket"))["ticket"]
    assert api.tickets.redeem(ticket) is Access.ALL
    assert api.tickets.redeem(ticket) is not Access.ALL


class Recording:
    """Notes how the replay was moved."""

    def __init__(self) -> None:
        self.moves: list[object] = []
        self.status = ReplayStatus(ReplayState.PAUSED, START_NS, 3, 10)

    async def play(self, speed: float | None) -> None:
        self.moves.append(("play", speed))

    async def pause(self) -> None:
        self.moves.append("pause")

    async def step(self, seconds: float | None) -> None:
        self.moves.append(("step", seconds))

    async def seek(self, until_ns: int) -> None:
        if until_ns < START_NS:
            raise WouldRewind(until_ns, START_NS)
        self.moves.append(("seek", until_ns))


@pytest.mark.parametrize(
    ("body", "move"),
    [
        ({"action": "pause"}, "pause"),
        ({"action": "play"}, ("play", None)),
        ({"action": "play", "speed": 4}, ("play", 4)),
        ({"action": "play", "speed": "max"}, ("play", float("inf"))),
        ({"action": "step"}, ("step", None)),
        ({"action": "step", "seconds": 1.5}, ("step", 1.5)),
        (
            {"action": "seek", "until": "2023-12-25T23:01:00Z"},
            ("seek", parse_iso("2023-12-25T23:01:00Z")),
        ),
    ],
)
async def test_the_replay_is_moved_as_asked(body: dict[str, Any], move: object) -> None:
    recording = Recording()
    api = await opened(replay=recording)
    answer = await api.post("/replay", body)
    assert recording.moves == [move]
    assert (answer["state"], answer["position"], answer["total"]) == ("paused", 3, 10)
    assert await api.get("/replay") == answer
    await closed(api)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"action": "seek"}, 422, "invalid_request"),
        ({"action": "seek", "until": "noon"}, 422, "invalid_request"),
        ({"action": "seek", "until": "2000-01-01T00:00:00Z"}, 409, "would_rewind"),
        ({"action": "fly"}, 422, "invalid_request"),
        ({"action": "play", "speed": 0}, 422, "invalid_request"),
        ({"action": "play", "speed": -1}, 422, "invalid_request"),
        ({"action": "step", "seconds": 0}, 422, "invalid_request"),
        ({"action": "step", "seconds": 10**9}, 422, "invalid_request"),
        ({}, 422, "invalid_request"),
    ],
)
async def test_a_move_that_cannot_be_leaves_the_replay_where_it_is(
    body: dict[str, Any], status: int, code: str
) -> None:
    recording = Recording()
    api = await opened(replay=recording)
    assert (await api.refused("POST", "/replay", status, json=body))["code"] == code
    assert recording.moves == []
    await closed(api)


async def test_without_a_recording_there_is_nothing_to_move(api: Api) -> None:
    for method in ("GET", "POST"):
        error = await api.refused(method, "/replay", 422, json={"action": "pause"})
        assert error["code"] == "unsupported"


TWO = [Member("paper"), Member("second", Decimal("0.5"))]
GROUP_ORDER = {key: value for key, value in ORDER.items() if key != "account"}


async def test_an_order_for_a_group_is_answered_by_its_leaders_with_all_beside_it(api: Api) -> None:
    await api.gateway.paper.open(account="second")
    api.gateway.members["everyone"] = TWO
    body = GROUP_ORDER | {"account_group": "everyone", "quantity": "3", "client_order_id": "mine"}
    shown = await api.post("/orders", body, 202)
    assert (shown["account"], shown["quantity"], shown["client_order_id"]) == ("paper", "3", "mine")
    assert [(o["account"], o["quantity"]) for o in shown["orders"]] == [
        ("paper", "3"),
        ("second", "1"),
    ]
    assert shown["refusals"] == []
    again = await api.post("/orders", body, 202)
    assert [o["order_id"] for o in again["orders"]] == [o["order_id"] for o in shown["orders"]]
    error = await api.refused("POST", "/orders", 409, json=body | {"quantity": "5"})
    assert error["code"] == "client_order_id_reused"
    assert len((await api.get("/orders"))["items"]) == 2


async def test_accounts_that_trade_otherwise_are_compared_side_by_side(api: Api) -> None:
    await api.gateway.paper.open(account="second")
    own = Variant(D("2.5"), ExitLevel(D(8), "ticks"))
    api.gateway.members["pair"] = [Member("paper"), Member("second", D(2), variant=own)]
    body = ORDER | {"account_group": "pair"}
    del body["account"]
    await api.post("/orders", body, 202)
    await api.post("/orders", body | {"side": "sell"}, 202)
    (group,) = (await api.get("/groups"))["items"]
    leader, second = group["accounts"]
    assert leader["variant"] is None
    assert second["variant"] == {"delay_s": "2.5", "stop": {"ticks": "8"}, "target": None}
    assert leader["result"] == {
        "trades": 1,
        "net_pnl": "-17.00",
        "win_rate": "0",
        "expectancy": "-17.00",
    }
    assert (second["result"]["trades"], second["result"]["net_pnl"]) == (1, "-34.00")


async def test_a_follower_without_an_order_is_told_and_repaired(api: Api) -> None:
    await api.gateway.paper.open(account="second")
    api.gateway.members["everyone"] = TWO
    body = GROUP_ORDER | {"account_group": "everyone"}
    shown = await api.post("/orders", body, 202)
    (refusal,) = shown["refusals"]
    assert (refusal["account"], refusal["reason"]["code"]) == ("second", "rounds_to_nothing")
    await api.post("/orders", body, 202)
    (group,) = (await api.get("/groups"))["items"]
    assert (group["leader"], group["rounding"]) == ("paper", "down")
    leader, follower = group["accounts"]
    assert leader["drift"] == []
    assert follower["refusal"]["code"] == "rounds_to_nothing"
    assert follower["drift"] == [
        {"symbol": "ESH2024", "held": "0", "wanted": "1", "settling": False}
    ]
    repaired = await api.post("/groups/everyone/repair", {})
    assert [(o["account"], o["side"], o["quantity"]) for o in repaired["orders"]] == [
        ("second", "buy", "1")
    ]
    (group,) = (await api.get("/groups"))["items"]
    assert [(m["drift"], m["refusal"]) for m in group["accounts"]] == [([], None), ([], None)]
    assert await api.post("/groups/everyone/repair", {}) == {"orders": [], "refusals": []}
    assert (await api.refused("POST", "/groups/nobody/repair", 404))["code"] == "account_unknown"


async def test_an_order_that_no_account_of_a_group_takes_is_a_refusal(api: Api) -> None:
    api.gateway.members["everyone"] = TWO[1:] + TWO[:1]
    body = GROUP_ORDER | {"account_group": "everyone", "quantity": "1000"}
    error = await api.refused("POST", "/orders", 422, json=body)
    assert error["code"] == "account_unknown"


async def test_automation_is_switched_for_strategies_accounts_and_all(api: Api) -> None:
    assert await api.get("/strategies") == {
        "automation": {"state": "on", "reason": None},
        "items": [],
        "next": None,
    }
    shown = await api.post("/strategies", {"strategy": "orb", "mode": "manual"})
    assert shown["items"] == [{"strategy": "orb", "mode": "auto", "approval": "manual"}]
    shown = await api.post("/strategies", {"strategy": "orb", "mode": "paper"})
    assert shown["items"] == [{"strategy": "orb", "mode": "paper", "approval": "auto"}]
    shown = await api.post("/strategies", {"automation": "off", "account": "paper"})
    assert shown["automation"]["state"] == "on"
    (account,) = (await api.get("/accounts"))["items"]
    assert account["automation"] == "off"
    assert (await api.post("/strategies", {"automation": "off"}))["automation"]["state"] == "off"
    assert (await api.post("/strategies", {"automation": "on"}))["automation"]["state"] == "on"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "invalid_request"),
        ({"mode": "auto"}, "invalid_request"),
        ({"strategy": "orb", "mode": "auto", "automation": "on"}, "invalid_request"),
        ({"automation": "off", "account": "nobody"}, "account_unknown"),
    ],
)
async def test_a_switch_that_cannot_be_meant_is_refused(
    api: Api, body: dict[str, str], code: str
) -> None:
    assert (await api.refused("POST", "/strategies", 422, json=body))["code"] == code


async def test_what_waits_is_listed_and_decided_upon_in_bulk(api: Api) -> None:
    alerts = api.gateway.alerts
    alerts.strategies["orb"] = StrategyRule(approval="manual")
    buy = {"symbol": "ES1!", "action": "buy", "strategy": "orb"}
    ids = [(await alerts.post(buy | {"id": str(n)})).alert_id for n in range(3)]
    listed = (await api.get("/approvals"))["items"]
    assert [item["alert_id"] for item in listed] == ids[::-1]
    assert {(item["strategy"], item["symbol"]) for item in listed} == {("orb", "ESH2024")}
    body = {"approve": [*ids[:2], "nobody"], "reject": ids[2:]}
    answer = await api.post("/approvals", body)
    assert answer == {"approved": ids[:2], "rejected": ids[2:], "not_waiting": ["nobody"]}
    assert (await api.get("/approvals"))["items"] == []
    both = {"approve": ["one"], "reject": ["one"]}
    assert (await api.refused("POST", "/approvals", 422, json=both))["field"] == "reject"


async def test_a_working_order_takes_new_terms_through_the_gate(api: Api) -> None:
    working = await api.post("/orders", LIMIT, 202)
    path = f"/orders/{working['order_id']}"
    changed = await api.call("PATCH", path, json={"limit_price": "4789.00"})
    assert (changed["limit_price"], changed["quantity"]) == ("4789.00", "1")
    error = await api.refused("PATCH", path, 422, json={"quantity": "101"})
    assert (error["code"], error["measured"], error["limit"]) == (
        "max_order_quantity",
        "101",
        "100",
    )
    for body in ({}, {"stop_price": "4780"}):
        assert (await api.refused("PATCH", path, 422, json=body))["code"] == "invalid_request"
    assert (await api.refused("PATCH", "/orders/none", 404, json={"quantity": "1"}))["code"] == (
        "order_not_found"
    )


async def test_the_kill_switch_blocks_entries_keeps_exits_and_is_released(api: Api) -> None:
    await api.post("/orders", LIMIT, 202)
    await api.post("/orders", ORDER, 202)
    stop = ORDER | {"side": "sell", "order_type": "stop", "stop_price": "4790.00"}
    await api.post("/orders", stop, 202)
    thrown = await api.post("/kill-switch", {"engaged": True})
    assert thrown == {
        "engaged": True,
        "orders_cancelled": 1,
        "orders_kept": 1,
        "positions_closed": 0,
        "orders_unconfirmed": 0,
        "durable": True,
    }
    assert (await api.get("/health"))["kill_switch"]["engaged"] is True
    assert (await api.refused("POST", "/orders", 422, json=ORDER))["code"] == "halted"
    flat = await api.post("/kill-switch", {"engaged": True, "flatten": True})
    assert (flat["orders_cancelled"], flat["orders_kept"], flat["positions_closed"]) == (1, 0, 1)
    assert (await api.post("/kill-switch", {"engaged": False}))["engaged"] is False
    await api.post("/orders", ORDER, 202)


async def test_an_account_takes_only_exits_until_it_is_active_again(api: Api) -> None:
    await api.post("/orders", ORDER, 202)
    assert (await api.post("/accounts/paper/state", {"state": "reducing"}))["state"] == "reducing"
    assert (await api.refused("POST", "/orders", 422, json=ORDER))["code"] == "reducing"
    await api.post("/orders", CLOSE, 202)
    await api.post("/accounts/paper/state", {"state": "active"})
    await api.post("/orders", ORDER, 202)


async def test_a_limit_is_tightened_at_once_and_loosened_later(api: Api) -> None:
    tight = await api.call("PATCH", "/accounts/paper/limits", json={"max_order_quantity": "2"})
    assert tight["limits"]["max_order_quantity"]["future"] == "2"
    loose = await api.call("PATCH", "/accounts/paper/limits", json={"max_order_quantity": "9"})
    assert loose["limits"]["max_order_quantity"]["future"] == "2"
    assert loose["pending"]["max_order_quantity"]["in_s"] == 60
    error = await api.refused("POST", "/orders", 422, json=ORDER | {"quantity": "3"})
    assert error["code"] == "max_order_quantity"


BRACKET = {
    "stop_loss": {"ticks": "16"},
    "take_profit": [{"ticks": "16", "quantity": "1"}, {"money": "400"}],
    "break_even": {"after": 8, "offset": 1},
    "close_after_s": 1800,
}


async def test_an_entry_shows_its_bracket_and_how_each_leg_stands(api: Api) -> None:
    # given an entry that rests
    placed = await api.post("/orders", {**LIMIT, "quantity": "2", "bracket": BRACKET}, 202)
    shown = (await api.get(f"/orders/{placed['order_id']}"))["bracket"]
    # then all of it waits with this program
    assert (shown["entry_id"], shown["where"]) == (placed["order_id"], "local")
    assert (shown["open_quantity"], shown["children"], shown["due_at"]) == ("0", [], None)
    assert [(leg["link"], leg["wanted"], leg["where"]) for leg in shown["legs"]] == [
        (link, "0", "local") for link in ("T1", "T2", "SL", "TX")
    ]
    assert shown["stop_loss"]["ticks"] == "16"
    assert [target["quantity"] for target in shown["take_profit"]] == ["1", None]
    assert shown["break_even"] == {"after": 8, "offset": 1, "state": "waiting"}


async def test_a_bracket_that_protects_names_its_orders_from_entry_and_leg(api: Api) -> None:
    placed = await api.post("/orders", {**ORDER, "quantity": "2", "bracket": BRACKET}, 202)
    await api.gateway.paper.drained()
    shown = (await api.get(f"/orders/{placed['order_id']}"))["bracket"]
    assert shown["open_quantity"] == "2"
    assert shown["oco_group"] == placed["order_id"]
    assert shown["due_at"] is not None
    legs = {leg["link"]: leg for leg in shown["legs"]}
    figures = {link: (leg["wanted"], leg["resting"], leg["price"]) for link, leg in legs.items()}
    assert figures == {
        "T1": ("1", "1", "4804.25"),
        "T2": ("1", "1", "4808.25"),
        "SL": ("2", "2", "4796.25"),
        "TX": ("0", "0", None),
    }
    assert legs["SL"]["kind"] == "stop_loss"
    stop_id = legs["SL"]["order_ids"][0]
    assert shown["children"] == [*legs["T1"]["order_ids"], *legs["T2"]["order_ids"], stop_id]
    stop = await api.get(f"/orders/{stop_id}")
    assert (stop["parent_id"], stop["link"], stop["bracket"]) == (placed["order_id"], "SL", shown)


async def test_a_bracket_that_is_over_still_shows_what_became_of_it(api: Api) -> None:
    placed = await api.post("/orders", {**ORDER, "bracket": {"stop_loss": {"ticks": 16}}}, 202)
    await api.gateway.paper.drained()
    await api.post("/accounts/paper/flatten")
    await api.gateway.paper.drained()
    shown = (await api.get(f"/orders/{placed['order_id']}"))["bracket"]
    (leg,) = shown["legs"]
    assert (leg["wanted"], leg["resting"], leg["status"]) == ("0", "0", "canceled")
    assert shown["open_quantity"] == "0"


async def test_an_order_of_no_bracket_says_so(api: Api) -> None:
    placed = await api.post("/orders", LIMIT, 202)
    assert (await api.get(f"/orders/{placed['order_id']}"))["bracket"] is None


async def test_how_a_stop_follows_is_shown_with_the_order_and_its_bracket(api: Api) -> None:
    exits = {"trail": {"ticks": 8, "activation": "4810"}}
    placed = await api.post("/orders", {**ORDER, "bracket": exits}, 202)
    await api.gateway.paper.drained()
    shown = (await api.get(f"/orders/{placed['order_id']}"))["bracket"]
    trail = {"ticks": 8, "price": None, "percent": None, "activation": "4810"}
    assert shown["trail"] == {**trail, "state": "waiting"}
    stop = await api.get(f"/orders/{shown['children'][0]}")
    assert stop["trail"] == trail


async def test_orders_and_fills_are_chosen_by_strategy_and_time(api: Api) -> None:
    desk, clock = api.gateway.paper.desk, api.gateway.paper.market.clock
    for strategy, quantity in (("orb", 1), ("fade", 2)):
        await desk.place(wish("buy", quantity, strategy=strategy))
        await api.gateway.paper.drained()
        clock.advance_to(clock.now_ns() + 2700 * NANOSECONDS)
    for path in ("/orders", "/fills"):
        found = (await api.get(path, strategy="fade"))["items"]
        assert [shown["quantity"] for shown in found] == ["2"]
        # the first was made at 23:00 on Christmas Day, the second at 23:45
        for query, quantities in (
            ({"from": "2023-12-25T23:30:00Z"}, ["2"]),
            ({"to": "2023-12-25T23:30:00Z"}, ["1"]),
            ({"from": "2023-12-25", "to": "2023-12-26"}, ["2", "1"]),
            ({"from": "2023-12-27"}, []),
            ({"to": "2023-12-24"}, []),
        ):
            found = (await api.get(path, **query))["items"]
            assert [shown["quantity"] for shown in found] == quantities, query
        for name, moment in (("from", "yesterday"), ("to", "9999-12-31"), ("from", "0001-01-01")):
            error = await api.refused("GET", path, 422, params={name: moment})
            assert error["field"] == name


async def test_the_options_on_a_stock_are_told_with_their_terms(api: Api) -> None:
    api.services.symbols.list_options(["AAPL  240119C00182500", "SPY   240119P00680000"])
    assert (await api.get("/options", symbol="AAPL"))["items"] == [
        {
            "symbol": "AAPL  240119C00182500",
            "description": "AAPL 19 Jan 2024 182.5 call",
            "expiry": "2024-01-19",
            "right": "call",
            "strike": "182.5",
        }
    ]
    assert (await api.get("/options", symbol="ES1!"))["items"] == []
    refusal = await api.refused("GET", "/options", 422, params={"symbol": "XYZW"})
    assert refusal["code"] == "unknown_symbol"


async def test_an_alert_is_rehearsed_without_a_trace(api: Api) -> None:
    text = '{"symbol":"ES1!","action":"buy","quantity":"2","secret":"hush-hush"}'
    shown = await api.post("/alerts/dry-run", {"message": text})
    assert (shown["trades"], shown["reason"], shown["symbol"]) == (True, None, "ESH2024")
    assert "hush-hush" not in shown["body"]
    (one,) = shown["accounts"]
    assert (one["account"], one["side"], one["quantity"]) == ("paper", "buy", "2")
    assert (one["position_after"], one["trades"], one["asks"]) == ("2", True, False)
    assert (await api.get("/alerts"))["items"] == []
    assert api.gateway.alerts.trader.wishes == []
    unread = await api.post("/alerts/dry-run", {"message": "{"})
    assert (unread["trades"], unread["accounts"]) == (False, [])
    assert unread["reason"]["code"] == "unparseable"


async def test_an_alert_is_tried_on_paper_and_nowhere_else(api: Api) -> None:
    text = '{"symbol":"ES1!","action":"buy","quantity":"2","account":"broker"}'
    tried = await api.post("/alerts/paper", {"message": text, "account": "paper"}, 202)
    assert tried["status"] == "accepted"
    await turns()
    assert [w.account for w in api.gateway.alerts.trader.wishes] == ["paper"]
    for account, message, code in (
        ("broker", text, "not_on_paper"),
        ("paper", "{", "not_tradeable"),
    ):
        body = {"message": message, "account": account}
        error = await api.refused("POST", "/alerts/paper", 422, json=body)
        assert error["code"] == code
