"""The guards themselves: what they must catch is caught, and nothing else is."""

import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.guarded_run import outcomes

TINY = """
import asyncio, logging, socket, threading, warnings
import pytest

HERE = ("127.0.0.1", 9)


def test_a_warning(): warnings.warn("old ways", DeprecationWarning)
def test_a_coroutine_nobody_awaits(): asyncio.sleep(0)
def test_a_thread_that_fails():
    thread = threading.Thread(target=lambda: 1 / 0); thread.start(); thread.join()


@pytest.fixture
def warns_at_first(): logging.getLogger("x").warning("of the set-up")
@pytest.fixture
def warns_at_last():
    yield
    logging.getLogger("x").error("of the tear-down")
@pytest.fixture(scope="module")
def module_warns_at_last():
    yield
    logging.getLogger("x").error("of the module")


def test_a_log(): logging.getLogger("x").warning("not expected")
def test_a_log_before(warns_at_first): pass
def test_a_log_after(warns_at_last): pass
@pytest.mark.logs("foretold")
def test_a_log_that_does_not_come(): pass
@pytest.mark.logs("foretold")
def test_a_log_that_was_announced(): logging.getLogger("x").warning("this was foretold")
@pytest.mark.logs("foretold")
def test_an_announced_log_beside_another():
    logging.getLogger("x").warning("this was foretold")
    logging.getLogger("x").warning("this was not")
@pytest.mark.logs("foretold")
def test_one_that_is_skipped(): pytest.skip("no need to log")
def test_a_log_of_no_interest(): logging.getLogger("x").info("nothing")


def out(kind, family=socket.AF_INET): return socket.socket(family, kind)
def test_a_connection():
    with out(socket.SOCK_STREAM) as made: made.connect(("192.0.2.1", 9))
def test_a_connection_whose_failure_is_swallowed():
    try:
        with out(socket.SOCK_STREAM) as made: made.connect_ex(("192.0.2.1", 9))
    except Exception:
        pass
def test_a_connection_by_ipv6():
    with out(socket.SOCK_STREAM, socket.AF_INET6) as made: made.connect(("2001:db8::1", 9))
def test_a_datagram():
    with out(socket.SOCK_DGRAM) as made: made.sendto(b"x", ("192.0.2.1", 9))
def test_a_message():
    with out(socket.SOCK_DGRAM) as made: made.sendmsg([b"x"], [], 0, ("192.0.2.1", 9))
def test_a_name(): socket.getaddrinfo("example.invalid", 80)
def test_an_old_lookup(): socket.gethostbyname("example.invalid")
async def test_a_connection_of_the_loop():
    with out(socket.SOCK_STREAM) as made:
        made.setblocking(False)
        await asyncio.get_running_loop().sock_connect(made, ("192.0.2.1", 9))
async def test_a_datagram_of_the_loop():
    with out(socket.SOCK_DGRAM) as made:
        made.setblocking(False)
        await asyncio.get_running_loop().sock_sendto(made, b"x", ("192.0.2.1", 9))
async def test_a_stream_of_the_loop(): await asyncio.open_connection("192.0.2.1", 9)
def test_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    try: socket.getaddrinfo("localhost", None)
    except socket.gaierror: pass  # a bare system may not know the name
    with out(socket.SOCK_DGRAM) as made: made.sendto(b"x", HERE)
    left, right = socket.socketpair()
    left.sendmsg([b"x"]); left.close(); right.close()


async def test_a_task():
    global kept
    kept = asyncio.get_running_loop().create_task(asyncio.sleep(60))
async def test_a_task_that_ended(): await asyncio.get_running_loop().create_task(asyncio.sleep(0))


stop = threading.Event()
def test_a_thread(): threading.Thread(target=stop.wait, name="forgotten", daemon=True).start()
def test_a_thread_that_ends(): threading.Thread(target=lambda: None).start()
def test_the_last_of_the_module(module_warns_at_last): stop.set()
"""

BLAMED = {
    "test_a_warning": "DeprecationWarning: old ways",
    "test_a_coroutine_nobody_awaits": "was never awaited",
    "test_a_thread_that_fails": "PytestUnhandledThreadExceptionWarning",
    "test_a_log": "unexpected log: ['not expected']",
    "test_a_log_before": "unexpected log: ['of the set-up']",
    "test_a_log_after": "unexpected log: ['of the tear-down']",
    "test_a_log_that_does_not_come": "announced, but never logged: ['foretold']",
    "test_an_announced_log_beside_another": "unexpected log: ['this was not']",
    "test_the_last_of_the_module": "unexpected log: ['of the module']",
    "test_a_connection": "a test tried to reach 192.0.2.1",
    "test_a_connection_whose_failure_is_swallowed": "a test tried to reach: ['192.0.2.1']",
    "test_a_connection_by_ipv6": "a test tried to reach 2001:db8::1",
    "test_a_datagram": "a test tried to reach 192.0.2.1",
    "test_a_message": "a test tried to reach 192.0.2.1",
    "test_a_name": "a test tried to reach example.invalid",
    "test_an_old_lookup": "a test tried to reach example.invalid",
    "test_a_connection_of_the_loop": "a test tried to reach 192.0.2.1",
    "test_a_datagram_of_the_loop": "a test tried to reach 192.0.2.1",
    "test_a_stream_of_the_loop": "a test tried to reach 192.0.2.1",
    "test_a_task": "tasks left running",
    "test_a_thread": "threads left running: ['forgotten']",
}
INNOCENT = [
    "test_a_log_that_was_announced",
    "test_one_that_is_skipped",
    "test_a_log_of_no_interest",
    "test_this_machine",
    "test_a_task_that_ended",
    "test_a_thread_that_ends",
]


@pytest.fixture(scope="module")
def blame(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What each tiny test is blamed for; a thread gets less grace, so that nobody waits."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "conftest.py").write_text(
        "from tests.support import guards\n"
        "guards.GRACE_SECONDS = 0.2\n"
        "from tests.conftest import pytest_addoption\n"
    )
    return outcomes(folder, TINY, "-p", "tests.support.guards", "-p", "no:pytest-qt")


@pytest.mark.parametrize(("test", "fault"), BLAMED.items(), ids=BLAMED)
def test_a_test_that_misbehaves_fails(blame: Mapping[str, str], test: str, fault: str) -> None:
    assert fault in blame[test]


@pytest.mark.parametrize("test", INNOCENT)
def test_a_test_that_behaves_passes(blame: Mapping[str, str], test: str) -> None:
    assert blame[test] == ""


def test_every_tiny_test_is_spoken_of(blame: Mapping[str, str]) -> None:
    assert set(blame) == {*BLAMED, *INNOCENT}


#: What is interrupted inherits how its parent takes interrupts.
INTERRUPTED = """
import signal, subprocess, sys
def test_an_interrupt():
    code = "import signal; signal.raise_signal(signal.SIGINT)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "KeyboardInterrupt" in run.stderr
"""


def test_a_run_in_the_background_can_interrupt(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_addoption\n")
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does to what it starts there
    try:
        found = outcomes(tmp_path, INTERRUPTED, "-p", "tests.support.guards", "-p", "no:pytest-qt")
    finally:
        signal.signal(signal.SIGINT, before)
    assert found == {"test_an_interrupt": ""}
