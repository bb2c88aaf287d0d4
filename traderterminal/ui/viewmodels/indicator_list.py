"""The indicators that can be put on a chart: by family, favourites first, found by words."""

import inspect
from collections.abc import Iterator, Sequence
from typing import Final

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.market.indicators.catalogue import CATALOGUE
from traderterminal.market.indicators.indicator import About
from traderterminal.market.indicators.profile_study import PROFILES
from traderterminal.ui.viewmodels.indicator_words import explained, indicator_words
from traderterminal.ui.viewmodels.studies import StudiesViewModel
from traderterminal.ui.viewmodels.study import UserFailure, UserIndicators, file_of

FAVOURITES: Final = mark("Studies", "Favourites")
MINE: Final = mark("Studies", "Mine")


@frozen
class Entry:
    """An indicator of the list; `explains` says what it is and who published it."""

    kind: str
    label: str
    explains: str
    is_favourite: bool


class IndicatorList:
    """What can be added to `studies`, narrowed down by what the trader types.

    `changed` tells of another list: other words, favourites or files.
    """

    def __init__(self, studies: StudiesViewModel) -> None:
        self.changed: Observers[None] = Observers()
        self.query = ""
        self._studies = studies
        self._stop = self.user.changed.connect(lambda _: self.changed.emit(None))

    def close(self) -> None:
        self._stop()

    @property
    def user(self) -> UserIndicators:
        return self._studies.user

    @property
    def sections(self) -> list[tuple[str, list[Entry]]]:
        """The entries that hold all the words, under their headings; no heading is without any."""
        words = self.query.casefold().split()
        favourites = translate("Studies", FAVOURITES)
        found: dict[str, list[Entry]] = {favourites: []}
        for heading, kind, about, explains in self._all():
            called, under = indicator_words(about.label), indicator_words(heading)
            names = (
                f"{about.label} {called} {about.short} {about.name} {heading} {under}".casefold()
            )
            if not all(word in names for word in words):
                continue
            entry = Entry(kind, called, explains, kind in self._studies.favourites)
            found.setdefault(under, []).append(entry)
            if entry.is_favourite:
                found[favourites].append(entry)
        return [(heading, entries) for heading, entries in found.items() if entries]

    @property
    def failures(self) -> Sequence[UserFailure]:
        """The trader's files that are off, by name."""
        return [failure for _, failure in sorted(self.user.failures.items())]

    def search(self, text: str) -> None:
        """List what holds all words of the text."""
        self.query = text
        self.changed.emit(None)

    def choose_favourite(self, kind: str, *, chosen: bool) -> None:
        """List an indicator among the favourites, or no longer."""
        self._studies.choose_favourite(kind, chosen=chosen)
        self.changed.emit(None)

    def _all(self) -> Iterator[tuple[str, str, About, str]]:
        """Heading, kind, and what there is to know of every indicator, in order."""
        for kind, indicator in CATALOGUE.items():
            explains = explained(inspect.getdoc(indicator) or "")
            yield indicator.about.family.value, kind, indicator.about, explains
        for kind, about in PROFILES.items():
            yield about.family.value, kind, about, ""
        for kind, about in sorted(self.user.kinds.items()):
            yield (
                translate("Studies", MINE),
                kind,
                about,
                translate("Studies", "From {file}").format(file=file_of(kind)),
            )
