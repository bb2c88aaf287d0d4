"""Which brokers and practice venues there are: the one list of them."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # what an adapter needs takes a while to load
    from traderterminal.brokers.plugin import BrokerPlugin
    from traderterminal.venues.venue import VenuePlugin

#: Every kind of broker, and what loads it: nothing of a broker is imported before it is named.
Plugins = Mapping[str, Callable[[], "BrokerPlugin"]]


def _exported(folder: str) -> "BrokerPlugin":
    """Return what the folder of a broker exports."""
    plugin: BrokerPlugin = import_module(f"traderterminal.brokers.{folder}").PLUGIN
    return plugin


BROKERS: Final[Plugins] = {
    "topstepx": lambda: _exported("topstepx"),
    "tradovate": lambda: _exported("tradovate"),
}
#: Whose protocol a local server of ours speaks, and what the broker is called.
VENUES: Final[Mapping[str, str]] = {"topstepx": "TopstepX", "tradovate": "Tradovate"}


def load_venue(name: str) -> "VenuePlugin":
    """Return what the folder of a venue exports; KeyError for none of VENUES."""
    if name not in VENUES:
        raise KeyError(name)
    plugin: VenuePlugin = import_module(f"traderterminal.venues.{name}").PLUGIN
    return plugin
