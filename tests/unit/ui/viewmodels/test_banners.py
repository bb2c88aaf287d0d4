"""Banners: what holds trading up, worst first, at most two."""

from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import order
from tests.support.paper_desk import PaperDesk, paper_desk, wish
from tests.support.venue import Script, venue_desk
from traderterminal.desk.alarms import Alarm
from traderterminal.desk.desk import OrderChanged
from traderterminal.desk.ports import UnreadableNews
from traderterminal.desk.protection import Gap
from traderterminal.desk.reconcile import Drift
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderStatus
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.ui.viewmodels.banners import BannersViewModel, OfflineLogin
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel
from traderterminal.ui.viewmodels.rule_room import RuleRoom

NOON = datetime(2024, 1, 11, 12, 0, 1, tzinfo=UTC)


@dataclass
class Bench:
    """Banners with every fact in the test's hands."""

    paper: PaperDesk = field(default_factory=paper_desk)
    down: Message | None = None
    health: FeedHealth = field(default_factory=lambda: FeedHealth(FeedState.RUNNING, 0.1, 2.0))
    told: int = 0
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        desk, tasks = self.paper.desk, self.paper.tasks
        self.offline: list[OfflineLogin] = []
        self.breached: list[RuleRoom] = []
        self.vm = BannersViewModel(
            desk=desk,
            reconciler=self.paper.reconciler,
            kill_switch=KillSwitchViewModel(desk, tasks, lambda at_ns: NOON, lambda message: None),
            ledger_down=lambda: self.down,
            watched=lambda: ["ESH2024"],
            health=lambda symbol: self.health,
            folder="/data",
            placed_at=lambda order: NOON,
            name_of=str.capitalize,
            offline=lambda: self.offline,
            breached=lambda: self.breached,
            release=lambda: self.asked.append("release"),
            open_pane=self.asked.append,
        )
        self.vm.changed.connect(self._count)

    def _count(self, _: None) -> None:
        self.told += 1

    def lose(self, order_id: str = "TT1") -> None:
        lost = replace(order(), order_id=order_id, status=OrderStatus.UNKNOWN)
        self.paper.tracker.orders[order_id] = lost
        self.paper.desk.changed.emit(OrderChanged(lost))

    def titles(self) -> list[str]:
        self.vm.flush()
        return [banner.title for banner in self.vm.shown]

    def alarm(self, code: str, **parameters: str) -> None:
        told = {"account": "paper", "symbol": "ESH2024", **parameters}
        self.paper.reconciler.alarms.emit(Alarm("paper", "ESH2024", Message(code, told)))

    def press(self, words: str) -> None:
        (action,) = [a for banner in self.vm.shown for a in banner.actions if a.words == words]
        action.act()


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    await made.paper.open()
    yield made
    made.vm.close()
    await made.paper.tasks.aclose()


async def test_there_is_none_while_all_is_well(bench: Bench) -> None:
    assert bench.titles() == []
    assert bench.told == 0


async def test_a_ledger_that_cannot_be_written_is_told_with_what_to_do(bench: Bench) -> None:
    bench.down = Message("ledger_down", {"cause": "the disk is full"})
    assert bench.titles() == ["The ledger cannot be written: the disk is full."]
    assert "/data" in bench.vm.shown[0].text
    assert bench.titles()
    assert bench.told == 1
    bench.down = None
    assert bench.titles() == []
    assert bench.told == 2


@pytest.mark.parametrize(
    ("variant", "says"),
    [
        (
            "kept",
            "(2) is kept in memory and in /data/emergency.jsonl. New entries wait, exits work.",
        ),
        (
            "in_memory",
            "(2) is kept in memory alone: do not end the program. /data/emergency.jsonl cannot be"
            " written either. No order is sent, exits included, and what protects a position"
            " stays. Close at the broker.",
        ),
    ],
)
async def test_where_the_fills_are_that_could_not_be_written_is_told(
    bench: Bench, variant: str, says: str
) -> None:
    words = {"cause": "the disk is full", "count": "2", "file": "/data/emergency.jsonl"}
    bench.down = Message("ledger_down", words, variant)
    assert bench.titles() == ["The ledger cannot be written: the disk is full."]
    assert says in bench.vm.shown[0].text


