"""The fault script: what it accepts, and where it strikes."""

import re
from typing import Any

import pytest

from tests.support.shared_data import REPOSITORY
from traderterminal.venues.deeds import DEEDS
from traderterminal.venues.faults import ELSEWHERE, KINDS, NOW, REQUEST, BadScript, Script
from traderterminal.venues.front import FATES


def script(*entries: dict[str, Any], seed: int = 1) -> Script:
    return Script.parse({"seed": seed, "script": list(entries)})


def test_every_fault_of_the_catalogue_is_there_or_says_why_not() -> None:
    assert set(KINDS) | set(ELSEWHERE) == {f"F{number}" for number in range(1, 51)}
    assert not set(KINDS) & set(ELSEWHERE)


def test_the_page_lists_every_fault_with_its_points_and_values() -> None:
    page = (REPOSITORY / "resources/docs/practice-venues.md").read_text("utf-8")
    rows = [line.split("|")[1:4] for line in page.splitlines() if re.match(r"\| F\d+ \|", line)]
    listed = {
        fault.strip(): (set(points.split(", ")), set(values.split(", ")) - {""})
        for fault, points, values in ((a, b.strip(), c.strip()) for a, b, c in rows)
    }
    assert listed == {f: (set(kind.points), set(kind.values)) for f, kind in KINDS.items()}
    assert all(f"{fault} (" in page for fault in ELSEWHERE)


def test_every_fault_has_somebody_who_brings_it_about() -> None:
    assert {f for f, kind in KINDS.items() if REQUEST in kind.points} == set(FATES)
    assert {f for f, kind in KINDS.items() if NOW in kind.points} == set(DEEDS)


def test_a_request_is_known_by_method_path_and_body() -> None:
    at = {"request": "POST /api/order/*", "body": {"accountId": 1}}
    made = script({"at": at, "fault": "F4"})
    assert made.on_request("GET", "/api/Order/place", {"accountId": 1}) is None
    assert made.on_request("POST", "/api/Order/place", {"accountId": 2}) is None
    assert made.on_request("POST", "/api/Order/place", None) is None
    entry = made.on_request("POST", "/api/Order/place", {"accountId": 1})
    assert entry is not None
    assert entry.fault == "F4"
    assert made.on_request("POST", "/api/Order/place", {"accountId": 1}) is None


def test_it_strikes_from_the_nth_on_as_often_as_it_is_told() -> None:
    made = script({"at": {"request": "/orders", "nth": 2, "times": 2}, "fault": "F10"})
    struck = [made.on_request("GET", "/orders", None) is not None for _ in range(5)]
    assert struck == [False, True, True, False, False]
    always = script({"at": {"frame": "fill", "times": 0}, "fault": "F14"})
    assert all(always.on_frame("fill") is not None for _ in range(5))
    assert always.on_frame("order") is None


def test_values_that_are_not_given_are_those_of_the_catalogue() -> None:
    (entry,) = script({"at": "now", "fault": "F33", "socket": "user"}).immediate
    assert (entry["socket"], entry.seconds("for_s")) == ("user", 30.0)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"at": "now", "fault": "F99"}, "no fault of the catalogue"),
        ({"at": "now", "fault": "F44"}, "the client's machine"),
        ({"at": "now", "fault": "F4"}, "strikes at request, not now"),
        ({"at": {"request": "/x"}, "fault": "F4", "delay": 3}, "has no 'delay'"),
        ({"at": {"request": "/x", "often": 3}, "fault": "F4"}, "'often' is not known"),
        ({"at": {"nth": 3}, "fault": "F4"}, "is needed"),
        ({"at": {"request": "/x", "nth": 0}, "fault": "F4"}, "nth counts from 1"),
        ({"at": 7, "fault": "F4"}, "neither"),
        ("F4", "no entry"),
    ],
)
def test_a_script_that_cannot_be_carried_out_is_refused_by_name(entry: Any, words: str) -> None:
    with pytest.raises(BadScript, match=rf"script\[0\].*{words}"):
        Script.parse({"script": [entry]})


@pytest.mark.parametrize("data", [[], {"script": 1}, {"seed": "x"}])
def test_what_is_no_script_is_refused(data: Any) -> None:
    with pytest.raises(BadScript):
        Script.parse(data)


def test_a_fault_that_a_dialect_has_no_place_for_is_refused_with_its_reason() -> None:
    entry = {"at": "now", "fault": "F37"}
    with pytest.raises(BadScript, match="it has no snapshots"):
        Script.parse({"script": [entry]}, {"F37": "it has no snapshots"})


def test_the_seed_decides_what_is_left_to_chance() -> None:
    drawn = [script(seed=seed).random.random() for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
