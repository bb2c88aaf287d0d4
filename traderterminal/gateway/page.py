"""The page at `/chart`: one symbol in a browser, drawn by TradingView's Lightweight Charts.

It is public and holds nothing: the token stands in the address's fragment, which no browser sends,
and only its script reads it. The library is not ours and not shipped; without it the page says what
installs it. Browsers let the page load its own files and ask this engine, and nothing else.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from traderterminal.domain.messages import Message, english
from traderterminal.gateway.answers import App, error_body
from traderterminal.gateway.guard import CHART

DOCUMENT: Final = "chart.html"
LIBRARY: Final = "lightweight-charts.js"
#: What the page consists of beside the document, and how a browser is to take it.
FILES: Final = {
    LIBRARY: "text/javascript",
    "page.js": "text/javascript",
    "feed.js": "text/javascript",
    "picture.js": "text/javascript",
    "words.js": "text/javascript",
    "page.css": "text/css",
    "theme.css": "text/css",
    "icon.svg": "image/svg+xml",
}

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

#: Returns a file of the page; None for one that is not installed.
ReadFile = Callable[[str], bytes | None]


def build_page(read: ReadFile) -> App:
    """Return the page as an ASGI application; `read` is called beside the loop."""

    async def load(name: str) -> bytes | None:
        return await asyncio.get_running_loop().run_in_executor(None, read, name)

    async def document(request: Request) -> Response:
        if await load(LIBRARY) is None:
            words = english(Message("chart_library_missing"))
            return PlainTextResponse(words, 503, headers=_HEADERS)
        policy = {"Content-Security-Policy": _policy(request.headers["host"])}
        return Response(await load(DOCUMENT), 200, _HEADERS | policy, "text/html")

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        content = await load(name) if name in FILES else None
        if content is None:
            return await _missing(request)
        return Response(content, 200, _HEADERS, FILES[name])

    routes = [Route(CHART, document), Route(f"{CHART}/{{name}}", file)]
    app = Starlette(routes=routes, exception_handlers={404: _missing, 405: _wrong_method})
    app.router.redirect_slashes = False
    return app


def _policy(host: str) -> str:
    """What the page may load; `host` has been checked to be a name of ours."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            f"connect-src 'self' ws://{host}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    )


async def _missing(request: Request, error: Exception | None = None) -> Response:
    return JSONResponse(error_body(Message("not_found")), 404)


async def _wrong_method(request: Request, error: Exception) -> Response:
    return JSONResponse(error_body(Message("method_not_allowed", {"allowed": "GET"})), 405)
