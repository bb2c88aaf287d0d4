"""An attempt that fails is told of; a fault of the program is not hidden by that."""

import pytest

from traderterminal.domain.errors import LedgerDown, OrderRefused, TraderTerminalError
from traderterminal.domain.messages import Message
from traderterminal.ui.viewmodels.attempts import attempt

REFUSED = OrderRefused(Message("halted", {"account": "paper"}))


async def work(error: Exception | None) -> str:
    if error is not None:
        raise error
    return "done"


@pytest.mark.parametrize("error", [REFUSED, LedgerDown("the disk is full"), None], ids=str)
async def test_what_fails_is_told_in_its_own_words(error: TraderTerminalError | None) -> None:
    told: list[Message] = []
    await attempt(work(error), told.append)
    assert told == ([] if error is None else [error.message])


async def test_a_fault_of_the_program_goes_on_to_where_faults_are_reported() -> None:
    told: list[Message] = []
    with pytest.raises(ZeroDivisionError):
        await attempt(work(ZeroDivisionError()), told.append)
    assert told == []
