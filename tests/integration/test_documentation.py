"""The documentation: what its pages point to is there."""

import re
from pathlib import Path

import pytest

from tests.support.shared_data import REPOSITORY

DOCS = REPOSITORY / "resources/docs"
PAGES = [REPOSITORY / "README.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
GUIDE = sorted((DOCS / "user-guide").glob("*.md"))
#: A page of the guide is read in one go.
MOST_LINES = 60


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text("utf-8"))
    lost = [one for one in links if "://" not in one and not (page.parent / one).exists()]
    assert lost == []


def test_the_guide_leads_from_page_to_page_and_lists_each() -> None:
    first, *others = GUIDE
    listed = LINK.findall(first.read_text("utf-8"))
    assert listed == [page.name for page in others]
    for page, after in zip(others, [*others[1:], first], strict=True):
        text = page.read_text("utf-8")
        assert LINK.findall(text)[-1] == after.name
        assert text.count("\n") <= MOST_LINES


def test_no_picture_is_kept_that_no_page_shows() -> None:
    shown = {Path(link).name for page in PAGES for link in LINK.findall(page.read_text("utf-8"))}
    assert {path.name for path in (DOCS / "pictures").iterdir()} <= shown
