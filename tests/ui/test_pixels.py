"""Lines that stay crisp: on whole device pixels at any ratio, wherever a widget begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from traderterminal.ui.pixels import PixelGrid

RATIOS = [1.0, 1.25, 1.5, 1.75, 2.0, 3.0]
grids = st.builds(PixelGrid, st.sampled_from(RATIOS), st.floats(0, 3000), st.floats(0, 3000))


def is_whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-6


@given(grids, st.floats(-100, 3000), st.sampled_from([1.0, 1.8, 2.0]))
def test_a_line_covers_whole_device_pixels_near_its_place(
    grid: PixelGrid, at: float, pixels: float
) -> None:
    box = grid.across(at, 0, 10, pixels)
    assert is_whole(box.top() * grid.ratio + grid.top)
    assert is_whole(box.height() * grid.ratio)
    assert abs(box.top() - at) <= 0.5 / grid.ratio + 1e-9
    upright = grid.upright(at, 0, 10, pixels)
    assert is_whole(upright.left() * grid.ratio + grid.left)
    assert is_whole(upright.width() * grid.ratio)


@given(grids, st.floats(0, 500), st.floats(0, 500), st.floats(5, 500), st.floats(5, 500))
def test_an_outline_lies_inside_its_box_on_whole_pixels(
    grid: PixelGrid, left: float, top: float, width: float, height: float
) -> None:
    box = QRectF(left, top, width, height)
    pen = grid.width()
    outline = grid.outline(box)
    for edge, origin in (
        (outline.left() - pen / 2, grid.left),
        (outline.right() + pen / 2, grid.left),
        (outline.top() - pen / 2, grid.top),
        (outline.bottom() + pen / 2, grid.top),
    ):
        assert is_whole(edge * grid.ratio + origin)


@pytest.mark.parametrize(("ratio", "device"), [(1, 1), (1.25, 1), (1.5, 2), (2, 2), (3, 3)])
def test_a_hairline_is_at_least_one_device_pixel(ratio: float, device: int) -> None:
    assert PixelGrid(ratio).width() * ratio == pytest.approx(device)
    assert PixelGrid(ratio).width(0.1) * ratio == pytest.approx(1)
