"""Pages of alerts and court dates, the one-tap "Still right", what is said to be out of date."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import policy as roles
from accounts.clock import today
from cases.answering import answer, once
from cases.person_forms import WhyForm
from cases.person_frame import edit, head, of_person, refused_in_words
from cases.record_forms import AlertForm, AnswerForm, CourtDateForm, SuggestForm, fields_of
from people import confirming, notice_services, record_queries
from people.access import person_for


@require_POST
def confirm(request: HttpRequest, ref: str, fact: str) -> HttpResponse:
    """One tap: it is still right."""
    row = person_for(request.user, ref, to="confirm_facts")
    try:
        once(
            request,
            act="person.confirm",
            work=lambda: confirming.confirm(person=row, fact=fact, by=request.user),
        )
    except ValidationError as refusal:
        refused_in_words(request, refusal)
    return redirect(reverse("cases:person", args=[row.reference]) + f"#fact-{fact}")


def suggest(request: HttpRequest, ref: str) -> HttpResponse:
    """Who may not change the record says what is wrong with it."""
    row = person_for(request.user, ref, to="confirm_facts")
    form = SuggestForm(request.POST or None)
    return answer(
        request,
        form=form,
        act="person.suggest",
        work=lambda: notice_services.suggest(person=row, by=request.user, **form.cleaned_data),
        to=reverse("cases:person", args=[row.reference]),
        said="Thank you. Whoever may change the record sees it there",
        **head(row, "Something is out of date", button_text="Send this"),
    )


def answer_suggestion(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    said = of_person(record_queries.suggestion_of(row.pk, number))
    form = AnswerForm(request.POST or None)
    return answer(
        request,
        form=form,
        act="person.answer_suggestion",
        work=lambda: notice_services.answer_suggestion(
            person=row, number=number, by=request.user, **form.cleaned_data
        ),
        to=reverse("cases:person", args=[row.reference]),
        said="Dealt with",
        **head(
            row, "Said to be out of date", button_text="Dealt with",
            lead=f"{said.by.name}: “{said.text}”",
        ),
    )  # fmt: skip


def alerts(request: HttpRequest, ref: str) -> HttpResponse:
    """Those that stand, and those that have ended with their reasons."""
    row = person_for(request.user, ref)
    context = head(
        row, "Alerts", standing=record_queries.alerts_of(row.pk),
        ended=record_queries.alerts_of(row.pk, ended=True),
        may_edit=roles.may(request.user, "edit_person").ok,
    )  # fmt: skip
    return render(request, "cases/person_alerts.html", context)


def new_alert(request: HttpRequest, ref: str) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    return edit(
        request, row, title="Add an alert", act="person.alert", button="Add this alert",
        said="Alert added", initial={"starts_on": today()},
        save=lambda form: notice_services.add_alert(
            person=row, by=request.user, **fields_of(form)
        ),
        make=lambda data, initial: AlertForm(data, initial=initial),
    )  # fmt: skip


def correct_alert(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    alert = of_person(record_queries.alert_of(row.pk, number))

    def save(form: Any) -> None:
        notice_services.correct_alert(
            person=row, number=number, version=form.cleaned_data["version"] or 0, by=request.user,
            **fields_of(form),
        )  # fmt: skip

    return edit(
        request, row, title="Put an alert right", act="person.correct_alert", save=save,
        make=lambda data, initial: AlertForm(data, initial=initial),
        initial=AlertForm.initial_of(alert), initial_of=AlertForm.initial_of,
        to=reverse("cases:person_alerts", args=[row.reference]),
    )  # fmt: skip


def end_alert(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    alert = of_person(record_queries.alert_of(row.pk, number))
    form = WhyForm(request.POST or None)
    to = reverse("cases:person_alerts", args=[row.reference])
    return answer(
        request,
        form=form,
        act="person.end_alert",
        work=lambda: notice_services.end_alert(
            person=row, number=number, by=request.user, **form.cleaned_data
        ),
        to=to,
        said="The alert has ended",
        **head(row, "End an alert", back=to, button_text="End this alert", lead=alert.text),
    )


def court_dates(request: HttpRequest, ref: str) -> HttpResponse:
    row = person_for(request.user, ref)
    context = head(
        row, "Court dates", dates=record_queries.court_dates_of(row.pk), today=today(),
        may_edit=roles.may(request.user, "edit_person").ok,
    )  # fmt: skip
    return render(request, "cases/person_court_dates.html", context)


def new_court_date(request: HttpRequest, ref: str) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    return edit(
        request, row, title="Add a court date", act="person.court_date", said="Court date added",
        button="Add this court date", initial={},
        save=lambda form: notice_services.add_court_date(
            person=row, by=request.user, **fields_of(form)
        ),
        make=lambda data, initial: CourtDateForm(data, initial=initial),
        to=reverse("cases:person_court_dates", args=[row.reference]),
    )  # fmt: skip


def correct_court_date(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    held = of_person(record_queries.court_date_of(row.pk, number))

    def save(form: Any) -> None:
        notice_services.correct_court_date(
            person=row, number=number, version=form.cleaned_data["version"] or 0, by=request.user,
            **fields_of(form),
        )  # fmt: skip

    return edit(
        request, row, title="Court date", act="person.correct_court_date", save=save,
        make=lambda data, initial: CourtDateForm(data, initial=initial),
        initial=CourtDateForm.initial_of(held), initial_of=CourtDateForm.initial_of,
        to=reverse("cases:person_court_dates", args=[row.reference]),
    )  # fmt: skip


def take_back_court_date(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    held = of_person(record_queries.court_date_of(row.pk, number))
    form = WhyForm(request.POST or None)
    to = reverse("cases:person_court_dates", args=[row.reference])
    return answer(
        request,
        form=form,
        act="person.take_back_court_date",
        work=lambda: notice_services.take_back_court_date(
            person=row, number=number, by=request.user, **form.cleaned_data
        ),
        to=to,
        said="Marked as entered by mistake",
        **head(
            row, "Was this court date entered by mistake?", back=to,
            button_text="Yes, entered by mistake", lead=held.what,
        ),
    )  # fmt: skip
