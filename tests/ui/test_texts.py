"""The screen's sentences are those of the catalogue, and every rule has a name."""

import pytest

from traderterminal.desk import gate
from traderterminal.domain.errors import BadData, BadValue
from traderterminal.domain.messages import Message, english
from traderterminal.kit.language import ENGLISH, speak
from traderterminal.ui import texts

TOO_MANY = Message(
    "max_order_quantity",
    {"quantity": "500", "symbol": "ESH2024", "limit": "100", "account": "paper"},
)


@pytest.mark.parametrize(
    "message",
    [TOO_MANY, Message("price_collar", {"side": "buy"}, "stop"), Message("of_another_version")],
)
def test_without_a_translation_the_screen_says_what_the_log_says(message: Message) -> None:
    assert texts.text(message) == english(message)


def test_a_fault_is_english_in_the_log_and_in_the_language_on_the_screen() -> None:
    german = {
        "{path}: {error}": "{path}: {error}",
        "line {number} is no row": "Zeile {number} fehlt",
    }
    inner = BadValue("line {number} is no row", number=3)
    outer = BadData("{path}: {error}", path="a.csv", error=inner)
    speak("de", {("Fault", english): words for english, words in german.items()})
    try:
        assert str(outer) == "a.csv: line 3 is no row"
        assert texts.fault(outer) == "a.csv: Zeile 3 fehlt"
        assert texts.fault(BadData("as {it} was given")) == "as {it} was given"
        assert texts.fault(OSError("disk full")) == "disk full"
    finally:
        speak(ENGLISH, {})


def test_a_list_says_the_reason_without_its_headline() -> None:
    assert texts.short(TOO_MANY) == "500 ESH2024 is more than the 100 an order may have on paper"
    assert texts.short(Message("too_late", {"measured": "96", "limit": "60"})) == (
        "96 s old, limit 60 s"
    )
    assert texts.short(Message("already_flat")) == "Already flat"


def test_a_refusal_is_named_once() -> None:
    assert texts.refusal(TOO_MANY).startswith("Refused: 500 ESH2024")
    by_broker = Message("refused_by_broker", {"text": "not enough margin"})
    assert texts.refusal(by_broker) == "Refused by broker: not enough margin"


def test_a_reason_begins_as_a_sentence_and_leaves_names_alone() -> None:
    no_json = Message("unparseable", {"line": "1", "column": "2", "problem": "no comma"}, "json")
    assert texts.reason(no_json).startswith("This is no JSON")
    named = Message("live_needs_strategy", {"account": "apex", "strategy": "orb"})
    assert texts.reason(named).startswith("apex is not")


def test_every_rule_of_the_gate_has_a_name() -> None:
    asked = {name for name, _ in (*gate._VALIDITY, *gate._EXPOSURE)}
    assert texts.rules().keys() == asked
    assert texts.rule("a_later_one") == "A later one"
