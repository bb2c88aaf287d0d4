"""The table of the counted tests says what was run, and what of it failed."""

from pathlib import Path

from tests.support.guarded_run import run_tiny

TINY = """
import pytest

@pytest.mark.counted("whole")
def test_all_pass(cases):
    for number in cases.over(range(1_200)):
        cases.found["even"] += number % 2 == 0

@pytest.mark.counted("broken")
def test_the_third_fails(cases):
    for number in cases.over(range(10)):
        assert number < 2

@pytest.mark.counted("cells")
@pytest.mark.parametrize("cell", range(4))
def test_each_is_a_case(cell): assert cell != 3

@pytest.mark.counted("skipped")
def test_not_here(): pytest.skip("nothing to count")

def test_not_counted(): pass
"""


def test_the_table_tells_cases_failures_and_findings(tmp_path: Path) -> None:
    printed = run_tiny(tmp_path, TINY, "-p", "tests.conftest", "-p", "no:pytest-qt")
    table = printed.partition(" counted tests ")[2].splitlines()[1:6]
    assert [line.split() for line in table] == [
        ["what", "cases", "failures"],
        ["whole", "1,200", "0", "600", "even"],
        ["broken", "3", "1"],
        ["cells", "4", "1"],
        ["skipped", "0", "0"],
    ]
