"""Alerts tried on this machine: posted to the program's own listener, in a dry run or on paper."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Protocol

from traderterminal.domain.accounts import Mode
from traderterminal.domain.messages import Message
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui import texts
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.attempts import attempt


class Listener(Protocol):
    """The program's own listener, to which a message is posted as from outside."""

    async def dry_run(self, message: str) -> Message:
        """Post a message that does nothing; return what came back, in words."""
        ...

    async def try_on_paper(self, message: str, account: str) -> str:
        """Post a message that trades on a paper account; return the alert's id."""
        ...


class AlertTrials:
    """Posts messages and says what came of it; `opened` is told of an alert that was tried.

    `about` is what the words of `said` are about, as whoever asked named it.
    """

    def __init__(
        self,
        *,
        listener: Listener,
        accounts: Sequence[AccountEntry],
        tasks: TaskScope,
        opened: Callable[[str], object],
    ) -> None:
        self._listener = listener
        self._tasks = tasks
        self._opened = opened
        self.paper = tuple(one for one in accounts if one.mode != Mode.LIVE)
        self.account = self.paper[0].account if self.paper else ""
        self.about = ""
        self.said: tuple[str, str] = ("", "t2")
        self.changed: Observers[None] = Observers()

    def choose(self, account: str) -> None:
        """Let trials trade on another paper account."""
        self.account = account
        self.changed.emit(None)

    def said_about(self, about: str) -> tuple[str, str]:
        """Return what came of the last trial, with its colour token, where it was about that."""
        return self.said if about == self.about else ("", "t2")

    def forget(self, about: str) -> None:
        """Say no more of what has changed since."""
        if about == self.about:
            self.said = ("", "t2")

    def dry_run(self, message: str, about: str) -> None:
        """Post a message; nothing trades."""
        self._spawn(self._dry_run(message), about, "dry run of an alert")

    def try_on_paper(self, message: str, about: str) -> None:
        """Post a message; it trades on the paper account that is chosen."""
        self._spawn(self._try_on_paper(message), about, "alert on paper")

    async def _dry_run(self, message: str) -> None:
        self._say(texts.text(await self._listener.dry_run(message)), "t1")

    async def _try_on_paper(self, message: str) -> None:
        alert_id = await self._listener.try_on_paper(message, self.account)
        self._say(
            translate("Alerts", "Tried on {account} as alert {alert_id}.").format(
                account=self.account, alert_id=alert_id[-8:]
            ),
            "t1",
        )
        self._opened(alert_id)

    def _spawn(self, work: Coroutine[object, object, None], about: str, name: str) -> None:
        self.about = about
        self._say(translate("Alerts", "Posting it to the listener of this program …"), "t2")
        self._tasks.spawn(attempt(work, self._fail), name=name)

    def _fail(self, why: Message) -> None:
        self._say(texts.text(why), "error")

    def _say(self, words: str, token: str) -> None:
        self.said = (words, token)
        self.changed.emit(None)
