"""The drawings of a symbol, and the way back."""

import random
from dataclasses import replace

import pytest

from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.ui.viewmodels.drawing import Anchor, Drawing, Kind
from traderterminal.ui.viewmodels.drawing_document import MOST_STEPS, DrawingDocument, Drawings


def line(ticks: int) -> Drawing:
    return Drawing(Kind.HORIZONTAL, (Anchor(0, ticks),))


def test_each_drawing_has_a_key_of_its_own_which_none_gets_again() -> None:
    document = DrawingDocument([line(1), line(2)])
    assert [one.key for one in document.drawings] == [1, 2]
    third = document.add(line(3))
    document.remove(third.key)
    assert document.find(third.key) is None
    assert document.add(line(4)).key == 4
    assert document.find(2) == replace(line(2), key=2)
    assert document.find(None) is None


def test_what_changes_nothing_is_no_step() -> None:
    document = DrawingDocument([line(1)])
    document.put(document.drawings[0])
    document.put(replace(line(9), key=99))
    document.remove(99)
    assert not document.can_undo
    assert not document.undo()
    assert not document.redo()


def test_a_new_step_ends_what_could_be_made_again() -> None:
    document = DrawingDocument()
    document.add(line(1))
    assert document.undo()
    assert document.can_redo
    document.add(line(2))
    assert not document.can_redo
    assert [one.anchors[0].ticks for one in document.drawings] == [2]


def test_the_oldest_steps_are_forgotten() -> None:
    document = DrawingDocument()
    for ticks in range(MOST_STEPS + 5):
        document.add(line(ticks))
    steps = 0
    while document.undo():
        steps += 1
    assert steps == MOST_STEPS
    assert len(document.drawings) == 5


@pytest.mark.counted("steps of drawings undone and made again")
def test_undo_and_redo_go_the_same_way(cases: Cases) -> None:
    chance = random.Random(7)
    for _ in cases.over(range(scaled(1_000))):
        document = DrawingDocument([line(n) for n in range(3)])
        states: list[Drawings] = [document.drawings]
        for _ in range(chance.randrange(1, 20)):
            _step(document, chance)
            if document.drawings != states[-1]:
                states.append(document.drawings)
        for state in reversed(states[:-1]):
            assert document.undo()
            assert document.drawings == state
        assert not document.can_undo
        for state in states[1:]:
            assert document.redo()
            assert document.drawings == state
        assert not document.can_redo


def _step(document: DrawingDocument, chance: random.Random) -> None:
    keys = [one.key for one in document.drawings] or [0]
    match chance.randrange(3):
        case 0:
            document.add(line(chance.randrange(100)))
        case 1:
            document.remove(chance.choice(keys))
        case _:
            document.put(replace(line(chance.randrange(100)), key=chance.choice(keys)))