@pytest.mark.parametrize(
    ("state", "silent_s", "says"),
    [
        (FeedState.RUNNING, 14.0, "The ESH2024 feed is silent. Last event 14 s ago."),
        (FeedState.ENDED, 0.0, "The recording of ESH2024 has ended."),
        (FeedState.GAP, 0.0, "The recording of ESH2024 has a gap here."),
        (FeedState.DOWN, 0.0, "The ESH2024 feed is down."),
    ],
)
async def test_a_market_that_is_silent_is_told(
    bench: Bench, state: FeedState, silent_s: float, says: str
) -> None:
    bench.health = FeedHealth(state, silent_s, 2.0)
    assert bench.titles() == [says]
    assert bench.vm.shown[0].text == "New entries wait, exits work."


async def test_unknown_outcomes_come_first_and_the_third_kind_is_counted(bench: Bench) -> None:
    bench.health = FeedHealth(FeedState.DOWN, 0.0, None)
    bench.down = Message("ledger_down", {"cause": "the disk is full"})
    bench.lose()
    assert bench.titles() == [
        "1 order of unknown outcome.",
        "The ledger cannot be written: the disk is full.",
    ]
    assert bench.vm.shown[0].dashed
    assert bench.vm.more == 1
    bench.lose("TT2")
    assert bench.titles()[0] == "2 orders of unknown outcome."


async def test_the_kill_switch_stands_before_all_and_a_halted_account_is_named(
    bench: Bench,
) -> None:
    await bench.paper.desk.kill_switch.engage()
    await bench.paper.desk.set_state("paper", TradingState.HALTED)
    assert bench.titles() == ["Kill switch is on.", "Paper is halted."]
    bench.down = Message("ledger_down", {"cause": "the disk is full"})
    assert bench.titles()[1] == "The ledger cannot be written: the disk is full."
    bench.down = None
    bench.vm.flush()
    assert bench.vm.shown[0].solid
    assert bench.vm.shown[0].text.startswith("Since 12:00:01. New entries are blocked")
    bench.press("Release…")
    bench.press("Show accounts")
    assert bench.asked == ["release", "Accounts"]
    await bench.paper.desk.kill_switch.release()
    await bench.paper.desk.set_state("paper", TradingState.ACTIVE)
    assert bench.titles() == []


async def test_an_order_of_unknown_outcome_says_when_it_is_looked_up_next() -> None:
    made = await venue_desk(Script(submits=deque(["F5"])))
    bench = Bench(made.paper)
    await made.desk.place(wish("buy", 2))
    await made.pass_time(0.25)
    assert bench.titles() == ["1 order of unknown outcome."]
    assert bench.vm.shown[0].text == (
        "Buy 2 ESH2024 on Paper, sent 12:00:01: no answer came. Next look-up in 1 s. New entries in"
        " ESH2024 wait; exits work."
    )
    bench.press("Show order")
    assert bench.asked == ["Orders"]
    answers = made.broker.script.answers
    answers.append("F29")
    bench.press("Look up now")
    await made.pass_time(0)
    assert not answers
    await made.pass_time(60)
    assert bench.titles() == []
    bench.vm.close()
    await made.close()


async def test_an_unknown_order_that_is_being_cancelled_is_unknown_still(bench: Bench) -> None:
    lost = replace(order(), status=OrderStatus.PENDING_CANCEL, below=OrderStatus.UNKNOWN)
    bench.paper.tracker.orders["TT1"] = lost
    bench.paper.desk.changed.emit(OrderChanged(lost))
    assert bench.titles() == ["1 order of unknown outcome."]


