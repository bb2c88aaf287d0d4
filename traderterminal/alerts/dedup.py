"""How a delivery is known again: by what the alert says, not by how often it arrives."""

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from traderterminal.desk.ports import AlertKey
from traderterminal.domain.signals import Action, Signal
from traderterminal.kit.clock import NANOSECONDS

#: TradingView makes up to four deliveries within 15 s; host time.
RAW_BODY_NS: Final = 20 * NANOSECONDS


def alert_key(signals: Sequence[Signal], body: bytes, now_ns: int, nonce: str = "") -> AlertKey:
    """Return the key of a delivery.

    Kept for ever where the message names an id or a time; else the raw body is known again for
    20 s from `now_ns`, host time.
    """
    body_hash = hashlib.sha256(body).digest()
    if not any(signal.message_id or signal.fired_ns or signal.bar_ns for signal in signals):
        return AlertKey(_digest(["body", body_hash.hex()]), now_ns + RAW_BODY_NS, nonce, body_hash)
    said: list[object] = ["alert", *(_said(signal) for signal in signals)]
    return AlertKey(_digest(said), None, nonce, body_hash)


def _said(signal: Signal) -> list[object]:
    return [
        signal.strategy,
        signal.account,
        signal.account_group,
        signal.symbol,
        signal.action.value,
        signal.previous_side if signal.action is Action.CLOSE else "",
        _text(signal.quantity),
        signal.target_side,
        _text(signal.target),
        signal.message_id,
        signal.bar_ns,
        signal.fired_ns,
    ]


def _text(number: Decimal | None) -> str:
    """The same text for 1, 1.0 and 1E0."""
    return "" if number is None else f"{number.normalize():f}"


def _digest(said: list[object]) -> bytes:
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).digest()
