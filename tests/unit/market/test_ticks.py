from traderterminal.market.ticks import Aggressor


def test_the_aggressor_is_written_in_the_letters_of_the_exchange() -> None:
    assert [Aggressor("B"), Aggressor("A"), Aggressor("N")] == [
        Aggressor.BUYER,
        Aggressor.SELLER,
        Aggressor.NEITHER,
    ]
