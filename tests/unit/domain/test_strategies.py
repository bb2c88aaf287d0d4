"""How a strategy may be switched."""

import pytest

from traderterminal.domain.strategies import ApprovalMode, StrategyMode, StrategySwitch

OFF = StrategySwitch(StrategyMode.OFF)
PAPER = StrategySwitch(StrategyMode.PAPER)
MANUAL = StrategySwitch(StrategyMode.AUTO, ApprovalMode.MANUAL)
AUTO = StrategySwitch()
ASKING_ON_PAPER = StrategySwitch(StrategyMode.PAPER, ApprovalMode.MANUAL)


@pytest.mark.parametrize(
    ("switch", "word"),
    [
        (OFF, "off"),
        (StrategySwitch(StrategyMode.OFF, ApprovalMode.MANUAL), "off"),
        (PAPER, "paper"),
        (MANUAL, "manual"),
        (ASKING_ON_PAPER, "manual"),
        (AUTO, "auto"),
    ],
)
def test_a_switch_is_said_in_one_word(switch: StrategySwitch, word: str) -> None:
    assert switch.word == word


@pytest.mark.parametrize("switch", [OFF, PAPER, MANUAL, AUTO])
def test_a_word_names_a_switch(switch: StrategySwitch) -> None:
    assert StrategySwitch.named(switch.word) == switch


@pytest.mark.parametrize(
    ("new", "old", "looser"),
    [
        (AUTO, OFF, True),
        (AUTO, MANUAL, True),
        (MANUAL, PAPER, True),
        (PAPER, ASKING_ON_PAPER, True),
        (PAPER, OFF, True),
        (PAPER, AUTO, False),
        (MANUAL, AUTO, False),
        (OFF, MANUAL, False),
        (AUTO, AUTO, False),
    ],
)
def test_looser_is_what_lets_more_happen(
    new: StrategySwitch, old: StrategySwitch, looser: bool
) -> None:
    assert new.is_looser_than(old) is looser
