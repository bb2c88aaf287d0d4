"""The settings of a study as they are filled in."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.study_bench import StudyBench
from traderterminal.ui.viewmodels.study import ShownStudy
from traderterminal.ui.viewmodels.study_form import StudyForm


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[StudyBench]:
    made = StudyBench()
    await made.open()
    made.put_bars(100)
    made.chart.show(ES)
    yield made
    made.studies.close()
    await made.close()


def form_of(bench: StudyBench, kind: str) -> tuple[StudyForm, ShownStudy]:
    row = bench.studies.add(kind)
    assert row is not None
    return StudyForm(bench.studies, row), row


def texts(form: StudyForm) -> dict[str, str]:
    return {field.name: field.text for field in form.fields}


def problems(form: StudyForm) -> list[str]:
    return [field.problem for field in form.fields if field.problem]


async def test_it_asks_for_what_the_indicator_has(bench: StudyBench) -> None:
    form, _ = form_of(bench, "keltner")
    assert form.title == "Keltner channel"
    assert texts(form) == {
        "length": "20",
        "factor": "2",
        "range_length": "10",
        "form": "raschke",
        "source": "close",
    }
    hints = {field.name: field.hint for field in form.fields}
    assert hints["length"] == "1 to 10,000"
    assert hints["factor"] == "0 to 1000"
    source = form.fields[-1]
    assert source.options[:2] == ("close", "open")
    assert form.outputs == [
        ("middle", "Middle", True),
        ("upper", "Upper", True),
        ("lower", "Lower", True),
    ]


async def test_nothing_changes_before_it_is_saved(bench: StudyBench) -> None:
    form, row = form_of(bench, "keltner")
    before = row.choices
    form.type_setting("length", " 34 ")
    form.type_setting("factor", "1.5")
    form.type_setting("source", "typical")
    form.choose_token("s6")
    form.show_output("middle", shown=False)
    form.show_output("upper", shown=False)
    form.show_output("upper", shown=True)
    form.lie_over_bars(False)
    assert row.choices is before
    assert form.save()
    assert row.choices.settings["length"] == 34
    assert (row.choices.settings["factor"], row.choices.settings["source"]) == (1.5, "typical")
    assert (row.choices.token, row.choices.over_bars) == ("s6", False)
    assert row.choices.hidden_outputs == {"middle"}


@pytest.mark.parametrize(
    ("kind", "name", "text", "words"),
    [
        ("ema", "length", "0", "Length must be 1 to 10000, was 0"),
        ("ema", "length", "2.5", "Length must be a whole number, was '2.5'"),
        ("ema", "length", "", "Length must be a whole number, was ''"),
        ("ema", "source", "bid", "Source must be one of close, open"),
        ("bollinger", "factor", "-1", "Standard deviations must be 0 to 1000, was -1.0"),
        ("bollinger", "factor", "nan", "Standard deviations must be 0 to 1000, was nan"),
        ("bollinger", "factor", "wide", "Standard deviations must be a number, was 'wide'"),
        ("anchored_vwap", "anchor_s", "yesterday", "Anchor must be a whole number"),
        ("anchored_vwap", "anchor_s", "1960-01-01 00:00", "Anchor must be 0 to"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field(
    bench: StudyBench, kind: str, name: str, text: str, words: str
) -> None:
    form, row = form_of(bench, kind)
    before, good = row.choices, texts(form)[name]
    form.type_setting(name, text)
    assert texts(form)[name] == text
    (problem,) = problems(form)
    assert problem.startswith(words)
    assert not form.can_save
    assert not form.save()
    assert row.choices is before
    form.type_setting(name, good)
    assert problems(form) == []
    assert form.save()


async def test_instants_are_written_and_read_in_exchange_time(bench: StudyBench) -> None:
    form, row = form_of(bench, "fixed_profile")
    assert texts(form)["until_s"] == "latest"
    assert texts(form)["from_s"] == "2023-12-25 21:20"
    form.type_setting("from_s", "2023-12-25 22:00")
    form.type_setting("until_s", "2023-12-25 22:30")
    assert form.save()
    bench.frame()
    assert (row.profiles[0].first_bar, row.profiles[0].last_bar) == (40, 69)
    form.type_setting("until_s", "latest")
    assert form.save()
    bench.frame()
    assert row.profiles[0].last_bar == 99


async def test_the_defaults_come_back_but_instants_stay(bench: StudyBench) -> None:
    form, _ = form_of(bench, "anchored_vwap")
    form.type_setting("inner", "3")
    form.type_setting("anchor_s", "2023-12-25 22:00")
    form.type_setting("outer", "far")
    form.use_defaults()
    assert texts(form) == {
        "anchor_s": "2023-12-25 22:00",
        "inner": "1",
        "outer": "2",
        "source": "typical",
    }
    assert form.can_save


async def test_one_that_was_removed_meanwhile_is_not_saved(bench: StudyBench) -> None:
    form, row = form_of(bench, "ema")
    bench.studies.remove(row)
    assert not form.save()


async def test_one_whose_file_is_gone_has_nothing_to_set(bench: StudyBench) -> None:
    form, row = form_of(bench, "mine.own")
    assert texts(form) == {"length": "5"}
    row.about = None
    empty = StudyForm(bench.studies, row)
    assert (empty.fields, empty.title) == ([], "mine.own")
