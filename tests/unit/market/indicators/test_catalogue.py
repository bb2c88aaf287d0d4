"""The catalogue: complete, named for good, and each entry whole."""

import ast
import inspect
from pathlib import Path

import numpy as np
import pytest

from tests.support.indicator_bars import a_market
from traderterminal.market import indicators
from traderterminal.market.indicators.catalogue import CATALOGUE, make
from traderterminal.market.indicators.indicator import Family, Indicator, Pane, Unit

#: Names are written into settings, so that none may ever change.
_NAMES = (
    "sma ema wma hma rma trima dema tema vwma kama rsi stochastic_rsi stochastic williams_r "
    "macd ppo cci roc momentum trix ultimate cmo true_range atr standard_deviation bollinger "
    "bollinger_percent bollinger_width keltner donchian choppiness volume vwap anchored_vwap "
    "obv cvd mfi cmf accumulation chaikin_oscillator dmi aroon vortex ichimoku regression "
    "supertrend parabolic zigzag pivots previous_levels session_extremes initial_balance "
    "opening_range"
)
NAMES = _NAMES.split()


def test_the_names_in_the_order_of_the_menu() -> None:
    assert list(CATALOGUE) == NAMES


def test_families_stand_together_in_the_order_of_the_menu() -> None:
    met = list(dict.fromkeys(kind.about.family for kind in CATALOGUE.values()))
    assert [*met, Family.PROFILES] == list(Family)  # those are made of the bars themselves
    order = [list(Family).index(kind.about.family) for kind in CATALOGUE.values()]
    assert order == sorted(order)


def test_every_indicator_that_is_written_is_listed() -> None:
    written = set()
    for path in Path(indicators.__path__[0]).glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                written |= {node.name} if _has_about(node) else set()
    assert written == {kind.__name__ for kind in CATALOGUE.values()}


def _has_about(node: ast.ClassDef) -> bool:
    return any(
        isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "about"
        for line in node.body
    )


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_says_all_that_menu_dialog_and_chart_need(name: str) -> None:
    kind = CATALOGUE[name]
    about = kind.about
    assert about.label
    assert inspect.getdoc(kind) not in (None, inspect.getdoc(Indicator))
    for named in (about.outputs, about.parameters):
        names = [each.name for each in named]
        assert len(set(names)) == len(names)
        assert all(each.label for each in named)
    assert (about.pane is Pane.PRICE) == (about.unit is Unit.PRICE)
    assert about.checked({}) == {p.name: p.default for p in about.parameters}


@pytest.mark.parametrize("name", NAMES)
def test_it_has_a_value_for_every_output_on_its_scale(name: str) -> None:
    indicator = make(name, {})
    lines = indicator.history(a_market(3_000))
    assert len(lines) == len(indicator.outputs)
    for line in lines:
        assert not np.isnan(line[-1_000:]).all()
        if indicator.about.scale is not None:
            least, most = indicator.about.scale
            known = line[~np.isnan(line)]
            assert least - 1e-9 <= known.min()
            assert known.max() <= most + 1e-9


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="there is no indicator 'smma'"):
        make("smma", {})
    with pytest.raises(ValueError, match="Length must be"):
        make("sma", {"length": 0})
    assert make("sma", {"length": 7}).settings["length"] == 7
