"""The pictures in the documentation are there, small, and drawn by the program itself."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.support.shared_data import REPOSITORY
from traderterminal.app.pictures import PICTURES, draw, in_few_colours
from traderterminal.domain.errors import BadData

FOLDER = REPOSITORY / "resources/docs/pictures"
MOST_BYTES = 150_000


def drawn(name: str, out: Path) -> QImage:
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "traderterminal.app.pictures", name, str(out)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return QImage(str(out))


@pytest.mark.parametrize("name", ["chart-linked", "guide-alert"])  # the others take as long
def test_a_picture_is_drawn_as_large_as_it_is_kept(tmp_path: Path, name: str) -> None:
    made, kept = drawn(name, tmp_path / "made.png"), QImage(str(FOLDER / f"{name}.png"))
    assert not made.isNull()
    assert made.size() == kept.size()
    colours = {made.pixel(x, y) for x in range(0, made.width(), 3) for y in range(made.height())}
    assert len(colours) > 50  # candles, lines and letters, not an empty ground


def test_every_picture_is_kept_small_and_shown_on_a_page() -> None:
    paths = (REPOSITORY / "README.md", *(REPOSITORY / "resources/docs").rglob("*.md"))
    pages = [path.read_text("utf-8") for path in paths]
    for name in (*PICTURES, "by-keyboard"):
        assert (FOLDER / f"{name}.png").stat().st_size < MOST_BYTES
        assert any(f"pictures/{name}.png)" in page for page in pages), name


def test_a_name_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="there is no picture 'nothing'; there are chart-trading"):
        draw("nothing", tmp_path / "x.png")


def test_a_rare_colour_that_is_unlike_all_others_stays() -> None:
    picture = QImage(64, 64, QImage.Format.Format_RGB32)
    for x in range(64):
        for y in range(64):
            picture.setPixelColor(x, y, QColor(x, y, (x + y) % 64))  # thousands of dark ones
    amber = QColor(237, 187, 71)
    picture.setPixelColor(5, 5, amber)
    few = in_few_colours(picture)
    assert few.colorCount() == 256
    assert few.pixelColor(5, 5) == amber
    dark = [few.pixelColor(x, y) for x in range(10, 20) for y in range(10, 20)]
    kept = [picture.pixelColor(x, y) for x in range(10, 20) for y in range(10, 20)]
    apart = [
        abs(one.red() - other.red())
        + abs(one.green() - other.green())
        + abs(one.blue() - other.blue())
        for one, other in zip(dark, kept, strict=True)
    ]
    assert max(apart) < 32
