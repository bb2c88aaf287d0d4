"""Orders written as a line of text, without the field."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import listed
from tests.support.silent_broker import SilentBroker
from tests.support.ticket_bench import Bench
from traderterminal.desk.arming import Level
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderType, Refused
from traderterminal.risk.limits import PAPER
from traderterminal.ui.viewmodels.command_field import CommandFieldViewModel
from traderterminal.ui.viewmodels.sending import Question

D = Decimal


def resolve(text: str) -> Instrument:
    try:
        return listed({"ES": "ESH2024", "MES": "MESH2024"}.get(text.upper(), text.upper()))
    except KeyError:
        raise UnknownSymbol(text) from None


class Field:
    """A command field on a bench."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.vm = CommandFieldViewModel(
            desk=bench.paper.desk,
            hub=bench.hub,
            tasks=bench.paper.tasks,
            accounts=bench.accounts,
            sending=bench.ticket.sending,
            resolve=resolve,
        )

    @property
    def words(self) -> str:
        return " ".join(words for words, _ in self.vm.preview)

    async def enters(self, text: str) -> bool:
        self.vm.type(text)
        sent = self.vm.send()
        await self.bench.paper.drained()
        return sent

    @property
    def working(self) -> list[tuple[Side, Decimal, OrderType, Decimal | None]]:
        return [
            (o.side, o.quantity, o.order_type, o.limit_price or o.stop_price)
            for o in self.bench.ticket.working
        ]


@pytest_asyncio.fixture
async def field() -> AsyncIterator[Field]:
    bench = Bench()
    await bench.open()
    made = Field(bench)
    yield made
    made.vm.close()
    await bench.close()


async def test_a_line_is_previewed_as_it_would_leave_and_sends_nothing_by_itself(
    field: Field,
) -> None:
    field.vm.type("buy 2 es @ 4790 stop 16t target 32t")
    assert field.vm.preview == [
        ("PAPER Paper: Buy 2 ESH2024 limit 4,790.00, Day, with exits.", "t1"),
        ("Stop 4,786.00, −$400.00 · Target 4,798.00, +$800.00", "t1"),
        ("Position Flat → Long 2", "t1"),
        ("If all stops fill −$409.00", "t1"),
        ("Fees, round turn $9.00 · Margin $0.00", "t1"),
        ("Enter sends it at once.", "t2"),
    ]
    await field.bench.paper.drained()
    assert field.bench.paper.desk.orders == {}


async def test_enter_sends_what_was_previewed_once_with_its_exits(field: Field) -> None:
    assert await field.enters("buy 2 es stop 16t target 32t")
    assert field.bench.ticket.position == 2
    assert sorted((o.link, o.leaves_quantity) for o in field.bench.ticket.working) == [
        ("SL", D(2)),
        ("T1", D(2)),
    ]
    assert field.vm.said == ("Buy 2 ESH2024: filled.", "ok")
    (entry,) = [o for o in field.bench.paper.desk.orders.values() if not o.link]
    assert entry.source == "command"


async def test_what_came_of_a_line_is_said_as_it_comes_until_another_is_typed(
    field: Field,
) -> None:
    said, vm, paper = list[str](), field.vm, field.bench.paper

    def hear(_: None) -> None:
        if said[-1:] != [vm.said[0]]:
            said.append(vm.said[0])

    vm.type("buy 1 es @ 4790")
    stop = vm.changed.connect(hear)
    vm.send()
    vm.clear()
    await paper.drained()
    assert said == ["On its way: Buy 1 ESH2024.", "Buy 1 ESH2024: working."]
    paper.move("4789.75", "4790.00")
    await paper.drained()
    assert said[-1] == "Buy 1 ESH2024: filled."
    await field.enters("buy 2 es @ 4780")
    (second,) = (o for o in paper.desk.orders.values() if o.quantity == 2)
    assert vm.said == ("Buy 2 ESH2024: working.", "t1")
    stop()
    vm.type("c")  # whoever types reads what he types
    await paper.desk.cancel(second.order_id)
    await paper.drained()
    assert vm.said[0] == ""


