"""Other people's clients at our practice venues, unmodified but for the address.

They run in environments of their own, which `packaging/prepare` makes; without one their test is
skipped.
"""

import os
import subprocess

import pytest

from tests.support.running_venue import running
from tests.support.shared_data import REPOSITORY

#: The environment of a peer, and what drives it there.
TOPSTEPX_PEERS = [
    ("peers-topstepx", "topstep_client.py"),
    ("peers-projectx", "project_x.py"),
]
#: What one may take, all in all.
SECONDS = 40.0

STEPS = {
    *("login", "accounts", "contracts", "bars", "market hub", "user hub"),
    *("order", "bracket", "modify", "cancel", "position", "trades"),
}


@pytest.mark.parametrize(("environment", "program"), TOPSTEPX_PEERS)
def test_a_client_of_others_does_everything_at_the_topstepx_venue(
    environment: str, program: str
) -> None:
    place = REPOSITORY / f".venv-{environment}"
    if not (place / "installed-lock.txt").exists():
        pytest.skip(f"packaging/prepare {environment} has not been run, or could not be")
    with running("topstepx", "--seed", "3") as venue:
        urls, user = venue.ready["urls"], venue.ready["users"][0]
        done = subprocess.run(  # noqa: S603 - our own program, with the interpreter of the peer
            [
                place / "bin" / "python",
                REPOSITORY / "tests" / "support" / "peers" / program,
                *(urls[name] for name in ("rest", "stream", "market")),
                *(user[name] for name in ("name", "api_key")),
            ],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
        )
        assert done.returncode == 0, done.stderr
        assert set(done.stdout.splitlines()) >= STEPS
        refused = [r for r in venue.control.get("/log").json()["requests"] if r["status"] != 200]
    assert refused == []
