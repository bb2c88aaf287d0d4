"""The program itself, which kills itself as soon as one alert has come so far.

`python -m tests.support.killed_at_stage STAGE ALERT …` does what `traderterminal …` does, until the
alert that carries the id ALERT reaches STAGE. What is not shown of an alert happens at a border:
`received` before anything is looked at, `authenticated` before it is stored, `gated` after the gate
and before the order is durable, `filled` with the fill known but not durable yet, and `booked`
once it is.
"""

import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from unittest.mock import patch

from traderterminal import cli
from traderterminal.alerts.inbox import Inbox, Proof, Receipt
from traderterminal.app import service
from traderterminal.app.engine import run_engine
from traderterminal.desk.ports import AlertFact, AlertKey, Fact, OrderFact, StoreResult
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.domain.signals import AlertRecord, Stage
from traderterminal.storage.ledger import SqliteLedger

#: What the inbox shows as it is reached, and of what comes with an order, once that is durable.
SHOWN: Final = {
    "stored": Stage.STORED,
    "parsed": Stage.PARSED,
    "routed": Stage.ROUTED,
    "submitted": Stage.SUBMITTED,
    "acknowledged": Stage.ACKNOWLEDGED,
    "booked": Stage.FILLED,
}

stage, alert = "", ""


def die_at(reached: str) -> None:
    """Die as by a crash if this is where the alert was to come to."""
    if stage == reached:
        os.kill(os.getpid(), signal.SIGKILL)


def is_meant(record: AlertRecord) -> bool:
    return any(signal.message_id == alert for signal in record.signals)


class StoppedLedger(SqliteLedger):
    """Stops before an alert, its order or its fill becomes durable."""

    meant = ""  # the id of the alert that is meant, once it has one

    async def store_alert(self, fact: AlertFact, key: AlertKey) -> StoreResult:
        if is_meant(fact.record):
            StoppedLedger.meant = fact.record.alert_id
            die_at("authenticated")
        return await super().store_alert(fact, key)

    async def commit(self, facts: Sequence[Fact]) -> None:
        if any(order.status is OrderStatus.SENDING for order in self._orders_meant(facts)):
            die_at("gated")
        await super().commit(facts)

    async def book(self, facts: Sequence[Fact]) -> None:
        if any(order.filled_quantity for order in self._orders_meant(facts)):
            die_at("filled")
        await super().book(facts)

    def _orders_meant(self, facts: Sequence[Fact]) -> list[Order]:
        orders = (fact.order for fact in facts if isinstance(fact, OrderFact))
        return [order for order in orders if self.meant and order.alert_id == self.meant]


class StoppedInbox(Inbox):
    """Stops when a delivery arrives, and when a stage is shown."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        self.changed.connect(self._stop)

    async def receive(
        self, body: bytes, proof: Proof, received_ns: int, nonce: str = ""
    ) -> Receipt:
        if alert.encode() in body:
            die_at("received")
        return await super().receive(body, proof, received_ns, nonce)

    def _stop(self, record: AlertRecord) -> None:
        reached = {at for at, _ in record.timeline}
        if is_meant(record) and stage in SHOWN and SHOWN[stage] in reached:
            die_at(stage)


def main() -> int:
    global stage, alert
    _, stage, alert, *arguments = sys.argv
    with (
        patch.object(service, "run_engine", partial(run_engine, open_ledger=StoppedLedger)),
        patch.object(service, "Inbox", StoppedInbox),
    ):
        return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
