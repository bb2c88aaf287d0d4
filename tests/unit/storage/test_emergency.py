"""What happened while the ledger was down is found again, line by line, and nothing else is."""

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import fill, order
from traderterminal.desk.ports import Fact, FillFact, NoteFact, OrderFact
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Accepted, Canceled, Filled, Sending
from traderterminal.domain.positions import Position
from traderterminal.storage.emergency import BLANK, ROOM, EmergencyFile, KeptEvent
from traderterminal.storage.events import GENESIS, encode

ENDED = order(Sending(), Canceled(Message("canceled_by_trader")))
FACTS: list[Fact] = [
    OrderFact("Canceled", replace(ENDED, order_id=f"TT{n}", strategy="orb ü💥\n")) for n in range(4)
]


@pytest.fixture
def file(tmp_path: Path) -> EmergencyFile:
    made = EmergencyFile(tmp_path / "emergency.jsonl")
    made.reserve()
    return made


def kept(facts: list[Fact], after: int = 7, last: bytes = GENESIS) -> list[KeptEvent]:
    return [KeptEvent(after, last.hex(), *encode(fact)) for fact in facts]


def left_in(file: EmergencyFile) -> tuple[list[KeptEvent], int]:
    """What the next run finds."""
    return EmergencyFile(file.path).read()


def test_each_fact_is_written_once_however_often_the_ledger_is_tried(file: EmergencyFile) -> None:
    for count in (1, 1, 3, 3, 4):
        file.keep(FACTS[:count], 7, GENESIS)
        assert file.waiting == count
    assert left_in(file) == (kept(FACTS), 0)
    assert file.trouble == ""


def test_the_room_is_taken_beforehand_and_the_file_is_for_its_owner_alone(
    file: EmergencyFile,
) -> None:
    assert file.path.read_bytes() == BLANK * ROOM
    file.keep(FACTS, 7, GENESIS)
    assert file.path.stat().st_size == ROOM
    if os.name == "posix":
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_what_is_booked_is_blanked_and_the_next_outage_starts_anew(file: EmergencyFile) -> None:
    file.keep(FACTS, 7, GENESIS)
    file.clear()
    assert file.waiting == 0
    assert file.path.read_bytes() == BLANK * ROOM
    file.keep(FACTS[2:], 11, b"\1" * 32)
    assert file.path.read_bytes().startswith(b"{")
    assert left_in(file) == (kept(FACTS[2:], 11, b"\1" * 32), 0)


def test_without_a_file_nothing_was_left(tmp_path: Path) -> None:
    assert EmergencyFile(tmp_path / "emergency.jsonl").read() == ([], 0)


@pytest.mark.parametrize("damage", ["cut", "garbled", "zeros"])
def test_a_line_that_was_cut_off_is_known_and_those_before_it_are_whole(
    file: EmergencyFile, damage: str
) -> None:
    file.keep(FACTS, 7, GENESIS)
    written = file.path.read_bytes().rstrip() + BLANK * 8
    last = written.rindex(BLANK + b"{") + 1
    end = written.index(BLANK, last)
    spoil: dict[str, Callable[[int], bytes]] = {
        "cut": lambda count: BLANK * count,
        "garbled": lambda count: b"\xff\x00}" * count,
        "zeros": lambda count: bytes(count),
    }
    for at in range(last + 1, end, 7):
        spoilt = written[:at] + spoil[damage](end - at)[: end - at] + written[end:]
        file.path.write_bytes(spoilt)
        assert left_in(file) == (kept(FACTS[:-1]), 1)


def test_a_digit_that_changed_is_not_believed(file: EmergencyFile) -> None:
    file.keep(FACTS, 7, GENESIS)
    file.path.write_bytes(
        file.path.read_bytes().replace(b'"order_id": "TT1"', b'"order_id": "TT9"')
    )
    assert left_in(file) == (kept([FACTS[0], *FACTS[2:]]), 1)


def test_a_file_that_cannot_be_written_is_told_of_and_tried_again(
    file: EmergencyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.keep(FACTS[:1], 7, GENESIS)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", failing)
        file.keep(FACTS[:3], 7, GENESIS)
        assert (file.waiting, file.trouble) == (3, "No space left on device")
    file.keep(FACTS, 7, GENESIS)
    assert file.trouble == ""
    assert left_in(file) == (kept(FACTS), 0)


def test_what_was_written_in_part_is_blanked_too(
    file: EmergencyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", failing)
        file.keep(FACTS, 7, GENESIS)
    assert file.path.read_bytes().strip()
    file.clear()
    assert file.path.read_bytes() == BLANK * ROOM


@pytest.mark.parametrize("after_it", [1, 2])
def test_what_was_given_up_after_a_failure_is_not_found(
    file: EmergencyFile, monkeypatch: pytest.MonkeyPatch, after_it: int
) -> None:
    """An exit that could be kept nowhere was not sent: the next start must not take it for sent."""
    file.keep(FACTS[:1], 7, GENESIS)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", failing)
        file.keep(FACTS, 7, GENESIS)
        file.keep(FACTS[:2], 7, GENESIS)
    file.keep(FACTS[:after_it], 7, GENESIS)
    assert left_in(file) == (kept(FACTS[:after_it]), 0)
    file.clear()
    assert file.path.read_bytes() == BLANK * ROOM


def failing(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_fact_that_cannot_be_written_at_all_is_told_of(file: EmergencyFile) -> None:
    unwritable: Any = NoteFact("place", {"at": object()})  # type: ignore[dict-item] # the fault
    file.keep([*FACTS, unwritable], 7, GENESIS)
    assert "not JSON serializable" in file.trouble


def test_what_does_not_fit_is_kept_under_another_name(file: EmergencyFile) -> None:
    file.keep(FACTS, 7, GENESIS)
    before = file.path.read_bytes()
    aside = file.set_aside(5)
    assert aside.name == "emergency-5.jsonl"
    assert aside.read_bytes() == before
    assert not file.path.exists()


def test_more_than_the_room_is_written_behind_it(file: EmergencyFile) -> None:
    facts: list[Fact] = [
        OrderFact("Accepted", replace(order(), order_id=f"TT{n}")) for n in range(600)
    ]
    file.keep(facts, 7, GENESIS)
    assert file.path.stat().st_size > ROOM
    assert left_in(file) == (kept(facts), 0)
    next_run = EmergencyFile(file.path)
    next_run.reserve()
    assert not file.path.read_bytes().strip(BLANK)
    file.keep(facts, 7, GENESIS)
    file.clear()
    assert left_in(file) == ([], 0)


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_an_order_is_not_filled_without_its_execution(file: EmergencyFile, lost: int) -> None:
    """The disk may run out of room between the two; the next start must not count one of them."""
    made, cash = fill(), Decimal(100_000)
    facts: list[Fact] = [
        OrderFact("Accepted", order(Sending(), Accepted())),
        OrderFact("Filled", order(Sending(), Accepted(), Filled(made))),
        FillFact(
            made,
            Position(made.account, made.symbol, made.point_value).apply(made),
            Account(made.account, "paper", Mode.SIMULATOR, "USD", cash, cash),
        ),
    ]
    file.keep(facts[: len(facts) - lost], 7, GENESIS)
    events, damaged = left_in(file)
    assert [event.kind for event in events] == [["order", "order", "fill"], ["order"], ["order"]][
        lost
    ]
    assert damaged == (lost == 1)
