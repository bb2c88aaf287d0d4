"""Alerts tried on this machine."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.alerts import turns
from tests.support.watched_tasks import watched_tasks
from traderterminal.desk.arming import ARMED_S, Arming, Level
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.alert_trials import AlertTrials, Outlook, TrialQuestion
from traderterminal.ui.viewmodels.order_preview import Fact


class FakeListener:
    """Answers as it is told, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[str, str]] = []
        self.error: Message | None = None

    async def dry_run(self, message: str) -> Message:
        await self._take(message, "")
        return Message("dry_run", {"accounts": "paper"})

    async def try_on_paper(self, message: str, account: str) -> str:
        await self._take(message, account)
        return "AL0123456789"

    async def _take(self, message: str, account: str) -> None:
        self.given.append((message, account))
        if self.error is not None:
            raise OrderRefused(self.error)


class Bench:
    def __init__(self, tasks: TaskScope) -> None:
        self.listener = FakeListener()
        self.opened: list[str] = []
        self.host = VirtualClock()
        self.arming = Arming(lambda _: False, lambda _: None, self.host)
        for account in ("paper", "other"):
            self.arming.arm(account)
        self.asked: list[TrialQuestion] = []
        self.trials = AlertTrials(
            listener=self.listener,
            accounts=[
                AccountEntry("real", "Real", "live"),
                AccountEntry("paper", "Paper", "simulator"),
                AccountEntry("other", "Other", "sandbox"),
            ],
            arming=self.arming,
            foresee=lambda message, account: Outlook(
                [Fact("Buy 1 ES", f"Is sent on {account}.")], only_closes=message == "close"
            ),
            tasks=tasks,
            opened=self.opened.append,
        )
        self.trials.asking.connect(self.asked.append)

    async def settled(self) -> tuple[str, str]:
        await turns()
        return self.trials.said


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    async with watched_tasks() as tasks:
        yield Bench(tasks)


async def test_a_dry_run_says_what_the_listener_answers(bench: Bench) -> None:
    bench.trials.dry_run("{}", "builder")
    assert bench.trials.said == ("Posting it to the listener of this program …", "t2")
    words, token = await bench.settled()
    assert words.startswith("The listener took it. Now it would trade on paper.")
    assert token == "t1"
    assert bench.listener.given == [("{}", "")]
    assert bench.opened == []


async def test_a_trial_trades_on_the_paper_account_that_is_chosen(bench: Bench) -> None:
    assert [one.account for one in bench.trials.paper] == ["paper", "other"]
    bench.trials.try_on_paper("{}", "A1")
    bench.trials.choose("other")  # for the next one
    await bench.settled()
    bench.trials.try_on_paper("{}", "A1")
    assert (await bench.settled())[0] == "Tried on other as alert 23456789."
    assert [account for _, account in bench.listener.given] == ["paper", "other"]
    assert bench.opened == ["AL0123456789"] * 2


async def test_what_was_said_is_said_of_what_was_asked(bench: Bench) -> None:
    bench.trials.dry_run("{}", "A1")
    await bench.settled()
    assert bench.trials.said_about("A2") == ("", "t2")
    bench.trials.forget("A2")
    assert bench.trials.said_about("A1")[0]
    bench.trials.forget("A1")
    assert bench.trials.said_about("A1") == ("", "t2")


@pytest.mark.parametrize("on_paper", [True, False])
async def test_a_listener_that_refuses_is_told_of(bench: Bench, on_paper: bool) -> None:
    bench.listener.error = Message("listener_silent", {"cause": "no answer"})
    (bench.trials.try_on_paper if on_paper else bench.trials.dry_run)("{}", "A1")
    assert await bench.settled() == (
        "The listener of this program does not answer: no answer",
        "error",
    )
    assert bench.opened == []


async def test_in_observe_no_alert_is_sent_by_hand(bench: Bench) -> None:
    bench.arming.lower("paper", Level.OBSERVE)
    bench.trials.try_on_paper("{}", "A1")
    words, token = await bench.settled()
    assert words.startswith("Nothing was sent. paper is set to Observe")
    assert token == "error"
    assert bench.trials.said_about("A1")[0] == words
    assert bench.asked == []
    assert bench.listener.given == []
    bench.trials.dry_run("{}", "A1")  # of which nothing trades
    await bench.settled()
    assert bench.listener.given == [("{}", "")]


@pytest.mark.parametrize("level", [Level.OBSERVE, Level.CONFIRM])
async def test_an_alert_that_only_closes_is_neither_refused_nor_asked_about(
    bench: Bench, level: Level
) -> None:
    bench.arming.lower("paper", level)
    bench.trials.try_on_paper("close", "A1")
    await bench.settled()
    assert bench.listener.given == [("close", "paper")]
    assert bench.asked == []
    assert bench.arming.level("paper") is level


async def test_in_confirm_an_alert_is_asked_about_before_it_is_sent(bench: Bench) -> None:
    bench.arming.lower("paper", Level.CONFIRM)
    bench.trials.try_on_paper("{}", "A1")
    await bench.settled()
    assert bench.listener.given == []
    (question,) = bench.asked
    assert question.sentence.endswith("Paper: trade this alert as if it came now")
    assert question.action == "Try on paper"
    assert question.facts == [Fact("Buy 1 ES", "Is sent on paper.")]
    bench.trials.choose("other")  # it is for the account that was asked about
    bench.trials.confirm(question)
    await bench.settled()
    assert bench.listener.given == [("{}", "paper")]


async def test_a_question_is_refused_where_its_account_observes_by_then(bench: Bench) -> None:
    bench.arming.lower("paper", Level.CONFIRM)
    bench.trials.try_on_paper("{}", "A1")
    bench.arming.lower("paper", Level.OBSERVE)
    bench.trials.confirm(bench.asked[0])
    assert (await bench.settled())[0].startswith("Nothing was sent.")
    assert bench.listener.given == []


async def test_an_alert_for_several_accounts_goes_as_far_as_the_least_of_them(
    bench: Bench,
) -> None:
    sent, refused = list[str](), list[Message]()
    question = TrialQuestion(
        "both", "Send", ("paper", "other"), lambda: sent.append("sent"), refused.append
    )
    bench.arming.lower("other", Level.CONFIRM)
    bench.trials.let_trade(question)
    assert (bench.asked, sent) == ([question], [])
    bench.arming.lower("other", Level.OBSERVE)
    bench.trials.let_trade(question)
    assert [why.code for why in refused] == ["observing"]
    assert sent == []
    bench.arming.arm("other")
    bench.trials.let_trade(question)
    assert sent == ["sent"]


async def test_a_trial_counts_as_an_order_by_hand_for_how_long_its_account_stays_armed(
    bench: Bench,
) -> None:
    bench.host.advance_to(int((ARMED_S - 1) * NANOSECONDS))
    bench.trials.try_on_paper("{}", "A1")
    await bench.settled()
    bench.host.advance_to(int((ARMED_S + 1) * NANOSECONDS))
    assert bench.arming.level("paper") is Level.ARMED
    assert bench.arming.level("other") is Level.CONFIRM
