"""Bodies of requests: JSON with numbers read as they were written and each key standing once."""

import json
from collections.abc import Callable, Coroutine
from decimal import Decimal
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute


class _ExactRequest(Request):
    """Reads JSON numbers as they were written, never through a float."""

    async def json(self) -> Any:
        body = await self.body()
        try:
            value = json.loads(
                body,
                parse_float=Decimal,
                parse_constant=_no_constant,
                object_pairs_hook=_each_key_once,
            )
        except RecursionError as error:
            raise json.JSONDecodeError("nested too deeply", "", 0) from error
        except (ValueError, UnicodeDecodeError) as error:
            if isinstance(error, json.JSONDecodeError):
                raise
            raise json.JSONDecodeError(str(error)[:100], "", 0) from error
        return value


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Which of two quantities was meant is not for us to guess."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise json.JSONDecodeError(f"{name[:64]!r} stands twice", "", 0)
        found[name] = value
    return found


def _no_constant(name: str) -> Any:
    raise json.JSONDecodeError(f"{name} is not a JSON number", "", 0)


class ExactRoute(APIRoute):
    """Reads every body as JSON, its numbers as they were written."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def exact(request: Request) -> Response:
            # A body is JSON whatever it is called: curl calls what it sends a form.
            named = [(k, v) for k, v in request.scope["headers"] if k != b"content-type"]
            headers = [*named, (b"content-type", b"application/json")]
            scope = {**request.scope, "headers": headers}
            return await handle(_ExactRequest(scope, request.receive))

        return exact
