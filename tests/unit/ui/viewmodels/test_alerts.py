"""The alert inbox without its widgets."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import INSTRUMENTS, fill, order
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Accepted, Denied, Filled, Order, Sending, Verdict
from traderterminal.domain.signals import Action, AlertRecord, AlertStatus, Signal, Stage
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.alerts import (
    AlertsViewModel,
    asks_for,
    resolved,
    steps,
    strategy_of,
    total_ms,
)

D = Decimal
TOO_MANY = Message("max_order_quantity", {"quantity": "500", "symbol": "ESH2024", "limit": "100"})
MILLISECOND = 1_000_000


def record(alert_id: str = "AL1", **changes: object) -> AlertRecord:
    made = AlertRecord(
        alert_id,
        received_ns=1,
        status=AlertStatus.EXECUTED,
        signals=(Signal(Action.BUY, "ES1!", D(2), strategy="orb-5m"),),
        symbol="ESH2024",
        order_ids=("TT1",),
        body='{"secret": "•••"}',
    )
    return replace(made, **changes)  # type: ignore[arg-type] # fields are checked by use


class Bench:
    def __init__(self, *records: AlertRecord, orders: tuple[Order, ...] = ()) -> None:
        self.records = list(records)
        self.received: Observers[AlertRecord] = Observers()
        by_id = {one.order_id: one for one in orders}
        self.vm = AlertsViewModel(
            lambda: self.records,
            self.received,
            by_id.get,
            INSTRUMENTS.__getitem__,
            lambda account: AccountEntry(account, account, "simulator"),
        )


FILLED = order(Sending(), Accepted(), Filled(fill(quantity="2")), quantity=2)
PART = order(Sending(), Accepted(), Filled(fill(quantity="1")), quantity=2)
DENIED = replace(
    order(Denied(TOO_MANY), quantity=500),
    verdict=(Verdict("max_order_quantity", "refuse", "500", "100"),),
)


def test_a_traded_alert_says_at_what_price() -> None:
    bench = Bench(record(), orders=(FILLED,))
    message = bench.vm.result(bench.records[0])
    assert str(message) == "Filled 2 at 4,800.00."


def test_an_alert_that_traded_in_part_says_how_much() -> None:
    partly = record(status=AlertStatus.PARTLY_EXECUTED, reason=Message("day_ended"))
    bench = Bench(partly, orders=(PART,))
    assert str(bench.vm.result(partly)) == "Filled 1 of 2 at 4,800.00."


def test_a_refused_alert_says_why() -> None:
    refused = record(status=AlertStatus.REJECTED, reason=TOO_MANY)
    assert Bench(refused, orders=(DENIED,)).vm.result(refused) == TOO_MANY


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (AlertStatus.ACCEPTED, "Working on it."),
        (AlertStatus.EXECUTED, "Filled."),
        (AlertStatus.NO_ACTION, "Nothing to do."),
        (AlertStatus.FAILED, "Failed."),
    ],
)
def test_without_a_reason_the_status_speaks(status: AlertStatus, words: str) -> None:
    shown = record(status=status)
    assert str(Bench(shown).vm.result(shown)) == words


def test_the_filters_count_what_they_would_show() -> None:
    bench = Bench(
        record("AL1"),
        record("AL2", status=AlertStatus.REJECTED),
        record("AL3", status=AlertStatus.ACCEPTED),
        record("AL4", status=AlertStatus.NO_ACTION),
    )
    assert bench.vm.counts == {"All": 4, "Traded": 1, "Refused": 1, "Waiting": 1}
    bench.vm.choose_filter("Refused")
    assert [row.alert_id for row in bench.vm.rows] == ["AL2"]


@pytest.mark.parametrize(
    "wanted", ["more than the 100", "ORB-5", "buy 2 es", "al2", "•••", "short"]
)
def test_the_search_looks_through_everything_that_is_known(wanted: str) -> None:
    refused = record("AL2", status=AlertStatus.REJECTED, reason=TOO_MANY)
    refused = replace(refused, accounts={"paper": (Message("short of room"),)})
    other = record("AL9", signals=(Signal(Action.CLOSE, "NQ1!"),), symbol="NQH2024", body="")
    bench = Bench(refused, other)
    bench.vm.type_search(f" {wanted} ")
    assert [row.alert_id for row in bench.vm.rows] == ["AL2"]


def test_an_alert_is_found_by_what_became_of_it_since() -> None:
    bench = Bench(record(status=AlertStatus.ACCEPTED))
    bench.vm.type_search("silent")
    assert bench.vm.rows == []
    reason = Message("stale_quote", {"symbol": "ESH2024"})
    bench.records[0] = record(status=AlertStatus.REJECTED, reason=reason)
    assert len(bench.vm.rows) == 1


def test_the_rules_shown_are_those_of_the_order_that_was_refused() -> None:
    passed = replace(FILLED, order_id="TT2", verdict=(Verdict("odd_lot", "pass"),))
    both = record(order_ids=("TT2", "TT1"), status=AlertStatus.PARTLY_EXECUTED)
    bench = Bench(both, orders=(passed, DENIED))
    assert [verdict.rule for verdict in bench.vm.verdicts(both)] == ["max_order_quantity"]


def test_each_account_has_its_own_rules() -> None:
    other = replace(DENIED, order_id="TT2", account="apex")
    passed = replace(FILLED, verdict=(Verdict("odd_lot", "pass"),))
    both = record(order_ids=("TT1", "TT2"), status=AlertStatus.PARTLY_EXECUTED)
    vm = Bench(both, orders=(passed, other)).vm
    paper, apex = vm.outcomes(both)
    assert [verdict.rule for verdict in vm.verdicts(both, paper)] == ["odd_lot"]
    assert [verdict.rule for verdict in vm.verdicts(both, apex)] == ["max_order_quantity"]
    assert vm.verdicts(both, replace(paper, order=None)) == ()


def test_several_orders_on_one_account_are_told_one_by_one() -> None:
    other = replace(DENIED, order_id="TT2", symbol="NQH2024")
    both = record(
        order_ids=("TT1", "TT2"),
        status=AlertStatus.PARTLY_EXECUTED,
        accounts={"paper": (Message("Bought 2 ESH2024 at 4800."), Message("refused"))},
    )
    vm = Bench(both, orders=(FILLED, other)).vm
    bought, refused = vm.outcomes(both)
    assert (bought.refused, refused.refused) == (False, True)
    assert bought.words.startswith("Bought 2 ESH2024 at ")
    assert refused.words.startswith("Refused.")
    assert bought.key != refused.key
    assert [verdict.rule for verdict in vm.verdicts(both, refused)] == ["max_order_quantity"]


def test_each_account_has_an_outcome_of_its_own() -> None:
    other = replace(DENIED, order_id="TT2", account="apex")
    both = record(
        order_ids=("TT1", "TT2"),
        status=AlertStatus.PARTLY_EXECUTED,
        accounts={
            "paper": (Message("bought", {"quantity": "2", "symbol": "ESH2024", "price": "4800"}),),
            "apex": (Message("refused"),),
            "small": (Message("nothing_to_do"),),
            "flat": (Message("nothing_to_do"),),
        },
        refusing=("apex", "small"),
    )
    outcomes = Bench(both, orders=(FILLED, other)).vm.outcomes(both)
    assert [(one.account.account, one.refused) for one in outcomes] == [
        ("paper", False),
        ("apex", True),
        ("small", True),
        ("flat", False),
    ]
    assert outcomes[0].words == "Bought 2 ESH2024 at 4800."


@pytest.mark.parametrize(
    ("named", "symbol", "words"),
    [
        ("CME_MINI:ES1!", "ESH2024", "CME_MINI:ES1! resolved to ESH2024 by the roll rule."),
        ("ES", "ESH2024", "ES resolved to ESH2024 by the roll rule."),
        ("ESH4", "ESH2024", "ESH4 resolved to ESH2024 by its name."),
        ("CME_MINI:ESH2024", "ESH2024", "The message names the contract ESH2024."),
        ("NASDAQ:AAPL", "AAPL", "The message names the contract AAPL."),
        ("XX1!", "", "No contract was resolved."),
    ],
)
def test_the_contract_is_told_with_the_rule_that_led_to_it(
    named: str, symbol: str, words: str
) -> None:
    shown = record(signals=(Signal(Action.BUY, named),), symbol=symbol)
    assert str(resolved(shown)) == words


def test_the_timeline_ends_where_the_alert_ended() -> None:
    timeline = (
        (Stage.RECEIVED, 0),
        (Stage.STORED, 3 * MILLISECOND),
        (Stage.GATED, 6 * MILLISECOND),
    )
    refused = record(status=AlertStatus.REJECTED, timeline=timeline)
    shown = {step.stage: step for step in steps(refused)}
    assert len(shown) == 9
    assert shown[Stage.GATED].ended
    assert shown[Stage.GATED].after_ms == 6
    assert shown[Stage.FILLED].after_ms is None
    assert total_ms(refused) == 6
    going_on = replace(refused, status=AlertStatus.ACCEPTED)
    assert not any(step.ended for step in steps(going_on))


def test_what_an_alert_asks_for_is_said_with_its_contract() -> None:
    def said(*signals: Signal) -> str:
        return asks_for(record(signals=signals, body=""))

    assert said(Signal(Action.BUY, "ES1!", D(2))) == "Buy 2 ESH2024"
    assert said(Signal(Action.TARGET, "ES1!", target=D(-3))) == "Target −3 ESH2024"
    assert said(Signal(Action.TARGET, "ES1!", target_side="flat")) == "Target flat ESH2024"
    assert said(Signal(Action.CLOSE, "ES1!"), Signal(Action.BUY, "ES1!")) == "Close ESH2024 +1"
    assert said() == "Unreadable text"


def test_an_alert_that_could_be_read_but_not_traded_still_tells_whose_it_is() -> None:
    body = '{"strategy": "orb", "symbol": "ES1!", "action": "{{strategy.order.action}}"}'
    left_out = record(signals=(), body=body)
    assert (asks_for(left_out), strategy_of(left_out)) == ("Nothing tradeable", "orb")
    pairs = record(signals=(), body="strategy=orb; action=;")
    assert (asks_for(pairs), strategy_of(pairs)) == ("Nothing tradeable", "orb")
    text = record(signals=(), body="Price crossed")
    assert (asks_for(text), strategy_of(text)) == ("Unreadable text", "")


def test_a_new_alert_is_told_at_the_next_frame() -> None:
    bench = Bench()
    told: list[None] = []
    bench.vm.changed.connect(told.append)
    bench.received.emit(record())
    assert told == []
    bench.vm.flush()
    bench.vm.flush()
    assert told == [None]
    bench.vm.close()
    bench.received.emit(record())
    bench.vm.flush()
    assert told == [None]


def test_after_an_alert_that_went_while_it_was_read_the_next_one_is_only_selected() -> None:
    bench = Bench(record("AL1"), record("AL2"), record("AL3"))
    bench.vm.read("AL1")
    bench.vm.select("AL2")
    assert bench.vm.is_reading
    del bench.records[1]
    assert not bench.vm.is_reading
    bench.vm.select("AL3")
    assert bench.vm.selected == bench.records[1]
    assert not bench.vm.is_reading
