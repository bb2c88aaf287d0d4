"""`serve`: what without a window only the log can tell."""

import logging

import pytest

from traderterminal.app.headless import tell_alarms
from traderterminal.desk.alarms import Alarm
from traderterminal.domain.messages import Message
from traderterminal.kit.observe import Observers

SILENT = Alarm(
    "", "", Message("strategy_silent", {"strategy": "orb", "measured": "90", "limit": "60"})
)
DIFFERS = Alarm("apex", "ESH2024", Message("strategy_silent", SILENT.message.parameters))


@pytest.mark.logs("orb")
def test_what_a_person_must_look_at_is_in_the_log_also_what_stood_before(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: Observers[Alarm] = Observers()
    tell_alarms([DIFFERS], told)
    told.emit(SILENT)
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2
    before, since = caplog.messages
    assert before == f"apex ESH2024: {since}"
    assert "orb" in since
    assert "90" in since
