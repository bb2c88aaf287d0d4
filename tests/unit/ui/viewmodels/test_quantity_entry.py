"""How many: typed, or from what may be lost."""

from decimal import Decimal

import pytest

from tests.support.builders import ES
from traderterminal.ui.viewmodels.quantity_entry import QuantityEntry
from traderterminal.ui.viewmodels.risk_size import NotSized, Risk, RiskUnit

D = Decimal


def three(risk: Risk) -> Decimal:
    return D(3)


def none(risk: Risk) -> Decimal:
    raise NotSized("there is no stop")


def test_a_typed_quantity_is_taken_and_nonsense_is_told() -> None:
    entry = QuantityEntry()
    entry.take("5", ES)
    assert (entry.quantity, entry.problem) == (D(5), "")
    entry.take("five", ES)
    assert (entry.quantity, entry.problem, entry.typo) == (D(5), "'five' is not a quantity", True)
    entry.step(-9, D(1))
    assert (entry.quantity, entry.problem, entry.typo) == (D(1), "", False)


def test_a_risk_sizes_the_quantity_and_says_why_it_cannot() -> None:
    entry = QuantityEntry()
    entry.size(three)
    assert entry.quantity == 1  # a quantity was chosen
    entry.count_by(risk=True)
    entry.size(three)
    assert entry.quantity == 3
    entry.size(none)
    assert (entry.quantity, entry.problem, entry.typo) == (D(3), "there is no stop", False)
    entry.size(three)
    assert entry.problem == ""


def test_a_risk_is_typed_and_stepped_like_a_quantity() -> None:
    entry = QuantityEntry(by_risk=True)
    entry.take("1%", ES)
    assert entry.risk == Risk(D(1), RiskUnit.PERCENT)
    entry.step(2, D(1))
    assert entry.risk == Risk(D("1.2"), RiskUnit.PERCENT)
    entry.take("much", ES)
    entry.size(three)  # what is typed is wrong, whatever it came to before
    assert entry.problem == "'much' is not a number above zero"
    assert entry.quantity == 1
    entry.step(1, D(1))
    assert entry.problem == ""


@pytest.mark.parametrize("problem", ["", "there is no stop"])
def test_a_quantity_that_is_chosen_ends_the_risk(problem: str) -> None:
    entry = QuantityEntry(by_risk=True, problem=problem)
    entry.choose(D(7))
    assert (entry.quantity, entry.by_risk, entry.problem) == (D(7), False, "")
