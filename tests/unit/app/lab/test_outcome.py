"""What variants came to: where their orders differ."""

from dataclasses import replace
from decimal import Decimal

import pytest

from traderterminal.app.lab.outcome import (
    Difference,
    OrderLine,
    Outcome,
    differences,
    open_result,
)

D = Decimal
LINE = OrderLine(1, "paper", "buy", D(2), "market", "filled", D(2), D("4800.25"), "")


def outcome(variant: str, **orders: OrderLine) -> Outcome:
    return Outcome(variant, 1, D("12.5"), D("0.5"), D(0), None, {"halted": 2}, orders, 7, "ab" * 32)


def test_what_is_the_same_is_not_told() -> None:
    assert list(differences(outcome("a", one=LINE), outcome("b", one=LINE))) == []


def test_what_differs_is_told_by_market_time() -> None:
    late, other = replace(LINE, at_ns=9), replace(LINE, at_ns=8, status="canceled")
    first = outcome("a", late=late, changed=replace(LINE, at_ns=5), same=LINE)
    second = outcome("b", changed=other, same=LINE, new=replace(LINE, at_ns=3))
    assert list(differences(first, second)) == [
        Difference("new", None, replace(LINE, at_ns=3)),
        Difference("changed", replace(LINE, at_ns=5), other),
        Difference("late", late, None),
    ]


def test_a_line_reads_as_what_became_of_the_order() -> None:
    assert str(LINE) == "1970-01-01T00:00:00.000000Z paper buy 2 market filled 2 at 4800.25"
    denied = replace(LINE, status="denied", filled=D(0), average_price=None, reason="halted")
    assert str(denied).endswith("paper buy 2 market denied (halted)")


def test_numbers_leave_as_strings() -> None:
    told = outcome("a", one=LINE).as_json()
    assert (told["net"], told["win_rate"], told["open_result"]) == ("12.5", "0.5", None)
    assert told["orders"]["one"]["average_price"] == "4800.25"
    assert told["refused"] == {"halted": 2}


@pytest.mark.parametrize(
    ("results", "whole"), [({"ES": D(12)}, D(12)), ({"ES": D(12), "NQ": None}, None), ({}, D(0))]
)
def test_what_is_held_is_worth_nothing_known_while_one_price_lacks(
    results: dict[str, Decimal | None], whole: Decimal | None
) -> None:
    assert open_result(results.values()) == whole
