"""Translators are given every name that the catalogue of indicators has."""

import inspect
import re
from collections.abc import Iterator

from traderterminal.kit.language import ENGLISH, speak
from traderterminal.market.indicators.catalogue import CATALOGUE
from traderterminal.market.indicators.indicator import About, Choice, Family
from traderterminal.market.indicators.profile_study import PROFILES
from traderterminal.ui.viewmodels.indicator_words import (
    EXPLANATIONS,
    INDICATOR_WORDS,
    explained,
    indicator_words,
)


def names(about: About) -> Iterator[str]:
    yield about.label
    for parameter in about.parameters:
        yield parameter.label
        if isinstance(parameter, Choice):
            yield from parameter.options
    yield from (output.label for output in about.outputs)


def test_every_name_of_the_catalogue_is_there_and_no_other() -> None:
    abouts = [one.about for one in CATALOGUE.values()] + list(PROFILES.values())
    found = {name for about in abouts for name in names(about)} | {one.value for one in Family}
    # Abbreviations are the same everywhere.
    assert set(INDICATOR_WORDS) == {name for name in found if re.search("[a-z]{2}", name)}


def test_every_explanation_of_the_catalogue_is_there_and_no_other() -> None:
    texts = (inspect.getdoc(indicator) or "" for indicator in CATALOGUE.values())
    paragraphs = {" ".join(one.split()) for text in texts for one in text.split("\n\n")}
    assert set(EXPLANATIONS) == paragraphs - {""}


def test_an_explanation_keeps_its_paragraphs() -> None:
    speak("de", {("Indicator", "One and two."): "Eins und zwei."})
    try:
        assert explained("One\nand two.\n\nThree.") == "Eins und zwei.\n\nThree."
    finally:
        speak(ENGLISH, {})


def test_a_name_is_said_in_the_language_of_the_screen() -> None:
    speak("de", {("Indicator", "Length"): "Länge"})
    try:
        assert [indicator_words(name) for name in ("Length", "My own")] == ["Länge", "My own"]
    finally:
        speak(ENGLISH, {})
