"""The languages of the window: which there are, and what each says.

A language is a file of Qt Linguist, read as it is kept; English stands in the code.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from traderterminal.domain.errors import BadData
from traderterminal.kit.language import ENGLISH, Catalogue, speak
from traderterminal.storage.resources import SHIPPED

#: The language of the computer, where there is a file for it, else English.
SYSTEM: Final = "system"
_FOLDER: Final = SHIPPED / "translations"
_PREFIX: Final = "traderterminal_"
#: What Qt says itself: the menu of a text field, the dialog for files.
_of_qt = QTranslator()


def languages() -> Sequence[str]:
    """Return the languages that can be chosen, by their codes of two letters."""
    files = _FOLDER.glob(f"{_PREFIX}*.ts")
    return (ENGLISH, *sorted(path.stem.removeprefix(_PREFIX) for path in files))


def name_of(language: str) -> str:
    """Return what a language calls itself."""
    return "English" if language == ENGLISH else QLocale(language).nativeLanguageName()


def resolved(language: str, preferred: Sequence[str] | None = None) -> str:
    """Return the code of what is chosen; `preferred` are the locales of the computer, best first.

    Raises BadData for a language that there is not, with those that there are.
    """
    there = languages()
    if language == SYSTEM:
        wanted = QLocale.system().uiLanguages() if preferred is None else preferred
        codes = [locale.replace("_", "-").partition("-")[0] for locale in wanted]
        return next((code for code in codes if code in there), ENGLISH)
    if language not in there:
        raise BadData(f"there is no language {language!r}; there are {', '.join(there)}")
    return language


def show_in(app: QApplication, language: str) -> None:
    """Say everything in `language` from now on; what is drawn already stays as it is."""
    code = resolved(language)
    speak(code, catalogue(code))
    app.removeTranslator(_of_qt)
    translations = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if code != ENGLISH and _of_qt.load(f"qtbase_{code}", translations):
        app.installTranslator(_of_qt)


@cache
def catalogue(language: str) -> Catalogue:
    """Return what a language says, by context and source."""
    return {} if language == ENGLISH else dict(read_texts(_FOLDER / f"{_PREFIX}{language}.ts"))


def read_texts(path: Path, *, finished: bool = True) -> Iterator[tuple[tuple[str, str], str]]:
    """Give the finished texts of a Linguist file under context and source, or all of them."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a file of ours, shipped with the program
    for context in root.iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            text = message.find("translation")
            if text is None or (finished and not (text.text and text.get("type") is None)):
                continue
            yield (name, message.findtext("source", "")), text.text or ""
