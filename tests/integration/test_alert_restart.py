"""Alerts on a real ledger and a paper desk: booked once, whatever is sent again or restarted."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.support.alerts import SECRET
from tests.support.paper_desk import NOON_NS, PaperDesk, paper_desk, resolve
from traderterminal.alerts.inbox import Inbox, Proof
from traderterminal.alerts.routing import AlertRules
from traderterminal.desk.groups import Member
from traderterminal.desk.ports import AlertFact
from traderterminal.domain.signals import AlertRecord, AlertStatus
from traderterminal.kit.clock import HostClock, iso
from traderterminal.kit.ids import UlidSource
from traderterminal.storage.ledger import SqliteLedger

BUY = {"symbol": "ES1!", "action": "buy", "quantity": 2, "time": iso(NOON_NS), "key": SECRET}
CLOSE = {**BUY, "action": "close"}


class Program:
    """One run of the program on a data folder."""

    def __init__(self, ledger: SqliteLedger, about: PaperDesk, inbox: Inbox) -> None:
        self.ledger = ledger
        self.about = about
        self.inbox = inbox

    async def post(self, message: dict[str, object]) -> tuple[int, AlertRecord]:
        body = json.dumps(message).encode()
        receipt = await self.inbox.receive(body, Proof.NONE, HostClock().now_ns())
        await self.about.drained()
        return receipt.status, await self.alert(receipt.alert_id)

    async def alert(self, alert_id: str) -> AlertRecord:
        record = await self.inbox.record(alert_id)
        assert record is not None
        return record

    def held(self) -> Decimal | int:
        position = self.about.desk.positions.get(("paper", "ESH2024"))
        return position.quantity if position else 0


@asynccontextmanager
async def program(folder: Path) -> AsyncIterator[Program]:
    host = HostClock()
    ids = UlidSource(host.now_ns)
    ledger = SqliteLedger(folder / "ledger.db", host.now_ns)
    state = ledger.state()
    about = paper_desk(ledger=ledger)
    about.tracker.load(state)
    if not state.accounts:
        await about.open()
    inbox = Inbox(
        ledger=ledger,
        trader=about.desk,
        rules=AlertRules(
            resolve=resolve,
            members=lambda name: [Member("paper")],
            strategy=lambda name: None,
            is_paper=lambda account: True,
        ),
        market=about.market.clock,
        host=host,
        new_id=ids,
        tasks=about.tasks,
        secret=SECRET,
    )
    await inbox.start(state.open_alerts)
    await about.drained()
    yield Program(ledger, about, inbox)
    await about.tasks.aclose()
    inbox.close()
    ledger.close()


async def test_a_buy_and_a_close_are_booked_once_and_stay_booked(tmp_path: Path) -> None:
    async with program(tmp_path) as first:
        status, bought = await first.post(BUY)
        assert (status, bought.status) == (202, AlertStatus.EXECUTED)
        assert first.held() == 2
        _, closed = await first.post(CLOSE)
        assert closed.status is AlertStatus.EXECUTED
        assert first.held() == 0
    async with program(tmp_path) as second:
        assert list(second.inbox.records) == [closed, bought]
        for message in (BUY, CLOSE):
            status, record = await second.post(message)
            assert status == 200
            assert record.duplicates == 1
        assert second.held() == 0
        assert len(await second.ledger.fills()) == 2


async def test_an_alert_whose_work_was_cut_off_is_worked_once(tmp_path: Path) -> None:
    async with program(tmp_path) as first:
        receipt = await first.inbox.receive(
            json.dumps(BUY).encode(), Proof.NONE, HostClock().now_ns()
        )
        await first.about.tasks.aclose()
    async with program(tmp_path) as second:
        record = await second.alert(receipt.alert_id)
        assert record.status is AlertStatus.EXECUTED
        assert second.held() == 2
        assert len(await second.ledger.orders_of_alert(receipt.alert_id)) == 1


async def test_an_alert_that_ended_unsaid_is_concluded_from_its_order(tmp_path: Path) -> None:
    async with program(tmp_path) as first:
        _, record = await first.post(BUY)
        # the order was booked, and the program died before it could book the alert's end
        cut_off = replace(record, status=AlertStatus.ACCEPTED, accounts={}, order_ids=())
        await first.ledger.commit([AlertFact(cut_off)])
    async with program(tmp_path) as second:
        again = await second.alert(record.alert_id)
        assert again.status is AlertStatus.EXECUTED
        assert again.order_ids == record.order_ids
        assert second.held() == 2
        assert len(await second.ledger.fills()) == 1


async def test_no_secret_reaches_the_ledgers_file(tmp_path: Path) -> None:
    async with program(tmp_path) as running:
        await running.post(BUY)
        await running.inbox.receive(f'{{"secret":"{SECRET}"'.encode(), Proof.PATH, 1)
    written = _everything_in(tmp_path)
    assert b"ESH2024" in written
    assert SECRET.encode() not in written


def _everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())
