"""What of a position belongs to a group, whatever is traded beside it."""

from dataclasses import replace
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import fill
from tests.support.scale import scaled
from traderterminal.desk.group_book import GroupBook
from traderterminal.domain.fills import Fill, Side

D = Decimal
SYMBOL = "ESH2024"
_numbers = count(1)


def traded(quantity: int, group: str = "all", account: str = "paper") -> Fill:
    side = Side.BUY if quantity > 0 else Side.SELL
    number, size = str(next(_numbers)), str(abs(quantity))
    return fill(number, side, size, group=group, account=account)


def part_after(*fills: Fill) -> Decimal:
    book = GroupBook()
    book.load(fills)
    return book.part("all", "paper", SYMBOL)


@pytest.mark.parametrize(
    ("trades", "part"),
    [
        ([(2, "all")], 2),
        ([(2, "all"), (-2, "all"), (-1, "all")], -1),
        ([(3, "")], 0),
        ([(3, ""), (2, "all"), (-3, "")], 2),  # what was made by hand goes first
        ([(3, ""), (2, "all"), (-4, "")], 1),
        ([(2, "all"), (-2, ""), (2, "")], 0),  # what is bought back by hand is by hand
        ([(2, "all"), (-5, "")], 0),
        ([(3, ""), (2, "all"), (-5, "all")], 0),  # a close takes all of it
        ([(2, "other"), (2, "all"), (-2, "other")], 2),
    ],
)
def test_the_part_of_a_group(trades: list[tuple[int, str]], part: int) -> None:
    assert part_after(*(traded(quantity, group) for quantity, group in trades)) == part


def test_what_is_held_for_a_group_is_listed_by_account() -> None:
    book = GroupBook()
    for one in (traded(1), traded(1, "other"), traded(1, account="second"), traded(-2)):
        book.add(one)
    assert book.symbols("all", "paper") == []
    assert book.symbols("all", "second") == [SYMBOL]


def test_an_exchange_that_takes_back_or_corrects_moves_the_part() -> None:
    book, first, second = GroupBook(), traded(2), traded(3)
    book.load([first, second])
    book.change(first, None)
    assert book.part("all", "paper", SYMBOL) == 3
    book.change(second, replace(second, quantity=D(1)))
    assert book.part("all", "paper", SYMBOL) == 1


def test_an_account_that_is_reset_is_forgotten_alone() -> None:
    book = GroupBook()
    book.load([traded(2), traded(2, account="second")])
    book.forget("paper")
    assert book.symbols("all", "paper") == []
    assert book.part("all", "second", SYMBOL) == 2
    book.add(traded(1))
    assert book.part("all", "paper", SYMBOL) == 1


@given(
    st.lists(
        st.tuples(st.integers(-9, 9).filter(bool), st.sampled_from(["", "all", "other"])),
        max_size=20,
    )
)
@settings(max_examples=scaled(2_000), deadline=None)
def test_a_part_lies_between_nothing_and_the_whole_position(trades: list[tuple[int, str]]) -> None:
    book, held = GroupBook(), D(0)
    for quantity, group in trades:
        book.add(traded(quantity, group))
        held += quantity
        for name in ("all", "other"):
            assert min(D(0), held) <= book.part(name, "paper", SYMBOL) <= max(D(0), held)
