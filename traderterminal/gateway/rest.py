"""The REST API under `/api/v1`."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response, Security
from fastapi.dependencies import models as dependants
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from traderterminal.desk.desk import ClientOrderIdReused
from traderterminal.desk.gate import with_figures
from traderterminal.desk.groups import LegResult
from traderterminal.desk.ports import Period
from traderterminal.domain.accounts import Account
from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.domain.signals import Decision
from traderterminal.domain.strategies import StrategySwitch
from traderterminal.gateway import bracket_models, bracket_shapes, models, shapes, wishes
from traderterminal.gateway.answers import Problem, error_body
from traderterminal.gateway.exact_json import ExactRoute
from traderterminal.gateway.paper import add_reality
from traderterminal.gateway.services import Services
from traderterminal.gateway.tokens import Access, Tickets, Token
from traderterminal.journal.book import Selection
from traderterminal.journal.round_trips import net_results
from traderterminal.journal.statistics import trade_statistics
from traderterminal.journal.worked import written
from traderterminal.kit.clock import NANOSECONDS, iso
from traderterminal.market.replay import WouldRewind

PREFIX: Final = "/api/v1"
MAX_LIMIT: Final = 1000

T = TypeVar("T")

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
Word = Annotated[str, Query(max_length=128)]
_BEARER: Final = HTTPBearer(auto_error=False, description="`api_token` of runtime.json")
_FAILURES: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": models.FailureBody} for status in (400, 401, 404, 409, 413, 422)
}


def build_api(services: Services, token: Token, tickets: Tickets) -> FastAPI:
    """Return the API as an ASGI application; every call but `/health` needs the token."""
    app = FastAPI(
        title="TraderTerminal",
        version=services.version,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )

    # Every dependency is asynchronous: FastAPI takes any other to a thread and waits for it there.
    async def authorised(
        given: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
    ) -> None:
        if given is None or not token.matches(given.credentials.encode()):
            raise Problem(401, Message("unauthenticated"))

    routes = APIRouter(
        prefix=PREFIX,
        route_class=ExactRoute,
        dependencies=[Depends(authorised)],
        responses=_FAILURES,
    )
    _add_state(routes, services, tickets)
    _add_orders(routes, services)
    _add_lists(routes, services)
    _add_groups(routes, services)
    _add_automation(routes, services)
    _add_approvals(routes, services)
    _add_accounts(routes, services)
    _add_brakes(routes, services)
    _add_alerts(routes, services)
    _add_journal(routes, services)
    _add_replay(routes, services)
    add_reality(routes, services.reality)
    app.include_router(routes)

    @app.get("/health", include_in_schema=False)
    async def bare_health() -> dict[str, str]:
        return {"status": _status(services), "version": services.version}

    @app.get("/openapi.json", include_in_schema=False, dependencies=[Depends(authorised)])
    @app.get(f"{PREFIX}/openapi.json", include_in_schema=False, dependencies=[Depends(authorised)])
    async def openapi() -> JSONResponse:
        return JSONResponse(app.openapi())

    _add_error_answers(app)
    return app


def forget_endpoints() -> None:
    """Have FastAPI forget the functions that answered.

    Of thousands it remembers which are coroutines, and keeps with them whatever they know of: a
    whole engine.
    """
    for kept in vars(dependants).values():
        if (clear := getattr(kept, "cache_clear", None)) is not None:
            clear()


def _add_error_answers(app: FastAPI) -> None:
    async def problem(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, Problem)  # noqa: S101 - registered for nothing else
        return _answer(error.status, error.message, error.code, error.field)

    async def refused(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, TraderTerminalError)  # noqa: S101 - registered for nothing else
        status = 409 if isinstance(error, ClientOrderIdReused | WouldRewind) else 422
        return _answer(status, error.message)

    async def invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for nothing else
        fault = error.errors()[0]
        if fault["type"] == "json_invalid":
            words = f"the body is not JSON: {fault.get('ctx', {}).get('error', fault['msg'])}"
            return _answer(400, Message("invalid_request", {"problem": words[:300]}))
        place = [str(part) for part in fault["loc"] if part not in ("body", "query", "path")]
        where = ".".join(place)[:100]
        words = f"{where}: {fault['msg']}" if where else str(fault["msg"])
        return _answer(422, Message("invalid_request", {"problem": words[:300]}), field=where)

    async def http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for nothing else
        if error.status_code == 405:
            allowed = (error.headers or {}).get("Allow", "")
            return _answer(405, Message("method_not_allowed", {"allowed": allowed}))
        return _answer(error.status_code, Message("not_found"))

    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(TraderTerminalError, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)


def _answer(status: int, message: Message, code: str = "", field: str = "") -> JSONResponse:
    return JSONResponse(error_body(message, code, field), status)


def _status(services: Services) -> str:
    return "ok" if services.ledger.down is None else "ledger_down"


async def _page(
    found: Sequence[T], shape: Callable[[T], dict[str, Any]], limit: int, key: str
) -> Response:
    """Answer with a list, written beside the loop: a thousand orders take a tenth of a second.

    What the shapes promise in the description is held by tests, not checked once more here.
    """

    def write() -> Response:
        items = [shape(one) for one in found]
        following = items[-1][key] if len(items) == limit else None
        return JSONResponse({"items": items, "next": following})

    return await asyncio.to_thread(write)


def _add_state(routes: APIRouter, services: Services, tickets: Tickets) -> None:
    hub = services.hub

    @routes.get("/health", response_model=models.HealthModel)
    async def health() -> dict[str, Any]:
        down = services.ledger.down
        since = services.desk.kill_switch.since_ns
        uptime = (services.host.now_ns() - services.started_ns) / NANOSECONDS
        return {
            "status": _status(services),
            "version": services.version,
            "uptime_s": round(uptime, 3),
            "ledger": {
                "ok": down is None,
                "detail": "" if down is None else str(down),
                "last_seq": services.last_seq(),
            },
            "market": services.describe_market(),
            "clock": {"market": iso(hub.clock.now_ns()), "host": iso(services.host.now_ns())},
            "kill_switch": {
                "engaged": since is not None,
                "since": None if since is None else iso(since),
            },
        }

    @routes.post("/window", response_model=models.WindowModel)
    async def window() -> dict[str, Any]:
        """Let the window come forward, as a second start on its data folder does."""
        services.called.emit(None)
        return {"shown": len(services.called) > 0}

    @routes.get("/quotes", response_model=models.Page[models.QuoteModel])
    async def quotes(symbols: Annotated[str, Query(max_length=2000)] = "") -> dict[str, Any]:
        now = hub.clock.now_ns()
        named = [part for part in symbols.split(",") if part.strip()]
        found = [services.resolve(name).symbol for name in named] or list(hub.symbols())
        # Who names a symbol wants it from now on; who asks for all of them wants none besides.
        quote = hub.quote if named else hub.known
        items = [
            shapes.quote(symbol, quote(symbol), now, hub.health(symbol))
            for symbol in found[:MAX_LIMIT]
        ]
        return {"items": items}

    @routes.get("/options", response_model=models.Page[models.OptionModel])
    async def options(symbol: Annotated[str, Query(max_length=64)]) -> dict[str, Any]:
        """The options on a stock that are traded here, by day and strike; they trade as packages,
        too, and are quoted from the first question for them on."""
        root = services.resolve(symbol).root
        return {"items": [shapes.option(one) for one in services.symbols.options(root)]}

    @routes.post("/stream-ticket", response_model=models.TicketModel)
    async def stream_ticket() -> dict[str, str]:
        return {"ticket": tickets.issue(Access.ALL)}


def _add_alerts(routes: APIRouter, services: Services) -> None:
    @routes.get("/alerts", response_model=models.Page[models.AlertModel])
    async def alerts(status: Word = "", limit: Limit = 100, cursor: Word = "") -> Response:
        found = await services.ledger.alerts(status=status, limit=limit, before=cursor)
        at_hand = {record.alert_id: record for record in services.inbox.records}
        latest = [at_hand.get(record.alert_id, record) for record in found]
        return await _page(latest, shapes.alert, limit, "alert_id")

    @routes.get("/alerts/{alert_id}", response_model=models.AlertModel)
    async def one_alert(alert_id: str) -> dict[str, Any]:
        record = await services.inbox.record(alert_id)
        if record is None:
            raise Problem(404, Message("alert_not_found", {"id": alert_id[:64]}))
        return shapes.alert(record)

    @routes.post("/alerts/dry-run", response_model=models.RehearsalModel)
    async def dry_run(given: models.MessageRequest) -> dict[str, Any]:
        """Say how a message is read and what every account would do if it came now."""
        return shapes.rehearsal(services.inbox.rehearse(given.body))

    @routes.post("/alerts/paper", status_code=202, response_model=models.TriedModel)
    async def try_on_paper(given: models.TrialRequest) -> dict[str, Any]:
        """Trade a message on a paper account, as an alert of its own that came now."""
        inbox = services.inbox
        receipt = await inbox.try_on_paper(given.body, given.account)
        if not receipt.alert_id:
            reason = receipt.reason or Message(receipt.code)
            raise Problem(receipt.status, reason, receipt.code)
        return {"status": receipt.code, "alert_id": receipt.alert_id}


def _add_orders(routes: APIRouter, services: Services) -> None:
    desk, ledger = services.desk, services.ledger

    @routes.post(
        "/orders",
        status_code=202,
        response_model=models.PlacedModel,
        response_model_exclude_unset=True,
    )
    async def place(given: models.OrderRequest) -> dict[str, Any]:
        """Place an order on an account, or on every account of a group.

        The answer is the order, that of the group's leader first. For a group, `orders` holds the
        order of each account and `refusals` says why an account has none. It is a refusal only if
        nothing was sent anywhere.
        """
        wish = wishes.wish(given)
        if given.account:
            results = [LegResult(given.account, await desk.place(wish))]
        else:
            results = await services.groups.place(
                given.account_group or services.default_group, wish
            )
        return _placed(results)

    @routes.get("/orders/{order_id}", response_model=bracket_models.OrderDetailModel)
    async def one_order(order_id: str) -> dict[str, Any]:
        """One order, with the bracket that it belongs to and the queue before it."""
        order = await _order(services, order_id)
        quote = services.hub.quote(order.symbol)
        state = await desk.brackets.state(order, ledger, quote)
        bracket = None if state is None else bracket_shapes.bracket(state)
        instrument, now_ns = services.symbols.instrument(order.symbol), services.hub.clock.now_ns()
        queue = shapes.queue(services.find_queue(order), order, instrument, now_ns)
        return {**shapes.order(order), "bracket": bracket, **queue}

    @routes.patch("/orders/{order_id}", response_model=models.OrderModel)
    async def change(order_id: str, given: models.ChangeRequest) -> dict[str, Any]:
        order = await _order(services, order_id)
        return shapes.order(await desk.replace(order.order_id, wishes.terms(order, given)))

    @routes.delete("/orders/{order_id}", response_model=models.OrderModel)
    async def cancel(order_id: str) -> dict[str, Any]:
        order = await _order(services, order_id)
        if order.is_live:
            order = await desk.cancel(order_id)
        return shapes.order(order)


def _add_lists(routes: APIRouter, services: Services) -> None:
    desk, ledger = services.desk, services.ledger

    @routes.get("/orders", response_model=models.Page[models.OrderModel])
    async def orders(
        account: Word = "",
        status: Word = "",
        symbol: Word = "",
        strategy: Word = "",
        start: models.PeriodStart = None,
        end: models.PeriodEnd = None,
        limit: Limit = 100,
        cursor: Word = "",
    ) -> Response:
        """Orders by account, status, symbol, strategy, and when they were made."""
        found = await ledger.orders(
            account=account,
            symbol=services.resolve(symbol).symbol if symbol else "",
            status=status,
            strategy=strategy,
            period=Period(start, end),
            limit=limit,
            before=cursor,
        )
        return await _page(found, shapes.order, limit, "order_id")

    def fill_shape(found: Fill) -> dict[str, Any]:
        return shapes.fill(found, services.symbols.instrument(found.symbol))

    @routes.get("/fills", response_model=models.Page[models.FillModel])
    async def fills(
        account: Word = "",
        symbol: Word = "",
        strategy: Word = "",
        start: models.PeriodStart = None,
        end: models.PeriodEnd = None,
        limit: Limit = 100,
        cursor: Word = "",
    ) -> Response:
        """Executions by account, symbol, strategy, and when they were made."""
        found = await ledger.fills(
            account=account,
            symbol=services.resolve(symbol).symbol if symbol else "",
            strategy=strategy,
            period=Period(start, end),
            limit=limit,
            before=cursor,
        )
        return await _page(found, fill_shape, limit, "fill_id")

    @routes.get("/positions", response_model=models.Page[models.PositionModel])
    async def positions(account: Word = "", symbol: Word = "") -> dict[str, Any]:
        name = services.resolve(symbol).symbol if symbol else ""
        items = [
            shapes.position(
                position,
                desk.mark(position.symbol),
                stale=services.hub.health(position.symbol).stale,
            )
            for position in desk.positions.values()
            if account in ("", position.account) and name in ("", position.symbol)
        ]
        return {"items": items}


def _placed(results: Sequence[LegResult]) -> dict[str, Any]:
    """The answer to a wish; raises Problem when it was refused on every account."""
    orders = [result.order for result in results if result.order is not None]
    if all(result.refused is not None for result in results):
        refusal = results[0].refused or Message("refused")
        if orders and orders[0].account == results[0].account:
            raise Problem(422, with_figures(refusal, orders[0].verdict))
        raise Problem(422, refusal)
    answer = shapes.order(orders[0])
    if len(results) > 1:
        answer["orders"] = [shapes.order(order) for order in orders]
        answer["refusals"] = [shapes.leg(result) for result in results if result.refused]
    return answer


async def _order(services: Services, order_id: str) -> Order:
    order = services.desk.orders.get(order_id) or await services.ledger.order(order_id)
    if order is None:
        raise Problem(404, Message("order_not_found", {"id": order_id[:64]}))
    return order


def _known(services: Services) -> Callable[[str], Awaitable[str]]:
    async def known(account_id: str) -> str:
        if account_id not in services.desk.accounts:
            raise Problem(404, Message("account_unknown", {"account": account_id[:64]}))
        return account_id

    return known


def _add_groups(routes: APIRouter, services: Services) -> None:
    groups = services.groups

    @routes.get("/groups", response_model=models.Page[models.GroupModel])
    async def all_groups() -> dict[str, Any]:
        """Tell who leads, who follows or does not, and what each account made for the group."""
        return {"items": [shapes.group(n, groups, services.journal) for n in groups.names]}

    @routes.post("/groups/{name}/repair", response_model=models.RepairModel)
    async def repair(name: str, given: models.RepairRequest | None = None) -> dict[str, Any]:
        """Send every follower that drifts to its share, or only those that are named."""
        if name not in groups.names:
            raise Problem(404, Message("account_unknown", {"account": name[:64]}))
        wanted = given or models.RepairRequest()
        symbol = services.resolve(wanted.symbol).symbol if wanted.symbol else ""
        results = await groups.repair(name, wanted.account, symbol)
        return {
            "orders": [shapes.order(r.order) for r in results if r.order and not r.refused],
            "refusals": [shapes.leg(result) for result in results if result.refused],
        }


def _add_automation(routes: APIRouter, services: Services) -> None:
    automation = services.automation

    @routes.get("/strategies", response_model=models.StrategiesModel)
    async def strategies() -> dict[str, Any]:
        return shapes.strategies(automation)

    @routes.post("/strategies", response_model=models.StrategiesModel)
    async def throw(given: models.SwitchRequest) -> dict[str, Any]:
        """Switch a strategy, or automation on an account or everywhere."""
        if (given.automation is None) == (given.mode is None and given.approval is None):
            words = {"problem": "give automation, or mode or approval of a strategy"}
            raise Problem(422, Message("invalid_request", words), field="automation")
        if given.automation is not None:
            if given.account and given.account not in services.desk.accounts:
                raise Problem(422, Message("account_unknown", {"account": given.account}))
            await automation.turn(on=given.automation == "on", account=given.account)
        elif not given.strategy:
            words = {"problem": "strategy is needed"}
            raise Problem(422, Message("invalid_request", words), field="strategy")
        else:
            now = automation.switch(given.strategy) or StrategySwitch()
            await automation.throw(given.strategy, given.over(now))
        return shapes.strategies(automation)


def _add_approvals(routes: APIRouter, services: Services) -> None:
    inbox = services.inbox

    @routes.get("/approvals", response_model=models.Page[models.ApprovalModel])
    async def approvals() -> dict[str, Any]:
        """Tell which alerts wait for the trader's word."""
        now = services.host.now_ns()
        return {"items": [shapes.approval(record, now) for record in inbox.waiting]}

    @routes.post("/approvals", response_model=models.DecidedModel)
    async def decide(given: models.DecisionRequest) -> dict[str, Any]:
        """Approve or reject alerts; those that do not wait any more come back as such."""
        if set(given.approve) & set(given.reject):
            words = {"problem": "an alert is both approved and rejected"}
            raise Problem(422, Message("invalid_request", words), field="reject")
        answer: dict[str, list[str]] = {"approved": [], "rejected": [], "not_waiting": []}
        for alert_id in (*given.approve, *given.reject):
            approved = alert_id in given.approve
            decision = Decision.APPROVED if approved else Decision.REJECTED
            taken = await inbox.decide(alert_id, decision)
            answer[decision.value if taken else "not_waiting"].append(alert_id)
        return answer


