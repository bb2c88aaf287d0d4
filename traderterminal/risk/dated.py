"""Figures that change from a day on: the latest ones in force count."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
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
        self._on = lru_cache(maxsize=64)(self._in_force)

    def on(self, day: date) -> T:
        """Return the figures in force on `day`."""
        return self._on(day)

    def _in_force(self, day: date) -> T:
        in_force = [one for one in self._figures if one.effective_from <= day]
        return in_force[-1] if in_force else self._figures[0]