async def test_until_the_broker_answers_a_line_is_on_its_way() -> None:
    broker = SilentBroker(None)
    bench = Bench(broker)
    await bench.open()
    field = Field(bench)
    await field.enters("buy 1 es @ 4790")
    assert field.vm.said == ("On its way: Buy 1 ESH2024.", "t2")
    (sent,) = bench.paper.desk.orders.values()
    broker.say(sent.order_id, Refused(Message("refused_by_broker", {"text": "code 1122"})))
    await bench.paper.drained()
    assert field.vm.said == ("Refused by broker: code 1122", "error")
    field.vm.close()
    await bench.close()


async def test_of_two_lines_the_last_one_is_spoken_of(field: Field) -> None:
    await field.enters("buy 1 es @ 4790")
    (first,) = field.bench.paper.desk.orders.values()
    await field.enters("buy 2 es @ 4780")
    await field.bench.paper.desk.cancel(first.order_id)
    await field.bench.paper.drained()
    assert field.vm.said == ("Buy 2 ESH2024: working.", "t1")


@pytest.mark.parametrize(
    ("text", "kind", "price"),
    [
        ("buy 1 es @ 4790", OrderType.LIMIT, "4790"),
        ("buy 1 es @ bid", OrderType.LIMIT, "4800.00"),
        ("sell 1 es @ ask", OrderType.LIMIT, "4800.25"),
        ("buy 1 es trigger 4810", OrderType.STOP, "4810"),
        ("buy 1 es trigger 4810 @ 4811", OrderType.STOP_LIMIT, "4811"),
        ("buy 1 es touch 4790", OrderType.MARKET_IF_TOUCHED, "4790"),
    ],
)
async def test_a_line_rests_as_its_words_say(
    field: Field, text: str, kind: OrderType, price: str
) -> None:
    assert await field.enters(text)
    side = Side(text.split()[0])
    assert field.working == [(side, D(1), kind, D(price))]


async def test_a_limit_at_the_quote_is_that_of_the_moment_in_which_it_is_sent(field: Field) -> None:
    field.vm.type("buy 1 es @ bid")
    assert "limit 4,800.00" in field.words
    field.bench.say("4795.00", "4795.25")
    told = list[None]()
    field.vm.changed.connect(told.append)
    field.vm.flush()
    field.vm.flush()
    assert len(told) == 1
    assert "limit 4,795.00" in field.words
    field.vm.send()
    await field.bench.paper.drained()
    assert field.working == [(Side.BUY, D(1), OrderType.LIMIT, D(4795))]


async def test_a_fault_sends_nothing_and_stays_to_be_put_right(field: Field) -> None:
    assert not await field.enters("buy 2 es stop 30")
    assert field.bench.paper.desk.orders == {}
    assert field.vm.text == "buy 2 es stop 30"
    assert field.words.startswith("Nothing was sent. 30 of what?")
    assert not await field.enters("")
    assert field.words == ""


async def test_what_is_only_not_typed_to_the_end_is_no_error_yet(field: Field) -> None:
    for text, token in (
        ("cl", "t2"),
        ("buy 2", "t2"),
        ("buy 2 e", "t2"),
        ("buy 2 e ", "error"),
        ("buy 2 es st", "t2"),
        ("buy 2 es st 16t", "error"),
    ):
        field.vm.type(text)
        assert [told for _, told in field.vm.preview] == [token], text


async def test_a_size_from_risk_fits_the_stop_and_its_fees(field: Field) -> None:
    # 16 ticks of ES are 200 dollars, 4.50 in and out
    assert await field.enters("buy risk $620 es @ 4790 stop 16t")
    assert field.working == [(Side.BUY, D(3), OrderType.LIMIT, D(4790))]
    assert not await field.enters("buy risk $100 es @ 4790 stop 16t")
    assert "would lose $204.50 at its stop" in field.words
    field.vm.type("buy risk 1% es @ 4790")
    assert field.vm.preview == [("A size from risk needs a stop.", "error")]


