"""What a click sets going: it may fail, and then somebody is told."""

from collections.abc import Awaitable, Callable, Coroutine

from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.messages import Message
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui import texts


async def attempt(work: Awaitable[object], say: Callable[[Message], object]) -> None:
    """Do `work`; where it is refused or cannot be done, `say` is given the reason."""
    try:
        await work
    except TraderTerminalError as error:
        say(error.message)


class OneAtATime:
    """Sets one thing going at a time: `busy` says what, `problem` why the last one failed.

    `changed` tells of either.
    """

    def __init__(self, tasks: TaskScope) -> None:
        self._tasks = tasks
        self.busy = ""
        self.problem = ""
        self.changed: Observers[None] = Observers()

    def _do(self, work: Coroutine[object, object, object], words: str) -> None:
        """Begin `work`, unless something is going on."""
        if self.busy:
            work.close()
            return
        self.busy, self.problem = words, ""
        self.changed.emit(None)
        self._tasks.spawn(self._attempt(work), name=words)

    async def _attempt(self, work: Coroutine[object, object, object]) -> None:
        try:
            await attempt(work, self._fail)
        finally:
            self.busy = ""
            self._look()

    def _fail(self, reason: Message) -> None:
        self.problem = texts.text(reason)

    def _look(self) -> None:
        """See what has become of it."""
        self.changed.emit(None)
