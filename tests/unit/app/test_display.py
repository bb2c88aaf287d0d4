"""Whether a window can be opened."""

import pytest

from traderterminal.app.display import has_display, places_windows


@pytest.mark.parametrize(
    ("platform", "environment", "there"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("freebsd14", {}, False),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_only_unix_needs_to_be_told_of_a_display(
    platform: str, environment: dict[str, str], there: bool
) -> None:
    assert has_display(environment, platform) is there


@pytest.mark.parametrize(
    ("environment", "places"),
    [
        ({}, True),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, False),
        ({"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}, True),
        ({"QT_QPA_PLATFORM": "wayland-egl"}, False),
    ],
)
def test_on_wayland_windows_stand_where_the_compositor_puts_them(
    environment: dict[str, str], places: bool
) -> None:
    assert places_windows(environment) is places
