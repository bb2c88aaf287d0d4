"""One moment that is pointed at, told to the charts of a group."""

from tests.support.builders import ES
from traderterminal.domain.instruments import Instrument
from traderterminal.ui.viewmodels.crosshairs import Crosshairs
from traderterminal.ui.viewmodels.links import LinksViewModel


class Shows:
    """A pane that can be linked."""

    instrument: Instrument | None = ES

    def show(self, instrument: Instrument) -> None:
        self.instrument = instrument


def linked(**groups: str) -> tuple[LinksViewModel, Crosshairs, list[None]]:
    links, told = LinksViewModel(), list[None]()
    for name, group in groups.items():
        links.add(name, Shows(), group)
    crosshairs = Crosshairs(links)
    crosshairs.changed.connect(told.append)
    return links, crosshairs, told


def test_the_other_charts_of_a_group_are_told_and_nobody_else() -> None:
    links, crosshairs, told = linked(one="A", two="A", three="B", four="")
    crosshairs.point("one", 7)
    assert [crosshairs.at(name) for name in ("one", "two", "three", "four")] == [
        None,
        7,
        None,
        None,
    ]
    links.choose_group("three", "A")
    assert crosshairs.at("three") == 7
    crosshairs.point("four", 8)
    assert [crosshairs.at(name) for name in ("one", "two", "three", "four")] == [None] * 4
    assert len(told) == 2


def test_the_same_moment_is_told_once_and_its_end_too() -> None:
    _, crosshairs, told = linked(one="A", two="A")
    for at_ns in (7, 7, 8, None, None):
        crosshairs.point("one", at_ns)
    assert len(told) == 3
    assert crosshairs.at("two") is None


def test_who_is_left_late_ends_nothing_of_another_chart() -> None:
    _, crosshairs, told = linked(one="A", two="A")
    crosshairs.point("one", 7)
    crosshairs.point("two", 9)
    crosshairs.point("one", None)
    assert crosshairs.at("one") == 9
    assert len(told) == 2


def test_a_chart_that_has_gone_is_told_nothing() -> None:
    links, crosshairs, _ = linked(one="A", two="A")
    crosshairs.point("one", 7)
    links.remove("two")
    assert crosshairs.at("two") is None
    links.add("two", Shows(), "A")
    links.remove("one")  # the pointer was over it
    assert crosshairs.at("two") is None
