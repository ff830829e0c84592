"""Each kind of field comes out as GOV.UK markup, says what is wrong, and keeps what was typed."""

from typing import Any

from django import forms
from django.http import QueryDict

from govuk.fields import (
    CheckboxesField,
    ClockTimeField,
    DayField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    YesNoField,
)
from govuk.forms import GovukForm
from tests.govuk.reading import one, read, render, words


class Everything(GovukForm):
    name = TextField(label="Name of child", subject="the child’s name", max_length=10, width=20)
    told = YesNoField(label="Have the police been told?", conditional={"yes": ["ref", "story"]})
    ref = TextField(label="Police reference", help_text="On the text message")
    story = LongTextField(label="What happened", max_length=20)
    risks = CheckboxesField(
        label="Which risks apply?",
        choices=[("cse", "Sexual exploitation"), ("cce", "Criminal exploitation")],
        hints={"cce": "Including county lines"},
        none_of_these=("none", "None of these"),
    )
    born = DayField(label="Date of birth")
    called = ClockTimeField(label="Time of the call")
    home = SelectField(label="Home", choices=[("1", "Oak House"), ("2", "Elm House")])
    grade = RadiosField(label="Grade", choices=[("h", "High"), ("m", "Medium")], inline=True)
    photo = forms.FileField(label="Photo", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="I have told the duty team")
    key = forms.CharField(widget=forms.HiddenInput)


GOOD = (
    "name=Jordan&told=no&risks=none&born-day=1&born-month=mar&born-year=2010&called=2320"
    "&home=1&grade=h&password=x&agreed=on&key=k"
)


def sent(changes: str = "", form: type[GovukForm] = Everything) -> Any:
    """The form as sent, good but for the changes; an empty change takes the answer away."""
    data = QueryDict(GOOD, mutable=True)
    for name, values in QueryDict(changes).lists():
        data.setlist(name, values)
    made = form(data)
    made.is_valid()
    return made


def test_a_line_of_text_has_label_hint_and_width() -> None:
    page = read(Everything()["ref"])
    field = one(page, ".//input[@name='ref']")
    assert words(one(page, ".//label")) == "Police reference"
    assert field.get("aria-describedby") == "id_ref-hint"
    assert "govuk-input--width-20" in one(read(Everything()["name"]), ".//input").get("class", "")
    assert field.get("maxlength") is None  # a paste is never cut off silently


def test_errors_stand_at_the_field_and_in_the_summary_in_the_same_words() -> None:
    form = sent("name=")
    page = render(
        '{% from "macros/forms.html" import form_errors %}{{ form_errors(form) }}{{ form }}',
        form=form,
    )
    link = one(page, ".//div[@class='govuk-error-summary']//a")
    assert words(link) == "Enter the child’s name"
    target = one(page, f".//*[@id='{link.get('href', '')[1:]}']")
    assert target.get("name") == "name"
    described = one(page, f".//*[@id='{target.get('aria-describedby')}']")
    assert words(described) == "Error: Enter the child’s name"


def test_every_link_of_the_summary_leads_to_a_control() -> None:
    form = Everything({})
    page = read(form)
    targets = [link["href"][1:] for link in form.error_links() if "href" in link]
    assert len(targets) == 9  # two are conditional, the photo is not asked for, the key is hidden
    for target in targets:
        assert one(page, f".//*[@id='{target}']").tag in {"input", "select", "textarea"}


def test_too_long_a_text_is_refused_in_words_and_comes_back() -> None:
    form = sent("name=Jordanjordan")
    assert form.errors["name"] == ["The child’s name must be 10 characters or fewer"]
    assert one(read(form["name"]), ".//input").get("value") == "Jordanjordan"


def test_a_character_count_counts_new_lines_once_as_the_page_does() -> None:
    form = sent("told=yes&ref=r&story=" + "%0D%0A".join(["1234"] * 4))
    assert form.errors == {}
    assert form.cleaned_data["story"] == "\n".join(["1234"] * 4)
    group = one(read(form["story"]), ".//div[@data-module='govuk-character-count']")
    assert group.get("data-maxlength") == "20"


def test_lines_typed_inside_a_choice_come_back_without_extra_blanks() -> None:
    page = read(sent("told=yes&story=one%0D%0Atwo"))
    assert one(page, ".//textarea[@name='story']").text == "one\ntwo"


