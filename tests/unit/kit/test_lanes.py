"""Turns: in order, exits first, and never lost."""

import asyncio

from tests.support.alerts import turns
from traderterminal.kit.lanes import Lanes


class Scene:
    """Visitors of one lane, who hold it until told to go on."""

    def __init__(self) -> None:
        self.lanes = Lanes()
        self.order: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def visit(self, name: str, *, is_exit: bool = False, key: str = "ES") -> None:
        self.gates[name] = asyncio.Event()

        async def hold() -> None:
            async with self.lanes.turn(key, is_exit=is_exit):
                self.order.append(name)
                await self.gates[name].wait()

        self.tasks[name] = asyncio.get_running_loop().create_task(hold())
        await turns()

    async def leave(self, *names: str) -> None:
        for name in names:
            self.gates[name].set()
            await turns()


async def test_one_at_a_time_in_order_of_arrival() -> None:
    scene = Scene()
    for name in ("a", "b", "c"):
        await scene.visit(name)
    assert scene.order == ["a"]
    await scene.leave("a", "b", "c")
    assert scene.order == ["a", "b", "c"]


async def test_an_exit_goes_before_the_entries_that_wait() -> None:
    scene = Scene()
    await scene.visit("first")
    await scene.visit("entry")
    await scene.visit("exit", is_exit=True)
    await scene.leave("first", "exit", "entry")
    assert scene.order == ["first", "exit", "entry"]


async def test_lanes_do_not_wait_for_each_other() -> None:
    scene = Scene()
    await scene.visit("es")
    await scene.visit("nq", key="NQ")
    assert scene.order == ["es", "nq"]
    await scene.leave("es", "nq")


async def test_one_who_gives_up_waiting_is_passed_over() -> None:
    scene = Scene()
    for name in ("a", "b", "c"):
        await scene.visit(name)
    scene.tasks["b"].cancel()
    await turns()
    await scene.leave("a", "c")
    assert scene.order == ["a", "c"]


async def test_a_turn_that_comes_together_with_the_cancel_is_passed_on() -> None:
    scene = Scene()
    for name in ("a", "b", "c"):
        await scene.visit(name)
    scene.gates["a"].set()
    await asyncio.sleep(0)  # noqa: TID251 - a leaves and b's turn is set, but b has not run yet
    scene.tasks["b"].cancel()
    await turns()
    await scene.leave("c")
    assert scene.order[-1] == "c"


async def test_a_lane_that_failed_is_free_again() -> None:
    lanes = Lanes()
    try:
        async with lanes.turn("ES", is_exit=False):
            raise ValueError("inside")
    except ValueError:
        pass
    async with lanes.turn("ES", is_exit=False):
        pass
