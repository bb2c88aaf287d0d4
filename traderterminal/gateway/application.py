"""The application behind the guard: who answers which address."""

import asyncio

from traderterminal.gateway import stream, webhook
from traderterminal.gateway.answers import App, Receive, Scope, Send
from traderterminal.gateway.services import Services
from traderterminal.gateway.stream import Stream, StreamTickets
from traderterminal.gateway.webhook import Keys, Webhook


class Application:
    """Webhook, stream and API. The webhook does not pass through the web framework.

    The framework is loaded off the loop by `warm_up`, or by the first request that needs it: it
    takes a quarter of a second that the first window should not wait for.
    """

    def __init__(
        self, services: Services, *, api_token: str, keys: Keys, rate_per_s: int, burst: int
    ) -> None:
        self._services = services
        self._api_token = api_token
        self._tickets = StreamTickets(services.host)
        self._hook = Webhook(services.inbox.receive, keys, services.host, rate_per_s, burst)
        self._stream = Stream(services, api_token, self._tickets)
        self._api: App | None = None
        self._loading = asyncio.Lock()

    async def warm_up(self) -> None:
        """Load the API."""
        await self._loaded_api()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope["path"])
        if scope["type"] == "websocket":
            if path == stream.PATH:
                await self._stream(scope, receive, send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": stream.POLICY_VIOLATION})
        elif path == webhook.PATH or path.startswith(f"{webhook.PATH}/"):
            await self._hook(scope, receive, send)
        else:
            api = self._api or await self._loaded_api()
            await api(scope, receive, send)

    async def _loaded_api(self) -> App:
        async with self._loading:
            if self._api is None:
                loop = asyncio.get_running_loop()
                self._api = await loop.run_in_executor(None, self._build_api)
            return self._api

    def _build_api(self) -> App:
        from traderterminal.gateway.rest import build_api

        return build_api(self._services, self._api_token, self._tickets)
