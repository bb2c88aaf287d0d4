"""Groups of panes that show the same symbol."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.builders import ES
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.ui.viewmodels.links import GROUPS, NO_GROUP, LinksViewModel

NQ = replace(ES, symbol="NQH2024", root="NQ")


class Pane:
    def __init__(self, instrument: Instrument | None = None) -> None:
        self.instrument = instrument
        self.shown: list[str] = []

    def show(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.shown.append(instrument.symbol)


def resolve(text: str) -> Instrument:
    for known in (ES, NQ):
        if text in (known.symbol, known.root):
            return known
    raise UnknownSymbol(text)


class Linked:
    """Chart and ticket in group A, a second chart in B, a third in none."""

    def __init__(self) -> None:
        self.vm = LinksViewModel()
        self.panes = {name: Pane(ES) for name in ("Chart", "Ticket", "Chart 2", "Chart 3")}
        for name, group in zip(self.panes, ("A", "A", "B", NO_GROUP), strict=True):
            self.vm.add(name, self.panes[name], group)
        self.told: list[None] = []
        self.vm.changed.connect(self.told.append)

    def shows(self) -> list[str]:
        return ["" if p.instrument is None else p.instrument.root for p in self.panes.values()]


@pytest.fixture
def linked() -> Linked:
    return Linked()


def test_a_symbol_shows_in_all_of_its_group_and_nowhere_else(linked: Linked) -> None:
    linked.vm.show("Ticket", NQ)
    assert linked.shows() == ["NQ", "NQ", "ES", "ES"]
    assert linked.told
    linked.vm.show("Chart 3", NQ)
    linked.vm.show("Chart 2", ES)
    assert linked.shows() == ["NQ", "NQ", "ES", "NQ"]


def test_what_shows_a_symbol_already_is_left_alone(linked: Linked) -> None:
    linked.vm.show("Chart", ES)
    assert linked.panes["Ticket"].shown == []


def test_who_joins_a_group_takes_over_what_it_shows(linked: Linked) -> None:
    linked.vm.show("Chart", NQ)
    linked.vm.choose_group("Chart 2", "A")
    assert linked.shows() == ["NQ", "NQ", "NQ", "ES"]
    assert linked.vm.mates("Ticket") == ["Chart", "Ticket", "Chart 2"]
    linked.vm.choose_group("Chart 2", NO_GROUP)
    linked.vm.show("Chart", ES)
    assert linked.shows() == ["ES", "ES", "NQ", "ES"]
    assert linked.vm.mates("Chart 2") == ["Chart 2"]


def test_who_joins_a_group_that_shows_nothing_yet_keeps_its_own(linked: Linked) -> None:
    linked.panes["Chart 2"].instrument = None
    linked.vm.choose_group("Chart 3", "B")
    assert linked.shows() == ["ES", "ES", "", "ES"]


def test_the_search_is_about_the_pane_that_was_entered_last(linked: Linked) -> None:
    assert (linked.vm.active, linked.vm.target) == ("Chart", "group A")
    linked.vm.enter("Chart 3")
    assert (linked.vm.active, linked.vm.target) == ("Chart 3", "Chart 3")
    linked.told.clear()
    linked.vm.enter("Orders")  # which shows no symbol of its own
    linked.vm.enter("Chart 3")
    assert (linked.vm.active, linked.told) == ("Chart 3", [])
    linked.vm.remove("Chart 3")
    linked.vm.remove("Chart 2")
    assert (linked.vm.active, linked.vm.target) == ("Chart", "")  # all that there are
    assert not linked.vm.has("Chart 3")


def test_without_a_pane_there_is_nothing_to_say() -> None:
    vm = LinksViewModel()
    vm.add("Chart", Pane())
    vm.remove("Chart")
    assert (vm.active, vm.target) == ("", "")


def test_groups_and_symbols_come_back(linked: Linked) -> None:
    linked.vm.show("Chart 2", NQ)
    linked.panes["Chart 3"].instrument = None
    state = linked.vm.state(lambda instrument: instrument.root)
    assert state["Chart 2"] == {"group": "B", "symbol": "NQ"}
    assert state["Chart 3"] == {"group": "", "symbol": ""}
    again = Linked()
    again.vm.choose_group("Ticket", "F")
    assert again.vm.restore(state, resolve) == []
    assert again.shows() == ["ES", "ES", "NQ", "ES"]
    assert [again.vm.group_of(name) for name in again.panes] == ["A", "A", "B", ""]


@pytest.mark.parametrize(
    "kept", [None, [], {}, {"group": "Z"}, {"group": ["A"]}, {"symbol": 5}, {"symbol": ""}]
)
def test_what_cannot_be_read_stays_as_it_was(linked: Linked, kept: Any) -> None:
    assert linked.vm.restore({"Chart 2": kept, "nowhere": {"group": "A"}}, resolve) == []
    assert linked.vm.group_of("Chart 2") == "B"
    assert linked.shows() == ["ES", "ES", "ES", "ES"]


def test_a_symbol_that_is_none_any_more_is_told(linked: Linked) -> None:
    kept = {"Chart 2": {"group": "C", "symbol": "GONE"}}
    assert linked.vm.restore(kept, resolve) == [("Chart 2", "GONE")]
    assert linked.vm.group_of("Chart 2") == "C"
    assert linked.shows()[2] == "ES"


def test_a_group_that_was_kept_with_two_symbols_shows_that_of_its_first_pane(
    linked: Linked,
) -> None:
    kept = {"Chart": {"group": "A", "symbol": "NQ"}, "Ticket": {"group": "A", "symbol": "ES"}}
    assert linked.vm.restore(kept, resolve) == []
    assert linked.shows() == ["NQ", "NQ", "ES", "ES"]


@pytest.mark.parametrize("stays", ["", "Ticket"])
def test_an_option_in_the_ticket_comes_back_beside_the_stock_of_its_group(
    linked: Linked, stays: str
) -> None:
    call = replace(ES, symbol="AAPL  240119C00190000", root="AAPL", asset_class=AssetClass.OPTION)
    linked.panes["Ticket"].instrument = call
    kept = {"Chart": {"group": "A", "symbol": "NQ"}, "Ticket": {"group": "A", "symbol": "call"}}

    def listed(text: str) -> Instrument:
        return call if text == "call" else resolve(text)

    assert linked.vm.restore(kept, listed, stays=stays) == []
    assert linked.shows()[:2] == ["NQ", "AAPL"]


def test_every_group_has_a_letter_and_a_colour_of_its_own() -> None:
    assert list(GROUPS) == list("ABCDEF")
    assert len(set(GROUPS.values())) == 6


def test_a_pane_that_stays_gives_its_group_what_it_shows(linked: Linked) -> None:
    kept = {
        "Chart": {"group": "A", "symbol": "NQ"},
        "Ticket": {"group": "A", "symbol": "CL"},
        "Chart 2": {"group": "B", "symbol": "NQ"},
    }
    assert linked.vm.restore(kept, resolve, stays="Ticket") == []
    assert linked.shows() == ["ES", "ES", "NQ", "ES"]
    shown = linked.vm.instrument_of("Chart 2")
    assert shown is not None
    assert shown.root == "NQ"
