"""The figures of the counted tests, printed as a table at the end of the run.

A test marked `counted(what)` is one case of `what`; one that asks for `cases` counts each case that
it begins, and may note what it found over all of them. A failed test is a failure of its last case.
"""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeVar

import pytest

T = TypeVar("T")

_FAILED: Final = pytest.StashKey[bool]()
#: In the order of their first case; tests of one name share a row.
_rows: Final[dict[str, "Cases"]] = {}


@dataclass
class Cases:
    """How many cases of one kind were run and how many failed; `found` is what they came to."""

    count: int = 0
    failures: int = 0
    found: Counter[str] = field(default_factory=Counter)

    def over(self, cases: Iterable[T]) -> Iterator[T]:
        """Count each of `cases` as it begins."""
        for case in cases:
            self.count += 1
            yield case


def _row(item: pytest.Item) -> Cases | None:
    mark = item.get_closest_marker("counted")
    return None if mark is None else _rows.setdefault(mark.args[0], Cases())


@pytest.fixture
def cases(request: pytest.FixtureRequest) -> Cases:
    """The row of a test that counts its cases itself."""
    row = _row(request.node)
    assert row is not None, "a test that counts is marked with what it counts"
    return row


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    row = _row(item)
    if row is not None:
        row.failures += report.failed and not item.stash.get(_FAILED, False)
        item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
        counts_itself = "cases" in getattr(item, "fixturenames", ())
        row.count += report.when == "call" and not report.skipped and not counts_itself
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _rows:
        return
    width = max(map(len, _rows))
    terminalreporter.section("counted tests")
    terminalreporter.line(f"{'what':{width}}  {'cases':>8}  {'failures':>8}")
    for what, row in _rows.items():
        found = ", ".join(f"{number:,} {name}" for name, number in row.found.items())
        line = f"{what:{width}}  {row.count:>8,}  {row.failures:>8,}  {found}"
        terminalreporter.line(line.rstrip())
