"""How a chart is drawn: kept by symbol, and read back leniently."""

import json
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from traderterminal.ui.viewmodels.chart_options import (
    ChartOptions,
    ChartTemplates,
    ChartType,
    ClockChoice,
    ScaleKind,
    options_of,
)

options = st.builds(
    ChartOptions,
    type=st.sampled_from(ChartType),
    scale=st.sampled_from(ScaleKind),
    inverted=st.booleans(),
    on_left=st.booleans(),
    volume=st.booleans(),
    clock=st.sampled_from(ClockChoice),
    compare=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    weights=st.dictionaries(st.text(max_size=5), st.floats(0.1, 99), max_size=3),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(options)
def test_what_is_kept_comes_back(one: ChartOptions) -> None:
    assert options_of(json.loads(json.dumps(one.state()))) == one


names = [one.name for one in fields(ChartOptions)]


@given(st.dictionaries(st.sampled_from([*names, "else"]), anything) | anything)
def test_whatever_stands_in_the_file_options_come_of_it(state: object) -> None:
    found = options_of(state)
    assert options_of(found.state()) == found
    templates = ChartTemplates()
    templates.restore({"usual": state, "own": {"ES": state}})
    assert templates.of("ES") == found
    templates.restore(state)
    templates.of("ES")


def test_the_usual_is_not_written_down() -> None:
    assert ChartOptions().state() == {}


def test_each_symbol_keeps_its_own_until_all_are_drawn_alike() -> None:
    templates = ChartTemplates()
    templates.keep("ESH2024", ChartOptions(type=ChartType.LINE))
    assert templates.of("ESH2024").type is ChartType.LINE
    assert templates.of("NQH2024") == ChartOptions()
    assert (templates.has_own("ESH2024"), templates.has_own("NQH2024")) == (True, False)
    other = ChartTemplates()
    other.restore(json.loads(json.dumps(templates.state())))
    assert other.of("ESH2024").type is ChartType.LINE
    templates.make_usual(ChartOptions(type=ChartType.AREA, compare=("NQH2024",)))
    # another symbol to compare with is of one symbol alone
    assert templates.of("ESH2024") == ChartOptions(type=ChartType.AREA)
    templates.keep("ESH2024", ChartOptions())
    templates.forget("ESH2024")
    assert templates.of("ESH2024").type is ChartType.AREA
