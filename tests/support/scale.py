"""How often the counted tests run: a tenth, or all that the programme names."""

import os

FULL = os.environ.get("TRADERTERMINAL_TEST_SCALE") == "full"


def scaled(full: int, due: int | None = None) -> int:
    """Return how many of `full` cases this run makes: all, or a tenth of those that are due.

    `due` is given where `full` is more than anybody asks for.
    """
    return full if FULL else (full if due is None else due) // 10
