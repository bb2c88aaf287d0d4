"""The control port of a practice venue: what tests and acceptance checks steer it with.

JSON over HTTP with the control token as bearer. `GET /state`, `GET /log`, `POST /faults`,
`POST /clock`, `POST /market`, `POST /account`, `POST /reset`; errors are
`{"error": {"code", "message"}}`. Prices and money are decimal strings, times UTC ISO 8601; names
that end in `_ns` are nanoseconds.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hmac import compare_digest
from typing import Any

from traderterminal.kit.clock import NANOSECONDS, iso, parse_iso
from traderterminal.venues.clock import SettableClock
from traderterminal.venues.deeds import Deeds
from traderterminal.venues.dialect import Dialect
from traderterminal.venues.exchange import Exchange
from traderterminal.venues.faults import BadScript, Script
from traderterminal.venues.front import Front
from traderterminal.venues.lines import Lines
from traderterminal.venues.orders import Execution, Holding, VenueOrder
from traderterminal.venues.sockets import Socket
from traderterminal.venues.tapes import BadMove, Tape
from traderterminal.venues.traffic import Answer, Request, json_answer


class BadControl(Exception):
    """A control request that cannot be carried out."""


@dataclass(slots=True)
class Control:
    """Steers one venue; implements `server.Face`. `tape` is None where tests move the market."""

    token: str
    dialect: Dialect
    exchange: Exchange
    front: Front
    lines: Lines
    deeds: Deeds
    host: SettableClock
    tape: Tape | None = None

    async def answer(self, request: Request) -> Answer:
        """Answer a control request: 401 without the token, 404, 422 for what cannot be done."""
        if not compare_digest(request.bearer.encode(), self.token.encode()):
            return _error(401, "unauthenticated", "the control token is needed as bearer")
        calls: Mapping[str, Callable[[Any], Awaitable[Any]]] = {
            "GET /state": self._state,
            "GET /log": self._log,
            "POST /faults": self._faults,
            "POST /clock": self._clock,
            "POST /market": self._market,
            "POST /account": self._account,
            "POST /reset": self._reset,
        }
        call = calls.get(f"{request.method} {request.path}")
        if call is None:
            return _error(404, "not_found", f"there are {', '.join(calls)}")
        try:
            body = request.json() if request.body else {}
            if not isinstance(body, Mapping):
                raise BadControl("the body is no object")
            return json_answer(await call(body))
        except (BadControl, BadScript, BadMove, ValueError, ArithmeticError, TypeError) as error:
            return _error(422, "unsupported", str(error))

    def socket_name(self, request: Request) -> str:
        return ""

    def welcome(self, request: Request) -> int:
        """Refuse: there are no sockets here."""
        return 404

    async def talk(self, socket: Socket) -> None:
        """Never comes to pass: none is opened."""

    def strike(self, script: Script) -> None:
        """Arm a script in place of the one before, and do what is due at once; BadScript."""
        self.lines.script = script
        for entry in script.immediate:
            self.deeds.do(entry)

    async def _state(self, body: Mapping[str, Any]) -> Any:
        exchange = self.exchange
        return {
            "now": iso(exchange.now_ns),
            "host_now": iso(self.host.now_ns()),
            "market": None if self.tape is None else self.tape.state,
            "accounts": [
                {
                    "account": a.number,
                    "name": a.name,
                    "simulated": a.simulated,
                    "locked": a.locked,
                    "cash": f"{exchange.cash(a.number):f}",
                }
                for a in exchange.accounts.values()
            ],
            "orders": [_order(order) for order in exchange.orders.values()],
            "fills": [_fill(execution) for execution in exchange.executions()],
            "positions": [_position(held) for held in exchange.holdings()],
            "sockets": [socket.name for socket in self.lines.sockets],
        }

    async def _log(self, body: Mapping[str, Any]) -> Any:
        requests = [
            {
                "at_ns": seen.at_ns,
                "method": seen.method,
                "path": seen.path,
                "client_id": seen.client_id,
                "status": seen.status,
                "fault": seen.fault,
            }
            for seen in self.front.seen
        ]
        return {"requests": requests, "posts": dict(self.front.posts)}

    async def _faults(self, body: Mapping[str, Any]) -> Any:
        script = Script.parse(body, self.dialect.unsupported)
        self.strike(script)
        return {"armed": len(body.get("script", [])), "seed": body.get("seed", 0)}

    async def _clock(self, body: Mapping[str, Any]) -> Any:
        match dict(body):
            case {"advance_s": int() | float() | Decimal() as seconds, **rest} if not rest:
                self.host.advance(int(Decimal(str(seconds)) * NANOSECONDS))
            case {"set": str(moment), **rest} if not rest:
                self.host.advance(parse_iso(moment) - self.host.now_ns())
            case _:
                raise BadControl('one of {"advance_s": number} and {"set": time} is needed')
        return {"now": iso(self.host.now_ns())}

    async def _market(self, body: Mapping[str, Any]) -> Any:
        tape = self.tape
        if tape is None:
            raise BadControl("this venue has no market of its own")
        match body.get("action"):
            case "play":
                speed = body.get("speed")
                tape.play(None if speed is None else float(speed))
            case "pause":
                await tape.pause()
            case "step":
                seconds = body.get("seconds")
                await tape.step(None if seconds is None else float(seconds))
            case "until":
                given = body.get("until_ns")
                until_ns = given if isinstance(given, int) else parse_iso(str(body.get("until")))
                await tape.until(until_ns)
            case other:
                raise BadControl(f"action {other!r}: there are play, pause, step and until")
        return {"state": tape.state, "now": iso(tape.clock.now_ns())}

    async def _account(self, body: Mapping[str, Any]) -> Any:
        match dict(body):
            case {"account": int() as number, "locked": bool() as locked, **rest} if not rest:
                if number not in self.exchange.accounts:
                    raise BadControl(f"there is no account {number}")
                self.exchange.lock(number, locked=locked)
                return {"account": number, "locked": locked}
            case _:
                raise BadControl('{"account": number, "locked": true or false} is needed')

    async def _reset(self, body: Mapping[str, Any]) -> Any:
        self.exchange.reset()
        self.dialect.reset()
        self.front.reset()
        self.lines.reset()
        return {"now": iso(self.exchange.now_ns)}


def _error(status: int, code: str, words: str) -> Answer:
    return json_answer({"error": {"code": code, "message": words}}, status)


def _text(price: Decimal | None) -> str | None:
    return None if price is None else f"{price:f}"


def _order(order: VenueOrder) -> dict[str, Any]:
    ticket = order.ticket
    return {
        "order_id": order.order_id,
        "client_id": ticket.tag,
        "account": ticket.account,
        "symbol": ticket.symbol,
        "side": ticket.side.value,
        "quantity": order.quantity,
        "order_type": ticket.order_type.value,
        "limit_price": _text(order.limit_price),
        "stop_price": _text(order.stop_price),
        "time_in_force": ticket.time_in_force.value,
        "status": order.state.value,
        "filled_quantity": order.filled,
        "average_price": _text(order.average_price),
        "parent_id": order.parent,
        "reason": order.reason,
        "placed_at": iso(order.placed_ns),
    }


def _fill(execution: Execution) -> dict[str, Any]:
    return {
        "fill_id": execution.execution_id,
        "order_id": execution.order_id,
        "account": execution.account,
        "symbol": execution.symbol,
        "side": execution.side.value,
        "quantity": execution.quantity,
        "price": _text(execution.price),
        "fee": _text(execution.fee),
        "at": iso(execution.at_ns),
        "voided": execution.voided,
    }


def _position(held: Holding) -> dict[str, Any]:
    position = held.position
    return {
        "account": held.account,
        "symbol": position.symbol,
        "quantity": int(position.quantity),
        "average_price": _text(position.average_price),
        "realized_pnl": _text(position.realized_pnl),
    }
