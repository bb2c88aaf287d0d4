"""Last trading days and first notice days, against dates that exchanges published."""

from datetime import date, timedelta

import pytest

from traderterminal.domain.expiries import RULES, back, option_days

HOLIDAYS = {
    *(date(2023, 11, 23), date(2023, 12, 25), date(2024, 1, 1), date(2024, 1, 15)),
    *(date(2024, 2, 19), date(2024, 3, 29), date(2024, 5, 27), date(2024, 6, 19)),
    *(date(2024, 9, 2), date(2024, 11, 28), date(2025, 4, 18), date(2025, 5, 26)),
    *(date(2026, 6, 19), date(2026, 4, 3)),
}


def is_business_day(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


@pytest.mark.parametrize(
    ("rule", "year", "month", "expected"),
    [
        ("third_friday", 2024, 3, date(2024, 3, 15)),
        ("third_friday", 2026, 6, date(2026, 6, 18)),  # the third Friday is Juneteenth
        ("two_before_third_wednesday", 2024, 3, date(2024, 3, 18)),
        ("two_before_third_wednesday", 2024, 6, date(2024, 6, 17)),  # the Wednesday is Juneteenth
        ("one_before_third_wednesday", 2024, 3, date(2024, 3, 19)),
        ("last_business_day", 2024, 3, date(2024, 3, 28)),  # Good Friday is the 29th
        ("third_last_business_day", 2024, 2, date(2024, 2, 27)),
        ("seven_before_last_business_day", 2024, 3, date(2024, 3, 19)),
        ("last_business_day_of_previous_month", 2024, 3, date(2024, 2, 29)),
        ("last_business_day_of_previous_month", 2024, 1, date(2023, 12, 29)),
        ("three_before_25th_of_previous_month", 2024, 2, date(2024, 1, 22)),
        ("three_before_25th_of_previous_month", 2024, 3, date(2024, 2, 20)),  # a Sunday
        ("three_before_25th_of_previous_month", 2024, 1, date(2023, 12, 19)),  # Christmas
        ("four_before_25th_of_previous_month", 2024, 2, date(2024, 1, 19)),
        ("three_before_first_of_month", 2024, 2, date(2024, 1, 29)),
        ("business_day_before_15th", 2024, 3, date(2024, 3, 14)),
        ("business_day_before_15th", 2024, 9, date(2024, 9, 13)),
        ("tenth_business_day", 2024, 2, date(2024, 2, 14)),
        ("last_friday", 2024, 2, date(2024, 2, 23)),
        ("last_friday", 2024, 3, date(2024, 3, 28)),  # Good Friday
        ("feeder_cattle", 2024, 1, date(2024, 1, 25)),
        ("feeder_cattle", 2023, 11, date(2023, 11, 16)),  # the week before Thanksgiving
        ("feeder_cattle", 2025, 5, date(2025, 5, 22)),  # Memorial Day is in the last week
        ("monday_after_first_friday", 2013, 4, date(2013, 4, 8)),
        ("monday_after_first_friday", 2024, 2, date(2024, 2, 5)),
    ],
)
def test_a_contract_ends_on_its_day(rule: str, year: int, month: int, expected: date) -> None:
    assert RULES[rule](year, month, is_business_day) == expected


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_finds_a_day_near_every_month(rule: str) -> None:
    for year in range(2023, 2028):
        for month in range(1, 13):
            day = RULES[rule](year, month, is_business_day)
            assert abs(day - date(year, month, 15)) < timedelta(days=45)


def test_going_back_skips_weekends_and_holidays() -> None:
    assert back(date(2024, 1, 16), 1, is_business_day) == date(2024, 1, 12)


def test_going_back_nowhere_stays_even_on_a_holiday() -> None:
    assert back(date(2024, 1, 15), 0, is_business_day) == date(2024, 1, 15)


def test_options_end_on_fridays_and_later_on_third_ones() -> None:
    found = option_days(date(2024, 3, 13), is_business_day, weeks=4, months=2)
    assert found == [
        *(date(2024, 3, 15), date(2024, 3, 22)),
        date(2024, 3, 28),  # Good Friday is the 29th
        *(date(2024, 4, 5), date(2024, 4, 19), date(2024, 5, 17)),
    ]


def test_options_that_end_today_are_among_them_and_those_of_yesterday_are_not() -> None:
    friday, good_friday = date(2024, 3, 15), date(2024, 3, 29)
    assert option_days(friday, is_business_day, weeks=2, months=0)[0] == friday
    assert option_days(good_friday, is_business_day, weeks=2, months=0) == [date(2024, 4, 5)]


def test_the_months_of_options_go_on_over_the_end_of_the_year() -> None:
    found = option_days(date(2024, 11, 20), is_business_day, weeks=1, months=3)
    assert found[1:] == [date(2024, 12, 20), date(2025, 1, 17), date(2025, 2, 21)]
