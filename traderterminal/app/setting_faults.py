"""What is wrong with a setting, in the words of the program."""

import difflib
from collections.abc import Iterable
from typing import Final

from pydantic_core import ErrorDetails

from traderterminal.domain.errors import BadValue, Fault
from traderterminal.kit.language import mark

_WHOLE: Final = mark("Fault", "must be a whole number")
_NUMBER: Final = mark("Fault", "must be a number")
_SWITCH: Final = mark("Fault", "must be true or false")
_ONE_OF: Final = mark("Fault", "must be one of {expected}")
#: By the type of the fault, which also has the values that are filled in.
_WORDS: Final = {
    "greater_than": mark("Fault", "must be more than {gt}"),
    "greater_than_equal": mark("Fault", "must be {ge} or more"),
    "less_than": mark("Fault", "must be less than {lt}"),
    "less_than_equal": mark("Fault", "must be {le} or less"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "bool_type": _SWITCH,
    "bool_parsing": _SWITCH,
    "enum": _ONE_OF,
    "literal_error": _ONE_OF,
    "string_type": mark("Fault", "must be a text"),
    "string_pattern_mismatch": mark("Fault", "must be of the form {pattern}"),
    "string_too_short": mark("Fault", "must have {min_length} characters or more"),
    "string_too_long": mark("Fault", "must have {max_length} characters or fewer"),
    "tuple_type": mark("Fault", "must be a list"),
    "missing": mark("Fault", "is missing"),
}


def said(fault: ErrorDetails) -> Exception:
    """Say what would be right, or what a check of the settings has found."""
    values = fault.get("ctx", {})
    found = values.get("error")
    if isinstance(found, Exception):
        return found
    words = _WORDS.get(fault["type"])
    return BadValue(fault["msg"]) if words is None else BadValue(words, **values)


def nearest(name: str, names: Iterable[str]) -> Fault:
    """Say what comes nearest to a name that is none; without any names nothing."""
    near = difflib.get_close_matches(name, sorted(names), n=1, cutoff=0)
    if not near:
        return BadValue("")
    return BadValue(mark("Fault", "; the nearest valid one is {name}"), name=near[0])
