"""Background tasks that cannot be lost and cannot fail in silence."""

import asyncio
from collections.abc import Callable, Coroutine


class TaskScope:
    """The only place that makes tasks: it holds them, names them and reports their failures."""

    def __init__(self, on_error: Callable[[str, Exception], None]) -> None:
        self._on_error = on_error
        self._tasks: dict[asyncio.Task[None], None] = {}  # in the order in which they began

    def spawn(self, coroutine: Coroutine[object, object, None], *, name: str) -> asyncio.Task[None]:
        """Run `coroutine` in the background; a failure goes to `on_error` with its name."""
        loop = asyncio.get_running_loop()
        task = loop.create_task(self._guard(coroutine, name), name=name)
        self._tasks[task] = None
        task.add_done_callback(lambda ended: self._tasks.pop(ended, None))
        # One that was cancelled before its first step has left its work unopened.
        task.add_done_callback(lambda _: coroutine.close())
        return task

    @property
    def running(self) -> int:
        """How many tasks have not ended yet."""
        return len(self._tasks)

    async def aclose(self) -> None:
        """Cancel what still runs, oldest first, and wait until all of it has ended."""
        while self._tasks:
            tasks = tuple(self._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _guard(self, coroutine: Coroutine[object, object, None], name: str) -> None:
        try:
            await coroutine
        except Exception as error:  # noqa: BLE001 - the one place that reports every failed task
            self._on_error(name, error)


async def give_way() -> None:
    """Let everything else that is ready run first: for long work on the loop."""
    await asyncio.sleep(0)  # noqa: TID251 - not a wait but a turn for the others
