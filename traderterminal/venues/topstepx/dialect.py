"""TopstepX, that is the ProjectX gateway: requests under /api, SignalR hubs under /hubs.

Paths are taken in any case. A token is taken as bearer and as `access_token` of the query. Hubs may
be entered with or without a negotiation before; what the hubs promise about order, wrapping and
closing is the least that clients in use rely on.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from traderterminal.venues.limits import RollingLimit
from traderterminal.venues.orders import VenueUser
from traderterminal.venues.sockets import Socket
from traderterminal.venues.topstepx import signalr
from traderterminal.venues.topstepx.hubs import CallRefused, Listener, MarketHub, UserHub
from traderterminal.venues.topstepx.models import Models
from traderterminal.venues.topstepx.rest import OPERATIONS, BadBody, Failure, Operations, read
from traderterminal.venues.topstepx.sessions import APP_NOT_FOUND, LoginRefused, Sessions
from traderterminal.venues.traffic import Answer, Request, json_answer
from traderterminal.venues.venue import World

PING_S: Final = 15.0
#: A peer that says nothing for so many pings, 30 seconds, is dropped.
SILENT_PINGS: Final = 2
#: The two budgets: calls in so many seconds.
HISTORY_LIMIT: Final = (50, 30.0)
OTHER_LIMIT: Final = (200, 60.0)
HISTORY_PATH: Final = "/api/history/retrievebars"
QUERY_PATH: Final = "/api/order/v2/query"
UNKNOWN_ERROR: Final = 7
USER, MARKET = "user", "market"
_HUBS: Final = MappingProxyType({"/hubs/user": USER, "/hubs/market": MARKET})


class _Key(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    userName: str
    apiKey: str


class TopstepXDialect:
    """Implements `venues.dialect.Dialect`."""

    name = "topstepx"
    unsupported: Mapping[str, str] = MappingProxyType({})
    id_keys = frozenset({"orderId"})
    price_keys = frozenset(
        {
            *("price", "limitPrice", "stopPrice", "trailPrice", "filledPrice", "averagePrice"),
            *("lastPrice", "bestBid", "bestAsk"),
        }
    )

    def __init__(self, world: World, position_brackets: frozenset[int] = frozenset()) -> None:
        self._world = world
        self._models = Models(world.exchange)
        self._operations = Operations(world, self._models, position_brackets)
        self.sessions = Sessions(world.exchange.users, world.host)
        self.user_hub = UserHub(world, self._models)
        self.market_hub = MarketHub(world, self._models, self._operations.contracts)
        self._history = RollingLimit(world.host, *HISTORY_LIMIT)
        self._others = RollingLimit(world.host, *OTHER_LIMIT)
        self._negotiated: set[str] = set()

    @property
    def zoneless(self) -> bool:
        return self._models.zoneless

    @zoneless.setter
    def zoneless(self, wanted: bool) -> None:
        self._models.zoneless = wanted

    def urls(self, host: str, port: int) -> Mapping[str, str]:
        """Return the addresses of requests and of the two hubs."""
        rest = f"http://{host}:{port}"
        return {"rest": rest, "stream": f"{rest}/hubs/user", "market": f"{rest}/hubs/market"}

    # Requests.

    async def answer(self, request: Request) -> Answer:
        """Answer a request: 404 for no operation, 405, 401, 429, 400, else an envelope."""
        path = request.path.lower()
        if path == "/api/status/ping":
            return Answer(200, b"pong", "text/plain; charset=utf-8")
        if path.removesuffix("/negotiate") in _HUBS and path.endswith("/negotiate"):
            return self._negotiate(request)
        if not path.startswith("/api/"):
            return Answer(404)
        if request.method != "POST":
            return Answer(405, headers={"allow": "POST"})
        try:
            return self._call(path, request)
        except BadBody as bad:
            return _validation_problem(bad.errors)

    def _call(self, path: str, request: Request) -> Answer:
        match path:
            case "/api/auth/loginkey":
                return self._log_in(request)
            case "/api/auth/loginapp":
                return _envelope({"token": None}, APP_NOT_FOUND)
            case "/api/auth/validate":
                return self._validate(request)
        operation = OPERATIONS.get(path)
        if operation is None and path != "/api/auth/logout":
            return Answer(404)
        user = self.sessions.user(request.bearer)
        if user is None:
            return Answer(401, headers={"www-authenticate": "Bearer"})
        budget = self._history if path == HISTORY_PATH else self._others
        if not budget.admits(user.name):
            return Answer(429)
        if operation is None:
            self.sessions.end(request.bearer)
            return _envelope({})
        try:
            return _envelope(operation(self._operations, user, _body(request)))
        except Failure as failure:
            return _envelope(failure.payload, failure.code, failure.words)

    def _log_in(self, request: Request) -> Answer:
        wanted = read(_Key, _body(request))
        try:
            return _envelope({"token": self.sessions.log_in(wanted.userName, wanted.apiKey)})
        except LoginRefused as refused:
            return _envelope({"token": None}, refused.code)

    def _validate(self, request: Request) -> Answer:
        if not request.bearer:
            return Answer(401, headers={"www-authenticate": "Bearer"})
        try:
            return _envelope({"newToken": self.sessions.validate(request.bearer)})
        except LoginRefused as refused:
            return _envelope({"newToken": None}, refused.code)

    # Hubs.

    def _negotiate(self, request: Request) -> Answer:
        if request.method != "POST":
            return Answer(405)
        if self._user(request) is None:
            return Answer(401)
        version = 1 if request.query.get("negotiateVersion") == "1" else 0
        own = f"connection-{self._world.exchange.next_id()}"
        answer: dict[str, Any] = {
            "negotiateVersion": version,
            "connectionId": own,
            "availableTransports": [
                {"transport": "WebSockets", "transferFormats": ["Text", "Binary"]}
            ],
        }
        if version:
            own = answer["connectionToken"] = f"token-{self._world.exchange.next_id()}"
        self._negotiated.add(own)
        return json_answer(answer)

    def socket_name(self, request: Request) -> str:
        """Return `user` or `market`, empty for no hub."""
        return _HUBS.get(request.path.lower().rstrip("/"), "")

    def welcome(self, request: Request) -> int:
        """Return 101, 401 without a session, 404 for no hub or an id that was not negotiated."""
        if not self.socket_name(request):
            return 404
        if self._user(request) is None:
            return 401
        own = request.query.get("id")
        if own is not None and own not in self._negotiated:
            return 404
        self._negotiated.discard(own or "")
        return 101

    async def talk(self, socket: Socket) -> None:
        """Shake hands, then answer calls until either side ends it."""
        user = self._user(socket.request)
        records: list[str] = []
        while not records:
            text = await socket.receive()
            if text is None:
                return
            records = list(signalr.records(text))
        error = signalr.handshake_error(records[0])
        if error is not None or user is None:
            socket.send(signalr.refusal(error or "The session is over."))
            return
        socket.send(signalr.ACCEPTED)
        await self._serve(socket, Listener(socket, user), records[1:])

    async def _serve(self, socket: Socket, listener: Listener, records: list[str]) -> None:
        hub = self.user_hub if socket.name == USER else self.market_hub
        hub.listeners[listener] = None
        pinging = self._world.tasks.spawn(self._ping(socket), name=f"pings of {socket.name}")
        try:
            while True:
                for record in records:
                    if not self._take(hub, listener, record):
                        return
                text = await socket.receive()
                if text is None:
                    return
                records = list(signalr.records(text))
        finally:
            hub.listeners.pop(listener, None)
            pinging.cancel()

    def _take(self, hub: UserHub | MarketHub, listener: Listener, record: str) -> bool:
        """Take in a record; False where the client says goodbye."""
        message = signalr.parse(record)
        if isinstance(message, signalr.Goodbye):
            return False
        if message is None:
            return True
        error = None
        try:
            hub.call(listener, message.target, message.arguments)
        except CallRefused as refused:
            error = str(refused)
        if message.invocation_id is not None:
            listener.socket.send(signalr.completion(message.invocation_id, error))
        return True

    async def _ping(self, socket: Socket) -> None:
        # Counted in pings, not in time: a clock that is set must not look like a long silence.
        silent, heard_ns = 0, 0
        while not socket.ended:
            await self._world.host.sleep(PING_S)
            silent = silent + 1 if heard_ns == socket.heard_ns else 0
            heard_ns = socket.heard_ns
            if silent >= SILENT_PINGS:
                socket.cut()
            else:
                socket.send(signalr.PING_RECORD)

    def _user(self, request: Request) -> VenueUser | None:
        return self.sessions.user(request.query.get("access_token") or request.bearer)

    # What the fault script asks.

    def reset(self) -> None:
        """Forget sessions, limits and mischief."""
        self.sessions.reset()
        self._history.reset()
        self._others.reset()
        self._negotiated.clear()
        self.zoneless, self.market_hub.withheld = False, 0

    def client_id(self, request: Request) -> str:
        """Return the custom tag of an order that is to be placed."""
        if request.path.lower() != "/api/order/place":
            return ""
        return str(_fields(request).get("customTag") or "")

    def order_of(self, request: Request) -> int | None:
        """Return the order that is to be modified or cancelled."""
        own = _fields(request).get("orderId")
        return own if isinstance(own, int) else None

    def is_later_page(self, request: Request) -> bool:
        """Say whether a query starts behind its first row."""
        offset = _fields(request).get("pageOffset")
        return request.path.lower() == QUERY_PATH and isinstance(offset, int) and offset > 0

    def failure(self, request: Request, code: object, text: str) -> Answer:
        """Return an envelope without success; the error is UnknownError unless it is given."""
        number = int(str(code)) if code is not None else UNKNOWN_ERROR
        return _envelope({}, number, text or None)

    def success(self, request: Request) -> Answer:
        """Return an envelope of success."""
        return _envelope({})

    def revoke(self, request: Request) -> None:
        """End the session of a request."""
        self.sessions.end(request.bearer)

    def refuse_logins(self, until_ns: int) -> None:
        """End every session and let nobody in until a host time."""
        self.sessions.refuse(until_ns)

    def compete(self) -> None:
        """Let another session take over: the hub says so, and no token is worth anything."""
        self.sessions.end_all()
        self.user_hub.log_out("The session was taken over by another login.")

    def withhold_snapshots(self, count: int) -> None:
        """Leave out what the next subscriptions to quotes or depth would be shown first."""
        self.market_hub.withheld += count

    def flood(self, socket: Socket, frames: int) -> Iterable[str]:
        """Return quotes of the first contract that a socket of the market hub has subscribed to."""
        for listener in self.market_hub.listeners:
            if listener.socket is socket:
                for _, contract in sorted(listener.wanted):
                    instrument = self._operations.contracts.find(contract)
                    if instrument is not None:
                        return self.market_hub.flood(contract, instrument, frames)
        return ()


def _envelope(payload: Mapping[str, Any], code: int = 0, words: str | None = None) -> Answer:
    return json_answer({**payload, "success": code == 0, "errorCode": code, "errorMessage": words})


def _validation_problem(errors: Mapping[str, list[str]]) -> Answer:
    """The answer of ASP.NET to a body that does not fit its model."""
    problem = {
        "type": "https://tools.ietf.org/html/rfc9110#section-15.5.1",
        "title": "One or more validation errors occurred.",
        "status": 400,
        "errors": errors,
    }
    answer = json_answer(problem, 400)
    return Answer(400, answer.body, "application/problem+json; charset=utf-8")


def _body(request: Request) -> Any:
    """The body as JSON; raises BadBody. None where there is none."""
    if not request.body.strip():
        return None
    try:
        return request.json()
    except ValueError as error:
        raise BadBody({"$": ["The body is not JSON."]}) from error


def _fields(request: Request) -> Mapping[str, Any]:
    try:
        body = request.json()
    except ValueError:
        return {}
    return body if isinstance(body, Mapping) else {}
