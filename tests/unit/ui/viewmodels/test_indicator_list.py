"""The list of indicators, without its window."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.study_bench import StudyBench
from traderterminal.market.indicators.catalogue import CATALOGUE
from traderterminal.market.indicators.indicator import Family
from traderterminal.market.indicators.profile_study import PROFILES
from traderterminal.ui.viewmodels.indicator_list import IndicatorList


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[StudyBench]:
    made = StudyBench()
    await made.open()
    yield made
    made.studies.close()
    await made.close()


@pytest.fixture
def listed(bench: StudyBench) -> IndicatorList:
    return IndicatorList(bench.studies)


def kinds(listed: IndicatorList) -> dict[str, list[str]]:
    return {heading: [entry.kind for entry in entries] for heading, entries in listed.sections}


def test_everything_is_listed_under_its_family(listed: IndicatorList) -> None:
    found = kinds(listed)
    assert list(found) == [*(family.value for family in Family), "Mine"]
    assert sum(map(len, found.values())) == len(CATALOGUE) + len(PROFILES) + 1
    assert found["Mine"] == ["mine.own"]
    (rsi,) = [entry for _, entries in listed.sections for entry in entries if entry.kind == "rsi"]
    assert rsi.label == "Relative strength index"
    assert "Wilder" in rsi.explains


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rsi", ["rsi", "stochastic_rsi"]),
        ("  Average  MOVING hull", ["hma"]),
        ("bb", ["bollinger", "bollinger_percent", "bollinger_width"]),
        ("mine", ["mine.own"]),
        ("my average", ["mine.own"]),
        ("profile", list(PROFILES)),
        ("there is no such thing", []),
    ],
)
def test_words_narrow_it_down(listed: IndicatorList, text: str, expected: list[str]) -> None:
    told: list[None] = []
    listed.changed.connect(told.append)
    listed.search(text)
    found = [kind for entries in kinds(listed).values() for kind in entries]
    assert found == expected
    assert told == [None]


def test_favourites_come_first_and_are_kept(bench: StudyBench, listed: IndicatorList) -> None:
    listed.choose_favourite("vwap", chosen=True)
    listed.choose_favourite("rsi", chosen=True)
    assert kinds(listed)["Favourites"] == ["rsi", "vwap"]
    assert "vwap" in kinds(listed)["Volume"]
    listed.choose_favourite("rsi", chosen=False)
    assert kinds(listed)["Favourites"] == ["vwap"]
    again = bench.make_studies(bench.kept_studies[-1])
    assert kinds(IndicatorList(again))["Favourites"] == ["vwap"]
    again.close()


def test_files_that_fail_leave_the_list_and_are_told(
    bench: StudyBench, listed: IndicatorList
) -> None:
    told: list[None] = []
    listed.changed.connect(told.append)
    bench.user.fail()
    assert "Mine" not in kinds(listed)
    (failure,) = listed.failures
    assert failure.file == "mine.py"
    assert told == [None]
    listed.close()
    bench.user.mend()
    assert told == [None]
