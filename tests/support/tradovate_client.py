"""A plain client of Tradovate, written from the protocol's reference alone.

It knows nothing of our adapter nor of our practice venue, so that the two cannot agree on a
mistake without it. It does what a careful script would: log in, ask, keep the socket alive, wait
for news.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from itertools import count
from typing import Any, Final, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from traderterminal.kit.clock import HostClock, within
from traderterminal.kit.tasks import TaskScope

HEARTBEAT_S: Final = 2.5
PATIENCE_S: Final = 10.0

Entity = Mapping[str, Any]
News = Mapping[str, Any]


class Refused(Exception):
    """An answer other than success: its status and its text."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status} {text}")
        self.status = status
        self.text = text


class Missed(Exception):
    """Something awaited did not come in time."""


def _read(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


class Socket:
    """A socket: numbered requests, their replies, and the news in between."""

    def __init__(self, connection: ClientConnection, tasks: TaskScope) -> None:
        self._connection = connection
        self._numbers = count(1)
        self._replies: dict[int, Mapping[str, Any]] = {}
        self._hosts = HostClock()
        self.frames: list[str] = []
        self.news: list[News] = []
        self.ended = False
        tasks.spawn(self._hear(), name="hear")
        tasks.spawn(self._beat(), name="beat")

    async def request(self, endpoint: str, body: object = None, query: str = "") -> Any:
        """Send a request and return the data of its reply; raises Refused."""
        number = next(self._numbers)
        text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        await self._connection.send(f"{endpoint}\n{number}\n{query}\n{text}")
        await self.until(lambda: number in self._replies)
        reply = self._replies.pop(number)
        if not 200 <= reply["s"] < 300:
            raise Refused(reply["s"], reply.get("d", ""))
        return reply.get("d")

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait until something is so; raises Missed after ten seconds."""

        async def watch() -> None:
            while not happened():
                await self._hosts.sleep(0.005)

        if not await within(self._hosts, PATIENCE_S, watch()):
            raise Missed(f"in vain after {self.frames[-5:]}")

    def entities(self, kind: str, **fields: object) -> list[Entity]:
        """Return what the news told of a kind of entity, oldest first, where `fields` are such."""
        told = [one["d"] for one in self.news if one["e"] == "props"]
        found = []
        for props in told:
            if props["entityType"] != kind:
                continue
            entity = props["entity"]
            found.extend(entity if isinstance(entity, list) else [entity])
        return [one for one in found if all(one.get(k) == v for k, v in fields.items())]

    async def entity(self, kind: str, **fields: object) -> Entity:
        """Wait for an entity to be told of; return the last one told."""
        await self.until(lambda: self.entities(kind, **fields))
        return self.entities(kind, **fields)[-1]

    async def close(self) -> None:
        """Hang up."""
        await self._connection.close()

    async def _hear(self) -> None:
        try:
            async for frame in self._connection:
                assert isinstance(frame, str)
                self.frames.append(frame)
                if frame.startswith("a"):
                    self._sort(_read(frame[1:]))
        except ConnectionClosed:
            pass  # with an error, which is an end like any other
        finally:
            self.ended = True

    def _sort(self, messages: list[Mapping[str, Any]]) -> None:
        for message in messages:
            if "i" in message:
                self._replies[message["i"]] = message
            else:
                self.news.append(message)

    async def _beat(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                await self._hosts.sleep(HEARTBEAT_S)
                await self._connection.send("[]")


class TradovateClient:
    """One user's script. Urls end in `/v1` for requests and `/v1/websocket` for sockets."""

    def __init__(self, rest: str, stream: str, market: str) -> None:
        self._stream, self._market = stream, market
        self._http = httpx.AsyncClient(base_url=rest.rstrip("/") + "/", timeout=PATIENCE_S)
        self._failures: list[Exception] = []
        self._tasks = TaskScope(on_error=lambda name, error: self._failures.append(error))
        self._sockets: list[Socket] = []
        self.token = ""
        self.market_token = ""
        self.user_id = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        for socket in self._sockets:
            await socket.close()
        await self._tasks.aclose()
        await self._http.aclose()
        assert self._failures == []

    async def log_in(self, name: str, password: str, **more: str) -> Mapping[str, Any]:
        """Ask for a token and keep it where one is given; return the whole answer."""
        answer: Mapping[str, Any] = await self.post(
            "auth/accesstokenrequest",
            {
                "name": name,
                "password": password,
                "appId": "script",
                "appVersion": "1.0",
                "deviceId": "5e0d6e8a-59ab-4bde-9d43-1f3f6c2b9a10",
                **more,
            },
        )
        self._keep(answer)
        return answer

    async def renew(self) -> Mapping[str, Any]:
        """Ask for a fresh token."""
        answer: Mapping[str, Any] = await self.get("auth/renewaccesstoken")
        self._keep(answer)
        return answer

    def _keep(self, answer: Mapping[str, Any]) -> None:
        if "accessToken" in answer:
            self.token = answer["accessToken"]
            self.market_token = answer.get("mdAccessToken", self.token)
            self.user_id = answer["userId"]

    async def get(self, endpoint: str, **query: object) -> Any:
        """Ask with a query; raises Refused."""
        asked = {name: str(value) for name, value in query.items()}
        return self._answer(await self._http.get(endpoint, params=asked, headers=self._headers))

    async def post(self, endpoint: str, body: Mapping[str, Any]) -> Any:
        """Ask with a JSON body; raises Refused."""
        return self._answer(await self._http.post(endpoint, json=body, headers=self._headers))

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    @staticmethod
    def _answer(response: httpx.Response) -> Any:
        if not response.is_success:
            raise Refused(response.status_code, response.text)
        return _read(response.text)

    async def open_stream(self) -> Socket:
        """Open the socket of orders and authorize on it."""
        return await self._open(self._stream, self.token)

    async def open_market(self) -> Socket:
        """Open the socket of market data and authorize on it."""
        return await self._open(self._market, self.market_token)

    async def open_unauthorized(self) -> Socket:
        """Open the socket of orders and wait for its first frame alone."""
        return await self._connect(self._stream)

    async def _open(self, url: str, token: str) -> Socket:
        socket = await self._connect(url)
        await socket.request("authorize", token)
        return socket

    async def _connect(self, url: str) -> Socket:
        socket = Socket(await connect(url), self._tasks)
        self._sockets.append(socket)
        await socket.until(lambda: socket.frames[:1] == ["o"])
        return socket

    async def synchronize(self, socket: Socket) -> Mapping[str, Any]:
        """Ask for the snapshot, after which the socket tells of every change."""
        body = {"users": [self.user_id], "splitResponses": False}
        snapshot: Mapping[str, Any] = await socket.request("user/syncrequest", body)
        return snapshot
