"""The user's indicators for the rest of the program: which there are, and which failed.

All files run in one child. One that raises is disabled; one that keeps the child from answering in
time, or ends it, is disabled and the child started again without it. What else ran there begins
anew: `generation` rises, and studies of before are no more.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from traderterminal.app.user_indicators.frames import Frame, heard
from traderterminal.app.user_indicators.process import ChildProcess, NoAnswer
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.indicators.arithmetic import Floats
from traderterminal.market.indicators.indicator import About, Setting

#: How long a tick, and a run over a history, may take.
TICK_SECONDS: Final = 0.2
HISTORY_SECONDS: Final = 5.0
#: A child starts and imports what it needs within this, and a file its own.
LOAD_SECONDS: Final = 10.0


@frozen
class Failure:
    """Why a file is disabled, for people, and where in it that was."""

    file: str
    message: Message
    traceback: str


class UserIndicatorFailed(Exception):
    """The file of an indicator is disabled; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure.message))
        self.failure = failure


class StudyGone(Exception):
    """The child was started anew since the study was opened: it must be opened again."""


@frozen
class OpenStudy:
    """An indicator of a file at its settings, in the child; `shifts` are those of its outputs."""

    number: int
    file: str
    generation: int
    shifts: tuple[int, ...]


class UserIndicatorHost:
    """Runs the Python files of a folder whose names are Python names and begin with no underscore.

    `changed` tells when there are other indicators or failures than before.
    """

    def __init__(self, folder: Path, clock: Clock, tasks: TaskScope) -> None:
        self.changed: Observers[None] = Observers()
        self.generation = 0
        self._folder = folder
        self._clock = clock
        self._tasks = tasks
        self._turn = asyncio.Lock()
        self._child: ChildProcess | None = None
        self._stale = False  # its child is to be started anew
        self._kinds: dict[str, About] = {}
        self._failures: dict[str, Failure] = {}
        self._opened = 0

    @property
    def kinds(self) -> Mapping[str, About]:
        """What can be opened, by a name that is made of the file's and its own."""
        return self._kinds

    @property
    def failures(self) -> Mapping[str, Failure]:
        """The disabled files, by name."""
        return self._failures

    async def start(self) -> None:
        """Load all files, those that failed before as well: they may have been mended.

        Raises OSError where no process can be started.
        """
        async with self._turn:
            self._failures.clear()
            await self._begin_anew()
        self.changed.emit(None)

    async def aclose(self) -> None:
        """End the child."""
        async with self._turn:
            await self._end()

    async def open(self, kind: str, settings: Mapping[str, Setting]) -> OpenStudy:
        """Open an indicator.

        Raises UserIndicatorFailed, also for one that is not there any more, and ValueError for
        settings that it does not allow.
        """
        file = file_of(kind)
        async with self._turn:
            await self._make_usable(file)
            if kind not in self._kinds:
                missing = Message("user_indicator", {"file": file, "kind": kind}, "missing")
                raise UserIndicatorFailed(Failure(file, missing, ""))
            self._opened += 1
            number, generation = self._opened, self.generation
            checked = self._kinds[kind].checked(settings)
            head = {"do": "open", "kind": kind, "settings": checked, "study": number}
            answer = await self._ask(file, Frame(head), HISTORY_SECONDS)
            return OpenStudy(number, file, generation, tuple(answer.head["shifts"]))

    async def run(
        self,
        study: OpenStudy,
        table: Floats,
        *,
        forming: bool,
        seconds: float,
        spent: float = 0.0,
    ) -> Floats:
        """Close bars, of which the last may still form, and return a row of values an output.

        It may take `seconds`, of which some were spent on the same before.
        Raises UserIndicatorFailed, and StudyGone where the child is not the same any more.
        """
        async with self._turn:
            await self._make_usable(study.file)
            if study.generation != self.generation:
                raise StudyGone
            head = {"do": "run", "study": study.number, "forming": forming}
            answer = await self._ask(study.file, Frame(head, table), seconds, spent)
            return answer.table

    async def close(self, study: OpenStudy) -> None:
        """Forget a study; one that is gone needs no closing."""
        async with self._turn:
            usable = self._child is not None and self._child.usable
            if usable and study.generation == self.generation:
                head = {"do": "close", "study": study.number}
                await self._ask(study.file, Frame(head), HISTORY_SECONDS)

    async def _ask(self, file: str, frame: Frame, seconds: float, spent: float = 0.0) -> Frame:
        """Ask the child on behalf of a file, which pays for what goes wrong."""
        if self._child is None:  # all of it has ended
            raise StudyGone
        try:
            answer = await self._child.ask(frame, max(0.0, seconds - spent))
        except NoAnswer as silence:
            self._disable(_silent(file, silence, seconds))
            await self._begin_anew()
        else:
            if "traceback" not in answer.head:
                return answer
            self._disable(_raised(file, str(answer.head["traceback"])))
        self.changed.emit(None)
        raise UserIndicatorFailed(self._failures[file])

    async def _make_usable(self, file: str) -> None:
        """Start a child in place of one that ended or was given up without anybody to blame."""
        if self._stale or (self._child is not None and not self._child.usable):
            await self._begin_anew()
        if file in self._failures:
            raise UserIndicatorFailed(self._failures[file])

    async def _begin_anew(self) -> None:
        """Start a child with all files that have not failed; one that fails now is left out."""
        self._stale = True  # until all of it is done: this may be cancelled
        await self._end()
        names = [p for p in self._folder.glob("*.py") if p.stem.isidentifier()]
        paths = sorted(path for path in names if not path.name.startswith("_"))
        while usable := [path for path in paths if path.name not in self._failures]:
            child = await ChildProcess.launch(self._clock, self._tasks)
            try:
                kinds = await self._load(child, usable)
            except BaseException:
                await child.kill()
                raise
            if kinds is not None:
                self._child, self._kinds = child, kinds
                break
        self._stale = False

    async def _load(self, child: ChildProcess, paths: list[Path]) -> dict[str, About] | None:
        """Return the indicators of files; None where the child did not survive one."""
        kinds: dict[str, About] = {}
        for path in paths:
            frame = Frame({"do": "load", "path": str(path)})
            try:
                answer = await child.ask(frame, LOAD_SECONDS)
            except NoAnswer as silence:
                self._disable(_silent(path.name, silence, LOAD_SECONDS))
                return None
            if "traceback" in answer.head:
                self._disable(_raised(path.name, str(answer.head["traceback"])))
            else:
                kinds |= {name: heard(said) for name, said in answer.head["kinds"].items()}
        return kinds

    async def _end(self) -> None:
        self.generation += 1
        self._kinds = {}
        child, self._child = self._child, None
        if child is not None:
            await child.kill()

    def _disable(self, failure: Failure) -> None:
        self._failures[failure.file] = failure
        self._kinds = {k: about for k, about in self._kinds.items() if file_of(k) != failure.file}


def file_of(kind: str) -> str:
    """Return the name of the file that a kind is from: its own name follows a dot."""
    return f"{kind.partition('.')[0]}.py"


def _silent(file: str, silence: NoAnswer, seconds: float) -> Failure:
    if silence.ended:
        return Failure(file, Message("user_indicator", {"file": file}, "ended"), silence.printed)
    parameters = {"file": file, "seconds": f"{seconds:g}"}
    return Failure(file, Message("user_indicator", parameters, "slow"), silence.printed)


def _raised(file: str, traceback: str) -> Failure:
    return Failure(file, Message("user_indicator", {"file": file}), traceback)
