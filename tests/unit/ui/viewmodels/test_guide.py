"""The guide: a step after the other, done by doing it, kept where it was left."""

import pytest

from traderterminal.ui.viewmodels.guide import OVER, GuideStep, GuideViewModel


class Scene:
    def __init__(self, kept: str = "0") -> None:
        self.traded = False
        self.kept: list[str] = []
        self.told = 0
        steps = (
            GuideStep("Look round", "look"),
            GuideStep("Trade", "press", is_done=lambda: self.traded),
            GuideStep("Connect", "practise"),
        )
        self.vm = GuideViewModel(steps, kept, self.kept.append)
        self.vm.changed.connect(self._count)

    def _count(self, _: None) -> None:
        self.told += 1


def test_it_walks_there_and_back_and_is_over_after_the_last_step() -> None:
    scene = Scene()
    assert (scene.vm.where, scene.vm.step.title) == ("Step 1 of 3", "Look round")
    scene.vm.go_back()
    assert scene.vm.where == "Step 1 of 3"
    scene.vm.go_on()
    scene.vm.go_on()
    assert (scene.vm.where, scene.vm.is_last) == ("Step 3 of 3", True)
    scene.vm.go_back()
    assert scene.vm.where == "Step 2 of 3"
    scene.vm.go_on()
    scene.vm.go_on()
    assert scene.vm.is_over
    assert scene.kept == ["1", "2", "1", "2", OVER]


def test_a_step_is_done_once_what_it_asks_for_is_and_that_is_told_once() -> None:
    scene = Scene("1")
    scene.vm.flush()
    assert (scene.vm.is_done, scene.told) == (False, 0)
    scene.traded = True
    scene.vm.flush()
    scene.vm.flush()
    assert (scene.vm.is_done, scene.told) == (True, 1)
    scene.vm.go_on()
    assert not scene.vm.is_done


@pytest.mark.parametrize(
    ("kept", "number", "over"),
    [("2", 2, False), ("3", 0, False), ("x", 0, False), ("-1", 0, False), (OVER, 0, True)],
)
def test_it_goes_on_where_it_was_left(kept: str, number: int, over: bool) -> None:
    vm = Scene(kept).vm
    assert (vm.number, vm.is_over) == (number, over)


def test_it_can_be_left_at_once_and_begun_anew() -> None:
    scene = Scene("1")
    scene.vm.end()
    scene.traded = True
    scene.vm.flush()
    assert (scene.vm.is_over, scene.vm.is_done, scene.kept) == (True, False, [OVER])
    scene.vm.begin()
    assert (scene.vm.is_over, scene.vm.number, scene.kept) == (False, 0, [OVER, "0"])
