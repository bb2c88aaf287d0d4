"""Whether there is a display to open a window on, and who places windows there."""

from collections.abc import Mapping


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Say whether a window can be opened."""
    if not platform.startswith(("linux", "freebsd")):
        return True
    return any(environment.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def places_windows(environment: Mapping[str, str]) -> bool:
    """Say whether windows stand where the program puts them; on Wayland the compositor decides."""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen:
        return not chosen.startswith("wayland")
    return not environment.get("WAYLAND_DISPLAY")
