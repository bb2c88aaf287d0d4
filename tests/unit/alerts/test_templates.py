"""The templates we hand out are read by the parser they are meant for."""

from decimal import Decimal

import pytest

from tests.support.alerts import signal_of
from tests.support.tradingview import OPENED_LONG, TURNED_SHORT, WENT_FLAT, rendered
from traderterminal.alerts.templates import Template, read_templates, render
from traderterminal.domain.errors import BadData


def test_the_first_line_describes_and_the_rest_is_the_message() -> None:
    found = read_templates({"b.txt": '# Buys\n{"action":"buy"}\n', "a.txt": "# A\nx=1;y=2"})
    assert list(found) == ["a", "b"]
    assert found["b"] == Template("b", "Buys", '{"action":"buy"}')


@pytest.mark.parametrize("text", ["", "{}", "# only a title\n", "#no blank\n{}"])
def test_a_file_that_is_no_template_is_named(text: str) -> None:
    with pytest.raises(BadData, match=r"odd\.txt"):
        read_templates({"odd.txt": text})


def test_placeholders_are_filled_in_and_unknown_ones_stay() -> None:
    assert render('{{ ticker }} {{plot("x")}}') == 'ES1! {{plot("x")}}'
    assert render("{{ticker}}", {"ticker": "NQ1!"}) == "NQ1!"


def test_the_samples_of_the_program_and_of_the_sender_agree() -> None:
    message = '{"symbol":"{{ticker}}","position_size":"{{strategy.position_size}}"}'
    assert render(message) == rendered(message, OPENED_LONG)
    assert signal_of(rendered(message, TURNED_SHORT)).target == Decimal(-1)
    assert signal_of(rendered(message, WENT_FLAT)).target == 0
