"""Headless Chromium, driven over its DevTools socket: only what the tests of the page need."""

import contextlib
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from websockets.sync.client import ClientConnection, connect

from traderterminal.kit.clock import HostClock

START_SECONDS: Final = 20.0
ANSWER_SECONDS: Final = 10.0
SECOND: Final = 1_000_000_000
#: A page of ours is to run here and nothing else: no updates, no guesses, no outside at all.
FLAGS: Final = (
    "--headless=new",
    "--no-sandbox",  # which root cannot have
    "--disable-gpu",
    "--disable-dev-shm-usage",  # small in containers
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-port=0",
    "--window-size=1280,800",
)
_now = HostClock().monotonic_ns


class PageChanged(Exception):
    """The page that was asked has given way to another."""


class Tab:
    """A page of the browser. Everything that it asked for and complained of is kept."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self.requests: list[str] = []
        self.complaints: list[str] = []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol and return its result."""
        self._number += 1
        asked = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(asked))
        while True:
            message = json.loads(self._socket.recv(timeout=ANSWER_SECONDS))
            if message.get("id") == self._number:
                if "navigated" in message.get("error", {}).get("message", ""):
                    raise PageChanged
                assert "error" not in message, message
                found: dict[str, Any] = message["result"]
                return found
            self._note(message.get("method", ""), message.get("params", {}))

    def _note(self, method: str, event: dict[str, Any]) -> None:
        match method:
            case "Network.requestWillBeSent":
                self.requests.append(event["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(event["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(event["exceptionDetails"]))
            case "Log.entryAdded" if event["entry"]["level"] in ("warning", "error"):
                self.complaints.append(event["entry"]["text"])

    def open(self, address: str) -> None:
        """Go to an address, and forget what was before."""
        self.call("Page.navigate", url="about:blank")  # else it may be but another fragment
        self.requests.clear()
        self.complaints.clear()
        self.call("Page.navigate", url=address)

    def ask(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, or what its promise comes to."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def text(self, selector: str) -> str:
        """Return what an element says; empty without one."""
        found = self.ask(f"document.querySelector({json.dumps(selector)})?.textContent ?? ''")
        return str(found)

    def turn_wheel(self, x: int, y: int, *, sideways: int) -> None:
        """Turn a wheel over a place, by pixels."""
        self.call(
            "Input.dispatchMouseEvent", type="mouseWheel", x=x, y=y, deltaX=sideways, deltaY=0
        )

    def until(self, expression: str, seconds: float = 20.0) -> Any:
        """Ask until the answer is true, and return it."""
        until, found, shown = _now() + int(seconds * SECOND), None, None
        while not found:
            assert _now() < until, f"{expression} never came true; the page says {shown!r}"
            with contextlib.suppress(PageChanged):
                found = self.ask(expression)
                shown = self.ask("document.body?.innerText")
            time.sleep(0.02)
        return found


@contextmanager
def running_browser(folder: Path) -> Iterator[str]:
    """Run a browser with a profile of its own in `folder` and yield the address of its tab.

    Skips where there is no browser.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    program = program or shutil.which("google-chrome")
    if program is None:
        pytest.skip("packaging/prepare browser has not been run, or could not be")
    process = subprocess.Popen(  # noqa: S603 - the system's browser
        [program, *FLAGS, f"--user-data-dir={folder}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _tab_address(process, folder)
    finally:
        process.kill()  # nothing of its profile is kept, and it would say farewell at leisure
        process.wait(timeout=10)


@contextmanager
def connected_tab(address: str) -> Iterator[Tab]:
    """Speak to a tab."""
    with connect(address, proxy=None, max_size=None, close_timeout=1) as socket:
        yield Tab(socket)


def _tab_address(process: subprocess.Popen[bytes], folder: Path) -> str:
    """Wait until the browser tells its port, and return the address of its first tab."""
    told, until = folder / "DevToolsActivePort", _now() + int(START_SECONDS * SECOND)
    while not (told.exists() and "\n" in told.read_text()):
        assert process.poll() is None, f"the browser ended with {process.returncode}"
        assert _now() < until, "the browser did not become ready"
        time.sleep(0.02)
    port = told.read_text().splitlines()[0]
    tabs = httpx.get(f"http://127.0.0.1:{port}/json/list", trust_env=False).json()
    return next(str(tab["webSocketDebuggerUrl"]) for tab in tabs if tab["type"] == "page")
