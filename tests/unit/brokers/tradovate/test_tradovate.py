"""What the folder exports: one plugin, which makes a session that can do what it says."""

import pytest

from tests.support.tradovate_login import tradovate_login
from traderterminal.brokers import tradovate
from traderterminal.brokers.plugin import Seat, SessionState
from traderterminal.brokers.tradovate import PLUGIN
from traderterminal.domain.errors import BadData
from traderterminal.domain.sentences import CATALOGUE


def test_the_plugin_is_the_only_export() -> None:
    assert tradovate.__all__ == ["PLUGIN"]
    assert (PLUGIN.name, PLUGIN.title) == ("tradovate", "Tradovate")


def test_every_rule_has_its_sentence() -> None:
    assert PLUGIN.rules
    for rule in PLUGIN.rules:
        assert rule.key in CATALOGUE
        assert "—" not in str(rule)  # every name in it has its value


@pytest.mark.parametrize("number", ["DEMO123", "", "12.5", "١٢"])
async def test_an_account_without_a_number_of_the_broker_s_is_refused(number: str) -> None:
    made = tradovate_login()
    with pytest.raises(BadData, match="mine"):
        PLUGIN.connect(PLUGIN.environments[-1], [Seat("mine", number)], {}, made.outside)
    await made.close()


async def test_it_connects_to_a_session_that_is_not_begun() -> None:
    made = tradovate_login()
    outside = made.outside
    session = PLUGIN.connect(PLUGIN.environments[-1], [], {"name": "trader"}, outside)
    assert session.status.state is SessionState.OFFLINE
    assert session.broker.capabilities == PLUGIN.capabilities
    assert session.feed is not None
    assert session.bars is not None
    await session.stop()
    await made.close()
