"""The builder of alert messages, without its widgets."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.alerts import InboxDesk, seconds_ago
from tests.support.shipped import shipped_templates
from tests.support.watched_tasks import watched_tasks
from tests.unit.ui.viewmodels.test_alert_trials import Bench as TrialsBench
from traderterminal.alerts.routing import StrategyRule
from traderterminal.desk.groups import Member
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.alert_builder import AlertBuilderViewModel, outlook

D = Decimal


class Bench:
    """A builder on an inbox in the test's hands."""

    def __init__(self, tasks: TaskScope) -> None:
        self.desk = InboxDesk()
        self.trials = TrialsBench(tasks)
        self.samples = {"ticker": "ES1!", "timenow": seconds_ago(0), "time": seconds_ago(60)}
        self.vm = AlertBuilderViewModel(
            templates={one.name: one for one in shipped_templates()},
            rehearse=self.desk.inbox.rehearse,
            samples=lambda: self.samples,
            entry_of=lambda name: AccountEntry(name, name.capitalize(), "simulator"),
            trials=self.trials.trials,
            address=lambda: "https://alerts.example.com/webhook/tradingview/secret",
            host=self.desk.host,
        )

    def choose(self, name: str) -> None:
        self.vm.choose_template([one.name for one in self.vm.templates].index(name))


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    async with watched_tasks() as tasks:
        made = Bench(tasks)
        yield made
        made.vm.close()
        await made.desk.tasks.aclose()


async def test_it_begins_with_a_message_that_can_be_copied(bench: Bench) -> None:
    vm = bench.vm
    assert vm.templates[vm.first_template].name == "strategy"
    assert vm.is_usable
    assert vm.verdict == ("Now it would trade on 1 of 1 account.", "ok")
    assert [(r.account.account, r.order, r.words) for r in vm.rows] == [
        ("paper", "Buy 1 ESH2024", "Is sent.")
    ]
    assert vm.meaning[0] == "Contract: ESH2024"
    assert not any("Add" in words for words in vm.meaning)


@pytest.mark.parametrize("name", [one.name for one in shipped_templates()])
async def test_every_template_can_be_used(bench: Bench, name: str) -> None:
    bench.choose(name)
    assert bench.vm.is_usable
    assert bench.vm.verdict[1] in ("ok", "t2")
    assert not any(row.refused for row in bench.vm.rows)


async def test_what_finds_nothing_to_do_is_not_refused(bench: Bench) -> None:
    bench.choose("close")
    assert bench.vm.verdict == ("Now it would find nothing to trade.", "t2")
    bench.desk.trader.hold("ESH2024", 2)
    bench.vm.read()
    assert bench.vm.verdict == ("Now it would trade on 1 of 1 account.", "ok")
    assert bench.vm.rows[0].order == "Sell 2 ESH2024"


async def test_fields_write_the_message_and_the_message_fills_the_fields(bench: Bench) -> None:
    vm = bench.vm
    bench.choose("buy")
    vm.put("strategy", " orb-5m ")
    vm.put("quantity", "3")
    vm.put_level("stop", "16")
    assert (vm.value("strategy"), vm.level("stop"), vm.unit) == ("orb-5m", "16", "ticks")
    vm.choose_unit("money")
    assert (vm.level("stop"), vm.unit) == ("16", "money")
    assert '"dollar_sl": "16"' in vm.text
    vm.put_level("stop", "")
    assert "dollar_sl" not in vm.text
    assert vm.unit == "money"  # what was chosen holds for the next one
    vm.type(vm.text.replace('"3"', '"4"'))
    assert vm.value("quantity") == "4"
    assert vm.rows[0].order == "Buy 4 ESH2024"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, ""),
        ({"sl_ticks": 16, "tp_ticks": 32}, "SL 16 t, T1 32 t"),
        ({"stop_loss_price": "4790", "take_profit_price": "4820.50"}, "SL 4,790, T1 4,820.5"),
        ({"dollar_sl": 200}, "SL $200"),
        ({"sl_percent": "0.5"}, "SL 0.5%"),
    ],
)
async def test_the_exits_of_an_order_are_named(
    bench: Bench, given: dict[str, object], words: str
) -> None:
    body = {"symbol": "ES1!", "action": "buy", "quantity": 1, "strategy": "orb", **given}
    bench.vm.type(json.dumps(body))
    (row,) = bench.vm.rows
    assert (row.order, row.exits) == ("Buy 1 ESH2024", words)


