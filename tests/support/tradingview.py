"""TradingView's side of the line: fills in the placeholders and delivers as it does."""

import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from tests.support.shared_data import shared_file
from traderterminal.alerts.templates import SAMPLE_VALUES

_PLOT = re.compile(r"\{\{\s*plot(?:_\d+|\([^}]*\))\s*\}\}")
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

#: A strategy that bought one from flat.
OPENED_LONG: Mapping[str, str] = SAMPLE_VALUES
#: The same strategy as it went from one long to one short with one order of two.
TURNED_SHORT: Mapping[str, str] = {
    **SAMPLE_VALUES,
    "timenow": "2024-01-11T15:20:03Z",
    "strategy.order.action": "sell",
    "strategy.order.contracts": "2",
    "strategy.market_position": "short",
    "strategy.position_size": "-1",
    "strategy.prev_market_position": "long",
    "strategy.prev_market_position_size": "1",
}
#: And as its exit left it flat.
WENT_FLAT: Mapping[str, str] = {
    **SAMPLE_VALUES,
    "timenow": "2024-01-11T15:31:40Z",
    "strategy.order.action": "sell",
    "strategy.order.id": "Exit",
    "strategy.market_position": "flat",
    "strategy.market_position_size": "0",
    "strategy.position_size": "0",
    "strategy.prev_market_position": "long",
    "strategy.prev_market_position_size": "1",
}


def rendered(message: str, values: Mapping[str, str] = OPENED_LONG, **more: str) -> str:
    """Return a message as TradingView sends it: every placeholder it knows filled in."""
    known = {**values, **more}
    filled = _PLOT.sub(known.get("plot", "4790.5"), message)
    return _PLACEHOLDER.sub(lambda match: known.get(match[1], match[0]), filled)


async def deliver(post: Callable[[], Awaitable[int]], between: Callable[[], None]) -> list[int]:
    """Deliver as TradingView does: up to three times more while the answer is 5xx."""
    answers = [await post()]
    while answers[-1] >= 500 and len(answers) < 4:
        between()
        answers.append(await post())
    return answers


def payload_rows() -> Iterator[tuple[int, str]]:
    """Yield the number and the message of every collected example; skips where they are absent."""
    lines = shared_file("tradingview/payloads.jsonl").read_text("utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        payload: Any = json.loads(line)["payload"]
        yield number, payload if isinstance(payload, str) else json.dumps(payload)
