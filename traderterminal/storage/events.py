"""What an event of the ledger holds, and what is true after it."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from traderterminal.desk.ports import (
    BALANCE,
    DIVIDEND,
    STATE,
    AccountFact,
    AlertFact,
    Fact,
    FillChangedFact,
    FillFact,
    NoteFact,
    OrderFact,
)
from traderterminal.domain.errors import BadData
from traderterminal.storage.encoding import (
    encode_account,
    encode_alert,
    encode_fill,
    encode_order,
    encode_position,
    encode_verdict,
)

#: What the first event is chained to.
GENESIS: Final = bytes(32)
#: The events with which an order enters the ledger.
FIRST_EVENTS: Final = frozenset({"Sending", "Denied", "Adopted"})

#: Writes a part of a body, always the same way.
dump: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def chained(last: bytes, seq: int, at_ns: int, kind: str, key: str, body: str) -> bytes:
    """Return the hash of an event, which holds that of the one before."""
    return hashlib.sha256(last + f"{seq}|{at_ns}|{kind}|{key}|{body}".encode()).digest()


def encode(fact: Fact) -> tuple[str, str, dict[str, Any]]:
    """Return kind, key and the parts of the body of the event that a fact is."""
    match fact:
        case OrderFact(event, order):
            shown = {"status": order.shown_status.value, "live": order.is_live}
            parts: dict[str, Any] = {"event": event, "order": encode_order(order), "shown": shown}
            if event in FIRST_EVENTS:
                parts["verdict"] = encode_verdict(order.verdict)
            return "order", order.order_id, parts
        case FillFact(fill, position, account):
            return (
                "fill",
                fill.fill_id,
                {
                    "fill": encode_fill(fill),
                    "position": encode_position(position),
                    "account": encode_account(account),
                },
            )
        case FillChangedFact(was, now, position, account):
            return (
                "fill_changed",
                was.fill_id,
                {
                    "was": encode_fill(was),
                    "fill": None if now is None else encode_fill(now),
                    "position": encode_position(position),
                    "account": encode_account(account),
                },
            )
        case AccountFact(reason, account):
            return "account", account.account, {"event": reason, "account": encode_account(account)}
        case AlertFact(record):
            return "alert", record.alert_id, {"alert": encode_alert(record)}
        case NoteFact(key, value):
            return "note", key, {"key": key, "value": dict(value)}


class Batch:
    """The rows of one transaction. What is written more than once in it is written once, last.

    Whatever follows from the events alone is worked out here, so that `rebuild` does the same.
    `seq` and `last` are number and hash of the latest event.
    """

    def __init__(self, cursor: sqlite3.Cursor, seq: int = 0, last: bytes = GENESIS) -> None:
        self._cursor = cursor
        self.seq = seq
        self.last = last
        self._events: list[tuple[Any, ...]] = []
        self._fills: list[tuple[Any, ...]] = []
        self._latest: dict[str, dict[str, tuple[Any, ...]]] = {table: {} for table in LATEST}

    def append(self, at_ns: int, kind: str, key: str, parts: dict[str, Any]) -> None:
        """Append an event and take over what is true after it."""
        texts = {name: dump(part) for name, part in parts.items()}
        body = "{" + ",".join(f'"{name}":{text}' for name, text in texts.items()) + "}"
        self.seq += 1
        self.last = chained(self.last, self.seq, at_ns, kind, key, body)
        self._events.append((self.seq, at_ns, kind, key, body, self.last))
        self.project(self.seq, kind, parts, texts)

    def project(self, seq: int, kind: str, body: dict[str, Any], texts: Mapping[str, str]) -> None:
        """Take over what is true after an event; `texts` holds the parts of its body as JSON."""
        latest = self._latest
        match kind:
            case "order":
                order, shown = body["order"], body["shown"]
                before = latest["orders"].get(order["order_id"])
                verdict = texts.get("verdict", before[-1] if before else "")
                latest["orders"][order["order_id"]] = (
                    order["order_id"],
                    order["client_order_id"],
                    order["account"],
                    order["symbol"],
                    order.get("alert_id", ""),
                    shown["status"],
                    shown["live"],
                    texts["order"],
                    verdict,
                )
            case "fill":
                fill = body["fill"]
                self._fills.append(
                    (seq, fill["account"], fill["fill_id"], fill["symbol"], texts["fill"])
                )
                self._project_holdings(body, texts)
            case "fill_changed":
                self.flush()  # the fill itself may wait in this very transaction
                key = (body["was"]["account"], body["was"]["fill_id"])
                if body["fill"] is None:
                    statement = "DELETE FROM fills WHERE account = ? AND fill_id = ?"
                    self._cursor.execute(statement, key)
                else:
                    statement = "UPDATE fills SET body = ? WHERE account = ? AND fill_id = ?"
                    self._cursor.execute(statement, (texts["fill"], *key))
                self._project_holdings(body, texts)
            case "account" if body["event"] in (STATE, DIVIDEND, BALANCE):
                name = body["account"]["account"]
                latest["accounts"][name] = (texts["account"], name)
            case "account":
                name = body["account"]["account"]
                self.flush()  # what came before it does not outlive a reset
                self._cursor.execute("DELETE FROM positions WHERE account = ?", (name,))
                self._cursor.execute(
                    "INSERT OR REPLACE INTO accounts VALUES (?, ?, ?)",
                    (name, seq, texts["account"]),
                )
            case "alert":
                alert = body["alert"]
                row = (alert["alert_id"], alert["status"], texts["alert"])
                latest["alerts"][alert["alert_id"]] = row
            case "note":
                latest["notes"][body["key"]] = (body["key"], texts["value"])
            case _:
                raise BadData(f"event {seq} is of the unknown kind {kind!r}")

    def _project_holdings(self, body: dict[str, Any], texts: Mapping[str, str]) -> None:
        position, account = body["position"], body["account"]
        owner, symbol = position["account"], position["symbol"]
        self._latest["positions"][f"{owner} {symbol}"] = (owner, symbol, texts["position"])
        self._latest["accounts"][account["account"]] = (texts["account"], account["account"])

    def flush(self) -> None:
        """Write what has gathered."""
        self._cursor.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", self._events)
        self._cursor.executemany("INSERT INTO fills VALUES (?, ?, ?, ?, ?)", self._fills)
        self._events.clear()
        self._fills.clear()
        for table, statement in LATEST.items():
            rows = self._latest[table]
            if rows:
                self._cursor.executemany(statement, rows.values())
                rows.clear()


LATEST: Final = {
    # Only the first event of an order brings the verdict.
    "orders": "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (order_id) DO UPDATE SET status = excluded.status, live = excluded.live,"
    " body = excluded.body, verdict = coalesce(nullif(excluded.verdict, ''), verdict)",
    "positions": "INSERT OR REPLACE INTO positions VALUES (?, ?, ?)",
    "accounts": "UPDATE accounts SET body = ? WHERE account = ?",
    "alerts": "INSERT OR REPLACE INTO alerts VALUES (?, ?, ?)",
    "notes": "INSERT OR REPLACE INTO notes VALUES (?, ?)",
}