async def test_ways_out_by_line(field: Field) -> None:
    await field.bench.buys(2)
    for text in ("buy 1 es @ 4790", "sell 1 es @ 4810", "sell 1 es @ 4811"):
        await field.enters(text)
    field.vm.type("cancel es sells")
    assert field.words.startswith("PAPER Paper: Cancel all sell orders in ESH2024.")
    await field.enters("cancel es sells")
    assert [o.side for o in field.bench.ticket.working] == [Side.BUY]
    await field.enters("reverse es")
    assert field.bench.ticket.position == -2
    field.vm.type("close es")
    assert "Position: Short 2." in field.words
    await field.enters("close es")
    assert field.bench.ticket.position == 0
    await field.enters("buy 1 es @ 4790")
    await field.enters("flatten es")
    assert field.bench.ticket.working == ()


async def test_real_money_is_asked_for_once_more_and_observed_nothing_enters(field: Field) -> None:
    asked = list[Question]()
    await field.bench.buys(1)
    field.bench.arming.lower("paper", Level.CONFIRM)
    field.bench.ticket.sending.asking.connect(asked.append)
    field.vm.type("buy 1 es")
    assert field.words.endswith("Enter asks once more.")
    assert await field.enters("buy 1 es")
    assert field.bench.ticket.position == 1
    assert [one.action for one in asked] == ["Buy 1 ESH2024"]
    assert field.vm.said == ("", "t2")
    field.bench.arming.lower("paper", Level.OBSERVE)
    await field.enters("buy 1 es")
    assert "is set to Observe" in field.words
    assert len(asked) == 1
    await field.enters("close es")  # a way out asks nobody
    assert field.bench.ticket.position == 0


async def test_what_the_gate_refuses_is_said_before_and_after(field: Field) -> None:
    field.vm.type("buy 500 es")
    assert field.vm.preview[-1][1] == "warn"
    assert "500 ESH2024 is more than the 100" in field.vm.preview[-1][0]
    await field.enters("buy 500 es")
    assert field.vm.said[1] == "error"
    assert "500 ESH2024 is more than the 100" in field.vm.said[0]


async def test_a_repetition_is_asked_about_once_and_sent_when_it_is_called_back() -> None:
    bench = Bench(limits=replace(PAPER, duplicate_window_s=D(2)))
    await bench.open()
    field = Field(bench)
    await field.enters("buy 1 es @ 4790")
    field.vm.clear()
    await field.enters("buy 1 es @ 4790")
    assert len(field.working) == 1
    assert "Send it again" in field.words
    field.vm.clear()
    await field.enters(field.vm.earlier())
    assert len(field.working) == 2
    field.vm.close()
    await bench.close()


async def test_lines_that_were_sent_are_called_back(field: Field) -> None:
    for text in ("buy 1 es @ 4790", "buy 1 es @ 4791", "buy 1 es @ 4791"):
        await field.enters(text)
        field.vm.clear()
    calls = [field.vm.earlier(), field.vm.earlier(), field.vm.earlier(), field.vm.later()]
    assert calls == ["buy 1 es @ 4791", *["buy 1 es @ 4790"] * 2, "buy 1 es @ 4791"]
    assert field.vm.later() == ""


async def test_another_account_is_the_one_that_trades() -> None:
    bench = Bench(accounts=("paper", "other"))
    await bench.open()
    field = Field(bench)
    field.vm.type("buy 1 es")
    told = list[None]()
    field.vm.changed.connect(told.append)
    bench.accounts.choose("other")
    assert told
    assert field.words.startswith("PAPER Other: Buy 1")
    field.vm.send()
    await bench.paper.drained()
    assert [o.account for o in bench.paper.desk.orders.values()] == ["other"]
    field.vm.close()
    await bench.close()
