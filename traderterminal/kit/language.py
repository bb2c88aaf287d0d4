"""The language of the screen. Every text stands in the code in English, and is looked up here.

A catalogue of another language gives the text by its context (the part of the screen) and its
English source. Without a catalogue, as in every process without a window, the source is the text.
"""

from collections.abc import Mapping
from typing import Final

ENGLISH: Final = "en"

#: The text of another language by context and source.
Catalogue = Mapping[tuple[str, str], str]

#: They keep their capitals within a sentence, too.
_NAMES: Final = frozenset({"Fibonacci"})

_spoken = ENGLISH
_catalogue: Catalogue = {}


def speak(language: str, catalogue: Catalogue) -> None:
    """Say every text of the screen in `language` from now on."""
    global _spoken, _catalogue
    _spoken, _catalogue = language, catalogue


def spoken() -> str:
    """Return the language of the screen by its code of two letters."""
    return _spoken


def translate(context: str, source: str) -> str:
    """Return a text in the language of the screen; one that it lacks stays English."""
    return _catalogue.get((context, source), source)


def mark(context: str, source: str) -> str:
    """Return `source` as it is: a text of a table, which is translated when it is shown.

    What translators are given is what stands in calls of this and of `translate`, in quotes. The
    context is that of the call which translates it.
    """
    return source


def within(words: str) -> str:
    """Return a title as it stands in a sentence: English drops its capitals, others keep them."""
    if _spoken != ENGLISH:
        return words
    return " ".join(word if word in _NAMES else word.lower() for word in words.split(" "))
