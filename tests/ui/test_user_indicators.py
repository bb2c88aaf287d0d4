"""The child of user indicators answers on the desktop's loop as on any other."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.support.desktop_loop import run_on_desktop
from traderterminal.app.user_indicators.host import UserIndicatorHost
from traderterminal.kit.clock import HostClock
from traderterminal.kit.tasks import TaskScope

MINE = """
from traderterminal.market.indicators.moving_averages import SimpleAverage
class Mine(SimpleAverage): pass
"""


def test_a_child_is_started_asked_and_ended(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(MINE)

    async def main() -> list[str]:
        failed: list[str] = []
        tasks = TaskScope(on_error=lambda name, error: failed.append(f"{name}: {error}"))
        host = UserIndicatorHost(tmp_path, HostClock(), tasks)
        await host.start()
        found = list(host.kinds)
        study = await host.open("mine.sma", {"length": 3})
        await host.close(study)
        await host.aclose()
        await tasks.aclose()
        return found + failed

    assert run_on_desktop(qapp, main()) == ["mine.sma"]
