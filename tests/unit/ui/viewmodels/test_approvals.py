"""The queue of alerts that wait for the trader's word."""

import json
from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.alerts import InboxDesk, signal_of, turns
from tests.support.builders import INSTRUMENTS
from traderterminal.alerts.routing import StrategyRule, legs
from traderterminal.desk.groups import Member, Substitute
from traderterminal.domain.messages import Message
from traderterminal.domain.signals import AlertStatus
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.approvals import ApprovalsViewModel, words_of

D = Decimal
ASKS = StrategyRule(group="pair", approval="manual", approval_expires_s=60)
BUY = {"symbol": "ES1!", "action": "buy", "quantity": 2, "strategy": "asks"}
PAIR = [Member("paper"), Member("paper_two", D("0.5"), {"ES": Substitute("MES", D(10))})]


class Bench:
    """Approvals of an inbox whose market stands at 4,800."""

    def __init__(self) -> None:
        self.about = InboxDesk(strategies={"asks": ASKS}, groups={"pair": PAIR})
        self.marks = {"ESH2024": D(4800)}
        self.said: list[Message] = []
        self.told = 0
        self.vm = self.new_vm()

    def new_vm(self) -> ApprovalsViewModel:
        found = ApprovalsViewModel(
            inbox=self.about.inbox,
            mark=self.marks.get,
            instrument=INSTRUMENTS.__getitem__,
            entry_of=lambda account: AccountEntry(account, account, "simulator"),
            host=self.about.host,
            tasks=self.about.tasks,
            say=self.said.append,
        )
        found.changed.connect(self._count)
        return found

    def _count(self, _: None) -> None:
        self.told += 1

    def later(self, seconds: float) -> None:
        host = self.about.host
        host.advance_to(host.now_ns() + int(seconds * NANOSECONDS))

    async def ask(self, number: int = 1, **changes: object) -> str:
        receipt = await self.about.post(BUY | {"id": str(number)} | changes)
        return receipt.alert_id


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    yield made
    made.vm.close()
    await made.about.tasks.aclose()
    assert made.about.failures == []


async def test_a_row_says_what_is_asked_of_whom_and_for_how_long(bench: Bench) -> None:
    await bench.ask(price="4790.25")
    bench.later(12.5)
    (row,) = bench.vm.rows
    assert (row.strategy, row.asks_for) == ("asks", "Buy 2 ESH2024")
    assert [(one.account.account, one.words) for one in row.asked] == [
        ("paper", "Buy 2 ESH2024"),
        ("paper_two", "Buy 10 MESH2024"),
    ]
    assert (row.then, row.now) == (D("4790.25"), D(4800))
    assert (row.waited_s, row.left_s) == (12, 48)  # what is left is rounded up: 0 is over


async def test_without_a_price_in_the_alert_then_is_the_market_when_it_asked(bench: Bench) -> None:
    await bench.ask()
    bench.marks["ESH2024"] = D(4811)
    (row,) = bench.vm.rows
    assert (row.then, row.now) == (D(4800), D(4811))
    bench.vm.close()
    later = bench.new_vm()  # has not looked on when it asked
    assert (later.rows[0].then, later.rows[0].now) == (None, D(4811))
    later.close()


async def test_the_first_to_expire_comes_first(bench: Bench) -> None:
    first = await bench.ask(1)
    bench.later(5)
    second = await bench.ask(2)
    assert bench.vm.count == 2
    assert [row.key for row in bench.vm.rows] == [first, second]
    assert [row.key for row in bench.vm.rows_of([second, "another"])] == [second]


async def test_approved_alerts_trade_and_refused_ones_do_not(bench: Bench) -> None:
    first, second, third = [await bench.ask(number) for number in (1, 2, 3)]
    bench.vm.approve([first])
    bench.vm.refuse([second])
    await turns()
    assert bench.about.alert(first).status is AlertStatus.EXECUTED
    assert bench.about.alert(second).reason == Message("approval_rejected")
    assert [row.key for row in bench.vm.rows] == [third]
    assert bench.vm.count == 1


async def test_a_word_that_comes_after_its_time_trades_nothing(bench: Bench) -> None:
    alert_id = await bench.ask()
    bench.later(60)
    bench.vm.approve([alert_id])
    await turns()
    assert bench.about.alert(alert_id).reason == Message("approval_expired")
    assert bench.about.trader.wishes == []
    assert bench.vm.rows == []


async def test_a_word_that_cannot_be_kept_is_told_and_the_alert_waits_on(bench: Bench) -> None:
    alert_id = await bench.ask()
    bench.about.ledger.broken = "disk full"
    bench.vm.approve([alert_id])
    await turns()
    assert [message.code for message in bench.said] == ["ledger_down"]
    assert bench.vm.count == 1
    bench.about.ledger.broken = ""


async def test_a_frame_tells_of_what_came_and_of_each_second(bench: Bench) -> None:
    bench.vm.flush()
    assert bench.told == 0
    await bench.ask()
    bench.vm.flush()
    bench.vm.flush()
    assert bench.told == 1
    bench.later(1)
    bench.vm.flush()
    assert bench.told == 2


async def test_an_account_that_would_not_enter_says_why(bench: Bench) -> None:
    await bench.ask(account="broker")
    (row,) = bench.vm.rows
    assert row.taking_part == list(row.asked)
    bench.about.strategies["asks"] = StrategyRule(mode="paper", approval="manual")
    (row,) = bench.vm.rows
    assert row.taking_part == []
    assert [one.refusal.code for one in row.asked if one.refusal] == ["live_needs_strategy"]


async def test_an_alert_about_several_contracts_has_no_one_price(bench: Bench) -> None:
    rows = [BUY | {"id": "1"}, BUY | {"symbol": "AAPL", "id": "1"}]
    await bench.about.post(json.dumps(rows))
    (row,) = bench.vm.rows
    assert (row.instrument, row.now) == (None, None)
    assert {one.words for one in row.asked} >= {"Buy 2 ESH2024", "Buy 2 AAPL"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"action": "sell", "quantity": 3}, "Sell 3 ESH2024"),
        ({"action": "reverse"}, "Reverse ESH2024"),
        ({"market_position": "long", "market_position_size": 4}, "Target +4 ESH2024"),
        ({"market_position": "short"}, "Target −1 ESH2024"),
        ({"market_position": "flat"}, "Target 0 ESH2024"),
    ],
)
def test_what_is_asked_of_an_account_in_words(fields: dict[str, object], words: str) -> None:
    about = InboxDesk()
    signal = signal_of({"symbol": "ES1!"} | fields)
    (leg,) = legs(signal, "A1", 0, about.inbox._rules, lambda account, symbol: D(0))
    assert words_of(leg) == words
