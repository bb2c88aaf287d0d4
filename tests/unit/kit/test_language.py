"""Texts are looked up in the language that is spoken; what it lacks stays English."""

from collections.abc import Iterator

import pytest

from traderterminal.kit.language import ENGLISH, mark, speak, spoken, translate, within


@pytest.fixture
def german() -> Iterator[None]:
    speak("de", {("Ticket", "Buy"): "Kaufen", ("Journal", "Buy"): "Kauf"})
    yield
    speak(ENGLISH, {})


def test_without_a_catalogue_the_source_is_the_text() -> None:
    assert spoken() == "en"
    assert translate("Ticket", "Buy") == "Buy"


@pytest.mark.usefixtures("german")
def test_a_text_is_that_of_its_context() -> None:
    assert spoken() == "de"
    assert [translate(context, "Buy") for context in ("Ticket", "Journal")] == ["Kaufen", "Kauf"]


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(("context", "source"), [("Ticket", "Sell"), ("Ladder", "Buy")])
def test_a_text_that_is_lacking_stays_english(context: str, source: str) -> None:
    assert translate(context, source) == source


@pytest.mark.usefixtures("german")
def test_a_marked_text_is_translated_only_when_it_is_shown() -> None:
    marked = mark("Ticket", "Buy")
    assert marked == "Buy"
    assert translate("Ticket", marked) == "Kaufen"


def test_within_a_sentence_english_has_no_capitals() -> None:
    assert within("Limit order") == "limit order"
    assert within("Fibonacci retracement") == "Fibonacci retracement"


@pytest.mark.usefixtures("german")
def test_other_languages_keep_the_capitals_of_their_nouns() -> None:
    assert within("Limitorder") == "Limitorder"
