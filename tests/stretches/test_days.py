from datetime import date

from posturecam.stretches.days import date_of, day_text


def test_a_day_is_a_date() -> None:
    assert date_of(0) == date(1970, 1, 1)
    assert date_of(20_003) == date(2024, 10, 7)
    assert day_text(20_003) == "Monday, 7 October"
