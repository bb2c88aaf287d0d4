"""TopstepX, by the Gateway API of ProjectX."""

from traderterminal.brokers.plugin import BrokerPlugin
from traderterminal.brokers.topstepx.broker import CAPABILITIES
from traderterminal.brokers.topstepx.session import TopstepxSession
from traderterminal.brokers.topstepx.settings import (
    CREDENTIALS,
    ENVIRONMENTS,
    RENEW_BEFORE_S,
    RULES,
)

PLUGIN = BrokerPlugin(
    name="topstepx",
    title="TopstepX",
    environments=ENVIRONMENTS,
    credentials=CREDENTIALS,
    capabilities=CAPABILITIES,
    connect=TopstepxSession,
    rules=RULES,
    renews_token_s=RENEW_BEFORE_S,
)
