"""A pane is called by its name in the language of the screen, and by its number."""

from collections.abc import Iterator

import pytest

from traderterminal.kit.language import ENGLISH, speak
from traderterminal.ui.viewmodels.pane_names import pane_title


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    speak("de", {("Pane", "Chart"): "Kurs", ("Pane", "How real is paper"): "Wie echt"})
    yield
    speak(ENGLISH, {})


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Chart", "Kurs"),
        ("Chart 2", "Kurs 2"),
        ("How real is paper", "Wie echt"),
        ("Tape", "Tape"),
    ],
)
def test_a_pane_has_a_title(name: str, title: str) -> None:
    assert pane_title(name) == title
