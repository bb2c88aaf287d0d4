"""What the page at `/chart` answers, and what it lets a browser do."""

import httpx
import pytest

from traderterminal.gateway.page import DOCUMENT, FILES, LIBRARY, build_page

HELD = {name: f"the {name}".encode() for name in (DOCUMENT, *FILES)}


async def answer(path: str, held: dict[str, bytes] = HELD, method: str = "GET") -> httpx.Response:
    transport = httpx.ASGITransport(build_page(held.get))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
        return await client.request(method, path)


async def test_the_page_may_ask_this_engine_and_nobody_else() -> None:
    found = await answer("/chart?symbol=ES1!&resolution=5")
    assert (found.status_code, found.content) == (200, HELD[DOCUMENT])
    assert found.headers["content-type"].startswith("text/html")
    rules = dict(
        rule.split(" ", 1) for rule in found.headers["content-security-policy"].split("; ")
    )
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self' ws://127.0.0.1:8765",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize(("name", "kind"), FILES.items())
async def test_its_files_are_what_they_say_they_are(name: str, kind: str) -> None:
    found = await answer(f"/chart/{name}")
    assert (found.status_code, found.content) == (200, HELD[name])
    assert found.headers["content-type"].split(";")[0] == kind
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["cache-control"] == "no-store"
    assert found.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path", ["/chart/", "/chart/chart.html", "/chart/other.js", "/chart/..%2Fpage.js", "/chart/a/b"]
)
async def test_there_is_nothing_else(path: str) -> None:
    found = await answer(path)
    assert (found.status_code, found.json()["error"]["code"]) == (404, "not_found")


async def test_without_the_library_it_says_what_to_run() -> None:
    held = {name: content for name, content in HELD.items() if name != LIBRARY}
    found = await answer("/chart", held)
    assert found.status_code == 503
    assert "./packaging/run chart" in found.text
    assert found.headers["content-type"].startswith("text/plain")
    assert (await answer(f"/chart/{LIBRARY}", held)).status_code == 404


@pytest.mark.parametrize("path", ["/chart", "/chart/page.js"])
async def test_it_is_only_read(path: str) -> None:
    found = await answer(path, method="POST")
    assert (found.status_code, found.json()["error"]["code"]) == (405, "method_not_allowed")
