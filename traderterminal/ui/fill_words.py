"""A fill in the language of the screen: when it was made, why, and what it cost."""

from collections.abc import Sequence
from datetime import datetime

from traderterminal.domain.fills import Fill
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.kit.language import translate
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats


def why_words(fill: Fill, messages: Sequence[Message], at: datetime) -> str:
    """Return one line: the time `at` the exchange, the sentences that tell why, and the fee."""
    fee = translate("Window", "Fee {amount}.").format(amount=formats.money(fill.fee))
    return " ".join((f"{at:%H:%M:%S}", *map(texts.text, messages), fee))


def what_words(fill: Fill, instrument: Instrument) -> str:
    """Return what was traded: Bought 2 at 4,800.25."""
    verb = translate("Window", "Bought") if fill.side.sign > 0 else translate("Window", "Sold")
    price = formats.price(fill.price, instrument)
    return translate("Window", "{verb} {quantity} at {price}").format(
        verb=verb, quantity=formats.quantity(fill.quantity), price=price
    )
