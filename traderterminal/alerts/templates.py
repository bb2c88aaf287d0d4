"""Message templates to paste into TradingView's alert dialog.

A file's first line is `# ` and what the template is for; the rest is the message, which the parser
here is proven to read.
"""

import re
from collections.abc import Mapping
from typing import Final

from traderterminal.domain.errors import BadData
from traderterminal.kit.frozen import frozen

#: What TradingView would put in: a strategy that opened one contract from flat.
SAMPLE_VALUES: Final[Mapping[str, str]] = {
    "ticker": "ES1!",
    "exchange": "CME_MINI",
    "interval": "5",
    "open": "4807.25",
    "high": "4809.5",
    "low": "4806.75",
    "close": "4808.5",
    "volume": "1523",
    "time": "2024-01-11T15:05:00Z",
    "timenow": "2024-01-11T15:08:11Z",
    "strategy.order.action": "buy",
    "strategy.order.contracts": "1",
    "strategy.order.price": "4808.5",
    "strategy.order.id": "Long",
    "strategy.order.comment": "Long",
    "strategy.market_position": "long",
    "strategy.market_position_size": "1",
    "strategy.position_size": "1",
    "strategy.prev_market_position": "flat",
    "strategy.prev_market_position_size": "0",
}

_PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@frozen
class Template:
    """A message for TradingView; `text` is what goes into the alert dialog."""

    name: str
    description: str
    text: str


def read_templates(texts: Mapping[str, str]) -> Mapping[str, Template]:
    """Return the templates of files given as name and text; raises BadData."""
    found = {}
    for file_name, text in sorted(texts.items()):
        first, _, message = text.partition("\n")
        if not first.startswith("# ") or not message.strip():
            raise BadData(
                f"alert_templates/{file_name}: the first line must be '# ' and what it is for,"
                " the message follows"
            )
        name = file_name.rpartition(".")[0] or file_name
        found[name] = Template(name, first[2:].strip(), message.strip())
    return found


def render(text: str, values: Mapping[str, str] = SAMPLE_VALUES) -> str:
    """Put values in the place of `{{…}}`, as TradingView does; an unknown one stays."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
