"""Commands that speak to the running engine over its local listener."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import httpx

from traderterminal.alerts.templates import Template, read_templates
from traderterminal.app.options import Options
from traderterminal.domain.errors import BadData
from traderterminal.gateway.guard import CHART
from traderterminal.gateway.stream import RESOLUTIONS
from traderterminal.kit.clock import NANOSECONDS, HostClock
from traderterminal.storage.resources import Resources

TIMEOUT_SECONDS: Final = 10.0
#: With a broker that hangs, closing every position takes as long as its steps may take.
KILL_SECONDS: Final = 60.0


def runtime(data_dir: Path) -> Mapping[str, Any]:
    """Return what the running engine says of itself; raises BadData when none runs."""
    path = data_dir / "runtime.json"
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadData(
            f"no engine is running on {data_dir}. Start the desktop or `traderterminal serve`"
            " with the same --data-dir."
        ) from error
    if not isinstance(found, dict):
        raise BadData(f"{path} is damaged; restart the engine")
    return found


def send_alert(options: Options, body: bytes) -> tuple[int, str]:
    """Post an alert body, signed as a relay would; return status and answer."""
    engine = runtime(options.data_dir)
    timestamp = str(HostClock().now_ns() // NANOSECONDS)
    nonce = secrets.token_urlsafe(18)
    signed = f"{timestamp}.{nonce}.".encode() + body
    signature = hmac.new(engine["relay_key"].encode(), signed, hashlib.sha256).hexdigest()
    with _client(engine) as client:
        answer = _ask(
            lambda: client.post(
                "/webhook/tradingview",
                content=body,
                headers={
                    "X-TT-Timestamp": timestamp,
                    "X-TT-Nonce": nonce,
                    "X-TT-Signature": f"sha256={signature}",
                },
            )
        )
    return answer.status_code, answer.text


def post(options: Options, path: str, body: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:
    """Post to the running engine's API; return status and answer. Raises BadData without one."""
    engine = runtime(options.data_dir)
    with _client(engine) as client:
        answer = _ask(lambda: client.post(f"/api/v1{path}", json=body))
    found = answer.json()
    return answer.status_code, found if isinstance(found, dict) else {}


def flatten(
    options: Options, account: str | None, *, every: bool
) -> Iterator[tuple[str, int, str]]:
    """Flatten one account, or all of them at once; yield each with status and answer.

    An account whose answer did not come in time has the status 0. Raises BadData where neither is
    said and there are several.
    """
    engine = runtime(options.data_dir)
    with _client(engine, KILL_SECONDS) as client:

        def one(name: str) -> tuple[int, str]:
            answer = _ask(lambda: client.post(f"/api/v1/accounts/{name}/flatten"))
            return answer.status_code, answer.text

        if account is not None:
            yield account, *one(account)
            return
        listed = _ask(lambda: client.get("/api/v1/accounts")).json()
        accounts = [str(entry["account"]) for entry in listed["items"]]
        if not every and len(accounts) > 1:
            names = ", ".join(accounts)
            raise BadData(
                f"flatten: say which with --account ({names}), or --all. Nothing was sent"
            )
        # A broker that hangs holds up its own account only.
        with ThreadPoolExecutor(max(1, len(accounts))) as pool:
            work = [(name, pool.submit(one, name)) for name in accounts]
            for name, doing in work:
                error = doing.exception()
                yield name, *(doing.result() if error is None else (0, str(error)))


def kill_switch(options: Options, *, engaged: bool, flatten: bool) -> tuple[int, str]:
    """Throw or release the kill switch; return status and answer."""
    engine = runtime(options.data_dir)
    body = {"engaged": engaged, "flatten": flatten}
    with _client(engine, KILL_SECONDS) as client:
        answer = _ask(lambda: client.post("/api/v1/kill-switch", json=body))
    return answer.status_code, answer.text


def chart_address(options: Options, resolution: str) -> str:
    """Return the address of the running engine's chart page, its token in the fragment.

    Without a symbol in the options it shows the first one of the running market. Raises BadData for
    a resolution that bars are not made of.
    """
    if resolution not in RESOLUTIONS:
        raise BadData(f"chart: bars are made of {', '.join(RESOLUTIONS)}, not of {resolution!r}")
    engine = runtime(options.data_dir)
    symbol = options.symbol
    if symbol is None:
        with _client(engine) as client:
            market = _ask(lambda: client.get("/api/v1/health")).json()["market"]
        symbol = next(iter(market["symbols"]), "")
    query = urlencode({"symbol": symbol, "resolution": resolution})
    return f"{engine['url']}{CHART}?{query}#{urlencode({'token': engine['udf_token']})}"


def alert_templates(options: Options) -> Mapping[str, Template]:
    """Return the message templates for TradingView, by name."""
    return read_templates(Resources(options.resources).texts("alert_templates"))


def _client(engine: Mapping[str, Any], timeout: float = TIMEOUT_SECONDS) -> httpx.Client:
    return httpx.Client(
        base_url=engine["url"],
        headers={"Authorization": f"Bearer {engine['api_token']}"},
        timeout=timeout,
        trust_env=False,  # a proxy has no business with a loopback address
    )


def _ask(call: Any) -> httpx.Response:
    try:
        answer: httpx.Response = call()
    except httpx.HTTPError as error:
        raise BadData(f"the engine does not answer: {error}") from error
    return answer
