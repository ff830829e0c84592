"""A postcode however typed: its authority and how far it is from the council's area, offline."""

import pytest

from people.areas import COUNTIES, authority_of, districts_of
from people.postcodes import NoSuchPostcode, Place, find, miles_from

OURS = "E06000060"


@pytest.mark.parametrize("typed", ["HP20 1UA", "hp201ua", " hp20  1ua ", "HP20-1UA", "HP2O 1UA"])
def test_it_is_read_however_typed(typed: str) -> None:
    assert find(typed) == Place("HP20 1UA", OURS, 481976, 213538)


def test_a_nought_typed_for_an_o_is_mended() -> None:
    assert find("0X1 INS").postcode == "OX1 1NS"


def test_a_district_is_answered_by_its_county() -> None:
    assert find("EX1 1AA").authority == "E10000008"
    assert authority_of("E07000041") == "E10000008"
    assert authority_of("E06000060") == "E06000060"
    assert authority_of("L99999999") == ""


def test_no_district_is_in_two_counties() -> None:
    every = [district for county in COUNTIES for district in districts_of(county)]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("EX9 9ZZ", "There is no postcode EX9 9ZZ. Check it, or leave it empty"),
        ("", "Enter a full postcode"),
        ("HP20", "Enter a full postcode"),
        ("12345", "Enter a full postcode"),
        ("<b>HP20</b>", "Enter a full postcode"),
        ("НР20 1UA", "Enter a full postcode"),
        ("HP20 1UA" * 50, "Enter a full postcode"),
        ("Q1 1AA", "There is no postcode Q1 1AA"),
    ],
)
def test_what_is_none_is_said_in_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(NoSuchPostcode, match=said[:25]):
        find(typed)


@pytest.mark.parametrize(
    ("typed", "miles"),
    [("HP20 1UA", 0), ("OX1 1NS", 7), ("SW1A 1AA", 15), ("B1 1BB", 45), ("M2 5DB", 110)],
)
def test_the_distance_is_to_the_nearest_postcode_of_the_council(typed: str, miles: int) -> None:
    found = miles_from(find(typed), OURS)
    assert found is not None
    assert round(found) == miles


def test_a_county_is_as_large_as_its_districts() -> None:
    assert miles_from(find("OX1 1NS"), "E10000025") == 0


@pytest.mark.parametrize("typed", ["BT1 5GS", "JE1 0BD"])
def test_off_the_map_no_distance_is_made_up(typed: str) -> None:
    assert miles_from(find(typed), OURS) is None


def test_a_council_whose_code_is_no_real_one_has_no_distances() -> None:
    assert miles_from(find("HP20 1UA"), "E10099999") is None
