"""Recorded and worked data that is not ours to publish: read beside the checkout, where present."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"


def shared_file(name: str) -> Path:
    """Return the path of a reference file; skips the test where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the reference data {name} is not beside this checkout")
    return path
