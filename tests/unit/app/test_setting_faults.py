"""What is wrong with a setting, in the words of the program and not of its tools."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from traderterminal.app.settings_reading import faults_in


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"risk": {"max_daily_loss": Decimal(-1)}}, "must be 0 or more"),
        ({"risk": {"orders_per_second": "x"}}, "must be a whole number"),
        ({"risk": {"price_collar_percent": "x"}}, "must be a number"),
        ({"risk": {"session": "x"}}, "must be one of 'enforce' or 'ignore'"),
        ({"api": {"port": 99_999}}, "must be 65535 or less"),
        ({"sound": {"speech": "maybe"}}, "must be true or false"),
        ({"webhook": {"hosts": "a"}}, "must be a list"),
        ({"accounts": [{"id": "a", "cash": Decimal(0)}]}, "must be more than 0"),
        ({"calendar": {"zone": "x"}}, "'x' is no time zone such as America/New_York"),
        ({"webhook": {"default_group": 5}}, "must be a text"),
    ],
)
def test_a_fault_says_what_would_be_right(data: Mapping[str, Any], words: str) -> None:
    ((_, fault),) = faults_in(data)
    assert str(fault) == words
