"""What the API takes for a number and for a moment."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from traderterminal.gateway.models import OrderRequest

ORDER: dict[str, Any] = {"symbol": "ES1!", "side": "buy"}


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("1", "1"),
        (2, "2"),
        (Decimal("0.1"), "0.1"),
        ("-3.50", "-3.50"),
        (".5", "0.5"),
        ("1e3", "1E+3"),
        ("0.00000000000000000001", "1E-20"),
    ],
)
def test_a_number_is_taken_as_it_was_written(given: object, read: str) -> None:
    found = OrderRequest(**ORDER, quantity=given).quantity
    assert found == Decimal(read)


@pytest.mark.parametrize(
    "given",
    [
        *("", " ", "abc", "1_0", "١", "1,5", "0x10", "NaN", "Infinity", "--1", "1e", "1e30"),
        *(1.5, True, [], {}, "9" * 41, 10**30),
    ],
)
def test_what_is_no_number_is_refused_in_words(given: object) -> None:
    with pytest.raises(ValidationError) as refused:
        OrderRequest(**ORDER, quantity=given)
    assert refused.value.errors()[0]["loc"] == ("quantity",)


@pytest.mark.parametrize("given", ["", "soon", "2026-02-30", 5, None, "2026-01-01T25:00:00Z"])
def test_what_is_no_moment_is_refused(given: object) -> None:
    if given is None:
        assert OrderRequest(**ORDER, expires_at=None).expires_at is None
        return
    with pytest.raises(ValidationError):
        OrderRequest(**ORDER, expires_at=given)


def test_a_key_that_is_not_known_is_an_error_that_names_it() -> None:
    with pytest.raises(ValidationError, match="amount"):
        OrderRequest.model_validate(ORDER | {"amount": "1"})
