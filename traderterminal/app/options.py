"""What a command line says of the program as a whole: folders, port, market."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import platformdirs

from traderterminal.kit.frozen import frozen

APPLICATION: Final = "TraderTerminal"
DATA_DIR_VARIABLE: Final = "TRADERTERMINAL_DATA_DIR"


@frozen
class Options:
    """The common options; None leaves the choice to the settings file.

    `start` is the moment, ISO 8601, at which a recording is taken up that was not played before;
    `first` is that of its first row.
    """

    data_dir: Path
    config: Path
    port: int | None = None
    market: str | None = None
    symbol: str | None = None
    speed: str | None = None
    seed: int | None = None
    start: str | None = None

    @property
    def resources(self) -> Path:
        """Where the user's own data files lie over the shipped ones; need not exist."""
        return self.data_dir / "resources"


def default_data_dir(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of ledger, settings and logs: of the environment, or the platform."""
    named = environment.get(DATA_DIR_VARIABLE)
    return Path(named) if named else platformdirs.user_data_path(APPLICATION, appauthor=False)
