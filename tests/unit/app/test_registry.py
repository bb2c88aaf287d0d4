"""The one list of brokers: what it names is there, and loaded only when it is named."""

import pytest

from traderterminal.app.registry import BROKERS, VENUES


@pytest.mark.parametrize("kind", sorted(BROKERS))
def test_a_kind_exports_a_plugin_of_its_own_name(kind: str) -> None:
    plugin = BROKERS[kind]()
    assert plugin.name == kind
    assert plugin.environments
    assert len({one.key for one in plugin.credentials}) == len(plugin.credentials)


def test_a_practice_environment_has_a_venue() -> None:
    practising = {
        kind: plugin().title
        for kind, plugin in BROKERS.items()
        if any(one.name == "practice" for one in plugin().environments)
    }
    assert practising == VENUES
