"""Which accounts a signal is for, and what each is to do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.alerts import resolve, signal_of
from traderterminal.alerts.routing import (
    AlertRules,
    Leg,
    Plan,
    StrategyRule,
    Unroutable,
    legs,
    plan,
    staleness,
    wish,
)
from traderterminal.desk.groups import Member, Substitute
from traderterminal.desk.variants import Variant
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, OrderType, TimeInForce
from traderterminal.kit.clock import NANOSECONDS

ES = "ESH2024"
LATE = Message("too_late")
GROUPS: dict[str, Sequence[Member]] = {
    "everyday": [Member("paper")],
    "both": [Member("paper"), Member("small", Decimal("0.5"), {"ES": Substitute("MES")})],
    "odd": [Member("paper", map={"ES": Substitute("NOWHERE")})],
    "stocks": [Member("paper", map={"AAPL": Substitute("ES")})],
    "real": [Member("broker")],
    "empty": [],
}
STRATEGIES = {
    "orb": StrategyRule(group="both", quantity=Decimal(4), max_lag_s=60, sl_tp_unit="ticks"),
    "off": StrategyRule(mode="off"),
    "trial": StrategyRule(group="real", mode="paper"),
    "proven": StrategyRule(group="real"),
}
RULES = AlertRules(
    resolve=resolve,
    members=lambda name: [Member("paper")] if name == "paper" else GROUPS.get(name),
    strategy=STRATEGIES.get,
    is_paper=lambda account: account != "broker",
    default_group="everyday",
    default_quantity=Decimal(3),
)


def flat(account: str, symbol: str) -> Decimal:
    return Decimal(0)


def legs_of(**fields: object) -> list[Leg]:
    return legs(signal_of({"symbol": "ES1!", "action": "buy", **fields}), "A1", 0, RULES, flat)


def leg(**fields: object) -> Leg:
    return legs_of(**fields)[0]


def planned(
    held: int, fields: Mapping[str, object], hold_back: Message | None = None
) -> Plan | Message:
    return plan(leg(**fields), Decimal(held), hold_back)


# Accounts.


def test_an_account_in_the_message_comes_first() -> None:
    found = legs_of(account="paper", account_group="both", strategy="orb")
    assert [each.account for each in found] == ["paper"]


def test_then_the_group_in_the_message_then_the_strategys_then_the_default() -> None:
    assert len(legs_of(account_group="both")) == 2
    assert len(legs_of(strategy="orb")) == 2
    assert [each.account for each in legs_of(strategy="unheard")] == ["paper"]


@pytest.mark.parametrize("fields", [{"account": "nobody"}, {"account_group": "empty"}])
def test_a_name_that_is_no_account_is_never_another_one(fields: dict[str, str]) -> None:
    with pytest.raises(Unroutable) as caught:
        legs_of(**fields)
    assert caught.value.reason.code == "account_unknown"


def test_without_a_default_an_alert_must_name_an_account() -> None:
    nameless = replace(RULES, default_group="")
    with pytest.raises(Unroutable, match="default_group") as caught:
        legs(signal_of({"symbol": "ES1!", "action": "buy"}), "A1", 0, nameless, flat)
    assert caught.value.reason.code == "account_unknown"


def test_a_strategy_that_is_switched_off_trades_nowhere() -> None:
    with pytest.raises(Unroutable) as caught:
        legs_of(strategy="off")
    assert caught.value.reason.code == "strategy_off"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"account_group": "real"}, "live_needs_strategy"),
        ({"account_group": "real", "strategy": "unheard"}, "live_needs_strategy"),
        ({"strategy": "trial"}, "live_needs_strategy.paper"),
    ],
)
def test_only_a_strategy_that_is_set_up_trades_on_real_accounts(
    fields: dict[str, str], key: str
) -> None:
    refusal = leg(**fields).refusal
    assert refusal is not None
    assert refusal.key == key
    assert leg(strategy="proven").refusal is None


def test_a_member_takes_its_share_of_its_own_contract() -> None:
    paper, small = legs_of(account_group="both", quantity="2", symbol="ESH2024")
    assert (paper.instrument.symbol, paper.quantity) == (ES, Decimal(2))
    assert (small.instrument.symbol, small.quantity) == ("MESH2024", Decimal(1))


def test_a_mapping_outside_of_futures_names_the_other_symbol() -> None:
    assert leg(account_group="stocks", symbol="AAPL").instrument.symbol == ES


def test_a_mapping_to_nowhere_is_refused() -> None:
    refusal = leg(account_group="odd").refusal
    assert refusal is not None
    assert refusal.code == "unknown_symbol"


@pytest.mark.parametrize(
    ("fields", "quantity"),
    [({"quantity": "1"}, 1), ({"strategy": "orb", "account": "paper"}, 4), ({}, 3)],
)
def test_a_quantity_left_out_is_the_strategys_or_the_default(
    fields: dict[str, str], quantity: int
) -> None:
    assert leg(**fields).quantity == quantity


def test_order_ids_are_the_same_each_time_and_differ_by_account() -> None:
    again = [each.client_order_id for each in legs_of(account_group="both")]
    assert again == ["A1-0-paper", "A1-0-small"]


# What to do.


@pytest.mark.parametrize(
    ("held", "fields", "expected"),
    [
        (0, {"quantity": "2"}, Plan(Intent.DELTA, Side.BUY, Decimal(2), False)),
        (-2, {"quantity": "2"}, Plan(Intent.DELTA, Side.BUY, Decimal(2), True)),
        (-1, {"quantity": "2"}, Plan(Intent.DELTA, Side.BUY, Decimal(2), False)),
        (1, {"action": "sell", "quantity": "1"}, Plan(Intent.DELTA, Side.SELL, Decimal(1), True)),
        (2, {"action": "close"}, Plan(Intent.CLOSE, None, None, True)),
        (2, {"action": "closelong"}, Plan(Intent.CLOSE, None, None, True)),
        (2, {"action": "sell", "position_size": "0"}, Plan(Intent.CLOSE, None, None, True)),
        (2, {"position_size": "1", "action": ""}, Plan(Intent.TARGET, None, Decimal(1), True)),
        (2, {"position_size": "3"}, Plan(Intent.TARGET, None, Decimal(3), False)),
        (2, {"action": "", "position_size": "-1"}, Plan(Intent.TARGET, None, Decimal(-1), False)),
        (0, {"market_position": "long"}, Plan(Intent.TARGET, None, Decimal(3), False)),
        (0, {"action": "short"}, Plan(Intent.TARGET, None, Decimal(-3), False)),
        (1, {"action": "reverse"}, Plan(Intent.REVERSE, None, None, False)),
    ],
)
def test_signals_become_plans(held: int, fields: dict[str, str], expected: Plan) -> None:
    assert planned(held, fields) == expected


def test_a_target_is_multiplied_for_its_member() -> None:
    _, small = legs_of(account_group="both", position_size="4")
    found = plan(small, Decimal(0), None)
    assert isinstance(found, Plan)
    assert found.quantity == 2


def test_a_close_for_one_side_leaves_the_other_alone() -> None:
    found = planned(-2, {"action": "closelong"})
    assert isinstance(found, Message)
    assert found.code == "nothing_to_close"


@pytest.mark.parametrize(
    ("held", "fields"),
    [
        (0, {}),
        (2, {}),
        (0, {"position_size": "1"}),
        (1, {"position_size": "2"}),
        (0, {"market_position": "long"}),
    ],
)
def test_a_late_entry_is_held_back(held: int, fields: dict[str, str]) -> None:
    assert planned(held, fields, LATE) is LATE


@pytest.mark.parametrize(
    ("held", "fields"),
    [
        (2, {"action": "close"}),
        (0, {"action": "close"}),
        (-3, {"quantity": "3"}),
        (3, {"action": "", "position_size": "1"}),
        (3, {"action": "sell", "market_position": "flat"}),
    ],
)
def test_a_late_exit_is_done_as_it_is(held: int, fields: dict[str, str]) -> None:
    assert planned(held, fields, LATE) == planned(held, fields)


@pytest.mark.parametrize(
    ("held", "fields"),
    [
        (-1, {"quantity": "2"}),
        (2, {"action": "", "position_size": "-2"}),
        (-2, {"position_size": "1"}),
        (2, {"action": "reverse"}),
    ],
)
def test_of_a_late_reversal_only_the_way_out_is_left(held: int, fields: dict[str, str]) -> None:
    assert planned(held, fields, LATE) == Plan(Intent.CLOSE, None, None, True, held_back=LATE)


# Wishes.


def test_a_wish_carries_everything_the_desk_needs() -> None:
    entry = leg(quantity="2", orderType="limit", limitPrice="4800.25", tif="gtc", strategy="s")
    found = plan(entry, Decimal(0), None)
    assert isinstance(found, Plan)
    made = wish(entry, found, "A1")
    assert (made.account, made.symbol, made.intent, made.side) == ("paper", ES, "delta", "buy")
    assert (made.order_type, made.limit_price) == (OrderType.LIMIT, Decimal("4800.25"))
    assert made.time_in_force is TimeInForce.GTC
    assert (made.strategy, made.alert_id, made.source) == ("s", "A1", "alert")
    assert made.client_order_id == "A1-0-paper"


def test_the_way_out_of_a_late_limit_order_is_the_market() -> None:
    entry = leg(quantity="2", orderType="limit", limitPrice="4800.25")
    found = plan(entry, Decimal(-1), LATE)
    assert isinstance(found, Plan)
    assert wish(entry, found, "A1").order_type is OrderType.MARKET


# Freshness.


@pytest.mark.parametrize(
    ("age_s", "fields", "code"),
    [
        (30, {}, None),
        (31, {}, "too_late"),
        (60, {"strategy": "orb"}, None),
        (61, {"strategy": "orb"}, "too_late"),
        (11, {"max_lag": "10"}, "too_late"),
        (31, {"max_lag": "300"}, "too_late"),
        (-5, {}, None),
        (-6, {}, "too_early"),
    ],
)
def test_how_old_an_entry_may_be(age_s: int, fields: dict[str, str], code: str | None) -> None:
    signal = signal_of({"symbol": "ES1!", "action": "buy", **fields})
    found = staleness(signal, age_s * NANOSECONDS, RULES)
    assert (None if found is None else found.code) == code


def test_units_are_those_of_the_strategy() -> None:
    assert RULES.unit_of("orb") == "ticks"
    assert RULES.unit_of("unheard") is None
    assert replace(RULES, strategy=lambda name: None).unit_of("orb") is None


# Variants.


def test_each_account_enters_with_its_own_stop_and_leaves_as_all_do() -> None:
    near, far = ExitLevel(Decimal(8), "ticks"), ExitLevel(Decimal(40), "ticks")
    members = [
        Member("paper"),
        Member("near", variant=Variant(stop=near)),
        Member("far", variant=Variant(Decimal(5), far, near)),
    ]
    rules = replace(RULES, members=lambda name: members)
    entry = signal_of({"symbol": "ES1!", "action": "buy"})
    found = legs(entry, "A1", 0, rules, flat)
    wishes = [wish(one, _planned(one, 0), "A1") for one in found]
    assert [one.exits for one in wishes] == [
        None,
        Exits(stop=near),
        Exits(stop=far, targets=(Target(near),)),
    ]
    assert [one.variant.delay_s for one in found] == [0, 0, 5]
    leaving = legs(signal_of({"symbol": "ES1!", "action": "close"}), "A1", 0, rules, flat)
    assert {wish(one, _planned(one, 1), "A1").intent for one in leaving} == {Intent.CLOSE}


def _planned(one: Leg, held: int) -> Plan:
    found = plan(one, Decimal(held), None)
    assert isinstance(found, Plan)
    return found
