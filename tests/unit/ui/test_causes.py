"""Why something failed is said in the language of the window, with the names and figures in it."""

from collections.abc import Iterator

import pytest

from traderterminal.alerts.exits import read_unsupported
from traderterminal.alerts.fields import Fields
from traderterminal.kit.language import ENGLISH, speak
from traderterminal.ui.causes import cause

GERMAN = {
    "not connected": "nicht verbunden",
    "{symbol} could not be looked up: {cause}": "{cause}: {symbol} war nicht zu finden",
    "time in force {name}": "Gültigkeit {name}",
    "sizing by {name}": "Größe nach {name}",
    "{field} in percent": "{field} in Prozent",
}


@pytest.fixture
def german() -> Iterator[None]:
    catalogue = {("Parameter", source): words for source, words in GERMAN.items()}
    dates = {("Date", "Sun"): "So", ("Date", "%d %b"): "%d. %b"}
    speak("de", {**catalogue, **dates})
    yield
    speak(ENGLISH, {})


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("not connected", "nicht verbunden"),
        ("time in force day", "Gültigkeit day"),
        # what fills words may be words of the kind itself
        ("ESH2024 could not be looked up: not connected", "nicht verbunden: ESH2024 war nicht zu"),
        # several at once, and what somebody else says
        ("time in force day; Error {7}; not connected", "Gültigkeit day; Error {7}; nicht"),
        ("2024-01-14 17:00 CST", "So 14. Jan 17:00 CST"),
        ("", ""),
    ],
)
def test_words_are_known_with_the_values_in_them(words: str, said: str) -> None:
    assert cause(words).startswith(said)


@pytest.mark.parametrize(
    "words",
    [
        "not connected",
        "time in force day",
        "{odd} words; of {another",
        "2024-13-41 25:00 UTC",
        "sizing by ",
    ],
)
def test_in_english_words_stay_as_they_are(words: str) -> None:
    assert cause(words) == words


@pytest.mark.usefixtures("german")
def test_what_an_alert_asks_for_in_vain_is_known() -> None:
    asked = read_unsupported(Fields({"risk_percent": "2", "quantity": "50%"}))
    assert cause("; ".join(asked)) == "Größe nach risk_percent; quantity in Prozent"
