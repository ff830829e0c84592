"""Rows that repeat: added, removed and saved with ordinary buttons, losing nothing."""

from typing import Any

from django.http import QueryDict

from govuk.fields import DayField, SelectField, TextField
from govuk.forms import GovukForm
from govuk.rows import Rows, rows_of
from tests.govuk.reading import one, read, words


class Attendee(GovukForm):
    name = TextField(label="Name")
    role = SelectField(label="Role", choices=[("p", "Police"), ("n", "Nurse")])
    told = DayField(label="Told on", required=False)


Attendees = rows_of(Attendee, noun="person", at_least=1, at_most=3)
TWO = (
    "a-TOTAL_FORMS=2&a-INITIAL_FORMS=0&a-0-name=Ann&a-0-role=p&a-1-name=Ben&a-1-role=n"
    "&a-1-told-month=feb"
)


def sent(query: str) -> Any:
    return Attendees(QueryDict(query), prefix="a")


def names(rows: Rows) -> list[str | None]:
    page = read(rows)
    return [
        box.get("value")
        for box in page.findall(".//input")
        if box.get("name", "").endswith("-name")
    ]


def test_a_new_page_shows_the_rows_it_must_have() -> None:
    page = read(Attendees(prefix="a"))
    assert words(page.find(".//legend")) == "Person 1"
    assert one(page, ".//input[@name='a-TOTAL_FORMS']").get("value") == "1"
    assert page.find(".//button[@name='a-remove']") is None
    assert words(one(page, ".//button[@name='a-add']")) == "Add another person"


def test_add_another_keeps_what_was_typed_and_judges_nothing() -> None:
    rows = sent(TWO + "&a-add=1&a-0-name=")
    assert rows.pressed()
    after = rows.after_press()
    page = read(after)
    assert len(after.forms) == 3
    assert one(page, ".//input[@name='a-1-told-month']").get("value") == "feb"
    assert page.find(".//p[@class='govuk-error-message']") is None
    assert not after.has_errors
    assert page.find(".//button[@name='a-add']") is None  # three are the most


def test_removing_a_row_moves_the_later_ones_up() -> None:
    after = sent(TWO + "&a-remove=0").after_press()
    assert names(after) == ["Ben"]
    assert one(read(after), ".//input[@name='a-0-told-month']").get("value") == "feb"


def test_a_row_that_is_not_there_cannot_be_removed() -> None:
    assert names(sent(TWO + "&a-remove=7").after_press()) == ["Ann", "Ben"]
    assert names(sent(TWO + "&a-remove=x").after_press()) == ["Ann", "Ben"]


def test_an_emptied_row_is_not_there_and_a_half_row_is_refused() -> None:
    whole = sent("a-TOTAL_FORMS=3&a-INITIAL_FORMS=0&a-0-name=Ann&a-0-role=p&a-1-name=&a-2-name=")
    assert whole.is_valid()
    assert [row["name"] for row in whole.filled()] == ["Ann"]
    half = sent("a-TOTAL_FORMS=2&a-INITIAL_FORMS=0&a-0-name=Ann&a-0-role=p&a-1-name=Ben")
    assert not half.is_valid()
    assert half.error_links() == [{"text": "Select role", "href": "#id_a-1-role"}]


def test_rows_that_are_stored_can_be_emptied_away() -> None:
    stored = [{"name": "Ann", "role": "p"}, {"name": "Ben", "role": "n"}]
    page = read(Attendees(prefix="a", initial=stored))
    assert one(page, ".//input[@name='a-TOTAL_FORMS']").get("value") == "2"
    back = Attendees(
        QueryDict("a-TOTAL_FORMS=2&a-INITIAL_FORMS=0&a-0-name=Ann&a-0-role=p&a-1-name=&a-1-role="),
        prefix="a",
        initial=stored,
    )
    assert back.is_valid()
    assert [row["name"] for row in back.filled()] == ["Ann"]


def test_the_enter_key_presses_neither_add_nor_remove() -> None:
    buttons = read(sent(TWO)).findall(".//button")
    assert buttons[0].get("name") is None
