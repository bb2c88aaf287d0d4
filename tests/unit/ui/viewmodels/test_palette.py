"""Commands found by the words that are typed."""

from traderterminal.ui.viewmodels.palette import MOST_SHOWN, Command, matching

NAMES = ("Cancel all orders", "Flatten all accounts", "Go to Orders", "Replay", "Go to Journal")
COMMANDS = [Command(name, lambda: None) for name in NAMES]


def found(typed: str) -> list[str]:
    return [one.words for one in matching(COMMANDS, typed)]


def test_every_typed_word_must_be_there_in_any_order_and_case() -> None:
    assert found("ALL can") == ["Cancel all orders"]
    assert found("all") == ["Cancel all orders", "Flatten all accounts"]
    assert found("sell") == []
    assert found("") == list(NAMES)


def test_what_begins_so_comes_first_and_what_holds_it_inside_a_word_last() -> None:
    assert found("or") == ["Cancel all orders", "Go to Orders"]
    assert found("re") == ["Replay"]
    assert found("al") == ["Cancel all orders", "Flatten all accounts", "Go to Journal"]
    assert found("go to") == ["Go to Orders", "Go to Journal"]


def test_no_more_are_found_than_can_be_shown() -> None:
    many = [Command(f"Command {n}", lambda: None) for n in range(50)]
    assert len(matching(many, "command")) == MOST_SHOWN
