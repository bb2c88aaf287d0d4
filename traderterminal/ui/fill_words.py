"""A fill in the language of the screen: when it was made, why, and what it cost."""

from collections.abc import Sequence
from datetime import datetime

from traderterminal.domain.fills import Fill
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats


def why_words(fill: Fill, messages: Sequence[Message], at: datetime) -> str:
    """Return one line: the time `at` the exchange, the sentences that tell why, and the fee."""
    fee = f"Fee {formats.money(fill.fee)}."
    return " ".join((f"{at:%H:%M:%S}", *map(texts.text, messages), fee))


def what_words(fill: Fill, instrument: Instrument) -> str:
    """Return what was traded: Bought 2 at 4,800.25."""
    verb = "Bought" if fill.side.sign > 0 else "Sold"
    price = formats.price(fill.price, instrument)
    return f"{verb} {formats.quantity(fill.quantity)} at {price}"
