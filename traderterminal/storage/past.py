"""What was asked for on a day or in a replay, as the ledger tells it; it is only read.

Every event carries the market time at which it happened, as well as that is told: of orders and
alerts exactly, of what became of them to the latest event before it that tells one.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from traderterminal.domain.errors import BadData
from traderterminal.domain.orders import Order
from traderterminal.domain.signals import AlertRecord
from traderterminal.kit.frozen import frozen
from traderterminal.storage.encoding import decode_alert, decode_order
from traderterminal.storage.events import FIRST_EVENTS

#: What the notes on places in recordings are called, the recording behind it.
PLACE: Final = "replay "


@frozen
class OrderEvent:
    """An event of an order by name, with the order after it; `is_first` when it entered."""

    at_ns: int
    name: str
    order: Order
    is_first: bool


@frozen
class AlertEvent:
    """An alert after a step of its way."""

    at_ns: int
    record: AlertRecord
    is_first: bool


@frozen
class Reset:
    """An account started anew: what lies before it belongs to another run."""

    account: str


PastEvent = OrderEvent | AlertEvent | Reset


def past_events(path: Path) -> list[PastEvent]:
    """Return what became of orders and alerts, in order; raises BadData."""
    if not path.exists():
        raise BadData(f"there is no ledger {path}: nothing was traded there")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as ledger:
            return list(_events(ledger))
    except sqlite3.DatabaseError as error:
        raise BadData(f"the ledger {path} cannot be read: {error}") from error


@frozen
class Stand:
    """How far a recording was played, and how many fills count on it."""

    now_ns: int
    fills: int


def stand_of_replay(path: Path) -> Stand | None:
    """Return where the ledger of a replay stands; None where there is none, or no place in it."""
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as ledger:
            place = ledger.execute(
                "SELECT body FROM notes WHERE key LIKE ?", (f"{PLACE}%",)
            ).fetchone()
            (fills,) = ledger.execute(
                "SELECT count(*) FROM fills JOIN accounts USING (account) WHERE seq > since_seq"
            ).fetchone()
    except sqlite3.DatabaseError:
        return None
    return None if place is None else Stand(int(json.loads(place[0])["now_ns"]), fills)


def _events(ledger: sqlite3.Connection) -> Iterator[PastEvent]:
    is_replay = ledger.execute("SELECT 1 FROM notes WHERE key LIKE ?", (f"{PLACE}%",)).fetchone()
    latest_ns, seen = 0, set[str]()
    for host_ns, kind, key, text in ledger.execute(
        "SELECT at_ns, kind, key, body FROM events ORDER BY seq"
    ):
        body = json.loads(text)
        told_ns = _told(kind, key, body, is_first=key not in seen)
        # Where nothing was replayed, the market's time is the host's.
        latest_ns = told_ns or (latest_ns if is_replay and latest_ns else host_ns)
        match kind:
            case "order":
                first = body["event"] in FIRST_EVENTS
                order = decode_order(body["order"], body.get("verdict", ()))
                yield OrderEvent(latest_ns, body["event"], order, first)
            case "alert":
                yield AlertEvent(latest_ns, decode_alert(body["alert"]), key not in seen)
            case "account" if body["event"] == "reset":
                yield Reset(key)
            case _:
                continue
        seen.add(key)


def _told(kind: str, key: str, body: dict[str, Any], *, is_first: bool) -> int:
    """The market time that an event tells; 0 if none."""
    match kind:
        case "order" if body["event"] in FIRST_EVENTS:
            return int(body["order"]["created_ns"])
        case "fill":
            return int(body["fill"]["at_ns"])
        case "alert" if is_first:
            return int(body["alert"].get("market_ns", 0))
        case "note" if key.startswith(PLACE):
            return int(body["value"]["now_ns"])
        case _:
            return 0
