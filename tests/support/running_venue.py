"""A practice venue as a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx


class Running:
    """A venue that has said that it is ready."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.ready: dict[str, Any] = json.loads(process.stdout.readline())
        self.http = httpx.Client(base_url=self.ready["urls"]["rest"])
        headers = {"authorization": f"Bearer {self.ready['control_token']}"}
        self.control = httpx.Client(base_url=self.ready["control"], headers=headers)

    def log_in(self) -> None:
        """Log in to a TopstepX venue as its first user."""
        user = self.ready["users"][0]
        body = {"userName": user["name"], "apiKey": user["api_key"]}
        token = self.http.post("/api/Auth/loginKey", json=body).json()["token"]
        self.http.headers["authorization"] = f"Bearer {token}"

    def post(self, path: str, **body: Any) -> Any:
        """Return the answer of a request to a TopstepX venue."""
        return self.http.post(f"/api/{path}", json=body).json()


@contextmanager
def running(name: str, *arguments: str) -> Iterator[Running]:
    """Run a venue on free ports until the block ends."""
    command = [sys.executable, "-m", "traderterminal", "venue", name, *arguments]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, text=True
    ) as process:
        venue = Running(process)
        try:
            yield venue
        finally:
            venue.http.close()
            venue.control.close()
            process.kill()