def test_a_field_under_a_choice_is_asked_for_only_when_chosen() -> None:
    assert set(sent("told=yes").errors) == {"ref", "story"}
    form = sent("told=no&ref=leftover")
    assert form.errors == {}
    assert form.cleaned_data["told"] is False
    assert form.cleaned_data["ref"] == ""


def test_a_field_under_a_choice_is_shown_inside_it_and_once() -> None:
    page = read(Everything())
    inside = one(page, ".//div[@id='conditional-id_told']")
    assert inside.find(".//input[@name='ref']") is not None
    assert len(page.findall(".//input[@name='ref']")) == 1


def test_none_of_these_stands_alone() -> None:
    form = sent("risks=cse&risks=none")
    assert form.errors["risks"] == ["Select the ones that apply, or select “None of these”"]
    boxes = read(form["risks"]).findall(".//input[@type='checkbox']")
    assert [box.get("value") for box in boxes if box.get("checked") is not None] == ["cse", "none"]
    assert boxes[-1].get("data-behaviour") == "exclusive"
    assert sent().cleaned_data["risks"] == ["none"]


def test_an_invented_choice_is_refused() -> None:
    assert sent("home=9").errors["home"] == ["Select home from the list"]
    assert sent("grade=x").errors["grade"] == ["Select grade from the list"]


def test_three_boxes_come_back_as_typed_with_the_wrong_one_marked() -> None:
    form = sent("born-day=31&born-month=feb&born-year=")
    page = read(form["born"])
    typed = {box.get("name"): box.get("value") for box in page.findall(".//input")}
    assert typed == {"born-day": "31", "born-month": "feb", "born-year": ""}
    marked = [b.get("name") for b in page.findall(".//input") if "--error" in b.get("class", "")]
    assert marked == ["born-year"]
    assert form.error_links() == [
        {"text": "Date of birth must include a year", "href": "#id_born-year"}
    ]


def test_a_date_sign_of_percent_does_not_break_the_sentence() -> None:
    class Odd(GovukForm):
        at = DayField(label="Day at 50%", subject="the 50% day")

    form = Odd({"at-day": "1"})
    assert form.errors["at"] == ["The 50% day must include a month and year"]


def test_a_password_is_never_sent_back() -> None:
    page = read(sent("password=secret&name=")["password"])
    assert one(page, ".//input").get("value") == ""
    assert one(page, ".//button").get("aria-controls") == "id_password"


def test_inline_radios_select_file_hidden_and_one_box() -> None:
    page = read(sent())
    assert "govuk-radios--inline" in [
        word for group in page.findall(".//div") for word in group.get("class", "").split()
    ]
    assert [o.get("value") for o in page.findall(".//select/option")] == ["", "1", "2"]
    assert one(page, ".//input[@type='file']").get("name") == "photo"
    assert one(page, ".//input[@type='hidden']").get("value") == "k"
    assert one(page, ".//input[@name='agreed']").get("checked") is not None


def test_what_was_typed_can_be_kept_and_shown_again_later() -> None:
    kept = sent("born-day=31&born-month=feb&told=yes&story=half").typed()
    page = read(Everything(initial=kept))
    assert one(page, ".//input[@name='born-month']").get("value") == "feb"
    assert one(page, ".//textarea").text == "half"
    assert one(page, ".//input[@name='told'][@value='yes']").get("checked") is not None
    assert "password" not in kept
    assert page.findall(".//p[@class='govuk-error-message']") == []


def test_a_label_can_be_the_heading_of_the_page() -> None:
    page = read(Everything()["told"].as_page_heading(caption="Report Jordan"))
    assert words(one(page, ".//legend/h1")) == "Report Jordan Have the police been told?"
    assert (
        words(one(read(Everything()["ref"].as_page_heading()), ".//h1/label")) == "Police reference"
    )


def test_what_people_type_is_never_markup() -> None:
    page = read(sent("name=%3Cb%3Ex%22&told=yes&story=%3C%2Ftextarea%3E%3Cb%3E"))
    assert page.find(".//b") is None
    assert one(page, ".//textarea").text == "</textarea><b>"


def test_a_sentence_of_the_form_itself_wins() -> None:
    class Own(GovukForm):
        name = TextField(label="Name", error_messages={"required": "We need a name"})

    assert Own({}).errors["name"] == ["We need a name"]
