"""TraderTerminal: a desktop trading terminal that runs on the trader's own machine."""

from typing import Final

__version__: Final = "0.1.0"