def _account(found: Account, services: Services) -> dict[str, Any]:
    net, automation = services.day_net(found.account), services.automation.state(found.account)
    return shapes.account(found, services.desk, net, automation)


def _add_accounts(routes: APIRouter, services: Services) -> None:
    desk = services.desk

    def shown(account: Account) -> dict[str, Any]:
        return _account(account, services)

    Known = Annotated[str, Depends(_known(services))]

    @routes.get("/accounts", response_model=models.Page[models.AccountModel])
    async def accounts() -> dict[str, Any]:
        return {"items": [shown(found) for found in desk.accounts.values()]}

    def swept(before: Sequence[Order], closed: int) -> dict[str, Any]:
        """What became of the orders that were live before."""
        now = [desk.orders.get(order.order_id, order) for order in before]
        kept = [o for o in now if o.is_live and o.status is not OrderStatus.PENDING_CANCEL]
        filled = sum(order.status is OrderStatus.FILLED for order in now)
        return {
            "engaged": desk.kill_switch.engaged,
            "orders_cancelled": len(before) - len(kept) - filled,
            "orders_kept": len(kept),
            "positions_closed": closed,
        }

    @routes.post("/accounts/{account_id}/flatten", response_model=models.SweepModel)
    async def flatten(account_id: Known, symbol: Word = "") -> dict[str, Any]:
        """Cancel the orders of an account and close what it holds, or that of a symbol alone."""
        name = services.resolve(symbol).symbol if symbol else ""
        before = desk.live_orders(account_id, name)
        result = await desk.flatten(account_id, name)
        return swept(before, result.positions_closed)

    @routes.post("/accounts/{account_id}/cancel-all", response_model=models.SweepModel)
    async def cancel_all(
        account_id: Known, symbol: Word = "", side: Side | None = None
    ) -> dict[str, Any]:
        """Cancel the orders of an account, or only those of a symbol or a side."""
        name = services.resolve(symbol).symbol if symbol else ""
        before = [o for o in desk.live_orders(account_id, name) if side in (None, o.side)]
        await desk.cancel_all(account_id, name, side)
        return swept(before, 0)

    @routes.post("/accounts/{account_id}/reset", response_model=models.AccountModel)
    async def reset(account_id: Known, given: models.ResetRequest) -> dict[str, Any]:
        return shown(await desk.reset(account_id, given.cash))


