"""Background tasks of a test, none of which may fail."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from traderterminal.kit.tasks import TaskScope


@asynccontextmanager
async def watched_tasks() -> AsyncIterator[TaskScope]:
    """Give room to tasks, and hold at the end that none of them failed."""
    failures: list[Exception] = []
    tasks = TaskScope(lambda name, error: failures.append(error))
    yield tasks
    await tasks.aclose()
    assert failures == []
