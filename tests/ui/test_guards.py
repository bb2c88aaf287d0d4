"""The guards of tests with Qt: a warning, a timer and a thread that stays are caught."""

from pathlib import Path

from tests.support.guarded_run import outcomes

TINY = """
import pytest
from PySide6.QtCore import QThread, QTimer, qDebug, qWarning

kept = []


@pytest.fixture
def warns_at_first(): qWarning("of the set-up")
@pytest.fixture
def warns_at_last():
    yield
    qWarning("of the tear-down")


def test_a_warning(): qWarning("not expected")
def test_a_warning_before(warns_at_first): pass
def test_a_warning_after(warns_at_last): pass
def test_what_the_platform_prints(): qWarning("This plugin does not support propagateSizeHints()")
def test_a_word_of_no_interest(): qDebug("nothing")


def timer(milliseconds, single=False):
    kept.append(QTimer())
    kept[-1].setSingleShot(single)
    kept[-1].start(milliseconds)
def test_a_timer(): timer(60_000)
def test_a_timer_that_was_there_before(): pass
def test_a_timer_that_was_stopped():
    timer(60_000)
    kept[-1].stop()


def test_a_thread():
    kept.append(QThread())
    kept[-1].start()
def test_a_thread_that_ended():
    thread = QThread()
    thread.start()
    thread.quit()
    thread.wait()
def test_the_last():
    kept[-1].quit()
    kept[-1].wait()
    kept[0].stop()
"""


def test_each_tiny_test_is_judged_rightly(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(
        "from tests.support.qt_guards import no_leaked_qt_objects, pytest_runtest_teardown\n"
    )
    blame = outcomes(tmp_path, TINY, "-p", "tests.support.guards")
    guilty = {
        "test_a_warning": "not expected",
        "test_a_warning_before": "of the set-up",
        "test_a_warning_after": "Qt warned while the test was put away: ['of the tear-down']",
        "test_a_timer": "timers or threads left running",
        "test_a_thread": "timers or threads left running",
    }
    for test, fault in guilty.items():
        assert fault in blame[test], test
    assert {test for test, words in blame.items() if words} == set(guilty)
    assert len(blame) == 11
