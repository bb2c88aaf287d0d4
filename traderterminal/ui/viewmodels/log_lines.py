"""The latest lines of the log, by level and by what stands in them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

#: Levels from the least to the gravest, with the colour of each.
LEVELS: Final[Mapping[str, str]] = MappingProxyType(
    {"debug": "t3", "info": "t2", "warning": "warn", "error": "error", "critical": "error"}
)
#: What can be chosen: this level and graver ones.
CHOICES: Final = ("debug", "info", "warning", "error")


@frozen
class LogLine:
    """A line of the log. `at` is UTC in ISO form, `traceback` empty where there is none.

    `number` is where it stands in the file, in bytes.
    """

    number: int
    at: str
    level: str
    logger: str
    message: str
    traceback: str = ""

    @property
    def token(self) -> str:
        return LEVELS.get(self.level, "t1")

    def says(self, text: str) -> bool:
        """Say whether a text stands in it, in whatever case."""
        return text in f"{self.logger} {self.message} {self.traceback}".casefold()


class LogLinesViewModel:
    """The log as it is shown; `read` returns its latest lines, oldest first, None if none are new.

    It is read only when asked for, once at a time.
    """

    def __init__(
        self, read: Callable[[], Awaitable[Sequence[LogLine] | None]], tasks: TaskScope
    ) -> None:
        self._read = read
        self._tasks = tasks
        self._lines: Sequence[LogLine] = ()
        self._is_reading = False
        self.level = "info"
        self.text = ""
        self.rows: Sequence[LogLine] = ()
        self.changed: Observers[None] = Observers()

    def refresh(self) -> None:
        """Read what is new, in the background."""
        if not self._is_reading:
            self._is_reading = True
            self._tasks.spawn(self._take_in(), name="read the log")

    async def _take_in(self) -> None:
        try:
            found = await self._read()
        finally:
            self._is_reading = False
        if found is not None:
            self._lines = found
            self._choose()

    def choose_level(self, level: str) -> None:
        """Show lines of a level and graver ones."""
        self.level = level
        self._choose()

    def type_text(self, text: str) -> None:
        """Show lines in which a text stands."""
        self.text = text
        self._choose()

    def _choose(self) -> None:
        order = list(LEVELS)
        least, wanted = order.index(self.level), self.text.strip().casefold()
        rows = [
            line
            for line in self._lines
            if line.level not in LEVELS or order.index(line.level) >= least
        ]
        self.rows = [line for line in rows if line.says(wanted)][::-1]
        self.changed.emit(None)

    @property
    def total(self) -> int:
        """How many lines were read, shown or not."""
        return len(self._lines)
