"""The application behind the guard: who answers which address."""

from traderterminal.gateway import stream, webhook
from traderterminal.gateway.answers import App, Receive, Scope, Send
from traderterminal.gateway.rest import build_api
from traderterminal.gateway.services import Services
from traderterminal.gateway.stream import Stream, StreamTickets
from traderterminal.gateway.webhook import Keys, Webhook


def build_application(
    services: Services, *, api_token: str, keys: Keys, rate_per_s: int, burst: int
) -> App:
    """Put webhook, stream and API together; the webhook does not pass through the framework."""
    tickets = StreamTickets(services.host)
    hook = Webhook(services.inbox.receive, keys, services.host, rate_per_s, burst)
    live = Stream(services, api_token, tickets)
    api = build_api(services, api_token, tickets)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope["path"])
        if scope["type"] == "websocket":
            if path == stream.PATH:
                await live(scope, receive, send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": stream.POLICY_VIOLATION})
        elif path == webhook.PATH or path.startswith(f"{webhook.PATH}/"):
            await hook(scope, receive, send)
        else:
            await api(scope, receive, send)

    return application
