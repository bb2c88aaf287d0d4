"""What a drawing is kept as, and what of a file is one."""

import json
from typing import Any

import pytest

from traderterminal.ui.viewmodels.drawing import (
    ANCHORS,
    DASH_WORDS,
    KIND_WORDS,
    MOST_LETTERS,
    Anchor,
    Dash,
    Drawing,
    Kind,
    drawing_of,
    sign_of,
)
from traderterminal.ui.viewmodels.study import TOKENS


def anchors(kind: Kind) -> tuple[Anchor, ...]:
    """Anchors that fit a kind: those of a plan on the right sides."""
    sign = sign_of(kind)
    places = [(0, 19_200), (60, 19_200 + 8 * sign), (60, 19_200 - 4 * sign)]
    return tuple(Anchor(at * 10**9, ticks) for at, ticks in places[: ANCHORS[kind]])


def sample(kind: Kind, **changes: Any) -> Drawing:
    text = "Here" if kind is Kind.TEXT else ""
    return Drawing(kind, anchors(kind), text=text, **changes)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_name_and_comes_back_from_json(kind: Kind) -> None:
    one = sample(kind, token="s4", dash=Dash.DOTTED, locked=True, hidden=True)
    assert KIND_WORDS[kind]
    assert drawing_of(json.loads(json.dumps(one.state()))) == one


def test_every_dash_has_a_name() -> None:
    assert set(DASH_WORDS) == set(Dash)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "circle"},
        {"kind": None},
        {"dash": "wavy"},
        {"token": "buy"},
        {"token": ["s1"]},
        {"text": "words"},
        {"text": 7},
        {"locked": 1},
        {"hidden": "no"},
        {"anchors": [[0, 19_200]]},
        {"anchors": [[0, 19_200], [60, 19_210], [60, 19_220]]},
        {"anchors": [[0, 19_200], [60, 19_210.5]]},
        {"anchors": [[0, 19_200], [True, 19_210]]},
        {"anchors": [[0, 19_200], [60]]},
        {"anchors": [[0, 19_200], ["60", 19_210]]},
        {"anchors": [[0, 19_200], [2**63, 19_210]]},
        {"anchors": [[0, 19_200], [60, 2**31]]},
        {"anchors": 5},
        {"anchors": None},
        {"anchors": [None, None]},
    ],
    ids=str,
)
def test_what_could_not_be_drawn_is_no_drawing(changes: dict[str, Any]) -> None:
    state = sample(Kind.TREND).state()
    assert drawing_of(state) is not None
    assert drawing_of({**state, **changes}) is None


@pytest.mark.parametrize("missing", sorted(sample(Kind.TREND).state()))
def test_nothing_may_be_missing(missing: str) -> None:
    state = sample(Kind.TREND).state()
    del state[missing]
    assert drawing_of(state) is None


@pytest.mark.parametrize("state", [None, [], "trend", 3, {}])
def test_what_is_nothing_of_ours_is_no_drawing(state: object) -> None:
    assert drawing_of(state) is None


def test_a_text_has_words_and_not_too_many() -> None:
    state = sample(Kind.TEXT).state()
    assert drawing_of({**state, "text": "x" * MOST_LETTERS}) is not None
    assert drawing_of({**state, "text": "x" * (MOST_LETTERS + 1)}) is None
    assert drawing_of({**state, "text": ""}) is None


@pytest.mark.parametrize("kind", [Kind.LONG, Kind.SHORT])
def test_a_plan_has_its_stop_and_target_on_their_sides(kind: Kind) -> None:
    state = sample(kind).state()
    entry, target, stop = state["anchors"]
    assert drawing_of(state) is not None
    for wrong in (
        [entry, stop, target],
        [entry, entry, stop],
        [entry, target, entry],
        [entry, target, [stop[0] + 1, stop[1]]],
    ):
        assert drawing_of({**state, "anchors": wrong}) is None


def test_drawings_have_the_colours_of_studies() -> None:
    for token in TOKENS:
        assert drawing_of(sample(Kind.RAY, token=token).state()) is not None
