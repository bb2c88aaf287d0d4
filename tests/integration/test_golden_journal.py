"""The published worked examples, figure by figure."""

import json
from typing import Any

import pytest

from tests.support.shared_data import SHARED, shared_file
from traderterminal.journal.worked import work_out

#: Rules of funded accounts and the rows of another journal are not the journal's arithmetic.
ELSEWHERE = {"G23", "G24", "G25", "G26", "G27"}


def examples() -> list[Any]:
    path = SHARED / "journal/pnl_golden.json"
    if not path.exists():
        return [pytest.param(None, id="absent")]
    found = json.loads(path.read_text())["examples"]
    return [pytest.param(e, id=e["id"]) for e in found if e["id"] not in ELSEWHERE]


def assert_within(expected: Any, found: Any, path: str) -> None:
    """Compare what is expected; `found` may say more."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in found, f"{path}.{key} is missing"
            assert_within(value, found[key], f"{path}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), path
        for index, value in enumerate(expected):
            assert_within(value, found[index], f"{path}[{index}]")
    else:
        assert found == expected, path


@pytest.mark.parametrize("example", examples())
def test_each_worked_example_is_reproduced(example: dict[str, Any] | None) -> None:
    if example is None:
        shared_file("journal/pnl_golden.json")
    assert example is not None
    answer = work_out({"kind": example["kind"], "input": example["input"]})
    assert_within(example["expected"], answer, example["id"])