async def test_drift_names_both_quantities_and_goes_when_it_is_over(bench: Bench) -> None:
    drift = Drift("ESH2024", Decimal(2), Decimal(0), 0)
    bench.paper.reconciler.standing("paper").drift["ESH2024"] = drift
    bench.alarm("position_drift", measured="0", limit="2")
    assert bench.titles() == ["A position differs from the broker's."]
    (banner,) = bench.vm.shown
    assert banner.text == (
        "paper holds 0 ESH2024 at its broker, the ledger has 2. Automation on it is paused until"
        " the two agree."
    )
    assert [action.words for action in banner.actions] == ["Compare now", "Show position"]
    bench.paper.reconciler.standing("paper").drift.clear()
    assert bench.titles() == []


@pytest.mark.logs("could not be read")
async def test_a_message_that_cannot_be_read_is_counted_and_shown_until_it_has_been_seen(
    bench: Bench,
) -> None:
    for number in range(2):
        raw = f'{{"status":"Confused {number}"}}' + "." * 100
        bench.paper.reconciler.hear(UnreadableNews("paper", raw))
    assert bench.titles() == ["A message cannot be read."]
    text = bench.vm.shown[0].text
    assert "2 such messages so far" in text
    assert 'Confused 1"}' in text
    assert "." * 80 not in text
    bench.press("Seen")
    assert bench.titles() == []


async def test_the_gravest_alarm_comes_first_and_a_naked_position_cannot_be_put_away(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    gap = Gap("SL", Decimal(0), Decimal(2))
    monkeypatch.setattr(bench.paper.desk.brackets, "gaps", lambda account, symbol: (gap,))
    bench.alarm("fill_changed", fill="E1")
    bench.alarm("oco_overfill", measured="1")
    bench.alarm("unprotected", legs="SL 0 of 2")
    assert bench.titles() == ["A position is not protected.", "Stop and target both traded."]
    assert [banner.title for banner in bench.vm.waiting] == ["A fill was changed."]
    naked, overfill = bench.vm.shown
    assert "SL 0 of 2" in naked.text
    assert [action.words for action in naked.actions] == ["Show position"]
    assert [action.words for action in overfill.actions] == ["Show position", "Seen"]


async def test_a_fill_after_the_end_is_named_behind_what_is_graver(bench: Bench) -> None:
    bench.alarm("late_fill", measured="1")
    bench.alarm("oco_overfill", measured="1")
    assert bench.titles() == ["Stop and target both traded.", "An order that had ended traded."]


async def test_a_login_that_never_connected_says_why_and_when_it_is_tried_again(
    bench: Bench,
) -> None:
    bench.offline.append(OfflineLogin("apex: connection refused", 3_724.2, 2))
    bench.offline.append(OfflineLogin("Its secrets are sealed.", None, 0))
    bench.vm.flush()
    texts = [banner.text for banner in bench.vm.shown]
    assert texts == [
        "apex: connection refused. Next attempt in 1 h 2 m. Working there, out of reach: 2 orders.",
        "Its secrets are sealed.",
    ]
    bench.vm.shown[0].actions[0].act()
    assert bench.asked == ["Brokers"]
    bench.offline.clear()
    bench.vm.flush()
    assert bench.vm.shown == ()


async def test_a_limit_of_which_nothing_is_left_is_a_banner_below_unknown_orders(
    bench: Bench,
) -> None:
    bench.breached.append(RuleRoom("paper", "Daily loss", "DLL", 1.01, "$0.00", "$2,000.00"))
    bench.lose()
    bench.vm.flush()
    unknown, breach = bench.vm.shown
    assert unknown.glyph == "unknown"
    assert breach.title == "Daily loss limit reached on Paper."
    assert breach.text == "All of $2,000.00 is used. New entries wait there, exits work."
    (show,) = breach.actions
    show.act()
    assert bench.asked == ["Accounts"]
