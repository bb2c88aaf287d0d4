"""The trader's indicators for the window: their files are watched, loaded anew when they change."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from traderterminal.app.user_indicators.host import Failure, UserIndicatorHost
from traderterminal.app.user_indicators.study import UserStudy
from traderterminal.kit.clock import Clock
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.indicators.indicator import About, Setting
from traderterminal.market.indicators.study import StudyBars

#: In the data folder.
FOLDER: Final = "indicators"
#: So often files are looked at, host time.
WATCH_SECONDS: Final = 1.0

_log = logging.getLogger(__name__)


class UserIndicatorShelf:
    """The indicators of a folder, and studies of them; no process runs while it holds no file.

    `watch` must run for anything to be loaded.
    """

    def __init__(self, folder: Path, clock: Clock, tasks: TaskScope) -> None:
        self._folder = folder
        self._clock = clock
        self._host = UserIndicatorHost(folder, clock, tasks)
        self._seen: dict[str, tuple[int, int]] = {}
        self._wanted = self._is_loading = False

    @property
    def changed(self) -> Observers[None]:
        return self._host.changed

    @property
    def folder(self) -> str:
        return str(self._folder)

    @property
    def kinds(self) -> Mapping[str, About]:
        return self._host.kinds

    @property
    def is_loading(self) -> bool:
        return self._is_loading

    @property
    def failures(self) -> Mapping[str, Failure]:
        return self._host.failures

    def study(self, kind: str, settings: Mapping[str, Setting], bars: StudyBars) -> UserStudy:
        """Return a new study; raises KeyError for a kind that is not there, and ValueError."""
        return UserStudy(self._host, kind, settings, bars, self._clock)

    def reload(self) -> None:
        """Load all files anew at the next look at them, also those that failed."""
        self._wanted = True

    async def watch(self) -> None:
        """Load the files whenever one was changed, until cancelled; then end their process."""
        try:
            while True:
                await self._clock.sleep(WATCH_SECONDS)
                await self._look()
        finally:
            await self._host.aclose()

    async def _look(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            stats = {path.name: path.stat() for path in self._folder.glob("*.py")}
            found = {name: (stat.st_mtime_ns, stat.st_size) for name, stat in stats.items()}
            if found == self._seen and not self._wanted:
                return
            self._seen, self._wanted, self._is_loading = found, False, bool(found)
            if found:
                self.changed.emit(None)
            await self._host.start()
        except OSError as error:  # no folder, or no process: the rest of the program goes on
            _log.warning("indicators of yours were not loaded: %s", error)
        finally:
            if self._is_loading:
                self._is_loading = False
                self.changed.emit(None)
