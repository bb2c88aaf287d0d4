"""The practice Tradovate: which request is answered by whom, and who is told of what.

REST and the trading socket take the same operations. What arrives on a socket goes the way of a
request, past log and fault script, before it comes back here. Environments are base paths of one
port: `/demo/v1` shows the simulated accounts, `/live/v1` the others, `/md/v1` sells market data.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl

from traderterminal.venues.limits import RollingLimit
from traderterminal.venues.sockets import Socket
from traderterminal.venues.tradovate.conversation import Conversation
from traderterminal.venues.tradovate.entities import (
    MASTERS,
    PLURALS,
    Change,
    Viewer,
    kind_of,
    may_see,
)
from traderterminal.venues.tradovate.frames import (
    OPEN,
    Asked,
    event,
    pack,
    read_frame,
    reply,
    reply_in,
)
from traderterminal.venues.tradovate.house import House
from traderterminal.venues.tradovate.operations import Operations
from traderterminal.venues.tradovate.penalties import (
    LOGIN,
    LOGIN_ENDPOINT,
    USER,
    PenaltyBox,
)
from traderterminal.venues.tradovate.sessions import SESSIONS_EACH, Login, Sessions
from traderterminal.venues.tradovate.wire import Call, Data, Failure, Fields, read_call, token_in
from traderterminal.venues.traffic import Answer, Dropped, Request, json_answer
from traderterminal.venues.venue import World

DEMO, LIVE, MARKET = "demo", "live", "md"
_PATH: Final = re.compile(r"/(demo|live|md)/v1/(.*)", re.IGNORECASE)
_SOCKET: Final = "websocket"
#: A header that no client can send: the number of the socket that a request came over.
_OVER: Final = ":conversation"
_ZONE: Final = re.compile(r'(\d\d:\d\d:\d\d\.\d{3})Z(?=")')
_PLACING: Final = frozenset({"order/placeorder", "order/placeoso", "order/placeoco"})
_CHANGING: Final = frozenset({"order/modifyorder", "order/cancelorder"})
#: What the fault script calls an answer that asks for a penalty ticket (F8), without and with one.
_PENALTIES: Final = frozenset({"p-ticket", "p-captcha"})
_BAD_LOGIN: Final = {"errorText": "Incorrect username or password. Please try again"}


class TradovateDialect:
    """Implements `venues.dialect.Dialect`. `new_token` makes the texts of tokens and tickets."""

    name = "tradovate"
    unsupported: Mapping[str, str] = MappingProxyType(
        {
            "F18": "executions are entities there, and no two of them share an id",
            "F24": "a changed order keeps its id there",
            "F29": "lists are not cut into pages there",
        }
    )
    id_keys = frozenset({"orderId", "ocoId", "oso1Id", "oso2Id", "commandId"})
    price_keys = frozenset(
        {"price", "stopPrice", "netPrice", "avgPx", "lastPx", "buyPrice", "sellPrice"}
        | {"open", "high", "low", "close"}
    )

    def __init__(self, world: World, new_token: Callable[[], str]) -> None:
        self.zoneless = False
        self._world = world
        self._new_token = new_token
        self._numbers = count(1)
        self._conversations: dict[int, Conversation] = {}
        self._open()

    def _open(self) -> None:
        """Begin with no orders, no sessions, and nothing held against anybody."""
        world = self._world
        self.house = House(world)
        self.house.entities.changed.connect(self._tell)
        self._operations = Operations(self.house, world.exchange, world.host)
        users = list(world.exchange.users.values())
        self.sessions = Sessions(world.host, users, self._new_token)
        self.sessions.ended.connect(self._end)
        self.penalties = PenaltyBox(world.host, self._new_token)
        self._limits = [RollingLimit(world.host, *each) for each in USER]
        self._login_limit = RollingLimit(world.host, *LOGIN)
        self._no_logins_until_ns = 0

    # The protocol.

    def urls(self, host: str, port: int) -> Mapping[str, str]:
        """Return the addresses of the demo environment and of market data."""
        return {
            "rest": f"http://{host}:{port}/{DEMO}/v1",
            "stream": f"ws://{host}:{port}/{DEMO}/v1/{_SOCKET}",
            "market": f"ws://{host}:{port}/{MARKET}/v1/{_SOCKET}",
        }

    async def answer(self, request: Request) -> Answer:
        """Answer a request of either kind; failures of business have status 200 here."""
        found = _PATH.fullmatch(request.path)
        if found is None:
            return Answer(404)
        call, conversation = _call(request), self._over(request)
        try:
            data = self._answer(call, request, found[1].lower(), conversation)
        except Failure as failure:
            if failure.status != 429:
                self.penalties.failed(call.endpoint)
            return Answer(failure.status, failure.text.encode(), "text/plain")
        if data is None:
            return Answer(200)
        answer = json_answer(data)
        return Answer(200, self._spell(answer.body.decode()).encode())

    def socket_name(self, request: Request) -> str:
        """Return `user` for a socket of orders, `market` for one of market data."""
        found = _PATH.fullmatch(request.path)
        if found is None or found[2].lower() != _SOCKET:
            return ""
        return "market" if found[1].lower() == MARKET else "user"

    def welcome(self, request: Request) -> int:
        """Let everybody in who knows the way: a login comes later."""
        return 101 if self.socket_name(request) else 404

    async def talk(self, socket: Socket) -> None:
        """Hold the conversation on an open socket until it ends."""
        host, number = self._world.host, next(self._numbers)
        found = _PATH.fullmatch(socket.request.path)
        world = DEMO if found is None else found[1].lower()
        now_ns = host.monotonic_ns()
        conversation = Conversation(number, socket, world, host, now_ns, now_ns, self._spell)
        self._conversations[number] = conversation
        conversation.put(OPEN)
        beat = self._world.tasks.spawn(conversation.keep_alive(), name="heartbeats")
        try:
            while (text := await socket.receive()) is not None:
                try:
                    asked = read_frame(text)
                except Failure as failure:
                    conversation.hang_up(3000, failure.text)
                    return
                if asked is not None:
                    self._world.tasks.spawn(self._reply(conversation, asked), name="a reply")
        finally:
            beat.cancel()
            del self._conversations[number]
            self.house.market_data.forget(conversation)

    def reset(self) -> None:
        """Forget orders, sessions, limits and mischief."""
        self.zoneless = False
        self.house.close()
        self._open()

    # What the fault script asks.

    def client_id(self, request: Request) -> str:
        """Return the `clOrdId` of a request that places an order."""
        call = _call(request)
        client_id = call.fields.get("clOrdId") if call.endpoint in _PLACING else None
        return client_id if isinstance(client_id, str) else ""

    def order_of(self, request: Request) -> int | None:
        """Return the `orderId` of a request that changes or cancels an order."""
        call = _call(request)
        number = call.fields.get("orderId") if call.endpoint in _CHANGING else None
        return number if isinstance(number, int) else None

    def is_later_page(self, request: Request) -> bool:
        """There are no pages."""
        return False

    def failure(self, request: Request, code: object, text: str) -> Answer:
        """Return a refusal, or with `p-ticket` or `p-captcha` as its code a penalty."""
        call = _call(request)
        if code in _PENALTIES:
            captcha = code == "p-captcha"
            return json_answer(self.penalties.penalise(call.endpoint, captcha=captcha))
        if call.entity == "order":
            reason = "UnknownReason" if code is None else str(code)
            return json_answer({"failureReason": reason, "failureText": text})
        return json_answer({"errorText": text})

    def success(self, request: Request) -> Answer:
        """Return the id of a command that nobody carries out."""
        return json_answer({"commandId": self._world.exchange.next_id()})

    def revoke(self, request: Request) -> None:
        """Let the token of a request be unknown from here on."""
        conversation = self._over(request)
        if conversation is None:
            self.sessions.revoke(_token(request))
        elif conversation.login is not None:
            self.sessions.revoke(conversation.login.token)

    def refuse_logins(self, until_ns: int) -> None:
        """End every session and let nobody in until a host time."""
        self._no_logins_until_ns = until_ns
        for user in self._world.exchange.users.values():
            for login in self.sessions.open(user):
                self.sessions.revoke(login.token)

    def compete(self) -> None:
        """Let every user log in elsewhere, so often that his sessions here are closed."""
        for user in self._world.exchange.users.values():
            for _ in range(SESSIONS_EACH):
                self.sessions.begin(user, "elsewhere")

    def withhold_snapshots(self, count: int) -> None:
        """Leave out the first picture of the next subscriptions to market data."""
        self.house.market_data.withheld += count

    def flood(self, socket: Socket, frames: int) -> Iterable[str]:
        """Return so many frames of quotes."""
        return self.house.market_data.flood(frames)

    # Requests.

    def _over(self, request: Request) -> Conversation | None:
        return self._conversations.get(int(request.headers.get(_OVER, "0")))

    def _answer(
        self, call: Call, request: Request, world: str, conversation: Conversation | None
    ) -> Data | None:
        if call.endpoint == LOGIN_ENDPOINT:
            self._spend(call.fields.text("name"), self._login_limit)
            return self._penalty(call) or self._log_in(call.fields)
        if call.endpoint == "authorize" and conversation is not None:
            self._authorize(call, conversation)
            return None
        login = self._login(request, conversation)
        self._spend(login.user.name, *self._limits)
        penalty = self._penalty(call)
        if penalty is not None:
            return penalty
        if conversation is not None and world == MARKET and call.entity == "md":
            return self.house.market_data.answer(call, conversation)
        if call.entity == "auth":
            return self._authenticate(call, login)
        viewer = self.house.viewer(login.user.number, live=world == LIVE)
        if conversation is not None and call.endpoint == "user/syncrequest":
            return self._synchronize(call.fields, conversation, login, viewer)
        return self._operations.answer(call, viewer)

    @staticmethod
    def _spend(user: str, *limits: RollingLimit) -> None:
        """Count a call of a user; raises Failure for one too many."""
        if not all(limit.admits(user) for limit in limits):
            raise Failure(429)

    def _penalty(self, call: Call) -> Data | None:
        return self.penalties.admit(call.endpoint, call.fields.text("p-ticket"))

    def _login(self, request: Request, conversation: Conversation | None) -> Login:
        if conversation is None:
            return self.sessions.login_of(_token(request))
        if conversation.login is None:
            raise Failure(401, "Access is denied")
        return self.sessions.login_of(conversation.login.token)

    def _log_in(self, fields: Fields) -> Data:
        fields.need("name", "password")
        barred = self._world.host.monotonic_ns() < self._no_logins_until_ns
        login = None if barred else self.sessions.log_in(fields)
        if login is None:
            self.penalties.failed(LOGIN_ENDPOINT)
            return _BAD_LOGIN
        return self.sessions.answer(login)

    def _authenticate(self, call: Call, login: Login) -> Data:
        match call.operation:
            case "renewaccesstoken":
                self._spend(login.user.name, self._login_limit)
                return self.sessions.answer(self.sessions.renew(login))
            case "me":
                return {
                    "userId": login.user.number,
                    "name": login.user.name,
                    "fullName": login.user.name,
                    "email": f"{login.user.name}@example.com",
                    "emailVerified": True,
                    "isTrial": False,
                    "activePlugins": [],
                }
            case _:
                raise Failure(404)

    # Sockets.

    async def _reply(self, conversation: Conversation, asked: Asked) -> None:
        """Let a request of a socket go the way of any other, and send what comes back."""
        request = Request(
            method="POST",
            path=f"/{conversation.world}/v1/{asked.endpoint}",
            query=dict(parse_qsl(asked.query)),
            headers={_OVER: str(conversation.number)},
            body=asked.body.encode(),
        )
        try:
            answer = await self._world.ask(request)
        except Dropped as dropped:
            if dropped.reset:
                conversation.socket.cut()
        else:
            conversation.put(_replied(asked.number, answer))
        conversation.finish_reply()

    def _authorize(self, call: Call, conversation: Conversation) -> None:
        try:
            conversation.login = self.sessions.login_of(token_in(call.text))
        except Failure as failure:
            words = "Invalid access token" if failure.status == 401 else failure.text
            raise Failure(failure.status, words) from None

    def _synchronize(
        self, fields: Fields, conversation: Conversation, login: Login, viewer: Viewer
    ) -> Data:
        """Return all entities of some kinds, and tell of every change from here on.

        Who names users or accounts gets every kind; who names neither those nor kinds gets none
        but those that are always there.
        """
        users, accounts = fields.integers("users"), fields.integers("accounts")
        if any(user != login.user.number for user in users):
            raise Failure(401, "Access is denied")
        named = [kind_of(name) for name in fields.texts("entityTypes")]
        every = not named and bool(users or accounts)
        kinds = frozenset(kind for kind in MASTERS if every or kind in named)
        conversation.kinds = kinds
        conversation.accounts = frozenset((*accounts, -login.user.number)) if accounts else None
        viewer = conversation.narrowed(viewer)
        always = kinds | {"user", "contractGroup"}
        return {PLURALS[kind]: self.house.listed(kind, viewer) for kind in sorted(always)}

    def _tell(self, change: Change) -> None:
        for conversation in tuple(self._conversations.values()):
            login, kinds = conversation.login, conversation.kinds
            if login is None or kinds is None or change.kind not in kinds:
                continue
            viewer = self.house.viewer(login.user.number, live=conversation.world == LIVE)
            if may_see(conversation.narrowed(viewer), change.owner):
                conversation.send([event("props", change.props)], change.kind)

    def _end(self, login: Login) -> None:
        """Hang up on the sockets of a session that was closed."""
        told = {"reasonCode": "ConnectionQuotaReached", "reason": "Too many sessions"}
        for conversation in tuple(self._conversations.values()):
            if conversation.login is login:
                conversation.send([event("shutdown", told)], "shutdown")
                conversation.hang_up(3000, "Go away!")

    def _spell(self, text: str) -> str:
        """Write times as the fault script wants them (F43)."""
        return _ZONE.sub(r"\1", text) if self.zoneless else text


def _call(request: Request) -> Call:
    found = _PATH.fullmatch(request.path)
    endpoint = "" if found is None else found[2]
    return read_call(endpoint, request.query, request.body.decode("utf-8", "replace"))


def _token(request: Request) -> str:
    """The token of a request; one client puts a `$` before it."""
    return request.bearer.removeprefix("$")


def _replied(number: int, answer: Answer) -> str:
    """Return the frame that says on a socket what an answer says over HTTP."""
    text = answer.body.decode("utf-8", "replace")
    if answer.status == 200 and text and answer.content_type == "application/json":
        return reply_in(number, answer.status, text)
    return pack([reply(number, answer.status, text or None)])
