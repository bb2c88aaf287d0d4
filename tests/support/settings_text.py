"""Settings as a text that has every part of them."""

from collections.abc import Callable
from typing import Final

from traderterminal.app.settings import Settings

#: Reads settings from a text and an environment.
Load = Callable[..., Settings]

WHOLE: Final = """
[market]
source = "none"
symbols = ["ES", "NQ"]
roll = "days:8"
[[accounts]]
id = "one"
cash = 5000.10
latency_ms = 20
cancel_latency_ms = 30
ack_latency_ms = 5
fill_mode = "conservative"
max_position = 3
[[accounts]]
id = "two"
[groups.both]
accounts = [{ id = "one", multiplier = 0.5 }, { id = "two", map = { NQ = "MNQ" } }]
[strategies."orb 5m"]
group = "both"
quantity = 2
sl_tp_unit = "ticks"
max_lag_s = 5
[risk]
max_order_quantity = 7
price_collar_percent = 0.25
session = "ignore"
[webhook]
hosts = ["alerts.example.com"]
[api]
port = 0
"""