def _add_brakes(routes: APIRouter, services: Services) -> None:
    """What holds trading up: the kill switch, trading states, limits."""
    desk = services.desk

    Known = Annotated[str, Depends(_known(services))]

    @routes.post("/kill-switch", response_model=models.KillSwitchModel)
    async def kill_switch(given: models.KillSwitchRequest) -> dict[str, Any]:
        switch = desk.kill_switch
        if given.engaged:
            return asdict(await switch.engage(flatten=given.flatten, by="the API"))
        if given.flatten:
            words = {"problem": "flatten goes with engaged"}
            raise Problem(422, Message("invalid_request", words), field="flatten")
        return asdict(await switch.release())

    @routes.post("/strategies/{name}/release", response_model=models.ReleasedModel)
    async def release(name: str) -> dict[str, Any]:
        return {"strategy": name, "released": await desk.repetition.release(name)}

    @routes.post("/accounts/{account_id}/state", response_model=models.AccountModel)
    async def set_state(account_id: Known, given: models.StateRequest) -> dict[str, Any]:
        return _account(await desk.set_state(account_id, given.state), services)

    @routes.get("/accounts/{account_id}/limits", response_model=models.LimitsModel)
    async def limits(account_id: Known) -> dict[str, Any]:
        return shapes.limits(account_id, desk, services.host.monotonic_ns())

    @routes.patch("/accounts/{account_id}/limits", response_model=models.LimitsModel)
    async def change_limits(account_id: Known, given: models.LimitsRequest) -> dict[str, Any]:
        wanted = given.model_dump(exclude_none=True)
        for name in ("session", "roll_window", "news_blackout"):
            if name in wanted:
                wanted[f"enforce_{name}"] = wanted.pop(name) == "enforce"
        await desk.change_limits(account_id, wanted)
        return shapes.limits(account_id, desk, services.host.monotonic_ns())


