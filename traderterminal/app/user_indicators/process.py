"""The child process as the program sees it: asked one thing at a time, and given up in time."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import Final, Self

from traderterminal.app.user_indicators.frames import PREFIX, Frame, lengths, unpacked
from traderterminal.kit.clock import Clock, within
from traderterminal.kit.tasks import TaskScope

#: Of what the child printed so much is kept: its end, where the traceback is.
_KEPT: Final = 8_000
#: How long a child that was killed may take to be gone, with all that holds its output.
_GRACE_SECONDS: Final = 2.0
_CHILD: Final = "traderterminal.app.user_indicators.child"


class NoAnswer(Exception):
    """The child did not answer: it was too slow, or it ended. It was killed."""

    def __init__(self, *, ended: bool, printed: str) -> None:
        super().__init__("the child ended" if ended else "the child was too slow")
        self.ended = ended
        self.printed = printed


class ChildProcess:
    """A running child. Made by `launch`, over with `kill`."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        streams: tuple[asyncio.StreamWriter, asyncio.StreamReader, asyncio.StreamReader],
        clock: Clock,
        tasks: TaskScope,
    ) -> None:
        self._process = process
        self._questions, self._answers, self._prints = streams
        self._clock = clock
        self._printed = bytearray()
        self._answer = Frame({})
        self._owes = False
        self._listening = tasks.spawn(self._listen(), name="what user indicators print")

    @classmethod
    async def launch(cls, clock: Clock, tasks: TaskScope) -> Self:
        """Start a child; raises OSError where none can be started."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", _CHILD, stdin=pipe, stdout=pipe, stderr=pipe
        )
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise OSError("a process was started without pipes")
        streams = (process.stdin, process.stdout, process.stderr)
        return cls(process, streams, clock, tasks)

    @property
    def usable(self) -> bool:
        """Whether it can be asked: it runs, and owes no answer to a question that was given up."""
        return not self._owes and self._process.returncode is None

    async def ask(self, frame: Frame, seconds: float) -> Frame:
        """Return the answer to a frame; raises NoAnswer where none came in time."""
        self._printed.clear()
        asked = Frame({**frame.head, "seconds": seconds}, frame.table)
        try:
            in_time = await within(self._clock, seconds, self._exchange(asked))
        except (OSError, EOFError, ValueError):
            # It is gone, or what it says is no answer.
            await self.kill()
            raise NoAnswer(ended=True, printed=self._words()) from None
        if not in_time:
            await self.kill()
            raise NoAnswer(ended=False, printed=self._words())
        return self._answer

    async def kill(self) -> None:
        """End the child, whatever it does, and wait until it is gone."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                if sys.platform == "win32":
                    self._process.kill()
                else:
                    # The process object would look first whether it has ended, and take the news
                    # of that away from the loop.
                    os.kill(self._process.pid, signal.SIGKILL)
        try:
            await within(self._clock, _GRACE_SECONDS, self._gone())
        except asyncio.CancelledError:
            # Nobody else waits for it: it would be left half closed.
            await within(self._clock, _GRACE_SECONDS, self._gone())
            raise

    async def _gone(self) -> None:
        # Not waited for: whoever gives up waiting for a pipe to be closed makes its closing fail.
        self._questions.close()
        await self._answers.read()
        await self._process.wait()
        await asyncio.wait((self._listening,))

    async def _exchange(self, frame: Frame) -> None:
        self._owes = True
        self._questions.write(frame.packed())
        await self._questions.drain()
        head, body = lengths(await self._answers.readexactly(PREFIX))
        self._answer = unpacked(
            await self._answers.readexactly(head), await self._answers.readexactly(body)
        )
        self._owes = False

    async def _listen(self) -> None:
        while printed := await self._prints.read(_KEPT):
            self._printed += printed
            del self._printed[:-_KEPT]

    def _words(self) -> str:
        return self._printed.decode(errors="replace").strip()
