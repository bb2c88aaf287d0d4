"""The application behind the guard: who answers which address."""

import asyncio
from collections.abc import Callable, Sequence

from traderterminal.gateway import guard, stream, webhook
from traderterminal.gateway.answers import App, Receive, Scope, Send
from traderterminal.gateway.services import Services
from traderterminal.gateway.stream import Stream
from traderterminal.gateway.tokens import Tickets, Token
from traderterminal.gateway.webhook import Keys, Webhook


class Application:
    """Webhook, stream, API, data feed and page.

    The webhook does not pass through the web framework, which is loaded off the loop by `warm_up`,
    or by the first request that needs it: it takes a quarter of a second that the first window
    should not wait for.
    """

    def __init__(
        self,
        services: Services,
        *,
        api_token: str,
        udf_token: str,
        keys: Keys,
        origins: Sequence[str],
        rate_per_s: int,
        burst: int,
        read_page: Callable[[str], bytes | None],
    ) -> None:
        self._services = services
        self._api_token, self._udf_token = Token(api_token), Token(udf_token)
        self._origins = origins
        self._read_page = read_page
        self._tickets = Tickets(services.host)
        self._hook = Webhook(services.inbox.receive, keys, services.host, rate_per_s, burst)
        self._stream = Stream(services, self._api_token, self._tickets)
        self._framed: App | None = None
        self._loading = asyncio.Lock()
        self._is_built = False
        self._is_closed = False

    @property
    def hook_asked_ns(self) -> int | None:
        """When the webhook was last asked anything, host time; None before the first time."""
        return self._hook.asked_ns

    async def warm_up(self) -> None:
        """Load the API, the data feed and the page."""
        await self._loaded()

    def close(self) -> None:
        """Let go of the services, once nothing is asked any more."""
        self._is_closed, self._framed = True, None
        if self._is_built:
            self._forget()

    def _forget(self) -> None:
        from traderterminal.gateway.rest import forget_endpoints

        forget_endpoints()

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
            framed = self._framed or await self._loaded()
            await framed(scope, receive, send)

    async def _loaded(self) -> App:
        async with self._loading:
            if self._framed is None:
                loop = asyncio.get_running_loop()
                self._framed = await loop.run_in_executor(None, self._build)
            return self._framed

    def _build(self) -> App:
        from traderterminal.gateway.page import build_page
        from traderterminal.gateway.rest import build_api
        from traderterminal.gateway.udf import build_udf

        api = build_api(self._services, self._api_token, self._tickets)
        api.openapi()  # its first description takes too long for the loop
        feed = build_udf(self._services, self._udf_token, self._tickets, self._origins)

        page = build_page(self._read_page)
        self._is_built = True
        if self._is_closed:  # while it was built
            self._forget()

        async def framed(scope: Scope, receive: Receive, send: Send) -> None:
            path = str(scope["path"])
            if path.startswith(guard.UDF):
                await feed(scope, receive, send)
            elif path == guard.CHART or path.startswith(f"{guard.CHART}/"):
                await page(scope, receive, send)
            else:
                await api(scope, receive, send)

        return framed
