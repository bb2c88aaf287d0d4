"""A dialog, ours or the system's, never holds up an order."""

# ruff: noqa: TID251 - asyncio itself is what is tested here

import asyncio
import time
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from tests.support.desktop_loop import connections, run_on_desktop

Failures = list[dict[str, Any]]


def watch_failures() -> Failures:
    failures: Failures = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: failures.append(context))
    return failures


class Orders:
    """A task that works on, step by step, and tells how late its latest steps were."""

    def __init__(self) -> None:
        self.done = 0
        self.worst = 0.0
        self._task = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        while True:
            start = time.monotonic()
            await asyncio.sleep(0.001)
            self.worst = max(self.worst, time.monotonic() - start - 0.001)
            self.done += 1

    async def more(self, steps: int) -> None:
        """Wait until it has done so many more."""
        wanted = self.done + steps
        while self.done < wanted:  # noqa: ASYNC110 - the task is left as it is
            await asyncio.sleep(0.001)

    async def stop(self) -> None:
        assert not self._task.done()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


def test_orders_go_on_while_a_modal_dialog_is_open(qapp: QApplication) -> None:
    async def main() -> tuple[int, Failures]:
        failures = watch_failures()
        loop, orders, closed = asyncio.get_running_loop(), Orders(), asyncio.Event()
        during: list[int] = []

        def slot() -> None:
            dialog = QDialog()
            before = orders.done
            loop.call_later(0.2, dialog.accept)
            assert dialog.exec() == QDialog.DialogCode.Accepted
            during.append(orders.done - before)
            dialog.deleteLater()
            closed.set()

        QTimer.singleShot(0, slot)
        await closed.wait()
        await orders.stop()
        return during[0], failures

    during, failures = run_on_desktop(qapp, main())
    assert during > 20
    assert not failures


def test_two_hundred_dialogs_wedge_no_task_and_delay_no_fill(qapp: QApplication) -> None:
    async def main() -> tuple[int, float, Failures]:
        failures = watch_failures()
        orders = Orders()
        for number in range(200):
            closed = asyncio.Event()

            def slot(closed: asyncio.Event = closed, number: int = number) -> None:
                nested = QEventLoop()
                QTimer.singleShot(number % 4, nested.quit)
                nested.exec()
                closed.set()

            QTimer.singleShot(0, slot)
            await closed.wait()
        done = orders.done
        await asyncio.sleep(0.02)
        assert orders.done > done
        await orders.stop()
        return done, orders.worst, failures

    done, worst, failures = run_on_desktop(qapp, main())
    assert done > 100
    assert worst < 0.25
    assert not failures


def test_a_nested_loop_inside_a_callback_postpones_and_wedges_nothing(qapp: QApplication) -> None:
    async def main() -> tuple[int, int, Failures]:
        failures = watch_failures()
        orders = Orders()
        async with connections() as [(reader, writer)], asyncio.timeout(5):
            before = orders.done
            writer.write(b"arrived meanwhile\n")
            nested = QEventLoop()
            QTimer.singleShot(50, nested.quit)
            nested.exec()
            postponed = orders.done - before
            assert await reader.readline() == b"arrived meanwhile\n"
            await orders.more(10)
        await orders.stop()
        return postponed, orders.done, failures

    postponed, done, failures = run_on_desktop(qapp, main())
    assert postponed == 0
    assert done >= 10
    assert not failures


def test_the_end_of_the_loop_closes_a_dialog_that_is_open(qapp: QApplication) -> None:
    results: list[int] = []

    async def main() -> None:
        shown = asyncio.Event()

        def slot() -> None:
            dialog = QDialog()
            shown.set()
            results.append(dialog.exec())

        QTimer.singleShot(0, slot)
        await shown.wait()
        await asyncio.sleep(0.01)

    run_on_desktop(qapp, main())
    assert results == [QDialog.DialogCode.Rejected]


@pytest.mark.parametrize("times", [1, 3])
def test_it_runs_on_when_qt_is_told_to_quit(qapp: QApplication, times: int) -> None:
    async def main() -> str:
        for _ in range(times):
            qapp.quit()
            await asyncio.sleep(0.01)
        return "done"

    assert run_on_desktop(qapp, main()) == "done"
