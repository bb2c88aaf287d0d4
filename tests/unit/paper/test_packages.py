"""Matching of packages: whole ones, at quotes that stand, or none."""

from decimal import Decimal

import pytest

from tests.support.builders import option, order
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    CancelRequested,
    ProvenAbsent,
    Sending,
    TimeInForce,
)
from traderterminal.domain.packages import PackagePart
from traderterminal.market.ticks import QuoteTick
from traderterminal.paper.packages import (
    PackageBook,
    PackageDropped,
    PackageFill,
    PackageLeg,
    PaperPackage,
    not_taken_back,
    package_of,
)

D = Decimal
TICK = D("0.01")
BUY, SELL = 1, -1


def standing(symbol: str, bid: int | None, ask: int | None, size: int = 10) -> QuoteTick:
    return QuoteTick(symbol, 1, bid, size if bid else 0, ask, size if ask else 0)


NEAR, FAR = standing("NEAR", 500, 520), standing("FAR", 290, 310)


def vertical(
    package_id: str = "P", units: int = 2, limit: str | None = None, tif: str = "day"
) -> PaperPackage:
    """Buys NEAR and sells FAR: naturally for 5.20 − 2.90 = 2.30."""
    return PaperPackage(
        package_id,
        [
            PackageLeg(f"{package_id}1", "NEAR", BUY, 1, 1, TICK),
            PackageLeg(f"{package_id}2", "FAR", SELL, 1, 1, TICK),
        ],
        units,
        None if limit is None else D(limit),
        TimeInForce(tif),
    )


def book(*packages: PaperPackage, near: QuoteTick | None = NEAR) -> PackageBook:
    made, quotes = PackageBook(), {"NEAR": near, "FAR": FAR}
    for package in packages:
        made.enter(package, quotes.__getitem__)
    return made


def traded(made: PackageBook) -> list[list[tuple[str, int, int]]]:
    return [
        [(one.order_id, one.price, one.lots) for one in outcome.executions]
        for outcome in made.settle(lambda package_id: True)
        if isinstance(outcome, PackageFill)
    ]


def test_all_legs_trade_at_once_each_against_its_own_quote() -> None:
    made = book(vertical())
    assert traded(made) == [[("P1", 520, 2), ("P2", 290, 2)]]
    assert traded(made) == []


def test_what_was_seen_stands_with_each_leg() -> None:
    ((outcome,)) = list(book(vertical()).settle(lambda package_id: True))
    assert isinstance(outcome, PackageFill)
    near, far = outcome.executions
    assert near.rule == far.rule == "package"
    assert (near.seen["displayed"], near.seen["left"], near.seen["ask"]) == (10, 8, 520)
    assert (far.seen["displayed"], far.seen["left"], far.seen["bid"]) == (10, 8, 290)


@pytest.mark.parametrize(("limit", "trades"), [("2.29", False), ("2.30", True), ("9", True)])
def test_a_limit_is_the_most_that_one_may_cost(limit: str, trades: bool) -> None:
    assert bool(traded(book(vertical(limit=limit)))) is trades


def test_it_waits_until_the_quotes_come_to_its_limit_and_pays_no_more_than_they_say() -> None:
    made = book(vertical(limit="2.20"))
    assert traded(made) == []
    assert made.see(standing("NEAR", 480, 500))
    assert traded(made) == [[("P1", 500, 2), ("P2", 290, 2)]]  # 2.10


def test_no_leg_trades_while_another_cannot() -> None:
    made = book(vertical(), near=standing("NEAR", 500, None))
    assert traded(made) == []
    assert traded(book(vertical(), near=None)) == []
    assert traded(book(vertical(), near=standing("NEAR", 500, 520, size=0))) == []


def test_only_whole_packages_trade_and_the_rest_waits_for_new_size() -> None:
    made = book(vertical(units=15), near=standing("NEAR", 500, 520, size=4))
    assert traded(made) == [[("P1", 520, 4), ("P2", 290, 4)]]
    assert traded(made) == []  # the size is taken
    made.see(standing("NEAR", 500, 520, size=4))
    assert traded(made) == []  # and shown again is not new
    made.see(standing("NEAR", 500, 520, size=7))
    assert traded(made) == [[("P1", 520, 3), ("P2", 290, 3)]]
    made.see(standing("NEAR", 500, 521, size=100))
    made.see(standing("FAR", 291, 310, size=100))
    assert traded(made) == [[("P1", 521, 8), ("P2", 291, 8)]]


