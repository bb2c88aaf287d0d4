"""How a trailing stop order follows."""

from decimal import Decimal

from tests.support.builders import ES
from traderterminal.domain.exits import Trail
from traderterminal.ui.viewmodels.trail_entry import TrailEntry


def test_it_follows_in_ticks_until_another_unit_is_typed() -> None:
    entry = TrailEntry()
    assert entry.trail == Trail(ticks=8)
    entry.take("2pt", "4,810.25", ES)
    assert entry.trail == Trail(price=Decimal(2), activation=Decimal("4810.25"))
    assert entry.words == "2pt"
    entry.take(" 12 ", "", ES)
    assert entry.trail == Trail(ticks=12)
    assert entry.words == "12 t"


def test_what_cannot_be_read_leaves_no_trail() -> None:
    entry = TrailEntry()
    for distance, start in (("x", ""), ("$50", ""), ("8", "nonsense"), ("", "")):
        entry.take(distance, start, ES)
        assert entry.trail is None
        assert entry.problem.startswith("Trail: ")
    entry.take("8", "", ES)
    assert entry.problem == ""


def test_ticks_are_stepped_and_never_below_one() -> None:
    entry = TrailEntry("2")
    entry.take("2", "", ES)
    entry.step(-5, ES)
    assert entry.distance == "1"
    entry.take("2pt", "", ES)
    entry.step(1, ES)
    assert entry.distance == "2pt"
