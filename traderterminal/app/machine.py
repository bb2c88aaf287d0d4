"""What is known of the machine: the room on its disk, and whether it has a keyring."""

import asyncio
import logging
import shutil
from pathlib import Path
from typing import Final

from traderterminal.kit.clock import Clock
from traderterminal.storage.keyrings import system_keyring

#: How often the disk is looked at, host time.
LOOK_S: Final = 60.0
MEBIBYTE: Final = 2**20
#: Below so much room the trader is warned, and below that it is a fault: the ledger needs some.
LITTLE_ROOM: Final = 1024 * MEBIBYTE
NO_ROOM: Final = 200 * MEBIBYTE

_log = logging.getLogger(__name__)


class Machine:
    """Looks at the disk under a folder; both facts are None as long as nobody has looked."""

    def __init__(self, folder: Path, host: Clock) -> None:
        self._folder = folder
        self._host = host
        self.free_bytes: int | None = None
        self.has_keyring: bool | None = None

    async def watch(self) -> None:
        """Look at the disk now and then until cancelled; a slow one holds nobody up."""
        while True:
            self.free_bytes = await asyncio.to_thread(self._free)
            await self._host.sleep(LOOK_S)

    def _free(self) -> int | None:
        try:
            return shutil.disk_usage(self._folder).free
        except OSError as error:
            _log.info("the room on the disk is not known: %s", error)
            return None

    async def look_for_keyring(self) -> None:
        """Find out whether there is a keyring; what it takes to know is loaded beside the loop."""
        if self.has_keyring is None:
            self.has_keyring = await asyncio.to_thread(lambda: system_keyring() is not None)
