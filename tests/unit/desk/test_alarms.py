"""Alarms stand until they are over or seen."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.support.paper_desk import wish
from tests.support.venue import Script, VenueDesk, venue_desk
from traderterminal.desk import alarms
from traderterminal.desk.alarms import Alarm, AlarmBook
from traderterminal.desk.ports import LoggedIn, LoggedOut
from traderterminal.domain.accounts import Mode
from traderterminal.domain.exits import ExitLevel, Exits
from traderterminal.domain.messages import Message
from traderterminal.kit.observe import Observers


class Told:
    """A book and what the test tells it."""

    def __init__(self) -> None:
        self.told: Observers[Alarm] = Observers()
        self.over: set[str] = set()
        self.book = AlarmBook(self.told, lambda alarm: alarm.message.code in self.over)

    def tell(self, code: str, parameters: Mapping[str, str] | None = None) -> Alarm:
        alarm = Alarm("paper", "ESH2024", Message(code, parameters or {}))
        self.told.emit(alarm)
        return alarm

    def codes(self) -> list[str]:
        return [alarm.message.code for alarm in self.book]


def test_an_alarm_stands_until_it_has_been_seen() -> None:
    made = Told()
    first = made.tell("overfilled")
    made.tell("fill_changed")
    made.book.see(first)
    made.book.see(first)
    assert made.codes() == ["fill_changed"]


def test_what_is_over_does_not_come_back() -> None:
    made = Told()
    made.tell("unprotected")
    made.over.add("unprotected")
    assert made.codes() == []
    made.over.clear()
    assert made.codes() == []


def test_of_alarms_about_the_same_thing_the_latest_stands() -> None:
    made = Told()
    made.tell("exit_refused", {"link": "SL", "reason": "first"})
    made.tell("exit_refused", {"link": "T1"})
    made.tell("exit_refused", {"link": "SL", "reason": "second"})
    assert [a.message.parameters.get("reason") for a in made.book] == [None, "second"]
    made.tell("fill_conflict", {"fill": "E1"})
    made.tell("fill_conflict", {"fill": "E2"})
    assert made.codes().count("fill_conflict") == 2


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alarms, "KEPT", 2)
    made = Told()
    for number in range(3):
        made.tell("fill_conflict", {"fill": f"E{number}"})
    assert [a.message.parameters["fill"] for a in made.book] == ["E1", "E2"]


# What is over on a desk.


def standing(made: VenueDesk) -> list[str]:
    return [alarm.message.code for alarm in made.desk.alarms]


async def test_drift_ends_with_the_difference_and_tells_of_another_one() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    lost = made.venue.fills.pop()
    for _ in range(2):
        await made.reconciler.reconcile("paper")
        await made.pass_time(6)
    assert [str(a.message) for a in made.desk.alarms] == [
        "paper holds 0 ESH2024 at its broker, the ledger has 2. Automation on it is paused until"
        " the two agree."
    ]
    await made.desk.place(wish("buy", 1))
    for _ in range(2):
        await made.reconciler.reconcile("paper")
        await made.pass_time(6)
    (drift,) = made.desk.alarms
    assert drift.message.parameters["measured"] == "1"
    assert drift.message.parameters["limit"] == "3"
    made.venue.fills.append(lost)
    await made.reconciler.reconcile("paper")
    assert standing(made) == []
    await made.close()


async def test_a_refused_leg_stands_until_the_position_is_closed() -> None:
    made = await venue_desk(Script())
    made.broker.script.submits.extend(["", "F8", "F8"])
    stop = Exits(stop=ExitLevel(Decimal(8), "ticks"))
    await made.desk.place(wish("buy", 2, exits=stop))
    await made.pass_time(60)
    assert set(standing(made)) == {"exit_refused", "unprotected"}
    await made.desk.flatten("paper")
    await made.pass_time(10)
    assert made.held() == 0
    assert standing(made) == []
    await made.close()


async def test_a_lost_session_stands_until_its_account_is_known_again() -> None:
    made = await venue_desk()
    made.broker._hear(LoggedOut("paper"))
    assert standing(made) == ["session_lost"]
    made.broker._hear(LoggedIn("paper", Mode.SIMULATOR))
    await made.pass_time(0)
    assert standing(made) == []
    await made.close()


async def test_a_stopped_strategy_stands_until_it_may_go_on() -> None:
    made = await venue_desk()
    made.desk.repetition.stopped["orb"] = 7
    made.desk._tell_of_stopped("paper", "orb", 7)
    assert standing(made) == ["strategy_stopped"]
    assert await made.desk.repetition.release("orb")
    assert standing(made) == []
    await made.close()


@pytest.mark.parametrize("code", ["close_waits", "close_beside_unknown"])
async def test_a_close_beside_an_unknown_exit_stands_until_that_is_known(code: str) -> None:
    made = await venue_desk(Script())
    await made.desk.place(wish("buy", 2))
    made.broker.script.submits.append("F5")
    await made.desk.place(wish("sell", 1))
    made.reconciler.alarms.emit(Alarm("paper", "ESH2024", Message(code)))
    assert standing(made) == [code]
    await made.pass_time(30)
    assert standing(made) == []
    await made.close()
