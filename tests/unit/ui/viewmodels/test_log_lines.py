"""The log as it is shown: by level and text, the newest first, read once at a time."""

from collections.abc import Sequence

from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.ui.viewmodels.log_lines import LogLine, LogLinesViewModel

LINES = [
    LogLine(0, "2026-01-14T15:30:00Z", "info", "traderterminal.app.engine", "started"),
    LogLine(90, "2026-01-14T15:30:01Z", "debug", "traderterminal.market.hub", "a tick"),
    LogLine(180, "2026-01-14T15:30:02Z", "warning", "traderterminal.desk", "Late", "Traceback\nE"),
    LogLine(270, "2026-01-14T15:30:03Z", "critical", "traderterminal", "ended by an error"),
    LogLine(360, "2026-01-14T15:30:04Z", "notice", "elsewhere", "of a level of its own"),
]


class Scene:
    def __init__(self) -> None:
        self.found: Sequence[LogLine] | None = LINES
        self.reads = 0
        self.failures: list[str] = []
        self.tasks = TaskScope(on_error=lambda name, error: self.failures.append(str(error)))
        self.vm = LogLinesViewModel(self._read, self.tasks)

    async def _read(self) -> Sequence[LogLine] | None:
        self.reads += 1
        await give_way()
        if self.found is None and self.reads == 99:
            raise OSError("the disk is gone")
        return self.found

    async def refreshed(self) -> list[int]:
        self.vm.refresh()
        for _ in range(5):
            await give_way()
        return [line.number for line in self.vm.rows]


async def test_the_newest_line_is_first_and_a_level_brings_the_graver_ones() -> None:
    scene = Scene()
    assert await scene.refreshed() == [360, 270, 180, 0]
    scene.vm.choose_level("debug")
    assert [line.number for line in scene.vm.rows] == [360, 270, 180, 90, 0]
    scene.vm.choose_level("error")
    assert [line.number for line in scene.vm.rows] == [360, 270]
    assert scene.vm.total == 5


async def test_a_text_is_looked_for_in_place_message_and_traceback_in_any_case() -> None:
    scene = Scene()
    await scene.refreshed()
    for text, numbers in (("  LATE ", [180]), ("trace", [180]), ("ENGINE", [0]), ("nowhere", [])):
        scene.vm.type_text(text)
        assert [line.number for line in scene.vm.rows] == numbers


async def test_it_is_read_once_at_a_time_and_stays_where_nothing_is_new() -> None:
    scene = Scene()
    scene.vm.refresh()
    scene.vm.refresh()
    assert await scene.refreshed() == [360, 270, 180, 0]
    assert scene.reads == 1
    scene.found = None
    assert await scene.refreshed() == [360, 270, 180, 0]
    assert scene.reads == 2


async def test_a_reading_that_failed_is_told_and_does_not_end_it() -> None:
    scene = Scene()
    scene.found, scene.reads = None, 98
    assert await scene.refreshed() == []
    assert scene.failures == ["the disk is gone"]
    scene.found = LINES
    assert len(await scene.refreshed()) == 4
