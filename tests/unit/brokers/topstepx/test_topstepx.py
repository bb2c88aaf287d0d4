"""What the folder exports."""

from traderterminal.brokers.topstepx import PLUGIN
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.domain.sentences import CATALOGUE


def test_the_plugin_says_what_it_needs_and_what_it_does() -> None:
    assert (PLUGIN.name, PLUGIN.title) == ("topstepx", "TopstepX")
    assert [(c.key, c.secret) for c in PLUGIN.credentials] == [("user", False), ("api_key", True)]
    assert all(rule.key in CATALOGUE for rule in PLUGIN.rules)
    assert PLUGIN.capabilities.order_types == {OrderType.MARKET, OrderType.LIMIT, OrderType.STOP}
    assert PLUGIN.capabilities.times_in_force == {TimeInForce.DAY}
