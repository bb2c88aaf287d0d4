"""An attempt that fails is told of; a fault of the program is not hidden by that."""

import asyncio

import pytest

from traderterminal.domain.errors import LedgerDown, OrderRefused, TraderTerminalError
from traderterminal.domain.messages import Message
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.ui.viewmodels.attempts import OneAtATime, attempt

REFUSED = OrderRefused(Message("halted", {"account": "paper"}))


async def work(error: Exception | None) -> str:
    if error is not None:
        raise error
    return "done"


@pytest.mark.parametrize("error", [REFUSED, LedgerDown("the disk is full"), None], ids=str)
async def test_what_fails_is_told_in_its_own_words(error: TraderTerminalError | None) -> None:
    told: list[Message] = []
    await attempt(work(error), told.append)
    assert told == ([] if error is None else [error.message])


async def test_a_fault_of_the_program_goes_on_to_where_faults_are_reported() -> None:
    told: list[Message] = []
    with pytest.raises(ZeroDivisionError):
        await attempt(work(ZeroDivisionError()), told.append)
    assert told == []


async def ended(tasks: TaskScope) -> None:
    while tasks.running:
        await give_way()


class Door(OneAtATime):
    """Something that a click opens, which takes as long as `waits` is not set."""

    def __init__(self, tasks: TaskScope) -> None:
        super().__init__(tasks)
        self.waits = asyncio.Event()
        self.opened = 0

    def open(self, error: Exception | None = None) -> None:
        self._do(self._open(error), "Opening")

    async def _open(self, error: Exception | None) -> None:
        await self.waits.wait()
        self.opened += 1
        await work(error)


async def test_while_something_is_going_on_nothing_else_is_begun() -> None:
    tasks = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error}"))
    door = Door(tasks)
    told: list[tuple[str, str]] = []
    door.changed.connect(lambda _: told.append((door.busy, door.problem)))
    door.open(REFUSED)
    door.open()
    door.waits.set()
    await ended(tasks)
    assert door.opened == 1
    door.open()
    await ended(tasks)
    said = str(REFUSED.message)
    assert told == [("Opening", ""), ("", said), ("Opening", ""), ("", "")]
