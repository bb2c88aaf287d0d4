"""Scheduled news."""

from traderterminal.domain.news import Importance, NewsEvent


def test_importance_has_an_order() -> None:
    assert Importance.LOW < Importance.MEDIUM < Importance.HIGH


def test_an_event_says_nothing_but_when_and_what_unless_it_is_told() -> None:
    event = NewsEvent(1, "CPI")
    assert (event.currency, event.importance, event.all_day) == ("", None, False)