def test_bids_once_taken_are_gone_until_more_is_shown() -> None:
    made = book(vertical(units=15))
    assert traded(made) == [[("P1", 520, 10), ("P2", 290, 10)]]
    made.see(standing("NEAR", 500, 521, size=100))
    made.see(FAR)
    assert traded(made) == []
    made.see(standing("FAR", 290, 310, size=12))
    assert traded(made) == [[("P1", 521, 2), ("P2", 290, 2)]]


def test_a_leg_of_more_lots_trades_in_whole_packages_only() -> None:
    legs = (PackageLeg("1", "NEAR", BUY, 1, 1, TICK), PackageLeg("2", "FAR", SELL, 2, 2, TICK))
    made = book(PaperPackage("P", legs, 4, None, TimeInForce.DAY))
    made.see(standing("FAR", 291, 310, size=5))
    assert traded(made) == [[("1", 520, 2), ("2", 291, 4)]]


def test_who_comes_later_finds_what_was_left() -> None:
    made = book(vertical("P", units=8), vertical("Q", units=8))
    assert traded(made) == [
        [("P1", 520, 8), ("P2", 290, 8)],
        [("Q1", 520, 2), ("Q2", 290, 2)],
    ]
    made.remove("Q")
    assert made.see(NEAR) is False
    made.enter(vertical("R", units=1), {"NEAR": NEAR, "FAR": FAR}.__getitem__)
    assert traded(made) == []  # everything displayed is taken already


@pytest.mark.parametrize(("tif", "lots"), [("ioc", [10]), ("fok", [])])
def test_who_may_not_wait_is_dropped(tif: str, lots: list[int]) -> None:
    outcomes = list(book(vertical(units=12, tif=tif)).settle(lambda package_id: True))
    fills = [one for one in outcomes if isinstance(one, PackageFill)]
    assert [one.executions[0].lots for one in fills] == lots
    assert outcomes[-1] == PackageDropped("P")


def test_while_a_leg_is_closed_nothing_trades() -> None:
    made = book(vertical())
    assert list(made.settle(lambda package_id: False)) == []
    assert traded(made) != []


def test_a_market_that_starts_again_has_shown_nothing() -> None:
    made = book(vertical())
    made.forget_market()
    assert traded(made) == []


def test_a_quote_that_concerns_no_package_is_not_acted_on() -> None:
    made = book(vertical())
    assert made.see(NEAR) is True
    assert made.see(standing("OTHER", 1, 2)) is False


def test_the_orders_of_its_legs_make_a_package() -> None:
    near, far = option("C", 180), option("C", 185)
    part = PackagePart(2, 2, D("1.5"))
    first = order(
        Sending(), Accepted(), order_id="TT1", symbol=near.symbol, quantity=6, package=part
    )
    second = order(order_id="TT2", symbol=far.symbol, side=Side.SELL, quantity=6, package=part)
    made = package_of([first, second], [near, far])
    assert (made.package_id, made.units, made.limit) == ("TT1", 3, D("1.5"))
    assert [(leg.order_id, leg.sign, leg.ratio, leg.lots) for leg in made.legs] == [
        ("TT1", BUY, 2, 2),
        ("TT2", SELL, 2, 2),
    ]


def test_of_what_cannot_go_on_what_is_proven_is_said() -> None:
    assert isinstance(not_taken_back(order(Sending())), ProvenAbsent)
    assert isinstance(not_taken_back(order(Sending(), Accepted())), Canceled)
    assert isinstance(not_taken_back(order(Sending(), Accepted(), CancelRequested())), Canceled)


def test_one_that_goes_because_of_another_does_not_trade() -> None:
    made = book(vertical("P", units=1), vertical("Q", units=1))
    outcomes = made.settle(lambda package_id: True)
    next(outcomes)
    made.remove("Q")
    assert list(outcomes) == []
