"""Workspaces: shown one at a time, left as they were, written to files and read with suspicion."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from traderterminal.domain.errors import BadData
from traderterminal.ui.viewmodels.workspaces import (
    LONGEST_NAME,
    MOST,
    Workspace,
    WorkspacesViewModel,
)

TEMPLATES = ("Trade", "Scalp", "Review")


class Desk:
    """Stands for the window: where everything stands now, and what was shown and kept."""

    def __init__(self) -> None:
        self.stands: dict[str, str] = {"docks": "as begun"}
        self.shown: list[Workspace] = []
        self.arranged: list[str] = []
        self.kept = 0
        self.vm = WorkspacesViewModel(
            TEMPLATES, self.take, self.show, self.arranged.append, self.keep
        )

    def take(self) -> Mapping[str, str]:
        return self.stands

    def show(self, workspace: Workspace) -> None:
        self.shown.append(workspace)
        self.stands = dict(workspace.state) or {"docks": f"as {workspace.template}"}

    def keep(self) -> None:
        self.kept += 1

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.vm.all]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_there_is_one_of_each_template_and_the_first_is_shown(desk: Desk) -> None:
    assert desk.names == list(TEMPLATES)
    assert desk.vm.active.name == "Trade"
    assert desk.shown == []


def test_a_workspace_is_found_as_it_was_left(desk: Desk) -> None:
    desk.stands = {"docks": "moved"}
    desk.vm.choose(1)
    assert desk.shown[-1] == Workspace("Scalp", "Scalp")
    desk.stands = {"docks": "scalped"}
    desk.vm.choose(0)
    assert desk.shown[-1].state == {"docks": "moved"}
    desk.vm.choose(1)
    assert desk.shown[-1].state == {"docks": "scalped"}
    assert desk.kept == 3


@pytest.mark.parametrize("number", [0, 3, -1, 8])
def test_the_one_that_is_shown_and_one_that_is_not_there_change_nothing(
    desk: Desk, number: int
) -> None:
    desk.vm.choose(number)
    assert desk.shown == []
    assert desk.kept == 0


def test_whoever_looks_hears_of_each_change(desk: Desk) -> None:
    heard: list[int] = []
    desk.vm.changed.connect(lambda _: heard.append(desk.vm.number))
    desk.vm.choose(2)
    desk.vm.add("Scalp")
    desk.vm.rename("Mine")
    desk.vm.remove("Mine")
    assert heard == [2, 3, 3, 2]


def test_a_new_one_begins_as_its_template_under_a_name_that_is_free(desk: Desk) -> None:
    desk.stands = {"docks": "moved"}
    desk.vm.add("Scalp")
    assert desk.vm.active == Workspace("Scalp 2", "Scalp")
    assert desk.vm.all[0].state == {"docks": "moved"}
    desk.vm.add("Scalp")
    assert desk.vm.active.name == "Scalp 3"


def test_a_copy_begins_as_the_one_that_is_shown(desk: Desk) -> None:
    desk.stands = {"docks": "moved"}
    desk.vm.duplicate()
    assert desk.vm.active == Workspace("Trade 2", "Trade", {"docks": "moved"})
    assert desk.shown[-1] is desk.vm.active


def test_there_are_no_more_than_there_are_keys_for(desk: Desk) -> None:
    for _ in range(MOST):
        desk.vm.add("Trade")
    assert len(desk.vm.all) == MOST
    assert not desk.vm.has_room
    shown = len(desk.shown)
    desk.vm.duplicate()
    assert len(desk.shown) == shown
    with pytest.raises(BadData, match="the most"):
        desk.vm.read(desk.vm.written())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "needs a name"),
        ("   ", "needs a name"),
        ("Scalp", "a workspace Scalp already"),
        ("x" * (LONGEST_NAME + 1), f"at most {LONGEST_NAME} characters, this one has 21"),
    ],
)
def test_a_name_that_does_not_do_is_refused_in_words(desk: Desk, name: str, says: str) -> None:
    assert says in desk.vm.rename(name)
    assert desk.names == list(TEMPLATES)
    assert desk.kept == 0


def test_a_name_is_changed_and_may_stay_what_it_is(desk: Desk) -> None:
    assert desk.vm.rename("  Open   drive ") == ""
    assert desk.names[0] == "Open drive"
    assert desk.vm.rename("Open drive") == ""


def test_the_one_before_takes_the_place_of_one_that_is_removed(desk: Desk) -> None:
    desk.vm.choose(1)
    desk.vm.remove("Scalp")
    assert desk.names == ["Trade", "Review"]
    assert desk.vm.active.name == "Trade"
    desk.vm.remove("Trade")
    assert desk.vm.active.name == "Review"
    desk.vm.remove("Review")
    assert desk.names == ["Review"]  # the last one stays


def test_one_that_is_not_shown_is_removed_behind_the_one_that_is(desk: Desk) -> None:
    desk.vm.choose(2)
    desk.vm.remove("Trade")
    assert desk.names == ["Scalp", "Review"]
    assert desk.vm.active.name == "Review"
    desk.vm.choose(0)
    desk.vm.remove("Review")
    desk.vm.remove("Gone before")
    assert desk.names == ["Scalp"]
    assert desk.vm.active.name == "Scalp"


def test_begun_anew_it_is_as_its_template(desk: Desk) -> None:
    desk.vm.choose(1)
    desk.vm.choose(0)
    shown = len(desk.shown)
    desk.vm.begin_anew()
    assert desk.arranged == ["Trade"]
    assert len(desk.shown) == shown  # charts stay as they are
    assert desk.kept == 3


# Files.


def test_a_workspace_goes_from_one_program_to_another(desk: Desk) -> None:
    desk.stands = {"docks": "moved", "charts": "{}"}
    other = Desk()
    other.vm.read(desk.vm.written())
    assert other.vm.active == Workspace("Trade 2", "Trade", {"docks": "moved", "charts": "{}"})
    assert other.shown[-1] is other.vm.active
    assert other.vm.all[0].state == {"docks": "as begun"}


def changed(desk: Desk, **what: Any) -> str:
    return json.dumps({**json.loads(desk.vm.written()), **what})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "cannot be read"),
        ("{", "cannot be read"),
        ("[]", "no workspace of this program"),
        ('{"format": "something else"}', "no workspace of this program"),
        (" " * 2_000_001, "too long"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(desk: Desk, text: str, says: str) -> None:
    with pytest.raises(BadData, match=says):
        desk.vm.read(text)
    assert desk.names == list(TEMPLATES)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ({"version": 2}, "later version"),
        ({"name": 5}, "not whole"),
        ({"name": ""}, "not whole"),
        ({"name": "x" * (LONGEST_NAME + 1)}, "not whole"),
        ({"state": []}, "not whole"),
        ({"state": {"docks": 5}}, "not whole"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_in_words(
    desk: Desk, what: dict[str, Any], says: str
) -> None:
    with pytest.raises(BadData, match=says):
        desk.vm.read(changed(desk, **what))
    assert desk.shown == []


def test_a_template_that_is_not_known_is_the_first_one(desk: Desk) -> None:
    desk.vm.read(changed(desk, template="Nowhere"))
    assert desk.vm.active.template == "Trade"


# From one time to the next.


def test_what_was_kept_comes_back_with_the_one_that_was_shown() -> None:
    before, after = Desk(), Desk()
    before.vm.choose(2)
    before.vm.rename("Evening")
    before.vm.add("Scalp")
    kept = json.loads(json.dumps(before.vm.state()))
    assert after.vm.restore(kept, before.vm.active.name) == []
    assert after.vm.all == before.vm.all
    assert after.vm.active == before.vm.active
    assert after.shown == []  # it is for the window that is made then to show it


@pytest.mark.parametrize("kept", [{}, {"workspaces": []}, {"workspaces": 5}])
def test_with_nothing_kept_there_is_one_of_each_template(desk: Desk, kept: dict[str, Any]) -> None:
    assert desk.vm.restore(kept, "Scalp") == []
    assert desk.names == list(TEMPLATES)


def test_what_is_broken_of_what_was_kept_is_left_out_and_told(desk: Desk) -> None:
    whole = {"name": "Mine", "template": "Scalp", "state": {}}
    kept = {"workspaces": [whole, 5, {"name": 5}, {**whole, "name": "Second", "state": {"a": 1}}]}
    assert desk.vm.restore(kept, "Second") == ["a workspace"]
    assert desk.names == ["Mine"]
    assert desk.vm.active.name == "Mine"
