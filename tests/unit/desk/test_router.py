"""Where orders go, and what an intent means for a position."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import fill, order
from tests.support.paper_desk import wish
from tests.support.silent_broker import SilentBroker
from traderterminal.desk.ports import Broker
from traderterminal.desk.router import Netted, Router, net
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.messages import english
from traderterminal.domain.orders import (
    Accepted,
    CancelRequested,
    Filled,
    Order,
    OrderType,
    OutcomeLost,
    Sending,
)

D = Decimal


def future(symbol: str) -> AssetClass:
    return AssetClass.STOCK if symbol == "AAPL" else AssetClass.FUTURE


class Trades(SilentBroker):
    """A broker that trades nothing but some classes of instruments."""

    def __init__(self, *classes: AssetClass) -> None:
        super().__init__(None)
        self.capabilities = replace(SilentBroker.capabilities, asset_classes=frozenset(classes))


def account(kind: str, mode: Mode) -> Account:
    return Account("a", kind, mode, "USD", D(1), D(1))


def test_each_kind_and_mode_has_its_own_broker() -> None:
    paper, demo = object(), object()
    brokers: dict[tuple[str, str], Broker] = {
        ("paper", "simulator"): paper,  # type: ignore[dict-item] # only its identity counts
        ("tradovate", "sandbox"): demo,  # type: ignore[dict-item] # likewise
    }
    router = Router(brokers, future)
    assert router.broker(account("paper", Mode.SIMULATOR)) is paper
    assert router.broker(account("tradovate", Mode.SANDBOX)) is demo
    assert dict(router.brokers()) == brokers
    brokers.clear()
    assert router.broker(account("paper", Mode.SIMULATOR)) is paper  # what was wired stays


def test_two_logins_of_a_kind_each_have_the_accounts_that_are_at_home_there() -> None:
    first, second = Trades(AssetClass.FUTURE), Trades(AssetClass.FUTURE)
    brokers: dict[tuple[str, str], Broker] = {
        ("apex", "sandbox"): first,
        ("topstep", "sandbox"): second,
    }
    router = Router(brokers, future, homes={"a": "topstep"})
    at_home = account("tradovate", Mode.SANDBOX)
    assert router.broker(at_home) is second
    assert router.carrier(at_home, "ESH2024") is second
    assert "topstep takes no" in refusal(lambda: router.carrier(at_home, "AAPL"))
    refusal(lambda: router.broker(replace(at_home, mode=Mode.LIVE)))
    refusal(lambda: router.broker(replace(at_home, account="b")))  # of no home: its kind is none


@pytest.mark.parametrize("mode", [Mode.LIVE, Mode.SANDBOX, Mode.HYBRID])
@pytest.mark.parametrize("kind", ["paper", "tradovate"])
def test_an_account_without_a_broker_is_refused_and_never_handed_to_another(
    kind: str, mode: Mode
) -> None:
    paper: Broker = object()  # type: ignore[assignment] # nothing of it may be called
    router = Router({("paper", "simulator"): paper}, future)
    with pytest.raises(OrderRefused) as refused:
        router.broker(account(kind, mode))
    assert refused.value.message.code == "unsupported"
    assert kind in english(refused.value.message)
    assert mode.value in english(refused.value.message)


FUTURES, STOCKS = Trades(AssetClass.FUTURE), Trades(AssetClass.STOCK)
LIVE_STOCKS = Trades(AssetClass.STOCK)
BROKERS: dict[tuple[str, str], Broker] = {
    ("tradovate", "sandbox"): FUTURES,
    ("tastytrade", "sandbox"): STOCKS,
    ("tastytrade", "live"): LIVE_STOCKS,
}
BOTH = {AssetClass.FUTURE: "tradovate", AssetClass.STOCK: "tastytrade"}


def refusal(ask: Callable[[], Broker]) -> str:
    with pytest.raises(OrderRefused) as refused:
        ask()
    assert refused.value.message.code == "unsupported"
    return english(refused.value.message)


def test_an_account_without_routes_goes_to_its_own_kind_as_far_as_that_trades_it() -> None:
    router = Router(BROKERS, future)
    own = account("tradovate", Mode.SANDBOX)
    assert router.carrier(own, "ESH2024") is FUTURES
    assert refusal(lambda: router.carrier(own, "AAPL")) == (
        "Refused. Nothing was sent. a is in sandbox mode, where tradovate takes no stock orders."
        " What is there: tradovate (future); tastytrade (stock)."
    )


def test_each_class_goes_to_the_broker_that_the_account_lists_for_it() -> None:
    router = Router(BROKERS, future, {"a": BOTH})
    listed = account("paper", Mode.SANDBOX)
    assert router.carrier(listed, "ESH2024") is FUTURES
    assert router.carrier(listed, "AAPL") is STOCKS
    together = router.broker(listed)
    assert together is router.broker(listed)  # its books are the same whenever it is asked for
    assert together.capabilities.asset_classes == {AssetClass.FUTURE, AssetClass.STOCK}


def test_what_an_account_does_not_list_has_no_way_though_its_own_kind_is_there() -> None:
    router = Router(BROKERS, future, {"a": {AssetClass.STOCK: "tastytrade"}})
    told = refusal(lambda: router.carrier(account("tradovate", Mode.SANDBOX), "ESH2024"))
    assert "where it takes no future orders" in told
    assert "tradovate (future)" in told


def test_no_route_leads_out_of_the_mode_of_its_account() -> None:
    router = Router(BROKERS, future, {"a": BOTH})
    live = account("paper", Mode.LIVE)
    assert router.carrier(live, "AAPL") is LIVE_STOCKS
    told = refusal(lambda: router.carrier(live, "ESH2024"))
    assert "tradovate takes no future orders" in told
    assert told.endswith("What is there: tastytrade (stock).")
    assert "tradovate takes no future orders" in refusal(lambda: router.broker(live))
    nowhere = refusal(lambda: router.broker(account("paper", Mode.HYBRID)))
    assert nowhere.endswith("What is there: nothing.")


def working(
    side: Side, quantity: int, order_type: OrderType = OrderType.LIMIT, *, reduces: bool = False
) -> Order:
    return order(
        Sending(),
        Accepted(),
        side=side,
        quantity=quantity,
        order_type=order_type,
        limit_price=D(4800),
        reduces=reduces,
    )


@pytest.mark.parametrize("side", ["buy", "sell"])
def test_a_delta_is_what_it_says_whatever_is_held_or_works(side: str) -> None:
    found = net(wish(side, D("2.5")), D(-7), [working(Side.BUY, 3)])
    assert found == Netted(Side(side), D("2.5"))


@pytest.mark.parametrize(
    "quantity", [None, D(0), D(-1), D("NaN"), D("sNaN"), D("Infinity"), D("-Infinity")]
)
def test_a_delta_needs_a_finite_quantity_above_zero(quantity: Decimal | None) -> None:
    with pytest.raises(OrderRefused) as refused:
        net(wish("buy", quantity), D(0), ())
    assert refused.value.message.code == "bad_quantity"


@pytest.mark.parametrize("side", [None, "", "hold", "BUY"])
def test_a_delta_needs_a_side(side: str | None) -> None:
    with pytest.raises(OrderRefused):
        net(wish(side, 1), D(0), ())


@pytest.mark.parametrize("quantity", [None, D("NaN"), D("Infinity")])
def test_a_target_needs_a_finite_quantity(quantity: Decimal | None) -> None:
    with pytest.raises(OrderRefused):
        net(wish(None, quantity, intent="target"), D(0), ())


def target(wanted: int, held: int, *orders: Order) -> Netted:
    return net(wish(None, wanted, intent="target"), D(held), orders)


TARGETS: list[tuple[str, Netted, int]] = [
    ("an entry on its way is counted", target(5, 0, working(Side.BUY, 2)), 3),
    ("what is on its way may be too much", target(1, 0, working(Side.BUY, 3)), -2),
    ("both sides are counted", target(0, 1, working(Side.BUY, 2), working(Side.SELL, 4)), 1),
    ("a protective order waits beside", target(1, 2, working(Side.SELL, 2, reduces=True)), -1),
    (
        "an exit at market is on its way",
        target(0, 2, working(Side.SELL, 1, OrderType.MARKET, reduces=True)),
        -1,
    ),
    (
        "only what can still trade counts",
        target(5, 1, working(Side.BUY, 3).apply(Filled(fill()))),
        2,
    ),
    (
        "an order of unknown outcome may have traded",
        target(2, 0, order(Sending(), OutcomeLost(), quantity=2)),
        0,
    ),
    (
        "one that is being cancelled may still trade",
        target(2, 0, working(Side.BUY, 2).apply(CancelRequested())),
        0,
    ),
]


@pytest.mark.parametrize(("found", "signed"), [t[1:] for t in TARGETS], ids=[t[0] for t in TARGETS])
def test_a_target_trades_what_is_still_missing(found: Netted, signed: int) -> None:
    assert found.side.sign * found.quantity == signed
    assert (found.nothing is None) is (signed != 0)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [(2, "Already at long 2."), (-3, "Already at short 3."), (0, "Already flat.")],
)
def test_a_target_that_is_met_says_where_the_position_stands(wanted: int, words: str) -> None:
    found = target(wanted, wanted)
    assert found.nothing is not None
    assert english(found.nothing) == words


@pytest.mark.parametrize("held", [3, -3, D("0.5")])
def test_close_and_reverse_look_at_the_position_alone(held: int | Decimal) -> None:
    other = [working(Side.BUY, 9)]
    for intent, times in (("close", 1), ("reverse", 2)):
        found = net(wish(None, None, intent=intent), D(held), other)
        assert found.side.sign * found.quantity == -times * D(held)
    for intent in ("close", "reverse"):
        found = net(wish(None, None, intent=intent), D(0), other)
        assert found.nothing is not None
        assert found.nothing.code == "already_flat"
