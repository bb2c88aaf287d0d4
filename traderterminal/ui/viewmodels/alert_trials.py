"""Alerts tried on this machine: posted to the program's own listener, in a dry run or on paper.

An alert that comes from outside has switches of its own. One that a hand sends goes no further than
any other order by hand: see `desk.arming`. One that can only close needs no arming, as no way out
does.
"""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import field
from typing import Protocol

from traderterminal.desk.arming import Arming, Level
from traderterminal.domain.accounts import Mode
from traderterminal.domain.messages import Message
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui import texts
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.attempts import attempt
from traderterminal.ui.viewmodels.order_preview import Fact


class Listener(Protocol):
    """The program's own listener, to which a message is posted as from outside."""

    async def dry_run(self, message: str) -> Message:
        """Post a message that does nothing; return what came back, in words."""
        ...

    async def try_on_paper(self, message: str, account: str) -> str:
        """Post a message that trades on a paper account; return the alert's id."""
        ...


@frozen
class Outlook:
    """What a message would come to on an account; `only_closes` says that whatever happens before
    it is traded, it can but close what is held."""

    facts: Sequence[Fact]
    only_closes: bool = False


@frozen
class TrialQuestion:
    """An alert that is to trade on `accounts`: as a sentence, what it would come to, and what the
    button that sends it does. `refuse` says why it was not sent."""

    sentence: str
    action: str
    accounts: Sequence[str]
    send: Callable[[], object] = field(compare=False, repr=False)
    refuse: Callable[[Message], object] = field(compare=False, repr=False)
    facts: Sequence[Fact] = ()
    side: str = ""
    is_live: bool = False
    only_closes: bool = False


class AlertTrials:
    """Posts messages and says what came of it; `opened` is told of an alert that was tried.

    `about` is what the words of `said` are about, as whoever asked named it. `foresee` says what a
    message would do on an account; `asking` tells of an alert that is to be confirmed first.
    """

    def __init__(
        self,
        *,
        listener: Listener,
        accounts: Sequence[AccountEntry],
        arming: Arming,
        foresee: Callable[[str, str], Outlook],
        tasks: TaskScope,
        opened: Callable[[str], object],
    ) -> None:
        self._listener = listener
        self._arming = arming
        self._foresee = foresee
        self._tasks = tasks
        self._opened = opened
        self.paper = tuple(one for one in accounts if one.mode != Mode.LIVE)
        self.account = self.paper[0].account if self.paper else ""
        self.about = ""
        self.said: tuple[str, str] = ("", "t2")
        self.changed: Observers[None] = Observers()
        self.asking: Observers[TrialQuestion] = Observers()

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
        """Post a message, as far as a click goes; it trades on the paper account that is chosen."""
        account = self.account
        entry = next(one for one in self.paper if one.account == account)

        def refuse(why: Message) -> None:
            self.about = about
            self._fail(why)

        self.about = about
        self._say("", "t2")
        outlook = self._foresee(message, account)
        self.let_trade(
            TrialQuestion(
                translate("Alerts", "{badge} {name}: trade this alert as if it came now").format(
                    badge=entry.badge, name=entry.name
                ),
                translate("Alerts", "Try on paper"),
                (account,),
                lambda: self._spawn(self._try_on_paper(message, account), about, "alert on paper"),
                refuse,
                outlook.facts,
                only_closes=outlook.only_closes,
            )
        )

    def let_trade(self, question: TrialQuestion) -> None:
        """Send an alert, as far as a click goes on all of its accounts; one that only closes at
        once."""
        if question.only_closes:
            question.send()
        elif (observes := self._observes(question)) is not None:
            question.refuse(observes)
        elif all(self._arming.level(one) is Level.ARMED for one in question.accounts):
            self._send(question)
        else:
            self.asking.emit(question)

    def confirm(self, question: TrialQuestion) -> None:
        """Send an alert that was asked about; an account may observe by now."""
        if (observes := self._observes(question)) is not None:
            question.refuse(observes)
        else:
            self._send(question)

    def _send(self, question: TrialQuestion) -> None:
        for account in question.accounts:
            self._arming.touch(account)
        question.send()

    def _observes(self, question: TrialQuestion) -> Message | None:
        found = (self._arming.observes(account) for account in question.accounts)
        return next((why for why in found if why is not None), None)

    async def _dry_run(self, message: str) -> None:
        self._say(texts.text(await self._listener.dry_run(message)), "t1")

    async def _try_on_paper(self, message: str, account: str) -> None:
        alert_id = await self._listener.try_on_paper(message, account)
        self._say(
            translate("Alerts", "Tried on {account} as alert {alert_id}.").format(
                account=account, alert_id=alert_id[-8:]
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