def _add_journal(routes: APIRouter, services: Services) -> None:
    async def selection(
        account: Word = "",
        symbol: Word = "",
        strategy: Word = "",
        first: Annotated[date | None, Query(alias="from")] = None,
        last: Annotated[date | None, Query(alias="to")] = None,
    ) -> Selection:
        name = services.resolve(symbol).symbol if symbol else ""
        return Selection(account, name, strategy, first, last)

    Chosen = Annotated[Selection, Depends(selection)]

    @routes.get("/trades", response_model=models.Page[models.TradeModel])
    async def trades(chosen: Chosen, limit: Limit = 100, cursor: Word = "") -> Response:
        found = services.journal.trades(chosen)[::-1]
        ids = [trade.trip.trade_id for trade in found]
        start = ids.index(cursor) + 1 if cursor in ids else (len(ids) if cursor else 0)
        return await _page(found[start : start + limit], shapes.trade, limit, "trade_id")

    @routes.get("/performance", response_model=models.PerformanceModel)
    async def performance(chosen: Chosen) -> dict[str, Any]:
        chosen_trades = [trade.trip for trade in services.journal.trades(chosen)]
        statistics = await asyncio.to_thread(lambda: trade_statistics(net_results(chosen_trades)))
        return {
            **written(statistics),
            "first": chosen.first.isoformat() if chosen.first else None,
            "last": chosen.last.isoformat() if chosen.last else None,
            "account": chosen.account or None,
        }


def _add_replay(routes: APIRouter, services: Services) -> None:
    def controls() -> Any:
        if services.replay is None:
            raise Problem(422, Message("no_replay"), "unsupported")
        return services.replay

    def status(replay: Any) -> dict[str, Any]:
        now = replay.status
        return {
            "state": now.state.value,
            "now": iso(now.now_ns),
            "position": now.position,
            "total": now.total,
        }

    @routes.get("/replay", response_model=models.ReplayModel)
    async def replay_status() -> dict[str, Any]:
        return status(controls())

    @routes.post("/replay", response_model=models.ReplayModel)
    async def move(given: models.ReplayRequest) -> dict[str, Any]:
        replay = controls()
        if given.action == "seek" and given.until is None:
            words = {"problem": "until is needed for seek"}
            raise Problem(422, Message("invalid_request", words), field="until")
        speed = float("inf") if given.speed == "max" else given.speed
        moves: dict[str, Callable[[], Awaitable[None]]] = {
            "pause": replay.pause,
            "play": lambda: replay.play(speed),
            "step": lambda: replay.step(given.seconds),
            "seek": lambda: replay.seek(given.until),
        }
        await moves[given.action]()
        return status(replay)