async def test_what_is_wrong_is_said_while_it_is_typed(bench: Bench) -> None:
    vm = bench.vm
    bench.choose("buy")
    for text, says in (
        ('{"symbol": "ES1!",, "action": "buy"}', "line 1"),
        ('{"symbol": "ES1!", "action": "bye", "quantity": 1}', "bye"),
        ('{"symbol": "ES1!", "action": "{{strategy.order.acton}}"}', "strategy.order.acton"),
        ('{"symbol": "XYZ", "action": "buy", "quantity": 1}', "XYZ"),
        ('{"symbol": "ES1!", "action": "buy", "quantity": 1, "sl": 20}', "sl"),
    ):
        vm.type(text)
        words, token = vm.verdict
        assert token == "error"
        assert says in words
        assert not vm.is_usable
        assert (vm.rows, vm.meaning) == ([], [])


async def test_what_it_had_better_say_is_advised(bench: Bench) -> None:
    bench.vm.type('{"symbol": "ES1!", "action": "buy", "quantity": 1}')
    assert [words.split(":")[0] for words in bench.vm.meaning[-3:]] == [
        "Add an id or a time",
        "Add the time {{timenow}}",
        "Name a strategy",
    ]
    assert bench.vm.is_usable


async def test_what_accounts_would_do_is_said_of_each(bench: Bench) -> None:
    bench.desk.groups["both"] = [Member("paper"), Member("broker", multiplier=D(2))]
    bench.desk.strategies["my-signal"] = StrategyRule(group="both", approval="manual", mode="paper")
    bench.choose("buy")
    assert bench.vm.verdict == ("Now it would trade on 1 of 2 accounts.", "warn")
    first, second = bench.vm.rows
    assert (first.words, first.refused) == ("Waits for your approval, then it is sent.", False)
    assert (second.order, second.refused) == ("—", True)
    assert "paper" in second.words
    bench.desk.strategies["my-signal"] = StrategyRule(mode="off")
    bench.vm.read()
    assert bench.vm.rows == []
    assert "my-signal" in bench.vm.verdict[0]


async def test_a_trial_posts_what_would_arrive_and_a_change_makes_it_old(bench: Bench) -> None:
    vm = bench.vm
    bench.choose("buy")
    vm.dry_run()
    await bench.trials.settled()
    vm.try_on_paper()
    await bench.trials.settled()
    assert vm.said[0].startswith("Tried on paper")
    posted = [message for message, _ in bench.trials.listener.given]
    assert posted == [vm.rendered, vm.rendered]
    assert "{{" not in vm.rendered
    vm.put("quantity", "2")
    assert vm.said == ("", "t2")
    assert vm.address.startswith("https://alerts.example.com/webhook/tradingview/")


async def test_what_is_looked_at_is_read_anew_each_second(bench: Bench) -> None:
    bench.choose("close")
    bench.desk.trader.hold("ESH2024", 2)
    bench.vm.flush()
    assert bench.vm.verdict[0] == "Now it would find nothing to trade."
    bench.desk.host.advance_to(bench.desk.host.now_ns() + NANOSECONDS)
    bench.vm.flush()
    assert bench.vm.rows[0].order == "Sell 2 ESH2024"


@pytest.mark.parametrize(
    ("action", "only_closes"),
    [("close", True), ("flat", True), ("sell", False), ("reverse", False), ("buy", False)],
)
async def test_only_what_can_but_close_needs_no_arming(
    bench: Bench, action: str, only_closes: bool
) -> None:
    bench.desk.trader.hold("ESH2024", 2)
    body = {"symbol": "ES1!", "action": action, "quantity": 1, "id": "1"}
    if action in ("close", "flat"):
        body.pop("quantity")
    rehearsal = bench.desk.inbox.rehearse(json.dumps(body).encode())
    assert outlook(rehearsal).only_closes is only_closes


async def test_nothing_to_send_closes_nothing(bench: Bench) -> None:
    rehearsal = bench.desk.inbox.rehearse(b'{"symbol": "XYZ", "action": "close"}')
    assert outlook(rehearsal).only_closes is False


@pytest.mark.parametrize(("action", "quantity"), [("sell", 5), ("reverse", None)])
async def test_what_is_cut_down_to_its_way_out_for_now_may_do_more_later(
    bench: Bench, action: str, quantity: int | None
) -> None:
    bench.desk.trader.hold("ESH2024", 2)
    inbox, message = bench.desk.inbox, {"symbol": "ES1!", "action": action, "id": "1"}
    raw = json.dumps(message if quantity is None else {**message, "quantity": quantity}).encode()
    close = json.dumps({**message, "action": "close"}).encode()
    rules = replace(inbox._rules, held_back=lambda account: Message("automation_paused"))
    inbox._rules = inbox._trading._rules = rules
    held_back = inbox.rehearse_on_paper(raw, "paper")
    assert [one.wish and one.wish.intent for one in held_back.accounts] == [Intent.CLOSE]
    assert not outlook(held_back).only_closes
    assert outlook(inbox.rehearse_on_paper(close, "paper")).only_closes
