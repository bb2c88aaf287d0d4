"""The page on the path of an order shows the table that the code has."""

from tests.support.order_table import shown, table


def test_the_page_shows_the_table_of_the_code() -> None:
    assert shown() == table(), "run: python -m tests.support.order_table"
