"""Bodies are JSON whatever they are called, and are read as they were written."""

from decimal import Decimal
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Request

from traderterminal.gateway.exact_json import ExactRoute


async def read(content: bytes, called: str = "application/json") -> tuple[int, list[Any]]:
    """Post a body; return the status of the answer, and what was read."""
    app, routes, found = FastAPI(), APIRouter(route_class=ExactRoute), list[Any]()

    @routes.post("/")
    async def take(given: dict[str, Any], request: Request) -> None:
        found.append(await request.json())

    app.include_router(routes)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        headers = {"Content-Type": called}
        answer = await client.post("/", content=content, headers=headers)
    return answer.status_code, found


async def test_a_number_keeps_every_digit() -> None:
    _, found = await read(b'{"price": 4800.10, "quantity": 0.1}')
    assert [str(value) for value in found[0].values()] == ["4800.10", "0.1"]
    assert isinstance(found[0]["price"], Decimal)


async def test_a_body_that_is_called_a_form_is_read_all_the_same() -> None:
    assert await read(b'{"quantity": 1}', "application/x-www-form-urlencoded") == (
        200,
        [{"quantity": 1}],
    )


@pytest.mark.parametrize(
    "content",
    [b'{"a": NaN}', b'{"a": 1, "a": 2}', b'{"a": {"b": 1, "b": 1}}', b"[" * 100_000, b"\xff"],
)
async def test_what_has_no_one_meaning_is_not_taken(content: bytes) -> None:
    status, found = await read(content)
    assert status in (400, 422)
    assert found == []
