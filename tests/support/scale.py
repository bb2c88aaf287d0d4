"""How often the counted tests run: a tenth, or all that the programme names."""

import os

FULL = os.environ.get("TRADERTERMINAL_TEST_SCALE") == "full"


def scaled(full: int) -> int:
    """Return how many of `full` cases this run makes."""
    return full if FULL else full // 10
