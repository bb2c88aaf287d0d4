"""Whether there is a display to open a window on."""

from collections.abc import Mapping


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Say whether a window can be opened."""
    if not platform.startswith(("linux", "freebsd")):
        return True
    return any(environment.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
