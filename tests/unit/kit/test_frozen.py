"""Values that nobody changes are what frozen dataclasses with slots are."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace
from decimal import Decimal

import pytest

from traderterminal.kit.frozen import frozen


@frozen
class Price:
    """An amount with a note that does not count."""

    amount: Decimal
    symbol: str = "ES"
    note: str = field(default="", compare=False)
    secret: str = field(default="hidden", repr=False)


@dataclass(frozen=True, slots=True)
class Model:
    """The same, made by Python alone."""

    amount: Decimal
    symbol: str = "ES"
    note: str = field(default="", compare=False)
    secret: str = field(default="hidden", repr=False)


@frozen
class Nothing:
    """A value without a field."""


@frozen
class Word:
    """One that knows better what it is equal to, and how it is written."""

    text: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Word) and self.text.lower() == other.text.lower()

    def __hash__(self) -> int:
        return hash(self.text.lower())

    def __repr__(self) -> str:
        return f"<{self.text}>"


def test_nobody_changes_one() -> None:
    price = Price(Decimal(1))
    with pytest.raises(FrozenInstanceError):
        price.amount = Decimal(2)  # type: ignore[misc] # which is what it forbids
    with pytest.raises(FrozenInstanceError):
        del price.symbol
    assert not hasattr(price, "__dict__")
    assert replace(price, symbol="NQ") == Price(Decimal(1), "NQ")
    assert price == Price(Decimal(1))


def test_two_are_equal_as_those_of_python_are() -> None:
    for values, others in (
        ((Decimal(1),), (Decimal("1.0"),)),
        ((Decimal(1), "ES"), (Decimal(1), "NQ")),
        ((Decimal(1), "ES", "a"), (Decimal(1), "ES", "b")),
        ((Decimal(1), "ES", "", "a"), (Decimal(1), "ES", "", "b")),
    ):
        is_equal = Model(*values) == Model(*others)
        assert (Price(*values) == Price(*others)) is is_equal
        assert (len({Price(*values), Price(*others)}) == 1) is is_equal
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())


def test_no_two_kinds_are_equal() -> None:
    model: object = Model(Decimal(1))
    assert Price(Decimal(1)) != model
    nothing: object = Nothing()
    assert Price(Decimal(1)) != nothing


def test_it_is_written_as_those_of_python_are() -> None:
    values = (Decimal("1.50"), "NQ", "said", "never shown")
    assert repr(Price(*values)) == repr(Model(*values)).replace("Model", "Price")
    assert repr(Nothing()) == "Nothing()"


def test_what_a_class_says_itself_stands() -> None:
    assert Word("Buy") == Word("BUY")
    assert len({Word("Buy"), Word("BUY")}) == 1
    assert repr(Word("Buy")) == "<Buy>"


def test_copies_are_equal() -> None:
    price = Price(Decimal(1), note="kept")
    for made in (copy.deepcopy(price), pickle.loads(pickle.dumps(price))):  # noqa: S301 - our own
        assert made == price
        assert made.note == "kept"
