"""JSON on the wire: numbers read and written as they stand, never through a float's rounding."""

import json
from decimal import Decimal
from typing import Any, Final


class UnreadableJson(ValueError):
    """The text is no JSON, or holds what no program can read: NaN, endless digits or nesting."""


def _no_constant(name: str) -> Any:
    raise UnreadableJson(f"{name} is not a JSON number")


_DECODER: Final = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant)


def read_json(text: str | bytes) -> Any:
    """Return the value of a JSON text, its fractions as Decimal; raises UnreadableJson."""
    try:
        return _DECODER.decode(text if isinstance(text, str) else text.decode())
    except UnreadableJson:
        raise
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise UnreadableJson(str(error)[:100]) from error


def write_json(value: object) -> str:
    """Return `value` as JSON, a Decimal as the very number it is; raises ValueError if it cannot.

    A number of more than fifteen digits cannot: no price or quantity has as many.
    """
    return json.dumps(value, default=_number, separators=(",", ":"), allow_nan=False)


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise ValueError(f"{value!r} cannot be written as JSON")
    if value == (whole := int(value)):
        return whole
    # The shortest text that leads to the float is what was meant, if it has fifteen digits or less.
    if Decimal(repr(number := float(value))) != value:
        raise ValueError(f"{value} has too many digits to be written exactly")
    return number
