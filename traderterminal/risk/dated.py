"""Figures that change from a day on: the latest ones in force count."""

from collections.abc import Sequence
from datetime import date
from typing import Generic, Protocol, TypeVar


class HasStart(Protocol):
    """What is in force from a day on."""

    @property
    def effective_from(self) -> date: ...


T = TypeVar("T", bound=HasStart)


class Dated(Generic[T]):
    """Figures by date: the latest ones that are in force count, before all of them the first."""

    def __init__(self, figures: Sequence[T]) -> None:
        if not figures:
            raise ValueError("there are no figures of any date")
        self._figures = sorted(figures, key=lambda one: one.effective_from)

    def on(self, day: date) -> T:
        """Return the figures in force on `day`."""
        in_force = [one for one in self._figures if one.effective_from <= day]
        return in_force[-1] if in_force else self._figures[0]
