"""How much of the ticket is shown, without its widgets."""

import pytest

from traderterminal.ui.viewmodels.ticket_form import Form, TicketForm


def test_a_choice_is_told_once() -> None:
    form, told = TicketForm(), list[Form]()
    form.changed.connect(lambda _: told.append(form.chosen))
    form.choose(Form.FOLDED)
    form.choose(Form.FOLDED)
    assert told == [Form.FOLDED]


def test_what_was_kept_is_shown_again() -> None:
    form = TicketForm()
    form.restore("folded", Form.WHOLE)
    assert form.chosen is Form.FOLDED


@pytest.mark.parametrize("kept", [None, "", "upside down", 7])
def test_what_cannot_be_read_is_the_usual_form(kept: object) -> None:
    form = TicketForm()
    form.restore(kept, Form.COMPACT)
    assert form.chosen is Form.COMPACT
