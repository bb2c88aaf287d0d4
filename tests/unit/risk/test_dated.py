"""The figures in force on a day are the latest that have begun."""

from dataclasses import dataclass
from datetime import date

import pytest

from traderterminal.risk.dated import Dated


@dataclass(frozen=True)
class Figure:
    effective_from: date


OLD, NEW = Figure(date(2024, 1, 1)), Figure(date(2025, 1, 1))


def test_the_latest_figures_in_force_count() -> None:
    figures = Dated([NEW, OLD])
    assert figures.on(date(2024, 12, 31)) is OLD
    assert figures.on(date(2025, 1, 1)) is NEW
    assert figures.on(date(2026, 6, 1)) is NEW


def test_before_the_first_day_the_first_figures_count() -> None:
    assert Dated([OLD, NEW]).on(date(2020, 1, 1)) is OLD


def test_no_figures_at_all_are_refused() -> None:
    with pytest.raises(ValueError, match="no figures"):
        Dated[Figure]([])
