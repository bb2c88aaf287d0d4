"""The catalogue: the English sentence of every code, which is also what translators are given."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from traderterminal.domain.sentences.alerts import ALERTS
from traderterminal.domain.sentences.notices import NOTICES
from traderterminal.domain.sentences.orders import ORDERS
from traderterminal.domain.sentences.refusals import REFUSALS

CATALOGUE: Final[Mapping[str, str]] = MappingProxyType({**REFUSALS, **ORDERS, **NOTICES, **ALERTS})
