"""What is chosen of the looks: colours that can be read or are refused, presets, sizes."""

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.shared_data import REPOSITORY
from traderterminal.ui.viewmodels.appearance import (
    DIRECTIONS,
    OWN,
    REFUSED,
    SURFACES,
    WARNED,
    AppearanceViewModel,
    Looks,
    Palette,
    contrast,
    drawn_tokens,
    worst_contrast,
)


def palette(name: str) -> Palette:
    data = tomllib.loads((REPOSITORY / f"resources/themes/{name}.toml").read_text("utf-8"))
    tokens = {**data["surfaces"], **data["text"], **data["fills"]}
    return Palette(tokens, data["clear"])


THEMES = ("ink", "ivory", "contrast", "clear")
PALETTES: Mapping[str, Palette] = {name: palette(name) for name in THEMES}


class Chosen:
    def __init__(self, **looks: Any) -> None:
        self.shown: list[Looks] = []
        given = Looks(**{"theme": "ink", "font_px": 12, **looks})
        self.vm = AppearanceViewModel(PALETTES, {"en": "English"}, given, self.shown.append)


@pytest.fixture
def chosen() -> Chosen:
    return Chosen()


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#000000", 21.0),
        ("#123456", "#123456", 1.0),
        ("#ECE8DE", "#0F1318", 15.2),  # as the table of the themes prints it
        ("#5B9DFF", "#252D38", 5.1),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, found: float) -> None:
    assert round(contrast(one, other), 1) == found


def test_the_worst_surface_is_found() -> None:
    tokens = PALETTES["ink"].tokens
    found, surface = worst_contrast(tokens["buy"], tokens)
    assert surface == "sel"
    assert found == min(contrast(tokens["buy"], tokens[one]) for one in SURFACES)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_every_preset_can_be_read_in_every_theme(theme: str, direction: str) -> None:
    tokens = drawn_tokens(PALETTES[theme], Looks(theme, 12, direction))
    for token in OWN:
        assert worst_contrast(tokens[token], tokens)[0] >= WARNED, token
    assert contrast(tokens["up"], tokens["bg1"]) >= WARNED


@pytest.mark.parametrize("theme", THEMES)
def test_the_other_way_about_swaps_rise_and_fall_and_no_sides(theme: str) -> None:
    west = drawn_tokens(PALETTES[theme], Looks(theme, 12))
    east = drawn_tokens(PALETTES[theme], Looks(theme, 12, "east"))
    assert (east["up"], east["down"]) == (west["down"], west["up"])
    assert {t for t in west if west[t] != east[t]} == {"up", "down"}
    assert west == dict(PALETTES[theme].tokens)


def test_sides_and_directions_are_independent(chosen: Chosen) -> None:
    chosen.vm.type_colour("buy", "#7FD4FF")
    chosen.vm.choose_direction("east")
    tokens = chosen.vm.tokens
    assert tokens["buy"] == "#7FD4FF"
    assert tokens["sell"] == PALETTES["ink"].tokens["sell"]
    assert tokens["up"] == PALETTES["ink"].tokens["down"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colour", ["#FFFFFF", "#000000", "#FF00FF", "#7FD4FF"])
def test_the_words_on_a_button_of_an_own_colour_can_be_read(theme: str, colour: str) -> None:
    tokens = drawn_tokens(PALETTES[theme], Looks(theme, 12, colours={"buy": colour}))
    assert contrast(tokens["buyfill"], tokens["onside"]) >= WARNED
    assert tokens["sellfill"] == PALETTES[theme].tokens["sellfill"]


@pytest.mark.parametrize(
    ("colour", "problem", "warning"),
    [
        ("#2B333F", "Too faint: 1.1 on the selected row, at least 3.0 is needed.", ""),
        ("#6A7F99", "", "Hard to read: 3.4 on the selected row, 4.5 is advised."),
        ("#5B9DFF", "", ""),
        ("blue", "blue is no colour: type # and six digits, 0 to F: red, green, blue.", ""),
        ("#5B9DF", "#5B9DF is no colour: type # and six digits, 0 to F: red, green, blue.", ""),
        ("#ff7a52", "It is that of sell, short: they could not be told apart.", ""),
    ],
)
def test_a_colour_is_refused_warned_of_or_taken(
    chosen: Chosen, colour: str, problem: str, warning: str
) -> None:
    chosen.vm.type_colour("buy", colour)
    assert chosen.vm.problem("buy") == problem
    assert chosen.vm.warning("buy") == warning
    assert chosen.vm.can_apply == (not problem)
    chosen.vm.apply()
    assert len(chosen.shown) == (0 if problem else 1)


def test_the_limits_are_those_of_the_reference() -> None:
    assert (REFUSED, WARNED) == (3.0, 4.5)


def test_a_colour_that_was_taken_back_is_that_of_the_theme(chosen: Chosen) -> None:
    chosen.vm.type_colour("down", "#FFFFFF")
    chosen.vm.type_colour("down", " ")
    assert chosen.vm.typed("down") == ""
    assert chosen.vm.looks == Looks("ink", 12)


def test_a_colour_that_fits_one_theme_is_refused_in_another(chosen: Chosen) -> None:
    chosen.vm.type_colour("up", "#32C6A6")
    assert chosen.vm.can_apply
    chosen.vm.choose_theme("ivory")
    assert "Too faint" in chosen.vm.problem("up")
    assert not chosen.vm.can_apply


def test_all_is_as_shipped_again(chosen: Chosen) -> None:
    heard: list[None] = []
    chosen.vm.changed.connect(heard.append)
    chosen.vm.type_colour("up", "#FFFFFF")
    chosen.vm.choose_direction("clear")
    chosen.vm.as_shipped()
    assert chosen.vm.looks == Looks("ink", 12)
    assert len(heard) == 3


@pytest.mark.parametrize(("asked", "found"), [(9, 10), (10, 10), (15, 15), (18, 18), (40, 18)])
def test_text_is_between_ten_and_eighteen_pixels(chosen: Chosen, asked: int, found: int) -> None:
    chosen.vm.choose_size(asked)
    assert chosen.vm.looks.font_px == found


def test_what_was_chosen_comes_back() -> None:
    before = Looks("ink", 15, "east", {"buy": "#7FD4FF"})
    assert Looks("ink", 12).restored(before.state()) == before


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"font_px": 5, "direction": "up", "colours": []},
        {"font_px": "14", "colours": {"buy": 5, "live": "#FF0000", "sell": "red"}},
    ],
)
def test_what_is_wrong_of_what_was_kept_is_as_usual(kept: dict[str, Any]) -> None:
    assert Looks("ink", 12).restored(kept) == Looks("ink", 12)
