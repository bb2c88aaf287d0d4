"""Diagnostics: looked at once a second, drawn or not, with the lateness of the loop."""

from collections.abc import Sequence
from typing import Any, cast

from tests.support.paper_desk import paper_desk, wish
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.tasks import give_way
from traderterminal.ui.viewmodels.connections import ConnectionsViewModel, Stream, StreamState
from traderterminal.ui.viewmodels.diagnostics import LOOKS_KEPT, DiagnosticsViewModel, Fact

SOUND = Fact("Sound", "No sound: there is no device.", "t2", "warning")


async def turns() -> None:
    for _ in range(5):
        await give_way()


class Scene:
    def __init__(self) -> None:
        self.paper = paper_desk()
        self.host = self.paper.host
        self.told: list[tuple[int | None, float]] = []
        self.looks = 0
        self.opened: list[str] = []
        stream = Stream("sim", "Q", "Market", StreamState.UP, 0.0)
        self.connections = ConnectionsViewModel(lambda: [stream], self.host)
        self.vm = DiagnosticsViewModel(
            desk=self.paper.desk,
            facts=self._facts,
            lacks=lambda: [SOUND],
            connections=self.connections,
            latencies=cast(Any, None),
            log=cast(Any, None),
            looks=[self._look],
            opened=lambda: self.opened.append("opened"),
            host=self.host,
        )

    def _look(self) -> None:
        self.looks += 1

    def _facts(self, order_ns: int | None, late_s: float) -> Sequence[Fact]:
        self.told.append((order_ns, late_s))
        return [Fact("Ledger", "fine")]

    async def pass_s(self, *seconds: float) -> None:
        for one in seconds:
            self.host.advance_to(self.host.now_ns() + int(one * NANOSECONDS))
            await turns()


async def test_streams_and_limits_are_looked_at_whether_anything_is_drawn_or_not() -> None:
    scene = Scene()
    watching = scene.paper.tasks.spawn(scene.vm.watch(), name="watch")
    await turns()
    assert (scene.looks, len(scene.vm.streams)) == (1, 1)
    await scene.pass_s(1, 1)
    assert scene.looks == 3
    watching.cancel()
    scene.vm.close()


async def test_the_lateness_of_the_loop_is_the_worst_of_the_last_minute() -> None:
    scene = Scene()
    watching = scene.paper.tasks.spawn(scene.vm.watch(), name="watch")
    await turns()
    await scene.pass_s(1, 1.25, 1)
    assert scene.vm.facts[0].name == "Ledger"
    assert scene.told[-1] == (None, 0.25)
    await scene.pass_s(*[1] * LOOKS_KEPT)
    assert scene.vm.facts[0].name == "Ledger"
    assert scene.told[-1] == (None, 0.0)
    watching.cancel()
    scene.vm.close()


async def test_what_is_missing_stands_below_what_is_known() -> None:
    scene = Scene()
    assert scene.vm.facts == [Fact("Ledger", "fine"), SOUND]
    scene.vm.close()


async def test_it_is_told_when_an_order_was_last_heard_of() -> None:
    scene = Scene()
    await scene.paper.open()
    assert scene.vm.facts[1] == SOUND
    assert scene.told[-1][0] is None
    await scene.paper.desk.place(wish(quantity=1))
    assert scene.vm.facts[1] == SOUND
    assert scene.told[-1][0] == scene.host.now_ns()
    scene.vm.close()
    await scene.paper.tasks.aclose()


async def test_what_is_shown_is_renewed_once_a_second() -> None:
    scene = Scene()
    renewed: list[None] = []
    scene.vm.changed.connect(renewed.append)
    for _ in range(3):
        scene.vm.flush()
    assert (len(renewed), scene.opened) == (1, ["opened"])
    await scene.pass_s(1)
    scene.vm.flush()
    assert len(renewed) == 2
    scene.vm.close()
